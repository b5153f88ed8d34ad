"""Whether a generation is what it says it is: its files, its counts, and every place that a citation may name."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus.rows import Encoded
from corpus.store import Store
from corpus.types import Article, Span
from embeddings.errors import GenerationError
from embeddings.faiss_index import FaissIndex
from embeddings.generations import CORPUS, LEXICAL, VECTORS, verify
from embeddings.lexical import LexicalIndex
from embeddings.milvus_index import KIND as MILVUS
from embeddings.milvus_index import MilvusIndex
from embeddings.types import Manifest

_BYTES, _SENTENCE_BYTES = 4, 2  # float32 for a passage's vector, float16 for its sentences'
_MANY = 200
"""Articles that are checked at a time."""


@dataclass(frozen=True, slots=True)
class Sound:
    """What a sound generation holds. ``places`` are sentences, statements and ranks that can be cited."""

    number: int
    articles: int
    passages: int
    places: int


def check(folder: Path, milvus: MilvusIndex | None = None) -> Sound:
    """Check a generation whole; it takes about a second for ten thousand passages.

    ``milvus`` is its collection, where that can be reached; without it, the files alone are checked.

    Raises:
        GenerationError: a file is damaged, a count differs, or a place lies outside its article.
        StoreError: the corpus is damaged or of another version.
    """
    manifest = verify(folder)
    with Store(folder / CORPUS) as store:
        store.check()
        counts = store.counts()
        counted = {
            "articles": (counts.articles, manifest.articles),
            "passages": (counts.passages, manifest.passages),
        }
        if milvus:
            counted["vectors"] = (len(milvus), counts.passages)
        elif manifest.index != MILVUS:
            counted["vectors"] = (len(FaissIndex.load(folder / VECTORS)), counts.passages)
            counted["passages indexed by words"] = (len(LexicalIndex.load(folder / LEXICAL)), counts.passages)
        for what, (there, expected) in counted.items():
            if there != expected:
                raise GenerationError(f"{folder}: has {there} {what}, not {expected}; run pressbot refresh")
        places = _check_places(folder, store, manifest)
    return Sound(manifest.number, counts.articles, counts.passages, places)


def _check_places(folder: Path, store: Store, manifest: Manifest) -> int:
    keys = sorted(store.digests())
    claims = store.claims()
    places = 0
    for start in range(0, len(keys), _MANY):
        some = keys[start : start + _MANY]
        articles = store.articles(some)
        for stored in store.passages_of(some):
            article = articles[stored.passage.article_id]
            places += _check_passage(folder, article, stored, manifest.dimension)
        for key, statement in store.statements(some):
            places += _inside(folder, articles[key], [statement.sentence, *statement.spans], statement.sentence)
        for key, claim in claims:
            if key in articles:
                places += _inside(folder, articles[key], [claim.sentence])
    return places


def _check_passage(folder: Path, article: Article, stored: Encoded, dimension: int) -> int:
    passage = stored.passage
    if len(stored.vector) != dimension * _BYTES:
        raise GenerationError(f"{folder}: a passage of {_name(article)} has no whole vector; run pressbot refresh")
    if len(stored.sentence_vectors) != len(passage.sentences) * dimension * _SENTENCE_BYTES:
        raise GenerationError(f"{folder}: sentences of {_name(article)} have no whole vectors; run pressbot refresh")
    _inside(folder, article, [passage.span])
    return _inside(folder, article, passage.sentences, passage.span)


def _inside(folder: Path, article: Article, spans: Iterable[Span], of: Span | None = None) -> int:
    """Count places of an article that are not empty and lie within it, or within a part of it.

    Raises:
        GenerationError: one is or does not.
    """
    whole = of or Span(0, len(article.text))
    found = list(spans)
    for span in found:
        if not max(0, whole.start) <= span.start < span.end <= min(whole.end, len(article.text)):
            raise GenerationError(
                f"{folder}: {_name(article)} has no characters {span.start} to {span.end}; run pressbot refresh"
            )
    return len(found)


def _name(article: Article) -> str:
    return article.url or f"“{article.title}”"
