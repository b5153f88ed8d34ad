"""Numbers of sentences, article after article: what is taken over an article, and beside a sentence. Pure."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Column: TypeAlias = NDArray[Any]
"""One number for each sentence."""


class Stretches:
    """Where the sentences of one article end and those of the next begin."""

    def __init__(self, sizes: Sequence[int]) -> None:
        """Take each article's number of sentences, at least one."""
        self.sizes = np.asarray(sizes)
        self.starts = np.cumsum(self.sizes) - self.sizes
        self._goes_on = np.ones(self.sizes.sum(), dtype=bool)
        self._goes_on[self.starts] = False

    def spread(self, values: Column) -> Column:
        """Give each sentence what its article has, along the first axis."""
        return np.repeat(values, self.sizes, axis=0)

    def highest(self, values: Column) -> Column:
        """Give each sentence the highest value of its article."""
        return self.spread(np.maximum.reduceat(values, self.starts))

    def around(self, there: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Tell what each sentence, or one beside it in its article, has."""
        around, inner = there.copy(), self._goes_on[1:, None]
        around[1:] |= there[:-1] & inner
        around[:-1] |= there[1:] & inner
        return around

    def best_beside(self, values: Column) -> Column:
        """Give the higher value of the sentences before and after each in its article; 0 where it stands alone."""
        higher = np.full(len(values), -np.inf)
        inner = self._goes_on[1:]
        higher[1:][inner] = values[:-1][inner]
        higher[:-1][inner] = np.maximum(higher[:-1], values[1:])[inner]
        higher[np.isneginf(higher)] = 0.0
        return higher
