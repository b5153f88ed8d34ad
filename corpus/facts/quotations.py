"""Where a text quotes somebody: the characters between quotation marks.

Marks are read by their shape and by what stands beside them, since pages mix curly and straight ones and
some turn the wrong way. What a quotation *is* (a statement, a title, a scare quote) is decided elsewhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.types import Span

OPENERS = {"“": "”", "„": "“", "«": "»", '"': '"', "‘": "’", "'": "'", "‹": "›", "”": "”", "「": "」"}
_MARK = re.compile(r"[“”„«»\"「」]|''")
_PARAGRAPH = re.compile(r"[^\n]+")
_SINGLE = re.compile(r"(?:(?<=^)|(?<=[\s(\[—–]))[‘'](?=\w)")
_SINGLE_END = re.compile(r"(?<=[.,!?…])[’'](?!\w)|(?<=\w)[’'](?=$|\s+[a-z]|[,.;:])")
_FEWEST_SINGLE = 4
"""Words that a quotation in single marks needs: shorter ones are titles, or apostrophes."""
_LONGEST_OVER_LINES = 4
_LONGEST_SINGLE = 2000
_NEAR = 40
"""Marks ahead that tell whether one is nested: a page of marks alone must not cost its square."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """One stretch between marks: ``inner`` without them, ``outer`` with them.

    ``continues`` says that the stretch before it was left open at the end of its paragraph, and that
    this one goes on with it: printers repeat the opening mark and set the closing one only once.
    """

    inner: Span
    outer: Span
    continues: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph's place, and the quotations in it; ``open`` where the last one has no closing mark."""

    span: Span
    quoted: tuple[Quoted, ...]
    open: bool


def quotations(text: str) -> list[Quoted]:
    """Find what stands between quotation marks, in the order of the text; stretches never overlap.

    A quotation inside a quotation is part of the outer one.

    >>> [text[q.inner.start:q.inner.end] for text in ["“Yes,” she said."] for q in quotations(text)]
    ['Yes,']
    """
    lines = [_line(text, m.start(), m.end()) for m in _PARAGRAPH.finditer(text)]
    return [q for q in _carried(text, lines) if text[q.inner.start : q.inner.end].strip()]


def _line(text: str, start: int, end: int) -> _Line:
    """Read one paragraph's double marks, then single marks where there are no double ones around them."""
    quoted, open_ = _double(text, start, end)
    return _Line(Span(start, end), tuple(_with_single(text, Span(start, end), quoted)), open_)


def _double(text: str, start: int, end: int) -> tuple[list[Quoted], bool]:
    """Pair double marks; the last stretch runs to the paragraph's end where nothing closes it."""
    found: list[Quoted] = []
    begun: int | None = None
    depth = 0
    marks = list(_MARK.finditer(text, start, end))
    for n, mark in enumerate(marks):
        at, after = mark.start(), mark.end()
        if begun is None:
            if not _only_closes(text, at, after):
                begun, depth = at, 1
        elif _opens_again(text, at, after):
            if _closers_left(text, marks[n + 1 : n + 1 + _NEAR]) > depth:
                depth += 1
            else:  # the one before was never closed: a speech that goes on after some words between
                found.append(_quoted(text, begun, at, at))
                begun, depth = at, 1
        elif depth > 1:
            depth -= 1
        else:
            found.append(_quoted(text, begun, at, after))
            begun = None
    if begun is None:
        return found, False
    return [*found, _quoted(text, begun, end, end)], True


def _only_closes(text: str, at: int, after: int) -> bool:
    """A mark with no room after it cannot open: a stray one, or inches."""
    left, right = text[at - 1 : at], text[after : after + 1]
    if text[at] == "”" and not (_is_gap(left) and right.isalnum()):
        return True
    return not right or (right.isspace() and not _is_gap(left)) or text[at] == "»"


def _opens_again(text: str, at: int, after: int) -> bool:
    """Whether a mark met inside a quotation opens a further one: by its place, not its shape alone."""
    left, right = text[at - 1 : at], text[after : after + 1]
    return text[at] not in "”»」" and _is_gap(left) and bool(right) and not right.isspace() and right not in ".,;:!?)"


def _closers_left(text: str, marks: list[re.Match[str]]) -> int:
    """How many of the marks to come close something, less those that open."""
    opening = sum(_opens_again(text, m.start(), m.end()) for m in marks)
    return len(marks) - 2 * opening


def _is_gap(left: str) -> bool:
    return not left or left.isspace() or left in "([{—–-:“„«\"‘'"


def _quoted(text: str, opening: int, closing: int, end: int) -> Quoted:
    """Make a stretch from its marks' places, without the white space and stray marks inside them."""
    start = opening + (2 if text.startswith("''", opening) else 1)
    inner = _stripped(text, start, closing)
    return Quoted(inner, Span(opening, max(end, inner.end)))


def _stripped(text: str, start: int, end: int) -> Span:
    end = max(start, end)
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return Span(start + left, max(start + left, start + len(piece.rstrip())))


def _with_single(text: str, line: Span, double: list[Quoted]) -> Iterator[Quoted]:
    """Add quotations in single marks that stand outside the double ones."""
    edge = line.start
    for quoted in [*double, None]:
        end = quoted.outer.start if quoted else line.end
        yield from _single(text, edge, end)
        if quoted:
            yield quoted
            edge = quoted.outer.end


def _single(text: str, start: int, end: int) -> Iterator[Quoted]:
    """Find single marks around several words; an apostrophe looks just like the closing one."""
    at = start
    while opening := _SINGLE.search(text, at, end):
        at = opening.end()
        closing = _SINGLE_END.search(text, at, min(end, at + _LONGEST_SINGLE))
        if closing and len(text[at : closing.start()].split()) >= _FEWEST_SINGLE:
            yield _quoted(text, opening.start(), closing.start(), closing.end())
            at = closing.end()


def _carried(text: str, lines: list[_Line]) -> Iterator[Quoted]:
    """Carry a quotation that a paragraph leaves open into the next: by a repeated mark, or across a line break."""
    open_ = False
    skip_to = 0
    for n, line in enumerate(lines):
        for k, quoted in enumerate(line.quoted):
            if quoted.outer.start < skip_to:
                continue
            last = k == len(line.quoted) - 1
            if last and line.open and (end := _closed_below(text, lines, n)):
                quoted = _quoted(text, quoted.outer.start, end - 1, end)
                skip_to = end
            starts = not text[line.span.start : quoted.outer.start].strip()
            yield replace(quoted, continues=open_ and k == 0 and starts)
        open_ = line.open and skip_to <= line.span.end


def _closed_below(text: str, lines: list[_Line], n: int) -> int | None:
    """Where the next lines close a quotation before opening another: the place after the mark."""
    opening = text[lines[n].quoted[-1].outer.start]
    for below in lines[n + 1 : n + _LONGEST_OVER_LINES]:
        mark = _MARK.search(text, below.span.start, below.span.end)
        if mark is None:
            continue
        if mark.group() == OPENERS.get(opening) and not _opens_again(text, mark.start(), mark.end()):
            return mark.end() if mark.start() > below.span.start else None
        return None
    return None
