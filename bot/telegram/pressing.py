"""A button is pressed → what it stands for, in the chat where it stands. Anybody may press."""

import time

from telegram import Bot, CallbackQuery, Message
from telegram.error import BadRequest

from bot.browsing import ask, more_like, whole_passage
from bot.charts import draw_ranks
from bot.engine import Engine
from bot.suggesting import Suggestion, question_of, related
from bot.telegram import keyboards, staff, texts
from bot.telegram.buttons import Chart, Confirm, More, Passage, Press, Related, Speak, decode
from bot.telegram.conversations import Turn
from bot.telegram.language import LANGUAGES, say
from bot.telegram.markup import pages
from bot.telegram.office import Office
from bot.telegram.questions import composed, counted
from bot.telegram.render import found_blocks, paragraphs, passage_blocks
from bot.telegram.sending import Where, send, send_photo

_AT_ONCE = 3
"""Passages that "More on this" shows."""


async def pressed(office: Office, bot: Bot, query: CallbackQuery) -> None:
    """Act on a button, and end the reader's spinner whatever comes of it."""
    toast: str | None = texts.SORRY
    try:
        toast = await _toast(office, bot, query)
    finally:
        await _end(bot, query, say(office.language(query.from_user), toast) if toast else None)


async def _toast(office: Office, bot: Bot, query: CallbackQuery) -> str | None:
    """Act on a button; give what to tell its presser in passing, if anything."""
    press = decode(query.data or "")
    if press is None or query.message is None:
        return texts.CHANGED
    key = (query.message.chat.id, query.message.message_id, query.data)
    # The same button twice in a moment wants one answer; an errand can be confirmed but once in any case.
    # And two may choose the same language: that is told to each alone.
    if not isinstance(press, Confirm | Speak) and not office.presses.add(key, True):
        return None
    if office.users.is_full(query.from_user.id):
        return texts.TOO_FAST
    office.users.take(query.from_user.id)
    office.metrics.presses.labels(type(press).__name__.lower()).inc()
    return await _act(office, bot, query, press)


async def _act(office: Office, bot: Bot, query: CallbackQuery, press: Press) -> str | None:
    language = office.language(query.from_user)
    where = _where(query)
    match press:
        case More():
            return await _more(office, bot, where, press, language)
        case Passage(article, ordinal):
            whole = await office.newsroom.do(whole_passage, article, ordinal)
            if whole is None:
                return texts.CHANGED
            await send(bot, where, pages(passage_blocks(whole, language)))
        case Chart(countries):
            return await _chart(office, bot, where, countries, language)
        case Related():
            return await _related(office, bot, where, press, language)
        case Suggestion():
            return await _suggested(office, bot, query, press, language)
        case Speak(language=chosen):
            return await _speak(office, bot, query, chosen)
        case Confirm():
            return await staff.confirmed(office, bot, query, press)
    return None


async def _more(office: Office, bot: Bot, where: Where, press: More, language: str) -> str | None:
    """Show the next passages, with a button for those after them."""
    found = await office.newsroom.do(more_like, press.article, press.ordinal, press.skip, _AT_ONCE)
    if not found:
        return texts.CHANGED if found is None else texts.NO_MORE
    following = More(press.article, press.ordinal, press.skip + len(found)) if len(found) == _AT_ONCE else None
    keyboard = keyboards.more([(f.article.id, f.ordinal) for f in found], following, language)
    await send(bot, where, pages(found_blocks(found, language)), keyboard)
    return None


async def _chart(office: Office, bot: Bot, where: Where, countries: tuple[str, ...], language: str) -> str | None:
    """Send the chart as a photo."""
    picture = await office.newsroom.do(_drawn, countries)
    if picture is None:
        return texts.CHANGED
    await send_photo(bot, where, picture, say(language, texts.CHART))
    return None


def _drawn(engine: Engine, countries: tuple[str, ...]) -> bytes | None:
    rows = [row for country in countries for row in engine.table.history(country)]
    return draw_ranks(rows) if rows else None


async def _related(office: Office, bot: Bot, where: Where, press: Related, language: str) -> str | None:
    """Offer questions that have been tried, a button each."""
    places = [(press.article, press.ordinal)] if press.article else []
    made = await office.newsroom.do(related, places, press.countries)
    keyboard = keyboards.suggestions(await office.newsroom.do(keyboards.labelled, made, language))
    if keyboard is None:
        return texts.NO_RELATED
    await send(bot, where, pages(paragraphs(say(language, texts.RELATED))), keyboard)
    return None


async def _suggested(office: Office, bot: Bot, query: CallbackQuery, press: Suggestion, language: str) -> str | None:
    """Answer a suggested question, the question above its answer."""
    begun, where = time.monotonic(), _where(query)
    question = await office.newsroom.do(_worded, press)
    label = await office.newsroom.do(_labelled, press, language)
    if question is None or label is None:
        return texts.CHANGED
    asked = await office.newsroom.do(ask, question)
    sent = await send(bot, where, *composed(asked, language, label))
    who = () if where.reply_to is None else (where.topic or 0, query.from_user.id)
    office.conversations.remember(where.chat, who, Turn(question, (), 0, sent))
    counted(office, "button", asked, begun)
    return None


def _worded(engine: Engine, press: Suggestion) -> str | None:
    return question_of(press, engine)


def _labelled(engine: Engine, press: Suggestion, language: str) -> str | None:
    return keyboards.label_of(press, engine, language)


async def _speak(office: Office, bot: Bot, query: CallbackQuery, chosen: str) -> str | None:
    """Choose the interface's language for the presser; others keep theirs."""
    if chosen not in LANGUAGES:
        return texts.CHANGED
    office.conversations.languages.put(query.from_user.id, chosen)
    return texts.LANGUAGE_SET


def _where(query: CallbackQuery) -> Where:
    """Answer below the button: in its chat and topic, in groups as a reply to the message that holds it."""
    message = query.message
    assert message is not None
    private = message.chat.type == "private"
    if isinstance(message, Message):
        return Where.beside(message, reply=not private)
    return Where(message.chat.id, reply_to=None if private else message.message_id)


async def _end(bot: Bot, query: CallbackQuery, toast: str | None) -> None:
    try:
        await bot.answer_callback_query(query.id, toast[:200] if toast else None)
    except BadRequest:
        return  # it was pressed too long ago, while the bot was away
