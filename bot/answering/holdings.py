"""What the corpus holds on something, by titles, fields and days: an index is asked, no article is looked through."""

from collections.abc import Collection

from bot.answering.scope import Scope
from corpus.subjects import countries_of
from corpus.types import Article
from corpus.words import content_stems, words
from embeddings.lexical import about
from embeddings.retriever import search_words
from embeddings.snapshot import Snapshot
from embeddings.types import Hit

_NEWEST = 30
MOST = 2000
"""Passages that are looked up at most; where there are more, what is found is not all, and is not told as all."""


def holding(snapshot: Snapshot, stems: Collection[str], any_of: Collection[str] = frozenset()) -> list[Article] | None:
    """Give the articles whose title and fields hold all stems, and one of a few; None where they are too many."""
    if not stems:
        return None
    hits = _with_all(snapshot, stems, any_of) if snapshot.lexical else _with_rarest(snapshot, stems)
    if len(hits) == MOST:
        return None
    keys = set(snapshot.store.articles_of([hit.passage_id for hit in hits]).values())
    articles = snapshot.store.articles(keys).values()
    return list(articles) if snapshot.lexical else [a for a in articles if _holds(a, stems, any_of)]


def _with_all(snapshot: Snapshot, stems: Collection[str], any_of: Collection[str]) -> list[Hit]:
    assert snapshot.lexical is not None
    return snapshot.lexical.holding([{stem} for stem in sorted(stems)] + ([any_of] if any_of else []), MOST)


def _with_rarest(snapshot: Snapshot, stems: Collection[str]) -> list[Hit]:
    """Search for the rarest stem alone: Milvus is not asked for titles, so the articles are looked at then."""
    return search_words(snapshot, [(min(stems, key=snapshot.vocabulary.count), 1.0)], MOST)


def _holds(article: Article, stems: Collection[str], any_of: Collection[str]) -> bool:
    held = set(content_stems(f"{article.title} {about(article)}"))
    return held.issuperset(stems) and (not any_of or not held.isdisjoint(any_of))


def in_scope(snapshot: Snapshot, scope: Scope) -> list[Article] | None:
    """Give the articles that meet a scope, oldest first; None where there are too many to tell."""
    acted = scope.act.stems | set(content_stems(scope.act.label)) if scope.act else frozenset()
    found = holding(snapshot, scope.stems | scope.calendar, acted)
    if found is None:
        return None
    fitting = [
        a for a in found if _in_days(a, scope) and (scope.act is None or scope.act.is_of(a)) and _of_role(a, scope)
    ]
    there = [a for a in fitting if scope.place <= frozenset(content_stems(place_of(a)))]
    return sorted(there or fitting, key=lambda a: (str(a.dated), a.id))


def place_of(article: Article) -> str:
    """Put the fields that tell a place into one text."""
    return " ".join(filter(None, (article.field(name) for name in ("city", "state", "country"))))


def _in_days(article: Article, scope: Scope) -> bool:
    day = article.happened or article.published
    return scope.first is None or scope.last is None or (day is not None and scope.first <= day <= scope.last)


def _of_role(article: Article, scope: Scope) -> bool:
    told = words(f"{article.title} {about(article)} {article.text[:400]}".casefold())
    return all(any(word.startswith(role) for word in told) for role in scope.roles)


def newest_in(snapshot: Snapshot, scope: Scope, countries: frozenset[str]) -> list[Article]:
    """Give the articles on what a scope names, oldest first: by titles and fields, or by a country they are about.

    Those on a country are looked for among the newest alone, for which no index is needed.
    """
    found = {a.id: a for a in in_scope(snapshot, scope) or ()}
    if countries:
        newest = snapshot.store.newest(_NEWEST)
        found |= {a.id: a for a in newest if countries.intersection(countries_of(a))}
    return sorted(found.values(), key=lambda a: (str(a.dated), a.id))
