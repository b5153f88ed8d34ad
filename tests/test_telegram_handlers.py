"""What the bot does with updates: PTB's own classes above a Bot API without HTTP, below a stub of the engine."""

import logging
import threading
import time
from dataclasses import replace
from types import SimpleNamespace

import pytest

from bot.telegram import staff
from bot.telegram.buttons import More, Passage, Related, Speak, encode
from bot.telegram.menu import set_menus
from tests.botapi.methods import METHODS
from tests.botapi.people import some_person
from tests.botapi.refusal import Refusal
from tests.botapi.state import BOT
from tests.fakes import FakeEncoder
from tests.office import ARTICLES, Desk, StubEngine, ranking, small_corpus, told

NAME = f"@{BOT['username']}"
STAFF = some_person()


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    return small_corpus(tmp_path_factory.mktemp("telegram"))


@pytest.fixture
def office(snapshot):
    desk = Desk(StubEngine(snapshot, FakeEncoder()), admins={STAFF.id})
    yield desk
    desk.close()


@pytest.fixture
def reader():
    return some_person()


def methods(requests):
    return [request.method for request in requests]


def only(requests):
    [request] = requests
    return request.parameters


def text_of(requests):
    return only(requests)["text"]


def data_of(parameters):
    return [b["callback_data"] for row in parameters["reply_markup"]["inline_keyboard"] for b in row]


# private chats


def test_a_question_is_answered_with_a_linked_citation_a_dated_source_and_no_preview(office, reader):
    sent = only(office.ask(reader, "Who was questioned in Mexico?"))

    link = "https://example.org/4#:~:text=Police%20in%20Mexico%20questioned%20the%20reporter%20Dora%20Smith."
    assert sent["text"] == (
        f'Police in Mexico questioned the reporter Dora Smith. <a href="{link}">[1]</a>\n\n'
        f'[1] <a href="{link}">Reporter Dora questioned in Mexico</a>, 4 June 2020'
    )
    assert sent["link_preview_options"] == {"is_disabled": True}
    assert [data[0] for data in data_of(sent)] == ["m", "r", "p"]


def test_typing_is_shown_while_it_works(office, reader):
    office.ask(reader, "Who was questioned in Mexico?")

    assert methods(office.api.requests)[1:] == ["sendChatAction", "sendMessage"]


def test_a_follow_up_is_read_with_what_was_asked_before(office, reader):
    for question in ("Where does Norway rank?", "and in 2018?", "and in 2019?"):
        office.ask(reader, question)

    assert office.engine.asked[-1] == ("and in 2019?", ("Where does Norway rank?", "and in 2018?"))


def test_a_reply_goes_on_where_the_message_replied_to_ended(office, reader):
    office.ask(reader, "Where does Norway rank?")
    first = office.api.state.chats[reader.id].messages[1002]
    office.ask(reader, "Who was questioned in Goma?")
    office.ask(reader, "and in 2018?", reply_to=first)

    assert office.engine.asked[-1] == ("and in 2018?", ("Where does Norway rank?",))


def test_nobody_s_questions_are_read_with_another_s(office, reader):
    office.ask(reader, "Where does Norway rank?")
    office.ask(some_person(), "and in 2018?")

    assert office.engine.asked[-1] == ("and in 2018?", ())


def test_a_rank_that_is_asked_by_command_or_link_says_all_and_follows_nothing(office, reader):
    for said in ("Where does Norway rank?", "/rank Nowhereland", "/start where-does-utopia-rank"):
        office.ask(reader, said)

    assert [context for _, context in office.engine.asked] == [(), (), ()]


def test_typing_is_shown_for_every_question_that_takes_long(office, reader, monkeypatch):
    monkeypatch.setattr("bot.telegram.questions._PATIENCE", 0.05)
    quick = office.engine.answer
    office.ask(reader, "Who was questioned?")
    office.engine.answer = lambda text: time.sleep(0.2) or quick(text)
    office.ask(reader, "Who was questioned in Mexico?")

    assert len(office.api.asked("sendChatAction")) == 2


def test_the_bot_s_name_is_no_part_of_a_private_question(office, reader):
    office.ask(reader, f"{NAME} Who was questioned?")
    asked = office.api.state.chats[reader.id].messages[1001]
    office.world.edit(asked, f"{NAME}, who was questioned in Goma?")
    office.take(office.world.last)

    assert [question for question, _ in office.engine.asked] == ["Who was questioned?", "who was questioned in Goma?"]
    assert text_of(office.ask(reader, NAME)).startswith("Ask me a question")


