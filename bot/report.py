"""What a refresh did, as lines and a table for people and as JSON for programs."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.table import Table

from corpus.ingest import Change, Loaded
from corpus.sources.config import Source
from embeddings.build import Report

_MOST = 20
"""New and changed articles that are named one by one; a first load has thousands."""

_ALWAYS = (Change.ADDED, Change.CHANGED, Change.UNCHANGED, Change.REMOVED)
"""What is counted even where it is none."""


def show_report(report: Report, source_of: Mapping[str, str], console: Console, *, dry: bool) -> None:
    """Name what is new, changed and skipped, and count it, by source where there are several."""
    named = [item for item in report.items if item.change is not Change.UNCHANGED]
    if source_of or dry:
        for item in named[:_MOST]:
            words = f"{item.change:8} {item.title}{f' – {item.url}' if item.url else ''}"
            console.print(words, markup=False, style="green", soft_wrap=True)
        if len(named) > _MOST:
            console.print(f"… and {len(named) - _MOST} more; --json names all.")
    for failure in report.failures:
        console.print(f"skipped  {failure.origin}: {failure.reason}", markup=False, style="yellow", soft_wrap=True)
    if len(set(source_of.values())) > 1:
        console.print(_by_source(report, source_of))
    console.print(f"{_counted(report)}; {report.encoded} passages encoded.", soft_wrap=True)
    if report.withheld:
        told = f"{report.withheld} withheld: they were removed; pressbot remove --restore lets them come back."
        console.print(told, soft_wrap=True)


def ending(report: Report, refusal: str, *, dry: bool) -> str:
    """Say what became of the index."""
    if dry:
        return "This was a dry run: nothing was written."
    if refusal:
        again = f"pressbot rollback {report.generation} makes it current all the same"
        return f"Generation {report.generation} is not made current: it {refusal}; {again}."
    if report.generation:
        return f"Generation {report.generation} is current."
    return "Nothing has changed; the index is as it was."


def as_json(report: Report, refusal: str, *, dry: bool) -> str:
    """Give the report as one JSON object on a line."""
    named = {change: [_item(i) for i in report.items if i.change is change] for change in Change}
    unchanged = named.pop(Change.UNCHANGED)
    return json.dumps(
        {
            "counts": {**{c.value: len(items) for c, items in named.items()}, "unchanged": len(unchanged)}
            | {"skipped": len(report.failures), "encoded": report.encoded},
            **{change.value: items for change, items in named.items()},
            "skipped": [{"origin": f.origin, "reason": f.reason} for f in report.failures],
            "generation": report.generation,
            "refused": refusal,
            "dry_run": dry,
        },
        ensure_ascii=False,
    )


def _item(item: Loaded) -> dict[str, str | None]:
    return {"id": item.id, "title": item.title, "url": item.url, "origin": item.origin}


def _counted(report: Report) -> str:
    counts = {c: getattr(report, c) for c in _ALWAYS}
    return ", ".join(f"{n} {what}" for what, n in (*counts.items(), ("skipped", len(report.failures))))


def results(report: Report, source_of: Mapping[str, str], sources: Iterable[Source]) -> dict[str, str]:
    """Say in words what came of each source; of one that could not be listed, why."""
    counts, failures = _counts(report, source_of), {failure.origin: failure.reason for failure in report.failures}
    told = {}
    for source in sources:
        failed = next((failures[url] for url in source.url if url in failures), "")
        found = [f"{n:,} {what}" for what in (*Change, "skipped") if (n := counts[source.name, str(what)])]
        told[source.name] = failed or ", ".join(found) or "nothing new"
    return told


def _counts(report: Report, source_of: Mapping[str, str]) -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    for item in report.items:
        counts[source_of.get(item.origin, ""), item.change.value] += 1
    for failure in report.failures:
        counts[source_of.get(failure.origin, ""), "skipped"] += 1
    return counts


def _by_source(report: Report, source_of: Mapping[str, str]) -> Table:
    counts = _counts(report, source_of)
    used = {change for _, change in counts}
    shown = (c.value for c in Change if c.value in used or c in _ALWAYS)
    columns = [*shown, "skipped"]
    table = Table("source", *columns, box=None)
    for source in sorted({source for source, _ in counts}):
        table.add_row(source or "other", *(str(counts[source, column]) for column in columns))
    return table
