"""Buttons' meanings → Telegram's keyboards, labelled in the reader's language."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.browsing import Asked
from bot.engine import Engine
from bot.suggesting import About, Suggestion, question_of
from bot.telegram import texts
from bot.telegram.buttons import Chart, More, Passage, Press, Speak, encode, under
from bot.telegram.language import LANGUAGES, country, say
from bot.telegram.markup import clean
from bot.telegram.render import shortened

_LABEL = 60
"""Characters of a button's label: what a phone shows of it."""


def beneath(asked: Asked, language: str) -> InlineKeyboardMarkup | None:
    """Make the buttons under a reply."""
    rows = [[_labelled(entry, language) for entry in row] for row in under(asked)]
    return InlineKeyboardMarkup(rows) if rows else None


def more(found: Sequence[tuple[str, int]], following: More | None, language: str) -> InlineKeyboardMarkup | None:
    """Make the buttons under further passages: each whole, and the next ones."""
    passages = [_button(say(language, texts.BUTTON_PASSAGE, n=n), Passage(*place)) for n, place in enumerate(found, 1)]
    rows = [passages, [_button(say(language, texts.BUTTON_MORE), following)] if following else []]
    return InlineKeyboardMarkup([row for row in rows if row]) if passages else None


def suggestions(labelled: Sequence[tuple[str, Suggestion]]) -> InlineKeyboardMarkup | None:
    """Make a button for each suggested question."""
    rows = [[_button(label, suggestion)] for label, suggestion in labelled]
    return InlineKeyboardMarkup(rows) if rows else None


def languages() -> InlineKeyboardMarkup:
    """Make a button for each language, in its own name."""
    buttons = [_button(name, Speak(code)) for code, name in LANGUAGES.items()]
    return InlineKeyboardMarkup([buttons[i : i + 3] for i in range(0, len(buttons), 3)])


def label_of(suggestion: Suggestion, engine: Engine, language: str) -> str | None:
    """Word a suggestion for a reader; what comes from an article stays in the article's language."""
    match suggestion.about:
        case About.RANK:
            return say(language, texts.ASK_RANK, country=country(language, suggestion.subject))
        case About.CHANGE:
            return say(language, texts.ASK_CHANGE, country=country(language, suggestion.subject))
        case About.FIRST:
            return say(language, texts.ASK_FIRST)
    return question_of(suggestion, engine)


def labelled(engine: Engine, made: Sequence[Suggestion], language: str) -> list[tuple[str, Suggestion]]:
    """Word suggestions, those left out that have lost their article."""
    return [(label, s) for s in made if (label := label_of(s, engine, language))]


def _labelled(entry: Press | tuple[Passage, int], language: str) -> InlineKeyboardButton:
    match entry:
        case (passage, n):
            return _button(say(language, texts.BUTTON_PASSAGE, n=n), passage)
        case Chart():
            return _button(say(language, texts.BUTTON_CHART), entry)
        case More():
            return _button(say(language, texts.BUTTON_MORE), entry)
    return _button(say(language, texts.BUTTON_RELATED), entry)


def _button(label: str, press: Press) -> InlineKeyboardButton:
    return InlineKeyboardButton(shortened(clean(label), _LABEL), callback_data=encode(press))
