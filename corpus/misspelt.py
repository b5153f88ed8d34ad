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
from corpus.folding import Token
from corpus.types import Span

_LEAST = 5
EVERYDAY = frozenset(
    """
    about above after again alone along also among annual answer april august behind being below best better between book
    both bottom build built call came capital case chair chance change child chile china chine claim class clean close come
    compare compared could count countries country country's course crime cuban date data decade decline did does down drop
    during each east edition eight eleven ever every fall fell file final find first five form four france free freedom front
    give given global going good grade grant grease great group has have held hello help high history hold home human image
    improve improved index indeed indian indicator indicators journal journalism journalist journalists land large last late
    latest law least legal less level list listed local long love made mail main make mark marks meant media mean might
    million minus model mole month more most much name near nine north note number order other over part past peace people
    place placed plan points position positions press previous print prior public quite rank ranked ranking rankings
    ranks rate rating really region report reporter result rise rose safe safety said same scale score scores second september
    seven should show since sixth slot some south space spot stand standing stands state states still strange street such sure
    table take tell ten than thank that their them then there these they third this three time times today told top total
    trend turn twenty under union united until value very want war was week well went were west what when where which while
    white who whole whose will with women word world worse worst would year years yemeni young
    annee annees liste monde mondial place position presse quel quelle quelles rang score pays pour dans dernier derniere
    avant apres entre avec puntos puesto lugar posicion pais paises prensa libertad ranking mundial anos ultimo ultima mejor
    peor donde cual cuanto sobre desde hasta entre clasificacion pontos ponto posicao imprensa liberdade melhor pior onde
    qual ultimo ultima desde para entre classificacao pontuacao platz rang land lander jahr jahre presse freiheit welche
    welchen welcher welches wieviele punkte unter zwischen liste stelle seit letzte letzten letzter beste besten schlechteste
    scotland panda panel penal penalty male malta romans congress marking bring brings rear rung ladder belong belongs pole
    angel senate senator manila salad samba georgian tango torch tonne tigers turned turkey polled polish finish finished finishing finland
    island islands mainland ireland iceland highland homeland farmland overland wonderland england capes caped capable candy
    """.split()
)
"""Words that people use in questions; none of them is a misspelt country."""


@lru_cache(maxsize=1)
def _names_by_shape() -> dict[tuple[str, int], list[tuple[str, str]]]:
    """Names, written with single spaces, by first letter and length; capitals and codes are left out."""
    shapes: dict[tuple[str, int], list[tuple[str, str]]] = {}
    for entry in table().names.values():
        name = " ".join(entry.words)
        if entry.code and entry.how in (How.NAME, How.DEMONYM) and len(name) >= 4 and not "\u3400" <= name[0] <= "\u9fff":
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
    if run[0].word in EVERYDAY or any(w.word in EVERYDAY and length == 1 or w.word.isdigit() for w in run):
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
