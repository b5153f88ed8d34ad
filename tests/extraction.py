"""Measure the extraction of statements, events and pages' texts against what people marked.

    python -m tests.extraction quotations ../shared/data/quotations/polnear-dev.jsonl
    python -m tests.extraction events ../shared/data/events/events-dev.jsonl
    python -m tests.extraction pages ../shared/data/pages

Quotations: `found`, a marked quotation starts within an extracted span. `speaker`, of those found whose speaker
the annotators name (not “he”, not “the statement”), the surname agrees. `quotations`, of the extracted spans, those
that are marked or belong to a statement of which a part is marked; only spans are counted that the annotators could
have marked: six words or more, between double marks. They left some four in a hundred unmarked, so this is a floor.

Events: `among`, a marked date is one of the article's dates (or lies in a span of less than a week that it names).
`first`, it is the very first date of the first event.

Pages: F1 of the words taken from each page against those of its true text, and on average.
"""

import json
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import mean
from time import perf_counter
from typing import Any

from corpus.facts.events import events
from corpus.facts.lexicon import words_of
from corpus.facts.statements import FEWEST_WORDS, statements
from corpus.types import Article, When
from tests.pages import scores

PRONOUNS = words_of("he she they it i we you who one his her him them")
Shares = dict[str, tuple[int, int]]
"""Per measure: how many are right, of how many."""


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def article(text: str, published: date | None = None, title: str = "") -> Article:
    return Article("0" * 16, title, text, None, published, None, None, "en", (), "")


def quotations(path: Path) -> Shares:
    """Measure statements against marked quotations."""
    outcomes = [o for row in rows(path) for o in _quotations(row)]
    return {m: _share(outcomes, m) for m in ("found", "speaker", "quotations")}


def _quotations(row: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    text = row["text"]
    told = statements(article(text))
    marked = [(q["start"], q["start"] + len(q["quote"])) for q in row["quotes"]]
    for quote in row["quotes"]:
        hit = next((s for s in told for x in s.spans if x.start <= quote["start"] < x.end), None)
        yield "found", hit is not None
        if hit and is_named(quote["speaker"]):
            yield "speaker", agrees(hit.speaker, quote["speaker"])
    for statement in told:
        known = any(start < x.end and x.start < end for start, end in marked for x in statement.spans)
        for x in statement.spans:
            if len(text[x.start : x.end].split()) >= FEWEST_WORDS and text[x.start - 1] in '“"':
                yield "quotations", known


def is_named(speaker: str | None) -> bool:
    """Whether annotators gave a name: a capital that is not just the first letter of a phrase."""
    if not speaker or speaker.strip().casefold() in PRONOUNS:
        return False
    return re.search(r"[A-Z]", speaker if len(speaker.split()) == 1 else speaker[1:]) is not None


def agrees(found: str, marked: str) -> bool:
    """Whether the surname that was found is among the words that annotators marked."""
    surname = _words(found)[-1:]
    return bool(surname) and surname[0] in _words(marked)


def _words(text: str) -> list[str]:
    words = [w.casefold() for w in re.findall(r"\w[\w’'-]*", text)]
    return [w.removesuffix("’s").removesuffix("'s") for w in words]


def dated_events(path: Path) -> Shares:
    """Measure events against marked dates."""
    outcomes = [o for row in rows(path) for o in _dated(row)]
    return {m: _share(outcomes, m) for m in ("among", "first")}


def _dated(row: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    marked = [date.fromisoformat(w["parsed"]) for w in row["when"] if w["parsed"]]
    day = re.match(r"\d{4}-\d\d-\d\d", row["published"] or "")
    told = events(article(row["text"], date.fromisoformat(day.group()) if day else None, row["title"]))
    found = [w for e in told for w in e.dates]
    yield "among", any(_means(w, day) for w in found for day in marked)
    yield "first", bool(found) and found[0].first in marked


def _means(when: When, day: date) -> bool:
    return when.first <= day <= when.last and (when.last - when.first).days < 7


def _share(outcomes: list[tuple[str, bool]], measure: str) -> tuple[int, int]:
    of_it = [right for name, right in outcomes if name == measure]
    return sum(of_it), len(of_it)


def main(arguments: list[str]) -> int:
    """Print a table of the measures of one file."""
    if len(arguments) == 2 and arguments[0] == "pages":
        return _pages(Path(arguments[1]))
    measures = {"quotations": quotations, "events": dated_events}
    if len(arguments) != 2 or arguments[0] not in measures:
        print(__doc__)
        return 2
    path = Path(arguments[1])
    began = perf_counter()
    shares = measures[arguments[0]](path)
    elapsed = 1000 * (perf_counter() - began) / max(1, len(rows(path)))
    for name, (right, total) in shares.items():
        print(f"{name:12} {right / max(1, total):7.1%}  {right} of {total}")
    print(f"{'ms a text':12} {elapsed:7.1f}")
    return 0


def _pages(folder: Path) -> int:
    begun = perf_counter()
    found = scores(folder)
    elapsed = 1000 * (perf_counter() - begun) / len(found)
    for url, score in sorted(found.items(), key=lambda item: item[1]):
        print(f"{score:6.3f}  {url}")
    print(f"{mean(found.values()):6.3f}  on average of {len(found)} pages, {elapsed:.0f} ms a page")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
