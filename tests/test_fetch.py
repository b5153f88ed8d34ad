"""Fetching: what a site sends is had, what it should not be able to do to us is named."""

import gzip
import ssl
import time
import zlib
from dataclasses import replace

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.fetch.addresses import NotPublicError, is_public, public_addresses
from corpus.fetch.bodies import unpacked
from corpus.fetch.fetcher import Fetcher, user_agent
from corpus.fetch.types import Fetched, FetchError, Refused, Same, Validators
from tests.site import HOST, QUICK, Answer, running_site, versioned, zipped


@pytest.fixture(scope="module")
def server():
    with running_site() as site:
        yield site


@pytest.fixture
def site(server):
    server.routes.clear()
    server.asked.clear()
    server.headers.clear()
    return server


def reason(answer):
    assert isinstance(answer, Refused), answer
    return answer.reason


def test_a_document_comes_with_what_its_server_says_of_it(site):
    headers = {"ETag": '"1"', "Last-Modified": "Mon, 01 Jun 2020 00:00:00 GMT"}
    site.routes["/a"] = Answer(b"hello", kind='text/HTML; charset="Windows-1252"', headers=headers)

    got = site.fetcher().get(site.url("/a"))

    validators = Validators('"1"', "Mon, 01 Jun 2020 00:00:00 GMT", site.url("/a"))
    assert got == Fetched(site.url("/a"), b"hello", "text/html", "windows-1252", validators)
    assert site.headers[-1]["User-Agent"] == "pressbot/test (staff@example.org)"
    assert site.headers[-1]["Host"] == f"{HOST}:{site.port}"


def test_what_has_not_changed_is_not_sent_again(site):
    site.routes["/a"] = versioned(b"hello", '"7"')
    fetcher = site.fetcher()

    first = fetcher.get(site.url("/a"))

    assert isinstance(first, Fetched)
    assert fetcher.get(site.url("/a"), first.validators) == Same()
    assert isinstance(fetcher.get(site.url("/a"), Validators('"6"')), Fetched)


def test_another_address_is_not_asked_whether_it_is_still_the_same(site):
    """Servers count versions from 1; a page that has moved would be taken for the old one."""
    site.routes["/a"] = versioned(b"hello", '"1"')
    fetcher = site.fetcher()
    first = fetcher.get(site.url("/a"))
    site.redirect("/a", "/b")
    site.routes["/b"] = versioned(b"good day", '"1"')

    assert fetcher.get(site.url("/a"), first.validators).content == b"good day"


def test_a_zipped_document_is_unpacked(site):
    site.routes["/a"] = zipped(b"hello" * 100)
    site.routes["/b"] = Answer(zlib.compress(b"hello"), headers={"Content-Encoding": "deflate"})

    assert site.fetcher().get(site.url("/a")).content == b"hello" * 100
    assert site.fetcher().get(site.url("/b")).content == b"hello"


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (zipped(b"\0" * 50_000_000), "is larger than 0.191 MB"),
        (Answer(b"x" * 300_000), "is larger than 0.191 MB (0 MB)"),
        (Answer(headers={"Content-Length": str(300 * 2**20)}), "is larger than 0.191 MB (300 MB)"),
        (Answer(b"x" * 5000, endless=True), "is larger than 0.191 MB"),
        (Answer(b"x", endless=True, slow=0.05), "did not answer in time"),
        (Answer(b"x" * 1000, slow=0.05), "did not answer in time"),
        (Answer(b"", slow=0, endless=True), "did not answer in time"),
        (Answer(b"x", headers={"Content-Encoding": "br"}), "is packed as 'br', which was not asked for"),
        (
            Answer(b"x", headers={"Content-Encoding": "gzip, gzip"}),
            "is packed as 'gzip, gzip', which was not",
        ),
        (Answer(b"no gzip", headers={"Content-Encoding": "gzip"}), "is not the gzip that it says it is"),
        (Answer(gzip.compress(b"x" * 999)[:-9], headers={"Content-Encoding": "gzip"}), "ends before its end"),
        (Answer(b"x", headers={"Content-Length": "999"}), "cannot be reached: "),
        (Answer(status=404), "is not there (404)"),
        (Answer(status=410), "is not there (410)"),
        (Answer(status=403), "asks for a login or is closed to us (403)"),
        (Answer(status=418), "cannot be had: the server answers 418"),
        (Answer(status=500), "the server answers 500"),
        (Answer(status=304, kind=""), "cannot be had: the server answers 304"),
        (
            Answer(status=503, headers={"Retry-After": "3600"}),
            "the server answers 503 and asks to come back in 3,600",
        ),
        (Answer(status=302), "cannot be had: the server answers 302"),
    ],
)
def test_what_cannot_be_had_is_named_in_time(site, answer, why):
    site.routes["/a"] = answer
    begun = time.monotonic()

    got = site.fetcher().get(site.url("/a"))

    assert reason(got).startswith(why)
    assert time.monotonic() - begun < 3 * (QUICK.total + 0.5)


