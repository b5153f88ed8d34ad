"""The contract of an index by nearness, held by FAISS and by Milvus, and that of a search by words."""

from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from corpus.clean import clean
from corpus.split import split
from corpus.types import Article, Field, Passage, RawArticle, Span
from corpus.words import content_stems
from embeddings.errors import GenerationError
from embeddings.faiss_index import FaissIndex
from embeddings.lexical import LexicalIndex, about
from embeddings.milvus_index import MilvusIndex
from embeddings.protocols import VectorIndex
from tests.milvus_lite import in_milvus, lite, release

NUMBER, DIMENSION = 12_000, 48
FIRST_ID = 2**62


def _clustered(seed: int, n: int) -> np.ndarray:
    """Unit vectors around 200 centres, as texts on the same subjects lie."""
    random = np.random.default_rng(seed)
    centres = np.random.default_rng(0).normal(size=(200, DIMENSION))
    vectors = centres[random.integers(0, 200, n)] + 0.6 * random.normal(size=(n, DIMENSION))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


VECTORS = _clustered(1, NUMBER)
IDS = [FIRST_ID + 3 * n for n in range(NUMBER)]


@pytest.fixture(scope="module", params=["exact", "approximate", "exact, saved", "approximate, saved", "milvus"])
def index(request, tmp_path_factory) -> Iterator[VectorIndex]:
    if request.param == "milvus":
        folder = tmp_path_factory.mktemp("milvus")
        yield in_milvus(lite(folder), folder / "corpus.sqlite", numbered(IDS), VECTORS)
        release(folder)
    else:
        yield in_faiss(request.param, tmp_path_factory)


def numbered(ids: list[int]) -> list[tuple[Article, Passage]]:
    """Passages of which nothing but the number matters."""
    one = article(0, "A text.")
    return [(one, Passage(key, one.id, n, Span(0, 7), (Span(0, 7),))) for n, key in enumerate(ids)]


def in_faiss(kind: str, tmp_path_factory) -> FaissIndex:
    built = FaissIndex.build(IDS, VECTORS, exact_up_to=NUMBER if kind.startswith("exact") else 0)
    if "saved" not in kind:
        return built
    path = tmp_path_factory.mktemp("index") / "passages.faiss"
    built.save(path)
    loaded = FaissIndex.load(path)
    assert built.kind.startswith(loaded.kind)
    return loaded


@pytest.mark.parametrize("row", [0, 1, 5000, NUMBER - 1])
def test_a_passage_is_its_own_nearest_neighbour(index, row):
    """It comes first under its own id, with similarity 1 (to half precision)."""
    [hit] = index.search(VECTORS[row], 1)

    assert (hit.passage_id, hit.score) == (IDS[row], pytest.approx(1, abs=2e-3))


def test_hits_come_best_first_each_once_with_their_cosines(index):
    question = _clustered(2, 1)[0]

    hits = index.search(question, 20)

    assert len({h.passage_id for h in hits}) == 20
    assert hits == sorted(hits, key=lambda h: -h.score)
    cosines = [float(VECTORS[IDS.index(h.passage_id)] @ question) for h in hits]
    assert [h.score for h in hits] == pytest.approx(cosines, abs=2e-3)


def test_ten_nearest_are_found_nine_times_in_ten(index):
    questions = _clustered(3, 50)
    best = np.argsort(-(questions @ VECTORS.T), axis=1)[:, :10]

    found = [{h.passage_id for h in index.search(q, 10)} for q in questions]

    right = sum(IDS[row] in hits for rows, hits in zip(best, found, strict=True) for row in rows)
    assert right / 500 >= 0.9


def test_more_hits_than_there_are_passages_are_all_that_can_be_found(index):
    hits = index.search(VECTORS[0], NUMBER + 5)

    assert 0 < len(hits) <= NUMBER
    assert {h.passage_id for h in hits} <= set(IDS)
    assert len(index) == NUMBER


def test_no_hits_asked_for_are_none_given(index):
    assert index.search(VECTORS[0], 0) == []


def test_an_exact_index_gives_all_there_are():
    small = FaissIndex.build(IDS[:5], VECTORS[:5])

    assert {h.passage_id for h in small.search(VECTORS[0], 10)} == set(IDS[:5])
    assert small.kind == "exact"


def test_an_empty_index_finds_nothing(tmp_path):
    empty = FaissIndex.build([], np.empty((0, DIMENSION), dtype=np.float32))
    empty.save(tmp_path / "a.faiss")

    assert empty.search(VECTORS[0], 5) == FaissIndex.load(tmp_path / "a.faiss").search(VECTORS[0], 5) == []
    assert len(empty) == 0


def test_the_same_vectors_make_the_same_approximate_index(tmp_path):
    for name in ("a", "b"):
        FaissIndex.build(IDS, VECTORS, exact_up_to=0).save(tmp_path / name)

    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("content", [b"", b"not an index", None])
