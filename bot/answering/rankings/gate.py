"""Whether a question is one about the index. Pure."""

import re

from bot.answering.rankings.asked import Asked
from bot.answering.rankings.cues import NOT_RANK, Cue
from corpus.countries import How

STRONG_RANK = re.compile(
    r"\b(rank|ranks|ranked|ranking|rankings|rnak|rnking|classement|clasificacion|classificacao|rangliste|ranglistenplatz|реитинг\w*|puesto|platz|rang|мест[оаеу]м?)\b"
    r"|تصنيف|رتبه|ترتيب|المرتبه|مرتبه|المركز|排名|名次|第几|排第|排在|رتبه|جايگاه|چندم"
)


def about_rankings(asked: Asked) -> bool:
    """Whether a question by itself is one about the index.

    A place, a score or a comparison needs a country beside it and little else in the question: "Where was
    the reporter arrested in Mexico in 2019?" has a country, a year and a "where" as well.
    """
    place = bool(asked.mentions or asked.regions)
    index = asked.has(Cue.INDEX)
    rank = STRONG_RANK.search(NOT_RANK.sub(" ", asked.plain)) is not None
    order = (
        asked.has(Cue.BEST, Cue.WORST, Cue.FIRST, Cue.LAST, Cue.UP, Cue.DOWN)
        or asked.nth is not None
        or asked.top is not None
    )
    indicator = asked.has(Cue.SAFETY, Cue.POLITICAL, Cue.ECONOMIC, Cue.LEGISLATIVE, Cue.SOCIOCULTURAL)
    narrative = (
        asked.has(Cue.NARRATIVE)
        and not (index and (rank or order))
        and not (indicator and order and asked.has(Cue.COUNTRY) and not asked.unknown)
        and not (indicator and place and not asked.has(Cue.WHY))
    )
    events = asked.has(Cue.WHY) and asked.has(Cue.CHANGE, Cue.UP, Cue.DOWN) and place
    if events and not (index or rank or asked.top or asked.has(Cue.COMPARE)):
        return False  # why a country fell is told by articles, not by tables
    few = len(asked.unknown) <= (2 if _ENGLISH.search(asked.plain) else 4)
    if narrative and not (rank and len(asked.unknown) <= 1) and not _why_all(asked):
        return False
    if rank and (len(asked.unknown) <= 5 or index):
        return True
    if index and (
        order
        or asked.has(
            Cue.SCORE, Cue.CHANGE, Cue.HOW_MANY, Cue.METHOD, Cue.PUBLISHER, Cue.EDITION, Cue.RANK, Cue.NEGATIVE
        )
    ):
        return len(asked.unknown) <= 4
    if not few:
        return False
    if place and (order or asked.has(Cue.SCORE, Cue.RANK, Cue.CHANGE, Cue.HISTORY, Cue.METHOD)):
        return True
    if (
        place
        and (asked.years.named or index or indicator)
        and asked.has(Cue.PLACE, Cue.COMPARE, Cue.INDEX, Cue.WHERE, Cue.INDICATOR)
    ):
        return True
    if asked.mentions and asked.has(Cue.WHERE, Cue.PLACE) and not asked.unknown and len(asked.plain.split()) <= 6:
        return any(m.how is not How.CAPITAL for m in asked.mentions)
    if (place and asked.years.named and not asked.unknown) or (
        len(asked.countries) > 1 and asked.has(Cue.COMPARE) and not asked.unknown
    ):
        return True
    return _about_editions(asked, order)


_ENGLISH = re.compile(r"\b(the|which|what|who|did|was|is|of|how|where|has)\b")


def _why_all(asked: Asked) -> bool:
    """Why many countries moved in a year is a question of method, for all that "why did" tells of events."""
    return (
        asked.has(Cue.WHY)
        and asked.has(Cue.COUNTRY)
        and asked.has(Cue.CHANGE, Cue.UP, Cue.DOWN)
        and bool(asked.years.years)
        and not asked.unknown
    )


def _about_editions(asked: Asked, order: bool) -> bool:
    """Questions that name no country: who is first, the scores of two editions, how many editions there are."""
    strange = len(asked.unknown) > (0 if _ENGLISH.search(asked.plain) else 2)
    if asked.has(Cue.SAFETY) and order and asked.has(Cue.COUNTRY) and not asked.unknown:
        return True
    if (_HIGHER.search(asked.plain) and not asked.unknown) or (asked.has(Cue.EDITION) and timed_alone(asked)):
        return True
    if strange and not asked.has(Cue.FIVE):
        return False
    timed = asked.years.named
    moved = asked.has(Cue.MOST) and asked.has(Cue.UP, Cue.DOWN)
    methodical = asked.has(Cue.METHOD, Cue.NEGATIVE, Cue.WHY, Cue.FIVE)
    return bool(
        (
            asked.has(Cue.COUNTRY)
            and order
            and (timed or asked.top or asked.has(Cue.MOST, Cue.OFTEN, Cue.FIRST, Cue.LAST))
        )
        or (asked.has(Cue.SCORE) and methodical and (asked.years.years or asked.has(Cue.NEGATIVE, Cue.FIVE)))
        or (asked.has(Cue.FIVE) and asked.has(Cue.BETWEEN_SCORES))
        or (asked.has(Cue.HOW_MANY) and asked.has(Cue.COUNTRY) and timed)
        or (asked.nth is not None and timed)
        or (asked.has(Cue.SCORE, Cue.BAND) and asked.has(Cue.METHOD) and not asked.unknown)
        or (asked.has(Cue.METHOD) and len(asked.years.years) > 1)
        or (asked.top is not None and timed)
        or (moved and timed)
        or (asked.has(Cue.COUNTRY) and asked.has(Cue.BAND) and _bands(asked) and asked.has(Cue.HOW_MANY, Cue.LIST))
        or (asked.has(Cue.EDITION) and asked.has(Cue.HOW_MANY) and timed)
        or (
            asked.has(Cue.WHY)
            and asked.has(Cue.CHANGE, Cue.EDITION)
            and asked.years.years
            and asked.has(Cue.COUNTRY, Cue.EDITION)
        )
    )


_HIGHER = re.compile(r"(higher|lower) (score|number|mark)\w*( is)? (better|worse)")


def timed_alone(asked: Asked) -> bool:
    """Whether a question is about an edition and a year and nothing else: "Was there a 2011 edition?"."""
    return bool(asked.years.years) and not asked.unknown and not asked.mentions


def _bands(asked: Asked) -> bool:
    return asked.has(Cue.GOOD, Cue.SATISFACTORY, Cue.PROBLEMATIC, Cue.DIFFICULT, Cue.VERY_SERIOUS)
