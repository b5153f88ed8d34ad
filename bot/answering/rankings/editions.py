"""Years asked about → editions, or why there is none."""

from dataclasses import dataclass

from bot.answering.rankings.asked import Asked
from bot.answering.rankings.table import IndexTable
from bot.answering.rankings.wording import abstain, edition_name, listed, name, ordinal, sentence_case
from bot.types import Abstention, Reason

NO_2011 = "There is no separate 2011 edition; one edition covers 2011-12."


@dataclass(frozen=True, slots=True)
class Editions:
    """The editions a question is about, in its order; ``default`` where it names none and the newest is meant."""

    chosen: tuple[int, ...]
    default: bool
    stretch: bool
    note: str = ""

    @property
    def one(self) -> int:
        """The edition, or the last of several."""
        return self.chosen[-1]


def editions(asked: Asked, table: IndexTable) -> Editions | Abstention:
    """Choose editions: those named, a stretch of them, the newest where none is named."""
    years = asked.years
    wanted = list(years.years)
    if years.first_edition:
        return Editions((table.editions[0],), False, False)
    base = edition_of(wanted[-1], table) if wanted else table.newest
    if years.shift is not None:
        wanted = [(base or wanted[-1]) + years.shift]
    elif years.previous and asked.text and not _compares(asked):
        wanted = [table.before(base) or table.editions[0] - 1] if base else wanted
    elif years.following and base:
        wanted = [next((e for e in table.editions if e > base), base + 1)]
    if not wanted:
        return Editions((table.newest,), not years.newest, False)
    if years.since or (years.spans and len(wanted) == 2):
        first, last = (wanted[0], table.newest) if years.since else wanted
        inside = tuple(
            e for e in table.editions if (edition_of(first, table) or first) <= e <= (edition_of(last, table) or last)
        )
        outside = [y for y in ((first,) if years.since else wanted) if y > table.newest or y < table.editions[0]]
        if inside and not outside:
            return Editions(inside, False, True)
        wanted = outside or wanted
    if years.newest and table.newest not in wanted:
        wanted.append(table.newest)
    missing = [year for year in wanted if edition_of(year, table) is None]
    if missing:
        return no_edition(missing, asked, table)
    note = NO_2011 if 2011 in wanted and "2011" in asked.text else ""
    return Editions(tuple(dict.fromkeys(edition_of(year, table) or year for year in wanted)), False, False, note)


def _compares(asked: Asked) -> bool:
    """Whether "the previous edition" is what a named edition is compared with, not one to look up."""
    from bot.answering.rankings.cues import Cue

    return bool(asked.years.years) and asked.has(Cue.CHANGE, Cue.UP, Cue.DOWN, Cue.COMPARE) and bool(_own_years(asked))


def _own_years(asked: Asked) -> bool:
    return "¤¤¤¤" in asked.plain


def edition_of(year: int, table: IndexTable) -> int | None:
    """The edition of a year; 2011 is told in 2011-12's."""
    if year == 2011 and 2011 not in table.editions and 2012 in table.editions:
        return 2012
    return year if year in table.editions else None


def no_edition(missing: list[int], asked: Asked, table: IndexTable) -> Abstention:
    """Say that a year has no edition and offer the nearest, with the country's rank there."""
    year = missing[0]
    nearest = min(table.editions, key=lambda e: (abs(e - year), -e))
    rows = [row for code in asked.countries[:2] if (row := table.row(nearest, code))]
    offer = "".join(
        f" In the nearest, {edition_name(nearest)}, {name(r)} ranked {ordinal(r.rank)} of {table.total(nearest)}."
        for r in rows
    )
    if year > table.newest:
        text = f"There is no {year} edition yet, and I do not predict; the newest is {edition_name(table.newest)}."
    elif year < table.editions[0]:
        text = (
            f"There is no edition of {listed([str(y) for y in missing])}: the index begins in "
            f"{edition_name(table.editions[0])}."
        )
    else:
        text = f"I have no {year} edition; the nearest is {edition_name(nearest)}."
    return abstain(Reason.NO_EDITION, sentence_case(text + offer), rows or [table.rows[nearest][0]])
