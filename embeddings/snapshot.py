"""A generation, opened for reading."""

from pathlib import Path

from corpus.store import Store
from corpus.vocabulary import Vocabulary
from embeddings.errors import OtherModelError
from embeddings.faiss_index import FaissIndex
from embeddings.generations import CORPUS, LEXICAL, VECTORS, verify
from embeddings.lexical import LexicalIndex
from embeddings.protocols import Encoder


class Snapshot:
    """One state of the corpus with all its indexes; whoever holds it sees no later refresh.

    Raises:
        GenerationError: a file is missing or cut short.
        OtherModelError: another model made the vectors.
    """

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self.manifest = verify(folder, thorough=False)
        if self.manifest.model_digest != encoder.digest:
            raise OtherModelError(
                f"the index was built with {self.manifest.model} and other weights than those of {encoder.name}, which "
                "is in use; set PRESSBOT_MODEL back, or run pressbot refresh to encode the corpus anew"
            )
        self.store = Store(folder / CORPUS)
        self.vectors = FaissIndex.load(folder / VECTORS)
        self.lexical = LexicalIndex.load(folder / LEXICAL)
        self.vocabulary = Vocabulary(self.store.terms(), self.manifest.passages)
        self.refrains = self.store.refrains()

    def close(self) -> None:
        """Let go of the files."""
        self.store.close()
