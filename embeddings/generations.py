"""Generations: write a folder, verify it, point CURRENT at it in one atomic step.

::

    PRESSBOT_DATA/
        CURRENT              the number of the generation that is served
        NEWEST               the highest number that a generation ever had
        refresh.lock         held by the refresh that is under way
        generations/
            000001/          corpus.sqlite, passages.faiss, lexical/, manifest.json
            .staging/        what a refresh is writing; never read by anybody else

A generation is never changed once it is current: a reader opens it and has all of one state.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from embeddings.errors import BusyError, GenerationError, NoGenerationError
from embeddings.types import File, Manifest

if TYPE_CHECKING:
    from embeddings.shared import Shared

CORPUS = "corpus.sqlite"
VECTORS = "passages.faiss"
LEXICAL = "lexical"
MANIFEST = "manifest.json"


class Generations:
    """The generations in a data folder.

    ``shared`` is where those of several machines meet, ``elsewhere`` are corpora of other runs whose vectors a
    refresh takes over.
    """

    def __init__(self, data: Path, shared: "Shared | None" = None, elsewhere: Sequence[Path] = ()) -> None:
        self._data = data
        self.shared = shared
        self.elsewhere = elsewhere
        self._folder = data / "generations"
        self.staging = self._folder / ".staging"

    @contextmanager
    def writing(self, wait: float = 0.0) -> Iterator[None]:
        """Hold the one right to write, after so many seconds at most.

        Raises:
            BusyError: another process holds it.
            GenerationError: the folder cannot be written.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self._data / "refresh.lock")
            lock.acquire(timeout=wait)
        except Timeout:
            raise BusyError(f"another refresh is under way in {self._data}; wait for it to end") from None
        except OSError as error:
            raise GenerationError(f"{self._data}: cannot be written ({error.strerror}); set PRESSBOT_DATA") from error
        try:
            yield
        finally:
            lock.release()

    def numbers(self) -> list[int]:
        """List the generations that are there, oldest first."""
        return sorted(int(p.name) for p in self._folder.glob("[0-9]*") if p.name.isdigit())

    def next_number(self) -> int:
        """Give the number of the next generation; none is given twice, though its first bearer be gone."""
        known = [*self.numbers(), 0]
        with suppress(OSError, ValueError):
            known.append(int((self._data / "NEWEST").read_text("ascii")))
        return max(known) + 1

    def label(self, number: int | None = None) -> str | None:
        """Give the name that a generation has on all machines, the current one's by default; None if it is not there.

        Numbers alone would not do: two machines may each have a seventh.
        """
        try:
            return label_of(self.folder(number))
        except GenerationError:
            return None

    def labels(self) -> list[str]:
        """List the names of the generations that are there, oldest first."""
        return [label for n in self.numbers() if (label := self.label(n))]

    def current(self) -> int | None:
        """Give the number of the generation that is served, or None before the first."""
        try:
            return int((self._data / "CURRENT").read_text("ascii"))
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise GenerationError(f"{self._data / 'CURRENT'}: does not hold a number; run pressbot refresh") from error
        except OSError as error:
            raise GenerationError(f"{self._data}: cannot be read ({error.strerror}); set PRESSBOT_DATA") from error

    def stamp(self) -> tuple[int, int] | None:
        """Give what changes whenever a generation is made current, be it the same one again."""
        try:
            found = (self._data / "CURRENT").stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino

    def folder(self, number: int | None = None) -> Path:
        """Give a generation's folder, the current one's by default.

        Raises:
            NoGenerationError: there is none yet, or none of that number.
        """
        number = self.current() if number is None else number
        if number is None:
            raise NoGenerationError(
                f"there is no index in {self._data} yet; make one with: pressbot refresh --starter (or your own files)"
            )
        folder = self._folder / f"{number:06d}"
        if not (folder / MANIFEST).exists():
            raise NoGenerationError(f"{folder}: this generation is not there; run pressbot refresh")
        return folder

    def foundation(self) -> int | None:
        """Give the generation to build on: the current one or, where its corpus is damaged, the newest sound one."""
        candidates = self.numbers()[::-1]
        with suppress(GenerationError):
            candidates.insert(0, self.current() or 0)
        for number in candidates:
            with suppress(GenerationError):
                verify(self.folder(number), only=CORPUS)
                return number
        return None

    def serves(self, number: int | None) -> bool:
        """Tell whether a generation is the current one and its files are as they were written."""
        try:
            if number != self.current() or number is None:
                return number == self.current()
            in_files = verify(self.folder(number)).index != "milvus"
            return self.shared.holds(self.folder(number)) if self.shared else in_files
        except GenerationError:
            return False

    def size(self, number: int) -> int:
        """Give the bytes that a generation takes on disk."""
        return sum(p.stat().st_size for p in self.folder(number).rglob("*") if p.is_file())

    def publish(self, number: int) -> None:
        """Verify what was staged and make it a generation, all at once; it is not current yet."""
        verify(self.staging)
        target = self._folder / f"{number:06d}"
        self._write("NEWEST", number)
        os.replace(self.staging, target)
        _sync(self._folder)

    def take(self, folder: Path) -> None:
        """Put a generation that was fetched in its place; another of its number goes."""
        target = self._folder / f"{verify(folder).number:06d}"
        if target.exists():
            os.replace(target, self._folder / f".{target.name}-{os.getpid()}")
        os.replace(folder, target)
        _sync(self._folder)

    def point(self, number: int) -> None:
        """Make a generation the current one on all machines; readers see the old one or the new one.

        Raises:
            NoGenerationError: it is not there.
            MilvusError: its vectors are in Milvus, and that cannot be reached.
        """
        if self.shared:
            self.shared.point(label_of(self.folder(number)))
        self.point_here(number)

    def point_here(self, number: int) -> None:
        """Make a generation the current one on this machine."""
        self.folder(number)
        self._write("CURRENT", number)

    def _write(self, name: str, number: int) -> None:
        """Write a number where readers see the old one or the new one, whatever happens."""
        new = self._data / f".{name}.new"
        with new.open("w", encoding="ascii") as file:
            file.write(f"{number}\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, self._data / name)
        _sync(self._data)

    def prune(self, keep: int) -> list[int]:
        """Delete all but the newest ``keep`` generations on all machines; the current one always stays."""
        old = self.prune_here(keep)
        if self.shared:
            self.shared.prune(self.labels())
        return old

    def prune_here(self, keep: int) -> list[int]:
        """Delete all but the newest ``keep`` generations; the current one always stays.

        One that is half deleted would still be listed, so each is hidden first; what cannot be deleted
        now is deleted the next time.
        """
        old = [n for n in self.numbers()[: -max(1, keep)] if n != self.current()]
        for number in old:
            os.replace(self._folder / f"{number:06d}", self._folder / f".{number:06d}")
        for hidden in self._folder.glob(".[0-9]*"):
            shutil.rmtree(hidden, ignore_errors=True)
        return old


def checksums(folder: Path) -> tuple[File, ...]:
    """List a folder's files with size and SHA-256, the manifest left out; they reach the disk first."""
    files = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.name != MANIFEST and p.suffix != ".lock"):
        with path.open("rb") as file:
            os.fsync(file.fileno())
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        files.append(File(str(path.relative_to(folder)), path.stat().st_size, digest))
    return tuple(files)


