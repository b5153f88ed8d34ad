"""What the server says when it refuses a request."""

from typing import Any


class Refusal(Exception):  # noqa: N818  # it is an answer of the protocol, not a bug
    """An answer with ``ok: false``: a status, a description in Telegram's words, and sometimes parameters."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad(description: str) -> Refusal:
    """A request that cannot be served as it stands."""
    return Refusal(400, f"Bad Request: {description}")
