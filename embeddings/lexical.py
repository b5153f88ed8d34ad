"""BM25 over stemmed words, by Tantivy: titles, texts and fields such as city or journalists."""

from collections.abc import Collection, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Self

from corpus.types import Article, Passage
from corpus.words import content_stems
from embeddings.errors import GenerationError
from embeddings.types import Hit

FIELDS = {"title": 1.2, "body": 1.0, "about": 0.9}
"""What a match counts for by where it stands; "about" holds dates and further fields of the article."""

_SILENT = frozenset({"note", "translations"})
"""Fields that say nothing of what an article is about."""

_HEAP = 128 * 2**20
_TIED = 20
"""Hits that are taken beyond those asked for, so that of several with the last one's score the right ones stay."""


class LexicalIndex:
    """Passages found by their words. Words are split and stemmed by us, so that all parts agree."""

    def __init__(self, index: Any) -> None:
        self._index = index
        self._searcher = index.searcher()

    @classmethod
    def build(cls, folder: Path, passages: Iterable[tuple[Article, Passage]]) -> Self:
        """Index passages into a folder.

        Raises:
            GenerationError: there is no room, or no right to write.
        """
        import tantivy

        folder.mkdir(parents=True)
        documents = (_document(article, passage) for article, passage in passages)
        try:
            index = tantivy.Index(_schema(), path=str(folder))
            _write(index, documents)
        except ValueError as error:
            raise GenerationError(f"{folder}: cannot be written ({error})") from error
        return cls(index)

    @classmethod
    def extend(cls, folder: Path, passages: Iterable[tuple[Article, Passage]]) -> Self:
        """Add passages to the index in a folder that nobody else reads. Scores are those of an index built whole.

        Raises:
            GenerationError: there is no room, or no right to write.
        """
        index = cls.load(folder)._index
        try:
            _write(index, (_document(article, passage) for article, passage in passages))
        except ValueError as error:
            raise GenerationError(f"{folder}: cannot be written ({error})") from error
        return cls(index)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Open a saved index.

        Raises:
            GenerationError: it is not there or not an index.
        """
        import tantivy

        try:
            return cls(tantivy.Index.open(str(folder)))
        except ValueError as error:
            raise GenerationError(f"{folder}: cannot be read as a lexical index; run pressbot refresh") from error

    def search(self, stems: Sequence[tuple[str, float]], k: int) -> list[Hit]:
        """Give the ``k`` passages of highest BM25 for stems and their weights, best first; ties break by id.

        The index itself breaks them by what it was added to in which order, which a question has no part in.
        """
        from tantivy import Occur, Query

        schema = self._index.schema
        terms = [
            (Occur.Should, Query.boost_query(Query.term_query(schema, field, stem, "freq"), weight * boost))
            for stem, weight in stems
            for field, boost in FIELDS.items()
        ]
        if not terms or k < 1:
            return []
        found = self._searcher.search(Query.boolean_query(terms), limit=k + _TIED, count=False).hits
        ids = self._searcher.fast_field_values("id", [address for _, address in found])
        hits = [Hit(int(i), float(score)) for i, (score, _) in zip(ids, found, strict=True)]
        return sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))[:k]

    def holding(self, groups: Iterable[Collection[str]], k: int) -> list[Hit]:
        """Give at most ``k`` passages of articles whose title or further fields hold a stem of every group."""
        from tantivy import Occur, Query

        terms = partial(Query.term_query, self._index.schema)
        each = [
            Query.boolean_query([(Occur.Should, terms(f, stem, "freq")) for stem in group for f in ("title", "about")])
            for group in groups
        ]
        if not each or k < 1:
            return []
        found = self._searcher.search(Query.boolean_query([(Occur.Must, q) for q in each]), limit=k, count=False).hits
        ids = self._searcher.fast_field_values("id", [address for _, address in found])
        return [Hit(int(i), float(score)) for i, (score, _) in zip(ids, found, strict=True)]

    def __len__(self) -> int:
        return int(self._searcher.num_docs)


def _write(index: Any, documents: Iterable[Any]) -> None:
    writer = index.writer(heap_size=_HEAP, num_threads=1)
    for document in documents:
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()


def _schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", fast=True)
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _document(article: Article, passage: Passage) -> Any:
    import tantivy

    document = tantivy.Document()
    document.add_integer("id", passage.id)
    body = article.text[passage.span.start : passage.span.end]
    for name, text in (("title", article.title), ("body", body), ("about", about(article))):
        document.add_text(name, " ".join(content_stems(text)))
    return document


def about(article: Article) -> str:
    """Put into words what an article's fields and dates say, so that they can be searched."""
    days = [f"{day:%B} {day.day} {day.year}" for day in (article.happened or article.published, article.updated) if day]
    return " ".join([*days, *(field.value for field in article.fields if field.name not in _SILENT)])
