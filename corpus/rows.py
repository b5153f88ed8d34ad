"""The corpus's tables, and our types as their rows. Pure; ``store`` runs the SQL."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from corpus.types import Article, ArticleId, Field, Passage, Ranking, RankingClaim, Removed, Span, Statement

TABLES = """
CREATE TABLE articles (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, text TEXT NOT NULL, url TEXT, published TEXT, updated TEXT,
    happened TEXT, language TEXT NOT NULL, fields TEXT NOT NULL, digest TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE passages (
    id INTEGER PRIMARY KEY, article TEXT NOT NULL, ordinal INTEGER NOT NULL, start INTEGER NOT NULL,
    end INTEGER NOT NULL, sentences TEXT NOT NULL, vector BLOB, sentence_vectors BLOB
);
CREATE INDEX passages_by_article ON passages (article, ordinal);
CREATE TABLE terms (
    term TEXT PRIMARY KEY, form TEXT NOT NULL, passages INTEGER NOT NULL, capitals INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE refrains (digest INTEGER PRIMARY KEY, articles INTEGER NOT NULL);
CREATE TABLE rankings (
    edition INTEGER NOT NULL, country TEXT NOT NULL, name TEXT NOT NULL, rank INTEGER NOT NULL, score REAL,
    zone TEXT NOT NULL, indicators TEXT NOT NULL, url TEXT NOT NULL, PRIMARY KEY (edition, country)
) WITHOUT ROWID;
CREATE TABLE ranking_claims (
    article TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, country TEXT NOT NULL, edition INTEGER,
    rank INTEGER NOT NULL, total INTEGER, words TEXT NOT NULL
);
CREATE INDEX ranking_claims_by_article ON ranking_claims (article);
CREATE TABLE statements (
    article TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, speaker TEXT NOT NULL, mention TEXT NOT NULL,
    role TEXT NOT NULL, day TEXT, words TEXT NOT NULL, spans TEXT NOT NULL
);
CREATE INDEX statements_by_article ON statements (article, start);
CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
"""The tables of version 1. A new file begins with these, and goes through the upgrades like an old one."""

UPGRADES = (
    """
CREATE TABLE forms (
    term TEXT NOT NULL, form TEXT NOT NULL, passages INTEGER NOT NULL, PRIMARY KEY (term, form)
) WITHOUT ROWID;
CREATE INDEX refrains_by_articles ON refrains (articles);
CREATE TABLE removals (
    article TEXT PRIMARY KEY, address TEXT NOT NULL, reason TEXT NOT NULL, day TEXT NOT NULL
) WITHOUT ROWID;
""",
    "ALTER TABLE passages ADD COLUMN contents TEXT;",
)
"""What each version added to the one before. An older file is read as it is; a refresh upgrades its copy."""

SCHEMA = 1 + len(UPGRADES)


@dataclass(frozen=True, slots=True)
class Encoded:
    """A passage with its vector, and its sentences' vectors one after another, as stored bytes.

    ``contents`` are what its sentences hold, as ``corpus.contents`` writes it; empty where that was not read yet.
    """

    passage: Passage
    vector: bytes
    sentence_vectors: bytes
    contents: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A stem and a word it was made from, and in how many passages it stands.

    ``capitals`` are those of them in which it has a capital inside a sentence.
    """

    stem: str
    form: str
    passages: int
    capitals: int


def read_day(words: str | None) -> date | None:
    """Read a day as it is stored."""
    return date.fromisoformat(words) if words else None


def article_row(a: Article) -> tuple[str | None, ...]:
    """Make a row of an article."""
    days = (day.isoformat() if day else None for day in (a.published, a.updated, a.happened))
    fields = json.dumps([[f.name, f.value] for f in a.fields], ensure_ascii=False)
    return (a.id, a.title, a.text, a.url, *days, a.language, fields, a.digest)


def read_article(row: tuple[str, ...]) -> Article:
    """Make an article of a row."""
    key, title, text, url, published, updated, happened, language, fields, digest = row
    return Article(
        key, title, text, url, read_day(published), read_day(updated), read_day(happened), language,
        tuple(Field(*pair) for pair in json.loads(fields)), digest,
    )  # fmt: skip


def passage_row(p: Passage) -> tuple[int | str, ...]:
    """Make a row of a passage, its vectors left out."""
    offsets = [offset for span in p.sentences for offset in (span.start, span.end)]
    return (p.id, p.article_id, p.ordinal, p.span.start, p.span.end, json.dumps(offsets, separators=(",", ":")))


PassageRow: TypeAlias = tuple[Any, ...]
"""A row of ``passages``; the last column is missing from a file of the first versions."""


def read_passage(row: PassageRow) -> Passage:
    """Make a passage of a row."""
    offsets = json.loads(row[5])
    spans = tuple(Span(*pair) for pair in zip(offsets[::2], offsets[1::2], strict=True))
    return Passage(row[0], row[1], row[2], Span(row[3], row[4]), spans)


def read_encoded(row: PassageRow) -> Encoded:
    """Make a passage with its vectors of a row."""
    return Encoded(read_passage(row), row[6] or b"", row[7] or b"", "".join(filter(None, row[8:])))


def ranking_row(r: Ranking) -> tuple[int | float | str | None, ...]:
    """Make a row of a ranking."""
    return (r.edition, r.country, r.name, r.rank, r.score, r.zone, json.dumps(r.indicators), r.url)


def read_ranking(row: tuple[int, str, str, int, float | None, str, str, str]) -> Ranking:
    """Make a ranking of a row."""
    indicators = tuple((name, score) for name, score in json.loads(row[6]))
    return Ranking(row[0], row[1], row[2], row[3], row[4], row[5], indicators, row[7])


def claim_row(article: ArticleId, c: RankingClaim) -> tuple[int | str | None, ...]:
    """Make a row of a rank that an article tells."""
    return (article, c.sentence.start, c.sentence.end, c.country, c.edition, c.rank, c.total, c.words)


def read_claim(row: tuple[str, int, int, str, int | None, int, int | None, str]) -> RankingClaim:
    """Make a rank that an article tells of a row."""
    _, start, end, country, edition, rank, total, words = row
    return RankingClaim(country, edition, rank, total, words, Span(start, end))


def statement_row(article: ArticleId, s: Statement) -> tuple[int | str | None, ...]:
    """Make a row of a statement."""
    spans = json.dumps([[span.start, span.end] for span in s.spans], separators=(",", ":"))
    said = s.date.isoformat() if s.date else None
    return (article, s.sentence.start, s.sentence.end, s.speaker, s.mention, s.role, said, s.words, spans)


def read_statement(row: tuple[str, int, int, str, str, str, str | None, str, str]) -> Statement:
    """Make a statement of a row."""
    _, start, end, speaker, mention, role, said, words, spans = row
    stretches = tuple(Span(*pair) for pair in json.loads(spans))
    return Statement(stretches, words, speaker, mention, role, read_day(said), Span(start, end))


def removed_row(r: Removed) -> tuple[str, ...]:
    """Make a row of a removal."""
    return (r.article, r.address, r.reason, r.day.isoformat())


def read_removed(row: tuple[str, str, str, str]) -> Removed:
    """Make a removal of a row."""
    return Removed(row[0], row[1], row[2], date.fromisoformat(row[3]))
