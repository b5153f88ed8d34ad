"""Refreshes in processes of their own that can be killed at any moment; a fork server starts each at once."""

import multiprocessing
import resource
import signal
import time
from collections.abc import Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path

from corpus.types import Found, RawArticle, Removal, Restoration
from embeddings import build as building
from embeddings.build import build
from embeddings.errors import GenerationError
from embeddings.generations import Generations
from embeddings.types import PassageText, PassageVectors
from tests.fakes import FakeEncoder

BATCH = 3
REFUSED = 7
"""The status of a process whose refresh ended with an error of ours."""

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.killing", "faiss", "tantivy", "py3langid", "trafilatura"])
_PLACES = "Oslo Lagos Goma Oakland Quito Minsk Hanoi Cairo Dhaka Lima".split()
_DEEDS = "detained questioned released searched expelled honoured".split()


class Telling(FakeEncoder):
    """Writes down what it encodes as it does, so that a killed process has told it too."""

    def __init__(self, log: Path) -> None:
        super().__init__()
        self._log = log

    def encode_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        with self._log.open("a", encoding="utf-8") as log:
            log.writelines(passage.body.replace("\n", " ") + "\n" for passage in passages)
        return super().encode_passages(passages)


def articles(turn: int, number: int = 24) -> list[Found]:
    """What the sources have in a turn: some articles as before, some changed, some new, one removed, one restored."""
    found: list[Found] = [
        RawArticle(
            f"Reporter {n} in {_PLACES[n % 10]}",
            f"Police {_DEEDS[(n + turn * (n % 4 == 0)) % 6]} reporter number {n} in {_PLACES[n % 10]}. "
            f"Her editor, Ada Quill{n}, told a court about day {n * 7 % 31}. Find all cases here.",
            "memory",
            url=f"https://example.org/{n}",
        )
        for n in range(turn * 3, turn * 3 + number)
    ]
    if turn % 2:
        found.append(Removal(f"https://example.org/{turn * 3 + 1}", "withdrawn"))
    elif turn:
        found.append(Restoration(f"https://example.org/{turn * 3 - 2}"))
    return found


def refresh(data: Path, log: Path, turn: int, largest: int | None = None) -> None:
    """Refresh once; ``largest`` is the size in bytes beyond which no file can grow, as on a full disk."""
    building.BATCH = BATCH
    if largest is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))
    try:
        build(articles(turn), Generations(data), Telling(log), lambda *step: None)
    except GenerationError as error:
        log.with_suffix(".error").write_text(str(error)[: largest or None])
        raise SystemExit(REFUSED) from None


def started(*told: object) -> BaseProcess:
    """Start a refresh."""
    process = _CONTEXT.Process(target=refresh, args=told)
    process.start()
    return process


def killed_after(process: BaseProcess, seconds: float) -> bool:
    """Kill a refresh after a while, and tell whether it was still at work."""
    time.sleep(seconds)
    process.kill()
    process.join()
    return process.exitcode == -signal.SIGKILL
