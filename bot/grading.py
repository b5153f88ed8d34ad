"""Questions with known answers, and whether an answer to one is right. Pure but for reading the file.

A question's line holds ``id``, ``question``, ``kind``, ``answer_groups`` and, where they apply, ``context``,
``gold_urls`` and ``speaker``. A right answer is no longer than a phone's screen, has of each group at least one
string, and names the speaker of a statement. Unanswerable is what has the kind of that name.
"""

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import QuestionsError
from bot.types import LIMIT, Abstention, Answer

UNANSWERABLE = "unanswerable"
_CITED = 3
"""Citations among which a golden address counts: readers look no further."""
_ALIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "…": "..."})


@dataclass(frozen=True, slots=True)
class Golden:
    """A question and what a right answer to it holds: of each group at least one string."""

    id: str
    question: str
    kind: str
    context: tuple[str, ...]
    answer_groups: tuple[tuple[str, ...], ...]
    gold_urls: tuple[str, ...]
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Grade:
    """Whether an answer is right and cites a golden address; None where the question has none."""

    right: bool
    cited: bool | None


def read_golden(path: Path) -> list[Golden]:
    """Read a file of questions, one JSON object a line.

    Raises:
        QuestionsError: it is not there, empty, or a line is no such question.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "is not UTF-8 text"
        raise QuestionsError(f"{path}: cannot be read as questions ({reason})") from None
    golden = [_golden(path, n, line) for n, line in enumerate(lines, 1) if line.strip()]
    if not golden:
        raise QuestionsError(f"{path}: holds no questions")
    return golden


def _golden(path: Path, number: int, line: str) -> Golden:
    try:
        entry: Any = json.loads(line)
        return Golden(
            str(entry["id"]),
            str(entry["question"]),
            str(entry["kind"]),
            tuple(map(str, entry.get("context") or ())),
            tuple(tuple(map(str, group)) for group in entry.get("answer_groups") or ()),
            tuple(map(str, entry.get("gold_urls") or ())),
            str(entry.get("speaker") or ""),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise QuestionsError(f"{path}:{number}: is no object with id, question, kind and answer_groups") from None


def grade(golden: Golden, answer: Answer | Abstention) -> Grade:
    """Grade an answer; an abstention is right where there is nothing to answer, and there alone."""
    abstained = isinstance(answer, Abstention)
    if golden.kind == UNANSWERABLE:
        return Grade(abstained or any(meets(answer.text, group) for group in golden.answer_groups), None)
    if isinstance(answer, Abstention) or len(answer.text) > LIMIT:
        return Grade(False, False if golden.gold_urls else None)
    right = all(meets(answer.text, group) for group in golden.answer_groups) and _names_speaker(golden, answer.text)
    cited = any(same_page(citation.url, golden.gold_urls) for citation in answer.citations[:_CITED])
    return Grade(right, cited if golden.gold_urls else None)


def _names_speaker(golden: Golden, text: str) -> bool:
    if golden.kind != "statement" or not golden.speaker or not golden.gold_urls:
        return True
    surname = re.split(r"[,(]", golden.speaker)[0].split()[-1:]
    return fold(" ".join(surname)) in fold(text)


def meets(text: str, group: Sequence[str]) -> bool:
    """Tell whether one of the strings stands in a text: whole numbers, words from their beginning."""
    folded = fold(text)
    return any(re.search(_bounded(fold(wanted)), folded) for wanted in group)


def _bounded(wanted: str) -> str:
    """Make a pattern that finds "20" neither in "2020" nor in "20.5", and short words as a whole."""
    before = r"(?<!\d)(?<!\d[.,])" if wanted[:1].isdigit() else r"(?<![a-z])" if _is_letter(wanted[:1]) else ""
    short = _is_letter(wanted[-1:]) and len(wanted) < 5
    after = r"(?!\d)(?![.,]\d)" if wanted[-1:].isdigit() else r"(?![a-z])" if short else ""
    return before + re.escape(wanted) + after


def _is_letter(character: str) -> bool:
    return "a" <= character <= "z"


def same_page(url: str | None, gold: Sequence[str]) -> bool:
    """Tell whether an address is one of the golden ones, scheme, fragment and trailing slash aside."""
    return url is not None and _page(url) in map(_page, gold)


def _page(url: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", url.split("#")[0]).rstrip("/").casefold()


def fold(text: str) -> str:
    """Fold a text so that case, quotation marks, dashes and white space make no difference."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_ALIKE).casefold().split())
