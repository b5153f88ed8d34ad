"""Readers while staff refresh: the bot as a process, asked without a pause through refreshes and rollbacks.

``python -m tests.benchmarks.refreshing`` asks 20 questions a second through ten refreshes and two rollbacks and
prints a table. Each edition of the articles carries its number in every sentence, so that an answer of two
generations would show. With ``--data`` it runs on a copy of an index and with the model itself; otherwise on a
small index with the tests' stand-in. The exit status is 1 if an answer failed or was mixed. The Bot API server
and the refreshes share the machine; waits before the first refresh are told apart, to compare with.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from embeddings.generations import Generations
from tests.botapi.people import some_person
from tests.botapi.running import FAKE, REAL, ROOT, Running, started

NAMES = [f"{first} {last}" for first in "Ada Bea Cleo Dora Edna".split() for last in "Quill Moss Vane Finch".split()]
_REAL = "from bot.cli import app; app(prog_name='pressbot')"
_FAKE = (
    "import bot.engine, bot.refresh\nfrom tests.fakes import FakeEncoder\n"
    "bot.refresh.make_encoder = bot.engine.make_encoder = lambda settings: FakeEncoder()\n" + _REAL
)
_PATIENCE = 60.0


@dataclass(slots=True)
class Outcome:
    """What became of the questions: waits in milliseconds, ``quiet`` before the first refresh and later.

    ``swaps`` are the milliseconds from a new ``CURRENT`` to the bot's line that it serves it.
    """

    quiet: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    editions: set[int] = field(default_factory=set)
    swaps: list[float] = field(default_factory=list)
    busy_from: float = 0.0
    asked: int = 0
    failed: int = 0
    mixed: int = 0


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, help="an index to work on a copy of, with the model itself")
    for name, default in (("refreshes", 10), ("rollbacks", 2), ("rate", 20), ("quiet", 15)):
        parser.add_argument(f"--{name}", type=int, default=default)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        outcome = measure(Path(folder), told)
    show(outcome, told)
    return 1 if outcome.failed or outcome.mixed else 0


def measure(folder: Path, told: argparse.Namespace) -> Outcome:
    """Run the bot, ask, and refresh meanwhile."""
    data = folder / "data"
    if told.data:
        shutil.copytree(told.data, data)
    refresh(folder, 0, real=bool(told.data))
    outcome, stop = Outcome(), threading.Event()
    with started(data, folder, entry=REAL if told.data else FAKE, threads="6", keep="20") as running:
        asking = threading.Thread(target=ask_on, args=(running, told.rate, stop, outcome))
        running.reply(running.world.ask(some_person(), f"Who freed {NAMES[0]}?"), 120)
        asking.start()
        time.sleep(told.quiet)
        outcome.busy_from = time.monotonic()
        change(running, folder, told, outcome)
        stop.set()
        asking.join()
    return outcome


def refresh(folder: Path, edition: int, *, real: bool) -> None:
    """Load an edition of the articles with the command itself, at low priority."""
    path = folder / "articles.jsonl"
    path.write_text("".join(f"{json.dumps(article(name, edition))}\n" for name in NAMES), encoding="utf-8")
    command = ["nice", "-n", "10", sys.executable, "-c", _REAL if real else _FAKE, "refresh", str(path)]
    told = os.environ | {"PRESSBOT_DATA": str(folder / "data"), "PRESSBOT_KEEP": "20", "PYTHONPATH": str(ROOT)}
    subprocess.run(command, check=True, env=told, cwd=folder, capture_output=True)


def article(name: str, edition: int) -> dict[str, str]:
    """Tell of somebody, with the edition's number in every sentence."""
    text = (
        f"A court in Lagos freed the editor {name} in hearing E{edition}. "
        f"The editor {name} had been held in cell E{edition} for two days. "
        f"{name} said in report E{edition}: “I was working.” Friends of {name} waited at gate E{edition}."
    )
    return {"title": f"Editor {name} freed", "url": f"https://example.org/{name.replace(' ', '-')}", "text": text}


def change(running: Running, folder: Path, told: argparse.Namespace, outcome: Outcome) -> None:
    """Refresh and roll back, waiting each time until the bot serves the result."""
    generations = Generations(folder / "data")
    served = running.process.output.count("is served")
    for turn in range(1, told.refreshes + told.rollbacks + 1):
        if turn % 5 == 0 and turn // 5 <= told.rollbacks:
            generations.point(generations.numbers()[-3])
        else:
            refresh(folder, turn, real=bool(told.data))
        begun = time.monotonic()
        while running.process.output.count("is served") == served:
            time.sleep(0.02)
            assert time.monotonic() - begun < _PATIENCE, running.process.output
        served = running.process.output.count("is served")
        outcome.swaps.append((told_at(running) - (folder / "data" / "CURRENT").stat().st_mtime) * 1000)
        time.sleep(1)


def told_at(running: Running) -> float:
    """Give the moment (seconds of the epoch) of the bot's last line about what it serves."""
    line = [line for line in running.process.output.splitlines() if "is served" in line][-1]
    return datetime.strptime(line[:23], "%Y-%m-%d %H:%M:%S,%f").timestamp()


def ask_on(running: Running, rate: int, stop: threading.Event, outcome: Outcome) -> None:
    """Ask at a steady rate, each reader once, until told to stop; then look at all the answers."""
    begun, waiting = time.monotonic(), []
    while not stop.is_set():
        time.sleep(max(0.0, begun + len(waiting) / rate - time.monotonic()))
        reader, at = some_person(), time.monotonic()
        running.world.ask(reader, f"Who freed {NAMES[len(waiting) % len(NAMES)]}?")
        waiting.append((reader.id, at))
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and not all(running.messages(reader) for reader, _ in waiting):
        time.sleep(0.2)
    came = {r.chat: r.at for r in running.api.asked("sendMessage")}
    outcome.asked = len(waiting)
    for reader, at in waiting:
        text = " ".join(message["text"] for message in running.messages(reader))
        editions = {int(number) for number in re.findall(r"\bE(\d+)\b", text)}
        outcome.failed += not editions
        outcome.mixed += len(editions) > 1
        outcome.editions |= editions
        if editions:
            (outcome.quiet if at < outcome.busy_from else outcome.waits).append((came[reader] - at) * 1000)


def show(outcome: Outcome, told: argparse.Namespace) -> None:
    """Print the table."""
    title = f"{told.rate} questions a second through {told.refreshes} refreshes and {told.rollbacks} rollbacks; ms"
    table = Table(title=title)
    cells = {"asked": outcome.asked, "failed": outcome.failed, "mixed": outcome.mixed}
    cells |= {"editions": len(outcome.editions)}
    for name, waits in (("quiet ", outcome.quiet), ("", outcome.waits)):
        quantiles = np.percentile(waits, [50, 95, 99]) if waits else [0.0] * 3
        cells |= {f"{name}p{p}": round(value) for p, value in zip((50, 95, 99), quantiles, strict=True)}
    cells |= {"swap p50": round(float(np.median(outcome.swaps))), "swap max": round(max(outcome.swaps))}
    for name in cells:
        table.add_column(name, justify="right")
    table.add_row(*map(str, cells.values()))
    Console(width=120).print(table)


if __name__ == "__main__":
    raise SystemExit(main())
