"""What passes through the corpus's doors. Imports nothing of ours."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

ArticleId: TypeAlias = str
"""Sixteen hexadecimal digits, made from an article's address, or from its content where it has none."""

PassageId: TypeAlias = int
"""A positive 63-bit integer made from a passage's article and words: the same on every machine."""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` up to, not including, ``end`` of an article's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Field:
    """One further thing a source says of an article, such as ``city`` or ``targeted_journalists``."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class RawArticle:
    """An article as a source gave it, before cleaning: dates are still words.

    ``origin`` says where it came from in words for a report: a path, a path and line, an address.
    ``happened`` is the day of the incident that the article tells, where the source keeps it apart
    from the day of publication. ``aliases`` are other addresses that led to it.
    """

    title: str
    text: str
    origin: str
    url: str | None = None
    published: str | None = None
    updated: str | None = None
    happened: str | None = None
    language: str | None = None
    fields: tuple[Field, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned article. Offsets of passages, sentences and citations count into ``text``.

    ``digest`` is the SHA-256 of everything that a reader could see of it: equal digests need no work.
    """

    id: ArticleId
    title: str
    text: str
    url: str | None
    published: date | None
    updated: date | None
    happened: date | None
    language: str
    fields: tuple[Field, ...]
    digest: str

    def field(self, name: str) -> str:
        """Give the value of a field, or ``""`` where the source has none."""
        return next((f.value for f in self.fields if f.name == name), "")

    @property
    def dated(self) -> date | None:
        """The day a reader would put beside it: the incident's own, else publication, else update."""
        return self.happened or self.published or self.updated


@dataclass(frozen=True, slots=True)
class Passage:
    """Neighbouring sentences of one article, short enough to be encoded whole."""

    id: PassageId
    article_id: ArticleId
    ordinal: int
    span: Span
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be loaded: where it is and, in one line, why and what to do."""

    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """One row of an edition of RSF's World Press Freedom Index.

    ``edition`` is the year RSF files it under: 2012 is the edition named "2011-12". ``country`` is
    an ISO 3166 alpha-3 code, or RSF's own for what ISO lacks. ``rank`` is as published, ties
    included. ``score`` is the table's own number; which way it runs depends on the edition.
    ``indicators`` are name and score, where an edition has them; ``name`` is the English name in that table.
    """

    edition: int
    country: str
    name: str
    rank: int
    score: float | None
    zone: str
    indicators: tuple[tuple[str, float], ...]
    url: str


@dataclass(frozen=True, slots=True)
class RankingClaim:
    """A rank in RSF's index that a sentence of an article tells: "176th out of 180".

    ``edition`` is the year the sentence names, or the edition that was the newest on the article's day; None
    where neither is known. ``total`` is None where the sentence has none. ``words`` are the sentence's own,
    at ``sentence``.
    """

    country: str
    edition: int | None
    rank: int
    total: int | None
    words: str
    sentence: Span


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that an article quotes word for word, and who said it.

    ``spans`` are the quoted words without their marks: several where “she said” interrupts them or a
    paragraph continues them. ``speaker`` is the full name the article gives (for “she said” as well), an
    organisation, or the article's own words for somebody it does not name; ``""`` where it tells nothing.
    ``mention`` is how the article names the speaker right there, ``role`` what it says the speaker is.
    ``sentence`` covers the sentences that the spans stand in.
    """

    spans: tuple[Span, ...]
    words: str
    speaker: str
    mention: str
    role: str
    date: date | None
    sentence: Span


@dataclass(frozen=True, slots=True)
class When:
    """A date in an article's words, made absolute. ``first`` to ``last`` are the days it may mean.

    ``precision`` is ``"day"``, ``"month"``, ``"year"`` or ``"range"``. ``span`` is empty where no words
    give the date and it is the article's own.
    """

    span: Span
    first: date
    last: date
    precision: str


@dataclass(frozen=True, slots=True)
class Event:
    """A sentence that tells what happened, with its dates, the first one first.

    ``people`` are in full, in their order; ``places`` as the sentence or the article's fields name them.
    """

    sentence: Span
    what: str
    dates: tuple[When, ...]
    places: tuple[str, ...]
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """Something that a source still has as it was loaded before, as its server says: there is nothing to do."""

    origin: str


@dataclass(frozen=True, slots=True)
class Removal:
    """An article that is to leave the corpus for good, and why.

    ``address`` is its URL, or the title of one that has none. It stays away though a source has it
    still, until a ``Restoration``.
    """

    address: str
    reason: str


@dataclass(frozen=True, slots=True)
class Restoration:
    """An article that was removed and may come back: the next source that has it brings it."""

    address: str


@dataclass(frozen=True, slots=True)
class Removed:
    """What the corpus remembers of an article that was removed: no word of it but its address.

    Loaded into another state of the corpus, it removes the article there as well.
    """

    article: ArticleId
    address: str
    reason: str
    day: date


Found: TypeAlias = RawArticle | Ranking | Known | Failure | Removal | Removed | Restoration
"""What a source yields."""
