"""FAISS behind the VectorIndex protocol: exact while that is fast, approximate above."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Self, TypeAlias

import numpy as np

from corpus.types import PassageId
from embeddings.errors import GenerationError
from embeddings.types import ALL, Hit, Only, Vector, Vectors

EXACT_UP_TO = 20_000
"""Passages that are searched one by one: 20,000 of 384 numbers take two milliseconds on one core."""

_SAMPLE = 16_384
"""Passages that the short codes are fitted to: FAISS asks for 39 to 256 for each of 16 code words."""

_WIDENINGS = (4, 8, 16, 32, 64)
_ENOUGH = 0.98
_DEPTH = 60
_TRIED = 200

Among: TypeAlias = Callable[[Only], Sequence[PassageId]]
"""Tells which passages a search may find. Vectors do not know what they are about; the index of words does."""


class FaissIndex:
    """Vectors of length 1 under their passages' ids; the score is the cosine.

    Many vectors are searched in two steps: all of them by codes of half a bit a number, which the
    processor compares 32 at a time (André et al., 2015), then the best few by half-precision floats.
    At 100,000 passages that takes a thirtieth of the exact search's time. Nothing is left out by
    cells or graphs, it is built in seconds, and only the codes have to be in memory. A search that is
    narrowed to some passages compares each of them: there is nothing to lose, and they are fewer.
    """

    def __init__(self, index: Any, recall: float | None = None, among: Among | None = None) -> None:
        self._index = index
        self._recall = recall
        self._among = among

    @classmethod
    def build(
        cls,
        ids: Sequence[PassageId],
        vectors: Vectors,
        *,
        exact_up_to: int = EXACT_UP_TO,
        among: Among | None = None,
    ) -> Self:
        """Index vectors of shape ``(len(ids), dimension)``."""
        import faiss

        dimension = vectors.shape[1]
        approximate = len(ids) > exact_up_to and dimension % 4 == 0
        inner: Any = _coded(vectors) if approximate else faiss.IndexFlatIP(dimension)
        index = faiss.IndexIDMap(inner)
        if len(ids):
            index.add_with_ids(np.ascontiguousarray(vectors), np.asarray(ids, dtype=np.int64))
        return cls(index, _widened(inner, vectors) if approximate else None, among)

    @classmethod
    def load(cls, path: Path, among: Among | None = None) -> Self:
        """Open a saved index. Its vectors stay in the file: two generations at once need no memory twice.

        Raises:
            GenerationError: it is not there or not an index.
        """
        import faiss

        try:
            index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError as error:
            raise GenerationError(f"{path}: cannot be read as a FAISS index; run pressbot refresh") from error
        return cls(index, among=among)

    def save(self, path: Path) -> None:
        """Write the index to a file.

        Raises:
            GenerationError: there is no room, or no right to write.
        """
        import faiss

        try:
            faiss.write_index(self._index, str(path))
        except RuntimeError as error:
            raise GenerationError(f"{path}: cannot be written; is the disk full?") from error

    @property
    def kind(self) -> str:
        """How it searches, for the manifest; once built, also how many of the nearest it was seen to find."""
        import faiss

        inner: Any = faiss.downcast_index(self._index.index)
        if isinstance(inner, faiss.IndexFlat):
            return "exact"
        measured = "" if self._recall is None else f", recall@{_DEPTH} {self._recall:.3f}"
        return f"4-bit codes, best {inner.k_factor:.0f} × refined by fp16{measured}"

    def search(self, vector: Vector, k: int, only: Only = ALL) -> list[Hit]:
        """Give the ``k`` passages of highest cosine, best first; fewer where there are fewer.

        Raises:
            GenerationError: it was opened without what its passages are about, and is asked for some ``only``.
        """
        if k < 1 or len(self) == 0:
            return []
        import faiss

        faiss.omp_set_num_threads(1)  # one question is not shared out; idle threads would only spin
        asked, most = np.ascontiguousarray(vector[None, :], dtype=np.float32), min(k, len(self))
        scores, ids = self._index.search(asked, most) if only == ALL else self._narrowed(asked, most, only)
        return [Hit(int(i), float(s)) for i, s in zip(ids[0], scores[0], strict=True) if i >= 0]

    def _narrowed(self, asked: Vectors, k: int, only: Only) -> tuple[Any, Any]:
        """Compare the question with each passage that may be found: the codes cannot leave others out."""
        import faiss

        if self._among is None:
            raise GenerationError("the index was opened without countries and days, and cannot be searched by them")
        ids = np.asarray(self._among(only), dtype=np.int64)
        inner: Any = faiss.downcast_index(self._index.index)
        whole = inner if isinstance(inner, faiss.IndexFlat) else faiss.downcast_index(inner.refine_index)
        chosen = faiss.IDSelectorBatch(ids)  # held here, as the next refers to it
        options: Any = faiss.SearchParameters()
        options.sel = faiss.IDSelectorTranslated(self._index.id_map, chosen)
        scores, places = whole.search(asked, min(k, max(1, len(ids))), params=options)
        return scores, [[self._index.id_map.at(int(place)) if place >= 0 else -1 for place in places[0]]]

    def __len__(self) -> int:
        return int(self._index.ntotal)


def _coded(vectors: Vectors) -> Any:
    import faiss

    dimension = vectors.shape[1]
    index = faiss.index_factory(dimension, f"PQ{dimension // 4}x4fs,Refine(SQfp16)", faiss.METRIC_INNER_PRODUCT)
    index.train(np.ascontiguousarray(vectors[:: max(1, len(vectors) // _SAMPLE)]))
    return index


def _widened(index: Any, vectors: Vectors) -> float:
    """Look at more candidates until the share of the nearest that is found is enough; give that share.

    Asked is what lies between two passages: questions are near to several, and themselves none.
    """
    import faiss

    picked = vectors[:: max(1, len(vectors) // _TRIED)][:_TRIED]
    between = picked + np.roll(picked, 1, axis=0)
    questions = np.ascontiguousarray(between / np.maximum(np.linalg.norm(between, axis=1, keepdims=True), 1e-12))
    depth = min(_DEPTH, len(vectors))
    _, right = faiss.knn(questions, np.ascontiguousarray(vectors), depth, faiss.METRIC_INNER_PRODUCT)
    recall = 0.0
    for widening in _WIDENINGS:
        index.k_factor = widening
        _, found = index.search(questions, depth)
        recall = sum(len(set(a) & set(b)) for a, b in zip(right, found, strict=True)) / right.size
        if recall >= _ENOUGH:
            break
    return recall
