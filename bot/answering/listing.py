"""Questions that several reports answer together: lists, counts, timelines and what is newest. Pure.

The trigger is narrow. Everything that a question limits itself to must be told by the reports' own titles,
days and fields; where a word of it is not, there is no list, and the sentences of one article answer.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.answering.lines import (
    MOST,
    Line,
    Sentences,
    in_lines,
    length,
    names_line,
    people_of,
    sentence_line,
    title_line,
)
from bot.answering.scope import Scope, read_scope
from bot.types import LIMIT, Answer, day_in_words
from corpus.types import Article, ArticleId, Span
from corpus.words import content_stems

_PEOPLE = (
    r"(?:\w+ )?(?:journalists|reporters|photojournalists|photographers|freelancers|editors|filmmakers|people"
    r"|news crews|crews)"
)
_WERE = r"(?:was|were|got|has been|have been)"
_THINGS = r"(?:incidents|cases|reports|arrests|attacks|assaults|detentions|subpoenas)"
_ASKING_MORE = re.compile(
    r"\b(?:and|but|or) (?:who|why|what|when|where|how|which)\b|\?.*\w|\bby whom\b"
    r"|\b(?:for|over|because|together|along|besides|except|other than|not)\b",
    re.IGNORECASE,
)
"""Signs that more is asked than a list tells, or that those who did it are asked for ("arrested for grabbing …")."""

_NUMBER = r"(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?)"


_FIGURE = re.compile(rf"\b{_NUMBER}\b(?:\W+\w+){{0,3}}?\W+(?:{_PEOPLE}|{_THINGS})\b", re.IGNORECASE)

_DAY = re.compile(r"\b[A-Z][a-z]{2,8}\.? \d{1,2}\b(?!\d)|\b\d{1,2} [A-Z][a-z]{2,8}\b")


class Want(StrEnum):
    """In which form several reports are told."""

    NAMES = "names"
    COUNT = "count"
    COURSE = "course"
    DAYS = "days"
    NEWEST = "newest"


_TRIGGERS = {
    Want.COUNT: rf"^(?:how many|the number of|number of) (?:{_PEOPLE}|{_THINGS})\b",
    Want.NAMES: rf"^(?:(?:(?:which|what) {_PEOPLE}|who(?: all)?) {_WERE}|(?:name|list)(?: me)?(?: all| the| all the)?"
    rf"(?= {_PEOPLE}\b))\b",
    Want.COURSE: r"^(?:what(?: all| else)? (?:happened|went on|took place)|(?:give me )?(?:a |the )?timeline of)\b",
    Want.DAYS: r"^(?:on )?(?:what|which) (?:dates|days) (?:was|were|did)\b",
    Want.NEWEST: r"^(?:what(?:['’]s| is| are)? |show me |give me |any )?(?:the )?(?:latest|newest|most recent)"
    r"(?: (?:news|incidents?|reports?|stor(?:y|ies)|cases?|developments?|arrests|attacks|subpoenas))?"
    r" (?:on|about|from|in|of|at|involving|concerning) ",
}
_PATTERNS = {want: re.compile(pattern, re.IGNORECASE) for want, pattern in _TRIGGERS.items()}
_ONE_OF_FEW = re.compile(rf"^(?:(?:which|what|name|list)(?: the| me the)?) {_NUMBER}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be told of several reports, and what these must meet."""

    want: Want
    scope: Scope


def read_request(text: str, today: date) -> Request | None:
    """Read whether a question asks for several reports together; None where it may mean anything else."""
    text = " ".join(text.split()).strip(" ?!.")
    if _ASKING_MORE.search(text) or _ONE_OF_FEW.search(text):
        return None
    for want, pattern in _PATTERNS.items():
        if pattern.search(text):
            scope = read_scope(text, today)
            return Request(want, scope) if scope and _is_limited(want, scope) else None
    return None


