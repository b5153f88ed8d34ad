"""Syndicated copies: articles of different sites that have nearly the same words. The oldest one is cited.

Articles of one site are never taken for copies of each other, however alike: two incidents that share a town, a day
and half of their sentences are two incidents. Found by MinHash over runs of five words (Broder, 1997).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np

from corpus.types import ArticleId

if TYPE_CHECKING:
    from datasketch import MinHash

PERMUTATIONS = 64
"""Numbers in a signature: the share of runs in common is estimated to within about 0.06."""

ALIKE = 0.75
"""The share of runs of words in common from which on two texts are one."""

FEWEST_WORDS = 40
"""Words below which texts are alike by chance."""

_RUN = 5
_SCHEME = "affine32"


@dataclass(frozen=True, slots=True)
class Signed:
    """What is needed of an article to find its copies."""

    id: ArticleId
    site: str
    day: date | None
    signature: bytes


def signature(text: str) -> bytes:
    """Sum up a text in 256 bytes; too short a text in none."""
    from datasketch import MinHash

    words = re.findall(r"\w+", text.casefold())
    if len(words) < FEWEST_WORDS:
        return b""
    runs = {" ".join(words[i : i + _RUN]).encode() for i in range(len(words) - _RUN + 1)}
    sketch = MinHash(num_perm=PERMUTATIONS, scheme=_SCHEME)
    sketch.update_batch(sorted(runs))
    return np.asarray(sketch.hashvalues, dtype=np.uint32).tobytes()


def site_of(url: str | None) -> str:
    """Give the host of an article's address, ``www.`` left out; ``""`` where it has none."""
    return urlsplit(url or "").netloc.casefold().removeprefix("www.")


def find_copies(signed: Iterable[Signed]) -> dict[ArticleId, ArticleId]:
    """Give each copy with its original: the oldest of those alike, undated ones last."""
    from datasketch import MinHashLSH

    oldest_first = sorted((s for s in signed if s.signature and s.site), key=lambda s: (s.day or date.max, s.id))
    originals: dict[ArticleId, Signed] = {}
    copies: dict[ArticleId, ArticleId] = {}
    near = MinHashLSH(threshold=ALIKE, num_perm=PERMUTATIONS)
    for one in oldest_first:
        sketch = _sketch(one.signature)
        found = [o for o in _known(near.query(sketch), originals) if o.site != one.site and _alike(o, one) >= ALIKE]
        if found:
            copies[one.id] = max(found, key=lambda o: (_alike(o, one), o.id)).id
        else:
            originals[one.id] = one
            near.insert(one.id, sketch)
    return copies


def _known(ids: Iterable[ArticleId], originals: dict[ArticleId, Signed]) -> Iterator[Signed]:
    return (originals[i] for i in ids)


def _sketch(signature: bytes) -> "MinHash":
    from datasketch import MinHash

    return MinHash(num_perm=PERMUTATIONS, hashvalues=np.frombuffer(signature, dtype=np.uint32), scheme=_SCHEME)


def _alike(one: Signed, other: Signed) -> float:
    same = np.frombuffer(one.signature, dtype=np.uint32) == np.frombuffer(other.signature, dtype=np.uint32)
    return float(same.mean())
