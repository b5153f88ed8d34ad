"""A sentence's text → what the choice of an answer looks at in it. Pure; read once, when its article is loaded."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntFlag, auto

from corpus.words import content_stems, stem, words

VERSION = "2"
"""Counts what changes below: what another version has read is read again."""

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|aug|sept?|oct|nov|dec"
)
_NUMBERS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|once|twice"
_REASONS = r"because|since|due|after|for|to|citing|reason|so that|violat\w+|accus\w+|charged"
_VERBS = "said|says|told|tweeted|wrote|added|asked|according|statement|replied|called|explained|shouted"
_REPORTING = (
    r"urg(?:es?|ed)|calls|demand(?:s|ed)?|condemn(?:s|ed)?|denounc(?:es?|ed)|criticiz(?:es?|ed)|criticis(?:es?|ed)"
    r"|den(?:ies|ied)|claim(?:s|ed)?|insist(?:s|ed)?|argu(?:es?|ed)|alleg(?:es?|ed)|warn(?:s|ed)?|reject(?:s|ed)?"
    r"|promis(?:es?|ed)|announc(?:es?|ed)|describ(?:es?|ed)|apologi[sz](?:es?|ed)|testif(?:ies|ied)|respond(?:s|ed)?"
    r"|complain(?:s|ed)?|recommend(?:s|ed)?|declar(?:es?|ed)|confirm(?:s|ed)?|acknowledg(?:es?|ed)|stat(?:es|ed)"
)


class Holds(IntFlag):
    """Kinds of thing that a sentence may hold."""

    DAY = auto()
    PLACE = auto()
    NAME = auto()
    NUMBER = auto()
    MONEY = auto()
    REASON = auto()
    SPEECH = auto()
    ATTRIBUTION = auto()
    SILENCE = auto()
    """Somebody declined to comment, or could not be reached."""
    UNNAMED = auto()
    """Somebody or something is left without a name."""
    NOTHING = auto()
    """It is a scrap: an address, what stands under a tweet, one word."""
    REPORTING = auto()
    """Somebody's words are told without being quoted: they urged, they denied."""


_PATTERNS = {
    Holds.DAY: re.compile(
        rf"\b(?:{_MONTHS})\b\.? \d{{1,2}}|\b\d{{1,2}} (?:{_MONTHS})\b|\b(?:19|20)\d\d\b", re.IGNORECASE
    ),
    Holds.PLACE: re.compile(r"\b(?:in|at|near|outside|from|on) (?:the )?[A-Z][\w.]+"),
    Holds.NAME: re.compile(r"(?<=[a-z,”\"’] )[A-Z][\w’'.-]+ [A-Z][\w’'-]+|^[A-Z][\w’'.-]+ [A-Z][\w’'-]+"),
    Holds.NUMBER: re.compile(rf"\d|\b(?:{_NUMBERS})\b", re.IGNORECASE),
    Holds.MONEY: re.compile(r"[$€£]\s?\d|\b\d[\d,.]* (?:dollars|euros|pounds)|\bbail\b", re.IGNORECASE),
    Holds.REASON: re.compile(rf"\b(?:{_REASONS})\b", re.IGNORECASE),
    Holds.SPEECH: re.compile(r"[“\"«].{12,}"),
    Holds.ATTRIBUTION: re.compile(rf"\b(?:{_VERBS})\b"),
    Holds.REPORTING: re.compile(rf"\b(?:{_REPORTING})\b"),
    Holds.SILENCE: re.compile(
        r"\b(?:declin\w+ to|(?:did not|didn['’]t) (?:immediately )?(?:respond|return|reply|answer)|not respond\w*"
        r"|could not (?:immediately )?be reached|unable to reach|no comment|refus\w+ to (?:comment|speak|say)"
        r"|not immediately (?:respond|available))\b",
        re.IGNORECASE,
    ),
    Holds.UNNAMED: re.compile(
        r"\b(?:unidentified|unknown|unnamed|anonymous|not clear|unclear|no (?:arrests?|charges)|hasn['’]t been"
        r"|not (?:been )?(?:publicly )?(?:identified|named|released|disclosed|known)|did not (?:identify|name|give))\b",
        re.IGNORECASE,
    ),
}
_FULL_NAME = re.compile(r"[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+)+")
_SCRAP = re.compile(r"[—–-]\s?.{1,80}\(@\w+\)|(?:read )?more ?:|related ?:|contributing ?:", re.IGNORECASE)
_ADDRESS = re.compile(r"\S*[./]\w+/\S*|[@#]\S+")
_FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Contents:
    """What a sentence holds.

    ``stems`` are those of its content words, ``names`` those of each full name; ``holds`` the bits of ``Holds``
    as a plain number, ``digest`` its words' name, whatever the case and white space.
    """

    stems: frozenset[str]
    names: tuple[frozenset[str], ...]
    holds: int
    digest: int


def contents_of(text: str) -> Contents:
    """Read a sentence."""
    return Contents(
        stems=frozenset(content_stems(text)),
        names=tuple(frozenset(map(stem, parts)) for name in _FULL_NAME.findall(text) if (parts := words(name))),
        holds=sum(kind for kind, pattern in _PATTERNS.items() if pattern.search(text)) | _nothing(text),
        digest=sentence_digest(text),
    )


def _nothing(text: str) -> int:
    scrap = _SCRAP.match(text) or len(words(_ADDRESS.sub("", text))) < _FEWEST_WORDS
    return Holds.NOTHING.value if scrap else 0


def sentence_digest(text: str) -> int:
    """Name a sentence by its words, whatever the case and white space."""
    folded = " ".join(text.casefold().split())
    return int.from_bytes(hashlib.blake2b(folded.encode(), digest_size=8).digest(), "big") >> 1


def write_contents(sentences: Iterable[Contents]) -> str:
    """Put what a passage's sentences hold into one line; no stem has a space or a bar in it."""
    rows = [
        (c.digest, c.holds, " ".join(sorted(c.stems)), "|".join(map(" ".join, map(sorted, c.names)))) for c in sentences
    ]
    return json.dumps(rows, separators=(",", ":"), ensure_ascii=False)


def read_contents(line: str) -> list[Contents]:
    """Read what ``write_contents`` has written."""
    return [
        Contents(
            frozenset(stems.split()),
            tuple(frozenset(name.split()) for name in names.split("|")) if names else (),
            holds,
            digest,
        )
        for digest, holds, stems, names in json.loads(line)
    ]
