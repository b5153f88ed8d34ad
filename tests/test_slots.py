"""Whether an article tells the very thing that a question leaves open."""

from datetime import date

import pytest

from bot.answering.slots import SLOT_FEATURES, Told, slot_features
from bot.question import read_question
from corpus.facts.statements import statements
from corpus.split import sentences
from corpus.types import Article
from corpus.vocabulary import Vocabulary
from tests.told import candidate

TEXT = (
    "Police in Goma arrested the reporter Ada Smith on June 3. She was held for six hours and lost two cameras. "
    "“I was only working,” Smith said. A man who has not been identified hit her. "
    "The governor of Goma declined to comment. Doctors at the Heal Africa clinic treated her."
)


@pytest.fixture(scope="module")
def told() -> Told:
    article = Article("1", "A reporter held", TEXT, None, date(2020, 6, 4), None, date(2020, 6, 3), "en", (), "")
    said = statements(article)
    found = [
        candidate(article, span, next((s for s in said if s.sentence.start <= span.start < s.sentence.end), None))
        for span in sentences(TEXT)
    ]
    return Told(article, found, found)


def slots(told: Told, question: str) -> dict[str, float]:
    focus = read_question(question, Vocabulary([], 1))
    return dict(zip(SLOT_FEATURES, slot_features(focus, told), strict=True))


@pytest.mark.parametrize(("who", "share"), [("Ada Smith", 1.0), ("the mayor", 0.0)])
def test_who_is_asked_to_have_spoken_is_looked_for_among_the_speakers(told, who, share):
    found = slots(told, f"What did {who} say about it?")

    assert (found["somebody is to speak"], found["they are quoted"]) == (1.0, share)


def test_a_refusal_to_comment_is_seen(told):
    assert slots(told, "What did the governor say?")["silence nearby where speech is asked"] == 1.0


def test_somebody_left_unnamed_is_seen_where_a_name_is_asked(told):
    assert slots(told, "What is the name of the man who hit her?")["unnamed nearby where a name is asked"] == 1.0
    assert slots(told, "When was she hit?")["unnamed nearby where a name is asked"] == 0.0


@pytest.mark.parametrize(
    ("question", "there"),
    [
        ("How many cameras did she lose?", 1.0),
        ("How many teeth did she lose?", 0.0),
        ("How long was she held?", 1.0),
    ],
)
def test_what_is_counted_needs_its_number(told, question, there):
    assert slots(told, question)["its number nearby"] == there


@pytest.mark.parametrize(("question", "there"), [("Which clinic treated her?", 1.0), ("Which camera was it?", 0.0)])
def test_what_is_asked_by_name_needs_a_name_beside_it(told, question, there):
    assert slots(told, question)["a new name beside what is asked for nearby"] == there


def test_an_outcome_that_nobody_tells_is_missed(told):
    assert slots(told, "What was the verdict of the jury?")["words of the outcome nearby"] == 0.0
    assert slots(told, "Was she arrested?")["words of the outcome nearby"] == 1.0


@pytest.mark.parametrize(
    ("question", "there"),
    [
        ("Who was held on 3 June?", 1.0),
        ("Who was held on June 4, 2020?", 1.0),
        ("Who was held on January 6?", 0.0),
        ("Who was held?", 0.5),
    ],
)
def test_a_day_that_the_article_does_not_have_is_missed(told, question, there):
    assert slots(told, question)["the article has it"] == there
