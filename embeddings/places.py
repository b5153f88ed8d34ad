"""Where snapshots lie: a folder that several machines reach, or the address of one, to be read only."""

import hashlib
import os
import re
import shutil
from collections.abc import Collection
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from embeddings.errors import GenerationError
from embeddings.generations import MANIFEST, label_of, read_manifest
from embeddings.types import File

if TYPE_CHECKING:
    import httpx

_LABEL = re.compile(r"\d{6}-[0-9a-f]{12}")
_PATIENCE = 60.0
_PIECE = 2**20


class Folder:
    """Snapshots in a folder. A snapshot is a folder of its own, put there whole and never changed."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __str__(self) -> str:
        return str(self._path)

    def read(self, name: str) -> bytes | None:
        """Give a small file's content, or None where there is none."""
        try:
            return (self._path / name).read_bytes()
        except FileNotFoundError:
            return None

    def fetch(self, name: str, target: Path) -> None:
        """Copy a file."""
        shutil.copyfile(self._path / name, target)

    def labels(self) -> list[str]:
        """List the snapshots that are there, oldest first."""
        return sorted(path.name for path in self._path.glob("*-*") if _LABEL.fullmatch(path.name))

    def put(self, folder: Path) -> None:
        """Copy a generation's folder; it has its name once it is whole."""
        label = label_of(folder)
        if (self._path / label / MANIFEST).exists():
            return
        self._path.mkdir(parents=True, exist_ok=True)
        coming = self._path / f".{label}.{os.getpid()}"
        shutil.rmtree(coming, ignore_errors=True)
        shutil.copytree(folder, coming, ignore=shutil.ignore_patterns("*.lock"))
        os.replace(coming, self._path / label)

    def point(self, label: str) -> None:
        """Say which snapshot is served; readers see the old label or the new one."""
        new = self._path / f".CURRENT.{os.getpid()}"
        new.write_text(f"{label}\n", "ascii")
        os.replace(new, self._path / "CURRENT")

    def drop_all_but(self, keep: Collection[str]) -> None:
        """Delete the snapshots of generations that are no longer kept."""
        for label in self.labels():
            if label not in keep:
                shutil.rmtree(self._path / label, ignore_errors=True)


class Address:
    """Snapshots below an address, as any web server gives a folder out; they are made elsewhere."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")

    @cached_property
    def _client(self) -> "httpx.Client":
        import httpx

        return httpx.Client(timeout=_PATIENCE, follow_redirects=True)

    def __str__(self) -> str:
        return self._url.rpartition("@")[2]

    def read(self, name: str) -> bytes | None:
        """Give a small file's content, or None where there is none."""
        import httpx

        try:
            found = self._client.get(f"{self._url}/{name}")
            return None if found.status_code == httpx.codes.NOT_FOUND else found.raise_for_status().content
        except httpx.HTTPError as error:
            raise OSError(str(error) or type(error).__name__) from error

    def fetch(self, name: str, target: Path) -> None:
        """Download a file."""
        import httpx

        try:
            with self._client.stream("GET", f"{self._url}/{name}") as coming:
                coming.raise_for_status()
                with target.open("wb") as file:
                    for piece in coming.iter_bytes(_PIECE):
                        file.write(piece)
        except httpx.HTTPError as error:
            raise OSError(str(error) or type(error).__name__) from error


Place = Folder | Address


def place_at(where: str) -> Place:
    """Tell a folder from an address."""
    return Address(where) if where.startswith(("http://", "https://")) else Folder(Path(where).expanduser())


def served(place: Place) -> str | None:
    """Give the label of the snapshot that is served, or None before the first.

    Raises:
        GenerationError: the place cannot be read, or does not hold a label.
    """
    try:
        content = place.read("CURRENT")
    except OSError as error:
        raise GenerationError(f"PRESSBOT_SNAPSHOTS: {place} cannot be read ({error.strerror or error})") from error
    if content is None:
        return None
    label = content.decode("ascii", "replace").strip()
    if not _LABEL.fullmatch(label):
        raise GenerationError(f"PRESSBOT_SNAPSHOTS: {place}/CURRENT does not hold the name of a snapshot")
    return label


def fetch(place: Place, label: str, target: Path) -> None:
    """Bring a snapshot into a folder and check it all; what an interrupted run brought already is kept.

    Raises:
        GenerationError: it cannot be had, or is not what its name and its manifest say.
    """
    target.mkdir(parents=True, exist_ok=True)
    try:
        place.fetch(f"{label}/{MANIFEST}", target / MANIFEST)
        if label_of(target) != label:
            raise GenerationError(f"PRESSBOT_SNAPSHOTS: {place}/{label} is not what its name says; publish it again")
        for file in read_manifest(target).files:
            _fetch(place, label, file, target)
    except OSError as error:
        problem = error.strerror or error
        raise GenerationError(f"PRESSBOT_SNAPSHOTS: {place}/{label} cannot be fetched ({problem})") from error


def _fetch(place: Place, label: str, file: File, target: Path) -> None:
    name = PurePosixPath(file.path)
    if name.is_absolute() or ".." in name.parts:
        raise GenerationError(f"PRESSBOT_SNAPSHOTS: {place}/{label} names a file outside of itself ({name})")
    path = target / name
    if _is(path, file):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    place.fetch(f"{label}/{file.path}", path)
    if not _is(path, file):
        raise GenerationError(f"PRESSBOT_SNAPSHOTS: {place}/{label}/{name} is not what the manifest says")


def _is(path: Path, file: File) -> bool:
    if not path.is_file() or path.stat().st_size != file.size:
        return False
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest() == file.sha256
