"""Questions with known answers: reading them, and telling whether an answer is right."""

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_ALIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class Golden:
    """A question and what a right answer to it holds: of each group at least one string."""

    id: str
    question: str
    kind: str
    context: tuple[str, ...]
    answer_groups: tuple[tuple[str, ...], ...]
    gold_urls: tuple[str, ...]


def read_golden(path: Path) -> list[Golden]:
    """Read a file of questions, one JSON object a line."""
    return [
        Golden(
            entry["id"],
            entry["question"],
            entry["kind"],
            tuple(entry.get("context") or ()),
            tuple(map(tuple, entry["answer_groups"])),
            tuple(entry.get("gold_urls") or ()),
        )
        for entry in map(json.loads, path.read_text("utf-8").splitlines())
    ]


def meets(text: str, group: Sequence[str]) -> bool:
    """Tell whether one of the strings stands in a text: whole numbers, words from their beginning."""
    folded = _fold(text)
    return any(re.search(_bounded(_fold(wanted)), folded) for wanted in group)


def _bounded(wanted: str) -> str:
    before = r"(?<!\d)(?<!\d[.,])" if wanted[:1].isdigit() else r"(?<!\w)" if wanted[:1].isalpha() else ""
    short = wanted[-1:].isalpha() and len(wanted) < 5
    after = r"(?!\d)(?![.,]\d)" if wanted[-1:].isdigit() else r"(?!\w)" if short else ""
    return before + re.escape(wanted) + after


def same_page(url: str | None, gold: Sequence[str]) -> bool:
    """Tell whether an address is one of the golden ones, scheme and trailing slash aside."""
    return url is not None and _page(url) in map(_page, gold)


def _page(url: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", url.split("#")[0]).rstrip("/").casefold()


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).translate(_ALIKE).casefold().split())
