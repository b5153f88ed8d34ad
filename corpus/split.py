"""Article → Passages with their sentences' offsets. Pure."""

import hashlib
import re
from collections.abc import Iterator

import sentencex

from corpus.types import Article, ArticleId, Passage, PassageId, Span

PASSAGE_LENGTH = 800
"""Characters a passage may grow to: about 130 English words, or 180 of the encoder's 256 tokens, so
that its title and the whole of it are read."""

SENTENCE_LENGTH = 600
"""Characters after which a "sentence" (a table, a list, a text without stops) is broken at a space."""

_PARAGRAPH = re.compile(r"[^\n]+")
_SOLID = re.compile(r"\S")


def sentences(text: str, language: str = "en") -> list[Span]:
    """Find the sentences of a text, paragraph by paragraph, without the white space around them."""
    return [
        piece
        for paragraph in _PARAGRAPH.finditer(text)
        for sentence in _pieces(paragraph[0], paragraph.start(), language)
        for piece in _broken(text, sentence)
    ]


def split(article: Article) -> list[Passage]:
    """Gather an article's sentences, in order and none left out, into passages of like length."""
    groups = _groups(sentences(article.text, article.language))
    seen: set[PassageId] = set()
    passages = []
    for ordinal, group in enumerate(groups):
        span = Span(group[0].start, group[-1].end)
        passage = Passage(_passage_id(article, group, seen), article.id, ordinal, span, tuple(group))
        seen.add(passage.id)
        passages.append(passage)
    return passages


def _groups(spans: list[Span]) -> Iterator[list[Span]]:
    """Share sentences out so that the passages of an article are of about one length.

    Filling each to the brim would leave a crumb at the end, and a crumb's vector says little.
    """
    if not spans:
        return
    total = spans[-1].end - spans[0].start
    aim = total / max(1, -(-total // PASSAGE_LENGTH))
    group: list[Span] = []
    for span in spans:
        if group and (span.end - group[0].start > PASSAGE_LENGTH or span.start - group[0].start >= aim):
            yield group
            group = []
        group.append(span)
    yield group


def _pieces(paragraph: str, offset: int, language: str) -> Iterator[Span]:
    position = offset
    for piece in sentencex.segment(language, paragraph):
        start = position + len(piece) - len(piece.lstrip())
        end = start + len(piece.strip())
        position += len(piece)
        if end > start:
            yield Span(start, end)


def _broken(text: str, span: Span) -> Iterator[Span]:
    """Break what is too long to be quoted as one sentence, at spaces where there are any."""
    start = span.start
    while span.end - start > SENTENCE_LENGTH:
        cut = text.rfind(" ", start + 1, start + SENTENCE_LENGTH)
        cut = cut if cut > start else start + SENTENCE_LENGTH
        yield Span(start, start + len(text[start:cut].rstrip()))
        solid = _SOLID.search(text, cut, span.end)
        start = solid.start() if solid else span.end
    yield Span(start, span.end)


def _passage_id(article: Article, group: list[Span], seen: set[PassageId]) -> PassageId:
    """Name a passage by its article and sentences, so that an unchanged one keeps its vectors.

    The sentences, not only the words: the same words cut otherwise have other sentence vectors.
    """
    words = "\n".join([article.title, *(article.text[s.start : s.end] for s in group)])
    numbers = (_number(article.id, words, attempt) for attempt in range(len(seen) + 1))
    return next(number for number in numbers if number not in seen)


def _number(article: ArticleId, words: str, attempt: int) -> PassageId:
    digest = hashlib.sha256(f"{article}\n{attempt}\n{words}".encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1 or 1
