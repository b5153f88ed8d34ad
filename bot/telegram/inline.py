"""Inline queries: answers as cards, in chats where the bot is not."""

import asyncio
import time
from collections.abc import Sequence

from telegram import Bot, InlineQuery, InlineQueryResultsButton
from telegram.error import BadRequest

from bot.browsing import Searched, ask, search
from bot.engine import Engine
from bot.suggesting import Suggestion, question_of
from bot.telegram import keyboards, texts
from bot.telegram.buttons import deep_link
from bot.telegram.cards import Card, answer_card, cards_of, note_card, result_of
from bot.telegram.language import say
from bot.telegram.markup import clean
from bot.telegram.office import Office
from bot.telegram.questions import counted

PAGE = 10
"""Cards that are sent at once; scrolling asks for the next."""
_BREATH, _PAUSE, _TYPING = 0.04, 0.15, 1.0
"""Seconds to see whether a reader goes on typing: the first time, then between letters; and while letters come."""


async def answer_inline(office: Office, bot: Bot, query: InlineQuery) -> None:
    """Answer an inline query, unless its sender types on."""
    begun = time.monotonic()
    text = " ".join(clean(query.query).split())
    language, before = office.language(query.from_user), office.latest.get(query.from_user.id)
    office.latest.put(query.from_user.id, (query.id, begun))
    if not text:
        await _show(office, bot, query, await _examples(office, language))
        return
    typing = before is not None and begun - before[1] < _TYPING
    searched = await _search(office, query, text, _PAUSE if typing else _BREATH)
    if searched is None:
        return
    start = _offset(query.offset)
    cards = cards_of(searched, language, text)
    await _show(office, bot, query, cards[start : start + PAGE], start, len(cards))
    counted(office, "inline", searched.asked, begun)


async def apologise_inline(office: Office, bot: Bot, query: InlineQuery) -> None:
    """Say that something went wrong; the next who asks the same is not shown it again."""
    card = note_card(office.language(query.from_user), texts.SORRY)
    await _show(office, bot, query, [card], kept=0)


async def _search(office: Office, query: InlineQuery, text: str, pause: float) -> Searched | None:
    """Work on the latest query of a reader alone; one that was just worked on is not worked on again."""
    held = office.searched.get(text)
    if held is not None and held.generation == office.serving.number:
        return held
    await asyncio.sleep(pause)
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
    return answer_card(ask(engine, question), language, label, title=label)


def _offset(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0


async def _show(
    office: Office,
    bot: Bot,
    query: InlineQuery,
    cards: Sequence[Card],
    start: int = 0,
    total: int = 0,
    kept: int | None = None,
) -> None:
    """Answer the query; where Telegram refuses the formatting, with plain texts."""
    language = office.language(query.from_user)
    following = str(start + PAGE) if start + PAGE < total else ""
    above = InlineQueryResultsButton(say(language, texts.INLINE_ASK), start_parameter=_payload(query.query))

    async def attempt(*, plain: bool) -> None:
        await bot.answer_inline_query(
            query.id,
            [result_of(card, language, plain=plain) for card in cards],
            cache_time=office.settings.inline_cache if kept is None else kept,
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
