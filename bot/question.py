"""Text → Question: what is asked for, about what, and which of its words matter. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from corpus.vocabulary import Vocabulary
from corpus.words import STOPWORDS, stem, words

MAX_LENGTH = 1000
"""Characters of a question that are read; the rest of a longer one is not looked at."""


class Asks(StrEnum):
    """What kind of thing a question wants to be told."""

    WHEN = "when"
    WHERE = "where"
    WHO = "who"
    NUMBER = "number"
    MONEY = "money"
    WHY = "why"
    SPEECH = "speech"


_PEOPLE = (
    r"journalists?|reporters?|editors?|photographers?|photojournalists?|columnist|blogger|writer|filmmakers?|man|woman"
    r"|officer|deputy|judge|senator|official|person|people|guys?|name|station|outlets?|compan(?:y|ies)|bosses|speakers"
)
_PLACES = "city|town|state|county|country|province|campus|place|street|airport|hospital"
_SPEAKING = (
    r"say|says|said|saying|tell|told|call|called|ask|asked|write|wrote|think|thought|feel|felt|opinion|view|text|words"
    r"|quote\w*|statement|comment\w*|describe\w*|explain\w*|react\w*|respon\w+|answer\w*|comeback|defen[ds]\w*|excuse\w*"
    r"|justif\w+|apolog\w+|sorry|promise\w*|threat\w*|compare\w*|suggest\w*|argue\w*|claim\w*|condemn\w*"
    r"|urge\w*|ok with|repl(?:y|ies|ied)|explanation|gripe|shout\w*|yell\w*"
)
_PATTERNS = {
    Asks.WHEN: r"\bwhen\b|\b(?:wh?at|wh?ich|on|in) (?:\w+ )?(?:date|days?|month|year|time)\b|\bdate\b",
    Asks.WHERE: rf"\bwhere\b|^\W*were (?:did|do|does|was|is)\b|\b(?:wh?ich|what|whose) (?:\w+ )?(?:{_PLACES})\b",
    Asks.WHO: rf"\bwho(?:se|m|['’]s)?\b|\b(?:wh?ich|what|what['’]?s the) (?:\w+ ){{0,4}}(?:{_PEOPLE})\b|\bnames?\b",
    Asks.NUMBER: r"\bhow (?:many|old|long|often|far|big|large)\b|\bfor how\b|\bnumber of\b|\bage\b",
    Asks.MONEY: r"\bhow much\b|\b(?:costs?|bail|price|damages?|settlement|amount|fine|paid|pay|bucks|dollars?)\b",
    Asks.WHY: r"\bwhy\b|\breasons?\b|\bwhat for\b|\bjustif\w+|\bbecause of what\b|\bhow come\b",
    Asks.SPEECH: rf"\b(?:{_SPEAKING})\b",
}
_ASKS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _PATTERNS.items()}
_TARGET = re.compile(r"\b(?:wh?at|wh?ich|whose|how (?:many|much))\W+((?:[\w’'-]+\W+){0,4}[\w’'-]+)", re.IGNORECASE)
_VERBS = frozenset("did do does was were is are had has have".split())
_TARGET_WORDS = 2
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d])")


class Role(StrEnum):
    """What part a word plays in its question."""

    PLACE = "place"
    PERSON = "person"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Word:
    """A content word of a question.

    ``weight`` is how much it tells, between 0 and about 10; ``name`` whether it names somebody or
    something; ``known`` whether the corpus has it, after a slip of the pen was mended. As ``role``,
    a place is a name after "in" or "at", a person one of several names in a row.
    """

    text: str
    stem: str
    weight: float
    name: bool
    known: bool
    role: Role = Role.OTHER


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the search and the choice of sentences see it.

    ``text`` has slips of the pen mended where the corpus knows the word that was meant. ``target``
    holds the stems of what is asked for by name: "camera" in "what camera did he lose".
    """

    text: str
    words: tuple[Word, ...]
    asks: frozenset[Asks]
    years: frozenset[str]
    target: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[Word, ...]:
        """Give the words that name somebody or something."""
        return tuple(word for word in self.words if word.name)


def read_question(text: str, vocabulary: Vocabulary) -> Question:
    """Read a question against the words of a corpus.

    A word weighs what its rarity in the corpus and in English at large say together: a small corpus
    alone would take every word it lacks for a name.
    """
    text = " ".join(text[:MAX_LENGTH].split())
    found: dict[str, Word] = {}
    mended = text
    written = words(text)
    read = [None if w.casefold() in STOPWORDS else _word(w, vocabulary, first=i == 0) for i, w in enumerate(written)]
    for i, word in enumerate(read):
        if word is None:
            continue
        if word.text != written[i]:
            mended = re.sub(rf"\b{re.escape(written[i])}\b", word.text, mended)
        found.setdefault(word.stem, replace(word, role=_role(i, written, read)))
    asks = frozenset(kind for kind, pattern in _ASKS.items() if pattern.search(mended))
    return Question(mended, tuple(found.values()), asks, frozenset(_YEAR.findall(text)), tuple(_target(mended)))


def _target(text: str) -> Iterator[str]:
    """Give the stems of the first content words after "what", "which", "whose" or "how many".

    >>> list(_target("What camera did he lose?")), list(_target("What did he lose?"))
    (['camera'], [])
    """
    match = _TARGET.search(text)
    told = 0
    for word in words(match[1]) if match else ():
        common = word.casefold() in STOPWORDS
        if told == _TARGET_WORDS or word.casefold() in _VERBS or (common and told):
            return
        if not common:
            told += 1
            yield stem(word)


def _word(written: str, vocabulary: Vocabulary, *, first: bool) -> Word:
    key = stem(written)
    capital = written[0].isupper() and not first
    text = written
    if key not in vocabulary and commonness(written) < _RARE:
        meant = vocabulary.nearest(written, slips=1 if capital else 2)
        if meant:
            key, text = stem(meant), meant
    known = key in vocabulary
    number = written[0].isdigit()
    if known:
        name = vocabulary.is_name(key) and (capital or first or commonness(written) < _ORDINARY)
    else:
        name = commonness(written) < (_ORDINARY if capital else _RARE)
    share = 0.5 * min(1.0, vocabulary.passages / _ENOUGH)
    weight = share * vocabulary.rarity(key) + (1 - share) * max(0.0, 8.0 - commonness(text))
    return Word(text, key, weight, (name or (capital and commonness(written) < _ORDINARY)) and not number, known)


def _role(i: int, written: list[str], read: list[Word | None]) -> Role:
    """Tell the part of a word by the words around it."""

    def is_name(j: int) -> bool:
        word = read[j] if 0 <= j < len(read) else None
        return word is not None and word.name

    first = last = i
    while is_name(first - 1):
        first -= 1
    while is_name(last + 1):
        last += 1
    if not is_name(i):
        return Role.OTHER
    if first and written[first - 1].casefold() in _PREPOSITIONS:
        return Role.PLACE
    return Role.PERSON if last > first else Role.OTHER


_PREPOSITIONS = frozenset({"in", "at", "near", "from", "outside", "to", "into"})
_ENOUGH = 1000
"""Passages from which on a corpus knows which words are rare; a handful would call all of them common."""
_RARE = 3.0
_ORDINARY = 4.0


@lru_cache(maxsize=100_000)
def commonness(word: str) -> float:
    """Give a word's Zipf frequency in English (Speer's wordfreq): 7 for "the", 4 for "editor", 0 if unseen."""
    from wordfreq import zipf_frequency

    return float(zipf_frequency(word.replace("’", "'"), "en"))
