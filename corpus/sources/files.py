"""Files and folders → raw articles: text, Markdown, HTML, PDF, feeds and JSON Lines, each also gzipped.

A source is a function that yields what it found, and a Failure for each thing it could not read:
one bad file never hides the others.
"""

import gzip
import json
import os
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from corpus.errors import SourceError, UnreadableError
from corpus.sources.feeds import read_feed
from corpus.sources.pages import read_page
from corpus.sources.pdfs import read_pdf
from corpus.sources.records import from_mapping
from corpus.sources.rsf_index import looks_like_index, read_index
from corpus.types import Failure, Found, RawArticle

MAX_BYTES = 256 * 2**20
"""What one file may unpack to. A few kilobytes of gzip can hold gigabytes."""

LONGEST_TITLE = 300
"""Characters after which a first line is a paragraph."""


def read_files(paths: list[Path]) -> Iterator[Found]:
    """Read files, and folders with all that lies below them, in the order of their names.

    Raises:
        SourceError: one of the paths does not exist; nothing has been read then.
    """
    for path in paths:
        if not path.exists():
            raise SourceError(f"{path}: no such file or folder")
    for path in paths:
        for file in files_of(path):
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
    except UnreadableError as error:
        yield Failure(origin, str(error))


def files_of(path: Path) -> list[Path]:
    """List a folder's files with all that lies below it, hidden ones left out; a file is its own list."""
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
        raise UnreadableError(f"is larger than {MAX_BYTES // 2**20} MB; split it")
    return content


def decode(content: bytes) -> str:
    """Read bytes as UTF-8, or UTF-16 with its mark; guessing would put wrong words into quotations."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not marked and b"\x00" in content:
        raise UnreadableError("is a binary file, not text")
    try:
        return content.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"is not UTF-8 text (byte {error.start}); save it as UTF-8 and load it again") from None


def read_text(content: bytes, origin: str) -> Iterator[Found]:
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
        raise UnreadableError(reason) from None
    if not isinstance(mapping, dict):
        return {}, text
    return {str(key): value for key, value in mapping.items()}, rest.strip()


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


def _feed(content: bytes, origin: str) -> Iterator[Found]:
    """A feed that was saved: its own texts are all there is."""
    for number, entry in enumerate(read_feed(content, origin), 1):
        yield entry if isinstance(entry, Failure) else entry.article(f"{origin}:{number}")


Reader = Callable[[bytes, str], Iterator[Found]]

_READERS: dict[str, Reader] = {
    ".atom": _feed,
    ".csv": _csv,
    ".json": _feed,
    ".pdf": read_pdf,
    ".rss": _feed,
    ".txt": read_text,
    ".text": read_text,
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": read_page,
    ".htm": read_page,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
}
_NOT_ARTICLES = frozenset({".py", ".pyc", ".typed", ".css", ".js", ".png", ".jpg", ".jpeg", ".gif", ".svg"})
