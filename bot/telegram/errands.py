"""What staff ask for from Telegram: kept until a button confirms it, then done, told and written down.

The work itself is ``pressbot refresh``, ``remove`` or ``rollback`` in a process of its own: it is whole or not at all
whatever becomes of the bot meanwhile, and nobody's answer waits for it.
"""

import asyncio
import logging
import re
import secrets
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

from telegram import Bot, Document
from telegram.error import TelegramError

from bot.refreshing import Outcome, Refreshes, cannot_start, run
from bot.serving import Serving
from bot.settings import Settings
from bot.telegram.audit import Audit
from bot.telegram.conversations import Fleeting
from bot.telegram.live import Live
from bot.telegram.logs import kinds
from bot.telegram.uploads import received

logger = logging.getLogger("pressbot")

BUSY = "A refresh is under way already; wait for it to end."
_KEPT = 10 * 60.0
_TO_END = 3.0
"""Seconds that errands have for their last words when the bot is stopped."""
_COUNTED = re.compile(r"\d+ added, \d+ changed")
_SKIPPED = 5
"""Things that were skipped that are named one by one."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What somebody of staff wants done: in words for people, in words for ``pressbot``, and a file to go with it."""

    who: int
    what: str
    words: tuple[str, ...]
    file: Document | None = None


class Errands:
    """The errands that wait for a button, for some minutes, and those that are being done."""

    def __init__(self, settings: Settings, serving: Serving, refreshes: Refreshes) -> None:
        self.audit = Audit(settings.data)
        self._data, self._serving, self._refreshes = settings.data, serving, refreshes
        self._waiting: Fleeting[str, Errand] = Fleeting(kept=_KEPT, most=256)
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def under_way(self) -> bool:
        """Tell whether any is being done."""
        return bool(self._tasks)

    def keep(self, errand: Errand) -> str:
        """Keep an errand until it is confirmed, and give its name."""
        name = secrets.token_urlsafe(9)
        self._waiting.put(name, errand)
        return name

    def take(self, name: str, who: int) -> Errand | None:
        """Give an errand to the one who asked for it, once."""
        errand = self._waiting.get(name)
        return self._waiting.take(name) if errand is not None and errand.who == who else None

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something while the bot goes on."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def finish(self) -> None:
        """Let errands say how they ended, and end those that do not."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=_TO_END)
        left = list(self._tasks)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def carry_out(self, bot: Bot, errand: Errand, message: int) -> None:
        """Do an errand, and tell of it in the message that asked for the confirmation.

        It is written down before it is begun, so that one that a power cut ends is known; where that cannot be
        done, nothing is.
        """
        live = Live(bot, errand.who, message, errand.what)
        if not await self._noted(errand, "begun"):
            await live.end(f"Nothing was done: {self.audit.path} cannot be written.")
            return
        await live.begin()
        result = "Stopped with the bot; the index is as it was."
        try:
            result = await self._done(bot, errand, live)
        except Exception as error:  # whatever it is, staff and the log learn of its kind
            logger.error("an errand could not be done: %s", kinds(error))
            result = f"Something went wrong ({type(error).__name__}); the log tells where."
        finally:
            await self._noted(errand, result)
            await live.end(result)

    async def _noted(self, errand: Errand, result: str) -> bool:
        try:
            await asyncio.to_thread(self.audit.note, errand.who, errand.what, result)
        except OSError as error:
            logger.error("%s: cannot be written (%s)", self.audit.path, error.strerror)
            return False
        return True

    async def _done(self, bot: Bot, errand: Errand, live: Live) -> str:
        """Do an errand and give what came of it; what it made is served at once."""
        try:
            outcome = await self._outcome(bot, errand, live)
        except TelegramError as error:
            return f"The file cannot be downloaded ({type(error).__name__}); send it again."
        except OSError as error:
            return f"The file cannot be kept on this machine ({error.strerror})."
        if outcome is None:
            return BUSY
        await asyncio.to_thread(self._serving.catch_up)
        refused = self._serving.refused
        return "\n".join([*told(outcome), *([f"Not served: {refused}."] if refused else [])])

    async def _outcome(self, bot: Bot, errand: Errand, live: Live) -> Outcome | None:
        async with AsyncExitStack() as stack:
            words, folder = errand.words, ""
            if errand.file is not None:
                if self._refreshes.under_way:
                    return None
                path = await stack.enter_async_context(received(bot, errand.file, self._data))
                words, folder = (*words, str(path)), f"{path.parent}/"
            if words[0] == "refresh":
                outcome = await self._refreshed(words[1:], live)
            else:
                outcome = await _ran(words)
            return outcome and Outcome(outcome.status, tuple(line.replace(folder, "") for line in outcome.lines))

    async def _refreshed(self, arguments: tuple[str, ...], live: Live) -> Outcome | None:
        """Refresh; None where a refresh is at work already."""
        ended: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()

        def end(outcome: Outcome) -> None:
            if not ended.done():
                ended.set_result(outcome)

        if not self._refreshes.start(end, arguments, live.show):
            return None
        return await ended


async def _ran(words: tuple[str, ...]) -> Outcome:
    try:
        return await run(words)
    except OSError as error:
        return cannot_start(error)


def told(outcome: Outcome) -> list[str]:
    """Choose the lines that staff want to read: what was skipped, the counts, and what became of the index.

    >>> told(Outcome(0, ("added  A title", "1 added, 0 changed, 0 removed, 0 skipped", "Generation 2 is current.")))
    ['1 added, 0 changed, 0 removed, 0 skipped', 'Generation 2 is current.']
    """
    lines = [line.removeprefix("pressbot: ") for line in outcome.lines]
    counted = [n for n, line in enumerate(lines) if _COUNTED.match(line)]
    if not counted:
        return lines[-2:] if outcome.status < 2 else [lines[-1] if lines else outcome.line]
    skipped = [line for line in lines if line.startswith("skipped ")]
    more = [f"… and {len(skipped) - _SKIPPED} more were skipped."] if len(skipped) > _SKIPPED else []
    return [*skipped[:_SKIPPED], *more, *lines[counted[-1] :]]
