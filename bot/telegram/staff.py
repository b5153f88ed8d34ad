"""Commands of staff. To everybody else they are commands that do not exist.

Their texts are in English only: few people read them, and what they tell comes from ``pressbot``'s own English lines.
"""

import asyncio
import re
import time

from telegram import Bot, CallbackQuery, Document, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.errors import BotError
from bot.sources import listed_sources
from bot.telegram import texts
from bot.telegram.buttons import Confirm, encode
from bot.telegram.errands import BUSY, Errand
from bot.telegram.groups import words_of
from bot.telegram.live import Live
from bot.telegram.markup import clean, pages
from bot.telegram.office import Office
from bot.telegram.questions import is_private
from bot.telegram.render import paragraphs
from bot.telegram.sending import Where, send
from bot.telegram.uploads import name_of, objection
from corpus.errors import CorpusError
from embeddings.errors import EmbeddingsError
from embeddings.generations import Generations, read_manifest

MENU = {
    "refresh": "Staff: refresh what is due; /refresh all for all sources",
    "add": "Staff: add a page by its address, or send me a file",
    "remove": "Staff: take an article out: /remove URL reason",
    "sources": "Staff: what is kept current, and how it went",
    "rollback": "Staff: go back to an earlier state: /rollback 12",
    "status": "Staff: how I am doing",
    "reload": "Staff: serve what is newest at once",
}
PRIVACY = (
    "You are staff here: what you have me refresh, add, remove or roll back is written to a file on my machine, "
    "with your numeric id, the time and the result. Of other people nothing is."
)
_TOO_OLD = "This button is too old. Send the command again, please."
_ADDRESS = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
_REMOVAL = re.compile(r'(?:["“](?P<title>[^"”]+)["”]|(?P<url>\S+))\s*(?P<reason>.*)', re.DOTALL)
_MOST_WORDS = 1000


def is_staff(office: Office, message: Message) -> bool:
    """Tell whether staff wrote a message, in private: in a group everybody would learn of it."""
    return is_private(message) and message.from_user is not None and message.from_user.id in office.settings.admins


async def status(office: Office, bot: Bot, message: Message) -> None:
    """Tell how the bot is doing."""
    manifest, metrics = office.newsroom.engine.snapshot.manifest, office.metrics
    newer = await asyncio.to_thread(_newer, office.generations, manifest.number)
    lines = [
        f"Generation {manifest.number}, made {manifest.created:%-d %B %Y at %H:%M} UTC",
        *([f"Staying with it: {refused}"] if (refused := office.serving.refused) else []),
        *([f"Newer, but not served: {', '.join(map(str, newer))}"] if newer else []),
        *(["A refresh is under way"] if office.refreshes.under_way else []),
        f"{manifest.articles:,} articles, {manifest.passages:,} passages",
        f"Up for {_duration(time.monotonic() - office.begun)}",
        f"{metrics.total('pressbot_questions')} questions, {metrics.total('pressbot_errors')} errors, "
        f"{metrics.total('pressbot_retries')} retries, {metrics.total('pressbot_waits')} waits",
    ]
    await _tell(bot, message, "\n".join(lines))


def _newer(generations: Generations | None, number: int) -> list[int]:
    """List generations that were made later: the gate did not let them through, or somebody went back."""
    return [n for n in generations.numbers() if n > number] if generations else []


async def reload(office: Office, bot: Bot, message: Message) -> None:
    """Serve the newest generation."""
    await asyncio.to_thread(office.serving.catch_up)
    await status(office, bot, message)


async def refresh(office: Office, bot: Bot, message: Message) -> None:
    """Refresh what is due, or with ``all`` all sources."""
    every = _arguments(message).casefold() in ("all", "--all")
    what = f"Refresh {'all sources' if every else 'what is due'}"
    await _ask(office, bot, message, what, ("refresh", *(["--all"] if every else [])))


async def add(office: Office, bot: Bot, message: Message) -> None:
    """Add a page, a feed or a PDF by its address, or the file that is replied to."""
    replied = message.reply_to_message
    if replied is not None and replied.document is not None:
        await add_file(office, bot, message, replied.document)
        return
    addresses = _arguments(message).split()
    if len(addresses) == 1 and _ADDRESS.fullmatch(addresses[0]):
        await _ask(office, bot, message, f"Add {addresses[0]}", ("refresh", addresses[0]))
    else:
        await _tell(bot, message, "Name an address, /add https://example.org/news, or send me a file.")


async def add_file(office: Office, bot: Bot, message: Message, document: Document) -> None:
    """Add a file that was sent or forwarded."""
    if objected := objection(document):
        await _tell(bot, message, objected)
        return
    size = f" ({document.file_size / 1000:,.0f} kB)" if document.file_size else ""
    await _ask(office, bot, message, f"Add the file {name_of(document)}{size}", ("refresh",), document)


