"""Answers are graded as the questions' own grader does it, and a refresh that answers worse is not made current."""

import json
import runpy
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from bot import engine as engines
from bot import measuring
from bot import refresh as refreshing
from bot.cli import app
from bot.engine import Engine
from bot.errors import QuestionsError
from bot.evaluating import Measures, evaluate, lowered, stands
from bot.gate import Gate, build_through
from bot.grading import Golden, Grade, grade, meets, read_golden
from bot.types import Abstention, Answer, Citation, Claim, Kind, Reason
from corpus.types import Removal
from embeddings.generations import Generations
from tests.desk import quiet
from tests.fakes import FakeEncoder

URL = "https://example.org/a"
ASKED = Golden("1", "Who was held?", "event", (), (("Ada Quill", "Quill"), ("Oslo",)), (URL,))
NONE = Abstention(Reason.NO_SOURCE, "I have no source on that.")


def answer(text: str, *urls: str) -> Answer:
    citations = tuple(Citation(n, "T", url, None, "q", 0, 1) for n, url in enumerate(urls or [URL], 1))
    return Answer(Kind.PASSAGES, (Claim(text, (1,)),), citations)


@pytest.mark.parametrize(
    ("golden", "given", "expected"),
    [
        (ASKED, answer("Ada Quill was held in Oslo."), Grade(True, True)),
        (ASKED, answer("QUILL was held in oslo.", "http://www.example.org/a/#x"), Grade(True, True)),
        (ASKED, answer("Ada Quill was held in Oslo.", "https://b.org", "https://c.org"), Grade(True, False)),
        (ASKED, answer("Ada was held in Oslo.", *["https://b.org"] * 3, URL), Grade(False, False)),
        (ASKED, answer("Ada Quill was held in Oslo. " + "x" * 700), Grade(False, False)),
        (ASKED, NONE, Grade(False, False)),
        (replace(ASKED, gold_urls=()), NONE, Grade(False, None)),
        (replace(ASKED, kind="unanswerable"), NONE, Grade(True, None)),
        (replace(ASKED, kind="unanswerable"), answer("Ada Quill."), Grade(True, None)),
        (replace(ASKED, kind="unanswerable", answer_groups=()), answer("Ada Quill."), Grade(False, None)),
        (replace(ASKED, kind="statement", speaker="Bea Low, editor"), answer("Quill, Oslo."), Grade(False, True)),
        (replace(ASKED, kind="statement", speaker="Bea Low, editor"), answer("Quill, Oslo: Low."), Grade(True, True)),
    ],
)
def test_an_answer_is_graded(golden, given, expected):
    assert grade(golden, given) == expected


TEXTS = st.text("20.5, Obaéß’'“–…", max_size=12)


@given(text=TEXTS, wanted=TEXTS.filter(str.strip))
def test_strings_stand_in_a_text_where_the_questions_own_grader_finds_them(shared, text, wanted):
    grader = grader_of(shared)

    assert meets(text, [wanted]) == grader["stands_in"](wanted, grader["fold"](text))


def grader_of(shared, known={}):  # noqa: B006  # read once
    known.setdefault("grader", known.get("grader") or runpy.run_path(str(shared / "questions" / "grade.py")))
    return known["grader"]


def test_a_file_of_answers_gets_the_questions_own_grader_s_grades(shared):
    questions = shared / "questions" / "incidents-dev.jsonl"
    rows = [json.loads(line) for line in questions.read_text("utf-8").splitlines()]
    for row, golden in zip(rows, read_golden(questions), strict=True):
        text = " and ".join(group[0] for group in row["answer_groups"][: len(row["id"]) % 3]) or "nothing"
        for told in (answer(f"{text}, {row.get('speaker') or ''}.", *row["gold_urls"]), NONE):
            mine = grade(golden, told)
            cited = [{"url": c.url} for c in told.citations] if isinstance(told, Answer) else []
            line = {"text": told.text, "abstained": told is NONE, "citations": cited}
            assert (mine.right, mine.cited) == grader_of(shared)["grade"](row, line), row["id"]


@pytest.mark.parametrize(
    "content", ["{", "[]", "7", '{"id": 1}', '{"id": 1, "question": "a", "kind": "b", "context": 1}']
)
def test_a_line_that_is_no_question_is_named(tmp_path, content):
    (tmp_path / "q.jsonl").write_text(f"\n{content}\n")

    with pytest.raises(QuestionsError, match=r"q\.jsonl:2: is no object with"):
        read_golden(tmp_path / "q.jsonl")


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff", None])
def test_a_file_without_questions_is_named(tmp_path, content):
    if content is not None:
        (tmp_path / "q.jsonl").write_bytes(content)

    with pytest.raises(QuestionsError, match=r"q\.jsonl: (holds no questions|cannot be read)"):
        read_golden(tmp_path / "q.jsonl")


def test_the_starter_corpus_is_measured(engine):
    questions = [
        Golden("1", "Who assaulted Guardian reporter Ben Jacobs?", "event", (), (("Gianforte",),), ()),
        Golden("2", "Which walnut bread won the prize in Lyon?", "unanswerable", (), (), ()),
        Golden("3", "Who withheld a passport at Dulles?", "event", (), (("Nobody at all",),), ("https://no.org",)),
    ]

    found = evaluate(Engine(engine.snapshot, engine.encoder, remembered=0), questions)

    assert (found.questions, found.right, found.cited, found.refused, found.needless) == (3, 50.0, 0.0, 100.0, 0.0)
    assert found.grounded == 100.0
    assert found.kinds == (("event", 1, 2), ("unanswerable", 1, 1))
    assert 0 < found.p50_ms <= found.p95_ms


