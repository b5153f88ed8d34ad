"""What is taken over an article and beside a sentence never reaches into the next article."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.stretches import Stretches

ARTICLES = st.lists(st.lists(st.integers(-9, 9), min_size=1, max_size=5), min_size=1, max_size=5)


def in_one(articles: list[list[int]]) -> np.ndarray:
    return np.asarray([float(value) for article in articles for value in article])


@given(ARTICLES)
def test_each_sentence_has_the_highest_value_of_its_article(articles):
    stretches = Stretches([len(a) for a in articles])

    assert stretches.highest(in_one(articles)).tolist() == [max(a) for a in articles for _ in a]
    assert stretches.spread(np.arange(len(articles))).tolist() == [n for n, a in enumerate(articles) for _ in a]


@given(ARTICLES)
def test_beside_a_sentence_are_those_of_its_article_alone(articles):
    beside = [max([*a[max(i - 1, 0) : i], *a[i + 1 : i + 2]], default=0) for a in articles for i in range(len(a))]

    assert Stretches([len(a) for a in articles]).best_beside(in_one(articles)).tolist() == beside


@given(ARTICLES)
def test_around_a_sentence_is_what_it_or_one_beside_it_has(articles):
    around = [any(v > 0 for v in a[max(i - 1, 0) : i + 2]) for a in articles for i in range(len(a))]

    found = Stretches([len(a) for a in articles]).around(in_one(articles)[:, None] > 0)

    assert found[:, 0].tolist() == around
