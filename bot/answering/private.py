"""Questions that must not be answered whatever the sources hold: where somebody lives, how to reach them. Pure."""

import re

from bot.types import Abstention, Reason

_ASKED = re.compile(
    r"\b(?:home|private|personal|street|postal|e-?mail)[ -]address(?:es)?\b|\b(?:tele)?phone[ -]numbers?\b"
    r"|\bwhere (?:do|does) .{2,60}\blive\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:who(?:se)?|why|when|did|was|were|raid\w*|search\w*|publish\w*|post\w*|leak\w*|threat\w*)\b", re.IGNORECASE
)


def refuse_private(text: str) -> Abstention | None:
    """Refuse to tell an address or a number; that one was raided or published is news, and may be asked.

    >>> bool(refuse_private("What is the home address of Greg Gianforte?"))
    True
    >>> bool(refuse_private("Who published the home address of the reporter?"))
    False
    """
    if _ASKED.search(text) and not _TOLD.search(text):
        return Abstention(
            Reason.OFF_TOPIC,
            "I do not tell where people live or how to reach them. I answer questions about press freedom.",
        )
    return None
