"""Answers about the countries that a question names: one by what is asked of it, several compared."""

import re
from collections.abc import Sequence

from bot.answering.rankings import several, single
from bot.answering.rankings.asked import Asked
from bot.answering.rankings.cues import Cue
from bot.answering.rankings.editions import Editions
from bot.answering.rankings.table import IndexTable
from bot.answering.rankings.wording import Reply, edition_name, listed, name, ordinal, sentence_case
from bot.types import Abstention, Answer
from corpus.countries import How
from corpus.folding import tokens
from corpus.types import Ranking

Outcome = Answer | Abstention


def about_countries(asked: Asked, chosen: Editions, table: IndexTable) -> Outcome:
    """Answer about the countries that a question names."""
    ranked = [code for code in asked.countries if table.history(code)]
    missing = [code for code in asked.countries if code not in ranked]
    if not ranked or (missing and len(asked.countries) == 1):
        return single.not_ranked(missing[0], chosen.one, table)
    if _unsure(asked) and len(ranked) > 1:
        return unsure(ranked, chosen, table)
    if len(ranked) > 1 or missing:
        return compared(ranked, missing, asked, chosen, table)
    return about_one(ranked[0], asked, chosen, table)


def _unsure(asked: Asked) -> bool:
    return len(asked.mentions) == 1 and asked.mentions[0].how is How.MISSPELT


def unsure(codes: Sequence[str], chosen: Editions, table: IndexTable) -> Outcome:
    """Answer for each country that a misspelling may mean, and say so."""
    rows = [row for code in codes if (row := table.row(chosen.one, code))]
    if not rows:
        return single.not_ranked(codes[0], chosen.one, table)
    reply = Reply(table).say(f"That may mean {listed([name(r) for r in rows], 'or')}.", rows)
    for row in rows:
        reply.say(single.rank_line(row, table), [row])
    return reply.answer()


def compared(
    ranked: Sequence[str], missing: Sequence[str], asked: Asked, chosen: Editions, table: IndexTable
) -> Outcome:
    """Compare countries in an edition, or over several; say who of them is not ranked."""
    cues = indicator_cues(asked)
    if cues and (found := [row for code in ranked if (row := table.row(chosen.one, code))]):
        return _join([single.indicators(row, cues, table) for row in found])
    if len(chosen.chosen) > 1 and (reply := several.timeline(ranked, chosen.chosen, table)):
        return reply.answer()
    if (
        asked.has(Cue.CHANGE)
        and not asked.has(Cue.BEST, Cue.WORST, Cue.COMPARE)
        and (before := table.before(chosen.one))
        and (reply := several.timeline(ranked, (before, chosen.one), table))
    ):
        return reply.answer()
    rows = [row for code in ranked if (row := table.row(chosen.one, code))]
    absent = [*missing, *(code for code in ranked if not table.row(chosen.one, code))]
    if not rows:
        return single.not_ranked(absent[0], chosen.one, table)
    if len(rows) == 1:
        reply = Reply(table).say(single.rank_line(rows[0], table), rows)
    else:
        reply = several.compare(rows, table, scores=asked.has(Cue.SCORE))
    for code in absent:
        reply.say(f"{sentence_case(name(code))} is not ranked in the {edition_name(chosen.one)} edition.", rows[:1])
    return reply.answer()


