"""A fetched document → what it holds, by what it is rather than by what its address looks like."""

import re
from collections.abc import Iterator
from typing import TypeVar

from corpus.errors import UnreadableError
from corpus.fetch.types import Fetched
from corpus.sources.files import read_text
from corpus.sources.pages import read_page
from corpus.sources.pdfs import read_pdf
from corpus.sources.rsf_index import looks_like_index, read_index
from corpus.types import Failure, Found, RawArticle

_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]")
_SITEMAP = re.compile(rb"<(?:urlset|sitemapindex)[\s>]")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|p|div)[\s>]", re.IGNORECASE)
_HEAD = 4096
_LARGEST_PAGE = 5 * 2**20

Kind = TypeVar("Kind")


def what_is(document: Fetched) -> str:
    """Tell what a document is: ``pdf``, ``index``, ``feed``, ``sitemap``, ``page``, ``text``, or ``""``."""
    content, head = document.content, document.content[:_HEAD]
    if content.startswith(b"%PDF-"):
        return "pdf"
    if looks_like_index(content):
        return "index"
    if content.startswith(b"\x1f\x8b"):
        return "sitemap" if ".xml" in document.url else ""
    if _SITEMAP.search(head):
        return "sitemap"
    if (_FEED.search(head) and not _HTML.search(head[:500])) or b"jsonfeed.org/version" in head:
        return "feed"
    if "html" in document.kind or _HTML.search(head):
        return "page"
    return "text" if document.kind == "text/plain" else ""


def guarded(found: Iterator[Kind], origin: str) -> Iterator[Kind | Failure]:
    """Read on, and make a failure of what a parser raises.

    Other people's parsers fail in ways of their own on what strangers send; one document never stops a run.
    """
    try:
        yield from found
    except Exception as error:
        words = " ".join(str(error).split())[:100]
        yield Failure(origin, f"cannot be read ({type(error).__name__}{f': {words}' if words else ''})")


def read_document(document: Fetched, origin: str) -> Iterator[Found]:
    """Read a page, a PDF, a table of the Index or a plain text."""
    return guarded(_read(document, origin), origin)


def _read(document: Fetched, origin: str) -> Iterator[Found]:
    kind, content, url = what_is(document), document.content, document.url
    if not content.strip():
        yield Failure(origin, "is empty")
    elif kind == "pdf":
        yield from read_pdf(content, origin, url)
    elif kind == "index":
        yield from read_index(content, origin)
    elif kind == "page" and len(content) > _LARGEST_PAGE:
        yield Failure(origin, f"is larger than {_LARGEST_PAGE // 2**20} MB, which no article is")
    elif kind == "page":
        yield from read_page(content, origin, url, document.charset)
    elif kind == "text":
        yield from _text(content, origin, url)
    else:
        yield Failure(origin, f"is {f'a {kind}' if kind else document.kind or 'of a kind'}, which holds no article")


def _text(content: bytes, origin: str, url: str) -> Iterator[Found]:
    try:
        for read in read_text(content, origin):
            yield RawArticle(read.title, read.text, origin, url) if isinstance(read, RawArticle) else read
    except UnreadableError as error:
        yield Failure(origin, str(error))
