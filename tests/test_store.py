"""What goes into the store comes out of it, and unchanged passages keep their vectors."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.clean import clean
from corpus.errors import StoreError
from corpus.ingest import Change, ingest
from corpus.rows import SCHEMA, TABLES, Encoded, Term, article_row, passage_row
from corpus.split import split
from corpus.store import Counts, Store
from corpus.types import Article, Failure, Field, RawArticle, Removal, Removed, Restoration
from corpus.vocabulary import Counting

LONG = [f"Sentence number {n} tells of reporter number {n} and what became of her." for n in range(40)]


def article(text: str = "Police held her. She left.", **known: object) -> Article:
    facts = {
        "title": "A title",
        "text": text,
        "origin": "a.txt",
        "url": "https://example.org/a",
        "language": "en",
    } | known
    made = clean(RawArticle(**facts))  # type: ignore[arg-type]
    assert isinstance(made, Article)
    return made


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "corpus.sqlite", write=True) as opened:
        yield opened


def test_an_article_comes_back_as_it_was_put(store):
    kept = article(
        "«Café» 😀 مرحبا",
        published="2020-06-02",
        happened="2020-06-01",
        updated="2020-06-03",
        fields=(Field("city", "Łódź"),),
    )
    bare = article(url=None)

    for a in (kept, bare):
        store.put(a, split(a))

    assert store.articles([kept.id, bare.id, "not there", kept.id]) == {kept.id: kept, bare.id: bare}
    assert list(store.all_articles()) == sorted([kept, bare], key=lambda a: a.id)


def test_passages_come_back_with_their_offsets_in_order(store):
    a = article(" ".join(LONG))
    passages = split(a)
    store.put(a, passages[::-1])

    assert len(passages) > 2
    assert [stored.passage for stored in store.passages_of([a.id])] == passages
    assert store.passages([passages[1].id])[passages[1].id].passage == passages[1]
    assert list(store.all_passages()) == [(a, p) for p in passages]


def test_a_changed_article_replaces_its_old_self_and_keeps_vectors_of_what_stayed(store):
    before, after = (
        article("\n".join(LONG)),
        article("\n".join([*LONG[:-1], "Sentence number 39 was mended by its editors today."])),
    )
    store.put(before, split(before))
    store.put_vectors((i, b"vector", b"sentences") for i in store.without_vector())

    store.put(after, split(after))

    assert store.counts().articles == 1
    stored = store.passages_of([after.id])
    assert [s.passage for s in stored] == split(after)
    assert [s.vector for s in stored] == [b"vector"] * (len(stored) - 1) + [b""]
    assert store.without_vector() == [stored[-1].passage.id]


def test_a_passage_that_moved_keeps_its_vector_under_its_new_offsets(store):
    before = article("Police held her.")
    store.put(before, split(before))
    [passage] = split(before)
    store.put_vectors([(passage.id, b"vector", b"sentences")])
    [moved] = split(before)
    moved = replace(moved, ordinal=3, span=replace(moved.span, start=5, end=21))

    store.put(before, [moved])

    [stored] = store.passages([passage.id]).values()
    assert (stored.passage, stored.vector) == (moved, b"vector")


def test_an_article_of_more_passages_than_sqlite_takes_values_is_stored(store):
    """SQLite takes so and so many values in one statement; an article's length must not depend on it."""
    store._db.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 20)
    a = article()
    [passage] = split(a)
    many = [replace(passage, id=n, ordinal=n) for n in range(1, 101)]

    store.put(a, many)

    assert [stored.passage for stored in store.passages_of([a.id])] == many
    assert len(store.passages([p.id for p in many])) == 100
    assert store.articles([a.id, *map(str, range(100))]) == {a.id: a}


def test_what_waits_for_a_vector_comes_longest_first(store):
    for n, text in enumerate(
        ["Short.", "A sentence of middling length.", "The longest sentence of the three that are here."]
    ):
        a = article(text, url=f"https://example.org/{n}")
        store.put(a, split(a))

    waiting = store.passages(ids := store.without_vector())

    lengths = [waiting[i].passage.span.end - waiting[i].passage.span.start for i in ids]
    assert lengths == sorted(lengths, reverse=True)
    assert len(lengths) == 3


def test_dropped_vectors_are_gone(store):
    a = article()
    store.put(a, split(a))
    store.put_vectors([(split(a)[0].id, b"vector", b"sentences")])
    assert list(store.vectors()) == [(split(a)[0].id, b"vector")]

    store.drop_vectors()

    assert list(store.vectors()) == []


