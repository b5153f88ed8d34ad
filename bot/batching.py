"""Questions that arrive together are encoded together: one pass through the model for all who wait for it."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass

from embeddings.protocols import Encoder
from embeddings.types import PassageText, PassageVectors, QuestionVectors, Reading

MOST = 16
"""Questions in one pass; more would make the first of them wait for the last."""


@dataclass(slots=True)
class _Waiting:
    question: str
    vectors: QuestionVectors | None = None
    error: Exception | None = None


class Together:
    """An encoder for several threads. Whoever finds the model free encodes for all who came in the meantime."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._free = threading.Lock()
        self._door = threading.Lock()
        self._queue: list[_Waiting] = []
        self._last = threading.local()
        self.name, self.digest, self.dimension = encoder.name, encoder.digest, encoder.dimension
        self.runtime = encoder.runtime

    def encode(self, question: str) -> QuestionVectors:
        """Encode a question, along with those of other threads; the same again in the same thread costs nothing.

        An inline query is encoded for its answer and then for the best passages. Only the question's hash is kept.
        """
        last: tuple[int, QuestionVectors] | None = getattr(self._last, "encoded", None)
        if last and last[0] == hash(question):
            return last[1]
        vectors = self._encode(question)
        self._last.encoded = (hash(question), vectors)
        return vectors

    def _encode(self, question: str) -> QuestionVectors:
        own = _Waiting(question)
        with self._door:
            self._queue.append(own)
        while own.vectors is None and own.error is None:
            with self._free:
                if own.vectors is None and own.error is None:
                    self._serve()
        if own.error is not None:
            raise own.error
        assert own.vectors is not None
        return own.vectors

    def _serve(self) -> None:
        with self._door:
            batch, self._queue = self._queue[:MOST], self._queue[MOST:]
        try:
            for waiting, vectors in zip(batch, self._encoder.encode_all([w.question for w in batch]), strict=True):
                waiting.vectors = vectors
        except Exception as error:  # it is every waiting thread's own: each raises it where it asked
            for waiting in batch:
                waiting.error = error

    def encode_all(self, questions: Sequence[str]) -> list[QuestionVectors]:
        """Encode questions in one pass."""
        return self._encoder.encode_all(questions)

    def read(self, question: str, sentences: Sequence[str]) -> Reading | None:
        """Read sentences for an answer."""
        return self._encoder.read(question, sentences)

    def encode_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Encode passages and, in the same pass, their sentences."""
        return self._encoder.encode_passages(passages)
