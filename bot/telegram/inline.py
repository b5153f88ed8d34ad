"""Inline queries and guest mode: answers as cards, in chats where the bot is not."""

import asyncio
import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Message,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.browsing import Asked, Found, Searched, ask, search
from bot.engine import Engine
from bot.suggesting import Suggestion, question_of
from bot.telegram import keyboards, texts
from bot.telegram.buttons import deep_link
from bot.telegram.groups import question_in
from bot.telegram.language import day, say
from bot.telegram.markup import MOST_UNITS, Block, Page, Run, clean, pages
from bot.telegram.office import Office
from bot.telegram.questions import counted
from bot.telegram.render import found_card, one_line, paragraphs, reply_blocks, shortened
from bot.telegram.sending import NO_PREVIEW
from bot.types import Abstention

PAGE = 10
"""Cards that are sent at once; scrolling asks for the next."""
_BREATH, _PAUSE, _TYPING = 0.04, 0.15, 1.0
"""Seconds to see whether a reader goes on typing: the first time, then between letters; and while letters come."""
_TITLE, _DESCRIPTION = 80, 160


@dataclass(frozen=True, slots=True)
class Card:
    """One result: what the list shows, and the page that is posted."""

    id: str
    title: str
    description: str
    page: Page
    url: str | None = None


async def answer_inline(office: Office, bot: Bot, query: InlineQuery) -> None:
    """Answer an inline query, unless its sender types on."""
    begun = time.monotonic()
    text = " ".join(clean(query.query).split())
    language = office.language(query.from_user)
    if not text:
        await _show(office, bot, query, await _examples(office, language), texts.INLINE_ASK)
        return
    searched = await _search(office, query, text)
    if searched is None:
        return
    start = _offset(query.offset)
    cards = _cards(searched, language, text)
    await _show(office, bot, query, cards[start : start + PAGE], texts.INLINE_ASK, start, len(cards))
    counted(office, "inline", searched.asked, begun)


async def _search(office: Office, query: InlineQuery, text: str) -> Searched | None:
    """Work on the latest query of a reader alone; one that was just worked on is not worked on again."""
    now, before = time.monotonic(), office.latest.get(query.from_user.id)
    office.latest.put(query.from_user.id, (query.id, now))
    held = office.searched.get(text)
    if held is not None and held.generation == office.serving.number:
        return held
    await asyncio.sleep(_PAUSE if before and now - before[1] < _TYPING else _BREATH)
    if not _is_latest(office, query):
        return None
    searched = await office.newsroom.do(_searched, office, query, text)
    if searched is None:
        return None
    office.searched.put(text, searched)
    return searched if _is_latest(office, query) else None


def _searched(engine: Engine, office: Office, query: InlineQuery, text: str) -> Searched | None:
    """Search, unless the reader typed on while the threads were busy."""
    return search(engine, text) if _is_latest(office, query) else None


def _is_latest(office: Office, query: InlineQuery) -> bool:
    latest = office.latest.get(query.from_user.id)
    return latest is not None and latest[0] == query.id


def _cards(searched: Searched, language: str, text: str) -> list[Card]:
    """Put the composed answer, or that there is none, before the best passages."""
    return [_answer_card(searched.asked, language, text), *(_passage_card(f, language) for f in searched.found)]


def _answer_card(asked: Asked, language: str, text: str, title: str = "") -> Card:
    none = isinstance(asked.reply, Abstention)
    named = title or say(language, texts.INLINE_NONE if none else texts.INLINE_ANSWER)
    page = _reply_page(asked, language, shortened(text, 256))
    return Card(stable_id("a", text), named, one_line(asked.reply, language), page)


def _reply_page(asked: Asked, language: str, heading: str = "") -> Page:
    return one_page(*(reply_blocks(asked.reply, language, heading, brief=brief) for brief in (False, True)))


def one_page(*forms: list[Block]) -> Page:
    """Make one message of the first form that a card can hold, or of as much of the last as it can.

    What a card posts must not be longer than a message with its tags and addresses counted.
    """
    for blocks in forms:
        made = pages(blocks)
        if len(made) == 1 and len(made[0].html) <= MOST_UNITS:
            return made[0]
    parts = (pages(forms[-1], most)[0] for most in (2000, 1000, 500, 250))
    return next((page for page in parts if len(page.html) <= MOST_UNITS), pages([(Run(made[0].plain),)], 700)[0])


