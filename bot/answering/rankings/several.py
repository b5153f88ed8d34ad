"""Answers about several countries: comparisons, tops and bottoms, counts, climbs and falls."""

from collections import Counter
from collections.abc import Sequence

from bot.answering.rankings.cues import Cue
from bot.answering.rankings.lists import figures, inside
from bot.answering.rankings.single import INDICATORS, indicator_rank, rank_line
from bot.answering.rankings.table import ARMIES, IndexTable
from bot.answering.rankings.wording import (
    Reply,
    abstain,
    break_note,
    edition_name,
    listed,
    name,
    ordinal,
    places,
    score_text,
    sentence_case,
)
from bot.types import Abstention, Answer, Reason
from corpus.types import Ranking


def compare(rows: Sequence[Ranking], table: IndexTable, *, scores: bool = False) -> Reply:
    """Answer who ranks higher in one edition, and by how many places where there are two."""
    ordered = sorted(rows, key=lambda r: r.rank)
    first, edition = ordered[0], ordered[0].edition
    tied = len(ordered) == 2 and ordered[0].rank == ordered[1].rank
    head = (
        f"{sentence_case(name(first))} {'shares its rank with' if tied else 'ranked higher than'} "
        f"{listed([name(r) for r in ordered[1:]])} in {edition_name(edition)}"
    )
    figures = "; ".join(f"{name(r)} {ordinal(r.rank)}" for r in ordered)
    gap = f", {places(ordered[1].rank - first.rank)} apart" if len(ordered) == 2 and not tied else ""
    reply = Reply(table).say(f"{head}: {figures} of {table.total(edition)}{gap}.", ordered)
    if scores:
        reply.say("Scores: " + "; ".join(f"{name(r)} {score_text(r)}" for r in ordered) + ".", ordered)
    return reply


def timeline(countries: Sequence[str], editions: Sequence[int], table: IndexTable) -> Reply | None:
    """Answer how several countries stood over several editions, a line each."""
    reply = Reply(table)
    for country in countries[:4]:
        rows = [row for e in editions if (row := table.row(e, country))]
        if rows:
            moved = rows[0].rank - rows[-1].rank
            word = f"up {moved}" if moved > 0 else f"down {-moved}" if moved else "unchanged"
            kept = rows if len(rows) <= 8 else [rows[0], rows[-1]]
            reply.say(
                f"{sentence_case(name(rows[-1]))}: "
                + ", ".join(f"{edition_name(r.edition)} {ordinal(r.rank)}" for r in kept)
                + f" ({word}).",
                rows,
            )
    return reply if reply.claims else None


def movers(first: int, last: int, up: bool, n: int, region: str | None, table: IndexTable) -> Answer | Abstention:
    """Answer who climbed or fell most between two editions, with the next ones for scale."""
    pairs = [
        (before, row)
        for row in table.within(last, region)
        if row.country not in ARMIES and (before := table.row(first, row.country))
    ]
    if not pairs:
        return abstain(Reason.NO_EDITION, "I have no two editions to compare.")
    ordered = sorted(pairs, key=lambda p: (p[0].rank - p[1].rank) * (-1 if up else 1))
    best = ordered[0]
    chosen = [p for p in ordered if _moved(p) == _moved(best)] if n == 1 else ordered[:n]
    verb = "climbed" if up else "fell"
    texts = [
        f"{name(b)} {verb} {places(abs(_moved((a, b))))}, from {ordinal(a.rank)} to {ordinal(b.rank)}"
        for a, b in chosen[:6]
    ]
    where = f"{inside(region)} from {edition_name(first)} to {edition_name(last)}"
    reply = Reply(table).say(
        f"The biggest {'climb' if up else 'fall'}{'' if len(chosen) == 1 else 's'}{where}: {'; '.join(texts)}.",
        [r for p in chosen[:6] for r in p],
    )
    if n == 1 and (after := ordered[len(chosen) : len(chosen) + 2]):
        reply.say(
            "Next: "
            + "; ".join(f"{name(b)} {abs(_moved((a, b)))} ({ordinal(a.rank)} to {ordinal(b.rank)})" for a, b in after)
            + ".",
            [r for p in after for r in p],
        )
    note = break_note(first, last)
    return (reply.say(note, [best[0], best[1]]) if note else reply).answer()


def _moved(pair: tuple[Ranking, Ranking]) -> int:
    return pair[0].rank - pair[1].rank


def most_often(last: bool, editions: Sequence[int], table: IndexTable) -> Answer:
    """Answer who was first, or last, in most editions."""
    held = [row for e in editions for row in table.at(e, max(r.rank for r in table.rows[e]) if last else 1)]
    ranked = Counter(row.country for row in held).most_common(3)
    rows = [row for row in held if row.country == ranked[0][0]]
    others = ", ".join(f"{name(code)} {n}" for code, n in ranked[1:])
    text = (f"{sentence_case(name(ranked[0][0]))} was {'last' if last else 'first (ties included)'} most often: "
        f"{ranked[0][1]} of {len(editions)} editions "
            f"({', '.join(edition_name(r.edition) for r in rows)}).")  # fmt: skip
    reply = Reply(table).say(text, rows)
    return (reply.say(f"Next: {others}.", held[:1] + held[-1:]) if others else reply).answer()


def by_indicator(
    edition: int, cues: Sequence[Cue], n: int, last: bool, region: str | None, table: IndexTable
) -> Answer | Abstention:
    """Answer who is best or worst on one indicator."""
    indicator = INDICATORS[cues[0]]
    rows = [r for r in table.within(edition, region) if indicator in dict(r.indicators)]
    if not rows:
        return abstain(
            Reason.NO_EDITION,
            f"There are no indicators in the {edition_name(edition)} edition: RSF publishes the five since 2022.",
            [table.rows[edition][0]],
        )
    rows.sort(key=lambda r: dict(r.indicators)[indicator], reverse=not last)
    parts = [
        f"{name(r)} ({dict(r.indicators)[indicator]:.2f}, {ordinal(indicator_rank(r, indicator, table))} on "
        f"it; {ordinal(r.rank)} overall)"
        for r in rows[:n]
    ]
    word = ("lowest" if last else "highest") + f" on the {indicator} indicator"
    return (
        Reply(table)
        .say(f"{sentence_case(word)}{inside(region)} in {edition_name(edition)}: {', '.join(parts)}.", rows[:n])
        .answer()
    )


def neighbours(row: Ranking, above: bool, table: IndexTable) -> Answer:
    """Answer who stands next above or below a country."""
    rows = [r for r in table.rows[row.edition] if (r.rank < row.rank if above else r.rank > row.rank)]
    reply = Reply(table)
    if rows:
        near = table.at(row.edition, (rows[-1] if above else rows[0]).rank)
        reply.say(
            f"Just {'above' if above else 'below'} {name(row)} in {edition_name(row.edition)}: {figures(near)}.", near
        )
    return reply.say(rank_line(row, table), [row]).answer()
