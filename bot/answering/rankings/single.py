"""Answers about one country: rank, score, indicators, change, history, best and worst."""

from collections.abc import Sequence

from bot.answering.rankings.cues import Cue
from bot.answering.rankings.editions import Editions
from bot.answering.rankings.table import IndexTable, band
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
from corpus.countries import state_of
from corpus.types import Ranking

INDICATORS = {
    Cue.POLITICAL: "political", Cue.ECONOMIC: "economic", Cue.LEGISLATIVE: "legislative",
    Cue.SOCIOCULTURAL: "sociocultural", Cue.SAFETY: "safety",
}  # fmt: skip


def not_ranked(country: str, edition: int, table: IndexTable) -> Abstention:
    """Say that a place is not ranked, in that edition or at all, and offer what is nearest."""
    history = table.history(country)
    who = sentence_case(name(country))
    if history:
        near = min(history, key=lambda r: (abs(r.edition - edition), r.edition))
        first = "first " if near is history[0] and near.edition > edition else ""
        text = (f"{who} is not ranked in the {edition_name(edition)} edition; it was {first}ranked in "
            f"{edition_name(near.edition)}: "
                f"{ordinal(near.rank)} of {table.total(near.edition)}.")  # fmt: skip
        return abstain(Reason.NOT_RANKED, text, [near])
    state = state_of(country)
    row = table.row(edition, state) if state else None
    if row is None:
        return abstain(Reason.NOT_RANKED, f"{who} is not ranked in the World Press Freedom Index.")
    text = (
        f"{who} is not ranked on its own; {name(row)} ranked {ordinal(row.rank)} of {table.total(edition)} in "
        f"{edition_name(edition)}."
    )
    return abstain(Reason.NOT_RANKED, text, [row])


def rank_line(row: Ranking, table: IndexTable) -> str:
    """The design's first line: the rank, its year and, since 2022, the score with its band."""
    tied = [other for other in table.at(row.edition, row.rank) if other is not row]
    shared = f" (shared with {listed([name(t) for t in tied])})" if 0 < len(tied) <= 3 else " (shared)" if tied else ""
    line = (
        f"{sentence_case(name(row))} ranked {ordinal(row.rank)} of {table.total(row.edition)}{shared} in the "
        f"{edition_name(row.edition)} World Press Freedom Index"
    )
    if row.score is not None and band(row):
        line += f", with a score of {row.score:.2f} ({band(row)})"
    return line + "."


def rank(row: Ranking, chosen: Editions, table: IndexTable) -> Reply:
    """Answer a plain rank, and for the newest edition how it moved."""
    reply = Reply(table)
    if chosen.note:
        reply.say(chosen.note, [row])
    reply.say(rank_line(row, table), [row])
    earlier = [r for r in table.history(row.country) if r.edition < row.edition][-2:][::-1]
    if row.edition == table.newest and earlier:
        first = "Unchanged from" if earlier[0].rank == row.rank else f"{ordinal(earlier[0].rank)} in"
        rest = f"; {ordinal(earlier[1].rank)} in {edition_name(earlier[1].edition)}" if len(earlier) > 1 else ""
        reply.say(f"{first} {edition_name(earlier[0].edition)}{rest}.", earlier)
    return reply


def score(rows: Sequence[Ranking], table: IndexTable) -> Reply:
    """Answer scores, each with the way its scale runs, and the warning where scales differ."""
    reply = Reply(table)
    for row in rows[:6]:
        reply.say(
            f"{sentence_case(name(row))} in {edition_name(row.edition)}: score {score_text(row)}; "
            f"{ordinal(row.rank)} of {table.total(row.edition)}.",
            [row],
        )
    note = break_note(min(r.edition for r in rows), max(r.edition for r in rows))
    return reply.say(note, rows[:6]) if note else reply


def indicators(row: Ranking, cues: Sequence[Cue], table: IndexTable) -> Answer | Abstention:
    """Answer indicator scores with the rank that they give; none exist before 2022."""
    scores = dict(row.indicators)
    wanted = [INDICATORS[cue] for cue in cues] or list(scores)
    if not scores or not all(w in scores for w in wanted):
        none = f"There are no indicators in the {edition_name(row.edition)} edition: RSF publishes the five since 2022."
        return abstain(Reason.NO_EDITION, f"{none} {rank_line(row, table)}", [row])
    if len(wanted) == 1:
        [only] = wanted
        text = (
            f"{sentence_case(name(row))}'s {only} indicator in {edition_name(row.edition)}: {scores[only]:.2f} of 100"
        )
        text += f" ({ordinal(indicator_rank(row, only, table))} of {table.total(row.edition)} on it)."
        return Reply(table).say(text, [row]).say(rank_line(row, table), [row]).answer()
    parts = [f"{w} {scores[w]:.2f} ({ordinal(indicator_rank(row, w, table))})" for w in wanted]
    text = (
        f"{sentence_case(name(row))} in {edition_name(row.edition)}: {', '.join(parts)}, each of 100, with its "
        f"rank among {table.total(row.edition)}."
    )
    return Reply(table).say(text, [row]).say(rank_line(row, table), [row]).answer()


