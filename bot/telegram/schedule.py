"""Refreshes at intervals, while the bot answers: PTB's job queue starts them, one at a time."""

import logging
import re
from datetime import timedelta
from typing import Any

from telegram.ext import CallbackContext

from bot.errors import SettingsError
from bot.refreshing import STOPPED, Outcome, Refreshes
from bot.telegram.handlers import App

logger = logging.getLogger("pressbot")

_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_FIRST = timedelta(minutes=1)
_LEAST = timedelta(minutes=1)


def interval(words: str) -> timedelta:
    """Read an interval such as ``30m``, ``6h`` or ``1d``.

    Raises:
        SettingsError: it is none, or shorter than a minute.

    >>> interval("6h")
    datetime.timedelta(seconds=21600)
    """
    match = re.fullmatch(r"\s*(\d{1,4})\s*([mhd])\s*", words.casefold())
    found = timedelta(**{_UNITS[match[2]]: int(match[1])}) if match else timedelta()
    if found < _LEAST:
        raise SettingsError(f"--refresh-every {words}: is no interval; write 30m, 6h or 1d")
    return found


def schedule(app: App, refreshes: Refreshes, every: timedelta) -> None:
    """Refresh what is due every so often, the first time soon after the start.

    One that is still at work when the next is due goes on, and the next is left out.
    """
    assert app.job_queue is not None

    async def due(context: "CallbackContext[Any, Any, Any, Any]") -> None:
        if not refreshes.start(_ended):
            logger.info("refresh: the one before is still at work")

    app.job_queue.run_repeating(due, every, first=min(_FIRST, every), name="refresh")


def _ended(outcome: Outcome) -> None:
    log = logger.info if outcome.status in (0, 1, STOPPED) else logger.error
    log("refresh: %s", outcome.line)
