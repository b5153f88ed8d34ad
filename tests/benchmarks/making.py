"""``python -m tests.benchmarks make 100000 --data FOLDER``: a corpus of a size, on which the others can be run.

It is built, and refreshed once with 1 % of its articles rewritten; the table tells what each stage of both took.
"""

import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from bot.engine import make_encoder
from bot.settings import load_settings
from corpus.types import RawArticle
from embeddings.build import Report, build
from embeddings.generations import Generations
from tests.benchmarks.adding import watch
from tests.benchmarks.corpora import Variations, VariedEncoder, real_articles, with_passages
from tests.benchmarks.measuring import show

BASE = 400
"""Articles that are varied: about 3,500 passages, which are encoded in earnest."""

EVERY = 100
"""One article in so many is rewritten for the refresh."""

Spent = dict[str, tuple[float, float]]
"""For each stage the seconds of the clock and of the processor."""


def make(number: int, folder: Path) -> None:
    """Build the tracker's incidents as they are and general news varied; then rewrite 1 % and refresh.

    Most passages' vectors are made up, so the last row says what both would take were all encoded.
    """
    if Generations(folder).numbers():
        raise SystemExit(f"{folder}: holds an index already; name a new folder, or delete it")
    tracker, sources = real_articles("press-freedom-tracker.jsonl"), real_articles()[:BASE]
    articles = list(chain(tracker, with_passages(number - 4 * len(tracker), sources)))
    encoder, stages = VariedEncoder(make_encoder(load_settings())), watch()
    runs = [_run(some, folder, encoder, stages) for some in (articles, rewritten(articles, sources))]
    _show(runs, encoder.seconds_each)


def rewritten(articles: Sequence[RawArticle], sources: Sequence[RawArticle]) -> list[RawArticle]:
    """Give one article in a hundred anew: its address stays, its words are others."""
    texts = Variations(sources).articles(1 + len(articles) // len(sources))
    return [replace(old, text=new.text) for old, new in zip(articles[::EVERY], texts, strict=False)]


def _run(
    articles: Sequence[RawArticle], folder: Path, encoder: VariedEncoder, stages: dict[str, list[float]]
) -> tuple[Report, Spent]:
    seen, begun, work = set[str](), time.perf_counter(), time.process_time()
    before = {name: tuple(spent) for name, spent in stages.items()}

    def progress(stage: str, done: int, total: int) -> None:
        if stage not in seen:
            seen.add(stage)
            print(f"{time.perf_counter() - begun:6.0f} s  {stage}", flush=True)

    report = build(articles, Generations(folder), encoder, progress)
    whole = (time.perf_counter() - begun, time.process_time() - work)
    spent = {name: (now[0] - before[name][0], now[1] - before[name][1]) for name, now in stages.items()}
    return report, {**spent, "all": whole}


def _show(runs: Sequence[tuple[Report, Spent]], each: float) -> None:
    (first, building), (second, refreshing) = runs
    rows = [_row(name, building[name], refreshing[name]) for name in building]
    whole = [spent["all"][0] - spent["encode"][0] + report.encoded * each for report, spent in runs]
    rows.append(("all, were each passage encoded", f"{whole[0]:.2f}", "", f"{whole[1]:.2f}", "", _share(*whole)))
    title = (
        f"{first.added:,} articles, {first.encoded:,} passages; then {second.changed} articles changed, "
        f"{second.encoded} passages anew; {1 / max(each, 1e-9):.0f} passages are encoded a second"
    )
    show(title, ("stage", "first s", "CPU s", "refresh s", "CPU s", "%"), rows)


def _row(name: str, first: tuple[float, float], second: tuple[float, float]) -> tuple[str, ...]:
    return (name, *(f"{seconds:.2f}" for seconds in (*first, *second)), _share(first[0], second[0]))


def _share(first: float, second: float) -> str:
    return f"{100 * second / first:.1f}" if first > 0.005 else ""
