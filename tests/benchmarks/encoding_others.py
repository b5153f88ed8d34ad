"""``python -m tests.benchmarks encoding --others``: ways to encode a bulk that were not chosen, beside ours.

Real passages of all lengths, as a refresh has them, so that sorting and packing show. Ways whose library is not
installed are named and left out.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from copy import copy
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import numpy as np

from bot.settings import load_settings
from embeddings import openvino_encoder, tokenizing
from embeddings.models import ModelSource, find_model
from embeddings.openvino_encoder import OpenVinoEncoder
from embeddings.preparing import _converted, openvino
from embeddings.tokenizing import padded
from embeddings.types import PassageText, Vectors
from tests.benchmarks.corpora import units
from tests.benchmarks.measuring import show, timed

if TYPE_CHECKING:
    from tokenizers import Encoding

NUMBER, ROUNDS = 96, 3

Way = Callable[[], Vectors]


def others(passages: Sequence[PassageText]) -> None:
    """Time each way in turn, and compare its vectors with those of plain float32."""
    settings = load_settings()
    source = find_model(settings.model, settings.model_revision)
    fast = OpenVinoEncoder(source, settings.cache, print)
    texts = [f"{p.title}\n{p.body}" for p in passages]
    ways = dict([*_libraries(source, texts), ("ours, OpenVINO float32", _whole(fast, source, passages))])
    ways.update(_packings(fast, passages))
    exact, rows = next(iter(ways.values()))(), []
    for name, way in ways.items():
        cosines = (way() * exact).sum(axis=1)
        times = timed([way] * ROUNDS)
        best, work = min(times.wall), min(times.cpu)
        rows.append((name, f"{1000 * len(texts) / best:.1f}", f"{work / len(texts):.1f}", f"{cosines.mean():.4f}"))
    show(f"{len(texts)} real passages, best of {ROUNDS}", ("way", "a second", "CPU ms each", "cosine"), rows)


def _libraries(source: ModelSource, texts: list[str]) -> Iterator[tuple[str, Way]]:
    """Give sentence-transformers by its own backends and precisions, sorted by length as it always does."""
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    place = str(source.folder or source.name)
    for name, options in (
        ("torch float32", {}),
        ("torch bfloat16", {"model_kwargs": {"dtype": "bfloat16"}}),
        ("its onnx", {"backend": "onnx"}),
        ("its openvino", {"backend": "openvino"}),
    ):
        try:
            model = SentenceTransformer(place, device="cpu", **options)  # type: ignore[arg-type]
        except Exception as error:  # whatever a library that is not there makes another raise
            print(f"sentence-transformers, {name}: left out ({str(error).strip().splitlines()[0][:100]})")
            continue
        yield f"sentence-transformers, {name}", lambda m=model: units(m.encode(texts))  # type: ignore[misc]


def _whole(fast: OpenVinoEncoder, source: ModelSource, passages: Sequence[PassageText]) -> Way:
    """Give our encoder with the model as it was before it was put into 8 bits."""
    assert source.folder
    whole = copy(fast)
    with TemporaryDirectory() as folder:
        whole._model, whole._places = Path(folder) / "model.xml", Path(folder) / "compiled"
        openvino().save_model(_converted(source.folder), whole._model, compress_to_fp16=False)
        whole._bulk = whole._compiled("THROUGHPUT", openvino_encoder._cores())
    return lambda: np.stack([made.passage for made in whole.encode_passages(passages)])


def _packings(fast: OpenVinoEncoder, passages: Sequence[PassageText]) -> Iterator[tuple[str, Way]]:
    """Give our fast encoder with other sizes of batches, unsorted, and with one stream for all cores."""

    def way(changed: Callable[[], AbstractContextManager[object]]) -> Way:
        def run() -> Vectors:
            with changed():
                return np.stack([made.passage for made in fast.encode_passages(passages)])

        return run

    yield f"ours, {fast.runtime}, {openvino_encoder.BATCH} of like length", way(nullcontext)
    for size in (1, 4, 16, 32):
        yield f"ours, {size} of like length", way(partial(patch.object, openvino_encoder, "BATCH", size))
    yield "ours, no wider than the longest", way(partial(patch.object, tokenizing, "STEP", 1))
    yield "ours, as they come", way(partial(patch.object, openvino_encoder, "_batches", _unsorted))
    shared = fast._compiled("LATENCY", openvino_encoder._cores())
    yield "ours, one stream of all cores", way(partial(patch.object, fast, "_bulk", shared))


def _unsorted(encodings: Sequence["Encoding"], most: int) -> Iterator[tuple[list[int], Any, Any]]:
    """Put texts together as they come."""
    for start in range(0, len(encodings), openvino_encoder.BATCH):
        rows = list(range(start, min(start + openvino_encoder.BATCH, len(encodings))))
        yield rows, *padded([encodings[row].ids for row in rows], most)
