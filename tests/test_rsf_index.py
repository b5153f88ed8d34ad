"""RSF's CSV files → rankings, in every layout."""

import pytest

from corpus.sources.rsf_index import looks_like_index, read_index
from corpus.types import Failure, Ranking
from tests.index_files import FILES, needs_files, rows

OLD = "Year (N);ISO;Rank N;Score N;Score N without the exactions;EN_country;Zone\r\n"
NEW = "ISO;Score 2025;Rank;Political Context;Safety;Zone;Country_EN;Country_AR;Year (N)\n"


def read(text, encoding="utf-8-sig"):
    return list(read_index(text.encode(encoding), "f.csv"))


def test_an_old_row():
    [row] = read(OLD + "2011-12;FIN;1;-10;;Finland;UE Balkans\r\n")

    assert row == Ranking(2012, "FIN", "Finland", 1, -10.0, "UE Balkans", (), "https://rsf.org/en/index?year=2012")


def test_a_new_row_in_cp1252_with_indicators_question_marks_and_trailing_blanks():
    [row] = read(NEW + "CIV;63,7;64;60,1;70;Afrique;Côte d'Ivoire ;????;2025\n", "cp1252")

    assert (row.name, row.score, row.edition) == ("Côte d'Ivoire", 63.7, 2025)
    assert row.indicators == (("political", 60.1), ("safety", 70.0))


def test_a_decimal_comma_with_three_digits_is_no_thousand():
    [row] = read(NEW + "USA;65,487;57;1;2;Amériques;United States;?;2025\n")

    assert row.score == 65.487


def test_doubled_line_ends_ties_and_renamed_codes():
    found = read(OLD.replace("\r\n", "\r\r\n") + "2003;FIN;1;0,5;;Finland;Z\r\r\n2003;XKO;1;0,5;;Kosovo;Z\r\r\n")

    assert [(r.country, r.rank) for r in found] == [("FIN", 1), ("XKX", 1)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("2003;FIN;;0,5;;Finland;Z", "Finland has no rank"),
        ("x;FIN;1;0,5;;Finland;Z", "Finland has no year"),
        ("2003;;1;0,5;;Finland;Z", "Finland has no ISO code"),
        ("2003;FIN;1;0,5;;????;Z", "FIN has no English name"),
    ],
)
def test_what_cannot_be_a_row_is_named_and_skipped(line, reason):
    [failure, row] = read(OLD + line + "\n2003;NOR;1;0,5;;Norway;Z\n")

    assert isinstance(failure, Failure)
    assert (failure.origin, reason in failure.reason) == ("f.csv:2", True)
    assert row.country == "NOR"


def test_a_row_without_a_score_keeps_its_rank():
    assert read(OLD + "2003;FIN;1;;;Finland;Z")[0].score is None


def test_other_files_are_not_taken_for_the_index():
    assert not looks_like_index(b"a;b;c\n1;2;3\n")
    assert not looks_like_index(b"")
    assert isinstance(next(iter(read_index(b"a;b\n1;2\n", "f"))), Failure)


@needs_files
def test_every_file_is_recognised_and_read_without_a_failure():
    assert all(looks_like_index(file.read_bytes()) for file in FILES)
    assert all(isinstance(r, Ranking) for file in FILES for r in read_index(file.read_bytes(), file.name))


@needs_files
def test_all_editions_are_whole():
    sizes = {}
    for row in rows():
        sizes[row.edition] = sizes.get(row.edition, 0) + 1

    assert len(rows()) == 4200
    assert len(sizes) == 24
    assert (sizes[2002], sizes[2010], sizes[2012], sizes[2013], sizes[2026]) == (139, 178, 179, 179, 180)
    assert all(len(r.indicators) == 5 for r in rows() if r.edition >= 2022)
    assert all(r.score is not None and -11 < r.score < 143 for r in rows())
