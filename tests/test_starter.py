"""The briefs that come with pressbot: whole, dated, addressed, and their figures are RSF's."""

import re
from collections import Counter
from datetime import date
from importlib.resources import files
from pathlib import Path

import frontmatter
import pytest

from corpus.clean import clean
from corpus.facts.rankings import find_rankings
from corpus.sources.files import read_files
from corpus.types import Article, RawArticle
from tests.index_files import needs_files, rows, table

FOLDER = Path(str(files("corpus").joinpath("starter")))
BRIEFS = sorted(FOLDER.glob("*.md"))
CLOSING = "This is a brief written for the pressbot project; the source is linked above."
NOTE = "Brief written for this project from the source above; not the source's own text."


def articles() -> list[Article]:
    found = [clean(raw) for raw in read_files([FOLDER]) if isinstance(raw, RawArticle)]
    return [article for article in found if isinstance(article, Article)]


def test_there_are_enough_and_nothing_else_lies_beside_them():
    assert len(BRIEFS) >= 40
    assert [path.name for path in FOLDER.iterdir() if path.suffix not in (".md", ".py")] in ([], ["__pycache__"])


def test_each_is_read_as_an_article_of_its_own():
    read = articles()

    assert len({article.id for article in read}) == len(read) == len(BRIEFS)
    assert all(article.language == "en" for article in read)


@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
def test_a_brief_is_whole(path):
    known, text = frontmatter.parse(path.read_text("utf-8"))

    assert known["title"]
    assert re.fullmatch(r"https://\S+\.\S+", known["url"])
    assert known["note"] == NOTE
    assert all(type(known[key]) is date for key in ("published", "updated", "date") if key in known)
    assert date(2000, 1, 1) < known["published"] <= date(2026, 11, 23)
    assert text.strip().endswith(CLOSING)
    assert 60 <= len(text.split()) <= 400


def test_addresses_are_unique():
    addresses = [frontmatter.parse(path.read_text("utf-8"))[0]["url"] for path in BRIEFS]

    assert sorted(addresses) == sorted(set(addresses))


@needs_files
def test_ranks_and_scores_are_those_of_rsfs_files():
    totals = Counter(row.edition for row in rows())
    checked = 0
    for article in articles():
        for claim in find_rankings(article):
            row = table().row(claim.edition or 0, claim.country)
            assert row, (article.title, claim)
            assert claim.rank == row.rank, (article.title, claim)
            assert claim.total is None or abs(claim.total - totals[row.edition]) <= 3, (article.title, claim)
            checked += 1
    assert checked > 60


@needs_files
def test_scores_of_the_newest_editions_are_those_of_rsfs_files():
    """Older scores are told as RSF published them, on scales that its files no longer have."""
    checked = 0
    for article in articles():
        for claim in find_rankings(article):
            row = table().row(claim.edition or 0, claim.country)
            score = re.search(
                rf"{claim.rank}\w\w of 180 in (?:the )?{claim.edition}[^,;]*, with a score of ([\d.]+\d)", claim.words
            )
            if row and row.score and row.edition >= 2022 and score:
                assert float(score[1]) == pytest.approx(row.score, abs=0.0051), claim.words
                checked += 1
    assert checked > 25
