"""What a button says: all that is needed to act on it, in 64 bytes. Pure.

Nothing is looked up when a button is pressed but the corpus itself, so buttons work after a restart and on
any replica. An article stands in them by its id, a passage by its number there.
"""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.browsing import Asked, Place
from bot.suggesting import About, Suggestion

MOST_BYTES = 64
MOST_PASSAGES = 4
MOST_COUNTRIES = 8
_ARTICLE = re.compile(r"[0-9a-f]{16}\Z")
_COUNTRY = re.compile(r"[A-Z][A-Z0-9_-]{1,7}\Z")
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")


@dataclass(frozen=True, slots=True)
class More:
    """The passages next to one; ``skip`` of them were shown already."""

    article: str
    ordinal: int
    skip: int = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """The whole passage."""

    article: str
    ordinal: int


@dataclass(frozen=True, slots=True)
class Chart:
    """The ranks of countries over the years."""

    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """Questions related to an article's passage, or to countries."""

    article: str = ""
    ordinal: int = 0
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Speak:
    """The interface in a language."""

    language: str


@dataclass(frozen=True, slots=True)
class Confirm:
    """Staff confirm, or call off, what they asked for; it is kept in memory under this name."""

    name: str
    go: bool


Press: TypeAlias = More | Passage | Chart | Related | Suggestion | Speak | Confirm


def encode(press: Press) -> str:
    """Write a button's meaning.

    >>> encode(More("00439b7315819da0", 2, 3)), encode(Chart(("CHN", "VNM")))
    ('m:00439b7315819da0:2:3', 'c:CHN,VNM')
    """
    match press:
        case More(article, ordinal, skip):
            return f"m:{article}:{ordinal}:{skip}"
        case Passage(article, ordinal):
            return f"p:{article}:{ordinal}"
        case Chart(countries):
            return f"c:{','.join(countries)}"
        case Related(article, ordinal, countries):
            return f"r:{article}:{ordinal}:{','.join(countries)}"
        case Suggestion(about, subject, number):
            return f"q:{about}:{subject}:{number}"
        case Speak(language):
            return f"l:{language}"
        case Confirm(name, go):
            return f"a:{name}:{'y' if go else 'n'}"


def decode(data: str) -> Press | None:
    """Read a button's meaning; None where the data is no button of ours.

    >>> decode("q:r:NOR:0"), decode("m:x:1:1")
    (Suggestion(about=<About.RANK: 'r'>, subject='NOR', number=0), None)
    """
    if not data.isascii():  # ours always is, and half a character could not even be encoded
        return None
    kind, _, rest = data.partition(":")
    try:
        return _decode(kind, rest.split(":"))
    except ValueError:
        return None


def _decode(kind: str, parts: list[str]) -> Press | None:
    match kind, parts:
        case "m", [article, ordinal, skip]:
            return More(_article(article), _number(ordinal), _number(skip))
        case "p", [article, ordinal]:
            return Passage(_article(article), _number(ordinal))
        case "c", [countries]:
            return Chart(_countries(countries))
        case "r", ["", _, countries]:
            return Related(countries=_countries(countries))
        case "r", [article, ordinal, ""]:
            return Related(_article(article), _number(ordinal))
        case "q", [about, subject, number]:
            return _suggestion(About(about), subject, _number(number))
        case "l", [language]:
            return Speak(language)
        case "a", [name, "y" | "n" as go]:
            return Confirm(name, go == "y")
    return None


def _suggestion(about: About, subject: str, number: int) -> Suggestion:
    if about in {About.RANK, About.CHANGE}:
        _countries(subject)
    elif about is not About.FIRST:
        _article(subject)
    return Suggestion(about, subject, number)


def _article(text: str) -> str:
    if not _ARTICLE.match(text):
        raise ValueError(text)
    return text


def _countries(text: str) -> tuple[str, ...]:
    codes = tuple(text.split(","))
    if len(codes) > MOST_COUNTRIES or not all(map(_COUNTRY.match, codes)):
        raise ValueError(text)
    return codes


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise ValueError(text)
    return int(text)


def under(asked: Asked) -> list[list[Press | tuple[Passage, int]]]:
    """Choose the buttons under a reply, by rows; a passage comes with the number of its citation."""
    first, passages = _first(asked.places), _passages(asked.places)
    rows: list[list[Press | tuple[Passage, int]]] = []
    if asked.countries:
        countries = _that_fit(asked.countries)
        rows.append([Chart(countries), Related(countries=countries)])
    if first:
        more: list[Press | tuple[Passage, int]] = [More(first.article, first.ordinal)]
        rows.append(more if asked.countries else [*more, Related(first.article, first.ordinal)])
    return rows + ([list(passages)] if passages else [])


def _first(places: Sequence[Place]) -> Place | None:
    return places[0] if places else None


def _passages(places: Sequence[Place]) -> list[tuple[Passage, int]]:
    """One button a passage, though several citations stand in it."""
    seen: dict[Passage, int] = {}
    for place in places:
        seen.setdefault(Passage(place.article, place.ordinal), place.n)
    return list(seen.items())[:MOST_PASSAGES]


def _that_fit(countries: Sequence[str]) -> tuple[str, ...]:
    """As many countries as a button holds."""
    kept = tuple(countries[:MOST_COUNTRIES])
    while len(encode(Related(countries=kept))) > MOST_BYTES:
        kept = kept[:-1]
    return kept


def deep_link(question: str) -> str | None:
    """Write a question as what follows ``?start=``; None where it is too long for a link.

    >>> deep_link("china 2017"), question_in(deep_link("Où?"))
    ('china-2017', 'Où?')
    """
    if re.fullmatch(r"[A-Za-z0-9]+( [A-Za-z0-9]+)*", question) and len(question) <= MOST_BYTES:
        return question.replace(" ", "-")
    written = "q_" + base64.urlsafe_b64encode(question.encode()).decode().rstrip("=")
    return written if len(written) <= MOST_BYTES else None


def question_in(payload: str) -> str | None:
    """Read the question of a deep link: ours, or words with hyphens or underscores between them.

    >>> question_in("where-does-china-rank"), question_in("help")
    ('where does china rank', None)
    """
    if not _PAYLOAD.match(payload) or payload in {"help", "start", "inline"}:
        return None
    if payload.startswith("q_"):
        try:
            text = base64.urlsafe_b64decode(payload[2:] + "=" * (-(len(payload) - 2) % 4)).decode()
            return text if text.isprintable() and text.strip() else None
        except ValueError:
            pass
    return re.sub(r"[-_]+", " ", payload).strip() or None
