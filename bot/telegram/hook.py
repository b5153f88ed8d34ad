"""The port that Telegram posts updates to: those with the secret are taken, once each.

PTB's own would refuse an update that it cannot read, and Telegram would send it again and again before all others.
"""

import json
import re
import ssl
from hmac import compare_digest
from typing import Any

from telegram import Update
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, HTTPError, RequestHandler

from bot.errors import RunError
from bot.settings import Settings
from bot.telegram.handlers import App
from bot.telegram.requests import readable

_SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the header's name


class Hook:
    """A server for one path; once it is closed, what still comes is left for Telegram to send again.

    Raises:
        RunError: the certificate cannot be used.
    """

    def __init__(self, settings: Settings, app: App, path: str, secret: str) -> None:
        self.app, self.secret, self.closed = app, secret.encode(), False
        pages = Application([(f"/{re.escape(path)}/?", _Updates, {"hook": self})], log_function=lambda handler: None)
        self._server = HTTPServer(pages, ssl_options=_certificate(settings))

    def open(self, address: str, port: int) -> None:
        """Begin to listen.

        Raises:
            OSError: the port is taken, or the address is not this machine's.
        """
        self._server.add_sockets(bind_sockets(port, address))

    def close(self) -> None:
        """Take no more updates."""
        self.closed = True
        self._server.stop()


class _Updates(RequestHandler):
    def initialize(self, hook: Hook) -> None:
        """Take what updates are for."""
        self._hook = hook

    async def post(self) -> None:
        """Queue an update."""
        if not compare_digest(self.request.headers.get(_SECRET, "").encode(), self._hook.secret):
            raise HTTPError(403)
        if self._hook.closed:
            raise HTTPError(503)
        app = self._hook.app
        await app.update_queue.put(Update.de_json(readable(_decoded(self.request.body)), app.bot))

    def log_exception(self, *_: object) -> None:
        """Log nothing: what came without the secret is nobody's, and what came with it was read."""


def _decoded(body: bytes) -> dict[str, Any]:
    try:
        update = json.loads(body)
    except ValueError:
        update = None
    if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
        raise HTTPError(400)
    return update


def _certificate(settings: Settings) -> ssl.SSLContext | None:
    if settings.cert is None or settings.key is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(settings.cert, settings.key)
    except OSError:
        raise RunError("PRESSBOT_CERT and PRESSBOT_KEY are not a certificate and its key, both as PEM files") from None
    return context
