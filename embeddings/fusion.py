"""One ranking out of several. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from corpus.types import PassageId
from embeddings.types import Hit

K = 60
"""The constant of the paper; it keeps a single first place from outweighing agreement."""


def rrf(rankings: Iterable[Sequence[PassageId]], *, k: int = K) -> list[Hit]:
    """Fuse rankings by reciprocal rank, best first; ties break by id.

    Only ranks count: BM25 and cosine scores are not comparable (Cormack et al., 2009).

    >>> [hit.passage_id for hit in rrf([[1, 2], [2, 3]])]
    [2, 1, 3]
    """
    scores: defaultdict[PassageId, float] = defaultdict(float)
    for ranking in rankings:
        for rank, passage in enumerate(dict.fromkeys(ranking), 1):
            scores[passage] += 1 / (k + rank)
    return [Hit(p, s) for p, s in sorted(scores.items(), key=lambda item: (-item[1], item[0]))]
