"""Searches narrowed to countries and days find all that is left, by whatever engine and at whatever size."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from corpus.types import Article, Passage, Span
from embeddings.errors import GenerationError
from embeddings.faiss_index import FaissIndex
from embeddings.generations import Generations
from embeddings.lexical import LexicalIndex
from embeddings.protocols import VectorIndex
from embeddings.retriever import retrieve
from embeddings.shared import Shared
from embeddings.snapshot import Snapshot
from embeddings.types import Hit, Only, Vectors
from tests.desk import Desk
from tests.fakes import FakeEncoder
from tests.milvus_lite import in_milvus, lite, release
from tests.test_indexes import VECTORS, article

DATED = [
    ("Norway", "2020-06-01"), ("France", "2020-06-02"), ("Peru", "2021-01-01"), ("Ghana and Togo", "2022-01-01"),
    ("Kenya", None), ("Mali, France", None), ("Norway", None),
]  # fmt: skip
ONLY = [
    (Only(), "0123456"),
    (Only(("FRA",)), "15"),
    (Only(("FRA", "NOR")), "0156"),
    (Only(since=date(2021, 1, 1)), "23"),
    (Only(until=date(2020, 12, 31)), "01"),
    (Only(since=date(2020, 6, 2), until=date(2021, 1, 1)), "12"),
    (Only(("FRA",), since=date(2020, 1, 1)), "1"),
    (Only(("CHN",)), ""),
    (Only(('FRA"]) or id > 0 or array_contains_any(countries, ["NOR',)), ""),
]


@pytest.fixture(params=["files", "milvus"])
def newsroom(request, desk, data, tmp_path) -> Iterator[Desk]:
    """A desk whose generations are searched by FAISS and Tantivy, or by Milvus."""
    if request.param == "files":
        yield desk
        return
    desk.generations = Generations(data, Shared(None, lite(tmp_path)))
    yield desk
    release(tmp_path)


def test_filters_hold_for_each_search_and_for_both_together(newsroom):
    newsroom.refresh(
        [
            {"title": f"Of {where}", "url": f"https://example.org/{n}", "text": "A reporter was held."}
            | ({"published": day} if day else {})
            for n, (where, day) in enumerate(DATED)
        ]
    )
    shared, label = newsroom.generations.shared, newsroom.generations.label() or ""
    milvus = shared.milvus.open(label) if shared and shared.milvus else None
    snapshot = Snapshot(newsroom.generations.folder(), FakeEncoder(), milvus)
    vector = FakeEncoder().encode("Who held a reporter?").likeness

    def numbers(hits: tuple[Hit, ...] | list[Hit]) -> str:
        articles = snapshot.store.articles(snapshot.store.articles_of([hit.passage_id for hit in hits]).values())
        return "".join(sorted((a.url or "")[-1] for a in articles.values()))

    for only, expected in ONLY:
        found = retrieve(snapshot, vector, [("report", 1.0)], only)
        near = snapshot.vectors.search(vector, 60, only)
        assert [numbers(each) for each in (found.hits, found.dense, found.lexical, near)] == [expected] * 4, only
    snapshot.close()


# recall

NUMBER = 3_000
FRANCE, ELSEWHERE = (article(n, "A text.", title) for n, title in enumerate(("In France", "At home")))
IDS = [2**62 + 3 * n for n in range(NUMBER)]
SOME = [n for n in range(NUMBER) if n % 60 == 7]
"""One passage in sixty is of France, which the neighbours of a question know nothing of."""


def mixed() -> list[tuple[Article, Passage]]:
    of = dict.fromkeys(SOME, FRANCE)
    chosen = [of.get(n, ELSEWHERE) for n in range(NUMBER)]
    return [
        (a, Passage(key, a.id, n, Span(0, 7), (Span(0, 7),)))
        for n, (a, key) in enumerate(zip(chosen, IDS, strict=True))
    ]


@pytest.fixture(scope="module", params=["exact", "approximate", "approximate, saved", "milvus"])
def index(request, tmp_path_factory) -> Iterator[VectorIndex]:
    folder = tmp_path_factory.mktemp("filtered")
    if request.param == "milvus":
        yield in_milvus(lite(folder), folder / "corpus.sqlite", mixed(), VECTORS[:NUMBER])
        release(folder)
        return
    among = LexicalIndex.build(folder / "lexical", mixed()).among
    most = NUMBER if request.param == "exact" else 0
    built = FaissIndex.build(IDS, VECTORS[:NUMBER], exact_up_to=most, among=among)
    yield saved(built, folder / "a.faiss", among) if "saved" in request.param else built


def saved(built: FaissIndex, path: Path, among: Callable[[Only], list[int]]) -> FaissIndex:
    built.save(path)
    return FaissIndex.load(path, among)


def nearest(question: np.ndarray, vectors: Vectors, k: int) -> list[int]:
    return [IDS[SOME[row]] for row in np.argsort(-(vectors[SOME] @ question))[:k]]


def test_a_narrow_filter_leaves_the_ten_nearest_of_those_that_pass(index):
    """Were it laid on what is found, one in sixty of the neighbours would be left."""
    for question in VECTORS[NUMBER : NUMBER + 10]:
        hits = index.search(question, 10, Only(("FRA",)))

        assert [hit.passage_id for hit in hits][:3] == nearest(question, VECTORS, 3)
        assert len({hit.passage_id for hit in hits} & set(nearest(question, VECTORS, 10))) >= 9
        assert hits[0].score == pytest.approx(float((VECTORS[SOME] @ question).max()), abs=2e-3)


def test_fewer_pass_than_are_asked_for(index):
    assert {hit.passage_id for hit in index.search(VECTORS[0], 500, Only(("FRA",)))} == {IDS[n] for n in SOME}
    assert index.search(VECTORS[0], 10, Only(("NOR",))) == []


# what goes wrong


def test_vectors_that_do_not_know_what_they_are_about_refuse_a_filter():
    lone = FaissIndex.build(IDS[:5], VECTORS[:5])

    with pytest.raises(GenerationError, match="cannot be searched by them"):
        lone.search(VECTORS[0], 5, Only(("FRA",)))


def test_an_index_of_words_from_before_there_were_filters_refuses_them_and_serves_on(tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        _as_before(patch)
        LexicalIndex.build(tmp_path / "lexical", [(FRANCE, mixed()[7][1])])
    old = LexicalIndex.load(tmp_path / "lexical")

    assert len(old.search([("text", 1.0)], 5)) == 1
    for only in (Only(("FRA",)), Only(since=date(2020, 1, 1))):
        with pytest.raises(GenerationError, match="the next refresh that changes something adds them"):
            old.search([("text", 1.0)], 5, only)


def _as_before(patch: pytest.MonkeyPatch) -> None:
    import tantivy

    from embeddings import lexical

    def schema() -> object:
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("id", fast=True)
        for name in lexical.FIELDS:
            builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
        return builder.build()

    patch.setattr(lexical, "_schema", schema)
    patch.setattr(lexical, "_put_filters", lambda document, article: None)
