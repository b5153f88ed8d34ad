"""``python -m tests.benchmarks make 100000 --data FOLDER``: a corpus of a size, on which the others can be run."""

import time
from itertools import chain
from pathlib import Path

from bot.engine import make_encoder
from bot.settings import load_settings
from embeddings.build import build
from embeddings.generations import Generations
from tests.benchmarks.corpora import VariedEncoder, real_articles, with_passages

BASE = 400
"""Articles that are varied: about 3,500 passages, which are encoded in earnest."""


def make(number: int, folder: Path) -> None:
    """Build the tracker's incidents as they are and general news varied, and say how long it took."""
    tracker = real_articles("press-freedom-tracker.jsonl")
    news = with_passages(number - 4 * len(tracker), real_articles()[:BASE])
    encoder = VariedEncoder(make_encoder(load_settings()))
    begun, seen = time.perf_counter(), set[str]()

    def progress(stage: str, done: int, total: int) -> None:
        if stage not in seen:
            seen.add(stage)
            print(f"{time.perf_counter() - begun:6.0f} s  {stage}", flush=True)

    report = build(chain(tracker, news), Generations(folder), encoder, progress)
    print(f"{time.perf_counter() - begun:6.0f} s  {report.added} articles, {report.encoded} passages", flush=True)
