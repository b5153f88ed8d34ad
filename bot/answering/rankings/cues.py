"""Words of nine languages by what they ask for. Patterns meet folded text (``corpus.folding``), without country names.

A pattern is written as people write; ``fold`` brings it to the folded form. Those of letters stand between word
ends; Arabic, Persian and Chinese ones stand anywhere, for their words join on to others.
"""

import re
from functools import lru_cache

from bot.answering.rankings.cue import Cue
from bot.answering.rankings.cue_pieces import PIECES
from bot.answering.rankings.cue_words import WORDS
from corpus.folding import fold

__all__ = ["NOT_RANK", "Cue", "find_cues", "uncovered"]


@lru_cache(maxsize=1)
def _patterns() -> dict[Cue, re.Pattern[str]]:
    made = {}
    for cue in Cue:
        words = rf"(?<![a-zа-я0-9])(?:{fold(WORDS[cue])})(?![a-zа-я0-9])" if cue in WORDS else ""
        made[cue] = re.compile("|".join(filter(None, (words, fold(PIECES.get(cue, ""))))))
    return made


NOT_RANK = re.compile(
    r"ranking (member|officer|official|democrat|republican|senator|minority)s?|(high|top|low|higher|lower"
    r"|senior)[- ]ranking|rank[- ]and[- ]file"
    r"|police (ranks?)|ranks of|broke ranks|rank amateur"
)


def find_cues(folded: str) -> frozenset[Cue]:
    """Give all that a folded text, rid of the names of countries, shows."""
    folded = NOT_RANK.sub(" ", folded)
    return frozenset(cue for cue, pattern in _patterns().items() if pattern.search(folded))


def uncovered(folded: str, cues: frozenset[Cue], known: frozenset[str]) -> list[str]:
    """Give the words of a question that no cue and no list of everyday words explains."""
    for cue in cues:
        if cue not in (Cue.NARRATIVE, Cue.OTHER_BODY, Cue.OTHER_FIGURE):
            folded = _patterns()[cue].sub(" ", folded)
    return [w for w in re.findall(r"[^\W\d_]{2,}", folded) if w not in known]
