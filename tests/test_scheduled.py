"""A refresh in a process of its own: what it tells, how it ends, and that there is one at a time."""

import asyncio
import logging
import os
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import refreshing
from bot.cli import app as command_line
from bot.errors import SettingsError
from bot.refreshing import Outcome, Refreshes, refresh
from bot.telegram.schedule import interval, schedule
from embeddings.generations import Generations
from tests.botapi.serve import REFRESH as FAKE
from tests.desk import MANY
from tests.office import Desk, StubEngine, small_corpus

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def fake_model(data, monkeypatch):
    """Refreshes whose model is a stand-in, into the test's own folder."""
    monkeypatch.setenv("PRESSBOT_DATA", str(data))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setattr(refreshing, "_START", FAKE)


def started_with(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refreshing, "_START", source)


def test_it_loads_tells_its_steps_and_ends_with_a_line(data, write_articles):
    steps: list[tuple[str, int, int]] = []

    outcome = asyncio.run(refresh([str(write_articles(*MANY))], lambda *step: steps.append(step)))

    assert outcome.status == 0
    assert outcome.line.endswith("20 passages encoded. Generation 1 is current.")
    assert Generations(data).current() == 1
    assert steps[0] == ("Reading articles", 1, 0)
    assert ("Encoding passages", 20, 20) in steps
    assert steps[-1] == ("Indexing words", 20, 20)


def test_one_that_fails_says_why_in_its_line(data):
    outcome = asyncio.run(refresh(["nowhere.txt"]))

    assert (outcome.status, outcome.line) == (2, "pressbot: nowhere.txt: no such file or folder")


def test_it_steps_back_behind_the_one_that_started_it(monkeypatch):
    started_with("import os, time; time.sleep(0.5); print(os.getpriority(os.PRIO_PROCESS, 0))", monkeypatch)

    assert asyncio.run(refresh()).line == str(max(10, os.getpriority(os.PRIO_PROCESS, 0)))


@pytest.mark.parametrize("ours", [signal.default_int_handler, signal.SIG_IGN], ids=["hearing", "in the background"])
def test_there_is_one_at_a_time_and_stopping_ends_it_gently(monkeypatch, tmp_path, ours):
    """It hears what Ctrl-C sends, so that it can put its work aside; also where the bot itself does not."""
    heard, before = tmp_path / "heard", signal.signal(signal.SIGINT, ours)
    started_with(
        "import time, pathlib\ntry: print('Reading articles 1/?', flush=True); time.sleep(60)\n"
        f"except KeyboardInterrupt: pathlib.Path({str(heard)!r}).write_text('yes')",
        monkeypatch,
    )

    async def twice() -> list[bool]:
        refreshes, begun = Refreshes(), asyncio.Event()
        first = refreshes.start(print, told=lambda *step: begun.set())
        second = refreshes.start(print)
        await begun.wait()
        at_work = refreshes.under_way
        await refreshes.stop()
        return [first, second, at_work, refreshes.under_way]

    begun = time.monotonic()
    try:
        assert asyncio.run(twice()) == [True, False, True, False]
    finally:
        signal.signal(signal.SIGINT, before)
    assert time.monotonic() - begun < 20
    assert heard.read_text() == "yes"


def test_one_that_does_not_hear_is_ended_all_the_same(monkeypatch):
    monkeypatch.setattr("bot.refreshing._PATIENCE", 0.2)
    deaf = "import signal, time; signal.signal(signal.SIGINT, signal.SIG_IGN); print('Deaf 1/?', flush=True)"
    started_with(f"{deaf}; time.sleep(60)", monkeypatch)

    async def stopped() -> bool:
        refreshes, begun = Refreshes(), asyncio.Event()
        refreshes.start(print, told=lambda *step: begun.set())
        await begun.wait()
        await refreshes.stop()
        return refreshes.under_way

    begun = time.monotonic()
    assert asyncio.run(stopped()) is False
    assert time.monotonic() - begun < 20


def test_one_that_cannot_be_started_is_told_like_one_that_failed(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    ended: list[Outcome] = []

    async def run() -> None:
        refreshes = Refreshes()
        refreshes.start(ended.append)
        while refreshes.under_way:
            await asyncio.sleep(0.01)

    asyncio.run(run())
    assert [(o.status, o.line) for o in ended] == [(2, "cannot be started (No such file or directory)")]


@pytest.mark.parametrize(("words", "seconds"), [("30m", 1800), (" 6H ", 21600), ("1d", 86400)])
def test_an_interval_is_read(words, seconds):
    assert interval(words) == timedelta(seconds=seconds)


@pytest.mark.parametrize("words", ["", "6", "0h", "-1h", "1h30m", "soon", "6s"])
def test_what_is_no_interval_is_refused(words):
    with pytest.raises(SettingsError, match="write 30m, 6h or 1d"):
        interval(words)


def test_a_wrong_interval_is_told_before_anything_is_started():
    result = CliRunner().invoke(command_line, ["run", "--refresh-every", "often"])

    assert result.exit_code == 2
    assert "--refresh-every often: is no interval" in result.stderr


def test_the_bot_s_queue_refreshes_and_logs_one_line(tmp_path, monkeypatch, caplog):
    started_with("print('3 added'); print('Generation 2 is current.')", monkeypatch)
    snapshot = small_corpus(tmp_path)
    desk = Desk(StubEngine(snapshot, None))

    async def run_once() -> None:
        assert desk.app.job_queue
        schedule(desk.app, desk.office.refreshes, timedelta(hours=6))
        [job] = desk.app.job_queue.jobs()
        await job.run(desk.app)
        while desk.office.refreshes.under_way:
            await asyncio.sleep(0.01)

    with caplog.at_level(logging.INFO, logger="pressbot"):
        desk._runner.run(run_once())
    desk.close()
    snapshot.close()
    assert [r.getMessage() for r in caplog.records] == ["refresh: 3 added Generation 2 is current."]
