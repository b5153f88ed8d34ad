"""Pages → messages in a chat. Whatever Telegram thinks of the markup, the text arrives."""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Bot, InlineKeyboardMarkup, InputFile, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.telegram.markup import Page

logger = logging.getLogger("pressbot")

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_CLOSED = (
    "not enough rights", "have no rights", "chat_write_forbidden", "chat not found", "topic_closed", "topic_deleted",
    "message thread not found", "chat_restricted", "chat_send_plain_forbidden", "chat_send_photos_forbidden",
    "user_is_blocked", "peer_id_invalid", "group chat was deactivated", "need administrator rights",
)  # fmt: skip
_GONE = re.compile("not found|can't be edited|message_id_invalid", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Where:
    """A place to write to: a chat, its topic if any, and the message that is replied to."""

    chat: int
    topic: int | None = None
    reply_to: int | None = None
    direct_topic: int | None = None

    @classmethod
    def beside(cls, message: Message, *, reply: bool) -> "Where":
        """Answer where a message was written: in its chat and topic."""
        topic = message.message_thread_id if message.is_topic_message else None
        direct = message.direct_messages_topic
        return cls(message.chat_id, topic, message.message_id if reply else None, direct.topic_id if direct else None)

    def at(self, chat: int) -> "Where":
        """The same in another chat: a group that became a supergroup numbers its messages anew."""
        return Where(chat)

    @property
    def reply(self) -> ReplyParameters | None:
        """What PTB wants for a reply; should the message be gone by then, the answer still comes."""
        return ReplyParameters(self.reply_to, allow_sending_without_reply=True) if self.reply_to else None


def cannot_write(error: Exception) -> bool:
    """Tell whether the bot was removed, blocked or muted: that is a reader's right and no error."""
    return isinstance(error, Forbidden) or any(words in str(error).casefold() for words in _CLOSED)


async def send(
    bot: Bot, where: Where, pages: Sequence[Page], keyboard: InlineKeyboardMarkup | None = None
) -> tuple[int, ...]:
    """Send pages, buttons under the last; give the messages' ids, none where the bot may not write."""
    sent: list[int] = []
    for n, page in enumerate(pages, 1):
        try:
            message = await _send_page(bot, where, page, keyboard if n == len(pages) else None)
        except ChatMigrated as error:
            where = where.at(error.new_chat_id)
            message = await _send_page(bot, where, page, keyboard if n == len(pages) else None)
        except (Forbidden, BadRequest) as error:
            if cannot_write(error):
                return tuple(sent)
            raise
        sent.append(message.message_id)
    return tuple(sent)


async def _send_page(bot: Bot, where: Where, page: Page, keyboard: InlineKeyboardMarkup | None) -> Message:
    """Send as HTML; failing that, as plain text with the buttons; failing that, the bare text."""

    async def attempt(text: str, mode: str | None, markup: InlineKeyboardMarkup | None) -> Message:
        return await bot.send_message(
            where.chat,
            text,
            parse_mode=mode,
            message_thread_id=where.topic,
            direct_messages_topic_id=where.direct_topic,
            reply_parameters=where.reply,
            link_preview_options=NO_PREVIEW,
            reply_markup=markup,
        )

    for text, mode, markup in ((page.html, ParseMode.HTML, keyboard), (page.plain, None, keyboard)):
        try:
            return await attempt(text, mode, markup)
        except BadRequest as error:
            if cannot_write(error):
                raise
            logger.warning("Telegram refused a message; it is sent in a plainer form")
    return await attempt(page.plain, None, None)


async def send_photo(bot: Bot, where: Where, picture: bytes, caption: str) -> None:
    """Send a picture, if the bot may."""
    try:
        await bot.send_photo(
            where.chat,
            InputFile(picture, "ranks.png"),
            caption=caption,
            message_thread_id=where.topic,
            direct_messages_topic_id=where.direct_topic,
            reply_parameters=where.reply,
        )
    except ChatMigrated as error:
        await send_photo(bot, where.at(error.new_chat_id), picture, caption)
    except (BadRequest, Forbidden) as error:
        if not cannot_write(error):
            raise


async def edit(bot: Bot, chat: int, message: int, page: Page, keyboard: InlineKeyboardMarkup | None = None) -> bool:
    """Put a page in the place of a message's text; tell whether it stands there now."""
    for text, mode in ((page.html, ParseMode.HTML), (page.plain, None)):
        try:
            await bot.edit_message_text(
                text, chat, message, parse_mode=mode, link_preview_options=NO_PREVIEW, reply_markup=keyboard
            )
        except (BadRequest, Forbidden, ChatMigrated) as error:
            if "not modified" in str(error).casefold():
                return True
            if not isinstance(error, BadRequest) or cannot_write(error) or _GONE.search(str(error)):
                return False
        else:
            return True
    return False


async def replace(
    bot: Bot, where: Where, old: Sequence[int], pages: Sequence[Page], keyboard: InlineKeyboardMarkup | None
) -> tuple[int, ...]:
    """Put pages in the place of earlier messages: edit those that stand, take away or add the rest."""
    kept: list[int] = []
    for message, page in zip(old, pages, strict=False):
        if not await edit(bot, where.chat, message, page, keyboard if page is pages[-1] else None):
            break
        kept.append(message)
    for message in old[len(pages) :]:
        await _delete(bot, where.chat, message)
    return (*kept, *await send(bot, where, pages[len(kept) :], keyboard))


async def _delete(bot: Bot, chat: int, message: int) -> None:
    try:
        await bot.delete_message(chat, message)
    except (BadRequest, Forbidden, ChatMigrated):
        logger.info("an earlier message could not be taken away")
