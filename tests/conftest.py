"""What the tests share: articles on disk, a place for an index, a fast encoder, and once a session the real one."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import settings

from bot.engine import Engine
from corpus.sources.files import read_files
from embeddings import build as building
from embeddings.encoder import SentenceTransformerEncoder
from embeddings.generations import Generations
from embeddings.models import DEFAULT_MODEL, find_model
from embeddings.openvino_encoder import OpenVinoEncoder
from embeddings.preparing import is_installed
from embeddings.snapshot import Snapshot
from tests.desk import Desk, quiet
from tests.fakes import FakeEncoder

# A busy machine is not a bug: how long an example takes is measured elsewhere.
settings.register_profile("quiet", deadline=None)
settings.load_profile("quiet")

WriteArticles = Callable[..., Path]


@pytest.fixture
def data(tmp_path) -> Path:
    """A folder for the index, not made yet."""
    return tmp_path / "data"


@pytest.fixture
def encoder() -> FakeEncoder:
    return FakeEncoder()


@pytest.fixture
def write_articles(tmp_path) -> WriteArticles:
    """Write articles as JSON Lines: each a mapping, or a text whose title and address are made up for it."""

    def write(*articles: str | dict[str, object], name: str = "articles.jsonl") -> Path:
        rows = [
            {"title": f"Article {n}", "url": f"https://example.org/{n}", "text": a} if isinstance(a, str) else a
            for n, a in enumerate(articles)
        ]
        path = tmp_path / name
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        return path

    return write


@pytest.fixture
def desk(data, write_articles, monkeypatch) -> Desk:
    """A desk whose batches are small, so that a few articles make several."""
    monkeypatch.setattr(building, "BATCH", 4)
    return Desk(data, write_articles)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real articles and questions that lies beside the repository, where there is one."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("no folder of shared data beside the repository")
    return folder


@pytest.fixture(scope="session")
def real_encoder() -> SentenceTransformerEncoder:
    """The model itself; loading it takes seconds, so once is enough."""
    return SentenceTransformerEncoder(find_model(DEFAULT_MODEL))


@pytest.fixture(scope="session")
def fast_encoder(pytestconfig) -> OpenVinoEncoder:
    """The same model by OpenVINO; preparing it takes half a minute, so it is kept from one run to the next."""
    if not is_installed():
        pytest.skip("the extra fast is not installed")
    return OpenVinoEncoder(find_model(DEFAULT_MODEL), Path(pytestconfig.cache.mkdir("pressbot")))


@pytest.fixture(scope="session")
def starter(tmp_path_factory, real_encoder) -> Path:
    """A data folder with the starter corpus, encoded by the model itself."""
    folder = tmp_path_factory.mktemp("starter")
    report = building.build(
        read_files([Path(str(files("corpus").joinpath("starter")))]), Generations(folder), real_encoder, quiet
    )
    assert not report.failures
    return folder


@pytest.fixture(scope="session")
def engine(starter, real_encoder) -> Iterator[Engine]:
    """Answers from the starter corpus, on a day that stays the same."""
    snapshot = Snapshot(Generations(starter).folder(), real_encoder)
    yield Engine(snapshot, real_encoder, lambda: date(2026, 11, 23))
    snapshot.close()
