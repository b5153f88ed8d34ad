"""An answer stands on citations, and a citation's link opens at its sentence."""

from datetime import date
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UncitedAnswerError
from bot.types import Abstention, Answer, Citation, Claim, Kind, Reason

URL = "https://example.org/a"


def citation(quote="She was freed.", url=URL, n=1, start=0, end=None):
    return Citation(n, "A title", url, date(2020, 1, 2), quote, start, len(quote) if end is None else end)


def fragment(link):
    return link.split(":~:text=", 1)[1]


@pytest.mark.parametrize(
    "claims",
    [(), (Claim("Said.", ()),), (Claim("Said.", (2,)),), (Claim("Said.", (1,)), Claim("Said too.", (1, 3)))],
    ids=["no claim", "no number", "a number without a source", "one of two numbers without a source"],
)
def test_an_answer_cannot_be_built_without_its_citations(claims):
    with pytest.raises(UncitedAnswerError):
        Answer(Kind.PASSAGES, claims, (citation(),))


def test_an_answers_text_is_its_claims_with_their_numbers():
    first = Claim("Police held her.", (1,), "1 June 2020, Oakland.")
    answer = Answer(Kind.PASSAGES, (first, Claim("She was freed.", (1, 2))), (citation(), citation(n=2)))

    assert answer.text == "1 June 2020, Oakland. Police held her. [1]\nShe was freed. [1] [2]"


def test_an_abstention_needs_no_source():
    assert Abstention(Reason.NO_SOURCE, "I have no source on that.").closest == ()


def test_a_link_carries_the_sentence():
    assert citation("She was freed.").link == f"{URL}#:~:text=She%20was%20freed."


def test_what_means_something_in_a_fragment_is_escaped():
    assert fragment(citation("A half-day, at 5 & 6: “no” – 100%").link) == (
        "A%20half%2Dday%2C%20at%205%20%26%206%3A%20%E2%80%9Cno%E2%80%9D%20%E2%80%93%20100%25"
    )


def test_a_long_sentence_is_named_by_its_ends():
    words = [f"w{n}" for n in range(13)]

    assert fragment(citation(" ".join(words)).link) == "w0%20w1%20w2%20w3%20w4,w8%20w9%20w10%20w11%20w12"
    assert "," not in fragment(citation(" ".join(words[:12])).link)


def test_line_breaks_in_a_sentence_are_spaces_in_its_link():
    assert fragment(citation("She was\n\nfreed.").link) == "She%20was%20freed."


def test_an_address_with_a_fragment_of_its_own_keeps_it():
    assert citation("Freed.", f"{URL}#part-2").link == f"{URL}#part-2:~:text=Freed."


def test_an_address_that_opens_at_another_sentence_opens_at_this_one():
    assert citation("Freed.", f"{URL}#:~:text=Held.").link == f"{URL}#:~:text=Freed."


def test_a_figure_from_a_table_opens_its_page():
    assert citation("2026;NOR;1", end=0).link == URL


def test_what_has_no_address_has_no_link():
    assert citation(url=None).link is None


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Z", "C"]), min_size=1), min_size=1, max_size=30))
def test_a_link_can_be_read_back_to_the_sentences_ends(words):
    words = " ".join(words).split()
    parts = fragment(citation(" ".join(words)).link).split(",")

    assert not set(" -&") & set("".join(parts))
    read = [unquote(part).split() for part in parts]
    assert read == ([words] if len(words) <= 12 else [words[:5], words[-5:]])
