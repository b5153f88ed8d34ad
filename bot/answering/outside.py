"""Questions that are not this bot's, whatever the sources hold: where somebody lives, the weather, an errand. Pure."""

import re

from bot.types import Abstention, Reason

_ADDRESS = re.compile(
    r"\b(?:home|private|personal|street|postal|e-?mail)[ -]address(?:es)?\b|\b(?:tele)?phone[ -]numbers?\b"
    r"|\bwhere (?:do|does) .{2,60}\blive\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:who(?:se)?|why|when|did|was|were|raid\w*|search\w*|publish\w*|post\w*|leak\w*|threat\w*)\b", re.IGNORECASE
)

_MY_OWN = re.compile(
    r"\b(?:should i|how (?:do|can|could) i|can i|do i (?:need|have)|help me (?:with|to|find)|i need to"
    r"|i(?:['’]ve| have) (?:got|two|three|a)|tell me a joke|(?:best|easiest) way (?:to|of)"
    r"|how to (?:make|cook|fix|get))\b",
    re.IGNORECASE,
)
_OF_TODAY = re.compile(
    r"\b(?:what(?:['’]s| is) the (?:weather|forecast|temperature)|weather (?:in|for|today)|will it (?:rain|snow))\b"
    r"|\b(?:price|cost|stock|score)s?\b.*\b(?:today|now|tonight|at the moment)\b",
    re.IGNORECASE,
)
_ORDERED = re.compile(
    r"\b(?:ignore|forget|disregard) (?:all |any |your |the |my |these )*(?:previous |prior |above |earlier )?"
    r"(?:instructions?|rules|prompts?)\b|\bsystem prompt\b"
    r"|\b(?:write|compose) (?:me |us )?(?:an?|some) (?:\w+ )?(?:poem|song|essay|code|program|script|joke)\b",
    re.IGNORECASE,
)
_PRESS = re.compile(
    r"journalis|report(?!s?$)|\bpress\b|media|news|editor|photograph|broadcast|censor|\brsf\b|rank|arrest|police|attack"
    r"|detain|prison|publish|interview|source|subpoena|blogg|freedom",
    re.IGNORECASE,
)


def refuse_outside(text: str) -> Abstention | None:
    """Refuse what is no question for this bot; what is told of it in the news may be asked.

    >>> bool(refuse_outside("What is the home address of Greg Gianforte?"))
    True
    >>> bool(refuse_outside("Who published the home address of the reporter?"))
    False
    >>> bool(refuse_outside("How do I get red wine out of a carpet?"))
    True
    """
    if _ADDRESS.search(text) and not _TOLD.search(text):
        return Abstention(
            Reason.OFF_TOPIC,
            "I do not tell where people live or how to reach them. I answer questions about press freedom.",
        )
    errand = _MY_OWN.search(text) or _OF_TODAY.search(text)
    if _ORDERED.search(text) or (errand and not _PRESS.search(text)):
        return Abstention(Reason.OFF_TOPIC, OFF_TOPIC)
    return None


OFF_TOPIC = (
    "That is outside what I know. Ask me about press freedom: where a country ranks, who said what, "
    "or what happened to a journalist and when."
)
