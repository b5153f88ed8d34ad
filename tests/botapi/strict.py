"""What Telegram refuses in texts and keyboards, in its own words. Pure: values in, cleaned values or a refusal out."""

import re
from typing import Any

from tests.botapi.bodies import Upload
from tests.botapi.markup import MAX_ENTITIES, parse_html, utf16
from tests.botapi.refusal import bad

MAX_TEXT, MAX_CAPTION, MAX_TOAST, MAX_DATA = 4096, 1024, 200, 64
MAX_IN_A_ROW, MAX_BUTTONS = 8, 100
START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")
_ACTIONS = frozenset(
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker "
    "find_location record_video_note upload_video_note".split()
)
_KINDS_OF_BUTTON = frozenset(
    "url callback_data web_app login_url switch_inline_query switch_inline_query_current_chat "
    "switch_inline_query_chosen_chat copy_text callback_game pay".split()
)
_BESIDES = {"text", "style", "icon_custom_emoji_id"}
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\u2028-\u202e]")
_INVISIBLE = re.compile(
    "[\\s\u00a0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u2000-\u200f\u202f-\u206f\u2800\u3000\u3164\ufeff]*"
)
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_DEEP_LINK = re.compile(r"https?://(?:t|telegram)\.me/\w+/?\?(?:.*&)?start(?:group)?=([^&]*)")


def formatted(text: Any, mode: str | None, entities: Any = None) -> tuple[str, list[dict[str, Any]]]:
    """Read a text by its parse mode and trim it as the server does.

    Raises:
        Refusal: the mode or the markup cannot be used.
    """
    if not isinstance(text, str):
        raise bad("message text must be a string")
    if mode and mode.lower() != "html":
        raise bad(f"unsupported parse_mode {mode}; this bot writes HTML")
    plain, found = parse_html(text) if mode else (text, list(entities or [])[:MAX_ENTITIES])
    plain = _CONTROLS.sub(" ", plain)
    shift = utf16(plain) - utf16(plain.lstrip())
    moved = [entity | {"offset": max(entity["offset"] - shift, 0)} for entity in found]
    for entity in moved:
        check_link(entity.get("url"))
    return plain.strip(), moved


def message_text(text: Any, mode: str | None, entities: Any = None) -> tuple[str, list[dict[str, Any]]]:
    """The text of a message: neither empty nor over 4,096 UTF-16 units once it is parsed.

    Raises:
        Refusal: it is.
    """
    plain, found = formatted(text, mode, entities)
    if _INVISIBLE.fullmatch(plain):
        raise bad("message text is empty")
    if utf16(plain) > MAX_TEXT:
        raise bad("message is too long")
    return plain, found


def caption(text: Any, mode: str | None, entities: Any = None) -> tuple[str, list[dict[str, Any]]]:
    """The caption of a photo: it may be empty."""
    plain, found = formatted(text or "", mode, entities)
    if utf16(plain) > MAX_CAPTION:
        raise bad("message caption is too long")
    return plain, found


def check_keyboard(markup: Any) -> None:
    """Refuse an inline keyboard that is too big, or a button that is empty or does not say what it does."""
    if markup is None or "inline_keyboard" not in markup:
        return
    rows = markup["inline_keyboard"]
    if any(len(row) > MAX_IN_A_ROW for row in rows) or sum(map(len, rows)) > MAX_BUTTONS:
        raise bad("REPLY_MARKUP_TOO_LONG")
    for button in (button for row in rows for button in row):
        _check_button(button)


def _check_button(button: dict[str, Any]) -> None:
    if _INVISIBLE.fullmatch(button.get("text", "")):
        raise bad("inline keyboard button text must be non-empty")
    if len(button.keys() & _KINDS_OF_BUTTON) != 1 or button.keys() - _KINDS_OF_BUTTON - _BESIDES:
        raise bad("can't parse inline keyboard button: text buttons are unallowed in the inline keyboard")
    if not 1 <= len(button.get("callback_data", "x").encode()) <= MAX_DATA:
        raise bad("BUTTON_DATA_INVALID")
    if not re.match(r"(https?|tg)://[^\s/]+", button.get("url", "https://x")):
        raise bad("BUTTON_URL_INVALID")
    if not 1 <= utf16(button.get("copy_text", {}).get("text", "x")) <= 256:
        raise bad("BUTTON_COPY_TEXT_INVALID")
    check_link(button.get("url"))


def check_link(url: Any) -> None:
    """Refuse a deep link whose parameter Telegram would not hand on."""
    found = _DEEP_LINK.match(url) if isinstance(url, str) else None
    if found and not START_PARAMETER.fullmatch(found[1]):
        raise bad("START_PARAM_INVALID")


def check_photo(photo: Any) -> None:
    """Refuse what is no picture: an upload has to be a PNG or a JPEG of at most ten megabytes."""
    if not isinstance(photo, Upload):
        if not (isinstance(photo, str) and photo):
            raise bad("there is no photo in the request")
    elif not photo.content.startswith(_IMAGES):
        raise bad("IMAGE_PROCESS_FAILED")
    elif len(photo.content) > 10_000_000:
        raise bad("file is too big")


def check_action(action: Any) -> None:
    if action not in _ACTIONS:
        raise bad("wrong parameter action in request")


def check_toast(text: Any) -> None:
    if text is not None and utf16(text) > MAX_TOAST:
        raise bad("MESSAGE_TOO_LONG")


def check_commands(commands: Any) -> None:
    """Refuse a list of commands that Telegram would not show."""
    if len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= utf16(command["description"]) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
