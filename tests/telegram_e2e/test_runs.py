"""From start to end: webhook, restart, and what keeps the bot from running."""

import json
import shutil
import socket
from pathlib import Path
from shutil import which
from subprocess import run

import httpx
import pytest

from corpus.sources.files import read_files
from embeddings.build import build
from embeddings.generations import VECTORS, Generations
from tests.botapi.api import BotApi
from tests.botapi.faults import Fault
from tests.botapi.people import some_person
from tests.botapi.refusal import Refusal, bad
from tests.botapi.running import Process, settings_for, started
from tests.botapi.server import Server
from tests.desk import quiet
from tests.fakes import FakeEncoder
from tests.telegram_e2e.seen import ADMIN, ASSAULT, ERITREA, NORWAY, assert_discreet, buttons

PUBLIC = "https://bot.example.org"


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def hook_settings(port: int) -> dict[str, str]:
    return {"webhook_url": f"{PUBLIC}/hook", "webhook_secret": "a_Secret-1", "listen": "127.0.0.1", "port": str(port)}


def test_a_webhook_takes_updates_once_and_only_with_the_secret(index, tmp_path):
    api, port, reader = BotApi(), free_port(), some_person()
    api.webhook.proxies[PUBLIC] = f"http://127.0.0.1:{port}"
    with started(index, tmp_path, api, **hook_settings(port)) as running:
        answer = running.reply(running.world.ask(reader, NORWAY))
        forged = [api.webhook.post(running.world.last | {"update_id": 1}, secret) for secret in ("", "guess")]
        running.api.state.push("message", {"message_id": 1, "text": "unlike what the library knows"})
        again = api.webhook.post(running.world.last)
        last = running.reply(running.world.ask(reader, "and Eritrea?"))

        assert "a_Secret-1" not in running.process.output
        assert "unlike what the library" not in running.process.output
        assert "an update that cannot be read is left out" in running.process.output
        assert_discreet(running, index)
    assert running.messages(reader.id) == [answer, last]
    assert (forged, again // 100) == ([403, 403], 2)
    assert api.refusals == []


@pytest.mark.skipif(which("openssl") is None, reason="openssl makes the certificate")
def test_a_webhook_stands_alone_with_a_certificate_and_tells_its_numbers_on_a_local_port(index, tmp_path):
    cert, key, reader = tmp_path / "cert.pem", tmp_path / "key.pem", some_person()
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-out", str(cert), *names]
    run(["openssl", *made], check=True, capture_output=True)
    port, numbers = free_port(), free_port()
    told = hook_settings(port) | {"webhook_url": f"https://127.0.0.1:{port}/hook", "metrics_port": str(numbers)}
    with started(index, tmp_path, cert=str(cert), key=str(key), **told) as running:
        assert "Norway ranked 1st" in running.reply(running.world.ask(reader, NORWAY))["text"]
        origin = f"http://127.0.0.1:{numbers}"
        health, metrics = (httpx.get(f"{origin}/{page}", trust_env=False) for page in ("health", "metrics"))
    assert health.status_code == 200
    assert 'pressbot_questions_total{outcome="answer",place="private"} 1.0' in metrics.text
    assert str(reader.id) not in metrics.text


def test_a_restart_keeps_buttons_and_inline_ids_and_loses_nothing(index, tmp_path):
    """The first run is told to end while it answers; the second takes up what came in between."""
    api, reader, late = BotApi(), some_person(), some_person()
    with started(index, tmp_path, api) as first:
        answer = first.reply(first.world.ask(reader, ASSAULT))
        ids = [card["id"] for card in first.answer(first.world.type_inline(reader, NORWAY))["results"]]
        api.faults.plan("sendMessage", Fault(wait=1.0))
        under_way = first.world.ask(late, ERITREA)
        api.wait(lambda: api.faults.waiting == 0)
        assert first.process.stop() < 10
        assert first.process.wait() == 0
    between = first.world.ask(late, "and Estonia?")

    with started(index, tmp_path, api) as second:
        second.world.press(answer, reader, next(data for data in buttons(answer) if data.startswith("p:")))
        assert second.reply(answer)
        assert [card["id"] for card in second.answer(second.world.type_inline(reader, NORWAY))["results"]] == ids
        assert second.reply(between)
    assert "Eritrea ranked 4th" in second.reply(under_way)["text"]
    assert len(second.messages(late.id)) == 2
    assert api.refusals == []


def ended(folder: Path, settings: dict[str, str]) -> tuple[int, list[str]]:
    """Run a bot that cannot go on; give its status and what it said."""
    process = Process(folder, settings)
    status = process.wait(30)
    return status, [line for line in process.output.splitlines() if line.strip()]


def test_a_missing_or_wrong_token_gets_one_clear_line(index, tmp_path):
    wrong = "110201543:BBBdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
    with Server(BotApi()) as server:
        for token in ("", wrong):
            status, lines = ended(tmp_path, settings_for(server, index, token=token))
            assert status == 2
            assert len(lines) == 1
            assert "token" in lines[0].lower()
            assert wrong[10:] not in lines[0]


def test_a_wrong_token_is_told_before_anything_is_loaded(tmp_path):
    with Server(BotApi()) as server:
        told = settings_for(server, tmp_path / "no index", token="110201543:BBBdqTcvCH1vGWJxfSeofSAs0K5PALDsaw")
        status, lines = ended(tmp_path, told)

    assert status == 2
    assert lines == ["pressbot: Telegram does not know PRESSBOT_TOKEN; copy it again from @BotFather"]


def test_a_taken_port_gets_one_clear_line(index, tmp_path):
    with Server(BotApi()) as server, socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        status, lines = ended(tmp_path, settings_for(server, index, **hook_settings(port)))

    assert status == 2
    assert str(port) in lines[-1]
    assert not any("Traceback" in line for line in lines)


def test_a_webhook_that_telegram_refuses_gets_one_clear_line_without_the_token(index, tmp_path):
    with Server(BotApi()) as server:
        told = hook_settings(free_port()) | {"webhook_url": f"http://bot.example.org/{server.api.token}"}
        status, lines = ended(tmp_path, settings_for(server, index, **told))

    assert status == 2
    assert lines == [
        "pressbot: the webhook http://bot.example.org/[token] cannot be set: "
        "Bad webhook: an https url must be provided for webhook"
    ]


@pytest.mark.parametrize("way", [{}, {"webhook_url": f"{PUBLIC}/hook", "webhook_secret": "a", "port": "0"}])
def test_it_stops_at_once_while_telegram_does_not_let_it_begin(index, tmp_path, way):
    api, fault = BotApi(), Fault(Refusal(500, "Internal Server Error"))
    told = way and way | {"port": str(free_port())}
    for method in ("deleteWebhook", "setWebhook"):
        api.faults.plan(method, *[fault] * 100)
    with Server(api) as server:
        process = Process(tmp_path, settings_for(server, index, **told))
        api.wait(lambda: api.asked("deleteWebhook") or api.asked("setWebhook"))
        assert process.stop() < 10
        assert process.wait() == 0


def test_it_says_that_telegram_is_not_there_and_stops_at_once_all_the_same(index, tmp_path):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))  # who connects is refused
        with Server(BotApi()) as server:
            base = f"http://127.0.0.1:{silent.getsockname()[1]}/bot"
            process = Process(tmp_path, settings_for(server, index, api_base=base))
            process.until("Telegram cannot be reached (NetworkError)")
            assert process.stop() < 5
    assert process.wait() == 0


