"""Whoever and whatever the answer's articles do not name: nobody is answered about with another's story. Pure."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import chain
from textwrap import shorten

from rapidfuzz import fuzz, process

from bot.question import Question, Role
from bot.types import Abstention, Answer, Reason
from corpus.countries import find_countries
from corpus.facts.lexicon import MEN, WOMEN
from corpus.types import Article
from corpus.words import STOPWORDS, stem, words
from embeddings.lexical import about

_FULL_NAME = re.compile(
    r"(?<!\w)(?:(?P<before>\w+) )?(?P<first>[A-Z][\w’'-]+)(?: [A-Z][\w’'.-]*){0,2}? (?P<last>[A-Z][\w’'-]*\w)"
    r"(?![\w’'-])(?! [A-Z])"
)
_NAME_OF_SEVERAL = re.compile(r"(?:(?<!\w)(?P<before>\w+) )?(?<![\w’'-])(?P<name>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)+)")
_POSSESSIVE = re.compile(r"['’]s$")
_OF_A_PLACE = frozenset({"in", "at", "near", "from", "outside", "to", "of", "the"})
_GIVEN = MEN | WOMEN
_SHORT_FORM = 2
"""Letters that a first name shares with its short form: Thomas and Tom, Katherine and Katie."""

_SAME_NAME = 60.0
_ACCENTS = re.compile("[\u0300-\u036f]")
_NAME = 100
_ALIKE = 80.0
"""The per cent of likeness from which on a surname may be another's spelling."""


def refuse_stranger(focus: Question, answer: Answer, articles: Sequence[Article]) -> Abstention | None:
    """Refuse an answer where not one of its ``articles`` tells of somebody or something that the question names.

    That is a name that the corpus lacks; a person's full name, whose first name and surname must meet in one
    article; or another name of several words, of which the articles must have one word at least.
    """
    texts = [_plain(f"{a.title}\n{about(a)}\n{a.text}") for a in articles]
    people = (" ".join(name).strip() for name in _asked(focus) if not any(_tells_of(*name, text) for text in texts))
    missing = next(chain(people, _unheard_of(focus, texts)), None)
    if missing is None:
        return None
    told = f"I have no source that tells this of {shorten(missing, _NAME, placeholder='…')}."
    return Abstention(Reason.UNKNOWN_NAME, told, answer.citations[:1])


def _unheard_of(focus: Question, texts: Sequence[str]) -> Iterator[str]:
    """Give the names of several words of which texts have not one word, nor the initials."""
    names = list(_of_several_words(focus))
    if not names:  # so that articles are taken apart for few questions only
        return
    there = {word for text in texts for word in words(text)}
    held = {stem(word) for word in there}
    for name in names:
        if held.isdisjoint(map(stem, name)) and "".join(word[0] for word in name) not in there:
            yield " ".join(name)


def _of_several_words(focus: Question) -> Iterator[list[str]]:
    """Give a question's names of several words, places aside."""
    opening = _opening(focus)
    for match in _NAME_OF_SEVERAL.finditer(_plain(focus.text)):
        name = _POSSESSIVE.sub("", match["name"])
        parts = [word for word in words(name) if word != opening and word.casefold() not in STOPWORDS]
        if len(parts) > 1 and (match["before"] or "").casefold() not in _OF_A_PLACE and not find_countries(name):
            yield parts


def _opening(focus: Question) -> str:
    """Give the first word, whose capital tells nothing."""
    return (words(focus.text) or [""])[0]


def _asked(focus: Question) -> Iterator[tuple[str, str]]:
    """Give the people of a question as first name and surname; what the corpus lacks has no first name."""
    opening = _opening(focus)
    for word in focus.words:
        if word.role is Role.PERSON and not word.known and word.text[0].isupper() and word.text != opening:
            yield "", _plain(word.text)
    for match in _FULL_NAME.finditer(_plain(focus.text)):
        if match["first"].casefold() in _GIVEN and (match["before"] or "").casefold() not in _OF_A_PLACE:
            yield match["first"], _POSSESSIVE.sub("", match["last"])


def _tells_of(first: str, last: str, text: str) -> bool:
    held = set(words(text.casefold()))
    if not _holds(last.casefold(), held):
        return False
    return not first or first.casefold() in held or not _is_namesake(first, last, text)


def _is_namesake(first: str, last: str, text: str) -> bool:
    """Tell whether a text knows a surname only with other first names: Katie Nielsen is not Julia."""
    named = {m[1] for m in re.finditer(rf"\b([A-Z][\w’'-]+) {re.escape(last)}\b", text)}
    given = {name for name in named if name.casefold() in _GIVEN}
    return bool(given) and all(
        name[:_SHORT_FORM] != first[:_SHORT_FORM] and fuzz.ratio(name, first) < _SAME_NAME for name in given
    )


def _holds(surname: str, held: set[str]) -> bool:
    """Tell whether a surname, or one that may be meant by it, is among words."""
    parts = words(surname)
    if not parts or any(p in held or stem(p) in held for p in parts):
        return True
    return process.extractOne(parts[-1], held, scorer=fuzz.ratio, score_cutoff=_ALIKE) is not None


def _plain(text: str) -> str:
    """Take accents off and leave case: “Gutiérrez” may be asked for as Gutierrez."""
    return text if text.isascii() else _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
