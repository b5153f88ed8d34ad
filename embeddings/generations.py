"""Generations: write a folder, verify it, point CURRENT at it in one atomic step.

::

    PRESSBOT_DATA/
        CURRENT              the number of the generation that is served
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
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from embeddings.errors import BusyError, GenerationError, NoGenerationError
from embeddings.types import File, Manifest

CORPUS = "corpus.sqlite"
VECTORS = "passages.faiss"
LEXICAL = "lexical"
MANIFEST = "manifest.json"


class Generations:
    """The generations in a data folder."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._folder = data / "generations"
        self.staging = self._folder / ".staging"

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the one right to write.

        Raises:
            BusyError: another process holds it.
            GenerationError: the folder cannot be written.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self._data / "refresh.lock")
            lock.acquire(timeout=0)
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
            return number == self.current() and (number is None or bool(verify(self.folder(number))))
        except GenerationError:
            return False

    def size(self, number: int) -> int:
        """Give the bytes that a generation takes on disk."""
        return sum(p.stat().st_size for p in self.folder(number).rglob("*") if p.is_file())

    def publish(self, number: int) -> None:
        """Verify what was staged and make it the current generation, all at once."""
        verify(self.staging)
        target = self._folder / f"{number:06d}"
        os.replace(self.staging, target)
        _sync(self._folder)
        self.point(number)

    def point(self, number: int) -> None:
        """Make a generation the current one; readers see the old number or the new one."""
        self.folder(number)
        pointer = self._data / ".CURRENT.new"
        with pointer.open("w", encoding="ascii") as file:
            file.write(f"{number}\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(pointer, self._data / "CURRENT")
        _sync(self._data)

    def prune(self, keep: int) -> list[int]:
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
    """Check a generation against its manifest, or ``only`` one of its files: sizes, and checksums when ``thorough``.

    Raises:
        GenerationError: a file is missing, cut short or changed.
    """
    manifest = read_manifest(folder)
    for file in manifest.files:
        path = folder / file.path
        if only not in ("", file.path):
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
