"""Dates in a text, made absolute: “on June 1”, “Thursday”, “last month”, “two days later”.

The usual forms are read here, since they are a table look-up; dateparser reads counted ones (“three weeks
ago”) and whatever else the pattern lets through, at a millisecond each.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache

import dateparser

from corpus.types import Span, When

_ORDERED_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ORDERED_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = {name: n for n, name in enumerate(_ORDERED_MONTHS, 1)}
_WEEKDAYS = {name: n for n, name in enumerate(_ORDERED_DAYS)}
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_COUNT = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|a few|a couple of|\d{1,3})"
_UNIT = r"(?:day|week|month|year)s?"
_PATTERN = re.compile(
    rf"""\b(?:
    (?P<iso>{_YEAR}-\d\d-\d\d)
    |(?P<dotted>\d{{1,2}}\.\d{{1,2}}\.{_YEAR})
    |(?P<m1>{_MONTH})\s(?P<d1>{_DAY})(?:\s?[-–]\s?(?:{_MONTH}\s)?(?P<to1>{_DAY}))?(?:(?:,\s?|\s)(?P<y1>{_YEAR}))?(?![\d:])
    |(?:the\s)?(?P<d2>{_DAY})(?:\s?[-–]\s?(?P<to2>{_DAY}))?(?:\sof)?\s(?P<m2>{_MONTH})\b(?:,?\s(?P<y2>{_YEAR}))?
    |(?P<m3>{_MONTH}),?\s(?:of\s)?(?P<y3>{_YEAR})
    |(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his\spast|[Tt]his)\s)?(?P<weekday>{_WEEKDAY})
    |(?P<near>[Tt]oday|[Tt]onight|[Tt]his\s(?:morning|afternoon|evening)|[Yy]esterday|[Ll]ast\snight|[Tt]omorrow)
    |(?P<span>(?:[Ll]ast|[Tt]his|[Nn]ext)\s(?:week|month|year|weekend))
    |(?P<ago>{_COUNT}\s{_UNIT}\s(?:ago))
    |(?P<count>{_COUNT})\s(?P<unit>{_UNIT})\s(?P<later>later|earlier|after|before)
    |(?P<step>[Tt]he\s(?:(?:very\s)?next|following|same|previous)\sday|[Tt]he\sday\s(?:before|after))
    |(?:[Ii]n|[Dd]uring|[Ss]ince|[Bb]y|[Uu]ntil)\s(?:late\s|early\s|mid-)?(?P<month>{_MONTH})(?=[\s,.;)])(?!\s\d)
    |(?:[Ii]n|[Dd]uring|[Ss]ince|[Oo]f|[Bb]y)\s(?:late\s|early\s|mid-)?(?P<year>{_YEAR})(?![\d-])
    )""",
    re.VERBOSE,
)
_WORDS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
          "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "several": 3, "a few": 3, "a couple of": 2}  # fmt: skip
_UNIT_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_AHEAD = timedelta(days=31)
"""How far a date without a year may lie in the future before it means last year's."""


def dates(text: str, start: int, end: int, anchor: date | None) -> list[When]:
    """Find the dates in a stretch of text. Relative ones count from ``anchor``; without it they are left out.

    >>> [str(w.first) for w in dates("He left on June 1 and came back two days later.", 0, 47, date(2020, 6, 9))]
    ['2020-06-01', '2020-06-03']
    """
    found: list[When] = []
    for match in _PATTERN.finditer(text, start, end):
        last = found[-1].first if found else None
        if when := _read(match, anchor, last):
            found.append(when)
    return found


def a_day(span: Span, day: date) -> When:
    """Make a date that is a single day."""
    return When(span, day, day, "day")


def first_full(text: str) -> date | None:
    """Give the first date with its year in a text: an anchor for an article that has no date."""
    return next((w.first for w in dates(text, 0, len(text), None) if w.precision == "day"), None)


def _read(match: re.Match[str], anchor: date | None, last: date | None) -> When | None:
    """Make a found expression absolute; ``None`` where it is impossible or there is nothing to count from."""
    span = Span(*match.span())
    try:
        for first, end, precision in _readings(match, anchor, last):
            return When(span, first, end, precision)
    except (ValueError, OverflowError):  # a 31st of June, a year 0
        return None
    return None


def _readings(match: re.Match[str], anchor: date | None, last: date | None) -> Iterator[tuple[date, date, str]]:
    """Try the kinds of expression in turn: first day, last day, precision."""
    if match["iso"] or match["dotted"]:
        yield _same(_numbers(match["iso"] or match["dotted"]))
    elif match["m1"] or match["m2"]:
        yield from _month_day(match, anchor)
    elif match["m3"]:
        yield _month(int(match["y3"]), _MONTHS[match["m3"][:3].lower()])
    elif match["year"]:
        yield date(int(match["year"]), 1, 1), date(int(match["year"]), 12, 31), "year"
    elif anchor:
        yield from _relative(match, anchor, last)


