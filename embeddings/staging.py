"""What a refresh begins from: a copy of a sound generation, and what had been encoded by runs that came to nothing."""

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from corpus.errors import StoreError
from corpus.store import Store
from corpus.types import Failure, Removed
from embeddings.errors import GenerationError
from embeddings.generations import CORPUS, Generations, verify

MODEL_NOTE = "model"
"""In a corpus: the digest of the weights that made its vectors."""
RUNTIME_NOTE = "runtime"
"""In a corpus: what computed them."""


def lost(generations: Generations, base: int | None) -> Iterator[Failure]:
    """Say so where the current corpus cannot be built on: what it alone held has to be loaded again."""
    with suppress(GenerationError):
        current = generations.current()
        if current is not None and current != base:
            instead = f"generation {base}" if base else "nothing"
            yield Failure(f"generation {current}", f"is damaged; built on {instead}: load again what is missing")


def removed_since(generations: Generations, number: int) -> tuple[Removed, ...]:
    """Find what the current generation knows to be removed and another does not."""
    with Store(generations.folder(number) / CORPUS) as store:
        known = store.removals()
    try:
        with Store(generations.folder() / CORPUS) as current:
            return tuple(removed for key, removed in current.removals().items() if key not in known)
    except (GenerationError, StoreError, sqlite3.Error):
        return ()  # it is damaged: there is nobody to ask


def stage(generations: Generations, base: int | None) -> Path:
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
        shutil.copyfile(generations.folder(base) / CORPUS, staging / CORPUS)  # verified, and never written again
    return quarry


def later(generations: Generations, base: int | None) -> Iterator[Path]:
    """Find the sound corpora of generations after the one built on: gone back from, refused, or never made current."""
    for number in (n for n in generations.numbers()[::-1] if n > (base or 0)):
        with suppress(GenerationError):
            verify(generations.folder(number), only=CORPUS)
            yield generations.folder(number) / CORPUS


def salvage(places: Iterable[Path], store: Store) -> None:
    """Take over what an interrupted run had encoded, or what another generation or another machine has."""
    store.commit()
    for place in places:
        if not store.without_vector():
            return
        with suppress(StoreError, sqlite3.Error), Store(place) as other:
            if other.note(MODEL_NOTE) == store.note(MODEL_NOTE):
                known = dict.fromkeys((*runtimes(store), *runtimes(other)))
                store.put_note(RUNTIME_NOTE, ", ".join(known))
        store.salvage_vectors(place, MODEL_NOTE)


def runtimes(store: Store) -> list[str]:
    """List what computed the vectors that are there; before that was noted, it was always torch."""
    if note := store.note(RUNTIME_NOTE):
        return note.split(", ")
    return ["torch float32"] if next(store.vectors(), None) else []
