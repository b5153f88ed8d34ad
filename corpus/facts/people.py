"""Names in a text: who is named where, what they are called in full, and who “he” or “she” may be.

Rules over capital letters, titles and first names; there is no model to load. A name that is given in full
once stands for its surname everywhere in the article.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.facts.lexicon import (
    CALENDAR,
    FEMALE_TITLES,
    MALE_TITLES,
    MEN,
    ORGANISATION,
    PARTICLES,
    SMALL,
    TITLES,
    WOMEN,
    bare,
    words_of,
)
from corpus.facts.reading import Reading, Word

_PLACE_STARTS = words_of("""
    new north south east west northern southern eastern western los san santa las el fort lake mount great united
    saint central middle super black facebook twitter social saudi hong puerto costa sri wall rose fourth first second
    grand upper lower air world american british french russian chinese african asian european latin""")
_LONGEST_NAME = 4
_SUFFIXES = ("Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Name:
    """A name where it stands: ``words`` without titles, ``gender`` “m”, “f” or “” as far as the words tell."""

    words: str
    start: int
    end: int
    gender: str
    is_person: bool

    @property
    def surname(self) -> str:
        """The last word: what the article calls a person from the second time on."""
        parts = [p for p in self.words.split() if p not in _SUFFIXES]
        return parts[-1] if parts else self.words


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody whom an article names, in its order."""

    names: tuple[Name, ...]
    full: Mapping[str, Sequence[Name]]
    genders: dict[str, str]

    def within(self, start: int, end: int) -> tuple[Name, ...]:
        """The names that begin in a stretch of the text."""
        first = bisect_left(self.names, start, key=lambda n: n.start)
        return self.names[first : bisect_left(self.names, end, key=lambda n: n.start)]

    def resolve(self, words: str, at: int, gender: str = "") -> str:
        """Give the full name for a surname (or a first name): the latest before ``at``, else the first after."""
        known = [n for n in self.full.get(words.split()[-1] if words else "", ()) if n.words.endswith(words)]
        known = known or list(self.full.get(words, ()))
        fitting = [n for n in known if not gender or self.gender(n.words) in ("", gender)] or known
        before = [n for n in fitting if n.start <= at]
        return before[-1].words if before else fitting[0].words if fitting else words

    def gender(self, full: str) -> str:
        """“m”, “f”, or “” where nothing tells."""
        return self.genders.get(full, "")


def cast(reading: Reading) -> Cast:
    """Find the names of an article, in quotations too, and put surnames and full names together."""
    whole = Reading(reading.text, reading.text, (), ())
    names = tuple(names_in(whole.words(0, len(reading.text))))
    full: dict[str, list[Name]] = {}
    for name in names:
        parts = name.words.split()
        if name.is_person and len(parts) > 1:
            for key in {parts[0], name.surname}:
                known = full.setdefault(key, [])
                if not known or known[-1].words != name.words:  # a repeated name tells nothing new
                    known.append(name)
    return Cast(names, full, _genders(names, full))


def _genders(names: Sequence[Name], full: Mapping[str, Sequence[Name]]) -> dict[str, str]:
    """Gather genders by full name; “Ms. Conway” tells that of the only Conway."""
    genders: dict[str, str] = {}
    for name in names:
        if name.gender:
            genders.setdefault(name.words, name.gender)
            same = {n.words for n in full.get(name.surname, ())}
            if len(same) == 1:
                genders.setdefault(next(iter(same)), name.gender)
    return genders


def names_in(words: Sequence[Word]) -> list[Name]:
    """Find the runs of capitalised words that name somebody or something."""
    found = []
    at = 0
    while at < len(words):
        end = _run(words, at)
        if end > at:
            name = _name(words[at:end])
            found += [name] if name else []
        at = max(end, at + 1)
    return found


def _run(words: Sequence[Word], at: int) -> int:
    """Where the run of capitalised words that starts here ends; ``at`` where none starts."""
    end = at
    while end < len(words) and end - at < 9:
        word = words[end]
        if not _is_capital(word, end == at):
            inside = end > at and word.text in PARTICLES and end + 1 < len(words) and words[end + 1].text[:1].isupper()
            if not inside:
                break
        end += 1
        if word.text.endswith(("’s", "'s")) or (end < len(words) and words[end].start > word.end + 1):
            break
    return end


def _is_capital(word: Word, first: bool) -> bool:
    if not word.text[0].isupper():
        return False
    folded = bare(word.text)
    if folded in CALENDAR and (first or folded != "may"):
        return False
    return folded not in SMALL or "." in word.text or folded in MEN


def _name(run: Sequence[Word]) -> Name | None:
    """Take titles off the front of a run; nothing is left where it was only titles."""
    folded = [bare(w.text) for w in run]
    titles = [n for n, w in enumerate(folded) if w in TITLES]
    cut = titles[-1] + 1 if titles else 0
    if cut == len(run) or any(w in ORGANISATION for w in folded[cut:]):
        cut = 0
    kept = run[cut:]
    words = " ".join(w.text for w in kept).removesuffix("’s").removesuffix("'s")
    if words.casefold() in TITLES or len(words) < 2:
        return None
    gender = _gender(folded[:cut], folded[cut], len(kept))
    return Name(words, kept[0].start, kept[0].start + len(_flat(kept)), gender, _is_person(kept, bool(cut)))


def _flat(kept: Sequence[Word]) -> str:
    """The length that a name takes in the text, without the ’s at its end."""
    length = kept[-1].end - kept[0].start
    tail = 2 if kept[-1].text.endswith(("’s", "'s")) else 0
    return " " * (length - tail)


def _gender(titles: Sequence[str], first: str, length: int) -> str:
    said = set(titles)
    if said & FEMALE_TITLES:
        return "f"
    if said & MALE_TITLES:
        return "m"
    if length == 1:
        return ""
    return "f" if first in WOMEN else "m" if first in MEN else ""


def _is_person(kept: Sequence[Word], titled: bool) -> bool:
    """Two to four words, none of an organisation's or a place's, not all in capitals."""
    folded = [bare(w.text) for w in kept]
    if any(w in ORGANISATION for w in folded) or folded[0] in _PLACE_STARTS:
        return False
    if any(len(w.text) > 3 and w.text.isupper() for w in kept):
        return False
    return titled or 1 < len(kept) <= _LONGEST_NAME
