"""Answers in the terminal: for people, and as JSON lines for programs."""

import json
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from typing import TextIO

from rich.console import Console
from rich.text import Text

from bot.engine import Engine
from bot.types import Abstention, Answer, Citation, day_in_words

HISTORY = 6
"""Earlier questions that a conversation remembers."""

_MARGIN = "    "
_NO_MARK = Text()


@dataclass(frozen=True, slots=True)
class Asked:
    """A line of input: a question, its id if it has one, and the earlier questions of its chat."""

    id: str | int | None
    question: str
    context: tuple[str, ...]


def read_line(line: str) -> Asked:
    """Read a plain question or a JSON object.

    Raises:
        ValueError: it is no JSON, or an object without a "question", or of other types than it should be.
    """
    if not line.lstrip().startswith("{"):
        return Asked(None, line.strip(), ())
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"is not JSON ({error})") from None
    question, context = entry.get("question"), entry.get("context") or []
    if not isinstance(question, str):
        raise ValueError('has no "question"')
    if not isinstance(context, list) or not all(isinstance(turn, str) for turn in context):
        raise ValueError('has a "context" that is not a list of questions')
    return Asked(entry.get("id"), question, tuple(context))


def answer_lines(engine: Engine, lines: Iterable[str], out: TextIO) -> int:
    """Answer questions line by line as they come; give the number of lines that could not be read."""
    failed = 0
    for number, line in enumerate(lines, 1):
        if not line.strip("\ufeff \t\r\n"):
            continue
        try:
            asked = read_line(line.lstrip("\ufeff"))
        except ValueError as error:
            failed += 1
            print(f"pressbot: line {number} {error}", file=sys.stderr)
            continue
        reply = engine.ask(asked.question, asked.context)
        out.write(json.dumps(_entry(asked, reply.answer, reply.elapsed_ms), ensure_ascii=False) + "\n")
        out.flush()
    return failed


def _entry(asked: Asked, answer: Answer | Abstention, elapsed_ms: float) -> dict[str, object]:
    abstained = isinstance(answer, Abstention)
    citations = answer.closest if isinstance(answer, Abstention) else answer.citations
    return {
        "id": asked.id,
        "question": asked.question,
        "kind": "none" if isinstance(answer, Abstention) else answer.kind.value,
        "text": answer.text,
        "citations": [_citation(c) for c in citations],
        "abstained": abstained,
        "reason": answer.reason.value if isinstance(answer, Abstention) else None,
        "elapsed_ms": round(elapsed_ms, 2),
    }


def _citation(c: Citation) -> dict[str, object]:
    published = c.published.isoformat() if c.published else None
    return {
        "n": c.n, "title": c.title, "url": c.url, "link": c.link, "published": published,
        "quote": c.quote, "start": c.start, "end": c.end,
    }  # fmt: skip


def show(answer: Answer | Abstention, console: Console | None = None) -> None:
    """Print an answer for a reader: the answer first, the sources below, each opening at its sentence.

    On a screen lines break between words; in a file or a pipe they stay whole, for what reads them there.
    """
    console = console or Console(highlight=False)
    if isinstance(answer, Abstention):
        _print(Text(answer.text), console)
        citations, introduction = answer.closest, "Closest in the corpus, not an answer:"
    else:
        for claim in answer.claims:
            marks = "".join(f" [{n}]" for n in claim.citations)
            heading = Text(f"{claim.heading} ", style="bold") if claim.heading else Text()
            _print(Text.assemble(heading, claim.text, (marks, "cyan")), console)
        citations, introduction = answer.citations, ""
    if citations:
        console.print()
    if citations and introduction:
        _print(Text(introduction, style="dim"), console)
    for _, same in groupby(citations, key=lambda c: (c.title, c.url, c.published)):
        _show_source(list(same), console, quoted=bool(introduction))


def _show_source(cited: Sequence[Citation], console: Console, *, quoted: bool) -> None:
    """Print an article once for all citations of it.

    Where a click opens a link, each number opens its sentence and the page's address is enough;
    elsewhere the links stand in full, to be copied.
    """
    first, clickable = cited[0], console.color_system is not None and not console.legacy_windows
    marks = Text()
    for c in cited:
        marks.append(f"[{c.n}]", style=f"cyan link {c.link}" if c.link and clickable else "cyan").append(" ")
    published = f", {day_in_words(first.published)}" if first.published else ""
    _print(Text.assemble(first.title or "untitled", (published, "dim")), console, marks)
    for c in cited if quoted else ():
        _print(Text(" ".join(c.quote.split())), console, Text(_MARGIN))
    if first.url and clickable:
        console.print(Text.assemble(_MARGIN, (first.url, f"dim link {first.link}")), soft_wrap=True)
    for link in () if clickable else dict.fromkeys(c.link for c in cited if c.link):
        console.print(Text(f"{_MARGIN}{link}"), soft_wrap=True)


def _print(text: Text, console: Console, mark: Text = _NO_MARK) -> None:
    """Print a paragraph with a mark before it; its later lines stand in as far."""
    lines = list(text.wrap(console, max(20, console.width - len(mark)))) if console.is_terminal else [text]
    for number, line in enumerate(lines):
        line.rstrip()
        console.print(Text.assemble(" " * len(mark) if number else mark, line), soft_wrap=True)


def converse(engine: Engine) -> None:
    """Ask and answer until the end of input; earlier questions are remembered here and nowhere else."""
    with suppress(ImportError):  # Windows has none
        import readline  # noqa: F401  # gives input() a history and arrow keys

    console = Console(highlight=False)
    console.print("Ask about press freedom. An empty line or Ctrl-D ends.", style="dim")
    asked: list[str] = []
    while question := _prompt():
        show(engine.ask(question, asked[-HISTORY:]).answer, console)
        console.print()
        asked.append(question)


def _prompt() -> str:
    try:
        return input("> ").strip()
    except (EOFError, KeyboardInterrupt):
        print()
        return ""
