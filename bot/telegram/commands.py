"""What the commands answer."""

import re

from telegram import Bot, InlineKeyboardMarkup, Message

from bot.browsing import country_named, latest
from bot.engine import Engine
from bot.telegram import keyboards, staff, texts
from bot.telegram.buttons import question_in
from bot.telegram.language import country, day, language_named, number, say
from bot.telegram.markup import Block, clean, pages
from bot.telegram.office import Office
from bot.telegram.questions import answer, is_private
from bot.telegram.render import latest_blocks, paragraphs
from bot.telegram.sending import Where, send

_COMMAND = re.compile(r"/(\w+)(?:@\w+)?\s*(.*)", re.DOTALL)
_YEAR = re.compile(r"(.+?)\s+(\d{4})\s*", re.DOTALL)


def question_of(text: str) -> str:
    """Read the question in a message's text, that of a command among them; ``""`` where it asks nothing.

    >>> question_of("/rank@a_bot Norway 2020"), question_of("/start where-is-it"), question_of("/help")
    ('Where did Norway rank in 2020?', 'where is it', '')
    """
    command = _COMMAND.fullmatch(text)
    if command is None:
        return text
    name, rest = command.groups()
    if name == "start":
        return question_in(rest.strip()) or ""
    return rank_question(rest) if name == "rank" and rest.strip() else ""


def rank_question(arguments: str) -> str:
    """Make a question of ``/rank``'s country and year."""
    named, year = match.groups() if (match := _YEAR.fullmatch(arguments)) else (arguments.strip(), "")
    return f"Where did {named.strip()} rank in {year}?" if year else f"Where does {named} rank?"


async def start(office: Office, bot: Bot, message: Message, arguments: str) -> None:
    """Greet, or answer the question of a deep link."""
    question = question_in(arguments)
    if question:
        await answer(office, bot, message, question, follows=False)
    elif arguments == "help":
        await show_help(office, bot, message, arguments)
    else:
        await _with_examples(office, bot, message, [texts.WELCOME])


async def show_help(office: Office, bot: Bot, message: Message, arguments: str) -> None:
    """Tell how to ask, with examples that work."""
    await _with_examples(office, bot, message, [texts.HELP, texts.HELP_GROUP])


async def _with_examples(office: Office, bot: Bot, message: Message, lines: list[str]) -> None:
    language = office.language(message.from_user)
    made = await office.newsroom.examples()
    examples = keyboards.suggestions(await office.newsroom.do(keyboards.labelled, made, language))
    said = [say(language, line, bot=bot.username) for line in (*lines, *([texts.TRY] if examples else []))]
    await _send(bot, message, paragraphs(*said), examples)


async def about(office: Office, bot: Bot, message: Message, arguments: str) -> None:
    """Tell what the corpus holds."""
    language = office.language(message.from_user)
    lines = await office.newsroom.do(_holdings, language)
    await _send(bot, message, paragraphs(*lines, title=say(language, texts.ABOUT)))


def _holdings(engine: Engine, language: str) -> list[str]:
    manifest, editions = engine.snapshot.manifest, engine.table.editions
    lines = [
        say(language, texts.ABOUT_ARTICLES, n=number(language, manifest.articles))
        + "\n"
        + say(language, texts.ABOUT_PASSAGES, n=number(language, manifest.passages))
    ]
    for article in latest(engine, most=1):
        if article.dated:
            when = day(language, article.published or article.dated)
            lines.append(say(language, texts.ABOUT_NEWEST, title=article.title, day=when))
    lines.append(_editions(editions, language))
    return [*lines, say(language, texts.ABOUT_SOURCES)]


def _editions(editions: tuple[int, ...], language: str) -> str:
    if not editions:
        return say(language, texts.ABOUT_NO_EDITIONS)
    return say(language, texts.ABOUT_EDITIONS, n=len(editions), first=editions[0], last=editions[-1])


async def rank(office: Office, bot: Bot, message: Message, arguments: str) -> None:
    """Answer where a country ranks."""
    if arguments:
        await answer(office, bot, message, rank_question(arguments), follows=False)
    else:
        await _send(bot, message, paragraphs(say(office.language(message.from_user), texts.RANK_USAGE)))


async def show_latest(office: Office, bot: Bot, message: Message, arguments: str) -> None:
    """List the newest articles, of all or on a country."""
    language = office.language(message.from_user)
    await _send(bot, message, await office.newsroom.do(_latest, clean(arguments), language))


def _latest(engine: Engine, arguments: str, language: str) -> list[Block]:
    if not arguments:
        return latest_blocks(say(language, texts.LATEST), latest(engine), language)
    code = country_named(arguments)
    if code is None:
        return paragraphs(say(language, texts.LATEST_UNKNOWN))
    named, articles = country(language, code), latest(engine, [code])
    if not articles:
        return paragraphs(say(language, texts.LATEST_NONE, country=named))
    return latest_blocks(say(language, texts.LATEST_OF, country=named), articles, language)


async def privacy(office: Office, bot: Bot, message: Message, arguments: str) -> None:
    """Tell what is kept of a reader."""
    language = office.language(message.from_user)
    lines = [say(language, texts.PRIVACY), say(language, texts.PRIVACY_TELEGRAM)]
    more = [staff.PRIVACY] if staff.is_staff(office, message) else []
    await _send(bot, message, paragraphs(*lines, *more))


async def choose_language(office: Office, bot: Bot, message: Message, arguments: str) -> None:
    """Offer the interface's languages, or take the one that is named."""
    code = language_named(arguments)
    if code and message.from_user:
        office.conversations.languages.put(message.from_user.id, code)
        await _send(bot, message, paragraphs(say(code, texts.LANGUAGE_SET)))
        return
    text = say(office.language(message.from_user), texts.LANGUAGE)
    await _send(bot, message, paragraphs(text), keyboards.languages())


async def unknown(office: Office, bot: Bot, message: Message) -> None:
    """Answer what is no question, such as a command that does not exist or a picture without words."""
    text = texts.UNKNOWN_COMMAND if (message.text or "").startswith("/") else texts.ASK_WORDS
    await _send(bot, message, paragraphs(say(office.language(message.from_user), text)))


COMMANDS = {
    "start": start,
    "help": show_help,
    "about": about,
    "rank": rank,
    "latest": show_latest,
    "privacy": privacy,
    "language": choose_language,
}


async def _send(bot: Bot, message: Message, blocks: list[Block], keyboard: InlineKeyboardMarkup | None = None) -> None:
    await send(bot, Where.beside(message, reply=not is_private(message)), pages(blocks), keyboard)
