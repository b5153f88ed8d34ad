"""A question in a chat → its answer there; an edited question → its answer edited."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Bot, InlineKeyboardMarkup, Message
from telegram.constants import ChatAction, ChatType
from telegram.error import TelegramError

from bot.browsing import Asked, ask
from bot.telegram import keyboards, texts
from bot.telegram.conversations import Turn
from bot.telegram.language import say
from bot.telegram.markup import Page, clean, pages
from bot.telegram.office import Office
from bot.telegram.render import paragraphs, reply_blocks
from bot.telegram.sending import Where, replace, send
from bot.types import Abstention

_AGAIN = 4.5
"""Seconds after which Telegram stops to show that the bot is typing."""
_PATIENCE = 1.0
"""Seconds that an answer may take before a group, or a reader who was just answered, is shown that it is on its way."""
_under_way: set[asyncio.Task[None]] = set()


async def answer(office: Office, bot: Bot, message: Message, question: str, *, follows: bool = True) -> None:
    """Answer a message, when its turn has come; ``follows`` tells whether earlier questions may explain this one."""
    where = Where.beside(message, reply=not is_private(message))
    await turn_of(office, bot, message, where)
    first = message.reply_to_message
    replied = first.message_id if first else None
    context = office.conversations.context(message.chat_id, who(message), replied) if follows else ()
    begun = time.monotonic()
    async with typing(office, bot, where, private=is_private(message)):
        asked = await office.newsroom.do(ask, clean(question), context)
    sent = await send(bot, where, *composed(asked, office.language(message.from_user)))
    office.conversations.remember(message.chat_id, who(message), Turn(question, context, message.message_id, sent))
    counted(office, "private" if is_private(message) else "group", asked, begun)


async def answer_edited(office: Office, bot: Bot, message: Message, question: str) -> None:
    """Edit the answer of a question that was edited; one that is no longer remembered stays as it is."""
    turn = office.conversations.turn(message.chat_id, message.message_id)
    if turn is None or turn.question == question or not question:
        return
    where = Where.beside(message, reply=not is_private(message))
    await turn_of(office, bot, message, where)
    begun = time.monotonic()
    asked = await office.newsroom.do(ask, clean(question), turn.context)
    found, keyboard = composed(asked, office.language(message.from_user))
    sent = await replace(bot, where, turn.answered, found, keyboard)
    again = Turn(question, turn.context, message.message_id, sent)
    office.conversations.remember(message.chat_id, who(message), again)
    counted(office, "edited", asked, begun)


async def turn_of(office: Office, bot: Bot, message: Message, where: Where) -> None:
    """Wait until a reader, and a group, may ask again; the first time in a while that they must wait, say so."""
    asker = message.sender_chat or message.from_user or message.chat  # anonymous administrators share one user
    user = office.users.take(asker.id)
    group = None if is_private(message) else office.groups.take(message.chat_id)
    seconds = max(user.seconds, group.seconds if group else 0.0)
    if not seconds:
        return
    office.metrics.waits.inc()
    if user.tell or (group and group.tell):
        text = texts.SLOW_DOWN if user.seconds else texts.SLOW_DOWN_GROUP
        await send(bot, where, pages(paragraphs(say(office.language(message.from_user), text))))
    await asyncio.sleep(seconds)


def composed(asked: Asked, language: str, heading: str = "") -> tuple[list[Page], InlineKeyboardMarkup | None]:
    """Write a reply out, with the buttons under it."""
    return pages(reply_blocks(asked.reply, language, heading)), keyboards.beneath(asked, language)


def counted(office: Office, place: str, asked: Asked, begun: float) -> None:
    """Count a question, and how long it took."""
    outcome = "abstention" if isinstance(asked.reply, Abstention) else "answer"
    office.metrics.questions.labels(place, outcome).inc()
    office.metrics.seconds.labels(place).observe(time.monotonic() - begun)


def is_private(message: Message) -> bool:
    """Tell whether a message was written to the bot alone."""
    return message.chat.type == ChatType.PRIVATE


def who(message: Message) -> tuple[int, ...]:
    """Tell whose questions follow one another: in a group, those of one reader in one topic."""
    if is_private(message):
        return ()
    topic = message.message_thread_id if message.is_topic_message else None
    return (topic or 0, message.from_user.id if message.from_user else 0)


@asynccontextmanager
async def typing(office: Office, bot: Bot, where: Where, *, private: bool) -> AsyncIterator[None]:
    """Show that the bot is typing: at once in private, in groups only where it takes long."""
    done = asyncio.Event()
    at_once = private and office.typing.add(where.chat, True)
    task = asyncio.create_task(_type(bot, where, done, 0.0 if at_once else _PATIENCE))
    _under_way.add(task)
    task.add_done_callback(_under_way.discard)
    try:
        yield
    finally:
        done.set()


async def _type(bot: Bot, where: Where, done: asyncio.Event, pause: float) -> None:
    """Say "typing" again and again until the answer is there; whether Telegram takes it is of no matter."""
    if not pause:
        await _say_typing(bot, where)
        pause = _AGAIN
    while True:
        try:
            await asyncio.wait_for(done.wait(), pause)
        except TimeoutError:
            await _say_typing(bot, where)
            pause = _AGAIN
        else:
            return


async def _say_typing(bot: Bot, where: Where) -> None:
    try:
        await bot.send_chat_action(where.chat, ChatAction.TYPING, message_thread_id=where.topic)
    except (TelegramError, RuntimeError):  # PTB raises the latter where it is shutting down
        return
