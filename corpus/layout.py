"""Which passages make up which article, in memory: a question's searches name a hundred passages of fifty articles."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

import numpy as np

from corpus.types import ArticleId, PassageId


class Layout:
    """The passages of every article, in the order of their texts; some 12 bytes a passage."""

    def __init__(self, rows: Iterable[tuple[PassageId, ArticleId]]) -> None:
        """Take passages with their articles: by article, and in the order of the text."""
        ids, self._articles, starts = list[PassageId](), list[ArticleId](), list[int]()
        for passage, article in rows:
            if not self._articles or article != self._articles[-1]:
                self._articles.append(article)
                starts.append(len(ids))
            ids.append(passage)
        self._ids = np.asarray(ids, dtype=np.int64)
        self._starts = np.asarray([*starts, len(ids)])
        self._by_id = np.argsort(self._ids).astype(np.int32)

    def passages(self, article: ArticleId) -> list[PassageId]:
        """Give an article's passages, none where there is no such article."""
        place = bisect_left(self._articles, article)
        if place == len(self._articles) or self._articles[place] != article:
            return []
        own: list[PassageId] = self._ids[self._starts[place] : self._starts[place + 1]].tolist()
        return own

    def articles_of(self, passages: Sequence[PassageId]) -> dict[PassageId, ArticleId]:
        """Give the articles of passages; those that are not there are left out."""
        wanted = np.asarray(passages, dtype=np.int64)
        found = np.searchsorted(self._ids, wanted, sorter=self._by_id)
        places = self._by_id[np.minimum(found, len(self._ids) - 1)] if len(self._ids) else found[:0]
        owners = np.searchsorted(self._starts, places, side="right") - 1
        there = self._ids[places] == wanted[: len(places)]
        return {p: self._articles[o] for p, o, is_there in zip(passages, owners, there) if is_there}  # noqa: B905
