"""Buttons: pressed by anybody, and by those who make them up."""

import pytest

from tests.botapi.bodies import Upload
from tests.botapi.people import BOT_NAME, some_person
from tests.telegram_e2e.seen import ASSAULT, NORWAY, buttons


def test_every_button_does_something_for_anybody(bot):
    reader, other, group = some_person(), some_person(), bot.world.group()
    answers = [bot.reply(bot.world.say(group, reader, f"{BOT_NAME} {text}")) for text in (NORWAY, ASSAULT)]
    kinds = {data[0]: (answer, data) for answer in answers for data in buttons(answer)}

    assert kinds.keys() == {"c", "m", "p", "r"}
    for answer, data in kinds.values():
        seen = len(bot.messages(group.id))
        query = bot.world.press(answer, other, data)
        toast = bot.answer(query, "callback")
        if "text" not in toast:
            bot.api.wait(lambda seen=seen: len(bot.messages(group.id)) > seen)
    assert len(bot.messages(group.id)) > 4


def test_a_chart_is_sent_as_a_photo(bot):
    reader = some_person()
    answer = bot.reply(bot.world.ask(reader, NORWAY))
    bot.world.press(answer, reader, next(data for data in buttons(answer) if data.startswith("c:")))
    [chart] = bot.api.wait(lambda: [r for r in bot.api.asked("sendPhoto") if r.chat == reader.id])

    assert isinstance(chart.parameters["photo"], Upload)
    assert len(chart.parameters["photo"].content) > 5000


def test_related_questions_are_answered(bot):
    reader = some_person()
    answer = bot.reply(bot.world.ask(reader, NORWAY))
    bot.world.press(answer, reader, next(data for data in buttons(answer) if data.startswith("r:")))
    offer = bot.reply(answer)
    bot.world.press(offer, reader, buttons(offer)[0])

    assert "[1]" in bot.reply(offer)["text"]


@pytest.mark.parametrize("data", ["", "x" * 64, "p:0000000000000000:3", "c:XXX", "r:::", "q:r:NOR", "l:tlh", "\u202e"])
def test_a_button_that_says_nothing_is_answered_all_the_same(bot, data):
    reader = some_person()
    answer = bot.reply(bot.world.ask(reader, "/help"))

    assert bot.answer(bot.world.press(answer, reader, data), "callback")
