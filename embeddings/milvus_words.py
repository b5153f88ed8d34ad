"""Milvus's errors in our words."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from embeddings.errors import MilvusError


@contextmanager
def worded(uri: str) -> Iterator[None]:
    """Turn whatever the client raises into one line that names the place, never a token.

    Raises:
        MilvusError: anything went wrong.
    """
    from grpc import FutureTimeoutError, RpcError
    from pymilvus.exceptions import MilvusException

    try:
        yield
    except (MilvusException, RpcError, FutureTimeoutError, OSError, ValueError) as error:
        error.__cause__ = None  # the client names an error as its own cause: who follows causes would never end
        raise MilvusError(f"Milvus at {place(uri)} {_problem(error)}") from error


def place(uri: str) -> str:
    """Name an address without what stands before its ``@``.

    >>> place("https://user:secret@milvus.example.org:19530/news"), place("/srv/news.db")
    ('milvus.example.org:19530', '/srv/news.db')
    """
    return urlsplit(uri).netloc.rpartition("@")[2] if "://" in uri else uri


@contextmanager
def environment_kept() -> Iterator[None]:
    """Undo what an import adds to the environment.

    The client loads the ``.env`` that it finds above its own folder, which need not be ours: its ``PRESSBOT_…`` would
    be those of every process that this one starts.
    """
    before = set(os.environ)
    try:
        yield
    finally:
        for name in set(os.environ) - before:
            del os.environ[name]


def quiet() -> None:
    """Keep the logs of the client and of Milvus Lite to themselves: tracebacks, of what reaches us as exceptions."""
    for name in ("pymilvus", "milvus_lite", "grpc._server"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _problem(error: Exception) -> str:
    text = " ".join(str(getattr(error, "message", "") or error).split())
    lowered = text.casefold()
    if "local milvus failed" in lowered:
        return "cannot be opened; one process at a time may use a file: start a server for several"
    if "unauthenticated" in lowered or "auth check failure" in lowered:
        return "refuses PRESSBOT_MILVUS_TOKEN; set it to user:password or an API key"
    if any(sign in lowered for sign in ("not found", "does not exist", "can't find")):
        return f"lacks a collection ({text[:120]}); run pressbot refresh"
    return f"cannot be reached or does not answer ({text[:120] or type(error).__name__}); see PRESSBOT_MILVUS_URI"
