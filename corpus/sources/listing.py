"""Sources → the addresses that they list. Feeds and sitemaps are kept, so that "not modified" still tells all."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.fetch.types import Fetched, Refused, Same
from corpus.fetch.visits import Visit
from corpus.sources.config import Source
from corpus.sources.documents import guarded
from corpus.sources.feeds import Entry, read_feed
from corpus.sources.sitemaps import Child, read_sitemap
from corpus.sources.web import Web
from corpus.types import Failure

DEEPEST = 3
"""How many sitemaps may lead to one another."""

_MOST_CHILDREN = 200


@dataclass(frozen=True, slots=True)
class Target:
    """An address to visit, the source that wants it, and what its lister said of it.

    ``depth`` is 0 for what staff named themselves.
    """

    url: str
    source: Source
    entry: Entry
    depth: int = 1


def targets(source: Source, web: Web) -> Iterator[Target | Entry | Failure]:
    """List what a source wants to be visited; an entry without an address is an article of its own."""
    for url in source.url:
        if source.kind in ("page", "index"):
            yield Target(url, source, Entry(url), depth=0)
            continue
        listed = _feed(url, web) if source.kind == "feed" else _sitemap(url, web)
        for entry in listed:
            if isinstance(entry, Failure) or not entry.url:
                yield entry
            elif source.wants(entry.url):
                yield entry if source.text == "feed" else Target(entry.url, source, entry)


def _feed(url: str, web: Web) -> Iterator[Entry | Failure]:
    found = _document(url, web)
    if isinstance(found, Failure):
        yield found
    else:
        yield from guarded(read_feed(found.content, url, found.url), url)


def _sitemap(url: str, web: Web, depth: int = 1) -> Iterator[Entry | Failure]:
    found = _document(url, web)
    if isinstance(found, Failure):
        yield found
        return
    children = 0
    for listed in guarded(read_sitemap(found.content, url), url):
        if not isinstance(listed, Child):
            yield listed
        elif depth == DEEPEST or children == _MOST_CHILDREN:
            yield Failure(listed.url, "is a sitemap too many or too deep; name it as a source of its own")
            return
        else:
            children += 1
            yield from _sitemap(listed.url, web, depth + 1)


def _document(url: str, web: Web) -> Fetched | Failure:
    """Fetch a list, or take the kept one where the server says that it is the same."""
    visit = web.visits.get(url)
    kept = visit if visit and visit.kept else None
    answer = web.fetcher.get(url, kept.document.validators if kept else None)
    if isinstance(answer, Refused):
        return Failure(url, answer.reason)
    if isinstance(answer, Same) and kept:
        web.visits.put(replace(kept, checked=web.clock()))
        return kept.document
    if isinstance(answer, Same):  # nobody asked whether it is
        return Failure(url, "answers that nothing has changed since never")
    web.visits.put(Visit(url, answer, "", web.clock()))
    return answer
