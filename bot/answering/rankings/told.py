"""Ranks that articles tell: the answer where no table is loaded, a check on the table where one is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.answering.rankings.asked import Asked
from bot.answering.rankings.cues import Cue
from bot.answering.rankings.table import IndexTable
from bot.answering.rankings.wording import edition_name, name, ordinal, sentence_case
from bot.types import Answer, Citation, Claim, Kind, day_in_words
from corpus.types import RankingClaim

_MORE_THAN_A_RANK = (
    *(Cue.CHANGE, Cue.UP, Cue.DOWN, Cue.HISTORY, Cue.BEST, Cue.WORST, Cue.FIRST, Cue.EVER, Cue.HOW_MANY, Cue.OFTEN),
    *(Cue.WHEN, Cue.COMPARE, Cue.SCORE, Cue.INDICATOR, Cue.WHY),
)


@dataclass(frozen=True, slots=True)
class Told:
    """A rank that an article tells, and the article it stands in."""

    claim: RankingClaim
    title: str
    url: str | None
    published: date | None


def from_articles(asked: Asked, told: Sequence[Told]) -> Answer | None:
    """Answer from articles alone: the edition asked about, or the newest that is told.

    A rank in one edition is all that can be told so. Whatever else is asked of ranks, the article may tell
    in its own words, which are not for this to choose.
    """
    if asked.has(*_MORE_THAN_A_RANK) or len(asked.years.years) > 1:
        return None
    wanted = [t for t in told if t.claim.country in asked.countries]
    if asked.years.years:
        wanted = [t for t in wanted if t.claim.edition in asked.years.years]
    if not wanted:
        return None
    newest = max(t.claim.edition or 0 for t in wanted)
    chosen = _different([t for t in wanted if (t.claim.edition or 0) == newest])
    claims = tuple(Claim(_line(t), (n,)) for n, t in enumerate(chosen, 1))
    return Answer(Kind.RANKING, claims, tuple(_citation(n, t) for n, t in enumerate(chosen, 1)))


def checked(answer: Answer, table: IndexTable, told: Sequence[Told], country: str, edition: int) -> Answer:
    """Add to an answer what articles tell otherwise than the table, each with its source."""
    row = table.row(edition, country)
    others = _different(
        [
            t
            for t in told
            if t.claim.country == country and t.claim.edition == edition and row and t.claim.rank != row.rank
        ]
    )[:2]
    start = len(answer.citations) + 1
    claims = tuple(Claim(f"An article disagrees: {_line(t)}", (n,)) for n, t in enumerate(others, start))
    return Answer(
        answer.kind,
        answer.claims + claims,
        answer.citations + tuple(_citation(n, t) for n, t in enumerate(others, start)),
    )


def _different(told: Sequence[Told]) -> list[Told]:
    """One article for each rank told."""
    return list({t.claim.rank: t for t in reversed(told)}.values())[:3]


def _line(told: Told) -> str:
    claim = told.claim
    total = f" of {claim.total}" if claim.total else ""
    year = (
        f"the {edition_name(claim.edition)} World Press Freedom Index"
        if claim.edition
        else "the World Press Freedom Index"
    )
    day = f" ({day_in_words(told.published)})" if told.published else ""
    return (
        f"{sentence_case(name(claim.country))} ranked {ordinal(claim.rank)}{total} in {year}, according to "
        f"“{told.title}”{day}."
    )


def _citation(n: int, told: Told) -> Citation:
    claim = told.claim
    return Citation(n, told.title, told.url, told.published, claim.words, claim.sentence.start, claim.sentence.end)
