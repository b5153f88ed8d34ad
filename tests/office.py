"""The bot's handlers in this very process: PTB's real ``Application`` above a Bot API without HTTP."""

import asyncio
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import Application, ExtBot
from telegram.request import BaseRequest, RequestData

from bot.answering.rankings import IndexTable
from bot.engine import Reply
from bot.remembering import Remembered
from bot.settings import Settings
from bot.telegram.handlers import App, add_handlers
from bot.telegram.office import Office
from bot.types import Abstention, Answer, Citation, Claim, Kind, Reason
from corpus.sources.files import read_files
from corpus.types import Article, Ranking
from embeddings.build import build
from embeddings.generations import Generations
from embeddings.snapshot import Snapshot
from tests.botapi.api import BotApi, Request
from tests.botapi.bodies import Upload, read_body
from tests.botapi.people import World
from tests.botapi.refusal import Refusal
from tests.desk import quiet
from tests.fakes import FakeEncoder

NORWAY = Ranking(2026, "NOR", "Norway", 1, 92.0, "Europe", (), "https://rsf.org/en/index?year=2026")
BEFORE = Ranking(2025, "NOR", "Norway", 1, 91.0, "Europe", (), "https://rsf.org/en/index?year=2025")

PLACES = (("Ada", "Lagos"), ("Bea", "Goma"), ("Cleo", "Oakland"), ("Dora", "Mexico"))
ARTICLES = [
    {
        "title": f"Reporter {name} questioned in {place}",
        "url": f"https://example.org/{n}",
        "published": f"2020-06-0{n}",
        "text": f"Police in {place} questioned the reporter {name} Smith. “I was working,” {name} Smith said.\n"
        f"The court of {place} let {name} go after two days. Colleagues of {name} waited outside.",
    }
    for n, (name, place) in enumerate(PLACES, 1)
]


def small_corpus(folder: Path) -> Snapshot:
    """Index the articles."""
    path = folder / "articles.jsonl"
    path.write_text("".join(json.dumps(article) + "\n" for article in ARTICLES), encoding="utf-8")
    build(read_files([path]), Generations(folder / "data"), FakeEncoder(), quiet, 3)
    return Snapshot(Generations(folder / "data").folder(), FakeEncoder())


class InProcess(BaseRequest):
    """PTB's way out, which ends at our own Bot API."""

    def __init__(self, api: BotApi) -> None:
        self.api = api

    @property
    def read_timeout(self) -> float:
        return 5.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: Any, **more: Any
    ) -> tuple[int, bytes]:
        if "/file/bot" in url:
            return 200, self.api.state.files[url.rpartition("/")[2]]
        sent = dict(request_data.json_parameters) if request_data else {}
        try:
            parameters = read_body("application/json", json.dumps(sent).encode(), "")
            for name, (_, content, _) in (request_data.multipart_data if request_data else {}).items():
                parameters[name] = Upload(name, content)
            result = self.api.call(url.rpartition("/")[2], parameters)
        except Refusal as refusal:
            return refusal.code, json.dumps(refusal.as_json()).encode()
        return 200, json.dumps({"ok": True, "result": result}).encode()


class StubEngine:
    """An engine whose answers a test chooses; its corpus is real. What it was asked is remembered."""

    def __init__(self, snapshot: Any, encoder: Any, rankings: Sequence[Ranking] = (NORWAY, BEFORE)) -> None:
        self.snapshot, self.encoder, self.remembered = snapshot, encoder, Remembered(0)
        self.table = IndexTable.of(rankings)
        self.asked: list[tuple[str, tuple[str, ...]]] = []
        self.answer: Callable[[str], Answer | Abstention] = self._first_sentence

    def ask(self, text: str, context: Sequence[str] = ()) -> Reply:
        self.asked.append((text, tuple(context)))
        return Reply(self.answer(text), 1.0)

    def close(self) -> None:
        """Leave the corpus open: it is the test's."""

    def _first_sentence(self, text: str) -> Answer | Abstention:
        if "rank" in text:
            return ranking("Norway ranked 1st of 180 in 2026.")
        if "nothing" in text or not any(map(str.isalnum, text)):
            return Abstention(Reason.NO_SOURCE, "I have no source on that.")
        return told(self.snapshot.store.newest(1)[0])


