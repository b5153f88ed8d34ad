"""Refreshing from the web: a site on loopback, the command as it is typed, and what it says."""

import gzip
import json
import re

import pytest

from bot import refresh as refreshing
from bot import web as putting
from corpus.store import Store
from embeddings.generations import CORPUS, Generations
from tests.fakes import FakeEncoder
from tests.site import STORY, Answer, article, running_site, versioned, zipped
from tests.test_cli import own_place, press, the_error  # noqa: F401

NAMES = {"intranet.test": ["10.1.2.3"]}


@pytest.fixture(scope="module")
def server():
    with running_site() as site:
        yield site


@pytest.fixture
def site(server, monkeypatch):
    """The site, asked by the command line's own fetcher."""
    server.routes.clear()
    server.asked.clear()
    monkeypatch.setattr(putting, "make_fetcher", lambda settings: server.fetcher(names=NAMES))
    return server


@pytest.fixture
def sources(tmp_path, monkeypatch, site):
    """Write a file of sources: each a mapping, its ``path`` on the site in the place of a url."""

    def write(*entries):
        lines = []
        for n, entry in enumerate(entries, 1):
            told = {"name": f"source {n}", **entry}
            if "at" in told:
                told["url"] = site.url(told.pop("at"))
            lines += ["[[source]]", *(f"{key} = {json.dumps(value)}" for key, value in told.items())]
        path = tmp_path / "sources.toml"
        path.write_text("\n".join(lines), encoding="utf-8")
        monkeypatch.setenv("PRESSBOT_SOURCES", str(path))
        return path

    return write


RUSSIAN = "Журналистку задержали у здания министерства"
FRENCH = "La journaliste a été arrêtée à l'entrée du ministère"


def rss(*links, more=""):
    items = "".join(f"<item><title>T{n}</title><link>{link}</link></item>" for n, link in enumerate(links))
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}{more}</channel></rss>'.encode()


def told(*words):
    """The report of a refresh."""
    result = press("refresh", "--json", *words)
    return json.loads(result.stdout)


def counts(*words):
    return {name: n for name, n in told(*words)["counts"].items() if n and name != "encoded"}


def reasons(report, site):
    return {s["origin"].replace(site.url(""), ""): s["reason"] for s in report["skipped"]}


def stored():
    with Store(Generations(refreshing.Path("data")).folder() / CORPUS) as store:
        return {a.title: a for a in store.all_articles()}


# one address


def test_a_page_is_loaded_by_its_address(site):
    head = (
        '<link rel="canonical" href="/en/freed?utm_source=feed"><meta property="og:site_name" content="The News">'
        '<meta property="article:published_time" content="2024-03-05">'
        '<link rel="alternate" hreflang="fr" href="/fr/libre">'
        '<meta property="article:modified_time" content="2024-03-09T10:00:00Z">'
        '<link rel="alternate" hreflang="en" href="/en/freed"><link rel="alternate" hreflang="es" href="/">'
    )
    foot = "<p>Share this article</p><h3>Related stories</h3><ul><li><a href='/x'>Another editor is held</a></li></ul>"
    site.page("/en/freed?utm_medium=x", article("Camera returned", head=head, foot=foot))

    assert counts(site.url("/en/freed?utm_medium=x")) == {"added": 1}

    [got] = stored().values()
    assert (got.title, got.url) == ("Camera returned", site.url("/en/freed"))
    assert got.text == f"Camera returned. {STORY}"
    assert (str(got.published), str(got.updated), got.language) == ("2024-03-05", "2024-03-09", "en")
    assert (got.field("site"), got.field("translations")) == ("The News", site.url("/fr/libre"))
    assert counts(site.url("/en/freed?utm_medium=x")) == {"unchanged": 1}


def test_an_address_that_redirects_is_the_article_it_leads_to(site):
    site.page("/en/news/old-name", article("Camera returned"))
    press("refresh", site.url("/en/news/old-name"))
    site.redirect("/en/news/old-name", "/en/new-name")
    site.page("/en/new-name", article("Camera returned"))

    assert counts(site.url("/en/news/old-name")) == {"changed": 1}
    assert [a.url for a in stored().values()] == [site.url("/en/new-name")]


def test_a_redirect_to_another_story_takes_nothing_away(site):
    site.page("/en/one", article("Camera returned"))
    press("refresh", site.url("/en/one"))
    site.redirect("/en/one", "/en/two")
    site.page("/en/two", article("Radio station searched in the north"))

    assert counts(site.url("/en/one")) == {"added": 1}
    assert set(stored()) == {"Camera returned", "Radio station searched in the north"}


