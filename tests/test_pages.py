"""Pages, PDFs and feeds → articles: what is text, what is about the text, and what is neither."""

import io
import time
from statistics import mean

import pytest

from corpus.clean import clean
from corpus.fetch.types import Fetched, Validators
from corpus.sources.documents import read_document
from corpus.sources.feeds import Entry, plain, read_feed
from corpus.sources.files import read_file
from corpus.sources.pages import read_page, without_boilerplate
from corpus.sources.pdfs import joined, read_pdf
from corpus.types import Failure, RawArticle
from tests.pages import FLOOR, scores
from tests.site import STORY, article


def read(html, url="https://example.org/en/a"):
    [found] = read_page(html.encode(), "origin", url)
    return found


def test_the_text_of_saved_pages_is_told_from_what_is_around_it(shared):
    found = scores(shared / "data" / "pages")

    assert len(found) == 24
    assert mean(found.values()) >= FLOOR
    assert min(found.values()) >= 0.85


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("/en/b?utm_campaign=x", "https://example.org/en/b"),
        ("https://m.example.org/en/b", "https://m.example.org/en/b"),
        ("https://elsewhere.com/en/b", "https://example.org/en/a"),  # a syndicated copy stands where it stands
        ("https://example.org/", "https://example.org/en/a"),  # a template's mistake
        ("javascript:x", "https://example.org/en/a"),
        ("http://[bad/", "https://example.org/en/a"),
    ],
)
def test_a_page_is_known_by_the_address_it_names_on_its_own_site(canonical, url):
    assert read(article("Camera returned", head=f'<link rel="canonical" href="{canonical}">')).url == url


def test_the_same_page_under_all_its_addresses_is_one_article():
    addresses = (
        "http://www.rsf.org/en/news/x/", "https://rsf.org/en/x", "https://rsf.org/en/x?utm_source=a&fbclid=b",
        "https://rsf.org/en/x#comments",
    )  # fmt: skip
    ids = {clean(RawArticle("T", "Text.", "o", url)).id for url in addresses}
    others = {clean(RawArticle("T", "Text.", "o", f"https://rsf.org/{p}")).id for p in ("fr/x", "en/y", "en/x?id=2")}

    assert (len(ids), len(others)) == (1, 3)
    assert not ids & others


@pytest.mark.parametrize(
    "line", ["Share", "Share this article", "Tweet", "Print", "Share on Facebook", "WhatsApp", "E-mail"]
)
def test_offers_to_share_are_no_text(line):
    assert without_boilerplate(f"One.\n{line}\nTwo.") == "One.\nTwo."


@pytest.mark.parametrize("heading", ["Related stories", "Read more:", "À lire aussi", "Lea también", "See also"])
def test_teasers_at_the_end_are_no_text_but_what_follows_a_subheading_is(heading):
    assert without_boilerplate(f"One.\n{heading}\nAnother is held\nA third") == "One."
    kept = f"One.\n{heading}\n{STORY}"
    assert without_boilerplate(kept) == kept
    assert (
        without_boilerplate("Print shops were raided.\nShare prices fell.")
        == "Print shops were raided.\nShare prices fell."
    )


@pytest.mark.parametrize("told", ["0001-01-01T00:00:00Z", "never", ""])
def test_a_day_of_update_that_is_none_is_left_out(told):
    assert read(article("T", head=f'<meta property="article:modified_time" content="{told}">')).updated is None


def test_the_day_of_update_is_found_in_a_page_s_data():
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": "2024-03-09"}</script>'

    assert read(article("T", head=head)).updated == "2024-03-09"


def test_a_parser_s_own_failure_is_the_document_s_failure(monkeypatch):
    def fails(*_, **__):
        raise RecursionError("too deep\nin there")

    monkeypatch.setattr("trafilatura.load_html", fails)
    page = Fetched("https://x.org/a", b"<html>", "text/html", "", Validators())

    assert list(read_document(page, "o")) == [Failure("o", "cannot be read (RecursionError: too deep in there)")]


HOSTILE = ["<" * 300_000, "<a " * 100_000, "<p>" * 50_000, "<script>" * 50_000, "é<" * 200_000]


@pytest.mark.parametrize("hostile", HOSTILE, ids=[words[:9] for words in HOSTILE])
def test_a_hostile_page_is_done_with_soon(hostile):
    page = Fetched("https://x.org/a", hostile.encode("latin-1"), "text/html", "latin-1", Validators())
    begun = time.monotonic()

    assert all(isinstance(found, Failure) for found in read_document(page, "o"))
    assert time.monotonic() - begun < 10


# feeds


