"""Tells when questions come faster than they are answered, so that what can be left out is left out."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_AT_ONCE = 0.002
"""Seconds; a thread that begins again sooner than that had its next question waiting."""


class Rush:
    """Watches threads at work: it is a rush where one goes straight on to its next question beside another at work.

    One thread alone, as for a file of questions, may go straight on: nobody waits for it.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._at_work = 0
        self._own = threading.local()

    @contextmanager
    def question(self) -> Iterator[None]:
        """Take note that the thread answers a question meanwhile."""
        straight_on = self._clock() - getattr(self._own, "done", float("-inf")) < _AT_ONCE
        with self._lock:
            self._own.rush = straight_on and self._at_work > 0
            self._at_work += 1
        self._own.skipped = False
        try:
            yield
        finally:
            with self._lock:
                self._at_work -= 1
            self._own.done = self._clock()

    def is_on(self) -> bool:
        """Tell whether it was one when the thread began with the question that it is at."""
        return bool(getattr(self._own, "rush", False))

    def skip(self) -> None:
        """Take note that for the question that the thread is at, something was left out."""
        self._own.skipped = True

    def has_skipped(self) -> bool:
        """Tell whether something was left out for it."""
        return bool(getattr(self._own, "skipped", False))
