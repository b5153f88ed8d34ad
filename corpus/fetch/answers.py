"""What servers and addresses say → whether to go on, try again, or give up. Pure."""

import time
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx

from corpus.fetch.types import FetchError

_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_GONE = frozenset({404, 410})


def check_address(url: str) -> None:
    """Refuse what is no address of the web.

    Raises:
        FetchError: another scheme, no host, or a user's name and password in it.
    """
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  # reading it checks it
    except ValueError as error:
        raise FetchError(f"is not an address: {error}") from None
    if parts.scheme.casefold() not in ("http", "https") or not parts.hostname:
        raise FetchError("is not an address of the web (http or https)")
    if parts.username is not None:
        raise FetchError("holds a user name; such addresses are not asked for")


def refusal(response: httpx.Response, patience: float) -> FetchError:
    """Make an error of a status; who asks us to come back later than ``patience`` seconds is not waited for."""
    status = response.status_code
    if status in (401, 403, 407):
        return FetchError(f"asks for a login or is closed to us ({status})")
    if status in _GONE:
        return FetchError(f"is not there ({status})")
    if status not in _PASSING:
        return FetchError(f"cannot be had: the server answers {status}")
    wait = _retry_after(response.headers.get("retry-after", ""))
    if wait is not None and wait > patience:
        return FetchError(f"the server answers {status} and asks to come back in {wait:,.0f} s", later=True)
    return FetchError(f"the server answers {status}", passing=True, wait=wait)


def _retry_after(header: str) -> float | None:
    """Seconds, or a date, as RFC 9110 has it."""
    if header.isascii() and header.strip().isdigit():
        return float(header)
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - time.time())
    except (ValueError, TypeError):
        return None


def in_words(error: Exception) -> str:
    """Give what an error says, on one line."""
    return " ".join(str(error).split())[:200] or type(error).__name__
