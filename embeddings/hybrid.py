"""What a fusion leaves out: how near each of the passages that it gave is, and what its words score."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from corpus.store import Store
from corpus.types import PassageId
from corpus.vocabulary import Vocabulary
from embeddings.lexical import FIELDS
from embeddings.milvus_index import as_token
from embeddings.types import Hit, Vector

_K1, _B = 1.2, 0.75


def nearness(found: Sequence[PassageId], store: Store, vector: Vector) -> list[Hit]:
    """Compare passages with a vector, best first: their own vectors lie beside their texts."""
    held = store.passages(found)
    return _best_first({key: float(np.frombuffer(e.vector, dtype=np.float32) @ vector) for key, e in held.items()})


def bm25(found: Mapping[PassageId, str], stems: Sequence[tuple[str, float]], vocabulary: Vocabulary) -> list[Hit]:
    """Score passages by weighted stems, best first; those that have none of them are left out.

    ``found`` holds each passage's words as ``fields`` wrote them. They are scored field by field, as the
    embedded index does: the choice of sentences was fitted to that. How rare a stem is, the whole corpus
    says; how long a field is among others, those that were found.
    """
    asked = [(as_token(stem), weight * vocabulary.rarity(stem)) for stem, weight in stems]
    scores = dict.fromkeys(found, 0.0)
    written = {key: [field.split() for field in text.split("|")] for key, text in found.items()}
    for n, boost in enumerate(FIELDS.values()):
        average = sum(len(fields[n]) for fields in written.values()) / max(1, len(written)) or 1.0
        for key, fields in written.items():
            scores[key] += boost * _score(fields[n], asked, average)
    return _best_first({key: score for key, score in scores.items() if score > 0})


def _score(tokens: Sequence[str], asked: Sequence[tuple[str, float]], average: float) -> float:
    counts, damping = Counter(tokens), _K1 * (1 - _B + _B * len(tokens) / average)
    return sum(w * counts[t] * (_K1 + 1) / (counts[t] + damping) for t, w in asked if counts[t])


def _best_first(scores: Mapping[PassageId, float]) -> list[Hit]:
    return [Hit(key, score) for key, score in sorted(scores.items(), key=lambda item: (-item[1], item[0]))]
