"""Hits → the sentences that an answer may be made of."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from bot.answering.reading import Reading, read_sentence
from corpus.rows import Encoded
from corpus.store import Store
from corpus.types import Article, ArticleId, PassageId, Span, Statement
from corpus.vocabulary import sentence_digest
from corpus.words import content_stems
from embeddings.lexical import about
from embeddings.retriever import Retrieved
from embeddings.types import Hit, Vector

ARTICLES = 6
"""Articles whose sentences are looked at. The right one is among the first five for 98 % of questions."""

NEIGHBOURS = 1
LONG = 12
"""Passages from which on an article is not read whole, but around its hits."""

_ALIKE = 0.8
_NONE = np.zeros(0, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with its passage's scores.

    ``said`` is the statement whose quoted words stand in it; ``refrain`` in how many articles it
    stands, where these are many.
    """

    article: Article
    span: Span
    reading: Reading
    said: Statement | None
    refrain: int
    dense: float
    lexical: float
    fused: float

    @property
    def stems(self) -> frozenset[str]:
        """Give the stems of its content words."""
        return self.reading.stems

    @property
    def text(self) -> str:
        """Give the sentence, word for word."""
        return self.article.text[self.span.start : self.span.end]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Sentences of several articles, grouped by article in the order of their text.

    ``similar`` holds each sentence's cosine to the question, ``beyond`` the cosine of what both have
    beyond the article's mean: of sentences on one matter, it tells which is about the question.
    ``whole`` holds the stems read of each article, with those of its title and fields; ``best`` each
    article's best fused score.
    """

    sentences: tuple[Candidate, ...]
    similar: NDArray[np.float32]
    beyond: NDArray[np.float32]
    whole: Mapping[ArticleId, frozenset[str]]
    titles: Mapping[ArticleId, frozenset[str]]
    best: Mapping[ArticleId, float]

    def ranges(self) -> dict[ArticleId, slice]:
        """Give where each article's sentences stand among all."""
        found: dict[ArticleId, slice] = {}
        start = 0
        for key, own in groupby(self.sentences, key=lambda c: c.article.id):
            found[key] = slice(start, start := start + sum(1 for _ in own))
        return found


def gather(retrieved: Retrieved, vector: Vector, store: Store, refrains: Mapping[int, int]) -> Candidates:
    """Read the sentences of the articles that were found, near-copies of an article left out."""
    scores = [
        {hit.passage_id: hit.score for hit in hits} for hits in (retrieved.dense, retrieved.lexical, retrieved.hits)
    ]
    hits = _of_originals(store.articles_of([hit.passage_id for hit in retrieved.hits]), store)
    best = _best(retrieved.hits, hits)
    chosen = list(best)[: ARTICLES + 2]
    articles = store.articles(chosen)
    said: dict[ArticleId, list[Statement]] = {key: [] for key in chosen}
    for key, statement in store.statements(chosen):
        said[key].append(statement)
    passages: dict[ArticleId, list[Encoded]] = {key: [] for key in chosen}
    for encoded in store.passages_of(chosen):
        passages[encoded.passage.article_id].append(encoded)
    titles = {key: frozenset(content_stems(article.title)) for key, article in articles.items()}
    whole: dict[ArticleId, frozenset[str]] = {}
    sentences: list[Candidate] = []
    vectors: list[NDArray[np.float32]] = []
    for key in chosen:
        read = _around_hits(passages[key], hits.keys())
        own = [c for encoded in read for c in _sentences(articles[key], encoded, said[key], scores, refrains)]
        stems = titles[key].union(content_stems(about(articles[key])), *(c.stems for c in own))
        if _is_copy(stems, whole.values()):
            continue
        whole[key] = stems
        sentences.extend(own)
        vectors.append(_vectors(read, len(vector)))
        if len(whole) == ARTICLES:
            break
    return Candidates(
        tuple(sentences),
        np.concatenate([rows @ vector for rows in vectors] or [_NONE]),
        np.concatenate([_beyond_mean(rows, vector) for rows in vectors] or [_NONE]),
        whole,
        {key: titles[key] for key in whole},
        {key: best[key] for key in whole},
    )


def _of_originals(article_of: dict[PassageId, ArticleId], store: Store) -> dict[PassageId, ArticleId]:
    """Count the hits of syndicated copies for the article that they copy: it is the one to be cited."""
    originals = store.copies.originals(set(article_of.values()))
    return {passage: originals.get(article, article) for passage, article in article_of.items()}


def _best(hits: Iterable[Hit], article_of: Mapping[PassageId, ArticleId]) -> dict[ArticleId, float]:
    """Give each article's score, best first: that of its best passage and a little for every other."""
    scores: dict[ArticleId, float] = {}
    for hit in hits:
        article = article_of[hit.passage_id]
        scores[article] = scores[article] + 0.1 * hit.score if article in scores else hit.score
    return dict(sorted(scores.items(), key=lambda item: (-item[1], item[0])))


def _is_copy(stems: frozenset[str], kept: Iterable[frozenset[str]]) -> bool:
    """Tell whether an article's words are nearly all those of a better one (a syndicated copy)."""
    return any(len(stems & other) >= _ALIKE * len(stems | other) for other in kept)


def _around_hits(passages: list[Encoded], hits: Set[PassageId]) -> list[Encoded]:
    if len(passages) <= LONG:
        return passages
    places = {
        p.passage.ordinal + d for p in passages if p.passage.id in hits for d in range(-NEIGHBOURS, NEIGHBOURS + 1)
    }
    return [p for p in passages if p.passage.ordinal in places or p.passage.ordinal == 0]


def _vectors(read: list[Encoded], dimension: int) -> NDArray[np.float32]:
    """Give the vectors of the sentences read of an article, shape ``(n, dimension)``."""
    stored = b"".join(encoded.sentence_vectors for encoded in read)
    return np.frombuffer(stored, dtype=np.float16).astype(np.float32).reshape(-1, dimension)


def _beyond_mean(rows: NDArray[np.float32], vector: Vector) -> NDArray[np.float32]:
    """Give the cosines of sentences to a question once the mean of the sentences is taken from both."""
    mean = rows.mean(axis=0)
    own, asked = rows - mean, vector - mean
    lengths = np.linalg.norm(own, axis=1) * np.linalg.norm(asked)
    cosines: NDArray[np.float32] = (own @ asked) / np.maximum(lengths, 1e-6)
    return cosines


def _sentences(
    article: Article,
    encoded: Encoded,
    said: list[Statement],
    scores: list[dict[PassageId, float]],
    refrains: Mapping[int, int],
) -> Iterable[Candidate]:
    dense, lexical, fused = (by_passage.get(encoded.passage.id, 0.0) for by_passage in scores)
    for span in encoded.passage.sentences:
        reading = read_sentence(article.text[span.start : span.end])
        statement = next((s for s in said if s.sentence.end > span.start and _quotes(s, span)), None)
        refrain = refrains.get(sentence_digest(article, span), 0) if refrains else 0
        yield Candidate(article, span, reading, statement, refrain, dense, lexical, fused)


def _quotes(statement: Statement, span: Span) -> bool:
    """Tell whether quoted words of a statement stand in a stretch of its article."""
    return any(quoted.start < span.end and span.start < quoted.end for quoted in statement.spans)