def test_what_passes_is_tried_again_and_what_lasts_is_not(site):
    site.routes["/ill"] = [Answer(status=500), Answer(status=503, headers={"Retry-After": "0"}), Answer(b"well")]
    site.routes["/gone"] = Answer(status=404)

    assert site.fetcher().get(site.url("/ill")).content == b"well"
    assert reason(site.fetcher().get(site.url("/gone"))) == "is not there (404)"
    assert (site.counts("/ill"), site.counts("/gone")) == (3, 1)


def test_a_site_that_is_down_is_not_tried_for_each_of_its_pages(site):
    fetcher = site.fetcher(names={"down.test": ["127.0.0.1"]})
    calls = []
    fetcher._allowed |= {"down.test"}
    inner = fetcher._resolve
    fetcher._resolve = lambda host, port: calls.append(host) or inner(host, port)

    first, second = (fetcher.get(f"http://down.test:1/{n}") for n in range(2))

    assert reason(first).startswith("robots.txt cannot be reached")
    assert reason(second) == reason(first)
    assert len(calls) == QUICK.attempts


# redirects


def test_a_site_that_is_down_is_not_tried_for_each_page_that_leads_there_and_is_named(site):
    asked = []

    def nobody(host, port):
        asked.append(host)
        if host == "down.test":
            raise OSError("Name or service not known")
        return ["127.0.0.1"]

    fetcher = site.fetcher()
    fetcher._resolve = nobody
    for path in ("/a", "/b"):
        site.redirect(path, f"http://down.test{path}")

    reasons = [reason(fetcher.get(site.url(path))) for path in ("/a", "/b")]

    why = "robots.txt cannot be reached: Name or service not known"
    assert reasons == [f"redirects to http://down.test{path}, which {why}" for path in ("/a", "/b")]
    assert asked.count("down.test") == 3


def test_redirects_are_followed_and_remembered(site):
    site.redirect("/a", "/b", 301)
    site.redirect("/b", site.url("/c#part"), 308)
    site.page("/c", "hello")

    got = site.fetcher().get(site.url("/a"))

    assert (got.url, got.hops) == (site.url("/c"), (site.url("/a"), site.url("/b")))


def test_circles_and_endless_redirects_end(site):
    site.redirect("/a", "/b")
    site.redirect("/b", "/a")
    for n in range(20):
        site.redirect(f"/{n}", f"/{n + 1}")

    assert reason(site.fetcher().get(site.url("/a"))) == "redirects in a circle"
    assert reason(site.fetcher().get(site.url("/0"))) == "redirects more than 5 times"


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("http://127.0.0.2/", "leads into a private network (127.0.0.2)"),
        ("http://127.0.0.1:1/", "leads into a private network (127.0.0.1)"),
        ("http://[::1]/", "leads into a private network (::1)"),
        ("http://169.254.169.254/latest/meta-data", "leads into a private network (169.254.169.254)"),
        ("http://intranet.test/", "leads into a private network (intranet.test, which is 10.1.2.3)"),
        ("http://both.test/", "leads into a private network (both.test, which is 192.168.0.1)"),
        ("http://mapped.test/", "leads into a private network (mapped.test, which is ::ffff:127.0.0.1)"),
        ("file:///etc/passwd", "is not an address of the web (http or https)"),
        ("ftp://127.0.0.1/x", "is not an address of the web (http or https)"),
        ("http://root:secret@example.org/", "holds a user name; such addresses are not asked for"),
        ("http://[bad/", "is not an address: Invalid IPv6 URL"),
    ],
)
def test_a_redirect_does_not_lead_where_we_would_not_go_ourselves(site, to, why):
    names = {
        "intranet.test": ["10.1.2.3"],
        "both.test": ["93.184.216.34", "192.168.0.1"],
        "mapped.test": ["::ffff:127.0.0.1"],
        "::1": ["::1"],
    }
    site.redirect("/a", to)

    assert why in reason(site.fetcher(names=names).get(site.url("/a")))
    assert reason(site.fetcher(names=names).get(to)).startswith(why)


# addresses


