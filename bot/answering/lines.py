"""Articles → an answer of one line and one citation each, as many as a screen holds. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten

from bot.answering.telling import cite
from bot.types import LIMIT, Answer, Claim, Kind, day_in_words
from corpus.types import Article, ArticleId, Span
from corpus.words import stem, words

Sentences = Callable[[Sequence[Article]], Mapping[ArticleId, Sequence[Span]]]
"""Looks up the sentences of articles, refrains left out."""

MOST = 12
"""Lines of an answer at most."""

_NAMES = 4
_WIDE = 220
_NARROW = 60
"""Characters that a title, and the name of a place, may take: a source's may be of any length."""

_LONG = 40
_TAIL = 90


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: what it says, before which heading, and the sentence that proves it."""

    article: Article
    text: str
    heading: str
    span: Span


def people_of(article: Article) -> list[str]:
    """Give whom the source names as the journalists concerned, with what they work for, as it writes them."""
    named = re.split(r",\s*(?![^()]*\))", article.field("targeted_journalists"))
    people = (" ".join(name.split()) for name in named)
    kept = [p for p in people if p and p.casefold() not in ("none", "nan", "media") and not p.startswith("Anonymous")]
    return list(dict.fromkeys(kept))


def names_line(article: Article, people: Sequence[str], sentences: Sequence[Span]) -> Line:
    """Name people of a report, or give its title where there are none to be named."""
    more = f" and {len(people) - _NAMES} others" if len(people) > _NAMES else ""
    text = f"{', '.join(people[:_NAMES])}{more}" if people else article.title
    return Line(article, shorten(text, _WIDE, placeholder="…"), heading(article), _proof(article, sentences, people))


def title_line(article: Article, sentences: Sequence[Span]) -> Line:
    """Give a report's title."""
    return names_line(article, [], sentences)


def sentence_line(article: Article, sentences: Sequence[Span]) -> Line:
    """Give a report's first telling sentence."""
    span = _proof(article, sentences, [])
    return Line(article, " ".join(article.text[span.start : span.end].split()), heading(article), span)


def heading(article: Article) -> str:
    """Say when and where, as the source's fields have it."""
    told = day_and_place(article)
    return ended(told) if told else ""


def day_and_place(article: Article) -> str:
    """Give the day on which it happened, or was published, and the place that the fields name."""
    day = article.happened or article.published
    place = article.field("city") or article.field("state") or article.field("country")
    return ", ".join(filter(None, (day_in_words(day) if day else "", shorten(place, _NARROW, placeholder="…"))))


def ended(sentence: str) -> str:
    """End a sentence by a full stop, where no abbreviation ends it.

    >>> ended("Washington, D.C.")
    'Washington, D.C.'
    """
    return sentence if sentence.endswith(".") else f"{sentence}."


def length(lines: Sequence[Line]) -> int:
    """Count the characters that lines take with their marks."""
    return sum(len(line.heading) + len(line.text) + len(" ") + len(" [12]\n") for line in lines)


def in_lines(lines: Sequence[Line], *, first: str = "", count: bool = True) -> Answer:
    """Build an answer of as many lines as there is room for, and say how many more there are if they are counted.

    ``first`` is a sentence about all of them; it is set before and stands on all that are cited. What
    is left over is told with one of its number, for no claim is made without a source.
    """
    room = LIMIT - (len(first) + len(" [12]") * MOST + 1 if first else 0)
    shown = _fitting(lines, room)
    more = len(lines) - shown if count else 0
    numbered = list(enumerate(lines[: shown + (more > 0)], 1))
    citations = tuple(cite(n, line.article, line.span) for n, line in numbered)
    claims = [Claim(line.text, (n,), line.heading) for n, line in numbered[:shown]]
    if more:
        n, line = numbered[-1]
        claims.append(_rest(n, line, more))
    head = (Claim(first, tuple(c.n for c in citations)),) if first else ()
    return Answer(Kind.EVENT, (*head, *claims), citations)


def _fitting(lines: Sequence[Line], room: int) -> int:
    """Count how many lines fit, and leave room to say that there are more; one is always shown."""
    if len(lines) <= MOST and length(lines) <= room:
        return len(lines)
    fit = (n for n in range(min(MOST, len(lines)) - 1, 1, -1) if length(lines[:n]) <= room - _TAIL)
    return next(fit, 1)


def _rest(n: int, line: Line, more: int) -> Claim:
    """Say how many more there are, and one of them."""
    short = len(line.heading) + len(line.text) <= _TAIL - len(" And 999 more, one on . [12]\n")
    if more == 1 and short:
        return Claim(line.text, (n,), line.heading)
    such = f", one on {line.text}" if short and more > 1 else ""
    return Claim(f"And {more} more{such}." if more > 1 else "And one more.", (n,))


def _proof(article: Article, sentences: Sequence[Span], people: Sequence[str]) -> Span:
    """Choose the first sentence that names one of the people, else the first that tells something."""
    surnames = {stem(parts[-1]) for p in people if (parts := words(p.split("(")[0]))}
    long = [s for s in sentences if s.end - s.start >= _LONG] or list(sentences)
    naming = (s for s in long if surnames & set(map(stem, words(article.text[s.start : s.end]))))
    return next(naming, long[0] if long else Span(0, len(article.text)))
