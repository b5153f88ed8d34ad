"""What the README says to type works, and nothing that can be typed or set is left out of it."""

import re
import shlex
from pathlib import Path

import pytest
import typer

from bot.cli import app
from bot.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
CI = (ROOT / ".ci" / "run").read_text("utf-8")
GROUP = typer.main.get_command(app)


def fenced(language: str) -> list[str]:
    """Lines of the code blocks of a language."""
    blocks = re.findall(rf"^ *```{language}\n(.*?)^ *```", README, re.MULTILINE | re.DOTALL)
    return [line.strip() for block in blocks for line in block.splitlines() if line.strip()]


def commands() -> list[list[str]]:
    """Every ``pressbot …`` that the README runs, as a shell would split it, redirections cut off."""
    written = [part for line in fenced("sh") for part in re.split(r"&&|[|<>]", line)]
    written += re.findall(r"`(pressbot [^`…]+)`", README)
    split = [shlex.split(part) for part in written]
    return [words[1:] for words in split if words and Path(words[0]).name == "pressbot"]


def test_the_test_line_is_the_same_in_the_readme_and_in_ci():
    [line] = [line for line in fenced("sh") if line.endswith("bin/pytest") and "venv .venv" in line]

    assert line in CI.splitlines()


def test_ci_stops_at_the_first_failure_and_checks_style_and_types_before_the_tests():
    assert "set -euo pipefail" in CI
    order = [CI.rindex(word) for word in ("ruff check", "ruff format --check", "mypy", "pytest")]
    assert order == sorted(order)
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_a_command_of_the_readme_can_be_typed(words):
    if words == ["--help"]:
        return
    with GROUP.make_context("pressbot", list(words), resilient_parsing=False) as context:
        name, command, rest = GROUP.resolve_command(context, words)
        with command.make_context(name, rest, parent=context):
            pass


def test_every_command_and_every_setting_is_in_the_readme():
    used = {words[0] for words in commands()}

    assert set(GROUP.commands) <= used
    assert [name for name in Settings.model_fields if f"PRESSBOT_{name.upper()}`" not in README] == []


def test_the_readme_names_no_setting_that_does_not_exist():
    named = set(re.findall(r"PRESSBOT_([A-Z_]+)", README))

    assert named <= {name.upper() for name in Settings.model_fields}


def test_files_and_folders_that_the_readme_names_are_there():
    named = re.findall(r"`((?:bot|corpus|embeddings|tests|\.ci)/[\w./]*)`", README)

    assert len(named) > 10
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_pictures_are_there_for_light_and_dark_and_are_small():
    named = set(re.findall(r"docs/[\w.-]+\.png", README))

    assert {name.replace("dark", "light") for name in named} == {name for name in named if "light" in name}
    assert named == {f"docs/{path.name}" for path in (ROOT / "docs").glob("*.png")}
    assert [name for name in named if (ROOT / name).stat().st_size > 150_000] == []


def test_the_readme_counts_the_briefs_right():
    [count] = set(re.findall(r"(\d+) (?:briefs|short articles)", README))

    assert int(count) == len(list((ROOT / "corpus" / "starter").glob("*.md")))
