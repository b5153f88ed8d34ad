"""``pressbot eval``: the measures of the newest generation beside the current one, as a table."""

from dataclasses import fields
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.engine import make_encoder, make_generations
from bot.evaluating import Measures
from bot.gate import measured
from bot.grading import read_golden
from bot.settings import Settings


def show_measures(settings: Settings, path: Path) -> None:
    """Ask the questions and print the table.

    Raises:
        QuestionsError, NoGenerationError, ModelError: as their names say.
    """
    questions, generations = read_golden(path), make_generations(settings)
    generations.folder()
    current, newest = generations.current(), generations.numbers()[-1]
    encoder = make_encoder(settings)
    numbers = [number for number in dict.fromkeys((current, newest)) if number is not None]
    table = Table(box=None)
    table.add_column("")
    for number in numbers:
        table.add_column(f"{number}{' (current)' if number == current else ''}", justify="right")
    columns = [_cells(measured(questions, generations, encoder, number)) for number in numbers]
    for name in columns[0]:
        table.add_row(name, *(column[name] for column in columns))
    Console(highlight=False, soft_wrap=True).print(table)


def _cells(measures: Measures) -> dict[str, str]:
    """Write measures out, by name; shares in per cent."""
    units = {"right": " %", "cited": " %", "refused": " %", "needless": " %", "grounded": " %"}
    cells = {
        field.name: _written(getattr(measures, field.name), units.get(field.name, ""))
        for field in fields(measures)
        if field.name != "kinds"
    }
    return cells | {f"  {kind}": f"{right}/{number}" for kind, right, number in measures.kinds}


def _written(value: float | None, unit: str) -> str:
    return "–" if value is None else f"{value:g}{unit}"
