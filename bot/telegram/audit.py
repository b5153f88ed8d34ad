"""What staff had done, in a file that only grows: who by numeric id, what, when, and what came of it."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

FILE = "audit.jsonl"


class Audit:
    """One JSON object a line, on the disk before it counts as written. Its folder is the data folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE

    def note(self, who: int, what: str, result: str) -> None:
        """Add a line; no place for an event loop, for it waits for the disk.

        Raises:
            OSError: it cannot be written.
        """
        when = datetime.now(UTC).isoformat(timespec="seconds")
        entry = {"when": when, "who": who, "what": what, "result": result}
        line = json.dumps(entry, ensure_ascii=False) + "\n"
        file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, line.encode("utf-8", "replace"))  # one write: lines of two processes do not mix
            os.fsync(file)
        finally:
            os.close(file)
