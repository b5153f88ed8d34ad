"""Who is asked to have spoken, and whether words are theirs: "What did Trump call Acosta?" wants Trump's. Pure."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.answering.candidates import Candidate
from bot.question import Asks, Question, Role
from corpus.contents import Holds
from corpus.types import Statement
from corpus.words import content_stems

_FULL = 2
"""Words of a name from which on it is surely somebody's."""

_VERBS = (
    "say|tell|told|reply|replied|respond|react|explain|call|describe|think|feel|argue|claim|write|tweet|ask|promise"
    "|answer|comment|justify|defend|compare|suggest|threaten|apologi[sz]e|shout|yell|give"
)
_WORDS = "reply|response|answer|reaction|comment|statement|explanation|excuse|opinion|view|comeback|words|gripe"
_SPEAKER = re.compile(
    rf"\b(?:did|does|do|was|is|were|had|has)\s+([^?]{{2,80}}?)\s+(?:(?:ever|even|publicly|then)\s+)?(?:{_VERBS})\b"
    rf"|\b([^?]{{2,60}}?)['’]s?\s+(?:\w+\s+)?(?:{_WORDS})\b"
    rf"|(?:{_WORDS}) (?:did|from) ([^?]{{2,60}}?) (?:give|make|offer|about)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is asked to have spoken: the stems of their name or role, each with what it tells."""

    weights: tuple[tuple[str, float], ...]

    def __bool__(self) -> bool:
        return bool(self.weights)

    def share(self, there: Collection[str]) -> float:
        """Give the share of them that is among stems; 0 where nobody is asked for."""
        total = sum(weight for _, weight in self.weights)
        return sum(weight for stem, weight in self.weights if stem in there) / total if total else 0.0

    def says(self, statement: Statement) -> float:
        """Give the share of them that stands in a statement's speaker or role."""
        return self.share(stems_of_speaker(f"{statement.speaker} {statement.role} {statement.mention}"))


@lru_cache(maxsize=4096)
def stems_of_speaker(names: str) -> frozenset[str]:
    """Stem who speaks in the corpus: the same few are looked at for one question after another."""
    return frozenset(content_stems(names))


def speaker_asked(focus: Question) -> Speaker:
    """Read who is asked to have spoken; nobody where no words are asked for, or "he" said them."""
    match = _SPEAKER.search(focus.text) if Asks.SPEECH in focus.asks else None
    who = content_stems(next(filter(None, match.groups()), "")) if match else []
    weights = {word.stem: word.weight for word in focus.words}
    return Speaker(tuple((s, weights.get(s, 1.0)) for s in who))


def unheard(focus: Question, sentences: Sequence[Candidate]) -> str:
    """Name the person who is asked to have spoken, where not one sentence quotes them or has them beside such a verb.

    Of a role ("the head of the college") this is not certain: sources have many words for one.
    """
    who = speaker_asked(focus)
    stems = {stem for stem, _ in who.weights}
    name = [word.text for word in focus.words if word.stem in stems and word.role is Role.PERSON]
    if len(name) < _FULL:
        return ""
    heard = any((c.said and who.says(c.said)) or (c.holds(Holds.ATTRIBUTION) and who.share(c.stems)) for c in sentences)
    return "" if heard else " ".join(name)
