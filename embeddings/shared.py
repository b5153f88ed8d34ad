"""What several machines share: snapshots of generations in one place, and their vectors in Milvus.

::

    PRESSBOT_SNAPSHOTS/                  a folder on a disk that all reach; replicas may read it over http(s)
        CURRENT                          the label of the snapshot that is served
        000007-3f2a9c1b0d4e/             its number, and the beginning of its manifest's SHA-256
            manifest.json                lists every file with size and SHA-256
            corpus.sqlite …              articles, passages, facts; where Milvus holds the vectors, nothing else

A snapshot is what a generation's folder is. Its name says what its manifest must be, and the manifest what
each file must be: a replica knows that it has all of it, whoever it came from.
"""

import shutil
from collections.abc import Collection, Sequence
from pathlib import Path

from corpus.store import Store
from embeddings.errors import BusyError, GenerationError
from embeddings.generations import CORPUS, Generations, label_of, read_manifest
from embeddings.milvus import Milvus
from embeddings.places import Address, Folder, Place, fetch, served
from embeddings.types import Progress


class Shared:
    """The place of snapshots and the Milvus of several machines; either may be left out.

    With Milvus, its alias says which generation is served, else the place does. ``keep`` is how many stay.
    """

    def __init__(self, place: Place | None, milvus: Milvus | None, keep: int = 3) -> None:
        self._keep = max(1, keep)
        self._place = place
        self.milvus = milvus

    def live(self) -> str | None:
        """Give the label of the generation that all serve, or None before the first."""
        if self.milvus:
            return self.milvus.live()
        return served(self._place) if self._place else None

    def holds(self, folder: Path) -> bool:
        """Tell whether a generation is there for all: its vectors, and its snapshot."""
        label, index = label_of(folder), read_manifest(folder).index
        if (index == "milvus") != (self.milvus is not None):
            return False
        in_milvus = self.milvus is None or label in self.milvus.labels()
        return in_milvus and (not isinstance(self._place, Folder) or label in self._place.labels())

    def publish(self, folder: Path, known: Sequence[str], progress: Progress) -> None:
        """Bring a generation to where all find it, ``known`` being those before it, oldest first. Nobody serves it yet.

        Raises:
            MilvusError, GenerationError: it cannot be brought there.
        """
        if isinstance(self._place, Address):
            raise GenerationError(f"PRESSBOT_SNAPSHOTS: {self._place} can only be read; name its folder for a refresh")
        if self.milvus:
            manifest = read_manifest(folder)

            def told(done: int, total: int) -> None:
                progress("Sending to Milvus", done, total)

            keep = known[max(0, len(known) - self._keep + 1) :]
            with Store(folder / CORPUS) as store:
                self.milvus.write(label_of(folder), store, manifest, keep, told)
        if self._place:
            self._place.put(folder)

    def point(self, label: str) -> None:
        """Serve a generation from now on, everywhere."""
        if self.milvus:
            self.milvus.point(label)
        if isinstance(self._place, Folder):
            self._place.point(label)

    def prune(self, keep: Collection[str]) -> None:
        """Let go of the generations that are no longer kept."""
        if self.milvus:
            self.milvus.prune(keep)
        if isinstance(self._place, Folder):
            live = self.live()
            self._place.drop_all_but([*keep, live] if live else keep)

    def fetch(self, label: str, target: Path) -> None:
        """Bring a generation's files here.

        Raises:
            GenerationError: they cannot be had, or nobody said from where.
        """
        if not self._place:
            raise GenerationError(f"generation {label} is served, but made elsewhere; set PRESSBOT_SNAPSHOTS")
        fetch(self._place, label, target)


def follow(generations: Generations, keep: int = 3, wait: float = 0.0) -> bool:
    """Bring a data folder up to what all serve, and tell whether that was another generation.

    Raises:
        MilvusError, GenerationError: what is served cannot be told, or not be had.
    """
    shared = generations.shared
    live = shared.live() if shared else None
    if shared is None or live is None or live == generations.label():
        return False
    try:
        with generations.writing(wait):
            if live == generations.label():
                return True  # another process of this machine was faster
            if live not in generations.labels():
                coming = generations.staging.with_name(f".fetching-{live}")
                shared.fetch(live, coming)
                generations.take(coming)
            generations.point_here(int(live[:6]))
            generations.prune_here(keep)
            for left in generations.staging.parent.glob(".fetching-*"):
                shutil.rmtree(left, ignore_errors=True)
    except BusyError:
        return False  # a refresh on this machine ends by pointing at what it made; the next turn sees it
    return True
