"""What people write in the pictures, and what the bot answers, as the bodies of pages."""

from typing import Any

from bot.telegram.render import shortened
from tests.botapi.people import BOT_NAME, Person, some_person
from tests.botapi.running import Running
from tests.pictures.page import Line, bubbles, cards

NAMED = "@yourbot"


def private(running: Running) -> str:
    """Somebody asks, and goes on with a second question."""
    reader = some_person()
    lines: list[Line] = []
    for text in ("What did Governor Walz say about the arrest of the CNN crew?", "Where does Turkey rank?"):
        lines += exchange(running, running.world.ask(reader, text), text)
    return bubbles("yourbot", lines)


def group(running: Running) -> str:
    """A group talks; one asks the bot, another goes on by a reply."""
    place, jonas, amina = running.world.group(), some_person(), Person(7_200_000_001, "Amina", "amina_reads_news")
    lines = [Line("Amina", "Who was it that was handcuffed live on KPIX?"), Line("Jonas", "Let us ask.", mine=True)]
    asked = f"{BOT_NAME} who was arrested in Oakland?"
    lines += exchange(running, running.world.say(place, jonas, asked), asked, "Jonas")
    last = running.messages(place.id)[-1]
    follow = "where does the United States rank?"
    lines += exchange(running, running.world.say(place, amina, follow, reply_to=last), follow, "Amina", mine=False)
    return bubbles("News desk, 14 members", lines)


def inline(running: Running) -> str:
    """Somebody types the bot's name and a question in another chat; the cards, and what the first one posts."""
    text = "passport at Dulles"
    answer = running.answer(running.world.type_inline(some_person(), text))
    shown: list[dict[str, Any]] = answer["results"][:4]
    return cards(f"{NAMED} {text}", shown) + bubbles(
        "A touch on the first card posts", [sent_as_card(shown[0]["input_message_content"]["message_text"])]
    )


def sent_as_card(html: str) -> Line:
    return Line(f"Jonas, via {NAMED}", html, mine=True, html=True)


def exchange(running: Running, message: dict[str, Any], text: str, who: str = "", *, mine: bool = True) -> list[Line]:
    """A message and the bot's answer to it, with its buttons; in a group, what it replies to is shown."""
    running.reply(message, 60)
    sent = running.api.asked("sendMessage")[-1].parameters
    rows = sent.get("reply_markup", {}).get("inline_keyboard", [])
    labels = tuple(tuple(button["text"] for button in row) for row in rows)
    asked, first = text.replace(BOT_NAME, NAMED), message.get("reply_to_message", {}).get("text", "")
    quoted = asked if "reply_parameters" in sent else ""
    name = "yourbot" if who else ""
    return [
        Line(who, asked, mine=mine, quoted=shortened(first, 50)),
        Line(name, sent["text"], html=True, buttons=labels, quoted=quoted),
    ]
