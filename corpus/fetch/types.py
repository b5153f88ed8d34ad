"""What passes between those who ask for an address and those who fetch it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost. Times are seconds, sizes bytes after unpacking; ``delay`` is between two to one host."""

    connect: float = 10
    read: float = 20
    total: float = 60
    size: int = 25 * 2**20
    redirects: int = 8
    attempts: int = 3
    backoff: float = 1
    patience: float = 60
    delay: float = 1


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of a document's version, to be asked "still the same?" with.

    Only ``url`` is asked that, where it is known: another address may use the same words for something else.
    """

    etag: str = ""
    modified: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document. ``url`` is where it stands in the end, ``hops`` the addresses that redirected there.

    ``kind`` is its media type in lower case without parameters, ``charset`` the server's word or ``""``.
    """

    url: str
    content: bytes
    kind: str
    charset: str
    validators: Validators
    hops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Same:
    """The document is what it was when its validators were given (304)."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing came of it: why, in words that follow the address.

    ``lasting`` where asking again tomorrow is of no use unless somebody changes something.
    """

    reason: str
    lasting: bool = False


class FetchError(Exception):
    """Why a fetch gives nothing. ``passing`` ones are tried again, after ``wait`` seconds where the server says so.

    ``later`` where trying again now is of no use, but the next refresh may.
    """

    def __init__(self, reason: str, *, passing: bool = False, wait: float | None = None, later: bool = False) -> None:
        super().__init__(reason)
        self.passing = passing
        self.wait = wait
        self.later = later

    def within(self, words: str) -> "FetchError":
        """Give the same error in other words."""
        return FetchError(words, passing=self.passing, wait=self.wait, later=self.later)
