"""A sentence's text → what is looked at in it. Pure; kept for the sentences that are asked about again and again."""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.question import Asks
from corpus.words import content_stems, stem, words

KEPT = 50_000
"""Sentences whose reading is kept, about a kilobyte each."""

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|aug|sept?|oct|nov|dec"
)
_NUMBERS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|once|twice"
_REASONS = r"because|since|due|after|for|to|citing|reason|so that|violat\w+|accus\w+|charged"
_EVIDENCE = {
    Asks.WHEN: re.compile(
        rf"\b(?:{_MONTHS})\b\.? \d{{1,2}}|\b\d{{1,2}} (?:{_MONTHS})\b|\b(?:19|20)\d\d\b", re.IGNORECASE
    ),
    Asks.WHERE: re.compile(r"\b(?:in|at|near|outside|from|on) (?:the )?[A-Z][\w.]+"),
    Asks.WHO: re.compile(r"(?<=[a-z,”\"’] )[A-Z][\w’'.-]+ [A-Z][\w’'-]+|^[A-Z][\w’'.-]+ [A-Z][\w’'-]+"),
    Asks.NUMBER: re.compile(rf"\d|\b(?:{_NUMBERS})\b", re.IGNORECASE),
    Asks.MONEY: re.compile(r"[$€£]\s?\d|\b\d[\d,.]* (?:dollars|euros|pounds)|\bbail\b", re.IGNORECASE),
    Asks.WHY: re.compile(rf"\b(?:{_REASONS})\b", re.IGNORECASE),
    Asks.SPEECH: re.compile(r"[“\"«].{12,}"),
}
_FULL_NAME = re.compile(r"[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+)+")
_ATTRIBUTION = re.compile(
    r"\b(?:said|says|told|tweeted|wrote|added|asked|according|statement|replied|called|explained|shouted)\b"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sentence holds: the stems of its content words, and those of each full name.

    ``attributed`` tells whether a word of speech stands in it.
    """

    stems: frozenset[str]
    names: tuple[frozenset[str], ...]
    attributed: bool


@lru_cache(maxsize=KEPT)
def read_sentence(text: str) -> Reading:
    """Read a sentence: by far the longest part of choosing among two hundred."""
    return Reading(
        stems=frozenset(content_stems(text)),
        names=tuple(frozenset(map(stem, words(name))) for name in _FULL_NAME.findall(text)),
        attributed=bool(_ATTRIBUTION.search(text)),
    )


@lru_cache(maxsize=2 * KEPT)
def shows(asked: Asks, text: str) -> bool:
    """Tell whether a text holds the kind of thing that is asked for: a day, a place, a sum."""
    return _EVIDENCE[asked].search(text) is not None
