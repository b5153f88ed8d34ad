"""Who said what: marks, attributions, full names; and the measures on marked texts."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.facts.quotations import quotations
from corpus.facts.statements import statements
from corpus.types import Article, Statement

SHARED = Path(__file__).parents[2] / "shared" / "data" / "quotations"


def told(text: str) -> list[Statement]:
    return statements(Article("0" * 16, "", text, None, date(2020, 6, 4), None, None, "en", (), ""))


def said(text: str) -> list[tuple[str, str]]:
    return [(s.speaker, s.words) for s in told(text)]


def inner(text: str) -> list[str]:
    return [text[q.inner.start : q.inner.end] for q in quotations(text)]


@pytest.mark.parametrize(
    "quoted",
    ["“{}”", '"{}"', "«{}»", "« {} »", "„{}“", "''{}''", "‘{}’", "'{}'"],
)
def test_every_kind_of_mark_is_read(quoted):
    text = "The editor said: " + quoted.format("They took my phone and my notes.") + "\nNobody answered."

    assert inner(text) == ["They took my phone and my notes."]


def test_a_quotation_inside_a_quotation_belongs_to_the_outer_one():
    text = "“The guard shouted ‘get out of here’ and I left the room,” Ana Silva said."

    assert said(text) == [("Ana Silva", "The guard shouted ‘get out of here’ and I left the room,")]


def test_apostrophes_are_not_quotation_marks():
    assert inner("The reporters' lawyers and the paper's editors didn't appeal, the judges' clerk noted.") == []


def test_an_attribution_joins_what_it_interrupts():
    text = "“We will publish the report,” said Mira Holm, the editor of Nordlys. “Nobody will stop us from doing it.”"

    [statement] = told(text)

    assert [text[s.start : s.end] for s in statement.spans] == [
        "We will publish the report,",
        "Nobody will stop us from doing it.",
    ]
    assert (statement.speaker, statement.role) == ("Mira Holm", "the editor of Nordlys")


def test_a_paragraph_continues_a_quotation_whose_closing_mark_comes_later():
    text = "Lena Ruiz wrote:\n\n“They held us for nine hours in a van.\n\n“Nobody ever told us why.”\n\nShe left."

    assert said(text) == [("Lena Ruiz", "They held us for nine hours in a van. Nobody ever told us why.")]


def test_she_is_the_woman_named_before():
    text = (
        "Officers stopped Karen Moss at the gate while Peter Lund waited outside.\n"
        "“They never asked me for a press card,” she said.\n“I saw it all from the car park,” he said."
    )

    assert [s.speaker for s in told(text)] == ["Karen Moss", "Peter Lund"]


def test_a_surname_becomes_the_full_name_with_its_role():
    text = (
        "Police spokesperson Dana Whitfield met the crew. “We regret what happened to them that night,” Whitfield said."
    )

    [statement] = told(text)

    assert (statement.speaker, statement.role, statement.mention) == (
        "Dana Whitfield",
        "Police spokesperson",
        "Whitfield",
    )


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("According to Jo Berg, “the cameras were switched off for hours.”", "Jo Berg"),
        (
            "“The cameras were switched off for hours,” a spokesman for the city told the court.",
            "a spokesman for the city",
        ),
        (
            "In a statement, the Harbour Press Club said it was “deeply troubled by the raid on them.”",
            "Harbour Press Club",
        ),
        ("Tom Ek, who was not charged, said, “I will go back there next week.”", "Tom Ek"),
        ("“I will go back there as soon as I can.” — Nora Vik", "Nora Vik"),
        ("The station’s manager, Ines Prado, told us: “We have never seen anything like this.”", "Ines Prado"),
        ("Speaking in Lima, Rosa Cano added that they had “no other way to reach the readers.”", "Rosa Cano"),
    ],
)
def test_the_speaker_is_read_off_the_clause(text, speaker):
    assert [s.speaker for s in told(text)] == [speaker]


def test_the_president_is_whom_the_article_calls_so():
    text = "President Ada Okoro met reporters. “You are all free to go home now,” the president said."

    assert [s.speaker for s in told(text)] == ["Ada Okoro"]


def test_scare_quotes_and_titles_are_no_statements():
    text = "The so-called “security zone” was closed. The film “A Long Walk Through the Old Harbour” opened on Monday."

    assert told(text) == []


def test_two_speakers_in_one_paragraph_stay_apart():
    text = "“We saw no weapon at all that day,” said Al Roe. “There was one in the boot of the car,” said Bo Lind."

    assert [s.speaker for s in told(text)] == ["Al Roe", "Bo Lind"]


def test_the_day_beside_the_speaker_is_the_statement_s():
    text = "“They gave the order for nothing,” Mara Pik said on Tuesday. “It was a plain mistake of ours,” Al Roe said."

    assert [s.date for s in told(text)] == [date(2020, 6, 2), date(2020, 6, 4)]


PIECES = st.sampled_from(
    ["“", "”", '"', "'", "’", "‘", "«", "»", "''", "\n", "\n\n", " ", ". ", ", ", "said ", "she said", "Ana Silva ",
     "Mr. Roe",
     "the editor ", "who ", "—", "(", ")", ":", "We went home that day and slept", "\x01", "İ", "ß", "1", "on June 1 "]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join)))
def test_spans_slice_to_the_words_of_any_text(text):
    edge = 0
    for statement in told(text):
        assert " ".join(text[s.start : s.end] for s in statement.spans) == statement.words
        assert statement.sentence.start <= statement.spans[0].start
        assert statement.spans[-1].end <= statement.sentence.end <= len(text)
        for span in statement.spans:
            assert edge <= span.start < span.end
            edge = span.end


@pytest.mark.skipif(not SHARED.exists(), reason="the marked texts are not in the repository")
def test_marked_quotations_are_found_with_their_speakers():
    """Floors; they are not lowered without saying so."""
    from tests.extraction import quotations as measure

    shares = {name: right / total for name, (right, total) in measure(SHARED / "polnear-dev.jsonl").items()}

    assert shares["found"] >= 0.97
    assert shares["speaker"] >= 0.95
    assert shares["quotations"] >= 0.95
