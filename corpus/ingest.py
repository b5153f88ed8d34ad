"""Sources → store, one result an article; one bad article never stops a run."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from corpus.clean import clean
from corpus.split import split
from corpus.store import Store
from corpus.types import Failure, RawArticle


class Change(StrEnum):
    """What became of an article that a source gave."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


def ingest(found: Iterable[RawArticle | Failure], store: Store) -> Iterator[Change | Failure]:
    """Clean, split and store articles, and say of each what became of it."""
    for raw in found:
        article = clean(raw) if isinstance(raw, RawArticle) else raw
        if isinstance(article, Failure):
            yield article
            continue
        known = store.digest(article.id)
        if known == article.digest:
            yield Change.UNCHANGED
            continue
        store.put(article, split(article))
        yield Change.CHANGED if known else Change.ADDED
