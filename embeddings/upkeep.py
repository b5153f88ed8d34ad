"""What staff do to generations without encoding anything: remove articles, go back to an earlier state."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from corpus.types import Removal, Removed, Restoration
from embeddings.build import Report, prepare, settle
from embeddings.errors import GenerationError, NoGenerationError
from embeddings.generations import Generations, read_manifest, verify
from embeddings.staging import removed_since
from embeddings.types import PassageText, PassageVectors, QuestionVectors, Reading


class _Unneeded:
    """The model of a generation, by name: where nothing is to be encoded, seconds of loading it are saved."""

    def __init__(self, generations: Generations, number: int | None = None) -> None:
        manifest = read_manifest(generations.folder(number))
        self.name, self.digest, self.dimension = manifest.model, manifest.model_digest, manifest.dimension
        self.runtime = manifest.runtime

    def encode(self, question: str) -> QuestionVectors:
        raise GenerationError("the index lacks vectors; run pressbot refresh first")

    def encode_all(self, questions: Sequence[str]) -> list[QuestionVectors]:
        raise GenerationError("the index lacks vectors; run pressbot refresh first")

    def read(self, question: str, sentences: Sequence[str]) -> Reading | None:
        raise GenerationError("the index lacks vectors; run pressbot refresh first")

    def encode_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        raise GenerationError("the index lacks vectors; run pressbot refresh first")


@dataclass(frozen=True, slots=True)
class RolledBack:
    """The generation that is current now, the one that was asked for, and what was removed from it on the way."""

    number: int
    asked: int
    removed: tuple[Removed, ...]


def remove(changes: Iterable[Removal | Restoration], generations: Generations, keep: int = 3) -> Report:
    """Take articles out of the index, or let them come back, in a new generation that is current at once.

    Raises:
        NoGenerationError: nothing has been built yet.
        GenerationError: a refresh is under way, or the folder cannot be written.
    """
    with generations.writing():
        report = prepare(changes, generations, _Unneeded(generations), _quietly)
        settle(generations, report.generation, keep)
    return report


def rollback(generations: Generations, number: int | None = None) -> RolledBack:
    """Make a generation current again, the newest sound one before the current by default.

    What has been removed since stays removed: where the generation has such an article still, a copy of
    it without the article, under a new number, is made current instead. Nothing is deleted; a refresh
    afterwards builds on what is current then.

    Raises:
        NoGenerationError: there is none of that number, or no earlier one.
        GenerationError: it is damaged, is current already, or a refresh is under way.
    """
    with generations.writing():
        asked = number if number is not None else _before(generations)
        folder = generations.folder(asked)
        if asked == generations.current():
            raise GenerationError(f"generation {asked} is current already")
        verify(folder)
        missing = removed_since(generations, asked)
        to = asked
        if missing:
            report = prepare(missing, generations, _Unneeded(generations, asked), _quietly, asked)
            assert report.generation is not None
            to = report.generation
        generations.point(to)
    return RolledBack(to, asked, missing)


def _before(generations: Generations) -> int:
    """Find the newest sound generation before the current one."""
    current = generations.current() or 0
    for number in (n for n in generations.numbers()[::-1] if n < current):
        with suppress(GenerationError):
            verify(generations.folder(number))
            return number
    raise NoGenerationError("there is no earlier generation to go back to")


def _quietly(stage: str, done: int, total: int) -> None:
    """Take no note of progress: it is over in seconds."""
