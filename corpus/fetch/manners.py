"""Politeness: what a site's robots.txt allows, and how long to wait between two requests to one host."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

NAME = "pressbot"
"""The name that robots.txt files may address us by."""

_LONGEST_DELAY = 30.0
"""Seconds: some robots.txt ask for an hour between two pages, which means: do not come."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site allows. ``closed`` says why nothing at all may be asked for, or ``""``."""

    robots: Protego | None
    closed: str = ""

    def refusal(self, url: str) -> str:
        """Say why an address may not be asked for, or give ``""``."""
        if self.closed:
            return self.closed
        return "" if self.robots is None or self.robots.can_fetch(url, NAME) else "is closed to robots by robots.txt"

    @property
    def delay(self) -> float:
        """Seconds that the site wants between two requests."""
        asked = self.robots.crawl_delay(NAME) if self.robots else None
        return min(float(asked or 0), _LONGEST_DELAY)


def read_robots(content: bytes) -> Rules:
    """Read a robots.txt; one that makes no sense forbids nothing.

    >>> rules = read_robots(b"User-agent: *\\nDisallow: /admin\\nCrawl-delay: 2")
    >>> rules.refusal("https://example.org/admin/x"), rules.refusal("https://example.org/en"), rules.delay
    ('is closed to robots by robots.txt', '', 2.0)
    """
    return Rules(Protego.parse(content.decode("utf-8", "replace")))


def site_of(url: str) -> str:
    """Give scheme, host and port of an address, as one string."""
    parts = urlsplit(url)
    return f"{parts.scheme.casefold()}://{parts.netloc.casefold()}"


class Turns:
    """When each host may be asked again."""

    def __init__(self, delay: float, sleep: Callable[[float], None] = time.sleep) -> None:
        self._delay = delay
        self._sleep = sleep
        self._next: dict[str, float] = {}

    def left(self, site: str) -> float:
        """Seconds until it is a site's turn again."""
        return max(0.0, self._next.get(site, 0.0) - time.monotonic())

    def wait(self, site: str, delay: float = 0.0) -> float:
        """Wait for a site's turn, take it, and give the seconds that it took."""
        if left := self.left(site):
            self._sleep(left)
        self._next[site] = time.monotonic() + max(delay, self._delay)
        return left
