"""Rankings → a picture."""

import itertools
import struct

import pytest

from bot.charts import ChartError, draw_ranks, spread
from corpus.types import Ranking


def row(year, country, rank):
    return Ranking(year, country, country, rank, None, "", (), "")


def test_a_chart_is_a_square_png_of_a_phones_width_in_both_themes():
    rows = [row(y, c, r) for y in (2010, 2012, 2013, 2022) for c, r in (("CHN", 170), ("VNM", 165))]

    light, dark = draw_ranks(rows), draw_ranks(rows, dark=True)

    assert light.startswith(b"\x89PNG")
    assert struct.unpack(">II", light[16:24]) == (1080, 1080)
    assert light != dark


def test_a_single_year_and_a_country_that_ends_early_can_be_drawn():
    assert draw_ranks([row(2004, "SCG", 77), row(2003, "SCG", 85), row(2026, "SRB", 104)])


def test_labels_at_lines_ends_never_overlap_nor_leave_the_chart():
    wanted, heights = [1.0, 2.0, 2.0, 90.0, 178.0, 179.0], [7.0, 14.0, 7.0, 7.0, 7.0, 14.0]

    spots = spread(wanted, heights, 182.0)

    edges = sorted((s - h / 2, s + h / 2) for s, h in zip(spots, heights, strict=True))
    assert all(upper[1] <= lower[0] + 1e-9 for upper, lower in itertools.pairwise(edges))
    assert edges[0][0] >= -1e-9
    assert edges[-1][1] <= 182.0 + 1e-9
    assert spots[3] == 90.0


def test_nothing_and_too_much_cannot_be_drawn():
    with pytest.raises(ChartError, match="nothing to draw"):
        draw_ranks([])
    with pytest.raises(ChartError, match="too many"):
        draw_ranks([row(2020, code, n) for n, code in enumerate("FRA DEU ITA ESP PRT POL HUN CZE SVK".split(), 1)])
