"""Which encoder: the fast one where it is installed and fits the model, else plain torch."""

import logging
from pathlib import Path
from typing import Literal

from embeddings.encoder import SentenceTransformerEncoder
from embeddings.errors import ModelError
from embeddings.models import ModelSource
from embeddings.openvino_encoder import OpenVinoEncoder
from embeddings.preparing import is_installed
from embeddings.protocols import Encoder

Choice = Literal["auto", "torch", "openvino"]

logger = logging.getLogger(__name__)


def load_encoder(source: ModelSource, choice: Choice, cache: Path) -> Encoder:
    """Load a model; ``auto`` falls back to torch, and says so, where the fast encoder is installed but fails.

    Raises:
        ModelError: the model is not to be had, or not as was chosen.
    """
    if choice == "torch" or (choice == "auto" and (source.folder is None or not is_installed())):
        return SentenceTransformerEncoder(source)
    if not is_installed():
        raise ModelError("PRESSBOT_ENCODER=openvino needs the extra fast: pip install 'pressfreedom-bot[fast]'")
    try:
        return OpenVinoEncoder(source, cache, logger.warning)
    except ModelError as error:
        if choice == "openvino":
            raise
        logger.warning("%s; going on with torch, which is slower", error)
        return SentenceTransformerEncoder(source)
