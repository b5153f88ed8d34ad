"""What those who keep the index do to it: check it, go back, remove articles, make room."""

import sqlite3
from contextlib import closing

import pytest
from typer.testing import CliRunner

from bot.cli import app
from corpus.types import Removal, Restoration
from embeddings.checking import Sound, check
from embeddings.errors import BusyError, GenerationError, NoGenerationError
from embeddings.generations import CORPUS, VECTORS, checksums, read_manifest, write_manifest
from embeddings.upkeep import RolledBack, remove, rollback
from tests.desk import MANY, NEWS, overwrite

ONE = "https://example.org/1"


def press(*words: object) -> tuple[int, list[str]]:
    """Type a command: its status and all its lines."""
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result.exit_code, result.output.splitlines()


@pytest.fixture
def three(desk, data, monkeypatch):
    """A desk with three generations, of one, two and three articles."""
    monkeypatch.setenv("PRESSBOT_DATA", str(data))
    monkeypatch.chdir(data.parent)
    for n in (1, 2, 3):
        desk.refresh(NEWS[:n])
    return desk


# going back


def test_a_rollback_goes_to_the_generation_before_or_to_the_one_that_is_named(three):
    assert rollback(three.generations) == RolledBack(2, 2, ())
    assert rollback(three.generations) == RolledBack(1, 1, ())
    with pytest.raises(NoGenerationError, match="no earlier generation"):
        rollback(three.generations)
    assert press("rollback", 3) == (0, ["Generation 3 is current."])
    assert three.texts() == sorted(NEWS)
    assert press("rollback", 3) == (2, ["pressbot: generation 3 is current already"])
    assert press("rollback", 9)[0] == 2


def test_a_rollback_passes_over_what_is_damaged_and_refuses_it_by_name(three):
    overwrite(three.generations.folder(2) / VECTORS, b"broken")

    with pytest.raises(GenerationError, match="has another size"):
        rollback(three.generations, 2)
    assert rollback(three.generations).number == 1


def test_a_rollback_does_not_bring_back_what_was_removed_since(three):
    """Generation 3 has the article; a copy of it without the article takes its place."""
    remove([Removal(ONE, "withdrawn")], three.generations)
    texts = sorted([NEWS[0], NEWS[2]])
    assert three.texts() == texts

    done = rollback(three.generations, 3)

    assert (done.number, done.asked, [r.reason for r in done.removed]) == (5, 3, ["withdrawn"])
    assert three.texts() == texts
    assert three.refresh(NEWS).withheld == 1
    assert press("rollback", 4) == (0, ["Generation 4 is current."])
    remove([Restoration(ONE)], three.generations, keep=9)
    assert rollback(three.generations, 3).number == 3
    assert three.texts() == sorted(NEWS)


def test_going_back_is_refused_while_a_refresh_is_under_way(three):
    with three.generations.writing(), pytest.raises(BusyError, match="another refresh is under way"):
        rollback(three.generations)


def test_what_was_removed_stays_removed_where_the_current_corpus_is_damaged(three):
    remove([Removal(ONE, "withdrawn")], three.generations)
    path = three.generations.folder() / CORPUS
    overwrite(path, path.read_bytes() + b"\0")

    three.refresh(NEWS)

    assert three.texts() == sorted([NEWS[0], NEWS[2]])


# checking


def test_a_sound_generation_tells_what_it_holds(three):
    assert check(three.generations.folder()) == Sound(3, 3, 3, 3)
    line = "Generation 3 is sound: 3 articles, 3 passages, 3 places that can be cited."
    assert press("verify") == (0, [line])
    assert press("verify", 1) == (0, ["Generation 1 is sound: 1 article, 1 passage, 1 place that can be cited."])


@pytest.mark.parametrize(
    ("sql", "complaint"),
    [
        ("UPDATE articles SET text = substr(text, 1, 9) WHERE url LIKE '%/1'", "org/1 has no characters 0 to"),
        ("UPDATE passages SET sentences = '[5,5]'", "has no characters 5 to 5"),
        ("UPDATE passages SET sentences = '[-3,4]'", "has no characters -3 to 4"),
        ("UPDATE passages SET vector = x'00'", "has no whole vector"),
        ("UPDATE passages SET sentence_vectors = x'00'", "have no whole vectors"),
        ("DELETE FROM articles WHERE url LIKE '%/1'", "1 passages have no vector or no article"),
        ("DELETE FROM passages WHERE ordinal = 0", "has 0 passages, not 3"),
        (
            "INSERT INTO statements SELECT id, 0, 900, '', '', '', NULL, '', '[]' FROM articles",
            "no characters 0 to 900",
        ),
        (
            "INSERT INTO ranking_claims SELECT id, 800, 900, 'NOR', 2020, 1, 180, '' FROM articles",
            "no characters 800 to",
        ),
    ],
)
def test_what_checksums_cannot_see_is_seen(three, sql, complaint):
    """Files as they were written, but written wrong."""
    folder = three.generations.folder()
    with closing(sqlite3.connect(folder / CORPUS)) as db:
        db.execute(sql)
        db.commit()
    manifest = read_manifest(folder)
    values = {name: getattr(manifest, name) for name in manifest.__dataclass_fields__}
    write_manifest(folder, type(manifest)(**values | {"files": checksums(folder)}))

    status, [line] = press("verify")

    assert status == 1
    assert line.startswith("pressbot: ")
    assert complaint in line


def test_all_generations_are_checked_and_the_damaged_one_is_named(three):
    overwrite(three.generations.folder(2) / VECTORS, b"broken")

    status, lines = press("verify", "--all")

    assert (status, len(lines)) == (1, 3)
    assert [line.split(":")[0] for line in lines if "sound" in line] == [
        "Generation 1 is sound", "Generation 3 is sound"
    ]  # fmt: skip
    assert any("000002/passages.faiss: is missing or has another size" in line for line in lines)


# removing and making room


def test_articles_are_removed_by_address_and_their_reasons_are_kept(three):
    status, lines = press("remove", ONE, "https://example.org/9", "--reason", "withdrawn by the author")

    assert status == 1
    assert "pressbot: https://example.org/9: is neither the address nor the title of an article" in lines
    assert "1 article removed. Generation 4 is current." in lines
    status, [line] = press("remove", "--list")
    assert line.endswith(f"{ONE}  withdrawn by the author")
    assert press("remove", ONE, "--restore")[1] == [
        "1 article may come back with the next refresh that finds them. Generation 5 is current."
    ]
    assert press("remove", "--list") == (0, ["Nothing was removed."])


def test_without_a_reason_nothing_is_removed(three):
    status, lines = press("remove", ONE)

    assert status == 2
    assert "--reason" in " ".join(lines)
    assert three.texts() == sorted(NEWS)


def test_nothing_can_be_removed_where_nothing_is(data, monkeypatch):
    monkeypatch.setenv("PRESSBOT_DATA", str(data))
    monkeypatch.chdir(data.parent)

    status, [line] = press("remove", ONE, "--reason", "x")

    assert status == 2
    assert "there is no index" in line


def test_pruning_keeps_the_newest_and_the_current(three):
    rollback(three.generations, 1)

    status, [line] = press("prune", "--keep", 1)

    assert status == 0
    assert line.startswith("Deleted 2 (")
    assert line.endswith("; there are 1, 3.")
    assert press("prune") == (0, ["Nothing to delete; there are 1, 3."])
    assert three.refresh(NEWS[:1] + MANY[:1]).generation == 4
