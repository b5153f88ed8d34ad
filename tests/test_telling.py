"""Sentences become claims, and nobody's words stand under another's name."""

from bot.answering.candidates import Candidate
from bot.answering.reading import read_sentence
from bot.answering.telling import answer_of, runs_of
from bot.question import read_question
from corpus.split import sentences
from corpus.types import Article, Span, Statement
from corpus.vocabulary import Vocabulary

TEXT = "“I saw nothing there.” “You were there all day.” “I was at home that day.” The court let her go."
ARTICLE = Article("1", "A day in court", TEXT, None, None, None, None, "en", (), "")
FOCUS = read_question("What did they say?", Vocabulary([], 1))


def told(*speakers: str | None) -> list[str]:
    """What each claim reads like; each sentence has a speaker, or none."""
    chosen = [
        Candidate(
            ARTICLE,
            span,
            TEXT[span.start : span.end],
            read_sentence(TEXT[span.start : span.end]),
            Statement((Span(span.start + 1, span.end - 1),), "", who, who, "a witness", None, span) if who else None,
            *(0, 0.0, 0.0, 0.0),
        )
        for span, who in zip(sentences(TEXT), speakers, strict=True)
    ]
    return [f"{claim.heading} {claim.text}".strip() for claim in answer_of(runs_of(chosen), FOCUS).claims]


def test_a_second_speaker_is_never_put_under_the_first_ones_name():
    assert told("Ann Lee", "Bob Ray", "Ann Lee", None) == [
        "Ann Lee, a witness: “I saw nothing there.”",
        "Bob Ray, a witness: “You were there all day.”",
        "Ann Lee: “I was at home that day.” The court let her go.",
    ]


def test_what_follows_in_the_text_and_is_one_speakers_is_one_claim():
    assert told("Ann Lee", "Ann Lee", "Ann Lee", None) == [f"Ann Lee, a witness: {TEXT}"]
