"""No accident in the middle of a refresh takes away what is served, or the work that was done."""

import signal
import sys
from pathlib import Path
from subprocess import run

import numpy as np
import pytest

from corpus.errors import SourceError
from corpus.sources.files import read_files
from embeddings import build as building
from embeddings.build import build
from embeddings.errors import BusyError, GenerationError
from embeddings.faiss_index import FaissIndex
from embeddings.generations import CORPUS, Generations
from embeddings.lexical import LexicalIndex
from tests.desk import MANY, NEWS, quiet
from tests.fakes import FakeEncoder

ROOT = Path(__file__).parents[1]


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
    with monkeypatch.context() as patch:
        patch.setattr(building, "_ingest", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            desk.refresh(MANY)
    with pytest.raises(KeyboardInterrupt):
        desk.refresh(MANY, stop_after=2)
    assert len(desk.encoder.encoded) == 8
    with monkeypatch.context() as patch:
        patch.setattr(LexicalIndex, "build", _interrupt)
        with pytest.raises(KeyboardInterrupt):
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
    with monkeypatch.context() as patch:
        patch.setattr(FaissIndex, "save", save)
        with pytest.raises(GenerationError, match=r"No space left .* is as it was before"):
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


def test_another_model_whose_run_was_interrupted_at_the_very_end_still_gets_its_generation(desk, monkeypatch):
    """All vectors are there already then, and nothing is left to encode."""
    desk.refresh(NEWS)
    with monkeypatch.context() as patch:
        patch.setattr(FaissIndex, "build", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            desk.refresh(NEWS, name="other")

    report = desk.refresh(NEWS, name="other")

    assert (report.encoded, report.generation) == (0, 2)
    assert desk.texts(model="other") == sorted(NEWS)
