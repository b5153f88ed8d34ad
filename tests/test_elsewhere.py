"""Another country's or another year's story is no answer."""

from datetime import date

import pytest

from bot.answering.elsewhere import refuse_elsewhere
from bot.question import read_question
from bot.types import Answer, Citation, Claim, Kind, Reason
from corpus.clean import clean
from corpus.types import Article, RawArticle
from corpus.vocabulary import Vocabulary

ROUND_UP = "RSF counted 550 journalists in prison the world over, most of them in China, Belarus and Israel."
OAKLAND = "Police in Oakland, California, arrested photographer Ann Lee after a march."


def refusal(question: str, text: str, published: str = "2024-12-12"):
    article = clean(RawArticle("A title", text, "a.txt", url="https://example.org/a", published=published))
    assert isinstance(article, Article)
    citation = Citation(1, article.title, article.url, date(2024, 12, 12), text, 0, len(text))
    answer = Answer(Kind.PASSAGES, (Claim(text, (1,)),), (citation,))
    return refuse_elsewhere(read_question(question, Vocabulary([], 1)), answer, [article])


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many journalists are in prison in Turkey right now?", ROUND_UP),
        ("Which Norwegian editor was beaten?", OAKLAND),
        ("How many journalists were in prison in 2031?", ROUND_UP),
        ("How many journalists were in prison on 6 January 2024?", ROUND_UP),
    ],
)
def test_what_the_article_does_not_know_of_is_refused_with_it_as_the_closest(question, text):
    refused = refusal(question, text)

    assert refused.reason is Reason.NO_SOURCE
    assert [citation.quote for citation in refused.closest] == [text]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many journalists are in prison in China?", ROUND_UP),
        ("How many were in prison in 2024?", ROUND_UP),
        ("How many were in prison on 13 December 2024?", ROUND_UP),
        ("Which photographer was arrested in the United States?", OAKLAND),
        ("Which LA photographer was arrested?", OAKLAND),
    ],
)
def test_what_the_article_knows_of_or_need_not_name_is_told(question, text):
    assert refusal(question, text) is None
