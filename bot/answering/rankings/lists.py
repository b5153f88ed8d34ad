"""Answers about an edition as a whole or a region in it: tops, bottoms, places and counts."""

from collections.abc import Sequence

from bot.answering.rankings.regions import REGIONS
from bot.answering.rankings.table import ARMIES, IndexTable, band
from bot.answering.rankings.wording import (
    Reply,
    abstain,
    edition_name,
    listed,
    name,
    ordinal,
    score_text,
    sentence_case,
)
from bot.types import Abstention, Answer, Reason
from corpus.types import Ranking

MOST_LISTED = 20


"""Countries in a list: as many as a phone's screen holds."""


def ends(
    edition: int, n: int, last: bool, region: str | None, table: IndexTable, *, scores: bool = False
) -> Answer | Abstention:
    """Answer the first or last so many of an edition, in the world or in a region."""
    rows = [r for r in table.within(edition, region) if region is None or r.country not in ARMIES]
    if not rows:
        return abstain(
            Reason.NOT_RANKED,
            f"I have no country of {REGIONS[region].name if region else 'that'} in the {edition_name(edition)} "
            f"edition.",
        )
    n = min(n, MOST_LISTED)
    chosen = _with_ties(rows[::-1] if last else rows, n)
    if n == 1:
        reply = Reply(table).say(_one_line(chosen, edition, last, region, table), chosen)
    else:
        reply = Reply(table).say(
            f"The {'bottom' if last else 'top'} {n} in {edition_name(edition)}{inside(region)} (of "
            f"{table.total(edition)}): {figures(chosen)}.",
            chosen,
        )
    if scores:
        reply.say("Scores: " + "; ".join(f"{name(r)} {score_text(r)}" for r in chosen[:5]) + ".", chosen[:5])
    return _with_zone(reply, chosen, edition, n, last, region, table).answer()


def _with_ties(rows: Sequence[Ranking], n: int) -> list[Ranking]:
    """The first so many, and who shares the last one's rank."""
    chosen = list(rows[:n])
    return [*chosen, *(r for r in rows[n:] if r.rank == chosen[-1].rank)][:MOST_LISTED]


def _one_line(rows: Sequence[Ranking], edition: int, last: bool, region: str | None, table: IndexTable) -> str:
    word = ("last" if last else "first") if region is None else ("the lowest-ranked" if last else "the best-ranked")
    shared = "shared " if len(rows) > 1 else ""
    verb = (
        f"{shared}{word} place"
        if region is None and shared
        else f"came {word}"
        if region is None
        else f"{'were' if len(rows) > 1 else 'was'} {word}"
    )
    return (f"{sentence_case(listed([name(r) for r in rows]))} {verb}{inside(region)} in {edition_name(edition)}: "
            f"{ordinal(rows[0].rank)} of {table.total(edition)}.")  # fmt: skip


def inside(region: str | None) -> str:
    """Say where, for a region; nothing for the world."""
    return f" in {REGIONS[region].name}" if region else ""


def figures(rows: Sequence[Ranking]) -> str:
    """List rows with their ranks."""
    return ", ".join(f"{ordinal(r.rank)} {name(r)}" for r in rows)


def _with_zone(
    reply: Reply, chosen: Sequence[Ranking], edition: int, n: int, last: bool, region: str | None, table: IndexTable
) -> Reply:
    """Add what RSF's zone of that name gives where it gives another country than the continent."""
    if region is None or not (REGIONS[region].members and REGIONS[region].zone):
        return reply
    rows = list(table.within(edition, region, zone=True))
    other = _with_ties(rows[::-1] if last else rows, n)
    if not other or other == list(chosen):
        return reply
    return reply.say(f"In RSF's own zone of that name ({_zone_name(REGIONS[region].zone)}): {figures(other)}.", other)


def _zone_name(zone: str) -> str:
    names = {
        "Afrique": "Africa",
        "Amériques": "Americas",
        "Asie-Pacifique": "Asia-Pacific",
        "MENA": "Middle East and North Africa",
        "UE Balkans": "European Union and Balkans",
        "EEAC": "Eastern Europe and Central Asia",
    }
    return names.get(zone, zone)


