"""``pressbot rollback``, ``verify``, ``prune`` and ``remove`` in the terminal: what is done, in lines."""

from collections.abc import Sequence

import typer
from rich.filesize import decimal

from bot.engine import make_generations
from bot.settings import Settings
from bot.types import day_in_words
from corpus.errors import CorpusError
from corpus.store import Store
from corpus.types import Removal, Restoration
from embeddings.build import Report
from embeddings.checking import check
from embeddings.errors import EmbeddingsError
from embeddings.generations import CORPUS, Generations, label_of
from embeddings.upkeep import remove, rollback


def roll_back(settings: Settings, number: int | None) -> None:
    """Make an earlier generation current, and say which."""
    done = rollback(make_generations(settings), number)
    if done.removed:
        removed = _number(len(done.removed), "article")
        typer.echo(f"Generation {done.asked} still has {removed} removed since; a copy without was made.")
    typer.echo(f"Generation {done.number} is current.")


def check_generations(settings: Settings, number: int | None, *, every: bool) -> int:
    """Check one generation or all, tell of each, and give the exit status: 1 if one is damaged."""
    generations = make_generations(settings)
    shared, status = generations.shared, 0
    for which in generations.numbers() if every else [number]:
        try:
            folder = generations.folder(which)
            sound = check(folder, shared.milvus.open(label_of(folder)) if shared and shared.milvus else None)
        except (CorpusError, EmbeddingsError) as error:
            typer.echo(f"pressbot: {error}", err=True)
            status = 1
        else:
            typer.echo(
                f"Generation {sound.number} is sound: {_number(sound.articles, 'article')}, "
                f"{_number(sound.passages, 'passage')}, {_number(sound.places, 'place')} that can be cited."
            )
    return status


def prune_generations(settings: Settings, keep: int | None) -> None:
    """Delete old generations, and say which and how much room that made."""
    generations = make_generations(settings)
    with generations.writing():
        sizes = {number: generations.size(number) for number in generations.numbers()}
        gone = generations.prune(keep or settings.keep)
    room = decimal(sum(sizes[number] for number in gone))
    told = f"Deleted {', '.join(map(str, gone))} ({room})" if gone else "Nothing to delete"
    typer.echo(f"{told}; there are {', '.join(map(str, generations.numbers()))}.")


def remove_articles(settings: Settings, addresses: Sequence[str], reason: str) -> int:
    """Remove articles, and give the exit status: 1 if one is not known."""
    report = remove([Removal(address, reason) for address in addresses], make_generations(settings), settings.keep)
    return _tell(report, f"{_number(report.removed, 'article')} removed")


def restore_articles(settings: Settings, addresses: Sequence[str]) -> int:
    """Let removed articles come back, and give the exit status: 1 if one was not removed."""
    report = remove(map(Restoration, addresses), make_generations(settings), settings.keep)
    restored = len(addresses) - len(report.failures)
    return _tell(report, f"{_number(restored, 'article')} may come back with the next refresh that finds them")


def list_removed(settings: Settings) -> None:
    """Tell what was removed, when and why."""
    with Store(Generations(settings.data).folder() / CORPUS) as store:
        removals = store.removals().values()
    lines = (f"{day_in_words(removed.day)}  {removed.address}  {removed.reason}" for removed in removals)
    for line in dict.fromkeys(lines):  # a report's pages are one
        typer.echo(line)
    if not removals:
        typer.echo("Nothing was removed.")


def _tell(report: Report, done: str) -> int:
    for failure in report.failures:
        typer.echo(f"pressbot: {failure.origin}: {failure.reason}", err=True)
    if report.generation:
        typer.echo(f"{done}. Generation {report.generation} is current.")
    else:
        typer.echo("Nothing has changed; the index is as it was.")
    return 1 if report.failures else 0


def _number(n: int, of: str) -> str:
    """Count things.

    >>> _number(1, "article"), _number(1200, "article")
    ('1 article', '1,200 articles')
    """
    return f"{n:,} {of}{'' if n == 1 else 's'}"
