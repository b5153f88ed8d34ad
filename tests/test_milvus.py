"""Generations in Milvus: one is a collection, the alias says which is served, and only what differs is sent."""

import os
from collections.abc import Iterator

import pytest

from bot.answering.holdings import holding
from bot.gate import Gate, build_through
from bot.grading import Golden
from corpus.types import Removal
from embeddings.build import build
from embeddings.errors import GenerationError, MilvusError, NoGenerationError
from embeddings.generations import Generations, read_manifest
from embeddings.milvus import Milvus
from embeddings.milvus_index import MilvusIndex
from embeddings.milvus_words import environment_kept, place
from embeddings.retriever import retrieve
from embeddings.shared import Shared
from embeddings.snapshot import Snapshot
from embeddings.upkeep import remove, rollback
from tests.desk import MANY, NEWS, Desk, quiet
from tests.fakes import FakeEncoder
from tests.milvus_lite import LiteServer, in_milvus, lite, release
from tests.test_indexes import passages


@pytest.fixture
def milvus(tmp_path) -> Iterator[Milvus]:
    yield lite(tmp_path)
    release(tmp_path)


@pytest.fixture
def newsroom(desk, data, milvus) -> Desk:
    """A desk whose generations are in Milvus."""
    desk.generations = Generations(data, Shared(None, milvus))
    return desk


def opened(desk: Desk, number: int | None = None) -> Snapshot:
    shared, label = desk.generations.shared, desk.generations.label(number)
    assert shared
    assert shared.milvus
    return Snapshot(desk.generations.folder(number), FakeEncoder(), shared.milvus.open(label or ""))


def best(desk: Desk, question: str, *stems: str) -> str:
    """The text that comes first, by meaning and by words."""
    snapshot = opened(desk)
    found = retrieve(snapshot, FakeEncoder().encode(question).likeness, [(stem, 1.0) for stem in stems])
    [first] = {ranking[0].passage_id for ranking in (found.hits, found.dense, found.lexical)}
    [key] = snapshot.store.articles_of([first]).values()
    text = snapshot.store.articles([key])[key].text
    snapshot.close()
    return text


def ids(snapshot: Snapshot) -> set[int]:
    """What a generation's collection holds."""
    return {hit.passage_id for hit in snapshot.vectors.search(FakeEncoder().encode("anything").likeness, 100)}


def test_a_generation_is_a_collection_and_the_alias_says_which_is_served(newsroom, milvus):
    newsroom.refresh(NEWS[:1])
    newsroom.refresh(NEWS)

    assert milvus.labels() == newsroom.generations.labels()
    assert milvus.live() == newsroom.generations.label(2)
    assert read_manifest(newsroom.generations.folder()).index == "milvus"
    assert [p.name for p in newsroom.generations.folder().iterdir() if p.suffix != ".json"] == ["corpus.sqlite"]
    assert best(newsroom, "court in Lagos", "court", "lago") == NEWS[1]
    assert len(opened(newsroom).vectors) == 3


def test_going_back_switches_the_alias_back_and_the_next_refresh_builds_on_that(newsroom, milvus):
    newsroom.refresh(NEWS[:1])
    newsroom.refresh(NEWS[:2])
    before = newsroom.generations.label(1)

    rollback(newsroom.generations)
    assert (milvus.live(), newsroom.generations.current()) == (before, 1)

    newsroom.refresh([NEWS[0], NEWS[2]])
    assert best(newsroom, "Soldiers radio Goma", "radio", "goma") == NEWS[2]
    assert milvus.live() == newsroom.generations.label(3)


def test_removed_articles_are_found_no_more_and_stay_away_after_going_back(newsroom):
    newsroom.refresh(NEWS)
    newsroom.refresh(NEWS + MANY[:3])
    before = opened(newsroom)

    remove([Removal("https://example.org/1", "a court's order")], newsroom.generations)
    now = opened(newsroom)
    assert len(ids(now)) == len(ids(before)) - 1
    assert ids(now) == set(now.store.passages(list(ids(before))))

    rollback(newsroom.generations, 1)
    assert len(ids(opened(newsroom))) == 2


