"""What one more article costs in an index: ``python -m tests.benchmarks.adding DATA``, on a copy of it.

Adds an article a few times and prints what each stage took, in seconds of the clock and, where it shares the
machine, of the processor. Loading the model is told apart: a refresh pays it once, however much it brings.
"""

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

import embeddings.build as building
from bot.engine import make_encoder
from bot.settings import load_settings
from corpus.store import Store
from corpus.types import RawArticle
from embeddings.build import build
from embeddings.generations import Generations

STAGES: tuple[tuple[Any, str, str], ...] = (
    (Generations, "foundation", "find and verify what is built on"),
    (building, "stage", "copy the corpus"),
    (building, "_ingest", "clean, split, read facts"),
    (building, "mark_copies", "find copies"),
    (building, "salvage", "look for vectors elsewhere"),
    (building, "_encode", "encode"),
    (Generations, "serves", "verify what is current"),
    (building, "note_contents", "read sentences"),
    (building, "index_words", "words and counts"),
    (Store, "check", "check the corpus"),
    (building, "index_vectors", "write the vectors"),
    (building, "checksums", "checksums, to the disk"),
    (Generations, "publish", "verify and publish"),
    (Generations, "prune", "delete the oldest"),
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--encoder", type=make, help="module:name of an encoder to use instead of the model")
    told = parser.parse_args()
    begun = time.perf_counter()
    encoder = told.encoder or make_encoder(load_settings())
    loading = time.perf_counter() - begun
    with tempfile.TemporaryDirectory(dir=told.data.parent) as folder:
        data = Path(folder) / "data"
        shutil.copytree(told.data, data)
        add(data, encoder, 0)  # one generation made by this very version, so that its indexes can be added to
        spent = watch()
        walls = [add(data, encoder, n) for n in range(1, told.times + 1)]
    show(spent, walls, loading, told.times)


def make(name: str) -> Any:
    """Make an encoder by its name."""
    module, _, attribute = name.partition(":")
    return getattr(__import__(module, fromlist=[attribute]), attribute)()


def add(data: Path, encoder: Any, n: int) -> float:
    """Add an article; give the seconds it took."""
    text = f"A court in Lagos freed the reporter Ada Quill {n}. She had been held for two days. Her editor was glad."
    begun = time.perf_counter()
    build(
        [RawArticle(f"Reporter freed {n}", text, "memory", url=f"https://example.org/{n}")],
        Generations(data), encoder, lambda *step: None, 2,
    )  # fmt: skip
    return time.perf_counter() - begun


def watch() -> dict[str, list[float]]:
    """Take the time of every stage from now on: of the clock, and of the processor."""
    spent = {label: [0.0, 0.0] for *_, label in STAGES}

    def timed(work: Callable[..., Any], label: str) -> Callable[..., Any]:
        def run(*told: Any, **more: Any) -> Any:
            clock, processor = time.perf_counter(), time.process_time()
            try:
                return work(*told, **more)
            finally:
                spent[label][0] += time.perf_counter() - clock
                spent[label][1] += time.process_time() - processor

        return run

    for owner, name, label in STAGES:
        setattr(owner, name, timed(getattr(owner, name), label))
    return spent


def show(spent: dict[str, list[float]], walls: list[float], loading: float, times: int) -> None:
    """Print the table."""
    table = Table("stage", title=f"one article more: {min(walls):.2f} s at best; the model loads in {loading:.1f} s")
    table.add_column("clock, s", justify="right")
    table.add_column("processor, s", justify="right")
    for label, (clock, processor) in spent.items():
        table.add_row(label, f"{clock / times:.3f}", f"{processor / times:.3f}")
    table.add_row("all", f"{sum(walls) / times:.3f}", "")
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
