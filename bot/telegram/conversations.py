"""What a conversation needs, in memory and for half an hour: earlier questions, where the answers stand, the language.

Nothing here is ever written to disk, and nothing holds a name.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

KEPT = 30 * 60.0
"""Seconds."""
HISTORY = 6
"""Earlier questions that are handed to the engine."""
MOST = 20_000

K = TypeVar("K")
V = TypeVar("V")


class Fleeting(Generic[K, V]):
    """A mapping that forgets what was not set for some time, and the oldest when it is full."""

    def __init__(self, kept: float = KEPT, most: int = MOST, clock: Callable[[], float] = time.monotonic) -> None:
        self._held: OrderedDict[K, tuple[float, V]] = OrderedDict()
        self._kept, self._most, self._clock = kept, most, clock

    def __len__(self) -> int:
        self._forget()
        return len(self._held)

    def get(self, key: K) -> V | None:
        """Give what is held under a key, if it is still there."""
        self._forget()
        held = self._held.get(key)
        return held[1] if held else None

    def put(self, key: K, value: V) -> None:
        """Hold a value from now on."""
        self._held[key] = (self._clock(), value)
        self._held.move_to_end(key)
        self._forget()

    def add(self, key: K, value: V) -> bool:
        """Hold a value unless there is one already; tell whether there was none."""
        new = self.get(key) is None
        if new:
            self.put(key, value)
        return new

    def take(self, key: K) -> V | None:
        """Give what is held under a key, and hold it no longer."""
        self._forget()
        held = self._held.pop(key, None)
        return held[1] if held else None

    def _forget(self) -> None:
        oldest = self._clock() - self._kept
        while self._held and (len(self._held) > self._most or next(iter(self._held.values()))[0] < oldest):
            self._held.popitem(last=False)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, with those that it was read with, the message that asked it and those that answered it."""

    question: str
    context: tuple[str, ...]
    asked: int
    answered: tuple[int, ...]

    @property
    def chain(self) -> tuple[str, ...]:
        """The questions up to this one, oldest first."""
        return (*self.context, self.question)[-HISTORY:]


class Conversations:
    """The turns of all chats: by the chat and reader who asked, and by message for replies and edits."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._last: Fleeting[tuple[int, ...], Turn] = Fleeting(clock=clock)
        self._asked: Fleeting[tuple[int, int], Turn] = Fleeting(clock=clock)
        self._answered: Fleeting[tuple[int, int], Turn] = Fleeting(clock=clock)
        self.languages: Fleeting[int, str] = Fleeting(clock=clock)

    def context(self, chat: int, who: Iterable[int], replied: int | None) -> tuple[str, ...]:
        """Give the earlier questions of a follow-up: the chain replied to, else what the reader asked last."""
        turn = self._answered.get((chat, replied)) or self._asked.get((chat, replied)) if replied else None
        turn = turn or self._last.get((chat, *who))
        return turn.chain if turn else ()

    def remember(self, chat: int, who: Iterable[int], turn: Turn) -> None:
        """Keep a turn for follow-ups and edits."""
        self._last.put((chat, *who), turn)
        self._asked.put((chat, turn.asked), turn)
        for message in turn.answered:
            self._answered.put((chat, message), turn)

    def turn(self, chat: int, asked: int) -> Turn | None:
        """Give the turn that a message asked."""
        return self._asked.get((chat, asked))
