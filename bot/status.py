"""``pressbot status``: what the index holds, as a table."""

from rich.console import Console
from rich.filesize import decimal
from rich.table import Table

from bot.settings import Settings
from bot.types import day_in_words
from corpus.store import Store
from embeddings.errors import GenerationError
from embeddings.generations import CORPUS, Generations, read_manifest


def show_status(settings: Settings) -> None:
    """Print counts, dates, languages, model, size and generations.

    Raises:
        NoGenerationError: nothing has been built yet.
    """
    generations = Generations(settings.data)
    folder = generations.folder()
    manifest = read_manifest(folder)
    with Store(folder / CORPUS) as store:
        counts, copies = store.counts(), store.copies.count()
    table = Table(box=None, show_header=False)
    table.add_row("Data folder", str(settings.data))
    table.add_row(
        "Generation",
        f"{manifest.number}, made {day_in_words(manifest.created)} at {manifest.created:%H:%M} UTC "
        f"by pressbot {manifest.version}",
    )
    table.add_row("Articles", f"{counts.articles:,}{f', of them {copies:,} copies of others' if copies else ''}")
    table.add_row("Passages", f"{counts.passages:,} of {counts.sentences:,} sentences")
    if counts.first and counts.last:
        table.add_row("Dates", f"{day_in_words(counts.first)} to {day_in_words(counts.last)}")
    table.add_row("Index editions", _editions(counts.editions))
    table.add_row("Languages", ", ".join(f"{code} {n:,}" for code, n in counts.languages))
    table.add_row("Model", f"{manifest.model} (weights {manifest.model_digest[:12]})")
    table.add_row("Vector index", f"{manifest.index}, {manifest.dimension} dimensions")
    table.add_row("Size", decimal(generations.size(manifest.number)))
    table.add_row("Generations", ", ".join(_named(generations, n, manifest.number) for n in generations.numbers()))
    Console(highlight=False, soft_wrap=True).print(table)


def _editions(editions: tuple[int, ...]) -> str:
    return f"{len(editions)}, {editions[0]} to {editions[-1]}" if editions else "none"


def _named(generations: Generations, number: int, current: int) -> str:
    try:
        made = f"{read_manifest(generations.folder(number)).created:%Y-%m-%d %H:%M}"
    except GenerationError:
        made = "broken"
    return f"{number} ({made}{', current' if number == current else ''})"
