"""Settings come from the environment and ``.env``; a wrong one is named."""

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch, tmp_path):
    """No variable of the machine's own, and a folder without a ``.env``."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"PRESSBOT_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)


def test_without_settings_there_are_defaults_that_work():
    settings = load_settings()

    assert settings.model == "sentence-transformers/all-MiniLM-L6-v2"
    assert settings.data.is_absolute()
    assert settings.data.name == "pressbot"
    assert (settings.keep, settings.token, settings.model_revision) == (3, None, None)


def test_the_environment_sets_and_wins_over_the_file(monkeypatch):
    Path(".env").write_text("PRESSBOT_DATA=/of/the/file\nPRESSBOT_KEEP=5\nOTHER=1\n", encoding="utf-8")
    monkeypatch.setenv("PRESSBOT_DATA", "/of/the/environment")

    settings = load_settings()

    assert (settings.data, settings.keep) == (Path("/of/the/environment"), 5)


def test_an_empty_variable_is_one_that_is_not_set(monkeypatch):
    for name in Settings.model_fields:
        monkeypatch.setenv(f"PRESSBOT_{name.upper()}", "")

    assert load_settings() == Settings()
    assert load_settings().data.name == "pressbot"


def test_a_tilde_is_the_home_folder_where_no_shell_reads_it():
    Path(".env").write_text("PRESSBOT_DATA=~/archive\n", encoding="utf-8")

    assert load_settings().data == Path.home() / "archive"


@pytest.mark.parametrize(
    ("name", "value"),
    [("KEEP", "none"), ("KEEP", "0"), ("PORT", "70000"), ("ADMINS", "1, two"), ("API_BASE", "ftp://x")],
)
def test_a_wrong_value_is_named_and_shown(monkeypatch, name, value):
    monkeypatch.setenv(f"PRESSBOT_{name}", value)

    with pytest.raises(SettingsError, match=rf"^PRESSBOT_{name}: .*{value.split()[-1]}.*$"):
        load_settings()


def test_a_data_folder_that_is_a_file_is_named(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("PRESSBOT_DATA", str(tmp_path / "file"))

    with pytest.raises(SettingsError, match=r"PRESSBOT_DATA: .*file is a file; name a folder"):
        load_settings()


def test_a_file_of_settings_that_is_no_text_is_named():
    Path(".env").write_bytes(b"PRESSBOT_DATA=/caf\xe9\n")

    with pytest.raises(SettingsError, match=r"\.env: is not UTF-8 text"):
        load_settings()


def test_the_token_never_shows(monkeypatch):
    monkeypatch.setenv("PRESSBOT_TOKEN", "123456:AAEhBOweik")

    assert "AAEhBOweik" not in repr(load_settings())
    assert "AAEhBOweik" not in str(load_settings().model_dump())
