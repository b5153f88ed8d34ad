"""What a source gave becomes an article: tidy text, dates out of it, and an identity that lasts."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.clean import article_id, clean
from corpus.types import Article, Failure, Field, RawArticle


def cleaned(text: str = "They left.", **known: object) -> Article:
    article = clean(RawArticle(**{"title": "A title", "text": text, "origin": "a.txt"} | known))  # type: ignore[arg-type]
    assert isinstance(article, Article)
    return article


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/story",
        "https://www.example.org/story",
        "https://EXAMPLE.org/story/",
        "https://example.org//story",
        "https://example.org:443/story",
        "https://example.org/story?utm_source=feed&fbclid=1",
        "https://example.org/story#:~:text=left",
        " https://example.org/story\n",
    ],
)
def test_addresses_of_one_page_are_one_article(address):
    assert cleaned(url=address).id == cleaned(url="https://example.org/story").id


@pytest.mark.parametrize(
    "address", ["https://example.org/Story", "https://example.org/story?id=2", "https://example.com/story"]
)
def test_addresses_of_other_pages_are_other_articles(address):
    assert cleaned(url=address).id != cleaned(url="https://example.org/story").id


def test_an_article_with_an_address_keeps_its_identity_when_its_text_changes():
    before, after = (cleaned(text, url="https://example.org/a") for text in ("They left.", "They stayed."))

    assert before.id == after.id
    assert before.digest != after.digest


def test_an_article_without_an_address_is_its_content():
    assert cleaned("They left.").id == cleaned("They left.\r\n").id
    assert cleaned("They left.").id != cleaned("They stayed.").id
    assert cleaned("They left.", title="Another").id != cleaned("They left.").id


@pytest.mark.parametrize("address", ["", " ", "http://[broken", "\x00"])
def test_an_address_that_cannot_be_opened_counts_as_none(address):
    article = cleaned(url=address)

    assert article.url is None
    assert article.id == cleaned(url=None).id


def test_date_lines_are_dates_day_first_and_leave_the_text():
    article = cleaned("They left.\nPublished on 08.12.2017\nUpdated on 09.12.2017")

    assert (article.published, article.updated) == (date(2017, 12, 8), date(2017, 12, 9))
    assert article.text == "They left."


@pytest.mark.parametrize(
    ("published", "updated"),
    [
        ("Publié le 08.12.2017", "Mis à jour le 9 décembre 2017"),
        ("Publicado el 8 de diciembre de 2017", "Actualizado el 09.12.2017"),
        ("Publicado em 08/12/2017", "Atualizado em 09/12/2017"),
        ("Veröffentlicht am 8. Dezember 2017", "Aktualisiert am 09.12.2017"),
        ("Published: 8 December 2017", "Last updated on December 9, 2017"),
        ("Published at 2017-12-08 10:00", "Last updated: 9 Dec 2017"),
    ],
)
def test_date_lines_of_other_languages_and_forms_leave_the_text_too(published, updated):
    article = cleaned(f"{published}\nThey left.\n{updated}")

    assert (article.published, article.updated) == (date(2017, 12, 8), date(2017, 12, 9))
    assert article.text == "They left."


@pytest.mark.parametrize(
    "text", ["Published on\nThey left.\nUpdated on 09.12.2017", "Published on:\nThey left.\nupdated on: 9.12.2017"]
)
def test_an_empty_date_line_leaves_the_text_and_says_nothing(text):
    article = cleaned(text)

    assert (article.published, article.updated, article.text) == (None, date(2017, 12, 9), "They left.")


def test_an_empty_date_line_does_not_erase_a_date():
    assert cleaned("Published on 08.12.2017\nThey left.\nPublished on").published == date(2017, 12, 8)


@pytest.mark.parametrize(
    "line",
    ["Published on the front page", "Updated on Monday", "Published on 08.12.2017, " + "it was read widely " * 3],
)
def test_a_line_of_prose_that_begins_like_a_date_line_stays(line):
    assert cleaned(f"They left.\n{line}").text == f"They left.\n{line.strip()}"


def test_the_source_s_own_dates_go_before_those_in_the_text():
    article = cleaned("Published on 08.12.2017\nThey left.", published="2017-12-07", happened="2017-12-01")

    assert (article.published, article.happened, article.dated) == (
        date(2017, 12, 7),
        date(2017, 12, 1),
        date(2017, 12, 1),
    )


def test_control_characters_and_lone_surrogates_leave_the_text():
    assert cleaned("\ufeffThey\x00 le\x07ft \ud83dhome\x9d.").text == "They left home."


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_end_parts_words(end):
    assert cleaned(f"They left.{end}We stayed.").text == "They left.\nWe stayed."


def test_blank_lines_and_white_space_around_lines_are_reduced():
    assert cleaned("  One. \n\n\n\n\t Two.\u00a0\n").text == "One.\n\nTwo."


def test_equal_letters_are_equal_code_points():
    assert cleaned("Cafe\u0301.").text == "Café."


def test_a_title_is_one_line_and_missing_ones_are_taken_from_the_text():
    assert cleaned(title="A\n title\x00 ").title == "A title"
    assert cleaned("First line.\nSecond line.", title=" ").title == "First line."


@pytest.mark.parametrize("text", ["", " \n\t", "\x00\ufeff", "Published on 08.12.2017"])
def test_an_article_without_text_is_a_failure_that_names_it(text):
    assert clean(RawArticle("A title", text, "a.txt")) == Failure("a.txt", "has no text; nothing to load")


def test_the_language_is_the_source_s_word_or_recognised():
    assert cleaned("They left the country.", language="fr").language == "fr"
    assert cleaned("Les journalistes ont été arrêtés hier soir à leur domicile.").language == "fr"


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "B"},
        {"text": "B."},
        {"published": "2017-12-07"},
        {"language": "fr"},
        {"fields": (Field("city", "Oslo"),)},
    ],
)
def test_the_digest_changes_with_everything_a_reader_could_see(changed):
    known = {"url": "https://example.org/a", "text": "A."}

    assert cleaned(**known | changed).digest != cleaned(**known).digest
    assert cleaned(**known).digest == cleaned(**known).digest


anything = st.text(st.characters(exclude_categories=[]))


@given(anything, anything, anything, anything)
def test_whatever_json_can_hold_becomes_an_article_or_a_failure(title, text, url, value):
    """Lone surrogates come through JSON, and neither a database nor a terminal takes them."""
    result = clean(RawArticle(title, text, "a.jsonl:1", url=url, language=value, fields=(Field(value, value),)))

    assert (
        isinstance(result, Failure) or json.dumps([result.title, result.text, result.url], ensure_ascii=False).encode()
    )
    if isinstance(result, Article):
        assert result == clean(
            RawArticle(title, text, "a.jsonl:1", url=url, language=value, fields=(Field(value, value),))
        )
        assert [f.value.encode() for f in result.fields] == [f.name.encode() for f in result.fields]


@given(st.text(min_size=1))
def test_cleaning_twice_changes_nothing(text):
    once = clean(RawArticle("A title", text, "a.txt"))

    if isinstance(once, Article):
        assert cleaned(once.text).text == once.text


def test_an_identity_is_the_same_on_every_machine():
    assert article_id("https://example.org/a", "", "") == "94584207f807e901"