def test_an_edited_question_gets_its_answer_edited(office, reader):
    office.ask(reader, "Who was questioned?")
    office.world.edit(office.api.state.chats[reader.id].messages[1001], "There is nothing on this?")
    edited = office.take(office.world.last)

    assert methods(edited) == ["editMessageText"]
    assert only(edited)["message_id"] == 1002
    assert only(edited)["text"] == "I have no source on that."


def test_an_answer_that_grew_or_shrank_is_edited_page_by_page(office, reader):
    office.engine.answer = lambda text: ranking(*["x" * 3000] * int(text.split()[0]))
    office.ask(reader, "3 pages")
    asked = office.api.state.chats[reader.id].messages[1001]
    office.world.edit(asked, "1 page")
    shrunk = office.take(office.world.last)
    office.world.edit(asked, "2 pages")
    grown = office.take(office.world.last)

    assert sorted(methods(shrunk)) == ["deleteMessage", "deleteMessage", "editMessageText"]
    assert methods(grown) == ["editMessageText", "sendMessage"]


def test_the_same_update_is_answered_once(office, reader):
    office.ask(reader, "Who was questioned?")

    assert office.take(office.world.last) == []


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("/start", "in the sources' own sentences"),
        ("/help", "Ask a question"),
        ("/about", "Newest article: Reporter Dora questioned in Mexico, 4 June 2020"),
        ("/privacy", "nothing about you"),
        ("/latest", "Reporter Dora questioned in Mexico"),
        ("/latest Mexico", "Newest articles on Mexico"),
        ("/latest Norway", "no articles on Norway"),
        ("/latest Zzyzx", "do not know that country"),
        ("/language", "language of the interface"),
        ("/language fr", "en français"),
        ("/language pt_BR", "em português"),
        ("/language فارسی", "به فارسی"),
        ("/latest us", "the United States"),
        ("/rank\nNorway", "Norway ranked 1st"),
        ("/rank", "Name a country"),
        ("/rank Norway", "Norway ranked 1st"),
        ("/start where-does-norway-rank", "Norway ranked 1st"),
        ("/nonsense", "do not know that command"),
    ],
)
def test_commands_are_answered(office, reader, command, said):
    assert said in text_of(office.ask(reader, command))


def test_rank_asks_for_the_year_that_is_named(office, reader):
    office.ask(reader, "/rank South Sudan 2019")

    assert office.engine.asked[-1][0] == "Where did South Sudan rank in 2019?"


@pytest.mark.parametrize("command", ["/status", "/reload"])
def test_only_staff_learn_of_staff_s_commands(office, reader, command):
    assert "Generation 1" in text_of(office.ask(STAFF, command))
    assert text_of(office.ask(reader, command)) == text_of(office.ask(reader, "/nonsense"))
    assert office.say(office.world.group(), reader, command) == []


@pytest.mark.parametrize("name", sorted(staff.COMMANDS))
def test_to_readers_and_in_groups_each_of_staff_s_commands_does_not_exist(office, reader, name):
    assert text_of(office.ask(reader, f"/{name} 1")) == text_of(office.ask(reader, "/nonsense"))
    assert office.say(office.world.group(), STAFF, f"/{name} 1") == []


def test_the_interface_speaks_the_client_s_language_or_the_chosen_one(office):
    reader = some_person("de")
    office.ask(reader, "/help")
    before = office.api.requests[-1].parameters["text"]
    office.take_press(1002, reader, encode(Speak("fa")))

    assert before.startswith("Stellen Sie eine Frage")
    assert text_of(office.ask(reader, "/help")).startswith("پرسشی بپرسید")


def test_a_reader_who_floods_is_told_once_and_answered_nevertheless(snapshot, reader, monkeypatch):
    waited = []

    async def wait(seconds):
        waited.append(round(seconds))

    desk = Desk(StubEngine(snapshot, FakeEncoder()), user_limit=2)
    monkeypatch.setattr("bot.telegram.questions.asyncio.sleep", wait)
    sent = [r.parameters["text"][:20] for _ in range(4) for r in desk.ask(reader, "Who was questioned in Mexico?")]
    desk.close()

    assert sent == ["Police in Mexico que"] * 2 + ["You ask faster than "] + ["Police in Mexico que"] * 2
    assert [seconds for seconds in waited if seconds] == [30, 60]


# buttons


