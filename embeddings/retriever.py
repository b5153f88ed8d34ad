"""Question → hits: dense and lexical search, fused by reciprocal rank."""

from collections.abc import Sequence
from dataclasses import dataclass

from embeddings.fusion import rrf
from embeddings.snapshot import Snapshot
from embeddings.types import Hit, Vector

DEPTH = 60
"""Hits taken from each of the two searches. Recall of the right article stops growing well before."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What was found: fused hits, best first, with the two rankings they come from."""

    hits: tuple[Hit, ...]
    dense: tuple[Hit, ...]
    lexical: tuple[Hit, ...]


def retrieve(snapshot: Snapshot, vector: Vector, stems: Sequence[tuple[str, float]]) -> Retrieved:
    """Find passages near a vector, and passages that have weighted stems; fuse both."""
    dense = snapshot.vectors.search(vector, DEPTH)
    lexical = snapshot.lexical.search(stems, DEPTH)
    fused = rrf([[hit.passage_id for hit in ranking] for ranking in (dense, lexical)])
    return Retrieved(tuple(fused), tuple(dense), tuple(lexical))
