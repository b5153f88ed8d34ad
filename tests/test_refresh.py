"""A refresh loads what is new and encodes what changed; another model encodes all anew."""

import numpy as np
import pytest

from corpus.sources.files import read_files
from embeddings.build import Report, build
from embeddings.errors import NoGenerationError, OtherModelError
from embeddings.generations import CORPUS, LEXICAL, VECTORS, read_manifest, verify
from embeddings.snapshot import Snapshot
from tests.desk import MANY, NEWS
from tests.fakes import FakeEncoder


def test_a_first_refresh_makes_a_whole_generation_that_finds_what_it_was_given(desk):
    report = desk.refresh(NEWS)

    assert report == Report(added=3, changed=0, unchanged=0, encoded=3, failures=(), generation=1)
    assert desk.texts() == sorted(NEWS)
    assert [desk.best(q) for q in ("photographer detained", "court in Lagos", "radio in Goma")] == NEWS
    manifest = verify(desk.generations.folder())
    assert (manifest.number, manifest.articles, manifest.passages, manifest.dimension) == (1, 3, 3, 32)
    assert {f.path.split("/")[0] for f in manifest.files} == {CORPUS, VECTORS, LEXICAL}


def test_a_stored_passage_has_its_vector_and_one_for_each_sentence(desk):
    desk.refresh([{"title": "T", "text": "Police held her. She left."}])

    snapshot = Snapshot(desk.generations.folder(), desk.encoder)
    [(article, passage)] = snapshot.store.all_passages()
    [stored] = snapshot.store.passages([passage.id]).values()
    snapshot.close()
    sentences = np.frombuffer(stored.sentence_vectors, dtype=np.float16).reshape(2, 32)
    whole = desk.encoder.encode(f"T\n{article.text}").likeness
    assert np.frombuffer(stored.vector, dtype=np.float32) == pytest.approx(whole)
    assert sentences[1] == pytest.approx(desk.encoder.encode("She left.").likeness, abs=1e-3)


def test_refreshing_twice_encodes_nothing_and_makes_no_generation(desk):
    desk.refresh(NEWS)

    report = desk.refresh(NEWS)

    assert report == Report(added=0, changed=0, unchanged=3, encoded=0, failures=(), generation=None)
    assert desk.encoder.encoded == []
    assert (desk.generations.numbers(), desk.generations.current()) == ([1], 1)
    assert not desk.generations.staging.exists()


def test_new_articles_join_the_old_ones(desk):
    desk.refresh(NEWS[:1])
    report = desk.refresh(NEWS)

    assert (report.added, report.unchanged, report.encoded, report.generation) == (2, 1, 2, 2)
    assert desk.encoder.encoded == NEWS[1:]
    assert desk.texts() == sorted(NEWS)


def test_of_a_changed_article_only_the_changed_passages_are_encoded(desk):
    lines = [f"Sentence number {n} tells at some length of reporter number {n} and her day." for n in range(60)]
    first = desk.refresh(["\n".join(lines)])
    assert first.encoded > 3

    report = desk.refresh(["\n".join([*lines[:-1], lines[-1].replace("her day", "his day")])])

    assert (report.changed, report.encoded) == (1, 1)
    assert "his day" in desk.encoder.encoded[0]
    [text] = desk.texts()
    assert text.endswith("number 59 and his day.")


def test_a_failure_is_reported_and_the_rest_loaded(desk):
    report = desk.refresh([NEWS[0], "", {"title": "no text"}, NEWS[1]])

    assert (report.added, len(report.failures)) == (2, 2)
    assert [f.origin.rsplit(":", 1)[1] for f in report.failures] == ["2", "3"]
    assert desk.refresh([""]).generation is None


def test_nothing_but_failures_makes_no_generation(desk):
    assert desk.refresh([""]).generation is None
    assert desk.generations.current() is None
    with pytest.raises(NoGenerationError, match="pressbot refresh"):
        desk.generations.folder()


def test_progress_is_told_by_stage(desk, write_articles):
    told: list[tuple[str, int, int]] = []
    build(read_files([write_articles(*MANY)]), desk.generations, FakeEncoder(), lambda *step: told.append(step))

    assert [t for t in told if t[0] == "Reading articles"][-1] == ("Reading articles", 20, 0)
    assert [t[1:] for t in told if t[0] == "Encoding passages"] == [(n, 20) for n in (4, 8, 12, 16, 20)]
    assert [t for t in told if t[0] == "Indexing words"][-1] == ("Indexing words", 20, 20)


def test_another_model_encodes_everything_anew(desk):
    desk.refresh(NEWS)

    report = desk.refresh([], name="other")

    assert (report.encoded, report.generation) == (3, 2)
    assert desk.texts(model="other") == sorted(NEWS)
    assert read_manifest(desk.generations.folder()).model == "other"
    assert desk.refresh(NEWS, name="other").generation is None


def test_an_index_of_another_model_is_refused(desk):
    desk.refresh(NEWS)

    with pytest.raises(OtherModelError, match=r"built with fake .* other, which is in use; set PRESSBOT_MODEL back"):
        Snapshot(desk.generations.folder(), FakeEncoder("other"))


def test_what_another_model_left_behind_is_not_taken_over(desk):
    with pytest.raises(KeyboardInterrupt):
        desk.refresh(MANY, name="other", stop_after=2)

    assert desk.refresh(MANY).encoded == 20
