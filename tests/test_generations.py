"""Refreshing: what changed is encoded, what is served is whole, and no accident takes it away."""

import os
import shutil
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from subprocess import run

import numpy as np
import pytest

from corpus.errors import SourceError
from corpus.sources.files import read_files
from corpus.types import Failure
from embeddings import build as building
from embeddings.build import Report, build
from embeddings.errors import BusyError, GenerationError, NoGenerationError, OtherModelError
from embeddings.faiss_index import FaissIndex
from embeddings.generations import CORPUS, LEXICAL, MANIFEST, VECTORS, Generations, read_manifest, verify
from embeddings.lexical import LexicalIndex
from embeddings.retriever import retrieve
from embeddings.snapshot import Snapshot
from tests.fakes import FakeEncoder

ROOT = Path(__file__).parents[1]
NEWS = [
    "Police in Oakland detained a photographer.",
    "A court in Lagos released an editor.",
    "Soldiers in Goma searched a radio station.",
]
MANY = [f"Reporter number {n} was questioned in city number {n}." for n in range(20)]


def quiet(stage: str, done: int, total: int) -> None: ...


class Desk:
    """Refreshes and questions on one data folder, with a new fake encoder for each refresh."""

    def __init__(self, data: Path, write_articles) -> None:
        self.generations = Generations(data)
        self.encoder = FakeEncoder()
        self._write = write_articles

    def refresh(self, articles: Sequence[object], *, keep: int = 3, **encoder: object) -> Report:
        self.encoder = FakeEncoder(**encoder)  # type: ignore[arg-type]
        return build(read_files([self._write(*articles)]), self.generations, self.encoder, quiet, keep)

    def texts(self, *, model: str = "fake") -> list[str]:
        """The texts that are served."""
        snapshot = Snapshot(self.generations.folder(), FakeEncoder(model))
        texts = sorted(a.text for a in snapshot.store.all_articles())
        snapshot.close()
        return texts

    def best(self, question: str) -> str:
        """The passage that comes first for a question, by meaning and by words."""
        snapshot = Snapshot(self.generations.folder(), encoder := FakeEncoder())
        found = retrieve(
            snapshot,
            encoder.encode(question),
            [(s, 1.0) for s in ("photograph", "lago", "goma") if s in question.lower()],
        )
        ids = {hits[0].passage_id for hits in (found.hits, found.dense, found.lexical)}
        [stored] = snapshot.store.passages(list(ids)).values()
        text = snapshot.store.articles([stored.passage.article_id])[stored.passage.article_id].text
        snapshot.close()
        return text


@pytest.fixture
def desk(data, write_articles, monkeypatch) -> Desk:
    monkeypatch.setattr(building, "BATCH", 4)
    return Desk(data, write_articles)


# what a refresh does


def test_a_first_refresh_makes_a_whole_generation_that_finds_what_it_was_given(desk):
    report = desk.refresh(NEWS)

    assert report == Report(added=3, changed=0, unchanged=0, encoded=3, failures=(), generation=1)
    assert desk.texts() == sorted(NEWS)
    assert [desk.best(q) for q in ("photographer detained", "court in Lagos", "radio in Goma")] == NEWS
    manifest = verify(desk.generations.folder())
    assert (manifest.number, manifest.articles, manifest.passages, manifest.dimension) == (1, 3, 3, 32)
    assert {f.path.split("/")[0] for f in manifest.files} == {CORPUS, VECTORS, LEXICAL}


def test_a_stored_passage_has_its_vector_and_one_for_each_sentence(desk):
    desk.refresh([{"title": "T", "text": "Police held her. She left."}])

    snapshot = Snapshot(desk.generations.folder(), desk.encoder)
    [(article, passage)] = snapshot.store.all_passages()
    [stored] = snapshot.store.passages([passage.id]).values()
    snapshot.close()
    sentences = np.frombuffer(stored.sentence_vectors, dtype=np.float16).reshape(2, 32)
    assert np.frombuffer(stored.vector, dtype=np.float32) == pytest.approx(desk.encoder.encode(f"T\n{article.text}"))
    assert sentences[1] == pytest.approx(desk.encoder.encode("She left."), abs=1e-3)


def test_refreshing_twice_encodes_nothing_and_makes_no_generation(desk):
    desk.refresh(NEWS)

    report = desk.refresh(NEWS)

    assert report == Report(added=0, changed=0, unchanged=3, encoded=0, failures=(), generation=None)
    assert desk.encoder.encoded == []
    assert (desk.generations.numbers(), desk.generations.current()) == ([1], 1)
    assert not desk.generations.staging.exists()


