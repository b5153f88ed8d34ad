"""How updates reach the bot: by long polling, where one asks at a time, or by a webhook."""

import json
import re
import ssl
import threading
import time
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from tests.botapi.bodies import Upload
from tests.botapi.refusal import Refusal, bad
from tests.botapi.state import State

_TWO = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
_HOOKED = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
_ALL_BUT = {"chat_member", "message_reaction", "message_reaction_count"}


class Polling:
    """``getUpdates``: what was confirmed is forgotten, and who asks last is served."""

    def __init__(self, state: State) -> None:
        self._state = state
        self.asks = 0
        self.hooked = False
        self.closing = False

    def get_updates(self, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        """Wait for updates.

        Raises:
            Refusal: a webhook is set, or somebody else has asked meanwhile.
        """
        state, until = self._state, time.monotonic() + parameters.get("timeout", 0)
        with state.changed:
            self.asks += 1
            mine = self.asks
            state.changed.notify_all()
            state.allowed = parameters.get("allowed_updates", state.allowed)
            _forget(state, parameters.get("offset", 0))
            while True:
                self._check(mine)
                waiting = [update for update in state.updates if wanted(state, update)]
                if waiting or time.monotonic() >= until or self.closing:
                    return waiting[: parameters.get("limit", 100)]
                state.changed.wait(until - time.monotonic())

    def _check(self, mine: int) -> None:
        if self.hooked:
            raise Refusal(409, _HOOKED)
        if mine != self.asks:
            raise Refusal(409, _TWO)


def wanted(state: State, update: dict[str, Any]) -> bool:
    """Tell whether the bot has asked for updates of this kind."""
    [kind] = update.keys() - {"update_id"}
    return kind in state.allowed if state.allowed else kind not in _ALL_BUT


def _forget(state: State, offset: int) -> None:
    if offset < 0:
        state.updates[:] = state.updates[offset:]
    elif offset:
        state.updates[:] = [update for update in state.updates if update["update_id"] >= offset]


class Webhook:
    """Posts updates to the bot, in order, and again after a while if it does not take one.

    ``proxies`` maps a public address to the one on loopback that stands behind it, as a proxy would.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self.url = self.secret = ""
        self.certificate: Upload | None = None
        self.proxies: dict[str, str] = {}
        self.statuses: list[int] = []
        self.closing = False

    def set(self, parameters: dict[str, Any]) -> bool:
        """Begin to post.

        Raises:
            Refusal: the address or the secret cannot be used.
        """
        url = urlsplit(parameters.get("url", ""))
        if url.scheme != "https":
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if url.hostname not in ("127.0.0.1", "localhost") and (url.port or 443) not in (443, 80, 88, 8443):
            raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", parameters.get("secret_token", "")):
            raise bad("secret token contains unallowed characters")
        with self._state.changed:
            begin = not self.url
            self.url, self.secret = url.geturl(), parameters.get("secret_token", "")
            self.certificate = parameters.get("certificate")
            self._state.allowed = parameters.get("allowed_updates", self._state.allowed)
        if begin:
            threading.Thread(target=self._deliver, daemon=True).start()
        return True

    def delete(self, parameters: dict[str, Any]) -> bool:
        with self._state.changed:
            self.url = ""
            if parameters.get("drop_pending_updates"):
                self._state.updates.clear()
            self._state.changed.notify_all()
        return True

    def _deliver(self) -> None:
        state = self._state
        while True:
            with state.changed:
                state.changed.wait_for(lambda: state.updates or self.closing or not self.url)
                if self.closing or not self.url:
                    return
                update = state.updates[0]
            if wanted(state, update) and self.post(update) // 100 != 2:
                time.sleep(0.2)
                continue
            with state.changed:
                state.updates[:] = [other for other in state.updates if other is not update]

    def post(self, update: dict[str, Any], secret: str | None = None) -> int:
        """Post one update and give the status; 0 if nobody is there."""
        address = self.url
        for public, behind in self.proxies.items():
            address = address.replace(public, behind, 1) if address.startswith(public) else address
        secret = self.secret if secret is None else secret
        headers = {"Content-Type": "application/json"}
        headers |= {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        status = self._send(address, json.dumps(update).encode(), headers)
        with self._state.changed:
            self.statuses.append(status)
            self._state.changed.notify_all()
        return status

    def _send(self, address: str, body: bytes, headers: dict[str, str]) -> int:
        parts = urlsplit(address)
        connection = self._connection(parts.scheme, parts.hostname or "", parts.port)
        try:
            connection.request("POST", parts.path or "/", body, headers)
            return connection.getresponse().status
        except (OSError, HTTPException):
            return 0
        finally:
            connection.close()

    def _connection(self, scheme: str, host: str, port: int | None) -> HTTPConnection:
        if scheme == "http":
            return HTTPConnection(host, port, timeout=10)
        own = self.certificate.content.decode() if self.certificate else None
        return HTTPSConnection(host, port, timeout=10, context=ssl.create_default_context(cadata=own))
