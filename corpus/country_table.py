"""The table behind ``countries``: folded names → codes, built once from CLDR, ISO 3166 and our own lists.

Base names go in before inflected and derived ones, and the first entry of a name stays: Russian "Нигерии"
may be made from "Нигерия" but never from "Нигер".
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any

from babel import Locale

from corpus.capitals import CAPITALS, ZONES
from corpus.country_names import EXTRA_NAMES, NOT_COUNTRIES
from corpus.country_people import DEMONYMS, LANGUAGES
from corpus.folding import fold, folded_words

LOCALES = ("en", "fr", "es", "pt", "pt_PT", "de", "ru", "ar", "zh", "zh_Hant", "fa")
_NOT_PLACES = frozenset(["EU", "EZ", "UN", "QO", "ZZ", "XA", "XB", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"])
_ISLANDS = frozenset(map(fold, ("جزائر", "جزایر")))
"""Algeria without its article is the word for islands."""
_OWN_ALPHA3 = {"XK": "XKX"}
_ADJECTIVE_ENDINGS = {
    "en": ("", "s"),
    "fr": ("", "e", "s", "es", "ne", "nes"),
    "es": ("", "o", "a", "os", "as", "es", "e"),
    "pt": ("", "o", "a", "os", "as", "e", "es"),
    "de": ("", "e", "er", "en", "es", "em"),
    "ru": ("ий", "ая", "ое", "ие", "ого", "ой", "ому", "ую", "им", "их", "ими", "ом", "ии"),
}
_SHORT_DEMONYMS = frozenset({"lao"})
_RUSSIAN_ENDINGS = (
    ("ия", "ии ию ией"), ("ья", "ьи ью ьей ье"), ("ея", "еи ею еей ее"), ("ая", "ой ую"), ("ое", "ого ому ым ом"),
    ("ый", "ого ому ым ом"),
    ("ий", "ого ому им ом ия ию ием ии"), ("ые", "ых ым ыми"), ("я", "и ю е ей"), ("а", "ы и е у ой ей"), ("й",
    "я ю ем е"),
    ("ь", "и ью я ю ем е"), ("ы", "ов ам ами ах"), ("ы", " ам ами ах"), ("и", "ов ам ами ах"), ("", "а у ом е"),
)  # fmt: skip


NO_COUNTRY = ""
"""The code of names that are read over."""


class How(StrEnum):
    """By what a text names a country, the surest first."""

    NAME = "name"
    FLAG = "flag"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    CODE = "code"
    MISSPELT = "misspelt"


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of one country, as folded words."""

    words: tuple[str, ...]
    code: str
    how: How


@dataclass(slots=True)
class Table:
    """Names by their first word, the longest first; what inflected words stand for; which demonyms are English."""

    names: dict[tuple[str, ...], Entry] = field(default_factory=dict)
    by_first: dict[str, list[Entry]] = field(default_factory=dict)
    bases: dict[str, set[str]] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    english: set[str] = field(default_factory=set)

    def add(self, name: str, code: str, how: How) -> None:
        """Take in a name, unless another country has it already."""
        words = folded_words(name)
        if words and (len(words[0]) > 1 or len(words) > 1) and words not in self.names:
            self.names[words] = Entry(words, code, how)


@lru_cache(maxsize=1)
def table() -> Table:
    """Build the table at first use (about half a second)."""
    made = Table()
    for name in NOT_COUNTRIES.split(";"):
        made.add(name, NO_COUNTRY, How.NAME)
    for code, name in _own_names(EXTRA_NAMES):
        made.add(name, code, How.NAME)
    for code, name in _cldr_names():
        made.add(name, code, How.NAME)
    for alpha2, code in alpha3().items():
        made.codes[alpha2] = made.codes[code] = code
    _add_iso_names(made)
    for code, name in _demonyms():
        if len(name) > 3 or name in _SHORT_DEMONYMS:
            made.add(name, code, How.DEMONYM)
    made.english = {
        fold(form)
        for line in DEMONYMS.replace("\\\n", "").strip().splitlines()
        for form in line.partition(" ")[2].split("|")[0].split(",")
    }
    for code, name in _capitals():
        made.add(name, code, How.CAPITAL)
    _inflect(made)
    for entry in sorted(made.names.values(), key=lambda e: -len(e.words)):
        made.by_first.setdefault(entry.words[0], []).append(entry)
    return made


@lru_cache(maxsize=1)
def alpha3() -> dict[str, str]:
    """ISO's two letters → three; Kosovo, which ISO lacks, as the EU writes it."""
    import pycountry

    return {c.alpha_2: c.alpha_3 for c in pycountry.countries} | _OWN_ALPHA3


