"""How long readers wait who ask inline: the bot as a process, on the index in ``PRESSBOT_DATA``.

``python -m tests.benchmarks.telegram_inline`` prints a table of waits in milliseconds, from the moment when the Bot
API server has a query to the moment when it has the answer: for new queries and for ones just asked by others, one
at a time; and for readers who type, several at once, a letter every 80 ms, until their last letter is answered.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from bot.settings import load_settings
from tests.benchmarks.telegram_load import COUNTRIES, FORMS, same_as_here, settle
from tests.botapi.people import some_person
from tests.botapi.running import REAL, Running, started

LETTER = 0.08
"""Seconds between two letters of a reader who types fast."""


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--queries", type=int, default=40)
    parser.add_argument("--typists", type=int, default=5)
    told = parser.parse_args()
    texts = [form.format(country) for country in COUNTRIES for form in FORMS][: told.queries]
    data, told_bot = load_settings().data, same_as_here()
    with tempfile.TemporaryDirectory() as folder, started(data, Path(folder), entry=REAL, **told_bot) as running:
        settle(running)
        waits = {"new": one_by_one(running, texts), "just asked by others": one_by_one(running, texts[-20:])}
        waits["nothing typed yet"] = one_by_one(running, [""] * 20)
        waits[f"typed, {told.typists} at once"] = typed(running, told.typists, 4)
        refused = len(running.api.refusals)
    show(waits)
    return 1 if refused else 0


def one_by_one(running: Running, texts: Sequence[str]) -> list[float]:
    """Ask each query for somebody else, when the one before it is answered."""
    return [waited(running, [ask(running, text)])[0] for text in texts]


def ask(running: Running, text: str) -> tuple[str, float]:
    """Type a query; give its id and when that was."""
    at = time.monotonic()
    return running.world.type_inline(some_person(), text), at


def waited(running: Running, asked: Sequence[tuple[str, float]]) -> list[float]:
    """Wait for the answers; give the milliseconds that each took."""
    answered = running.api.wait(lambda: [a[0] for query, _ in asked if (a := running.answers(query))][: len(asked)], 60)
    return [(answer.at - at) * 1000 for answer, (_, at) in zip(answered, asked, strict=True)]


def typed(running: Running, typists: int, rounds: int) -> list[float]:
    """Let several people type a question each, letter by letter; give the waits for their last letters."""
    waits = []
    for turn in range(rounds):
        people = [some_person() for _ in range(typists)]
        texts = [f"who was arrested in {COUNTRIES[(turn + n) % len(COUNTRIES)]} {2000 + turn}" for n in range(typists)]
        last: list[tuple[str, float]] = []
        for length in range(8, max(map(len, texts)) + 1):
            time.sleep(LETTER)
            for n, (person, text) in enumerate(zip(people, texts, strict=True)):
                if length <= len(text):
                    last[n : n + 1] = [(running.world.type_inline(person, text[:length]), time.monotonic())]
        for one in last:
            waits += waited(running, [one])
    return waits


def show(waits: dict[str, list[float]]) -> None:
    """Print the table."""
    table = Table(title=f"inline queries; waits in ms; load of the machine {os.getloadavg()[0]:.1f}")
    for name in ("query", "answers", "p50", "p95", "max"):
        table.add_column(name, justify="left" if name == "query" else "right")
    for name, each in waits.items():
        table.add_row(name, str(len(each)), *(f"{q:.0f}" for q in np.percentile(each, [50, 95, 100])))
    Console(width=120).print(table)


if __name__ == "__main__":
    raise SystemExit(main())