def test_more_shows_the_next_passages_until_there_are_none(office, reader):
    sent = only(office.ask(reader, "Who was questioned in Mexico?"))
    press = data_of(sent)[0]
    more, done = office.take_press(1002, reader, press)

    assert methods([more, done]) == ["sendMessage", "answerCallbackQuery"]
    assert more.parameters["text"].count("<blockquote>") == 3
    following = next(data for data in data_of(more.parameters) if data.startswith("m:"))
    assert "nothing more" in office.take_press(1002, reader, following)[-1].parameters["text"]


def test_a_passage_is_shown_whole(office, reader):
    sent = only(office.ask(reader, "Who was questioned in Mexico?"))
    shown, _ = office.take_press(1002, reader, next(d for d in data_of(sent) if d.startswith("p:")))

    assert ARTICLES[3]["text"].split("\n")[1] in shown.parameters["text"]


def test_related_questions_are_those_that_get_an_answer(office, reader):
    sent = only(office.ask(reader, "Who was questioned in Mexico?"))
    offered, _ = office.take_press(1002, reader, next(d for d in data_of(sent) if d.startswith("r:")))
    suggested = data_of(offered.parameters)
    answered, _ = office.take_press(1003, reader, suggested[0])

    assert suggested
    assert answered.parameters["text"].startswith("<b>What did Dora Smith say?</b>\n\nPolice in Mexico")


def test_a_chart_comes_as_a_photo(office, reader):
    sent = only(office.ask(reader, "Where does Norway rank?"))
    photo, _ = office.take_press(1002, reader, next(d for d in data_of(sent) if d.startswith("c:")))

    assert photo.method == "sendPhoto"
    assert photo.parameters["photo"].content.startswith(b"\x89PNG")


def test_a_button_pressed_twice_in_a_moment_acts_once(office, reader):
    sent = only(office.ask(reader, "Who was questioned in Mexico?"))

    assert [methods(office.take_press(1002, reader, data_of(sent)[0])) for _ in range(2)] == [
        ["sendMessage", "answerCallbackQuery"],
        ["answerCallbackQuery"],
    ]


def test_two_who_choose_the_same_language_in_a_moment_both_get_it(office, reader):
    office.say(office.world.group(), reader, "/language")
    toasts = [text_of(office.take_press(1002, who, encode(Speak("de")))) for who in (reader, some_person())]

    assert toasts == ["Die Oberfläche ist jetzt deutsch."] * 2


def test_a_chart_for_a_group_that_became_a_supergroup_is_sent_there(office, reader):
    group = office.world.group()
    sent = only(office.say(group, reader, f"{NAME} where does Norway rank?"))
    new = office.world.upgrade(group, reader)
    refused, photo, _ = office.take_press(1002, reader, next(d for d in data_of(sent) if d.startswith("c:")))

    assert refused.refusal
    assert (photo.method, photo.chat, photo.refusal) == ("sendPhoto", new.id, None)
    assert office.office.metrics.total("pressbot_errors") == 0


@pytest.mark.parametrize("press", [More("0" * 16, 0), Passage("0" * 16, 0), Related("0" * 16), Speak("tlh")])
def test_a_button_whose_article_is_gone_says_so(office, reader, press):
    office.ask(reader, "Who was questioned in Mexico?")
    last = office.take_press(1002, reader, encode(press))[-1]

    assert last.method == "answerCallbackQuery"
    assert last.parameters.get("text") or isinstance(press, Related)


# groups


def test_in_a_group_it_answers_whoever_speaks_to_it(office, reader):
    group = office.world.group()
    ignored = office.say(group, reader, "Where does Norway rank?")
    mentioned = only(office.say(group, reader, f"{NAME}, where does Norway rank?"))
    answer = office.api.state.chats[group.id].messages[1003]
    replied = only(office.say(group, reader, "and in 2018?", reply_to=answer))

    assert ignored == []
    assert mentioned["reply_parameters"]["message_id"] == 1002
    assert replied["reply_parameters"]["message_id"] == 1004
    assert office.engine.asked[-1] == ("and in 2018?", ("where does Norway rank?",))


def test_in_a_group_a_reply_goes_on_from_a_suggested_question_s_answer(office, reader):
    group = office.world.group()
    office.say(group, reader, f"{NAME} who was questioned?")
    office.take_press(1002, reader, "q:r:NOR:0")
    office.say(group, some_person(), "and in 2018?", reply_to=office.api.state.chats[group.id].messages[1003])

    assert office.engine.asked[-1] == ("and in 2018?", ("Where does Norway rank?",))


