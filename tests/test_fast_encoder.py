"""OpenVINO's vectors agree with torch's; where it cannot be had, torch takes its place."""

import json
import logging
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from subprocess import run

import numpy as np
import pytest

from embeddings import encoders, preparing
from embeddings.encoder import SentenceTransformerEncoder
from embeddings.encoders import load_encoder
from embeddings.errors import ModelError
from embeddings.models import DEFAULT_MODEL, ModelSource, find_model
from embeddings.openvino_encoder import OpenVinoEncoder
from embeddings.preparing import Prepared, prepared
from embeddings.protocols import Encoder
from embeddings.types import PassageText
from tests.test_encoder import passage

QUESTIONS = ["Who was arrested in Oakland?", "norway", "Which officer withheld an editor's passport at Dulles?", ""] * 9


def starter_passages() -> list[PassageText]:
    texts = [text.partition("\n") for text in preparing._texts() if "\n" in text]
    return [passage(*body.split(". "), title=title) for title, _, body in texts]


def both(encoder: Encoder, questions: Sequence[str]) -> np.ndarray:
    """Both vectors of each question as one of length 1: the product of two such is the mean of their cosines."""
    rows = []
    for vectors in encoder.encode_all(questions):
        assert vectors.answer is not None
        rows.append(np.concatenate([vectors.likeness, vectors.answer / np.linalg.norm(vectors.answer)]))
    return np.stack(rows) / np.sqrt(2)


def test_the_two_agree_on_passages_sentences_and_questions(real_encoder, fast_encoder):
    """The floor for a faster path to be the default: a mean cosine of 0.99."""
    texts = starter_passages()[:48]
    pairs = zip(real_encoder.encode_passages(texts), fast_encoder.encode_passages(texts), strict=True)
    passages, sentences = [], []
    for exact, fast in pairs:
        passages.append(exact.passage @ fast.passage)
        sentences.extend((exact.sentences * fast.sentences).sum(axis=1))
    questions = (both(real_encoder, QUESTIONS[:3]) * both(fast_encoder, QUESTIONS[:3])).sum(axis=1)

    assert np.mean(passages) >= 0.99
    assert min(passages) >= 0.97
    assert np.mean(sentences) >= 0.98
    assert questions.min() >= 0.98
    assert (fast_encoder.digest, fast_encoder.dimension) == (real_encoder.digest, real_encoder.dimension)
    assert fast_encoder.runtime.startswith("OpenVINO ")


def test_questions_have_the_same_vectors_alone_together_and_from_several_threads(fast_encoder):
    alone = np.concatenate([both(fast_encoder, [question]) for question in QUESTIONS])

    with ThreadPoolExecutor(4) as pool:
        threaded = np.concatenate(list(pool.map(lambda question: both(fast_encoder, [question]), QUESTIONS)))

    assert np.array_equal(alone, threaded)
    assert (alone * both(fast_encoder, QUESTIONS)).sum(axis=1).min() > 0.999


def test_a_question_has_the_same_vector_alone_and_padded_at_every_length(fast_encoder):
    """On processors with AMX, OpenVINO's 8 bits were seen to fail at exactly 32 tokens."""
    words = "who saw the police take the camera of a reporter in the north of Norway".split() * 4
    questions = [" ".join(words[:length]) for length in range(4, 48)]
    longer = [" ".join(words[: length + 1]) for length in range(4, 48)]

    padded = [both(fast_encoder, [one, other])[0] for one, other in zip(questions, longer, strict=True)]

    assert min(both(fast_encoder, [q])[0] @ row for q, row in zip(questions, padded, strict=True)) > 0.99


def test_passages_come_back_in_their_order_whatever_their_lengths(fast_encoder):
    texts = [passage(*["One more sentence."] * (1 + 7 * n % 23), title=f"Subject {n}") for n in range(40)]

    made = fast_encoder.encode_passages(texts)

    alone = [fast_encoder.encode_passages([text])[0] for text in texts]
    assert [len(m.sentences) for m in made] == [len(t.sentences) for t in texts]
    assert min(m.passage @ a.passage for m, a in zip(made, alone, strict=True)) > 0.999


def test_a_prepared_model_is_opened_without_torch_and_without_telemetry(fast_encoder, pytestconfig):
    source = (
        "import sys; from pathlib import Path\n"
        "from embeddings.models import DEFAULT_MODEL, find_model\n"
        "from embeddings.encoders import load_encoder\n"
        "encoder = load_encoder(find_model(DEFAULT_MODEL), 'openvino', Path(sys.argv[1]))\n"
        "assert encoder.encode('Who was arrested?').answer.shape == (384,)\n"
        "slow = {'torch', 'transformers', 'sentence_transformers', 'nncf', 'openvino_telemetry.main'}\n"
        "print(sorted(slow & set(sys.modules)))"
    )
    cache = str(pytestconfig.cache.mkdir("pressbot"))

    done = run([sys.executable, "-c", source, cache], capture_output=True, text=True, check=True)

    assert (done.stdout.strip(), done.stderr) == ("[]", "")


