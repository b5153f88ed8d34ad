"""The reader: a question and a handful of sentences, word by word → which of them answers, and whether any does.

Vectors say how near a sentence is as a whole. That it tells of a hospital but not of its name they do not show: for
that, each token of the question looks for its like among the sentence's, and each of these for its like in the
question; what each finds is compared with it (decomposable attention; Parikh et al., 2016). The tokens' vectors are
the model's own, so that what is fitted here (``tests/fit_reader.py``) is small enough to be reckoned with numpy.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from embeddings.models import PACKAGED_SHA256, READER
from embeddings.types import Reading

MOST = 80
"""Tokens that are read of a question and of a sentence; one sentence in a hundred has more."""

SHARED = 3
"""The first of the layers whose vectors are read, counted from one; the other is the last."""

Tokens: TypeAlias = NDArray[np.float32]
"""The vectors of a text's tokens after the model's third layer and after its last, side by side, ``(n, 768)``."""

_Rows: TypeAlias = NDArray[np.float32]
_GELU = np.float32(np.sqrt(2 / np.pi))


class Reader:
    """Compares tokens of a question with those of sentences.

    ``weights`` are named as the parts of ``tests.fit_reader.Fitting`` are.
    """

    def __init__(self, weights: Mapping[str, NDArray[np.float16]]) -> None:
        self._weights = {name: array.astype(np.float32) for name, array in weights.items()}
        self._sharpness = np.exp(self._weights["sharpness"])

    def read(self, question: Tokens, sentences: Sequence[Tokens]) -> Reading:
        """Score sentences, of which there is at least one, against each other and against none of them answering."""
        asked = self._linear("question", self._standard(question))
        ends = np.cumsum([len(own) for own in sentences])[:-1]
        tokens = np.split(self._linear("sentence", self._standard(np.concatenate(sentences))), ends)
        sought, found = zip(*(self._attended(asked, own) for own in tokens), strict=True)
        of_question = self._layer("of_question", np.concatenate(sought)).reshape(len(sentences), len(asked), -1)
        of_sentence = np.split(self._layer("of_sentence", np.concatenate(found)), ends)
        counts = _softmax(self._linear("counts", asked)[:, 0])
        least, most = of_question.min(axis=1), np.stack([own.max(axis=0) for own in of_sentence])
        compared = self._layer("compared", np.concatenate([counts @ of_question, most, least], axis=1))
        best = compared.max(axis=0)
        scores = self._linear("answers", np.concatenate([compared, np.broadcast_to(best, compared.shape)], axis=1))
        none = self._layer("none", np.concatenate([best, asked.mean(axis=0)])[None])
        return Reading(scores[:, 0], float(self._linear("nothing", none)[0, 0]))

    def _attended(self, asked: _Rows, tokens: _Rows) -> tuple[_Rows, _Rows]:
        """Set beside each token what it finds on the other side, their product and difference, and how alike it is."""
        ours, theirs = self._heads(asked), self._heads(tokens)
        alike = self._sharpness[:, None, None] * (_unit(ours) @ _unit(theirs).transpose(0, 2, 1))
        found = _side_by_side(_softmax(alike) @ theirs)
        asking = _side_by_side(_softmax(alike.transpose(0, 2, 1)) @ ours)
        return _beside(asked, found, alike.max(axis=2)), _beside(tokens, asking, alike.max(axis=1))

    def _heads(self, rows: _Rows) -> _Rows:
        """Take vectors apart into as many as there are heads, ``(heads, n, own)``."""
        return rows.reshape(len(rows), len(self._sharpness), -1).transpose(1, 0, 2)

    def _standard(self, rows: _Rows) -> _Rows:
        middle = rows - rows.mean(axis=1, keepdims=True)
        spread = np.sqrt((middle**2).mean(axis=1, keepdims=True) + 1e-5)
        standard: _Rows = middle / spread * self._weights["standard.weight"] + self._weights["standard.bias"]
        return standard

    def _linear(self, name: str, rows: _Rows) -> _Rows:
        product: _Rows = rows @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return product

    def _layer(self, name: str, rows: _Rows) -> _Rows:
        """Multiply, and let pass what is above naught: GELU in its usual approximation (Hendrycks & Gimpel, 2016)."""
        x = self._linear(name, rows)
        passed: _Rows = 0.5 * x * (1 + np.tanh(_GELU * (x + 0.044715 * x * x * x)))
        return passed


@cache
def load_reader(digest: str) -> Reader | None:
    """Load the reader; None where the model is not the one whose tokens it was fitted to."""
    return Reader(load_file(READER)) if digest == PACKAGED_SHA256 else None


def read_texts(
    reader: Reader | None, tokens: Callable[[Sequence[str]], list[Tokens]], question: str, sentences: Sequence[str]
) -> Reading | None:
    """Read sentences for an answer by what gives texts' tokens; None where there is no reader, or nothing to read."""
    if reader is None or not sentences:
        return None
    asked, *others = tokens([question, *sentences])
    return reader.read(asked, others)


def _beside(rows: _Rows, found: _Rows, alike: _Rows) -> _Rows:
    return np.concatenate([rows, found, rows * found, np.abs(rows - found), alike.T / 10], axis=1)


def _side_by_side(heads: _Rows) -> _Rows:
    return heads.transpose(1, 0, 2).reshape(heads.shape[1], -1)


def _unit(rows: _Rows) -> _Rows:
    unit: _Rows = rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-12)
    return unit


def _softmax(rows: _Rows) -> _Rows:
    shifted = np.exp(rows - rows.max(axis=-1, keepdims=True))
    shares: _Rows = shifted / shifted.sum(axis=-1, keepdims=True)
    return shares
