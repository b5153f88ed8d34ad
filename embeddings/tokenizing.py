"""A model's folder → its tokenizer and settings, read without torch."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from embeddings.errors import ModelError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_LENGTH = 256
"""Tokens read where the model does not say how many."""


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
