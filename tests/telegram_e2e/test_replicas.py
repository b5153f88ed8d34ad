"""Several bots behind a balancer: one corpus, in Milvus and as snapshots; what one machine refreshes all serve."""

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from bot.telegram.texts import SORRY
from corpus.sources.files import read_files
from embeddings.build import build
from embeddings.generations import Generations
from embeddings.milvus import Milvus
from embeddings.places import Folder
from embeddings.shared import Shared
from embeddings.upkeep import rollback
from tests.botapi.api import BotApi
from tests.botapi.people import World, some_person
from tests.botapi.running import Process, Running, settings_for, wait_for_start
from tests.botapi.server import Server
from tests.desk import quiet
from tests.fakes import FakeEncoder
from tests.milvus_lite import LiteServer
from tests.telegram_e2e.conftest import STARTER
from tests.telegram_e2e.seen import ASSAULT, NORWAY, assert_discreet, index_of
from tests.telegram_e2e.test_runs import PUBLIC, free_port, hook_settings

QUESTION, ANSWER = "Who seized the drone of the photographer Ulla Testerup?", "Harbour police"
AGAIN = "Who was it that seized the drone of Ulla Testerup?"
"""Asked by nobody before: what was answered once is remembered."""
NEW = {
    "title": "Drone of Ulla Testerup seized",
    "url": "https://example.org/drone",
    "text": "Harbour police seized the drone of photographer Ulla Testerup. She got it back a week later.",
}


class Farm:
    """Bots of one token, each with a data folder and a port of its own, and a balancer before them."""

    def __init__(self, bots: list[Running], ports: list[int]) -> None:
        self.bots = bots
        self._ports = ports

    def ask(self, n: int, question: str) -> str:
        """Ask, with the balancer sending the question to the n-th bot."""
        bot = self.bots[n]
        bot.api.webhook.proxies[PUBLIC] = f"http://127.0.0.1:{self._ports[n]}"
        try:
            return bot.reply(bot.world.ask(some_person(), question))["text"]
        except AssertionError:
            raise AssertionError(bot.process.output) from None

    def until(self, n: int, question: str, wanted: str) -> None:
        """Ask the n-th bot again and again until it says something."""
        end, said = time.monotonic() + 40, ""
        while wanted not in said:
            assert time.monotonic() < end, (said, self.bots[n].process.output)
            said = self.ask(n, question)
            time.sleep(0.3)


@contextmanager
def bots_of(folder: Path, number: int, **settings: str) -> Iterator[Farm]:
    api, bots = BotApi(), []
    ports = [free_port() for _ in range(number)]
    with Server(api) as server, ExitStack() as stack:
        for port in ports:
            own, before = folder / f"bot-{port}", api.begun
            told = settings_for(server, own / "data", **hook_settings(port), follow="1", **settings)
            process = Process(own, told)
            stack.callback(process.stop)
            bots.append(Running(api, server, World(api), process, own))
            wait_for_start(bots[-1], before)
        yield Farm(bots, ports)
    assert api.refusals == []


@pytest.fixture
def sources(tmp_path) -> list[Path]:
    (tmp_path / "2026.csv").write_text(index_of(2026), encoding="utf-8")
    return [STARTER, tmp_path / "2026.csv"]


def test_two_bots_serve_one_corpus_follow_it_and_outlive_the_loss_of_milvus(tmp_path, sources):
    with LiteServer(tmp_path / "milvus") as lite:
        place = tmp_path / "shared"
        publisher = Generations(tmp_path / "publisher", Shared(Folder(place), Milvus(lite.uri, name="news")))
        build(read_files(sources), publisher, FakeEncoder(), quiet)
        with bots_of(tmp_path, 2, milvus_uri=lite.uri, milvus_name="news", snapshots=str(place)) as farm:
            answers = [farm.ask(n, ASSAULT) for n in (0, 1, 0)]
            assert "Gianforte" in answers[0]
            assert len(set(answers)) == 1
            assert ANSWER not in farm.ask(1, QUESTION)

            (tmp_path / "new.jsonl").write_text(json.dumps(NEW))
            build(read_files([tmp_path / "new.jsonl"]), publisher, FakeEncoder(), quiet)
            for n in (0, 1):
                farm.until(n, QUESTION, ANSWER)

            lite.stop()
            assert farm.ask(0, AGAIN) == farm.ask(1, AGAIN) == SORRY
            assert ANSWER in farm.ask(0, QUESTION)
            assert "Norway ranked 1st" in farm.ask(1, NORWAY)
            lite.start()
            for n in (0, 1):
                farm.until(n, AGAIN, ANSWER)

            rollback(publisher, 1)
            for n in (0, 1):
                farm.until(n, QUESTION, "no source")
                assert farm.ask(n, ASSAULT) == answers[0]
                assert farm.bots[n].process.running
                assert_discreet(farm.bots[n], place)
                assert "Traceback" not in farm.bots[n].process.output


def test_a_bot_follows_snapshots_without_milvus_and_outlives_the_loss_of_the_place(tmp_path, sources):
    place = tmp_path / "shared"
    publisher = Generations(tmp_path / "publisher", Shared(Folder(place), None))
    build(read_files(sources), publisher, FakeEncoder(), quiet)
    with bots_of(tmp_path, 1, snapshots=str(place)) as farm:
        assert "Gianforte" in farm.ask(0, ASSAULT)
        (tmp_path / "new.jsonl").write_text(json.dumps(NEW))
        build(read_files([tmp_path / "new.jsonl"]), publisher, FakeEncoder(), quiet)
        farm.until(0, QUESTION, ANSWER)

        shutil.rmtree(place)
        assert ANSWER in farm.ask(0, QUESTION)
