"""What Telegram remembers: chats and their messages, updates that wait, queries that want an answer."""

import copy
import itertools
import re
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from tests.botapi.refusal import Refusal, bad

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
BOT = {
    "id": 110201543,
    "is_bot": True,
    "first_name": "Press freedom",
    "username": "pressfreedom_test_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_guest_queries": True,
    "supports_inline_queries": True,
}
_ENTITY = re.compile(r"(?<!\S)(/\w{1,32}(?:@\w+)?|@\w{5,32})")


@dataclass(slots=True)
class Chat:
    """A chat; ``trouble`` is what the bot is told when it writes there, ``topics`` the threads of a forum."""

    id: int
    type: str
    title: str = ""
    is_forum: bool = False
    topics: set[int] = field(default_factory=set)
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)
    trouble: Refusal | None = None

    def as_json(self) -> dict[str, Any]:
        told: dict[str, Any] = {"id": self.id, "type": self.type}
        told |= {"first_name": self.title} if self.type == "private" else {"title": self.title}
        return told | ({"is_forum": True} if self.is_forum else {})


class State:
    """Everything that is remembered, behind one condition that is notified of every change."""

    def __init__(self) -> None:
        self.changed = threading.Condition(threading.RLock())
        self.chats: dict[int, Chat] = {}
        self.updates: list[dict[str, Any]] = []
        self.allowed: list[str] = []
        self.queries: set[str] = set()
        self.inline_messages: dict[str, Any] = {}
        self.files: dict[str, bytes] = {}
        self.demanded: list[Refusal] = []
        self._message_ids = itertools.count(1001)
        self._update_ids = itertools.count(880_000_001)
        self._query_ids = itertools.count(4_700_000_001)

    def trouble(self, chat: Chat, refusal: Refusal | None) -> None:
        """Let a chat refuse the bot from now on, or not any more."""
        with self.changed:
            chat.trouble = refusal
            self.demanded += [refusal] if refusal else []

    def chat(self, chat_id: Any) -> Chat:
        """The chat that a bot writes to.

        Raises:
            Refusal: there is none, or the bot may not write there.
        """
        chat = self.chats.get(chat_id)
        if chat is None:
            raise bad("chat not found")
        if chat.trouble:
            raise chat.trouble
        return chat

    def add_message(self, chat: Chat, sender: dict[str, Any], **content: Any) -> dict[str, Any]:
        """Put a message into a chat."""
        with self.changed:
            message = {"message_id": next(self._message_ids), "date": int(time.time()), "chat": chat.as_json()}
            message |= {"from": sender} | content
            chat.messages[message["message_id"]] = message
            self.changed.notify_all()
        return message

    def push(self, kind: str, content: dict[str, Any]) -> dict[str, Any]:
        """Queue an update and give it, so that a test can send it again."""
        with self.changed:
            update = {"update_id": next(self._update_ids), kind: copy.deepcopy(content)}
            self.updates.append(update)
            self.changed.notify_all()
        return update

    def new_query(self) -> str:
        """An id for a query that can be answered once."""
        with self.changed:
            name = str(next(self._query_ids))
            self.queries.add(name)
        return name

    def close_query(self, name: Any) -> None:
        """Answer a query.

        Raises:
            Refusal: nobody asked, or it has been answered.
        """
        with self.changed:
            if name not in self.queries:
                raise bad("query is too old and response timeout expired or query ID is invalid")
            self.queries.discard(name)


def entities_of(text: str) -> list[dict[str, Any]]:
    """The commands and mentions that Telegram sees in what somebody writes."""
    return [
        {
            "type": "bot_command" if found[1].startswith("/") else "mention",
            "offset": len(text[: found.start()].encode("utf-16-le", "surrogatepass")) // 2,
            "length": len(found[1]),
        }
        for found in _ENTITY.finditer(text)
    ]
