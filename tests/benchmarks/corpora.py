"""Corpora of any size, like real ones: real articles with other names and numbers, real vectors moved a little."""

import random
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b
from itertools import count, islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.clean import clean
from corpus.sources.files import read_file
from corpus.split import split
from corpus.types import Article, Passage, RawArticle
from embeddings.protocols import Encoder
from embeddings.types import PassageText, PassageVectors, QuestionVectors, Reading, Vectors

ARTICLES = Path(__file__).parents[3] / "shared" / "data" / "articles"
"""Real articles; beside the repository, as they belong to those who wrote them."""

_WORD = re.compile(r"[^\W\d_]+|\d+")
_NOISE = 0.5
"""Makes a vector as near to its 1st, 10th and 60th neighbour (0.74, 0.62, 0.46) as a real one (0.75, 0.52, 0.41)."""

_LESS_LIKE = 0.9
_PASSAGE = 700
"""Characters of an average passage, a little under which it is split."""


def real_articles(name: str = "general-news.jsonl.gz") -> list[RawArticle]:
    """Read real articles; all are in English, so that nobody has to find that out a hundred thousand times."""
    found = read_file(ARTICLES / name)
    return [replace(raw, language=raw.language or "en") for raw in found if isinstance(raw, RawArticle)]


class Variations:
    """Articles of the same make as real ones, as many as are wanted, no two the same.

    In each, the words that are only ever capitalised (names) are exchanged for others of about the same
    frequency, and numbers for other numbers. So common words stay common and rare ones rare.
    """

    def __init__(self, base: Sequence[RawArticle]) -> None:
        self._base = base
        seen = Counter(word for article in base for word in _WORD.findall(article.text))
        self._names = [w for w, _ in seen.most_common() if w[0].isupper() and w.casefold() not in seen and len(w) > 2]
        self._place = {name: place for place, name in enumerate(self._names)}

    def articles(self, after: int = 0) -> Iterator[RawArticle]:
        """Give articles without end, the base first, or from the first of a later round."""
        for number in count(after * len(self._base)):
            article = self._base[number % len(self._base)]
            copy = number // len(self._base)
            yield article if copy == 0 else self._varied(article, copy, random.Random(number))

    def _varied(self, article: RawArticle, copy: int, rng: random.Random) -> RawArticle:
        chosen: dict[str, str] = {}

        def other(match: re.Match[str]) -> str:
            word = match[0]
            if word not in chosen:
                chosen[word] = self._other(word, rng)
            return chosen[word]

        title, text = _WORD.sub(other, article.title), _WORD.sub(other, article.text)
        address = f"{article.url or f'https://example.org/{len(article.text)}'}/variation-{copy}"
        return replace(article, title=title, text=text, url=address)

    def _other(self, word: str, rng: random.Random) -> str:
        if word.isdigit():
            return word if len(word) == 4 else str(rng.randrange(10 ** len(word)))
        place = self._place.get(word)
        if place is None:
            return word
        return self._names[min(len(self._names) - 1, int(place * rng.uniform(0.5, 2) + rng.random() * 3))]


def with_passages(number: int, sources: Sequence[RawArticle]) -> Iterator[RawArticle]:
    """Give varied articles until they have about so many passages."""
    made = 0.0
    for raw in Variations(sources).articles():
        if made >= number:
            return
        made += max(1, len(raw.text) / _PASSAGE)
        yield raw


def passages(number: int, sources: Sequence[RawArticle]) -> Iterator[tuple[Article, Passage]]:
    """Give so many passages of varied articles."""
    articles = (clean(raw) for raw in Variations(sources).articles())
    return islice(((a, p) for a in articles if isinstance(a, Article) for p in split(a)), number)


class VariedEncoder:
    """Encodes what a text was varied from, once, and moves its vectors a little: a million take minutes, not hours."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[bytes, PassageVectors] = {}
        self.name, self.digest, self.dimension = encoder.name, encoder.digest, encoder.dimension
        self.runtime = encoder.runtime
        self._seconds = 0.0

    @property
    def seconds_each(self) -> float:
        """How long a passage took that was encoded in earnest."""
        return self._seconds / max(1, len(self._known))

    def encode(self, question: str) -> QuestionVectors:
        """Encode a question, in earnest."""
        return self._encoder.encode(question)

    def encode_all(self, questions: Sequence[str]) -> list[QuestionVectors]:
        """Encode questions, in earnest."""
        return self._encoder.encode_all(questions)

    def read(self, question: str, sentences: Sequence[str]) -> Reading | None:
        """Read sentences for an answer, in earnest."""
        return self._encoder.read(question, sentences)

    def encode_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Give each passage the vectors of the first like it, moved by what is its own."""
        keys = [_skeleton(passage.body) for passage in passages]
        new = {key: passage for key, passage in zip(keys, passages, strict=True) if key not in self._known}
        begun = time.perf_counter()
        self._known.update(zip(new, self._encoder.encode_passages(list(new.values())), strict=True))
        self._seconds += time.perf_counter() - begun
        return [self._moved(self._known[key], passage) for key, passage in zip(keys, passages, strict=True)]

    def _moved(self, known: PassageVectors, passage: PassageText) -> PassageVectors:
        seed = int.from_bytes(blake2b(passage.body.encode(), digest_size=8).digest(), "big")
        rng = np.random.default_rng(seed)
        rows = np.resize(known.sentences, (len(passage.sentences), self.dimension))
        return PassageVectors(moved(known.passage[None, :], rng)[0], moved(rows, rng))


def _skeleton(text: str) -> bytes:
    """Identify a text by the words that are never exchanged."""
    kept = " ".join(word for word in _WORD.findall(text) if word[0].islower())
    return blake2b(kept.encode(), digest_size=8).digest()


def moved(vectors: Vectors, rng: np.random.Generator, by: float = _NOISE) -> Vectors:
    """Move unit vectors in a random direction, by a share of their length."""
    noise = rng.normal(scale=by / np.sqrt(vectors.shape[1]), size=vectors.shape)
    return units(vectors + noise)


def units(vectors: NDArray[np.floating]) -> Vectors:
    """Give each row length 1."""
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def vectors_like(real: Vectors, number: int, seed: int = 0) -> Vectors:
    """Make vectors that lie as real ones do: between two of them, and moved a little."""
    rng = np.random.default_rng(seed)
    made = np.empty((number, real.shape[1]), dtype=np.float32)
    for start in range(0, number, 50_000):
        rows = made[start : start + 50_000]
        one, two = (real[rng.integers(0, len(real), len(rows))] for _ in range(2))
        share = rng.beta(4, 2, (len(rows), 1)).astype(np.float32)
        rows[:] = moved(units(share * one + (1 - share) * two), rng)
    return made


def questions_like(real: Vectors, number: int, seed: int = 1) -> Vectors:
    """Make questions' vectors: near passages, at a cosine of about 0.7, as questions are that a passage answers."""
    return moved(vectors_like(real, number, seed), np.random.default_rng(seed), _LESS_LIKE)
