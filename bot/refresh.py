"""``pressbot refresh`` in the terminal: a progress bar while it works, a report when it is done."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from bot.engine import make_encoder
from bot.errors import BotError
from bot.settings import Settings
from corpus.errors import SourceError
from corpus.sources.files import read_files
from embeddings.build import Progress as Told
from embeddings.build import Report, build
from embeddings.generations import Generations


def refresh_paths(settings: Settings, paths: list[Path], *, starter: bool) -> int:
    """Load files and folders, report on standard error, and give the exit status: 1 if anything was skipped."""
    if starter:
        paths = [Path(str(files("corpus").joinpath("starter"))), *paths]
    if not paths:
        raise BotError("name files or folders to load, or --starter for the briefs that come with pressbot")
    for path in paths:
        if not path.exists():
            raise SourceError(f"{path}: no such file or folder")
    console = Console(stderr=True, highlight=False)
    with console.status("Loading the model"):
        encoder = make_encoder(settings)
    with _progress(console) as told:
        report = build(read_files(paths), Generations(settings.data), encoder, told, settings.keep)
    _show(report, console)
    return 1 if report.failures else 0


@contextmanager
def _progress(console: Console) -> Iterator[Told]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    bar = Progress(*columns, console=console)
    tasks: dict[str, TaskID] = {}

    def told(stage: str, done: int, total: int) -> None:
        if not tasks:
            bar.start()
        if stage not in tasks:
            _close(bar)
            tasks[stage] = bar.add_task(stage, total=total or None)
        bar.update(tasks[stage], completed=done)

    try:
        yield told
        _close(bar)
    finally:
        if tasks:
            bar.stop()


def _close(bar: Progress) -> None:
    """End a stage whose length nobody knew before: it was as long as it has come, and its clock stops."""
    for task in bar.tasks:
        if task.total is None:
            bar.update(task.id, total=task.completed)


def _show(report: Report, console: Console) -> None:
    for failure in report.failures:
        console.print(f"skipped  {failure.origin}: {failure.reason}", markup=False, style="yellow", soft_wrap=True)
    counts = (
        f"{report.added} added, {report.changed} changed, {report.unchanged} unchanged, {len(report.failures)} skipped"
    )
    console.print(f"{counts}; {report.encoded} passages encoded.")
    if report.generation:
        console.print(f"Generation {report.generation} is current.")
    else:
        console.print("Nothing has changed; the index is as it was.")
