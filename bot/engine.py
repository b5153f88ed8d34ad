"""Everything put together in one place: settings → an engine that answers questions."""

import gc
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from threadpoolctl import threadpool_limits

from bot.answering.candidates import Candidates, gather, ranking_countries
from bot.answering.kinds import answer_several, answer_who_said, refuse_other, refuse_premise
from bot.answering.outside import refuse_outside
from bot.answering.passages import answer_from_passages
from bot.answering.rankings import IndexTable, Told, answer_ranking
from bot.conversation import with_context
from bot.question import MAX_LENGTH, Question, read_question
from bot.remembering import ANSWERS, Remembered
from bot.rush import Rush
from bot.settings import Settings
from bot.types import Abstention, Answer, Reason
from corpus.countries import find_countries
from corpus.store import Store
from embeddings.encoders import load_encoder
from embeddings.generations import Generations, label_of
from embeddings.milvus import Milvus
from embeddings.models import find_model
from embeddings.places import place_at
from embeddings.protocols import Encoder
from embeddings.retriever import retrieve
from embeddings.shared import Shared, follow
from embeddings.snapshot import Snapshot
from embeddings.types import Reading

_WEIGHT_OF_A_WORD = 5.0
_TURN = 0.001
"""Seconds after which a thread lets another one go on."""
_UNUSED = (20_000, 20, 20)
"""New objects after which Python looks for unused ones: an answer makes some thousands, and frees them itself."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer or an abstention, and the milliseconds that it took."""

    answer: Answer | Abstention
    elapsed_ms: float


class Engine:
    """Answers questions from one generation of the corpus; safe to be asked by several threads."""

    def __init__(
        self,
        snapshot: Snapshot,
        encoder: Encoder,
        today: Callable[[], date] = date.today,
        remembered: int = ANSWERS,
    ) -> None:
        self.snapshot = snapshot
        self.remembered = Remembered(remembered)
        self.table = IndexTable.of(snapshot.store.rankings())
        self._told = _told(snapshot.store)
        self.encoder = encoder
        self._today = today
        self._rush = Rush()

    def ask(self, text: str, context: Sequence[str] = ()) -> Reply:
        """Answer a question; ``context`` holds the earlier questions of the same chat, oldest first."""
        begun = time.perf_counter()
        question, earlier = _sound(text), [_sound(turn) for turn in context]
        with self._rush.question():
            answer = self.remembered.answer(
                question,
                earlier,
                self._today(),
                lambda: self._answer(question, earlier),
                keep=lambda: not self._rush.has_skipped(),
            )
        return Reply(answer, (time.perf_counter() - begun) * 1000)

    def warm_up(self) -> None:
        """Load what the first question would wait for, such as the names of countries; start-up is the time for it."""
        for question in ("Where does Norway rank?", "Who was arrested?"):
            self.ask(question)
        self.encoder.read("Who was arrested?", ["A reporter was arrested."])

    def close(self) -> None:
        """Let go of the generation's files; who asks later gets errors."""
        self.snapshot.close()

    def _answer(self, text: str, context: Sequence[str]) -> Answer | Abstention:
        """Ask the Index first, then the articles: "where does X rank" is told exactly or not at all."""
        if not any(character.isalnum() for character in text):
            return Abstention(Reason.EMPTY_QUESTION, "Ask me a question about press freedom, in words.")
        if refusal := refuse_outside(text):
            return refusal
        ranking = answer_ranking(text, context, self.table, self._today(), self._told)
        if ranking is not None and not (isinstance(ranking, Abstention) and ranking.reason is Reason.EMPTY_CORPUS):
            return ranking
        passages = self._from_articles(text, context, ranks=ranking is not None)
        return ranking if ranking and isinstance(passages, Abstention) else passages

    def _from_articles(self, text: str, context: Sequence[str], *, ranks: bool) -> Answer | Abstention:
        """Answer in the articles' sentences; of ``ranks`` only in those of articles about the country asked for."""
        vocabulary = self.snapshot.vocabulary
        focus = read_question(text, vocabulary)
        question = read_question(with_context(text, context)[-MAX_LENGTH:], vocabulary) if context else focus
        if said := answer_who_said(focus, self.snapshot):
            return said
        found = search(self.snapshot, self.encoder, question)
        if ranks and (codes := frozenset(mention.code for mention in find_countries(question.text))):
            found = ranking_countries(found, codes)
        told: Answer | Abstention | None = answer_several(question, focus, found, self.snapshot, self._today())
        told = told or refuse_premise(question, focus, found, self.snapshot)
        if told:
            return told
        answer = answer_from_passages(question, focus, found, self._read)
        answer = refuse_other(question, focus, answer, found)
        if isinstance(answer, Abstention):
            return refuse_premise(question, focus, found, self.snapshot, surely=False) or answer
        return answer

    def _read(self, question: str, sentences: Sequence[str]) -> Reading | None:
        """Read sentences word by word; not in a rush, for that takes longer than all else that an answer needs."""
        if self._rush.is_on():
            self._rush.skip()
            return None
        return self.encoder.read(question, sentences)


