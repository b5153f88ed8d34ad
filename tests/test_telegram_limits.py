"""Order, measure, memory and discretion: what the handlers stand on."""

import asyncio
import logging
import re
import sys

import httpx
import pytest
from telegram import Update
from telegram.error import BadRequest, Conflict, NetworkError, RetryAfter, TimedOut

from bot.errors import ConflictError, PortError, RunError, SettingsError, TokenError
from bot.settings import Settings
from bot.telegram import limits, listening
from bot.telegram.checks import check_port, check_webhook, checked_token
from bot.telegram.conversations import HISTORY, KEPT, Conversations, Fleeting, Turn
from bot.telegram.hook import Hook
from bot.telegram.limits import Flood, InOrder, Patience
from bot.telegram.logs import DiscreetFormatter, kinds
from bot.telegram.metrics import Metrics, serve
from bot.telegram.stopping import Stopping

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


def in_chat(number, chat):
    person = {"id": 1, "is_bot": False, "first_name": "A"}
    message = {"message_id": number, "date": 1, "chat": {"id": chat, "type": "private"}, "from": person, "text": "x"}
    return Update.de_json({"update_id": number, "message": message}, None)


def test_updates_of_a_chat_go_one_after_another_and_do_not_hold_up_others():
    done = []

    async def work(name, seconds):
        await asyncio.sleep(seconds)
        done.append(name)

    async def main():
        order = InOrder()
        pieces = [(1, 7, "slow", 0.05), (2, 7, "next", 0.0), (3, 8, "other", 0.0)]
        await asyncio.gather(*(order.process_update(in_chat(n, c), work(name, s)) for n, c, name, s in pieces))
        assert order._chats == {}

    asyncio.run(main())

    assert done == ["other", "slow", "next"]


def test_a_chat_whose_updates_pile_up_loses_the_latest_and_holds_up_nobody(monkeypatch):
    monkeypatch.setattr(limits, "_MOST_WAITING", 3)
    done = []

    async def work(n):
        await asyncio.sleep(0.01)
        done.append(n)

    async def main():
        order = InOrder()
        await asyncio.gather(*(order.process_update(in_chat(n, 7), work(n)) for n in range(5)))
        await order.process_update(in_chat(9, 7), work(9))

    asyncio.run(main())

    assert done == [0, 1, 2, 9]


@pytest.mark.filterwarnings("error")
def test_what_waits_for_its_turn_when_the_bot_stops_is_given_up_quietly():
    async def main():
        order = InOrder()
        tasks = [asyncio.create_task(order.process_update(in_chat(n, 7), asyncio.sleep(60))) for n in range(2)]
        await asyncio.sleep(0)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return order._chats

    assert asyncio.run(main()) == {}


def test_a_minute_s_questions_pass_at_once_and_further_ones_wait_their_turn():
    clock = Clock()
    flood = Flood(3, clock)
    waits = [flood.take(1) for _ in range(5)]

    assert [wait.seconds for wait in waits] == [0, 0, 0, 20, 40]
    assert [wait.tell for wait in waits] == [False, False, False, True, False]
    assert flood.is_full(1)
    assert not flood.is_full(2)
    clock.now += 200
    assert flood.take(1).seconds == 0


@pytest.mark.parametrize("limit", [1, 3, 7, 20])
def test_a_minute_s_last_question_is_not_held_up_by_a_rounding(limit):
    clock = Clock()
    for clock.now in (0.1 + 1000 * n for n in range(1, 300)):
        flood = Flood(limit, clock)
        assert [flood.take(1).tell for _ in range(limit)] == [False] * limit


def patiently(errors, endpoint="sendMessage", chat=7):
    """Make a call that fails in these ways first; give the tries that it took."""
    left, tries = list(errors), []

    async def call():
        tries.append(endpoint)
        if left:
            raise left.pop(0)
        return True

    async def main():
        return await Patience().process_request(call, (), {}, endpoint, {"chat_id": chat}, None)

    assert asyncio.run(main()) is True
    return len(tries)


@pytest.mark.parametrize("error", [RetryAfter(1), TimedOut(), NetworkError("Bad Gateway")])
def test_what_passes_is_waited_out(error, monkeypatch):
    monkeypatch.setattr(limits, "_pause", lambda error, turn: 0.0)

    assert patiently([error] * 3) == 4


def test_what_does_not_pass_is_told_at_once():
    with pytest.raises(BadRequest):
        patiently([BadRequest("chat not found")])


def test_one_chat_s_flood_holds_up_that_chat_alone():
    async def main():
        patience, done = Patience(), []

        async def call(name, errors):
            if errors:
                raise errors.pop()
            done.append(name)

        def send(name, chat, *errors):
            return patience.process_request(call, (name, list(errors)), {}, "sendMessage", {"chat_id": chat}, None)

        async def first():
            await send("flooded", 1, RetryAfter(0))

        await asyncio.gather(first(), send("other", 2))
        return done

    assert asyncio.run(main()) == ["other", "flooded"]


