"""``python -m tests.benchmarks …``: what pressbot costs, as tables. Compare numbers of one run only.

They work on the index in ``PRESSBOT_DATA`` and on articles in ``../shared``; ``make`` builds an index of
any size. Processor time (CPU ms) is what to read where others use the machine as well.
"""

from pathlib import Path
from typing import Annotated

import typer

from tests.benchmarks import answering, encoding, encoding_others, making, searching, starting

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__)
Sizes = Annotated[list[int], typer.Argument(help="numbers of passages")]


@app.command("encoding")
def encode(agreeing: int = 1000, others: bool = False) -> None:
    """Encode a question and a bulk; compare the vectors of so many real passages, or the ways not chosen."""
    if others:
        encoding_others.others(encoding.real_passages(encoding_others.NUMBER))
    else:
        encoding.encoding(agreeing)


@app.command()
def vectors(sizes: Sizes, others: bool = False) -> None:
    """Search vectors, with recall, build time and memory."""
    searching.vectors(sizes, others)


@app.command()
def words(sizes: Sizes) -> None:
    """Search words."""
    searching.words(sizes)


@app.command()
def answers(number: int = 200) -> None:
    """Answer questions, split by stage."""
    answering.answers(number)


@app.command()
def load(number: int = 500, rate: float = 100) -> None:
    """Answer many at once, and at an offered rate."""
    answering.load(number, rate)


@app.command()
def start() -> None:
    """Start, with torch and without."""
    starting.start()


@app.command()
def make(number: int, data: Annotated[Path, typer.Option(help="the folder to write")]) -> None:
    """Build an index of about so many passages, timing the stages; then once more with 1 % changed."""
    making.make(number, data)


app()
