"""What Telegram refuses in the results of an inline query."""

from typing import Any

from tests.botapi.refusal import bad
from tests.botapi.strict import START_PARAMETER, caption, check_keyboard, message_text

MAX_RESULTS, MAX_ID, MAX_OFFSET = 50, 64, 64


def check_results(results: Any) -> None:
    """Refuse too many results, ids that are too long or come twice, and contents that could not be sent."""
    if not isinstance(results, list):
        raise bad("can't parse inline query results JSON object")
    if len(results) > MAX_RESULTS:
        raise bad("RESULTS_TOO_MUCH")
    ids = [result.get("id", "") for result in results]
    if len(set(ids)) < len(ids):
        raise bad("RESULT_ID_DUPLICATE")
    if not all(1 <= len(name.encode()) <= MAX_ID for name in ids):
        raise bad("RESULT_ID_INVALID")
    for result in results:
        check_result(result)


def check_result(result: dict[str, Any]) -> None:
    """Refuse a result that nobody could choose or that could not be posted."""
    check_keyboard(result.get("reply_markup"))
    if result.get("type") == "article" and not result.get("title"):
        raise bad("ARTICLE_TITLE_EMPTY")
    content = result.get("input_message_content", {})
    if result.get("type") == "article" and not content:
        raise bad("can't parse inline query result: message content is missing")
    if "message_text" in content:
        message_text(content["message_text"], content.get("parse_mode"), content.get("entities"))
    if "caption" in result:
        caption(result["caption"], result.get("parse_mode"), result.get("caption_entities"))


def check_answer(parameters: dict[str, Any]) -> None:
    """Refuse an answer to an inline query as a whole: results, paging, the button above them."""
    check_results(parameters.get("results"))
    if len(parameters.get("next_offset", "").encode()) > MAX_OFFSET:
        raise bad("NEXT_OFFSET_INVALID")
    if parameters.get("cache_time", 0) < 0:
        raise bad("CACHE_TIME_INVALID")
    button = parameters.get("button")
    if button and "web_app" not in button and not START_PARAMETER.fullmatch(button.get("start_parameter", "")):
        raise bad("START_PARAM_INVALID")
