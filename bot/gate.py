"""A refresh that must not make answers worse: measured before it is made current."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.engine import open_engine
from bot.evaluating import Measures, evaluate, lowered
from bot.grading import Golden
from corpus.types import Found
from embeddings.build import Report, prepare, settle
from embeddings.errors import GenerationError, OtherModelError
from embeddings.generations import Generations
from embeddings.protocols import Encoder
from embeddings.types import Progress


@dataclass(frozen=True, slots=True)
class Gate:
    """Questions, and by how many percentage points a refresh may lower the measures."""

    questions: Sequence[Golden]
    margin: float


def build_through(
    gate: Gate, found: Iterable[Found], generations: Generations, encoder: Encoder, progress: Progress, keep: int = 3
) -> tuple[Report, str]:
    """Refresh; if that answers worse than the current generation, leave that one current and say why.

    The refused generation stays, to be looked at or rolled to; what it has encoded is not encoded again.

    Raises:
        GenerationError: another refresh is under way, or the folder cannot be written.
    """
    with generations.writing():
        report = prepare(found, generations, encoder, progress)
        losses = _losses(gate, generations, encoder, report.generation) if report.generation else []
        settle(generations, None if losses else report.generation, keep)
    if not losses:
        return report, ""
    return report, f"lowers {', '.join(losses)} (margin {gate.margin:g})"


def _losses(gate: Gate, generations: Generations, encoder: Encoder, number: int) -> list[str]:
    """Measure both; where there is nothing that could be measured before, nothing is lost."""
    try:
        before = measured(gate.questions, generations, encoder, None)
    except (OtherModelError, GenerationError):
        return []
    return lowered(before, measured(gate.questions, generations, encoder, number), gate.margin)


def measured(questions: Sequence[Golden], generations: Generations, encoder: Encoder, number: int | None) -> Measures:
    """Measure a generation, the current one by default."""
    engine = open_engine(generations.folder(number), encoder, generations.shared, remembered=0)
    try:
        return evaluate(engine, questions)
    finally:
        engine.close()
