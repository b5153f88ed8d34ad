"""The end of a run: a signal, or an error that makes going on pointless."""

import asyncio
import signal
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from bot.errors import RunError


class Stopping:
    """Whether the bot is to stop, and what made it so."""

    def __init__(self) -> None:
        self._event = asyncio.Event()
        self.error: RunError | None = None

    def is_set(self) -> bool:
        """Tell whether it is to stop."""
        return self._event.is_set()

    def fail(self, error: RunError) -> None:
        """Stop because of an error; the first one counts."""
        self.error = self.error or error
        self._event.set()

    async def wait(self, seconds: float | None = None) -> None:
        """Wait until it is to stop, or for so many seconds."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._event.wait(), seconds)

    async def unless(self, work: Coroutine[Any, Any, object]) -> bool:
        """Do some work, but not longer than until it is to stop; tell whether it was done."""
        at_work, over = asyncio.create_task(work), asyncio.create_task(self._event.wait())
        try:
            await asyncio.wait((at_work, over), return_when=asyncio.FIRST_COMPLETED)
            if at_work.done():
                await at_work
            return at_work.done()
        finally:
            at_work.cancel()
            over.cancel()

    @contextmanager
    def on_signals(self) -> Iterator[None]:
        """Stop at SIGTERM and Ctrl-C."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._event.set)
        try:
            yield
        finally:
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.remove_signal_handler(number)
