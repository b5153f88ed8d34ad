"""Rankings → a chart as PNG: ranks over the years, the first place on top.

Sized for a phone held upright (1080 pixels wide): large type, the countries named at their lines' ends
instead of in a legend, so that nobody has to match colours.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.countries import country_name
from corpus.types import Ranking

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_COUNTRIES = 8
"""More lines than that cannot be told apart on a phone."""
BREAKS = ((2012.5, "new method\n2013"), (2021.5, "new method\n2022"))
"""Between which years RSF changed its method, and what the chart says there."""
_OWN_SOIL = {"USA2": "USA", "ISR1": "ISR"}
"""RSF's entries for a country on its own soil, 2003-2012: they go on with the country's line."""
_LETTER = 7.0
"""Ranks that a label's line takes at the chart's full height of 180, by which labels are kept apart."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours that can be told apart on a background, for colour-blind eyes too (Okabe and Ito, 2008)."""

    background: str
    text: str
    grid: str
    lines: tuple[str, ...]


LIGHT = Theme(
    "#ffffff",
    "#1f2328",
    "#d8dce1",
    ("#0072b2", "#d55e00", "#009e73", "#a8467f", "#8a6d00", "#3a3f45", "#b3261e", "#2f8fbf"),
)
DARK = Theme(
    "#15191e",
    "#eef1f4",
    "#363d45",
    ("#56b4e9", "#ff9a5c", "#35c99a", "#e6a0c8", "#f0e442", "#c9ced4", "#ff7b72", "#8ecbff"),
)


class ChartError(ValueError):
    """What was asked for cannot be drawn; the text says why."""


def draw_ranks(rankings: Sequence[Ranking], *, dark: bool = False) -> bytes:
    """Draw the ranks of one to eight countries over the editions, as PNG bytes.

    Rows come in any order and are grouped by country; a year without a row leaves a gap in its line.

    Raises:
        ChartError: there are no rows, or more than eight countries.
    """
    lines = _lines(rankings)
    if not lines:
        raise ChartError("there is nothing to draw: none of the countries is ranked in these years")
    if len(lines) > MOST_COUNTRIES:
        raise ChartError(f"{len(lines)} countries are too many for one chart; choose up to {MOST_COUNTRIES}")
    return _draw(lines, DARK if dark else LIGHT)


def _lines(rankings: Sequence[Ranking]) -> dict[str, list[Ranking]]:
    """Rows by country in the order in which countries come first, each by year."""
    lines: dict[str, list[Ranking]] = {}
    for row in rankings:
        lines.setdefault(country_name(_OWN_SOIL.get(row.country, row.country)), []).append(row)
    return {name: sorted(rows, key=lambda r: r.edition) for name, rows in lines.items()}


def _draw(lines: dict[str, list[Ranking]], theme: Theme) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.2, 7.2), dpi=150, facecolor=theme.background)
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_axes((0.095, 0.06, 0.655, 0.79), facecolor=theme.background)
    first, last, deepest = _frame(axes, lines, theme)
    for colour, rows in zip(theme.lines, lines.values(), strict=False):
        _line(axes, rows, colour)
    _breaks(axes, first, last, theme)
    _labels(axes, lines, theme, last, deepest)
    figure.text(
        0.03, 0.955, "World Press Freedom Index: rank", color=theme.text, fontsize=16, fontweight="bold", va="center"
    )
    figure.text(
        0.03,
        0.918,
        _subtitle(first, last),
        color=theme.text,
        fontsize=11,
        va="center",
        alpha=0.8,
    )
    content = io.BytesIO()
    canvas.print_figure(content, format="png", facecolor=theme.background)
    return content.getvalue()


def _subtitle(first: int, last: int) -> str:
    """Say which way ranks run, who says so, and why there is a gap, where there is one."""
    return "1 is best. Source: RSF." + (" No separate 2011 edition." if first < 2011 < last else "")


