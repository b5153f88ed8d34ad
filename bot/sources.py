"""``pressbot sources`` and ``pressbot sources check`` in the terminal."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from operator import length_hint

from rich.console import Console
from rich.table import Column, Table

from bot.errors import BotError
from bot.settings import Settings
from bot.web import load_sources, open_web, sources_file
from corpus.sources.config import Source
from corpus.sources.reading import Reading
from corpus.sources.web import Web
from corpus.types import Failure, Found, Known, Ranking, RawArticle

_TRIED = 3
"""Articles of a source that a check really loads."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A source, in words: its interval, when it was last done, and what came of it when it was last tried."""

    name: str
    kind: str
    every: str
    last: str
    result: str
    where: str


def listed_sources(settings: Settings) -> list[Listed]:
    """List the sources.

    Raises:
        BotError, CorpusError: their file, or what is remembered of them, cannot be read.
    """
    with open_web(settings, dry=True) as web:
        return [_listed(source, web) for source in load_sources(settings)]


def _listed(source: Source, web: Web) -> Listed:
    tried = web.visits.result(source.name)
    result = tried[1] if tried else ""
    return Listed(source.name, source.kind, _every(source), _last(source, web), result, _where(source))


def show_sources(settings: Settings, *, text: bool) -> None:
    """Print the sources as a table, or their file as it is."""
    console = Console(highlight=False, soft_wrap=True)
    if text:
        print(sources_file(settings).read_text("utf-8"), end="")
        return
    table = Table("source", "kind", "every", "last done", "what came of it", Column("where", overflow="fold"), box=None)
    for row in listed_sources(settings):
        table.add_row(row.name, row.kind, row.every, row.last, row.result, row.where)
    console.print(table)
    console.print(f"From {sources_file(settings)}", markup=False)


def check_sources(settings: Settings, names: list[str]) -> int:
    """Try sources, show what each would load, and give the exit status: 1 where one fails.

    Raises:
        BotError: there is no source of a name.
    """
    console = Console(highlight=False, soft_wrap=True)
    sources = load_sources(settings)
    if unknown := set(names) - {source.name for source in sources}:
        raise BotError(f"{sources_file(settings)}: names no source {', '.join(map(repr, sorted(unknown)))}")
    failed = False
    for source in sources:
        if not names or source.name in names:
            with open_web(settings, dry=True) as web:
                failed = _check(source, web, console) or failed
    return 1 if failed else 0


def _check(source: Source, web: Web, console: Console) -> bool:
    """Load the first few of a source; true where something failed."""
    reading = Reading([source], web)
    tried = list(islice(_told(reading), _TRIED))
    more = length_hint(reading)
    console.print(f"{source.name}: {_where(source)}", markup=False, style="bold")
    for line in tried:
        console.print(f"  {line}", markup=False)
    if not tried:
        console.print("  nothing to load")
    elif more:
        console.print(f"  and {more} more")
    return any(line.startswith("failed") for line in tried)


def _told(found: Iterable[Found]) -> Iterator[str]:
    """Say of each thing that is read what it is; an edition of the Index is one thing."""
    editions = set()
    for item in found:
        if isinstance(item, Failure):
            yield f"failed: {item.origin}: {item.reason}"
        elif isinstance(item, Ranking):
            if item.edition not in editions:
                yield f"edition {item.edition} of the World Press Freedom Index"
            editions.add(item.edition)
        elif isinstance(item, RawArticle):
            day = f", {item.published[:10]}" if item.published else ""
            yield f"{item.title or 'no title'}{day}, {len(item.text.split()):,} words: {item.url or item.origin}"
        elif isinstance(item, Known):
            yield f"loaded before, unchanged: {item.origin}"


def _where(source: Source) -> str:
    places = (*source.url, *source.path)
    return places[0] if len(places) == 1 else f"{places[0]} and {len(places) - 1} more"


def _every(source: Source) -> str:
    hours = source.every.total_seconds() / 3600
    return f"{hours / 24:g} d" if hours >= 24 else f"{hours:g} h"


def _last(source: Source, web: Web) -> str:
    done = web.visits.done(source.name)
    return f"{datetime.fromtimestamp(done, UTC):%Y-%m-%d %H:%M} UTC" if done else "never"
