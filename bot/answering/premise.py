"""A question whose person the sources know, with a city or a year that they contradict. Pure.

"Right reporter, wrong city" looks much like a question that has an answer. It has none: the reply says
what the sources do tell of the person, and never confirms what was asked.
"""

import re
from collections.abc import Callable, Sequence
from textwrap import shorten

from bot.answering.lines import day_and_place, ended, people_of
from bot.answering.telling import cite
from bot.question import Question, commonness
from bot.types import Abstention, Reason
from corpus.types import Article, Span
from corpus.words import content_stems, stem, words

_PLACE = re.compile(r"\b(?:in|near|at) (?:downtown |central )?((?:[A-Z][\w’'.-]+)(?: [A-Z][\w’'.-]+){0,2})")
_YEAR = re.compile(
    r"\b(?:in|of|on [A-Z]\w+ \d{1,2},?)(?: (?:early |late )?[A-Z]\w+)? ((?:19|20)\d\d)\b|\b((?:19|20)\d\d)\W*$"
)
_OTHER_YEARS = re.compile(
    r"\b(?:last|next|previous|following|that) year\b|\byears? (?:ago|later|earlier|before)\b", re.I
)
_RARE = 3.6
_FEWEST_PARTS = 2
_COMMON_IN_PLACES = frozenset(
    "new san santa st saint los las la el north south east west fort port lake beach citi counti airport".split()
)
_SHOWN = 3
_NAME = 100


def person_asked(question: Question, articles: Sequence[Article]) -> str | None:
    """Give the journalist of some reports whom a question names: in full, or by a rare surname that stands alone."""
    asked = {word.stem for word in question.words}
    for name in dict.fromkeys(n.split(" (")[0] for a in articles for n in people_of(a)):
        parts = words(name)
        if len(parts) < _FEWEST_PARTS or not all(p[0].isupper() for p in parts) or stem(parts[-1]) not in asked:
            continue
        if stem(parts[0]) in asked or (commonness(parts[-1]) < _RARE and _alone(question.text, parts[-1])):
            return name
    return None


def _alone(text: str, surname: str) -> bool:
    """Tell whether a surname stands without a first name: "Jason Kessler" is not the Kessler of a report on Mike."""
    return re.search(rf"\b[A-Z][\w’'.-]*\s+(?i:{re.escape(surname)})\b", text) is None


def is_about(person: str, article: Article) -> bool:
    """Tell whether a report names somebody as one of its journalists."""
    return any(name.split(" (")[0] == person for name in people_of(article))


def places_asked(focus: Question) -> list[str]:
    """Give the names that a question puts after "in" or "at"; which of them are places is seen elsewhere."""
    return [match[1].rstrip(".,") for match in _PLACE.finditer(focus.text)]


def years_asked(focus: Question) -> list[str]:
    """Give the years in which a question sets what it asks for, not those it counts from."""
    return [match[1] or match[2] for match in _YEAR.finditer(focus.text)]


def contradiction(
    person: str,
    asked: Sequence[str],
    reports: Sequence[Article],
    mentions: Sequence[str],
    is_place: Callable[[str], bool],
) -> Abstention | None:
    """Refuse where no text that names a person has a place or a year of those ``asked``, the places first.

    ``reports`` are those on the person, ``mentions`` other texts that name them too. ``is_place`` is
    asked only of what no text has: a name after "in" may be anything.
    """
    texts = [*(_everything(r) for r in reports), *mentions]
    there = frozenset().union(*(content_stems(text) for text in texts))
    missing = [name for name in asked if there.isdisjoint(_telling(name))]
    for name in missing:
        if not _may_mean(int(name), reports, texts) if name.isdigit() else is_place(name):
            return _refusal(person, f"in {name}", reports)
    return None


def _telling(place: str) -> frozenset[str]:
    """Give the words of a place that tell it from others: San Jose is not San Francisco for its "San"."""
    stems = frozenset(content_stems(place))
    return stems - _COMMON_IN_PLACES or stems


def _everything(report: Article) -> str:
    days = " ".join(day.isoformat() for day in (report.happened, report.published, report.updated) if day)
    return " ".join((report.title, days.replace("-", " "), *(f.value for f in report.fields), report.text))


def _may_mean(year: int, reports: Sequence[Article], texts: Sequence[str]) -> bool:
    """Tell whether "last year" and the like may name a year that the texts do not write."""
    near = any(r.dated and abs(r.dated.year - year) <= 1 for r in reports)
    return near and any(_OTHER_YEARS.search(text) for text in texts)


def _refusal(person: str, asked: str, reports: Sequence[Article]) -> Abstention:
    own = "; ".join(dict.fromkeys(day_and_place(r) for r in reports[:_SHOWN]))
    name = shorten(person, _NAME, placeholder="…")
    asked = shorten(asked, _NAME, placeholder="…")
    text = ended(f"I have no source on {name} {asked}. What I have on {name} is of {own}")
    return Abstention(
        Reason.CONTRADICTED, text, tuple(cite(n, r, _opening(r)) for n, r in enumerate(reports[:_SHOWN], 1))
    )


def _opening(report: Article) -> Span:
    """Give a report's first paragraph, or its beginning."""
    end = report.text.find("\n", 40)
    return Span(0, end if 0 < end <= 500 else min(len(report.text), 300))
