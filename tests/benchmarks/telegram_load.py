"""How long readers wait when many ask: the bot as a process, on the index in ``PRESSBOT_DATA``.

``python -m tests.benchmarks.telegram_load`` sends 500 questions from 50 chats at 30 a second, half of them
private and half groups, and prints a table. The exit status is 1 if a question was not answered exactly once
and in its chat's order; how long it took is for the reader to judge. The Bot API server shares the machine:
``server`` is what it and the readers cost a question, ``bot`` what the bot does (milliseconds of one core).
"""

import argparse
import os
import re
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil
from rich.console import Console
from rich.table import Table

from bot.settings import load_settings
from tests.botapi.people import BOT_NAME, Person, some_person
from tests.botapi.running import REAL, Running, started
from tests.botapi.state import Chat

COUNTRIES = "Norway China Eritrea France Mexico Brazil Turkey Egypt India Russia".split()
FORMS = (
    "Where does {} rank?",
    "Who was arrested in {}?",
    "What did Reporters Without Borders say about {}?",
    "Which journalists were killed in {}?",
)
PATIENCE = 60.0
"""Seconds to wait for the last answers."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its chat, its message and text, and when it was sent (seconds, monotonic)."""

    chat: int
    message: int
    text: str
    at: float


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer: when it came (seconds, monotonic), its text, and in groups the message that it replies to."""

    at: float
    text: str
    replies_to: int | None

    def fits(self, asked: Asked) -> bool:
        """Tell whether it may answer a question: it replies to it, or names the country whose rank was asked."""
        if self.replies_to is not None:
            return self.replies_to == asked.message
        ranked = re.fullmatch(r"Where does (\w+) rank\?", asked.text)
        return self.at > asked.at and (ranked is None or ranked[1] in self.text)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the questions; waits in milliseconds."""

    waits: list[float]
    lost: int
    doubled: int
    disordered: int
    refused: int


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    for name, default in (("questions", 500), ("chats", 50), ("rate", 30)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--threads", default="", help="PRESSBOT_THREADS of the bot")
    told = parser.parse_args()
    data = load_settings().data
    with (
        tempfile.TemporaryDirectory() as folder,
        started(data, Path(folder), entry=REAL, threads=told.threads, **same_as_here()) as running,
    ):
        settle(running)
        before = costs(running)
        asked = send(running, told.questions, told.chats, told.rate)
        outcome = collect(running, asked)
        used = [(now - then) / told.questions for now, then in zip(costs(running), before, strict=True)]
    show(outcome, used, told)
    return 1 if outcome.lost or outcome.doubled or outcome.disordered or outcome.refused else 0


def costs(running: Running) -> tuple[float, float]:
    """Milliseconds of work of the bot and of this process so far."""
    bot = psutil.Process(running.process.pid).cpu_times()
    return (bot.user + bot.system) * 1000, time.process_time() * 1000


def same_as_here() -> dict[str, str]:
    """What the bot is told of the encoder: this environment's choice, and where it has been prepared."""
    settings = load_settings()
    return {"encoder": settings.encoder, "cache": str(settings.cache)}


def settle(running: Running) -> None:
    """Ask once and let the menus be set, so that starting is not measured."""
    running.reply(running.world.ask(some_person(), FORMS[0].format("Norway")), 120)
    seen = -1
    while seen != (now := len(running.api.asked("setMyCommands")) + len(running.api.asked("setMyDescription"))):
        seen = now
        time.sleep(2)


def send(running: Running, questions: int, chats: int, rate: int) -> list[Asked]:
    """Ask at a steady rate, the chats in turn."""
    world = running.world
    people = [some_person() for _ in range(chats)]
    places = [world.private(person) if n % 2 else world.group() for n, person in enumerate(people)]
    begun, asked = time.monotonic(), []
    for n in range(questions):
        time.sleep(max(0.0, begun + n / rate - time.monotonic()))
        asked.append(ask(running, places[n % chats], people[n % chats], n))
    return asked


def ask(running: Running, chat: Chat, person: Person, n: int) -> Asked:
    """Ask the n-th question; the questions of one chat differ from one another."""
    text = FORMS[n % len(FORMS)].format(COUNTRIES[n // 7 % len(COUNTRIES)])
    at = time.monotonic()
    message = running.world.say(chat, person, text if chat.type == "private" else f"{BOT_NAME} {text}")
    return Asked(chat.id, message["message_id"], text, at)


def collect(running: Running, asked: list[Asked]) -> Outcome:
    """Wait for the answers, and pair them with the questions: in groups by what they reply to, in private by order."""
    end, api = time.monotonic() + PATIENCE, running.api
    while time.monotonic() < end and sum(map(len, answers(running, asked).values())) < len(asked):
        time.sleep(0.2)
    time.sleep(1)  # a second answer would come about now
    found, waits, lost, doubled, disordered = answers(running, asked), [], 0, 0, 0
    for chat, got in found.items():
        questions = [a for a in asked if a.chat == chat]
        lost += max(0, len(questions) - len(got))
        doubled += max(0, len(got) - len(questions))
        pairs = list(zip(questions, got, strict=False))
        disordered += not all(answer.fits(question) for question, answer in pairs)
        waits += [(answer.at - question.at) * 1000 for question, answer in pairs]
    return Outcome(waits, lost, doubled, disordered, len(api.refusals))


def answers(running: Running, asked: list[Asked]) -> dict[int, list[Answered]]:
    """The bot's messages by chat, oldest first."""
    found: dict[int, list[Answered]] = {question.chat: [] for question in asked}
    for request in running.api.asked("sendMessage"):
        if request.result and request.chat in found:
            replied = request.result.get("reply_to_message", {}).get("message_id")
            found[request.chat].append(Answered(request.at, request.result["text"], replied))
    return found


def show(outcome: Outcome, used: list[float], told: argparse.Namespace) -> None:
    """Print the table."""
    table = Table(title=f"{told.questions} questions, {told.chats} chats, {told.rate} a second; waits in ms")
    quantiles = np.percentile(outcome.waits, [50, 95, 99, 100]) if outcome.waits else [float("nan")] * 4
    cells = {"answered": len(outcome.waits), "lost": outcome.lost, "twice": outcome.doubled}
    cells |= {"disorder": outcome.disordered, "refused": outcome.refused}
    cells |= {name: round(value) for name, value in zip(("p50", "p95", "p99", "max"), quantiles, strict=True)}
    cells |= {"bot": f"{used[0]:.1f}", "server": f"{used[1]:.1f}", "load": f"{os.getloadavg()[0]:.1f}"}
    for name in cells:
        table.add_column(name, justify="right")
    table.add_row(*map(str, cells.values()))
    Console(width=120).print(table)


if __name__ == "__main__":
    raise SystemExit(main())
