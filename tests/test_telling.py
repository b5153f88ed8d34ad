"""Sentences become claims, and nobody's words stand under another's name."""

import numpy as np

from bot.answering.candidates import Candidates
from bot.answering.passages import answer_from_chosen
from bot.answering.telling import answer_of, runs_of
from bot.question import read_question
from corpus.split import sentences
from corpus.types import Span, Statement
from corpus.vocabulary import Vocabulary
from embeddings.types import QuestionVectors
from tests.told import an_article, candidate

TEXT = "“I saw nothing there.” “You were there all day.” “I was at home that day.” The court let her go."
ARTICLE = an_article(TEXT)
FOCUS = read_question("What did they say?", Vocabulary([], 1))


def told(*speakers: str | None) -> list[str]:
    """What each claim reads like; each sentence has a speaker, or none."""
    chosen = [
        candidate(
            ARTICLE,
            span,
            Statement((Span(span.start + 1, span.end - 1),), "", who, who, "a witness", None, span) if who else None,
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


def test_what_stands_under_a_tweet_and_links_to_other_stories_are_not_told():
    text = "The mayor freed the reporter.\n— Ann Lee (@annlee) June 1, 2020\nMore: Ten cities with a mayor.\nShe left."
    article = an_article(text)
    found = [candidate(article, span) for span in sentences(text)]
    alike, stems = np.ones((len(found), 1), dtype=np.float32), {"1": frozenset[str]()}
    candidates = Candidates(tuple(found), alike, QuestionVectors(alike[0]), stems, stems, {"1": 1.0})

    answer = answer_from_chosen(FOCUS, candidates, alike[:, 0], "1")

    assert sorted(claim.text for claim in answer.claims) == ["She left.", "The mayor freed the reporter."]
