"""What is wrong is told before the model is loaded: no token or a wrong one, settings that contradict, a taken port."""

import asyncio
import re
import socket
from contextlib import suppress
from pathlib import Path

from telegram import Bot
from telegram.error import Forbidden, InvalidToken, TelegramError

from bot.errors import PortError, SettingsError, TokenError
from bot.settings import Settings
from bot.telegram.requests import Requests

_TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{1,200}\Z")
_FIRST_WORD = 5.0
"""Seconds for Telegram to say whether it knows the token; one that is slower is asked again once all is loaded."""
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}\Z")


def checked_token(settings: Settings) -> str:
    """Give the token.

    Raises:
        SettingsError, TokenError: there is none, or it cannot be one.
    """
    token = settings.token.get_secret_value().strip() if settings.token else ""
    if not token:
        raise SettingsError("PRESSBOT_TOKEN is not set; ask @BotFather for a bot and set it to the token that you get")
    if not _TOKEN.match(token):
        raise TokenError("PRESSBOT_TOKEN does not look like a token, which is a number, a colon, and letters")
    return token


async def check_known(settings: Settings, token: str) -> None:
    """Ask Telegram whether it knows the token, as far as it can be reached at once.

    Raises:
        TokenError: it does not.
    """
    requests = Requests(settings.api_base)
    bot = Bot(token, base_url=settings.api_base, request=requests, get_updates_request=requests)
    await requests.initialize()
    try:
        with suppress(TelegramError, TimeoutError):
            await asyncio.wait_for(_known(bot), _FIRST_WORD)
    finally:
        await requests.shutdown()


async def _known(bot: Bot) -> None:
    try:
        await bot.get_me()
    except (InvalidToken, Forbidden):
        raise token_error() from None


def token_error() -> TokenError:
    """Say in one line that the token is not known."""
    return TokenError("Telegram does not know PRESSBOT_TOKEN; copy it again from @BotFather")


def check_webhook(settings: Settings) -> None:
    """Look whether the webhook's settings go together.

    Raises:
        SettingsError: they do not.
    """
    if not settings.webhook_url:
        return
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    if not _SECRET.match(secret):
        raise SettingsError("PRESSBOT_WEBHOOK_SECRET is needed with PRESSBOT_WEBHOOK_URL: 1-256 of A-Z a-z 0-9 _ -")
    if (settings.cert is None) != (settings.key is None):
        raise SettingsError("PRESSBOT_CERT and PRESSBOT_KEY belong together; set both, or neither behind a proxy")
    for name, path in (("PRESSBOT_CERT", settings.cert), ("PRESSBOT_KEY", settings.key)):
        if path is not None and not Path(path).is_file():
            raise SettingsError(f"{name}: {path} is not there")


def check_port(listen: str, port: int) -> None:
    """Try the webhook's port before Telegram is told of it.

    Raises:
        PortError: it is taken, or the address is not this machine's.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(listen, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except OSError as error:
        raise port_error(listen, port, error) from None


def port_error(listen: str, port: int, error: OSError) -> PortError:
    """Say in one line which port cannot be had, and why."""
    return PortError(f"cannot listen on {listen}:{port} ({error.strerror}); set PRESSBOT_LISTEN or PRESSBOT_PORT")
