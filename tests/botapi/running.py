"""The bot as a process of its own, its Telegram, and what people get to see."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.botapi.api import BotApi, Request
from tests.botapi.people import Message, World
from tests.botapi.server import Server
from tests.botapi.state import BOT

ROOT = Path(__file__).parents[2]
FAKE = ("-m", "tests.botapi.serve")
REAL = ("-c", "from bot.cli import app; app(['run'])")


class Process:
    """One run of the bot; its output is gathered as it comes."""

    def __init__(self, folder: Path, settings: dict[str, str], entry: tuple[str, ...] = FAKE) -> None:
        told = {key: value for key, value in os.environ.items() if not key.startswith("PRESSBOT_")}
        home = folder / "home"
        home.mkdir(parents=True, exist_ok=True)
        told |= {"PYTHONPATH": str(ROOT), "HOME": str(home), "TMPDIR": str(home), "NO_PROXY": "*", "COLUMNS": "200"}
        told |= {"PYTHONDONTWRITEBYTECODE": "1"}
        told |= {f"PRESSBOT_{key.upper()}": value for key, value in settings.items()}
        self._process = subprocess.Popen(
            [sys.executable, *entry],
            cwd=home, env=told, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self._lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout
        with self._process.stdout as told:
            self._lines.extend(told)

    @property
    def output(self) -> str:
        return "".join(self._lines)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    def wait(self, seconds: float = 20.0) -> int:
        """Wait until it ends by itself, and give its status."""
        status = self._process.wait(seconds)
        self._reader.join(5)  # it closes the pipe
        return status

    def terminate(self) -> None:
        """Ask it to end, and do not wait."""
        self._process.send_signal(signal.SIGTERM)

    def stop(self) -> float:
        """Ask it to end, and tell how many seconds it took; one that does not within fifteen is killed."""
        begun = time.monotonic()
        self.terminate()
        try:
            self.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self.wait()
        return time.monotonic() - begun

    def until(self, text: str, seconds: float = 20.0) -> None:
        """Wait until it has said something."""
        end = time.monotonic() + seconds
        while text not in self.output and time.monotonic() < end:
            time.sleep(0.05)
        assert text in self.output, self.output


@dataclass(slots=True)
class Running:
    """A bot that runs, and its world."""

    api: BotApi
    server: Server
    world: World
    process: Process
    folder: Path

    def messages(self, chat: int, since: int = 0) -> list[Message]:
        """What the bot has written in a chat after a message, oldest first."""
        with self.api.state.changed:
            found = self.api.state.chats[chat].messages
            return [m for n, m in found.items() if n > since and m["from"]["id"] == BOT["id"]]

    def reply(self, message: Message, seconds: float = 20.0) -> Message:
        """Wait for what the bot writes after a message."""
        chat = message["chat"]["id"]
        return self.api.wait(lambda: self.messages(chat, message["message_id"]), seconds)[0]

    def answer(self, query: str, kind: str = "inline", seconds: float = 20.0) -> dict[str, Any]:
        """Wait for the answer to a query, and give what the bot said in it."""
        return self.api.wait(lambda: self.answers(query, kind), seconds)[0].parameters

    def answers(self, query: str, kind: str = "inline") -> list[Request]:
        """All answers to a query that were taken."""
        asked = self.api.asked(f"answer{ {'inline': 'Inline', 'callback': 'Callback', 'guest': 'Guest'}[kind] }Query")
        return [r for r in asked if r.parameters.get(f"{kind}_query_id") == query and r.result]


def settings_for(server: Server, data: Path, **more: str) -> dict[str, str]:
    """What a bot is told that polls this server."""
    told = {"token": server.api.token, "api_base": server.base, "api_file_base": server.files, "data": str(data)}
    return told | more


@contextmanager
def started(
    data: Path, folder: Path, api: BotApi | None = None, entry: tuple[str, ...] = FAKE, **settings: str
) -> Iterator[Running]:
    """Run a bot until it is left; it is entered when the bot has asked for updates or set its webhook."""
    api = api or BotApi()
    before = api.begun
    with Server(api) as server:
        process = Process(folder, settings_for(server, data, **settings), entry)
        running = Running(api, server, World(api), process, folder)
        try:
            wait_for_start(running, before)
            yield running
        finally:
            process.stop()


def wait_for_start(running: Running, before: int = 0, seconds: float = 60.0) -> None:
    """Wait until the bot takes updates; one that ends instead is told with all it has said."""
    end = time.monotonic() + seconds
    while running.api.begun <= before:
        assert running.process.running, running.process.output
        assert time.monotonic() < end, running.process.output
        time.sleep(0.05)


def secrets_in(folder: Path, output: str, secrets: set[str]) -> set[str]:
    """Which of the secrets stand in the output or in any file below a folder."""
    texts = [output.encode(), *(path.read_bytes() for path in folder.rglob("*") if path.is_file())]
    return {secret for secret in secrets if any(secret.encode() in text for text in texts)}
