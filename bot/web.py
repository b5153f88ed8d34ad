"""Settings → what reading from the web needs; the one place where it is put together."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

from bot.errors import SettingsError
from bot.settings import Settings
from corpus.errors import StoreError
from corpus.fetch.fetcher import Fetcher, user_agent
from corpus.fetch.visits import Visits
from corpus.ingest import holds
from corpus.sources.config import DEFAULT, Source, read_sources
from corpus.sources.web import Web
from corpus.store import Store
from embeddings.errors import GenerationError
from embeddings.generations import CORPUS, Generations

VISITS = "visits.sqlite"


def sources_file(settings: Settings) -> Path:
    """Give the file of sources: the one that is set, else one in the data folder, else pressbot's own."""
    if settings.sources:
        return settings.sources
    own = settings.data / "sources.toml"
    return own if own.exists() else DEFAULT


def load_sources(settings: Settings) -> tuple[Source, ...]:
    """Read the file of sources.

    Raises:
        SettingsError: the file that is set is not there.
        SourceError: it cannot be used.
    """
    file = sources_file(settings)
    if settings.sources and not file.is_file():
        raise SettingsError(f"PRESSBOT_SOURCES: {file} is not there; pressbot sources --print shows one to begin with")
    return read_sources(file)


def make_fetcher(settings: Settings) -> Fetcher:
    """Make what fetches; tests put another in its place."""
    return Fetcher(user_agent(settings.contact), allowed=settings.allow_hosts)


@contextmanager
def open_web(settings: Settings, *, dry: bool) -> Iterator[Web]:
    """Open the memory of visits and, to compare with, the corpus that is built on."""
    with ExitStack() as stack:
        visits = stack.enter_context(closing(Visits(settings.data / VISITS, dry=dry)))
        generations, store = Generations(settings.data), None
        with suppress(GenerationError):
            base = generations.foundation()
            store = stack.enter_context(Store(generations.folder(base) / CORPUS)) if base else None
        web = Web(make_fetcher(settings), visits, lambda key, digest: store is not None and holds(store, key, digest))
        try:
            yield web
        except sqlite3.Error as error:
            raise StoreError(f"{settings.data / VISITS}: cannot be read or written ({error})") from error
