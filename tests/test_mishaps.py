"""What goes wrong for an hour, moves or is left out by mistake: nothing is lost by it, and nothing comes back."""
# ruff: noqa: F811  (fixtures of another module)

import gzip
import json

import pytest

from bot.settings import load_settings
from bot.sources import listed_sources
from tests.site import STORY, Answer, article, running_site
from tests.test_cli import own_place, press  # noqa: F401
from tests.test_pages import pdf
from tests.test_web import counts, reasons, rss, server, site, sources, stored, told  # noqa: F401


def test_the_articles_of_a_site_that_was_down_are_loaded_once_it_is_up(site, sources):
    """Its other pages were not even tried, so the feed's "nothing has changed" says nothing of them."""
    sources({"kind": "feed", "at": "/feed"})
    with running_site() as other:
        site.routes["/feed"] = Answer(rss(*(other.url(f"/{n}") for n in range(3))))
        for n in range(3):
            other.page(f"/{n}", article(f"Story {n}"))
        other.routes["/robots.txt"] = Answer(status=503)
        assert counts() == {"skipped": 3}

        other.routes["/robots.txt"] = Answer(status=404)

        assert counts("--all") == {"added": 3}


@pytest.mark.parametrize(
    "first", [Answer(status=503, headers={"Retry-After": "3600"}), Answer(status=404), Answer(status=403)]
)
def test_a_page_that_could_not_be_had_is_tried_at_the_next_refresh(site, sources, first):
    sources({"kind": "feed", "at": "/feed"})
    site.routes["/feed"] = Answer(rss(site.url("/a")))
    site.routes["/a"] = [first, Answer(article("Story a").encode())]
    assert counts() == {"skipped": 1}

    assert counts("--all") == {"added": 1}


@pytest.mark.parametrize(("status", "again"), [(500, {"added": 1}), (404, {})])
def test_a_page_whose_server_was_ill_is_due_again_at_once_one_that_is_gone_is_not(site, sources, status, again):
    sources({"kind": "page", "at": "/a"})
    site.routes["/a"] = Answer(status=status)
    assert counts() == {"skipped": 1}
    site.page("/a", article("Story a"))

    assert counts() == again


def test_an_entry_that_is_broken_for_good_does_not_keep_its_feed_due(site, sources):
    sources({"kind": "feed", "at": "/feed"})
    site.routes["/feed"] = Answer(rss(site.url("/a"), more="<item/>"))
    site.page("/a", article("Story a"))

    assert reasons(told(), site) == {"/feed, entry 2": "has neither an address nor a text"}
    assert "Nothing is due" in press("refresh").stderr
    assert [source.result for source in listed_sources(load_settings())] == ["1 added, 1 skipped"]


def test_patterns_tags_and_language_count_for_a_feed_s_own_texts_too(site, sources):
    own = "".join(
        f"<item><title>{title}</title>{link}<description>{STORY} {title}</description></item>"
        for title, link in (("Kept", "<link>/en/a</link>"), ("Left out", "<link>/tag/b</link>"), ("No address", ""))
    )
    sources({"kind": "feed", "at": "/feed", "text": "feed", "exclude": "/tag/", "tags": "ours", "language": "de"})
    site.routes["/feed"] = Answer(rss(more=own))

    assert counts() == {"added": 2}
    assert {(a.title, a.field("tags"), a.language) for a in stored().values()} == {
        ("Kept", "ours", "de"), ("No address", "ours", "de"),
    }  # fmt: skip


def test_a_feed_that_staff_named_as_a_page_is_read_like_one(site, sources):
    links = "<item><link>/en/a</link></item><item><link>/tag/b</link></item>"
    own = f"<item><title>No address</title><description>{STORY} Once more.</description></item>"
    sources({"kind": "page", "at": "/feed", "exclude": "/tag/", "tags": "ours"})
    site.routes["/feed"] = Answer(rss(more=links + own))
    site.page("/en/a", article("Kept"))
    site.page("/tag/b", article("Left out"))

    assert counts() == {"added": 2}
    assert {(a.title, a.field("tags")) for a in stored().values()} == {("Kept", "ours"), ("No address", "ours")}


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "is empty"),
        (b"<!doctype html><html><body><form><input type=password></form></body></html>", "is a page, not a feed"),
    ],
)
def test_what_stands_where_a_feed_was_is_named(site, sources, body, why):
    sources({"kind": "feed", "at": "/feed"})
    site.routes["/feed"] = Answer(body)

    assert reasons(told(), site) == {"/feed": why}


def test_a_json_feed_may_begin_with_a_mark(site, sources):
    sources({"kind": "feed", "at": "/feed", "text": "feed"})
    feed = {"version": "https://jsonfeed.org/version/1", "items": [{"url": "/a", "content_text": STORY}]}
    site.routes["/feed"] = Answer(json.dumps(feed).encode("utf-8-sig"), kind="application/json")

    assert counts() == {"added": 1}


def test_a_page_zipped_in_pieces_is_read_to_its_end(site):
    html = article("Story a", *(f"Part {n}. {STORY}" for n in range(5))).encode()
    pieces = gzip.compress(html[:900]) + gzip.compress(html[900:])
    site.routes["/a"] = Answer(pieces + b"\0" * 8, headers={"Content-Encoding": "gzip"})

    assert counts(site.url("/a")) == {"added": 1}
    assert "Part 4." in stored()["Story a"].text


def test_a_removed_article_does_not_come_back_under_another_address(site):
    site.page("/en/old", article("Camera returned"))
    press("refresh", site.url("/en/old"))
    press("remove", site.url("/en/old"), "--reason", "withdrawn by the author")
    site.redirect("/en/old", "/en/new")
    site.page("/en/new", article("Camera returned"))

    assert counts(site.url("/en/old")) == {"withheld": 1}
    assert press("remove", "--restore", site.url("/en/old")).exit_code == 0
    assert counts(site.url("/en/old")) == {"added": 1}


def test_a_report_is_removed_with_all_its_pages_and_comes_back_with_all(site):
    pages = [[f"In Goma the police detained {n} reporters."] for n in ("two", "nine", "ten")]
    site.routes["/r.pdf"] = Answer(pdf(*pages, title="Report"), kind="application/pdf")
    report = site.url("/r.pdf")
    assert counts(report) == {"added": 3}

    removed = press("remove", report, "--reason", "withdrawn")

    assert removed.stdout == "3 articles removed. Generation 2 is current.\n"
    assert press("remove", "--list").stdout.count(report) == 1
    assert counts(report) == {"withheld": 3}
    assert "was removed before" in press("remove", report, "--reason", "withdrawn").stderr
    assert press("remove", "--restore", report).exit_code == 0
    assert counts(report) == {"added": 3}
