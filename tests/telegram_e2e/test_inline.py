"""Inline queries and guest mode."""

import pytest

from tests.botapi.people import BOT_NAME, some_person
from tests.telegram_e2e.seen import NORWAY


def test_inline_the_answer_comes_first_then_passages(bot):
    answer = bot.answer(bot.world.type_inline(some_person(), NORWAY))
    first, *others = answer["results"]

    assert "Norway ranked 1st" in first["input_message_content"]["message_text"]
    assert others
    assert all(card["description"] and card["title"] for card in answer["results"])
    assert answer["cache_time"] > 0


def test_inline_pages_follow_one_another_without_a_repetition(bot):
    reader, offset, seen = some_person(), "", []
    for _ in range(3):
        answer = bot.answer(bot.world.type_inline(reader, "journalists arrested", offset))
        seen += [card["id"] for card in answer["results"]]
        offset = answer.get("next_offset", "")
        if not offset:
            break

    assert len(seen) == len(set(seen)) > 0


@pytest.mark.parametrize("text", ["", "   ", "zzxqv qqwx", "<b>&amp;", "a" * 256, "\u202e\u0000", "؟ ترتیب نروژ"])
def test_inline_there_is_always_a_card(bot, text):
    assert bot.answer(bot.world.type_inline(some_person(), text))["results"]


def test_while_somebody_types_only_the_last_query_is_worked_on(bot):
    reader, text = some_person(), "where does norway rank"
    with bot.api.state.changed:  # all of them come at once
        typed = [bot.world.type_inline(reader, text[:length]) for length in range(5, len(text) + 1)]

    assert bot.answer(typed[-1])["results"]
    assert sum(len(bot.answers(query)) for query in typed) < len(typed) / 2


def test_a_guest_s_mention_is_answered_in_place(bot):
    before = len(bot.api.asked("sendMessage"))
    query = bot.world.mention_as_guest(some_person(), f"{BOT_NAME} {NORWAY}")
    result = bot.answer(query, "guest")["result"]

    assert "Norway ranked 1st" in result["input_message_content"]["message_text"]
    assert len(bot.answers(query, "guest")) == 1
    assert len(bot.api.asked("sendMessage")) == before
