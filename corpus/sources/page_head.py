"""What a page says of itself beside its text: canonical address, translations, update, whether it is an article."""

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from courlan import extract_domain, normalize_url

_LOGIN_LENGTH = 1500
"""Characters of text up to which a page that asks for a password is nothing else."""

_TEASERS = 4
"""Teasers (an ``<article>`` with a link) from which on a page that does not call itself an article is a list."""

_MOST_LINKS = 0.5
_LINKS = 3000
_MOST_TRANSLATIONS = 20
_LISTS = re.compile(r"/(?:tags?|topics?|categor(?:y|ies)|authors?|archives?|search|page/\d+)(?:/|$)", re.IGNORECASE)
_ARTICLE = re.compile(r'"@type"\s*:\s*\[?\s*"(?:[A-Za-z]*NewsArticle|Article|BlogPosting|Report)"')
_MODIFIED = re.compile(r'"dateModified"\s*:\s*"([^"]{8,40})"')
_YEAR = re.compile(r"\s*(?:19|20)\d\d")
"""Programs write 0001-01-01 for "never"."""

_UPDATED = (
    '//meta[@property="article:modified_time" or @property="og:updated_time" or @itemprop="dateModified"]/@content',
    '//time[@itemprop="dateModified"]/@datetime',
)


def canonical(tree: Any, url: str | None) -> str | None:
    """Give the address that a page wants to be known by, without trackers.

    Its word counts on its own site alone, and not where it names the front page: a template's mistake
    would make one article of a whole site, and a syndicated copy does stand where it stands.
    """
    told = [*tree.xpath('//link[@rel="canonical"]/@href'), *tree.xpath('//meta[@property="og:url"]/@content')]
    for address in (_absolute(url, str(t)) for t in told):
        if address and _path(address) and (url is None or _same_site(address, url)):
            return tidy(address)
    return tidy(url) if url else None


def tidy(url: str) -> str:
    """Take trackers and the fragment from an address."""
    return str(normalize_url(url, strict=False)).partition("#")[0]


def translations(tree: Any, url: str | None) -> tuple[str, ...]:
    """Give the addresses of the same story in other languages (hreflang), front pages left out."""
    found: dict[str, None] = {}
    for link in tree.xpath('//link[@rel="alternate"][@hreflang][@href]'):
        address = _absolute(url, str(link.get("href")))
        if address and link.get("hreflang") != "x-default" and _path(address).count("/") > 0:
            found[tidy(address)] = None
    found.pop(url or "", None)
    return tuple(found)[:_MOST_TRANSLATIONS]


def updated(tree: Any) -> str | None:
    """Give the moment of a page's last change in its own words."""
    for path in _UPDATED:
        if told := [str(t) for t in tree.xpath(path) if _YEAR.match(str(t))]:
            return told[0]
    told = [match[1] for script in _data(tree) if (match := _MODIFIED.search(script))]
    return next(filter(_YEAR.match, told), None)


def refusal(tree: Any, url: str | None, text: str) -> str:
    """Say why what was taken from a page is no article, or give ``""``."""
    if len(text) < _LOGIN_LENGTH and tree.xpath('//input[@type="password"]'):
        return "is a login page"
    if url and not _path(url):
        return "is a front page, not an article"
    if _links(tree, text) > _MOST_LINKS:
        return "is a list of links, not an article"
    listed = len(tree.xpath("//article[.//a][not(ancestor::aside)]")) >= _TEASERS
    if (listed or (url and _LISTS.search(urlsplit(url).path))) and not _says_article(tree):
        return "is a list of articles, not an article"
    return ""


def _says_article(tree: Any) -> bool:
    if any(str(t).casefold() == "article" for t in tree.xpath('//meta[@property="og:type"]/@content')):
        return True
    return sum(len(_ARTICLE.findall(script)) for script in _data(tree)) == 1


def _data(tree: Any) -> list[str]:
    return [script.text or "" for script in tree.xpath('//script[@type="application/ld+json"]')]


def _links(tree: Any, text: str) -> float:
    """The share of a text's characters that is links."""
    linked = {" ".join(str(a.text_content()).split()) for a in tree.xpath("//a[@href]")[:_LINKS]}
    return sum(len(words) for words in linked if len(words) > 2 and words in text) / max(1, len(text))


def _absolute(url: str | None, address: str) -> str:
    try:
        whole = urljoin(url or "", address.strip())
        return whole if urlsplit(whole).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _path(url: str) -> str:
    parts = urlsplit(url)
    return parts.path.strip("/") + (f"?{parts.query}" if parts.query else "")


def _same_site(one: str, other: str) -> bool:
    """``social.example.com`` and ``www.example.com`` are one site."""
    hosts = (urlsplit(one).netloc, urlsplit(other).netloc)
    domains = {extract_domain(one), extract_domain(other)}
    return hosts[0] == hosts[1] or (len(domains) == 1 and None not in domains)
