"""Progress in lines, for programs that watch and for logs."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bot.refreshing import step
from embeddings.types import Progress

_PAUSE = 1.0
"""Seconds between two lines of a stage."""


@contextmanager
def told_in_lines() -> Iterator[Progress]:
    """Write each stage's first and last step, and one a second in between, to standard error."""
    last: tuple[str, int, int] | None = None
    stage_shown, at = "", 0.0

    def told(stage: str, done: int, total: int) -> None:
        nonlocal last, stage_shown, at
        if last and last[0] != stage:
            _write(last)
        last = (stage, done, total)
        if stage != stage_shown or time.monotonic() - at >= _PAUSE:
            stage_shown, at = stage, time.monotonic()
            _write(last)

    yield told
    if last:
        _write(last)


def _write(told: tuple[str, int, int]) -> None:
    print(step(*told), file=sys.stderr, flush=True)
