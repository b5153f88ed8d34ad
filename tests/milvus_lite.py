"""Milvus Lite for tests: in this process, from a file; or as a server of its own, for several processes."""

import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from corpus.store import Store
from corpus.types import Article, Passage
from embeddings.milvus import Milvus
from embeddings.milvus_index import MilvusIndex
from embeddings.types import Manifest, Vectors

LABEL = "000001-0123456789ab"


def lite(folder: Path, name: str = "pressbot") -> Milvus:
    """Open Milvus Lite in a folder; the test is skipped where the extra is not installed."""
    pytest.importorskip("milvus_lite", reason="the extra milvus is not installed")
    return Milvus(str(folder / "milvus.db"), name=name)


def release(folder: Path) -> None:
    """Close the file, as the end of the process would."""
    from milvus_lite.server_manager import server_manager_instance

    server_manager_instance.release_server(str(folder / "milvus.db"))


def manifest(number: int, passages: int, dimension: int, model: str = "m" * 64) -> Manifest:
    """Write a manifest as far as Milvus looks at it."""
    made = datetime(2026, 1, 1, tzinfo=UTC)
    return Manifest(number, made, "0", "fake", model, dimension, "milvus", 1, passages, ())


def stored(path: Path, passages: Sequence[tuple[Article, Passage]], vectors: Vectors | None = None) -> Store:
    """Put passages into a corpus; vectors are made up where nobody asks for them."""
    if vectors is None:
        vectors = np.ones((len(passages), 8), dtype=np.float32) / np.sqrt(8, dtype=np.float32)
    store = Store(path, write=True)
    for article in {a.id: a for a, _ in passages}.values():
        store.put(article, [p for a, p in passages if a.id == article.id])
    store.put_vectors((p.id, v.tobytes(), b"") for (_, p), v in zip(passages, vectors, strict=True))
    store.commit()
    return store


def in_milvus(
    milvus: Milvus, path: Path, passages: Sequence[tuple[Article, Passage]], vectors: Vectors | None = None
) -> MilvusIndex:
    """Make a collection of passages, by way of a corpus."""
    with stored(path, passages, vectors) as store:
        dimension = 8 if vectors is None else vectors.shape[1]
        milvus.write(LABEL, store, manifest(1, len(passages), dimension), (), lambda done, total: None)
    return milvus.open(LABEL)


class LiteServer:
    """Milvus Lite as a server of its own, which may be stopped and started again with what it holds."""

    def __init__(self, folder: Path) -> None:
        pytest.importorskip("milvus_lite", reason="the extra milvus is not installed")
        self._folder = folder
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            self._port = taken.getsockname()[1]
        self.uri = f"http://127.0.0.1:{self._port}"

    def __enter__(self) -> "LiteServer":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start it, and wait until it listens."""
        words = ["server", "--data-dir", str(self._folder), "--host", "127.0.0.1", "--port", str(self._port)]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "milvus_lite", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        end = time.monotonic() + 30
        while time.monotonic() < end:
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", self._port)) == 0:
                    return
            time.sleep(0.05)
        self.stop()
        raise AssertionError("Milvus Lite does not listen")

    def stop(self) -> None:
        """Stop it."""
        self._process.terminate()
        self._process.wait(10)
