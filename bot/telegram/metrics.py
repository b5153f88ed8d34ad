"""Numbers for those who run the bot: what was asked and how it went, never by whom or what about."""

import socket
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.errors import PortError

_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Metrics:
    """The bot's own counters; each bot has a registry of its own."""

    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    questions: Counter = field(init=False)
    seconds: Histogram = field(init=False)
    presses: Counter = field(init=False)
    errors: Counter = field(init=False)
    retries: Counter = field(init=False)
    waits: Counter = field(init=False)
    articles: Gauge = field(init=False)

    def __post_init__(self) -> None:
        """Make the counters in the registry."""
        made = {
            "questions": Counter("pressbot_questions", "Questions", ["place", "outcome"], registry=self.registry),
            "seconds": Histogram(
                "pressbot_question_seconds", "From a question to its answer, sent", ["place"],
                registry=self.registry, buckets=_BUCKETS,
            ),
            "presses": Counter("pressbot_presses", "Buttons pressed", ["kind"], registry=self.registry),
            "errors": Counter("pressbot_errors", "Exceptions while handling updates", ["kind"], registry=self.registry),
            "retries": Counter("pressbot_retries", "Calls to Telegram tried again", ["kind"], registry=self.registry),
            "waits": Counter("pressbot_waits", "Questions that waited for their turn", registry=self.registry),
            "articles": Gauge("pressbot_articles", "Articles in the corpus", registry=self.registry),
        }  # fmt: skip
        for name, metric in made.items():
            object.__setattr__(self, name, metric)

    def total(self, name: str) -> int:
        """Add up a counter over all its labels."""
        samples = (s for m in self.registry.collect() if m.name == name for s in m.samples)
        return int(sum(s.value for s in samples if s.name == f"{name}_total"))


class _Health(RequestHandler):
    def get(self) -> None:
        """Answer from the very loop that answers readers: silence means that it hangs."""
        self.finish("ok\n")


class _Numbers(RequestHandler):
    def initialize(self, metrics: Metrics) -> None:
        """Take what is to be shown."""
        self._metrics = metrics

    def get(self) -> None:
        """Write the numbers as Prometheus reads them."""
        self.set_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        self.finish(generate_latest(self._metrics.registry))


def serve(metrics: Metrics, port: int) -> HTTPServer:
    """Serve ``/health`` and ``/metrics`` to this machine alone, on the running event loop.

    Raises:
        PortError: the port is taken.
    """
    application = Application([("/health", _Health), ("/metrics", _Numbers, {"metrics": metrics})], log_function=_quiet)
    server = HTTPServer(application)
    server.add_socket(_listening(port))
    return server


def _listening(port: int) -> socket.socket:
    """Open the port; tornado's own way would leave a socket behind where it is taken."""
    opened = socket.socket()
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind(("127.0.0.1", port))
        opened.listen()
        opened.setblocking(False)
    except OSError as error:
        opened.close()
        raise PortError(f"port {port} is taken ({error.strerror}); set PRESSBOT_METRICS_PORT to another") from None
    return opened


def _quiet(handler: RequestHandler) -> None:
    """Log no request."""