def test_two_languages_of_a_story_are_two_articles_that_name_each_other(site):
    links = '<link rel="alternate" hreflang="en" href="/en/a"><link rel="alternate" hreflang="fr" href="/fr/a">'
    site.page("/en/a", article("Camera returned", head=links))
    french = "La police a arrêté la journaliste mardi matin devant le ministère et lui a pris son appareil photo."
    site.page("/fr/a", article("Appareil rendu", french * 2, head=links, lang="fr"))

    assert counts(site.url("/en/a"), site.url("/fr/a")) == {"added": 2}

    got = stored()
    assert got["Camera returned"].field("translations") == site.url("/fr/a")
    assert got["Appareil rendu"].field("translations") == site.url("/en/a")
    assert {a.language for a in got.values()} == {"en", "fr"}


@pytest.mark.parametrize(
    ("html", "why"),
    [
        (f"<form><input type=password></form><p>{STORY}</p>", "is a login page"),
        ("<nav>Home</nav>", "holds no article that could be told from the page around it"),
        ("", "is empty"),
        ("".join(f'<p><a href="/{n}">{STORY}{n}</a></p>' for n in range(9)), "is a list of links, not an article"),
        (
            "".join(f'<article><h2><a href="/{n}">Story {n}</a></h2><p>{n}. {STORY}</p></article>' for n in range(6)),
            "is a list of articles, not an article",
        ),
    ],
)
def test_a_page_that_is_no_article_is_named(site, html, why):
    site.page("/en/x", f"<html><body>{html}</body></html>" if html else "")

    report = told(site.url("/en/x"))

    assert reasons(report, site) == {"/en/x": why}
    assert report["generation"] is None


def test_the_front_page_is_no_article(site):
    site.page("/", article("Welcome"))

    assert reasons(told(site.url("/")), site) == {"/": "is a front page, not an article"}


@pytest.mark.parametrize(
    ("charset", "kind", "meta", "words"),
    [
        ("windows-1251", "text/html; charset=windows-1251", "", RUSSIAN),
        (
            "windows-1251",
            "text/html; charset=iso-8859-1",
            "windows-1251",
            RUSSIAN,
        ),
        ("utf-8", "text/html; charset=iso-8859-1", "", RUSSIAN),
        (
            "latin-1",
            "text/html; charset=nonsense",
            "iso-8859-1",
            FRENCH,
        ),
        ("utf-16", "text/html", "", FRENCH),
    ],
)
def test_a_page_is_read_in_the_charset_it_is_in(site, charset, kind, meta, words):
    html = article(words[:20], f"{words}. " * 5).replace(
        '<meta charset="utf-8">', f'<meta charset="{meta}">' if meta else ""
    )
    site.routes["/en/x"] = Answer(html.encode(charset), kind=kind)

    assert counts(site.url("/en/x")) == {"added": 1}
    assert words in next(iter(stored().values())).text


@pytest.mark.parametrize("kind", ["text/html", "text/html; charset=iso-8859-1"])
def test_a_page_in_another_charset_than_it_says_is_named(site, kind):
    html = article("Х", "Журналистку задержали у здания министерства. " * 5).replace('<meta charset="utf-8">', "")
    site.routes["/en/x"] = Answer(html.encode("cp1251"), kind=kind)

    assert reasons(told(site.url("/en/x")), site)["/en/x"].startswith("is not text in ")


def test_a_feed_and_a_table_are_known_by_what_they_hold(site):
    site.routes["/x"] = Answer(rss(site.url("/a"), site.url("/b")), kind="text/plain")
    site.routes["/2024.csv"] = Answer(
        "ISO;Score 2024;Rank;Zone;Country_EN;Year (N)\nNOR;91,89;1;UE Balkans;Norway;2024\n".encode("cp1252"),
        kind="application/octet-stream",
    )
    site.page("/a", article("Story a"))
    site.page("/b", article("Story b"))

    report = told(site.url("/x"), site.url("/2024.csv"))

    assert {a["title"] for a in report["added"]} == {"Story a", "Story b", "World Press Freedom Index 2024"}
    assert counts(site.url("/x"), site.url("/2024.csv")) == {"unchanged": 3}


# what is due


def test_sources_are_loaded_when_they_are_due(site, sources):
    sources({"kind": "feed", "at": "/feed", "tags": ["rsf", "asia"], "language": "de", "every": "6h"})
    site.routes["/feed"] = Answer(rss(site.url("/a")), kind="application/rss+xml")
    site.page("/a", article("Story a"))

    assert counts() == {"added": 1}
    assert (stored()["Story a"].field("tags"), stored()["Story a"].language) == ("rsf, asia", "de")
    site.asked.clear()
    result = press("refresh")
    assert "Nothing is due; the next is source 1 in 360 min." in result.stderr
    assert (result.exit_code, site.asked) == (0, [])
    assert counts("--all") == {"unchanged": 1}


