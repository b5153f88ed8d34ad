"""Nobody and nothing is answered about with another's story."""

from datetime import date

import pytest

from bot.answering.strangers import refuse_stranger
from bot.question import read_question
from bot.types import Answer, Citation, Claim, Kind, Reason
from corpus.clean import clean
from corpus.types import Article, RawArticle
from corpus.words import words
from tests.test_question import vocabulary

DENVER = (
    "Denver police hit reporter Ann Lee of Radio Lumen with a rubber bullet. “The police in Hong Kong did so daily,” "
    "she said. An AP photographer saw it. The county settled with her in May."
)


def refusal(question: str):
    article = clean(RawArticle("A title", DENVER, "a.txt", url="https://example.org/a", published="2020-06-01"))
    assert isinstance(article, Article)
    citation = Citation(1, article.title, article.url, date(2020, 6, 1), DENVER, 0, len(DENVER))
    answer = Answer(Kind.PASSAGES, (Claim(DENVER, (1,)),), (citation,))
    known = vocabulary(*words(DENVER), *words(question))
    return refuse_stranger(read_question(question, known), answer, [article])


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Why did police raid Orange Herald's newsroom?", "Orange Herald"),
        ("When was Julia Lee hit?", "Julia Lee"),
    ],
)
def test_a_name_that_the_article_has_not_is_refused(question, name):
    refused = refusal(question)

    assert refused.reason is Reason.UNKNOWN_NAME
    assert refused.text == f"I have no source that tells this of {name}."
    assert [citation.quote for citation in refused.closest] == [DENVER]


@pytest.mark.parametrize(
    "question",
    [
        "Who hit Ann Lee?",
        "Who hit Radio Lumens's reporter?",
        "What did the Associated Press photographer see?",
        "Who was hit in New Mexico?",
        "Who hit the reporter, in the United States?",
        "Who hit the reporter?",
    ],
)
def test_a_name_in_part_by_its_initials_or_of_a_place_is_answered_about(question):
    assert refusal(question) is None
