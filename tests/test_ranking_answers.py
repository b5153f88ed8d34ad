"""Questions about the index → answers from its tables."""

import importlib.util
import json
import re
import statistics
import time
from datetime import date

import pytest

from bot.answering.rankings import IndexTable, Told, answer_ranking
from bot.types import Abstention, Answer, Kind
from corpus.types import Ranking, RankingClaim, Span
from tests.index_files import SHARED, needs_files, rows, table
from tests.ranking_questions import NO, OTHER, QUESTIONS

TODAY = date(2026, 11, 23)
RANK_FLOOR, ALL_FLOOR = 100.0, 97.0
"""Percent right of plain rank and score questions, and of all, that must not be lost again."""


def row(edition, country, rank, score=50.0, zone="UE Balkans"):
    return Ranking(edition, country, country, rank, score, zone, (), f"https://rsf.org/en/index?year={edition}")


SMALL = IndexTable.of(
    [
        row(2024, "FRA", 1, 90.0),
        row(2024, "DEU", 2, 60.0),
        row(2024, "ERI", 3, 20.0, "Afrique"),
        row(2025, "DEU", 1, 88.0),
        row(2025, "FRA", 2, 86.0),
        row(2025, "ERI", 3, 10.0, "Afrique"),
    ]
)


def ask(question, *context, index=SMALL, told=()):
    return answer_ranking(question, context, index, TODAY, told)


def test_the_newest_edition_is_the_default_and_is_named():
    answer = ask("Where does France rank?")

    assert answer.kind is Kind.RANKING
    assert "France ranked 2nd of 3 in the 2025 World Press Freedom Index, with a score of 86.00 (good)." in answer.text
    assert "1st in 2024" in answer.text


def test_an_answer_cites_the_page_and_the_row_of_each_edition_it_uses():
    [first, second] = ask("Where does France rank?").citations

    assert (first.n, first.url, first.title) == (
        1,
        "https://rsf.org/en/index?year=2025",
        "World Press Freedom Index 2025, RSF",
    )
    assert first.quote == "2025;FRA;2;86;FRA"
    assert (first.start, first.end) == (0, 0)
    assert second.url == "https://rsf.org/en/index?year=2024"


def test_a_year_without_an_edition_offers_the_nearest():
    refusal = ask("Where was France in 2001?")

    assert isinstance(refusal, Abstention)
    assert refusal.reason == "no-edition"
    assert "1st of 3" in refusal.text
    assert refusal.closest[0].url == "https://rsf.org/en/index?year=2024"


def test_without_tables_articles_answer_and_with_them_they_are_checked():
    claim = RankingClaim("FRA", 2025, 7, 180, "France is ranked 7th of 180 in the index.", Span(10, 52))
    told = [Told(claim, "France slips", "https://example.org/a", date(2025, 6, 1))]

    alone = ask("Where does France rank?", index=IndexTable.of([]), told=told)
    both = ask("Where does France rank?", told=told)

    assert "France ranked 7th of 180 in the 2025 World Press Freedom Index, according to “France slips”" in alone.text
    assert (alone.citations[0].quote, alone.citations[0].start, alone.citations[0].end) == (claim.words, 10, 52)
    assert "2nd of 3" in both.text
    assert "An article disagrees: France ranked 7th of 180" in both.text
    assert both.citations[-1].url == "https://example.org/a"


def test_an_article_that_agrees_is_not_mentioned():
    claim = RankingClaim("FRA", 2025, 2, None, "France came 2nd.", Span(0, 16))

    assert "article" not in ask("France rank 2025", told=[Told(claim, "t", None, None)]).text


def test_with_neither_tables_nor_articles_there_is_no_answer():
    assert isinstance(ask("Where does France rank?", index=IndexTable.of([])), Abstention)


def test_an_edition_loaded_again_replaces_itself():
    twice = IndexTable.of([row(2024, "FRA", 9), row(2024, "FRA", 1)])

    assert [r.rank for r in twice.rows[2024]] == [1]


