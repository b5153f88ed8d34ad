"""The Bot API without its HTTP: a method and parameters in, a result or a refusal out, and a record of all of it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.botapi.faults import Faults
from tests.botapi.methods import METHODS
from tests.botapi.refusal import Refusal, bad
from tests.botapi.spec import find_spec
from tests.botapi.state import TOKEN, State
from tests.botapi.updates import Polling, Webhook


@dataclass(slots=True)
class Request:
    """What the bot asked for, when, and what became of it."""

    method: str
    parameters: dict[str, Any]
    at: float
    refusal: Refusal | None = None
    result: Any = None

    @property
    def chat(self) -> Any:
        return self.parameters.get("chat_id")


@dataclass(slots=True)
class BotApi:
    """One bot's Telegram. ``rich`` tells whether this server knows rich messages."""

    token: str = TOKEN
    rich: bool = False
    state: State = field(default_factory=State)
    faults: Faults = field(default_factory=Faults)
    requests: list[Request] = field(default_factory=list)
    polling: Polling = field(init=False)
    webhook: Webhook = field(init=False)

    def __post_init__(self) -> None:
        self.polling, self.webhook = Polling(self.state), Webhook(self.state)

    def call(self, method: str, parameters: dict[str, Any]) -> Any:
        """Serve one request and record it.

        Raises:
            Refusal: Telegram would refuse it.
        """
        request = Request(method, parameters, time.monotonic())
        try:
            self._check(method, parameters)
            request.result = self._served(method.lower(), parameters)
        except Refusal as refusal:
            request.refusal = refusal
            raise
        finally:
            self.record(request)
        return request.result

    def record(self, request: Request) -> None:
        with self.state.changed:
            self.requests.append(request)
            self.state.changed.notify_all()

    def _check(self, method: str, parameters: dict[str, Any]) -> None:
        if method.lower() == "sendrichmessage" and not self.rich:
            raise Refusal(404, "Not Found: method not found")
        spec = find_spec()
        if spec and (faults := spec.faults(method, parameters)):
            raise bad(f"by the specification, {'; '.join(faults)}")

    def _served(self, method: str, parameters: dict[str, Any]) -> Any:
        if method == "getupdates":
            return self.polling.get_updates(parameters)
        if method in ("setwebhook", "deletewebhook", "getwebhookinfo"):
            return self._webhook(method, parameters)
        if method not in METHODS:
            raise Refusal(404, "Not Found: method not found")
        return METHODS[method](self.state, parameters)

    def _webhook(self, method: str, parameters: dict[str, Any]) -> Any:
        if method == "getwebhookinfo":
            waiting = len(self.state.updates)
            return {"url": self.webhook.url, "has_custom_certificate": False, "pending_update_count": waiting}
        delete = method == "deletewebhook" or not parameters.get("url")
        done = self.webhook.delete(parameters) if delete else self.webhook.set(parameters)
        self.polling.hooked = bool(self.webhook.url)
        return done

    def wait(self, happened: Callable[[], Any], seconds: float = 20.0) -> Any:
        """Wait until something is so, looking again at every change.

        Raises:
            AssertionError: it has not come to be in time; the last requests are told.
        """
        with self.state.changed:
            found = self.state.changed.wait_for(happened, seconds)
            last = [(r.method, r.parameters, r.refusal) for r in self.requests if r.method != "getUpdates"][-5:]
        assert found, f"nothing in {seconds} seconds; the last requests: {last}"
        return found

    def asked(self, method: str) -> list[Request]:
        """The requests of one method, oldest first."""
        with self.state.changed:
            return [request for request in self.requests if request.method == method]

    @property
    def refusals(self) -> list[Request]:
        """The requests that were refused for what they were, not for a conflict or on a test's demand."""
        with self.state.changed:
            refused = [r for r in self.requests if r.refusal and r.refusal.code in (400, 404)]
            return [r for r in refused if not any(r.refusal is demanded for demanded in self.state.demanded)]

    @property
    def begun(self) -> int:
        """How often somebody began to take updates, in either way."""
        return self.polling.asks + len([r for r in self.asked("setWebhook") if r.result])

    def open(self) -> None:
        """Let others wait (again)."""
        self.polling.closing = self.webhook.closing = False

    def close(self) -> None:
        """Let go of whoever waits."""
        with self.state.changed:
            self.polling.closing = self.webhook.closing = True
            self.state.changed.notify_all()
