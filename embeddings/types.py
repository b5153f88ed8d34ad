"""What passes through the doors of retrieval. Imports the corpus's types alone."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from corpus.types import PassageId

Vector: TypeAlias = NDArray[np.float32]
"""Shape ``(dimension,)``, of length 1, so that a dot product is the cosine."""

Vectors: TypeAlias = NDArray[np.float32]
"""Shape ``(n, dimension)``, each row of length 1."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, and how well it fits: higher is better, always."""

    passage_id: PassageId
    score: float


@dataclass(frozen=True, slots=True)
class Only:
    """Which passages a search may find: of articles on one of some countries, and dated between two days.

    ``countries`` are ISO 3166 alpha-3 codes; none of them is all. An article without a day is in no
    stretch of time.
    """

    countries: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


ALL = Only()


def day_number(day: date | None) -> int:
    """Write a day as a number that sorts: 20200131; 0 is none."""
    return day.year * 10_000 + day.month * 100 + day.day if day else 0


@dataclass(frozen=True, slots=True, eq=False)
class QuestionVectors:
    """Where a question's matter lies, and where its answer does.

    ``likeness`` has length 1 and is near texts on the same matter. The dot product with ``answer`` is high for
    vectors of sentences that answer the question; it is None where no question tower was fitted to the model.
    ``nothing`` is what the product would be for a sentence that says that nothing answers: high for what is seldom
    told, such as the name of a hospital; not a number where there is no tower.
    """

    likeness: Vector
    answer: NDArray[np.float32] | None = None
    nothing: float = np.nan

    @classmethod
    def of(cls, likeness: Vector, told: NDArray[np.float32] | None) -> "QuestionVectors":
        """Take apart what a question tower gives, ``(dimension + 1,)``: ``answer``, and behind it ``nothing``."""
        return cls(likeness) if told is None else cls(likeness, told[:-1], float(told[-1]))


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What came of reading sentences for an answer: logits of each answering, ``(n,)``, and of none of them."""

    scores: NDArray[np.float32]
    nothing: float


@dataclass(frozen=True, slots=True)
class PassageText:
    """A passage as the encoder reads it: its article's title, its words, and its sentences.

    ``sentences`` are pairs of offsets into ``body``.
    """

    title: str
    body: str
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """One vector for the passage and one for each of its sentences, ``(n, dimension)``."""

    passage: Vector
    sentences: Vectors


@dataclass(frozen=True, slots=True)
class File:
    """A file of a generation: its path inside the folder, size in bytes and SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation says of itself: who made it of what, and the checksums of its files."""

    number: int
    created: datetime
    version: str
    model: str
    model_digest: str
    dimension: int
    index: str
    articles: int
    passages: int
    files: tuple[File, ...]
    runtime: str = "torch float32"
    """What computed the vectors; where several did, each."""


class Progress(Protocol):
    """Is told how far a long work has come."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Take note of it; ``total`` is 0 while it is not known."""
