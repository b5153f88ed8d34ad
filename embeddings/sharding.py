"""A corpus encoded on several machines: each takes a share of the articles, one run takes over all vectors."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.types import Failure, Found, Known, RawArticle
from embeddings.errors import GenerationError, OtherModelError
from embeddings.generations import CORPUS, Generations, read_manifest
from embeddings.protocols import Encoder

_WRITTEN = re.compile(r"([1-9]\d{0,3})/([1-9]\d{0,3})")


@dataclass(frozen=True, slots=True)
class Shard:
    """The ``number``-th of ``total`` shares, counted from 1."""

    number: int
    total: int


def read_shard(text: str) -> Shard | None:
    """Read "2/5"; None where it is nothing of the kind.

    >>> read_shard("2/5"), read_shard("6/5")
    (Shard(number=2, total=5), None)
    """
    written = _WRITTEN.fullmatch(text.strip())
    shard = Shard(int(written[1]), int(written[2])) if written else None
    return shard if shard and shard.number <= shard.total else None


def share_of(found: Iterable[Found], shard: Shard) -> Iterator[Found]:
    """Give a share of the articles that sources found, the same on every machine; tables need no encoding."""
    for item in found:
        if isinstance(item, Failure | Known):
            yield item
        elif isinstance(item, RawArticle):
            digest = hashlib.sha256((item.url or f"{item.title}\n{item.text}").encode("utf-8", "replace")).digest()
            if int.from_bytes(digest[:8]) % shard.total == shard.number - 1:
                yield item


def encoded_in(folder: Path, encoder: Encoder) -> Path:
    """Find the file whose vectors a run is to take over, in the data folder of another run.

    Raises:
        GenerationError: there is none.
        OtherModelError: another model made them.
    """
    if not folder.is_dir():
        raise GenerationError(f"{folder}: is no data folder; name the PRESSBOT_DATA of a run with --shard")
    generation = Generations(folder).folder()
    if read_manifest(generation).model_digest != encoder.digest:
        raise OtherModelError(f"{folder}: was encoded with other weights than those of {encoder.name}, which is in use")
    return generation / CORPUS
