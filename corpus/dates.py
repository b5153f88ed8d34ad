"""Dates as sources write them → ``date``. Pure."""

import re
from datetime import date

_ISO = re.compile(r"\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"\s*(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)")
_LONGEST = 100
_ABSOLUTE = {
    "DATE_ORDER": "DMY",
    "REQUIRE_PARTS": ["day", "month", "year"],
    "PARSERS": ["timestamp", "custom-formats", "absolute-time"],
    "TIMEZONE": "UTC",
}


def parse_date(words: str | None) -> date | None:
    """Read a date, or give ``None`` where there is none in the words.

    Numbers alone are read year first (``2020/06/01``) or day first (``09.12.2017`` is 9 December, as
    RSF's site writes it); the rest is left to dateparser, which is slow to import and so comes last.
    A time of day and a time zone are dropped: a reader is shown the day that the source wrote. "Yesterday"
    is no date: it would be another one at each loading. What is longer than any date is not tried.
    """
    if not words or not words.strip() or len(words) > _LONGEST:
        return None
    for pattern, order in ((_ISO, (0, 1, 2)), (_DAY_FIRST, (2, 1, 0))):
        if match := pattern.match(words):
            numbers = [int(match.group(i + 1)) for i in order]
            try:
                return date(*numbers)
            except ValueError:
                return None
    import dateparser

    try:
        found = dateparser.parse(words, settings=_ABSOLUTE)
    except (ValueError, OverflowError):
        return None
    return found.date() if found else None