@needs_files
@pytest.mark.parametrize(
    ("context", "question", "wanted"), QUESTIONS, ids=[" / ".join([*c, q]) for c, q, _ in QUESTIONS]
)
def test_our_own_questions(context, question, wanted):
    outcome = ask(question, *context, index=table())

    if wanted == (OTHER,):
        assert outcome is None
        return
    assert outcome is not None
    assert isinstance(outcome, Abstention if wanted[0] == NO else Answer), outcome.text
    assert [w for w in wanted if w != NO and w not in outcome.text] == [], outcome.text
    assert len(outcome.text) <= 700


@needs_files
def test_no_mixture_of_words_breaks_it_or_fills_more_than_a_screen():
    asked = [
        "rank",
        "worst ever",
        "top 10 in which years",
        "biggest fall",
        "safety indicator",
        "bottom 50",
        "99th",
        "compare",
        "history",
    ]
    where = [
        "Yugoslavia",
        "OECS",
        "US in Iraq",
        "Monaco",
        "Korea",
        "Austrlia",
        "Grenada and Spain",
        "Atlantis",
        "the EU",
        "",
    ]
    when = [
        "2002",
        "in 2011",
        "1999",
        "since 2012",
        "last five years",
        "five years earlier",
        "previous edition",
        "2031",
        "",
    ]
    outcomes = [ask(f"{a} {b} {c}", "Serbia in 2004", index=table()) for a in asked for b in where for c in when]

    assert max(len(outcome.text) for outcome in outcomes if outcome) <= 700


def asked_by_name(found: Ranking) -> bool:
    outcome = ask(f"Where did {found.name} rank in {found.edition}?", index=table())
    return isinstance(outcome, Answer) and re.search(rf"(?<!\d){found.rank}(st|nd|rd|th) of ", outcome.text) is not None


@needs_files
def test_every_twentieth_row_of_the_tables_is_answered():
    assert [r for r in rows()[::20] if not asked_by_name(r)] == []


@pytest.mark.full
@needs_files
def test_every_row_of_the_tables_is_answered():
    """All 4,200; run with ``pytest -m full``."""
    assert len(rows()) == 4200
    assert [r for r in rows() if not asked_by_name(r)] == []


def graded(name):
    """Answer a file of golden questions and grade it by the grader beside it."""
    spec = importlib.util.spec_from_file_location("grade", SHARED / "questions" / "grade.py")
    grade = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(grade)
    lines = (SHARED / "questions" / name).read_text("utf-8").splitlines()
    results, times = [], []
    for question in map(json.loads, filter(str.strip, lines)):
        began = time.perf_counter()
        outcome = ask(question["question"], *question["context"], index=table())
        times.append(1000 * (time.perf_counter() - began))
        answer = {"text": outcome.text if outcome else "", "abstained": not isinstance(outcome, Answer)}
        results.append((question["kind"], grade.grade(question, answer)[0]))
    return results, statistics.median(times)


@needs_files
@pytest.mark.skipif(not (SHARED / "questions" / "rankings-dev.jsonl").exists(), reason="no golden questions")
def test_golden_questions_stay_right_and_fast():
    results, median = graded("rankings-dev.jsonl")
    plain = [right for kind, right in results if kind in ("rank", "score")]

    assert 100 * sum(plain) / len(plain) >= RANK_FLOOR
    assert 100 * sum(right for _, right in results) / len(results) >= ALL_FLOOR
    assert median <= 10


@needs_files
@pytest.mark.parametrize("name", ["incidents-dev.jsonl", "seed-dev.jsonl"])
def test_questions_for_articles_are_left_to_articles(name):
    file = SHARED / "questions" / name
    if not file.exists():
        pytest.skip("no golden questions")
    questions = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]

    assert [q["question"] for q in questions if ask(q["question"], *q["context"], index=table()) is not None] == []


@pytest.mark.parametrize(
    "question",
    ["and Wakanda?", "and wakanda?", "What about Wakanda in 2020?", "Where does Wakanda rank?", "und Wakanda?"],
)
def test_a_country_that_there_is_not_is_never_answered_with_the_one_before(question):
    outcome = ask(question, "Where does Norway rank?", index=table())

    assert isinstance(outcome, Abstention)
    assert "wakanda" in outcome.text.casefold()