def test_what_was_not_committed_is_dropped(tmp_path):
    path = tmp_path / "corpus.sqlite"
    for commit in (True, False):
        with Store(path, write=True) as store:
            a = article(url=f"https://example.org/{commit}")
            store.put(a, split(a))
            if commit:
                store.commit()

    with Store(path) as store:
        assert [a.url for a in store.all_articles()] == ["https://example.org/True"]


def test_counts_tell_dates_and_languages(store):
    assert store.counts() == Counts(0, 0, 0, None, None, ())
    for n, (language, day) in enumerate([("en", "2020-06-01"), ("fr", "2018-01-01"), ("en", None)]):
        a = article("One. Two.", url=f"https://example.org/{n}", language=language, published=day)
        store.put(a, split(a))

    assert store.counts() == Counts(3, 3, 6, date(2018, 1, 1), date(2020, 6, 1), (("en", 2), ("fr", 1)))


def counted(*articles: Article) -> Counting:
    counting = Counting()
    for a in articles:
        for passage in split(a):
            counting.add(a, passage)
    return counting


def test_terms_refrains_and_notes_are_replaced(store):
    for n, text in enumerate(("Arrested there.", "He was in Oslo. He was in Oslo.")):
        counting = counted(*(article(text, url=f"https://example.org/{i}") for i in range(3)))
        store.tallies.replace(counting)
        store.put_note("model", str(n))

    assert list(store.tallies.terms()) == [Term("oslo", "Oslo", 3, 3)]
    assert list(store.tallies.refrains().values()) == [3]
    assert (store.note("model"), store.note("none")) == ("1", "")


WORDS = st.sampled_from("police Police POLICE arrested arrests Oslo oslo the".split())
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=4).map(". ".join)


@given(before=st.dictionaries(st.integers(0, 9), TEXTS), after=st.dictionaries(st.integers(0, 9), TEXTS))
def test_counts_that_are_kept_up_are_those_that_are_counted_anew(tmp_path_factory, before, after):
    """Whatever was added, changed or removed in between: the words, their forms, and the sentences that recur."""
    old, new = ([article(t, url=f"https://example.org/{n}") for n, t in s.items()] for s in (before, after))
    difference = counted(*new)
    difference.less(counted(*old))
    with Store(tmp_path_factory.mktemp("store") / "a.sqlite", write=True) as store:
        store.tallies.replace(counted(*old))
        store.tallies.add(difference)

        assert list(store.tallies.terms()) == counted(*new).terms()
        assert store.tallies.refrains() == dict(counted(*new).refrains())


def test_a_passage_without_a_vector_or_an_article_is_damage(store):
    a = article()
    store.check()
    store.put(a, split(a))

    with pytest.raises(StoreError, match="1 passages have no vector"):
        store.check()


def test_a_corpus_opened_for_reading_cannot_be_written(store, tmp_path):
    store.commit()

    with Store(tmp_path / "corpus.sqlite") as reader, pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.drop_vectors()


@pytest.mark.parametrize("content", [b"not a database, but long enough to be taken for one" * 50, b"", None])
def test_a_file_that_is_no_corpus_is_refused_by_name(tmp_path, content):
    path = tmp_path / "corpus.sqlite"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(StoreError, match=r"corpus.sqlite: "):
        Store(path)


def test_a_corpus_of_another_version_is_refused(tmp_path):
    path = tmp_path / "corpus.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()

    for write in (True, False):
        with pytest.raises(StoreError, match=f"is of version 99, not {SCHEMA}; a newer pressbot wrote it"):
            Store(path, write=write)


def test_a_corpus_of_the_first_version_is_read_as_it_is_and_upgraded_where_it_is_written(tmp_path):
    path, a = tmp_path / "corpus.sqlite", article()
    with closing(sqlite3.connect(path)) as db:
        db.executescript(f"{TABLES} PRAGMA user_version = 1;")
        db.execute("INSERT INTO articles VALUES (?,?,?,?,?,?,?,?,?,?)", article_row(a))
        db.executemany("INSERT INTO refrains VALUES (?,?)", [(1, 3)])
        db.executemany("INSERT INTO passages VALUES (?,?,?,?,?,?,NULL,NULL)", map(passage_row, split(a)))
        db.commit()

    with Store(path) as old:
        assert (old.version, old.removals(), old.tallies.refrains()) == (1, {}, {1: 3})
        assert list(old.tallies.terms()) == []
        assert old.passages_of([a.id]) == [Encoded(passage, b"", b"", contents="") for passage in split(a)]
    with Store(path, write=True) as upgraded:
        assert (upgraded.version, upgraded.removals(), list(upgraded.all_articles())) == (SCHEMA, {}, [a])
    with Store(path) as reopened:
        assert reopened.version == SCHEMA


