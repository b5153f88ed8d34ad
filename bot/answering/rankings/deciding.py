"""A question that is read and its table → the kind of answer, the more particular kinds first. Pure."""

import re

from bot.answering.rankings import lists, several
from bot.answering.rankings.asked import Asked
from bot.answering.rankings.cues import Cue
from bot.answering.rankings.editions import Editions, editions
from bot.answering.rankings.method import method
from bot.answering.rankings.of_countries import Outcome, about_countries, indicator_cues
from bot.answering.rankings.table import BANDS, IndexTable
from bot.answering.rankings.wording import abstain, edition_name
from bot.types import Abstention, Reason

MOST_MEMBERS = 12


"""Of how many countries a region is shown whole; of a larger one the first three."""


def decide(asked: Asked, table: IndexTable) -> Outcome:
    """Choose the kind of answer. The order matters: the more particular kinds come first."""
    if told := method(asked, table):
        return told
    if asked.has(Cue.FUTURE) and not asked.years.years:
        return abstain(
            Reason.NO_EDITION,
            f"I do not predict; there is no edition after {edition_name(table.newest)} yet.",
            [table.rows[table.newest][0]],
        )
    chosen = editions(asked, table)
    if isinstance(chosen, Abstention):
        return chosen
    if asked.countries:
        return about_countries(asked, chosen, table)
    return about_all(asked, chosen, table)


def about_all(asked: Asked, chosen: Editions, table: IndexTable) -> Outcome:
    """Answer about an edition as a whole, or a region in it."""
    region = asked.regions[0] if asked.regions else None
    up, down = asked.has(Cue.UP), asked.has(Cue.DOWN)
    last = asked.has(Cue.LAST, Cue.WORST) and not (asked.has(Cue.FIRST, Cue.BEST) and not asked.has(Cue.WORST))
    if asked.has(Cue.OFTEN) and asked.has(Cue.FIRST, Cue.LAST, Cue.BEST, Cue.WORST) and not asked.top:
        return several.most_often(last, table.editions if chosen.default else chosen.chosen, table)
    if asked.has(Cue.MOST, Cue.CHANGE) and (up or down) and not (_plain_order(asked) and not asked.has(Cue.MOST)):
        first = chosen.chosen[0] if len(chosen.chosen) > 1 else table.before(chosen.one)
        pair = sorted((first or chosen.one, chosen.one))
        return several.movers(pair[0], pair[1], up and not _falls(asked), asked.top or 1, region, table)
    if (cues := indicator_cues(asked)) and not asked.has(Cue.HOW_MANY):
        return several.by_indicator(chosen.one, cues, asked.top or 3, last, region, table)
    within = _band(asked)
    if asked.has(Cue.HOW_MANY) or (within and asked.has(Cue.BAND, Cue.COUNTRY, Cue.LIST)):
        return lists.count(chosen.one, region, within, asked.top, last, table)
    if asked.nth is not None:
        return lists.nth(
            chosen.one, -asked.nth if last and asked.nth > 1 and asked.has(Cue.LAST) else asked.nth, region, table
        )
    if asked.top or _plain_order(asked):
        return lists.ends(chosen.one, asked.top or 1, last, region, table, scores=asked.has(Cue.SCORE))
    if region:
        members = len(table.within(chosen.one, region))
        return lists.ends(
            chosen.one, members if members <= MOST_MEMBERS else 3, last, region, table, scores=asked.has(Cue.SCORE)
        )
    if asked.unknown:
        return abstain(
            Reason.UNKNOWN_NAME,
            f"There is no country called “{_unknown_name(asked)}” in the World Press Freedom Index that I know of.",
        )
    return lists.ends(chosen.one, 3, False, None, table)


def _plain_order(asked: Asked) -> bool:
    return asked.has(Cue.FIRST, Cue.LAST, Cue.BEST, Cue.WORST)


def _falls(asked: Asked) -> bool:
    """Whether a question of moves is about falls, where words for both stand in it."""
    return (
        asked.has(Cue.DOWN)
        and re.search(
            r"fall|fell|drop|tumbl|plung|los|decline|slid|sink|sank|worse|chut|recul|ca[iy]|baj|descen|gefallen|absturz|absteig|abstieg|упал|паден|опустил|ухудш|تراجع|هبط|انخفض|下降|下跌|下滑|跌|退步|سقوط|افت|نزول",
            asked.plain,
        )
        is not None
    )


def _band(asked: Asked) -> str | None:
    """The band that a question names; "good" alone is too common a word to be one."""
    named = [band for _, band in BANDS if asked.has(Cue(band))]
    if not named and asked.has(Cue.BAND) and asked.has(Cue.BEST, Cue.WORST) and asked.has(Cue.HOW_MANY, Cue.LIST):
        return "good" if asked.has(Cue.BEST) else "very serious"
    if not named:
        return None
    chosen = "very serious" if "very serious" in named else named[-1]
    return chosen if chosen != "good" or asked.has(Cue.BAND, Cue.HOW_MANY) else None


def _unknown_name(asked: Asked) -> str:
    """The words that nothing explains, as the question writes them."""
    words = [
        w for w in re.findall(r"[^\W\d_]+", asked.text) if any(u.startswith(w.casefold()[:4]) for u in asked.unknown)
    ]
    capital = [w for w in words if w[0].isupper()]
    return " ".join(capital or words or asked.unknown)
