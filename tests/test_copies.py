"""Syndicated copies are found, and the oldest source is the one that is cited."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine import Engine
from corpus.copies import FEWEST_WORDS, Signed, find_copies, signature
from corpus.store import Store
from embeddings.generations import CORPUS
from embeddings.snapshot import Snapshot
from tests.site import STORY

TEXT = " ".join(
    f"{STORY} {word.capitalize()} watched from the {word} side of the street." for word in ("north", "south")
)
WORDS = TEXT.split()


def signed(name, text=TEXT, day=1, site=""):
    return Signed(name, site or f"{name}.org", date(2024, 1, day) if day else None, signature(text))


def test_the_oldest_of_the_same_words_is_the_original():
    found = find_copies([signed("c", day=0), signed("b", day=2), signed("a", day=3)])

    assert found == {"a": "b", "c": "b"}


def test_a_copy_with_a_line_more_and_another_punctuation_is_one():
    changed = f"By our correspondent. {TEXT.replace('.', ' –').upper()}"

    assert find_copies([signed("a"), signed("b", changed, day=2)]) == {"b": "a"}


def test_two_stories_of_one_site_are_two_however_alike():
    """Two people, one town, one day: two incidents, told in nearly the same words."""
    other = TEXT.replace("Police", "Soldiers", 1)

    assert find_copies([signed("a", site="x.org"), signed("b", other, site="x.org")]) == {}


@pytest.mark.parametrize("text", ["", "Police held her. " * 3])
def test_short_texts_are_alike_by_chance_and_have_no_copies(text):
    assert len(text.split()) < FEWEST_WORDS
    assert find_copies([signed("a", text), signed("b", text)]) == {}


@given(st.permutations(["a", "b", "c", "d"]), st.integers(0, len(WORDS) - 1))
def test_the_order_of_loading_does_not_matter(order, cut):
    texts = {"a": TEXT, "b": " ".join(WORDS[cut:] + WORDS[:cut]), "c": TEXT[::-1], "d": TEXT}
    days = {"a": 4, "b": 2, "c": 1, "d": 3}
    expected = find_copies(signed(name, texts[name], days[name]) for name in "abcd")

    assert find_copies([signed(name, texts[name], days[name]) for name in order]) == expected
    assert expected["a"] in {"b", "d"}
    assert "c" not in expected


def test_real_incidents_are_no_copies_of_each_other(shared):
    """Of 516 incidents that one site tells, two pairs share most of their words; both are kept."""
    lines = (shared / "data" / "articles" / "press-freedom-tracker.jsonl").read_text("utf-8").splitlines()[::4]
    rows = [json.loads(line) for line in lines]

    assert find_copies(signed(row["url"], row["text"], site="pressfreedomtracker.us") for row in rows) == {}


def copied(n, site, published, text=TEXT):
    return {"title": f"Camera taken {n}", "text": text, "url": f"https://{site}/{n}", "published": published}


def engine(desk):
    snapshot = Snapshot(desk.generations.folder(), desk.encoder)
    return Engine(snapshot, desk.encoder, lambda: date(2026, 1, 1))


def test_an_answer_cites_the_oldest_source_whichever_was_loaded_first(desk):
    desk.refresh([copied(1, "copy.org", "2024-02-02")])
    desk.refresh([copied(1, "copy.org", "2024-02-02"), copied(2, "source.org", "2024-02-01")])

    reply = engine(desk).ask("Who stopped the reporter at the gate of the ministry?")

    assert {c.url for c in reply.answer.citations} == {"https://source.org/2"}


def test_a_copy_that_is_rewritten_is_one_no_longer(desk):
    desk.refresh([copied(1, "copy.org", "2024-02-02"), copied(2, "source.org", "2024-02-01")])
    with Store(desk.generations.folder() / CORPUS) as store:
        assert store.copies.count() == 1

    other = "A broadcaster in the north closed its newsroom after the licence was withdrawn by the regulator. " * 5
    desk.refresh([copied(1, "copy.org", "2024-02-02", other)])

    with Store(desk.generations.folder() / CORPUS) as store:
        assert store.copies.count() == 0
