"""Store + encoder → a new generation; encodes only what is new or changed."""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

import numpy as np

from corpus.errors import StoreError
from corpus.ingest import Change, ingest
from corpus.store import Store
from corpus.types import Article, Failure, Passage, PassageId, RawArticle
from corpus.vocabulary import Counting
from embeddings.errors import GenerationError
from embeddings.faiss_index import FaissIndex
from embeddings.generations import CORPUS, LEXICAL, VECTORS, Generations, checksums, write_manifest
from embeddings.lexical import LexicalIndex
from embeddings.protocols import Encoder
from embeddings.types import Manifest, PassageText

BATCH = 64
MODEL_NOTE = "model"


class Progress(Protocol):
    """Is told how far a long work has come; ``total`` is 0 while it is not known."""

    def __call__(self, stage: str, done: int, total: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Report:
    """What a refresh did. ``generation`` is None where nothing had changed."""

    added: int
    changed: int
    unchanged: int
    encoded: int
    failures: tuple[Failure, ...]
    generation: int | None


def build(
    found: Iterable[RawArticle | Failure], generations: Generations, encoder: Encoder, progress: Progress, keep: int = 3
) -> Report:
    """Load what sources found on top of the current generation, and make the result current.

    Interrupted at any point, it leaves the current generation as it was; what had been encoded by
    then is found again by the next run.

    Raises:
        GenerationError: another refresh is under way, or the folder cannot be written.
    """
    with generations.writing():
        try:
            return _build(found, generations, encoder, progress, keep)
        except (OSError, sqlite3.Error) as error:
            raise GenerationError(f"the refresh stopped ({error}); the index is as it was before") from error


def _build(
    found: Iterable[RawArticle | Failure], generations: Generations, encoder: Encoder, progress: Progress, keep: int
) -> Report:
    quarry = _stage(generations)
    with Store(generations.staging / CORPUS, write=True) as store:
        other_model = store.note(MODEL_NOTE) != encoder.digest
        if other_model:
            store.drop_vectors()
            store.put_note(MODEL_NOTE, encoder.digest)
        results, failures = _ingest(found, store, progress)
        if quarry.exists():
            store.salvage_vectors(quarry, MODEL_NOTE)
        store.commit()
        encoded = _encode(store, encoder, progress)
        changed = results[Change.ADDED] + results[Change.CHANGED] > 0 or (other_model and encoded > 0)
        number = (max(generations.numbers(), default=0) + 1) if changed else None
        if number:
            _index(store, generations, encoder, number, progress)
    if number:
        generations.publish(number)
        generations.prune(keep)
    shutil.rmtree(generations.staging, ignore_errors=True)
    quarry.unlink(missing_ok=True)
    counts = (results[change] for change in (Change.ADDED, Change.CHANGED, Change.UNCHANGED))
    return Report(*counts, encoded, tuple(failures), number)


def _stage(generations: Generations) -> Path:
    """Begin from a copy of the current corpus; put aside what an interrupted run had encoded."""
    staging, quarry = generations.staging, generations.staging.with_suffix(".interrupted")
    if (staging / CORPUS).exists():
        with suppress(StoreError), Store(staging / CORPUS, write=True):
            pass  # opening it for writing undoes what a killed run had half written
        (staging / CORPUS).replace(quarry)
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    if generations.current() is not None:
        with Store(generations.folder() / CORPUS) as current:
            current.copy_to(staging / CORPUS)
    return quarry


def _ingest(
    found: Iterable[RawArticle | Failure], store: Store, progress: Progress
) -> tuple[Counter[Change], list[Failure]]:
    results: Counter[Change] = Counter()
    failures = []
    for number, result in enumerate(ingest(found, store), 1):
        if isinstance(result, Failure):
            failures.append(result)
        else:
            results[result] += 1
        progress("Reading articles", number, 0)
    return results, failures


def _encode(store: Store, encoder: Encoder, progress: Progress) -> int:
    """Encode the passages that have no vector yet, committing batch by batch."""
    waiting = store.without_vector()
    for start in range(0, len(waiting), BATCH):
        batch = waiting[start : start + BATCH]
        store.put_vectors(_encoded(store, encoder, batch))
        store.commit()
        progress("Encoding passages", start + len(batch), len(waiting))
    return len(waiting)


def _encoded(store: Store, encoder: Encoder, batch: list[PassageId]) -> Iterator[tuple[PassageId, bytes, bytes]]:
    passages = [stored.passage for stored in store.passages(batch).values()]
    articles = store.articles(p.article_id for p in passages)
    texts = []
    for p in passages:
        article, start = articles[p.article_id], p.span.start
        spans = tuple((s.start - start, s.end - start) for s in p.sentences)
        texts.append(PassageText(article.title, article.text[start : p.span.end], spans))
    for passage, vectors in zip(passages, encoder.encode_passages(texts), strict=True):
        # Half the digits serve for sentences: there are five times as many, and they only order a short list.
        yield passage.id, vectors.passage.tobytes(), vectors.sentences.astype(np.float16).tobytes()


def _index(store: Store, generations: Generations, encoder: Encoder, number: int, progress: Progress) -> None:
    """Write the indexes and the manifest beside the staged corpus."""
    staging, counting = generations.staging, Counting()
    total = store.counts().passages

    def counted() -> Iterator[tuple[Article, Passage]]:
        for done, (article, passage) in enumerate(store.all_passages(), 1):
            counting.add(article, passage)
            yield article, passage
            progress("Indexing words", done, total)

    LexicalIndex.build(staging / LEXICAL, counted())
    store.put_terms(counting.terms())
    store.put_refrains(counting.refrains())
    store.commit()
    store.check()
    rows = list(store.vectors())
    vectors = np.frombuffer(b"".join(vector for _, vector in rows), dtype=np.float32)
    index = FaissIndex.build([i for i, _ in rows], vectors.reshape(len(rows), encoder.dimension))
    index.save(staging / VECTORS)
    counts = store.counts()
    manifest = Manifest(
        number=number,
        created=datetime.now(UTC).replace(microsecond=0),
        version=version("pressfreedom-bot"),
        model=encoder.name,
        model_digest=encoder.digest,
        dimension=encoder.dimension,
        index=index.kind,
        articles=counts.articles,
        passages=counts.passages,
        files=checksums(staging),
    )
    write_manifest(staging, manifest)
