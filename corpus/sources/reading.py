"""Sources → what they hold, as one stream: lists first, then their addresses, hosts taking turns."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from corpus.clean import id_of_address
from corpus.fetch.manners import site_of
from corpus.fetch.types import Fetched, Refused, Same
from corpus.fetch.visits import Visit
from corpus.ingest import edition_key
from corpus.sources.config import Source
from corpus.sources.documents import guarded, read_document, what_is
from corpus.sources.feeds import Entry, read_feed
from corpus.sources.files import files_of, read_file
from corpus.sources.listing import DEEPEST, Target, targets
from corpus.sources.sitemaps import Child, read_sitemap
from corpus.sources.web import Web
from corpus.types import Failure, Field, Found, Known, Ranking, RawArticle

RESUME = 24 * 3600.0
"""Seconds for which what an interrupted refresh had fetched is as good as new."""

RECHECK = 7 * 24 * 3600.0
"""Seconds after which an address is asked for again although its lister says that nothing has changed."""


class Reading:
    """Reads sources once, as an iterator; ``length_hint`` of it is the number of addresses still to visit.

    After it, ``expected`` holds the ids of what each address gave, and ``whole`` the sources whose lists, or
    the pages that staff named themselves, could be read. ``source_of`` tells the source of an origin.
    """

    def __init__(self, sources: Iterable[Source], web: Web, first: Iterable[Found] = ()) -> None:
        self.expected: dict[str, list[str]] = {}
        self.whole: list[str] = []
        self.source_of: dict[str, str] = {}
        self._web = web
        self._seen: set[str] = set()
        self._sites: dict[str, deque[Target]] = {}
        self._found = self._read(tuple(sources), first)

    def __iter__(self) -> Iterator[Found]:
        return self

    def __next__(self) -> Found:
        return next(self._found)

    def __length_hint__(self) -> int:
        return sum(map(len, self._sites.values()))

    def _read(self, sources: tuple[Source, ...], first: Iterable[Found]) -> Iterator[Found]:
        yield from first
        for source in sources:
            yield from self._list(source)
        while target := self._next_target():
            for found in self._visit(target):
                if isinstance(found, RawArticle | Known | Failure):
                    self.source_of[found.origin] = target.source.name
                yield found

    def _list(self, source: Source) -> Iterator[Found]:
        failed = False
        for path in source.path:
            yield from _files(source, Path(path))
        for listed in targets(source, self._web):
            if isinstance(listed, Target):
                self._enqueue(listed)
                continue
            failed = failed or (isinstance(listed, Failure) and listed.origin in source.url)
            found = listed if isinstance(listed, Failure) else listed.article(listed.url or source.url[0])
            self.source_of[found.origin] = source.name
            yield found if isinstance(found, Failure) else _dressed(found, source, Entry(None))
        if not failed:
            self.whole.append(source.name)

    def _enqueue(self, target: Target) -> None:
        key = id_of_address(target.url) or target.url
        if key not in self._seen:
            self._seen.add(key)
            self._sites.setdefault(site_of(target.url), deque()).append(target)

    def _next_target(self) -> Target | None:
        """Take the next address of the site whose turn comes first, so that one site's pause is another's turn."""
        waiting = [site for site, queue in self._sites.items() if queue]
        if not waiting:
            return None
        return self._sites[min(waiting, key=self._web.fetcher.turns.left)].popleft()

    def _visit(self, target: Target) -> Iterator[Found]:
        visits, now = self._web.visits, self._web.clock()
        visit = visits.get(target.url)
        held = visit is not None and bool(visit.contents) and all(self._web.holds(*c) for c in visit.contents)
        if visit and target.entry.mark and visit.mark == target.entry.mark and now - visit.checked < RECHECK:
            if visit.reason:
                yield Failure(target.url, visit.reason)
                return
            if held:
                yield Known(target.url)
                return
        if visit and visit.kept and now - visit.checked < RESUME:
            yield from self._open(target, visit.document)
            return
        answer = self._web.fetcher.get(target.url, visit.document.validators if visit and held else None)
        if isinstance(answer, Fetched):
            visits.put(Visit(target.url, answer, target.entry.mark, now))
            yield from self._open(target, answer)
        elif isinstance(answer, Same) and visit:
            visits.put(replace(visit, mark=target.entry.mark, checked=now))
            yield Known(target.url)
        elif isinstance(answer, Refused):
            if target.depth == 0 and not answer.lasting and target.source.name in self.whole:
                self.whole.remove(target.source.name)
            yield Failure(target.url, answer.reason)

    def _open(self, target: Target, document: Fetched) -> Iterator[Found]:
        """Read a document; a feed or a sitemap that staff named as a page is followed."""
        if target.source.kind == "index" and what_is(document) != "index":
            yield Failure(target.url, "is no table of RSF's World Press Freedom Index")
            return
        if _leads_on(target, what_is(document)):
            yield from self._follow(target, document)
            return
        ids, reasons = [], []
        for found in read_document(document, target.url):
            if isinstance(found, RawArticle):
                found = _dressed(found, target.source, target.entry, (target.url, *document.hops))
                ids.append(id_of_address(found.url or "") or "")
            elif isinstance(found, Ranking):
                ids.append(edition_key(found.edition))
            elif isinstance(found, Failure):
                reasons.append(found.reason)
            yield found
        if ids:
            self.expected[target.url] = list(dict.fromkeys(ids))
        elif reasons:
            self._put_reason(target, document, reasons[0])

    def _follow(self, target: Target, document: Fetched) -> Iterator[Found]:
        self._web.visits.forget(target.url)
        source = target.source
        for entry in guarded(_listed(document, target.url), target.url):
            if isinstance(entry, Child):
                self._enqueue(Target(entry.url, source, Entry(entry.url), target.depth + 1))
            elif isinstance(entry, Failure):
                yield entry
            elif not entry.url:
                found = entry.article(target.url)
                yield found if isinstance(found, Failure) else _dressed(found, source, Entry(None))
            elif source.wants(entry.url):
                self._enqueue(Target(entry.url, source, entry, target.depth + 1))

    def _put_reason(self, target: Target, document: Fetched, reason: str) -> None:
        visit = Visit(target.url, document, target.entry.mark, self._web.clock(), (), reason, kept=False)
        self._web.visits.put(visit)


def _leads_on(target: Target, kind: str) -> bool:
    """Tell whether a list stands where staff named a page; a list that a list names is an article's mistake."""
    if target.source.kind != "page":
        return False
    return (kind == "feed" and target.depth == 0) or (kind == "sitemap" and target.depth < DEEPEST)