def label_of(folder: Path) -> str:
    """Name a generation by what it is: its number, and the beginning of its manifest's SHA-256.

    Raises:
        GenerationError: its manifest cannot be read.
    """
    number = read_manifest(folder).number
    return f"{number:06d}-{hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()[:12]}"


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write what a generation says of itself, last of its files."""
    content = {**asdict(manifest), "created": manifest.created.isoformat()}
    with (folder / MANIFEST).open("w", encoding="utf-8") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())


def read_manifest(folder: Path) -> Manifest:
    """Read what a generation says of itself.

    Raises:
        GenerationError: there is no manifest, or it cannot be read.
    """
    try:
        content = json.loads((folder / MANIFEST).read_text("utf-8"))
        content["created"] = datetime.fromisoformat(content["created"])
        content["files"] = tuple(File(**file) for file in content["files"])
        return Manifest(**content)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise GenerationError(f"{folder / MANIFEST}: cannot be read ({error}); run pressbot refresh") from error


def verify(folder: Path, *, thorough: bool = True, only: str = "") -> Manifest:
    """Check a generation against its manifest, or ``only`` one file or folder: sizes, and checksums when ``thorough``.

    Raises:
        GenerationError: a file is missing, cut short or changed.
    """
    manifest = read_manifest(folder)
    for file in manifest.files:
        path = folder / file.path
        if only and not Path(file.path).is_relative_to(only):
            continue
        if not path.exists() or path.stat().st_size != file.size:
            raise GenerationError(f"{path}: is missing or has another size than the manifest says")
        if thorough:
            with path.open("rb") as opened:
                if hashlib.file_digest(opened, "sha256").hexdigest() != file.sha256:
                    raise GenerationError(f"{path}: has another content than the manifest says")
    return manifest


def _sync(folder: Path) -> None:
    """Make renames in a folder last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
