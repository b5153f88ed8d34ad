"""Connections to checked addresses that end with a deadline: the ground that ``fetcher`` stands on.

httpx has a limit for each read but none for the whole: a server that sends a byte a second would keep
us for hours. So each stream knows the moment at which all must be over. Certificates are checked against
the name that was asked for, not against the address that is connected to.
"""

import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Self

import httpcore
import httpx

Addresses = Callable[[str, int], list[str]]
"""Host and port → checked addresses; raises where there are none to give."""

_LATE = "took longer than it may"


@dataclass(slots=True)
class Deadline:
    """The moment of the monotonic clock at which all must be over. Waiting for one's turn does not count."""

    at: float

    def left(self) -> float:
        """Seconds that are left, or less than none."""
        return self.at - time.monotonic()


class Timed(httpcore.NetworkStream):
    """A stream whose every wait ends with the deadline, at the latest."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def _left(self, timeout: float | None) -> float:
        left = self._deadline.left()
        if left <= 0:
            raise httpcore.ReadTimeout(_LATE)
        return left if timeout is None else min(left, timeout)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read, for no longer than is left."""
        return self._stream.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write, for no longer than is left."""
        self._stream.write(buffer, self._left(timeout))

    def close(self) -> None:
        """End the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> Self:
        """Secure the stream; the certificate has to be that of ``server_hostname``."""
        secured = self._stream.start_tls(ssl_context, server_hostname, self._left(timeout))
        return type(self)(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """Give what httpcore wants to know of the stream."""
        return self._stream.get_extra_info(info)


class Checked(httpcore.NetworkBackend):
    """Connects to the addresses that a check gives for a host, and to no other."""

    def __init__(self, addresses: Addresses, deadline: Deadline) -> None:
        self._addresses = addresses
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> Timed:
        """Try the host's addresses in their order; the last one's error is the connection's."""
        last: Exception = httpcore.ConnectError("has no address")
        for address in self._addresses(host, port):
            left = self._deadline.left()
            if left <= 0:
                raise httpcore.ConnectTimeout(_LATE)
            wait = left if timeout is None else min(left, timeout)
            try:
                stream = httpcore.SyncBackend().connect_tcp(address, port, wait, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
            else:
                return Timed(stream, self._deadline)
        raise last


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        self._stream.close()


class Transport(httpx.BaseTransport):
    """httpx's requests over our connections; httpx's own transport has no place for a backend."""

    def __init__(self, backend: httpcore.NetworkBackend, context: ssl.SSLContext) -> None:
        self._pool = httpcore.ConnectionPool(ssl_context=context, network_backend=backend, max_connections=4)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and give the answer, its body yet to be read."""
        url = request.url
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        answer = self._pool.handle_request(
            httpcore.Request(request.method, target, headers=request.headers.raw, extensions=request.extensions)
        )
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(answer.stream), extensions=answer.extensions
        )

    def close(self) -> None:
        """End all connections."""
        self._pool.close()
