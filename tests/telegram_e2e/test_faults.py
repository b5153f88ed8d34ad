"""What Telegram, the network and readers do wrong."""

import pytest

from tests.botapi import faults
from tests.botapi.faults import Fault
from tests.botapi.people import some_person
from tests.botapi.refusal import bad
from tests.telegram_e2e.seen import NORWAY


def test_markup_that_telegram_refuses_costs_no_answer(bot):
    reader, refusal = some_person(), bad("can't parse entities: on demand")
    bot.api.state.demanded.append(refusal)
    bot.api.faults.plan("sendMessage", Fault(refusal))
    answer = bot.reply(bot.world.ask(reader, NORWAY))

    assert "Norway ranked 1st" in answer["text"]
    assert answer["entities"] == []


@pytest.mark.parametrize(
    "fault",
    [faults.retry_after(1), faults.server_error(), faults.server_error(502), faults.dropped(), faults.hang(0.3)],
    ids=["429", "500", "502", "dropped", "late"],
)
def test_faults_are_waited_out_and_the_answer_comes_once(bot, fault):
    reader = some_person()
    bot.api.faults.plan("sendMessage", fault, fault)
    answer = bot.reply(bot.world.ask(reader, NORWAY))

    assert bot.api.faults.waiting == 0
    assert bot.messages(reader.id) == [answer]


def test_polling_goes_on_after_faults(bot):
    bot.api.faults.plan("getUpdates", faults.server_error(), faults.dropped(), faults.retry_after(1))
    readers = [some_person() for _ in range(4)]
    for reader in readers:
        bot.reply(bot.world.ask(reader, NORWAY))

    assert [len(bot.messages(reader.id)) for reader in readers] == [1] * 4


def test_an_update_that_cannot_be_read_is_left_out_and_not_logged(bot):
    """The platform's version is ahead of the library's: one day a field may be missing that it counts on."""
    reader, said = some_person(), len(bot.process.output)
    bot.api.state.push("message", {"message_id": 1, "text": "a question of somebody's"})
    answer = bot.reply(bot.world.ask(reader, NORWAY))

    assert bot.messages(reader.id) == [answer]
    assert bot.process.output[said:].count("cannot be read") == 1
    assert "a question of somebody" not in bot.process.output


def test_who_floods_is_told_once_and_answered_in_turn(bot):
    reader = some_person()
    asked = [bot.world.ask(reader, f"/rank Norway {year}") for year in range(1995, 2027)]
    bot.api.wait(lambda: len(bot.messages(reader.id)) >= len(asked) + 1, 30)
    texts = [message["text"] for message in bot.messages(reader.id)]

    assert len(texts) == len(asked) + 1
    assert texts[-1].startswith("Norway ranked 1st of 4 in the 2026")


def test_hostile_texts_are_answered_too(bot):
    for text in ("<b>&lt;", "\u0000\u202e<a href='x'>", "'; DROP TABLE articles; --", "*" * 4096, "🏳️‍🌈" * 500, "؟؟"):
        assert bot.reply(bot.world.ask(some_person(), text))["text"]
