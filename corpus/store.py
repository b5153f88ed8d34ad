"""Articles, passages and vectors in SQLite: types in, types out. All SQL lives here.

One file is one state of the corpus. A refresh writes a copy of the file that is being served, so a
reader never waits for it and never sees half of it.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus.copy_table import TABLES as COPY_TABLES
from corpus.copy_table import CopyTable
from corpus.errors import StoreError
from corpus.layout import Layout
from corpus.rows import (
    SCHEMA,
    TABLES,
    UPGRADES,
    Encoded,
    article_row,
    claim_row,
    passage_row,
    ranking_row,
    read_article,
    read_claim,
    read_day,
    read_encoded,
    read_passage,
    read_ranking,
    read_removed,
    read_statement,
    removed_row,
    statement_row,
)
from corpus.tallies import Tallies
from corpus.types import Article, ArticleId, Passage, PassageId, Ranking, RankingClaim, Removed, Statement


@dataclass(frozen=True, slots=True)
class Counts:
    """What a corpus holds. ``languages`` are codes with their numbers of articles, most first."""

    articles: int
    passages: int
    sentences: int
    first: date | None
    last: date | None
    languages: tuple[tuple[str, int], ...]
    editions: tuple[int, ...] = ()


class Store:
    """One SQLite file of articles and their passages.

    Opened for reading it may be shared by threads; opened for writing it belongs to one.
    """

    def __init__(self, path: Path, *, write: bool = False) -> None:
        self.path = path
        self._writes = write
        self._layout: Layout | None = None
        try:
            self._db = _open(path, write)
        except sqlite3.Error as error:
            raise StoreError(f"{path}: cannot be opened as a corpus ({error})") from error
        self.copies = CopyTable(self._db)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def version(self) -> int:
        """The version of the file's tables."""
        return self._number("PRAGMA user_version")

    def close(self) -> None:
        """Close the file; what was not committed is dropped."""
        self._db.close()

    def commit(self) -> None:
        """Make what was written last through a crash."""
        self._db.commit()

    # articles

    def digest(self, article: ArticleId) -> str | None:
        """Give the digest of a stored article, or None where there is none."""
        row = self._db.execute("SELECT digest FROM articles WHERE id = ?", (article,)).fetchone()
        return row[0] if row else None

    def put(self, article: Article, passages: Sequence[Passage]) -> None:
        """Store an article in the place of its old self; passages that stay the same keep their vectors."""
        kept = json.dumps([passage.id for passage in passages])
        gone = "DELETE FROM passages WHERE article = ? AND id NOT IN (SELECT value FROM json_each(?))"
        self._db.execute(gone, (article.id, kept))
        self._db.execute("INSERT OR REPLACE INTO articles VALUES (?,?,?,?,?,?,?,?,?,?)", article_row(article))
        self._db.executemany(
            "INSERT INTO passages (id, article, ordinal, start, end, sentences) VALUES (?,?,?,?,?,?) ON CONFLICT (id) "
            "DO UPDATE SET ordinal = excluded.ordinal, start = excluded.start, end = excluded.end, "
            "sentences = excluded.sentences",
            map(passage_row, passages),
        )

    def delete(self, article: ArticleId) -> bool:
        """Take an article out, with its passages and all that was read in it, and tell whether it was there."""
        for table in ("passages", "ranking_claims", "statements"):
            self._db.execute(f"DELETE FROM {table} WHERE article = ?", (article,))
        return self._db.execute("DELETE FROM articles WHERE id = ?", (article,)).rowcount > 0

    def put_claims(self, article: ArticleId, claims: Iterable[RankingClaim]) -> None:
        """Store the ranks that an article tells in the place of those that its old self told."""
        self._db.execute("DELETE FROM ranking_claims WHERE article = ?", (article,))
        rows = (claim_row(article, claim) for claim in claims)
        self._db.executemany("INSERT INTO ranking_claims VALUES (?,?,?,?,?,?,?,?)", rows)

    def put_statements(self, article: ArticleId, statements: Iterable[Statement]) -> None:
        """Store what an article quotes in the place of what its old self quoted."""
        self._db.execute("DELETE FROM statements WHERE article = ?", (article,))
        rows = (statement_row(article, statement) for statement in statements)
        self._db.executemany("INSERT INTO statements VALUES (?,?,?,?,?,?,?,?,?)", rows)

    def statements(self, articles: Sequence[ArticleId]) -> list[tuple[ArticleId, Statement]]:
        """Give what articles quote, in the order of their texts."""
        query = "SELECT * FROM statements WHERE article IN (SELECT value FROM json_each(?)) ORDER BY article, start"
        return [(row[0], read_statement(row)) for row in self._db.execute(query, (json.dumps(list(articles)),))]

    def quoting(self, pattern: str, most: int) -> list[ArticleId]:
        """Give articles with a statement whose words are like an SQL pattern; every statement is looked at."""
        query = "SELECT DISTINCT article FROM statements WHERE words LIKE ? ESCAPE '\\' ORDER BY article LIMIT ?"
        return [row[0] for row in self._db.execute(query, (pattern, most))]

    def claims(self) -> list[tuple[ArticleId, RankingClaim]]:
        """Give every rank that an article tells."""
        rows = self._db.execute("SELECT * FROM ranking_claims ORDER BY article, start, country")
        return [(row[0], read_claim(row)) for row in rows]

    def digests(self) -> dict[ArticleId, str]:
        """Give every article's digest."""
        return dict(self._db.execute("SELECT id, digest FROM articles"))

    # what was removed

    def remove(self, removed: Removed) -> bool:
        """Delete an article with all that was made of it, remember that, and tell whether it was there."""
        self._db.execute("INSERT OR REPLACE INTO removals VALUES (?,?,?,?)", removed_row(removed))
        return self.delete(removed.article)

    def restore(self, article: ArticleId) -> bool:
        """Forget that an article was removed, so that a source may bring it back; tell whether it was."""
        return self._db.execute("DELETE FROM removals WHERE article = ?", (article,)).rowcount > 0

    def removed(self, article: ArticleId) -> bool:
        """Tell whether an article was removed."""
        return self._number("SELECT count(*) FROM removals WHERE article = ?", article) > 0

    def removals(self) -> dict[ArticleId, Removed]:
        """Give what was removed, by article; a file from before there were removals has none."""
        if self.version == 1:
            return {}
        return {row[0]: read_removed(row) for row in self._db.execute("SELECT * FROM removals ORDER BY day, article")}

    # the Index

    def put_edition(self, edition: int, rankings: Iterable[Ranking]) -> None:
        """Store an edition's rows in the place of those it had."""
        self._db.execute("DELETE FROM rankings WHERE edition = ?", (edition,))
        self._db.executemany("INSERT OR REPLACE INTO rankings VALUES (?,?,?,?,?,?,?,?)", map(ranking_row, rankings))

    def rankings(self, edition: int | None = None) -> list[Ranking]:
        """Give the rows of an edition, or of all, by edition and country."""
        query = "SELECT * FROM rankings WHERE ?1 IS NULL OR edition = ?1 ORDER BY edition, country"
        return [read_ranking(row) for row in self._db.execute(query, (edition,))]

    def articles(self, ids: Iterable[ArticleId]) -> dict[ArticleId, Article]:
        """Give stored articles by id; ids that are not there are left out."""
        query = "SELECT * FROM articles WHERE id IN (SELECT value FROM json_each(?))"
        rows = self._db.execute(query, (json.dumps(list(ids)),))
        return {row[0]: read_article(row) for row in rows}

    def all_articles(self) -> Iterator[Article]:
        """Give every article, by id."""
        return map(read_article, self._db.execute("SELECT * FROM articles ORDER BY id"))

    def newest(self, most: int) -> list[Article]:
        """Give the articles that were published last, the newest first."""
        query = "SELECT * FROM articles ORDER BY coalesce(published, updated, happened, '') DESC, id LIMIT ?"
        return [read_article(row) for row in self._db.execute(query, (most,))]

    def titled(self, title: str) -> list[Article]:
        """Give the articles of a title: the way to one that has no address."""
        return [read_article(row) for row in self._db.execute("SELECT * FROM articles WHERE title = ?", (title,))]

    # passages and vectors

    def passages(self, ids: Sequence[PassageId]) -> dict[PassageId, Encoded]:
        """Give passages by id, with their vectors."""
        query = "SELECT * FROM passages WHERE id IN (SELECT value FROM json_each(?))"
        rows = self._db.execute(query, (json.dumps(list(ids)),))
        return {row[0]: read_encoded(row) for row in rows}

    def layout(self) -> Layout:
        """Tell which passages make up which article; of a file that is only read, it is looked up once."""
        if self._layout is None:
            query = "SELECT id, article FROM passages ORDER BY article, ordinal"
            layout = Layout(self._db.execute(query))
            self._layout = None if self._writes else layout
            return layout
        return self._layout

    def articles_of(self, ids: Sequence[PassageId]) -> dict[PassageId, ArticleId]:
        """Give the articles that passages belong to."""
        return self.layout().articles_of(ids)

    def passages_of(self, articles: Sequence[ArticleId]) -> list[Encoded]:
        """Give all passages of articles with their vectors, in the order of the text."""
        query = "SELECT * FROM passages WHERE article IN (SELECT value FROM json_each(?)) ORDER BY article, ordinal"
        return [read_encoded(row) for row in self._db.execute(query, (json.dumps(list(articles)),))]

    def all_passages(self, articles: Iterable[ArticleId] | None = None) -> Iterator[tuple[Article, Passage]]:
        """Give every passage with its article, by article and order, or those of some articles."""
        chosen = self.articles(articles) if articles is not None else None
        for article in self.all_articles() if chosen is None else (chosen[key] for key in sorted(chosen)):
            rows = self._db.execute("SELECT * FROM passages WHERE article = ? ORDER BY ordinal", (article.id,))
            yield from ((article, read_passage(row)) for row in rows)

    def without_vector(self) -> list[PassageId]:
        """Give the passages that are not encoded yet, longest first: like lengths make full batches."""
        query = "SELECT id FROM passages WHERE vector IS NULL ORDER BY end - start DESC, id"
        return [row[0] for row in self._db.execute(query)]

    def put_vectors(self, encoded: Iterable[tuple[PassageId, bytes, bytes]]) -> None:
        """Store passages' vectors and their sentences' vectors."""
        rows = ((vector, sentences, passage) for passage, vector, sentences in encoded)
        self._db.executemany("UPDATE passages SET vector = ?, sentence_vectors = ? WHERE id = ?", rows)

    def without_contents(self) -> list[ArticleId]:
        """Give the articles with a passage of which it was not read yet what its sentences hold."""
        return [row[0] for row in self._db.execute("SELECT DISTINCT article FROM passages WHERE contents IS NULL")]

    def put_contents(self, contents: Iterable[tuple[PassageId, str]]) -> None:
        """Store what passages' sentences hold, as ``corpus.contents`` writes it."""
        self._db.executemany("UPDATE passages SET contents = ?2 WHERE id = ?1", contents)

    def drop_contents(self) -> None:
        """Forget what sentences hold, because it is read in another way now."""
        self._db.execute("UPDATE passages SET contents = NULL")

    def drop_vectors(self) -> None:
        """Forget all vectors, because another model is to make them."""
        self._db.execute("UPDATE passages SET vector = NULL, sentence_vectors = NULL")

    def salvage_vectors(self, other: Path, model_note: str) -> None:
        """Take over vectors that another file of the same model holds for passages that lack theirs here.

        A file that an interrupted run left may be broken; then there is nothing to take over.
        """
        self._db.commit()
        try:
            with Store(other) as left:
                usable = left.note(model_note) == self.note(model_note)
            if usable:
                self._db.execute("ATTACH ? AS other", (str(other),))
                self._db.execute(
                    "UPDATE passages SET (vector, sentence_vectors) = (SELECT vector, sentence_vectors "
                    "FROM other.passages o WHERE o.id = passages.id) WHERE vector IS NULL"
                )
                self._db.commit()
                self._db.execute("DETACH other")
        except (StoreError, sqlite3.Error):
            self._db.rollback()

    def vectors(self) -> Iterator[tuple[PassageId, bytes]]:
        """Give every passage's vector, by id."""
        yield from self._db.execute("SELECT id, vector FROM passages WHERE vector IS NOT NULL ORDER BY id")

    # what is counted over the whole corpus

    @property
    def tallies(self) -> Tallies:
        """The counts of words and sentences."""
        return Tallies(self._db)

    def note(self, name: str) -> str:
        """Give a note that a writer left, or an empty one."""
        row = self._db.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
        return row[0] if row else ""

    def put_note(self, name: str, value: str) -> None:
        """Leave a note, such as the digest of the model that made the vectors."""
        self._db.execute("INSERT OR REPLACE INTO notes VALUES (?,?)", (name, value))

    def counts(self) -> Counts:
        """Count what is there."""
        day = "coalesce(happened, published, updated)"
        first, last = self._db.execute(f"SELECT min({day}), max({day}) FROM articles").fetchone()
        languages = "SELECT language, count(*) AS n FROM articles GROUP BY 1 ORDER BY n DESC, 1"
        return Counts(
            articles=self._number("SELECT count(*) FROM articles"),
            passages=self._number("SELECT count(*) FROM passages"),
            sentences=self._number("SELECT coalesce(sum(json_array_length(sentences) / 2), 0) FROM passages"),
            first=read_day(first),
            last=read_day(last),
            languages=tuple(self._db.execute(languages)),
            editions=tuple(row[0] for row in self._db.execute("SELECT DISTINCT edition FROM rankings ORDER BY 1")),
        )

    def check(self) -> None:
        """Look for damage in the file.

        Raises:
            StoreError: SQLite finds it broken, or a passage without an article or a vector.
        """
        verdict = self._db.execute("PRAGMA quick_check(1)").fetchone()[0]
        if verdict != "ok":
            raise StoreError(f"{self.path}: {verdict}")
        orphans = "SELECT article FROM passages EXCEPT SELECT id FROM articles"
        lost = f"SELECT count(*) FROM passages WHERE vector IS NULL OR article IN ({orphans})"
        if number := self._number(lost):
            raise StoreError(f"{self.path}: {number} passages have no vector or no article")

    def _number(self, query: str, *values: str) -> int:
        number: int = self._db.execute(query, values).fetchone()[0]
        return number


def _open(path: Path, write: bool) -> sqlite3.Connection:
    if write:
        path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path)
    else:
        # A generation never changes: no locks are needed, and a read-only disk will do.
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        db.execute("PRAGMA mmap_size = 1073741824")
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA or (version == 0 and not write):
        db.close()
        newer = "a newer pressbot wrote it; install that one, or set PRESSBOT_DATA anew and refresh from the sources"
        raise StoreError(f"{path}: is of version {version}, not {SCHEMA}" + (f"; {newer}" if version else ""))
    if write:
        _upgrade(db, version)
        db.executescript(COPY_TABLES)
    return db


def _upgrade(db: sqlite3.Connection, version: int) -> None:
    """Bring a file's tables up to date, from nothing or from an earlier version, one version at a time."""
    for number, script in enumerate((TABLES, *UPGRADES)[version:], version + 1):
        db.executescript(f"BEGIN; {script} PRAGMA user_version = {number}; COMMIT;")
