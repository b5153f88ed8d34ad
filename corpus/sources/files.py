"""Files and folders → raw articles: text, Markdown, HTML and JSON Lines, each also gzipped.

A source is a function that yields what it found, and a Failure for each thing it could not read:
one bad file never hides the others.
"""

import gzip
import json
import os
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from corpus.errors import SourceError
from corpus.sources.records import from_mapping
from corpus.sources.rsf_index import looks_like_index, read_index
from corpus.types import Failure, Field, Found, RawArticle

MAX_BYTES = 256 * 2**20
"""What one file may unpack to. A few kilobytes of gzip can hold gigabytes."""

LONGEST_TITLE = 300
"""Characters after which a first line is a paragraph."""

_SHORTEST_PAGE = 80
"""Characters below which what is left of a page is its menu, not an article."""


def read_files(paths: list[Path]) -> Iterator[Found]:
    """Read files, and folders with all that lies below them, in the order of their names.

    Raises:
        SourceError: one of the paths does not exist; nothing has been read then.
    """
    for path in paths:
        if not path.exists():
            raise SourceError(f"{path}: no such file or folder")
    for path in paths:
        for file in _files(path):
            yield from read_file(file, asked_for=file == path)


def read_file(path: Path, *, asked_for: bool = True) -> Iterator[Found]:
    """Read one file by its ending; of a folder's files, those that hold no articles are passed over."""
    origin = os.fsencode(path).decode("utf-8", "replace")  # a name that is not UTF-8 could not be printed
    reader = _READERS.get(_ending(path))
    if reader is None:
        if asked_for or _ending(path) not in _NOT_ARTICLES:
            known = ", ".join(sorted(_READERS))
            yield Failure(origin, f"is of a kind that is not read; known are {known}, also .gz")
        return
    try:
        yield from reader(_bytes(path), origin)
    except (OSError, EOFError, zlib.error) as error:
        yield Failure(origin, f"cannot be read: {getattr(error, 'strerror', None) or error}")
    except _UnreadableError as error:
        yield Failure(origin, str(error))


class _UnreadableError(Exception):
    """Content that is not what its name says; the text is the failure's reason."""


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(p for p in path.rglob("*") if p.is_file() and not _hidden(p.relative_to(path)))


def _hidden(path: Path) -> bool:
    return any(name.startswith(".") for name in path.parts)


def _ending(path: Path) -> str:
    suffixes = [s.casefold() for s in path.suffixes]
    if suffixes[-1:] == [".gz"]:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def _bytes(path: Path) -> bytes:
    zipped = path.suffix.casefold() == ".gz"
    with path.open("rb") as file, gzip.GzipFile(fileobj=file) if zipped else file as unzipped:
        content = unzipped.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise _UnreadableError(f"is larger than {MAX_BYTES // 2**20} MB; split it")
    return content


def decode(content: bytes) -> str:
    """Read bytes as UTF-8, or UTF-16 with its mark; guessing would put wrong words into quotations."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not marked and b"\x00" in content:
        raise _UnreadableError("is a binary file, not text")
    try:
        return content.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise _UnreadableError(f"is not UTF-8 text (byte {error.start}); save it as UTF-8 and load it again") from None


def _text(content: bytes, origin: str) -> Iterator[Found]:
    """Title first; a "URL:" or "Source:" line with an address below it tells where the text stands.

    A first line too long for a title begins the text.
    """
    lines = decode(content).strip().splitlines() or [""]
    title, body = (lines[0], lines[1:]) if len(lines[0]) <= LONGEST_TITLE else ("", lines)
    url = None
    for i, line in enumerate(body[:4]):
        name, _, value = line.partition(":")
        if name.strip().casefold() in ("url", "source") and value.strip().startswith(("http://", "https://")):
            url = value.strip()
            del body[i]
            break
    yield RawArticle(title, "\n".join(body), origin, url)


def _markdown(content: bytes, origin: str) -> Iterator[Found]:
    known, text = _front_matter(decode(content).strip())
    title, _, rest = text.partition("\n")
    if "title" not in known and title.startswith("#"):
        yield from_mapping({**known, "title": title.lstrip("# "), "text": rest}, origin)
    else:
        yield from_mapping({**known, "text": text}, origin)


def _front_matter(text: str) -> tuple[dict[str, object], str]:
    """Part the YAML between two ``---`` lines at the very top from the text below; rules further down are text."""
    import yaml
    from frontmatter.default_handlers import YAMLHandler

    handler = YAMLHandler()
    try:
        known, rest = handler.split(text) if handler.detect(text) else ("", "")
    except ValueError:  # a rule at the top and none below it
        return {}, text
    try:
        mapping = handler.load(known)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        problem = str(error).split("\n", 1)[0]
        reason = f"has front matter that is not YAML ({problem}); quote values that hold a colon"
        raise _UnreadableError(reason) from None
    if not isinstance(mapping, dict):
        return {}, text
    return {str(key): value for key, value in mapping.items()}, rest.strip()


def _html(content: bytes, origin: str) -> Iterator[Found]:
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    found = bare_extraction(content, with_metadata=True, include_comments=False, include_tables=False)
    if not isinstance(found, Document) or len(found.text or "") < _SHORTEST_PAGE:
        yield Failure(origin, "holds no article that could be told from the page around it")
        return
    yield RawArticle(
        title=found.title or "",
        text=(found.text or "").removeprefix(f"{found.title}\n"),
        origin=origin,
        url=found.url,
        published=found.date,
        fields=tuple(Field(n, v) for n, v in (("site", found.sitename), ("author", found.author)) if v),
    )


def _json_lines(content: bytes, origin: str) -> Iterator[Found]:
    for number, line in enumerate(decode(content).split("\n"), 1):
        if not line.strip():
            continue
        place = f"{origin}:{number}"
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Failure(place, f"is not JSON: {error}")
            continue
        if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
            yield Failure(place, 'is not an object with a "text"')
            continue
        yield from_mapping(entry, place)


def _csv(content: bytes, origin: str) -> Iterator[Found]:
    if looks_like_index(content):
        yield from read_index(content, origin)
    else:
        yield Failure(
            origin, "is not a table of RSF's World Press Freedom Index (no rank and country in its first line)"
        )


Reader = Callable[[bytes, str], Iterator[Found]]

_READERS: dict[str, Reader] = {
    ".csv": _csv,
    ".txt": _text,
    ".text": _text,
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _html,
    ".htm": _html,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
}
_NOT_ARTICLES = frozenset({".py", ".pyc", ".typed", ".css", ".js", ".png", ".jpg", ".jpeg", ".gif", ".svg"})
