"""``pressbot chart``: countries by name → a picture of their ranks in a file."""

from collections.abc import Sequence
from pathlib import Path

from bot.answering.rankings import IndexTable
from bot.charts import ChartError, draw_ranks
from bot.errors import BotError
from bot.settings import Settings
from corpus.countries import find_countries
from corpus.store import Store
from corpus.types import Ranking
from embeddings.generations import CORPUS, Generations


def write_chart(settings: Settings, countries: Sequence[str], out: Path, editions: range, *, dark: bool) -> None:
    """Draw the ranks of countries over editions and write the picture.

    Raises:
        BotError: a country is not known, not ranked, or the file cannot be written.
    """
    with Store(Generations(settings.data).folder() / CORPUS) as store:
        table = IndexTable.of(store.rankings())
    if not table.editions:
        raise BotError("no edition of the Index is loaded; load RSF's csv files with: pressbot refresh FILES")
    found = dict.fromkeys(row for name in countries for row in _history(name, table))  # "China" and "PRC" are one
    rows = [row for row in found if row.edition in editions]
    try:
        out.write_bytes(draw_ranks(rows, dark=dark))
    except ChartError as error:
        raise BotError(str(error)) from error
    except OSError as error:
        raise BotError(f"{out}: cannot be written ({error.strerror})") from error


def _history(name: str, table: IndexTable) -> list[Ranking]:
    """Give the rows of all that a name may mean: of both countries where it is "Korea"."""
    codes = [code for mention in find_countries(name, misspelt=True) for code in mention.codes]
    if not codes:
        raise BotError(f"{name}: is no country that is known")
    rows = [row for code in codes for row in table.history(code)]
    if not rows:
        raise BotError(f"{name}: is not ranked in any edition that is loaded")
    return rows
