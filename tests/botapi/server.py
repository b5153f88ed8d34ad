"""The Bot API on loopback, over HTTP/1.1: a thread for every connection."""

import json
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from tests.botapi.api import BotApi, Request
from tests.botapi.bodies import read_body
from tests.botapi.faults import Fault
from tests.botapi.refusal import Refusal


class Server:
    """Serves a bot's Telegram while it is entered; ``base`` and ``files`` are what the bot is told."""

    def __init__(self, api: BotApi) -> None:
        self.api = api
        handler = type("Handler", (_Handler,), {"api": api})
        self._http = _Threads(("127.0.0.1", 0), handler)
        self.origin = f"http://127.0.0.1:{self._http.server_address[1]}"
        self.base = f"{self.origin}/bot"
        self.files = f"{self.origin}/file/bot"

    def __enter__(self) -> "Server":
        self.api.open()
        threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.api.close()
        self._http.shutdown()
        self._http.server_close()


class _Threads(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is no error of the server's."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 65536
    api: BotApi

    def do_GET(self) -> None:  # the name is http.server's
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def _serve(self) -> None:
        parts = urlsplit(self.path)
        if parts.path.startswith(f"/file/bot{self.api.token}/"):
            self._send(200, "application/octet-stream", self.api.state.files[parts.path.rpartition("/")[2]])
            return
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        method = parts.path.rpartition("/")[2]
        fault = self.api.faults.take(method)
        if fault and not self._survives(fault, method):
            return
        try:
            self._authorise(parts.path)
            parameters = read_body(self.headers.get("Content-Type") or "", body, parts.query)
            status, answer = 200, {"ok": True, "result": self.api.call(method, parameters)}
        except Refusal as refusal:
            status, answer = refusal.code, refusal.as_json()
        if fault and fault.cut == "after":
            self._cut()
        else:
            self._answer(status, answer)

    def _authorise(self, path: str) -> None:
        if not path.startswith("/bot") or path.count("/") != 2:
            raise Refusal(404, "Not Found")
        if path.split("/")[1] != f"bot{self.api.token}":
            raise Refusal(401, "Unauthorized")

    def _survives(self, fault: Fault, method: str) -> bool:
        """Let a fault happen, and tell whether the request is served nevertheless."""
        if fault.wait:
            time.sleep(fault.wait)
        if fault.refusal:
            self.api.record(Request(method, {}, time.monotonic(), fault.refusal))
            self._answer(fault.refusal.code, fault.refusal.as_json())
        elif fault.cut == "before":
            self._cut()
        return not fault.refusal and fault.cut != "before"

    def _cut(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def _answer(self, status: int, answer: dict[str, Any]) -> None:
        self._send(status, "application/json", json.dumps(answer).encode())

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet: the record tells more."""
