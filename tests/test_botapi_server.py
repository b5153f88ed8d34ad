"""The tests' own Bot API server over HTTP: bodies, updates by polling and webhook, faults on demand."""

import json
import threading
import time

import httpx
import pytest

from tests.botapi import faults
from tests.botapi.api import BotApi
from tests.botapi.people import World, some_person
from tests.botapi.server import Server

READER = some_person()


@pytest.fixture
def api() -> BotApi:
    return BotApi()


@pytest.fixture
def world(api) -> World:
    world = World(api)
    world.private(READER)
    return world


@pytest.fixture
def server(api):
    with Server(api) as server:
        yield server


def post(server, method, token=None, **form):
    fields = {name: value if isinstance(value, str) else json.dumps(value) for name, value in form.items()}
    return httpx.post(f"{server.base}{token or server.api.token}/{method}", data=fields, timeout=5, trust_env=False)


def test_forms_files_and_json_are_read(server, world):
    chat = {"chat_id": str(READER.id)}
    url = f"{server.base}{server.api.token}/sendPhoto"
    png = b"\x89PNG\r\n\x1a\n\r\n--\r\n"

    with httpx.Client(trust_env=False) as client:
        photo = client.post(url, data=chat | {"caption": "é"}, files={"photo": ("rank.png", png)})
        refused = client.post(url, data=chat, files={"photo": ("rank.png", b"GIF89a")})
        text = client.post(url.replace("sendPhoto", "sendMessage"), json={"chat_id": READER.id, "text": "é"})

    assert photo.json()["result"]["caption"] == text.json()["result"]["text"] == "é"
    assert refused.json()["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
    assert server.api.asked("sendPhoto")[0].parameters["photo"].content == png


@pytest.mark.parametrize(("token", "status"), [("1:x", 401), ("x/y/z", 404)])
def test_a_wrong_token_is_refused(server, token, status):
    assert post(server, "getMe", token=token).status_code == status


def test_what_is_no_utf_8_is_refused(server, world):
    body, headers = f"chat_id={READER.id}&text=%ED%A0%80", {"Content-Type": "application/x-www-form-urlencoded"}

    url = f"{server.base}{server.api.token}/sendMessage"
    answer = httpx.post(url, content=body, headers=headers, trust_env=False)

    assert answer.json()["description"] == "Bad Request: strings must be encoded in UTF-8"


def test_updates_wait_until_they_are_confirmed(server, world):
    texts = [world.ask(READER, text)["text"] for text in ("one", "two")]
    first = post(server, "getUpdates", timeout=0, limit=1).json()["result"]
    both = post(server, "getUpdates", timeout=5).json()["result"]
    after = post(server, "getUpdates", offset=both[0]["update_id"] + 1, timeout=0).json()["result"]

    assert [update["message"]["text"] for update in both] == texts
    assert (first, after) == (both[:1], both[1:])
    assert post(server, "getUpdates", offset=-1, allowed_updates=["inline_query"]).json()["result"] == []


def test_the_long_poll_ends_when_something_comes(server, world):
    threading.Timer(0.2, world.ask, (READER, "late")).start()
    begun = time.monotonic()

    assert len(post(server, "getUpdates", timeout=5).json()["result"]) == 1
    assert time.monotonic() - begun < 3


def test_a_second_poller_takes_the_first_one_s_place(server, api):
    answers = []
    first = threading.Thread(target=lambda: answers.append(post(server, "getUpdates", timeout=5)))
    first.start()
    with api.state.changed:
        api.state.changed.wait_for(lambda: api.polling.asks, 5)

    post(server, "getUpdates", timeout=0)
    first.join()

    assert answers[0].status_code == 409
    assert "terminated by other getUpdates" in answers[0].json()["description"]


def test_faults_happen_once_each_and_in_order(server, world, api):
    api.faults.plan("sendMessage", faults.retry_after(3), faults.server_error(), faults.dropped())
    statuses = [post(server, "sendMessage", chat_id=READER.id, text="a").json() for _ in range(2)]
    with pytest.raises(httpx.RemoteProtocolError):
        post(server, "sendMessage", chat_id=READER.id, text="a")

    assert statuses[0]["parameters"] == {"retry_after": 3}
    assert statuses[1]["error_code"] == 500
    assert post(server, "sendMessage", chat_id=READER.id, text="a").status_code == 200
    assert len(world.private(READER).messages) == 1


def test_a_late_answer_is_lost(server, world, api):
    api.faults.plan("getMe", faults.hang(0.2))

    with pytest.raises(httpx.RemoteProtocolError):
        post(server, "getMe")


@pytest.fixture
def hook():
    """A server that takes updates and remembers them; the first is refused once."""
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

    class Hook(BaseHTTPRequestHandler):
        taken: list[tuple[str, dict]] = []  # noqa: RUF012  # one for the class is what is wanted
        refusing = [True]  # noqa: RUF012

        def do_POST(self):
            update = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.taken.append((self.headers["X-Telegram-Bot-Api-Secret-Token"], update))
            self.send_response(503 if self.refusing and self.refusing.pop() else 200)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", Hook.taken
    server.shutdown()
    server.server_close()


def test_a_webhook_gets_updates_with_its_secret_and_again_if_it_refuses(server, api, world, hook):
    address, taken = hook
    api.webhook.proxies["https://bot.example.org"] = address
    assert post(server, "setWebhook", url="https://bot.example.org/hook", secret_token="s_1").json()["ok"]

    world.ask(READER, "one")
    world.ask(READER, "two")
    api.wait(lambda: len(api.webhook.statuses) == 3)

    texts = [update["message"]["text"] for _, update in taken]
    assert (texts, {secret for secret, _ in taken}) == (["one", "one", "two"], {"s_1"})
    assert post(server, "getUpdates").status_code == 409
    assert post(server, "deleteWebhook").json()["result"]
    assert post(server, "getUpdates").json()["result"] == []


@pytest.mark.parametrize(
    "form",
    [
        {"url": "http://bot.example.org/"},
        {"url": "https://bot.example.org:8081/"},
        {"url": "https://bot.example.org/", "secret_token": "a b"},
    ],
    ids=str,
)
def test_a_webhook_that_telegram_could_not_reach_is_refused(server, form):
    assert post(server, "setWebhook", **form).status_code == 400
