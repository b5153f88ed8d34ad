"""A newer generation is served between two questions; what cannot be served is refused, and the old one goes on."""

import asyncio
import gc
import logging
import re
import sqlite3
import threading
import time
import weakref

import pytest

from bot import serving as room
from bot.engine import Engine, open_engine
from bot.evaluating import stands
from bot.serving import Serving
from bot.telegram.office import Newsroom
from bot.types import Answer
from embeddings.generations import VECTORS
from embeddings.snapshot import Snapshot
from embeddings.upkeep import rollback
from tests.benchmarks import refreshing
from tests.desk import NEWS, overwrite
from tests.fakes import FakeEncoder


@pytest.fixture
def serving(desk) -> Serving:
    """The first of three articles, served."""
    desk.refresh(NEWS[:1])
    return Serving(open_engine(desk.generations.folder(), FakeEncoder()), desk.generations)


def texts(engine: Engine) -> list[str]:
    return sorted(a.text for a in engine.snapshot.store.all_articles())


def spoil(desk) -> None:
    path = desk.generations.folder() / VECTORS
    content = path.read_bytes()
    overwrite(path, content[:-1] + bytes([content[-1] ^ 1]))


def test_a_newer_generation_is_served_with_the_same_encoder(desk, serving):
    encoder = serving.engine.encoder
    desk.refresh(NEWS)

    assert serving.outdated()
    assert serving.catch_up()

    assert (serving.number, serving.refused, serving.outdated()) == (2, "", False)
    assert serving.engine.encoder is encoder
    with serving.lease() as engine:
        assert texts(engine) == sorted(NEWS)


def test_whoever_borrowed_the_old_engine_ends_with_it_and_then_it_is_closed(desk, serving):
    with serving.lease() as first, serving.lease():
        desk.refresh(NEWS, keep=1)  # its folder is deleted under it
        serving.catch_up()

        with serving.lease() as second:
            assert (texts(first), texts(second)) == (NEWS[:1], sorted(NEWS))
        assert first.ask("Who was detained in Oakland?").answer
        assert first.snapshot.lexical.search([("oakland", 1.0)], 5)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        texts(first)
    assert texts(serving.engine) == sorted(NEWS)


def test_an_engine_that_nobody_borrowed_is_closed_and_leaves_the_memory(desk, serving):
    old = serving.engine
    gone = weakref.ref(old.snapshot.vectors)
    desk.refresh(NEWS)

    serving.catch_up()

    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        texts(old)
    del old
    gc.collect()
    assert gone() is None


@pytest.mark.parametrize("kind", ["damaged", "other model", "cannot be opened", "pointer"])
def test_a_generation_that_fails_its_checks_is_refused_in_one_line_and_the_old_one_serves_on(
    desk, data, serving, kind, caplog, monkeypatch
):
    desk.refresh(NEWS, name="other" if kind == "other model" else "fake")
    if kind == "damaged":
        spoil(desk)
    if kind == "cannot be opened":
        monkeypatch.setattr(room, "open_engine", lambda *told: 1 / 0)
    if kind == "pointer":
        (data / "CURRENT").write_text("soon")
    with caplog.at_level(logging.INFO, logger="pressbot"):
        assert not serving.catch_up()
        assert not serving.outdated()  # it is not tried again and again

    number = "unknown" if kind == "pointer" else "2"
    reason = {"damaged": "another content", "other model": "other weights", "cannot be opened": "ZeroDivisionError"}
    assert serving.refused.startswith(f"generation {number} is refused (")
    assert reason.get(kind, "does not hold a number") in serving.refused
    assert [r.getMessage() for r in caplog.records] == [f"{serving.refused}; generation 1 serves on"]
    assert texts(serving.engine) == NEWS[:1]

    monkeypatch.undo()
    desk.generations.point(1)
    assert serving.outdated()
    assert serving.catch_up()
    assert serving.refused == ""
    assert texts(serving.engine) == NEWS[:1]


