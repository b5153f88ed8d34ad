"""The reader: it tells a sentence that answers from one that is only on the matter, the same on every backend."""

from itertools import permutations

import numpy as np
import pytest
import torch

from embeddings.models import PACKAGED_SHA256
from embeddings.reader import MOST, Reader, load_reader
from tests.fit_reader import WIDTH, Fitting, Page

MATTER = ["Amadou Sow filmed the march for Radio Lumen.", "The march began at noon.", "The station is in Ohio."]
ASKED = [
    ("Which hospital was Amadou Sow taken to?", "He was taken to a hospital.", "He was taken to St. Clare Hospital."),
    ("How long was Amadou Sow held?", "Sow was held by the police.", "Sow was held for six hours."),
    ("How much was the fine?", "Sow has to pay a fine.", "Sow has to pay a fine of $450."),
    ("When was Amadou Sow released?", "Sow was released.", "Sow was released on May 4, 2019."),
    (
        "Which lawyer represents Amadou Sow?",
        "Sow's lawyer asked for bail.",
        "Ines Vega, an attorney for Sow, asked for bail.",
    ),
    (
        "What is the news director called?",
        "The news director was angry.",
        "“We are angry,” said news director Paul Okafor.",
    ),
    ("Who is the police spokesman?", "A police spokesman was silent.", "Police spokesman Karl Brandt was silent."),
    ("What was the officer's name?", "An officer pushed Sow.", "Officer Dan Holt pushed Sow."),
    ("Which judge dismissed the charge?", "A judge dismissed it.", "Judge Maria Ortega dismissed it."),
    ("How old is the man who hit Sow?", "A man hit Sow.", "Leon Marsh, 34, hit Sow."),
]
"""What is asked; a sentence that repeats it; one that answers it."""

LAWYER = (
    "What is the name of Sow's lawyer?",
    "Sow has a lawyer.",
    "“He did nothing wrong,” said his lawyer, Ines Vega.",
)
SELDOM_TOLD = pytest.mark.xfail(strict=True, reason="so seldom told that the reader does not believe it when it is")


@pytest.fixture(params=["fast", "torch"])
def encoder(request, fast_encoder, real_encoder):
    return fast_encoder if request.param == "fast" else real_encoder


@pytest.mark.parametrize(("question", "repeats", "answers"), [*ASKED, pytest.param(*LAWYER, marks=SELDOM_TOLD)])
def test_what_answers_is_told_from_what_repeats_the_question(encoder, question, repeats, answers):
    told, untold = (encoder.read(question, [*MATTER, last]) for last in (answers, repeats))

    assert int(np.argmax(told.scores)) == len(MATTER)
    assert told.scores.max() - told.nothing > untold.scores.max() - untold.nothing + 0.5


def test_backends_agree(fast_encoder, real_encoder):
    for question, repeats, answers in ASKED:
        sentences = [*MATTER, repeats, answers, answers * 40]
        fast, exact = (encoder.read(question, sentences) for encoder in (fast_encoder, real_encoder))
        assert np.corrcoef(fast.scores, exact.scores)[0, 1] > 0.97
        assert fast.nothing == pytest.approx(exact.nothing, abs=1.0)


def test_the_order_of_sentences_does_not_matter(encoder):
    question, *sentences = ASKED[0]
    readings = {order: encoder.read(question, [sentences[i] for i in order]) for order in permutations(range(2))}

    (there, back) = readings.values()
    assert there.scores == pytest.approx(back.scores[::-1], abs=0.05)
    assert there.nothing == pytest.approx(back.nothing, abs=0.05)


def test_without_sentences_there_is_nothing_to_read(encoder):
    assert encoder.read("Who was arrested?", []) is None


def test_another_model_s_tokens_are_not_read():
    assert load_reader("another") is None
    assert load_reader(PACKAGED_SHA256) is not None


def test_what_is_fitted_is_what_reads():
    """The same weights give the same logits, in torch for many questions at once and in numpy for one."""
    torch.manual_seed(1)
    lengths = {"asked": 5, "also asked": 9, "one": 3, "two": 12, "three": 7}
    tokens = {text: torch.randn(length, 2 * WIDTH).half() for text, length in lengths.items()}
    model = Fitting(tokens, 2 * WIDTH).eval()
    pages = [Page("asked", ("one", "two", "three"), (False, True, False)), Page("also asked", ("two",), (False,))]
    reader = Reader({name: tensor.detach().numpy() for name, tensor in model.state_dict().items()})

    with torch.no_grad():
        fitted = [scores.numpy() for scores in model(pages)]

    for page, scores in zip(pages, fitted, strict=True):
        own = [tokens[text].float().numpy() for text in (page.asked, *page.sentences)]
        reading = reader.read(own[0], own[1:])
        assert reading.scores == pytest.approx(scores[:-1], abs=1e-4)
        assert reading.nothing == pytest.approx(scores[-1], abs=1e-4)


def test_what_is_too_long_is_read_in_part(encoder):
    """A sentence of thousands of words costs no more than one of eighty."""
    begun = encoder.read("Who was arrested?", ["word " * MOST])
    whole = encoder.read("Who was arrested?", ["word " * 40 * MOST])

    assert whole.scores == pytest.approx(begun.scores, abs=0.05)
