"""What a question leaves open, and whether an article fills it: who is to speak, what is counted or named. Pure.

A report may share every word with a question and still not tell what is asked: the clinic it does not name, the
reply that nobody gave. These numbers look for the very thing that is missing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.candidates import Candidate
from bot.answering.days import days_of, named_days
from bot.answering.speaking import speaker_asked
from bot.question import Asks, Question
from corpus.contents import Holds
from corpus.countries import How, find_countries
from corpus.subjects import countries_of
from corpus.types import Article
from corpus.words import STOPWORDS, content_stems, stem, words
from embeddings.lexical import about

SLOT_FEATURES = (
    *("somebody is to speak", "they are quoted", "they stand beside a verb of speech", "they are quoted nearby"),
    *("silence nearby", "silence in the article", "silence nearby where speech is asked"),
    *("unnamed nearby", "unnamed nearby where a name is asked", "unnamed in the article where a name is asked"),
    *("something is counted", "its number nearby", "its number in the article"),
    *("a new name beside what is asked for nearby", "in the article"),
    *("an outcome is asked", "an outcome nearby", "words of the outcome nearby"),
    *("a day is named", "the article has it", "names of several words stand together"),
    *("the country is the article's", "the country is named nearby", "a length of time is asked"),
)
"""What each number is; a half stands for what a question does not ask."""

_UNASKED = 0.5
_NAME = re.compile(r"\bname|\bwho\b|\bwhich\b|\bwhose\b|\bidentit", re.IGNORECASE)
_NAME_OF = re.compile(r"\bnames? of (?:the |that |this )?((?:[\w’'-]+\s*){1,3})", re.IGNORECASE)
_COUNTED = re.compile(r"how (?:many|much|long|old|often)\s*((?:[\w’'-]+\s*){0,3})", re.IGNORECASE)
_HOW_LONG = re.compile(r"how long|for how", re.IGNORECASE)
_LENGTH = re.compile(r"how long|for how|how many (?:hours|days|minutes|weeks|months|years)", re.IGNORECASE)
_NUMBER = (
    r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|several|an?|half"
    r"|couple)"
)
_IS_NUMBER = re.compile(_NUMBER, re.IGNORECASE)
_TIME = re.compile(rf"{_NUMBER}(?:[ -]\w+){{0,2}}[ -](?:second|minute|hour|day|night|week|month|year)s?", re.IGNORECASE)
_OUTCOME = re.compile(
    r"\b(?:sentenc\w*|convict\w*|guilty|verdict|jury|prison|settle\w*|compensat\w*|paid|award\w*|damages|fined?|win|won"
    r"|trial|punish\w*|disciplin\w*|fired|suspend\w*|charged?|arrested|caught|apolog\w*|sorry|hired|lawsuit|rul(?:ing|ed))\b",
    re.IGNORECASE,
)
_CAME_OUT = re.compile(
    r"\b(?:sentenced|convicted|acquitted|found (?:not )?guilty|pleaded|settled|paid|awarded|fined|won|ruled|dismissed"
    r"|dropped|suspended|fired|disciplined|apologi[sz]ed|charged|arrested|released)\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"(?<!^)(?<![.?!:] )[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+")


@dataclass(frozen=True, slots=True)
class Told:
    """An article's sentences, and of these the chosen ones with their neighbours."""

    article: Article
    whole: Sequence[Candidate]
    near: Sequence[Candidate]


def slot_features(focus: Question, told: Told) -> list[float]:
    """Describe what a question leaves open and how an article fills it, as ``SLOT_FEATURES`` names it."""
    return [
        *_speaking(focus, told),
        *_keeping_silent(focus, told),
        *_counting(focus, told),
        *_naming(focus, told),
        *_coming_out(focus, told),
        *_on_the_day(focus, told),
        *_under_their_names(focus, told),
        *_in_its_country(focus, told),
        float(bool(_LENGTH.search(focus.text))),
    ]


def _speaking(focus: Question, told: Told) -> list[float]:
    """Look for whoever is asked to have spoken: among speakers, and beside verbs of speech."""
    who = speaker_asked(focus)
    if not who:
        return [0.0, _UNASKED, _UNASKED, _UNASKED]

    def quoted(sentences: Sequence[Candidate]) -> float:
        return max((who.says(c.said) for c in sentences if c.said), default=0.0)

    beside = max((who.share(c.stems) for c in told.whole if c.holds(Holds.ATTRIBUTION)), default=0.0)
    return [1.0, quoted(told.whole), beside, quoted(told.near)]


