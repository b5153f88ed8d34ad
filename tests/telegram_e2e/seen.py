"""What the tests ask, and how they look at what the bot says."""

from pathlib import Path

from tests.botapi.people import some_person
from tests.botapi.running import Running, secrets_in
from tests.botapi.state import BOT, TOKEN

ADMIN = some_person()
NORWAY, ERITREA = "Where does Norway rank in 2026?", "Where does Eritrea rank in 2026?"
ASSAULT = "Who assaulted the reporter Ben Jacobs in Bozeman?"
"""Not told by a table but by articles: what the bot shows stands in passages."""


def index_of(edition: int) -> str:
    """An edition of the Index in RSF's form, with made-up figures."""
    rows = [f"{code};{90 - n},5;{n};{name};{edition}" for n, (code, name) in enumerate(_RANKED, 1)]
    return "\n".join([f"ISO;Score {edition};Rank;Country_EN;Year (N)", *rows, ""])


_RANKED = (("NOR", "Norway"), ("EST", "Estonia"), ("CHN", "China"), ("ERI", "Eritrea"))


def buttons(message) -> list[str]:
    """What the buttons under a message say to the bot."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]


def links(message) -> list[str]:
    return [entity["url"] for entity in message["entities"] if entity["type"] == "text_link"]


def assert_discreet(running: Running, index: Path) -> None:
    """Nothing that anybody wrote or is called stands in the output or in a file."""
    secrets = {TOKEN, TOKEN.partition(":")[2]}
    with running.api.state.changed:
        said = [m for chat in running.api.state.chats.values() for m in chat.messages.values()]
    for message in said:
        person = message["from"]
        if person["id"] != BOT["id"]:
            secrets |= {str(person["id"]), person["first_name"], person["username"]}
            secrets |= {message["text"]} if len(message.get("text", "")) > 12 else set()
    for folder in (index, running.folder):
        assert secrets_in(folder, running.process.output, secrets) == set()
