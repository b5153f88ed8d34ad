"""What the choice of sentences looks at: one row of numbers a candidate. Pure."""

import math
import re
from collections.abc import Set

import numpy as np
from numpy.typing import NDArray

from bot.answering.candidates import Candidate, Candidates
from bot.question import Asks, Question, Word
from corpus.types import ArticleId
from corpus.words import content_stems, stem, words

Features = NDArray[np.float32]

SENTENCE_FEATURES = (
    *("cosine", "cosine below the article's best", "words shared", "names shared"),
    *("date", "place", "person", "number", "money", "reason", "speech", "speech unasked", "attribution"),
    *("statement asked for", "statement of somebody named", "of a named person, speech asked for"),
    *(
        "new names",
        "new names where a name is asked",
        "place in the article",
        "length",
        "scrap",
        "refrain",
        "words shared with neighbours",
        "neighbours' cosine",
    ),
    *("dense score", "lexical score", "fused score", "article's fused score", "words in the article"),
    *("names in the article", "words in the title", "last question's words in the article", "years in the article"),
)
"""What each column of the matrix is; the weights are fitted to this order."""

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|aug|sept?|oct|nov|dec"
)
_NUMBERS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|once|twice"
_REASONS = r"because|since|due|after|for|to|citing|reason|so that|violat\w+|accus\w+|charged"
EVIDENCE = {
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


def sentence_features(question: Question, focus: Question, found: Candidates) -> Features:
    """Describe each candidate by numbers of about one size, shape ``(n, len(SENTENCE_FEATURES))``.

    ``question`` is read with the questions before it, ``focus`` alone: the article has to be about
    the first, the sentence has to answer the second.
    """
    if not found.sentences:
        return np.zeros((0, len(SENTENCE_FEATURES)), dtype=np.float32)
    top = max(found.best.values())
    similar, sentences = found.similar, found.sentences
    highest = max(c.lexical for c in sentences) or 1.0
    articles = {key: _article_features(question, focus, key, found, top) for key in found.best}
    closest = _closest(found)
    rows = []
    for i, candidate in enumerate(sentences):
        near = [j for j in (i - 1, i + 1) if 0 <= j < len(sentences) and sentences[j].article is candidate.article]
        rows.append(
            [
                similar[i],
                similar[i] - closest[candidate.article.id],
                *_own_features(question, focus, candidate),
                share(focus.words, candidate.stems.union(*(sentences[j].stems for j in near))),
                max((float(similar[j]) for j in near), default=0.0),
                candidate.dense,
                candidate.lexical / highest,
                candidate.fused * 30,
                *articles[candidate.article.id],
            ]
        )
    return np.asarray(rows, dtype=np.float32)


def _closest(found: Candidates) -> dict[ArticleId, float]:
    """Give the highest cosine of each article's sentences."""
    closest: dict[ArticleId, float] = {}
    for candidate, similar in zip(found.sentences, found.similar, strict=True):
        closest[candidate.article.id] = max(float(similar), closest.get(candidate.article.id, -1.0))
    return closest


def _own_features(question: Question, focus: Question, candidate: Candidate) -> list[float]:
    text = candidate.text
    quoted = bool(EVIDENCE[Asks.SPEECH].search(text))
    by_named = _speaks(focus, candidate)
    new = min(_new_names(question, text), 4) / 2
    return [
        share(focus.words, candidate.stems),
        share(focus.names, candidate.stems),
        *(float(asked in focus.asks and bool(pattern.search(text))) for asked, pattern in EVIDENCE.items()),
        float(quoted and Asks.SPEECH not in focus.asks),
        float(Asks.SPEECH in focus.asks and bool(_ATTRIBUTION.search(text))),
        float(Asks.SPEECH in focus.asks and candidate.said is not None),
        by_named,
        by_named if Asks.SPEECH in focus.asks else 0.0,
        new,
        new if Asks.WHO in focus.asks else 0.0,
        1 / (1 + _order_in_article(candidate)),
        min(len(text), 500) / 250,
        float(len(text) < 40),
        math.log1p(candidate.refrain) / 3,
    ]


def _speaks(focus: Question, candidate: Candidate) -> float:
    """Tell how much of who speaks in a sentence, by name and role, stands in the question."""
    if candidate.said is None:
        return 0.0
    speaker = set(content_stems(f"{candidate.said.speaker} {candidate.said.role}"))
    return min(1.0, sum(word.weight for word in focus.words if word.stem in speaker) / 8)


def _new_names(question: Question, text: str) -> int:
    """Count the full names in a sentence that the question does not hold: "who" is answered by one."""
    asked = {word.stem for word in question.words}
    return sum(asked.isdisjoint(map(stem, words(name))) for name in _FULL_NAME.findall(text))


def _order_in_article(candidate: Candidate) -> int:
    """Tell about how many sentences stand before it; the first lines of a report hold its news."""
    return candidate.span.start // 150


def _article_features(
    question: Question, focus: Question, key: ArticleId, found: Candidates, top: float
) -> list[float]:
    whole, title = found.whole[key], found.titles[key]
    return [
        found.best[key] / top,
        share(question.words, whole),
        share(question.names, whole),
        share(question.words, title),
        share(focus.words, whole),
        float(all(year in whole for year in question.years)),
    ]


def share(wanted: tuple[Word, ...], there: Set[str]) -> float:
    """Give the share of what words tell that is there; of no words at all, everything is."""
    total = sum(word.weight for word in wanted)
    return sum(word.weight for word in wanted if word.stem in there) / total if total else 1.0
