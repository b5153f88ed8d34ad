"""Private chats: questions, follow-ups, commands, deep links, edits, languages, staff."""

import re

import pytest

from tests.botapi.people import some_person
from tests.botapi.state import BOT
from tests.telegram_e2e.seen import ADMIN, ASSAULT, ERITREA, NORWAY, buttons, links


def test_it_says_who_it_is_and_what_it_serves(bot):
    bot.process.until(BOT["username"])

    assert "70 articles" in bot.process.output


def test_commands_are_set_by_language_and_scope(bot):
    asked = bot.api.wait(lambda: len(bot.api.asked("setMyCommands")) >= 27 and bot.api.asked("setMyCommands"))

    languages = {request.parameters.get("language_code", "") for request in asked}
    assert {"", "fr", "es", "pt", "de", "ru", "ar", "zh", "fa"} <= languages
    assert {"all_private_chats", "all_group_chats"} <= {r.parameters.get("scope", {}).get("type") for r in asked}
    of_all = [r for r in asked if r.parameters.get("scope", {}).get("type") != "chat"]
    told = {c["command"] for r in of_all for c in r.parameters["commands"]}
    assert {"help", "about", "rank", "latest", "privacy", "language"} <= told
    assert not {"status", "reload", "refresh", "add", "remove", "sources", "rollback"} & told


def test_a_private_question_is_answered_with_citations_dates_and_buttons(bot):
    reader = some_person()
    answer = bot.reply(bot.world.ask(reader, NORWAY))

    assert "Norway ranked 1st of 4 in the 2026" in answer["text"]
    assert "[1]" in answer["text"]
    assert re.search(r"\b20\d\d\b", answer["text"].rpartition("[1]")[2])
    assert all(link.startswith("https://rsf.org/") for link in links(answer))
    assert len(links(answer)) >= 2
    assert answer["link_preview_options"] == {"is_disabled": True}
    assert buttons(answer)
    assert [r.parameters["action"] for r in bot.api.asked("sendChatAction") if r.chat == reader.id][:1] == ["typing"]


def test_a_citation_opens_the_source_at_its_sentence(bot):
    answer = bot.reply(bot.world.ask(some_person(), ASSAULT))

    assert any("#:~:text=" in link for link in links(answer))
    assert "2017" in answer["text"].rpartition("[1]")[2]


def test_follow_ups_work_by_succession_and_by_reply(bot):
    reader = some_person()
    first = bot.reply(bot.world.ask(reader, NORWAY))
    second = bot.reply(bot.world.ask(reader, "and Eritrea?"))
    third = bot.reply(bot.world.ask(reader, "And Estonia?", reply_to=first))

    assert "Eritrea ranked 4th" in second["text"]
    assert "Estonia ranked 2nd" in third["text"]


def test_a_question_without_a_source_gets_an_answer_that_says_so(bot):
    answer = bot.reply(bot.world.ask(some_person(), "How do I bake a sourdough bread with walnuts?"))

    assert answer["text"]
    assert "[1]" not in answer["text"].partition("\n")[0]


@pytest.mark.parametrize("text", ["/start", "/help", "/about", "/privacy", "/language", "/latest", "/latest Norway"])
def test_commands_are_answered(bot, text):
    assert len(bot.reply(bot.world.ask(some_person(), text))["text"]) > 20


def test_rank_tells_a_country_s_rank(bot):
    assert "1st of 4" in bot.reply(bot.world.ask(some_person(), "/rank Norway 2026"))["text"]


@pytest.mark.parametrize("payload", ["where-does-norway-rank-in-2026", "where_does_norway_rank_in_2026"])
def test_a_deep_link_asks_a_question(bot, payload):
    assert "Norway ranked 1st" in bot.reply(bot.world.ask(some_person(), f"/start {payload}"))["text"]


def test_the_interface_speaks_the_reader_s_language_and_sources_theirs(bot):
    german = bot.reply(bot.world.ask(some_person("de"), "/help"))["text"]
    english = bot.reply(bot.world.ask(some_person("en"), "/help"))["text"]
    persian = bot.reply(bot.world.ask(some_person("fa"), "/help"))["text"]

    assert len({german, english, persian}) == 3
    assert "Norway ranked 1st" in bot.reply(bot.world.ask(some_person("de"), NORWAY))["text"]


def test_an_edited_question_gets_its_answer_edited(bot):
    reader = some_person()
    question = bot.world.ask(reader, NORWAY)
    answer = bot.reply(question)

    bot.world.edit(question, ERITREA)
    bot.api.wait(lambda: "Eritrea ranked 4th" in answer["text"])

    assert len(bot.messages(reader.id)) == 1
    assert any("ERI" in data for data in buttons(answer))


def test_only_staff_learn_of_the_staff_s_commands(bot):
    unknown = bot.reply(bot.world.ask(some_person(), "/nosuchcommand"))["text"]
    status = bot.reply(bot.world.ask(ADMIN, "/status"))["text"]
    others = {bot.reply(bot.world.ask(some_person(), command))["text"] for command in ("/status", "/reload")}

    assert "70" in status
    assert others == {unknown}
    assert bot.reply(bot.world.ask(ADMIN, "/reload"))["text"] != unknown
    assert "Norway ranked 1st" in bot.reply(bot.world.ask(some_person(), NORWAY))["text"]
