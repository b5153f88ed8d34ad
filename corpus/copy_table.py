"""What the store keeps of syndicated copies: each article's signature, and which article is whose copy."""

import json
import sqlite3
from collections.abc import Iterable, Mapping

from corpus.copies import Signed, site_of
from corpus.rows import read_day
from corpus.types import ArticleId

TABLES = """
CREATE TABLE IF NOT EXISTS signatures (
    article TEXT PRIMARY KEY, digest TEXT NOT NULL, signature BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS copies (article TEXT PRIMARY KEY, original TEXT NOT NULL) WITHOUT ROWID;
"""


class CopyTable:
    """The tables of copies in a corpus; a corpus from before there were any has none."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        # Looked up once: an error that one thread meets would trouble all who share the connection.
        self._there = bool(db.execute("SELECT 1 FROM sqlite_master WHERE name = 'copies'").fetchone())

    def unsigned(self) -> list[ArticleId]:
        """List the articles that lack a signature of their present words."""
        query = "SELECT id FROM articles a WHERE digest IS NOT (SELECT digest FROM signatures WHERE article = a.id)"
        return [row[0] for row in self._db.execute(f"{query} ORDER BY id")]

    def sign(self, article: ArticleId, digest: str, signature: bytes) -> None:
        """Keep an article's signature."""
        self._db.execute("INSERT OR REPLACE INTO signatures VALUES (?,?,?)", (article, digest, signature))

    def signed(self) -> list[Signed]:
        """Give all signatures, by article."""
        query = "SELECT id, url, published, signature FROM articles JOIN signatures ON article = id ORDER BY id"
        return [Signed(i, site_of(url), read_day(day), words) for i, url, day, words in self._db.execute(query)]

    def replace(self, copies: Mapping[ArticleId, ArticleId]) -> None:
        """Note which articles are copies, and of which."""
        self._db.execute("DELETE FROM signatures WHERE article NOT IN (SELECT id FROM articles)")
        self._db.execute("DELETE FROM copies")
        self._db.executemany("INSERT INTO copies VALUES (?,?)", copies.items())

    def originals(self, articles: Iterable[ArticleId]) -> dict[ArticleId, ArticleId]:
        """Give the originals of those articles that are copies."""
        if not self._there:
            return {}
        query = "SELECT article, original FROM copies WHERE article IN (SELECT value FROM json_each(?))"
        return dict(self._db.execute(query, (json.dumps(list(articles)),)))

    def count(self) -> int:
        """Count the copies."""
        return int(self._db.execute("SELECT count(*) FROM copies").fetchone()[0]) if self._there else 0
