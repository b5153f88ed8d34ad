"""Stand-ins for what is slow in earnest. Without pytest, so that a test's own process can use them too."""

import hashlib
from collections.abc import Sequence

import numpy as np

from corpus.words import content_stems
from embeddings.types import PassageText, PassageVectors, QuestionVectors, Vector


class FakeEncoder:
    """Texts that share stems get near vectors, the same on every machine; what it encoded is remembered.

    ``stop_after`` raises KeyboardInterrupt once so many batches are encoded, as Ctrl-C would.
    """

    dimension = 32
    runtime = "fake"

    def __init__(self, name: str = "fake", stop_after: int | None = None) -> None:
        self.name = name
        self.digest = hashlib.sha256(name.encode()).hexdigest()
        self.encoded: list[str] = []
        self.batches = 0
        self._stop_after = stop_after

    def encode(self, question: str) -> QuestionVectors:
        return QuestionVectors(self._vector(question))

    def encode_all(self, questions: Sequence[str]) -> list[QuestionVectors]:
        return [self.encode(question) for question in questions]

    def read(self, question: str, sentences: Sequence[str]) -> None:
        """Nothing was fitted to it."""

    def encode_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        if self.batches == self._stop_after:
            raise KeyboardInterrupt
        self.batches += 1
        self.encoded += [passage.body for passage in passages]
        return [self._vectors(passage) for passage in passages]

    def _vectors(self, passage: PassageText) -> PassageVectors:
        sentences = [self._vector(passage.body[start:end]) for start, end in passage.sentences]
        rows = np.asarray(sentences, dtype=np.float32).reshape(len(sentences), self.dimension)
        return PassageVectors(self._vector(f"{passage.title}\n{passage.body}"), rows)

    def _vector(self, text: str) -> Vector:
        vector = np.zeros(self.dimension, dtype=np.float32)
        vector[0] = 0.1  # a text without words has a direction too
        for stem in content_stems(text):
            digest = hashlib.blake2b(f"{self.name} {stem}".encode(), digest_size=4).digest()
            vector[digest[0] % self.dimension] += 1 if digest[1] % 2 else -1
        length = float(np.linalg.norm(vector))
        return vector / length if length else np.eye(1, self.dimension, dtype=np.float32)[0]
