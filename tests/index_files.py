"""The copies of RSF's files that lie beside the repository, for tests that want the real thing."""

from functools import lru_cache
from pathlib import Path

import pytest

from bot.answering.rankings import IndexTable
from corpus.sources.rsf_index import read_index
from corpus.types import Ranking

SHARED = Path(__file__).parents[2] / "shared"
FILES = sorted((SHARED / "data" / "rsf-index").glob("*.csv"))

needs_files = pytest.mark.skipif(not FILES, reason="RSF's files are not beside the repository")


@lru_cache(maxsize=1)
def rows() -> tuple[Ranking, ...]:
    """Every row of every file."""
    read = [row for file in FILES for row in read_index(file.read_bytes(), file.name)]
    return tuple(row for row in read if isinstance(row, Ranking))


@lru_cache(maxsize=1)
def table() -> IndexTable:
    """The index from all files."""
    return IndexTable.of(rows())
