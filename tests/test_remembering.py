"""The same question is not worked on twice in one generation; little is kept, and never the question."""

import weakref
from datetime import date

import pytest

from bot.answering.rankings.asked import read as read_ranking
from bot.engine import Engine
from bot.question import read_question
from bot.remembering import Remembered
from bot.types import Abstention, Reason
from corpus.countries import find_countries
from corpus.folding import fold
from corpus.vocabulary import Vocabulary
from embeddings.generations import Generations
from embeddings.snapshot import Snapshot
from tests.desk import NEWS
from tests.fakes import FakeEncoder

DAY = date(2026, 11, 23)


class Finder:
    """Finds an answer, and counts how often it had to."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Abstention:
        self.times += 1
        return Abstention(Reason.NO_SOURCE, f"number {self.times}")


@pytest.fixture
def find() -> Finder:
    return Finder()


def test_a_question_asked_again_has_its_answer_at_once(find):
    remembered = Remembered()

    first, second = (remembered.answer("who", ("what",), DAY, find) for _ in range(2))

    assert first is second
    assert find.times == 1


@pytest.mark.parametrize(
    ("text", "context", "day"),
    [("Who", ("what",), DAY), ("who", (), DAY), ("who", ("wha", "t"), DAY), ("who", ("what",), date(2026, 11, 24))],
)
def test_another_question_or_context_or_day_is_another_answer(find, text, context, day):
    """Also a day: "this year" means another one tomorrow."""
    remembered = Remembered()
    remembered.answer("who", ("what",), DAY, find)

    assert remembered.answer(text, context, day, find).text == "number 2"


def test_of_too_many_those_that_were_not_asked_for_longest_go(find):
    remembered = Remembered(2)
    for text in ("a", "b", "a", "c"):
        remembered.answer(text, (), DAY, find)

    assert len(remembered) == 2
    assert remembered.answer("a", (), DAY, find).text == "number 1"
    assert remembered.answer("b", (), DAY, find).text == "number 4"


def test_none_is_kept_where_none_are_wanted(find):
    remembered = Remembered(0)

    assert [remembered.answer("a", (), DAY, find).text for _ in range(2)] == ["number 1", "number 2"]
    assert len(remembered) == 0


def test_what_is_found_in_haste_is_given_once(find):
    remembered = Remembered()

    assert remembered.answer("a", (), DAY, find, keep=lambda: False).text == "number 1"
    assert remembered.answer("a", (), DAY, find).text == "number 2"
    assert remembered.answer("a", (), DAY, find, keep=lambda: False).text == "number 2"


def test_what_is_kept_does_not_hold_the_question(find):
    remembered = Remembered()
    remembered.answer("Who is my secret source?", (), DAY, find)

    assert "secret" not in repr(vars(remembered))


def test_an_engine_encodes_the_same_question_once_and_a_new_generation_forgets(desk):
    desk.refresh(NEWS)
    encoder = Counting()
    snapshot = Snapshot(Generations(desk.generations.folder().parents[1]).folder(), encoder)
    engine = Engine(snapshot, encoder, lambda: DAY)

    answers = [engine.ask("Who detained a photographer?").answer for _ in range(3)]
    other = Engine(snapshot, encoder, lambda: DAY).ask("Who detained a photographer?").answer

    assert answers[0] == answers[1] == answers[2] == other
    assert encoder.questions == 2
    snapshot.close()


class Counting(FakeEncoder):
    """An encoder that counts the questions it was asked."""

    questions = 0

    def encode(self, question):
        self.questions += 1
        return super().encode(question)


class _Asked(str):
    """A question that tells, by a weak reference, whether anybody still holds it."""


def test_who_reads_a_question_keeps_nothing_of_its_text():
    """Its words are looked up in tables and caches; the text itself goes when the answer is given."""
    asked = _Asked("Why was the photographer Jean Ngoma held in Goma, and by whom?")
    kept = weakref.ref(asked)

    fold(asked)
    find_countries(asked)
    read_ranking(asked, DAY)
    read_question(asked, Vocabulary([], 0))

    del asked

    assert kept() is None
