"""Store → the indexes beside it: words, counts, vectors. What the generation before had is not done again."""

import shutil
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np

from corpus.store import Store
from corpus.types import Article, ArticleId, Passage
from corpus.vocabulary import Counting
from embeddings.errors import GenerationError
from embeddings.faiss_index import FaissIndex
from embeddings.generations import CORPUS, LEXICAL, VECTORS, verify
from embeddings.lexical import LexicalIndex
from embeddings.types import Progress

_STAGE = "Indexing words"
_NOTE = "indexed"
_LAYOUT = f"{version('pressfreedom-bot')} 2"
"""What wrote the words and counts. Another version may split and stem otherwise, so it does all of it anew."""

_WORTH_IT = 0.5
"""Share of the articles that may differ; above, doing all anew is no slower, and leaves a tidier index."""


@dataclass(frozen=True, slots=True)
class _Difference:
    """Articles whose present state is new to an index, and those whose former state is to leave it."""

    new: frozenset[ArticleId]
    gone: frozenset[ArticleId]


def index_words(
    store: Store, staging: Path, base: Path | None, progress: Progress, *, counts_alone: bool = False
) -> None:
    """Write the lexical index and the counts for a staged corpus; ``base`` is the generation it was copied from.

    ``counts_alone``: the words are searched elsewhere.

    Counts are kept up by differences. The lexical index is added to, but written anew where something has left it:
    BM25 would go on counting what was deleted. Either way the result is that of doing all anew.
    """
    difference = _difference(store, base)
    if counts_alone:
        told = _told(store.all_passages(), store.counts().passages, progress)
        deque(_counted(told, counting := Counting()), maxlen=0)
        store.tallies.replace(counting)
    elif base is None or difference is None:
        _all_anew(store, staging, progress)
    else:
        _kept_up(store, staging, base, difference, progress)
    store.put_note(_NOTE, _LAYOUT)
    store.commit()


def index_vectors(store: Store, staging: Path, dimension: int) -> str:
    """Write the vector index, and give its kind."""
    rows = list(store.vectors())
    vectors = np.frombuffer(b"".join(vector for _, vector in rows), dtype=np.float32)
    index = FaissIndex.build([i for i, _ in rows], vectors.reshape(len(rows), dimension))
    index.save(staging / VECTORS)
    return index.kind


def _difference(store: Store, base: Path | None) -> _Difference | None:
    """Compare a corpus with the one it was copied from; None where that one's indexes are of no use."""
    if base is None or store.note(_NOTE) != _LAYOUT:
        return None
    if not (base / LEXICAL).is_dir():
        return None
    try:
        verify(base, only=LEXICAL)
    except GenerationError:
        return None
    with Store(base / CORPUS) as before:
        old = before.digests()
    now = store.digests()
    new = frozenset(key for key, digest in now.items() if old.get(key) != digest)
    gone = frozenset(key for key, digest in old.items() if now.get(key) != digest)
    return _Difference(new, gone) if len(new | gone) <= _WORTH_IT * len(now) else None


def _all_anew(store: Store, staging: Path, progress: Progress) -> None:
    counting = Counting()
    told = _told(store.all_passages(), store.counts().passages, progress)
    LexicalIndex.build(staging / LEXICAL, _counted(told, counting))
    store.tallies.replace(counting)


def _kept_up(store: Store, staging: Path, base: Path, difference: _Difference, progress: Progress) -> None:
    counting, former = Counting(), Counting()
    with Store(base / CORPUS) as before:
        for article, passage in before.all_passages(difference.gone):
            former.add(article, passage)
    added = list(store.all_passages(difference.new))
    for article, passage in added:
        counting.add(article, passage)
    counting.less(former)
    store.tallies.add(counting)
    if difference.gone:
        LexicalIndex.build(staging / LEXICAL, _told(store.all_passages(), store.counts().passages, progress))
    else:
        shutil.copytree(base / LEXICAL, staging / LEXICAL, ignore=shutil.ignore_patterns("*.lock"))
        LexicalIndex.extend(staging / LEXICAL, _told(added, len(added), progress))


def _counted(passages: Iterable[tuple[Article, Passage]], counting: Counting) -> Iterator[tuple[Article, Passage]]:
    for article, passage in passages:
        counting.add(article, passage)
        yield article, passage


def _told(
    passages: Iterable[tuple[Article, Passage]], total: int, progress: Progress
) -> Iterator[tuple[Article, Passage]]:
    for done, (article, passage) in enumerate(passages, 1):
        yield article, passage
        progress(_STAGE, done, total)
