"""Words and stems, as questions and passages are compared by them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.words import content_stems, stem, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nielsen’s camera", ["Nielsen", "camera"]),
        ("the Post's EDITORS’ desk", ["the", "Post", "EDITORS", "desk"]),
        ("O’Brien and d'Ivoire", ["O’Brien", "and", "d'Ivoire"]),
        ("1,500 of 3.5 in 2020.", ["1,500", "of", "3.5", "in", "2020"]),
        ("KPIX5 and 5G", ["KPIX5", "and", "5", "G"]),
        ("snake_case—dash", ["snake", "case", "dash"]),
        ("Café Łódź 中国 حرية", ["Café", "Łódź", "中国", "حرية"]),
        ("…!? 😀", []),
    ],
)
def test_a_text_is_split_into_words_as_written(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    "forms", [("arrest", "Arrested", "ARRESTS", "arresting"), ("journalist", "Journalists"), ("2020", "2020")]
)
def test_forms_of_a_word_share_a_stem(forms):
    assert len({stem(form) for form in forms}) == 1


def test_a_question_s_small_words_do_not_count():
    assert content_stems("Who was it that arrested the reporter?") == ["arrest", "report"]
    assert content_stems("What would you have them do?") == []


@given(st.text())
def test_every_word_stands_in_its_text_in_order(text):
    position = 0
    for word in words(text):
        position = text.index(word, position) + len(word)
    assert position <= len(text)


@given(st.text())
def test_stems_never_raise_and_hold_no_white_space(text):
    assert all(s and not set(s) & set(" \t\n") for s in content_stems(text))
