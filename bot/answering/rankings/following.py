"""A follow-up and the question before it → one question. Pure."""

import re
from dataclasses import replace

from bot.answering.rankings.asked import Asked
from bot.answering.rankings.cues import Cue
from bot.answering.rankings.years import Years
from corpus.countries import Mention


def follow(earlier: Asked, later: Asked) -> Asked | None:
    """Read a question with the one before it: what it leaves out, the earlier one said.

    None where the later one is not a continuation, because it is long or about something else.
    """
    if len(later.unknown) > 1 or (later.has(Cue.NARRATIVE) and not later.has(Cue.SAFETY)):
        return None
    if later.has(Cue.WHY) and not later.mentions and not later.years.named:
        return None  # why is told by articles
    if not later.mentions and not later.regions and _names_what_is_no_country(later):
        return replace(later, cues=(earlier.cues & {Cue.INDEX, Cue.RANK}) | {Cue.RANK})
    said = later.cues - {Cue.AND, Cue.PRONOUN, Cue.COUNTRY, Cue.PLACE, Cue.WHERE}
    if not (later.mentions or later.regions or later.years.named or said or later.top or later.nth):
        return None
    return replace(
        later,
        mentions=_merged_mentions(earlier, later),
        regions=later.regions or (() if later.mentions else earlier.regions),
        years=_merged_years(earlier.years, later),
        cues=_merged_cues(earlier, later),
        nth=later.nth
        if later.nth is not None
        else earlier.nth
        if not _own_intent(later) and not later.mentions
        else None,
        top=later.top
        if later.top is not None
        else earlier.top
        if not _own_intent(later) and not later.mentions
        else None,
    )


_AND = r"^(?:and |what about |how about |et |y |e |und |а |и )+(?:in |the |for )?"


def _names_what_is_no_country(asked: Asked) -> bool:
    """Tell a question such as "and Wakanda?": the country before it must not answer for one that there is not."""
    return any(
        re.search(rf"\w\W+{name.capitalize()}\b", asked.text) or re.search(rf"{_AND}{name}\W*$", asked.plain)
        for name in asked.unknown
    )


_COMPARES = re.compile(r"compar|\bvs\b|versus|vergl|сравн|比较|مقارن|مقایسه")

_INTENTS = frozenset({
    Cue.SCORE, Cue.CHANGE, Cue.UP, Cue.DOWN, Cue.HISTORY, Cue.BEST, Cue.WORST, Cue.FIRST, Cue.LAST, Cue.EVER,
    Cue.HOW_MANY, Cue.METHOD, Cue.SAFETY, Cue.POLITICAL, Cue.ECONOMIC, Cue.LEGISLATIVE,
    Cue.SOCIOCULTURAL, Cue.OFTEN, Cue.WHY, Cue.PUBLISHER, Cue.RANK,
})  # fmt: skip


def _own_intent(asked: Asked) -> bool:
    return bool(asked.cues & _INTENTS)


def _merged_mentions(earlier: Asked, later: Asked) -> tuple[Mention, ...]:
    compares = (
        later.has(Cue.BEST, Cue.WORST, Cue.CHANGE, Cue.ABOVE, Cue.BELOW) and later.has(Cue.COMPARE)
    ) or re.search(r"compar|\bvs\b|than|сравн|比|مقارن", later.plain)
    if later.mentions and compares and later.has(Cue.PRONOUN, Cue.COMPARE) and len(later.countries) == 1:
        return (*earlier.mentions, *later.mentions)
    return later.mentions or (() if later.regions else earlier.mentions)


def _merged_years(earlier: Years, later: Asked) -> Years:
    years = later.years
    if (
        len(years.years) == 1
        and not later.mentions
        and (_COMPARES.search(later.plain) or (later.has(Cue.PRONOUN) and later.has(Cue.BEST, Cue.WORST, Cue.CHANGE)))
        and earlier.years
    ):
        return Years((earlier.years[-1], years.years[0]))
    if years.years or years.first_edition or years.newest:
        return years
    if years.named:  # a shift from the earlier year, which is worked out against the table
        return replace(years, years=earlier.years[-1:])
    if (
        later.has(Cue.CHANGE)
        and earlier.years
        and (later.has(Cue.HISTORY) or re.search(r"since|depuis|desde|seit|с тех пор|此后|منذ|از آن", later.plain))
    ):
        return Years(earlier.years[:1], since=True)
    return earlier


def _merged_cues(earlier: Asked, later: Asked) -> frozenset[Cue]:
    kept = earlier.cues - {Cue.WHERE, Cue.AND, Cue.WHEN, Cue.PRONOUN}
    if _own_intent(later):
        kept &= {Cue.INDEX, Cue.COUNTRY}
    if later.years.named or later.mentions or later.regions:
        own = later.cues - {Cue.COMPARE, Cue.AND}
        return kept | own | ({Cue.COMPARE} if Cue.COMPARE in later.cues and Cue.CHANGE in later.cues else frozenset())
    return kept | later.cues
