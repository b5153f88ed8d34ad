"""The tests' own Bot API server: what it refuses."""

import pytest

from tests.botapi import people
from tests.botapi.api import BotApi
from tests.botapi.markup import parse_html, utf16
from tests.botapi.people import World, some_person
from tests.botapi.refusal import Refusal
from tests.botapi.spec import find_spec
from tests.botapi.state import entities_of

READER = some_person()


@pytest.fixture
def api() -> BotApi:
    return BotApi()


@pytest.fixture
def world(api) -> World:
    world = World(api)
    world.private(READER)
    return world


def send(api, text="yes", **more):
    return api.call("sendMessage", {"chat_id": READER.id, "text": text} | more)


def keyboard(*rows):
    return {"inline_keyboard": [list(row) for row in rows]}


def button(**more):
    return {"text": "More"} | (more or {"callback_data": "m"})


@pytest.mark.parametrize(
    ("source", "plain", "entities"),
    [
        ("<b>a</b> &lt;b&gt; &amp;", "a <b> &", [("bold", 0, 1)]),
        ("😀<i>é</i>", "😀é", [("italic", 2, 1)]),
        ('<a href="https://x.org/?a=1&amp;b=2">x</a>', "x", [("text_link", 0, 1)]),
        ("<blockquote expandable>a<u>b</u></blockquote>", "ab", [("blockquote", 0, 2), ("underline", 1, 1)]),
        ("<b></b>&#39;&#x202e;", "'\u202e", []),
        ('<a href="nowhere">x</a>', "x", []),
    ],
)
def test_html_is_read_as_telegram_reads_it(source, plain, entities):
    text, found = parse_html(source)

    assert (text, [(e["type"], e["offset"], e["length"]) for e in found]) == (plain, entities)


@pytest.mark.parametrize(
    "source",
    ["<b>a", "a</b>", "<b><i>a</b></i>", "<h1>a</h1>", "a < b", "a > b", "R&D", "&nbsp;", "<b", "<span>a</span>"],
)
def test_html_that_is_not_well_formed_or_not_escaped_is_refused(source):
    with pytest.raises(Refusal, match="can't parse entities"):
        parse_html(source)


def test_lengths_count_utf_16_units():
    assert [utf16("a"), utf16("é"), utf16("😀"), utf16("\ud800")] == [1, 1, 2, 1]


def test_commands_and_mentions_are_marked():
    found = entities_of("/rank@my_test_bot 😀 @my_test_bot and/or a@b.org")

    assert [(e["type"], e["offset"], e["length"]) for e in found] == [("bot_command", 0, 17), ("mention", 21, 12)]


REFUSED_TEXTS = [
    ({"text": ""}, "text is empty"),
    ({"text": " \u200b\n"}, "text is empty"),
    ({"text": "<b> </b>", "parse_mode": "HTML"}, "text is empty"),
    ({"text": "a" * 4097}, "too long"),
    ({"text": "😀" * 2049}, "too long"),
    ({"text": "<b>a", "parse_mode": "HTML"}, "can't parse entities"),
    ({"text": "a", "parse_mode": "Telegraph"}, "parse_mode"),
    ({"text": '<a href="https://t.me/x_bot?start=a%20b">a</a>', "parse_mode": "HTML"}, "START_PARAM_INVALID"),
    ({"text": f'<a href="https://t.me/x_bot?start={"a" * 65}">a</a>', "parse_mode": "HTML"}, "START_PARAM_INVALID"),
    ({"text": "a", "chat_id": 5}, "chat not found"),
    ({"text": "a", "reply_parameters": {"message_id": 5}}, "replied not found"),
    ({"text": "a", "message_thread_id": 5}, "thread not found"),
    ({"text": "a", "reply_markup": keyboard([button()] * 9)}, "TOO_LONG"),
    ({"text": "a", "reply_markup": keyboard(*[[button()]] * 101)}, "TOO_LONG"),
    ({"text": "a", "reply_markup": keyboard([button(callback_data="é" * 33)])}, "BUTTON_DATA_INVALID|length"),
    ({"text": "a", "reply_markup": keyboard([{"text": "no action"}])}, "button"),
    ({"text": "a", "reply_markup": keyboard([{"text": "", "callback_data": "m"}])}, "non-empty"),
    ({"text": "a", "reply_markup": keyboard([button(callback_data="m", url="https://x.org")])}, "button"),
    ({"text": "a", "reply_markup": keyboard([button(url="javascript:1")])}, "BUTTON_URL_INVALID"),
]


@pytest.mark.parametrize(("parameters", "reason"), REFUSED_TEXTS, ids=lambda value: str(value)[:60])
def test_messages_are_refused_as_telegram_refuses_them(api, world, parameters, reason):
    with pytest.raises(Refusal, match=reason):
        send(api, **parameters)

    assert len(api.refusals) == 1


