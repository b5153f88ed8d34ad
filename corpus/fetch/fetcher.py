"""An address → its document, or why not: limits, redirects, retries, politeness, no private networks."""

import time
from collections import Counter
from collections.abc import Callable, Set
from functools import cached_property
from importlib.metadata import version
from ssl import SSLContext
from urllib.parse import urljoin

import httpcore
import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_random_exponential

from corpus.fetch.addresses import NotPublicError, Resolve, public_addresses, resolve
from corpus.fetch.answers import check_address, in_words, refusal
from corpus.fetch.bodies import media_type, read_body
from corpus.fetch.connection import Checked, Deadline, Transport
from corpus.fetch.manners import NAME, Rules, Turns, read_robots, site_of
from corpus.fetch.types import Fetched, FetchError, Limits, Refused, Same, Validators

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ROBOTS = 512 * 2**10
"""What is read of a robots.txt (RFC 9309 asks for as much)."""


def user_agent(contact: str = "") -> str:
    """Say who asks, and how staff can be reached."""
    return f"{NAME}/{version('pressfreedom-bot')} ({contact or 'press-freedom question answering'})"


class Fetcher:
    """Fetches one address at a time. What it learns of a site (robots.txt, whose turn it is) it keeps.

    ``allowed`` are hosts that may lead into a private network. ``resolve`` is the name server.
    """

    def __init__(
        self,
        agent: str,
        *,
        allowed: Set[str] = frozenset(),
        limits: Limits | None = None,
        resolve: Resolve = resolve,
    ) -> None:
        self._agent = agent
        self._allowed = frozenset(name.casefold() for name in allowed)
        self._limits = limits or Limits()
        self._resolve = resolve
        self._rules: dict[str, Rules] = {}
        self._failed: Counter[str] = Counter()
        self.turns = Turns(self._limits.delay)

    def get(self, url: str, known: Validators | None = None) -> Fetched | Same | Refused:
        """Fetch a document, or learn that it is the same as when ``known`` was given.

        What may pass (a full server, a broken connection) is tried again a few times.
        """
        limits = self._limits
        attempts = Retrying(
            retry=retry_if_exception(_passes),
            stop=stop_after_attempt(limits.attempts),
            wait=_as_asked(wait_random_exponential(limits.backoff, max=8 * limits.backoff)),
            reraise=True,
        )
        try:
            return attempts(self._get, url, known or Validators())
        except FetchError as error:
            return Refused(str(error), lasting=not (error.passing or error.later))

    def _get(self, url: str, known: Validators) -> Fetched | Same:
        """Follow redirects by hand, so that each address on the way is checked as the first one was."""
        hops: list[str] = []
        deadline = Deadline(time.monotonic() + self._limits.total)
        with self._client(deadline) as client:
            while True:
                try:
                    rules = self._rules_of(url)
                    if closed := rules.refusal(url):
                        raise FetchError(closed, later=bool(rules.closed))
                    deadline.at += self.turns.wait(site_of(url), rules.delay)
                    answer = self._ask(client, url, known)
                except FetchError as error:
                    raise error.within(_after(hops, url, str(error))) from None
                if not isinstance(answer, str):
                    return answer if isinstance(answer, Same) else _with_hops(answer, hops)
                hops.append(url)
                if answer in hops and not client.cookies:
                    raise FetchError("redirects in a circle")
                if len(hops) > self._limits.redirects:
                    raise FetchError(f"redirects more than {self._limits.redirects} times")
                url = answer

    def _ask(self, client: httpx.Client, url: str, known: Validators) -> Fetched | Same | str:
        """Ask for one address; a string is where it redirects to."""
        check_address(url)
        known = known if known.url in ("", url) else Validators()
        headers = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
        try:
            with client.stream("GET", url, headers={k: v for k, v in headers.items() if v}) as response:
                if response.status_code == 304 and (known.etag or known.modified):
                    return Same()
                if response.status_code in _REDIRECTS and "location" in response.headers:
                    return urljoin(url, response.headers["location"].strip()).partition("#")[0]
                if response.status_code != 200:
                    raise refusal(response, self._limits.patience)
                return self._document(response, url)
        except NotPublicError as error:
            raise FetchError(str(error)) from None
        except (httpx.TimeoutException, httpcore.TimeoutException):
            raise FetchError("did not answer in time", passing=True) from None
        except (httpx.HTTPError, httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise FetchError(f"cannot be reached: {in_words(error)}", passing=True) from None
        except (httpx.InvalidURL, httpcore.UnsupportedProtocol, ValueError) as error:
            raise FetchError(f"is not an address: {in_words(error)}") from None

    def _document(self, response: httpx.Response, url: str) -> Fetched:
        content = read_body(response, self._limits.size)
        kind, charset = media_type(response.headers.get("content-type", ""))
        validators = Validators(response.headers.get("etag", ""), response.headers.get("last-modified", ""), url)
        return Fetched(url, content, kind, charset, validators)

    def _rules_of(self, url: str) -> Rules:
        """Give the rules of an address's site, asking for its robots.txt the first time.

        Where there is none, all is allowed; where the server fails, nothing is (RFC 9309, 2.3.1).
        """
        check_address(url)
        site = site_of(url)
        if site not in self._rules:
            try:
                self._rules[site] = self._ask_for_rules(f"{site}/robots.txt")
            except FetchError as error:
                self._failed[site] += 1
                if error.later or self._failed[site] == self._limits.attempts:  # its other pages need no trying
                    self._rules[site] = Rules(None, str(error))
                raise
        return self._rules[site]

    def _ask_for_rules(self, url: str) -> Rules:
        with self._client(Deadline(time.monotonic() + self._limits.total)) as client:
            for _ in range(self._limits.redirects):
                try:
                    answer = self._ask(client, url, Validators())
                except FetchError as error:
                    if error.passing or error.later:
                        raise error.within(f"robots.txt {error}") from None
                    return Rules(None)
                if isinstance(answer, Fetched):
                    return read_robots(answer.content[:_ROBOTS])
                url = str(answer)
        return Rules(None)

    def _client(self, deadline: Deadline) -> httpx.Client:
        """A client for one fetch: cookies live through its redirects and no longer; no proxy of the environment."""
        backend = Checked(lambda host, port: public_addresses(host, port, self._allowed, self._resolve), deadline)
        limits = self._limits
        return httpx.Client(
            transport=Transport(backend, self._context),
            headers={
                "User-Agent": self._agent,
                "Accept-Encoding": "gzip, deflate",
                "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8",
            },
            timeout=httpx.Timeout(limits.read, connect=limits.connect),
            trust_env=False,
            follow_redirects=False,
        )

    @cached_property
    def _context(self) -> SSLContext:
        return httpx.create_ssl_context(trust_env=False)


def _passes(error: BaseException) -> bool:
    return isinstance(error, FetchError) and error.passing


def _as_asked(otherwise: Callable[[RetryCallState], float]) -> Callable[[RetryCallState], float]:
    """Wait as long as the server asks (Retry-After), or else as the backoff says."""

    def wait(state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.wait if isinstance(error, FetchError) else None
        return otherwise(state) if asked is None else asked

    return wait


def _after(hops: list[str], url: str, reason: str) -> str:
    return f"redirects to {url[:200]}, which {reason}" if hops else reason


def _with_hops(fetched: Fetched, hops: list[str]) -> Fetched:
    return Fetched(fetched.url, fetched.content, fetched.kind, fetched.charset, fetched.validators, tuple(hops))
