"""Answers become messages that Telegram takes whole, whatever stands in them."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.telegram.markup import MOST_UNITS, Run, Style, clean, pages, units
from bot.telegram.render import one_line, reply_blocks
from bot.types import Abstention, Answer, Citation, Claim, Kind, Reason
from tests.botapi.markup import parse_html

CITED = Citation(
    1, "RSF condemns <sovereignty>", "https://rsf.org/en/a?b=1&c=2", date(2017, 12, 9), "Using sovereignty.", 5, 23
)
TABLE = Citation(2, "World Press Freedom Index 2026, RSF", "https://rsf.org/en/index?year=2026", None, "NOR 1", 0, 0)
TABLE_3 = replace(TABLE, n=3)
ANSWER = Answer(
    Kind.STATEMENT,
    (Claim("“Using sovereignty & more”", (1,), "9 December 2017."), Claim("And a rank.", (1, 2))),
    (CITED, TABLE),
)
ANY_TEXT = st.text(st.characters(), max_size=300)  # halves of surrogate pairs and control characters too


def html(reply, language="en"):
    return "\n---\n".join(page.html for page in pages(reply_blocks(reply, language)))


def test_an_answer_comes_first_then_its_sources_with_linked_numbers_and_dates():
    link = "https://rsf.org/en/a?b=1&amp;c=2#:~:text=Using%20sovereignty."

    assert html(ANSWER) == (
        f'<b>9 December 2017.</b> “Using sovereignty &amp; more” <a href="{link}">[1]</a>\n\n'
        f'And a rank. <a href="{link}">[1]</a> <a href="https://rsf.org/en/index?year=2026">[2]</a>\n\n'
        f'[1] <a href="{link}">RSF condemns &lt;sovereignty&gt;</a>, 9 December 2017\n'
        '[2] <a href="https://rsf.org/en/index?year=2026">World Press Freedom Index 2026, RSF</a>'
    )


def test_an_article_that_is_cited_several_times_is_named_once():
    again = replace(CITED, n=2, quote="Another sentence.", start=30, end=47)
    answer = Answer(Kind.EVENT, (Claim("One.", (1,)), Claim("Two.", (2,)), Claim("3.", (3,))), (CITED, again, TABLE_3))
    marks, sources = html(answer).rsplit("\n\n", 1)

    assert re.findall(r"text=(\w+)", marks) == ["Using", "Another"]
    assert [line.partition("<a")[0] for line in sources.splitlines()] == ["[1] [2] ", "[3] "]


def test_the_lines_of_a_ranking_stand_close():
    ranking = Answer(Kind.RANKING, (Claim("First.", (2,)), Claim("Second.", (2,))), (TABLE,))

    assert [page.plain.split("\n\n")[0] for page in pages(reply_blocks(ranking, "en"))] == ["First. [2]\nSecond. [2]"]


def test_the_interface_is_in_the_reader_s_language_and_the_sources_in_theirs():
    nothing = Abstention(Reason.NO_SOURCE, "I have no source on that.", (CITED,))

    assert html(nothing, "de").startswith("Dazu habe ich keine Quelle.")
    assert "Using sovereignty." in html(nothing, "de")
    assert "9. Dezember 2017" in html(nothing, "de")


def test_particulars_of_an_abstention_are_never_lost_in_translation():
    unranked = Abstention(Reason.NOT_RANKED, "Nauru is not ranked in the World Press Freedom Index.")

    assert html(unranked, "fr") == unranked.text


def test_a_card_tells_an_answer_in_one_line():
    assert one_line(ANSWER, "en", 40) == "9 December 2017. “Using sovereignty &…"


def test_right_to_left_text_stays_as_it_is():
    text = "قالت \u202bمراسلون بلا حدود\u202c \u200fإن"

    assert [page.html for page in pages([(Run(text),)])] == [text]


def test_a_link_that_telegram_would_refuse_is_left_out():
    for href in ("javascript:alert(1)", "https://example.org/" + "a" * 3000, None):
        assert pages([(Run("word", href=href),)])[0].html == "word"


def test_plain_text_names_the_addresses_of_sources():
    assert "RSF condemns <sovereignty> (https://rsf.org/en/a?b=1&c=2), 9 December 2017" in (
        pages(reply_blocks(ANSWER, "en"))[0].plain
    )


def test_a_long_answer_is_split_between_its_paragraphs():
    paragraph = "x" * 1500
    made = pages([(Run(f"{n}{paragraph}"),) for n in range(5)])

    assert [[part[0] for part in page.html.split("\n\n")] for page in made] == [["0", "1"], ["2", "3"], ["4"]]


def test_a_paragraph_longer_than_a_message_is_split_between_sentences_and_keeps_its_look():
    sentence = "It was a long and quiet day in the court. "
    made = pages([(Run(sentence * 200, Style.QUOTE),)])

    assert all(page.html.startswith("<blockquote>It") and page.html.endswith("</blockquote>") for page in made)
    assert all(page.html.removesuffix("</blockquote>").rstrip().endswith(".") for page in made)
    assert "".join(re.sub("<.*?>", "", page.html) for page in made) == sentence * 200


def test_a_mark_is_never_cut():
    made = pages([(Run("x" * (MOST_UNITS - 2)), Run("[123]", href="https://example.org", whole=True))])

    assert [page.html for page in made][1] == '<a href="https://example.org">[123]</a>'


@given(st.lists(st.tuples(ANY_TEXT, st.sampled_from(Style), st.booleans()), max_size=8), st.integers(20, 400))
@example([("😀" * 100, Style.BOLD, False)], 21)
def test_whatever_is_written_telegram_takes_it_and_nothing_is_lost(runs, most):
    """Long texts are stood in for by short messages."""
    blocks = [
        (Run(text, style, "https://example.org/?a=1&b=\"'<" if linked else None),) for text, style, linked in runs
    ]
    made = pages(blocks, most)
    read = [parse_html(page.html)[0] for page in made]

    assert all(0 < units(text) <= most for text in read)
    assert [page for page in made if units(page.plain) > most] == []
    assert _words(" ".join(read)) == _words(" ".join(clean(text) for text, _, _ in runs))


def _words(text: str) -> str:
    return "".join(text.split())


@given(ANY_TEXT)
def test_what_is_cleaned_can_be_sent(text):
    assert "\x00" not in clean(text).encode("utf-8").decode()


@pytest.mark.parametrize("text", ["", " \n ", "\x00\x01"])
def test_nothing_is_sent_where_nothing_is_said(text):
    assert pages([(Run(text),)]) == []
