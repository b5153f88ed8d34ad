"""The engine that serves, and its exchange for a newer one between two questions. Knows nothing of Telegram."""

import asyncio
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.engine import Engine, open_engine
from bot.errors import BotError
from corpus.errors import CorpusError
from embeddings.errors import EmbeddingsError
from embeddings.generations import Generations, verify

logger = logging.getLogger("pressbot")

WATCH = 1.0
"""Seconds between two looks at which generation is current; a look is one ``stat``."""


@dataclass(slots=True)
class _Held:
    """An engine, and how many are at work with it."""

    engine: Engine
    readers: int = 0
    retired: bool = False


class Serving:
    """Lends an engine to whoever answers. Each loan is of one generation to its end, whatever comes in between.

    A newer generation is opened beside the old one, with the same encoder, while that one answers on; one that
    cannot be opened is refused, and the old one serves on. An old engine is closed when its last reader is done.
    Safe to be used by several threads.
    """

    def __init__(self, engine: Engine, generations: Generations | None = None) -> None:
        self._held = _Held(engine)
        self._generations = generations
        self._door = threading.Lock()
        self._opening = threading.Lock()
        self._seen: tuple[int, int] | None = None
        self.refused = ""

    @property
    def engine(self) -> Engine:
        """The present engine, to look at; who asks it something should borrow it."""
        return self._held.engine

    @property
    def number(self) -> int:
        """The generation that is served."""
        return self.engine.snapshot.manifest.number

    @contextmanager
    def lease(self) -> Iterator[Engine]:
        """Borrow the engine: it stays open and the same until it is given back."""
        with self._door:
            held = self._held
            held.readers += 1
        try:
            yield held.engine
        finally:
            with self._door:
                held.readers -= 1
                last = held.retired and not held.readers
            if last:
                held.engine.close()

    def outdated(self) -> bool:
        """Tell whether another generation may have become current since the last look."""
        return self._generations is not None and self._generations.stamp() != self._seen

    def catch_up(self) -> bool:
        """Serve the current generation from now on, and tell whether it is served; ``refused`` says why not.

        It takes as long as opening takes, seconds for a large corpus: no place for an event loop.
        """
        with self._opening:
            if self._generations is None:
                return True
            self._seen = self._generations.stamp()
            number: int | None = None
            try:
                number = self._generations.current()
                if number != self.number:
                    self._swap(self._opened(self._generations, number))
            except (BotError, CorpusError, EmbeddingsError, OSError) as error:
                return self._refuse(number, str(error))
            except Exception as error:  # whatever a broken index makes a library raise, readers must not notice
                return self._refuse(number, type(error).__name__)
            self.refused = ""
            return True

    def _opened(self, generations: Generations, number: int | None) -> Engine:
        folder = generations.folder(number)
        verify(folder)
        return open_engine(folder, self.engine.encoder, generations.shared, self.engine.remembered.most)

    def _swap(self, engine: Engine) -> None:
        with self._door:
            old, self._held = self._held, _Held(engine)
            old.retired = True
            idle = not old.readers
        if idle:
            old.engine.close()
        logger.info("generation %d is served", self.number)

    def _refuse(self, number: int | None, reason: str) -> bool:
        self.refused = f"generation {number or 'unknown'} is refused ({reason})"
        logger.error("%s; generation %d serves on", self.refused, self.number)
        return False

    async def watch(self, seconds: float = WATCH) -> None:
        """Catch up, off the event loop, whenever another generation has become current; until cancelled."""
        while True:
            if self.outdated():
                await asyncio.to_thread(self.catch_up)
            await asyncio.sleep(seconds)