def test_a_mention_by_name_is_no_part_of_the_question(office, reader):
    text = "🏳️ Press freedom, where does Norway rank?"
    office.world.say(office.world.group(), reader, text)
    update = office.world.last
    update["message"]["entities"] = [{"type": "text_mention", "offset": 4, "length": 13, "user": BOT}]
    office.take(update)

    assert office.engine.asked[-1][0] == "🏳️ , where does Norway rank?"


@pytest.mark.parametrize("odd", [{"via_bot": BOT}, {"from": {"id": 5, "is_bot": True, "first_name": "Another bot"}}])
@pytest.mark.parametrize("text", [f"{NAME} where does Norway rank?", "/rank Norway"])
def test_neither_its_own_inline_results_nor_other_bots_are_answered(office, reader, odd, text):
    for place in (office.world.private(reader), office.world.group()):
        office.world.say(place, reader, text)
        update = office.world.last
        update["message"] |= odd
        assert office.take(update) == []


def test_anonymous_administrators_and_channels_are_answered(office, reader):
    group = office.world.group()
    office.world.say(group, reader, f"{NAME} where does Norway rank?")
    update = office.world.last
    update["message"]["from"] = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    update["message"]["sender_chat"] = group.as_json()

    assert "Norway ranked" in text_of(office.take(update))


def test_anonymous_administrators_of_different_groups_are_different_people(snapshot, reader):
    desk, anonymous = Desk(StubEngine(snapshot, FakeEncoder()), user_limit=1), []
    for _ in range(2):
        group = desk.world.group()
        for text in (f"{NAME} where does Norway rank?", "/language de"):
            desk.world.say(group, reader, text)
            update = desk.world.last
            update["message"]["from"] = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
            update["message"]["sender_chat"] = group.as_json()
            anonymous.append(desk.take(update))
    help_elsewhere = text_of(desk.say(desk.world.group(), reader, "/help"))
    desk.close()

    assert [methods(sent) for sent in anonymous] == [["sendMessage"]] * 4
    assert help_elsewhere.startswith("Ask a question")


def test_a_mention_about_another_s_message_asks_what_that_says(office, reader):
    group = office.world.group()
    office.say(group, some_person(), "Who was questioned in Goma?")
    office.say(group, reader, NAME, reply_to=office.api.state.chats[group.id].messages[1001])

    assert office.engine.asked[-1][0] == "Who was questioned in Goma?"


def test_in_a_forum_it_stays_in_the_topic(office, reader):
    forum = office.world.forum(5, 9)

    assert only(office.say(forum, reader, f"{NAME} where does Norway rank?", topic=9))["message_thread_id"] == 9


def test_commands_to_other_bots_are_theirs(office, reader):
    assert office.say(office.world.group(), reader, "/rank@another_bot Norway") == []


@pytest.mark.parametrize(
    "refusal",
    [
        Refusal(403, "Forbidden: bot was kicked from the group chat"),
        Refusal(400, "Bad Request: not enough rights to send text messages to the chat"),
        Refusal(400, "Bad Request: CHAT_WRITE_FORBIDDEN"),
    ],
)
def test_to_be_removed_or_muted_is_no_error(office, reader, refusal, caplog):
    group = office.world.group()
    office.api.state.trouble(group, refusal)

    assert methods(office.say(group, reader, f"{NAME} where does Norway rank?")) == ["sendMessage"]
    assert caplog.records == []
    assert office.office.metrics.total("pressbot_errors") == 0


# inline queries and guests


def test_inline_the_answer_comes_first_then_passages(office, reader):
    results = only(office.inline(reader, "who was questioned in Goma"))["results"]

    assert results[0]["title"] == "Answer"
    assert {r["title"] for r in results[1:]} == {a["title"] for a in ARTICLES}
    assert results[1]["description"].startswith(
        ("1 June 2020 · ", "2 June 2020 · ", "3 June 2020 · ", "4 June 2020 · ")
    )
    assert "<blockquote>" in results[1]["input_message_content"]["message_text"]
    assert len({r["id"] for r in results}) == len(results)


def test_inline_ids_are_the_same_in_every_process(office, snapshot, reader):
    other = Desk(StubEngine(snapshot, FakeEncoder()))
    ids = [[r["id"] for r in only(desk.inline(reader, "goma"))["results"]] for desk in (office, other)]
    other.close()

    assert ids[0] == ids[1]


def test_inline_there_is_a_card_where_there_is_no_answer_and_examples_where_nothing_is_asked(office, reader):
    assert only(office.inline(reader, "nothing"))["results"][0]["title"] == "No answer"
    assert only(office.inline(reader, " "))["results"][0]["title"] == "Where does Norway rank?"


