"""Requests to Telegram over a real connection: what comes back, and what does not."""

import asyncio

import pytest
from telegram import Bot
from telegram.error import InvalidToken, NetworkError, TimedOut

from bot.telegram import requests
from bot.telegram.requests import Polls, Requests
from tests.botapi import faults
from tests.botapi.api import BotApi
from tests.botapi.people import World, some_person
from tests.botapi.server import Server
from tests.botapi.state import TOKEN

PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)


@pytest.fixture
def server():
    with Server(BotApi()) as running:
        yield running


def asked(server, call, token=TOKEN):
    """Let a bot of PTB's make a call."""

    async def main():
        own = [Requests(server.base) for _ in range(2)]
        async with Bot(token, base_url=server.base, request=own[0], get_updates_request=own[1]) as bot:
            return await call(bot)

    return asyncio.run(main())


def test_texts_and_files_arrive_whole(server):
    reader = some_person()
    World(server.api).private(reader)

    async def call(bot):
        return await bot.send_message(reader.id, "a & b = 5 % + ö 🏳️‍🌈"), await bot.send_photo(reader.id, PNG, "ü & c")

    text, photo = asked(server, call)

    assert text.text == "a & b = 5 % + ö 🏳️‍🌈"
    assert photo.caption == "ü & c"
    assert server.api.asked("sendPhoto")[0].parameters["photo"].content == PNG


@pytest.mark.parametrize(
    ("fault", "error"),
    [(faults.dropped(), NetworkError), (faults.server_error(502), NetworkError), (faults.hang(0.6), TimedOut)],
)
def test_what_fails_is_told_by_its_kind_and_without_the_token(server, monkeypatch, fault, error):
    monkeypatch.setattr(requests, "_READ", 0.3)
    server.api.faults.plan("getMyDescription", fault)

    with pytest.raises(error) as failed:
        asked(server, lambda bot: bot.get_my_description())
    shown = f"{failed.value!r} {failed.value.__cause__!r}"
    assert TOKEN.partition(":")[2] not in shown


@pytest.mark.parametrize("payload", [b"<html>Please log in</html>", b'{"o', b"[]", b"", b"\xff"])
@pytest.mark.parametrize("kind", [Requests, Polls])
def test_what_is_no_answer_of_telegram_s_is_a_fault_of_the_network(kind, payload):
    with pytest.raises(NetworkError, match="no answer of the Bot API"):
        kind.parse_json_payload(payload)


def test_a_server_that_is_not_there_and_a_token_it_does_not_know(server):
    with pytest.raises(InvalidToken):
        asked(server, lambda bot: bot.get_me(), token="1:wrong")
    server.base = "http://127.0.0.1:1/bot"
    with pytest.raises(NetworkError):
        asked(server, lambda bot: bot.get_me())


@pytest.mark.parametrize(
    ("variables", "proxy"),
    [
        ({"https_proxy": "http://proxy:3128"}, "http://proxy:3128"),
        ({"all_proxy": "http://proxy:1"}, "http://proxy:1"),
        ({"https_proxy": "http://proxy:3128", "no_proxy": "telegram.org"}, None),
        ({}, None),
    ],
)
def test_the_system_s_proxy_is_used(monkeypatch, variables, proxy):
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert requests._proxy_for("https://api.telegram.org/bot") == proxy