def test_half_an_hour_later_nothing_is_left():
    clock = Clock()
    conversations = Conversations(clock)
    conversations.remember(7, (), Turn("Where?", (), 1, (2,)))
    before = conversations.context(7, (), None)
    clock.now += KEPT + 1

    assert before == ("Where?",)
    assert conversations.context(7, (), None) == conversations.context(7, (), 2) == ()
    assert conversations.turn(7, 1) is None
    assert len(conversations._last) == len(conversations._asked) == len(conversations._answered) == 0


def test_no_more_is_remembered_than_there_is_room_for():
    held = Fleeting(most=3)
    for n in range(10):
        held.put(n, n)

    assert [held.get(n) for n in range(10)] == [None] * 7 + [7, 8, 9]
    assert len(Turn("q", tuple("abcdefghij"), 1, ()).chain) == HISTORY


def test_logs_hold_neither_the_token_nor_what_an_exception_says():
    try:
        raise ValueError(f"https://api.telegram.org/bot{TOKEN}/sendMessage?text=secret")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "f.py", 1, f"GET /bot{TOKEN}/getMe", None, sys.exc_info())
    line = DiscreetFormatter(TOKEN).format(record)

    assert "GET /bot[token]/getMe" in line
    assert re.search(r"ValueError at \S*tests/test_telegram_limits\.py:", line)
    assert "secret" not in line
    assert TOKEN.partition(":")[2] not in line


def test_an_error_that_is_its_own_cause_is_told_once():
    first, second = ValueError("a"), KeyError("b")
    first.__cause__, second.__cause__ = second, first

    assert kinds(first) == "ValueError, caused by KeyError"


@pytest.mark.parametrize(
    ("message", "filling"),
    [("Received data was %s", ({"text": "secret"},)), ("Task exception was never retrieved\nexception='secret'", ())],
)
def test_what_libraries_log_is_told_without_what_it_is_about(message, filling):
    record = logging.LogRecord("telegram.ext.ExtBot", logging.CRITICAL, "f.py", 1, message, filling, None)
    line = DiscreetFormatter(TOKEN).format(record)

    assert "secret" not in line
    assert message.partition("\n")[0] in line


def test_health_and_numbers_are_served_to_this_machine():
    async def main():
        metrics = Metrics()
        metrics.questions.labels("private", "answer").inc()
        port = unused_port()
        server = serve(metrics, port)
        with pytest.raises(PortError, match=f"port {port} is taken"):
            serve(metrics, port)
        async with httpx.AsyncClient(trust_env=False) as client:
            got = [(await client.get(f"http://127.0.0.1:{port}/{path}")).text for path in ("health", "metrics")]
        server.stop()
        await server.close_all_connections()
        return metrics, got

    metrics, (health, numbers) = asyncio.run(main())

    assert health == "ok\n"
    assert 'pressbot_questions_total{outcome="answer",place="private"} 1.0' in numbers
    assert metrics.total("pressbot_questions") == 1


def unused_port():
    import socket

    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return tried.getsockname()[1]


def test_who_polls_for_long_goes_on_beside_another_and_says_once_what_is_wrong(monkeypatch, caplog):
    async def main(newcomer):
        monkeypatch.setattr(listening, "_NEWCOMER", newcomer)
        stopping = Stopping()
        failed = listening._polling_failed(stopping)
        for error in (Conflict("x"), NetworkError("secret"), Conflict("x")):
            failed(error)
        return stopping.error

    assert isinstance(asyncio.run(main(60.0)), ConflictError)
    caplog.clear()
    assert asyncio.run(main(0.0)) is None
    assert [record.getMessage() for record in caplog.records] == [
        "updates cannot be fetched: another process polls with this token (409); trying on",
        "updates cannot be fetched: NetworkError; trying on",
    ]


def told(**settings):
    return Settings(_env_file=None, **settings)


def test_a_missing_or_impossible_token_is_told_without_it():
    with pytest.raises(SettingsError, match="BotFather"):
        checked_token(told())
    with pytest.raises(TokenError) as error:
        checked_token(told(token="not a token"))
    assert "not a token" not in str(error.value)
    assert checked_token(told(token=f" {TOKEN}\n")) == TOKEN


@pytest.mark.parametrize(
    ("more", "word"),
    [({}, "SECRET"), ({"webhook_secret": "a b"}, "SECRET"), ({"webhook_secret": "a", "cert": "c"}, "KEY")],
)
def test_a_webhook_s_settings_go_together(more, word):
    with pytest.raises(SettingsError, match=word):
        check_webhook(told(webhook_url="https://example.org/hook", **more))


def test_a_certificate_that_is_none_is_told(tmp_path):
    for name in ("cert", "key"):
        (tmp_path / name).write_text("no certificate")
    with pytest.raises(RunError, match="PRESSBOT_CERT and PRESSBOT_KEY"):
        Hook(told(cert=tmp_path / "cert", key=tmp_path / "key"), None, "hook", "secret")


def test_a_taken_port_is_told():
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(PortError, match="cannot listen"):
            check_port("127.0.0.1", taken.getsockname()[1])