def test_a_removed_article_is_gone_with_all_that_was_made_of_it_and_stays_away_until_it_is_restored(store):
    told = raw("“We go on,” said Ada Smith. Norway ranked 1st out of 180 in RSF's 2020 World Press Freedom Index.", 1)
    assert (became([told, raw("Two.", 2)], store)) == [Change.ADDED, Change.ADDED]
    [key] = [a.id for a in store.all_articles() if a.text != "Two."]
    assert store.claims()
    assert store.statements([key])
    address = "http://www.example.org/1/?utm_source=x"

    assert (became([Removal(address, "withdrawn by its author")], store)) == [Change.REMOVED]

    assert [a.text for a in store.all_articles()] == ["Two."]
    assert (store.claims(), store.statements([key]), store.passages_of([key])) == ([], [], [])
    assert store.removals() == {key: Removed(key, address, "withdrawn by its author", datetime.now(UTC).date())}
    assert (became([told], store)) == [Change.WITHHELD]
    assert (became([Restoration("https://example.org/1"), told], store)) == [Change.RESTORED, Change.ADDED]
    assert store.removals() == {}


def test_an_article_without_an_address_is_removed_by_its_title_if_no_other_has_it(store):
    alone, *twins = (RawArticle(t, x, "a") for t, x in [("Alone", "One."), ("Twin", "Two."), ("Twin", "Three.")])
    (became([alone, *twins], store))

    done = became([Removal("Alone", "wrong"), Removal("Twin", "wrong")], store)

    assert done == [Change.REMOVED, Failure("Twin", "is neither the address nor the title of an article")]
    assert (became([alone], store)) == [Change.WITHHELD]
    assert (became([Restoration("Alone")], store)) == [Change.RESTORED]


@pytest.mark.parametrize("address", ["https://example.org/7", "", "http://[", "'; DROP TABLE articles"])
def test_what_is_not_there_cannot_be_removed_or_restored(store, address):
    list(ingest([raw("One.", 1)], store))

    removed, restored = ingest([Removal(address, "x"), Restoration(address)], store)

    assert removed == Failure(address, "is neither the address nor the title of an article")
    assert restored == Failure(address, "was not removed")
    assert (store.counts().articles, store.removals()) == (1, {})


def test_removing_twice_says_so(store):
    (became([raw("One.", 1)], store))
    removal = Removal("https://example.org/1", "x")

    assert (became([removal, removal], store)) == [
        Change.REMOVED, Failure("https://example.org/1", "was removed before")
    ]  # fmt: skip


def raw(text: str, n: int = 0) -> RawArticle:
    return RawArticle("A title", text, f"a.jsonl:{n}", url=f"https://example.org/{n}")


def became(found, store):
    """What became of each thing: its change, or its failure."""
    return [getattr(result, "change", result) for result in ingest(found, store)]


def test_ingesting_says_of_each_article_what_became_of_it(store):
    broken = Failure("b.txt", "is a binary file, not text")

    first = list(ingest([raw("One.", 1), broken, raw("", 2), raw("Three.", 3)], store))
    second = list(ingest([raw("One.", 1), raw("Three, mended.", 3)], store))

    nothing = Failure("a.jsonl:2", "has no text; nothing to load")
    assert [getattr(r, "change", r) for r in first] == [Change.ADDED, broken, nothing, Change.ADDED]
    assert [(r.change, r.origin, r.title) for r in second] == [
        (Change.UNCHANGED, "a.jsonl:1", "A title"),
        (Change.CHANGED, "a.jsonl:3", "A title"),
    ]
    assert sorted(a.text for a in store.all_articles()) == ["One.", "Three, mended."]


def test_the_same_page_under_two_addresses_is_one_article(store):
    same = [
        RawArticle("A title", "One.", "a", url=u)
        for u in ("http://www.example.org/a/", "https://example.org/a?utm_source=x")
    ]

    first, _ = ingest(same, store)

    assert first.change is Change.ADDED
    assert store.counts().articles == 1


def test_threads_share_a_corpus_from_before_copies_were_looked_for(tmp_path):
    path = tmp_path / "corpus.sqlite"
    with Store(path, write=True) as store:
        made = article()
        store.put(made, split(made))
        store.commit()
    with closing(sqlite3.connect(path)) as db:
        db.executescript("DROP TABLE copies; DROP TABLE signatures")
    with Store(path) as store, ThreadPoolExecutor(8) as threads:
        asked = [
            threads.submit(lambda: (store.copies.originals([made.id]), store.articles([made.id]))) for _ in range(800)
        ]

        assert all(one.result() == ({}, {made.id: made}) for one in asked)
