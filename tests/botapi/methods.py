"""The methods of the Bot API that a bot of words needs. Each takes the state and parameters and gives the result."""

from collections.abc import Callable
from typing import Any

from tests.botapi import strict
from tests.botapi.inline import check_answer, check_result
from tests.botapi.markup import parse_html, utf16
from tests.botapi.refusal import bad
from tests.botapi.state import BOT, Chat, State

Parameters = dict[str, Any]
_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_PHOTO = [{"file_id": "AgAC", "file_unique_id": "AQAD", "width": 1280, "height": 720}]


def get_me(state: State, parameters: Parameters) -> Any:
    return BOT


def send_message(state: State, parameters: Parameters) -> Any:
    return _post(state, parameters, _text(parameters))


def send_photo(state: State, parameters: Parameters) -> Any:
    strict.check_photo(parameters.get("photo"))
    return _post(state, parameters, {"photo": _PHOTO} | _caption(parameters))


def send_rich_message(state: State, parameters: Parameters) -> Any:
    return _post(state, parameters, _rich(parameters["rich_message"]))


def send_message_draft(state: State, parameters: Parameters) -> Any:
    if state.chat(parameters.get("chat_id")).type != "private":
        raise bad("drafts can be sent to private chats only")
    strict.formatted(parameters.get("text", ""), parameters.get("parse_mode"))
    return True


def send_chat_action(state: State, parameters: Parameters) -> Any:
    strict.check_action(parameters.get("action"))
    _check_topic(state.chat(parameters.get("chat_id")), parameters)
    return True


def edit_message_text(state: State, parameters: Parameters) -> Any:
    rich = parameters.get("rich_message")
    return _edit(state, parameters, _rich(rich) if rich else _text(parameters), ("text", "rich"))


def edit_message_caption(state: State, parameters: Parameters) -> Any:
    return _edit(state, parameters, _caption(parameters), ("photo",))


def edit_message_reply_markup(state: State, parameters: Parameters) -> Any:
    return _edit(state, parameters, {}, ("text", "rich", "photo"))


def delete_message(state: State, parameters: Parameters) -> Any:
    if state.chat(parameters.get("chat_id")).messages.pop(parameters.get("message_id", 0), None) is None:
        raise bad("message to delete not found")
    return True


def get_chat(state: State, parameters: Parameters) -> Any:
    return state.chat(parameters.get("chat_id")).as_json() | {"accent_color_id": 0, "max_reaction_count": 11}


def get_file(state: State, parameters: Parameters) -> Any:
    name = parameters.get("file_id", "")
    if name not in state.files:
        raise bad("wrong file_id or the file is temporarily unavailable")
    if len(state.files[name]) > 20 * 2**20:
        raise bad("file is too big")
    told = {"file_id": name, "file_unique_id": f"u{name}", "file_size": len(state.files[name])}
    return told | {"file_path": f"documents/{name}"}


def answer_callback_query(state: State, parameters: Parameters) -> Any:
    strict.check_toast(parameters.get("text"))
    state.close_query(parameters.get("callback_query_id"))
    return True


def answer_inline_query(state: State, parameters: Parameters) -> Any:
    check_answer(parameters)
    state.close_query(parameters.get("inline_query_id"))
    return True


def answer_guest_query(state: State, parameters: Parameters) -> Any:
    check_result(parameters.get("result", {}))
    state.close_query(parameters.get("guest_query_id"))
    name = f"guest-{parameters['guest_query_id']}"
    content = parameters["result"].get("input_message_content", {})
    state.inline_messages[name] = _text({"text": content["message_text"], "parse_mode": content.get("parse_mode")})
    return {"inline_message_id": name}


def set_my_commands(state: State, parameters: Parameters) -> Any:
    strict.check_commands(parameters.get("commands", []))
    return True


def get_my_description(state: State, parameters: Parameters) -> Any:
    return {"description": ""}


def get_my_short_description(state: State, parameters: Parameters) -> Any:
    return {"short_description": ""}


def agree(state: State, parameters: Parameters) -> Any:
    """Do nothing, and say that it is done."""
    return True


def _text(parameters: Parameters) -> Parameters:
    entities = parameters.get("entities")
    text, found = strict.message_text(parameters.get("text"), parameters.get("parse_mode"), entities)
    preview = parameters.get("link_preview_options")
    return {"text": text, "entities": found} | ({"link_preview_options": preview} if preview else {})


