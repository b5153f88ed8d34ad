"""Question → hits: dense and lexical search, fused by reciprocal rank."""

from collections.abc import Sequence
from dataclasses import dataclass

from embeddings.fusion import rrf
from embeddings.hybrid import bm25, nearness
from embeddings.snapshot import Snapshot
from embeddings.types import ALL, Hit, Only, Vector

DEPTH = 60
"""Hits taken from each of the two searches. Recall of the right article stops growing well before."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What was found: fused hits, best first, with the two rankings they come from."""

    hits: tuple[Hit, ...]
    dense: tuple[Hit, ...]
    lexical: tuple[Hit, ...]


def retrieve(snapshot: Snapshot, vector: Vector, stems: Sequence[tuple[str, float]], only: Only = ALL) -> Retrieved:
    """Find passages near a vector, and passages that have weighted stems; fuse both. ``only`` holds for either."""
    if snapshot.milvus:
        found = snapshot.milvus.hybrid(vector, stems, DEPTH, only)
        near = nearness([hit.passage_id for hit, _ in found], snapshot.store, vector)
        words = bm25({hit.passage_id: tokens for hit, tokens in found}, stems, snapshot.vocabulary)
        return Retrieved(tuple(hit for hit, _ in found), tuple(near[:DEPTH]), tuple(words[:DEPTH]))
    dense = snapshot.vectors.search(vector, DEPTH, only)
    lexical = search_words(snapshot, stems, DEPTH, only)
    fused = rrf([[hit.passage_id for hit in ranking] for ranking in (dense, lexical)])
    return Retrieved(tuple(fused), tuple(dense), tuple(lexical))


def search_words(snapshot: Snapshot, stems: Sequence[tuple[str, float]], k: int, only: Only = ALL) -> list[Hit]:
    """Find passages that have weighted stems, wherever the words are indexed."""
    if snapshot.lexical:
        return snapshot.lexical.search(stems, k, only)
    return snapshot.milvus.search_words(stems, k, only) if snapshot.milvus else []
