"""Who is spoken to: whether a message in a group is for the bot, and what it asks. Pure."""

import re

from telegram import Message

_EDGES = " \t\n\r,:;-–—"


def words_of(message: Message) -> str:
    """Give a message's text, or its picture's caption."""
    return message.text or message.caption or ""


def addressed(message: Message, bot: int, username: str) -> bool:
    """Tell whether a message speaks to the bot: by mention, or as a reply to it.

    Every message of a topic "replies" to the service message that opened it, and one that the bot opened
    would make all of them replies to the bot: that does not count. Nor does a channel's post in its group.
    """
    if message.is_automatic_forward:
        return False
    return mentions(message, bot, username) or replies_to(message, bot)


def mentions(message: Message, bot: int, username: str) -> bool:
    """Tell whether the bot is named, by its username or by a mention without one."""
    entities = message.entities or message.caption_entities
    by_name = _name(username).search(words_of(message)) is not None
    return by_name or any(e.user is not None and e.user.id == bot for e in entities)


def replies_to(message: Message, bot: int) -> bool:
    """Tell whether a message replies to one that the bot wrote."""
    first = message.reply_to_message
    if first is None or first.forum_topic_created or first.from_user is None:
        return False
    return first.from_user.id == bot


def question_in(message: Message, bot: int, username: str) -> str:
    """Take the bot's name off; what is asked about another's message without a word is that message.

    >>> _name("a_bot").sub(" ", "@A_Bot, where does Norway rank?").strip(_EDGES)
    'where does Norway rank?'
    """
    text = _name(username).sub(" ", _unnamed(message, bot)).strip(_EDGES)
    first = message.reply_to_message
    if text or first is None or not words_of(message) or replies_to(message, bot):
        return text
    return words_of(first)


def _unnamed(message: Message, bot: int) -> str:
    """Take out mentions of the bot by its name; Telegram counts their places in UTF-16."""
    text = words_of(message).encode("utf-16-le", "surrogatepass")
    entities = message.entities or message.caption_entities
    for entity in sorted(entities, key=lambda e: -e.offset):
        if entity.user is not None and entity.user.id == bot:
            text = text[: 2 * entity.offset] + text[2 * (entity.offset + entity.length) :]
    return text.decode("utf-16-le", "surrogatepass")


def _name(username: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w@/])@{re.escape(username)}(?!\w)", re.IGNORECASE)
