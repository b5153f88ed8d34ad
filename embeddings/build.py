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
from corpus.types import Article, Failure, Found, Passage, PassageId
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
    """Is told how far a long work has come."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Take note of it; ``total`` is 0 while it is not known."""


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
    found: Iterable[Found], generations: Generations, encoder: Encoder, progress: Progress, keep: int = 3
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


def _build(found: Iterable[Found], generations: Generations, encoder: Encoder, progress: Progress, keep: int) -> Report:
    base = generations.foundation()
    lost = tuple(_lost(generations, base))
    quarry = _stage(generations, base)
    with Store(generations.staging / CORPUS, write=True) as store:
        other_model = _prepare_for(encoder, store)
        results, failures = _ingest(found, store, progress)
        _salvage(quarry, store)
        encoded = _encode(store, encoder, progress)
        changed = results[Change.ADDED] + results[Change.CHANGED] > 0
        outdated = store.counts().passages > 0 and (other_model or not generations.serves(base))
        number = (max(generations.numbers(), default=0) + 1) if changed or outdated else None
        if number:
            _index(store, generations, encoder, number, progress)
    if number:
        generations.publish(number)
        generations.prune(keep)
    shutil.rmtree(generations.staging, ignore_errors=True)
    return Report(
        added=results[Change.ADDED],
        changed=results[Change.CHANGED],
        unchanged=results[Change.UNCHANGED],
        encoded=encoded,
        failures=(*lost, *failures),
        generation=number,
    )


def _lost(generations: Generations, base: int | None) -> Iterator[Failure]:
    """Say so where the current corpus cannot be built on: what it alone held has to be loaded again."""
    with suppress(GenerationError):
        current = generations.current()
        if current is not None and current != base:
            instead = f"generation {base}" if base else "nothing"
            yield Failure(f"generation {current}", f"is damaged; built on {instead}: load again what is missing")


def _stage(generations: Generations, base: int | None) -> Path:
    """Begin from a copy of a generation's corpus; put aside what an interrupted run had encoded.

    What was put aside before and not taken over yet is worth more than what a run left that stopped early.
    """
    staging, quarry = generations.staging, generations.staging.with_suffix(".interrupted")
    if (staging / CORPUS).exists() and not quarry.exists():
        with suppress(StoreError), Store(staging / CORPUS, write=True):
            pass  # opening it for writing undoes what a killed run had half written
        (staging / CORPUS).replace(quarry)
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    if base is not None:
        with Store(generations.folder(base) / CORPUS) as current:
            current.copy_to(staging / CORPUS)
    return quarry


def _prepare_for(encoder: Encoder, store: Store) -> bool:
    """Drop the vectors where another model made them, and tell whether that was so."""
    if store.note(MODEL_NOTE) == encoder.digest:
        return False
    store.drop_vectors()
    store.put_note(MODEL_NOTE, encoder.digest)
    return True


def _salvage(quarry: Path, store: Store) -> None:
    """Take over what an interrupted run had encoded; only once that is safe does the quarry go."""
    if quarry.exists():
        store.salvage_vectors(quarry, MODEL_NOTE)
    store.commit()
    quarry.unlink(missing_ok=True)


def _ingest(found: Iterable[Found], store: Store, progress: Progress) -> tuple[Counter[Change], list[Failure]]:
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
