"""A small index, and a bot that answers from it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.sources.files import read_files
from embeddings.build import build
from embeddings.generations import Generations
from tests.botapi.running import Running, started
from tests.desk import quiet
from tests.fakes import FakeEncoder
from tests.telegram_e2e.seen import ADMIN, assert_discreet, index_of

STARTER = Path(__file__).parents[2] / "corpus" / "starter"


@pytest.fixture(scope="session")
def index(tmp_path_factory) -> Path:
    """The starter corpus and two small editions of the Index; nobody may write below it while the bot runs."""
    folder = tmp_path_factory.mktemp("index")
    for edition in (2025, 2026):
        (folder / f"{edition}.csv").write_text(index_of(edition), encoding="utf-8")
    data = folder / "data"
    build(read_files([STARTER, folder]), Generations(data), FakeEncoder(), quiet, 3)
    return data


@pytest.fixture(scope="session")
def polling(index, tmp_path_factory) -> Iterator[Running]:
    """The bot that most tests talk to; each does so with people and chats of its own."""
    folder = tmp_path_factory.mktemp("bot")
    with started(index, folder, admins=str(ADMIN.id), user_limit="30") as running:
        yield running


@pytest.fixture
def bot(polling, index) -> Iterator[Running]:
    """A running bot whose requests are all valid, and which keeps everything to itself."""
    before = len(polling.api.refusals)
    yield polling
    assert polling.process.running, polling.process.output
    assert [(r.method, r.refusal) for r in polling.api.refusals[before:]] == []
    assert_discreet(polling, index)
