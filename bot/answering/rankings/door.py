"""The way into rankings: a question, what was asked before, and the tables → an answer, a refusal, or not ours."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.answering.rankings.asked import Asked, read
from bot.answering.rankings.cues import Cue
from bot.answering.rankings.deciding import decide
from bot.answering.rankings.editions import Editions, edition_of, editions
from bot.answering.rankings.following import follow
from bot.answering.rankings.gate import about_rankings
from bot.answering.rankings.of_countries import Outcome
from bot.answering.rankings.table import IndexTable
from bot.answering.rankings.told import Told, checked, from_articles
from bot.answering.rankings.wording import abstain
from bot.types import LIMIT, Answer, Reason
from corpus.folding import fold

_CONTINUES = re.compile(
    r"^(and|what about|how about|et |y |e |und|а |и |or |sorry|no,|ok|okay|so |but|then|also|same|is (that|it"
    r"|this)|was (that|it)|has it|did it|does it|its |instead|qu.en est|que tal|wie sieht|was ist mit"
    r"|как насчет|و|ماذا عن|那|the (year|edition)|compare|in (¤|#)|en (¤|#)|за )"
)


_OF_BOTH = re.compile(
    fold(
        r"\b(which|who|what)( one| country)?( is| was| ranks?| stands?| did)?( the)?"
        r" (better|best|higher|worse|worst|lower|ahead|of (the two|them|these|both))\b"
        r"|\b(lequel|laquelle|cual de los dos|qual dos dois|welches (davon|von beiden)|кто из них|какая из них)\b"
        r"|哪个更|أيهما|کدام بهتر"
    )
)
"""Asks for a comparison of the countries that the last two questions were about."""


def answer_ranking(
    question: str, context: Sequence[str], table: IndexTable, today: date, told: Sequence[Told] = ()
) -> Outcome | None:
    """Answer a question about RSF's index from its tables, or from what articles tell of it where none is loaded.

    ``context`` holds the chat's earlier questions, the oldest first. None means that the question is about
    something else; an Abstention that it is about ranks and there is no answer, or about a figure that is
    not RSF's and must not be answered with a rank.
    """
    asked = read(question, today)
    if foreign(asked):
        return abstain(
            Reason.OFF_TOPIC,
            "That is no figure of RSF's World Press Freedom Index, and I have no source on it. I can tell "
            "ranks and scores of the index.",
        )
    asked_in_chat = in_chat(asked, context, today)
    if asked_in_chat is None:
        return None
    if not table.editions:
        return from_articles(asked_in_chat, told) or (
            abstain(Reason.EMPTY_CORPUS, "I have no source on that: no edition of the index is "
                "loaded.") if asked_in_chat.countries else None)  # fmt: skip
    outcome = decide(asked_in_chat, table)
    if isinstance(outcome, Answer) and len(asked_in_chat.countries) == 1 and told:
        chosen = editions(asked_in_chat, table)
        if isinstance(chosen, Editions) and len(chosen.chosen) == 1:
            outcome = checked(outcome, table, told, asked_in_chat.countries[0], chosen.one)
    return short(outcome) if isinstance(outcome, Answer) else outcome


def foreign(asked: Asked) -> bool:
    """Whether a figure of another body, or of another kind, is asked of a country."""
    rsf = (
        re.search(r"\brsf\b|reporters without|world press freedom|press freedom (index|rank)", asked.plain) is not None
    )
    if not (asked.mentions or asked.has(Cue.RANK)) or asked.has(Cue.NARRATIVE) or rsf:
        return False
    if asked.has(Cue.OTHER_BODY):
        return bool(asked.mentions) and len(asked.unknown) <= 4
    return asked.has(Cue.OTHER_FIGURE) and bool(asked.mentions) and len(asked.unknown) <= 4


def in_chat(asked: Asked, context: Sequence[str], today: date) -> Asked | None:
    """Read a question in the light of the earlier ones; None where it is not about rankings."""
    turns: list[Asked] = []
    before: Asked | None = None
    for earlier in context:
        before = _turn(before, read(earlier, today))
        turns += [before] if before else []
    if len(turns) > 1 and before is turns[-1] and _OF_BOTH.search(asked.plain) and not asked.mentions:
        before = replace(before, mentions=(*turns[-2].mentions, *turns[-1].mentions))
        return replace(before, cues=asked.cues | {Cue.COMPARE})
    return _turn(before, asked)


def _turn(before: Asked | None, asked: Asked) -> Asked | None:
    own = about_rankings(asked)
    subject = bool(asked.mentions or asked.regions)
    if (
        before is not None
        and not (own and subject and not _continues(asked))
        and not (own and not subject and asked.has(Cue.COUNTRY, Cue.PUBLISHER) and not _continues(asked))
    ):
        return follow(before, asked) or (asked if own else None)
    return asked if own else None


def _continues(asked: Asked) -> bool:
    """Whether a question leans on the one before it: "and …", "what about …", "is that …"."""
    return _CONTINUES.search(asked.plain) is not None or (
        asked.has(Cue.PRONOUN) and not re.search(r"\bdas\b|\bes\b", asked.plain)
    )


def short(answer: Answer) -> Answer:
    """Keep an answer to a phone's screen: its later lines are left out first."""
    claims = list(answer.claims)
    while len(claims) > 1 and len("\n".join(map(str, claims))) > LIMIT:
        claims.pop()
    return Answer(answer.kind, tuple(claims), answer.citations)


__all__ = ["answer_ranking", "edition_of"]
