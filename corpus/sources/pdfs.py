"""A PDF → an article for each of its pages, so that a citation opens the report at its page."""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from corpus.types import Failure, RawArticle

MOST_PAGES = 1000

_TOO_MUCH = "holds more text than can be printed"
_PUTS_DOWN = frozenset({b"Tj", b"TJ", b"'", b'"'})
_MOST_ON_A_PAGE = 30_000
"""Pieces of text; a page of a newspaper that places each letter by itself has a third of it."""
_MOST_PIECES = 1_000_000
"""In the whole document: a minute's work."""

_EDGE = 2
"""Lines at the top and the bottom of a page among which headers and page numbers are looked for."""

_NO_TITLE = re.compile(r"(?:microsoft \w+ - |untitled|.*\.(?:docx?|indd|pdf|odt|qxd)$)", re.IGNORECASE)


def read_pdf(content: bytes, origin: str, url: str | None = None) -> Iterator[RawArticle | Failure]:
    """Read a report page by page; pages without text (pictures, scans) are passed over."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells at length of what it could repair
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            yield Failure(origin, "is locked with a password")
            return
        pages, told = len(reader.pages), reader.metadata
    except Exception as error:  # damaged files fail in pypdf in every way there is
        yield Failure(origin, f"is no PDF that can be read ({_short(error)})")
        return
    if pages > MOST_PAGES:
        yield Failure(origin, f"has {pages} pages; the first {MOST_PAGES} are loaded")
    texts = []
    for number, read in enumerate(_texts(reader, min(pages, MOST_PAGES)), 1):
        if isinstance(read, Exception):
            yield Failure(f"{origin}, page {number}", f"cannot be read ({_short(read)})")
        texts.append("" if isinstance(read, Exception) else read)
    yield from _articles(texts, told, origin, url)


def _texts(reader: Any, pages: int) -> Iterator[str | Exception]:
    pieces = _Pieces()
    for number in range(pages):
        try:
            yield pieces.read(reader.pages[number])
        except Exception as error:  # one broken page does not spoil the others
            yield error


class _Pieces:
    """Counts what pages put down, their forms too, and ends a page that would go on for hours."""

    def __init__(self) -> None:
        self._left = _MOST_PIECES

    def read(self, page: Any) -> str:
        """Give a page's text.

        Raises:
            ValueError: there is more than can be printed.
        """
        least = max(0, self._left - _MOST_ON_A_PAGE)

        def count(operator: bytes, *_: Any) -> None:
            self._left -= operator in _PUTS_DOWN
            if self._left < least:
                raise ValueError(_TOO_MUCH)

        text: str = page.extract_text(visitor_operand_before=count)
        if self._left < least:  # what is raised within a form, pypdf passes over
            raise ValueError(_TOO_MUCH)
        return text


def _articles(texts: list[str], told: Any, origin: str, url: str | None) -> Iterator[RawArticle | Failure]:
    bodies = [joined(lines) for lines in without_edges([text.splitlines() for text in texts])]
    if not any(bodies):
        yield Failure(origin, "holds no text; it may be a scan: have its text recognised first")
        return
    title = _title(told, origin, bodies)
    published = str(told.get("/CreationDate") or "") if told else ""
    match = re.match(r"D:(\d{4})(\d\d)(\d\d)", published)
    for number, body in enumerate(bodies, 1):
        if body:
            yield RawArticle(
                f"{title}, page {number}" if len(bodies) > 1 else title,
                body,
                f"{origin}, page {number}",
                f"{url.partition('#')[0]}#page={number}" if url else None,
                "-".join(match.groups()) if match else None,
            )


def without_edges(pages: list[list[str]]) -> list[list[str]]:
    """Drop the lines at the edges of pages that most pages share, numbers aside: headers and footers.

    >>> without_edges([["RSF 2026", "One.", "1"], ["RSF 2026", "Two.", "2"], ["RSF 2026", "Three.", "3"]])
    [['One.'], ['Two.'], ['Three.']]
    """
    kept = [[line.strip() for line in page if line.strip()] for page in pages]
    edges = Counter(edge for page in kept for edge in {_masked(x) for x in (*page[:_EDGE], *page[-_EDGE:])})
    often = {edge for edge, number in edges.items() if number >= 3 and number > 0.5 * len(kept)}
    return [
        [x for i, x in enumerate(page) if not (_masked(x) in often and (i < _EDGE or i >= len(page) - _EDGE))]
        for page in kept
    ]


def joined(lines: list[str]) -> str:
    """Make paragraphs of a page's lines: a line that ends a sentence well before the margin ends one.

    >>> joined(["Police detained the pho-", "tographer in the capital on Mon-", "day.", "He is free."])
    'Police detained the photographer in the capital on Monday.\\nHe is free.'
    """
    margin = 0.8 * max(map(len, lines), default=0)
    pieces = lines[:1]
    for previous, line in pairwise(lines):
        if re.search(r"[^\W\d_]-$", previous) and line[:1].islower():
            pieces[-1] = pieces[-1][:-1]
        else:
            ends = re.search(r"[.!?:…”\"]$", previous) and len(previous) < margin
            pieces.append("\n" if ends else " ")
        pieces.append(line)
    return "".join(pieces)


def _masked(line: str) -> str:
    return re.sub(r"\d+", "0", line.casefold())


def _title(told: Any, origin: str, bodies: list[str]) -> str:
    said = " ".join(str((told.get("/Title") if told else "") or "").split())
    if said and not _NO_TITLE.match(said):
        return said
    first = next(body for body in bodies if body).split("\n", 1)[0]
    name = re.split(r"[/\\]", origin)[-1].removesuffix(".pdf")
    return first if len(first) <= 120 else name.replace("-", " ").replace("_", " ")


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:100] or type(error).__name__
