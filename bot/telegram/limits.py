"""Order and measure: updates in order per chat, questions at a bearable rate, calls to Telegram until they succeed."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.error import BadRequest, NetworkError, RetryAfter
from telegram.ext import AIORateLimiter, BaseUpdateProcessor

from bot.telegram.conversations import Fleeting

_AT_ONCE = 16_384
_MOST_WAITING = 500
"""Updates of one chat that wait for one another; who sends more must not fill the room of all."""
_PAUSES = (0.3, 0.7, 1.5, 3.0, 6.0, 12.0, 24.0)
"""Seconds before each further try, where a server or a connection failed."""
_LONGEST_WAIT = 300.0
_HURRIED = frozenset({"answerInlineQuery", "answerCallbackQuery", "answerGuestQuery"})
"""Calls that Telegram takes for some ten seconds only."""

_ONCE = frozenset({"sendChatAction", "getUpdates", "getMe", "setWebhook", "deleteWebhook"})
"""Calls that are not worth a second try, or are tried again by their callers."""


class InOrder(BaseUpdateProcessor):
    """Many updates at once, but those of one chat one after another.

    Buttons and inline queries overtake: they stand for themselves, and their readers wait with a spinner.
    """

    def __init__(self, at_once: int = _AT_ONCE) -> None:
        super().__init__(at_once)
        self._chats: dict[int, tuple[asyncio.Lock, int]] = {}

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the chat's earlier updates, then handle this one."""
        chat = _chat(update)
        if chat is None:
            await coroutine
            return
        lock, waiting = self._chats.get(chat, (asyncio.Lock(), 0))
        if waiting >= _MOST_WAITING:
            _drop(coroutine)
            return
        self._chats[chat] = (lock, waiting + 1)
        try:
            async with lock:
                await coroutine
        finally:
            _drop(coroutine)  # where the bot stopped before its turn came
            lock, waiting = self._chats.pop(chat)
            if waiting > 1:
                self._chats[chat] = (lock, waiting - 1)

    async def initialize(self) -> None:
        """There is nothing to set up."""

    async def shutdown(self) -> None:
        """There is nothing to take down."""


def _drop(coroutine: Awaitable[Any]) -> None:
    """Give up what was not begun, if so; left as it is, Python would warn of it."""
    if asyncio.iscoroutine(coroutine):
        coroutine.close()


def _chat(update: object) -> int | None:
    if not isinstance(update, Update) or update.callback_query or update.inline_query:
        return None
    return update.effective_chat.id if update.effective_chat else None


@dataclass(frozen=True, slots=True)
class Wait:
    """How many seconds somebody waits for their turn, and whether to tell them now."""

    seconds: float
    tell: bool


class Flood:
    """So many questions a minute are answered at once; further ones wait their turn, and are told so once."""

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._gap = 60.0 / a_minute
        self._clock = clock
        self._due: Fleeting[int, float] = Fleeting(clock=clock)
        self._told: Fleeting[int, bool] = Fleeting(clock=clock)

    def take(self, who: int) -> Wait:
        """Take a turn: an empty minute lets all of a minute's questions through at once (GCRA)."""
        now = self._clock()
        due = max(now, self._due.get(who) or now) + self._gap
        self._due.put(who, due)
        seconds = round(max(0.0, due - now - 60.0), 3)  # what the clock's last digits say is no wait
        tell = seconds > 0 and not self._told.get(who)
        self._told.put(who, seconds > 0)
        return Wait(seconds, tell)

    def is_full(self, who: int) -> bool:
        """Tell whether the next turn would have to wait, without taking it."""
        now = self._clock()
        return max(now, self._due.get(who) or now) + self._gap - now > 60.001


class Patience(AIORateLimiter):
    """PTB's limiter, which also waits out servers that fail, and lets one chat's flood hold up that chat alone."""

    def __init__(self, tries: int = len(_PAUSES), on_retry: Callable[[str], None] = lambda kind: None) -> None:
        super().__init__(max_retries=0)
        self._tries = tries
        self._on_retry = on_retry
        self._free_at: dict[object, float] = {}

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        """Make a call, again and again where that may help."""
        if endpoint in _ONCE:
            return await callback(*args, **kwargs)
        key = data.get("chat_id", endpoint)
        for turn in range(self._tries + 1):
            await asyncio.sleep(max(0.0, self._free_at.get(key, 0.0) - time.monotonic()))
            try:
                return await super().process_request(callback, args, kwargs, endpoint, data, rate_limit_args)
            except BadRequest:
                raise
            except (RetryAfter, NetworkError) as error:
                pause = _pause(error, turn)
                if turn == self._tries or pause > (5.0 if endpoint in _HURRIED else _LONGEST_WAIT):
                    raise
                self._on_retry(type(error).__name__)
                self._hold(key, pause)
        raise AssertionError("the last try returns or raises")

    def _hold(self, key: object, pause: float) -> None:
        """Let nothing out to a chat for some time; other chats go on."""
        now = time.monotonic()
        self._free_at = {k: t for k, t in self._free_at.items() if t > now}
        self._free_at[key] = max(self._free_at.get(key, 0.0), now + pause)


def _pause(error: RetryAfter | NetworkError, turn: int) -> float:
    if not isinstance(error, RetryAfter):
        return _PAUSES[min(turn, len(_PAUSES) - 1)]
    return error._retry_after.total_seconds() + 0.1  # the public property warns of its own future
