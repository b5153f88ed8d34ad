"""Answers about the index itself: who makes it, its method, its scales and its editions."""

import re

from bot.answering.rankings.asked import Asked
from bot.answering.rankings.cues import Cue
from bot.answering.rankings.table import IndexTable
from bot.answering.rankings.wording import Reply, edition_name, listed
from bot.types import Answer
from corpus.types import Ranking

SCALES = {
    "old": "Up to 2011-12 scores were penalty points: lower is better, without bounds (2011-12: from −10, the best, "
    "to 142).",
    "middle": "From 2013 to 2021 RSF published scores with 0 as best; its present files hold 100 minus that, so higher "
    "is better.",
    "new": "Since 2022 a new method gives 0 to 100, 100 being best, from five indicators.",
}
FIVE = (
    "Since 2022 the score is made of five indicators: political context, economic context, legislative (legal) "
    "framework, sociocultural context, and safety."
)
BANDS = (
    "Since 2022 the bands are: 85 and more good, 70–85 satisfactory, 55–70 problematic, 40–55 difficult, below 40 "
    "very serious."
)
_SCALE = re.compile(
    r"(higher|lower|high|low|bigger|smaller)( score| number| mark| points)?( is| are)? (better|worse|good|bad)\b"
)


def method(asked: Asked, table: IndexTable) -> Answer | None:
    """Answer a question about the index itself; None where it is about ranks in it."""
    lines = _lines(asked, table)
    if lines is None:
        return None
    reply = Reply(table)
    rows = _rows(asked, table)
    for line in lines:
        reply.say(line, rows)
    return reply.answer()


def _lines(asked: Asked, table: IndexTable) -> list[str] | None:
    """Choose what to tell, the most particular first."""
    if (asked.countries and not asked.has(Cue.NEGATIVE)) or asked.regions:
        return None
    if asked.has(Cue.PUBLISHER):
        return [
            "The World Press Freedom Index is published by Reporters Without Borders (RSF, Reporters sans "
            "frontières), every year since 2002."
        ]
    if (
        asked.has(Cue.HOW_MANY, Cue.WHEN, Cue.FIRST)
        and asked.has(Cue.EDITION)
        and not asked.regions
        and not asked.has(Cue.LAST, Cue.BEST, Cue.WORST)
    ):
        return [_editions(table, asked)] if asked.has(Cue.HOW_MANY) and not asked.has(Cue.COUNTRY) else None
    if asked.has(Cue.NEGATIVE) and asked.has(Cue.SCORE, Cue.WHY, Cue.METHOD):
        return [
            "Only the 2011-12 edition has scores below zero: there lower is better, and the best three scored "
            "from −10 (Finland, Norway) to −9.",
            SCALES["middle"],
        ]
    if _SCALE.search(asked.plain):
        return [SCALES["new"], SCALES["middle"], SCALES["old"]]
    if (
        asked.has(Cue.WHY, Cue.EDITION)
        and 2011 in asked.years.years
        and not asked.has(Cue.BEST, Cue.WORST, Cue.FIRST, Cue.LAST)
    ):
        return [
            "There is no separate 2011 edition: the one published in January 2012 covers both years and is "
            "named 2011-12."
        ]
    if (
        asked.has(Cue.FIVE, Cue.LIST, Cue.METHOD, Cue.HOW_MANY)
        and asked.has(Cue.BETWEEN_SCORES)
        and not asked.has(Cue.BEST, Cue.WORST)
    ):
        return [FIVE, SCALES["new"]]
    if (
        asked.has(Cue.BAND)
        and asked.has(Cue.METHOD)
        and not asked.regions
        and not asked.has(Cue.HOW_MANY, Cue.BEST, Cue.WORST, Cue.COUNTRY)
    ):
        return [BANDS]
    if asked.has(Cue.WHY) and asked.has(Cue.CHANGE, Cue.UP, Cue.DOWN):
        return _break(asked)
    if (
        asked.has(Cue.CHANGE)
        and asked.has(Cue.INDEX, Cue.RANK, Cue.METHOD)
        and set(asked.years.years) & {2012, 2013, 2022}
    ):
        return _break(asked)
    if asked.has(Cue.MOST, Cue.UP, Cue.DOWN, Cue.BEST, Cue.WORST, Cue.FIRST, Cue.LAST):
        return None
    if asked.has(Cue.METHOD) or (asked.has(Cue.SCORE) and asked.has(Cue.WHY)):
        return _break(asked) if asked.years.years else [FIVE, SCALES["new"], SCALES["middle"], SCALES["old"]]
    return None


def _editions(table: IndexTable, asked: Asked) -> str:
    years = asked.years.years
    inside = [
        e for e in table.editions if not years or min(years) <= e <= (max(years) if len(years) > 1 else table.newest)
    ]
    return (
        f"There are {len(inside)} editions from {edition_name(inside[0])} to {edition_name(inside[-1])}; there is "
        f"no separate 2011 edition, one covers 2011-12."
    )


def _break(asked: Asked) -> list[str]:
    """Tell whether the years' scores may be compared, with the scales they stand on."""
    years = [2012 if year == 2011 else year for year in asked.years.years]
    first, last = min(years), max(years)
    if first == last:
        first, last = first - 1, last
    if first == last - 1 and len(set(years)) == 1 and last not in (2013, 2022):
        return [SCALES[_era(last)]]
    crossed = [pair for year, pair in ((2013, "2011-12 and 2013"), (2022, "2021 and 2022")) if first < year <= last]
    if not crossed:
        return [
            f"{edition_name(first)} and {edition_name(last)} share one method and scale, so their scores can "
            f"be compared.",
            SCALES[_era(last)],
        ]
    head = (
        f"RSF changed its method between {listed(crossed)}: scores cannot be compared across that, and countries "
        f"moved because of the new method too; ranks can be told, with care."
    )
    return [head, *(SCALES[era] for era in dict.fromkeys((_era(first), _era(last))))]


def _era(year: int) -> str:
    return "old" if year <= 2012 else "middle" if year <= 2021 else "new"


def _rows(asked: Asked, table: IndexTable) -> list[Ranking]:
    """The first rows of the editions in question, as a look at their scales."""
    wanted = (
        [2012 if year == 2011 else year for year in asked.years.years]
        or [2012] * asked.has(Cue.NEGATIVE)
        or [table.newest]
    )
    return [table.rows[e][0] for e in wanted if e in table.rows] or [table.rows[table.newest][0]]