def test_what_has_not_changed_is_not_fetched_again(site, sources):
    sources({"kind": "feed", "at": "/feed"}, {"kind": "page", "at": "/page"})
    site.routes["/feed"] = versioned(rss(site.url("/a"), site.url("/b")), '"f"')
    site.page("/a", article("Story a"))
    site.page("/b", article("Story b"))
    site.routes["/page"] = versioned(article("Story c").encode(), '"c"')
    assert counts() == {"added": 3}
    site.asked.clear()

    report = told("--all")

    assert report["counts"]["unchanged"] == 3
    assert sorted(site.asked) == ["/feed", "/page", "/robots.txt"]
    site.routes["/page"] = versioned(article("Story c", "It was mended. " + STORY).encode(), '"d"')
    assert counts("--all") == {"changed": 1, "unchanged": 2}


def test_a_rollback_brings_no_articles_into_oblivion(site, sources):
    """The server says "the same as before", but the corpus of before is not the one that is served now."""
    sources({"kind": "page", "at": "/one"}, {"kind": "page", "at": "/two"})
    site.page("/one", article("Story one"))
    assert counts() == {"added": 1, "skipped": 1}
    site.routes["/two"] = versioned(article("Story two").encode(), '"2"')
    assert counts("--all") == {"added": 1, "unchanged": 1}

    Generations(refreshing.Path("data")).point(1)

    assert counts("--all") == {"added": 1, "unchanged": 1}
    assert set(stored()) == {"Story one", "Story two"}


def test_an_interrupted_refresh_goes_on_without_fetching_or_losing_anything(site, sources, monkeypatch):
    sources({"kind": "feed", "at": "/feed"})
    paths = [f"/{n}" for n in range(4)]
    site.routes["/feed"] = versioned(rss(*map(site.url, paths)), '"f"')
    for path in paths:
        site.routes[path] = versioned(article(f"Story {path}", f"In {path}. {STORY}").encode(), f'"{path}"')
    monkeypatch.setattr(refreshing, "make_encoder", lambda settings: FakeEncoder(settings.model, stop_after=0))
    assert press("refresh").exit_code == 130
    assert sorted(site.asked) == sorted(["/robots.txt", "/feed", *paths])
    site.asked.clear()
    monkeypatch.setattr(refreshing, "make_encoder", lambda settings: FakeEncoder(settings.model))

    assert counts() == {"added": 4}
    assert sorted(site.asked) == ["/feed", "/robots.txt"]


def test_a_dead_source_is_named_tried_again_next_time_and_spoils_no_other(site, sources):
    sources({"kind": "feed", "at": "/dead"}, {"kind": "feed", "at": "/feed"})
    site.routes["/dead"] = Answer(status=500)
    site.routes["/feed"] = Answer(rss(site.url("/a"), site.url("/gone")))
    site.page("/a", article("Story a"))

    report = told()

    assert [a["title"] for a in report["added"]] == ["Story a"]
    assert reasons(report, site) == {"/dead": "the server answers 500", "/gone": "is not there (404)"}
    site.routes["/dead"] = Answer(rss(site.url("/b")))
    site.page("/b", article("Story b"))
    assert counts() == {"added": 1}


