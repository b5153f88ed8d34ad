"""Text → the countries it names, in nine languages. Pure, and fast once its table is built.

The longest name wins ("South Sudan" before "Sudan"), a real place that nobody ranks wins over a likely
misspelling ("Monaco" is never "Morocco"), and a misspelling that fits two countries names both.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.country_names import DISPLAY, EXTRA_NAMES, PARTS_OF
from corpus.country_table import NO_COUNTRY, Entry, How, Table, english_names, table
from corpus.folding import Token, tokens
from corpus.misspelt import nearest
from corpus.types import Span

__all__ = ["How", "Mention", "country_name", "find_countries", "state_of"]

_NOT_CODES = frozenset(
    [
        "AND",
        "ARE",
        "CAN",
        "COM",
        "PER",
        "NOR",
        "IT",
        "IN",
        "IS",
        "NO",
        "AT",
        "BE",
        "TO",
        "ME",
        "MY",
        "BY",
        "SO",
        "AM",
        "AS",
        "DO",
        "OR",
        "ID",
        "AI",
        "PM",
        "TV",
        "PR",
        "CV",
        "AD",
        "DJ",
        "MS",
        "MC",
        "PS",
        "TM",
    ]
)
_CASED = frozenset(
    {
        ("us",),
        ("car",),
        ("roc",),
        ("rok",),
        ("hk",),
        ("rsa",),
        ("rca",),
        ("bih",),
        ("vae",),
        ("eau",),
        ("brd",),
        ("frg",),
    }
)
"""Short names that are also words: they count in capitals only."""

_ELSEWHERE = {
    ("island",): [
        "platz",
        "rang",
        "auf",
        "liegt",
        "lag",
        "steht",
        "stand",
        "wo",
        "wie",
        "im",
        "welchem",
        "welchen",
        "punkte",
        "punktzahl",
        "pressefreiheit",
    ],
    ("того",): [],
    ("gales",): ["posicion", "puesto", "en", "el", "la", "posicao", "lugar"],
    **{
        (word,): []
        for word in (
            "timor",
            "ira",
            "oma",
            "ama",
            "rom",
            "fines",
            "indie",
            "chili",
            "reunion",
            "finis",
            "romans",
            "turks",
            "dane",
        )
    },
}
"""Names in one language that are common words in another → the words beside which they count, or a capital for none."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A country that a text names: its code, where, and by what kind of name.

    ``codes`` holds more than one where the words fit several, such as "Korea" or a misspelling between two.
    """

    codes: tuple[str, ...]
    span: Span
    how: How

    @property
    def code(self) -> str:
        """The country, or the likeliest of several."""
        return self.codes[0]


_BOTH = {
    ("korea",): ("KOR", "PRK"), ("koreas",): ("KOR", "PRK"), ("coree",): ("KOR", "PRK"), ("corees",): ("KOR", "PRK"),
    ("corea",): ("KOR", "PRK"), ("coreas",): ("KOR", "PRK"), ("coreia",): ("KOR", "PRK"), ("coreias",): ("KOR", "PRK"),
    ("корея",): ("KOR", "PRK"), ("кореи",): ("KOR", "PRK"), ("كوريا",): ("KOR", "PRK"), ("كوريتين",): ("KOR", "PRK"),
    ("الكوريتين",): ("KOR", "PRK"), ("كره",): ("KOR", "PRK"), ("korean",): ("KOR", "PRK"), ("koreans",): ("KOR", "PRK"),
    ("congos",): ("COG", "COD"), ("two", "congos"): ("COG", "COD"), ("which", "congo"): ("COG", "COD"),
    ("deux", "congo"): ("COG", "COD"), ("beiden", "kongo"): ("COG", "COD"), ("dos", "congos"): ("COG", "COD"),
    ("both", "congo"): ("COG", "COD"), ("обеих", "кореи"): ("KOR", "PRK"), ("朝", "韩"): ("PRK", "KOR"), ("两",
    "韩"): ("KOR", "PRK"),
    ("congolese",): ("COD", "COG"), ("sudans",): ("SDN", "SSD"), ("guineas",): ("GIN", "GNB", "GNQ", "PNG"),
    ("two", "sudan"): ("SDN", "SSD"), ("koreanisch",): ("KOR", "PRK"),
}  # fmt: skip
"""Words that name more than one country."""


def find_countries(text: str, *, misspelt: bool = False) -> tuple[Mention, ...]:
    """Find the countries that a text names, in their order.

    With ``misspelt`` words that are no names are compared with all names as well: right for a question,
    too eager for an article. ISO codes count in capitals only, and only in a text that is not all capitals.

    >>> [(m.code, m.how.value) for m in find_countries("Was Niger ahead of Nigeria? And 🇫🇷, UAE?")]
    [('NER', 'name'), ('NGA', 'name'), ('FRA', 'flag'), ('ARE', 'name')]
    """
    return find_in(tokens(text), misspelt=misspelt)


def find_in(words: Sequence[Token], *, misspelt: bool = False) -> tuple[Mention, ...]:
    """Do the same on words that are split and folded already."""
    names = table()
    found = list(_names(words, names))
    if misspelt:
        taken = [m.span for m in found]
        for codes, span in nearest([w for w in words if not any(s.start <= w.start < s.end for s in taken)], names):
            found.append(Mention(codes, span, How.MISSPELT))
    return tuple(sorted((m for m in found if m.code != NO_COUNTRY), key=lambda m: m.span.start))


def country_name(code: str) -> str:
    """Give the English name of a country or place for an answer; the code itself where it has none.

    >>> country_name("COD"), country_name("GRL"), country_name("GB-SCT")
    ('DR Congo', 'Greenland', 'Scotland')
    """
    return DISPLAY.get(code) or english_names().get(code) or _first_names().get(code, code)


def state_of(code: str) -> str | None:
    """Give the ranked entry that a place without a rank of its own belongs to, if any.

    >>> state_of("GRL"), state_of("NRU")
    ('DNK', None)
    """
    return PARTS_OF.get(code)


def _first_names() -> dict[str, str]:
    lines = (line.partition(" ") for line in EXTRA_NAMES.strip().splitlines())
    return {code: rest.split(";")[0].strip() for code, _, rest in lines}


def _names(words: Sequence[Token], names: Table) -> Iterator[Mention]:
    shouting = all(w.written.isupper() for w in words if w.written.isalpha() and w.written.isascii())
    i = 0
    while i < len(words):
        mention, length = _at(words, i, names, shouting)
        if mention is not None:
            yield mention
        i += length


def _at(words: Sequence[Token], i: int, names: Table, shouting: bool) -> tuple[Mention | None, int]:
    """What is named at a word, and how many words to go on by."""
    entry = _longest(words, i, names)
    both = next((k for k in (2, 1) if tuple(w.word for w in words[i : i + k]) in _BOTH and k <= len(words) - i), 0)
    if both and (entry is None or both >= len(entry.words)):
        last = words[i + both - 1]
        return Mention(
            _BOTH[tuple(w.word for w in words[i : i + both])], Span(words[i].start, last.end), How.NAME
        ), both
    if entry is not None and _counts(entry, words, i, shouting):
        return Mention((entry.code,), Span(words[i].start, words[i + len(entry.words) - 1].end), entry.how), len(
            entry.words
        )
    code = _flag(words[i].written) or _code(words[i].written, names, shouting)
    if code is not None:
        how = How.FLAG if len(words[i].written) == 2 and not words[i].written.isascii() else How.CODE
        return Mention((code,), Span(words[i].start, words[i].end), how), 1
    return None, 1


def _longest(words: Sequence[Token], i: int, names: Table) -> Entry | None:
    """The longest name that starts at a word, each word as it stands or by its base form."""
    best: Entry | None = None
    for first in _readings(words[i].word, names):
        for entry in names.by_first.get(first, ()):
            n = len(entry.words)
            if best is not None and n <= len(best.words):
                break
            rest = words[i + 1 : i + n]
            if len(rest) == n - 1 and all(
                e in _readings(w.word, names) for e, w in zip(entry.words[1:], rest, strict=True)
            ):
                best = entry
    return best


def _readings(word: str, names: Table) -> list[str]:
    """A word, the base forms it may be a case of, and without Arabic's joined "and", "in", "for"."""
    readings = [word, *names.bases.get(word, ())]
    if "\u0620" <= word[0] <= "\u06ff" and len(word) > 3:
        if word.startswith("لل"):
            readings += ["ال" + word[2:], word[2:]]
        if word[0] in "وفبلك":
            readings += [word[1:]]
            if word[1:].startswith("ال"):
                readings += [word[3:]]
        if word.startswith("ال"):
            readings += [word[2:]]
    return readings


