"""What a question asks for, and which of its words matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.question import MAX_LENGTH, Asks, Role, read_question
from corpus.rows import Term
from corpus.vocabulary import Vocabulary
from corpus.words import stem


def vocabulary(*forms, passages=100, in_each=5):
    """A corpus's words; those with a capital always stand so."""
    terms = [Term(stem(form), form, in_each, in_each if form[0].isupper() else 0) for form in forms]
    return Vocabulary(terms, passages)


WORDS = vocabulary("Nielsen", "Katie", "Oakland", "Houston", "photographer", "arrested", "reporter", "police", "2018")


def asks(question):
    return read_question(question, WORDS).asks


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("When was she arrested?", {Asks.WHEN}),
        ("On which day did it happen?", {Asks.WHEN}),
        ("Where was she arrested?", {Asks.WHERE}),
        ("In which city was that?", {Asks.WHERE}),
        ("Who arrested her?", {Asks.WHO}),
        ("Which reporter was arrested?", {Asks.WHO}),
        ("How many cameras were broken?", {Asks.NUMBER}),
        ("How much was the bail?", {Asks.MONEY}),
        ("Why was she arrested?", {Asks.WHY}),
        ("What did her editor say?", {Asks.SPEECH}),
        ("When and where was she held?", {Asks.WHEN, Asks.WHERE}),
    ],
)
def test_what_is_asked_for(question, wanted):
    assert asks(question) >= wanted


def test_keywords_ask_for_no_kind_of_thing():
    assert asks("press cards") == frozenset()


def test_a_slip_of_the_pen_is_mended_where_the_corpus_knows_the_word():
    question = read_question("Which photgrapher was arested in Oakland?", WORDS)

    assert question.text == "Which photographer was arrested in Oakland?"
    assert all(word.known for word in question.words)


def test_a_name_that_the_corpus_lacks_stays_as_it_is_and_is_not_known():
    question = read_question("Was Ghislaine Xanthopoulos arrested?", WORDS)

    by_text = {word.text: word for word in question.words}
    assert not by_text["Xanthopoulos"].known
    assert by_text["Xanthopoulos"].name
    assert by_text["Xanthopoulos"].weight > by_text["arrested"].weight


def test_places_and_people_are_told_apart():
    question = read_question("Did police arrest Katie Nielsen in Oakland?", WORDS)

    roles = {word.text: word.role for word in question.names}
    assert roles == {"Katie": Role.PERSON, "Nielsen": Role.PERSON, "Oakland": Role.PLACE}


def test_years_are_read_and_other_numbers_are_not():
    question = read_question("In 2018 or 1999, for $2,019 or 12018?", WORDS)

    assert question.years == {"2018", "1999"}


def test_a_word_counts_once_and_stopwords_not_at_all():
    question = read_question("Who arrested the arrested, and who was it?", WORDS)

    assert [word.text for word in question.words] == ["arrested"]


def test_of_a_very_long_question_only_the_beginning_is_read():
    assert len(read_question("why " * MAX_LENGTH, WORDS).text) <= MAX_LENGTH


@given(st.text(max_size=300))
def test_any_text_can_be_read(text):
    question = read_question(text, WORDS)

    assert all(0 <= word.weight < 20 for word in question.words)
    assert len({word.stem for word in question.words}) == len(question.words)


def test_an_empty_corpus_knows_no_word():
    question = read_question("Who arrested Katie Nielsen?", Vocabulary([], 0))

    assert question.words
    assert not any(word.known for word in question.words)