def test_words_that_do_not_stand_at_their_place_are_not_grounded(engine):
    [article] = engine.snapshot.store.newest(1)
    right = Citation(1, article.title, article.url, None, article.text[5:50], 5, 50)

    assert stands(engine.snapshot.store, right)
    assert not stands(engine.snapshot.store, replace(right, start=6))
    assert not stands(engine.snapshot.store, replace(right, url="https://example.org/nowhere"))
    assert stands(engine.snapshot.store, replace(right, url=None))


BEFORE = Measures(100, 80.0, 90.0, 70.0, 4.0, 100.0, 300.0, 10.0, 20.0)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"right": 78.0, "cited": 91.0, "needless": 6.0}, []),
        ({"right": 77.9}, ["right answers 80.0 → 77.9 %"]),
        ({"needless": 6.5, "grounded": 90.0}, ["grounded quotations 100.0 → 90.0 %", "needless refusals 4.0 → 6.5 %"]),
        ({"refused": None, "p95_ms": 900.0}, []),
    ],
)
def test_measures_are_lowered_past_the_margin_only(change, expected):
    assert lowered(BEFORE, replace(BEFORE, **change), 2.0) == expected


# the gate

PEOPLE = ("Ada Quill", "Bea Moss", "Cleo Vane", "Dora Finch")
ARTICLES = [
    {"title": f"{name} freed", "url": f"https://example.org/{n}", "text": f"A court in Lagos freed the editor {name}."}
    for n, name in enumerate(PEOPLE)
]
QUESTIONS = [Golden(name, f"Who freed {name}?", "event", (), ((name,),), ()) for name in PEOPLE]


def removals(*numbers: int) -> list[Removal]:
    return [Removal(f"https://example.org/{n}", "by mistake") for n in numbers]


def test_a_refresh_that_answers_worse_is_kept_but_not_made_current(desk):
    desk.refresh(ARTICLES)
    right = evaluate_current(desk)
    assert right == 100.0

    report, refusal = build_through(Gate(QUESTIONS, 2.0), removals(0, 1), desk.generations, FakeEncoder(), quiet)

    assert (report.generation, desk.generations.current(), desk.generations.numbers()) == (2, 1, [1, 2])
    assert refusal.startswith("lowers right answers 100.0 → 50.0 %")
    assert refusal.endswith("(margin 2)")
    assert desk.refresh(ARTICLES[:1]).generation is None


def evaluate_current(desk) -> float | None:
    engine = engines.open_engine(desk.generations.folder(), FakeEncoder())
    found = evaluate(engine, QUESTIONS).right
    engine.close()
    return found


def test_what_does_not_answer_worse_is_made_current(desk):
    gate = Gate(QUESTIONS, 60.0)
    desk.refresh(ARTICLES)

    assert build_through(gate, [], desk.generations, FakeEncoder(), quiet)[0].generation is None
    report, refusal = build_through(gate, removals(0, 1), desk.generations, FakeEncoder(), quiet)

    assert (report.generation, refusal, desk.generations.current()) == (2, "", 2)


def test_the_first_generation_of_all_and_that_of_another_model_pass(desk, tmp_path):
    gate = Gate([Golden("1", "Who freed Nobody?", "event", (), (("Nobody",),), ())], 0.0)

    assert build_through(gate, removals(), desk.generations, FakeEncoder(), quiet)[0].generation is None
    desk.refresh(ARTICLES)
    report, refusal = build_through(gate, [], desk.generations, FakeEncoder("other"), quiet)
    assert (report.generation, refusal, desk.generations.current()) == (2, "", 2)


def test_the_commands_tell_in_one_line_and_by_their_status(tmp_path, write_articles, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PRESSBOT_DATA", str(tmp_path / "data"))
    for module in (engines, refreshing, measuring):
        monkeypatch.setattr(module, "make_encoder", lambda settings: FakeEncoder())
    lines = [{"id": g.id, "question": g.question, "kind": g.kind, "answer_groups": g.answer_groups} for g in QUESTIONS]
    (tmp_path / "q.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    press = CliRunner().invoke
    assert press(app, ["refresh", str(write_articles(*ARTICLES)), "--gate", "q.jsonl"]).exit_code == 0

    worse = [article | {"text": "Nothing is told of that any more."} for article in ARTICLES]
    result = press(app, ["refresh", str(write_articles(*worse)), "--gate", "q.jsonl", "--margin", "5"])

    assert result.exit_code == 3
    [line] = [line for line in result.stderr.splitlines() if "not made current" in line]
    assert line.startswith("Generation 2 is not made current: it lowers right answers 100.0 → ")
    assert line.endswith("pressbot rollback 2 makes it current all the same.")
    assert Generations(tmp_path / "data").current() == 1
    shown = press(app, ["eval", "q.jsonl"]).stdout
    assert "1 (current)" in shown
    [right] = [line.split() for line in shown.splitlines() if line.split()[:1] == ["right"]]
    assert right[1:3] == ["100", "%"]
    assert float(right[3]) < 100
    assert press(app, ["eval", "nowhere.jsonl"]).exit_code == 2
