"""Dates as sources write them: day first, absolute, and nothing where there is no date."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.dates import parse_date


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("09.12.2017", date(2017, 12, 9)),
        ("9/12/2017", date(2017, 12, 9)),
        ("2020-06-01", date(2020, 6, 1)),
        ("2020/6/1", date(2020, 6, 1)),
        ("2019-11-05 18:59:21.691241+00:00", date(2019, 11, 5)),
        ("2020-06-01T23:30:00-09:00", date(2020, 6, 1)),
        ("  2020-06-01", date(2020, 6, 1)),
        ("June 1, 2020", date(2020, 6, 1)),
        ("Mon, 01 Jun 2020 10:00:00 GMT", date(2020, 6, 1)),
        ("9 décembre 2017", date(2017, 12, 9)),
        ("9 de diciembre de 2017", date(2017, 12, 9)),
    ],
)
def test_a_date_is_read_as_it_was_written(words, day):
    assert parse_date(words) == day


@pytest.mark.parametrize(
    "words", [None, "", "  ", "2017", "June 2020", "31.02.2020", "2020-13-01", "no date", "\ud800"]
)
def test_what_names_no_day_is_no_date(words):
    assert parse_date(words) is None


@pytest.mark.parametrize("words", ["yesterday", "tomorrow", "3 hours ago", "Tuesday"])
def test_a_day_that_depends_on_today_is_no_date(words):
    """It would be another day at each loading, and the article a changed one."""
    assert parse_date(words) is None


def test_words_longer_than_any_date_are_not_tried():
    assert parse_date("1 June 2020" + " and so on" * 1000) is None


@given(st.dates(min_value=date(1000, 1, 1)))
def test_the_numbers_of_any_day_are_read_year_first_and_day_first(day):
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day.day}.{day.month}.{day.year}") == day


@settings(max_examples=25)
@given(st.text(alphabet="0123456789.-/: ,JunmayTZ+", max_size=24))
def test_no_words_raise(words):
    assert isinstance(parse_date(words), date | None)
