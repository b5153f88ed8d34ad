"""Misspelt country names. Careful, because a wrong country is worse than none.

A word counts as a misspelling where it differs from a name by one slip (a letter more, less, other, or two
swapped), by two in names of eight letters and more, begins with the name's letter, and is no everyday
word. Names of places that are not ranked take part: "Monacco" is Monaco. Where two countries are equally
near ("Austrlia"), both are given.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from corpus.country_table import How, Table, table
from corpus.everyday import EVERYDAY
from corpus.folding import Token
from corpus.types import Span

_LEAST = 5
_LONG = 8
"""Letters of a name from which on two slips count as a misspelling."""


@lru_cache(maxsize=1)
def _names_by_shape() -> dict[tuple[str, int], tuple[list[str], list[str]]]:
    """Names, written with single spaces, and their countries, by first letter and length; no capitals and no codes."""
    shapes: dict[tuple[str, int], tuple[list[str], list[str]]] = {}
    for entry in table().names.values():
        name = " ".join(entry.words)
        if (
            entry.code
            and (entry.how is How.NAME or name in table().english)
            and len(name) >= 4
            and not "\u3400" <= name[0] <= "\u9fff"
        ):
            names, codes = shapes.setdefault((name[0], len(name)), ([], []))
            names.append(name)
            codes.append(entry.code)
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
    for length in range(len(name) - 2, len(name) + 3):
        names, codes = _names_by_shape().get((name[0], length), ((), ()))
        near = process.extract_iter(name, names, scorer=OSA.distance, score_cutoff=2 if length >= _LONG else 1)
        for _, slips, place in near:
            found[codes[place]] = min(slips, found.get(codes[place], slips))
    least = min(found.values(), default=0)
    return tuple(sorted(code for code, slips in found.items() if slips == least))[:3]
