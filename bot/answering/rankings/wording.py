"""Words and numbers of an answer, and the sources under it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.answering.rankings.table import IndexTable, band
from bot.types import Abstention, Answer, Citation, Claim, Kind, Reason
from corpus.countries import country_name
from corpus.types import Ranking

PAGE = "https://rsf.org/en/index?year={}"
MAX_CITED = 4
"""How many editions a line names as its sources: with a history, its ends and its extremes."""


def ordinal(n: int) -> str:
    """Write a rank.

    >>> ordinal(1), ordinal(12), ordinal(113), ordinal(152)
    ('1st', '12th', '113th', '152nd')
    """
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def edition_name(edition: int) -> str:
    """Name an edition as RSF does: 2012's is "2011-12".

    >>> edition_name(2012), edition_name(2013)
    ('2011-12', '2013')
    """
    return "2011-12" if edition == 2012 else str(edition)


def name(row: Ranking | str) -> str:
    """Name a row's or a code's country inside a sentence."""
    return country_name(row if isinstance(row, str) else row.country)


def sentence_case(text: str) -> str:
    """Begin with a capital: "the Netherlands" opens a sentence as "The Netherlands"."""
    return text[:1].upper() + text[1:]


def listed(words: Sequence[str], joint: str = "and") -> str:
    """Join words as a sentence does.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joint} {words[-1]}" if words else ""


def places(n: int) -> str:
    """Count places."""
    return "1 place" if n == 1 else f"{n} places"


def score_text(row: Ranking) -> str:
    """Write a score and which way it runs; 2013-21's as the table has it and as RSF published it then."""
    if row.score is None:
        return "no score in the table"
    if row.edition >= 2022:
        return f"{row.score:.2f} of 100 ({band(row)}; 100 is best)"
    if row.edition >= 2013:
        return (f"{row.score:.2f} (in RSF's present table, where 100 is best; "
                f"RSF then published it as {100 - row.score:.2f}, where 0 was best and lower is better)")  # fmt: skip
    return f"{row.score:.2f} (on that edition's scale lower is better, without bounds)"


def break_note(first: int, last: int) -> str:
    """Warn where scores of two editions stand on different scales; nothing where they do not."""
    crossed = [text for year, text in ((2013, "2011-12 and 2013"), (2022, "2021 and 2022")) if first < year <= last]
    if not crossed:
        return ""
    return (
        f"RSF changed its method between {listed(crossed)}, so scores cannot be compared across it; ranks can, "
        f"with care."
    )


def row_text(row: Ranking) -> str:
    """Write a row as a citation's quote: year; code; rank; score; name."""
    score = "" if row.score is None else f"{row.score:g}".replace(".", ",")
    return f"{edition_name(row.edition)};{row.country};{row.rank};{score};{row.name}"


@dataclass(slots=True)
class Reply:
    """An answer in the making: lines, and the editions' rows that they stand on, numbered as they come."""

    table: IndexTable
    claims: list[Claim] = field(default_factory=list)
    cited: dict[int, list[Ranking]] = field(default_factory=dict)

    def say(self, text: str, rows: Iterable[Ranking]) -> "Reply":
        """Add a line that stands on rows."""
        found = _fewest(list(rows))
        for row in found:
            held = self.cited.setdefault(row.edition, [])
            if row not in held:
                held.append(row)
        order = list(self.cited)
        numbers = tuple(dict.fromkeys(order.index(row.edition) + 1 for row in found))
        self.claims.append(Claim(text, numbers))
        return self

    def answer(self) -> Answer:
        """Finish."""
        return Answer(Kind.RANKING, tuple(self.claims), self.citations())

    def citations(self) -> tuple[Citation, ...]:
        """One source an edition: its page, and the rows of it that were used."""
        return tuple(citation(n, rows) for n, rows in enumerate(self.cited.values(), 1))


def citation(n: int, rows: Sequence[Ranking]) -> Citation:
    """Cite an edition's page with rows of it."""
    edition = rows[0].edition
    return Citation(
        n=n,
        title=f"World Press Freedom Index {edition_name(edition)}, RSF",
        url=rows[0].url or PAGE.format(edition),
        published=None,
        quote="\n".join(row_text(row) for row in rows[:12]),
        start=0,
        end=0,
    )


def abstain(reason: Reason, text: str, rows: Iterable[Ranking] = ()) -> Abstention:
    """Give no answer, and offer the rows that are closest."""
    return Abstention(reason, text, tuple(citation(n, [row]) for n, row in enumerate(rows, 1)))


def _fewest(rows: list[Ranking]) -> list[Ranking]:
    """Of many editions keep the ends and the extremes; readers find the others beside them."""
    if len({row.edition for row in rows}) <= MAX_CITED:
        return rows
    kept = [rows[0], rows[-1], min(rows, key=lambda r: r.rank), max(rows, key=lambda r: r.rank)]
    return list(dict.fromkeys(kept))
