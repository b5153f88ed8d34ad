"""Days as texts name them, by month and number: enough to tell whether an article is about a day at all. Pure."""

import re
from datetime import timedelta
from typing import TypeAlias

from corpus.types import Article

Day: TypeAlias = tuple[str, int]
"""A month's first three letters, and the number of the day."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ANY = "|".join(_MONTHS)
_DAY = re.compile(
    rf"\b({_ANY})[a-z]*\.?\s+(\d{{1,2}})\b|\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({_ANY})", re.IGNORECASE
)


def named_days(text: str) -> set[Day]:
    """Give the days that a text names.

    >>> sorted(named_days("from Jan. 6 to the 8th of February 2021"))
    [('feb', 8), ('jan', 6)]
    """
    return {((month or other).casefold(), int(day or number)) for month, day, number, other in _DAY.findall(text)}


def days_of(article: Article) -> set[Day]:
    """Give the days that an article names, and its own with the days beside them: nights belong to two."""
    own = (day for day in (article.happened, article.published, article.updated) if day)
    around = (day + timedelta(days=shift) for day in own for shift in (-1, 0, 1))
    return named_days(f"{article.title}\n{article.text}") | {(_MONTHS[day.month - 1], day.day) for day in around}
