"""Bodies as they arrive → bytes, unpacked no further than the limit: a megabyte of gzip can hold a gigabyte."""

import zlib
from collections.abc import Iterable
from email.message import Message

import httpx

from corpus.fetch.types import FetchError

_GZIP = frozenset({"gzip", "x-gzip", "deflate"})
_GZIP_BEGINS = b"\x1f"
_EITHER = 47
"""zlib's window bits that read gzip as well as zlib streams."""


def read_body(response: httpx.Response, limit: int) -> bytes:
    """Read a response's body, unpacked.

    Raises:
        FetchError: it is larger than the limit, or packed in a way that was not asked for.
    """
    told = response.headers.get("content-length", "")
    if told.isascii() and told.isdigit() and int(told) > limit:
        raise FetchError(too_large(limit, int(told)))
    packed = response.headers.get("content-encoding", "identity").strip().casefold()
    if packed in ("", "identity"):
        return _joined(response.iter_raw(), limit)
    if packed not in _GZIP:
        raise FetchError(f"is packed as {packed[:40]!r}, which was not asked for")
    return unpacked(response.iter_raw(), limit)


def unpacked(chunks: Iterable[bytes], limit: int) -> bytes:
    """Unpack gzip or zlib, stopping as soon as more comes out than is wanted.

    A gzip may be several, one after another (RFC 1952, 2.2); what follows the last is no part of it.

    Raises:
        FetchError: more comes out, or it is broken.
    """
    unpacker, content = zlib.decompressobj(_EITHER), bytearray()
    try:
        for chunk in chunks:
            while chunk and not (unpacker.eof and chunk[:1] != _GZIP_BEGINS):
                unpacker = zlib.decompressobj(_EITHER) if unpacker.eof else unpacker
                content += unpacker.decompress(chunk, limit + 1 - len(content))
                if len(content) > limit:
                    raise FetchError(too_large(limit))
                chunk = unpacker.unused_data
            if chunk:
                break
        content += unpacker.flush()
    except zlib.error:
        raise FetchError("is not the gzip that it says it is", passing=True) from None
    if not unpacker.eof:
        raise FetchError("ends before its end", passing=True)
    return bytes(content)


def _joined(chunks: Iterable[bytes], limit: int) -> bytes:
    content = bytearray()
    for chunk in chunks:
        content += chunk
        if len(content) > limit:
            raise FetchError(too_large(limit))
    return bytes(content)


def too_large(limit: int, size: int = 0) -> str:
    """Word the refusal of a document that is larger than may be."""
    of = f" ({size / 2**20:,.0f} MB)" if size else ""
    return f"is larger than {limit / 2**20:,.3g} MB{of}"


def media_type(header: str) -> tuple[str, str]:
    """Part a Content-Type header into the type and its charset.

    >>> media_type('Text/HTML; charset="windows-1256"'), media_type("")
    (('text/html', 'windows-1256'), ('', ''))
    """
    if not header:
        return "", ""
    message = Message()
    message["content-type"] = header
    return message.get_content_type(), str(message.get_content_charset() or "")
