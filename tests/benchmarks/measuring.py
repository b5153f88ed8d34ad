"""Clocks and tables that the benchmarks share."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Times:
    """How long each of several calls took: by the wall's clock and in the processor's time, in milliseconds.

    On a machine that others use as well, only the processor's time says what the work costs.
    """

    wall: tuple[float, ...]
    cpu: tuple[float, ...]

    def percentile(self, percent: float) -> float:
        """Give a percentile of the wall's times."""
        return float(np.percentile(self.wall, percent))

    @property
    def cells(self) -> tuple[str, str, str]:
        """Say the median, the 95th percentile, and the median of the processor's time."""
        return f"{self.percentile(50):.2f}", f"{self.percentile(95):.2f}", f"{np.median(self.cpu):.2f}"


CELLS = ("median ms", "p95 ms", "CPU ms")


def timed(calls: Iterable[Callable[[], object]]) -> Times:
    """Time calls, one after another."""
    wall, cpu = [], []
    for call in calls:
        begun, work = time.perf_counter(), time.process_time()
        call()
        wall.append((time.perf_counter() - begun) * 1000)
        cpu.append((time.process_time() - work) * 1000)
    return Times(tuple(wall), tuple(cpu))


def resident() -> float:
    """Give the memory of this process that no other could use, in MB; pages of mapped files are not of it."""
    import psutil

    known = psutil.Process().memory_info()
    return float(known.rss - known.shared) / 2**20


def size(path: Path) -> float:
    """Give the MB that a file or a folder takes."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(f.stat().st_size for f in files if f.is_file()) / 2**20


def show(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table, numbers to the right."""
    table = Table(title=title, title_justify="left")
    for place, column in enumerate(columns):
        table.add_column(column, justify="left" if place == 0 else "right")
    for row in rows:
        table.add_row(*map(str, row))
    Console(width=140).print(table)
