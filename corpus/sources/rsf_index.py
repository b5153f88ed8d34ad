"""RSF's index as CSV → rankings. Bytes in, values out; fetching and folders are others' work.

The files of two decades differ in encoding (UTF-8 with a mark; cp1252 in 2025 and 2026), line ends (2022 has
``\\r\\r\\n``), column names, and in what they call a year ("2011-12") and a place. They agree on ``;`` between
fields and a comma in decimals, so 65,487 is sixty-five and a half.
"""

import csv
import re
from collections.abc import Iterator

from corpus.types import Failure, Ranking

PAGE = "https://rsf.org/en/index?year={}"
"""Where a reader finds an edition."""

_INDICATORS = (
    ("political", "Political Context"),
    ("economic", "Economic Context"),
    ("legislative", "Legal Context"),
    ("sociocultural", "Social Context"),
    ("safety", "Safety"),
)
_RANK = ("Rank N", "Rank")
_NAME = ("EN_country", "Country_EN")
_YEAR = "Year (N)"
_SAME = {"XKO": "XKX", "CSS": "XCD"}
"""Codes that RSF changed for a place that stayed: Kosovo and the Eastern Caribbean in 2023."""


def looks_like_index(content: bytes) -> bool:
    """Tell RSF's index from other CSV files by its header; no other file has its codes, ranks and years.

    >>> looks_like_index(b"ISO;Score 2025;Rank;Zone;Country_EN;Year (N)\\n"), looks_like_index(b"a;b\\n")
    (True, False)
    """
    header = re.split(rb"[\r\n]", content.removeprefix(b"\xef\xbb\xbf")[:4096].lstrip(), maxsplit=1)[0]
    columns = {column.strip().decode("latin-1") for column in header.split(b";")}
    return {"ISO", _YEAR} <= columns and any(n in columns for n in _NAME) and any(n in columns for n in _RANK)


def read_index(content: bytes, origin: str) -> Iterator[Ranking | Failure]:
    """Read one edition's file, a row at a time; a row that cannot be one is a Failure that names it."""
    if not looks_like_index(content):
        yield Failure(
            origin, "is not a file of RSF's index: it lacks ISO, rank, year or English names among its columns"
        )
        return
    lines = [line for line in re.split(r"[\r\n]+", _decode(content)) if line.strip(" ;\t")]
    seen: set[tuple[int, str]] = set()
    for number, row in enumerate(csv.DictReader(lines, delimiter=";"), 2):
        read = _row({(k or "").strip(): v for k, v in row.items() if isinstance(v, str)}, f"{origin}:{number}")
        key = (read.edition, read.country) if isinstance(read, Ranking) else None
        if key in seen:
            yield Failure(f"{origin}:{number}", f"names {key[1]} a second time; the first row is kept" if key else "")
            continue
        if key:
            seen.add(key)
        yield read


def _decode(content: bytes) -> str:
    """UTF-8 where it is, else cp1252: RSF's newer exports come from a Western European Windows."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _row(row: dict[str, str], place: str) -> Ranking | Failure:
    edition, rank = _edition(row.get(_YEAR, "")), _whole(_first(row, _RANK))
    code, name = row.get("ISO", "").strip(), " ".join(_first(row, _NAME).split())
    lacking = [what for what, value in (("year", edition), ("rank", rank), ("ISO code", code)) if not value]
    if lacking or edition is None or rank is None:
        return Failure(place, f"is no row of an edition: {name or 'a row'} has no {' and no '.join(lacking)}")
    if not name.strip("?"):
        return Failure(place, f"is no row of an edition: {code} has no English name")
    return Ranking(
        edition=edition,
        country=_SAME.get(code, code),
        name=name,
        rank=rank,
        score=_score(row, edition),
        zone=row.get("Zone", "").strip(),
        indicators=tuple((n, v) for n, column in _INDICATORS if (v := _number(row.get(column, ""))) is not None),
        url=PAGE.format(edition),
    )


def _first(row: dict[str, str], names: tuple[str, ...]) -> str:
    return next((row[n].strip() for n in names if row.get(n, "").strip()), "")


def _edition(year: str) -> int | None:
    """The year an edition is filed under: "2011-12" is 2012's."""
    match = re.fullmatch(r"\s*(20\d\d)(?:\s*[-–/]\s*(?:20)?(\d\d))?\s*", year)
    if match is None:
        return None
    return 2000 + int(match[2]) if match[2] else int(match[1])


def _score(row: dict[str, str], edition: int) -> float | None:
    return _number(_first(row, ("Score N", "Score", f"Score {edition}")))


def _number(text: str) -> float | None:
    """A decimal with a comma, or a point; nothing where there is none."""
    match = re.fullmatch(r"\s*([-−–]?)(\d+(?:[.,]\d+)?)\s*", text)
    return None if match is None else float(match[2].replace(",", ".")) * (-1 if match[1] else 1)


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and int(text) > 0 else None
