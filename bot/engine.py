"""Everything put together in one place: settings → an engine that answers questions."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.candidates import Candidates, gather
from bot.answering.passages import answer_from_passages
from bot.conversation import with_context
from bot.question import Question, read_question
from bot.settings import Settings
from bot.types import Abstention, Answer, Reason
from embeddings.encoder import SentenceTransformerEncoder
from embeddings.generations import Generations
from embeddings.models import find_model
from embeddings.protocols import Encoder
from embeddings.retriever import retrieve
from embeddings.snapshot import Snapshot

_WEIGHT_OF_A_WORD = 5.0


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer or an abstention, and the milliseconds that it took."""

    answer: Answer | Abstention
    elapsed_ms: float


class Engine:
    """Answers questions from one generation of the corpus; safe to be asked by several threads."""

    def __init__(self, snapshot: Snapshot, encoder: Encoder) -> None:
        self.snapshot = snapshot
        self._encoder = encoder

    def ask(self, text: str, context: Sequence[str] = ()) -> Reply:
        """Answer a question; ``context`` holds the earlier questions of the same chat, oldest first."""
        begun = time.perf_counter()
        answer = self._answer(text, context)
        return Reply(answer, (time.perf_counter() - begun) * 1000)

    def _answer(self, text: str, context: Sequence[str]) -> Answer | Abstention:
        snapshot = self.snapshot
        focus = read_question(text, snapshot.vocabulary)
        if not any(character.isalnum() for character in text):
            return Abstention(Reason.EMPTY_QUESTION, "Ask me a question about press freedom, in words.")
        question = read_question(with_context(text, context), snapshot.vocabulary) if context else focus
        return answer_from_passages(question, focus, search(snapshot, self._encoder, question))


def search(snapshot: Snapshot, encoder: Encoder, question: Question) -> Candidates:
    """Find the sentences that may answer a question; its rarer words count for more."""
    vector = encoder.encode(question.text)
    stems = [(word.stem, word.weight / _WEIGHT_OF_A_WORD) for word in question.words]
    return gather(retrieve(snapshot, vector, stems), vector, snapshot.store, snapshot.refrains)


def make_encoder(settings: Settings) -> Encoder:
    """Load the model that the settings name.

    Raises:
        ModelError: it is not to be had.
    """
    return SentenceTransformerEncoder(find_model(settings.model, settings.model_revision))


def make_engine(settings: Settings) -> Engine:
    """Open the current generation and load the model.

    Raises:
        NoGenerationError: nothing has been built yet (said before the model is loaded).
        ModelError, OtherModelError, GenerationError: as their names say.
    """
    folder = Generations(settings.data).folder()
    encoder = make_encoder(settings)
    return Engine(Snapshot(folder, encoder), encoder)
