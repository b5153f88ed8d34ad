"""Words of any of the nine languages, folded so that spellings of one word meet. Pure.

Accents, case, Arabic vowel marks and the different Arabic and Persian letters for one sound go; digits of
every script become western. Chinese has no spaces, so each of its characters is a word here.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_CJK = "\u3400-\u9fff"
_MARKS = "\u0300-\u036f\u0640\u064b-\u0655\u0670\u200c\u200d"
_TOKEN = re.compile(rf"[{_CJK}]|(?:[^\W\d_{_CJK}]|[{_MARKS}])+|\d+|[\U0001f1e6-\U0001f1ff]{{2}}")
_LETTERS = str.maketrans(
    {
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
        "ۀ": "ه",
        "ە": "ه",
        "ø": "o",
        "ł": "l",
        "ı": "i",
        "đ": "d",
        "æ": "ae",
        "œ": "oe",
    }
)
_DROPPED = re.compile(r"[\u0640\u200c\u200d]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: as folded, as written, and where it stands."""

    word: str
    written: str
    start: int
    end: int


def fold(text: str) -> str:
    """Fold case, accents, digits and look-alike letters.

    >>> fold("Côte d’Ivoire"), fold("МЕКСИКА Й"), fold("٢٠١٧"), fold("Äthiopien")
    ('cote d’ivoire', 'мексика и', '2017', 'athiopien')
    """
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text.casefold())
    kept = (c for c in text if unicodedata.category(c) != "Mn")
    plain = _DROPPED.sub("", "".join(kept).translate(_LETTERS))
    return "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in plain)


@lru_cache(maxsize=50_000)
def _fold_word(word: str) -> str:
    """Fold a word, and keep it: the same ones come again and again. No whole text is kept; it may be a question."""
    return fold(word)


def tokens(text: str) -> list[Token]:
    """Split a text into its words, numbers and flags, each folded, with its place in the text.

    >>> [t.word for t in tokens("Guinea-Bissau’s rank, 中国?")]
    ['guinea', 'bissau', 's', 'rank', '中', '国']
    """
    found = (Token(_fold_word(m[0]), m[0], m.start(), m.end()) for m in _TOKEN.finditer(text))
    return [token for token in found if token.word]  # of an accent or a joiner that stands alone, nothing is left


def folded_words(text: str) -> tuple[str, ...]:
    """Give only the folded words of a text."""
    return tuple(token.word for token in tokens(text))
