"""A file that staff sent → a file on this machine, for as long as it is read."""

import asyncio
import re
import shutil
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from telegram import Bot, Document

FOLDER = "incoming"
MOST = 20 * 2**20
"""Bytes that Telegram lets a bot download."""
_KINDS = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".pdf", ".csv", ".jsonl", ".ndjson")
_FORGOTTEN = 86_400.0
"""Seconds after which nobody can be reading a file any more: its bot was killed before it could remove it."""


def name_of(document: Document) -> str:
    r"""Give a file's name as it can stand in a folder of ours, whatever its sender called it.

    >>> name_of(Document("id", "unique", file_name="../../etc/Press: report.PDF"))
    'Press_ report.PDF'
    """
    last = re.split(r"[/\\]", document.file_name or "")[-1]
    return re.sub(r"[^\w .()-]+", "_", last).lstrip(" .-")[-100:].strip() or "file"


def objection(document: Document) -> str:
    """Say in one line why a file cannot be added, before anything of it is downloaded; ``""`` where it can."""
    name = name_of(document)
    if Path(name).suffix.casefold() not in _KINDS:
        return f"{name} is of a kind that I do not add; I take txt, md, html, pdf, csv and jsonl."
    if (document.file_size or 0) > MOST:
        return f"{name} is too large: Telegram lets me download {MOST // 2**20} MB at most. Use pressbot refresh."
    return ""


@asynccontextmanager
async def received(bot: Bot, document: Document, data: Path) -> AsyncIterator[Path]:
    """Download a file into a folder of its own below the data folder, and remove it afterwards.

    Raises:
        TelegramError: it cannot be downloaded.
        OSError: it cannot be written, or is larger than was said.
    """
    folder = await asyncio.to_thread(_new_folder, data)
    try:
        file = await bot.get_file(document.file_id)
        if (file.file_size or 0) > MOST:
            raise OSError(0, "it is too large")
        content = bytes(await file.download_as_bytearray())
        path = folder / name_of(document)
        await asyncio.to_thread(path.write_bytes, content)
        yield path
    finally:
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)


def sweep(data: Path) -> None:
    """Remove what bots left behind that were killed."""
    for folder in (data / FOLDER).glob("*"):
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > _FORGOTTEN:
                shutil.rmtree(folder, ignore_errors=True)


def _new_folder(data: Path) -> Path:
    (data / FOLDER).mkdir(parents=True, exist_ok=True)
    sweep(data)
    return Path(tempfile.mkdtemp(dir=data / FOLDER))