def test_a_rollback_is_served_like_a_refresh(desk, serving):
    desk.refresh(NEWS)
    serving.catch_up()

    desk.generations.point(1)

    assert serving.outdated()
    serving.catch_up()
    assert (serving.number, texts(serving.engine)) == (1, NEWS[:1])


def test_what_is_watched_is_served_within_seconds_and_the_event_loop_goes_on(desk, serving, monkeypatch):
    opened = room.open_engine

    def slowly(*told: object) -> Engine:
        assert threading.current_thread() is not threading.main_thread()
        time.sleep(0.3)
        return opened(*told)  # type: ignore[arg-type]

    monkeypatch.setattr(room, "open_engine", slowly)

    async def watched() -> float:
        task = asyncio.create_task(serving.watch(0.02))
        desk.refresh(NEWS)
        longest = 0.0
        for _ in range(500):
            begun = time.monotonic()
            await asyncio.sleep(0.01)
            longest = max(longest, time.monotonic() - begun)
            if serving.number == 2:
                break
        task.cancel()
        return longest

    longest = asyncio.run(watched())

    assert serving.number == 2
    assert longest < 0.25


def test_an_engine_without_a_data_folder_stays_as_it_is(desk):
    desk.refresh(NEWS)
    alone = Serving(Engine(Snapshot(desk.generations.folder(), FakeEncoder()), FakeEncoder()))

    assert alone.catch_up()
    assert not alone.outdated()


def test_no_answer_fails_and_none_is_mixed_while_generations_come_and_go(desk):
    """Twenty questions a second through four refreshes and two rollbacks; every citation stands in one generation."""

    def edition(n: int) -> list[dict[str, object]]:
        return [refreshing.article(name, n) for name in refreshing.NAMES]

    desk.refresh(edition(0))
    serving = Serving(open_engine(desk.generations.folder(), FakeEncoder()), desk.generations)
    seen: list[tuple[int, set[str], bool]] = []

    def ask(engine: Engine, name: str) -> None:
        answer = engine.ask(f"Who freed {name}?").answer
        assert isinstance(answer, Answer)
        sound = all(stands(engine.snapshot.store, citation) for citation in answer.citations)
        seen.append((engine.snapshot.manifest.number, set(re.findall(r"\bE\d+\b", answer.text)), sound))

    async def readers(newsroom: Newsroom, changed: asyncio.Event) -> int:
        asked: list[asyncio.Task[None]] = []
        while not changed.is_set():
            name = refreshing.NAMES[len(asked) % len(refreshing.NAMES)]
            asked.append(asyncio.create_task(newsroom.do(ask, name)))
            await asyncio.sleep(0.05)
        await asyncio.gather(*asked)
        return len(asked)

    def change() -> None:
        for turn in range(1, 7):
            if turn % 3 == 0:
                rollback(desk.generations)
            else:
                desk.refresh(edition(turn), keep=2)
            end = time.monotonic() + 20
            while [number for number, *_ in seen].count(desk.generations.current() or 0) < 4 and time.monotonic() < end:
                time.sleep(0.02)  # until the newest generation has answered a few

    async def run() -> int:
        newsroom, changed = Newsroom(serving, 4), asyncio.Event()
        watching = asyncio.create_task(serving.watch(0.05))
        asking = asyncio.create_task(readers(newsroom, changed))
        await asyncio.to_thread(change)
        changed.set()
        number = await asking
        watching.cancel()
        newsroom.close()
        return number

    number = asyncio.run(run())

    assert len(seen) == number > 20
    assert {len(editions) for _, editions, _ in seen} == {1}
    assert all(sound for *_, sound in seen)
    by_generation = {generation: editions for generation, editions, _ in seen}
    assert len(by_generation) >= 4
    assert all(by_generation[generation] == editions for generation, editions, _ in seen)
