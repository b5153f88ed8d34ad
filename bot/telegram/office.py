"""What all handlers share: the engine in its threads, conversations, limits, numbers."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from telegram import User

from bot.browsing import Searched
from bot.engine import Engine
from bot.refreshing import Refreshes
from bot.serving import Serving
from bot.settings import Settings
from bot.suggesting import Suggestion, examples
from bot.telegram.conversations import Conversations, Fleeting
from bot.telegram.errands import Errands
from bot.telegram.language import known_language
from bot.telegram.limits import Flood
from bot.telegram.metrics import Metrics
from embeddings.generations import Generations

if TYPE_CHECKING:
    from bot.telegram.cards import Card

P = ParamSpec("P")
R = TypeVar("R")


class Newsroom:
    """The engine, at work in a few threads of its own so that no chat waits for another's answer."""

    def __init__(self, serving: Serving, threads: int) -> None:
        self.serving = serving
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="newsroom")
        self._examples: tuple[int, list[Suggestion]] | None = None

    @property
    def engine(self) -> Engine:
        """The present engine, to look at."""
        return self.serving.engine

    async def do(self, work: Callable[Concatenate[Engine, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do some work on the engine, off the event loop, from beginning to end on one generation."""

        def at_work() -> R:
            with self.serving.lease() as engine:
                return work(engine, *args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._pool, at_work)

    async def examples(self) -> list[Suggestion]:
        """Give questions that the corpus answers; made once for each state of it."""
        if self._examples is None or self._examples[0] != self.serving.number:
            number = self.serving.number
            self._examples = (number, await self.do(examples))
        return self._examples[1]

    def close(self) -> None:
        """Take no more work, and do not wait for what is under way."""
        self._pool.shutdown(wait=False, cancel_futures=True)


class Office:
    """What a handler needs beside its update."""

    def __init__(self, settings: Settings, engine: Engine, generations: Generations | None = None) -> None:
        self.settings = settings
        self.generations = generations
        self.serving = Serving(engine, generations)
        self.newsroom = Newsroom(self.serving, settings.threads)
        self.refreshes = Refreshes()
        self.errands = Errands(settings, self.serving, self.refreshes)
        self.conversations = Conversations()
        self.users = Flood(settings.user_limit)
        self.groups = Flood(settings.group_limit)
        self.typing: Fleeting[int, bool] = Fleeting(kept=4.0)
        self.presses: Fleeting[tuple[object, ...], bool] = Fleeting(kept=3.0)
        self.latest: Fleeting[int, tuple[str, float]] = Fleeting(kept=60.0)
        self.examples: Fleeting[str, tuple[int, list[Card]]] = Fleeting(kept=600.0)
        self.searched: Fleeting[str, Searched] = Fleeting(kept=min(60.0, settings.inline_cache), most=256)
        self.updates: Fleeting[int, bool] = Fleeting(most=100_000)
        self.metrics = Metrics()
        self.begun = time.monotonic()
        self.metrics.articles.set_function(lambda: self.serving.engine.snapshot.manifest.articles)

    def language(self, user: User | None) -> str:
        """Give a reader's language: the chosen one, else the client's; a choice lasts while it is used."""
        if user is None or user.is_bot:  # anonymous administrators of all groups are one user that is a bot
            return known_language(None)
        chosen = self.conversations.languages.get(user.id)
        if chosen:
            self.conversations.languages.put(user.id, chosen)
        return chosen or known_language(user.language_code)
