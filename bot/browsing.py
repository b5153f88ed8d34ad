"""What readers do beside asking: more like this, the passage around a citation, the newest articles, what to ask next.

All of it reads one generation and changes nothing; it may run in any thread.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.engine import Engine
from bot.question import read_question
from bot.types import Abstention, Answer, Citation
from corpus.clean import article_id
from corpus.contents import sentence_digest
from corpus.countries import find_countries
from corpus.rows import Encoded
from corpus.store import Store
from corpus.subjects import countries_of
from corpus.types import Article, ArticleId, Passage, PassageId, Span
from embeddings.retriever import retrieve
from embeddings.snapshot import Snapshot
from embeddings.types import Vector

_DEPTH = 60
_INITIALS = 3
"""Letters of a name that stands for itself in capitals alone: "us" is a word, "US" a country."""
_SCANNED = 3000
"""Articles that are looked through, from the newest on, for those on a country."""


@dataclass(frozen=True, slots=True)
class Place:
    """A passage by what lasts: its article and its number there; ``n`` is the citation it belongs to."""

    article: ArticleId
    ordinal: int
    n: int = 1


@dataclass(frozen=True, slots=True)
class Whole:
    """A passage in full."""

    article: Article
    text: str
    ordinal: int
    link: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that was found, and its sentence that fits best."""

    article: Article
    ordinal: int
    span: Span

    @property
    def quote(self) -> str:
        """Give the sentence, word for word."""
        return self.article.text[self.span.start : self.span.end]

    @property
    def link(self) -> str | None:
        """Give the address that opens at the sentence."""
        return _cite(self.article, self.span).link


@dataclass(frozen=True, slots=True)
class Asked:
    """A reply of the engine, with what a reader can go on to: passages, and countries to draw."""

    reply: Answer | Abstention
    places: tuple[Place, ...]
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Searched:
    """A reply together with the best passages, and the generation that gave them."""

    generation: int
    asked: Asked
    found: Sequence[Found]


def ask(engine: Engine, text: str, context: Sequence[str] = ()) -> Asked:
    """Ask, and look up where each citation stands."""
    reply = engine.ask(text, context).answer
    citations = reply.closest if isinstance(reply, Abstention) else reply.citations
    places = tuple(p for c in citations if (p := place_of(engine.snapshot.store, c)))
    return Asked(reply, places, _drawable(engine, text, reply))


def place_of(store: Store, citation: Citation) -> Place | None:
    """Find the passage that a citation is taken from; a figure from a table stands in none."""
    article = _article_of(store, citation) if citation.end else None
    if article is None:
        return None
    passages = [e.passage for e in store.passages_of([article.id])]
    around = [p.ordinal for p in passages if p.span.start <= citation.start < p.span.end]
    return Place(article.id, around[0], citation.n) if around else None


def whole_passage(engine: Engine, article: ArticleId, ordinal: int) -> Whole | None:
    """Give a passage in full, or None where the corpus no longer has it."""
    store = engine.snapshot.store
    passage = _passage(store, article, ordinal)
    if passage is None:
        return None
    found = store.articles([article])[article]
    text = found.text[passage.passage.span.start : passage.passage.span.end]
    return Whole(found, text, ordinal, _cite(found, passage.passage.sentences[0]).link)


def more_like(engine: Engine, article: ArticleId, ordinal: int, skip: int = 0, most: int = 3) -> list[Found] | None:
    """Find the passages next in meaning to one, its own article's others among them; None where it is gone."""
    around = _passage(engine.snapshot.store, article, ordinal)
    if around is None:
        return None
    hits = engine.snapshot.vectors.search(_vector(around), _DEPTH)
    ids = [hit.passage_id for hit in hits if hit.passage_id != around.passage.id]
    return _found(engine.snapshot, ids, _vector(around))[skip : skip + most]


def passages_for(engine: Engine, text: str, most: int = 50) -> list[Found]:
    """Find the best passages for a question, as they are and not as an answer."""
    question = read_question(text, engine.snapshot.vocabulary)
    vector = engine.encoder.encode(question.text).likeness
    retrieved = retrieve(engine.snapshot, vector, [(word.stem, word.weight) for word in question.words])
    return _found(engine.snapshot, [hit.passage_id for hit in retrieved.hits[:most]], vector)


def search(engine: Engine, text: str) -> Searched:
    """Ask, and find the best passages as well."""
    return Searched(engine.snapshot.manifest.number, ask(engine, text), passages_for(engine, text))


def latest(engine: Engine, countries: Sequence[str] = (), most: int = 5) -> list[Article]:
    """Give the newest articles, of all or of those on one of some countries."""
    store = engine.snapshot.store
    if not countries:
        return store.newest(most)
    wanted = set(countries)
    matching = (a for a in store.newest(_SCANNED) if wanted.intersection(countries_of(a)))
    return [article for article, _ in zip(matching, range(most), strict=False)]


def country_named(text: str) -> str | None:
    """Read the country that a command names, slips of the pen forgiven."""
    named = text.upper() if len(text) <= _INITIALS else text
    found = find_countries(f"in {named}", misspelt=True)  # by itself, "US" would be taken for shouting
    return found[0].code if found else None


def _drawable(engine: Engine, text: str, reply: Answer | Abstention) -> tuple[str, ...]:
    """Tell whose ranks a chart would show: those of the countries in the question, else in the answer."""
    if isinstance(reply, Abstention) or reply.kind != "ranking":
        return ()
    for words in (text, reply.text):
        codes = dict.fromkeys(mention.code for mention in find_countries(words))
        ranked = [code for code in codes if engine.table.history(code)]
        if ranked:
            return tuple(ranked[:8])
    return ()


def _article_of(store: Store, citation: Citation) -> Article | None:
    if citation.url:
        key = article_id(citation.url, "", "")
        return store.articles([key]).get(key)
    quoted = (a for a in store.titled(citation.title) if a.text[citation.start : citation.end] == citation.quote)
    return next(quoted, None)


def _passage(store: Store, article: ArticleId, ordinal: int) -> Encoded | None:
    return next((e for e in store.passages_of([article]) if e.passage.ordinal == ordinal), None)


def _vector(encoded: Encoded) -> Vector:
    return np.frombuffer(encoded.vector, dtype=np.float32)


def _found(snapshot: Snapshot, ids: Sequence[PassageId], vector: Vector) -> list[Found]:
    passages = snapshot.store.passages(ids)
    articles = snapshot.store.articles({e.passage.article_id for e in passages.values()})
    held = (passages[key] for key in ids if key in passages)
    found = (_best_sentence(encoded, articles[encoded.passage.article_id], snapshot, vector) for encoded in held)
    return [passage for passage in found if passage]


def _best_sentence(encoded: Encoded, article: Article, snapshot: Snapshot, vector: Vector) -> Found | None:
    """Choose a passage's sentence nearest to a vector; one that stands in many articles says nothing of this one."""
    rows = np.frombuffer(encoded.sentence_vectors, dtype=np.float16).astype(np.float32).reshape(-1, len(vector))
    passage: Passage = encoded.passage
    near = sorted(zip(rows @ vector, passage.sentences, strict=True), key=lambda pair: -pair[0])
    refrains = snapshot.refrains
    telling = (s for _, s in near if sentence_digest(article.text[s.start : s.end]) not in refrains)
    best = next(telling, None)
    return Found(article, passage.ordinal, best) if best else None


def _cite(article: Article, span: Span) -> Citation:
    quote = article.text[span.start : span.end]
    return Citation(1, article.title, article.url, article.published, quote, span.start, span.end)
