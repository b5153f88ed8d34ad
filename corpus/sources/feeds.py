"""Feeds (RSS, Atom, JSON Feed) → entries. Bytes in, values out; fetching the entries' pages is others' work."""

import hashlib
import io
import json
import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from corpus.types import Failure, RawArticle

_VERSION = re.compile(r"https?://jsonfeed\.org/version/1(?:\.\d+)?/?")
_ENTITY = re.compile(rb"<\0?!\0?E\0?N\0?T\0?I\0?T\0?Y")
"""In UTF-8 and in UTF-16."""
_PAGE = re.compile(rb"<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE)
"""What stands where a feed was: a login, an apology."""

_BLOCKS = frozenset(
    "address article blockquote br dd div dl dt figure h1 h2 h3 h4 h5 h6 hr li ol p pre table tr ul".split()
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An article that a feed or a sitemap lists.

    ``mark`` changes when the lister says that the article has changed; empty, it says nothing of that.
    ``text`` is what a feed itself holds of it: the whole, the first lines, or nothing.
    """

    url: str | None
    mark: str = ""
    title: str = ""
    text: str = ""
    published: str | None = None
    updated: str | None = None
    language: str | None = None

    def article(self, origin: str) -> RawArticle | Failure:
        """Make an article of what the feed itself holds."""
        if not self.text:
            return Failure(origin, "is an entry without a text of its own")
        return RawArticle(self.title, self.text, origin, self.url, self.published, self.updated, language=self.language)


def read_feed(content: bytes, origin: str, url: str | None = None) -> Iterator[Entry | Failure]:
    """Read a feed's entries, newest first as a rule; relative addresses are read against ``url``."""
    content = content.removeprefix(BOM_UTF8)
    if not content.strip():
        yield Failure(origin, "is empty")
        return
    found = _json_feed(content, origin, url) if content.lstrip()[:1] == b"{" else _xml_feed(content, origin, url)
    number = 0
    for number, entry in enumerate(found, 1):
        if isinstance(entry, Entry) and not entry.url and not entry.text:
            entry = Failure(f"{origin}, entry {number}", "has neither an address nor a text")
        yield entry
    if not number:
        yield Failure(origin, "is a feed without entries")


def _xml_feed(content: bytes, origin: str, url: str | None) -> Iterator[Entry | Failure]:
    import feedparser

    if _ENTITY.search(content):
        yield Failure(origin, "declares entities of its own, which a feed has no need of; not read")
        return
    # A stream: given bytes, feedparser would open a file of that name.
    parsed = feedparser.parse(io.BytesIO(content), response_headers={"content-location": url or ""})
    if not parsed.entries and (parsed.bozo or not parsed.version):
        if _PAGE.search(content[:2048]):
            yield Failure(origin, "is a page, not a feed")
            return
        problem = " ".join(str(parsed.get("bozo_exception", "")).split())[:120]
        yield Failure(origin, f"is no feed that can be read{f' ({problem})' if problem else ''}")
        return
    language = parsed.feed.get("language")
    for item in parsed.entries:
        told = item.get("content") or [{"value": item.get("summary", "")}]
        updated = dict.get(item, "updated")  # feedparser's own would give the day of publication
        address = _address(url, item.get("link"))
        yield _entry(address, item.get("title"), told[0].get("value"), item.get("published"), updated, language)


def _json_feed(content: bytes, origin: str, url: str | None) -> Iterator[Entry | Failure]:
    try:
        feed = json.loads(content)
    except (ValueError, RecursionError) as error:
        yield Failure(origin, f"is not JSON: {error}")
        return
    if not _VERSION.fullmatch(str(feed.get("version"))):
        yield Failure(origin, f"is no JSON Feed of version 1 (its version: {str(feed.get('version'))[:60]!r})")
        return
    items = feed.get("items")
    for number, item in enumerate(items if isinstance(items, list) else [], 1):
        if not isinstance(item, dict):
            yield Failure(f"{origin}, entry {number}", "is no object")
            continue
        text = _words(item, "content_html") or _words(item, "content_text") or _words(item, "summary")
        address = _address(url, _words(item, "url") or _words(item, "external_url"))
        days = _words(item, "date_published"), _words(item, "date_modified")
        yield _entry(address, _words(item, "title"), text, *days, _words(item, "language") or _words(feed, "language"))


def _words(item: dict[str, Any], name: str) -> str | None:
    return value if isinstance(value := item.get(name), str) else None


def _entry(
    url: str | None, title: str | None, text: str | None, published: str | None, updated: str | None, language: Any
) -> Entry:
    title, text = plain(title or ""), plain(text or "")
    mark = hashlib.sha256("\x1f".join((title, text, published or "", updated or "")).encode()).hexdigest()[:16]
    spoken = language.casefold().partition("-")[0] if isinstance(language, str) else ""
    return Entry(url, mark, title, text, published, updated, spoken if re.fullmatch("[a-z]{2,3}", spoken) else None)


def _address(base: str | None, told: str | None) -> str | None:
    if not told or not told.strip():
        return None
    try:
        whole = urljoin(base or "", told.strip())
    except ValueError:
        return None
    return whole if re.match(r"https?://[^/\s]", whole, re.IGNORECASE) else None


def plain(html: str) -> str:
    """Take the words out of a piece of HTML, a line for each paragraph.

    >>> plain("<p>One <b>two</b>.</p><p>Three &amp; four.</p>"), plain("a < b")
    ('One two.\\nThree & four.', 'a < b')
    """
    if not re.search(r"<\w|</\w|&#?\w+;", html):
        return html.strip()
    from lxml import etree
    from lxml.html import fragment_fromstring

    try:
        tree = fragment_fromstring(html, create_parent="div")
    except (etree.LxmlError, ValueError):
        return ""
    pieces: list[str] = []
    for event, node in etree.iterwalk(tree, events=("start", "end", "comment")):
        if event == "comment":
            pieces.append(node.tail or "")
            continue
        pieces.append("\n" if node.tag in _BLOCKS else "")
        said = node.text if event == "start" else (node.tail if node is not tree else "")
        pieces.append("" if event == "start" and node.tag in ("script", "style") else said or "")
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)
