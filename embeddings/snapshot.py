"""A generation, opened for reading."""

from pathlib import Path

from corpus.store import Store
from corpus.vocabulary import Vocabulary
from embeddings.errors import GenerationError, OtherModelError
from embeddings.faiss_index import FaissIndex
from embeddings.generations import CORPUS, LEXICAL, VECTORS, verify
from embeddings.lexical import LexicalIndex
from embeddings.milvus_index import KIND as MILVUS
from embeddings.milvus_index import MilvusIndex
from embeddings.protocols import Encoder, VectorIndex


class Snapshot:
    """One state of the corpus with all its indexes; whoever holds it sees no later refresh.

    Raises:
        GenerationError: a file is missing or cut short.
        OtherModelError: another model made the vectors.
    """

    def __init__(self, folder: Path, encoder: Encoder, milvus: MilvusIndex | None = None) -> None:
        self.manifest = verify(folder, thorough=False)
        if self.manifest.model_digest != encoder.digest:
            raise OtherModelError(
                f"the index was built with {self.manifest.model} and other weights than those of {encoder.name}, which "
                "is in use; set PRESSBOT_MODEL back, or run pressbot refresh to encode the corpus anew"
            )
        if (self.manifest.index == MILVUS) != (milvus is not None):
            where = "in Milvus; set PRESSBOT_MILVUS_URI" if milvus is None else "in files; PRESSBOT_MILVUS_URI is set"
            raise GenerationError(f"{folder}: its vectors are {where}, or run pressbot refresh to have them moved")
        self.store = Store(folder / CORPUS)
        self.milvus = milvus
        self.lexical = None if milvus else LexicalIndex.load(folder / LEXICAL)
        among = self.lexical.among if self.lexical else None
        self.vectors: VectorIndex = milvus or FaissIndex.load(folder / VECTORS, among)
        self.vocabulary = Vocabulary(self.store.tallies.terms(), self.manifest.passages)
        self.refrains = self.store.tallies.refrains()

    def close(self) -> None:
        """Let go of the files."""
        self.store.close()