def _frame(axes: "Axes", lines: dict[str, list[Ranking]], theme: Theme) -> tuple[int, int, int]:
    """Set axes, the first place on top; give the first and last year and the deepest rank shown."""
    years = [row.edition for rows in lines.values() for row in rows]
    first, last = min(years), max(years)
    deepest = min(182, max(20, -(-max(row.rank for rows in lines.values() for row in rows) // 20) * 20 + 2))
    axes.set_xlim(first - 0.4, last + 0.4)
    axes.set_ylim(deepest, -deepest * 0.02)
    axes.set_yticks([1, *range(20 if deepest > 60 else 10, deepest + 1, 20 if deepest > 60 else 10)])
    axes.set_xticks(_ticks(first, last))
    axes.grid(axis="y", color=theme.grid, linewidth=0.8)
    axes.tick_params(colors=theme.text, labelsize=12, length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    return first, last, deepest


def _ticks(first: int, last: int) -> list[int]:
    """Years to name under the chart: about six, the last one always."""
    step = max(1, round((last - first) / 5))
    return [2010 if year == 2011 and first < 2011 else year for year in range(last, first - 1, -step)][::-1]


def _line(axes: "Axes", rows: list[Ranking], colour: str) -> None:
    """Draw one country's line, broken where a year has no row, 2011 among them."""
    for run in _runs(rows):
        axes.plot(
            [r.edition for r in run],
            [r.rank for r in run],
            color=colour,
            linewidth=2.6,
            marker="o",
            markersize=5,
            solid_capstyle="round",
            zorder=3,
        )


def _runs(rows: list[Ranking]) -> list[list[Ranking]]:
    """Split rows where a year is missing.

    >>> from corpus.types import Ranking
    >>> row = lambda year: Ranking(year, "FRA", "France", 1, None, "", (), "")
    >>> [[r.edition for r in run] for run in _runs([row(2009), row(2010), row(2012)])]
    [[2009, 2010], [2012]]
    """
    runs: list[list[Ranking]] = []
    for row in rows:
        if runs and row.edition - runs[-1][-1].edition == 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _breaks(axes: "Axes", first: int, last: int, theme: Theme) -> None:
    """Mark where the method changed."""
    for year, text in BREAKS:
        if first < year < last:
            axes.axvline(year, color=theme.text, linewidth=1.1, linestyle=(0, (4, 3)), alpha=0.65, zorder=2)
            axes.text(
                year,
                1.012,
                text,
                transform=axes.get_xaxis_transform(),
                color=theme.text,
                fontsize=9,
                ha="center",
                va="bottom",
                alpha=0.85,
                linespacing=1.0,
            )


def _labels(axes: "Axes", lines: dict[str, list[Ranking]], theme: Theme, last: int, deepest: int) -> None:
    """Name each line at its end with its last rank, moved apart where ends are close, a hairline to its end."""
    ends = [(rows[-1], _wrapped(name, rows[-1], last)) for name, rows in lines.items()]
    heights = [1 + text.count("\n") for _, text in ends]
    spots = spread([float(row.rank) for row, _ in ends], [h * _LETTER * deepest / 180 for h in heights], float(deepest))
    for (row, text), spot, colour in zip(ends, spots, theme.lines, strict=False):
        x = last + 0.4 + (last - axes.get_xlim()[0]) * 0.045
        axes.plot(
            [row.edition + 0.15, x - 0.1],
            [row.rank, spot],
            color=colour,
            linewidth=0.9,
            alpha=0.6,
            clip_on=False,
            zorder=1,
        )
        axes.text(
            x,
            spot,
            text,
            color=colour,
            fontsize=11.5,
            fontweight="bold",
            va="center",
            ha="left",
            linespacing=1.0,
            clip_on=False,
        )


def _wrapped(name: str, row: Ranking, last: int) -> str:
    """A label in lines of about 14 letters: "United Kingdom 18" in two; the year where a line ends early."""
    import textwrap

    year = "" if row.edition == last else f" ({row.edition})"
    plain = name.removeprefix("the ")
    return "\n".join(textwrap.wrap(f"{plain[:1].upper()}{plain[1:]} {row.rank}{year}", 14))


def spread(wanted: Sequence[float], heights: Sequence[float], deepest: float) -> list[float]:
    """Move labels apart so that none overlaps, as little as need be, within the chart; in the order given.

    >>> spread([10.0, 11.0, 100.0], [8.0, 8.0, 8.0], 180.0)
    [6.5, 14.5, 100.0]
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    blocks: list[tuple[list[int], float]] = []
    for i in order:
        blocks.append(([i], wanted[i]))
        while len(blocks) > 1 and _bottom(blocks[-2], heights) > _top(blocks[-1], heights):
            below, above = blocks.pop(), blocks.pop()
            members = [*above[0], *below[0]]
            blocks.append((members, sum(wanted[m] for m in members) / len(members)))
        members, middle = blocks[-1]
        half = sum(heights[m] for m in members) / 2
        blocks[-1] = (members, min(max(middle, half), deepest - half) if 2 * half < deepest else middle)
    spots = [0.0] * len(wanted)
    for members, middle in blocks:
        top = middle - sum(heights[m] for m in members) / 2
        for m in members:
            spots[m] = top + heights[m] / 2
            top += heights[m]
    return spots


def _top(block: tuple[list[int], float], heights: Sequence[float]) -> float:
    return block[1] - sum(heights[m] for m in block[0]) / 2


def _bottom(block: tuple[list[int], float], heights: Sequence[float]) -> float:
    return block[1] + sum(heights[m] for m in block[0]) / 2