def about_one(code: str, asked: Asked, chosen: Editions, table: IndexTable) -> Outcome:
    """Answer about one country, by what the question asks of it."""
    rows = [row for edition in chosen.chosen if (row := table.row(edition, code))]
    long = asked.has(Cue.EVER, Cue.OFTEN, Cue.WHEN, Cue.HISTORY, Cue.BEST, Cue.WORST) or chosen.stretch
    if long and (outcome := over_time(code, rows, asked, chosen, table)) is not None:
        return outcome
    if not rows:
        return single.not_ranked(code, chosen.one, table)
    row = rows[-1]
    if (cues := indicator_cues(asked)) or _all_five(asked):
        return single.indicators(row, cues, table)
    if asked.has(Cue.SCORE) and not _wants_rank(asked):
        return single.score(rows, table).answer()
    if asked.has(Cue.NEXT_TO) and asked.has(Cue.ABOVE, Cue.BELOW):
        return several.neighbours(row, asked.has(Cue.ABOVE), table)
    if asked.has(Cue.HOW_MANY) and asked.has(Cue.COUNTRY) and asked.has(Cue.ABOVE, Cue.BELOW):
        return _others(row, asked, table)
    if (asked.has(Cue.FIRST, Cue.LAST) and len(rows) == 1 and not asked.has(Cue.HOW_MANY, Cue.COMPARE)) or asked.top:
        return _verified(row, asked, table)
    if moved := _moved(code, rows, asked, chosen, table):
        return moved
    if len(rows) > 1:
        return single.history(rows, table).answer()
    if (asked.has(Cue.FIRST, Cue.LAST) and not asked.has(Cue.COMPARE)) or asked.top:
        return _verified(row, asked, table)
    reply = single.rank(row, chosen, table)
    if code == "COG" and _plain_congo(asked) and (other := table.row(row.edition, "COD")):
        reply.say(f"The other Congo, {name(other)}, ranked {ordinal(other.rank)}.", [other])
    return reply.answer()


def _plain_congo(asked: Asked) -> bool:
    """Whether a question says "Congo" without telling which."""
    return any(
        len(tokens(asked.text[m.span.start : m.span.end])) == 1 or asked.text[m.span.start : m.span.end] == "刚果"
        for m in asked.mentions
    )


def _wants_rank(asked: Asked) -> bool:
    return asked.has(Cue.RANK) and not re.search(
        r"score|point|mark|scroe|punt|pont|punkt|балл|оценк|نقاط|درجه|得分|分|امتياز", asked.plain
    )


def indicator_cues(asked: Asked) -> list[Cue]:
    """The indicators that a question names: "safety" beside "indicator" or "journalists", "political score"."""
    named = [cue for cue in single.INDICATORS if asked.has(cue)]
    return (
        named
        if named and asked.has(Cue.INDICATOR, Cue.SCORE, Cue.RANK, Cue.BEST, Cue.WORST, Cue.SAFETY, Cue.PLACE)
        else []
    )


def _all_five(asked: Asked) -> bool:
    return (
        asked.has(Cue.BETWEEN_SCORES)
        and re.search(r"indicat|indikator|sub-?scores|индикатор|показател|指标|شاخص.?ها|مؤشرات|موشرات", asked.plain)
        is not None
    )


def lowest(asked: Asked) -> bool:
    """Whether so many at the bottom are meant: "last" beside "top" only tells when."""
    return (
        asked.has(Cue.LAST, Cue.WORST) and not asked.has(Cue.FIRST) and re.search(r"\btop\b|топ", asked.plain) is None
    )


def _others(row: Ranking, asked: Asked, table: IndexTable) -> Outcome:
    """How many countries stand above or below one."""
    rows = table.rows[row.edition]
    above = sum(r.rank < row.rank for r in rows)
    below = sum(r.rank > row.rank for r in rows)
    text = f"{above} ranked above and {below} below {name(row)} in {edition_name(row.edition)}."
    return Reply(table).say(text, [row]).say(single.rank_line(row, table), [row]).answer()


def _moved(code: str, rows: Sequence[Ranking], asked: Asked, chosen: Editions, table: IndexTable) -> Outcome | None:
    """A change: between the editions named, else from the one before."""
    if (
        not asked.has(Cue.CHANGE, Cue.UP, Cue.DOWN)
        and not (asked.has(Cue.HOW_MANY, Cue.COMPARE) and len(rows) == 2)
        and not (asked.years.previous and "¤¤¤¤" in asked.plain)
    ):
        return None
    if len(rows) > 1:
        return single.change(rows[0], rows[-1], table).answer()
    before = table.before(rows[0].edition)
    earlier = table.row(before, code) if before else None
    if earlier is None:
        return None
    return single.change(earlier, rows[0], table).answer()


