"""A message that tells how far something is: one, edited now and then, for Telegram slows down who edits more."""

import asyncio
from contextlib import suppress

from telegram import Bot
from telegram.error import TelegramError

from bot.telegram.markup import Page, pages
from bot.telegram.render import paragraphs
from bot.telegram.sending import Where, edit, replace

EVERY = 3.0
"""Seconds between two edits, at least."""


class Live:
    """A message of the bot's that shows the latest step under a heading, and at its end what came of it."""

    def __init__(self, bot: Bot, chat: int, message: int, heading: str) -> None:
        self._bot, self._chat, self._message, self._heading = bot, chat, message, heading
        self._latest = self._shown = "Under way …"
        self._over = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Take the buttons away, and begin to show steps."""
        with suppress(TelegramError):
            await edit(self._bot, self._chat, self._message, self._page(self._shown)[0])
        self._task = asyncio.create_task(self._keep_up())

    def show(self, stage: str, done: int, total: int) -> None:
        """Take a step in, to be shown when its time has come; 0 is an unknown total."""
        self._latest = f"{stage}: {done:,}{f' of {total:,}' if total else ''}"

    async def end(self, result: str) -> None:
        """Show what came of it; in a new message where the old one is gone."""
        self._over.set()
        if self._task is not None:
            await self._task  # an edit on its way must not arrive after the last one
        with suppress(TelegramError):
            await replace(self._bot, Where(self._chat), [self._message], self._page(result), None)

    async def _keep_up(self) -> None:
        while not self._over.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._over.wait(), EVERY)
            if self._latest != self._shown and not self._over.is_set():
                self._shown = self._latest
                with suppress(TelegramError):
                    await edit(self._bot, self._chat, self._message, self._page(self._shown)[0])

    def _page(self, text: str) -> list[Page]:
        return pages(paragraphs(self._heading, text))
