"""``pressbot run``: settings → a bot on Telegram, until it is told to stop."""

import asyncio
import logging
import sys
from contextlib import ExitStack, suppress
from datetime import timedelta
from urllib.parse import urlsplit

from telegram.error import Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import Application

from bot.batching import Together
from bot.engine import Engine, make_engine, make_generations
from bot.following import keep_up
from bot.settings import Settings
from bot.telegram import logs, metrics
from bot.telegram.checks import check_known, check_port, check_webhook, checked_token, token_error
from bot.telegram.handlers import App, add_handlers
from bot.telegram.limits import InOrder, Patience
from bot.telegram.listening import PAUSES, listen
from bot.telegram.menu import set_menus
from bot.telegram.office import Office
from bot.telegram.requests import Polls, Requests
from bot.telegram.schedule import schedule
from bot.telegram.stopping import Stopping

logger = logging.getLogger("pressbot")

_TO_FINISH = 8.0
"""Seconds that answers under way have when the bot is stopped."""
_SWITCH = 0.001
"""Seconds a thread at work keeps the interpreter: the event loop waits for several of them in turn."""


def run(settings: Settings, every: timedelta | None = None) -> int:
    """Run the bot until SIGTERM or Ctrl-C, refreshing ``every`` so often, and give the exit status.

    Raises:
        SettingsError, TokenError, PortError, ConflictError: in one line, what keeps it from running.
        BotError, CorpusError, EmbeddingsError: there is no index, or it cannot be served.
    """
    token = checked_token(settings)
    check_webhook(settings)
    if settings.webhook_url:
        check_port(settings.listen, settings.port)
    logs.set_up(token)
    asyncio.run(check_known(settings, token))
    sys.setswitchinterval(_SWITCH)
    engine = make_engine(settings)
    engine.encoder = Together(engine.encoder)
    return asyncio.run(_run(settings, token, engine, every))


def make_application(settings: Settings, token: str, office: Office) -> App:
    """Put PTB's application together, for this server and these limits."""

    def retried(kind: str) -> None:
        office.metrics.retries.labels(kind).inc()

    app: App = (
        Application.builder()
        .token(token)
        .base_url(settings.api_base)
        .base_file_url(settings.api_file_base)
        .rate_limiter(Patience(on_retry=retried))
        .concurrent_updates(InOrder())
        .request(Requests(settings.api_base))
        .get_updates_request(Polls(settings.api_base))
        .build()
    )
    add_handlers(app, office)
    return app


async def _run(settings: Settings, token: str, engine: Engine, every: timedelta | None) -> int:
    stopping = Stopping()
    with stopping.on_signals():
        office = Office(settings, engine, make_generations(settings))
        app = make_application(settings, token, office)
        if every:
            schedule(app, office.refreshes, every)
        try:
            await _serve(settings, app, office, stopping)
        finally:
            office.newsroom.close()
    if stopping.error:
        raise stopping.error
    return 0


async def _serve(settings: Settings, app: App, office: Office, stopping: Stopping) -> None:
    """Start, say so, wait for the end, stop."""
    served = metrics.serve(office.metrics, settings.metrics_port) if settings.metrics_port else None
    try:
        if not await _reached(app, stopping):
            return
        await app.start()
        works = (set_menus(app.bot, settings.admins), office.serving.watch(), keep_up(office.generations, settings))
        tasks = [asyncio.create_task(work) for work in works]
        closing = ExitStack()
        try:
            if await listen(settings, app, stopping, closing):
                _introduce(settings, app, office)
                await stopping.wait()
        finally:
            closing.close()
            for task in tasks:
                task.cancel()
            await office.refreshes.stop()
            await office.errands.finish()
            await _stop(app)
    finally:
        await app.shutdown()
        await app.bot.shutdown()  # an application that never got to Telegram leaves its bot's connections open
        if served:
            served.stop()


async def _reached(app: App, stopping: Stopping) -> bool:
    """Reach Telegram, as often as it takes; False where the bot was stopped before.

    Raises:
        TokenError: Telegram does not know the token.
    """
    for turn in range(1_000_000):
        try:
            return await stopping.unless(app.initialize())
        except (InvalidToken, Forbidden):
            raise token_error() from None
        except (NetworkError, RetryAfter) as error:
            if turn == 0:
                logger.warning("Telegram cannot be reached (%s); trying until it can be", type(error).__name__)
            await stopping.wait(PAUSES[min(turn, len(PAUSES) - 1)])
        if stopping.is_set():
            return False
    return False


def _introduce(settings: Settings, app: App, office: Office) -> None:
    """Say who answers, from what, and where it listens."""
    manifest = office.newsroom.engine.snapshot.manifest
    editions = office.newsroom.engine.table.editions
    index = f", the Index {editions[0]} to {editions[-1]}" if editions else ", no edition of the Index"
    public = logs.without_token(settings.webhook_url or "", app.bot.token)
    where = f"listening on {settings.listen}:{settings.port} for {public}"
    print(f"@{app.bot.username} is {app.bot.bot.full_name}", flush=True)
    print(f"serving {manifest.articles:,} articles (generation {manifest.number}){index}", flush=True)
    print(where if settings.webhook_url else f"polling {urlsplit(settings.api_base).netloc}", flush=True)
    if settings.metrics_port:
        print(f"health and metrics on http://127.0.0.1:{settings.metrics_port}", flush=True)


async def _stop(app: App) -> None:
    """Take no more updates, finish the answers under way, within seconds."""
    assert app.updater is not None

    async def finish() -> None:
        if app.updater and app.updater.running:
            await app.updater.stop()
        await app.stop()

    with suppress(TimeoutError, TelegramError):
        await asyncio.wait_for(finish(), _TO_FINISH)
