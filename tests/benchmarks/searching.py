"""``python -m tests.benchmarks vectors`` and ``words``: the two searches at several sizes."""

import gc
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bot.engine import make_encoder
from bot.question import read_question
from bot.settings import load_settings
from corpus.store import Store
from corpus.types import Article, Passage, RawArticle
from corpus.vocabulary import Counting, Vocabulary
from embeddings.faiss_index import FaissIndex
from embeddings.generations import CORPUS, Generations
from embeddings.lexical import LexicalIndex
from embeddings.retriever import DEPTH
from embeddings.types import Only, Vectors
from tests.benchmarks.corpora import passages, questions_like, real_articles, vectors_like
from tests.benchmarks.encoding import real_passages
from tests.benchmarks.measuring import CELLS, resident, show, size, timed

QUESTIONS, NARROWED = 200, 50
ASKED = (
    "Which officer withheld an editor's passport at Dulles?",
    "What did Governor Walz say about the arrest of the CNN crew?",
    "Who attacked the reporter in Houston during the protest?",
    "How many people were killed in the attack on the city last year?",
    "What did the government say about the new law on the media?",
    "police arrested journalists protest court trial president minister",
    "When was the photographer released from prison?",
    "Which journalists were killed in Mexico in 2020?",
)
"""Questions of rare words, and of words that every second article has."""


def vectors(sizes: Sequence[int], others: bool) -> None:
    """Compare ways to search vectors; ``others`` adds those that were not chosen, which build for minutes."""
    real = _real()
    for number in sizes:
        made, asked = vectors_like(real, number), questions_like(real, QUESTIONS)
        rows = [
            _ours(made, asked, "pressbot: " + ("by size" if exact is None else "exact"), exact)
            for exact in (None, number)
        ]
        rows += [_narrowed(made, asked, every) for every in PASS]
        rows += [_factory(made, asked, *kind) for kind in (_OTHERS if others else ())]
        columns = ("index", *CELLS, "recall@10", f"recall@{DEPTH}", "build s", "file MB", "memory MB")
        show(f"{number:,} passages, {QUESTIONS} questions, one thread", columns, rows)


PASS = (1000, 50, 2)
"""Of so many passages one passes a filter: a country and a year, a country, a few years."""

_OTHERS = (
    ("SQfp16", ""),
    ("HNSW32,Flat", "efSearch=128"),
    ("IVF{cells},SQfp16", "nprobe=48"),
    ("IVF{cells},PQ96x4fs,Refine(SQfp16)", "nprobe=48,k_factor_rf=8"),
    ("PQ96x4fs,Refine(SQ8)", "k_factor_rf=8"),
)


def _real() -> Vectors:
    """Take the vectors of the index in ``PRESSBOT_DATA`` where it has thousands; else encode some."""
    settings = load_settings()
    with Store(Generations(settings.data).folder() / CORPUS) as store:
        rows = b"".join(vector for _, vector in store.vectors())
    found = np.frombuffer(rows, dtype=np.float32).reshape(-1, 384)
    if len(found) >= 2000:
        return found
    return np.stack([made.passage for made in make_encoder(settings).encode_passages(real_passages(2000))])


def _ours(made: Vectors, asked: Vectors, name: str, exact: int | None) -> tuple[object, ...]:
    begun = time.perf_counter()
    ids = range(len(made))
    index = FaissIndex.build(ids, made) if exact is None else FaissIndex.build(ids, made, exact_up_to=exact)
    took = time.perf_counter() - begun
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "passages.faiss"
        index.save(path)
        kind = index.kind
        del index
        gc.collect()
        before = resident()
        loaded = FaissIndex.load(path)
        hits: list[list[int]] = []
        for question in asked[:20]:
            loaded.search(question, DEPTH)
        times = timed(
            lambda q=q: hits.append([hit.passage_id for hit in loaded.search(q, DEPTH)])  # type: ignore[misc]
            for q in asked
        )
        memory, file = resident() - before, size(path)
    return (
        f"{name} ({kind})",
        *times.cells,
        *_recalls(hits, made, asked),
        f"{took:.0f}",
        f"{file:.0f}",
        f"{memory:.0f}",
    )