def test_inline_examples_are_made_once_for_each_language_and_state_of_the_corpus(office, snapshot, reader):
    asked = [len(office.engine.asked) for _ in range(2) if office.inline(reader, "")]
    office.inline(some_person("fr"), "")
    french = len(office.engine.asked)
    manifest = replace(snapshot.manifest, number=snapshot.manifest.number + 1)
    newer = SimpleNamespace(store=snapshot.store, manifest=manifest)
    office.office.serving._swap(StubEngine(newer, FakeEncoder()))
    office.inline(reader, "")

    assert asked[0] == asked[1] < french
    assert office.office.newsroom.engine.asked


def test_inline_what_was_typed_before_is_not_worked_on_once_the_threads_are_free(snapshot, reader):
    desk, go = Desk(StubEngine(snapshot, FakeEncoder()), threads=1), threading.Event()
    desk.office.newsroom._pool.submit(go.wait, 5)
    typed = [desk.world.type_inline(reader, text) and desk.world.last for text in ("goma", "lagos")]
    threading.Timer(0.6, go.set).start()
    desk.take_together(*typed, pause=0.3)
    asked = [question for question, _ in desk.engine.asked]
    desk.close()

    assert asked == ["lagos"]


def test_inline_who_deletes_what_was_typed_has_nothing_of_it_worked_on(office, reader):
    typed = [office.world.type_inline(reader, text) and office.world.last for text in ("goma", "")]
    office.take_together(*typed, pause=0.0)

    assert "goma" not in [question for question, _ in office.engine.asked]


def test_a_guest_s_mention_is_answered_once_and_not_as_a_message(office, reader):
    office.world.mention_as_guest(reader, f"{NAME} where does Norway rank?")
    answered = office.take(office.world.last)

    assert methods(answered) == ["answerGuestQuery"]
    assert "Norway ranked 1st" in only(answered)["result"]["input_message_content"]["message_text"]


# menus


def test_descriptions_are_set_where_they_cannot_be_read(office, monkeypatch):
    for method in ("getmydescription", "getmyshortdescription"):
        monkeypatch.delitem(METHODS, method)
    office._runner.run(set_menus(office.app.bot))

    assert [len(office.api.asked(method)) for method in ("setMyDescription", "setMyShortDescription")] == [9, 9]


# faults


def test_a_card_that_telegram_refuses_comes_again_without_markup_and_buttons(office, reader, monkeypatch):
    def strict(state, parameters):
        if any("reply_markup" in card for card in parameters["results"]):
            raise Refusal(400, "Bad Request: BUTTON_URL_INVALID")
        return True

    monkeypatch.setitem(METHODS, "answerinlinequery", strict)
    first, again = office.inline(reader, "who was questioned in Goma")

    assert any("reply_markup" in card for card in first.parameters["results"])
    assert again.result


def test_markup_that_is_refused_costs_no_answer(office, reader, monkeypatch):
    monkeypatch.setattr("bot.telegram.markup.escape", lambda text, quote=True: text)
    office.engine.answer = lambda text: ranking("5 < 6 & <b>7")
    sent = office.ask(reader, "Where does Norway rank?")

    assert methods(sent) == ["sendMessage"] * 2
    assert "parse_mode" not in sent[1].parameters
    assert sent[1].parameters["text"].startswith("5 < 6 & <b>7")


def test_a_mistake_of_ours_is_logged_without_the_question_and_the_reader_gets_an_apology(office, reader, caplog):
    def fail(text):
        raise ValueError(text)

    office.engine.answer = fail
    caplog.set_level(logging.INFO)
    sent = text_of(office.ask(reader, "a secret question"))

    office.engine.answer = lambda text: told(office.engine.snapshot.store.newest(1)[0])
    office.ask(reader, "Who was questioned?")
    office.engine.answer = fail
    office.world.edit(office.api.state.chats[reader.id].messages[1003], "another secret question")
    edited = text_of(office.take(office.world.last))
    office.world.mention_as_guest(reader, f"{NAME} a third secret question")
    guest = only(office.take(office.world.last))["result"]["input_message_content"]["message_text"]
    inline = only(office.inline(reader, "a fourth secret question"))

    assert all("I am sorry" in text for text in (sent, edited, guest))
    assert "I am sorry" in inline["results"][0]["description"]
    assert inline["cache_time"] == 0
    assert "ValueError at " in caplog.text
    assert "secret" not in caplog.text
    assert str(reader.id) not in caplog.text
    assert text_of(office.ask(reader, "/help"))