def _counts(entry: Entry, words: Sequence[Token], i: int, shouting: bool) -> bool:
    """Whether words that may be a name are meant as one, here."""
    written = words[i].written
    if entry.words == ("america",) and "é" in written.casefold():
        return False  # Spanish and Portuguese mean the continent by it
    if entry.words in _CASED:
        return (written.isupper() and not shouting) or (entry.words == ("us",) and _lower_us(words, i))
    if entry.words in _ELSEWHERE:
        beside = _ELSEWHERE[entry.words]
        return written[0].isupper() and (not beside or any(w.word in beside for w in words))
    return True


def _lower_us(words: Sequence[Token], i: int) -> bool:
    """Whether a small "us" is the country: "us rank 2019", "us vs china"."""
    after = words[i + 1].word if i + 1 < len(words) else ""
    return after.startswith(("rank", "press", "score", "position", "place", "vs", "versus", "media", "20", "s")) and (
        i == 0 or words[i - 1].word not in {"tell", "give", "show", "let", "to", "for"}
    )


def _flag(written: str) -> str | None:
    if len(written) == 2 and all("\U0001f1e6" <= c <= "\U0001f1ff" for c in written):
        return table().codes.get("".join(chr(ord(c) - 0x1F1E6 + ord("A")) for c in written))
    return None


def _code(written: str, names: Table, shouting: bool) -> str | None:
    if (shouting and len(written) < 3) or not (written.isascii() and written.isupper()) or written in _NOT_CODES:
        return None
    return names.codes.get(written)