def _sound(text: str) -> str:
    """Cut a text to what is read of it, and replace what is no character: halves of one that broken input leaves."""
    return text[:MAX_LENGTH].encode("utf-8", "replace").decode("utf-8")


def _told(store: Store) -> tuple[Told, ...]:
    """Gather the ranks that articles tell, each with its article."""
    claims = store.claims()
    copies = store.copies.originals(key for key, _ in claims)
    articles = store.articles({key for key, _ in claims} - copies.keys())
    told = ((articles[key], claim) for key, claim in claims if key in articles)
    return tuple(Told(claim, article.title, article.url, article.published) for article, claim in told)


def search(snapshot: Snapshot, encoder: Encoder, question: Question) -> Candidates:
    """Find the sentences that may answer a question; its rarer words count for more."""
    asked = encoder.encode(question.text)
    stems = [(word.stem, word.weight / _WEIGHT_OF_A_WORD) for word in question.words]
    return gather(retrieve(snapshot, asked.likeness, stems), asked, snapshot.store, snapshot.refrains)


def make_encoder(settings: Settings) -> Encoder:
    """Load the model that the settings name.

    Raises:
        ModelError: it is not to be had.
    """
    return load_encoder(find_model(settings.model, settings.model_revision), settings.encoder, settings.cache)


def make_generations(settings: Settings) -> Generations:
    """Find the generations of this machine and, where the settings name them, of all machines.

    Raises:
        MilvusError: it cannot be reached.
    """
    token = settings.milvus_token.get_secret_value() if settings.milvus_token else ""
    milvus = Milvus(settings.milvus_uri, token, settings.milvus_name) if settings.milvus_uri else None
    place = place_at(settings.snapshots) if settings.snapshots else None
    return Generations(settings.data, Shared(place, milvus, settings.keep) if place or milvus else None)


def make_engine(settings: Settings) -> Engine:
    """Open the current generation and load the model.

    Raises:
        NoGenerationError: nothing has been built yet (said before the model is loaded).
        ModelError, OtherModelError, GenerationError, MilvusError: as their names say.
    """
    generations = make_generations(settings)
    follow(generations, settings.keep, wait=60.0)
    folder = generations.folder()
    engine = open_engine(folder, make_encoder(settings), generations.shared, settings.answers)
    _settle()
    return engine


def open_engine(folder: Path, encoder: Encoder, shared: Shared | None = None, remembered: int = ANSWERS) -> Engine:
    """Open a generation and warm it up.

    Raises:
        OtherModelError, GenerationError, StoreError, MilvusError: as their names say.
    """
    snapshot = Snapshot(folder, encoder, shared.milvus.open(label_of(folder)) if shared and shared.milvus else None)
    try:
        engine = Engine(snapshot, encoder, remembered=remembered)
        engine.warm_up()
    except BaseException:
        snapshot.close()
        raise
    return engine


def _settle() -> None:
    """Have Python look for unused memory among what is new alone, and change between threads sooner.

    The tables of names and words stay as long as the process; to look through them again and again took a
    tenth of an answer's time, and now and then a tenth of a second at once. And a thread that comes back from the
    model or from SQLite waits for the other one's turn to end: with five milliseconds each, as by default, the 95th
    percentile at 100 questions a second was seen to be half as long again. And no product of matrices is shared out
    over the cores: it is too short, and whoever helped with it keeps its core busy, waiting for the next.
    """
    threadpool_limits(1, user_api="blas")
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_UNUSED)
    sys.setswitchinterval(_TURN)
