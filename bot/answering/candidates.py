"""Hits → the sentences that an answer may be made of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.store import Encoded, Store
from corpus.types import Article, ArticleId, PassageId, Span
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


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence, with what its place says: its article, its order there, its passage's scores."""

    article: Article
    span: Span
    order: int
    stems: frozenset[str]
    refrain: int
    dense: float
    lexical: float
    fused: float

    @property
    def text(self) -> str:
        """Give the sentence, word for word."""
        return self.article.text[self.span.start : self.span.end]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Sentences of several articles, grouped by article in the order of their text.

    ``similar`` holds each sentence's cosine to the question; ``whole`` each article's stems with
    those of its title and fields; ``best`` each article's best fused score.
    """

    sentences: tuple[Candidate, ...]
    similar: NDArray[np.float32]
    whole: Mapping[ArticleId, frozenset[str]]
    titles: Mapping[ArticleId, frozenset[str]]
    best: Mapping[ArticleId, float]


def gather(retrieved: Retrieved, vector: Vector, store: Store, refrains: Mapping[int, int]) -> Candidates:
    """Read the sentences of the articles that were found, near-copies of an article left out."""
    scores = [{hit.passage_id: hit.score for hit in hits} for hits in (retrieved.dense, retrieved.lexical, retrieved.hits)]
    hits = store.passages([hit.passage_id for hit in retrieved.hits])
    best = _best(retrieved.hits, {key: encoded.passage.article_id for key, encoded in hits.items()})
    chosen = list(best)[: ARTICLES + 2]
    articles = store.articles(chosen)
    passages = store.passages_of(chosen)
    whole = {key: _stems_of(article) for key, article in articles.items()}
    kept = _distinct(chosen, whole)[:ARTICLES]
    sentences: list[Candidate] = []
    similar: list[NDArray[np.float32]] = []
    for key in kept:
        read = _around_hits([p for p in passages if p.passage.article_id == key], set(hits))
        for encoded in read:
            similar.append(_cosines(encoded, vector))
            sentences.extend(_sentences(articles[key], encoded, scores, refrains, len(sentences)))
    return Candidates(
        tuple(sentences),
        np.concatenate(similar) if similar else np.zeros(0, dtype=np.float32),
        {key: whole[key] for key in kept},
        {key: frozenset(content_stems(articles[key].title)) for key in kept},
        {key: best[key] for key in kept},
    )


def _best(hits: Iterable[Hit], article_of: Mapping[PassageId, ArticleId]) -> dict[ArticleId, float]:
    """Give each article's score, best first: that of its best passage and a little for every other."""
    scores: dict[ArticleId, float] = {}
    for hit in hits:
        article = article_of[hit.passage_id]
        scores[article] = scores[article] + 0.1 * hit.score if article in scores else hit.score
    return dict(sorted(scores.items(), key=lambda item: (-item[1], item[0])))


def _stems_of(article: Article) -> frozenset[str]:
    return frozenset(content_stems(f"{article.title} {about(article)} {article.text}"))


def _distinct(ids: list[ArticleId], whole: Mapping[ArticleId, frozenset[str]]) -> list[ArticleId]:
    """Leave out an article whose words are nearly all those of a better one (a syndicated copy)."""
    kept: list[ArticleId] = []
    for key in ids:
        mine = whole[key]
        if all(len(mine & whole[k]) < _ALIKE * len(mine | whole[k]) for k in kept):
            kept.append(key)
    return kept


def _around_hits(passages: list[Encoded], hits: set[PassageId]) -> list[Encoded]:
    if len(passages) <= LONG:
        return passages
    places = {p.passage.ordinal + d for p in passages if p.passage.id in hits for d in range(-NEIGHBOURS, NEIGHBOURS + 1)}
    return [p for p in passages if p.passage.ordinal in places or p.passage.ordinal == 0]


def _cosines(encoded: Encoded, vector: Vector) -> NDArray[np.float32]:
    rows = np.frombuffer(encoded.sentence_vectors, dtype=np.float16).astype(np.float32)
    cosines: NDArray[np.float32] = rows.reshape(-1, len(vector)) @ vector
    return cosines


def _sentences(
    article: Article, encoded: Encoded, scores: list[dict[PassageId, float]], refrains: Mapping[int, int], order: int
) -> Iterable[Candidate]:
    dense, lexical, fused = (by_passage.get(encoded.passage.id, 0.0) for by_passage in scores)
    for i, span in enumerate(encoded.passage.sentences):
        text = article.text[span.start : span.end]
        refrain = refrains.get(sentence_digest(article, span), 0) if refrains else 0
        yield Candidate(article, span, order + i, frozenset(content_stems(text)), refrain, dense, lexical, fused)