def told(article: Article) -> Answer:
    """Answer with an article's first sentence."""
    end = article.text.index(".") + 1
    quote = article.text[:end]
    citation = Citation(1, article.title, article.url, article.published, quote, 0, end)
    return Answer(Kind.PASSAGES, (Claim(quote, (1,)),), (citation,))


def ranking(*lines: str) -> Answer:
    """Answer with lines that stand on the Index's table."""
    citation = Citation(1, "World Press Freedom Index 2026, RSF", NORWAY.url, None, "NOR 1", 0, 0)
    return Answer(Kind.RANKING, tuple(Claim(line, (1,)) for line in lines), (citation,))


class Desk:
    """A bot that runs in steps: one update after another, each to its end."""

    def __init__(self, engine: StubEngine, **settings: Any) -> None:
        told = {"user_limit": 100_000, "group_limit": 100_000} | settings
        self.engine = engine
        self.api = BotApi()
        self.world = World(self.api)
        self._runner = asyncio.Runner()
        self.office: Office = self._runner.run(self._office(told))
        self.app: App = self._runner.run(self._application())

    async def _office(self, settings: dict[str, Any]) -> Office:
        return Office(Settings(_env_file=None, **settings), self.engine)  # type: ignore[arg-type, call-arg]

    async def _application(self) -> App:
        bot: Any = ExtBot(self.api.token, request=InProcess(self.api), get_updates_request=InProcess(self.api))
        app: App = Application.builder().bot(bot).build()
        add_handlers(app, self.office)
        await app.initialize()
        return app

    def close(self) -> None:
        self._runner.run(self._close())
        self.office.newsroom.close()
        self._runner.close()

    async def _close(self) -> None:
        await self.office.refreshes.stop()
        await self.office.errands.finish()
        await self.app.shutdown()

    def take(self, update: dict[str, Any]) -> list[Request]:
        """Hand an update to the bot, and give all that it then asked of Telegram."""
        before = len(self.api.requests)
        self._runner.run(self._handled(update))
        return [r for r in self.api.requests[before:] if r.method != "sendChatAction"]

    async def _handled(self, update: dict[str, Any]) -> None:
        await self.app.process_update(Update.de_json(update, self.app.bot))  # type: ignore[arg-type]
        await asyncio.sleep(0)

    def take_together(self, *updates: dict[str, Any], pause: float) -> None:
        """Hand updates to the bot, some seconds after one another, and wait for the last."""

        async def all_of_them() -> None:
            handled = []
            for update in updates:
                handled.append(asyncio.create_task(self._handled(update)))
                await asyncio.sleep(pause)
            await asyncio.gather(*handled)

        self._runner.run(all_of_them())

    def ask(self, *said: Any, **more: Any) -> list[Request]:
        """Let somebody write in private."""
        self.world.ask(*said, **more)
        return self.take(self.world.last)

    def say(self, *said: Any, **more: Any) -> list[Request]:
        """Let somebody write in a chat."""
        self.world.say(*said, **more)
        return self.take(self.world.last)

    def take_press(self, message: int, *pressed: Any) -> list[Request]:
        """Let somebody press a button of a private chat's message, or of a group's."""
        held = [chat.messages[message] for chat in self.api.state.chats.values() if message in chat.messages]
        self.world.press(held[0], *pressed)
        return self.take(self.world.last)

    def settle(self) -> list[Request]:
        """Let what staff confirmed come to its end, and give all that the bot asked of Telegram for it."""
        before = len(self.api.requests)
        self.wait(lambda: not self.office.errands.under_way)
        return self.api.requests[before:]

    def wait(self, there: Callable[[], object]) -> None:
        """Let the bot go on until something is so."""

        async def until() -> None:
            async with asyncio.timeout(20):
                while not there():
                    await asyncio.sleep(0.01)

        self._runner.run(until())

    def inline(self, *typed: Any) -> list[Request]:
        """Let somebody type an inline query."""
        self.world.type_inline(*typed)
        return self.take(self.world.last)