def _is_limited(want: Want, scope: Scope) -> bool:
    """Tell whether enough is asked for the reports to be the ones that are meant."""
    match want:
        case Want.COURSE:
            return scope.first is not None
        case Want.NEWEST:
            return bool(scope.stems)
    return scope.act is not None and (bool(scope.stems) or scope.first is not None)


def answer_request(request: Request, reports: Sequence[Article], sentences: Sentences) -> Answer | None:
    """Tell several reports, given oldest first; None where there are too few to need a list."""
    if len(reports) < (1 if request.want in (Want.NEWEST, Want.COUNT) else 2):
        return None
    oldest_first = request.want is not Want.NEWEST and (request.want is Want.DAYS or request.scope.first is not None)
    ordered = list(reports) if oldest_first else list(reversed(reports))
    told = sentences(ordered[: MOST + 1])
    match request.want:
        case Want.NEWEST:
            newest = [title_line(a, told.get(a.id, ())) for a in ordered[:MOST]]
            return in_lines(newest, count=False)
        case Want.COURSE | Want.DAYS:
            return in_lines(_course(ordered, told))
        case Want.COUNT:
            return in_lines(_named_once(request.scope, ordered, told), first=_count(request, reports))
    lines = _named_once(request.scope, ordered, told)
    return in_lines(lines) if len(lines) > 1 else None


def _course(ordered: Sequence[Article], told: Mapping[ArticleId, Sequence[Span]]) -> list[Line]:
    """Tell what happened in sentences where all of them fit, else in titles."""
    full = [sentence_line(a, told.get(a.id, ())) for a in ordered]
    return full if length(full) <= LIMIT else [title_line(a, told.get(a.id, ())) for a in ordered]


def _named_once(scope: Scope, ordered: Sequence[Article], told: Mapping[ArticleId, Sequence[Span]]) -> list[Line]:
    """Name the people of each report; two reports on the same people and day are one line."""
    lines: dict[tuple[str, str], Line] = {}
    for article in ordered:
        line = names_line(article, _befallen(scope, article), told.get(article.id, ()))
        lines.setdefault((line.heading, line.text), line)
    return list(lines.values())


def _befallen(scope: Scope, article: Article) -> list[str]:
    """Give those of a report to whom it surely happened; a title is told where that is nobody."""
    people = people_of(article)
    return people if scope.act and scope.act.befell_all(article, len(people)) else []


def _count(request: Request, reports: Sequence[Article]) -> str:
    """Say how many reports there are, and that they were counted here and not by a source."""
    people = {name.split(" (")[0] for report in reports for name in _befallen(request.scope, report)}
    days = _days(request.scope)
    named = f", which name {len(people)} journalists or newsrooms" if len(people) > 1 else ""
    number = f"{len(reports)} such reports" if len(reports) != 1 else "1 such report"
    return f"Counted in this corpus{f', {days}' if days else ''}: {number}{named}."


def _days(scope: Scope) -> str | None:
    """Put a scope's days into words, as short as they can be.

    >>> _days(Scope(date(2020, 5, 1), date(2020, 5, 31), None, (), frozenset(), frozenset()))
    'May 2020'
    """
    first, last = scope.first, scope.last
    if first is None or last is None or first == last:
        return day_in_words(first) if first else None
    after = last + timedelta(days=1)
    if first.day == after.day == 1 and first.month == after.month == 1 and after.year == first.year + 1:
        return str(first.year)
    if first.day == after.day == 1 and (first.year, first.month) == (last.year, last.month):
        return f"{first:%B %Y}"
    return f"{day_in_words(first)} to {day_in_words(last)}"


def gives_figure(request: Request, sentence: str) -> bool:
    """Tell whether a sentence has a figure of its own for what is asked; such a one goes before a count made here."""
    scope, there = request.scope, frozenset(content_stems(sentence))
    acted = scope.act is not None and not scope.act.stems.isdisjoint(there)
    of_one_day = scope.first != scope.last and _DAY.search(sentence) is not None
    return acted and scope.stems | scope.calendar <= there and not of_one_day and _FIGURE.search(sentence) is not None
