"""What passes through the bot's doors: an answer, its citations, or why there is none."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import quote as percent

from bot.errors import UncitedAnswerError

LIMIT = 700
"""Characters of an answer before its sources: a phone's screen."""


def day_in_words(day: date) -> str:
    """Write a day as answers do, the day first.

    >>> day_in_words(date(2020, 6, 1))
    '1 June 2020'
    """
    return f"{day.day} {day:%B %Y}"


class Kind(StrEnum):
    """What sort of answer was given."""

    RANKING = "ranking"
    STATEMENT = "statement"
    EVENT = "event"
    PASSAGES = "passages"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Citation:
    """One numbered source: a sentence, word for word, and where it stands.

    ``start`` and ``end`` count characters of the stored article's text; for a figure that stands in
    a table instead of a text they are 0 and ``quote`` is the row as the table has it.
    """

    n: int
    title: str
    url: str | None
    published: date | None
    quote: str
    start: int
    end: int

    @property
    def link(self) -> str | None:
        """The address that opens a browser at the sentence, by a text fragment (WICG, Text Fragments).

        Long quotes are named by their first and last words; a dash, a comma and an ampersand mean
        something inside a fragment and are escaped.
        """
        if self.url is None or self.end == 0:
            return self.url
        words = self.quote.split()
        ends = [self.quote] if len(words) <= 12 else [" ".join(words[:5]), " ".join(words[-5:])]
        fragment = ",".join(percent(" ".join(e.split()), safe="").replace("-", "%2D") for e in ends)
        page = self.url.split(":~:")[0]  # an address that was copied from such a link
        joint = "" if "#" in page else "#"
        return f"{page}{joint}:~:text={fragment}"


@dataclass(frozen=True, slots=True)
class Claim:
    """A line of an answer and the numbers of the citations it stands on.

    ``heading`` is glue that a renderer may set bold before the text, such as a date and a place.
    """

    text: str
    citations: tuple[int, ...]
    heading: str = ""

    def __str__(self) -> str:
        marks = "".join(f" [{n}]" for n in self.citations)
        return f"{self.heading} {self.text}{marks}".strip()


@dataclass(frozen=True, slots=True)
class Answer:
    """A cited answer. It cannot be built from a claim without a citation that exists."""

    kind: Kind
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]

    def __post_init__(self) -> None:
        known = {citation.n for citation in self.citations}
        for claim in self.claims:
            if not claim.citations or not known.issuperset(claim.citations):
                raise UncitedAnswerError(claim.text)
        if not self.claims:
            raise UncitedAnswerError("an answer without a claim")

    @property
    def text(self) -> str:
        """What a reader sees before the list of sources."""
        return "\n".join(map(str, self.claims))


class Reason(StrEnum):
    """Why there is no answer."""

    NO_SOURCE = "no-source"
    UNKNOWN_NAME = "unknown-name"
    CONTRADICTED = "contradicted"
    NOT_RANKED = "not-ranked"
    NO_EDITION = "no-edition"
    OFF_TOPIC = "off-topic"
    EMPTY_QUESTION = "empty-question"
    EMPTY_CORPUS = "empty-corpus"


@dataclass(frozen=True, slots=True)
class Abstention:
    """No answer, why, and the closest sources, offered as closest and not as the answer."""

    reason: Reason
    text: str
    closest: tuple[Citation, ...] = ()
