"""Logs that cannot give anybody away: no questions, no ids, no token.

Libraries put all of these into messages, of exceptions too, and into addresses. So an exception is logged by its
kind and by where it was raised; of a library's message only the first line, and not what it is filled with; and the
token is blotted out wherever it comes up.
"""

import logging
import sys
import traceback
from copy import copy
from types import TracebackType

_QUIET = ("httpx", "httpcore", "telegram.ext", "tornado", "apscheduler")
_NOT_QUIET = ("telegram.ext.Application", "telegram.ext.JobQueue")
"""Below a quiet one: they log what nobody else does."""
_OURS = "pressbot"
_FRAMES = 4


class DiscreetFormatter(logging.Formatter):
    """Lines of time, level, logger and message; exceptions without their messages; no token."""

    def __init__(self, token: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        """Format a record, and blot out the token."""
        text = super().format(record if record.name.startswith(_OURS) else _bare(record))
        return without_token(text, self._token)

    def formatException(self, ei: object) -> str:  # noqa: N802  # logging's own name
        """Tell the kinds of an exception and of what caused it, and where they were raised."""
        error = ei[1] if isinstance(ei, tuple) else None
        return kinds(error) if isinstance(error, BaseException) else ""


def without_token(text: str, token: str) -> str:
    """Blot out the token, with and without the bot's number before it.

    >>> without_token("https://example.org/1:abc", "1:abc")
    'https://example.org/[token]'
    """
    for part in (token, token.partition(":")[2]):
        text = text.replace(part, "[token]") if part else text
    return text


def _bare(record: logging.LogRecord) -> logging.LogRecord:
    """Leave out what a library's message is filled with: PTB logs whole updates, asyncio what an exception says."""
    bare = copy(record)
    bare.msg, bare.args = str(record.msg).partition("\n")[0], ()
    return bare


def kinds(error: BaseException) -> str:
    """Tell what happened without the words: "KeyError at bot/engine.py:12 ask".

    >>> kinds(ValueError("a reader's question"))
    'ValueError'
    """
    told: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in told:  # libraries exist that name an error as its own cause
        told.append(cause)
        cause = cause.__cause__
    return ", caused by ".join(f"{type(e).__name__}{_where(e.__traceback__)}" for e in told)


def _where(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)[-_FRAMES:]
    return "".join(f" at {'/'.join(f.filename.split('/')[-3:])}:{f.lineno} {f.name}" for f in reversed(frames))


def set_up(token: str) -> None:
    """Log to standard error, discreetly."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(DiscreetFormatter(token))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("pressbot").setLevel(logging.INFO)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    for name in _NOT_QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
