"""sentence-transformers behind the Encoder protocol: texts → unit float32 vectors."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from embeddings.errors import ModelError
from embeddings.models import ModelSource, not_found, weights_digest
from embeddings.reader import MOST, SHARED, Tokens, load_reader, read_texts
from embeddings.types import PassageText, PassageVectors, QuestionVectors, Reading, Vector

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 32


class SentenceTransformerEncoder:
    """A sentence-transformers model.

    A sentence's vector is the mean of its tokens' vectors within its passage ("late chunking",
    Günther et al., 2024): it costs no second pass, and "she was released" knows who she is.
    """

    def __init__(self, source: ModelSource) -> None:
        self._model = _load(source)
        self._tokenizer: Any = self._model.tokenizer
        self.name, self.runtime = source.name, "torch float32"
        self.digest = _digest(source, self._model)
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        self._tower, self._reader = _tower(self._model, self.digest), load_reader(self.digest)

    def encode(self, question: str) -> QuestionVectors:
        """Encode a question."""
        return self.encode_all([question])[0]

    def encode_all(self, questions: Sequence[str]) -> list[QuestionVectors]:
        """Encode questions in one pass."""
        import torch

        _use_threads(1)
        if self._tower is None:
            found: Any = self._model.encode(list(questions), normalize_embeddings=True, show_progress_bar=False)
            return [QuestionVectors(np.asarray(vector, dtype=np.float32)) for vector in found]
        limit = self._model.max_seq_length
        read = self._tokenizer(list(questions), padding=True, truncation=True, max_length=limit, return_tensors="pt")
        with torch.inference_mode():
            tokens, answers, _ = self._tower(read["input_ids"], read["attention_mask"])
        lengths = read["attention_mask"].sum(dim=1).tolist()
        means = [own[:length].mean(dim=0) for own, length in zip(tokens, lengths, strict=True)]
        return [QuestionVectors.of(unit(mean), answer.numpy()) for mean, answer in zip(means, answers, strict=True)]

    def read(self, question: str, sentences: Sequence[str]) -> Reading | None:
        """Read sentences, word by word, for an answer; None where no reader was fitted to the model."""
        return read_texts(self._reader, self.tokens, question, sentences)

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """Give the vectors of texts' tokens as the reader takes them."""
        import torch

        _use_threads(1)
        read = self._tokenizer(list(texts), padding=True, truncation=True, max_length=MOST, return_tensors="pt")
        transformer: Any = self._model[0]
        with torch.inference_mode():
            layers = transformer.auto_model(**read, output_hidden_states=True).hidden_states
        both = torch.cat([layers[SHARED], layers[-1]], dim=2).numpy()
        return [own[:length] for own, length in zip(both, read["attention_mask"].sum(dim=1).tolist(), strict=True)]

    def encode_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Encode passages and, in the same pass, their sentences."""
        if not passages:
            return []
        _use_threads(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
        texts = [f"{p.title}\n{p.body}" for p in passages]
        outputs: Any = self._model.encode(
            texts, batch_size=BATCH, output_value=None, normalize_embeddings=True, show_progress_bar=False
        )
        limit = self._model.max_seq_length
        tokens = self._tokenizer(texts, return_offsets_mapping=True, truncation=True, max_length=limit)
        return [
            pooled(passage, output["sentence_embedding"], output["token_embeddings"], np.asarray(places))
            for passage, output, places in zip(passages, outputs, tokens["offset_mapping"], strict=True)
        ]


def _use_threads(number: int) -> None:
    """Share a bulk out over the cores, but not a question.

    A question is too short to be shared: its threads would only wait for each other, and beside a
    refresh on two cores that wait was seen to take ten times the work.
    """
    import torch

    torch.set_num_threads(number)


def pooled(passage: PassageText, mean: Any, tokens: Any, places: np.ndarray) -> PassageVectors:
    """Average the tokens of each sentence; one that the encoder never read gets its passage's vector.

    ``mean`` is that of all tokens; ``places``, of shape ``(n, 2)``, says which characters each stands for.
    """
    shift = len(passage.title) + 1
    whole = unit(mean)
    tokens = np.asarray(tokens)[: len(places)]
    rows = []
    for start, end in passage.sentences:
        inside = (places[:, 0] >= start + shift) & (places[:, 1] <= end + shift) & (places[:, 1] > places[:, 0])
        rows.append(unit(tokens[inside].mean(axis=0)) if inside.any() else whole)
    return PassageVectors(whole, np.asarray(rows, dtype=np.float32).reshape(len(rows), len(whole)))


def unit(vector: Any) -> Vector:
    """Give a vector length 1."""
    array: Vector = np.asarray(vector, dtype=np.float32)
    return array / max(float(np.linalg.norm(array)), 1e-12)


def _load(source: ModelSource) -> "SentenceTransformer":
    """Load on the CPU, quietly: the library's own progress bars and warnings are not for a reader."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    place = str(source.folder) if source.folder else source.name
    try:
        return SentenceTransformer(
            place, device="cpu", revision=source.revision, local_files_only=source.folder is not None
        )
    except Exception as error:
        # Whatever a broken folder or an unreachable Hub raises, of many libraries, means one thing.
        raise not_found(source.name, error) from error


def _tower(model: "SentenceTransformer", digest: str) -> Any:
    from embeddings.question_tower import question_tower

    transformer: Any = model[0]
    return question_tower(transformer.auto_model, digest)


def _digest(source: ModelSource, model: "SentenceTransformer") -> str:
    """Identify the model by its weights, wherever they came from."""
    transformer: Any = model[0]
    config = transformer.auto_model.config
    folder = source.folder or Path(str(getattr(config, "_name_or_path", "")))
    try:
        return weights_digest(folder)
    except ModelError:
        commit = getattr(config, "_commit_hash", None)
        return hashlib.sha256(f"{source.name}@{source.revision or commit}".encode()).hexdigest()