def test_what_should_not_be_loaded_is_named_and_the_rest_goes_on(site, sources):
    """Everything a site can do to us, in one feed."""
    sources({"kind": "feed", "at": "/feed"})
    bad = {
        "/slow": (Answer(b"x" * 1000, slow=0.05), "did not answer in time"),
        "/endless": (Answer(b"x" * 5000, endless=True), "is larger than 0.191 MB"),
        "/large": (Answer(headers={"Content-Length": str(300 * 2**20)}), "is larger than 0.191 MB (300 MB)"),
        "/bomb": (zipped(b"\0" * 10_000_000), "is larger than 0.191 MB"),
        "/broken": (Answer(status=500), "the server answers 500"),
        "/circle": (Answer(status=302, headers={"Location": "/circle"}), "redirects in a circle"),
        "/robots": (Answer(b""), "is closed to robots by robots.txt"),
        "/picture": (Answer(b"\x89PNG", kind="image/png"), "is image/png, which holds no article"),
        "/pdf": (Answer(b"%PDF-1.7 broken", kind="application/pdf"), "is no PDF that can be read"),
        "/self": (
            Answer(status=302, headers={"Location": "http://127.0.0.2/x"}),
            "redirects to http://127.0.0.2/x, which leads into a private network (127.0.0.2)",
        ),
        "/name": (
            Answer(status=302, headers={"Location": "http://intranet.test/x"}),
            "redirects to http://intranet.test/x, which leads into a private network (intranet.test, which is 10.",
        ),
    }
    ill = [Answer(status=500), Answer(article("Story ill").encode())]
    site.routes.update({path: answer for path, (answer, _) in bad.items()} | {"/ill": ill})
    site.routes["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /robots", kind="text/plain")
    site.redirect("/moved", "/a")
    site.page("/a", article("Story a"))
    site.routes["/feed"] = Answer(rss(*map(site.url, [*bad, "/ill", "/moved"]), more="<item/>"))

    report = told()

    assert {a["title"] for a in report["added"]} == {"Story ill", "Story a"}
    found = reasons(report, site)
    assert found.pop("/feed, entry 14") == "has neither an address nor a text"
    assert {path: found[path].startswith(why) or found[path] for path, (_, why) in bad.items()} == dict.fromkeys(
        bad, True
    )
    assert set(found) == set(bad)


def test_sitemaps_lead_to_pages_through_indexes_and_gzip(site, sources):
    sources({"kind": "sitemap", "at": "/sitemap.xml", "include": "/en/", "exclude": ["*/en/tag/*"]})
    urls = "".join(
        f"<url><loc>{site.url(p)}</loc><lastmod>2024-01-0{n}</lastmod></url>"
        for n, p in enumerate(("/en/a", "/fr/a", "/en/tag/x", "/en/b"), 1)
    )
    ns = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    site.routes["/news.xml.gz"] = Answer(
        gzip.compress(f"<urlset {ns}>{urls}</urlset>".encode()), kind="application/gzip"
    )
    site.routes["/sitemap.xml"] = Answer(
        f'<?xml version="1.0"?><sitemapindex {ns}><sitemap><loc>{site.url("/news.xml.gz")}</loc></sitemap>'
        f"<sitemap><loc>{site.url('/sitemap.xml')}</loc></sitemap></sitemapindex>".encode(),
        kind="application/xml",
    )
    site.page("/en/a", article("Story a"))
    site.page("/en/b", article("Story b"))

    report = told()

    assert {a["title"] for a in report["added"]} == {"Story a", "Story b"}
    assert all("too many or too deep" in reason for reason in reasons(report, site).values())
    site.asked.clear()
    assert told("--all")["counts"]["unchanged"] == 2
    assert not {"/en/a", "/en/b", "/fr/a"} & set(site.asked)


LOL = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>'
FILE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("doctype", [LOL, FILE])
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
@pytest.mark.parametrize(("kind", "root"), [("feed", "rss"), ("sitemap", "urlset")])
def test_entities_of_xml_are_not_expanded(site, sources, doctype, charset, kind, root):
    sources({"kind": kind, "at": "/x"})
    xml = f'<?xml version="1.0" encoding="{charset}"?>{doctype}<{root}><url><loc>http://x/&a;</loc></url></{root}>'
    site.routes["/x"] = Answer(xml.encode(charset), kind="application/xml")

    assert reasons(told(), site)["/x"].startswith("declares entities of its own")


def test_a_feed_s_own_text_is_loaded_where_staff_want_that(site, sources):
    sources({"kind": "feed", "at": "/feed", "text": "feed"})
    item = f"<item><title>In full</title><link>/x</link><description>&lt;p&gt;{STORY}&lt;/p&gt;</description></item>"
    site.routes["/feed"] = Answer(rss(more=item))

    assert counts() == {"added": 1}
    assert stored()["In full"].text == STORY
    assert site.asked == ["/robots.txt", "/feed"]


def test_folders_are_sources_too(tmp_path, sources):
    (tmp_path / "reports" / "drafts").mkdir(parents=True)
    (tmp_path / "reports" / "a.txt").write_text(f"A report\n{STORY}", encoding="utf-8")
    (tmp_path / "reports" / "drafts" / "b.txt").write_text("A draft\nNot yet.", encoding="utf-8")
    sources({"kind": "folder", "path": "reports", "exclude": "*/drafts/*", "tags": "ours"})

    assert counts() == {"added": 1}
    assert stored()["A report"].field("tags") == "ours"


# dry runs and reports


