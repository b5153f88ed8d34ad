"""``pressbot refresh`` in the terminal: what is asked for is read, built, reported and remembered."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path

from rich.console import Console

from bot.bulk import ALONE, Bulk
from bot.engine import make_encoder
from bot.errors import BotError
from bot.gate import Gate, build_through
from bot.grading import read_golden
from bot.progress import shown_progress
from bot.progress_lines import told_in_lines
from bot.report import as_json, ending, results, show_report
from bot.settings import Settings
from bot.web import load_sources, open_web, sources_file
from corpus.errors import SourceError
from corpus.sources.config import Source
from corpus.sources.files import read_files
from corpus.sources.reading import Reading
from corpus.sources.web import Web
from corpus.types import Found
from embeddings.build import Report, build, preview
from embeddings.generations import Generations
from embeddings.workers import several

REFUSED = 3
"""The exit status where the new generation was not made current."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed. Without places and starter, the sources that are due are meant, or with ``every`` all."""

    places: tuple[str, ...] = ()
    starter: bool = False
    every: bool = False
    dry: bool = False
    json: bool = False
    lines: bool = False
    bulk: Bulk = ALONE


def refresh(settings: Settings, asked: Asked) -> int:
    """Load what is asked for, report, and give the exit status: 1 if anything was skipped, 3 if the gate refused."""
    console = Console(stderr=True, highlight=False)
    paths, sources = _places(asked)
    listed = not paths and not sources
    generations = Generations(settings.data) if asked.dry else asked.bulk.generations(settings)
    with open_web(settings, dry=asked.dry) as web:
        if listed:
            sources = _due(settings, web, every=asked.every)
            if not sources:
                console.print(_next(settings, web), soft_wrap=True)
        reading = Reading(sources, web, read_files(paths))
        report, refusal = Report(0, 0, 0, 0, (), None), ""
        if paths or sources:
            report, refusal = _load(settings, asked, generations, reading, console)
        if not asked.dry and not refusal:
            web.visits.settle(reading.expected, {item.id: item.digest for item in report.items})
            web.visits.put_done((name for name in reading.whole if listed), web.clock())
        if listed and not asked.dry:
            told = results(report, reading.source_of, sources)
            notes = {name: f"{words}; not made current" if refusal else words for name, words in told.items()}
            web.visits.put_results(notes, web.clock())
    if asked.json:
        print(as_json(report, refusal, dry=asked.dry))
    elif paths or sources:
        show_report(report, reading.source_of, console, dry=asked.dry)
        console.print(ending(report, refusal, dry=asked.dry), soft_wrap=True)
    return REFUSED if refusal else 1 if report.failures else 0


def _places(asked: Asked) -> tuple[list[Path], tuple[Source, ...]]:
    """Part addresses from paths.

    Raises:
        SourceError: a path is not there.
    """
    urls = [place for place in asked.places if place.casefold().startswith(("http://", "https://"))]
    paths = [Path(place) for place in asked.places if place not in urls]
    for path in paths:
        if not path.exists():
            raise SourceError(f"{path}: no such file or folder")
    starter = [Path(str(files("corpus").joinpath("starter")))] if asked.starter else []
    return [*starter, *paths], tuple(Source(name=url, kind="page", url=(url,)) for url in dict.fromkeys(urls))


def _due(settings: Settings, web: Web, *, every: bool) -> tuple[Source, ...]:
    now = web.clock()
    sources = load_sources(settings)
    if not sources:
        raise BotError(f"{sources_file(settings)}: names no sources; give files, folders or addresses, or --starter")
    return tuple(s for s in sources if every or now - web.visits.done(s.name) >= s.every.total_seconds())


def _next(settings: Settings, web: Web) -> str:
    """Say when the next source is due."""
    left = min(
        (web.visits.done(s.name) + s.every.total_seconds() - web.clock(), s.name) for s in load_sources(settings)
    )
    return f"Nothing is due; the next is {left[1]} in {max(1, round(left[0] / 60))} min. --all refreshes all sources."


def _load(
    settings: Settings, asked: Asked, generations: Generations, found: Iterable[Found], console: Console
) -> tuple[Report, str]:
    found, bulk = asked.bulk.part_of(found), asked.bulk
    if asked.dry:
        with shown_progress(console) as told:
            return preview(found, generations, told), ""
    with console.status("Loading the model"):
        encoder = make_encoder(settings)
    generations.elsewhere = bulk.encoded(encoder)
    with (
        several(encoder, partial(make_encoder, settings), bulk.workers) as encoder,
        told_in_lines() if asked.lines else shown_progress(console) as told,
    ):
        if settings.gate is None or bulk.shard:  # nobody is answered from a share
            return build(found, generations, encoder, told, settings.keep), ""
        gate = Gate(read_golden(settings.gate), settings.gate_margin)
        return build_through(gate, found, generations, encoder, told, settings.keep)
