"""Who is asked to have spoken."""

import pytest

from bot.answering.candidates import Candidate
from bot.answering.speaking import speaker_asked, unheard
from bot.question import read_question
from corpus.types import Span, Statement
from corpus.vocabulary import Vocabulary
from tests.told import an_article, candidate


def asked(question: str):
    return speaker_asked(read_question(question, Vocabulary([], 1)))


def said_by(speaker: str, role: str = "") -> Statement:
    return Statement((Span(1, 9),), "It was so", speaker, speaker, role, None, Span(0, 20))


@pytest.mark.parametrize(
    ("question", "speaker", "role", "share"),
    [
        ("What did Trump call Jim Acosta at the press conference?", "Donald Trump", "", 1.0),
        ("What did Trump call Jim Acosta at the press conference?", "Jim Acosta", "", 0.0),
        ("What did the police chief say about the raid?", "Ann Lee", "police chief", 1.0),
        ("What was the mayor's reply to the reporters?", "Ann Lee", "mayor of Oakland", 1.0),
        ("What explanation did the sheriff give?", "Bob Ray", "sheriff", 1.0),
    ],
)
def test_words_are_theirs_or_somebody_elses(question, speaker, role, share):
    assert asked(question).says(said_by(speaker, role)) == share


@pytest.mark.parametrize("question", ["What did he say?", "Where was Ann Lee arrested?", "press cards"])
def test_nobody_is_asked_where_no_one_is_named_or_no_words_are_wanted(question):
    assert not asked(question)


def sentence(text: str, said: Statement | None = None) -> Candidate:
    return candidate(an_article(text), Span(0, len(text)), said)


@pytest.mark.parametrize(
    ("question", "told", "name"),
    [
        ("What did Zim Quook say about it?", sentence("The guests were Zim Quook and Bo Li."), "Zim Quook"),
        ("What did Zim Quook say about it?", sentence("Quook told the guests that he was glad."), ""),
        ("What did Zim Quook say about it?", sentence("“I am glad.”", said_by("Zim Quook")), ""),
        ("What did Zim Quook say about it?", sentence("“I am glad.”", said_by("Bo Li")), "Zim Quook"),
        ("What did the head of the town say?", sentence("The guests were Zim Quook and Bo Li."), ""),
        ("Where was Zim Quook?", sentence("The guests were Zim Quook and Bo Li."), ""),
    ],
)
def test_a_person_whom_nobody_quotes_is_unheard(question, told, name):
    assert unheard(read_question(question, Vocabulary([], 1)), [told]) == name
