"""``pressbot …``: each command reads its arguments, calls one thing and prints.

Slow imports (torch, faiss, pydantic) happen inside the commands: ``pressbot --help`` answers at once.
"""

import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import cli_sources, cli_upkeep
from bot.cli_errors import errors

if TYPE_CHECKING:
    from bot.engine import Engine
    from bot.settings import Settings

app = typer.Typer(
    name="pressbot",
    help="Press-freedom questions, answered in the sources' own sentences, each with its citation.\n\n"
    'First steps:  pressbot refresh --starter   then   pressbot ask "Where does Norway rank?"',
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.command()
def refresh(
    places: Annotated[
        list[str] | None,
        typer.Argument(metavar="[URL|PATH]...", help="addresses, files, folders; by default the sources that are due"),
    ] = None,
    starter: Annotated[bool, typer.Option("--starter", help="load the briefs that come with pressbot")] = False,
    every: Annotated[bool, typer.Option("--all", help="all sources, those not due as well")] = False,
    dry: Annotated[bool, typer.Option("--dry-run", help="say what would happen, and write nothing")] = False,
    json: Annotated[bool, typer.Option("--json", help="print the report as one JSON object")] = False,
    gate: Annotated[
        Path | None, typer.Option("--gate", help="questions with known answers that must not be answered worse")
    ] = None,
    margin: Annotated[
        float | None, typer.Option("--margin", min=0, help="percentage points that a measure may lose")
    ] = None,
    lines: Annotated[bool, typer.Option("--lines", help="progress in lines, for programs")] = False,
    workers: Annotated[int, typer.Option("--workers", min=1, max=256, help="processes that encode")] = 1,
    shard: Annotated[str, typer.Option("--shard", help="encode a share of the articles alone, such as 2/5")] = "",
    join: Annotated[
        list[Path] | None, typer.Option("--join", help="take over what a run with --shard encoded, by its data folder")
    ] = None,
) -> None:
    """Load articles into the index; only what is new or changed is encoded.

    Loading a thing again changes nothing; an article is known by its address. The exit status is 1
    where something had to be skipped, 3 where --gate kept the result from being current.
    """
    with errors():
        from bot.bulk import Bulk
        from bot.refresh import Asked, refresh

        told = {"gate": gate, "gate_margin": margin}
        settings = _settings().model_copy(update={key: value for key, value in told.items() if value is not None})
        bulk = Bulk(workers, shard, tuple(join or ()))
        raise SystemExit(refresh(settings, Asked(tuple(places or ()), starter, every, dry, json, lines, bulk)))


@app.command()
def ask(
    question: Annotated[
        str, typer.Argument(help="the question; left out with --json, it is read from standard input")
    ] = "",
    json: Annotated[bool, typer.Option("--json", help="print one JSON object a line")] = False,
) -> None:
    """Answer a question with the sources' own sentences.

    With --json and no QUESTION, each line of standard input is a plain question or an object with
    "question" and, if you like, "id" and "context" (the earlier questions of the chat).
    """
    with errors():
        from bot import terminal

        if not question and not json:
            raise typer.BadParameter("give a question, or --json to read questions from standard input")
        engine = _engine()
        if json:
            _read_and_write_utf8()
            failed = terminal.answer_lines(engine, [question] if question else sys.stdin, sys.stdout)
            raise SystemExit(1 if failed else 0)
        terminal.show(engine.ask(question).answer)


@app.command()
def chat() -> None:
    """Talk in the terminal; "and in 2018?" is read with what was asked before. Ctrl-D ends it."""
    with errors():
        from bot import terminal

        terminal.converse(_engine())


@app.command()
def run(
    refresh_every: Annotated[
        str, typer.Option("--refresh-every", metavar="INTERVAL", help="refresh what is due: 30m, 6h, 1d")
    ] = "",
) -> None:
    """Run the Telegram bot; PRESSBOT_TOKEN holds the token that BotFather gave.

    It polls Telegram, or listens where PRESSBOT_WEBHOOK_URL is set. SIGTERM or Ctrl-C ends it, after
    the answers under way are sent. A generation that is made current while it runs is served within
    seconds. With --refresh-every, it refreshes in a process of its own, at low priority.
    """
    with errors():
        from bot.telegram.runner import run as run_bot
        from bot.telegram.schedule import interval

        raise SystemExit(run_bot(_settings(), interval(refresh_every) if refresh_every else None))


@app.command()
def chart(
    countries: Annotated[list[str], typer.Argument(help="one to eight countries, by any of their names")],
    out: Annotated[Path, typer.Option("--out", help="where the picture goes")] = Path("rank.png"),
    first: Annotated[int, typer.Option("--from", help="the first edition")] = 2002,
    last: Annotated[int, typer.Option("--to", help="the last edition")] = 9999,
    dark: Annotated[bool, typer.Option("--dark", help="for a dark background")] = False,
) -> None:
    """Draw countries' ranks over the years, the first place on top, as a PNG."""
    with errors():
        from bot.charting import write_chart

        write_chart(_settings(), countries, out, range(first, last + 1), dark=dark)
        typer.echo(f"{out}")


@app.command()
def status() -> None:
    """Show what the index holds: counts, dates, languages, model, size, generations."""
    with errors():
        from bot.status import show_status

        show_status(_settings())


app.add_typer(cli_sources.app, name="sources")
app.add_typer(cli_upkeep.app)


def _read_and_write_utf8() -> None:
    """JSON lines are UTF-8 whatever the terminal's language; a broken character must not end a long run."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _settings() -> "Settings":
    from bot.settings import load_settings

    return load_settings()


def _engine() -> "Engine":
    from bot.engine import make_engine

    return make_engine(_settings())