def test_a_dry_run_says_what_would_happen_and_writes_nothing(site, sources, tmp_path):
    sources({"kind": "page", "at": "/a"}, {"kind": "page", "at": "/gone"})
    site.page("/a", article("Story a"))

    report = told("--dry-run")

    assert (report["dry_run"], report["generation"]) == (True, None)
    assert [a["title"] for a in report["added"]] == ["Story a"]
    assert reasons(report, site) == {"/gone": "is not there (404)"}
    assert not (tmp_path / "data").exists()
    assert counts() == {"added": 1, "skipped": 1}
    before = {p: p.read_bytes() for p in (tmp_path / "data").rglob("*") if p.is_file()}
    site.page("/a", article("Story a", f"Mended. {STORY}"))
    result = press("refresh", "--all", "--dry-run")
    assert f"changed  Story a – {site.url('/a')}" in result.stderr
    assert "This was a dry run: nothing was written." in result.stderr
    assert {p: p.read_bytes() for p in (tmp_path / "data").rglob("*") if p.is_file()} == before


def test_the_report_counts_by_source(site, sources):
    sources({"kind": "page", "at": "/a"}, {"kind": "page", "at": "/gone"})
    site.page("/a", article("Story a"))

    result = press("refresh")

    rows = [re.split(r"\s{2,}", line.strip()) for line in result.stderr.splitlines() if "source" in line]
    assert rows[0] == ["source", "added", "changed", "unchanged", "removed", "skipped"]
    assert rows[1:] == [["source 1", "1", "0", "0", "0", "0"], ["source 2", "0", "0", "0", "0", "1"]]
    assert f"added    Story a – {site.url('/a')}" in result.stderr
    assert result.exit_code == 1


# pressbot sources


def test_sources_are_shown_and_checked_without_writing(site, sources, tmp_path):
    path = sources({"kind": "feed", "at": "/feed"}, {"kind": "feed", "at": "/dead", "name": "dead one"})
    site.routes["/feed"] = Answer(rss(*(site.url(f"/{n}") for n in range(5))))
    for n in range(5):
        site.page(f"/{n}", article(f"Story {n}"))

    shown, checked = press("sources"), press("sources", "check")

    assert "dead one" in shown.stdout
    assert f"From {path}" in shown.stdout
    assert checked.exit_code == 1
    assert "Story 0, " in checked.stdout
    assert "and 2 more" in checked.stdout
    assert f"failed: {site.url('/dead')}: is not there (404)" in checked.stdout
    assert press("sources", "check", "source 1").exit_code == 0
    assert not (tmp_path / "data").exists()
    assert "names no source 'x'" in the_error(press("sources", "check", "x"))


def test_the_file_that_comes_with_pressbot_can_be_printed_to_begin_one_s_own(monkeypatch, tmp_path):
    result = press("sources", "--print")
    (tmp_path / "own.toml").write_text(result.stdout, encoding="utf-8")
    monkeypatch.setenv("PRESSBOT_SOURCES", "own.toml")

    assert "https://rsf.org/en/rss.xml" in "".join(press("sources").stdout.split())
    monkeypatch.setenv("PRESSBOT_SOURCES", "nowhere.toml")
    assert the_error(press("sources")).startswith("PRESSBOT_SOURCES: nowhere.toml is not there")


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ({"kind": "feed"}, "source 1 (x): a feed has a url, and no path"),
        ({"kind": "folder", "url": "https://x.org"}, "source 1 (x): a folder has a path, and no url"),
        ({"kind": "feeds", "url": "https://x.org"}, "source 1 (x): kind: Input should be 'feed', 'sitemap', "),
        ({"kind": "feed", "url": "x.org"}, "source 1 (x): url: 'x.org' is not an address of the web"),
        ({"kind": "feed", "url": "https://x.org", "every": "6 hours"}, "(x): every: write an interval such as 30m"),
        (
            {"kind": "feed", "url": "https://x.org", "language": "English"},
            "source 1 (x): language: String should match",
        ),
        (
            {"kind": "feed", "url": "https://x.org", "evry": "6h"},
            "(x): evry: Extra inputs are not permitted; it is '6h'",
        ),
    ],
)
def test_a_wrong_source_is_refused_by_file_entry_and_field(sources, entry, why):
    path = sources({"name": "x", **entry})

    error = the_error(press("refresh"))

    assert error.startswith(f"{path}: source 1 (x): ")
    assert why in error


@pytest.mark.parametrize(
    ("text", "why"),
    [("[[source]", "is not TOML"), ("[other]\nx = 1", "other: is not known here"), ("", "names no sources")],
)
def test_a_file_that_names_no_sources_is_refused(tmp_path, monkeypatch, text, why):
    (tmp_path / "s.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("PRESSBOT_SOURCES", "s.toml")

    assert why in the_error(press("refresh"))