def english_names() -> dict[str, str]:
    """CLDR's English names by three-letter code."""
    territories = Locale.parse("en").territories
    return {code: territories[two] for two, code in alpha3().items() if two in territories}


def _own_names(block: str) -> Iterator[tuple[str, str]]:
    for line in block.replace("\\\n", "").strip().splitlines():
        code, _, names = line.partition(" ")
        for name in names.split(";"):
            yield code, name.strip()


def _cldr_names() -> Iterator[tuple[str, str]]:
    for tag in LOCALES:
        for two, name in Locale.parse(tag).territories.items():
            if two in alpha3() and two not in _NOT_PLACES:
                for variant in _variants(name):
                    yield alpha3()[two], variant


def _variants(name: str) -> Iterator[str]:
    """A CLDR name as people say it: "Myanmar (Burma)" is both words, "&" is "and" or nothing."""
    plain = re.sub(r"\s*[(（].*[)）]", "", name)
    yield from (name, plain)
    if " & " in name:
        yield name.replace("&", "and")
    if name.startswith("St. "):
        yield name.replace("St. ", "Saint ")
        yield name.replace("St. ", "Saint ").replace("&", "and")
    if re.search("[äöü]", name):
        yield name.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    if plain.startswith("ال") and fold(plain[2:]) not in _ISLANDS:
        yield plain[2:]


def _add_iso_names(made: Table) -> None:
    import pycountry

    for country in pycountry.countries:
        for attribute in ("name", "common_name", "official_name"):
            name = getattr(country, attribute, "")
            made.add(re.sub(r"\s*\(.*\)|,.*", "", name), country.alpha_3, How.NAME)
            made.add(re.sub(r"^the ", "", name, flags=re.IGNORECASE), country.alpha_3, How.NAME)


def _demonyms() -> Iterator[tuple[str, str]]:
    for line in DEMONYMS.replace("\\\n", "").strip().splitlines():
        code, _, rest = line.partition(" ")
        for tag, stems in zip(_ADJECTIVE_ENDINGS, rest.split("|"), strict=False):
            for stem in filter(None, stems.split(",")):
                yield from ((code, form) for form in _forms(stem, tag))
    for tag in ("en", "fr", "es", "pt", "de", "ru", "ar", "fa"):
        names = Locale.parse(tag).languages
        for language, code in LANGUAGES.items():
            if name := names.get(language):
                yield from ((code, form) for form in _forms(_stem(name, tag), tag))
    for code, name in [*_cldr_names(), *_own_names(EXTRA_NAMES)]:
        if " " not in name and "\u0620" <= name[:1] <= "\u06ff":
            yield from ((code, form) for form in _forms(_nisba(name), "ar"))


def _stem(adjective: str, tag: str) -> str:
    """Cut an adjective's ending, where ``_forms`` puts all of them back."""
    cut = {"es": "o$", "pt": "o$", "ru": "ий$", "ar": "^ال|ة$"}.get(tag)
    return re.sub(cut, "", adjective) if cut else adjective


def _nisba(name: str) -> str:
    """An Arabic or Persian country's adjective: فرنسا → فرنسي, العراق → عراقي."""
    return re.sub("(يا|ية|یه|ا|ة|ه|ي|ی)$", "", name.removeprefix("ال")) + "ي"


def _forms(stem: str, tag: str) -> Iterator[str]:
    if tag == "ar":
        for end in ("", "ة", "ين", "ون", "ات"):
            yield from (stem + end, "ال" + stem + end)
        return
    for end in _ADJECTIVE_ENDINGS.get(tag, ("",)):
        yield stem + end


def _capitals() -> Iterator[tuple[str, str]]:
    yield from _own_names(CAPITALS)
    for zone, code in ZONES.items():
        yield code, zone.rpartition("/")[2].replace("_", " ")
        for tag in LOCALES:
            city: Any = Locale.parse(tag).time_zones.get(zone, {}).get("city")
            if city:
                yield code, city


def _inflect(made: Table) -> None:
    """Note Russian cases and German, English genitives of every word that names have, each by its base."""
    bases = {word for words in made.names for word in words if len(word) > 2}
    for word in bases:
        for form in _cases(word):
            if form not in bases:
                made.bases.setdefault(form, set()).add(word)


def _cases(word: str) -> Iterable[str]:
    if "а" <= word[0] <= "я":
        for ending, others in _RUSSIAN_ENDINGS:
            folded = fold(ending)
            if word.endswith(folded):
                stem = word[: len(word) - len(folded)]
                yield from (stem + fold(other) for other in others.split(" "))
                if folded:
                    return
    elif "a" <= word[0] <= "z" and len(word) > 4 and not word.endswith("s"):
        yield word + "s"
