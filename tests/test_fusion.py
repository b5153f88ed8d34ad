"""Reciprocal rank fusion: agreement wins, order and repetition of the rankings do not matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.fusion import K, rrf
from embeddings.types import Hit

ids = st.integers(1, 30)
rankings = st.lists(st.lists(ids, unique=True, max_size=12), max_size=4)


def test_a_passage_scores_the_sum_of_its_reciprocal_ranks():
    assert rrf([[7, 8], [8]]) == [Hit(8, pytest.approx(1 / (K + 2) + 1 / (K + 1))), Hit(7, pytest.approx(1 / (K + 1)))]


def test_two_second_places_beat_one_first():
    assert [hit.passage_id for hit in rrf([[1, 2], [3, 2]])] == [2, 1, 3]


def test_nothing_fused_is_nothing():
    assert rrf([]) == rrf([[], []]) == []


@given(rankings)
def test_every_passage_comes_once_best_first_ties_by_id(rankings):
    hits = rrf(rankings)

    assert sorted(h.passage_id for h in hits) == sorted({p for ranking in rankings for p in ranking})
    assert hits == sorted(hits, key=lambda h: (-h.score, h.passage_id))
    assert all(0 < h.score <= len(rankings) / (K + 1) + 1e-12 for h in hits)


@given(st.lists(ids, unique=True))
def test_one_ranking_keeps_its_order(ranking):
    assert [hit.passage_id for hit in rrf([ranking])] == ranking


@given(rankings, st.randoms())
def test_the_order_of_the_rankings_does_not_matter(rankings, random):
    scores = {h.passage_id: h.score for h in rrf(rankings)}
    random.shuffle(rankings)

    assert {h.passage_id: h.score for h in rrf(rankings)} == pytest.approx(scores)


@given(st.lists(ids))
def test_a_passage_named_twice_in_a_ranking_counts_once(ranking):
    assert rrf([ranking]) == rrf([list(dict.fromkeys(ranking))])


@given(rankings, ids)
def test_a_further_first_place_never_lowers_a_passage(rankings, passage):
    def place(hits: list[Hit]) -> int:
        return next((i for i, h in enumerate(hits) if h.passage_id == passage), len(hits))

    assert place(rrf([*rankings, [passage]])) <= place(rrf(rankings))
