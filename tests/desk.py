"""A newsroom's desk in small: refreshes and questions on one data folder."""

from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.sources.files import read_files
from embeddings.build import Report, build
from embeddings.generations import Generations
from embeddings.retriever import retrieve
from embeddings.snapshot import Snapshot
from tests.fakes import FakeEncoder

NEWS = [
    "Police in Oakland detained a photographer.",
    "A court in Lagos released an editor.",
    "Soldiers in Goma searched a radio station.",
]
MANY = [f"Reporter number {n} was questioned in city number {n}." for n in range(20)]


def quiet(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def overwrite(path: Path, content: bytes) -> None:
    """Give a file another content, by a new file in its place: one that is cut short under a map of it is a bus error.

    An index that this process has written or read may be mapped for a while after it was let go.
    """
    new = path.with_name(f"{path.name}.new")
    new.write_bytes(content)
    new.replace(path)


class Desk:
    """Refreshes and questions on one data folder, with a new fake encoder for each refresh."""

    def __init__(self, data: Path, write_articles: Callable[..., Path]) -> None:
        self.generations = Generations(data)
        self.encoder = FakeEncoder()
        self._write = write_articles

    def refresh(self, articles: Sequence[object], *, keep: int = 3, **encoder: object) -> Report:
        self.encoder = FakeEncoder(**encoder)  # type: ignore[arg-type]
        return build(read_files([self._write(*articles)]), self.generations, self.encoder, quiet, keep)

    def texts(self, *, model: str = "fake") -> list[str]:
        """The texts that are served."""
        snapshot = Snapshot(self.generations.folder(), FakeEncoder(model))
        texts = sorted(a.text for a in snapshot.store.all_articles())
        snapshot.close()
        return texts

    def best(self, question: str) -> str:
        """The passage that comes first for a question, by meaning and by words."""
        snapshot = Snapshot(self.generations.folder(), encoder := FakeEncoder())
        found = retrieve(
            snapshot,
            encoder.encode(question).likeness,
            [(s, 1.0) for s in ("photograph", "lago", "goma") if s in question.lower()],
        )
        ids = {hits[0].passage_id for hits in (found.hits, found.dense, found.lexical)}
        [stored] = snapshot.store.passages(list(ids)).values()
        text = snapshot.store.articles([stored.passage.article_id])[stored.passage.article_id].text
        snapshot.close()
        return text
