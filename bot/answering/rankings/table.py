"""The index in memory: every edition's rows, found by country, rank, and zone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.answering.rankings.regions import REGIONS
from corpus.types import Ranking

NEWER_ZONES = 2022
"""The one edition that has other zones than all the rest."""

_ENTRIES = {
    "USA": ("USA", "USA2"), "ISR": ("ISR", "ISR1"), "USA2": ("USA2", "USA"), "ISR1": ("ISR1", "ISR"),
    "SRB": ("SRB", "SCG", "YUG"), "MNE": ("MNE", "SCG", "YUG"), "SCG": ("SCG", "YUG"), "YUG": ("YUG", "SCG"),
    "GRD": ("GRD",),
}  # fmt: skip
"""Under which entries a country stands: the USA and Israel on their own soil from 2003, Serbia within its unions."""

ARMIES = frozenset({"USA1", "USA_I", "ISR2", "ISR3"})
"""Entries for what an army does abroad; they are ranked, but no countries."""

BANDS = (
    (85.0, "good"),
    (70.0, "satisfactory"),
    (55.0, "problematic"),
    (40.0, "difficult"),
    (float("-inf"), "very serious"),
)
"""RSF's bands since 2022: the least score of each, and its name."""


@dataclass(frozen=True, slots=True)
class IndexTable:
    """All editions that are loaded. Build it with ``IndexTable.of``; an empty one answers nothing."""

    editions: tuple[int, ...]
    rows: Mapping[int, tuple[Ranking, ...]]
    places: Mapping[tuple[int, str], Ranking]

    @classmethod
    def of(cls, rankings: Iterable[Ranking]) -> "IndexTable":
        """Arrange rows by edition and rank; of a row that comes twice the later one stays."""
        places = {(r.edition, r.country): r for r in rankings}
        rows: dict[int, list[Ranking]] = {}
        for row in sorted(places.values(), key=lambda r: (r.edition, r.rank, r.country)):
            rows.setdefault(row.edition, []).append(row)
        return cls(tuple(sorted(rows)), {edition: tuple(found) for edition, found in rows.items()}, places)

    @property
    def newest(self) -> int:
        """The newest edition."""
        return self.editions[-1]

    def row(self, edition: int, country: str) -> Ranking | None:
        """A country's row in an edition, under its own or a forerunner's name."""
        for code in _ENTRIES.get(country, (country,)):
            if (edition, code) in self.places:
                return self.places[edition, code]
        return None

    def history(self, country: str) -> tuple[Ranking, ...]:
        """All rows of a country, the oldest first."""
        return tuple(row for edition in self.editions if (row := self.row(edition, country)))

    def total(self, edition: int) -> int:
        """How many places an edition has."""
        return len(self.rows[edition])

    def at(self, edition: int, rank: int) -> tuple[Ranking, ...]:
        """Who holds a rank: nobody where the ones before share theirs, several where they share it."""
        return tuple(row for row in self.rows[edition] if row.rank == rank)

    def before(self, edition: int) -> int | None:
        """The edition before one."""
        return max((e for e in self.editions if e < edition), default=None)

    def zone(self, row: Ranking) -> str:
        """The zone of a row's country; the edition of 2022 lumps three together, so its neighbours tell."""
        if row.edition != NEWER_ZONES:
            return row.zone
        others = [other.zone for other in self.history(row.country) if other.edition != NEWER_ZONES]
        return others[-1] if others else row.zone

    def within(self, edition: int, region: str | None, *, zone: bool = False) -> tuple[Ranking, ...]:
        """The rows of an edition in a region as people mean it, or by RSF's zone of that name."""
        rows = self.rows[edition]
        if region is None:
            return rows
        asked = REGIONS[region]
        if asked.members and not (zone and asked.zone):
            return tuple(row for row in rows if row.country in asked.members)
        return tuple(row for row in rows if self.zone(row) == asked.zone and row.country not in ARMIES)


def band(row: Ranking) -> str | None:
    """The band of a score, which only the editions since 2022 have."""
    if row.score is None or row.edition < 2022:
        return None
    return next(name for least, name in BANDS if row.score >= least)
