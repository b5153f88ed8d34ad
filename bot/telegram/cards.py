"""Answers and passages → the cards that a list shows, and what each posts when it is chosen."""

import hashlib
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InlineQueryResultArticle, InputTextMessageContent
from telegram.constants import ParseMode

from bot.browsing import Asked, Found, Searched
from bot.telegram import texts
from bot.telegram.language import day, say
from bot.telegram.markup import MOST_UNITS, Block, Page, Run, clean, pages
from bot.telegram.render import found_card, one_line, paragraphs, reply_blocks, shortened
from bot.telegram.sending import NO_PREVIEW
from bot.types import Abstention

_TITLE, _DESCRIPTION = 80, 160


@dataclass(frozen=True, slots=True)
class Card:
    """One result: what the list shows, and the page that is posted."""

    id: str
    title: str
    description: str
    page: Page
    url: str | None = None


def cards_of(searched: Searched, language: str, text: str) -> list[Card]:
    """Put the composed answer, or that there is none, before the best passages."""
    return [answer_card(searched.asked, language, text), *(passage_card(f, language) for f in searched.found)]


def answer_card(asked: Asked, language: str, text: str, title: str = "") -> Card:
    """Show a reply, or that there is none, in the list; ``text`` was asked."""
    none = isinstance(asked.reply, Abstention)
    named = title or say(language, texts.INLINE_NONE if none else texts.INLINE_ANSWER)
    page = reply_page(asked, language, shortened(text, 256))
    return Card(stable_id("a", text), named, one_line(asked.reply, language), page)


def reply_page(asked: Asked, language: str, heading: str = "") -> Page:
    """Write a reply out as one message."""
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


def passage_card(found: Found, language: str) -> Card:
    """Show a passage by its title, its day and the sentence that fits best."""
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


def note_card(language: str, text: str) -> Card:
    """Make a card of what the bot itself has to say instead of an answer."""
    page = pages(paragraphs(say(language, text)))[0]
    return Card(stable_id("h", language, text), say(language, texts.INLINE_NONE), page.plain, page)


def result_of(card: Card, language: str, *, plain: bool) -> InlineQueryResultArticle:
    """Make of a card what Telegram takes."""
    text, mode = (card.page.plain, None) if plain else (card.page.html, ParseMode.HTML)
    return InlineQueryResultArticle(
        card.id,
        shortened(clean(card.title), _TITLE),
        InputTextMessageContent(text, parse_mode=mode, link_preview_options=NO_PREVIEW),
        description=shortened(clean(card.description), _DESCRIPTION),
        reply_markup=None if plain else _source_button(card.url, language),  # it may be what Telegram refuses
    )


def _source_button(url: str | None, language: str) -> InlineKeyboardMarkup | None:
    if not url or not url.startswith(("http://", "https://")) or len(url) > 1000:
        return None
    return InlineKeyboardMarkup([[InlineKeyboardButton(say(language, texts.OPEN_SOURCE), url=url)]])
