"""``pressbot …``: each command reads its arguments, calls one thing and prints.

Slow imports (torch, faiss, pydantic) happen inside the commands: ``pressbot --help`` answers at once.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

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
    paths: Annotated[
        list[Path] | None, typer.Argument(help="txt, md, html, jsonl, the Index's csv, each also .gz")
    ] = None,
    starter: Annotated[bool, typer.Option("--starter", help="load the briefs that come with pressbot")] = False,
) -> None:
    """Load articles into the index; only what is new or changed is encoded.

    Loading a file again changes nothing; an article is known by its address. The exit status is 1
    where something had to be skipped.
    """
    with _errors():
        from bot.refresh import refresh_paths

        raise SystemExit(refresh_paths(_settings(), paths or [], starter=starter))


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
    with _errors():
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
    with _errors():
        from bot import terminal

        terminal.converse(_engine())


@app.command()
def run() -> None:
    """Run the Telegram bot; PRESSBOT_TOKEN holds the token that BotFather gave.

    It polls Telegram, or listens where PRESSBOT_WEBHOOK_URL is set. SIGTERM or Ctrl-C ends it, after
    the answers under way are sent.
    """
    with _errors():
        from bot.telegram.runner import run as run_bot

        raise SystemExit(run_bot(_settings()))


@app.command()
def chart(
    countries: Annotated[list[str], typer.Argument(help="one to eight countries, by any of their names")],
    out: Annotated[Path, typer.Option("--out", help="where the picture goes")] = Path("rank.png"),
    first: Annotated[int, typer.Option("--from", help="the first edition")] = 2002,
    last: Annotated[int, typer.Option("--to", help="the last edition")] = 9999,
    dark: Annotated[bool, typer.Option("--dark", help="for a dark background")] = False,
) -> None:
    """Draw countries' ranks over the years, the first place on top, as a PNG."""
    with _errors():
        from bot.charting import write_chart

        write_chart(_settings(), countries, out, range(first, last + 1), dark=dark)
        typer.echo(f"{out}")


@app.command()
def status() -> None:
    """Show what the index holds: counts, dates, languages, model, size, generations."""
    with _errors():
        from bot.status import show_status

        show_status(_settings())


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


@contextmanager
def _errors() -> Iterator[None]:
    """Turn the errors that are expected into one line on standard error and exit status 2."""
    from bot.errors import BotError
    from corpus.errors import CorpusError
    from embeddings.errors import EmbeddingsError

    try:
        yield
    except (BotError, CorpusError, EmbeddingsError) as error:
        typer.echo(f"pressbot: {error}", err=True)
        raise SystemExit(2) from None
    except BrokenPipeError:
        raise  # whoever read our output has enough; typer ends quietly
    except OSError as error:
        typer.echo(f"pressbot: {error.filename or 'the system'}: {error.strerror or error}", err=True)
        raise SystemExit(2) from None
    except KeyboardInterrupt:
        typer.echo("pressbot: stopped; the index is as it was before", err=True)
        raise SystemExit(130) from None
