"""Store + encoder → a new generation; encodes only what is new or changed."""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from itertools import chain
from operator import length_hint
from pathlib import Path

import numpy as np

from corpus.ingest import Change, Loaded, ingest, knows_contents, mark_copies, note_contents
from corpus.store import Store
from corpus.types import Failure, Found, PassageId
from embeddings.errors import GenerationError
from embeddings.generations import CORPUS, Generations, checksums, write_manifest
from embeddings.indexing import index_vectors, index_words
from embeddings.milvus_index import KIND as MILVUS
from embeddings.protocols import Encoder
from embeddings.staging import MODEL_NOTE, RUNTIME_NOTE, later, lost, removed_since, runtimes, salvage, stage
from embeddings.types import Manifest, PassageText, Progress
from embeddings.workers import Workers

BATCH = 64
_LOADED = (Change.ADDED, Change.CHANGED, Change.UNCHANGED)


@dataclass(frozen=True, slots=True)
class Report:
    """What a refresh did. ``generation`` is None where nothing had changed.

    ``withheld`` counts articles that a source has still though they were removed. ``items`` are what was read.
    """

    added: int
    changed: int
    unchanged: int
    encoded: int
    failures: tuple[Failure, ...]
    generation: int | None
    removed: int = 0
    withheld: int = 0
    items: tuple[Loaded, ...] = field(default=(), compare=False, repr=False)


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
        report = prepare(found, generations, encoder, progress)
        settle(generations, report.generation, keep)
    return report


def settle(generations: Generations, number: int | None, keep: int) -> None:
    """Make a generation current, if there is a new one, and let the oldest go; the right to write is the caller's.

    What a run that was killed has deleted by half goes even where there is nothing new.
    """
    if number is not None:
        generations.point(number)
    generations.prune(keep)


def prepare(
    found: Iterable[Found],
    generations: Generations,
    encoder: Encoder,
    progress: Progress,
    base: int | None = None,
) -> Report:
    """Do the same under the caller's right to write, without making the new generation current.

    ``base`` is the generation to build on, the current one by default.
    """
    try:
        return _build(found, generations, encoder, progress, base)
    except (OSError, sqlite3.Error) as error:
        raise GenerationError(f"the refresh stopped ({error}); the index is as it was before") from error


def _build(
    found: Iterable[Found], generations: Generations, encoder: Encoder, progress: Progress, base: int | None
) -> Report:
    damaged: tuple[Failure, ...] = ()
    if base is None:
        base = generations.foundation()
        damaged = tuple(lost(generations, base))
        if damaged and base:
            found = chain(removed_since(generations, base), found)
    quarry = stage(generations, base)
    with Store(generations.staging / CORPUS, write=True) as store:
        other_model = _prepare_for(encoder, store)
        results, failures, items = _ingest(found, store, progress)
        if _is_new(results):
            mark_copies(store)
        salvage(chain([quarry], later(generations, base), generations.elsewhere), store)
        if any(results[change] for change in _LOADED):  # else what was interrupted may want its work still
            quarry.unlink(missing_ok=True)
        encoded = _encode(store, encoder, progress)
        new = _is_new(results) or _is_outdated(store, generations, base, other_model)
        number = generations.next_number() if new else None
        if number:
            note_contents(store, partial(progress, "Reading sentences"))
            before = generations.folder(base) if base else None
            in_milvus = generations.shared is not None and generations.shared.milvus is not None
            index_words(store, generations.staging, before, progress, counts_alone=in_milvus)
            _complete(store, generations.staging, encoder, number, in_milvus=in_milvus)
    if number:
        if generations.shared:
            generations.shared.publish(generations.staging, generations.labels(), progress)
        generations.publish(number)
    shutil.rmtree(generations.staging, ignore_errors=True)
    return Report(
        added=results[Change.ADDED],
        changed=results[Change.CHANGED],
        unchanged=results[Change.UNCHANGED],
        encoded=encoded,
        failures=(*damaged, *failures),
        generation=number,
        removed=results[Change.REMOVED],
        withheld=results[Change.WITHHELD],
        items=tuple(items),
    )


def preview(found: Iterable[Found], generations: Generations, progress: Progress) -> Report:
    """Say what ``build`` would do, and write nothing."""
    base = generations.foundation()
    path = Path(":memory:") if base is None else generations.folder(base) / CORPUS
    with Store(path, write=base is None) as store:
        results, failures, items = _ingest(found, store, progress, dry=True)
    added, changed, unchanged = (results[change] for change in _LOADED)
    withheld = results[Change.WITHHELD]
    return Report(added, changed, unchanged, 0, tuple(failures), None, withheld=withheld, items=tuple(items))


def _is_new(results: Counter[Change]) -> bool:
    changes = (Change.ADDED, Change.CHANGED, Change.REMOVED, Change.RESTORED)
    return any(results[change] for change in changes)


def _is_outdated(store: Store, generations: Generations, base: int | None, other_model: bool) -> bool:
    current = generations.serves(base) and knows_contents(store)
    return store.counts().passages > 0 and (other_model or not current)


def _prepare_for(encoder: Encoder, store: Store) -> bool:
    """Drop the vectors where another model made them, and tell whether that was so."""
    if store.note(MODEL_NOTE) == encoder.digest:
        return False
    store.drop_vectors()
    store.put_note(RUNTIME_NOTE, "")
    store.put_note(MODEL_NOTE, encoder.digest)
    return True


def _ingest(
    found: Iterable[Found], store: Store, progress: Progress, *, dry: bool = False
) -> tuple[Counter[Change], list[Failure], list[Loaded]]:
    failures, items = [], []
    for number, result in enumerate(ingest(found, store, dry=dry), 1):
        if isinstance(result, Failure):
            failures.append(result)
        else:
            items.append(result)
        left = length_hint(found, 0)  # sources of the web know how much is still to come
        progress("Reading articles", number, number + left if left else 0)
    return Counter(item.change for item in items), failures, items


def _encode(store: Store, encoder: Encoder, progress: Progress) -> int:
    """Encode the passages that have no vector yet, committing batch by batch."""
    waiting, size = store.without_vector(), encoder.at_once if isinstance(encoder, Workers) else BATCH
    if waiting and encoder.runtime not in (known := runtimes(store)):
        store.put_note(RUNTIME_NOTE, ", ".join((*known, encoder.runtime)))
    for start in range(0, len(waiting), size):
        batch = waiting[start : start + size]
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


def _complete(store: Store, staging: Path, encoder: Encoder, number: int, *, in_milvus: bool) -> None:
    """Write the vector index and the manifest beside the staged corpus, once that is found sound."""
    store.check()
    kind = MILVUS if in_milvus else index_vectors(store, staging, encoder.dimension)
    counts = store.counts()
    manifest = Manifest(
        number=number,
        created=datetime.now(UTC).replace(microsecond=0),
        version=version("pressfreedom-bot"),
        model=encoder.name,
        model_digest=encoder.digest,
        dimension=encoder.dimension,
        index=kind,
        articles=counts.articles,
        passages=counts.passages,
        files=checksums(staging),
        runtime=", ".join(runtimes(store)),
    )
    write_manifest(staging, manifest)
