"""A refresh adds to what is there, and the result is what building it all at once would give."""

import random
import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from corpus.sources.files import read_files
from corpus.types import Removal, Restoration
from corpus.words import content_stems
from embeddings import indexing
from embeddings.build import build, prepare
from embeddings.generations import VECTORS, Generations
from embeddings.lexical import LexicalIndex
from embeddings.snapshot import Snapshot
from tests.desk import MANY, NEWS, overwrite, quiet
from tests.fakes import FakeEncoder

BRIEFS = sorted(Path(str(files("corpus").joinpath("starter"))).glob("*.md"))


def load(data: Path, *found: object) -> Snapshot:
    """Refresh with paths of articles, or with what a source yields; open the result."""
    paths = [path for path in found if isinstance(path, Path)]
    items = [item for item in found if not isinstance(item, Path)]
    build([*read_files(paths), *items], Generations(data), FakeEncoder(), quiet)  # type: ignore[list-item]
    return Snapshot(Generations(data).folder(), FakeEncoder())


def assert_same(one: Snapshot, other: Snapshot) -> None:
    """Articles, counts and vectors to the byte; the words' index in what it finds."""
    assert list(one.store.all_passages()) == list(other.store.all_passages())
    assert list(one.store.vectors()) == list(other.store.vectors())
    assert list(one.store.tallies.terms()) == list(other.store.tallies.terms())
    assert one.store.tallies.refrains() == other.store.tallies.refrains()
    folders = [Path(snapshot.store.path).parent for snapshot in (one, other)]
    assert (folders[0] / VECTORS).read_bytes() == (folders[1] / VECTORS).read_bytes()
    for article in one.store.newest(200):
        stems = [(stem, 1.0) for stem in content_stems(article.text)[:12]]
        mine, theirs = (snapshot.lexical.search(stems, 20) for snapshot in (one, other))
        assert [h.passage_id for h in mine] == [h.passage_id for h in theirs]
        assert [h.score for h in mine] == pytest.approx([h.score for h in theirs], rel=1e-5)


def test_an_index_that_grew_is_that_which_is_built_whole(tmp_path, monkeypatch):
    grown = load(tmp_path / "grown", *BRIEFS[:40])
    with monkeypatch.context() as patch:
        patch.setattr(LexicalIndex, "build", None)  # nothing of what is there is indexed again
        for few in (BRIEFS[40:41], BRIEFS[41:60], BRIEFS[60:]):
            grown.close()
            grown = load(tmp_path / "grown", *few)

    assert grown.manifest.number == 4
    assert_same(grown, load(tmp_path / "whole", *BRIEFS))


def test_an_index_that_lost_and_changed_articles_is_that_which_is_built_whole(tmp_path):
    changed = [tmp_path / path.name for path in BRIEFS[10:13]]
    for path, copy in zip(BRIEFS[10:13], changed, strict=True):
        copy.write_text(path.read_text("utf-8") + "\n\nA court in Lagos has since ruled on the matter.\n", "utf-8")
    load(tmp_path / "grown", *BRIEFS).close()

    grown = load(tmp_path / "grown", *changed, Removal(address_of(BRIEFS[30]), "withdrawn"))

    assert_same(grown, load(tmp_path / "whole", *BRIEFS[:10], *BRIEFS[13:30], *BRIEFS[31:], *changed))


def address_of(brief: Path) -> str:
    return next(line[5:].strip('"') for line in brief.read_text("utf-8").splitlines() if line.startswith("url: "))


@pytest.mark.parametrize("damage", ["other version", "broken file", "first schema"])
def test_indexes_of_another_version_or_damaged_ones_are_written_anew(tmp_path, monkeypatch, damage):
    load(tmp_path / "data", *BRIEFS[:40]).close()
    if damage == "other version":
        monkeypatch.setattr(indexing, "_LAYOUT", "another")
    elif damage == "broken file":
        overwrite(next((tmp_path / "data/generations/000001/lexical").glob("*.term")), b"broken")

    if damage == "first schema":
        monkeypatch.setattr(indexing, "_NOTE", "not there")

    assert_same(load(tmp_path / "data", *BRIEFS), load(tmp_path / "whole", *BRIEFS))


def test_a_removed_article_leaves_at_once_and_no_refresh_brings_it_back_until_it_is_restored(desk):
    desk.refresh(NEWS)
    removed, restored = Removal("https://example.org/1", "withdrawn"), Restoration("https://example.org/1")

    report = build([removed], desk.generations, FakeEncoder(stop_after=0), quiet)
    assert (report.removed, report.encoded, report.generation) == (1, 0, 2)
    assert desk.texts() == sorted([NEWS[0], NEWS[2]])
    again = desk.refresh(NEWS)
    assert (again.added, again.withheld, again.unchanged, again.generation) == (0, 1, 2, None)

    build([restored], desk.generations, FakeEncoder(stop_after=0), quiet)
    assert desk.texts() == sorted([NEWS[0], NEWS[2]])
    assert desk.refresh(NEWS).added == 1
    assert desk.texts() == sorted(NEWS)


def test_a_removal_leaves_the_work_of_an_interrupted_refresh_to_the_next(desk):
    desk.refresh(NEWS)
    with pytest.raises(KeyboardInterrupt):
        desk.refresh(NEWS + MANY, stop_after=2)

    build([Removal("https://example.org/1", "withdrawn")], desk.generations, FakeEncoder(stop_after=0), quiet)

    assert desk.refresh(NEWS + MANY).encoded == 12
    assert desk.texts() == sorted([NEWS[0], NEWS[2], *MANY])
    assert sorted(p.name for p in desk.generations.staging.parent.iterdir()) == ["000001", "000002", "000003"]


def test_what_a_generation_that_is_not_current_has_encoded_is_not_encoded_again(desk):
    desk.refresh(NEWS)
    desk.refresh(NEWS + MANY)
    desk.generations.point(1)

    report = desk.refresh(NEWS + MANY)

    assert (report.added, report.encoded, report.generation) == (20, 0, 3)


def test_a_refresh_after_a_rollback_builds_on_what_is_current(desk):
    desk.refresh(NEWS[:1])
    desk.refresh(NEWS[:2])
    desk.generations.point(1)

    assert desk.refresh([NEWS[0], "", NEWS[2]]).generation == 3
    assert desk.texts() == sorted([NEWS[0], NEWS[2]])


def test_a_number_is_never_given_twice(desk):
    for n in (1, 2, 3):
        desk.refresh(NEWS[:n])
    desk.generations.point(1)
    shutil.rmtree(desk.generations.folder(3))

    assert desk.refresh(NEWS).generation == 4


def test_a_generation_can_be_prepared_without_being_current(desk, write_articles):
    desk.refresh(NEWS)
    with desk.generations.writing():
        report = prepare(read_files([write_articles(*MANY)]), desk.generations, FakeEncoder(), quiet)

    assert (report.generation, desk.generations.current(), desk.generations.numbers()) == (2, 1, [1, 2])
    assert desk.texts() == sorted(NEWS)


def test_hits_of_equal_scores_come_in_the_order_of_their_ids(tmp_path, write_articles):
    """In whichever order they came into the index: an answer must not depend on that."""
    rows = [{"title": "A", "url": f"https://example.org/{n}", "text": "Police came."} for n in range(30)]
    random.Random(0).shuffle(rows)
    for start in (0, 10, 20):
        snapshot = load(tmp_path / "data", write_articles(*rows[start : start + 10]))

    hits = [hit.passage_id for hit in snapshot.lexical.search([("polic", 1.0)], 30)]

    assert hits == sorted(hits)
    assert len(hits) == 30
    snapshot.close()
