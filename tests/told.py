"""Sentences of an article as the choice of an answer sees them, scores left out."""

from bot.answering.candidates import Candidate
from bot.answering.reading import read_sentence
from corpus.types import Article, Span, Statement


def an_article(text: str, title: str = "A title") -> Article:
    return Article("1", title, text, None, None, None, None, "en", (), "")


def candidate(article: Article, span: Span, said: Statement | None = None) -> Candidate:
    text = article.text[span.start : span.end]
    return Candidate(article, span, text, read_sentence(text), said, 0, 0.0, 0.0, 0.0)