def _caption(parameters: Parameters) -> Parameters:
    entities = parameters.get("caption_entities")
    text, found = strict.caption(parameters.get("caption"), parameters.get("parse_mode"), entities)
    return {"caption": text, "caption_entities": found} if text else {}


def _rich(rich: Parameters) -> Parameters:
    text, entities = parse_html(rich.get("html", ""), rich=True)
    if not text.strip():
        raise bad("message text is empty")
    if utf16(text) > 32_768:
        raise bad("message is too long")
    return {"rich": rich, "text": text, "entities": [e for e in entities if e["type"] in ("bold", "text_link")]}


def _post(state: State, parameters: Parameters, content: Parameters) -> Parameters:
    """Put the bot's message into the chat, if it may be put there."""
    with state.changed:
        chat = state.chat(parameters.get("chat_id"))
        strict.check_keyboard(parameters.get("reply_markup"))
        content |= _check_topic(chat, parameters) | _reply(chat, parameters.get("reply_parameters"))
        if markup := parameters.get("reply_markup"):
            content["reply_markup"] = markup
        return state.add_message(chat, BOT, **content)


def _check_topic(chat: Chat, parameters: Parameters) -> Parameters:
    thread = parameters.get("message_thread_id")
    if thread is None:
        return {}
    if thread not in chat.topics:
        raise bad("message thread not found")
    return {"message_thread_id": thread, "is_topic_message": True}


def _reply(chat: Chat, reply: Parameters | None) -> Parameters:
    if reply is None:
        return {}
    answered = chat.messages.get(reply["message_id"])
    if answered is None:
        if reply.get("allow_sending_without_reply"):
            return {}
        raise bad("message to be replied not found")
    if reply.get("quote", "") not in answered.get("text", ""):
        raise bad("QUOTE_TEXT_INVALID")
    return {"reply_to_message": {k: v for k, v in answered.items() if k != "reply_to_message"}}


def _edit(state: State, parameters: Parameters, content: Parameters, kinds: tuple[str, ...]) -> Any:
    """Change a message of the bot's own, if there is anything to change."""
    strict.check_keyboard(parameters.get("reply_markup"))
    with state.changed:
        message = _editable(state, parameters)
        if not any(kind in message for kind in kinds):
            raise bad("there is no text in the message to edit")
        changed = content | {"reply_markup": parameters.get("reply_markup")}
        keys = changed.keys() - {"link_preview_options"}
        if all(message.get(key) == changed[key] for key in keys):
            raise bad(_SAME)
        message.update(changed)
        if changed["reply_markup"] is None:
            del message["reply_markup"]
        state.changed.notify_all()
        return True if "inline_message_id" in parameters else message


def _editable(state: State, parameters: Parameters) -> Parameters:
    if "inline_message_id" in parameters:
        if parameters["inline_message_id"] not in state.inline_messages:
            raise bad("MESSAGE_ID_INVALID")
        return state.inline_messages[parameters["inline_message_id"]]
    message = state.chat(parameters.get("chat_id")).messages.get(parameters.get("message_id", 0))
    if message is None:
        raise bad("message to edit not found")
    if message["from"]["id"] != BOT["id"]:
        raise bad("message can't be edited")
    return message


Method = Callable[[State, Parameters], Any]
METHODS: dict[str, Method] = {
    "getme": get_me,
    "sendmessage": send_message,
    "sendphoto": send_photo,
    "sendrichmessage": send_rich_message,
    "sendmessagedraft": send_message_draft,
    "sendchataction": send_chat_action,
    "editmessagetext": edit_message_text,
    "editmessagecaption": edit_message_caption,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "getchat": get_chat,
    "getfile": get_file,
    "answercallbackquery": answer_callback_query,
    "answerinlinequery": answer_inline_query,
    "answerguestquery": answer_guest_query,
    "setmycommands": set_my_commands,
    "getmydescription": get_my_description,
    "getmyshortdescription": get_my_short_description,
    **dict.fromkeys(("deletemycommands", "setmydescription", "setmyshortdescription", "setmyname"), agree),
    **dict.fromkeys(("setchatmenubutton", "setmydefaultadministratorrights", "leavechat"), agree),
}
