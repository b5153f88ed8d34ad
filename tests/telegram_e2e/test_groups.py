"""Groups and forums: answered when addressed, once, in place; chats that change or close."""

import pytest

from tests.botapi import people
from tests.botapi.people import BOT_NAME, some_person
from tests.telegram_e2e.seen import ERITREA, NORWAY, buttons


def test_in_a_group_it_answers_only_when_addressed_and_once(bot):
    reader, group = some_person(), bot.world.group()
    bot.world.say(group, reader, "Has anybody asked where Norway ranks?")
    mention = bot.world.say(group, reader, f"{BOT_NAME} {NORWAY}")
    first = bot.reply(mention)
    bot.world.say(group, reader, "/rank@some_other_bot Norway")
    follow = bot.world.say(group, reader, "and Eritrea?", reply_to=first)
    second = bot.reply(follow)
    command = bot.world.say(group, reader, f"/rank{BOT_NAME} Estonia 2026")
    third = bot.reply(command)

    assert [m["message_id"] for m in bot.messages(group.id)] == [m["message_id"] for m in (first, second, third)]
    assert len([r for r in bot.api.asked("sendChatAction") if r.chat == group.id]) <= 3
    replied = [m["reply_to_message"]["message_id"] for m in (first, second, third)]
    assert replied == [m["message_id"] for m in (mention, follow, command)]
    assert "Norway ranked 1st" in first["text"]
    assert "Eritrea ranked 4th" in second["text"]
    assert "Estonia ranked 2nd" in third["text"]


def test_in_a_forum_it_stays_in_the_topic(bot):
    reader, forum = some_person(), bot.world.forum(7, 8)
    answer = bot.reply(bot.world.say(forum, reader, f"{BOT_NAME} {NORWAY}", topic=8))
    bot.world.press(answer, reader, next(data for data in buttons(answer) if data.startswith("c:")))
    [chart] = bot.api.wait(lambda: [m for m in bot.messages(forum.id) if "photo" in m])

    assert answer["message_thread_id"] == chart["message_thread_id"] == 8


def test_a_group_that_becomes_a_supergroup_is_no_error(bot):
    reader, group = some_person(), bot.world.group()
    bot.reply(bot.world.say(group, reader, f"{BOT_NAME} {NORWAY}"))
    new = bot.world.upgrade(group, reader)

    assert "Eritrea ranked 4th" in bot.reply(bot.world.say(new, reader, f"{BOT_NAME} {ERITREA}"))["text"]


@pytest.mark.parametrize(
    ("status", "trouble"),
    [("kicked", people.KICKED), ("restricted", people.MUTED), ("left", people.KICKED), ("kicked", people.BLOCKED)],
    ids=str,
)
def test_to_be_removed_or_muted_is_no_error(bot, status, trouble):
    reader, group = some_person(), bot.world.group()
    said = len(bot.process.output)
    bot.world.membership(group, reader, status, trouble)
    bot.world.say(group, reader, f"{BOT_NAME} {NORWAY}")
    bot.api.wait(lambda: [r for r in bot.api.asked("sendMessage") if r.chat == group.id])

    assert bot.reply(bot.world.ask(reader, ERITREA))
    assert "ERROR" not in bot.process.output[said:]
