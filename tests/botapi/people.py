"""People who write to the bot: each call is one update, as Telegram would send it."""

import itertools
import time
from dataclasses import dataclass, field
from typing import Any

from tests.botapi.api import BotApi
from tests.botapi.refusal import Refusal
from tests.botapi.state import BOT, Chat, entities_of

Message = dict[str, Any]
BOT_NAME = f"@{BOT['username']}"
_chat_ids = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a name, an id and a language."""

    id: int
    name: str = "Sevgül Testova"
    username: str = "sevgul_reads_news"
    language: str = "en"

    def as_json(self) -> dict[str, Any]:
        told = {"id": self.id, "is_bot": False, "first_name": self.name, "username": self.username}
        return told | {"language_code": self.language}


def some_person(language: str = "en") -> Person:
    """Somebody new."""
    number = 7_300_000_000 + next(_chat_ids)
    return Person(number, username=f"reader_{number}", language=language)


@dataclass(slots=True)
class World:
    """Chats in which people write."""

    api: BotApi
    last: dict[str, Any] = field(default_factory=dict)

    def private(self, person: Person) -> Chat:
        return self._add(Chat(person.id, "private", person.name))

    def group(self) -> Chat:
        return self._add(Chat(-4_000_000 - next(_chat_ids), "group", "News desk"))

    def forum(self, *topics: int) -> Chat:
        number = -1_002_000_000_000 - next(_chat_ids)
        return self._add(Chat(number, "supergroup", "News forum", is_forum=True, topics=set(topics)))

    def _add(self, chat: Chat) -> Chat:
        with self.api.state.changed:
            return self.api.state.chats.setdefault(chat.id, chat)

    def say(self, chat: Chat, person: Person, text: str, **more: Any) -> Message:
        """Write a message; ``reply_to`` is a message, ``topic`` a thread of the forum."""
        content = self._content(chat, text, **more)
        message = self.api.state.add_message(chat, person.as_json(), **content)
        self._push("message", message)
        return message

    def ask(self, person: Person, text: str, **more: Any) -> Message:
        """Write in private."""
        return self.say(self.private(person), person, text, **more)

    def send_file(self, person: Person, name: str, content: bytes, size: int | None = None, **more: Any) -> Message:
        """Send a file in private; ``size`` is what Telegram says of it."""
        file = f"BQAC{len(self.api.state.files)}"
        self.api.state.files[file] = content
        told = {"file_id": file, "file_unique_id": f"u{file}", "file_name": name, "file_size": size or len(content)}
        message = self.api.state.add_message(self.private(person), person.as_json(), document=told, **more)
        self._push("message", message)
        return message

    def _content(self, chat: Chat, text: str, *, reply_to: Message | None = None, topic: int | None = None) -> Message:
        content: Message = {"text": text, "entities": entities_of(text)}
        if reply_to:
            content["reply_to_message"] = {k: v for k, v in reply_to.items() if k != "reply_to_message"}
        if topic is not None:
            content |= {"message_thread_id": topic, "is_topic_message": True}
        return content

    def edit(self, message: Message, text: str) -> Message:
        """Change one's own message."""
        stored = self.api.state.chats[message["chat"]["id"]].messages[message["message_id"]]
        stored |= {"text": text, "entities": entities_of(text), "edit_date": int(time.time())}
        self._push("edited_message", stored)
        return stored

    def press(self, message: Message, person: Person, data: str) -> str:
        """Press a button under the bot's message and give the query's id."""
        query = self.api.state.new_query()
        content = {"id": query, "from": person.as_json(), "message": message, "chat_instance": "314", "data": data}
        self._push("callback_query", content)
        return query

    def type_inline(self, person: Person, text: str, offset: str = "") -> str:
        """Type after the bot's name in some chat and give the query's id."""
        query = self.api.state.new_query()
        self._push("inline_query", {"id": query, "from": person.as_json(), "query": text, "offset": offset})
        return query

    def mention_as_guest(self, person: Person, text: str) -> str:
        """Mention the bot in a chat it is not in and give the query's id."""
        query = self.api.state.new_query()
        chat = Chat(-1_003_000_000_000 - next(_chat_ids), "supergroup", "A chat elsewhere")
        more = {"guest_query_id": query, "text": text, "entities": entities_of(text)}
        self._push("guest_message", self.api.state.add_message(chat, person.as_json(), **more))
        return query

    def upgrade(self, chat: Chat, person: Person) -> Chat:
        """Make a supergroup of a group: the old id is of no more use."""
        new = self._add(Chat(-1_004_000_000_000 - next(_chat_ids), "supergroup", chat.title))
        moved = Refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=new.id)
        self.api.state.trouble(chat, moved)
        for place, note in ((chat, {"migrate_to_chat_id": new.id}), (new, {"migrate_from_chat_id": chat.id})):
            self._push("message", self.api.state.add_message(place, person.as_json(), **note))
        return new

    def membership(self, chat: Chat, person: Person, status: str, trouble: Refusal | None = None) -> None:
        """Remove, mute or let in the bot: ``status`` is what it is now, ``trouble`` what it is told when it writes."""
        self.api.state.trouble(chat, trouble)
        old, new = ({"user": BOT, "status": s} | _details(s) for s in ("member", status))
        told = {"chat": chat.as_json(), "from": person.as_json(), "date": int(time.time())}
        self._push("my_chat_member", told | {"old_chat_member": old, "new_chat_member": new})

    def _push(self, kind: str, content: Message) -> None:
        self.last = self.api.state.push(kind, content)


def _details(status: str) -> dict[str, Any]:
    """The rights that go with being restricted or banned."""
    rights = (
        "can_send_messages can_send_audios can_send_documents can_send_photos can_send_videos can_send_video_notes "
        "can_send_voice_notes can_send_polls can_send_other_messages can_add_web_page_previews can_change_info "
        "can_invite_users can_pin_messages can_manage_topics can_edit_tag can_react_to_messages"
    )
    if status == "restricted":
        return {"is_member": True, "until_date": 0} | dict.fromkeys(rights.split(), False)
    return {"until_date": 0} if status == "kicked" else {}


KICKED = Refusal(403, "Forbidden: bot was kicked from the supergroup chat")
BLOCKED = Refusal(403, "Forbidden: bot was blocked by the user")
MUTED = Refusal(400, "Bad Request: not enough rights to send text messages to the chat")
