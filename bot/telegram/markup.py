"""Runs of styled text → Telegram's HTML, split where a message is full. Pure.

Telegram counts a text in UTF-16 code units after its tags are taken out, and refuses a message that has a
tag left open; so texts stay runs until the very end, and only whole runs are ever written out.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from html import escape
from typing import TypeAlias

MOST_UNITS = 4096
MOST_ENTITIES = 90
"""Telegram shows the first hundred and drops the rest."""
MOST_LINK = 2000
_BETWEEN = "\n\n"
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_BREAKS = (re.compile(r".*\n", re.DOTALL), re.compile(r".*[.!?…。！？؟]\s", re.DOTALL), re.compile(r".*\s", re.DOTALL))


class Style(StrEnum):
    """How a run looks; the value is Telegram's tag."""

    PLAIN = ""
    BOLD = "b"
    ITALIC = "i"
    QUOTE = "blockquote"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look. ``whole`` ones, such as the mark of a citation, are never cut."""

    text: str
    style: Style = Style.PLAIN
    href: str | None = None
    whole: bool = False


Block: TypeAlias = tuple[Run, ...]
"""A paragraph: messages are split between blocks, and inside one only where it is longer than a message."""


@dataclass(frozen=True, slots=True)
class Page:
    """One message: as HTML and, for when Telegram refuses that, as plain text."""

    html: str
    plain: str


def clean(text: str) -> str:
    """Take out what no message may hold: control characters and halves of surrogate pairs.

    >>> clean("a" + chr(0) + "b" + chr(0xD800))
    'ab�'
    """
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _CONTROLS.sub("", whole.replace("\r\n", "\n").replace("\r", "\n"))


def units(text: str) -> int:
    """Count as Telegram counts: in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def pages(blocks: Iterable[Block], most: int = MOST_UNITS) -> list[Page]:
    """Write blocks out as messages, each as full as may be; blocks without words are left out."""
    filled: list[list[Block]] = []
    room = entities = 0
    for block in _fitting(blocks, most):
        size, tags = _size(block), _entities(block)
        if not filled or size + len(_BETWEEN) > room or entities + tags > MOST_ENTITIES:
            filled.append([])
            room, entities = most + len(_BETWEEN), 0
        filled[-1].append(block)
        room, entities = room - size - len(_BETWEEN), entities + tags
    return [_page(held, most) for held in filled]


def _page(blocks: Sequence[Block], most: int) -> Page:
    plain = _BETWEEN.join("".join(run.text for run in block) for block in blocks)
    linked = _BETWEEN.join("".join(map(_with_address, block)) for block in blocks)
    html = _BETWEEN.join("".join(map(_html, block)) for block in blocks)
    return Page(html, linked if units(linked) <= most else plain)


def _fitting(blocks: Iterable[Block], most: int) -> Iterator[Block]:
    """Clean blocks, leave out empty ones and cut those that no message could hold."""
    for block in blocks:
        tidy = tuple(replace(run, text=clean(run.text)) for run in block)
        if "".join(run.text for run in tidy).strip():
            yield from _cut(tuple(run for run in tidy if run.text), most)


def _cut(block: Block, most: int) -> Iterator[Block]:
    """Cut a block into blocks of at most so many units; a run that is cut keeps its look on both sides."""
    held: list[Run] = []
    room = most
    for run in block:
        rest = run
        while rest.text and (units(rest.text) > room or _entities(held) >= MOST_ENTITIES):
            head = "" if rest.whole and held else _head(rest.text, room)
            if head.strip():
                held.append(replace(rest, text=head))
            if held:
                yield tuple(held)
            held, room, rest = [], most, replace(rest, text=rest.text[len(head) :])
        if rest.text:
            held.append(rest)
            room -= units(rest.text)
    if "".join(run.text for run in held).strip():
        yield tuple(held)


def _head(text: str, room: int) -> str:
    """Take as much of a text as there is room for, up to a line's, a sentence's or a word's end."""
    taken = text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore")
    for end in _BREAKS:
        found = end.match(taken)
        if found and 2 * len(found.group()) > len(taken):
            return found.group()
    return taken


def _size(block: Block) -> int:
    return sum(units(run.text) for run in block)


def _entities(block: Sequence[Run]) -> int:
    return sum(bool(run.style) + bool(run.href) for run in block)


def _html(run: Run) -> str:
    text = escape(run.text, quote=False)
    if _usable(run.href):
        text = f'<a href="{escape(clean(run.href or ""))}">{text}</a>'
    return f"<{run.style}>{text}</{run.style}>" if run.style else text


def _usable(href: str | None) -> bool:
    return bool(href) and str(href).startswith(("https://", "http://", "tg://")) and len(str(href)) <= MOST_LINK


def _with_address(run: Run) -> str:
    """Write a link out for plain text; a citation's mark goes without, its source has it below."""
    if run.whole or not _usable(run.href):
        return run.text
    return f"{run.text} ({clean(str(run.href).partition('#')[0])})"
