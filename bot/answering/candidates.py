"""Hits → the sentences that an answer may be made of."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, groupby

import numpy as np
from numpy.typing import NDArray

from corpus.contents import Contents, Holds, contents_of, read_contents
from corpus.rows import Encoded
from corpus.store import Store
from corpus.subjects import countries_of
from corpus.types import Article, ArticleId, PassageId, Span, Statement
from corpus.words import content_stems
from embeddings.lexical import about
from embeddings.retriever import Retrieved
from embeddings.types import Hit, QuestionVectors, Vector, Vectors

ARTICLES = 6
"""Articles whose sentences are looked at. The right one is among the first five for 98 % of questions."""

NEIGHBOURS = 1
LONG = 6
"""Passages from which on an article is not read whole, but around its hits."""

_ALIKE = 0.8
_OF_RANKS = frozenset({"rank", "index"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with its passage's scores.

    ``text`` is the article's, from ``span.start`` to ``span.end``; ``said`` the statement whose quoted
    words stand in it; ``refrain`` in how many articles it stands, where these are many.
    """

    article: Article
    span: Span
    text: str
    contents: Contents
    said: Statement | None
    refrain: int
    dense: float
    lexical: float
    fused: float

    @property
    def stems(self) -> frozenset[str]:
        """Give the stems of its content words."""
        return self.contents.stems

    def holds(self, kind: Holds) -> bool:
        """Tell whether it holds a kind of thing."""
        return bool(self.contents.holds & kind.value)


@dataclass(frozen=True)  # without slots, so that the ranges are worked out once
class Candidates:
    """Sentences of several articles, grouped by article in the order of their text.

    ``vectors`` holds the sentences', shape ``(n, dimension)``, ``asked`` those of the question. ``whole`` holds
    the stems read of each article, with those of its title and fields; ``best`` each article's best fused score.
    """

    sentences: tuple[Candidate, ...]
    vectors: Vectors
    asked: QuestionVectors
    whole: Mapping[ArticleId, frozenset[str]]
    titles: Mapping[ArticleId, frozenset[str]]
    best: Mapping[ArticleId, float]

    @cached_property
    def ranges(self) -> dict[ArticleId, range]:
        """Give where each article's sentences stand among all."""
        found: dict[ArticleId, range] = {}
        start = 0
        for key, own in groupby(self.sentences, key=lambda c: c.article.id):
            found[key] = range(start, start := start + sum(1 for _ in own))
        return found

    @cached_property
    def similar(self) -> NDArray[np.float32]:
        """Give each sentence's cosine to the question."""
        cosines: NDArray[np.float32] = self.vectors @ self.asked.likeness
        return cosines

    @cached_property
    def beyond(self) -> NDArray[np.float32]:
        """Give the cosines of what sentence and question have beyond the article's mean.

        Of sentences on one matter, it tells which is about the question.
        """
        own = (_beyond_mean(self.vectors[r.start : r.stop], self.asked.likeness) for r in self.ranges.values())
        return np.concatenate([*own, np.zeros(0, dtype=np.float32)])

    @cached_property
    def answering(self) -> NDArray[np.float32]:
        """Give how near each sentence is to where the question's answer lies; not a number where nobody can tell."""
        if self.asked.answer is None:
            return np.full(len(self.sentences), np.nan, dtype=np.float32)
        nearness: NDArray[np.float32] = self.vectors @ self.asked.answer
        return nearness

    @cached_property
    def held(self) -> NDArray[np.int64]:
        """Give what each sentence holds, as bits of ``Holds``."""
        return np.asarray([c.contents.holds for c in self.sentences], dtype=np.int64)

    def only(self, kept: NDArray[np.int64], whole: Mapping[ArticleId, frozenset[str]]) -> "Candidates":
        """Give what would have been found, had the corpus held of these sentences only those kept."""
        return Candidates(
            tuple(self.sentences[i] for i in kept),
            self.vectors[kept],
            self.asked,
            whole,
            {key: self.titles[key] for key in whole},
            {key: self.best[key] for key in whole},
        )