def _narrowed(made: Vectors, asked: Vectors, every: int) -> tuple[object, ...]:
    """Search among some, chosen by nothing that vectors know of; recall is against the exact search of those."""
    chosen = np.random.default_rng(every).permutation(len(made))[: max(1, len(made) // every)]
    ids, only = chosen.tolist(), Only(("FRA",))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "passages.faiss"
        FaissIndex.build(range(len(made)), made).save(path)
        index, hits = FaissIndex.load(path, lambda _: ids), list[list[int]]()
        few = asked[:NARROWED]
        times = timed(
            lambda q=q: hits.append([hit.passage_id for hit in index.search(q, DEPTH, only)])  # type: ignore[misc]
            for q in few
        )
    places = {passage: place for place, passage in enumerate(ids)}
    there = [[places[passage] for passage in found] for found in hits]
    return f"pressbot: one in {every} passes", *times.cells, *_recalls(there, made[chosen], few), "", "", ""


def _factory(made: Vectors, asked: Vectors, kind: str, options: str) -> tuple[object, ...]:
    import faiss

    begun = time.perf_counter()
    name = kind.format(cells=int(4 * np.sqrt(len(made))))
    index: Any = faiss.index_factory(made.shape[1], name, faiss.METRIC_INNER_PRODUCT)
    before = resident()
    index.train(made[:: max(1, len(made) // 100_000)])
    index.add(made)
    took = time.perf_counter() - begun
    faiss.ParameterSpace().set_index_parameters(index, options) if options else None
    faiss.omp_set_num_threads(1)
    hits: list[list[int]] = []
    times = timed(lambda q=q: hits.append(list(index.search(q[None, :], DEPTH)[1][0])) for q in asked)  # type: ignore[misc]
    memory = resident() - before
    file = len(faiss.serialize_index(index)) / 2**20
    return (
        f"{name} {options}",
        *times.cells,
        *_recalls(hits, made, asked),
        f"{took:.0f}",
        f"{file:.0f}",
        f"{memory:.0f}",
    )


def _recalls(hits: Sequence[Sequence[int]], made: Vectors, asked: Vectors) -> Iterator[str]:
    import faiss

    _, right = faiss.knn(asked, made, min(DEPTH, len(made)), faiss.METRIC_INNER_PRODUCT)
    for k in (min(10, len(made)), min(DEPTH, len(made))):
        yield f"{np.mean([len(set(h[:k]) & set(r[:k])) / k for h, r in zip(hits, right, strict=True)]):.3f}"


def words(sizes: Sequence[int]) -> None:
    """Time the search by words, as the questions are really asked: with the corpus's own weights."""
    sources = real_articles()
    columns = ("passages", *CELLS, "build s", "file MB", "memory MB")
    show(f"Words: {len(ASKED)} questions, 10 times", columns, [_words(number, sources) for number in sizes])


def _words(number: int, sources: Sequence[RawArticle]) -> tuple[str, ...]:
    counting = Counting()

    def counted() -> Iterator[tuple[Article, Passage]]:
        for article, passage in passages(number, sources):
            counting.add(article, passage)
            yield article, passage

    with tempfile.TemporaryDirectory() as folder:
        place, begun = Path(folder) / "lexical", time.perf_counter()
        LexicalIndex.build(place, counted())
        took, before = time.perf_counter() - begun, resident()
        index = LexicalIndex.load(place)
        vocabulary = Vocabulary(counting.terms(), number)
        stems = [[(w.stem, w.weight / 5) for w in read_question(text, vocabulary).words] for text in ASKED]
        times = timed(lambda s=s: index.search(s, DEPTH) for s in stems * 10)  # type: ignore[misc]
        return f"{number:,}", *times.cells, f"{took:.0f}", f"{size(place):.0f}", f"{resident() - before:.0f}"
