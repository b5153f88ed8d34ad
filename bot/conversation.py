"""A follow-up and the questions before it → what to look for. Pure."""

import re
from collections.abc import Sequence

from corpus.words import STOPWORDS, words

_POINTING = re.compile(
    r"\b(?:he|she|it|they|him|her|his|hers|its|their|them|that|those|there|this|these|the (?:same|other|two|three))\b",
    re.IGNORECASE,
)
_CONTINUING = re.compile(
    r"^\W*(?:and|but|or|so|also|what about|how about|what else|why|since when|which one)\b", re.IGNORECASE
)
_SHORT = 3


def points_back(question: str) -> bool:
    """Tell whether a question leans on an earlier one: it points ("she"), continues ("and …") or is a scrap."""
    capitals = [w for w in words(question)[1:] if w[0].isupper() and w.casefold() not in STOPWORDS]
    content = [w for w in words(question) if w.casefold() not in STOPWORDS]
    if _CONTINUING.search(question) and len(content) <= 2 * _SHORT:
        return True
    if capitals:
        return False
    return bool(_POINTING.search(question)) or len(content) < _SHORT


def with_context(question: str, context: Sequence[str]) -> str:
    """Put before a question the earlier ones that it leans on, the nearest last.

    >>> with_context("why wasn't she let in?", ["Which reporter was kept out of the briefing?"])
    "Which reporter was kept out of the briefing? why wasn't she let in?"
    """
    chain = [question]
    for earlier in reversed(context):
        if not points_back(chain[0]):
            break
        chain.insert(0, earlier)
    return " ".join(chain)