def _listed(document: Fetched, origin: str) -> Iterator[Entry | Child | Failure]:
    if what_is(document) == "feed":
        yield from read_feed(document.content, origin, document.url)
    else:
        yield from read_sitemap(document.content, origin)


def _files(source: Source, path: Path) -> Iterator[Found]:
    if not path.exists():
        yield Failure(str(path), "is not there")
        return
    for file in files_of(path):
        if source.wants(str(file)):
            for found in read_file(file, asked_for=file == path):
                yield _dressed(found, source, Entry(None)) if isinstance(found, RawArticle) else found


def _dressed(raw: RawArticle, source: Source, entry: Entry, ways: tuple[str, ...] = ()) -> RawArticle:
    """Add what the source and the list know: language, tags, title and day where the page has none, other addresses."""
    tags = ", ".join(dict.fromkeys([*(f.value for f in raw.fields if f.name == "tags"), *source.tags]))
    fields = [field for field in raw.fields if field.name != "tags"]
    return replace(
        raw,
        title=raw.title or entry.title,
        published=raw.published or entry.published,
        language=source.language or raw.language,
        fields=(*fields, Field("tags", tags)) if tags else tuple(fields),
        aliases=tuple(way for way in dict.fromkeys((*raw.aliases, *ways)) if way != raw.url),
    )
