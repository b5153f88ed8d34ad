"""A question → what it limits itself to: days, an act, a place, and words that a report's fields must hold. Pure."""

import re
from dataclasses import dataclass
from datetime import date

from corpus.types import Article, Span, When
from corpus.words import STOPWORDS, content_stems, stem, words

_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_MONTH_AND_NUMBER = re.compile(rf"\b(?:{_MONTHS})\b(?=,? (?:\d|of \d))|(?<=\d )(?:{_MONTHS})\b", re.IGNORECASE)
_DAYS_AND_MONTH = re.compile(r"\b(?:between|from) (\d{1,2})(?:st|nd|rd|th)? (?:and|to|until) (\d{1,2})(?=\D)", re.I)
_MONTH_AND_DAYS = re.compile(rf"\b(?:between|from) ((?:{_MONTHS}) \d{{1,2}}) (?:and|to|until) (\d{{1,2}})\b", re.I)
_BETWEEN = re.compile(r"\b(?:between|from)\b.+\b(?:and|to|until|till)\b", re.IGNORECASE)
_VAGUE = re.compile(r"\b(?:around|about|since|before|after|until|by|late|early|mid)\b", re.IGNORECASE)
_NEAR = len("around the ")
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?!\d)")
_JOINTS = re.compile(r"\b(?:between|from|in|on|during|and|to|until|till|of)\W*$", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:in|near) (?:the |downtown |central )?(?P<place>(?:[A-Z][\w’'.-]+,? ?)+)")


@dataclass(frozen=True, slots=True)
class Act:
    """Something done to journalists: the stems that ask for it, and the Tracker's category or tag for it."""

    stems: frozenset[str]
    label: str

    def is_of(self, article: Article) -> bool:
        """Tell whether a report is on it: by what the source files it under, by its title where it files nothing.

        A title alone may tell of somebody else: "Man arrested following assault of reporter".
        """
        if article.field("categories"):
            return self.label in f"{article.field('categories')}, {article.field('tags')}".casefold()
        return not self.stems.isdisjoint(content_stems(article.title))

    def befell_all(self, article: Article, people: int) -> bool:
        """Tell whether it surely befell all whom a report names: it is filed, and of several people nothing else is."""
        filed = article.field("categories").casefold()
        return bool(filed) and (people < _SEVERAL or sum(label in filed for label in _TO_PEOPLE) < _SEVERAL)


ACTS = (
    Act(frozenset({"arrest", "detain", "handcuf", "handcuff", "jail"}), "arrest"),
    Act(frozenset({"attack", "assault", "injur", "hurt"}), "physical attack"),
    Act(frozenset({"subpoena", "subpoenaed"}), "subpoena"),
    Act(frozenset({"kill", "murder"}), "killed"),
    Act(frozenset({"stop", "asid"}), "border stop"),
)
"""What a list may be asked of. Finer acts, such as "punched", are left to the sentences: no field tells them surely."""

_TO_PEOPLE = ("arrest", "physical attack", "subpoena", "border stop")
_SEVERAL = 2

_PLAIN = frozenset(
    "journalist report media press peopl person worker crew member team news newspap incid case public all ani "
    "polic offic cop cover protest demonstr march ralli demonstrat dure near around corpus sourc know name list "
    "caught mani against happen take place went timelin latest newest recent stori year month day date citi town "
    "pull develop show give".split()
)
"""Stems that limit nothing, or nothing that a field would hold."""

ROLES = {
    "photojournalist": "photo",
    "photograph": "photo",
    "student": "student",
    "filmmak": "film",
    "freelanc": "freelance",
    "editor": "editor",
}
"""Who is asked for, where it is not anybody: what must begin a word of the report's title, people or first lines."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What reports must meet. ``place`` holds stems of a name after "in", ``topics`` of all else that is asked."""

    first: date | None
    last: date | None
    act: Act | None
    roles: tuple[str, ...]
    place: frozenset[str]
    topics: frozenset[str]

    @property
    def stems(self) -> frozenset[str]:
        """Give every stem that a title or the fields must hold."""
        return self.place | self.topics

    @property
    def calendar(self) -> frozenset[str]:
        """Give the words that all days of the stretch have in common: its year, and its month if it has one."""
        if self.first is None or self.last is None or self.first.year != self.last.year:
            return frozenset()
        month = {stem(f"{self.first:%B}")} if self.first.month == self.last.month else set()
        return frozenset({str(self.first.year), *month})


def read_scope(text: str, today: date) -> Scope | None:
    """Read a question's limits, or None where its days are vague or do not make one stretch.

    A year that is left out is the last one that the day was in, counted from ``today``.
    """
    from corpus.facts.when import dates  # brings dateparser, which is slow to import

    text = _MONTH_AND_NUMBER.sub(lambda m: m[0].capitalize(), text)
    text = _DAYS_AND_MONTH.sub(r"\1–\2", _MONTH_AND_DAYS.sub(r"\1–\2", text))
    found = [w for w in dates(text, 0, len(text), _anchor(text, today)) if w.span.end > w.span.start]
    found = found or [_whole(m) for m in _YEAR.finditer(text)]
    if len(found) > 2 or (len(found) == 2 and not _BETWEEN.search(text)):
        return None
    if any(not any(w.span.start <= y.start() < w.span.end for w in found) for y in _YEAR.finditer(text)):
        return None
    if any(_VAGUE.search(text, max(0, w.span.start - _NEAR), w.span.end) for w in found):
        return None
    rest = text
    for when in reversed(found):
        before = _JOINTS.sub("", rest[: when.span.start].rstrip())
        rest = f"{before} . {rest[when.span.end :]}"
    return _scope(rest, found)


def _anchor(text: str, today: date) -> date:
    """Count days without a year from the last year that the question names, else from today."""
    years = _YEAR.findall(text)
    return date(int(years[-1]), 12, 31) if years else today


def _whole(year: re.Match[str]) -> When:
    return When(Span(*year.span()), date(int(year[0]), 1, 1), date(int(year[0]), 12, 31), "year")


def _scope(rest: str, found: list[When]) -> Scope | None:
    first = min((w.first for w in found), default=None)
    last = max((w.last for w in found), default=None)
    place = frozenset(stem(w) for m in _PLACE.finditer(rest) for w in words(m["place"]))
    stems = {stem(w) for w in words(rest) if w.casefold() not in STOPWORDS} - _PLAIN
    acts = [a for a in ACTS if a.stems & stems]
    if len(acts) > 1:
        return None
    act = acts[0] if acts else None
    roles = tuple(ROLES[s] for s in sorted(stems) if s in ROLES)
    topics = frozenset(stems - (act.stems if act else set()) - set(ROLES) - place)
    return Scope(first, last, act, roles, place, topics)
