"""A generation in Milvus, behind the VectorIndex protocol; words and filters go into the same request."""

import re
from collections.abc import Sequence
from typing import Any

from corpus.types import PassageId
from corpus.words import content_stems
from embeddings.fusion import K
from embeddings.milvus_words import worded
from embeddings.types import ALL, Hit, Only, Vector, day_number

KIND = "milvus"
"""How it searches, for the manifest; by what index is the server's own choice."""
PATIENCE = 5.0
"""Seconds that a search may take before whoever asked is told that it failed."""

_NOT_LOADED = 101
_MOST = 16_384
"""The longest list that a Milvus server gives."""
_SHARPNESS = 4
"""How often the weightiest words of a question stand in the query: BM25 in Milvus counts words, it takes no weights."""
_PARTS = re.compile(r"[\W_]")


class MilvusIndex:
    """A collection of passages. The score of a hit by nearness is the cosine, as in ``FaissIndex``.

    ``collection`` is a collection's own name and not the alias: whoever holds one generation's
    articles searches that generation until it opens the next.
    """

    def __init__(self, client: Any, collection: str, uri: str) -> None:
        self._client = client
        self.collection = collection
        self._uri = uri

    def search(self, vector: Vector, k: int, only: Only = ALL) -> list[Hit]:
        """Give the ``k`` passages of highest cosine, best first; fewer where there are fewer.

        Raises:
            MilvusError: Milvus cannot be reached, or the collection is gone.
        """
        if k < 1:
            return []
        asked = {"data": [vector.tolist()], "anns_field": "vector", "filter": expression(only)}
        return [Hit(i, score) for i, score, _ in self._found("search", limit=min(k, _MOST), **asked)]

    def search_words(self, stems: Sequence[tuple[str, float]], k: int, only: Only = ALL) -> list[Hit]:
        """Give the ``k`` passages of highest BM25 for stems and their weights, best first.

        Raises:
            MilvusError: as above.
        """
        query = as_query(stems)
        if not query or k < 1:
            return []
        asked = {"data": [query], "anns_field": "sparse", "filter": expression(only)}
        # Milvus Lite gives BM25 as a distance, a server as a score; either way the best comes first.
        return [Hit(i, abs(score)) for i, score, _ in self._found("search", limit=min(k, _MOST), **asked)]

    def hybrid(
        self, vector: Vector, stems: Sequence[tuple[str, float]], k: int, only: Only = ALL
    ) -> list[tuple[Hit, str]]:
        """Search by nearness and by words in one request, ``k`` of each, fused by reciprocal rank.

        Each hit comes with its passage's words, as ``fields`` wrote them: of BM25 the fusion leaves only the rank.

        Raises:
            MilvusError: as above.
        """
        from pymilvus import AnnSearchRequest, RRFRanker

        query, among = as_query(stems), expression(only)
        requests = [AnnSearchRequest([vector.tolist()], "vector", {}, k, expr=among)]
        if query:
            requests.append(AnnSearchRequest([query], "sparse", {}, k, expr=among))
        asked = {"reqs": requests, "ranker": RRFRanker(K), "limit": k * len(requests)}
        found = self._found("hybrid_search", output_fields=("id", "stems"), **asked)
        return [(Hit(i, score), entity["stems"]) for i, score, entity in found]

    @property
    def kind(self) -> str:
        """How it searches, for the manifest."""
        return KIND

    def __len__(self) -> int:
        with worded(self._uri):
            counted = self._client.query(self.collection, "", output_fields=["count(*)"], timeout=PATIENCE)
            return int(counted[0]["count(*)"])

    def _found(
        self, method: str, *, output_fields: Sequence[str] = ("id",), **asked: Any
    ) -> list[tuple[PassageId, float, dict[str, Any]]]:
        from pymilvus.exceptions import MilvusException

        asked |= {"output_fields": list(output_fields), "timeout": PATIENCE}
        search = getattr(self._client, method)
        with worded(self._uri):
            try:
                [hits] = search(self.collection, **asked)
            except MilvusException as error:
                if error.code != _NOT_LOADED:
                    raise
                self._client.load_collection(self.collection, timeout=PATIENCE)  # the server was started again
                [hits] = search(self.collection, **asked)
            return [(int(hit["id"]), float(hit["distance"]), hit["entity"]) for hit in hits]


def expression(only: Only) -> str:
    """Write a filter in Milvus's language.

    >>> from datetime import date
    >>> expression(Only(("FRA", "DEU"), since=date(2020, 1, 1)))
    'day >= 20200101 and array_contains_any(countries, ["FRA", "DEU"])'
    """
    parts = []
    if only.since or only.until:
        parts.append(f"day >= {day_number(only.since) if only.since else 1}")
    if only.until:
        parts.append(f"day <= {day_number(only.until)}")
    if only.countries:
        codes = ", ".join(f'"{_letters(code)}"' for code in only.countries)
        parts.append(f"array_contains_any(countries, [{codes}])")
    return " and ".join(parts)


def as_token(stem: str) -> str:
    """Write a stem so that every analyser keeps it in one piece: letters and digits alone.

    >>> as_token("1,500"), as_token("arrest")
    ('1x2c500', 'arrest')
    """
    return _PARTS.sub(lambda part: f"x{ord(part[0]):x}", stem)


def fields(title: str, body: str, further: str) -> str:
    """Write a passage's stems so that they are found, and can be told apart again.

    The title stands there twice: what it names weighs more, here as in the embedded index.

    >>> fields("Oakland", "Police detained a photographer.", "June 1 2020")
    'oakland | polic detain photograph | june 1 2020 | oakland'
    """
    written = [" ".join(map(as_token, content_stems(text))) for text in (title, body, further)]
    return " | ".join([*written, written[0]])


def as_query(stems: Sequence[tuple[str, float]]) -> str:
    """Write weighted stems as a text: the weightier, the more often a stem stands in it.

    >>> as_query([("norway", 1.0), ("rank", 0.5)])
    'norway norway norway norway rank rank'
    """
    most = max((weight for _, weight in stems), default=0.0)
    counted = ((stem, max(1, round(_SHARPNESS * weight / most))) for stem, weight in stems if stem and weight > 0)
    return " ".join(as_token(stem) for stem, times in counted for _ in range(times))


def _letters(code: str) -> str:
    """Leave nothing in a code that could end its quotation marks."""
    return "".join(filter(str.isalnum, code))
