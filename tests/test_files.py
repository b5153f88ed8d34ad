"""Files and folders: every kind is read, and whatever is broken is named while the rest is loaded."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.clean import clean
from corpus.errors import SourceError
from corpus.sources import files
from corpus.sources.files import read_files
from corpus.types import Article, Failure, Field, RawArticle

TEXT = "A title\nURL: https://example.org/a\n\nThey left.\nPublished on 09.12.2017\n"
MARKDOWN = (
    "---\ntitle: A title\nurl: https://example.org/a\npublished: 2017-12-09\ncity: Oslo\n"
    "targeted_journalists: [Ana Silva, Ben Ode]\n---\nThey left.\n"
)
HTML = (
    "<html><head><title>A title</title><link rel='canonical' href='https://example.org/a'>"
    "<meta property='article:published_time' content='2017-12-09'></head><body><nav>Home</nav><article><h1>A title</h1>"
    f"<p>They left. {'The editor said that nobody had been told about the raid. ' * 6}</p></article></body></html>"
)
LINE = {"title": "A title", "url": "https://example.org/a", "text": "They left.", "published": "2017-12-09"}


def read(*paths: Path) -> list[RawArticle | Failure]:
    return list(read_files(list(paths)))


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    content = content.encode() if isinstance(content, str) else content
    path.write_bytes(gzip.compress(content) if path.suffix.casefold() == ".gz" else content)
    return path


def one(path: Path) -> RawArticle:
    [found] = read(path)
    assert isinstance(found, RawArticle), found
    return found


def reason(path: Path) -> str:
    """Why nothing was read of a file, given that the failure names it."""
    [failure] = read(path)
    assert isinstance(failure, Failure)
    assert failure.origin.startswith(str(path))
    assert "\n" not in failure.reason
    return failure.reason


@pytest.mark.parametrize("packed", ["", ".gz", ".GZ"])
@pytest.mark.parametrize(
    ("name", "content"),
    [("a.txt", TEXT), ("a.md", MARKDOWN), ("a.html", HTML), ("a.HTM", HTML), ("a.jsonl", json.dumps(LINE))],
)
def test_each_kind_of_file_gives_title_address_text_and_date(tmp_path, name, content, packed):
    path = written(tmp_path, name + packed, content)

    article = clean(one(path))

    assert isinstance(article, Article)
    assert (article.title, article.url, str(article.published)) == ("A title", "https://example.org/a", "2017-12-09")
    assert article.text.startswith("They left.")
    assert one(path).origin.startswith(str(path))


def test_a_text_s_first_line_is_its_title_unless_it_is_a_paragraph(tmp_path):
    paragraph = "They left. " * 40

    assert one(written(tmp_path, "a.txt", "\n\nA title\nBody.")) == RawArticle(
        "A title", "Body.", str(tmp_path / "a.txt")
    )
    assert one(written(tmp_path, "b.txt", paragraph)).text == paragraph.strip()


def test_a_source_line_that_is_prose_stays_in_the_text(tmp_path):
    raw = one(written(tmp_path, "a.txt", "A title\nSource: the ministry\nBody."))

    assert (raw.url, raw.text) == (None, "Source: the ministry\nBody.")


def test_utf_16_with_its_mark_and_utf_8_with_one_are_read(tmp_path):
    assert one(written(tmp_path, "a.txt", "Café\nBody.".encode("utf-16"))).title == "Café"
    assert one(written(tmp_path, "b.txt", "\ufeffCafé\nBody.".encode())).title == "Café"


def test_a_heading_is_the_title_of_markdown_without_front_matter(tmp_path):
    raw = one(written(tmp_path, "a.md", "# A title\n\nThey left."))

    assert (raw.title, raw.text.strip()) == ("A title", "They left.")


@pytest.mark.parametrize(
    "text",
    [
        "One.\n\n---\n\nTwo.\n\n---\n\nThree.",
        "---\nOne.\n---\nTwo.",
        "---\nOne.\n\nTwo.",
        "{\nOne.\n}\nTwo.",
        "+++\nOne.\n+++\nTwo.",
    ],
)
def test_rules_and_braces_that_are_no_front_matter_stay_in_the_text(tmp_path, text):
    assert one(written(tmp_path, "a.md", text)).text == text


def test_further_front_matter_becomes_fields(tmp_path):
    raw = one(
        written(
            tmp_path, "a.md", "---\ncity: Oslo\nnames: [Ana Silva, {editor: Ben Ode}]\n2020: yes\nempty:\n---\nText."
        )
    )

    assert raw.fields == (Field("city", "Oslo"), Field("names", "Ana Silva, Ben Ode"), Field("2020", "True"))


@pytest.mark.parametrize("matter", ["title: A: B", "date: 2020-13-45", "a: [", "a: &a [" + "[" * 5000])
def test_front_matter_that_is_not_yaml_is_named(tmp_path, matter):
    assert reason(written(tmp_path, "a.md", f"---\n{matter}\n---\nText.")).startswith(
        "has front matter that is not YAML"
    )


def test_yaml_that_unfolds_without_end_is_cut_short(tmp_path):
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )

    raw = one(written(tmp_path, "a.md", f"---\n{bomb}self: &s [*s, once]\n---\nText."))

    assert raw.text == "Text."
    assert sum(len(f.value) for f in raw.fields) < 10_000


@pytest.mark.parametrize(
    ("entry", "published", "happened"),
    [
        ({"published": "2020-06-02", "date": "2020-06-01"}, "2020-06-02", "2020-06-01"),
        ({"publish_date": "2020-06-02"}, "2020-06-02", None),
        ({"date": "2020-06-01"}, "2020-06-01", None),
        ({}, None, None),
    ],
)
def test_a_date_beside_published_is_the_day_it_happened(tmp_path, entry, published, happened):
    raw = one(written(tmp_path, "a.jsonl", json.dumps({"text": "Text.", **entry})))

    assert (raw.published, raw.happened) == (published, happened)


def test_what_else_a_json_line_says_is_kept_as_fields(tmp_path):
    entry = LINE | {
        "city": " New \n York",
        "targeted_journalists": ["Ana Silva", None, "Ben Ode"],
        "arrests": 2,
        "note": None,
    }

    assert one(written(tmp_path, "a.jsonl", json.dumps(entry))).fields == (
        Field("city", "New York"),
        Field("targeted_journalists", "Ana Silva, Ben Ode"),
        Field("arrests", "2"),
    )


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("{broken", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[1]", "is not an object"),
        ('{"title": "A"}', "is not an object"),
    ],
)
def test_a_bad_json_line_is_named_by_its_number_and_the_others_are_read(tmp_path, bad, why):
    path = written(tmp_path, "a.jsonl", f"{json.dumps(LINE)}\n\n{bad}\n{json.dumps(LINE)}\n")

    first, failure, last = read(path)

    assert isinstance(failure, Failure)
    assert failure.origin == f"{path}:3"
    assert failure.reason.startswith(why)
    assert [r.origin for r in (first, last)] == [f"{path}:1", f"{path}:4"]


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.jsonl"])
def test_a_wrong_encoding_is_named_with_its_place(tmp_path, name):
    assert reason(written(tmp_path, name, "Café\nBody.".encode("cp1252"))).startswith("is not UTF-8 text (byte 3)")


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl", "a.txt.gz"])
def test_a_binary_file_is_named(tmp_path, name):
    assert reason(written(tmp_path, name, b"\x89PNG\r\n\x1a\n\x00\x00")) == "is a binary file, not text"


@pytest.mark.parametrize("content", [b"", b"<html><body><nav>Home</nav></body></html>"])
def test_a_page_without_an_article_is_named(tmp_path, content):
    assert reason(written(tmp_path, "a.html", content)) == "holds no article that could be told from the page around it"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.txt.gz"])
def test_an_empty_file_is_an_article_without_text(tmp_path, name):
    path = written(tmp_path, name, "")

    assert clean(one(path)) == Failure(str(path), "has no text; nothing to load")


def test_a_gzip_file_that_is_none_is_cut_short_or_damaged_is_named(tmp_path):
    whole = gzip.compress(TEXT.encode() * 50)
    for name, content in (
        ("a.txt.gz", b"not gzip"),
        ("b.txt.gz", whole[: len(whole) // 2]),
        ("c.txt.gz", whole[:20] + b"\xff" * 20 + whole[40:]),
    ):
        (tmp_path / name).write_bytes(content)

        assert reason(tmp_path / name).startswith("cannot be read: ")


@pytest.mark.parametrize("name", ["a.txt", "a.txt.gz"])
def test_a_file_that_unpacks_to_more_than_the_limit_is_refused(tmp_path, monkeypatch, name):
    monkeypatch.setattr(files, "MAX_BYTES", 2**20)

    assert reason(written(tmp_path, name, b"a" * (2**20 + 1))) == "is larger than 1 MB; split it"


def test_a_file_of_just_the_limit_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_BYTES", len(TEXT))

    assert one(written(tmp_path, "a.txt.gz", TEXT)).title == "A title"


@pytest.mark.parametrize("name", ["a.doc", "a", "a.gz", "a.py", ".hidden"])
def test_a_file_of_unknown_kind_that_was_asked_for_is_named(tmp_path, name):
    told = reason(written(tmp_path, name, "x"))

    assert told.startswith("is of a kind that is not read; known are .atom, .csv, .htm, .html, ")


def test_a_folder_is_read_in_order_with_all_below_it(tmp_path):
    for name in ("b.txt", "a/c.md", "a/a.txt.gz", "folder.txt/d.txt"):
        written(tmp_path, name, "A title\nText.")

    origins = [found.origin for found in read(tmp_path)]

    assert origins == [str(tmp_path / n) for n in ("a/a.txt.gz", "a/c.md", "b.txt", "folder.txt/d.txt")]


def test_hidden_files_and_code_in_a_folder_are_passed_over_other_kinds_named(tmp_path):
    for name in (".git/a.txt", ".a.txt", "a/.b/c.txt", "a.py", "style.CSS", "a.PNG", "a.pdf"):
        written(tmp_path, name, "x")

    [failure] = read(tmp_path)

    assert failure.origin == str(tmp_path / "a.pdf")


def test_a_folder_inside_a_hidden_one_is_read_where_it_was_asked_for(tmp_path):
    written(tmp_path, ".cache/articles/a.txt", TEXT)

    assert [found.origin for found in read(tmp_path / ".cache/articles")] == [str(tmp_path / ".cache/articles/a.txt")]


def test_a_missing_path_stops_before_anything_is_read(tmp_path):
    there = written(tmp_path, "a.txt", TEXT)

    with pytest.raises(SourceError, match="nowhere: no such file or folder"):
        next(read_files([there, tmp_path / "nowhere"]))


def test_a_file_without_rights_or_that_is_no_file_is_named(tmp_path, monkeypatch):
    def refuse(self: Path, mode: str = "r") -> None:
        raise PermissionError(13, "Permission denied")

    path = written(tmp_path, "a.txt", TEXT)
    monkeypatch.setattr(Path, "open", refuse)

    assert reason(path) == "cannot be read: Permission denied"
    assert reason(Path("/dev/null")).startswith("is of a kind that is not read")


def test_a_name_that_is_not_utf_8_can_be_printed(tmp_path):
    path = tmp_path / "caf\udce9.pdf"
    try:
        path.write_bytes(b"x")
    except OSError:
        pytest.skip("this file system takes UTF-8 names alone")

    [failure] = read(path)

    assert failure.origin.encode().endswith("caf\ufffd.pdf".encode())


def test_one_bad_file_of_many_hides_none_of_the_others(tmp_path):
    written(tmp_path, "1.txt", "One\nText.")
    written(tmp_path, "2.txt", b"\xff\xfe\x00")
    written(tmp_path, "3.md", "---\na: [\n---\nText.")
    (tmp_path / "4.jsonl.gz").write_bytes(b"not gzip")
    written(tmp_path, "5.txt", "Five\nText.")

    found = read(tmp_path)

    assert [f.title for f in found if isinstance(f, RawArticle)] == ["One", "Five"]
    assert [Path(f.origin).name for f in found if isinstance(f, Failure)] == ["2.txt", "3.md", "4.jsonl.gz"]


@pytest.mark.parametrize("kind", [".txt", ".md", ".jsonl", ".html"])
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_content_raises(tmp_path_factory, kind, content):
    path = tmp_path_factory.getbasetemp() / f"any{kind}"
    path.write_bytes(content)

    assert all(isinstance(found, RawArticle | Failure) for found in read(path))


def test_a_real_release_is_read_with_its_date(shared):
    article = clean(one(shared / "data" / "articles" / "rsf-release.txt"))

    assert isinstance(article, Article)
    assert str(article.dated) == "2017-12-09"
    assert "Published on" not in article.text
