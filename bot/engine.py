"""Everything put together in one place: settings → an engine that answers questions."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.answering.candidates import Candidates, gather
from bot.answering.passages import answer_from_passages
from bot.answering.private import refuse_private
from bot.answering.rankings import IndexTable, Told, answer_ranking
from bot.conversation import with_context
from bot.question import MAX_LENGTH, Question, read_question
from bot.settings import Settings
from bot.types import Abstention, Answer, Reason
from corpus.store import Store
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

    def __init__(self, snapshot: Snapshot, encoder: Encoder, today: Callable[[], date] = date.today) -> None:
        self.snapshot = snapshot
        self.table = IndexTable.of(snapshot.store.rankings())
        self._told = _told(snapshot.store)
        self.encoder = encoder
        self._today = today

    def ask(self, text: str, context: Sequence[str] = ()) -> Reply:
        """Answer a question; ``context`` holds the earlier questions of the same chat, oldest first."""
        begun = time.perf_counter()
        answer = self._answer(_sound(text), [_sound(earlier) for earlier in context])
        return Reply(answer, (time.perf_counter() - begun) * 1000)

    def warm_up(self) -> None:
        """Load what the first question would wait for, such as the names of countries; start-up is the time for it."""
        for question in ("Where does Norway rank?", "Who was arrested?"):
            self.ask(question)

    def _answer(self, text: str, context: Sequence[str]) -> Answer | Abstention:
        """Ask the Index first, then the articles: "where does X rank" is told exactly or not at all."""
        if not any(character.isalnum() for character in text):
            return Abstention(Reason.EMPTY_QUESTION, "Ask me a question about press freedom, in words.")
        if refusal := refuse_private(text):
            return refusal
        ranking = answer_ranking(text, context, self.table, self._today(), self._told)
        if ranking is not None and not (isinstance(ranking, Abstention) and ranking.reason is Reason.EMPTY_CORPUS):
            return ranking
        passages = self._from_articles(text, context)
        return ranking if ranking and isinstance(passages, Abstention) else passages

    def _from_articles(self, text: str, context: Sequence[str]) -> Answer | Abstention:
        vocabulary = self.snapshot.vocabulary
        focus = read_question(text, vocabulary)
        question = read_question(with_context(text, context)[-MAX_LENGTH:], vocabulary) if context else focus
        return answer_from_passages(question, focus, search(self.snapshot, self.encoder, question))


def _sound(text: str) -> str:
    """Cut a text to what is read of it, and replace what is no character: halves of one that broken input leaves."""
    return text[:MAX_LENGTH].encode("utf-8", "replace").decode("utf-8")


def _told(store: Store) -> tuple[Told, ...]:
    """Gather the ranks that articles tell, each with its article."""
    claims = store.claims()
    articles = store.articles(key for key, _ in claims)
    return tuple(Told(c, articles[key].title, articles[key].url, articles[key].published) for key, c in claims)


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
    engine = Engine(Snapshot(folder, encoder), encoder)
    engine.warm_up()
    return engine
