"""A web site on loopback: what tests say it answers, and what it was asked."""

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from corpus.fetch.fetcher import Fetcher
from corpus.fetch.types import Limits

HOST = "news.test"
QUICK = Limits(connect=1, read=0.4, total=0.8, size=200_000, redirects=5, attempts=3, backoff=0.01, patience=5, delay=0)


@dataclass
class Answer:
    """What the site sends. ``slow`` is the pause before each byte of the body; ``endless`` never stops sending."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    slow: float = 0
    endless: bool = False


Route = Answer | Callable[[BaseHTTPRequestHandler], Answer]


class Site:
    """Routes by path; a list of answers is given one after another, the last one for good."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.routes: dict[str, Route | list[Route]] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []

    def url(self, path: str, host: str = HOST) -> str:
        return f"http://{host}:{self.port}{path}"

    def page(self, path: str, html: str, **more: object) -> None:
        self.routes[path] = Answer(html.encode(), **more)

    def redirect(self, path: str, to: str, status: int = 302) -> None:
        self.routes[path] = Answer(status=status, headers={"Location": to})

    def counts(self, path: str) -> int:
        return self.asked.count(path)

    def fetcher(self, limits: Limits = QUICK, names: dict[str, list[str]] | None = None) -> Fetcher:
        """A fetcher for which this site's name, and no other, may lead to loopback."""
        known = {HOST: ["127.0.0.1"], "old.test": ["127.0.0.1"], **(names or {})}

        def resolve(host: str, port: int) -> list[str]:
            if host not in known and not host.replace(".", "").isdigit():
                raise OSError("Name or service not known")
            return known.get(host, [host])

        return Fetcher("pressbot/test (staff@example.org)", allowed={HOST}, limits=limits, resolve=resolve)


@contextmanager
def running_site() -> Iterator[Site]:
    """Serve on a free port until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.headers.append(dict(self.headers.items()))
            route = site.routes.get(self.path, Answer(b"not here", 404))
            if isinstance(route, list):
                route = route.pop(0) if len(route) > 1 else route[0]
            _send(self, route if isinstance(route, Answer) else route(self))

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site = Site(server.server_port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def _send(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    handler.send_response(answer.status)
    for name, value in ({"Content-Type": answer.kind} | answer.headers).items():
        if value:
            handler.send_header(name, value)
    if not answer.endless and "Content-Length" not in answer.headers:
        handler.send_header("Content-Length", str(len(answer.body)))
    handler.end_headers()
    try:
        while answer.endless:
            handler.wfile.write(answer.body)
            time.sleep(answer.slow)
        for byte in answer.body if answer.slow else ():
            handler.wfile.write(bytes([byte]))
            time.sleep(answer.slow)
        if not answer.slow:
            handler.wfile.write(answer.body)
    except OSError:
        pass  # whoever asked has gone


def versioned(body: bytes, etag: str, kind: str = "text/html; charset=utf-8") -> Route:
    """Answer 304 to those who have this version."""

    def answer(handler: BaseHTTPRequestHandler) -> Answer:
        if handler.headers.get("If-None-Match") == etag:
            return Answer(status=304, kind="")
        return Answer(body, kind=kind, headers={"ETag": etag})

    return answer


def zipped(body: bytes, **more: object) -> Answer:
    return Answer(gzip.compress(body), headers={"Content-Encoding": "gzip"}, **more)  # type: ignore[arg-type]


def article(title: str, *paragraphs: str, head: str = "", foot: str = "", lang: str = "en") -> str:
    """A page as a newsroom's program makes it."""
    text = "".join(f"<p>{p}</p>" for p in paragraphs or (f"{title}. {STORY}",))
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:type" content="article"><meta property="og:title" content="{title}">{head}</head>'
        '<body><nav><a href="/">Home</a> <a href="/about">About us</a></nav>'
        f"<article><h1>{title}</h1>{text}</article>{foot}<footer>All rights reserved by the newsroom</footer>"
        "</body></html>"
    )


STORY = (
    "Police stopped the reporter at the gate of the ministry on Tuesday morning and took her camera. A court in the "
    "capital ordered them to give it back the next day. Her editor said that the pictures were gone."
)