async def remove(office: Office, bot: Bot, message: Message) -> None:
    """Take an article out, with a reason that is kept."""
    found = _REMOVAL.fullmatch(_arguments(message))
    if found is None:
        await _tell(
            bot, message, 'Name an address and a reason, /remove https://example.org/1 withdrawn, or a "title".'
        )
        return
    named, reason = found["title"] or found["url"], " ".join(found["reason"].split()) or "removed by staff"
    words = ("remove", f"--reason={reason}", "--", named)
    await _ask(office, bot, message, f"Remove {named} ({reason})", words)


async def rollback(office: Office, bot: Bot, message: Message) -> None:
    """Go back to an earlier generation; by default to the one before."""
    asked = _arguments(message)
    if asked and not re.fullmatch(r"[0-9]{1,9}", asked):
        await _tell(bot, message, "Name a generation by its number, /rollback 12, or none for the one before.")
        return
    try:
        number, words = await asyncio.to_thread(_earlier, office.generations, int(asked) if asked else None)
    except EmbeddingsError as error:
        await _tell(bot, message, f"{error}.")
    else:
        await _ask(office, bot, message, words, ("rollback", str(number)))


def _earlier(generations: Generations | None, number: int | None) -> tuple[int, str]:
    """Name a generation to go back to, and say in words what it is.

    Raises:
        EmbeddingsError: there is none, or it cannot be read.
    """
    if generations is None:
        raise EmbeddingsError("there are no generations to go back to")
    there, current = generations.numbers(), generations.current() or 0
    to = number if number is not None else max((n for n in there if n < current), default=None)
    if to is None:
        raise EmbeddingsError(f"there is none before generation {current}")
    if to not in there:
        raise EmbeddingsError(f"there is no generation {to}; there are {', '.join(map(str, there))}")
    made = read_manifest(generations.folder(to))
    return to, (
        f"Go from generation {current} to generation {to}, made {made.created:%-d %B %Y at %H:%M} UTC, "
        f"with {made.articles:,} articles"
    )


async def sources(office: Office, bot: Bot, message: Message) -> None:
    """List what is kept current, when it was done, and what came of it."""
    try:
        listed = await asyncio.to_thread(listed_sources, office.settings)
    except (BotError, CorpusError) as error:
        await _tell(bot, message, str(error))
        return
    lines = [
        f"{s.name} ({s.kind}, every {s.every}): last done {s.last}{f'; {s.result}' if s.result else ''}" for s in listed
    ]
    await _tell(bot, message, *(lines or ["There are no sources."]))


COMMANDS = {
    "status": status,
    "reload": reload,
    "refresh": refresh,
    "add": add,
    "remove": remove,
    "rollback": rollback,
    "sources": sources,
}


async def confirmed(office: Office, bot: Bot, query: CallbackQuery, press: Confirm) -> str | None:
    """Have an errand done, or call it off; to whoever is no staff the button is an old one like any other."""
    message, who = query.message, query.from_user.id
    if who not in office.settings.admins or message is None or message.chat.id != who:
        return texts.CHANGED
    errand = office.errands.take(press.name, who)
    if errand is None:
        return _TOO_OLD
    if press.go:
        office.errands.start(office.errands.carry_out(bot, errand, message.message_id))
    else:
        await Live(bot, who, message.message_id, errand.what).end("Called off; nothing was done.")
    return None


async def _ask(
    office: Office, bot: Bot, message: Message, what: str, words: tuple[str, ...], file: Document | None = None
) -> None:
    """Ask for a confirmation by a button."""
    assert message.from_user is not None
    if words[0] == "refresh" and office.refreshes.under_way:
        await _tell(bot, message, BUSY)
        return
    what = clean(what)[:_MOST_WORDS]
    name = office.errands.keep(Errand(message.from_user.id, what, words, file))
    row = [
        InlineKeyboardButton(label, callback_data=encode(Confirm(name, go)))
        for label, go in (("Yes, do it", True), ("No", False))
    ]
    await send(bot, Where.beside(message, reply=False), pages(paragraphs(f"{what}?")), InlineKeyboardMarkup([row]))


async def _tell(bot: Bot, message: Message, *lines: str) -> None:
    await send(bot, Where.beside(message, reply=False), pages(paragraphs(*lines)))


def _arguments(message: Message) -> str:
    return " ".join(words_of(message).split()).partition(" ")[2]


def _duration(seconds: float) -> str:
    """Write a length of time.

    >>> _duration(93_784)
    '1 d 2 h 3 min'
    """
    minutes = int(seconds // 60)
    days, hours = divmod(minutes // 60, 24)
    return f"{days} d {hours} h {minutes % 60} min"