def test_new_articles_join_the_old_ones(desk):
    desk.refresh(NEWS[:1])
    report = desk.refresh(NEWS)

    assert (report.added, report.unchanged, report.encoded, report.generation) == (2, 1, 2, 2)
    assert desk.encoder.encoded == NEWS[1:]
    assert desk.texts() == sorted(NEWS)


def test_of_a_changed_article_only_the_changed_passages_are_encoded(desk):
    lines = [f"Sentence number {n} tells at some length of reporter number {n} and her day." for n in range(60)]
    first = desk.refresh(["\n".join(lines)])
    assert first.encoded > 3

    report = desk.refresh(["\n".join([*lines[:-1], lines[-1].replace("her day", "his day")])])

    assert (report.changed, report.encoded) == (1, 1)
    assert "his day" in desk.encoder.encoded[0]
    [text] = desk.texts()
    assert text.endswith("number 59 and his day.")


def test_a_failure_is_reported_and_the_rest_loaded(desk):
    report = desk.refresh([NEWS[0], "", {"title": "no text"}, NEWS[1]])

    assert (report.added, len(report.failures)) == (2, 2)
    assert [f.origin.rsplit(":", 1)[1] for f in report.failures] == ["2", "3"]
    assert desk.refresh([""]).generation is None


def test_nothing_but_failures_makes_no_generation(desk):
    assert desk.refresh([""]).generation is None
    assert desk.generations.current() is None
    with pytest.raises(NoGenerationError, match="pressbot refresh"):
        desk.generations.folder()


def test_progress_is_told_by_stage(desk, write_articles):
    told: list[tuple[str, int, int]] = []
    build(read_files([write_articles(*MANY)]), desk.generations, FakeEncoder(), lambda *step: told.append(step))

    assert [t for t in told if t[0] == "Reading articles"][-1] == ("Reading articles", 20, 0)
    assert [t[1:] for t in told if t[0] == "Encoding passages"] == [(n, 20) for n in (4, 8, 12, 16, 20)]
    assert [t for t in told if t[0] == "Indexing words"][-1] == ("Indexing words", 20, 20)


# interruptions


def test_an_interrupted_refresh_leaves_the_old_generation_and_its_work_is_taken_up(desk):
    desk.refresh(NEWS)
    articles = NEWS + MANY

    with pytest.raises(KeyboardInterrupt):
        desk.refresh(articles, stop_after=2)
    assert (desk.generations.current(), desk.texts()) == (1, sorted(NEWS))
    done = desk.encoder.encoded

    report = desk.refresh(articles)
    assert (report.encoded, report.generation) == (12, 2)
    assert sorted(done + desk.encoder.encoded) == sorted(MANY)
    assert desk.texts() == sorted(articles)


def test_work_survives_interruptions_again_and_again_wherever_they_come(desk, monkeypatch):
    """In the first batches, in the reading before any batch, and in the indexing after the last."""
    with pytest.raises(KeyboardInterrupt):
        desk.refresh(MANY, stop_after=2)
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(building, "_ingest", _interrupt)
        desk.refresh(MANY)
    with pytest.raises(KeyboardInterrupt):
        desk.refresh(MANY, stop_after=2)
    assert len(desk.encoder.encoded) == 8
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(LexicalIndex, "build", _interrupt)
        desk.refresh(MANY)
    assert len(desk.encoder.encoded) == 4

    assert desk.refresh(MANY).encoded == 0
    assert (desk.generations.current(), desk.texts()) == (1, sorted(MANY))


def _interrupt(*arguments: object) -> None:
    raise KeyboardInterrupt


def test_a_refresh_that_is_killed_leaves_the_old_generation_and_its_work_is_taken_up(desk, data, write_articles):
    """Nothing of ours runs when the system kills a process, not even what lets go of the lock."""
    desk.refresh(NEWS)
    source = f"""
import os, signal
from pathlib import Path
from corpus.sources.files import read_files
from embeddings import build
from embeddings.generations import Generations
from tests.fakes import FakeEncoder

class Killed(FakeEncoder):
    def encode_passages(self, passages):
        if self.batches == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().encode_passages(passages)

build.BATCH = 4
articles = Path({str(write_articles(*NEWS, *MANY))!r})
build.build(read_files([articles]), Generations(Path({str(data)!r})), Killed(), lambda *step: None)
"""
    assert run([sys.executable, "-c", source], cwd=ROOT, timeout=60, check=False).returncode == -signal.SIGKILL
    assert (desk.generations.current(), desk.texts()) == (1, sorted(NEWS))

    assert desk.refresh(NEWS + MANY).encoded == 8
    assert desk.texts() == sorted(NEWS + MANY)