def _verified(row: Ranking, asked: Asked, table: IndexTable) -> Outcome:
    """Check a premise: "was it last?", "is it in the top ten?"."""
    total = table.total(row.edition)
    if asked.top:
        bottom = lowest(asked)
        inside = row.rank > total - asked.top if bottom else row.rank <= asked.top
        where = f"the {'bottom' if bottom else 'top'} {asked.top} in {edition_name(row.edition)}"
        verb = "was" if inside else "was not"
        text = f"{sentence_case(name(row))} {verb} in {where}: it ranked {ordinal(row.rank)} of {total}."
        return Reply(table).say(text, [row]).answer()
    last = asked.has(Cue.LAST)
    held = table.at(row.edition, table.rows[row.edition][-1].rank if last else 1)
    word = "last" if last else "first"
    where = f"in {edition_name(row.edition)}"
    if row in held:
        text = f"{sentence_case(name(row))} was {word} {where}: {ordinal(row.rank)} of {total}."
        return Reply(table).say(text, held).answer()
    others = f"{listed([name(r) for r in held])} {'was' if len(held) == 1 else 'were'} {word} ({ordinal(held[0].rank)})"
    text = f"{sentence_case(name(row))} was not {word} {where}: it ranked {ordinal(row.rank)} of {total}; {others}."
    return Reply(table).say(text, [row, *held]).answer()


def over_time(code: str, rows: Sequence[Ranking], asked: Asked, chosen: Editions, table: IndexTable) -> Outcome | None:
    """Answer about many editions of one country: extremes, how often, in which years, history, change since."""
    every = rows if not chosen.default and (chosen.stretch or len(chosen.chosen) > 1) else table.history(code)
    if not every:
        return single.not_ranked(code, chosen.one, table)
    named = not chosen.default and not chosen.stretch
    if (
        asked.has(Cue.OFTEN, Cue.WHEN)
        and not named
        and (asked.top or asked.has(Cue.FIRST, Cue.LAST, Cue.WORST, Cue.BEST))
    ):
        if (
            asked.has(Cue.WHEN)
            and not asked.top
            and re.search(r"first (rank|enter|appear|includ|list|join)|begin|start", asked.plain)
        ):
            return single.rank(every[0], chosen, table).answer()
        if asked.has(Cue.FIRST, Cue.LAST) or asked.top:
            return single.within_top(every, asked.top or 1, lowest(asked), table)
    best, worst = asked.has(Cue.BEST), asked.has(Cue.WORST)
    if asked.top and not named and asked.has(Cue.EVER, Cue.OFTEN):
        return single.within_top(every, asked.top, lowest(asked), table)
    if asked.top:
        return None
    if (
        ((best or worst) and not named and not asked.has(Cue.COMPARE))
        or (best and worst and not named)
        or (asked.has(Cue.EVER) and (best or worst))
    ):
        return single.extremes(every, best, worst, table).answer()
    if asked.has(Cue.EVER) and asked.has(Cue.FIRST, Cue.LAST):
        return single.within_top(every, asked.top or 1, asked.has(Cue.LAST), table)
    if asked.has(Cue.CHANGE) and chosen.stretch and not re.search(r"year by year|histor|develop|evol", asked.plain):
        return single.change(every[0], every[-1], table).answer()
    if asked.has(Cue.SCORE) and chosen.stretch and len(every) > 1:
        return single.score(every if len(every) <= 4 else [every[0], every[-1]], table).answer()
    if (chosen.stretch or asked.has(Cue.HISTORY)) and not (named and len(rows) == 1) and len(every) > 1:
        return single.history(every, table).answer()
    return None


def _join(outcomes: Sequence[Outcome]) -> Outcome:
    """Put single answers together, their sources numbered anew; a refusal among them goes first."""
    answers = [o for o in outcomes if isinstance(o, Answer)]
    if not answers:
        return outcomes[0]
    from dataclasses import replace

    merged = answers[0]
    for other in answers[1:]:
        shift = len(merged.citations)
        claims = tuple(replace(c, citations=tuple(n + shift for n in c.citations)) for c in other.claims)
        merged = Answer(
            merged.kind,
            merged.claims + claims,
            merged.citations + tuple(replace(c, n=c.n + shift) for c in other.citations),
        )
    return merged
