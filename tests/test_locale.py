"""The interface's catalogues are whole, and compiled from what stands in them."""

import re
import string

import pytest

from bot.browsing import country_named
from bot.locale.__main__ import compiled, path_of, read, template
from bot.telegram import texts
from bot.telegram.language import DEFAULT, LANGUAGES, say

OTHERS = [language for language in LANGUAGES if language != DEFAULT]


def places(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated_and_none_is_left_over(language):
    catalogue = {message.id: message.string for message in read(language) if message.id}

    assert set(catalogue) == {message.id for message in template() if message.id}
    assert [text for text, translated in catalogue.items() if places(text) != places(translated)] == []
    assert [text for text, translated in catalogue.items() if not translated] == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_compiled_catalogue_is_up_to_date(language):
    """Run ``python -m bot.locale`` where it is not."""
    assert path_of(language).with_suffix(".mo").read_bytes() == compiled(read(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_that_a_reader_is_given_are_understood(language):
    told = [say(language, text) for text in (texts.RANK_USAGE, texts.COMMAND_RANK, texts.COMMAND_LATEST)]
    ranks = [re.search(r"/rank (.+) 2020", text) for text in told[:2]]
    latest = [re.search(r"/latest (.+)", text) for text in (told[2], say(language, texts.LATEST_UNKNOWN))]

    assert [country_named(found[1]) for found in ranks if found] == ["NOR"] * 2
    assert [country_named(found[1]) for found in latest if found] == ["MEX"] * 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_fit_where_telegram_shows_them(language):
    assert len(say(language, texts.DESCRIPTION)) <= 512
    assert len(say(language, texts.SHORT_DESCRIPTION)) <= 120
    toasts = (texts.CHANGED, texts.NO_MORE, texts.NO_RELATED, texts.TOO_FAST, texts.SORRY, texts.LANGUAGE_SET)
    assert max(len(say(language, text)) for text in toasts) <= 200
    assert len(say(language, texts.INLINE_ASK)) <= 40