def test_what_an_interrupted_run_left_broken_is_done_without(desk):
    with pytest.raises(KeyboardInterrupt):
        desk.refresh(MANY, stop_after=2)
    (desk.generations.staging / CORPUS).write_bytes(b"not a database" * 1000)

    assert desk.refresh(MANY).encoded == 20
    assert desk.texts() == sorted(MANY)


def test_a_full_disk_is_an_error_and_the_old_generation_serves_on(desk, monkeypatch):
    def save(self: object, path: Path) -> None:
        raise OSError(28, "No space left on device")

    desk.refresh(NEWS)
    with monkeypatch.context() as patch, pytest.raises(GenerationError, match="No space left .* is as it was before"):
        patch.setattr(FaissIndex, "save", save)
        desk.refresh(NEWS + MANY)

    assert (desk.generations.numbers(), desk.texts()) == ([1], sorted(NEWS))
    assert desk.best("court in Lagos") == NEWS[1]
    assert desk.refresh(NEWS + MANY).encoded == 0
    assert desk.texts() == sorted(NEWS + MANY)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_the_indexes_own_complaint_of_a_full_disk_is_ours(desk):
    """FAISS raises RuntimeError where everything else raises OSError."""
    with pytest.raises(GenerationError, match="is the disk full"):
        FaissIndex.build([1], np.eye(1, 4096, dtype=np.float32)).save(Path("/dev/full"))


def test_a_source_that_is_not_there_changes_nothing(desk, tmp_path):
    desk.refresh(NEWS)

    with pytest.raises(SourceError):
        build(read_files([tmp_path / "nowhere"]), desk.generations, FakeEncoder(), quiet)

    assert desk.texts() == sorted(NEWS)
    assert desk.refresh(NEWS).generation is None


def test_two_refreshes_at_once_are_refused(desk):
    with desk.generations.writing(), pytest.raises(BusyError, match="another refresh is under way"):
        desk.refresh(NEWS)

    assert desk.refresh(NEWS).generation == 1


def test_a_data_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "data").write_text("a file")

    with pytest.raises(GenerationError, match="data: cannot be written"), Generations(tmp_path / "data").writing():
        pass


# models


def test_another_model_encodes_everything_anew(desk):
    desk.refresh(NEWS)

    report = desk.refresh([], name="other")

    assert (report.encoded, report.generation) == (3, 2)
    assert desk.texts(model="other") == sorted(NEWS)
    assert read_manifest(desk.generations.folder()).model == "other"
    assert desk.refresh(NEWS, name="other").generation is None


def test_an_index_of_another_model_is_refused(desk):
    desk.refresh(NEWS)

    with pytest.raises(OtherModelError, match="built with fake .* other, which is in use; set PRESSBOT_MODEL back"):
        Snapshot(desk.generations.folder(), FakeEncoder("other"))


def test_another_model_whose_run_was_interrupted_at_the_very_end_still_gets_its_generation(desk, monkeypatch):
    """All vectors are there already then, and nothing is left to encode."""
    desk.refresh(NEWS)
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(LexicalIndex, "build", _interrupt)
        desk.refresh(NEWS, name="other")

    report = desk.refresh(NEWS, name="other")

    assert (report.encoded, report.generation) == (0, 2)
    assert desk.texts(model="other") == sorted(NEWS)


def test_what_another_model_left_behind_is_not_taken_over(desk):
    with pytest.raises(KeyboardInterrupt):
        desk.refresh(MANY, name="other", stop_after=2)

    assert desk.refresh(MANY).encoded == 20


# what is served


def files_of(folder: Path) -> list[Path]:
    return [folder / f.path for f in read_manifest(folder).files]


def test_a_changed_cut_or_missing_file_is_refused(desk):
    desk.refresh(NEWS)
    folder = desk.generations.folder()

    assert len(files_of(folder)) > 5
    for path in files_of(folder):
        whole = path.read_bytes()
        path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        with pytest.raises(GenerationError, match=f"{path.name}: has another content"):
            verify(folder)
        path.write_bytes(whole[:-1])
        with pytest.raises(GenerationError, match=f"{path.name}: is missing or has another size"):
            Snapshot(folder, desk.encoder)
        path.unlink()
        with pytest.raises(GenerationError, match=f"{path.name}: is missing"):
            verify(folder)
        path.write_bytes(whole)
    assert verify(folder).number == 1


@pytest.mark.parametrize("content", ["", "{", "[]", '{"number": 1}', "null"])
def test_a_broken_manifest_is_refused(desk, content):
    desk.refresh(NEWS)
    (desk.generations.folder() / MANIFEST).write_text(content)

    with pytest.raises(GenerationError, match=r"manifest\.json: cannot be read"):
        Snapshot(desk.generations.folder(), desk.encoder)