def test_a_message_at_its_limits_is_taken(api, world):
    text = "<b>" + "&amp;" * 4096 + "</b>"
    full = keyboard(*[[button(callback_data="x" * 64)] * 8] * 12)

    message = send(api, text, parse_mode="HTML", reply_markup=full)

    assert message["text"] == "&" * 4096
    assert message["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]


def test_only_a_hundred_entities_are_kept(api, world):
    assert len(send(api, "<b>a</b> " * 101, parse_mode="HTML")["entities"]) == 100


def test_an_edit_changes_something_or_is_refused(api, world):
    sent = {"chat_id": READER.id, "message_id": send(api, "one")["message_id"]}

    assert api.call("editMessageText", sent | {"text": "two"})["text"] == "two"
    with pytest.raises(Refusal, match="message is not modified"):
        api.call("editMessageText", sent | {"text": "<b></b>two", "parse_mode": "HTML"})
    with pytest.raises(Refusal, match="edit not found"):
        api.call("editMessageText", sent | {"text": "three", "message_id": 1})


def test_nobody_else_s_message_is_edited(api, world):
    theirs = world.ask(READER, "mine")

    with pytest.raises(Refusal, match="can't be edited"):
        api.call("editMessageText", {"chat_id": READER.id, "message_id": theirs["message_id"], "text": "yours"})


def article(name="1", text="a", **more):
    return {"type": "article", "id": name, "title": "T", "input_message_content": {"message_text": text} | more}


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"results": [article(str(n)) for n in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [article(), article()]}, "RESULT_ID_DUPLICATE"),
        ({"results": [article("é" * 33)]}, "RESULT_ID_INVALID|length"),
        ({"results": [article(text="a" * 4097)]}, "too long|length"),
        ({"results": [article(text="<b>", parse_mode="HTML")]}, "can't parse entities"),
        ({"results": [article() | {"title": ""}]}, "TITLE_EMPTY"),
        ({"results": [], "next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        ({"results": [], "button": {"text": "a", "start_parameter": "a b"}}, "START_PARAM_INVALID"),
        ({"results": [], "inline_query_id": "7"}, "query is too old"),
    ],
    ids=str,
)
def test_inline_answers_are_refused_as_telegram_refuses_them(api, world, answer, reason):
    query = world.type_inline(READER, "china")

    with pytest.raises(Refusal, match=reason):
        api.call("answerInlineQuery", {"inline_query_id": query} | answer)


def test_a_query_is_answered_once(api, world):
    inline, callback = world.type_inline(READER, "china"), world.press(send(api), READER, "m")
    guest = world.mention_as_guest(READER, "china")
    for method, parameters in (
        ("answerInlineQuery", {"inline_query_id": inline, "results": [article()], "cache_time": 1}),
        ("answerCallbackQuery", {"callback_query_id": callback, "text": "x" * 200}),
        ("answerGuestQuery", {"guest_query_id": guest, "result": article()}),
    ):
        assert api.call(method, parameters)
        with pytest.raises(Refusal, match="query is too old"):
            api.call(method, parameters)


def test_a_toast_and_a_draft_know_their_limits(api, world):
    query = world.press(send(api), READER, "m")

    with pytest.raises(Refusal, match=r"LONG|length"):
        api.call("answerCallbackQuery", {"callback_query_id": query, "text": "x" * 201})
    with pytest.raises(Refusal, match="private"):
        api.call("sendMessageDraft", {"chat_id": world.group().id, "draft_id": 1, "text": "x"})


def test_what_is_in_the_way_is_told(api, world):
    group = world.group()
    for trouble in (people.KICKED, people.BLOCKED, people.MUTED):
        world.membership(group, READER, "restricted", trouble)
        with pytest.raises(Refusal) as caught:
            send(api, chat_id=group.id)
        assert caught.value is trouble
    new = world.upgrade(group, READER)

    with pytest.raises(Refusal, match="upgraded") as caught:
        send(api, chat_id=group.id)
    assert caught.value.as_json()["parameters"] == {"migrate_to_chat_id": new.id}
    assert not api.refusals


@pytest.mark.parametrize(
    ("method", "parameters", "fault"),
    [
        ("sendMessage", {"chat_id": 1, "text": "a", "disable_preview": True}, "disable_preview is not known"),
        ("sendMessage", {"chat_id": 1}, "text is missing"),
        ("sendMessage", {"chat_id": 1, "text": "a", "disable_notification": 1}, "disable_notification is no Boolean"),
        ("sendMessage", {"chat_id": 1, "text": "", "reply_parameters": {"message_id": "1"}}, "message_id is no Int"),
        ("answerInlineQuery", {"inline_query_id": "1", "results": [{"type": "article", "id": "1"}]}, "title is miss"),
        ("setMyCommands", {"commands": [], "scope": {"type": "everywhere"}}, "type must be"),
        ("setMyShortDescription", {"short_description": "a" * 121}, "length of 121"),
        ("sendLetter", {}, "is no method"),
    ],
)
def test_the_specification_is_held(method, parameters, fault):
    spec = find_spec()
    if spec is None:
        pytest.skip("no specification beside the repository")

    assert fault in "; ".join(spec.faults(method, parameters))


def test_commands_have_their_form(api):
    with pytest.raises(Refusal, match="BOT_COMMAND_INVALID"):
        api.call("setMyCommands", {"commands": [{"command": "Rank", "description": "where a country ranks"}]})


def test_rich_messages_are_known_to_new_servers_only(api, world):
    parameters = {"chat_id": READER.id, "rich_message": {"html": "<h1>a</h1><p>b</p>"}}

    with pytest.raises(Refusal, match="404"):
        api.call("sendRichMessage", parameters)
    api.rich = True
    assert api.call("sendRichMessage", parameters)["text"] == "ab"
