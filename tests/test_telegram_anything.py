"""Whatever Telegram hands over, and whatever stands in it: no exception escapes, and no request is refused."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.types import Abstention, Answer, Claim, Kind, Reason
from tests.botapi.people import BOT_NAME, Chat
from tests.botapi.state import BOT
from tests.fakes import FakeEncoder
from tests.office import Desk, StubEngine, small_corpus

HOSTILE = ["<b>&lt;</i>", "\x00", "\u202e\u2066مرحبا", "x" * 10_000, "\ud800", "'; DROP TABLE articles; --", "{0}{n}%s"]
any_text = st.text(st.characters(), max_size=400) | st.sampled_from([*HOSTILE, BOT_NAME, "/", "/rank "])
PRIVATE, GROUP = Chat(71, "private", "Somebody"), Chat(-72, "group", "Some group")
chats = st.sampled_from([PRIVATE, GROUP])
entities = st.lists(
    st.fixed_dictionaries(
        {
            "type": st.sampled_from(["mention", "bot_command", "text_mention", "url", "spoiler"]),
            "offset": st.integers(0, 500),
            "length": st.integers(0, 500),
        }
    ),
    max_size=3,
)
people = st.fixed_dictionaries(
    {"id": st.integers(1, 2**52), "is_bot": st.booleans(), "first_name": st.text(max_size=5)},
    optional={"language_code": st.text(max_size=8) | st.sampled_from(["fa", "zh-hans", "pt-BR"])},
)
topics = st.none() | st.integers(1, 9)


@st.composite
def messages(draw):
    chat = draw(chats)
    message = {"message_id": draw(st.integers(1, 5000)), "date": 1, "chat": chat.as_json(), "from": draw(people)}
    message[draw(st.sampled_from(["text", "caption"]))] = draw(any_text)
    message["entities"] = draw(entities)
    if draw(st.booleans()):
        author = draw(people | st.just(BOT))
        message["reply_to_message"] = {
            "message_id": 3, "date": 1, "chat": chat.as_json(), "from": author, "text": draw(any_text)
        }  # fmt: skip
    return message


@st.composite
def updates(draw):
    kind = draw(st.sampled_from(["message", "edited_message", "callback_query", "inline_query", "guest_message"]))
    if kind == "callback_query":
        starts = st.sampled_from(["", "m:", "p:", "c:NOR", "r::0:NOR", "q:r:NOR:0", "q:f::0", "q:a:", "l:"])
        pressed = {"from": draw(people), "chat_instance": "1", "data": draw(starts) + draw(any_text)}
        return kind, pressed | {"message": draw(messages())}
    if kind == "inline_query":
        return kind, {"from": draw(people), "query": draw(any_text)[:256], "offset": draw(any_text)[:64]}
    return kind, draw(messages())


@pytest.fixture(scope="module")
def anything(tmp_path_factory):
    """A bot that has seen it all; its answers echo what was asked, which puts hostile texts into every message."""
    engine = StubEngine(small_corpus(tmp_path_factory.mktemp("telegram")), FakeEncoder())

    def echo(text):
        if len(text) % 3 == 0:
            return Abstention(Reason.UNKNOWN_NAME, f"I have no source that names {text}.")
        first = engine._first_sentence("Who?")
        assert isinstance(first, Answer)
        return Answer(Kind.PASSAGES, (Claim(text or "…", (1,), text[:50]),), first.citations)

    engine.answer = echo
    desk = Desk(engine)
    desk.api.state.chats |= {chat.id: chat for chat in (PRIVATE, GROUP)}
    yield desk
    desk.close()


@settings(max_examples=2000, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(updates())
def test_whatever_comes_no_exception_escapes_and_no_request_is_refused(anything, update):
    kind, content = update
    if kind in ("callback_query", "inline_query"):
        content = content | {"id": anything.api.state.new_query()}
    if kind == "guest_message":
        content = content | {"guest_query_id": anything.api.state.new_query()}
    errors = anything.office.metrics.total("pressbot_errors")
    requests = anything.take(anything.api.state.push(kind, content))

    refused = [(r.method, r.refusal, r.parameters) for r in requests if r.refusal]
    assert [r for r in refused if "message to edit not found" not in str(r[1])] == []
    assert anything.office.metrics.total("pressbot_errors") == errors
