"""A request's body → its parameters: forms, multipart forms with files, JSON, and the query of the address."""

import json
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes, policy
from typing import Any
from urllib.parse import parse_qsl

from tests.botapi.refusal import bad

# What stays as it came; every other parameter is JSON: a number, a truth value, an object, an array.
_TEXTS = frozenset(
    "text caption parse_mode inline_query_id callback_query_id guest_query_id inline_message_id next_offset url "
    "business_connection_id secret_token action photo name description short_description language_code "
    "message_effect_id ip_address file_id certificate document".split()
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    name: str
    content: bytes


def read_body(kind: str, body: bytes, query: str) -> dict[str, Any]:
    """Decode a request's parameters.

    Raises:
        Refusal: they are not UTF-8 or no JSON.
    """
    try:
        parameters = dict(parse_qsl(query, keep_blank_values=True, errors="strict"))
        parameters |= _of_kind(kind, body)
        return without_attachments({name: _decoded(name, value) for name, value in parameters.items()})
    except (UnicodeError, ValueError):
        raise bad("strings must be encoded in UTF-8") from None


def _of_kind(kind: str, body: bytes) -> dict[str, Any]:
    if kind.startswith("application/json"):
        return dict(json.loads(body or b"{}"))
    if kind.startswith("multipart/form-data"):
        return _parts(kind, body)
    return dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict"))


def _parts(kind: str, body: bytes) -> dict[str, Any]:
    message = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body, policy=policy.HTTP)
    found: dict[str, Any] = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        found[name] = Upload(part.get_filename(), content) if part.get_filename() else content.decode()
    return found


def _decoded(name: str, value: Any) -> Any:
    if isinstance(value, str) and name not in _TEXTS:
        with suppress(ValueError):  # "@name" for a chat
            value = json.loads(value)
    if not isinstance(value, Upload):
        json.dumps(value, ensure_ascii=False).encode()  # a lone surrogate is no UTF-8
    return value


def without_attachments(parameters: dict[str, Any]) -> dict[str, Any]:
    """Leave out the files that another parameter names by ``attach://…``: they are no parameters of their own."""
    told = json.dumps([value for value in parameters.values() if not isinstance(value, Upload)])
    return {n: v for n, v in parameters.items() if not (isinstance(v, Upload) and f"attach://{n}" in told)}
