"""The question tower: it raises what answers above what repeats the question, and leaves the model as it is."""

from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from bot.answering.features import SENTENCE_FEATURES
from bot.answering.scorer import load_network
from bot.grading import UNANSWERABLE, read_golden
from embeddings.encoder import SentenceTransformerEncoder
from embeddings.models import PACKAGED_SHA256, TOWER
from embeddings.question_tower import NOTHING, PROJECTION, question_tower
from tests.test_encoder import passage

ASKED = [
    (
        "How much did he have to pay to get out of jail?",
        ["Amadou Sow was taken to the county jail.", "He posted a bond of $450.", "The jail was closed in 2019."],
        1,
    ),
    (
        "Who shot the cameraman?",
        ["The cameraman shot hours of footage.", "A sheriff's deputy fired a rubber bullet at him.", "He went home."],
        1,
    ),
    (
        "Why was the reporter let go?",
        ["The reporter was let in at noon.", "Prosecutors dropped the case for lack of evidence.", "It rained."],
        1,
    ),
    (
        "How does the editor explain the decision not to publish?",
        ["The paper publishes daily.", "The editor was born in Ohio.", "“Lives were at stake,” Ines Ferreira said."],
        2,
    ),
    (
        "what happened to her gear",
        ["Her gear was new.", "She had gear of three makers.", "An officer smashed the lens with his baton."],
        2,
    ),
]


def test_questions_that_nothing_answers_lie_nearer_to_no_answer(fast_encoder):
    """On questions that it was not fitted to; it is one sign of many, and sure of nothing by itself."""
    golden = read_golden(Path(__file__).parent / "questions" / "incidents-train.jsonl")
    nothing = np.asarray([vectors.nothing for vectors in fast_encoder.encode_all([g.question for g in golden])])
    unanswerable = np.asarray([g.kind == UNANSWERABLE for g in golden])

    higher = nothing[unanswerable][:, None] > nothing[~unanswerable][None, :]

    assert higher.mean() > 0.65


def test_no_answer_has_a_vector_of_its_own(fast_encoder, real_encoder):
    nothing = load_file(TOWER)[NOTHING].float().numpy()
    question = "Which hospital was he taken to?"

    for encoder in (fast_encoder, real_encoder):
        vectors = encoder.encode(question)
        assert vectors.answer.shape == (384,)
        assert vectors.nothing == pytest.approx(float(vectors.answer @ nothing), abs=1e-3)


def test_against_likeness_it_raises_what_answers_above_what_repeats_the_question(fast_encoder):
    """It was fitted beside likeness, so what it adds to it is what it is there for."""
    raised, alike = 0, 0
    for question, sentences, right in ASKED:
        [made] = fast_encoder.encode_passages([passage(*sentences)])
        vectors = fast_encoder.encode(question)
        likeness = made.sentences @ vectors.likeness
        raised += int(np.argmax(made.sentences @ vectors.answer - likeness)) == right
        alike += int(np.argmax(likeness)) == right

    assert raised >= 4
    assert alike <= 2


def test_the_tower_leaves_a_questions_likeness_as_the_library_makes_it(real_encoder):
    questions = ["Who was arrested in Oakland?", "norway", "", "why " * 400]

    library = real_encoder._model.encode(questions, normalize_embeddings=True, show_progress_bar=False)

    ours = np.stack([vectors.likeness for vectors in real_encoder.encode_all(questions)])
    assert np.abs(library - ours).max() < 1e-4


def test_a_model_that_it_was_not_fitted_to_has_no_tower_and_answers_lie_nowhere(real_encoder, monkeypatch):
    model = real_encoder._model[0].auto_model
    assert question_tower(model, "0" * 64) is None
    assert question_tower(model, PACKAGED_SHA256) is not None

    monkeypatch.setattr(real_encoder, "_tower", None)
    vectors = real_encoder.encode("Who was arrested?")

    assert vectors.answer is None
    assert np.isnan(vectors.nothing)
    assert np.linalg.norm(vectors.likeness) == pytest.approx(1, abs=1e-5)
    assert isinstance(real_encoder, SentenceTransformerEncoder)


def test_what_is_not_known_of_a_sentence_counts_as_the_mean():
    network = load_network("sentences")
    known = network.mean[None].repeat(2, axis=0).copy()
    unknown = known.copy()
    unknown[:, [i for i, name in enumerate(SENTENCE_FEATURES) if "answering" in name]] = np.nan

    assert network(unknown) == pytest.approx(network(known))


def test_the_file_holds_additions_of_low_rank_to_the_last_layers():
    fitted = load_file(TOWER)
    downs = {name.removesuffix(".down") for name in fitted if name.endswith(".down")}

    assert fitted[PROJECTION].shape == (384, 384)
    assert fitted[NOTHING].shape == (384,)
    assert downs == {name.removesuffix(".up") for name in fitted if name.endswith(".up")}
    assert {name.split(".")[0] for name in downs} == {"0", "1", "2"}
    assert all(torch.isfinite(tensor).all() for tensor in fitted.values())
    assert TOWER.stat().st_size < 2_000_000