def indicator_rank(row: Ranking, indicator: str, table: IndexTable) -> int:
    """Rank a row by one indicator: one more than the rows with a higher score."""
    own = dict(row.indicators)[indicator]
    return 1 + sum(dict(other.indicators).get(indicator, -1.0) > own for other in table.rows[row.edition])


def change(first: Ranking, last: Ranking, table: IndexTable) -> Reply:
    """Answer how a country moved between two editions."""
    if first.edition > last.edition:
        first, last = last, first
    moved = first.rank - last.rank
    verb = f"rose {places(moved)}" if moved > 0 else f"fell {places(-moved)}" if moved else "did not move"
    sense = (
        "up, an improvement" if moved > 0 else "down, worse than before" if moved < 0 else "unchanged, the same place"
    )
    stretch = f"from {_placed(first, table)} to {_placed(last, table)}"
    text = f"{sentence_case(name(last))} {verb}: {stretch} ({sense})."
    reply = Reply(table).say(text, [first, last])
    note = break_note(first.edition, last.edition)
    return reply.say(note, [first, last]) if note else reply


def _placed(row: Ranking, table: IndexTable) -> str:
    return f"{ordinal(row.rank)} of {table.total(row.edition)} in {edition_name(row.edition)}"


def history(rows: Sequence[Ranking], table: IndexTable) -> Reply:
    """Answer a country's ranks edition by edition."""
    line = ", ".join(f"{edition_name(r.edition)}: {ordinal(r.rank)}" for r in rows)
    best, worst = min(rows, key=lambda r: r.rank), max(rows, key=lambda r: r.rank)
    reply = Reply(table).say(f"{sentence_case(name(rows[-1]))}'s ranks — {line}.", rows)
    if len(rows) > 2:
        reply.say(
            f"Best {ordinal(best.rank)} ({years_of(rows, best.rank)}), worst {ordinal(worst.rank)} "
            f"({years_of(rows, worst.rank)}).",
            [best, worst],
        )
    return reply


def extremes(rows: Sequence[Ranking], best: bool, worst: bool, table: IndexTable) -> Reply:
    """Answer a country's best and worst ranks, with every edition that had them."""
    reply = Reply(table)
    who = sentence_case(name(rows[-1]))
    for wanted, pick, word in ((best, min, "best"), (worst, max, "worst")):
        if wanted:
            row = pick(rows, key=lambda r: r.rank)
            held = [r for r in rows if r.rank == row.rank]
            reply.say(
                f"{who}'s {word} rank was {ordinal(row.rank)}, in {years_of(rows, row.rank)} (of "
                f"{table.total(row.edition)}).",
                held,
            )
    return reply


def years_of(rows: Sequence[Ranking], at: int) -> str:
    """Name the editions in which a country held a rank."""
    return listed([edition_name(r.edition) for r in rows if r.rank == at])


def within_top(rows: Sequence[Ranking], last: int, bottom: bool, table: IndexTable) -> Answer | Abstention:
    """Answer in which editions, and how often, a country was among the first (or last) so many."""
    held = [r for r in rows if (r.rank > table.total(r.edition) - last if bottom else r.rank <= last)]
    where = f"the {'bottom' if bottom else 'top'} {last}" if last > 1 else "last place" if bottom else "first place"
    who = sentence_case(name(rows[-1]))
    if not held:
        near = (max if bottom else min)(rows, key=lambda r: r.rank)
        return (
            Reply(table)
            .say(
                f"{who} was never in {where}: its {'lowest' if bottom else 'highest'} rank was "
                f"{ordinal(near.rank)}, in {edition_name(near.edition)}.",
                [near],
            )
            .answer()
        )
    named = ", ".join(edition_name(r.edition) + (f" ({ordinal(r.rank)})" if last > 1 else "") for r in held)
    times = "once" if len(held) == 1 else f"{len(held)} times"
    return Reply(table).say(f"{who} was in {where} {times}, of {len(rows)} editions: {named}.", held).answer()
