"""RawArticle → Article: what is text stays, what is about the text becomes dates and fields. Pure."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

from courlan import normalize_url

from corpus.dates import parse_date
from corpus.types import Article, ArticleId, Failure, Field, RawArticle

_DATE_LINE = re.compile(
    r"(?:(?P<published>published (?:on|at)\b|published:|publiée? le\b|publicad[oa] (?:el|em)\b|veröffentlicht am\b)|"
    r"(?P<updated>(?:last )?updated (?:on|at)\b|(?:last )?updated:|mise? à jour le\b|actualizad[oa] el\b|"
    r"atualizad[oa] em\b|aktualisiert am\b))[\s:]*(?P<day>.*)",
    re.IGNORECASE,
)
_DATE_LINE_LENGTH = 48
_LINE_END = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff]")
_TITLE_LENGTH = 300


def clean(raw: RawArticle) -> Article | Failure:
    """Make an article of what a source gave, or say in one line why it is none.

    "Published on …" and "Mis à jour le …" lines are dates and leave the text. The language is the
    source's word or is recognised from the text.
    """
    body = _without_date_lines(_tidy(raw.text))
    title = _line(raw.title)[:_TITLE_LENGTH]
    url = _address(raw.url)
    fields = tuple(Field(_line(f.name), _line(f.value)) for f in raw.fields)
    told = tuple(filter(None, [_line(raw.language or "")]))
    if not body.text:
        return Failure(raw.origin, "has no text; nothing to load")
    title = title or body.text.split("\n", 1)[0][:_TITLE_LENGTH]
    published = parse_date(raw.published) or parse_date(body.published)
    updated = parse_date(raw.updated) or parse_date(body.updated)
    happened = parse_date(raw.happened)
    visible = [title, body.text, url, published, updated, happened, *((f.name, f.value) for f in fields), *told]
    return Article(
        id=article_id(url, title, body.text),
        title=title,
        text=body.text,
        url=url,
        published=published,
        updated=updated,
        happened=happened,
        language=told[0] if told else _language(body.text),
        fields=fields,
        digest=hashlib.sha256("\x1f".join(map(str, visible)).encode()).hexdigest(),
    )


def article_id(url: str | None, title: str, text: str) -> ArticleId:
    """Tell what an article is: its address, or its title and text where it has none.

    Addresses that differ in scheme, ``www.``, a trailing slash or trackers are one article, and so are RSF's
    older ``/en/news/x`` and its ``/en/x``. Each page of a PDF is its own.
    """
    identity = _canonical(url) if url else f"{title}\n{text}"
    return hashlib.sha256(identity.encode()).hexdigest()[:16]


def id_of_address(url: str) -> ArticleId | None:
    """Give the id that an article of this address has, or None where nothing can be opened with it."""
    address = _address(url)
    return article_id(address, "", "") if address else None


def _address(url: str | None) -> str | None:
    """Give an address without the white space around it, or None where nothing can be opened with it."""
    address = _line(url or "").replace(" ", "%20")
    try:
        return address if _canonical(address) else None
    except ValueError:
        return None


def _canonical(url: str) -> str:
    parts = urlsplit(normalize_url(url, strict=False))
    host = parts.netloc.casefold().removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    page = f"#{parts.fragment}" if re.fullmatch(r"page=\d+", parts.fragment) else ""
    path = re.sub("/+", "/", parts.path).rstrip("/")
    if host == "rsf.org":
        path = re.sub(r"^(/[a-z]{2})/news/", r"\1/", path)
    return f"{host}{path}{query}{page}"


def _tidy(text: str) -> str:
    """Fold line ends, drop control characters, and leave no more than one blank line in a row."""
    text = unicodedata.normalize("NFC", text.encode("utf-8", "ignore").decode())
    text = _CONTROL.sub("", _LINE_END.sub("\n", text))
    lines = [line.strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _line(text: str) -> str:
    return " ".join(_tidy(text).split())


@dataclass(frozen=True, slots=True)
class _Body:
    text: str
    published: str
    updated: str


def _without_date_lines(text: str) -> _Body:
    """Take "Published on …" and "Updated on …" lines out of a text; an empty one says nothing."""
    dates = {"published": "", "updated": ""}
    kept = []
    for line in text.split("\n"):
        match = _DATE_LINE.fullmatch(line) if len(line) <= _DATE_LINE_LENGTH else None
        if match and (not match["day"] or parse_date(match["day"])):
            which = "published" if match["published"] else "updated"
            dates[which] = match["day"] or dates[which]
        else:
            kept.append(line)
    return _Body("\n".join(kept).strip(), dates["published"], dates["updated"])


def _language(text: str) -> str:
    import py3langid

    code: str = py3langid.classify(text[:2000])[0]
    return code