@pytest.mark.parametrize(
    "address",
    "0.0.0.0 10.0.0.1 100.64.0.1 127.0.0.1 127.8.9.1 169.254.1.1 172.16.0.1 192.0.2.1 192.168.1.1 198.18.0.1 224.0.0.1 "
    "240.0.0.1 255.255.255.255 :: ::1 fe80::1 fe80::1%eth0 fc00::1 ff02::1 ::ffff:10.0.0.1 64:ff9b::7f00:1 "
    "2002:7f00:1:: 2001:db8::1 nonsense".split(),
)
def test_addresses_that_are_not_of_the_public_internet(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_addresses_of_the_public_internet(address):
    assert is_public(address)


def test_only_hosts_that_staff_named_may_be_private():
    resolve = {"wiki": ["10.0.0.7"], "other": ["10.0.0.7"]}

    assert public_addresses("WIKI.", 80, {"wiki"}, lambda host, port: resolve["wiki"]) == ["10.0.0.7"]
    with pytest.raises(NotPublicError, match=r"\(other, which is 10.0.0.7\); PRESSBOT_ALLOW_HOSTS"):
        public_addresses("other", 80, {"wiki"}, lambda host, port: resolve["other"])


def test_a_name_is_resolved_once_and_the_address_that_was_checked_is_connected_to(monkeypatch):
    """DNS rebinding: the first answer is a public address, every later one is our own machine's."""
    answers = iter([["8.8.8.8"], *[["127.0.0.1"]] * 9])
    connected = []

    def connect(self, host, port, *more):
        connected.append(host)
        raise httpcore.ConnectError("unplugged")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    fetcher = Fetcher("x", limits=QUICK, resolve=lambda host, port: next(answers))

    assert "private network (rebind.test, which is 127.0.0.1)" in reason(fetcher.get("http://rebind.test/"))
    assert connected == ["8.8.8.8"]


def test_https_is_checked_against_the_name_not_the_address(site, monkeypatch):
    """The name goes into the handshake although a number is connected to."""
    told = []

    def wrap(self, *args, server_hostname=None, **more):
        told.append(server_hostname)
        raise ssl.SSLError("no certificate here")

    monkeypatch.setattr(ssl.SSLContext, "wrap_socket", wrap)

    assert reason(site.fetcher().get(f"https://{HOST}:{site.port}/")).startswith("robots.txt cannot be reached")
    assert set(told) == {HOST}


def test_a_proxy_of_the_environment_is_not_used(site, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    site.page("/a", "hello")

    assert site.fetcher().get(site.url("/a")).content == b"hello"


# manners


def test_robots_txt_is_obeyed_and_asked_for_once(site):
    site.routes["/robots.txt"] = Answer(b"User-agent: pressbot\nDisallow: /closed\n", kind="text/plain")
    site.page("/open", "hello")
    site.redirect("/way", "/closed/x")
    fetcher = site.fetcher()

    assert isinstance(fetcher.get(site.url("/open")), Fetched)
    assert reason(fetcher.get(site.url("/closed/x"))) == "is closed to robots by robots.txt"
    assert "which is closed to robots by robots.txt" in reason(fetcher.get(site.url("/way")))
    assert (site.counts("/robots.txt"), site.counts("/closed/x")) == (1, 0)


def test_where_robots_txt_can_be_had_later_nothing_is_asked_for_before(site):
    site.routes["/robots.txt"] = Answer(status=503, headers={"Retry-After": "3600"})
    site.routes["/a"] = Answer(b"hello")
    fetcher = site.fetcher()

    reasons = [reason(fetcher.get(site.url("/a"))) for _ in range(2)]

    assert reasons == ["robots.txt the server answers 503 and asks to come back in 3,600 s"] * 2
    assert site.asked == ["/robots.txt"]


def test_where_robots_txt_cannot_be_had_nothing_is_asked_for(site):
    site.routes["/robots.txt"] = Answer(status=500)
    site.page("/a", "hello")

    assert reason(site.fetcher().get(site.url("/a"))) == "robots.txt the server answers 500"
    assert site.counts("/a") == 0


def test_a_host_is_left_in_peace_between_two_requests(site):
    site.page("/a", "hello")
    site.routes["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 0.2\n", kind="text/plain")
    fetcher = site.fetcher()
    fetcher.get(site.url("/a"))

    begun = time.monotonic()
    fetcher.get(site.url("/a"))

    assert 0.1 < time.monotonic() - begun < 1


def test_waiting_for_one_s_turn_is_not_the_site_s_slowness(site):
    site.page("/a", "hello")
    site.redirect("/way", "/a")
    fetcher = site.fetcher(replace(QUICK, delay=1.0))

    assert isinstance(fetcher.get(site.url("/way")), Fetched)


def test_the_user_agent_says_who_asks():
    assert user_agent("mailto:staff@example.org").startswith("pressbot/")
    assert user_agent("mailto:staff@example.org").endswith("(mailto:staff@example.org)")


@given(st.binary(max_size=5000), st.integers(1, 4000), st.integers(1, 500))
def test_what_is_unpacked_is_what_was_packed_or_too_large(content, limit, size):
    packed = zlib.compress(content)
    chunks = [packed[i : i + size] for i in range(0, len(packed), size)]
    if len(content) <= limit:
        assert unpacked(chunks, limit) == content
    else:
        with pytest.raises(FetchError, match="is larger than"):
            unpacked(chunks, limit)
