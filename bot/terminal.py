"""Answers in the terminal: for people, and as JSON lines for programs."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.engine import Engine
from bot.types import Abstention, Answer, Citation

HISTORY = 6
"""Earlier questions that a conversation remembers."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A line of input: a question, its id if it has one, and the earlier questions of its chat."""

    id: str | int | None
    question: str
    context: tuple[str, ...]


def read_line(line: str) -> Asked:
    """Read a plain question or a JSON object.

    Raises:
        ValueError: it is an object without a "question", or of other types than it should be.
    """
    if not line.lstrip().startswith("{"):
        return Asked(None, line.strip(), ())
    entry = json.loads(line)
    question, context = entry.get("question"), entry.get("context") or []
    if not isinstance(question, str):
        raise ValueError('has no "question"')
    if not isinstance(context, list) or not all(isinstance(turn, str) for turn in context):
        raise ValueError('"context" is not a list of questions')
    return Asked(entry.get("id"), question, tuple(context))


def answer_lines(engine: Engine, lines: Iterable[str], out: TextIO) -> int:
    """Answer questions line by line as they come; give the number of lines that could not be read."""
    failed = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            asked = read_line(line)
        except ValueError as error:
            failed += 1
            Console(stderr=True).print(f"pressbot: line {number} {error}", markup=False, highlight=False)
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
    """Print an answer for a reader: the answer first, the sources below, each opening at its sentence."""
    console = console or Console(highlight=False)
    if isinstance(answer, Abstention):
        console.print(Text(answer.text))
        citations, introduction = answer.closest, "Closest in the corpus, not an answer:"
    else:
        for claim in answer.claims:
            marks = "".join(f" [{n}]" for n in claim.citations)
            heading = Text(f"{claim.heading} ", style="bold") if claim.heading else Text()
            console.print(Text.assemble(heading, claim.text, (marks, "cyan")))
        citations, introduction = answer.citations, ""
    if citations:
        console.print()
        if introduction:
            console.print(Text(introduction, style="dim"))
        for citation in citations:
            console.print(Padding(_source(citation, quoted=bool(introduction)), (0, 0, 0, 0)))


def _source(citation: Citation, *, quoted: bool) -> Text:
    day = f", {citation.published:%-d %B %Y}" if citation.published else ""
    text = Text.assemble((f"[{citation.n}] ", "cyan"), citation.title, (day, "dim"))
    if quoted:
        text.append(f"\n    {' '.join(citation.quote.split())}")
    if citation.link:
        text.append(f"\n    {citation.url}", style=f"dim link {citation.link}")
    return text


def converse(engine: Engine) -> None:
    """Ask and answer until the end of input; earlier questions are remembered here and nowhere else."""
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
    except EOFError:
        print()
        return ""