def test_a_file_that_is_no_index_is_refused_by_name(tmp_path, content):
    if content is not None:
        (tmp_path / "a.faiss").write_bytes(content)

    with pytest.raises(GenerationError, match=r"a\.faiss: cannot be read"):
        FaissIndex.load(tmp_path / "a.faiss")


def test_an_index_that_finds_no_room_says_so(tmp_path):
    with pytest.raises(GenerationError, match=r"a\.faiss: cannot be written"):
        FaissIndex.build(IDS[:5], VECTORS[:5]).save(tmp_path / "not there" / "a.faiss")


# words


def article(n: int, text: str, title: str = "A title", **known: object) -> Article:
    raw = RawArticle(title, text, "", url=f"https://example.org/{n}", language="en", **known)  # type: ignore[arg-type]
    made = clean(raw)
    assert isinstance(made, Article)
    return made


ARTICLES = [
    article(0, "Police detained a photographer.", "Oakland"),
    article(1, "A photographer of Oakland was released."),
    article(
        2,
        "She was hurt.",
        published="2020-06-02",
        happened="2020-06-01",
        fields=(Field("journalists", "Katie Nielsen"),),
    ),
    article(3, "Nothing of that kind.", fields=(Field("note", "A brief about zebras."),)),
    *(article(n, f"Filler number {n} about nothing.") for n in range(4, 30)),
]


def passages(articles: Sequence[Article] = ARTICLES) -> list[tuple[Article, Passage]]:
    return [(a, p) for a in articles for p in split(a)]


class Words:
    """The words of a collection, as the lexical index gives them."""

    def __init__(self, index: MilvusIndex) -> None:
        self.search, self._index = index.search_words, index

    def __len__(self) -> int:
        return len(self._index)


@pytest.fixture(scope="module", params=["built", "loaded", "milvus"])
def lexical(request, tmp_path_factory) -> Iterator[LexicalIndex | Words]:
    folder = tmp_path_factory.mktemp("lexical")
    if request.param == "milvus":
        yield Words(in_milvus(lite(folder), folder / "corpus.sqlite", passages()))
        release(folder)
        return
    built = LexicalIndex.build(folder / "lexical", passages())
    yield built if request.param == "built" else LexicalIndex.load(folder / "lexical")


def found(lexical: LexicalIndex | Words, question: str, *, k: int = 10, **weights: float) -> list[str]:
    """The addresses' last parts of what is found, best first."""
    hits = lexical.search([(s, weights.get(s, 1.0)) for s in content_stems(question)], k)
    assert hits == sorted(hits, key=lambda h: -h.score)
    places = {p.id: (a.url or "").rsplit("/", 1)[-1] for a, p in passages()}
    return [places[h.passage_id] for h in hits]


def test_words_are_found_in_whatever_form(lexical):
    assert found(lexical, "Who is DETAINING photographers?") == ["0", "1"]


def test_a_title_counts_for_more_than_the_text(lexical):
    assert found(lexical, "Oakland") == ["0", "1"]


@pytest.mark.parametrize("question", ["Nielsen", "katie nielsens", "June 1 2020"])
def test_fields_and_the_day_of_the_incident_are_found(lexical, question):
    assert found(lexical, question)[0] == "2"


def test_a_field_that_is_a_note_about_the_text_is_not_searched(lexical):
    assert found(lexical, "zebras") == []
    assert about(ARTICLES[2]) == "June 1 2020 Katie Nielsen"


def test_weights_decide_between_words(lexical):
    assert found(lexical, "detained released", detain=3.0)[0] == "0"
    assert found(lexical, "detained released", releas=3.0)[0] == "1"


def test_as_many_are_found_as_asked_for(lexical):
    assert len(found(lexical, "filler", k=5)) == 5
    assert len(found(lexical, "filler", k=100)) == 26
    assert len(lexical) == 30


def test_nothing_asked_or_known_finds_nothing(lexical):
    assert (
        lexical.search([], 5) == lexical.search([("photograph", 1.0)], 0) == lexical.search([("paris", 1.0)], 5) == []
    )


def test_words_of_a_query_language_are_words(lexical):
    assert lexical.search([('") OR *:* AND (', 1.0), ("title:oakland", 1.0), ("", 1.0)], 5) == []


def test_an_empty_lexical_index_finds_nothing(tmp_path):
    assert LexicalIndex.build(tmp_path / "lexical", []).search([("oakland", 1.0)], 5) == []


def test_a_folder_that_is_no_lexical_index_is_refused_by_name(tmp_path):
    (tmp_path / "meta.json").write_text("{")

    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(GenerationError, match="cannot be read as a lexical index"):
            LexicalIndex.load(folder)


def test_days_are_told_where_only_publication_is_known():
    assert about(article(1, "Text.", published="2020-06-02")).startswith("June 2 2020")
