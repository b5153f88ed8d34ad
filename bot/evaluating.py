"""How well an engine answers questions with known answers, and whether another state answers worse."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from bot.engine import Engine, Reply
from bot.grading import UNANSWERABLE, Golden, Grade, fold, grade
from bot.types import Abstention, Citation
from corpus.clean import article_id
from corpus.store import Store


@dataclass(frozen=True, slots=True)
class Measures:
    """Shares in per cent, None where no question tells; ``median_length`` in characters, times in milliseconds.

    ``right`` and ``needless`` (refusals) are of the answerable questions, ``refused`` of the others, ``cited`` of
    those with golden addresses, ``grounded`` of the quotations: those that stand word for word in their article.
    """

    questions: int
    right: float | None
    cited: float | None
    refused: float | None
    needless: float | None
    grounded: float | None
    median_length: float
    p50_ms: float
    p95_ms: float
    kinds: tuple[tuple[str, int, int], ...] = ()


_LESS_IS_WORSE = ("right", "cited", "refused", "grounded")
_NAMES = {
    "right": "right answers",
    "cited": "right citations",
    "refused": "right refusals",
    "grounded": "grounded quotations",
    "needless": "needless refusals",
}


def evaluate(engine: Engine, questions: Sequence[Golden]) -> Measures:
    """Ask all questions and measure the answers."""
    replies = [engine.ask(golden.question, golden.context) for golden in questions]
    grades = [grade(golden, reply.answer) for golden, reply in zip(questions, replies, strict=True)]
    answerable = [n for n, golden in enumerate(questions) if golden.kind != UNANSWERABLE]
    times = sorted(reply.elapsed_ms for reply in replies)
    return Measures(
        questions=len(questions),
        right=_share([grades[n].right for n in answerable]),
        cited=_share([g.cited for g in grades if g.cited is not None]),
        refused=_share([g.right for q, g in zip(questions, grades, strict=True) if q.kind == UNANSWERABLE]),
        needless=_share([isinstance(replies[n].answer, Abstention) for n in answerable]),
        grounded=_share(_grounded(engine.snapshot.store, replies)),
        median_length=statistics.median(len(reply.answer.text) for reply in replies),
        p50_ms=round(statistics.median(times), 1),
        p95_ms=round(times[int(0.95 * (len(times) - 1))], 1),
        kinds=_by_kind(questions, grades),
    )


def _share(values: Sequence[bool]) -> float | None:
    return round(100 * sum(values) / len(values), 1) if values else None


def _by_kind(questions: Sequence[Golden], grades: Sequence[Grade]) -> tuple[tuple[str, int, int], ...]:
    """Count the right answers and the questions of each kind."""
    kinds = sorted({golden.kind for golden in questions})
    of = {kind: [g.right for q, g in zip(questions, grades, strict=True) if q.kind == kind] for kind in kinds}
    return tuple((kind, sum(right), len(right)) for kind, right in of.items())


def _grounded(store: Store, replies: Sequence[Reply]) -> list[bool]:
    """Tell of each quotation whether it stands in its article; figures of tables stand in none."""
    found = []
    for reply in replies:
        answer = reply.answer
        citations = answer.closest if isinstance(answer, Abstention) else answer.citations
        found += [stands(store, citation) for citation in citations if citation.end > 0]
    return found


def stands(store: Store, citation: Citation) -> bool:
    """Tell whether a citation's words stand at its place in an article of the store."""
    if citation.url is None:
        articles = store.titled(citation.title)
    else:
        articles = list(store.articles([article_id(citation.url, "", "")]).values())
    return any(fold(citation.quote) == fold(a.text[citation.start : citation.end]) for a in articles)


def lowered(before: Measures, after: Measures, margin: float) -> list[str]:
    """Say which measures another state lowers by more than a margin, in percentage points."""
    found = []
    for name, wording in _NAMES.items():
        was, now = getattr(before, name), getattr(after, name)
        if was is None or now is None:
            continue
        loss = was - now if name in _LESS_IS_WORSE else now - was
        if loss > margin:
            found.append(f"{wording} {was:.1f} → {now:.1f} %")
    return found
