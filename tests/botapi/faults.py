"""What goes wrong between a bot and Telegram, on demand: too many requests, errors, silence, cut connections."""

import threading
from collections import defaultdict, deque
from dataclasses import dataclass

from tests.botapi.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong: an answer instead of the work, a wait before it, or a cut connection.

    ``cut`` is ``before`` (nothing is done) or ``after`` (it is done, but nobody hears of it).
    """

    refusal: Refusal | None = None
    wait: float = 0.0
    cut: str = ""


def retry_after(seconds: int) -> Fault:
    """Too many requests: come back after so many seconds."""
    return Fault(Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds))


def server_error(code: int = 500) -> Fault:
    """Telegram is not well."""
    return Fault(Refusal(code, {502: "Bad Gateway"}.get(code, "Internal Server Error")))


def hang(seconds: float) -> Fault:
    """The answer comes late; a client that has gone away by then misses it, and the work is not done."""
    return Fault(wait=seconds, cut="before")


def dropped() -> Fault:
    """The connection is closed and the request lost."""
    return Fault(cut="before")


class Faults:
    """Faults that wait for their requests, by method; ``*`` is for any."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self.happened = 0

    def plan(self, method: str, *faults: Fault) -> None:
        """Let the next requests of a method go wrong, one fault each."""
        with self._lock:
            self._waiting[method.lower()].extend(faults)

    def take(self, method: str) -> Fault | None:
        with self._lock:
            for name in (method.lower(), "*"):
                if self._waiting[name]:
                    self.happened += 1
                    return self._waiting[name].popleft()
        return None

    @property
    def waiting(self) -> int:
        """How many have not happened yet."""
        with self._lock:
            return sum(map(len, self._waiting.values()))
