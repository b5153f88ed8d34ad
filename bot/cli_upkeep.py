"""``pressbot …`` for those who keep the index: check it, go back, remove articles, make room."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli_errors import errors

app = typer.Typer(rich_markup_mode=None)


@app.command()
def rollback(
    number: Annotated[int | None, typer.Argument(help="the generation; by default the one before")] = None,
) -> None:
    """Make an earlier generation current again; a running bot serves it within seconds.

    Articles that were removed since stay removed. Nothing is deleted, and the next refresh builds on
    what is current then.
    """
    with errors():
        from bot.settings import load_settings
        from bot.upkeep import roll_back

        roll_back(load_settings(), number)


@app.command()
def verify(
    number: Annotated[int | None, typer.Argument(help="the generation; by default the current one")] = None,
    every: Annotated[bool, typer.Option("--all", help="check every generation")] = False,
) -> None:
    """Check a generation: its files' checksums, its counts, and every place that a citation may name.

    The exit status is 1 where one is damaged.
    """
    with errors():
        from bot.settings import load_settings
        from bot.upkeep import check_generations

        raise SystemExit(check_generations(load_settings(), number, every=every))


@app.command()
def prune(
    keep: Annotated[int | None, typer.Option("--keep", min=1, help="how many stay; PRESSBOT_KEEP by default")] = None,
) -> None:
    """Delete old generations; the newest stay, and the current one. A running bot is not disturbed."""
    with errors():
        from bot.settings import load_settings
        from bot.upkeep import prune_generations

        prune_generations(load_settings(), keep)


@app.command()
def remove(
    addresses: Annotated[
        list[str] | None, typer.Argument(metavar="URL...", help="addresses, or titles of articles that have none")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="why; it is kept with the address")] = "",
    restore: Annotated[bool, typer.Option("--restore", help="let removed articles come back")] = False,
    every: Annotated[bool, typer.Option("--list", help="show what was removed, when and why")] = False,
) -> None:
    """Take articles out of the index at once and for good; no refresh brings them back.

    With --restore, the next refresh that finds them does. The exit status is 1 where an address is
    not known.
    """
    with errors():
        from bot.settings import load_settings
        from bot.upkeep import list_removed, remove_articles, restore_articles

        settings = load_settings()
        if every:
            list_removed(settings)
            return
        if not addresses:
            raise typer.BadParameter("name the addresses of the articles, or --list to see what was removed")
        if restore:
            raise SystemExit(restore_articles(settings, addresses))
        if not reason.strip():
            raise typer.BadParameter('say why: --reason "withdrawn by the author"')
        raise SystemExit(remove_articles(settings, addresses, reason.strip()))


@app.command("eval")
def evaluate(
    questions: Annotated[Path, typer.Argument(help="questions with known answers, one JSON object a line")],
) -> None:
    """Measure how well the newest generation answers, beside the current one."""
    with errors():
        from bot.measuring import show_measures
        from bot.settings import load_settings

        show_measures(load_settings(), questions)
