"""Commands of staff. To everybody else they are commands that do not exist."""

import time

from telegram import Bot, Message

from bot.errors import BotError
from bot.telegram.markup import pages
from bot.telegram.office import Office
from bot.telegram.questions import is_private
from bot.telegram.render import paragraphs
from bot.telegram.sending import Where, send
from corpus.errors import CorpusError
from embeddings.errors import EmbeddingsError


def is_staff(office: Office, message: Message) -> bool:
    """Tell whether staff wrote a message, in private: in a group everybody would learn of it."""
    return is_private(message) and message.from_user is not None and message.from_user.id in office.settings.admins


async def status(office: Office, bot: Bot, message: Message) -> None:
    """Tell how the bot is doing."""
    manifest, metrics = office.newsroom.engine.snapshot.manifest, office.metrics
    lines = [
        f"Generation {manifest.number}, made {manifest.created:%-d %B %Y at %H:%M} UTC",
        f"{manifest.articles:,} articles, {manifest.passages:,} passages",
        f"Up for {_duration(time.monotonic() - office.begun)}",
        f"{metrics.total('pressbot_questions')} questions, {metrics.total('pressbot_errors')} errors, "
        f"{metrics.total('pressbot_retries')} retries, {metrics.total('pressbot_waits')} waits",
    ]
    await _tell(bot, message, "\n".join(lines))


async def reload(office: Office, bot: Bot, message: Message) -> None:
    """Serve the newest generation."""
    try:
        await office.reload()
    except (BotError, CorpusError, EmbeddingsError) as error:
        await _tell(bot, message, f"The index stays as it was: {error}")
        return
    await status(office, bot, message)


COMMANDS = {"status": status, "reload": reload}


async def _tell(bot: Bot, message: Message, text: str) -> None:
    await send(bot, Where.beside(message, reply=False), pages(paragraphs(text)))


def _duration(seconds: float) -> str:
    """Write a length of time.

    >>> _duration(93_784)
    '1 d 2 h 3 min'
    """
    minutes = int(seconds // 60)
    days, hours = divmod(minutes // 60, 24)
    return f"{days} d {hours} h {minutes % 60} min"