def gather(retrieved: Retrieved, asked: QuestionVectors, store: Store, refrains: Mapping[int, int]) -> Candidates:
    """Read the sentences of the articles that were found, near-copies of an article left out."""
    scores = [
        {hit.passage_id: hit.score for hit in hits} for hits in (retrieved.dense, retrieved.lexical, retrieved.hits)
    ]
    hits = _of_originals(store.articles_of([hit.passage_id for hit in retrieved.hits]), store)
    best = _best(retrieved.hits, hits)
    chosen = list(best)[: ARTICLES + 2]
    titles: dict[ArticleId, frozenset[str]] = {}
    whole: dict[ArticleId, frozenset[str]] = {}
    sentences: list[Candidate] = []
    dimension = len(asked.likeness)
    vectors: list[Vectors] = [np.zeros((0, dimension), dtype=np.float32)]
    batches = (_stored(store, keys, hits.keys()) for keys in (chosen[:ARTICLES], chosen[ARTICLES:]) if keys)
    for stored in chain.from_iterable(batches):
        if len(whole) == ARTICLES:
            break
        key, own = stored.article.id, _sentences(stored, scores, refrains)
        title = frozenset(content_stems(stored.article.title))
        stems = title.union(content_stems(about(stored.article)), *(c.stems for c in own))
        if _is_copy(stems, whole.values()):
            continue
        titles[key], whole[key] = title, stems
        sentences.extend(own)
        vectors.append(_vectors(stored.read, dimension))
    return Candidates(
        tuple(sentences),
        np.concatenate(vectors),
        asked,
        whole,
        titles,
        {key: best[key] for key in whole},
    )


def ranking_countries(found: Candidates, codes: frozenset[str]) -> Candidates:
    """Keep the articles on ranks of some countries: another's rank, or other news, may read like an answer."""
    kept = {
        key: own
        for key, own in found.ranges.items()
        if codes.intersection(countries_of(found.sentences[own.start].article)) and _OF_RANKS & found.whole[key]
    }
    places = np.asarray([*chain.from_iterable(kept.values())], dtype=np.int64)
    return found.only(places, {key: found.whole[key] for key in kept})


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
    near = (other for other in kept if _ALIKE * len(other) <= len(stems) <= len(other) / _ALIKE)
    shared = ((len(stems & other), len(stems) + len(other)) for other in near)
    return any(both >= _ALIKE * (each - both) for both, each in shared)


def _around_hits(passages: list[PassageId], hits: Set[PassageId]) -> list[PassageId]:
    """Choose what is read of an article: all of a short one, of a long one its first passage and those around hits."""
    if len(passages) <= LONG:
        return passages
    found = (place for place, passage in enumerate(passages) if passage in hits)
    around = {place + shift for place in found for shift in range(-NEIGHBOURS, NEIGHBOURS + 1)}
    return [passage for place, passage in enumerate(passages) if place in around or place == 0]


def _vectors(read: list[Encoded], dimension: int) -> Vectors:
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


@dataclass(frozen=True, slots=True)
class _Stored:
    """An article, those of its passages that are read, and what it quotes."""

    article: Article
    read: list[Encoded]
    said: list[Statement]


def _stored(store: Store, keys: Sequence[ArticleId], hits: Set[PassageId]) -> Iterator[_Stored]:
    """Look articles up, in the order of ``keys``."""
    articles, layout = store.articles(keys), store.layout()
    wanted = {key: _around_hits(layout.passages(key), hits) for key in keys if key in articles}
    passages = store.passages([*chain.from_iterable(wanted.values())])
    found = {key: _Stored(articles[key], [passages[p] for p in read], []) for key, read in wanted.items()}
    for key, statement in store.statements(keys):
        found[key].said.append(statement)
    yield from found.values()


def _sentences(stored: _Stored, scores: list[dict[PassageId, float]], refrains: Mapping[int, int]) -> list[Candidate]:
    article, found = stored.article, list[Candidate]()
    spans = [span for encoded in stored.read for span in encoded.passage.sentences]
    said = _said_in(spans, stored.said)
    for encoded in stored.read:
        own = [by_passage.get(encoded.passage.id, 0.0) for by_passage in scores]
        texts = [article.text[span.start : span.end] for span in encoded.passage.sentences]
        contents = read_contents(encoded.contents) if encoded.contents else map(contents_of, texts)
        for span, text, held in zip(encoded.passage.sentences, texts, contents, strict=True):
            found.append(Candidate(article, span, text, held, said.get(len(found)), refrains.get(held.digest, 0), *own))
    return found


def _said_in(spans: Sequence[Span], said: Sequence[Statement]) -> dict[int, Statement]:
    """Tell of each sentence, by its place, the first statement whose quoted words stand in it."""
    found: dict[int, Statement] = {}
    starts, ends = [span.start for span in spans], [span.end for span in spans]
    for statement in said:
        for quoted in statement.spans:
            for place in range(bisect_right(ends, quoted.start), bisect_left(starts, quoted.end)):
                found.setdefault(place, statement)
    return found
