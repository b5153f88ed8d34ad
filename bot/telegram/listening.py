"""How updates come in: asked for again and again, or posted to a port of ours."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import ExitStack
from itertools import chain, repeat
from urllib.parse import urlsplit

from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.errors import ConflictError, RunError, TokenError
from bot.settings import Settings
from bot.telegram.checks import port_error
from bot.telegram.handlers import UPDATES, App
from bot.telegram.hook import Hook
from bot.telegram.logs import without_token
from bot.telegram.stopping import Stopping

logger = logging.getLogger("pressbot")

PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds before Telegram is tried again while the bot cannot begin; the last one over and over."""
_NEWCOMER = 60.0
"""Seconds for which a bot counts as the second of two: it gives way, the one that was there first goes on."""


async def listen(settings: Settings, app: App, stopping: Stopping, closing: ExitStack) -> bool:
    """Take updates: by webhook where there is a public address, else by asking; False if stopped before that.

    ``closing`` is given what is to be done before the answers under way are finished.

    Raises:
        PortError: the webhook's port is taken.
        RunError: the webhook cannot be set.
    """
    work = _by_webhook(settings, app, closing) if settings.webhook_url else _by_polling(app, stopping)
    return await stopping.unless(work) and not stopping.is_set()


async def _by_polling(app: App, stopping: Stopping) -> None:
    assert app.updater is not None
    failed = _polling_failed(stopping)
    await app.updater.start_polling(allowed_updates=UPDATES, bootstrap_retries=-1, error_callback=failed)


async def _by_webhook(settings: Settings, app: App, closing: ExitStack) -> None:
    """Open the port, then tell Telegram of it, as often as it takes."""
    url = settings.webhook_url or ""
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    hook = Hook(settings, app, (settings.path or urlsplit(url).path).strip("/"), secret)
    try:
        hook.open(settings.listen, settings.port)
    except OSError as error:
        raise port_error(settings.listen, settings.port, error) from None
    closing.callback(hook.close)
    certificate = settings.cert.read_bytes() if settings.cert else None
    for pause in chain(PAUSES, repeat(PAUSES[-1])):
        try:
            await app.bot.set_webhook(url, certificate, allowed_updates=UPDATES, secret_token=secret)
        except TelegramError as error:
            if isinstance(error, BadRequest) or not isinstance(error, NetworkError | RetryAfter):
                shown = without_token(url, app.bot.token)
                raise RunError(f"the webhook {shown} cannot be set: {error.message}") from None
            logger.warning("the webhook cannot be set (%s); trying on", type(error).__name__)
            await asyncio.sleep(pause)
        else:
            return


def _polling_failed(stopping: Stopping) -> Callable[[TelegramError], None]:
    """Wait out what passes; give way to another poller only where this one has just come."""
    loop = asyncio.get_running_loop()
    begun, told = loop.time(), set[str]()

    def failed(error: TelegramError) -> None:
        kind = type(error).__name__
        if isinstance(error, Conflict) and loop.time() - begun < _NEWCOMER:
            stopping.fail(
                ConflictError("another process polls with this token (409), or a webhook is set; stop that one first")
            )
        elif isinstance(error, InvalidToken | Forbidden):
            stopping.fail(TokenError("Telegram no longer knows PRESSBOT_TOKEN; copy it again from @BotFather"))
        elif kind not in told:
            told.add(kind)
            what = "another process polls with this token (409)" if isinstance(error, Conflict) else kind
            logger.warning("updates cannot be fetched: %s; trying on", what)

    return failed
