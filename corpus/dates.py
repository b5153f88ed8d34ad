"""Dates as sources write them → ``date``. Pure."""

import re
from datetime import date

_ISO = re.compile(r"\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"\s*(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)")


def parse_date(words: str | None) -> date | None:
    """Read a date, or give ``None`` where there is none in the words.

    Numbers alone are read year first (``2020/06/01``) or day first (``09.12.2017`` is 9 December, as
    RSF's site writes it); the rest is left to dateparser, which is slow to import and so comes last.
    A time of day and a time zone are dropped: a reader is shown the day that the source wrote.
    """
    if not words or not words.strip():
        return None
    for pattern, order in ((_ISO, (0, 1, 2)), (_DAY_FIRST, (2, 1, 0))):
        if match := pattern.match(words):
            numbers = [int(match.group(i + 1)) for i in order]
            try:
                return date(*numbers)
            except ValueError:
                return None
    import dateparser

    found = dateparser.parse(words, settings={"DATE_ORDER": "DMY", "REQUIRE_PARTS": ["day", "month", "year"]})
    return found.date() if found else None