def test_old_collections_are_dropped_and_the_one_that_is_served_stays(newsroom, milvus):
    for n in range(1, 4):
        newsroom.refresh(MANY[:n], keep=2)

    assert milvus.labels() == newsroom.generations.labels()
    assert len(milvus.labels()) == 2
    assert len(ids(opened(newsroom))) == 3


def test_a_generation_grows_from_one_whose_time_is_over_and_only_what_differs_is_sent(
    newsroom, data, milvus, monkeypatch
):
    newsroom.generations = Generations(data, Shared(None, milvus, keep=2))
    sent: list[tuple[int, int]] = []
    send = Milvus._send
    monkeypatch.setattr(Milvus, "_send", lambda *told: (sent.append((len(told[2]), len(told[3]))), send(*told))[1])
    texts = [{"title": f"T{n}", "url": f"https://example.org/{n}", "text": text} for n, text in enumerate(MANY)]
    for n in (1, 2):
        newsroom.refresh([*texts[:17], *({**row, "published": f"2020-01-0{n}"} for row in texts[17:])], keep=2)

    sent.clear()
    newsroom.refresh(texts[:17] + [{**row, "published": "2020-01-03"} for row in texts[17:]], keep=2)

    assert sent == [(0, 3)]
    assert len(opened(newsroom).vectors) == 20
    assert milvus.live() == newsroom.generations.label(3)
    assert len(milvus.labels()) == 2


def test_a_refresh_that_loses_milvus_leaves_all_as_it_was_and_is_taken_up(newsroom, milvus, monkeypatch):
    newsroom.refresh(NEWS)
    live = milvus.live()
    with monkeypatch.context() as patch:
        patch.setattr(Milvus, "_send", _lose)
        with pytest.raises(MilvusError):
            newsroom.refresh(NEWS + MANY)
    assert (milvus.live(), newsroom.generations.current()) == (live, 1)

    assert newsroom.refresh(NEWS + MANY).encoded == 0
    assert len(ids(opened(newsroom))) == 23
    assert milvus.labels() == newsroom.generations.labels()


def _lose(*anything: object) -> None:
    raise MilvusError("Milvus is gone")


def test_an_index_moves_into_milvus_and_back_without_encoding(newsroom, data, milvus):
    in_files = Generations(data)
    build_in = lambda generations: build([], generations, FakeEncoder(), quiet)  # noqa: E731
    newsroom.generations = in_files
    newsroom.refresh(NEWS)
    with pytest.raises(GenerationError, match=r"in files; PRESSBOT_MILVUS_URI is set, or run pressbot refresh"):
        Snapshot(in_files.folder(), FakeEncoder(), MilvusIndex(None, "", ""))

    there = Generations(data, Shared(None, milvus))
    assert (build_in(there).encoded, build_in(there).generation) == (0, None)
    with pytest.raises(GenerationError, match="in Milvus; set PRESSBOT_MILVUS_URI"):
        Snapshot(in_files.folder(), FakeEncoder())

    report = build_in(in_files)
    assert (report.encoded, report.generation) == (0, 3)
    assert newsroom.best("court in Lagos") == NEWS[1]


def test_a_collection_that_was_dropped_by_others_is_made_anew(newsroom, milvus):
    newsroom.refresh(NEWS)
    milvus._client.drop_alias(milvus.name)
    milvus.prune([])

    with pytest.raises(MilvusError, match=r"lacks a collection .*; run pressbot refresh"):
        opened(newsroom)
    assert newsroom.refresh(NEWS).generation == 2
    assert best(newsroom, "court in Lagos", "lago") == NEWS[1]


# one request


def test_both_searches_are_one_request_fused_by_rank(newsroom, milvus, monkeypatch):
    newsroom.refresh(NEWS)
    snapshot = opened(newsroom)
    asked: list[str] = []
    found = MilvusIndex._found
    monkeypatch.setattr(
        MilvusIndex, "_found", lambda self, how, **told: (asked.append(how), found(self, how, **told))[1]
    )

    retrieved = retrieve(snapshot, FakeEncoder().encode(NEWS[1]).likeness, [("court", 1.0), ("lago", 0.5)])

    assert asked == ["hybrid_search"]
    assert retrieved.hits[0].score == pytest.approx(2 / 61)
    assert retrieved.dense == tuple(sorted(retrieved.dense, key=lambda hit: -hit.score))
    assert len(retrieved.dense) == 3
    assert [hit.passage_id for hit in retrieved.lexical] == [retrieved.hits[0].passage_id]