@pytest.mark.parametrize("content", [b"", b"one\n", b"\xff\xfe", b"99\n", None])
def test_a_broken_pointer_is_an_error_for_readers_and_a_refresh_mends_it(desk, data, content):
    desk.refresh(NEWS)
    (data / "CURRENT").unlink()
    if content is not None:
        (data / "CURRENT").write_bytes(content)
    with pytest.raises(GenerationError, match="pressbot refresh"):
        desk.generations.folder()

    report = desk.refresh(NEWS)

    assert (report.encoded, report.generation) == (0, 2)
    assert desk.texts() == sorted(NEWS)


@pytest.mark.parametrize("name", [VECTORS, f"{LEXICAL}/meta.json"])
def test_a_refresh_mends_a_broken_index_though_no_article_changed(desk, name):
    """The error that a reader of it gets says "run pressbot refresh", so that has to help."""
    desk.refresh(NEWS)
    (desk.generations.folder() / name).write_bytes(b"broken")

    report = desk.refresh(NEWS)

    assert (report.unchanged, report.encoded, report.generation, report.failures) == (3, 0, 2, ())
    assert desk.best("court in Lagos") == NEWS[1]


def test_a_broken_corpus_is_rebuilt_on_the_generation_before_and_that_is_said(desk):
    desk.refresh(NEWS[:2])
    desk.refresh(NEWS)
    (desk.generations.folder() / CORPUS).write_bytes(b"broken")

    report = desk.refresh([])

    assert report.failures == (
        Failure("generation 2", "is damaged; built on generation 1: load again what is missing"),
    )
    assert (report.generation, desk.texts()) == (3, sorted(NEWS[:2]))


def test_a_reader_keeps_what_it_opened_while_refreshes_go_on(desk):
    desk.refresh(NEWS[:1])
    reader = Snapshot(desk.generations.folder(), desk.encoder)
    for n in (2, 3):
        desk.refresh(NEWS[:n], keep=1)

    assert [a.text for a in reader.store.all_articles()] == NEWS[:1]
    assert len(retrieve(reader, desk.encoder.encode("photographer"), [("photograph", 1.0)]).lexical) == 1
    assert desk.texts() == sorted(NEWS)
    reader.close()


def test_old_generations_are_pruned_the_current_one_stays(desk, data):
    for n in range(1, 4):
        desk.refresh(MANY[:n], keep=2)
    assert desk.generations.numbers() == [2, 3]
    desk.generations.point(2)

    assert desk.generations.prune(keep=1) == []
    desk.refresh([*MANY[:2], *NEWS], keep=1)

    assert desk.generations.current() == 4
    assert desk.texts() == sorted([*MANY[:2], *NEWS])
    assert [p.name for p in (data / "generations").iterdir()] == ["000004"]


def test_pointing_back_rolls_back_and_only_to_what_is_there(desk):
    desk.refresh(NEWS[:1])
    desk.refresh(NEWS)

    desk.generations.point(1)

    assert desk.texts() == NEWS[:1]
    with pytest.raises(NoGenerationError):
        desk.generations.point(7)
    assert desk.generations.current() == 1


def test_a_generation_that_could_be_deleted_by_half_is_no_generation_and_goes_next_time(desk, monkeypatch):
    desk.refresh(MANY[:1], keep=1)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", lambda *arguments, **known: None)
        desk.refresh(MANY[:2], keep=1)
    assert desk.generations.numbers() == [2]
    assert (desk.generations.folder().parent / ".000001").exists()

    desk.refresh(MANY[:3], keep=1)

    assert not (desk.generations.folder().parent / ".000001").exists()


def test_a_pointer_is_never_seen_half_written(desk, monkeypatch):
    """The new number is on the disk under another name before it takes the old one's place."""
    desk.refresh(NEWS[:1])
    seen: list[int | None] = []
    rename = os.replace

    def watched(source: Path, target: Path) -> None:
        seen.append(desk.generations.current())
        rename(source, target)
        seen.append(desk.generations.current())

    monkeypatch.setattr(os, "replace", watched)
    desk.refresh(NEWS)

    assert seen == [1, 1, 1, 2]


def test_what_is_staged_is_verified_before_it_is_published(desk, monkeypatch):
    desk.refresh(NEWS[:1])
    checksums = building.checksums
    with monkeypatch.context() as patch, pytest.raises(GenerationError, match="another content"):
        patch.setattr(
            building, "checksums", lambda folder: tuple(replace(f, sha256="0" * 64) for f in checksums(folder))
        )
        desk.refresh(NEWS)

    assert (desk.generations.current(), desk.texts()) == (1, NEWS[:1])


def test_a_generation_tells_its_size(desk):
    desk.refresh(NEWS)
    folder = desk.generations.folder()

    assert desk.generations.size(1) == sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) > 10_000