FEEDS = {
    "feed.json": (25, 0), "feed1.atom": (2, 0), "feed2.rss": (1, 0), "reader_10.json": (0, 1),
    "reader_empty.atom": (0, 1), "reader_empty.json": (1, 0), "reader_empty.rss": (0, 1), "reader_full.atom": (1, 4),
    "reader_full.json": (2, 0), "reader_full.rss": (1, 4), "reader_invalid.json": (0, 8),
    "reader_relative.atom": (1, 0),
    "reader_relative.rss": (1, 0), "reader_unknown.json": (0, 1),
}  # fmt: skip


@pytest.mark.parametrize("name", FEEDS)
def test_saved_feeds_load_or_say_why_not(shared, name):
    """Some are empty or broken; no entry is lost in silence."""
    found = list(read_file(shared / "data" / "feeds" / name))
    articles = [x for x in found if isinstance(x, RawArticle) and not isinstance(clean(x), Failure)]

    assert (len(articles), sum(isinstance(x, Failure) for x in found)) == FEEDS[name]
    assert all("\n" not in x.reason and len(x.reason) < 200 for x in found if isinstance(x, Failure))


def test_every_saved_feed_is_among_them(shared):
    assert {path.name for path in (shared / "data" / "feeds").iterdir()} == set(FEEDS)


def test_relative_addresses_in_a_feed_count_from_it():
    content = b'<rss version="2.0"><channel><item><link>news/1</link></item></channel></rss>'

    [entry] = read_feed(content, "o", "https://example.org/en/feed.xml")

    assert entry.url == "https://example.org/en/news/1"


def test_an_entry_s_mark_changes_with_what_the_feed_says_of_it():
    def mark(title):
        [entry] = read_feed(f"<rss version='2.0'><channel><item><title>{title}</title><link>http://x.org/</link></item>"
                            "</channel></rss>".encode(), "o")  # fmt: skip
        return entry.mark

    assert mark("a") == mark("a") != mark("b")


def test_a_feed_is_never_taken_for_the_name_of_a_file(tmp_path, monkeypatch):
    (tmp_path / "secret").write_text("<rss version='2.0'><channel><item><title>x</title></item></channel></rss>")
    monkeypatch.chdir(tmp_path)

    assert all(isinstance(found, Failure) for found in read_feed(b"secret", "o"))


def test_the_words_of_html_are_told_from_its_marks():
    assert plain("<div>One<!-- no --> two<br>three<script>x</script> &eacute;</div>") == "One two\nthree é"
    assert Entry(None).article("o") == Failure("o", "is an entry without a text of its own")


# PDF


def pdf(*pages, title=""):
    """A small PDF, each page a list of lines."""
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    font = DictionaryObject(
        {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
         NameObject("/BaseFont"): NameObject("/Helvetica")}
    )  # fmt: skip
    for lines in pages:
        page = writer.add_blank_page(600, 800)
        fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = DecodedStreamObject()
        shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
        stream.set_data(f"BT /F1 12 Tf 50 750 Td {shown}ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    writer.add_metadata({"/Title": title, "/CreationDate": "D:20240503120000Z"})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_report_is_read_page_by_page_so_that_a_citation_opens_its_page():
    towns = ["Goma", "Lagos", "Oakland"]
    pages = [
        [
            "Press Freedom Report",
            f"In {town} the police detained report-",
            f"ers. The court in {town}",
            f"freed them in {town}.",
            f"{n}",
        ]
        for n, town in enumerate(towns, 1)
    ]

    found = list(read_pdf(pdf(*pages, [], title="Report 2024"), "r.pdf", "https://example.org/r.pdf"))

    assert [(a.title, a.text, a.url, a.published) for a in found] == [
        (
            f"Report 2024, page {n}",
            f"In {town} the police detained reporters. The court in {town} freed them in {town}.",
            f"https://example.org/r.pdf#page={n}",
            "2024-05-03",
        )
        for n, town in enumerate(towns, 1)
    ]
    assert len({clean(a).id for a in found}) == 3


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"%PDF-1.7\nbroken", "is no PDF that can be read"),
        (b"", "is no PDF that can be read"),
        (pdf([]), "holds no text; it may be a scan: have its text recognised first"),
    ],
)
def test_a_pdf_without_text_is_named(content, why):
    [failure] = read_pdf(content, "r.pdf")

    assert failure.reason.startswith(why)
    assert "\n" not in failure.reason


def test_a_page_that_prints_without_end_is_done_with_soon_and_the_others_are_read():
    endless = pdf(["In Goma the police detained reporters."], ["a"] * 60_000)
    begun = time.monotonic()

    failure, article = read_pdf(endless, "r.pdf")

    assert failure == Failure("r.pdf, page 2", "cannot be read (holds more text than can be printed)")
    assert article.text == "In Goma the police detained reporters."
    assert time.monotonic() - begun < 20


def test_lines_of_a_page_become_paragraphs():
    assert (
        joined(["It ended well for her.", "Ok.", "The next day came."])
        == "It ended well for her. Ok.\nThe next day came."
    )
