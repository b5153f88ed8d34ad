"""A model's folder → its tokenizer and settings, and texts' tokens → what the model reads; without torch."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from embeddings.errors import ModelError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_LENGTH = 256
"""Tokens read where the model does not say how many."""

STEP = 16
"""Tokens by which the width of a batch grows.

Processors reckon in tiles of as many rows: 256 tokens were seen to take a fifth less time than 255. And
the code that is made for a width is used again sooner.
"""

Ids = NDArray[np.int64]


def padded(rows: Sequence[Sequence[int]], most: int) -> tuple[Ids, Ids]:
    """Lay texts' tokens side by side, shape ``(texts, width)``, with a mask that tells them from what fills up.

    ``most`` is how many tokens the model can read.
    """
    width = max(map(len, rows))
    ids = np.zeros((len(rows), max(width, min(-(-width // STEP) * STEP, most))), dtype=np.int64)
    mask = np.zeros_like(ids)
    for line, own in enumerate(rows):
        ids[line, : len(own)], mask[line, : len(own)] = own, 1
    return ids, mask


def read_tokenizer(folder: Path) -> "Tokenizer":
    """Read a model's tokenizer, cutting texts where the model stops reading; nothing is padded.

    Raises:
        ModelError: there is none.
    """
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(setting(folder / "sentence_bert_config.json", "max_seq_length") or _LENGTH)
    except Exception as error:  # the library raises nothing narrower
        raise ModelError(f"{folder}: its tokenizer cannot be read; set PRESSBOT_ENCODER=torch") from error
    return tokenizer


def setting(path: Path, name: str) -> Any:
    """Give a setting of a JSON file, or None where there is no such file or no such setting."""
    return read_json(path).get(name) if path.exists() else None


def read_json(path: Path) -> Any:
    """Read a JSON file of the model's.

    Raises:
        ModelError: it is broken or not there.
    """
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: cannot be read; set PRESSBOT_ENCODER=torch") from error
