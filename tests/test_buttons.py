"""Buttons say all in 64 bytes, and read back as what was meant, or as nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.browsing import Asked, Place
from bot.suggesting import About, Suggestion
from bot.telegram.buttons import (
    MOST_BYTES,
    Chart,
    More,
    Passage,
    Related,
    Speak,
    decode,
    deep_link,
    encode,
    question_in,
    under,
)
from bot.types import Abstention, Reason

articles = st.text("0123456789abcdef", min_size=16, max_size=16)
codes = st.from_regex(r"[A-Z]{3}|USA_I|GB-SCT", fullmatch=True)
numbers = st.integers(0, 99_999)
presses = st.one_of(
    st.builds(More, articles, numbers, numbers),
    st.builds(Passage, articles, numbers),
    st.builds(Chart, st.lists(codes, min_size=1, max_size=8).map(tuple)),
    st.builds(Related, articles, numbers),
    st.builds(Suggestion, st.sampled_from([About.RANK, About.CHANGE]), codes),
    st.builds(Suggestion, st.sampled_from([About.ARTICLE, About.SAID]), articles, numbers),
    st.builds(Speak, st.sampled_from(["en", "fa"])),
)
NOTHING = Abstention(Reason.NO_SOURCE, "")


@given(presses)
def test_a_button_reads_back_as_what_was_meant(press):
    data = encode(press)

    assert len(data.encode()) <= MOST_BYTES
    assert decode(data) == press


@given(st.text(st.characters(), max_size=64))
@pytest.mark.parametrize("start", ["", "m:", "p:00439b7315819da0:", "c:", "r:", "q:r:", "q:a:", "l:"])
def test_what_others_make_up_is_read_or_refused(start, text):
    press = decode(start + text)

    assert press is None or len(encode(press).encode()) <= 120


@given(st.lists(codes, max_size=12), st.lists(st.builds(Place, articles, numbers, numbers), max_size=9))
def test_the_buttons_under_a_reply_fit(countries, places):
    rows = under(Asked(NOTHING, tuple(places), tuple(countries)))
    data = [encode(entry[0] if isinstance(entry, tuple) else entry) for row in rows for entry in row]

    assert all(len(d.encode()) <= MOST_BYTES for d in data)
    assert all(1 <= len(row) <= 8 for row in rows)


def test_two_citations_of_a_passage_share_a_button():
    places = (Place("0" * 16, 2, 1), Place("0" * 16, 2, 2), Place("1" * 16, 0, 3))

    assert under(Asked(NOTHING, places, ()))[-1] == [(Passage("0" * 16, 2), 1), (Passage("1" * 16, 0), 3)]


@given(st.text(min_size=1, max_size=60))
def test_a_deep_link_asks_what_was_meant(question):
    link = deep_link(question)

    if link is not None and question.isprintable() and question.strip():
        assert len(link) <= 64
        assert question_in(link) == question or question_in(link) is None


@pytest.mark.parametrize(
    ("payload", "question"),
    [
        ("where-does-china-rank", "where does china rank"),
        ("china_2017", "china 2017"),
        ("q_not base64", None),
        ("q_w", "q w"),
        ("", None),
        ("help", None),
        ("---", None),
        ("a" * 65, None),
    ],
)
def test_a_deep_link_s_payload_is_read(payload, question):
    assert question_in(payload) == question
