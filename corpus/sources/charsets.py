"""Bytes of a page → text, by what the bytes, the page and its server say.

Guesses are not made: a wrong one would put words into a quotation that nobody wrote.
"""

import codecs
import re

_META = re.compile(rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_WESTERN = frozenset({"cp1252", "iso8859-1", "iso8859-15", "ascii"})
_LOOKED_AT = 500_000
_MOST_ACCENTS = 0.3
"""The share of accented letters above which a text in a Western charset is really Cyrillic, Arabic or the like."""


class CharsetError(Exception):
    """A document that is in none of the charsets that it or its server names."""


def decode_page(content: bytes, charset: str = "") -> str:
    """Read bytes as UTF-8, or else in the charset that the page names, or else in the one that its server named.

    Servers name a charset for all their pages, so the page's own word comes first.

    Raises:
        CharsetError: none fits.

    >>> decode_page(b'<meta charset="windows-1251">' + "Мир".encode("cp1251"))[-3:]
    'Мир'
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content.decode(name, "replace")
    if b"\0" in content[:4096]:
        raise CharsetError("is a binary file, not text")
    named = _META.search(content[:8192])
    for name in ("utf-8", named[1].decode("ascii") if named else "", charset):
        if (text := _decoded(content, name)) is not None:
            return text
    said = " and ".join(dict.fromkeys(filter(None, (named[1].decode("ascii") if named else "", charset))))
    raise CharsetError(f"is not text in {said or 'UTF-8, and names no other charset'}")


def _decoded(content: bytes, charset: str) -> str | None:
    try:
        name = codecs.lookup(charset).name if charset else ""
        name = "cp1252" if name in _WESTERN else name  # what browsers do, too
        text = content.decode(name) if name else None
    except (LookupError, ValueError):
        return None
    return None if text is None or (name == "cp1252" and _is_other_script(text)) else text


def _is_other_script(text: str) -> bool:
    letters = [c for c in _words_of(text) if c.isalpha()]
    return sum(c > "\x7f" for c in letters) > _MOST_ACCENTS * max(1, len(letters))


def _words_of(html: str) -> str:
    """What stands between tags, scripts and styles left out; quick on the most broken page as well."""
    pieces = (piece.partition(">") for piece in html[:_LOOKED_AT].split("<"))
    return "".join(words for tag, _, words in pieces if not tag[:6].casefold().startswith(("script", "style")))
