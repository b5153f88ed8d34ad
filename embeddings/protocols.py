"""The two seams: what turns texts into vectors, and what finds vectors that are near."""

from collections.abc import Sequence
from typing import Protocol

from embeddings.types import ALL, Hit, Only, PassageText, PassageVectors, QuestionVectors, Reading, Vector


class Encoder(Protocol):
    """Texts → vectors of length 1."""

    @property
    def name(self) -> str:
        """The model's name, for people."""

    @property
    def digest(self) -> str:
        """What identifies the model: vectors of equal digests can be compared."""

    @property
    def runtime(self) -> str:
        """What computes its vectors and how exactly, for the manifest; vectors of one digest agree all the same."""

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""

    def encode(self, question: str) -> QuestionVectors:
        """Encode a question."""

    def encode_all(self, questions: Sequence[str]) -> list[QuestionVectors]:
        """Encode questions in one pass."""

    def read(self, question: str, sentences: Sequence[str]) -> Reading | None:
        """Read sentences, word by word, for an answer; None where no reader was fitted to the model.

        It takes several times as long as to encode a question.
        """

    def encode_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Encode passages and, in the same pass, their sentences."""


class VectorIndex(Protocol):
    """Passages' vectors, searched by nearness."""

    def search(self, vector: Vector, k: int, only: Only = ALL) -> list[Hit]:
        """Give the ``k`` passages of highest cosine, best first; fewer where there are fewer.

        ``only`` leaves others out before they are compared, so that it costs no recall.
        """

    def __len__(self) -> int: ...
