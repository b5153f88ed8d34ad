"""Which update goes where."""

import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeAlias

from telegram import Bot, Message, Update
from telegram.error import Conflict, Forbidden, NetworkError, TelegramError
from telegram.ext import (
    Application,
    ApplicationHandlerStop,
    CallbackContext,
    CallbackQueryHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.telegram import commands, staff, texts
from bot.telegram.cards import note_card
from bot.telegram.groups import addressed, question_in, words_of
from bot.telegram.guest import answer_guest, show_guest
from bot.telegram.inline import answer_inline, apologise_inline
from bot.telegram.language import say
from bot.telegram.logs import kinds
from bot.telegram.markup import pages
from bot.telegram.office import Office
from bot.telegram.pressing import pressed
from bot.telegram.questions import answer, answer_edited, is_private
from bot.telegram.render import paragraphs
from bot.telegram.sending import Where, cannot_write, send

logger = logging.getLogger("pressbot")

App: TypeAlias = "Application[Any, Any, Any, Any, Any, Any]"
Context: TypeAlias = "CallbackContext[Any, Any, Any, Any]"
Handle: TypeAlias = Callable[[Update, Context], Coroutine[Any, Any, None]]

UPDATES = ("message", "edited_message", "inline_query", "callback_query", "guest_message")
"""What is asked of Telegram; nothing else is sent."""


def add_handlers(app: App, office: Office) -> None:
    """Put everything in its place."""
    app.add_handler(TypeHandler(Update, _once(office)), group=-1)
    for name, command in commands.COMMANDS.items():
        app.add_handler(CommandHandler(name, _command(office, command), filters.UpdateType.MESSAGE))
    for name, errand in staff.COMMANDS.items():
        app.add_handler(CommandHandler(name, _errand(office, errand), filters.UpdateType.MESSAGE))
    app.add_handler(InlineQueryHandler(_inline(office)))
    app.add_handler(CallbackQueryHandler(_pressed(office)))
    app.add_handler(MessageHandler(filters.UpdateType.GUEST_MESSAGE, _guest(office)))
    app.add_handler(MessageHandler(filters.UpdateType.EDITED_MESSAGE, _edited(office)))
    app.add_handler(MessageHandler(filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE, _private(office)))
    app.add_handler(MessageHandler(filters.UpdateType.MESSAGE & filters.ChatType.GROUPS, _group(office)))
    app.add_error_handler(_failed(office))


def _once(office: Office) -> Handle:
    """Drop what came before, for Telegram sends an update again if it may not have arrived, and what is not for us."""

    async def handle(update: Update, context: Context) -> None:
        if not office.updates.add(update.update_id, True) or _is_by_a_bot(update, context.bot.id):
            raise ApplicationHandlerStop

    return handle


def _is_by_a_bot(update: Update, bot: int) -> bool:
    """Tell whether a bot wrote a message, or ours did through an inline result, which is an answer already.

    Bots that answer each other would never end. An anonymous administrator looks like a bot, but has a chat.
    """
    message = update.message or update.edited_message
    if message is None:
        return False
    sender = message.from_user
    through = message.via_bot is not None and message.via_bot.id == bot
    return through or (sender is not None and sender.is_bot and not message.sender_chat)


def _command(office: Office, command: Callable[[Office, Bot, Message, str], Awaitable[None]]) -> Handle:
    async def handle(update: Update, context: Context) -> None:
        if update.message:
            words = words_of(update.message).split(maxsplit=1)
            await command(office, context.bot, update.message, words[1].strip() if len(words) > 1 else "")

    return handle


def _errand(office: Office, errand: Callable[[Office, Bot, Message], Awaitable[None]]) -> Handle:
    async def handle(update: Update, context: Context) -> None:
        message = update.message
        if message and staff.is_staff(office, message):
            await errand(office, context.bot, message)
        elif message and is_private(message):
            await commands.unknown(office, context.bot, message)

    return handle


def _private(office: Office) -> Handle:
    async def handle(update: Update, context: Context) -> None:
        message, bot = update.message, context.bot
        if message is None or _is_service(message):
            return
        question = question_in(message, bot.id, bot.username)
        if message.document is not None and staff.is_staff(office, message):
            await staff.add_file(office, bot, message, message.document)
        elif question and not question.startswith("/"):
            await answer(office, bot, message, question)
        else:
            await commands.unknown(office, bot, message)

    return handle


def _group(office: Office) -> Handle:
    async def handle(update: Update, context: Context) -> None:
        message, bot = update.message, context.bot
        if message is None or _is_service(message) or words_of(message).startswith("/"):
            return
        if not addressed(message, bot.id, bot.username):
            return
        question = question_in(message, bot.id, bot.username)
        if question:
            await answer(office, bot, message, question)
        elif words_of(message):
            await commands.show_help(office, bot, message, "")

    return handle


def _edited(office: Office) -> Handle:
    async def handle(update: Update, context: Context) -> None:
        message, bot = update.edited_message, context.bot
        if message is None:
            return
        question = question_in(message, bot.id, bot.username)
        await answer_edited(office, bot, message, commands.question_of(question) if question else "")

    return handle


def _inline(office: Office) -> Handle:
    async def handle(update: Update, context: Context) -> None:
        if update.inline_query:
            await answer_inline(office, context.bot, update.inline_query)

    return handle


def _pressed(office: Office) -> Handle:
    async def handle(update: Update, context: Context) -> None:
        if update.callback_query:
            await pressed(office, context.bot, update.callback_query)

    return handle


def _guest(office: Office) -> Handle:
    async def handle(update: Update, context: Context) -> None:
        if update.guest_message:
            await answer_guest(office, context.bot, update.guest_message)

    return handle


def _is_service(message: Message) -> bool:
    """Tell whether nobody wrote a message: somebody joined, a title changed, a group moved."""
    return message.effective_attachment is None and not words_of(message)


def _failed(office: Office) -> Callable[[object, Context], Coroutine[Any, Any, None]]:
    """Log what went wrong without what it was about, and apologise."""

    async def handle(update: object, context: Context) -> None:
        error = context.error
        if error is None or isinstance(error, Conflict) or cannot_write(error):
            return
        office.metrics.errors.labels(type(error).__name__).inc()
        logger.error("an update could not be handled: %s", kinds(error))
        if isinstance(update, Update) and not isinstance(error, NetworkError | Forbidden):
            await _apologise(office, context.bot, update)

    return handle


async def _apologise(office: Office, bot: Bot, update: Update) -> None:
    """Say that something went wrong, where it did; who pressed a button has been told by then."""
    try:
        if update.inline_query:
            await apologise_inline(office, bot, update.inline_query)
        elif guest := update.guest_message:
            await show_guest(office, bot, guest, note_card(office.language(guest.from_user), texts.SORRY))
        elif message := update.message or update.edited_message:
            sorry = pages(paragraphs(say(office.language(message.from_user), texts.SORRY)))
            await send(bot, Where.beside(message, reply=not is_private(message)), sorry)
    except TelegramError as error:
        logger.error("nor could an apology be sent: %s", kinds(error))
