"""A page of HTML → its article: title, text, dates, address, translations. Bytes in, values out."""

import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from corpus.sources.charsets import CharsetError, decode_page
from corpus.sources.page_head import canonical, refusal, translations, updated
from corpus.types import Failure, Field, RawArticle

if TYPE_CHECKING:
    from trafilatura.settings import Document

SHORTEST = 80
"""Characters below which what is left of a page is its menu, not an article."""

TRANSLATIONS = "translations"
"""The field that holds the addresses of the same story in other languages."""

_NOTHING = "holds no article that could be told from the page around it"
_SHARING = re.compile(
    r"(?:share|tweet|print|e-?mail|save|copy link|whatsapp|facebook|twitter|telegram|linkedin|reddit|partager|imprimer|"
    r"compartir|compartilhar|teilen|drucken|поделиться|شارك|分享)"
    r"(?: (?:this|on|via|by|the|it|article|story|page|sur|en|auf|facebook|twitter|x|whatsapp|email))*[\s:!|·]*",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"(?:related (?:stories|articles|news|content|posts|coverage)|read (?:also|more|next)|more (?:on this|stories)|"
    r"you (?:may|might) also (?:like|be interested in)|see also|most read|(?:à )?lire aussi|"
    r"articles (?:liés|similaires)|(?:lea|vea) también|noticias relacionadas|leia (?:também|mais)|lesen sie auch|"
    r"читайте также|اقرأ أيضا|相关阅读)\s*:?",
    re.IGNORECASE,
)
_TEASER_LENGTH = 160

_MOST_ELEMENTS = 30_000
"""Extraction takes seconds for a page of as many; the largest of news sites have a third of it."""


def read_page(content: bytes, origin: str, url: str | None = None, charset: str = "") -> Iterator[RawArticle | Failure]:
    """Read the article that a page holds, or say why there is none.

    ``url`` is where the page stands; the page may name a better address of its own site.
    """
    try:
        source = decode_page(content, charset)
    except CharsetError as error:
        yield Failure(origin, str(error))
        return
    yield _read(source, origin, url)


def without_boilerplate(text: str) -> str:
    """Drop lines that only offer to share the page, and the teasers of other stories at its end.

    >>> without_boilerplate("A court freed an editor.\\nShare this article\\nRelated stories:\\nAnother story")
    'A court freed an editor.'
    """
    lines = [line for line in text.split("\n") if not _SHARING.fullmatch(line.strip())]
    for place, line in enumerate(lines):
        below = [other for other in lines[place + 1 :] if other.strip()]
        if _RELATED.fullmatch(line.strip(" #*-")) and all(len(other) <= _TEASER_LENGTH for other in below):
            return "\n".join(lines[:place]).strip()
    return "\n".join(lines).strip()


def _read(source: str, origin: str, url: str | None) -> RawArticle | Failure:
    from trafilatura import load_html

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot read is our failure's to tell
    tree = load_html(source)
    if tree is None:
        return Failure(origin, _NOTHING)
    if len(tree.xpath("//*")) > _MOST_ELEMENTS:
        return Failure(origin, f"has more than {_MOST_ELEMENTS} elements, which no article has")
    found = _extracted(source, url, precise=True) or _extracted(source, url, precise=False)
    text = _text(found) if found else ""
    if reason := refusal(tree, url, text):
        return Failure(origin, reason)
    if found is None or len(text) < SHORTEST:
        return Failure(origin, _NOTHING)
    return _article(found, text, tree, (origin, url))


def _extracted(source: str, url: str | None, *, precise: bool) -> "Document | None":
    """Tables are read as well: an election's results, a list of the detained."""
    from trafilatura import bare_extraction

    found: Any = bare_extraction(
        source, url=url, with_metadata=True, include_comments=False, include_tables=True, favor_precision=precise
    )
    return found if found is not None and len(found.text or "") >= SHORTEST else None


def _text(found: "Document") -> str:
    return without_boilerplate((found.text or "").removeprefix(f"{found.title}\n"))


def _article(found: "Document", text: str, tree: Any, place: tuple[str, str | None]) -> RawArticle:
    origin, url = place
    address = canonical(tree, url)
    told = (
        ("site", found.sitename),
        ("author", found.author),
        (TRANSLATIONS, " ".join(translations(tree, address))),
    )
    return RawArticle(
        title=found.title or "",
        text=text,
        origin=origin,
        url=address,
        published=found.date,
        updated=updated(tree),
        fields=tuple(Field(name, value) for name, value in told if value),
        aliases=(url,) if url and url != address else (),
    )