def _keeping_silent(focus: Question, told: Told) -> list[float]:
    """Look for who declined to comment, and for what was left unnamed."""
    speech, name = float(Asks.SPEECH in focus.asks), float(bool(_NAME.search(focus.text)))
    silent, unnamed = _any(Holds.SILENCE, told.near), _any(Holds.UNNAMED, told.near)
    return [
        *(silent, _any(Holds.SILENCE, told.whole), silent * speech),
        *(unnamed, unnamed * name, _any(Holds.UNNAMED, told.whole) * name),
    ]


def _any(kind: Holds, sentences: Sequence[Candidate]) -> float:
    return float(any(c.holds(kind) for c in sentences))


def _counting(focus: Question, told: Told) -> list[float]:
    """Look for a number before the thing that is counted; for a length of time where that is asked."""
    match = _COUNTED.search(focus.text)
    if match is None:
        return [0.0, _UNASKED, _UNASKED]
    unit = frozenset([stem(w) for w in words(match[1]) if w.casefold() not in STOPWORDS][:2])
    timed = bool(_HOW_LONG.search(focus.text))

    def counts(sentence: Candidate) -> bool:
        return bool(_TIME.search(sentence.text)) if timed else _numbers(sentence.text, unit)

    return [1.0, float(any(map(counts, told.near))), float(any(map(counts, told.whole)))]


def _numbers(text: str, unit: frozenset[str]) -> bool:
    """Tell whether a number stands in a text, just before one of the stems where there are any."""
    found = words(text)
    numbers = [i for i, word in enumerate(found) if _IS_NUMBER.fullmatch(word)]
    return any(not unit or unit & set(map(stem, found[i + 1 : i + 4])) for i in numbers)


def _naming(focus: Question, told: Told) -> list[float]:
    """Look for a name that the question lacks, in a sentence with what is asked for: "which clinic"."""
    match = _NAME_OF.search(focus.text)
    named = [stem(w) for w in words(match[1]) if w.casefold() not in STOPWORDS][:2] if match else []
    target = set(focus.target or named)
    if not target:
        return [_UNASKED, _UNASKED]
    asked = {word.stem for word in focus.words}

    def names(sentence: Candidate) -> bool:
        return bool(target & sentence.stems) and any(asked.isdisjoint(name) for name in sentence.contents.names)

    return [float(any(map(names, told.near))), float(any(map(names, told.whole)))]


def _coming_out(focus: Question, told: Told) -> list[float]:
    """Look for how a thing ended: many reports close with an arrest, and the verdict is asked for."""
    asked = {stem(word) for word in _OUTCOME.findall(focus.text)}
    if not asked:
        return [0.0, _UNASKED, _UNASKED]
    there = frozenset().union(*(c.stems for c in told.near))
    return [1.0, float(any(_CAME_OUT.search(c.text) for c in told.near)), len(asked & there) / len(asked)]


def _on_the_day(focus: Question, told: Told) -> list[float]:
    """Look for the day that the question names, in the text or as the article's own."""
    asked = named_days(focus.text)
    if not asked:
        return [0.0, _UNASKED]
    held = days_of(told.article)
    return [1.0, len(asked & held) / len(asked)]


def _under_their_names(focus: Question, told: Told) -> list[float]:
    """Look for names of several words as they stand together: "Apple Daily" is neither an apple nor a daily."""
    names = [frozenset(content_stems(name)) for name in _SEVERAL.findall(focus.text)]
    if not names:
        return [_UNASKED]
    places = [frozenset(content_stems(f"{told.article.title} {about(told.article)}")), *(c.stems for c in told.whole)]
    return [sum(any(name <= there for there in places) for name in names) / len(names)]


def _in_its_country(focus: Question, told: Told) -> list[float]:
    """Look for the country that the question names: what the article is about, or only mentions."""
    asked = {mention.code for mention in find_countries(focus.text) if mention.how is How.NAME}
    if not asked:
        return [_UNASKED, _UNASKED]
    text = " ".join(c.text for c in told.near)
    return [
        float(bool(asked & set(countries_of(told.article)))),
        float(bool(asked & {mention.code for mention in find_countries(text)})),
    ]
