"""What is remembered of addresses between refreshes: versions, what was loaded from them, and when.

One SQLite file beside the generations. A server's "the same as before" is only worth something while the
articles that came with "before" are in the corpus. So each address is kept with the ids and digests of what
it gave, and whoever asks checks them against the corpus that is built on: after a rollback, or where a refresh
was killed, an address is simply asked for again. Documents that were fetched and not yet published are kept,
so that an interrupted refresh goes on where it stopped.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import StoreError
from corpus.fetch.types import Fetched, Validators

_TABLES = """
CREATE TABLE IF NOT EXISTS visits (
    url TEXT PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, charset TEXT NOT NULL, etag TEXT NOT NULL,
    modified TEXT NOT NULL, hops TEXT NOT NULL, mark TEXT NOT NULL, checked REAL NOT NULL, body BLOB,
    contents TEXT NOT NULL, reason TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sources (name TEXT PRIMARY KEY, done REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS results (name TEXT PRIMARY KEY, at REAL NOT NULL, told TEXT NOT NULL) WITHOUT ROWID;
"""

Content = tuple[str, str]
"""The id and the digest of something that was loaded."""


@dataclass(frozen=True, slots=True)
class Visit:
    """An address as it was the last time.

    ``mark`` is what its lister said then, ``checked`` the moment (seconds of the epoch). ``contents`` is what was
    loaded from it; until that is published, ``document`` holds its body. ``reason`` says why it is no article.
    """

    url: str
    document: Fetched
    mark: str
    checked: float
    contents: tuple[Content, ...] = ()
    reason: str = ""
    kept: bool = True


class Visits:
    """The file of visits. ``dry`` works on a copy in memory, and leaves the file as it is."""

    def __init__(self, path: Path, *, dry: bool = False) -> None:
        try:
            self._db = _open(path, dry)
        except sqlite3.Error as error:
            raise StoreError(f"{path}: cannot be opened ({error}); delete it, and all is asked for anew") from error
        except OSError as error:
            raise StoreError(f"{path.parent}: cannot be written ({error.strerror}); set PRESSBOT_DATA") from error

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def get(self, url: str) -> Visit | None:
        """Give the last visit to an address."""
        row = self._db.execute("SELECT * FROM visits WHERE url = ?", (url,)).fetchone()
        return _visit(row) if row else None

    def put(self, visit: Visit) -> None:
        """Remember a visit in the place of an earlier one."""
        document = visit.document
        body = zlib.compress(document.content, 6) if visit.kept else None
        row = (
            visit.url, document.url, document.kind, document.charset, document.validators.etag,
            document.validators.modified, json.dumps(document.hops), visit.mark, visit.checked, body,
            json.dumps(visit.contents), visit.reason,
        )  # fmt: skip
        with self._db:
            self._db.execute(f"INSERT OR REPLACE INTO visits VALUES ({','.join('?' * len(row))})", row)

    def forget(self, url: str) -> None:
        """Remember nothing of an address."""
        with self._db:
            self._db.execute("DELETE FROM visits WHERE url = ?", (url,))

    def settle(self, expected: Mapping[str, Iterable[str]], loaded: Mapping[str, str]) -> None:
        """Note what came of addresses, now that it is published: their documents are no longer needed.

        ``expected`` are the ids that each address gave, ``loaded`` the digests of all that is in the corpus now.
        """
        for url, ids in expected.items():
            visit = self.get(url)
            if visit is not None and all(i in loaded for i in ids):
                self.put(replace(visit, contents=tuple((i, loaded[i]) for i in ids), kept=False))

    def done(self, source: str) -> float:
        """Give the moment at which a source was last refreshed; 0 is never."""
        row = self._db.execute("SELECT done FROM sources WHERE name = ?", (source,)).fetchone()
        return float(row[0]) if row else 0.0

    def put_done(self, sources: Iterable[str], moment: float) -> None:
        """Note that sources have been refreshed."""
        with self._db:
            self._db.executemany("INSERT OR REPLACE INTO sources VALUES (?,?)", ((name, moment) for name in sources))

    def result(self, source: str) -> tuple[float, str] | None:
        """Give when a source was last tried and what came of it, in words."""
        row = self._db.execute("SELECT at, told FROM results WHERE name = ?", (source,)).fetchone()
        return (float(row[0]), str(row[1])) if row else None

    def put_results(self, told: Mapping[str, str], moment: float) -> None:
        """Note what came of sources."""
        rows = ((name, moment, words) for name, words in told.items())
        with self._db:
            self._db.executemany("INSERT OR REPLACE INTO results VALUES (?,?,?)", rows)


def _open(path: Path, dry: bool) -> sqlite3.Connection:
    if not dry:
        path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path)
    else:
        db = sqlite3.connect(":memory:")
        if path.exists():
            with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
                file.backup(db)
    db.executescript(_TABLES)
    return db


def _visit(row: tuple[str, str, str, str, str, str, str, str, float, bytes | None, str, str]) -> Visit:
    url, at, kind, charset, etag, modified, hops, mark, checked, body, contents, reason = row
    content = zlib.decompress(body) if body is not None else b""
    document = Fetched(at, content, kind, charset, Validators(etag, modified, at), tuple(json.loads(hops)))
    loaded = tuple((i, digest) for i, digest in json.loads(contents))
    return Visit(url, document, mark, checked, loaded, reason, kept=body is not None)
