"""``pressbot sources``: what is refreshed, when it is due, and whether it works."""

from typing import Annotated

import typer

from bot.cli_errors import errors

app = typer.Typer(rich_markup_mode=None, invoke_without_command=True, help="Show the sources, and when each is due.")


@app.callback()
def sources(
    context: typer.Context,
    text: Annotated[bool, typer.Option("--print", help="print the file of sources itself, to begin one's own")] = False,
) -> None:
    """Show the sources, and when each is due."""
    if context.invoked_subcommand is None:
        with errors():
            from bot.settings import load_settings
            from bot.sources import show_sources

            show_sources(load_settings(), text=text)


@app.command()
def check(
    names: Annotated[list[str] | None, typer.Argument(help="sources by name; left out, all of them")] = None,
) -> None:
    """Try each source and show what it would load. Nothing is written; the exit status is 1 where one fails."""
    with errors():
        from bot.settings import load_settings
        from bot.sources import check_sources

        raise SystemExit(check_sources(load_settings(), names or []))
