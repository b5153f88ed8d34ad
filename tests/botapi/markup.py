"""Telegram's HTML as its server reads it: text and entities, or a refusal.

Where the documentation is stricter than the server (``&``, ``<`` and ``>`` have to be escaped), the
documentation is followed: a bare ampersand is a text that somebody forgot to escape.
"""

import html
import re
from dataclasses import dataclass, field
from typing import Any

from tests.botapi.refusal import bad

_ATTRIBUTE = r"""\s+[\w-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"'=<]+))?"""
_TAG = re.compile(rf"<(/?)([a-zA-Z][\w-]*)((?:{_ATTRIBUTE})*)\s*>")
_VALUE = re.compile(r"""([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'=<]+)))?""")
_ESCAPE = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_NEXT = re.compile(r"[<>&]")
_LINK = re.compile(r"(?:https?|tg|ton|mailto|tel)[:].+|[\w-]+(?:\.[\w-]+)+(?:[/?#:].*)?", re.DOTALL)
_KINDS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
    **{"code": "code", "pre": "pre", "blockquote": "blockquote", "a": "text_link"},
    **{"tg-emoji": "custom_emoji", "tg-time": "date_time"},
}
_RICH = frozenset(
    "h1 h2 h3 h4 h5 h6 p br hr ul ol li table caption thead tbody tr th td details summary cite figure "
    "figcaption img sup sub mark tg-reference footer aside".split()
)
_VOID = {"br", "hr", "img"}
MAX_ENTITIES = 100


@dataclass(slots=True)
class _Reader:
    """Where reading has come to: the text so far, its length in UTF-16 units, tags that are still open."""

    text: list[str] = field(default_factory=list)
    length: int = 0
    open: list[tuple[str, int, dict[str, str]]] = field(default_factory=list)
    entities: list[dict[str, Any]] = field(default_factory=list)

    def add(self, piece: str) -> None:
        self.text.append(piece)
        self.length += utf16(piece)


def utf16(text: str) -> int:
    """A text's length as Telegram counts it, in UTF-16 code units; a lone surrogate is one."""
    return sum(2 if ord(character) > 0xFFFF else 1 for character in text)


def parse_html(source: str, *, rich: bool = False) -> tuple[str, list[dict[str, Any]]]:
    """Read a marked-up text into its plain text and its first hundred entities.

    Raises:
        Refusal: a tag that is unknown, not closed or closed twice; a character that is not escaped.
    """
    reader, at = _Reader(), 0
    while found := _NEXT.search(source, at):
        reader.add(source[at : found.start()])
        at = _special(reader, source, found.start(), rich)
    reader.add(source[at:])
    if reader.open:
        raise _cannot(f'Can\'t find end tag corresponding to start tag "{reader.open[-1][0]}"')
    entities = sorted(reader.entities, key=lambda entity: (entity["offset"], -entity["length"]))
    return "".join(reader.text), entities[:MAX_ENTITIES]


def _special(reader: _Reader, source: str, at: int, rich: bool) -> int:
    """Read a tag or an escape, and tell where it ends."""
    if source[at] == "&" and (escape := _ESCAPE.match(source, at)):
        reader.add(html.unescape(escape[0]))
        return escape.end()
    tag = _TAG.match(source, at)
    if tag is None:
        raise _cannot(f'Unescaped "{source[at]}" at byte offset {len(source[:at].encode("utf-8", "replace"))}')
    name = tag[2].lower()
    if name not in _KINDS and not (rich and name in _RICH):
        raise _cannot(f'Unsupported start tag "{name}" at byte offset {len(source[:at].encode("utf-8", "replace"))}')
    if tag[1]:
        _close(reader, name)
    elif name not in _VOID:
        reader.open.append((name, reader.length, _attributes(name, tag[3])))
    return tag.end()


def _attributes(name: str, source: str) -> dict[str, str]:
    values = {m[1].lower(): html.unescape(m[2] or m[3] or m[4] or "") for m in _VALUE.finditer(source)}
    if name == "span" and values.get("class") != "tg-spoiler":
        raise _cannot('Tag "span" must have class "tg-spoiler"')
    return values


def _close(reader: _Reader, name: str) -> None:
    if not reader.open:
        raise _cannot(f'Unexpected end tag "{name}"')
    opened, start, attributes = reader.open.pop()
    if opened != name:
        raise _cannot(f'Unmatched end tag, expected "</{opened}>", found "</{name}>"')
    entity = {"type": _KINDS.get(name, name), "offset": start, "length": reader.length - start}
    if name == "a":
        entity["url"] = attributes.get("href", "")
    if entity["length"] and (name != "a" or _LINK.fullmatch(str(entity["url"]))):
        reader.entities.append(entity)  # a link to nowhere is shown as its text


def _cannot(reason: str) -> Exception:
    return bad(f"can't parse entities: {reason}")