def test_a_second_poller_gets_one_clear_line(index, tmp_path):
    conflict = Refusal(409, "Conflict: terminated by other getUpdates request")
    with started(index, tmp_path) as running:
        running.api.faults.plan("getUpdates", *[Fault(conflict)] * 20)
        running.api.polling.get_updates({"timeout": 0})
        assert running.process.wait(30) == 2

    lines = [line for line in running.process.output.splitlines() if "409" in line or "another" in line.lower()]
    assert len(lines) == 1
    assert "Traceback" not in running.process.output


def test_a_failure_to_set_commands_does_not_stop_the_bot(index, tmp_path):
    api, refusal = BotApi(), bad("on demand")
    api.faults.plan("setMyCommands", *[Fault(refusal)] * 60)
    with started(index, tmp_path, api) as running:
        assert running.reply(running.world.ask(some_person(), NORWAY))


def test_a_running_bot_serves_what_is_made_current_and_tells_staff_what_it_refuses(index, tmp_path):
    """A refresh, a rollback and a damaged generation, each within seconds and without a restart."""
    data, reader = tmp_path / "data", some_person()
    shutil.copytree(index, data)
    generations, question = Generations(data), "Who freed the editor Zuzana Quillfeather?"
    path = tmp_path / "new.jsonl"
    with started(data, tmp_path, admins=str(ADMIN.id)) as running:
        assert "A court in Lagos" not in running.reply(running.world.ask(reader, question))["text"]
        for title in ("freed", "honoured"):
            text = f"A court in Lagos {title} the editor Zuzana Quillfeather on 1 June 2020."
            row = {"title": f"Zuzana Quillfeather {title}", "url": f"https://example.org/{title}", "text": text}
            path.write_text(json.dumps(row))
            build(read_files([path]), generations, FakeEncoder(), quiet)
            if title == "freed":
                running.process.until("generation 2 is served")
                assert "A court in Lagos freed" in running.reply(running.world.ask(reader, question))["text"]
        running.process.until("generation 3 is served")
        generations.point(1)
        running.process.until("generation 1 is served")
        assert "A court in Lagos" not in running.reply(running.world.ask(reader, question))["text"]
        (generations.folder(3) / VECTORS).write_bytes(b"damaged")
        generations.point(3)
        running.process.until("generation 1 serves on")
        assert "Norway ranked 1st" in running.reply(running.world.ask(reader, NORWAY))["text"]
        status = running.reply(running.world.ask(ADMIN, "/status"))["text"]
        assert "Generation 1" in status
        assert "generation 3 is refused" in status
        assert "passages.faiss" in status
        assert_discreet(running, data)
    assert [line for line in running.process.output.splitlines() if "refused" in line][1:] == []
    assert running.api.refusals == []
