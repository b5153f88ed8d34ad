"""Which passage belongs to which article, told as the rows told it."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.layout import Layout

IDS = st.lists(st.integers(1, 2**63 - 1), unique=True)


@st.composite
def articles(draw) -> dict[str, list[int]]:
    ids = draw(IDS)
    keys = sorted(draw(st.lists(st.sampled_from("abcdefgh"), min_size=len(ids), max_size=len(ids))))
    return {key: [i for i, own in zip(ids, keys, strict=True) if own == key] for key in dict.fromkeys(keys)}


@given(articles(), IDS)
def test_every_passage_is_traced_to_its_article_and_no_other(told, others):
    layout = Layout((passage, article) for article, own in told.items() for passage in own)
    owners = {passage: article for article, own in told.items() for passage in own}

    assert layout.articles_of([*owners, *others]) == owners
    assert {article: layout.passages(article) for article in told} == told
    assert layout.passages("none") == []
