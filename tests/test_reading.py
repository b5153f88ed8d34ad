"""Sentences are read word by word where likeness leaves doubt, and only there; in a rush nothing is read."""

from collections.abc import Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import pytest

from bot.answering.reading import READ, Read
from bot.engine import Engine
from bot.grading import read_golden
from bot.types import Answer
from embeddings.encoder import SentenceTransformerEncoder
from embeddings.generations import Generations
from embeddings.snapshot import Snapshot
from embeddings.types import Reading

QUESTIONS = [g.question for g in read_golden(Path(__file__).parent / "questions" / "starter.jsonl")]


def test_what_seems_to_answer_goes_first_and_all_keep_their_scores():
    scores = np.asarray([9.0, 4.0, 3.0, 1.0], dtype=np.float32)
    reading = Reading(np.asarray([0.0, 5.0, -1.0], dtype=np.float32), 1.0)

    assert Read((1, 2, 3), reading).ranked(scores).tolist() == [9.0, 3.0, 4.0, 1.0]


def test_where_none_seems_to_answer_the_order_stays():
    scores = np.asarray([4.0, 3.0], dtype=np.float32)

    assert Read((0, 1), Reading(np.asarray([0.0, 2.0], dtype=np.float32), 3.0)).ranked(scores) is scores


class Watched:
    """An encoder that notes what is read, and how."""

    def __init__(self, encoder: SentenceTransformerEncoder) -> None:
        self._encoder = encoder
        self.read_of: list[tuple[str, list[str]]] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self._encoder, name)

    def read(self, question: str, sentences: Sequence[str]) -> Reading | None:
        self.read_of.append((question, list(sentences)))
        return self._encoder.read(question, sentences)


@pytest.fixture
def watched(starter, real_encoder):
    encoder = Watched(real_encoder)
    engine = Engine(Snapshot(Generations(starter).folder(), real_encoder), encoder, remembered=0)
    yield engine, encoder.read_of
    engine.close()


def test_not_every_question_needs_reading_and_none_needs_much(watched):
    engine, read_of = watched
    for question in QUESTIONS:
        engine.ask(question)

    assert 0.1 < len(read_of) / len(QUESTIONS) < 0.7
    assert all(1 <= len(sentences) <= READ for _, sentences in read_of)


def test_in_a_rush_nothing_is_read_and_the_same_article_is_cited(watched, monkeypatch):
    engine, read_of = watched
    calm = [engine.ask(question).answer for question in QUESTIONS]
    times = len(read_of)
    monkeypatch.setattr(engine, "_rush", Always())

    hasty = [engine.ask(question).answer for question in QUESTIONS]

    assert len(read_of) == times
    both = [(a, b) for a, b in zip(calm, hasty, strict=True) if isinstance(a, Answer) and isinstance(b, Answer)]
    assert len(both) > 0.6 * len(QUESTIONS)
    assert all({c.url for c in a.citations} == {c.url for c in b.citations} for a, b in both)


def test_in_a_rush_what_needed_no_reading_is_remembered_and_the_rest_is_not(starter, real_encoder, monkeypatch):
    """Who asks the same again in a rush is not to make it worse."""
    with closing(Engine(Snapshot(Generations(starter).folder(), real_encoder), real_encoder)) as engine:
        monkeypatch.setattr(engine, "_rush", rush := Always())
        for question in QUESTIONS:
            before = len(engine.remembered)
            engine.ask(question)
            assert len(engine.remembered) == before + (not rush.skipped)
        assert 0 < len(engine.remembered) < len(QUESTIONS)


class Always:
    """A rush without end."""

    def __init__(self) -> None:
        self.skipped = False

    @contextmanager
    def question(self):
        self.skipped = False
        yield

    def is_on(self) -> bool:
        return True

    def skip(self) -> None:
        self.skipped = True

    def has_skipped(self) -> bool:
        return self.skipped
