"""Misspelt country names. Careful, because a wrong country is worse than none.

A word counts as a misspelling where it differs from a name by one slip (a letter more, less, other, or two
swapped), by two in names of eight letters and more, begins with the name's letter, and is no everyday
word. Names of places that are not ranked take part: "Monacco" is Monaco. Where two countries are equally
near ("Austrlia"), both are given.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from corpus.country_table import How, Table, table
from corpus.everyday import EVERYDAY
from corpus.folding import Token
from corpus.types import Span

_LEAST = 5


@lru_cache(maxsize=1)
def _names_by_shape() -> dict[tuple[str, int], list[tuple[str, str]]]:
    """Names, written with single spaces, by first letter and length; capitals and codes are left out."""
    shapes: dict[tuple[str, int], list[tuple[str, str]]] = {}
    for entry in table().names.values():
        name = " ".join(entry.words)
        if (
            entry.code
            and (entry.how is How.NAME or name in table().english)
            and len(name) >= 4
            and not "\u3400" <= name[0] <= "\u9fff"
        ):
            shapes.setdefault((name[0], len(name)), []).append((name, entry.code))
    return shapes


def nearest(words: Sequence[Token], names: Table) -> Iterator[tuple[tuple[str, ...], Span]]:
    """Give countries for runs of one to three words that are no names, with where the words stand."""
    i = 0
    while i < len(words):
        length = next((n for n in (3, 2, 1) if _codes(words[i : i + n], n)), 0)
        if length:
            yield _codes(words[i : i + length], length), Span(words[i].start, words[i + length - 1].end)
        i += length or 1


def _codes(run: Sequence[Token], length: int) -> tuple[str, ...]:
    """The countries nearest to a run of words, if they are near enough."""
    if len(run) != length or any(run[k + 1].start - run[k].end > 1 for k in range(length - 1)):
        return ()
    if run[0].word in EVERYDAY or any((w.word in EVERYDAY and length == 1) or w.word.isdigit() for w in run):
        return ()
    return _near(" ".join(w.word for w in run))


@lru_cache(maxsize=10_000)
def _near(name: str) -> tuple[str, ...]:
    if len(name) < _LEAST or any("\u3400" <= c <= "\u9fff" for c in name):
        return ()
    found: dict[str, int] = {}
    for other, code in _candidates(name):
        slips = OSA.distance(name, other, score_cutoff=_allowed(other))
        if slips <= _allowed(other):
            found[code] = min(slips, found.get(code, slips))
    least = min(found.values(), default=0)
    return tuple(sorted(code for code, slips in found.items() if slips == least))[:3]


def _candidates(name: str) -> Iterator[tuple[str, str]]:
    for length in range(len(name) - 2, len(name) + 3):
        yield from _names_by_shape().get((name[0], length), ())


def _allowed(name: str) -> int:
    return 2 if len(name) >= 8 else 1
