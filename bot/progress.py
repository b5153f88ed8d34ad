"""A bar on the terminal: how far, how fast, how long still."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from embeddings.types import Progress as Told


class Rate(ProgressColumn):
    """How many are done in a second."""

    def render(self, task: Task) -> Text:
        """Give the rate of the last seconds, or of the whole once all is done."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.1f}/s" if speed else "", style="progress.data.speed")


@contextmanager
def shown_progress(console: Console) -> Iterator[Told]:
    """Show a bar for each stage that is told of."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
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
        bar.update(tasks[stage], completed=done, total=total or None)

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