def nth(edition: int, rank: int, region: str | None, table: IndexTable) -> Answer | Abstention:
    """Answer who holds a rank: one, several that share it, or nobody."""
    total = table.total(edition)
    if rank < 0:
        rank = total + 1 + rank
    if region is not None:
        rows = [r for r in table.within(edition, region) if r.country not in ARMIES]
        if 0 < rank <= len(rows):
            row = rows[rank - 1]
            return (
                Reply(table)
                .say(
                    f"{sentence_case(name(row))} was number {rank}{inside(region)} in "
                    f"{edition_name(edition)}: {ordinal(row.rank)} of {total}.",
                    [row],
                )
                .answer()
            )
    held = table.at(edition, rank)
    if held:
        verb = "ranked" if len(held) == 1 else "shared rank"
        return (
            Reply(table)
            .say(
                f"{sentence_case(listed([name(r) for r in held]))} {verb} {ordinal(rank)} of {total} in "
                f"{edition_name(edition)}.",
                held,
            )
            .answer()
        )
    above = [r for r in table.rows[edition] if r.rank < rank]
    if rank > total or not above:
        worst = table.rows[edition][-1]
        return abstain(
            Reason.NOT_RANKED,
            f"There is no {ordinal(rank)} place: only {total} are ranked in {edition_name(edition)}; last is "
            f"{name(worst)} ({ordinal(worst.rank)}).",
            [worst],
        )
    tie = table.at(edition, above[-1].rank)
    return abstain(
        Reason.NOT_RANKED,
        f"Nobody was {ordinal(rank)} in {edition_name(edition)}: {listed([name(r) for r in tie])} are tied at "
        f"{ordinal(tie[0].rank)}.",
        tie,
    )


def count(
    edition: int, region: str | None, within: str | None, top: int | None, bottom: bool, table: IndexTable
) -> Answer | Abstention:
    """Answer how many are ranked, in a region, in a band, in the top so many: any of them together."""
    if within and edition < 2022:
        return abstain(
            Reason.NO_EDITION,
            f"The bands (good to very serious) exist since 2022; the {edition_name(edition)} edition has none.",
            [table.rows[edition][0]],
        )
    reply = Reply(table)
    rows = _filtered(table.within(edition, region), within, top, bottom, table)
    armies = sum(r.country in ARMIES for r in rows)
    what = (
        f"{'1 country is' if len(rows) == 1 else f'{len(rows)} countries are'} "
        f"{_filter_name(region, within, top, bottom)} in {edition_name(edition)}"
    )
    detail = f", entries for armies abroad ({armies}) among them" if armies else ""
    names = f": {figures(rows)}" if 0 < len(rows) <= 14 and (region or within or top) else ""
    reply.say(f"{what}{detail}{names}.", rows[:1] + rows[-1:] or [table.rows[edition][0]])
    zone = _filtered(table.within(edition, region, zone=True), within, top, bottom, table)
    if region and REGIONS[region].members and REGIONS[region].zone and len(zone) != len(rows):
        reply.say(
            f"In RSF's own zone {_zone_name(REGIONS[region].zone)}: {len(zone)}.",
            zone[:1] or rows[:1] or [table.rows[edition][0]],
        )
    return reply.answer()


def _filtered(
    rows: Sequence[Ranking], within: str | None, top: int | None, bottom: bool, table: IndexTable
) -> list[Ranking]:
    kept = [r for r in rows if within is None or band(r) == within]
    if top is None:
        return kept
    return [r for r in kept if (r.rank > table.total(r.edition) - top if bottom else r.rank <= top)]


def _filter_name(region: str | None, within: str | None, top: int | None, bottom: bool) -> str:
    parts = [
        f'in the "{within}" band' if within else "",
        f"in the {'bottom' if bottom else 'top'} {top}" if top else "",
        f"of {REGIONS[region].name}" if region else "",
    ]
    return " ".join(["ranked", *filter(None, parts)])
