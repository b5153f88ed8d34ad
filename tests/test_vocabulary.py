"""Rarity, names, misspelt words and refrains, as a whole corpus tells them."""

import pytest

from corpus.contents import sentence_digest
from corpus.split import split
from corpus.types import Article
from corpus.vocabulary import Counting, Vocabulary


def article(n: int, text: str) -> Article:
    return Article(f"{n:016x}", "", text, None, None, None, None, "en", (), "")


def counted(*texts: str) -> Counting:
    counting = Counting()
    for a in (article(n, text) for n, text in enumerate(texts)):
        for passage in split(a):
            counting.add(a, passage)
    return counting


def vocabulary(*texts: str) -> Vocabulary:
    return Vocabulary(counted(*texts).terms(), len(texts))


@pytest.fixture(scope="module")
def news() -> Vocabulary:
    return vocabulary(
        "Police in Oakland detained a reporter.",
        "The reporter, Katie Nielsen, was released in Oakland.",
        "Nobody in Oakland was detaining photographers.",
        "A court in Lagos released the photographer.",
    )


def test_a_stem_counts_once_a_passage(news):
    assert [news.count(s) for s in ("oakland", "report", "detain", "nielsen", "nobody there")] == [3, 2, 2, 1, 0]
    assert "oakland" in news
    assert "paris" not in news
    assert vocabulary("Police told police of Police.").count("polic") == 1


def test_the_rarer_a_word_the_more_it_weighs(news):
    assert news.rarity("paris") > news.rarity("nielsen") > news.rarity("report") > news.rarity("oakland") > 0


def test_a_word_with_a_capital_inside_sentences_is_a_name(news):
    assert [news.is_name(s) for s in ("oakland", "nielsen", "lago", "report", "photograph", "paris")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]


def test_a_capital_at_the_start_of_a_sentence_makes_no_name():
    assert not vocabulary("Photographers left. Photographers came.").is_name("photograph")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Oaklnd", "Oakland"),
        ("Oakalnd", "Oakland"),
        ("reportr", "reporter"),
        ("photogrphr", "photographer"),
        ("Oakland", "Oakland"),
        ("Oslo", None),
        ("Akland", None),
        ("Lagso1", None),
        ("umbrella", None),
    ],
)
def test_a_misspelt_word_is_traced_to_the_nearest_known_one(news, typed, meant):
    assert news.nearest(typed) == meant


def test_of_two_words_equally_near_the_commoner_is_meant():
    assert vocabulary("the dancer", "the cancer", "a cancer").nearest("cancet") == "cancer"
    assert vocabulary("a dancer", "the dancer", "a cancer", "one danger").nearest("danser") == "dancer"


def test_a_sentence_of_three_articles_is_a_refrain():
    counting = counted("One. Find them here.", "Two. find  them here.", "Three. Find them here.", "Four. Four. Four.")

    assert counting.refrains() == [(sentence_digest("Find them here."), 3)]


def test_a_sentence_repeated_in_one_long_article_is_no_refrain():
    assert counted("Find them here, day by day, in a list that grows and grows. " * 40).refrains() == []


def test_an_empty_corpus_has_words_for_nothing():
    empty = vocabulary()

    assert (empty.count("a"), empty.nearest("Oakland"), empty.is_name("oakland")) == (0, None, False)
    assert empty.rarity("oakland") > 0
