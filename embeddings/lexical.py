"""BM25 over stemmed words, by Tantivy: titles, texts and fields such as city or journalists."""

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Self

from corpus.subjects import countries_of
from corpus.types import Article, Passage, PassageId
from corpus.words import content_stems
from embeddings.errors import GenerationError
from embeddings.types import ALL, Hit, Only, day_number

FIELDS = {"title": 1.2, "body": 1.0, "about": 0.9}
"""What a match counts for by where it stands; "about" holds dates and further fields of the article."""

_SILENT = frozenset({"note", "translations"})
"""Fields that say nothing of what an article is about."""

_HEAP = 128 * 2**20
_NO_END = 99_999_999
"""As a day, later than all."""
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

    def search(self, stems: Sequence[tuple[str, float]], k: int, only: Only = ALL) -> list[Hit]:
        """Give the ``k`` passages of highest BM25 for stems and their weights, best first; ties break by id.

        The index itself breaks them by what it was added to in which order, which a question has no part in.
        How rare a word is, the whole corpus says, also where ``only`` some passages may be found.

        Raises:
            GenerationError: the index was made before it held countries and days, and is asked for them.
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
        hits = self._hits(self._narrowed(Query.boolean_query(terms), only), k + _TIED)
        return sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))[:k]

    def among(self, only: Only) -> list[PassageId]:
        """Give all passages of some countries and days.

        Raises:
            GenerationError: as above.
        """
        from tantivy import Query

        everything = self._narrowed(Query.all_query(), only)
        return [hit.passage_id for hit in self._hits(everything, max(1, len(self)))]

    def _narrowed(self, query: Any, only: Only) -> Any:
        """Add to a query what a passage must be; that adds nothing to its score."""
        from tantivy import FieldType, Occur, Query

        schema, parts = self._index.schema, list[Any]()
        try:
            if only.since or only.until:
                first, last = day_number(only.since) or 1, day_number(only.until) or _NO_END
                parts.append(Query.range_query(schema, "day", FieldType.Integer, first, last))
            if only.countries:
                each = [(Occur.Should, Query.term_query(schema, "country", code)) for code in only.countries]
                parts.append(Query.boolean_query(each))
        except ValueError as error:
            raise GenerationError(
                "the lexical index was made before it held countries and days; the next refresh that changes "
                "something adds them"
            ) from error
        musts = [(Occur.Must, Query.const_score_query(part, 0.0)) for part in parts]
        return Query.boolean_query([(Occur.Must, query), *musts]) if musts else query

    def _hits(self, query: Any, limit: int) -> list[Hit]:
        found = self._searcher.search(query, limit=limit, count=False).hits
        ids = self._searcher.fast_field_values("id", [address for _, address in found])
        return [Hit(int(i), float(score)) for i, (score, _) in zip(ids, found, strict=True)]

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
        return self._hits(Query.boolean_query([(Occur.Must, q) for q in each]), k)

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
    builder.add_integer_field("day", fast=True)
    builder.add_text_field("country", tokenizer_name="raw", index_option="basic")
    return builder.build()


def _document(article: Article, passage: Passage) -> Any:
    import tantivy

    document = tantivy.Document()
    document.add_integer("id", passage.id)
    body = article.text[passage.span.start : passage.span.end]
    for name, text in (("title", article.title), ("body", body), ("about", about(article))):
        document.add_text(name, " ".join(content_stems(text)))
    _put_filters(document, article)
    return document


def _put_filters(document: Any, article: Article) -> None:
    document.add_integer("day", day_number(article.dated))
    for code in _countries(article):
        document.add_text("country", code)


@lru_cache(maxsize=1)
def _countries(article: Article) -> tuple[str, ...]:
    """Tell an article's countries once for all its passages, which come one after another."""
    return countries_of(article)


def about(article: Article) -> str:
    """Put into words what an article's fields and dates say, so that they can be searched."""
    days = [f"{day:%B} {day.day} {day.year}" for day in (article.happened or article.published, article.updated) if day]
    return " ".join([*days, *(field.value for field in article.fields if field.name not in _SILENT)])
