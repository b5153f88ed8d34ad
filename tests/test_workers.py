"""Encoding shared among processes, and among machines: the result is that of one run on one machine."""

import os
import re
import signal

import numpy as np
import pytest
from typer.testing import CliRunner

from bot import engine as engines
from bot import refresh as refreshing
from bot.cli import app
from corpus.sources.files import read_files
from corpus.store import Store
from corpus.types import RawArticle
from embeddings.build import build
from embeddings.errors import GenerationError, ModelError, OtherModelError
from embeddings.generations import CORPUS, Generations
from embeddings.sharding import Shard, encoded_in, share_of
from embeddings.types import PassageText
from embeddings.workers import Workers, several
from tests.desk import MANY, Desk, quiet
from tests.fakes import FakeEncoder

TEXTS = [PassageText(f"T{n}", text, ((0, 8),)) for n, text in enumerate(MANY)]


class Mortal(FakeEncoder):
    """Ends, as for want of memory, when it is given a certain text."""

    def encode_passages(self, passages):
        if any("number 7" in passage.body for passage in passages):
            os.kill(os.getpid(), signal.SIGKILL)
        return super().encode_passages(passages)


def vectors_of(generations: Generations) -> list[tuple[int, bytes, bytes]]:
    with Store(generations.folder() / CORPUS) as store:
        ids = [key for key, _ in store.vectors()]
        return [(key, e.vector, e.sentence_vectors) for key, e in sorted(store.passages(ids).items())]


def test_workers_give_what_one_gives_in_order():
    alone = FakeEncoder()
    with several(alone, FakeEncoder, 3) as encoder:
        assert isinstance(encoder, Workers)
        for texts in (TEXTS, TEXTS[:2], []):
            shared, own = encoder.encode_passages(texts), FakeEncoder().encode_passages(texts)
            assert all(np.array_equal(a.passage, b.passage) for a, b in zip(shared, own, strict=True))
            assert all(np.array_equal(a.sentences, b.sentences) for a, b in zip(shared, own, strict=True))
        assert (encoder.name, encoder.digest, encoder.dimension) == (alone.name, alone.digest, alone.dimension)
        assert np.array_equal(encoder.encode_all(["a"])[0].likeness, encoder.encode("a").likeness)
    assert alone.encoded == []


def test_one_worker_is_the_encoder_itself():
    encoder = FakeEncoder()
    with several(encoder, FakeEncoder, 1) as same:
        assert same is encoder


def test_a_worker_that_ends_is_an_error_and_what_was_done_is_taken_up(desk, data, write_articles, monkeypatch):
    from embeddings import workers

    monkeypatch.setattr(workers, "PER_WORKER", 3)
    path = write_articles(*MANY)
    with several(FakeEncoder(), Mortal, 2) as encoder, pytest.raises(ModelError, match="fewer --workers"):
        build(read_files([path]), desk.generations, encoder, quiet)

    assert 0 < desk.refresh(MANY).encoded < 20
    assert desk.texts() == sorted(MANY)


# shares


@pytest.mark.parametrize("total", [1, 2, 5])
def test_shares_are_all_articles_each_once_and_the_same_everywhere(total):
    articles = [RawArticle(f"T{n}", "x", "", url=f"https://example.org/{n}" if n % 2 else None) for n in range(200)]
    shares = [list(share_of(articles, Shard(n, total))) for n in range(1, total + 1)]

    assert sorted((a for share in shares for a in share), key=articles.index) == articles
    assert shares == [list(share_of(iter(articles), Shard(n, total))) for n in range(1, total + 1)]
    assert all(len(share) > 100 / total for share in shares)


def test_shares_that_are_joined_are_what_one_run_makes(desk, tmp_path, write_articles):
    desk.refresh(MANY)
    folders = [tmp_path / f"share-{n}" for n in (1, 2, 3)]
    for n, folder in enumerate(folders, 1):
        found = share_of(read_files([write_articles(*MANY)]), Shard(n, 3))
        build(found, Generations(folder), FakeEncoder(), quiet)

    joined = Desk(tmp_path / "joined", write_articles)
    joined.generations = Generations(tmp_path / "joined", elsewhere=[encoded_in(f, FakeEncoder()) for f in folders])
    report = joined.refresh(MANY)

    assert (report.added, report.encoded, joined.encoder.encoded) == (20, 0, [])
    assert vectors_of(joined.generations) == vectors_of(desk.generations)
    assert joined.texts() == desk.texts()


def test_what_no_share_holds_is_encoded_by_the_run_that_joins(desk, tmp_path, write_articles):
    build(share_of(read_files([write_articles(*MANY)]), Shard(1, 2)), Generations(tmp_path / "a"), FakeEncoder(), quiet)
    desk.generations.elsewhere = [encoded_in(tmp_path / "a", FakeEncoder())]

    assert 0 < desk.refresh(MANY).encoded < 20


def test_a_share_of_another_model_or_none_is_refused(desk, data, tmp_path):
    desk.refresh(MANY[:2])

    with pytest.raises(OtherModelError, match="other weights than those of other"):
        encoded_in(data, FakeEncoder("other"))
    with pytest.raises(GenerationError, match="is no data folder"):
        encoded_in(tmp_path / "nowhere", FakeEncoder())


# on the command line


@pytest.fixture
def press(tmp_path, monkeypatch, write_articles):
    """Refresh from the command line, with the fake model."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(engines, "make_encoder", _fake)
    monkeypatch.setattr(refreshing, "make_encoder", _fake)
    articles = str(write_articles(*MANY))

    def refresh(folder: str, *words: str):
        monkeypatch.setenv("PRESSBOT_DATA", str(tmp_path / folder))
        return CliRunner().invoke(app, ["refresh", articles, *words])

    return refresh


def _fake(settings):
    return FakeEncoder()


def test_shares_are_made_and_joined_by_command(press, tmp_path):
    told = [press(f"share-{n}", "--shard", f"{n}/2") for n in (1, 2)]
    joined = press("all", "--join", "share-1", "--join", "share-2", "--workers", "2")

    counts = [int(re.search(r"(\d+) added", result.stderr)[1]) for result in told]
    assert (sum(counts), min(counts) > 0) == (20, True)
    assert "20 added, 0 changed, 0 unchanged, 0 removed, 0 skipped; 0 passages encoded." in joined.stderr
    assert joined.exit_code == 0


def test_a_share_goes_through_no_gate(press, monkeypatch):
    """Nobody is answered from it, and one that was refused would not be joined."""
    monkeypatch.setenv("PRESSBOT_GATE", "no-such-questions.jsonl")

    assert press("all").exit_code == 2
    assert press("share", "--shard", "1/2").exit_code == 0


@pytest.mark.parametrize("shard", ["0/2", "3/2", "half", "1/0", "-1/2"])
def test_a_share_that_is_none_is_refused(press, shard):
    result = press("data", "--shard", shard)

    assert result.exit_code == 2
    assert "is not a share such as 2/5" in result.stderr