def test_a_refresh_that_answers_worse_is_there_for_all_and_served_by_none(newsroom, milvus):
    articles = [{"title": f"{name} freed", "text": f"A court freed {name}."} for name in ("Ada Orr", "Ben Ury")]
    newsroom.refresh(articles)
    gate = Gate([Golden("1", "Who freed Ada Orr?", "event", (), (("court",),), ())], 2.0)

    removal = Removal("Ada Orr freed", "wrong")
    report, refusal = build_through(gate, [removal], newsroom.generations, FakeEncoder(), quiet)

    assert report.generation == 2
    assert refusal.startswith("lowers right answers 100.0 → 0.0 %")
    assert (milvus.live(), milvus.labels()) == (newsroom.generations.label(1), newsroom.generations.labels())


# what goes wrong


def test_the_client_sets_nothing_in_the_environment(monkeypatch):
    before = dict(os.environ)
    with environment_kept():
        monkeypatch.setenv("PRESSBOT_DATA_OF_ANOTHER", "1")

    assert dict(os.environ) == before


def test_a_server_that_is_not_there_is_one_line_that_names_it_and_no_token():
    pytest.importorskip("pymilvus")
    with pytest.raises(MilvusError) as error:
        Milvus("http://user:secret@127.0.0.1:9", token="secret:token")

    assert "127.0.0.1:9 cannot be reached" in str(error.value)
    assert "PRESSBOT_MILVUS_URI" in str(error.value)
    assert "secret" not in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("uri", ["milvus", "/tmp/news.sqlite", "ftp://example.org/", "/no/such/folder/news.db"])
def test_what_is_no_address_and_no_file_is_refused(uri):
    pytest.importorskip("pymilvus")
    with pytest.raises(MilvusError, match="PRESSBOT_MILVUS_URI"):
        Milvus(uri)


def test_a_file_that_another_process_holds_is_refused(tmp_path):
    with LiteServer(tmp_path / "milvus.db"), pytest.raises(MilvusError, match="one process at a time"):
        lite(tmp_path)


def test_before_the_first_generation_nothing_is_served(newsroom, milvus):
    assert milvus.live() is None
    with pytest.raises(NoGenerationError):
        newsroom.generations.folder()


def test_several_corpora_live_side_by_side(tmp_path, milvus):
    other = lite(tmp_path, "archive")
    in_milvus(milvus, tmp_path / "a.sqlite", passages())
    in_milvus(other, tmp_path / "b.sqlite", passages()[:2])
    other.point("000001-0123456789ab")

    other.prune([])
    assert (milvus.live(), other.live()) == (None, "000001-0123456789ab")
    milvus.prune([])
    assert (milvus.labels(), len(other.labels())) == ([], 1)
    assert place("http://a:b@c:1") == "c:1"


@pytest.mark.parametrize("stems", [{"oakland"}, {"report", "2020"}, {"nowher"}, {"tear"}])
def test_what_titles_and_fields_hold_is_the_same_as_beside_faiss(newsroom, stems):
    """Milvus has titles and texts in one field; a word of the text alone is no title's."""
    newsroom.refresh(
        [
            {"title": "Reporter hit", "url": "https://example.org/1", "text": "Tear gas.", "city": "Oakland"},
            {
                "title": "Reporter freed",
                "url": "https://example.org/2",
                "text": "In Oakland.",
                "published": "2020-06-01",
            },
        ]
    )
    found = {"oakland": [1], "report": [2], "nowher": [], "tear": []}

    with_milvus = holding(opened(newsroom), stems) or []

    assert [a.url for a in with_milvus] == [f"https://example.org/{n}" for n in found[min(stems - {"2020"})]]
