"""A follow-up is read with the questions that it leans on, and with no others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation import points_back, with_context

WALZ = "When was the CNN crew arrested in Minneapolis?"


@pytest.mark.parametrize(
    "question",
    [
        "what did her editor say?",
        "why wasn't she let in?",
        "and in 2018?",
        "What about Vietnam?",
        "how about Elena Milashina?",
        "when?",
        "Who else was arrested there?",
        "But why?",
    ],
)
def test_a_follow_up_points_back(question):
    assert points_back(question)


@pytest.mark.parametrize(
    "question",
    [
        WALZ,
        "Who attacked Guardian reporter Ben Jacobs?",
        "Did Ben Jacobs get his glasses back?",
        "which reporter was arrested outside the courthouse after filming a deputy",
    ],
)
def test_a_question_that_names_its_subject_stands_alone(question):
    assert not points_back(question)


def test_a_question_that_stands_alone_leaves_the_earlier_ones_be():
    assert with_context("Who attacked Guardian reporter Ben Jacobs?", [WALZ]) == (
        "Who attacked Guardian reporter Ben Jacobs?"
    )


def test_a_chain_of_follow_ups_is_followed_to_where_it_begins():
    context = ["Who attacked Guardian reporter Ben Jacobs?", WALZ, "what did the governor say about it?"]

    assert with_context("and why did he apologize?", context) == (
        f"{WALZ} what did the governor say about it? and why did he apologize?"
    )


def test_without_earlier_questions_a_follow_up_is_itself():
    assert with_context("and why?", []) == "and why?"


@given(st.text(), st.lists(st.text(), max_size=4))
def test_any_text_ends_as_it_was_asked(question, context):
    assert with_context(question, context).endswith(question)
