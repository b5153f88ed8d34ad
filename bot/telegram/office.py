"""What all handlers share: the engine in its threads, conversations, limits, numbers."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Concatenate, ParamSpec, TypeVar

from telegram import User

from bot.browsing import Searched
from bot.engine import Engine
from bot.settings import Settings
from bot.suggesting import Suggestion, examples
from bot.telegram.conversations import Conversations, Fleeting
from bot.telegram.language import known_language
from bot.telegram.limits import Flood
from bot.telegram.metrics import Metrics

P = ParamSpec("P")
R = TypeVar("R")


class Newsroom:
    """The engine, at work in a few threads of its own so that no chat waits for another's answer."""

    def __init__(self, engine: Engine, threads: int) -> None:
        self.engine = engine
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="newsroom")
        self._examples: tuple[Engine, list[Suggestion]] | None = None

    async def do(self, work: Callable[Concatenate[Engine, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do some work on the engine, off the event loop."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, lambda: work(self.engine, *args, **kwargs))

    async def examples(self) -> list[Suggestion]:
        """Give questions that the corpus answers; made once for each state of it."""
        if self._examples is None or self._examples[0] is not self.engine:
            engine = self.engine
            self._examples = (engine, await self.do(examples))
        return self._examples[1]

    def close(self) -> None:
        """Take no more work, and do not wait for what is under way."""
        self._pool.shutdown(wait=False, cancel_futures=True)


class Office:
    """What a handler needs beside its update."""

    def __init__(self, settings: Settings, engine: Engine, reopen: Callable[[Engine], Engine] | None = None) -> None:
        self.settings = settings
        self.newsroom = Newsroom(engine, settings.threads)
        self.conversations = Conversations()
        self.users = Flood(settings.user_limit)
        self.groups = Flood(settings.group_limit)
        self.typing: Fleeting[int, bool] = Fleeting(kept=4.0)
        self.presses: Fleeting[tuple[object, ...], bool] = Fleeting(kept=3.0)
        self.latest: Fleeting[int, str] = Fleeting(kept=60.0)
        self.searched: Fleeting[str, Searched] = Fleeting(kept=min(60.0, settings.inline_cache), most=256)
        self.updates: Fleeting[int, bool] = Fleeting(most=100_000)
        self.metrics = Metrics()
        self.begun = time.monotonic()
        self._reopen = reopen or (lambda old: old)
        self._count()

    def language(self, user: User | None) -> str:
        """Give a reader's language: the chosen one, else the client's; a choice lasts while it is used."""
        if user is None:
            return known_language(None)
        chosen = self.conversations.languages.get(user.id)
        if chosen:
            self.conversations.languages.put(user.id, chosen)
        return chosen or known_language(user.language_code)

    async def reload(self) -> None:
        """Serve the newest generation from now on; answers under way keep theirs."""
        self.newsroom.engine = await self.newsroom.do(self._reopen)
        self._count()

    def _count(self) -> None:
        self.metrics.articles.set(self.newsroom.engine.snapshot.manifest.articles)
