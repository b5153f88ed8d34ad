"""Article → Events: its sentences that tell what happened, with days, places and people.

The first event is the article's own: what its opening sentences tell, on the day they name.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from corpus.facts.lexicon import CALENDAR, bare
from corpus.facts.people import Cast, Name, cast
from corpus.facts.reading import COVER, Reading, read
from corpus.facts.when import a_day, dates, first_full
from corpus.types import Article, Event, Span, When

_HAPPENED = re.compile(
    r"\b(?:(?:was|were|been|being|is|are|got)\s+(?:\w+ly\s+)?\w+(?:ed|en|ught|ut|hot|ld|de|ck)\b|\w{3,}ed\b|said\b|told\b|began\b"
    r"|took\b|broke\b|threw\b|shot\b|hit\b|struck\b|won\b|lost\b|left\b|made\b|came\b|fell\b|held\b|found\b|set\b|cut\b"
    r"|met\b|sent\b|gave\b|went\b|ran\b|led\b|drove\b|wrote\b|sued\b|died\b|killed\b)"
)
_PLACE = re.compile(
    r"\b(?:in|at|near|outside|from)\s(?:the\s|downtown\s|central\s)?"
    r"(?P<place>[A-Z][\w’'.-]+(?:\s(?:of\s|de\s)?[A-Z][\w’'.-]+)*(?:,\s[A-Z][\w.]+(?:\s[A-Z][\w.]+)?(?=[,.;)\s]))?)"
)
_FEWEST_LETTERS = 25
_LEAD = 25
"""Sentences among which the day of an article's own event is looked for."""
_WEEK = timedelta(days=6)
_FRESH = timedelta(days=3)


def events(article: Article) -> list[Event]:
    """Extract the events of an article, the one that it is about first, the others in the order of the text."""
    reading = read(article.text)
    people = cast(reading)
    anchor = _anchor(article)
    told = [e for s in reading.sentences if (e := _event(reading, people, s, anchor))]
    lead = _lead(article, reading, people, told, anchor)
    return ([lead] if lead else []) + [e for e in told if e.dates and (not lead or e.sentence != lead.sentence)]


def _anchor(article: Article) -> date | None:
    """The day that relative dates count from: the article's; a late report's “Friday” is the incident's week's."""
    told = article.published or article.updated
    if told and article.happened:
        return min(told, article.happened + _WEEK)
    return told or article.happened or first_full(article.text)


def _event(reading: Reading, people: Cast, sentence: Span, anchor: date | None) -> Event | None:
    """Read one sentence; what it quotes is not told by the article itself."""
    if sentence.end - sentence.start < _FEWEST_LETTERS:
        return None
    found = dates(reading.plain, sentence.start, sentence.end, anchor)
    if not found and not _HAPPENED.search(reading.plain, sentence.start, sentence.end):
        return None
    if found and sentence.end - sentence.start - sum(w.span.end - w.span.start for w in found) < _FEWEST_LETTERS // 2:
        return None  # a date line
    return Event(
        sentence=sentence,
        what=reading.text[sentence.start : sentence.end],
        dates=tuple(found),
        places=tuple(_places(reading, sentence)),
        people=tuple(_people(reading, people, sentence)),
    )


def _lead(article: Article, reading: Reading, people: Cast, told: list[Event], anchor: date | None) -> Event | None:
    """Make the article's own event: its first telling sentence, dated by the source, itself or what follows."""
    first = next((e for e in told), None) or _opening(reading, people)
    if first is None:
        return None
    day = article.happened or _day(told, anchor)
    known = [w for w in first.dates if w.first == day] or ([a_day(_nowhere(first), day)] if day else [])
    known += [w for w in first.dates if w.first != day]
    if anchor and not article.happened and all(w.first != anchor or not w.span.start < w.span.end for w in known):
        known += _told_on(first, anchor, known)
    places = dict.fromkeys([*_field_places(article), *first.places])
    return Event(first.sentence, first.what, tuple(known), tuple(places), first.people)


def _told_on(first: Event, anchor: date, known: list[When]) -> list[When]:
    """Give the day that an article tells it, and with it the day before: news of the night and of the evening."""
    told = [] if any(w.first == anchor for w in known) else [a_day(_nowhere(first), anchor)]
    return [*told, When(_nowhere(first), anchor - timedelta(days=1), anchor, "range")]


def _opening(reading: Reading, people: Cast) -> Event | None:
    long = next((s for s in reading.sentences if s.end - s.start >= _FEWEST_LETTERS), None)
    if long is None:
        return None
    named = tuple(_people(reading, people, long))
    return Event(long, reading.text[long.start : long.end], (), tuple(_places(reading, long)), named)


def _day(told: list[Event], anchor: date | None) -> date | None:
    """Give the first fresh day that the opening sentences name, else the day of the article."""
    named = [w for e in told[:_LEAD] for w in e.dates if w.precision == "day"]
    if anchor is None:
        return named[0].first if named else None
    fresh = (w.first for w in named if anchor - _FRESH <= w.first <= anchor)
    return next(fresh, anchor)


def _nowhere(event: Event) -> Span:
    """An empty span: no words of the sentence give the date."""
    return Span(event.sentence.start, event.sentence.start)


def _field_places(article: Article) -> Iterator[str]:
    """Where the source itself says that it happened."""
    for name in ("city", "state", "country"):
        if (value := article.field(name)) and value.casefold() not in ("nan", "none", "n/a"):
            yield re.sub(r"\s*\([A-Z]{2}\)$", "", value)


def _places(reading: Reading, sentence: Span) -> Iterator[str]:
    """What follows “in”, “at”, “near”: names that are not a person's."""
    for match in _PLACE.finditer(reading.plain, sentence.start, sentence.end):
        place = match["place"].rstrip(".,").removesuffix("’s").removesuffix("'s")
        if COVER not in place and bare(place.split()[0]) not in CALENDAR:
            yield place


def _people(reading: Reading, people: Cast, sentence: Span) -> list[str]:
    """The persons whom a sentence names, in full."""
    inside = [n for n in people.within(sentence.start, sentence.end) if reading.plain[n.start] != COVER]
    places = set(_places(reading, sentence))
    named = [people.resolve(n.words, n.start, n.gender) for n in inside if _known(people, n) and n.words not in places]
    return list(dict.fromkeys(named))


def _known(people: Cast, name: Name) -> bool:
    return name.is_person or people.resolve(name.words, name.start, name.gender) != name.words


__all__ = ["When", "events"]
