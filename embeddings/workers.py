"""Passages encoded by several processes of one machine, each with a model and a share of the cores of its own."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, zip_longest

from embeddings.errors import ModelError
from embeddings.protocols import Encoder
from embeddings.types import PassageText, PassageVectors, QuestionVectors, Reading

PER_WORKER = 128
"""Passages that a worker is given at a time; what is done is made to last after each round."""

Load = Callable[[], Encoder]
_encoder: Encoder


class Workers:
    """An encoder that shares passages out to processes; questions it leaves to the one that it was made from."""

    def __init__(self, encoder: Encoder, pool: ProcessPoolExecutor, number: int) -> None:
        self._encoder = encoder
        self._pool = pool
        self._number = number
        self.at_once = PER_WORKER * number
        self.name, self.digest, self.dimension = encoder.name, encoder.digest, encoder.dimension
        self.runtime = encoder.runtime

    def encode(self, question: str) -> QuestionVectors:
        """Encode a question."""
        return self._encoder.encode(question)

    def encode_all(self, questions: Sequence[str]) -> list[QuestionVectors]:
        """Encode questions in one pass."""
        return self._encoder.encode_all(questions)

    def read(self, question: str, sentences: Sequence[str]) -> Reading | None:
        """Read sentences for an answer."""
        return self._encoder.read(question, sentences)

    def encode_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Encode passages and their sentences, the first by the first worker, the second by the second and so on.

        They come longest first; dealt out like cards, they make hands of equal length.

        Raises:
            ModelError: a worker ended, for want of memory as a rule.
        """
        hands = [passages[n :: self._number] for n in range(self._number)]
        try:
            done = list(self._pool.map(_encode, hands))
        except BrokenProcessPool as error:
            raise ModelError("a process that encodes has ended; is memory short? Try fewer --workers") from error
        return [vectors for vectors in chain.from_iterable(zip_longest(*done)) if vectors is not None]


@contextmanager
def several(encoder: Encoder, load: Load, number: int) -> Iterator[Encoder]:
    """Give an encoder at work in so many processes, each of which calls ``load``; one process is the encoder itself."""
    if number < 2:
        yield encoder
        return
    context = multiprocessing.get_context("spawn")  # a copy of a process with threads in it may hang
    turns = context.Value("i", 0)
    with ProcessPoolExecutor(number, context, _begin, (load, turns, number)) as pool:
        yield Workers(encoder, pool, number)


def _begin(load: Load, turns: "multiprocessing.sharedctypes.Synchronized[int]", number: int) -> None:
    """Make a process ready: Ctrl-C is for the one that shares out; the cores are divided."""
    global _encoder
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with turns.get_lock():
        turn = turns.value
        turns.value += 1
    if hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, cores[turn % len(cores) :: number] or cores)
    _encoder = load()


def _encode(passages: Sequence[PassageText]) -> list[PassageVectors]:
    return _encoder.encode_passages(passages)
