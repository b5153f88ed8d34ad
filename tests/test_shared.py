"""Snapshots: what one machine publishes others fetch whole, checked, and serve; over a disk or over http."""

import json
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from corpus.types import Removal
from embeddings.errors import GenerationError, NoGenerationError
from embeddings.generations import CORPUS, MANIFEST, Generations, verify
from embeddings.places import Address, Folder, place_at
from embeddings.shared import Shared, follow
from embeddings.upkeep import remove, rollback
from tests.desk import NEWS, Desk


@pytest.fixture
def place(tmp_path) -> Path:
    return tmp_path / "shared"


@pytest.fixture
def publisher(desk, data, place) -> Desk:
    desk.generations = Generations(data, Shared(Folder(place), None))
    return desk


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *anything: object) -> None:
        pass


@pytest.fixture(params=["folder", "http"])
def replica(request, place, tmp_path, write_articles) -> Iterator[Desk]:
    """A machine that sees the place and makes nothing itself."""
    desk = Desk(tmp_path / "replica", write_articles)
    if request.param == "folder":
        desk.generations = Generations(tmp_path / "replica", Shared(Folder(place), None))
        yield desk
        return
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(place))) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        address = place_at(f"http://127.0.0.1:{server.server_address[1]}/")
        desk.generations = Generations(tmp_path / "replica", Shared(address, None))
        yield desk
        server.shutdown()


def test_a_replica_serves_what_was_published(publisher, replica):
    publisher.refresh(NEWS)

    assert follow(replica.generations)
    assert not follow(replica.generations)

    assert replica.generations.label() == publisher.generations.label()
    assert verify(replica.generations.folder()) == verify(publisher.generations.folder())
    assert replica.best("court in Lagos") == NEWS[1]


def test_a_replica_follows_refreshes_removals_and_the_way_back(publisher, replica):
    publisher.refresh(NEWS[:2])
    follow(replica.generations)
    publisher.refresh(NEWS)
    follow(replica.generations)
    assert replica.texts() == sorted(NEWS)

    remove([Removal("https://example.org/2", "a court's order")], publisher.generations)
    follow(replica.generations)
    assert replica.texts() == sorted(NEWS[:2])

    rollback(publisher.generations, 1)
    assert follow(replica.generations)
    assert (replica.generations.label(), replica.texts()) == (publisher.generations.label(), sorted(NEWS[:2]))


def test_old_snapshots_go_here_and_there(publisher, replica, place):
    for n in (1, 2, 3):
        publisher.refresh(NEWS[:n], keep=1)
        follow(replica.generations, keep=1)

    assert Folder(place).labels() == publisher.generations.labels() == replica.generations.labels()
    assert replica.generations.numbers() == [3]
    assert [p.name for p in replica.generations.folder().parent.iterdir()] == ["000003"]


def test_before_anything_is_published_there_is_nothing_to_follow(replica):
    assert not follow(replica.generations)
    with pytest.raises(NoGenerationError):
        replica.generations.folder()


@pytest.mark.parametrize("damage", [b"", b"x", None])
def test_a_damaged_snapshot_is_refused_the_old_state_serves_on_and_what_was_sound_is_kept(
    publisher, replica, place, damage
):
    publisher.refresh(NEWS[:1])
    follow(replica.generations)
    publisher.refresh(NEWS)
    label = publisher.generations.label()
    target = place / str(label) / "passages.faiss"
    whole = target.read_bytes()
    target.unlink() if damage is None else target.write_bytes(whole[:-1] + damage)

    with pytest.raises(GenerationError, match=rf"PRESSBOT_SNAPSHOTS: .*{label}"):
        follow(replica.generations)
    assert replica.texts() == NEWS[:1]
    fetched = replica.generations.staging.with_name(f".fetching-{label}") / CORPUS
    before = fetched.stat().st_mtime_ns

    target.write_bytes(whole)
    assert follow(replica.generations)
    assert replica.texts() == sorted(NEWS)
    assert (replica.generations.folder() / CORPUS).stat().st_mtime_ns == before


def test_a_manifest_that_is_not_what_the_name_says_is_refused(publisher, replica, place):
    publisher.refresh(NEWS)
    manifest = place / str(publisher.generations.label()) / MANIFEST
    manifest.write_text(manifest.read_text().replace('"articles": 3', '"articles": 4'))

    with pytest.raises(GenerationError, match="is not what its name says"):
        follow(replica.generations)


@pytest.mark.parametrize("path", ["../../../escaped", "/tmp/escaped"])
def test_a_snapshot_writes_nowhere_but_into_itself(publisher, replica, place, path):
    """Its name can be made to fit by whoever can write there."""
    publisher.refresh(NEWS)
    folder = place / str(publisher.generations.label())
    content = json.loads((folder / MANIFEST).read_text())
    content["files"][0]["path"] = path
    (folder / MANIFEST).write_text(json.dumps(content))
    from embeddings.generations import label_of

    shutil.copytree(folder, place / label_of(folder))
    Folder(place).point(label_of(folder))

    with pytest.raises(GenerationError, match="outside of itself"):
        follow(replica.generations)


@pytest.mark.parametrize("content", ["", "7", "../../etc", "000001-0123456789ab/.."])
def test_a_pointer_that_names_no_snapshot_is_refused(publisher, replica, place, content):
    publisher.refresh(NEWS)
    (place / "CURRENT").write_text(content)

    with pytest.raises(GenerationError, match="does not hold the name of a snapshot"):
        follow(replica.generations)


def test_two_machines_that_each_made_a_first_generation_do_not_mix_them_up(publisher, replica):
    replica.generations, shared = Generations(replica.generations._data), replica.generations.shared
    replica.refresh(NEWS[:1])
    publisher.refresh(NEWS)
    replica.generations.shared = shared

    assert follow(replica.generations)
    assert replica.texts() == sorted(NEWS)
    assert replica.generations.labels() == publisher.generations.labels()


def test_any_machine_may_refresh_what_another_made(publisher, tmp_path, place, write_articles):
    publisher.refresh(NEWS[:2])
    other = Desk(tmp_path / "other", write_articles)
    other.generations = Generations(tmp_path / "other", Shared(Folder(place), None))
    follow(other.generations)

    assert other.refresh(NEWS[2:] and [{"title": "x", "url": "https://example.org/x", "text": NEWS[2]}]).encoded == 1
    follow(publisher.generations)
    assert publisher.texts() == sorted(NEWS)


def test_an_address_cannot_be_published_to(desk, data):
    desk.generations = Generations(data, Shared(Address("http://127.0.0.1:9"), None))

    with pytest.raises(GenerationError, match="can only be read"):
        desk.refresh(NEWS)
    assert desk.generations.current() is None


def test_a_place_that_cannot_be_reached_is_named_without_its_password(data):
    generations = Generations(data, Shared(Address("http://user:secret@127.0.0.1:9/news"), None))

    with pytest.raises(GenerationError, match=r"PRESSBOT_SNAPSHOTS: 127\.0\.0\.1:9/news cannot be read") as error:
        follow(generations)
    assert "secret" not in str(error.value)


def test_while_a_refresh_is_under_way_here_nothing_is_followed(publisher, replica):
    publisher.refresh(NEWS)

    with replica.generations.writing():
        assert not follow(replica.generations)
    assert follow(replica.generations)