def _month_day(match: re.Match[str], anchor: date | None) -> Iterator[tuple[date, date, str]]:
    """Read “June 1, 2020”, “1 June”, “June 1–3”; a year that is left out is the one nearest before the anchor."""
    n = "1" if match["m1"] else "2"
    month, day = _MONTHS[match["m" + n][:3].lower()], _number(match["d" + n])
    if match["y" + n]:
        first = date(int(match["y" + n]), month, day)
    elif anchor:
        first = _nearest(anchor, month, day)
    else:
        return
    if match["to" + n] and (end := first.replace(day=_number(match["to" + n]))) > first:
        yield first, end, "range"
    yield _same(first)


def _relative(match: re.Match[str], anchor: date, last: date | None) -> Iterator[tuple[date, date, str]]:
    """Read what counts from another day: the article's, or the one told of just before."""
    if match["weekday"]:
        yield _same(_weekday(anchor, match["weekday"], (match["which"] or "").lower()))
    elif match["near"]:
        near = match["near"].lower()
        yield _same(anchor + timedelta(days=-1 if near in ("yesterday", "last night") else near == "tomorrow"))
    elif match["span"]:
        which, unit = match["span"].lower().split()
        yield _stretch(anchor, {"last": -1, "this": 0, "next": 1}[which], unit)
    elif match["ago"]:
        yield from _ago(match["ago"].lower(), anchor)
    elif match["count"]:
        sign = -1 if match["later"] in ("earlier", "before") else 1
        unit = match["unit"].lower().removesuffix("s")
        count = _WORDS.get(match["count"].lower()) or int(match["count"])
        if last:
            yield _same(last + timedelta(days=sign * count * _UNIT_DAYS[unit]))
    elif match["step"] and last:
        step = match["step"].lower()
        move = 0 if "same" in step else -1 if "before" in step or "previous" in step else 1
        yield _same(last + timedelta(days=move))
    elif match["month"]:
        month = _MONTHS[match["month"][:3].lower()]
        yield _month(_nearest(anchor, month, 1).year, month)


def _same(day: date) -> tuple[date, date, str]:
    return day, day, "day"


def _month(year: int, month: int) -> tuple[date, date, str]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month"


def _number(day: str) -> int:
    return int(re.sub(r"\D", "", day))


def _numbers(words: str) -> date:
    """Read 2017-12-09, and 09.12.2017, which is day first wherever dots are used."""
    parts = [int(p) for p in re.split(r"[-.]", words)]
    return date(*parts) if parts[0] > 31 else date(*reversed(parts))


def _nearest(anchor: date, month: int, day: int) -> date:
    """Give the year that makes a day and month the last one before the anchor, or one soon after it."""
    for year in (anchor.year + 1, anchor.year, anchor.year - 1, anchor.year - 4):
        if day <= monthrange(year, month)[1] and (found := date(year, month, day)) <= anchor + _AHEAD:
            return found
    return date(anchor.year - 1, month, day)


def _weekday(anchor: date, name: str, which: str) -> date:
    """Give the last such day up to the anchor; “next” the one after it, “last” the one before the anchor's own."""
    back = (anchor.weekday() - _WEEKDAYS[name[:3].lower()]) % 7
    if which == "next":
        return anchor + timedelta(days=7 - back)
    return anchor - timedelta(days=back or (7 if which in ("last", "this past") else 0))


def _stretch(anchor: date, move: int, unit: str) -> tuple[date, date, str]:
    """Read “last week”, “this month”, “next year”: whole calendar ones."""
    if unit == "year":
        return date(anchor.year + move, 1, 1), date(anchor.year + move, 12, 31), "year"
    if unit == "month":
        months = anchor.year * 12 + anchor.month - 1 + move
        return _month(months // 12, months % 12 + 1)
    monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=move)
    return monday + timedelta(days=5 if unit == "weekend" else 0), monday + timedelta(days=6), "range"


def _ago(words: str, anchor: date) -> Iterator[tuple[date, date, str]]:
    """Read “three weeks ago” with dateparser, as precisely as its unit is."""
    words = re.sub(r"several|a few", "3", words).replace("a couple of", "2")
    day = _parsed(words, anchor)
    if day is None:
        return
    if "year" in words:
        yield date(day.year, 1, 1), date(day.year, 12, 31), "year"
    elif "month" in words:
        yield _month(day.year, day.month)
    else:
        yield _same(day)


@lru_cache(maxsize=4096)
def _parsed(words: str, anchor: date) -> date | None:
    base = datetime(anchor.year, anchor.month, anchor.day)
    found = dateparser.parse(words, languages=["en"], settings={"RELATIVE_BASE": base})
    return found.date() if found else None
