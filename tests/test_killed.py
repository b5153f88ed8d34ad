"""Killed at any moment, a refresh leaves a whole generation, and the next one goes on where it stopped."""

import random
import time
from pathlib import Path

import pytest

from bot.engine import Engine, open_engine
from embeddings.checking import check
from embeddings.generations import VECTORS, Generations
from tests.fakes import FakeEncoder
from tests.killing import BATCH, REFUSED, killed_after, started

TURNS = 4
QUESTIONS = [f"Who was {deed} in {place}?" for deed in ("detained", "released") for place in ("Oslo", "Quito", "Lima")]


def finished(data: Path, log: Path, turn: int) -> float:
    """Let a refresh come to its end, and tell how many seconds it took."""
    begun = time.monotonic()
    process = started(data, log, turn)
    process.join()
    assert process.exitcode == 0
    return time.monotonic() - begun


def state(data: Path) -> list[object]:
    """All that a reader can see, to the byte: articles, places, vectors, counts, answers with their citations."""
    engine: Engine = open_engine(Generations(data).folder(), FakeEncoder())
    store = engine.snapshot.store
    seen: list[object] = [list(store.all_passages()), list(store.vectors()), list(store.removals())]
    seen += [list(store.tallies.terms()), store.tallies.refrains(), store.claims()]
    seen += [engine.ask(question).answer for question in QUESTIONS]
    seen.append((Generations(data).folder() / VECTORS).read_bytes())
    engine.close()
    return seen


def assert_serves(data: Path, before: int) -> None:
    """The current generation is the one before or a newer one, is sound, and answers."""
    generations = Generations(data)
    current = generations.current() or 0
    assert check(generations.folder()).number == current >= before
    engine = open_engine(generations.folder(), FakeEncoder())
    assert engine.ask(QUESTIONS[0]).answer.text
    engine.close()


@pytest.mark.parametrize("kills", [12, pytest.param(100, marks=pytest.mark.full)])
def test_a_refresh_killed_at_random_moments_ends_as_one_that_was_not(tmp_path, kills):
    """Articles, places, vectors and answers are the same to the byte, and little is encoded twice."""
    chance, done, turn = random.Random(kills), 0, 1
    killed, whole = tmp_path / "killed", tmp_path / "whole"
    logs = [tmp_path / "killed.log", tmp_path / "whole.log"]
    for data, log in zip((killed, whole), logs, strict=True):
        finished(data, log, 0)
    while done < kills:
        length = finished(whole, logs[1], turn)
        for _ in range(kills // TURNS):
            before = Generations(killed).current() or 0
            done += killed_after(started(killed, logs[0], turn), chance.uniform(0, length))
            assert_serves(killed, before)
        finished(killed, logs[0], turn)
        assert state(killed) == state(whole)
        turn += 1

    encoded, needed = (log.read_text("utf-8").splitlines() for log in logs)
    assert set(encoded) == set(needed)
    assert len(encoded) <= len(needed) + BATCH * done
    assert [path.name for path in (killed / "generations").glob(".*")] == []


def test_a_full_disk_at_any_moment_is_one_line_and_the_old_generation_serves_on(tmp_path):
    data, log = tmp_path / "data", tmp_path / "log"
    finished(data, log, 0)
    folder = Generations(data).folder()
    largest = max(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    stopped = 0
    for share in (0.01, 0.1, 0.4, 0.7, 0.95, 0.99):
        process = started(data, log, 1, int(largest * share))
        process.join()
        stopped += process.exitcode == REFUSED
        assert process.exitcode in (0, REFUSED)
        assert_serves(data, 1)
    finished(data, log, 1)

    assert stopped >= 4
    assert "\n" not in (tmp_path / "log.error").read_text()
    whole = tmp_path / "whole"
    for turn in (0, 1):
        finished(whole, tmp_path / "whole.log", turn)
    assert state(data) == state(whole)
