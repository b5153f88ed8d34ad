"""How requests reach Telegram: PTB's seam for it, over aiohttp.

PTB's own way goes through httpx, which takes two milliseconds of the event loop for a request where aiohttp takes
half of one; and the event loop is what all chats share.
"""

import json
import logging
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import httpx
from telegram import Update
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

logger = logging.getLogger("pressbot")

_CONNECT, _READ, _KEPT = 10.0, 15.0, 60.0
"""Seconds: for a connection, for an answer, and for which an idle connection stays open."""
_MOST = 128


class Requests(BaseRequest):
    """A pool of connections to one server. Errors tell their kind alone: an address would hold the token."""

    def __init__(self, base: str) -> None:
        self._proxy = _proxy_for(base)
        self._session: aiohttp.ClientSession | None = None

    async def initialize(self) -> None:
        """Open the pool; certificates are found where httpx would look for them."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=_MOST, ssl=httpx.create_ssl_context(), keepalive_timeout=_KEPT)
            self._session = aiohttp.ClientSession(
                connector=connector, proxy=self._proxy, headers={"User-Agent": self.USER_AGENT}
            )

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    @property
    def read_timeout(self) -> float:
        """Give the seconds that an answer may take; PTB adds them to those of a long poll."""
        return _READ

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        *_others: Any,
        **_more: Any,
    ) -> tuple[int, bytes]:
        """Make a request; give its status and what came back.

        Raises:
            TimedOut, NetworkError: nothing came, or not in time.
        """
        if self._session is None:
            raise RuntimeError("there is no pool of connections; initialize() opens it")
        read = _READ if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        timeout = aiohttp.ClientTimeout(sock_connect=_CONNECT, sock_read=read)
        try:
            async with self._session.request(method, url, data=_body(request_data), timeout=timeout) as response:
                return response.status, await response.read()
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """Read an answer.

        Raises:
            NetworkError: it is not from Telegram, but from what stands between; PTB would not try again.
        """
        try:
            answer = json.loads(payload)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise NetworkError("what came back is no answer of the Bot API")
        return answer


class Polls(Requests):
    """The requests for updates: one of a shape that PTB cannot read would otherwise be sent again for ever."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """Read an answer; of an update that cannot be read nothing is left but its number, which confirms it."""
        answer: dict[str, Any] = Requests.parse_json_payload(payload)
        if isinstance(answer.get("result"), list):
            answer["result"] = [readable(update) for update in answer["result"]]
        return answer


def readable(update: dict[str, Any]) -> dict[str, Any]:
    """Give an update, or nothing but its number where PTB cannot read it."""
    try:
        Update.de_json(update, None)
    except Exception as error:  # whatever PTB's classes make of data that they were not written for
        logger.warning("an update that cannot be read is left out (%s)", type(error).__name__)
        return {"update_id": update["update_id"]}
    return update


def _proxy_for(base: str) -> str | None:
    """Find the system's proxy once; aiohttp would look it up, and ``.netrc``, for each request."""
    address, proxies = urlsplit(base), getproxies()
    if proxy_bypass(address.hostname or ""):
        return None
    return proxies.get(address.scheme) or proxies.get("all")


def _body(request_data: RequestData | None) -> aiohttp.FormData | dict[str, str] | None:
    """Write parameters as a form, in parts where there are files among them."""
    if request_data is None:
        return None
    if not request_data.contains_files:
        return request_data.json_parameters
    form = aiohttp.FormData(request_data.json_parameters)
    for name, (filename, content, kind) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form
