"""Sources → store, one result an article or edition; one bad article never stops a run."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from rapidfuzz import fuzz

from corpus.clean import clean, id_of_address
from corpus.contents import VERSION, contents_of, write_contents
from corpus.copies import find_copies, signature
from corpus.facts.rankings import find_rankings
from corpus.facts.statements import statements
from corpus.sources.pdfs import MOST_PAGES
from corpus.split import split
from corpus.store import Store
from corpus.types import (
    Article,
    ArticleId,
    Failure,
    Found,
    Known,
    Passage,
    Ranking,
    RawArticle,
    Removal,
    Removed,
    Restoration,
)

_BATCH = 500
_CONTENTS = "contents"
_SAME_TITLE = 85
"""Of 100: how alike two titles are of an article that moved to another address."""


class Change(StrEnum):
    """What became of an article, or of an edition of the Index, that a source gave.

    A withheld one was removed before: it stays away though the source has it still. A restored one may come back.
    """

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    RESTORED = "restored"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one thing. ``id`` is an article's or ``edition:YEAR``; both are empty where it was not read."""

    change: Change
    origin: str
    id: str = ""
    digest: str = ""
    title: str = ""
    url: str | None = None


def ingest(found: Iterable[Found], store: Store, *, dry: bool = False) -> Iterator[Loaded | Failure]:
    """Clean, split and store what sources found, and say of each what became of it.

    The rows of an edition of the Index come one after another; they are stored together once the
    edition is over, so that it replaces its old self whole. ``dry`` says the same and stores nothing.
    """
    rows: list[Ranking] = []
    for item in found:
        if isinstance(item, Failure):
            yield item
            continue
        if rows and not (isinstance(item, Ranking) and item.edition == rows[0].edition):
            yield _put_edition(rows, store, dry)
            rows = []
        if isinstance(item, Ranking):
            rows.append(item)
        elif isinstance(item, Known):
            yield Loaded(Change.UNCHANGED, item.origin)
        elif isinstance(item, Removal):
            yield from _remove(item, store)
        elif isinstance(item, Removed):
            store.remove(item)
            yield Loaded(Change.REMOVED, item.address, item.article)
        elif isinstance(item, Restoration):
            yield _restore(item, store)
        else:
            yield _put_article(item, store, dry)
    if rows:
        yield _put_edition(rows, store, dry)


def holds(store: Store, key: str, digest: str) -> bool:
    """Tell whether a store has an article, or an edition (``edition:YEAR``), as it was when it had this digest."""
    edition = key.removeprefix("edition:")
    if edition == key:
        return store.digest(key) == digest
    return _edition_digest(store.rankings(int(edition))) == digest


def mark_copies(store: Store) -> None:
    """Find the syndicated copies in a store and note them, so that the oldest source is the one that is cited.

    Only what is new or changed is read; the rest is known by its signature.
    """
    waiting = store.copies.unsigned()
    for start in range(0, len(waiting), _BATCH):
        for article in store.articles(waiting[start : start + _BATCH]).values():
            store.copies.sign(article.id, article.digest, signature(article.text))
    store.copies.replace(find_copies(store.copies.signed()))


def note_contents(store: Store, tell: Callable[[int, int], None]) -> None:
    """Read what the sentences of new and changed passages hold; ``tell`` hears how many articles of all are done.

    An answer looks at some two hundred sentences: to read them then would take half of its time.
    """
    if not knows_contents(store):
        store.drop_contents()
        store.put_note(_CONTENTS, VERSION)
    waiting = store.without_contents()
    for start in range(0, len(waiting), _BATCH):
        batch = waiting[start : start + _BATCH]
        store.put_contents([(p.id, _contents(article, p)) for article, p in store.all_passages(batch)])
        tell(start + len(batch), len(waiting))


def knows_contents(store: Store) -> bool:
    """Tell whether it is this version that has read what a store's sentences hold."""
    return store.note(_CONTENTS) == VERSION


