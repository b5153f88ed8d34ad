"""What staff do from Telegram: asked for, confirmed by a button, done by a process of its own, told, written down."""

import json
import stat

import pytest

from bot import refreshing
from bot.telegram import live, menu, staff
from bot.telegram.buttons import Confirm, decode, encode
from bot.telegram.uploads import FOLDER, MOST
from embeddings.generations import Generations
from tests.botapi.people import some_person
from tests.fakes import FakeEncoder
from tests.office import Desk, StubEngine, small_corpus

STAFF, OTHER = some_person(), some_person()
TELLING = (
    "import sys, time, pathlib\nprint('Encoding passages 1/2', flush=True); time.sleep(0.4)\n"
    "path = pathlib.Path(sys.argv[-1])\nif path.is_file(): print('skipped ', f'{path}: {path.read_text()}')\n"
    "print('1 added, 0 changed, 0 unchanged, 0 skipped; 2 passages encoded.'); print('Generation 2 is current.')"
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("staff")
    return folder / "data", small_corpus(folder)


@pytest.fixture
def office(corpus, tmp_path, monkeypatch):
    """A desk with staff; what it would start tells its arguments."""
    monkeypatch.setattr(refreshing, "_START", "import sys; print(sys.argv[1:])")
    monkeypatch.setattr(live, "EVERY", 0.05)
    desk = Desk(StubEngine(corpus[1], FakeEncoder()), admins={STAFF.id, OTHER.id}, data=tmp_path)
    desk.office.generations = Generations(corpus[0])
    yield desk
    desk.close()


def said(desk, *command):
    """What the bot answers staff, and what its buttons say."""
    [request] = [asked for asked in desk.ask(STAFF, *command) if asked.method == "sendMessage"]
    rows = request.parameters.get("reply_markup", {}).get("inline_keyboard", [])
    return request.parameters["text"], [b["callback_data"] for row in rows for b in row], request.result["message_id"]


def done(desk, *command):
    """What the message says in the end when a command is confirmed."""
    _, [yes, _], message = said(desk, *command)
    desk.take_press(message, STAFF, yes)
    desk.settle()
    return text_of(desk, message)


def text_of(desk, message):
    return desk.api.state.chats[STAFF.id].messages[message]["text"]


def toast_of(requests):
    [answered] = [r for r in requests if r.method == "answerCallbackQuery"]
    return answered.parameters.get("text")


def audit(desk):
    return [json.loads(line) for line in desk.office.errands.audit.path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize(
    ("command", "asked", "words"),
    [
        ("/refresh", "Refresh what is due?", ["refresh", "--lines"]),
        ("/refresh all", "Refresh all sources?", ["refresh", "--lines", "--all"]),
        ("/add https://example.org/a", "Add https://example.org/a?", ["refresh", "--lines", "https://example.org/a"]),
        (
            "/remove https://example.org/1  withdrawn by\nits author",
            "Remove https://example.org/1 (withdrawn by its author)?",
            ["remove", "--reason=withdrawn by its author", "--", "https://example.org/1"],
        ),
        (
            "/remove “A title”",
            "Remove A title (removed by staff)?",
            ["remove", "--reason=removed by staff", "--", "A title"],
        ),
    ],
)
def test_what_is_confirmed_is_done_told_and_written_down(office, command, asked, words):
    question, [yes, no], message = said(office, command)
    assert question == asked
    assert all(len(data.encode()) <= 64 for data in (yes, no))
    assert not office.office.errands.audit.path.exists()
    office.take_press(message, STAFF, yes)
    office.settle()

    assert text_of(office, message) == f"{asked.removesuffix('?')}\n\n{words}"
    begun, ended = audit(office)
    assert (begun["who"], begun["what"], begun["result"]) == (STAFF.id, asked.removesuffix("?"), "begun")
    assert (ended["who"], ended["result"]) == (STAFF.id, str(words))
    assert stat.S_IMODE(office.office.errands.audit.path.stat().st_mode) == 0o600


def test_nothing_is_done_before_it_is_confirmed_nor_when_it_is_called_off(office):
    _, [yes, no], message = said(office, "/refresh")
    office.take_press(message, STAFF, no)

    assert text_of(office, message).endswith("Called off; nothing was done.")
    assert toast_of(office.take_press(message, STAFF, yes)).startswith("This button is too old.")
    assert not office.office.errands.under_way
    assert not office.office.errands.audit.path.exists()


def test_a_button_works_once_and_only_for_the_one_who_asked(office):
    reader = some_person()
    _, [yes, _], message = said(office, "/refresh")
    office.world.private(reader)
    office.world.private(OTHER)
    neutral = toast_of(office.take_press(message, reader, "x:unknown"))

    assert toast_of(office.take_press(message, reader, yes)) == neutral
    assert not office.office.errands.under_way
    office.take_press(message, STAFF, yes)
    office.settle()
    assert "too old" in toast_of(office.take_press(message, STAFF, yes))
    assert len(audit(office)) == 2


def test_a_button_of_another_run_is_too_old(office):
    _, _, message = said(office, "/refresh")

    assert "too old" in toast_of(office.take_press(message, STAFF, encode(Confirm("from-before", True))))


def test_a_file_is_downloaded_when_confirmed_read_under_its_name_and_removed(office, monkeypatch, tmp_path):
    monkeypatch.setattr(refreshing, "_START", TELLING)
    office.world.send_file(STAFF, "../../Press: report.TXT", b"what it holds")
    [asked] = office.take(office.world.last)
    assert asked.parameters["text"] == "Add the file Press_ report.TXT (0 kB)?"
    assert not (tmp_path / FOLDER).exists()
    message = asked.result["message_id"]
    office.take_press(message, STAFF, asked.parameters["reply_markup"]["inline_keyboard"][0][0]["callback_data"])
    steps = [r.parameters["text"].partition("\n\n")[2] for r in office.settle() if r.method == "editMessageText"]

    assert "Encoding passages: 1 of 2" in steps
    assert text_of(office, message).split("\n") == [
        "Add the file Press_ report.TXT (0 kB)",
        "",
        "skipped  Press_ report.TXT: what it holds",
        "1 added, 0 changed, 0 unchanged, 0 skipped; 2 passages encoded.",
        "Generation 2 is current.",
    ]
    assert list((tmp_path / FOLDER).iterdir()) == []


@pytest.mark.parametrize(
    ("name", "size", "told"),
    [("film.mp4", 10, "of a kind that I do not add"), ("big.pdf", MOST + 1, "too large"), (".txt", 10, "of a kind")],
)
def test_a_file_that_cannot_be_added_is_refused_before_it_is_downloaded(office, name, size, told):
    office.world.send_file(STAFF, name, b"", size)
    [answer] = office.take(office.world.last)

    assert told in answer.parameters["text"]
    assert office.api.asked("getFile") == []


def test_a_file_that_is_gone_is_told_in_a_line_and_leaves_nothing(office, tmp_path):
    office.world.send_file(STAFF, "a.txt", b"words")
    [asked] = office.take(office.world.last)
    office.api.state.files.clear()
    yes = asked.parameters["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    office.take_press(asked.result["message_id"], STAFF, yes)
    office.settle()

    assert text_of(office, asked.result["message_id"]).endswith("cannot be downloaded (BadRequest); send it again.")
    assert list((tmp_path / FOLDER).iterdir()) == []


def test_a_reader_s_file_is_no_errand(office):
    reader = some_person()
    office.world.send_file(reader, "a.txt", b"words")
    [answer] = office.take(office.world.last)

    assert answer.parameters["text"].startswith("Ask me a question")


def test_a_second_refresh_while_one_is_under_way_says_so(office, monkeypatch):
    monkeypatch.setattr(refreshing, "_START", TELLING.replace("0.4", "1.5"))
    first, second = said(office, "/refresh"), said(office, "/add https://example.org/2")
    office.take_press(first[2], STAFF, first[1][0])
    office.wait(lambda: office.office.refreshes.under_way)
    office.take_press(second[2], STAFF, second[1][0])
    assert said(office, "/refresh")[0].startswith("A refresh is under way already")
    office.settle()

    assert text_of(office, first[2]).endswith("Generation 2 is current.")
    assert text_of(office, second[2]).endswith("A refresh is under way already; wait for it to end.")


def test_what_cannot_be_written_down_is_not_done(office, tmp_path):
    (tmp_path / "audit.jsonl").mkdir()

    assert "Nothing was done: " in done(office, "/refresh")


def test_a_failure_is_one_line(office, monkeypatch):
    monkeypatch.setattr(refreshing, "_START", "print('noise'); print('pressbot: no room left'); raise SystemExit(2)")

    assert done(office, "/refresh") == "Refresh what is due\n\nno room left"
    assert audit(office)[-1]["result"] == "no room left"


def test_rollback_names_the_generation_that_it_goes_to(office, corpus):
    assert said(office, "/rollback")[0] == "there is none before generation 1."
    assert said(office, "/rollback 9")[0] == "there is no generation 9; there are 1."
    assert said(office, "/rollback 1; rm")[0].startswith("Name a generation by its number")
    question, [yes, _], message = said(office, "/rollback 1")
    assert question.startswith("Go from generation 1 to generation 1, made ")
    office.take_press(message, STAFF, yes)
    office.settle()
    assert text_of(office, message).endswith("['rollback', '1']")


@pytest.mark.parametrize("command", ["/add", "/add ftp://example.org", "/add --all", "/add https:// x", "/remove"])
def test_what_cannot_be_meant_is_told_at_once(office, command):
    text, buttons, _ = said(office, command)

    assert text.startswith("Name an address")
    assert buttons == []


def test_sources_are_listed_with_when_and_how(office, tmp_path):
    (tmp_path / "sources.toml").write_text('[[source]]\nname = "news"\nkind = "page"\nurl = "https://example.org/"\n')

    assert said(office, "/sources")[0].startswith("news (page, every ")
    (tmp_path / "sources.toml").write_text("broken")
    assert "sources.toml" in said(office, "/sources")[0]


def test_status_tells_of_newer_generations_that_are_not_served(office, corpus):
    path = corpus[0] / "generations" / "7"
    path.mkdir()

    assert "Newer, but not served: 7" in said(office, "/status")[0]
    path.rmdir()


def test_privacy_tells_staff_what_is_written_of_them_and_others_that_nothing_is(office):
    assert "your numeric id" in said(office, "/privacy")[0]
    [answer] = office.ask(some_person(), "/privacy")
    assert "numeric id" not in answer.parameters["text"]


def test_only_staff_s_own_chats_show_their_commands(office):
    office._runner.run(menu.set_menus(office.app.bot, {STAFF.id}))
    asked = office.api.asked("setMyCommands")
    with_errands = [r for r in asked if {c["command"] for c in r.parameters["commands"]} & set(staff.COMMANDS)]

    assert [r.parameters["scope"] for r in with_errands] == [{"type": "chat", "chat_id": STAFF.id}]
    assert set(staff.MENU) == set(staff.COMMANDS)


def test_when_the_bot_stops_an_errand_says_how_it_ended(office, monkeypatch):
    monkeypatch.setattr(refreshing, "_START", "import time; print('Encoding passages 1/2', flush=True); time.sleep(60)")
    _, [yes, _], message = said(office, "/refresh")
    office.take_press(message, STAFF, yes)

    async def stop():
        await office.office.refreshes.stop()
        await office.office.errands.finish()

    office.wait(lambda: office.office.refreshes.under_way)
    office._runner.run(stop())
    assert text_of(office, message).endswith("stopped with the bot; the next refresh goes on where it stopped.")
    assert audit(office)[-1]["result"].startswith("stopped with the bot")


def test_a_confirmation_is_read_as_it_was_written():
    assert decode(encode(Confirm("a-_Z9", go=False))) == Confirm("a-_Z9", go=False)
    assert decode("a:x") is None
