"""FAISS behind the VectorIndex protocol: exact while that is fast, approximate above."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np

from corpus.types import PassageId
from embeddings.errors import GenerationError
from embeddings.types import Hit, Vector, Vectors

EXACT_UP_TO = 100_000
"""Passages that are searched one by one: 100,000 of 384 numbers take some ten milliseconds on one core."""

_PROBES = 48


class FaissIndex:
    """Vectors of length 1 under their passages' ids; the score is the cosine."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def build(cls, ids: Sequence[PassageId], vectors: Vectors, *, exact_up_to: int = EXACT_UP_TO) -> Self:
        """Index vectors of shape ``(len(ids), dimension)``."""
        import faiss

        dimension = vectors.shape[1]
        if len(ids) <= exact_up_to:
            inner: Any = faiss.IndexFlatIP(dimension)
        else:
            # Half-precision floats in cells; 4·√n cells is FAISS's own guideline for this size.
            cells = int(4 * np.sqrt(len(ids)))
            inner = faiss.index_factory(dimension, f"IVF{cells},SQfp16", faiss.METRIC_INNER_PRODUCT)
            inner.cp.seed = 1  # the same passages give the same index
            sample = vectors[:: max(1, len(ids) // (cells * 64))]
            inner.train(np.ascontiguousarray(sample))
            inner.nprobe = _PROBES
        index = faiss.IndexIDMap(inner)
        if len(ids):
            index.add_with_ids(np.ascontiguousarray(vectors), np.asarray(ids, dtype=np.int64))
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Open a saved index.

        Raises:
            GenerationError: it is not there or not an index.
        """
        import faiss

        try:
            index = faiss.read_index(str(path))
        except RuntimeError as error:
            raise GenerationError(f"{path}: cannot be read as a FAISS index; run pressbot refresh") from error
        return cls(index)

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
        """How it searches, for the manifest."""
        import faiss

        inner: Any = faiss.downcast_index(self._index.index)
        return "exact" if isinstance(inner, faiss.IndexFlat) else f"ivf{inner.nlist},fp16,nprobe={inner.nprobe}"

    def search(self, vector: Vector, k: int) -> list[Hit]:
        """Give the ``k`` passages of highest cosine, best first; fewer where there are fewer."""
        if k < 1 or len(self) == 0:
            return []
        import faiss

        faiss.omp_set_num_threads(1)  # one question is not shared out; idle threads would only spin
        scores, ids = self._index.search(np.ascontiguousarray(vector[None, :], dtype=np.float32), min(k, len(self)))
        return [Hit(int(i), float(s)) for i, s in zip(ids[0], scores[0], strict=True) if i >= 0]

    def __len__(self) -> int:
        return int(self._index.ntotal)
