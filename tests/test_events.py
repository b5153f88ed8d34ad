"""What happened when: dates made absolute, the article's own event first; and the measures on marked texts."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.facts.events import events
from corpus.facts.when import dates
from corpus.types import Article, Field

SHARED = Path(__file__).parents[2] / "shared" / "data" / "events"
THURSDAY = date(2020, 6, 4)


def article(text: str, **known: object) -> Article:
    facts = {"published": THURSDAY, "updated": None, "happened": None, "fields": ()} | known
    return Article("0" * 16, "", text, None, language="en", digest="", **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "first", "last", "precision"),
    [
        ("on June 1, 2019", date(2019, 6, 1), date(2019, 6, 1), "day"),
        ("on 1 June 2019", date(2019, 6, 1), date(2019, 6, 1), "day"),
        ("on Nov. 30", date(2019, 11, 30), date(2019, 11, 30), "day"),
        ("on 09.12.2017", date(2017, 12, 9), date(2017, 12, 9), "day"),
        ("on 2017-12-09", date(2017, 12, 9), date(2017, 12, 9), "day"),
        ("on May 29-31", date(2020, 5, 29), date(2020, 5, 31), "range"),
        ("on Tuesday", date(2020, 6, 2), date(2020, 6, 2), "day"),
        ("on Thursday", THURSDAY, THURSDAY, "day"),
        ("last Thursday", date(2020, 5, 28), date(2020, 5, 28), "day"),
        ("next Monday", date(2020, 6, 8), date(2020, 6, 8), "day"),
        ("yesterday", date(2020, 6, 3), date(2020, 6, 3), "day"),
        ("this morning", THURSDAY, THURSDAY, "day"),
        ("last month", date(2020, 5, 1), date(2020, 5, 31), "month"),
        ("last week", date(2020, 5, 25), date(2020, 5, 31), "range"),
        ("three weeks ago", date(2020, 5, 14), date(2020, 5, 14), "day"),
        ("in August", date(2019, 8, 1), date(2019, 8, 31), "month"),
        ("in March 2018", date(2018, 3, 1), date(2018, 3, 31), "month"),
        ("in 2016", date(2016, 1, 1), date(2016, 12, 31), "year"),
    ],
)
def test_dates_are_made_absolute(words, first, last, precision):
    text = f"The crew was held {words} near the port."

    [when] = dates(text, 0, len(text), THURSDAY)

    assert (when.first, when.last, when.precision) == (first, last, precision)
    assert text[when.span.start : when.span.end] in words


def test_two_days_later_counts_from_the_day_told_before():
    text = "She was arrested on May 29 and freed two days later; the next day she flew home."

    assert [w.first for w in dates(text, 0, len(text), THURSDAY)] == [
        date(2020, 5, 29),
        date(2020, 5, 31),
        date(2020, 6, 1),
    ]


@pytest.mark.parametrize("text", ["on June 31", "2020-13-45", "It may rain", "They march 30 miles", "Sat 5 of them"])
def test_what_is_no_date_is_left_out(text):
    assert dates(text, 0, len(text), THURSDAY) == []


def test_an_incident_s_own_date_comes_first():
    text = "Police detained reporter Ana Silva in Tallinn. She was released on June 3."

    first, second = events(article(text, happened=date(2020, 6, 1), fields=(Field("city", "Tallinn"),)))

    assert first.dates[0].first == date(2020, 6, 1)
    assert (first.places, first.people) == (("Tallinn",), ("Ana Silva",))
    assert [w.first for w in second.dates] == [date(2020, 6, 3)]


def test_an_event_s_words_are_the_sentence_s():
    text = "Crowds filled the square.\nOn Monday, guards seized the camera of Tom Ek outside the ministry."

    *_, event = events(article(text))

    assert event.what == text[event.sentence.start : event.sentence.end]
    assert event.what.startswith("On Monday, guards seized")
    assert (event.dates[0].first, event.people) == (date(2020, 6, 1), ("Tom Ek",))


def test_a_date_inside_a_quotation_is_the_speaker_s():
    text = "Guards seized a camera at the gate.\n“They came on May 3, 2019 and took it all away,” Tom Ek said."

    assert all(w.first.year == 2020 for e in events(article(text)) for w in e.dates)


def test_a_late_report_s_weekday_is_in_the_week_of_the_incident():
    text = "A van burned at the port.\nThe fire began on Friday night while the crew slept in it."

    *_, event = events(article(text, happened=date(2020, 4, 3)))

    assert [w.first for w in event.dates] == [date(2020, 4, 3)]


def test_a_date_line_is_no_event():
    text = "Thursday, June 4, 2020\n\nA judge freed two reporters in Lima on Tuesday."

    assert [e.what[:7] for e in events(article(text))] == ["A judge"]


def test_an_article_without_any_date_has_no_dated_event():
    assert [e.dates for e in events(article("Guards seized the camera yesterday.", published=None))] == [()]


PIECES = st.sampled_from(
    ["on June 1", " two days later", " Monday", " 31 February 2020", " 99.99.2020", "9999 years ago", " last week",
     ". ", "\n", " in 2019",
     " was arrested", "“", "”", " next day", " Tallinn", " 0000-00-00", " 999 years earlier", " Dec 31-2"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join)), st.one_of(st.none(), st.dates()))
def test_offsets_hold_for_any_text_and_day(text, published):
    for event in events(article(text, published=published)):
        assert event.what == text[event.sentence.start : event.sentence.end]
        for when in event.dates:
            assert when.first <= when.last
            assert 0 <= when.span.start <= when.span.end <= len(text)


@pytest.mark.skipif(not SHARED.exists(), reason="the marked articles are not in the repository")
def test_marked_dates_are_among_the_events():
    """Floors; they are not lowered without saying so."""
    from tests.extraction import dated_events

    shares = {name: right / total for name, (right, total) in dated_events(SHARED / "events-dev.jsonl").items()}

    assert shares["among"] >= 0.85
    assert shares["first"] >= 0.65
