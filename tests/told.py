"""Sentences of an article as the choice of an answer sees them, scores left out."""

from bot.answering.candidates import Candidate
from corpus.contents import contents_of
from corpus.types import Article, Span, Statement


def an_article(text: str, title: str = "A title") -> Article:
    return Article("1", title, text, None, None, None, None, "en", (), "")


def candidate(article: Article, span: Span, said: Statement | None = None) -> Candidate:
    text = article.text[span.start : span.end]
    return Candidate(article, span, text, contents_of(text), said, 0, 0.0, 0.0, 0.0)
