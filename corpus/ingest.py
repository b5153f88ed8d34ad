"""Sources → store, one result an article or edition; one bad article never stops a run."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from corpus.clean import clean
from corpus.facts.rankings import find_rankings
from corpus.facts.statements import statements
from corpus.split import split
from corpus.store import Store
from corpus.types import Failure, Found, Ranking, RawArticle


class Change(StrEnum):
    """What became of an article, or of an edition of the Index, that a source gave."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


def ingest(found: Iterable[Found], store: Store) -> Iterator[Change | Failure]:
    """Clean, split and store what sources found, and say of each what became of it.

    The rows of an edition of the Index come one after another; they are stored together once the
    edition is over, so that it replaces its old self whole.
    """
    rows: list[Ranking] = []
    for item in found:
        if isinstance(item, Failure):
            yield item
            continue
        if rows and not (isinstance(item, Ranking) and item.edition == rows[0].edition):
            yield _put_edition(rows, store)
            rows = []
        if isinstance(item, Ranking):
            rows.append(item)
        else:
            yield _put_article(item, store)
    if rows:
        yield _put_edition(rows, store)


def _put_article(raw: RawArticle, store: Store) -> Change | Failure:
    article = clean(raw)
    if isinstance(article, Failure):
        return article
    known = store.digest(article.id)
    if known == article.digest:
        return Change.UNCHANGED
    store.put(article, split(article))
    store.put_claims(article.id, find_rankings(article))
    store.put_statements(article.id, statements(article))
    return Change.CHANGED if known else Change.ADDED


def _put_edition(rows: list[Ranking], store: Store) -> Change:
    edition = rows[0].edition
    known = store.rankings(edition)
    if sorted(rows, key=lambda row: row.country) == known:
        return Change.UNCHANGED
    store.put_edition(edition, rows)
    return Change.CHANGED if known else Change.ADDED
