"""Questions of several threads go through the model together, and each gets its own vector."""

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from bot.batching import MOST, Together
from tests.fakes import FakeEncoder


class Slow(FakeEncoder):
    """An encoder that waits until it is let go, and remembers its batches."""

    def __init__(self) -> None:
        super().__init__()
        self.go = threading.Event()
        self.sizes: list[int] = []

    def encode_all(self, questions):
        self.sizes.append(len(questions))
        self.go.wait(5)
        if "fail" in questions:
            raise ValueError(questions[0])
        return super().encode_all(questions)


def test_questions_that_come_while_the_model_works_share_the_next_pass():
    encoder, questions = Slow(), [f"question {n} on place {n}" for n in range(10)]
    together = Together(encoder)
    with ThreadPoolExecutor(10) as pool:
        waiting = [pool.submit(together.encode, question) for question in questions]
        while len(together._queue) + sum(encoder.sizes) < len(questions):
            pass
        encoder.go.set()
        vectors = [future.result() for future in waiting]

    assert sum(encoder.sizes) == 10
    assert len(encoder.sizes) <= 3
    assert max(encoder.sizes) <= MOST
    alone = [FakeEncoder().encode(question) for question in questions]
    assert all(np.array_equal(v.likeness, a.likeness) for v, a in zip(vectors, alone, strict=True))


def test_a_failure_reaches_who_asked_and_no_one_after():
    encoder = Slow()
    encoder.go.set()
    together = Together(encoder)

    with pytest.raises(ValueError, match="fail"):
        together.encode("fail")
    assert together.encode("fine").likeness.shape == (32,)


def test_a_question_asked_twice_in_a_row_is_encoded_once():
    encoder = Slow()
    encoder.go.set()
    together = Together(encoder)
    vectors = [together.encode(question) for question in ("who was it", "who was it", "and where", "who was it")]

    assert encoder.sizes == [1, 1, 1]
    assert vectors[0] is vectors[1]
    assert np.array_equal(vectors[0].likeness, vectors[3].likeness)