def _contents(article: Article, passage: Passage) -> str:
    return write_contents(contents_of(article.text[s.start : s.end]) for s in passage.sentences)


def edition_key(edition: int) -> str:
    """Name an edition of the Index among the ids of articles."""
    return f"edition:{edition}"


def _put_article(raw: RawArticle, store: Store, dry: bool) -> Loaded | Failure:
    article = clean(raw)
    if isinstance(article, Failure):
        return article
    known = store.digest(article.id)
    if known is None and any(map(store.removed, [article.id, *_former(article, raw.aliases)])):
        return Loaded(Change.WITHHELD, raw.origin, article.id, "", article.title, article.url)
    moved = _moved(article, raw.aliases, store)
    change = Change.CHANGED if known or moved else Change.ADDED
    if known == article.digest and not moved:
        change = Change.UNCHANGED
    elif not dry:
        for former in moved:
            store.delete(former)
        store.put(article, split(article))
        store.put_claims(article.id, find_rankings(article))
        store.put_statements(article.id, statements(article))
    return Loaded(change, raw.origin, article.id, article.digest, article.title, article.url)


def _moved(article: Article, aliases: Sequence[str], store: Store) -> list[str]:
    """Find the articles that this one is under its former addresses.

    An address that redirects may also lead to quite another page, so the titles have to agree.
    """
    stored = store.articles(_former(article, aliases))
    return [key for key, old in stored.items() if fuzz.ratio(old.title, article.title) >= _SAME_TITLE]


def _former(article: Article, aliases: Sequence[str]) -> set[ArticleId]:
    return {key for alias in aliases if (key := id_of_address(alias)) and key != article.id}


def _remove(item: Removal, store: Store) -> Iterator[Loaded | Failure]:
    """Take an article out, or a report with all its pages; one that is not there may be a mistyped address."""
    key = _named(item.address, store)
    keys = [key] if store.digest(key) is not None else list(store.articles(_pages(item.address)))
    if not keys:
        before = any(map(store.removed, [key, *_pages(item.address)]))
        reason = "was removed before" if before else "is neither the address nor the title of an article"
        yield Failure(item.address, reason)
    for each in keys:
        store.remove(Removed(each, item.address, item.reason, datetime.now(UTC).date()))
        yield Loaded(Change.REMOVED, item.address, each)


def _pages(address: str) -> list[ArticleId]:
    """Give the ids that the pages of a report have."""
    pages = (id_of_address(f"{address}#page={number}") for number in range(1, MOST_PAGES + 1))
    return [key for key in pages if key]


def _restore(item: Restoration, store: Store) -> Loaded | Failure:
    keys = [key for key, removed in store.removals().items() if removed.address == item.address]
    restored = [store.restore(key) for key in (*keys, _named(item.address, store))]
    return Loaded(Change.RESTORED, item.address) if any(restored) else Failure(item.address, "was not removed")


def _named(address: str, store: Store) -> ArticleId:
    """Tell which article an address names, or a title that only one has."""
    titled = store.titled(address)
    if len(titled) == 1:
        return titled[0].id
    return id_of_address(address) or ""


def _put_edition(rows: list[Ranking], store: Store, dry: bool) -> Loaded:
    edition = rows[0].edition
    known = store.rankings(edition)
    change = Change.CHANGED if known else Change.ADDED
    if _by_country(rows) == known:
        change = Change.UNCHANGED
    elif not dry:
        store.put_edition(edition, rows)
    title, url = f"World Press Freedom Index {edition}", rows[0].url
    return Loaded(change, url, edition_key(edition), _edition_digest(rows), title, url)


def _by_country(rows: Iterable[Ranking]) -> list[Ranking]:
    return sorted(rows, key=lambda row: row.country)


def _edition_digest(rows: Iterable[Ranking]) -> str:
    return hashlib.sha256(repr(_by_country(rows)).encode()).hexdigest()
