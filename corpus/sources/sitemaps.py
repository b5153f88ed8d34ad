"""Sitemaps and indexes of sitemaps → addresses. Bytes in, values out."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from corpus.fetch.bodies import unpacked
from corpus.fetch.types import FetchError
from corpus.sources.feeds import Entry
from corpus.types import Failure

MOST = 50_000
"""Addresses in one sitemap, as sitemaps.org has it."""

_LARGEST = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Child:
    """Another sitemap that a sitemap index names."""

    url: str


def read_sitemap(content: bytes, origin: str) -> Iterator[Entry | Child | Failure]:
    """Read what a sitemap lists, gzipped or not; the day of an address's last change is its mark."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(unpacked([content], _LARGEST) if content.startswith(b"\x1f\x8b") else content)
    except FetchError as error:
        yield Failure(origin, str(error))
        return
    except DefusedXmlException:
        yield Failure(origin, "declares entities of its own, which a sitemap has no need of; not read")
        return
    except (ParseError, ValueError, LookupError) as error:
        yield Failure(origin, f"is no sitemap that can be read ({error})")
        return
    kind = _name(root)
    if kind not in ("urlset", "sitemapindex"):
        yield Failure(origin, f"is no sitemap: it is a {kind[:40]!r}")
        return
    for number, node in enumerate(root):
        told = {_name(part): (part.text or "").strip() for part in node}
        if number >= MOST:
            yield Failure(origin, f"lists more than {MOST} addresses; the others are left out")
            return
        if url := told.get("loc"):
            yield Child(url) if kind == "sitemapindex" else Entry(url, told.get("lastmod", ""))


def _name(node: Element) -> str:
    return str(node.tag).rpartition("}")[2]
