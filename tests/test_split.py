"""Passages and sentences: nothing lost, nothing twice, nothing longer than can be encoded or quoted."""

from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.split import PASSAGE_LENGTH, SENTENCE_LENGTH, sentences, split
from corpus.types import Article, Span

SCRIPTS = [
    "Police held her. ",
    "She left! ",
    "مرحبا بكم. كيف حالك؟ ",
    "你好。世界！",
    "👩‍👩‍👧 🇫🇷 ",
    "Ж. ",
    "e\u0301",
    "\n",
    "\n\n",
    " ",
    "\u00a0",
    "\u2003",
    "a" * 700,
]
texts = st.text() | st.lists(st.sampled_from(SCRIPTS)).map("".join)


def article(text: str, title: str = "A title", language: str = "en", key: str = "0" * 16) -> Article:
    return Article(key, title, text, None, None, None, None, language, (), "")


def quoted(text: str, spans: list[Span]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


def test_sentences_are_found_without_the_white_space_around_them():
    text = "Dr. Ana Silva left at 5 p.m. on Monday.  Nobody followed!\n\n  Why? "

    assert quoted(text, sentences(text)) == ["Dr. Ana Silva left at 5 p.m. on Monday.", "Nobody followed!", "Why?"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("zh", "记者被捕。他没有罪！", ["记者被捕。", "他没有罪！"]),
        ("ar", "اعتقل الصحفي. أين هو؟", ["اعتقل الصحفي.", "أين هو؟"]),
        ("de", "Er kam am 3. Mai. Dann ging er.", ["Er kam am 3. Mai.", "Dann ging er."]),
        ("xx", "One. Two.", ["One.", "Two."]),
    ],
)
def test_sentences_end_where_their_language_ends_them(language, text, expected):
    assert quoted(text, sentences(text, language)) == expected


def test_a_sentence_never_crosses_a_line():
    assert quoted("No stop\nhere", sentences("No stop\nhere")) == ["No stop", "here"]


def test_a_sentence_too_long_to_quote_is_broken_at_a_space():
    text = "word " * 300 + "end."

    pieces = quoted(text, sentences(text))

    assert " ".join(pieces) == text
    assert max(map(len, pieces)) <= SENTENCE_LENGTH


@given(texts)
def test_sentences_are_in_order_and_lose_no_character(text):
    spans = sentences(text)

    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(0 < s.end - s.start <= SENTENCE_LENGTH for s in spans)
    assert all(s == s.strip() for s in quoted(text, spans))
    assert "".join("".join(quoted(text, spans)).split()) == "".join(text.split())


@given(texts, st.text(max_size=5))
def test_passages_hold_all_sentences_in_order_within_their_length(text, language):
    passages = split(article(text, language=language))

    assert [s for p in passages for s in p.sentences] == sentences(text, language)
    assert all(p.span == Span(p.sentences[0].start, p.sentences[-1].end) for p in passages)
    assert all(p.span.end - p.span.start <= PASSAGE_LENGTH for p in passages)
    assert [p.ordinal for p in passages] == list(range(len(passages)))


@given(st.lists(st.sampled_from(SCRIPTS), max_size=40).map("".join))
def test_ids_are_unique_positive_and_stable(text):
    ids = [p.id for p in split(article(text))]

    assert len(set(ids)) == len(ids)
    assert all(0 < i < 2**63 for i in ids)
    assert ids == [p.id for p in split(article(text))]


def test_equal_paragraphs_of_one_article_have_their_own_ids():
    passages = split(article("\n".join(["Find all of these cases here, day by day. " * 14] * 3)))

    assert len(passages) == 3
    assert len({p.id for p in passages}) == 3


def test_an_id_names_article_title_and_words():
    [before] = split(article("Police held her."))
    others = [
        article("Police held him."),
        article("Police held her.", title="B"),
        article("Police held her.", key="1" * 16),
    ]

    assert before.id not in [split(other)[0].id for other in others]
    assert split(article("\n\n  Police held her."))[0].id == before.id


def test_the_same_words_cut_into_other_sentences_are_another_passage():
    """An unchanged id keeps its sentences' vectors, and there must be one for each sentence."""
    text = "Er kam am 3. Mai."
    as_one, as_two = split(article(text, language="de"))[0], split(article(text, language="en"))[0]

    assert (len(as_one.sentences), len(as_two.sentences)) == (1, 2)
    assert as_one.id != as_two.id


def test_passages_of_an_article_are_of_like_length():
    lengths = [p.span.end - p.span.start for p in split(article("A short sentence of some words here. " * 60))]

    assert len(lengths) == 3
    assert max(lengths) - min(lengths) <= 80


def test_a_million_characters_without_a_stop_take_no_ages():
    """A walk that copies the rest at each step would take ten times the limit."""
    began = perf_counter()

    assert len(sentences("word " * 1_000_000)) > 8000
    assert perf_counter() - began < 5
