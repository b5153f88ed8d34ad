"""``sources.toml`` → the sources that staff keep, or one line that says what is wrong with it."""

import re
import tomllib
from datetime import timedelta
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from corpus.errors import SourceError

DEFAULT = Path(__file__).with_name("default.toml")
"""The file that comes with pressbot."""

_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def _several(value: object) -> object:
    return [value] if isinstance(value, str) else value


def interval(value: object) -> object:
    """Read ``30m``, ``6h``, ``2d`` or ``1w``.

    >>> interval("6h")
    datetime.timedelta(seconds=21600)
    """
    match = re.fullmatch(r"\s*(\d{1,4})\s*([mhdw])\s*", value) if isinstance(value, str) else None
    if match is None or int(match[1]) == 0:
        raise ValueError("write an interval such as 30m, 6h, 2d or 1w")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


Several = Annotated[tuple[str, ...], BeforeValidator(_several)]
Interval = Annotated[timedelta, BeforeValidator(interval)]


class Source(BaseModel):
    """One place that articles come from.

    ``include`` and ``exclude`` are patterns with ``*`` for addresses (of a folder's files: paths). With ``text =
    "feed"`` the feed's own text is the article, and its pages are not asked for.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    name: str = Field(min_length=1)
    kind: Literal["feed", "sitemap", "page", "folder", "index"]
    url: Several = ()
    path: Several = ()
    language: str | None = Field(default=None, pattern=r"^[a-z]{2,3}$")
    tags: Several = ()
    every: Interval = timedelta(days=1)
    include: Several = ()
    exclude: Several = ()
    text: Literal["page", "feed"] = "page"

    @model_validator(mode="after")
    def _has_a_place(self) -> "Source":
        if self.kind == "folder" and (self.url or not self.path):
            raise ValueError("a folder has a path, and no url")
        if self.kind in ("feed", "sitemap", "page") and (self.path or not self.url):
            raise ValueError(f"a {self.kind} has a url, and no path")
        if not self.url and not self.path:
            raise ValueError("give a url or a path")
        for url in self.url:
            if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
                raise ValueError(f"url: {url[:100]!r} is not an address of the web")
        return self

    def wants(self, place: str) -> bool:
        """Tell whether an address or a path passes the patterns; without any to include, all do.

        >>> Source(name="x", kind="page", url="https://x.org", include="*/en/*", exclude="*/tag/*").wants("https://x.org/en/a")
        True
        """
        included = not self.include or any(fnmatchcase(place, _anywhere(p)) for p in self.include)
        return included and not any(fnmatchcase(place, _anywhere(p)) for p in self.exclude)


def read_sources(path: Path) -> tuple[Source, ...]:
    """Read a file of sources; paths in it count from its own folder.

    Raises:
        SourceError: it cannot be read, or an entry of it cannot be used; the text names file, entry and field.
    """
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: is not TOML: {error}") from None
    entries = content.pop("source", [])
    if content or not isinstance(entries, list):
        raise SourceError(
            f"{path}: {next(iter(content), 'source')}: is not known here; begin each entry with [[source]]"
        )
    sources = tuple(_source(entry, f"{path}: source {n}", path.parent) for n, entry in enumerate(entries, 1))
    names = [source.name for source in sources]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise SourceError(f"{path}: source {names.index(twice) + 1}: name: {twice!r} is the name of another one, too")
    return sources


def _source(entry: object, place: str, folder: Path) -> Source:
    named = f"{place} ({entry['name']})" if isinstance(entry, dict) and "name" in entry else place
    try:
        source = Source.model_validate(entry)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        problem = first["msg"].removeprefix("Value error, ")
        raise SourceError(f"{named}: {f'{field}: ' if field else ''}{problem}{_shown(first)}") from None
    paths = tuple(str(folder / Path(path).expanduser()) for path in source.path)
    return source.model_copy(update={"path": paths})


def _shown(error: Any) -> str:
    value = error["input"]
    return f"; it is {value!r}" if isinstance(value, str | int | float) else ""


def _anywhere(pattern: str) -> str:
    """A pattern without ``*`` is looked for anywhere: ``/en/`` means ``*/en/*``."""
    return pattern if "*" in pattern else f"*{pattern}*"
