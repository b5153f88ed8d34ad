"""Milvus, the engine past one machine: a generation is a collection, the one that is served has the alias.

::

    pressbot                        the alias: which generation is served, switched in one step
    pressbot_000006_1d4c5f0a77e2    a generation: its number, and the beginning of its manifest's SHA-256
    pressbot_000007_3f2a9c1b0d4e
"""

from collections.abc import Callable, Collection, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from corpus.store import Store
from corpus.subjects import countries_of
from corpus.types import Article, Passage, PassageId
from embeddings.errors import MilvusError
from embeddings.lexical import about
from embeddings.milvus_index import PATIENCE, MilvusIndex, fields
from embeddings.milvus_words import environment_kept, place, quiet, worded
from embeddings.types import Manifest, day_number

BATCH = 500
"""Passages in one message, some two megabytes; a server takes up to 64."""

_SLOW = 600.0
"""Seconds for what grows with the corpus: to load a collection, or to make its rows last."""
_QUICK = 20.0
_AGAIN = {"grpc.initial_reconnect_backoff_ms": 500, "grpc.max_reconnect_backoff_ms": 2_000}
"""By itself, gRPC tries ever more rarely to reach a server that was gone, after two minutes in the end."""
_LONGEST = 5_000
"""Characters of a title, and of an article's further fields, that are searched: a field of Milvus has its end."""

Told = Callable[[int, int], None]


class Milvus:
    """The collections of one corpus, on a server or in a file of Milvus Lite.

    Raises:
        MilvusError: it cannot be reached, or the extra ``milvus`` is not installed.
    """

    def __init__(self, uri: str, token: str = "", name: str = "pressbot") -> None:
        try:
            with environment_kept():
                from pymilvus import MilvusClient
        except ImportError:
            raise MilvusError("PRESSBOT_MILVUS_URI is set; install what it needs: pip install -e '.[milvus]'") from None
        if "://" not in uri and not (uri.endswith(".db") and Path(uri).parent.is_dir()):
            raise MilvusError(f"PRESSBOT_MILVUS_URI: {uri} is no address (http://…) and no file NAME.db in a folder")
        quiet()
        self.uri, self.name = uri, name
        with worded(uri):
            self._client = MilvusClient(uri, token=token, timeout=PATIENCE, grpc_options=_AGAIN)

    def live(self) -> str | None:
        """Give the label of the generation that is served, or None before the first."""
        with worded(self.uri):
            known = {self.collection(label): label for label in self.labels()}
            for collection, label in known.items():
                found = self._client.list_aliases(collection, timeout=_QUICK)
                if self.name in found.get("aliases", ()):
                    return label
        return None

    def labels(self) -> list[str]:
        """List the generations that have a collection, oldest first."""
        with worded(self.uri):
            names = self._client.list_collections(timeout=_QUICK)
        own = (name.removeprefix(f"{self.name}_") for name in names if name.startswith(f"{self.name}_"))
        return sorted(label.replace("_", "-") for label in own if label[:6].isdigit() and label[6:7] == "_")

    def collection(self, label: str) -> str:
        """Give the name of a generation's collection."""
        return f"{self.name}_{label.replace('-', '_')}"

    def point(self, label: str) -> None:
        """Serve a generation from now on: the alias is switched in one step."""
        with worded(self.uri):
            switch = self._client.alter_alias if self.live() else self._client.create_alias
            switch(self.collection(label), self.name, timeout=_QUICK)

    def open(self, label: str) -> MilvusIndex:
        """Open a generation for searching."""
        with worded(self.uri):
            self._client.load_collection(self.collection(label), timeout=_SLOW)
        return MilvusIndex(self._client, self.collection(label), self.uri)

    def write(self, label: str, store: Store, manifest: Manifest, keep: Collection[str], told: Told) -> None:
        """Make a generation's collection hold exactly the passages of a corpus.

        It grows from a collection that is not among those to ``keep``: an interrupted run's, or that of the
        generation whose time is over. So only what differs is sent, and what was removed is deleted.

        Raises:
            MilvusError: it cannot be reached, or holds something else in the end.
        """
        with worded(self.uri):
            self._take_over(label, manifest, keep)
            there = self._marks(label)
            total = len(there) or manifest.passages
            for done, (fresh, changed) in enumerate(_differing(store, manifest, there), 1):
                self._send(label, fresh, changed)
                told(min(done * BATCH, manifest.passages), manifest.passages)
            self._delete(label, list(there))
            self._client.flush(self.collection(label), timeout=_SLOW)
        held = len(self.open(label))
        if held != manifest.passages:
            raise MilvusError(
                f"Milvus at {place(self.uri)} holds {held} passages, not {manifest.passages} (of {total})"
            )

    def prune(self, keep: Collection[str]) -> None:
        """Drop the collections of generations that are no longer kept; the one that is served stays."""
        live = self.live()
        with worded(self.uri):
            for label in self.labels():
                if label not in keep and label != live:
                    self._client.drop_collection(self.collection(label), timeout=_SLOW)

    def _take_over(self, label: str, manifest: Manifest, keep: Collection[str]) -> None:
        """Rename a collection that nobody needs, if it fits, or make an empty one."""
        labels, live = self.labels(), self.live()
        if label in labels:
            return
        spare = [old for old in labels if old not in keep and old != live]
        for old in reversed(spare):
            if self._dimension(old) == manifest.dimension:
                self._client.rename_collection(self.collection(old), self.collection(label), timeout=_SLOW)
                self._client.load_collection(self.collection(label), timeout=_SLOW)
                return
        self._create(self.collection(label), manifest.dimension)

    def _dimension(self, label: str) -> int:
        fields = self._client.describe_collection(self.collection(label), timeout=_QUICK)["fields"]
        return next((int(field["params"]["dim"]) for field in fields if field["name"] == "vector"), 0)

    def _create(self, collection: str, dimension: int) -> None:
        from pymilvus import DataType, Function, FunctionType

        schema = self._client.create_schema(auto_id=False, enable_dynamic_field=False)
        schema.add_field("id", DataType.INT64, is_primary=True)
        schema.add_field("mark", DataType.VARCHAR, max_length=64)
        schema.add_field("day", DataType.INT64)
        schema.add_field("countries", DataType.ARRAY, element_type=DataType.VARCHAR, max_capacity=256, max_length=8)
        schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimension)
        schema.add_field("stems", DataType.VARCHAR, max_length=65_535, enable_analyzer=True, analyzer_params=_WORDS)
        schema.add_field("sparse", DataType.SPARSE_FLOAT_VECTOR)
        bm25 = {"input_field_names": ["stems"], "output_field_names": ["sparse"]}
        schema.add_function(Function(name="bm25", function_type=FunctionType.BM25, **bm25))
        indexes = self._client.prepare_index_params()
        indexes.add_index("vector", index_type="AUTOINDEX", metric_type="IP")
        indexes.add_index("sparse", index_type="SPARSE_INVERTED_INDEX", metric_type="BM25", params=_BM25)
        self._client.create_collection(collection, schema=schema, timeout=_SLOW)
        self._client.create_index(collection, indexes, sync=False, timeout=_SLOW)  # nothing is in it to wait for

    def _marks(self, label: str) -> dict[PassageId, str]:
        """Give the passages that a collection holds, each with what it was made from."""
        self._client.load_collection(self.collection(label), timeout=_SLOW)
        rows = self._client.query_iterator(
            self.collection(label), batch_size=5000, filter="id >= 0", output_fields=["id", "mark"]
        )
        marks: dict[PassageId, str] = {}
        while batch := rows.next():
            marks.update((row["id"], row["mark"]) for row in batch)
        rows.close()
        return marks

    def _send(self, label: str, fresh: list[dict[str, Any]], changed: list[dict[str, Any]]) -> None:
        if fresh:
            self._client.insert(self.collection(label), fresh, timeout=_SLOW)
        if changed:
            self._client.upsert(self.collection(label), changed, timeout=_SLOW)

    def _delete(self, label: str, gone: list[PassageId]) -> None:
        for start in range(0, len(gone), BATCH):
            self._client.delete(self.collection(label), ids=gone[start : start + BATCH], timeout=_SLOW)