def _passage_card(found: Found, language: str) -> Card:
    when = found.article.published or found.article.dated
    description = f"{day(language, when)} · {found.quote}" if when else found.quote
    page = one_page(found_card(found, language))
    key = stable_id("p", found.article.id, found.ordinal)
    return Card(key, found.article.title, description, page, found.link)


def stable_id(kind: str, *parts: object) -> str:
    """Name a result so that every process names it the same.

    >>> stable_id("p", "00439b7315819da0", 2)
    'pd85d4aecb236183d22ca5bc6'
    """
    return kind + hashlib.blake2b("\x1f".join(map(str, parts)).encode(), digest_size=12).hexdigest()


async def _examples(office: Office, language: str) -> list[Card]:
    """Show what can be asked: questions that the corpus answers, with their answers."""
    number, held = office.serving.number, office.examples.get(language)
    if held is not None and held[0] == number:
        return held[1]
    made = await office.newsroom.examples()
    cards = [card for s in made if (card := await office.newsroom.do(_example, s, language))]
    office.examples.put(language, (number, cards))
    return cards


def _example(engine: Engine, suggestion: Suggestion, language: str) -> Card | None:
    question, label = question_of(suggestion, engine), keyboards.label_of(suggestion, engine, language)
    if question is None or label is None:
        return None
    return _answer_card(ask(engine, question), language, label, title=label)


def _offset(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0


async def _show(
    office: Office, bot: Bot, query: InlineQuery, cards: Sequence[Card], button: str, start: int = 0, total: int = 0
) -> None:
    """Answer the query; where Telegram refuses the formatting, with plain texts."""
    language = office.language(query.from_user)
    following = str(start + PAGE) if start + PAGE < total else ""
    above = InlineQueryResultsButton(say(language, button), start_parameter=_payload(query.query))

    async def attempt(*, plain: bool) -> None:
        await bot.answer_inline_query(
            query.id,
            [_result(card, language, plain=plain) for card in cards],
            cache_time=office.settings.inline_cache,
            is_personal=True,  # the glue is in the reader's language, which others do not share
            next_offset=following,
            button=above,
        )

    try:
        await attempt(plain=False)
    except BadRequest as error:
        if "query is too old" not in str(error).casefold():
            await attempt(plain=True)


def _payload(query: str) -> str:
    text = " ".join(clean(query).split())
    return (deep_link(text) if text else None) or "inline"


def _result(card: Card, language: str, *, plain: bool) -> InlineQueryResultArticle:
    text, mode = (card.page.plain, None) if plain else (card.page.html, ParseMode.HTML)
    return InlineQueryResultArticle(
        card.id,
        shortened(clean(card.title), _TITLE),
        InputTextMessageContent(text, parse_mode=mode, link_preview_options=NO_PREVIEW),
        description=shortened(clean(card.description), _DESCRIPTION),
        reply_markup=_source_button(card.url, language),
    )


def _source_button(url: str | None, language: str) -> InlineKeyboardMarkup | None:
    if not url or not url.startswith(("http://", "https://")) or len(url) > 1000:
        return None
    return InlineKeyboardMarkup([[InlineKeyboardButton(say(language, texts.OPEN_SOURCE), url=url)]])


async def answer_guest(office: Office, bot: Bot, message: Message) -> None:
    """Answer a mention in a chat that the bot is not in: one message, and no buttons that would need it there."""
    if not message.guest_query_id:
        return
    begun = time.monotonic()
    language = office.language(message.from_user)
    question = clean(question_in(message, bot.id, bot.username))
    if any(map(str.isalnum, question)):
        asked = await office.newsroom.do(ask, question)
        card = _answer_card(asked, language, question)
        card = Card(card.id, card.title, card.description, _reply_page(asked, language))
        counted(office, "guest", asked, begun)
    else:
        hint = pages(paragraphs(say(language, texts.ASK_WORDS)))[0]
        card = Card(stable_id("h", language), say(language, texts.INLINE_NONE), hint.plain, hint)
    try:
        await bot.answer_guest_query(message.guest_query_id, _result(card, language, plain=False))
    except BadRequest as error:
        if "too old" not in str(error).casefold():
            await bot.answer_guest_query(message.guest_query_id, _result(card, language, plain=True))
