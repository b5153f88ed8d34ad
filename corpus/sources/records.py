"""Records of JSON, YAML and the like → raw articles. Pure."""

from corpus.types import Field, RawArticle

_DEEPEST = 3
_ADDRESS_KEYS = ("url", "source_url", "link")
_DATE_KEYS = ("published", "publish_date", "date")
_OWN_KEYS = frozenset({"title", "text", "updated", "language", *_ADDRESS_KEYS, *_DATE_KEYS})


def from_mapping(entry: dict[str, object], origin: str) -> RawArticle:
    """Take title, address and dates out of a record; what else it says is kept as fields.

    ``date`` is the day of publication where nothing else says that; beside ``published`` it is the
    day on which what the article tells of happened.
    """
    dates = [str(entry[key]) for key in _DATE_KEYS if entry.get(key)]
    happened = str(entry["date"]) if entry.get("date") and len(dates) > 1 else None
    return RawArticle(
        title=str(entry.get("title") or ""),
        text=str(entry.get("text") or ""),
        origin=origin,
        url=next((str(entry[key]) for key in _ADDRESS_KEYS if entry.get(key)), None),
        published=dates[0] if dates else None,
        updated=str(entry["updated"]) if entry.get("updated") else None,
        happened=happened,
        language=str(entry["language"]) if entry.get("language") else None,
        fields=tuple(Field(k, _flat(v)) for k, v in entry.items() if k not in _OWN_KEYS and _flat(v)),
    )


_NOTHING = frozenset({"nan", "NaN", "None", "null", "N/A"})
"""What programs that export tables write for an empty cell."""


def _flat(value: object, depth: int = 0) -> str:
    """Put a value into words; lists within lists within lists are left out, for they may be endless in YAML."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        parts = (_flat(part, depth + 1) for part in value) if depth < _DEEPEST else ()
        return ", ".join(filter(None, parts))
    words = "" if value is None else " ".join(str(value).split())
    return "" if words in _NOTHING else words
