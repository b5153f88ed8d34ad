"""BM25 over stemmed words, by Tantivy: titles, texts and fields such as city or journalists."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Self

from corpus.types import Article, Passage
from corpus.words import content_stems
from embeddings.errors import GenerationError
from embeddings.types import Hit

_FIELDS = {"title": 1.2, "body": 1.0, "about": 0.9}
"""What a match counts for by where it stands; "about" holds dates and further fields of the article."""

_HEAP = 128 * 2**20


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
        """Give the ``k`` passages of highest BM25 for stems and their weights, best first."""
        from tantivy import Occur, Query

        schema = self._index.schema
        terms = [
            (Occur.Should, Query.boost_query(Query.term_query(schema, field, stem, "freq"), weight * boost))
            for stem, weight in stems
            for field, boost in _FIELDS.items()
        ]
        if not terms or k < 1:
            return []
        found = self._searcher.search(Query.boolean_query(terms), limit=k, count=False).hits
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
    for name in _FIELDS:
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
    return " ".join([*days, *(field.value for field in article.fields if field.name != "note")])
