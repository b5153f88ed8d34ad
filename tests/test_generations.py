"""What is served is whole, what is damaged is refused and mended, and old generations go."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.types import Failure
from embeddings import build as building
from embeddings.errors import GenerationError, NoGenerationError
from embeddings.generations import CORPUS, LEXICAL, MANIFEST, VECTORS, read_manifest, verify
from embeddings.retriever import retrieve
from embeddings.snapshot import Snapshot
from tests.desk import MANY, NEWS, overwrite


def files_of(folder: Path) -> list[Path]:
    return [folder / f.path for f in read_manifest(folder).files]


def test_an_index_whose_sentences_an_earlier_version_has_read_is_made_anew(desk, monkeypatch):
    desk.refresh(NEWS)
    assert desk.refresh(NEWS).generation is None

    monkeypatch.setattr("corpus.ingest.VERSION", "next")

    report = desk.refresh(NEWS)
    assert (report.unchanged, report.encoded, report.generation) == (len(NEWS), 0, 2)
    assert desk.refresh(NEWS).generation is None


def test_a_changed_cut_or_missing_file_is_refused(desk):
    desk.refresh(NEWS)
    folder = desk.generations.folder()

    assert len(files_of(folder)) > 5
    for path in files_of(folder):
        whole = path.read_bytes()
        overwrite(path, whole[:-1] + bytes([whole[-1] ^ 1]))
        with pytest.raises(GenerationError, match=f"{path.name}: has another content"):
            verify(folder)
        overwrite(path, whole[:-1])
        with pytest.raises(GenerationError, match=f"{path.name}: is missing or has another size"):
            Snapshot(folder, desk.encoder)
        path.unlink()
        with pytest.raises(GenerationError, match=f"{path.name}: is missing"):
            verify(folder)
        overwrite(path, whole)
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
    overwrite(desk.generations.folder() / name, b"broken")

    report = desk.refresh(NEWS)

    assert (report.unchanged, report.encoded, report.generation, report.failures) == (3, 0, 2, ())
    assert desk.best("court in Lagos") == NEWS[1]


def test_a_broken_corpus_is_rebuilt_on_the_generation_before_and_that_is_said(desk):
    desk.refresh(NEWS[:2])
    desk.refresh(NEWS)
    overwrite(desk.generations.folder() / CORPUS, b"broken")

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
    assert len(retrieve(reader, desk.encoder.encode("photographer").likeness, [("photograph", 1.0)]).lexical) == 1
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

    assert seen == [1, 1, 1, 1, 1, 2]


def test_what_is_staged_is_verified_before_it_is_published(desk, monkeypatch):
    desk.refresh(NEWS[:1])
    checksums = building.checksums
    with monkeypatch.context() as patch:
        patch.setattr(
            building, "checksums", lambda folder: tuple(replace(f, sha256="0" * 64) for f in checksums(folder))
        )
        with pytest.raises(GenerationError, match="another content"):
            desk.refresh(NEWS)

    assert (desk.generations.current(), desk.texts()) == (1, NEWS[:1])


def test_a_generation_tells_its_size(desk):
    desk.refresh(NEWS)
    folder = desk.generations.folder()

    assert desk.generations.size(1) == sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) > 10_000
