"""What Telegram's own menus show of the bot: its commands and what it says of itself, in each language."""

import logging
from collections.abc import Awaitable, Callable, Iterable

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import TelegramError

from bot.telegram import staff, texts
from bot.telegram.language import DEFAULT, LANGUAGES, say

logger = logging.getLogger("pressbot")

_EVERYWHERE = {
    "help": texts.COMMAND_HELP,
    "rank": texts.COMMAND_RANK,
    "latest": texts.COMMAND_LATEST,
    "about": texts.COMMAND_ABOUT,
}
_IN_PRIVATE = {**_EVERYWHERE, "language": texts.COMMAND_LANGUAGE, "privacy": texts.COMMAND_PRIVACY}
_SCOPES = (
    (BotCommandScopeDefault(), _EVERYWHERE),
    (BotCommandScopeAllPrivateChats(), _IN_PRIVATE),
    (BotCommandScopeAllGroupChats(), _EVERYWHERE),
)


async def set_menus(bot: Bot, admins: Iterable[int] = ()) -> None:
    """Set commands and descriptions; what fails is left as it was, for the bot answers without them."""
    failed = 0
    for language in LANGUAGES:
        code = None if language == DEFAULT else language
        for scope, commands in _SCOPES:
            menu = [BotCommand(name, say(language, text)) for name, text in commands.items()]
            failed += not await _try(lambda m=menu, s=scope, c=code: bot.set_my_commands(m, s, c))  # type: ignore[misc]
        failed += not await _try(lambda lang=language, c=code: _describe(bot, lang, c))  # type: ignore[misc]
    await _set_for(bot, admins)
    if failed:
        logger.warning("Telegram took %d of the bot's menus not; they stay as they were", failed)


async def _set_for(bot: Bot, admins: Iterable[int]) -> None:
    """Show staff their commands, each in the chat with them, where nobody else sees them."""
    told = {name: say(DEFAULT, text) for name, text in _IN_PRIVATE.items()} | staff.MENU
    menu = [BotCommand(name, text) for name, text in told.items()]
    for admin in sorted(admins):
        if not await _try(lambda a=admin: bot.set_my_commands(menu, BotCommandScopeChat(a))):  # type: ignore[misc]
            logger.info("a menu of staff is not set; they have to write to the bot before it is started")


async def _describe(bot: Bot, language: str, code: str | None) -> None:
    """Set the descriptions where they differ: Telegram allows few changes of them a day."""
    description, short = say(language, texts.DESCRIPTION), say(language, texts.SHORT_DESCRIPTION)
    if await _read(bot.get_my_description(code), "description") != description:
        await bot.set_my_description(description, code)
    if await _read(bot.get_my_short_description(code), "short_description") != short:
        await bot.set_my_short_description(short, code)


async def _read(asked: Awaitable[object], name: str) -> object:
    """Read what stands there; None where it cannot be read, so that it is set."""
    try:
        return getattr(await asked, name)
    except TelegramError:
        return None


async def _try(call: Callable[[], Awaitable[object]]) -> bool:
    try:
        await call()
    except TelegramError:
        return False
    return True
