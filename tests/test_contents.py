"""What a sentence holds is read at refresh and comes back as it was read; where it was not, it is read on the way."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine import Engine
from bot.types import Abstention, Answer
from corpus.contents import Holds, contents_of, read_contents, write_contents
from corpus.ingest import ingest, note_contents
from corpus.rows import read_encoded
from corpus.store import Store
from corpus.types import RawArticle
from embeddings.generations import CORPUS


@given(st.lists(st.text()))
def test_what_sentences_hold_comes_back_as_it_was_written(texts):
    held = [contents_of(text) for text in texts]

    assert read_contents(write_contents(held)) == held


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("He was held till May 3.", Holds.DAY | Holds.NUMBER),
        ("Officers in Oakland saw nothing.", Holds.PLACE),
        ("It was Ada Smith.", Holds.NAME),
        ("Bail was $500.", Holds.MONEY | Holds.NUMBER),
        ("Fired because of a tweet.", Holds.REASON),
        ("“We will not be silent,” she said.", Holds.SPEECH | Holds.ATTRIBUTION),
        ("RSF condemns these concessions.", Holds.REPORTING),
        ("The sheriff declined to comment.", Holds.SILENCE | Holds.REASON),
        ("An unidentified man ran.", Holds.UNNAMED),
        ("— Ada Smith (@ada)", Holds.NOTHING),
        ("pic.twitter.com/a1b2/c", Holds.NOTHING | Holds.NUMBER),
        ("No news here.", Holds(0)),
    ],
)
def test_kinds_of_thing_are_found(text, holds):
    assert Holds(contents_of(text).holds) == holds


def test_names_and_words_are_kept_by_their_stems():
    held = contents_of("Reporters met Ada Smith in New York.")

    assert held.names == (frozenset({"ada", "smith"}), frozenset({"new", "york"}))
    assert held.stems == {"report", "met", "ada", "smith", "new", "york"}


def test_the_same_words_have_the_same_digest_whatever_their_case():
    assert contents_of("Find  them\nHERE.").digest == contents_of("find them here.").digest
    assert contents_of("Find them there.").digest != contents_of("Find them here.").digest


def news(n: int) -> RawArticle:
    text = f"Ada Smith was held in Oakland on May {n}, 2020. “We will go on,” she said. An unidentified man ran."
    return RawArticle(f"A reporter is held, {n}", text, f"{n}.txt", f"https://example.org/{n}")


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / CORPUS, write=True) as store:
        yield store


def stored(store: Store) -> dict[str, str]:
    articles = [article.id for article in store.all_articles()]
    texts = {article.id: article.text for article in store.all_articles()}
    return {texts[e.passage.article_id]: e.contents for e in store.passages_of(articles)}


def test_only_what_is_new_is_read(store):
    list(ingest([news(1)], store))
    note_contents(store, lambda done, of: None)
    before = stored(store)
    list(ingest([news(1), news(2)], store))
    told = []

    note_contents(store, lambda done, of: told.append((done, of)))

    assert told == [(1, 1)]
    assert before.items() < stored(store).items()
    assert [len(read_contents(line)) for line in stored(store).values()] == [3, 3]


def test_what_another_version_has_read_is_read_again(store, monkeypatch):
    list(ingest([news(1)], store))
    note_contents(store, lambda done, of: None)
    right = stored(store)
    store.put_contents([(e.passage.id, "[]") for e in store.passages_of([a.id for a in store.all_articles()])])

    monkeypatch.setattr("corpus.ingest.VERSION", "next")
    note_contents(store, lambda done, of: None)

    assert stored(store) == right


def test_a_corpus_that_was_never_read_gives_the_same_answers(engine, monkeypatch):
    """A generation of an earlier version serves until the next refresh."""
    questions = [f"What happened: {article.title}?" for article in engine.snapshot.store.newest(5)]
    answers = [ask(engine, question) for question in questions]
    monkeypatch.setattr("corpus.store.read_encoded", lambda row: replace(read_encoded(row), contents=""))

    assert [ask(engine, question) for question in questions] == answers


def ask(engine: Engine, question: str) -> Answer | Abstention:
    return Engine(engine.snapshot, engine.encoder, remembered=0).ask(question).answer