# choosing


@pytest.fixture
def no_openvino(monkeypatch) -> None:
    monkeypatch.setattr(encoders, "is_installed", lambda: False)


@pytest.mark.usefixtures("no_openvino")
def test_without_the_extra_torch_is_used_and_the_fast_one_is_refused_by_name(tmp_path):
    source = find_model(DEFAULT_MODEL)

    assert isinstance(load_encoder(source, "auto", tmp_path), SentenceTransformerEncoder)
    with pytest.raises(ModelError, match=r"needs the extra fast: pip install 'pressfreedom-bot\[fast\]'"):
        load_encoder(source, "openvino", tmp_path)


def test_where_preparing_fails_torch_takes_its_place_and_says_why(monkeypatch, tmp_path, caplog):
    def fail(*_: object) -> Prepared:
        raise ModelError("model.xml: cannot be opened")

    monkeypatch.setattr("embeddings.openvino_encoder.prepared", fail)
    monkeypatch.setattr(encoders, "is_installed", lambda: True)
    source = find_model(DEFAULT_MODEL)

    with caplog.at_level(logging.WARNING):
        assert isinstance(load_encoder(source, "auto", tmp_path), SentenceTransformerEncoder)
    assert caplog.messages == ["model.xml: cannot be opened; going on with torch, which is slower"]
    with pytest.raises(ModelError, match="cannot be opened"):
        load_encoder(source, "openvino", tmp_path)


@pytest.mark.parametrize(
    ("kinds", "mean"),
    [(["Transformer", "Pooling"], False), (["Transformer", "Pooling", "Dense"], True), (["StaticEmbedding"], True)],
)
def test_a_model_of_another_make_is_refused(tmp_path, kinds, mean):
    (tmp_path / "modules.json").write_text(json.dumps([{"type": f"sentence_transformers.models.{k}"} for k in kinds]))
    (tmp_path / "1_Pooling").mkdir()
    (tmp_path / "1_Pooling" / "config.json").write_text(json.dumps({"pooling_mode_mean_tokens": mean}))

    with pytest.raises(ModelError, match="knows no such model; set PRESSBOT_ENCODER=torch"):
        OpenVinoEncoder(ModelSource("other", tmp_path, None), tmp_path)


# preparing


@pytest.fixture
def key(monkeypatch) -> None:
    monkeypatch.setattr(preparing, "_key", lambda folder: "key")


@pytest.mark.usefixtures("key")
def test_a_preparation_that_fails_leaves_nothing_and_is_an_error_of_one_line(tmp_path):
    (tmp_path / "model").mkdir()

    with pytest.raises(ModelError, match=r"cannot be prepared for OpenVINO .*PRESSBOT_ENCODER=torch") as error:
        prepared(ModelSource("broken", tmp_path / "model", None), tmp_path / "cache", lambda text: None)

    assert "\n" not in str(error.value)
    assert [p.name for p in (tmp_path / "cache" / "openvino").iterdir() if p.suffix != ".lock"] == []


@pytest.mark.usefixtures("key")
def test_what_was_prepared_is_not_prepared_again_and_what_is_broken_is(tmp_path, monkeypatch):
    made: list[str] = []

    def make(source: object, folder: object) -> None:
        made.append("once")
        kept.mkdir(parents=True, exist_ok=True)
        (kept / "prepared.json").write_text('{"precision": "int8", "cosine": 0.998, "faster": 2.0}')

    kept = tmp_path / "openvino" / "key"
    monkeypatch.setattr(preparing, "_in_another_process", make)
    source, told = ModelSource("model", tmp_path, None), list[str]()

    assert prepared(source, tmp_path, told.append) == Prepared(kept, "int8", 0.998, 2.0)
    assert prepared(source, tmp_path, told.append).model == kept / "model.xml"
    assert (len(made), len(told)) == (1, 1)
    (kept / "prepared.json").write_text("{")
    assert prepared(source, tmp_path, told.append).precision == "int8"
    assert len(made) == 2


def test_of_two_precisions_work_is_compared_and_not_what_others_do_meanwhile():
    """Beside a busy process the clock made one look twice as fast as the other, which was not so."""
    assert preparing._seconds(lambda texts: time.sleep(0.05), []) < 0.02


@pytest.mark.usefixtures("key")
def test_a_cache_that_cannot_be_written_is_an_error_that_names_the_setting(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(ModelError, match="PRESSBOT_CACHE"):
        prepared(ModelSource("model", tmp_path, None), tmp_path / "file", lambda text: None)