_FORM = 1
"""Counts how rows are written: another number, and all are written anew."""
_WORDS = {"tokenizer": "standard"}
_BM25 = {"bm25_k1": 1.2, "bm25_b": 0.75}
"""The constants that Tantivy has, so that both engines rank alike."""

Rows = list[dict[str, Any]]


def _differing(store: Store, manifest: Manifest, there: dict[PassageId, str]) -> Iterator[tuple[Rows, Rows]]:
    """Give what a collection lacks or holds otherwise, batch by batch; in ``there`` remains what is too much."""
    passages = store.all_passages()
    while batch := list(islice(passages, BATCH)):
        wanted = {p.id: (_mark(article, manifest), article, p) for article, p in batch}
        held = {key: there.pop(key, None) for key in wanted}
        differing = [key for key, (mark, _, _) in wanted.items() if held[key] != mark]
        vectors = {key: encoded.vector for key, encoded in store.passages(differing).items()} if differing else {}
        rows = {key: _row(*wanted[key], vectors[key]) for key in differing}
        fresh = [row for key, row in rows.items() if held[key] is None]
        yield fresh, [row for key, row in rows.items() if held[key] is not None]


def _mark(article: Article, manifest: Manifest) -> str:
    """Name what a row was made from; the same mark means the same row."""
    return f"{_FORM}.{article.digest[:24]}.{manifest.model_digest[:12]}"


def _row(mark: str, article: Article, passage: Passage, vector: bytes) -> dict[str, Any]:
    import numpy as np

    body = article.text[passage.span.start : passage.span.end]
    return {
        "id": passage.id,
        "mark": mark,
        "day": day_number(article.dated),
        "countries": list(countries_of(article)),
        "vector": np.frombuffer(vector, dtype=np.float32),
        "stems": fields(article.title[:_LONGEST], body, about(article)[:_LONGEST]),
    }
