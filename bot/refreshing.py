"""``pressbot refresh`` and the like in processes of their own: they cannot slow down or take down who starts them."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

_START = "from bot.cli import app; app(prog_name='pressbot')"
_HEARS = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
"""A bot that a script started in the background ignores Ctrl-C, and so would what it starts."""
_PATIENCE = 5.0
"""Seconds in which a refresh that is asked to end puts its work aside; the bot itself has ten to stop."""

_NICE = 10
"""How far a refresh steps back behind whoever answers readers (``nice``)."""
STOPPED = 130
"""The exit status of one that was ended before its time."""
_STEP = re.compile(r"([A-Z][\w ]*) (\d+)/(\d+|\?)")

Told = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a refresh ended: its exit status and its lines, the last of which says what came of it."""

    status: int
    lines: tuple[str, ...]

    @property
    def line(self) -> str:
        """Say in one line how it ended."""
        return " ".join(self.lines[-2:]) if self.lines else f"ended with status {self.status}"


async def refresh(arguments: Sequence[str] = (), told: Told | None = None) -> Outcome:
    """Run ``pressbot refresh`` with these arguments and this process's settings, at low priority.

    ``told`` hears of its progress, at most once a second; 0 of an unknown total. If this task is
    cancelled the refresh is ended, and goes on where it stopped when it is run again.
    """
    return await run(["refresh", "--lines", *arguments], told)


async def run(words: Sequence[str], told: Told | None = None) -> Outcome:
    """Run ``pressbot`` with these words, as ``refresh`` does; it is ended where this task is cancelled.

    Raises:
        OSError: there is no memory or no right to start a process.
    """
    process = await _started([sys.executable, "-c", f"{_HEARS}\n{_START}", *words])
    with suppress(OSError):  # it may have ended already
        os.setpriority(os.PRIO_PROCESS, process.pid, _NICE)
    try:
        lines = await _read(process, told)
        return Outcome(await process.wait(), lines)
    finally:
        await _end(process)


async def _started(command: Sequence[str]) -> asyncio.subprocess.Process:
    """Start a process; one whose start is cancelled is ended once it is there: asyncio cannot end half a start."""
    nothing, pipe, same = asyncio.subprocess.DEVNULL, asyncio.subprocess.PIPE, asyncio.subprocess.STDOUT
    starting = asyncio.ensure_future(asyncio.create_subprocess_exec(*command, stdin=nothing, stdout=pipe, stderr=same))
    try:
        return await asyncio.shield(starting)
    except asyncio.CancelledError:
        await _end(await starting)
        raise


async def _end(process: asyncio.subprocess.Process) -> None:
    """Ask a refresh to end, as Ctrl-C would; one that does not hear it is killed, which loses nothing either."""
    if process.returncode is None:
        process.send_signal(signal.SIGINT)
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), _PATIENCE)
    if process.returncode is None:
        process.kill()
        await process.wait()


def cannot_start(error: OSError) -> Outcome:
    """Say that there is no memory or no right to start a process."""
    return Outcome(2, (f"cannot be started ({error.strerror})",))


class Refreshes:
    """The refresh that this process has under way, one at a time."""

    def __init__(self) -> None:
        self._task: asyncio.Task[None] | None = None

    @property
    def under_way(self) -> bool:
        """Tell whether one is at work."""
        return self._task is not None and not self._task.done()

    def start(
        self, ended: Callable[[Outcome], object], arguments: Sequence[str] = (), told: Told | None = None
    ) -> bool:
        """Start one that tells how it ``ended``; False where one is at work already."""
        if self.under_way:
            return False
        self._task = asyncio.create_task(self._run(ended, arguments, told))
        return True

    async def _run(self, ended: Callable[[Outcome], object], arguments: Sequence[str], told: Told | None) -> None:
        try:
            outcome = await refresh(arguments, told)
        except OSError as error:
            outcome = cannot_start(error)
        except asyncio.CancelledError:
            ended(Outcome(STOPPED, ("stopped with the bot; the next refresh goes on where it stopped.",)))
            raise
        ended(outcome)

    async def stop(self) -> None:
        """End the one at work; the next goes on where it stopped."""
        if self._task is not None and not self._task.done():
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task


async def _read(process: asyncio.subprocess.Process, told: Told | None) -> tuple[str, ...]:
    """Gather what it says, and pass its steps on."""
    assert process.stdout is not None
    lines = []
    async for raw in process.stdout:
        line = raw.decode("utf-8", "replace").strip()
        step = _STEP.fullmatch(line)
        if step is None:
            lines.append(line)
        elif told:
            told(step[1], int(step[2]), 0 if step[3] == "?" else int(step[3]))
    return tuple(line for line in lines if line)


def step(stage: str, done: int, total: int) -> str:
    """Write a step as a line.

    >>> step("Encoding passages", 64, 2145), step("Reading articles", 7, 0)
    ('Encoding passages 64/2145', 'Reading articles 7/?')
    """
    return f"{stage} {done}/{total or '?'}"
