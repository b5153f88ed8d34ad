"""``python -m tests.benchmarks answers`` and ``load``: whole answers from the index in ``PRESSBOT_DATA``."""

import random
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

import numpy as np

from bot.batching import Together
from bot.engine import Engine, make_engine
from bot.settings import load_settings
from tests.benchmarks.measuring import resident, show, timed

STAGES = (
    ("the Index asked first", "bot.engine.answer_ranking"),
    ("question read", "bot.engine.read_question"),
    ("both searches", "bot.engine.retrieve"),
    ("sentences gathered", "bot.engine.gather"),
    ("sentences chosen", "bot.engine.answer_from_passages"),
)
_PERCENTILES = (50, 95, 99)

Spent = dict[str, list[tuple[float, float]]]
"""For each stage its calls' milliseconds, by the wall's clock and in the processor's time."""


def questions(engine: Engine, number: int) -> list[str]:
    """Make questions from sentences of the corpus: some of their words, as readers remember them."""
    rng = random.Random(1)
    store = engine.snapshot.store
    titles = [article.title for article in store.newest(4000)]
    asked = []
    for title in rng.choices(titles, k=number):
        words = title.split()
        kept = [word for word in words if rng.random() < 0.7] or words
        asked.append(f"{rng.choice(('Who', 'What', 'When', 'Where', 'Why'))} {' '.join(kept)}?")
    return asked


def answers(number: int) -> None:
    """Time answers one after another, split by stage."""
    settings = load_settings().model_copy(update={"answers": 0})
    begun, before = time.perf_counter(), resident()
    engine = make_engine(settings)
    started = time.perf_counter() - begun
    asked = questions(engine, number)
    for text in asked[:5]:
        engine.ask(text)
    stages: Spent = defaultdict(list)
    with _watched(engine, stages):
        times = timed(lambda text=text: engine.ask(text) for text in asked)  # type: ignore[misc]
    whole = list(zip(times.wall, times.cpu, strict=True))
    rows = [
        (*_row(name, [wall for wall, _ in spent]), *_row("", [cpu for _, cpu in spent])[1:])
        for name, spent in (("whole answer", whole), *stages.items())
    ]
    manifest = engine.snapshot.manifest
    title = f"{manifest.passages:,} passages ({manifest.index}), {engine.encoder.runtime}, {number} questions"
    show(title, ("stage", *(f"p{p} {unit}" for unit in ("ms", "CPU ms") for p in _PERCENTILES)), rows)
    print(f"opened in {started:.1f} s; memory {resident() - before:.0f} MB with the model's; `start` tells them apart")


def _row(name: str, spent: list[float]) -> tuple[str, ...]:
    return (name, *(f"{np.percentile(spent, p):.1f}" for p in _PERCENTILES))


@contextmanager
def _watched(engine: Engine, stages: Spent) -> Iterator[None]:
    """Clock the stages where the engine calls them."""
    import bot.engine as module

    def clocked(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            begun, work = time.perf_counter(), time.process_time()
            try:
                return call(*args, **kwargs)
            finally:
                stages[name].append(((time.perf_counter() - begun) * 1000, (time.process_time() - work) * 1000))

        return wrapper

    snapshot = engine.snapshot
    with ExitStack() as stack:
        for name, place in STAGES:
            stack.enter_context(patch(place, clocked(name, getattr(module, place.rsplit(".", 1)[1]))))
        for name, owner, method in (
            ("question encoded", engine.encoder, "encode"),
            ("search by vectors", snapshot.vectors, "search"),
            ("search by words", snapshot.lexical, "search"),
            ("search by both in Milvus", snapshot.milvus, "hybrid"),
        ):
            if owner is None:
                continue
            stack.enter_context(patch.object(owner, method, clocked(name, getattr(owner, method))))
        yield


def load(number: int, rate: float) -> None:
    """Have 1, 8 and 32 readers ask at once, then offer questions at a rate, whatever comes of them.

    Answers are made by as many threads as the bot has by default; who asks meanwhile waits, as in the bot.
    """
    settings = load_settings().model_copy(update={"answers": 0})
    engine = make_engine(settings)
    engine.encoder = Together(engine.encoder)
    asked = questions(engine, number)
    rows = [_at_once(engine, asked, readers, settings.threads) for readers in (1, 8, 32)]
    rows.append(_offered(engine, asked, rate, settings.threads))
    columns = ("asked", "a second", *(f"p{p} ms" for p in _PERCENTILES), "lost")
    show(f"{engine.snapshot.manifest.passages:,} passages, {number} questions", columns, rows)


def _at_once(engine: Engine, asked: list[str], readers: int, threads: int) -> tuple[str, ...]:
    """Let each of some readers ask the next question once the last is answered."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool, ThreadPoolExecutor(readers) as crowd:

        def wait(text: str) -> float:
            since = time.perf_counter()
            pool.submit(engine.ask, text).result()
            return (time.perf_counter() - since) * 1000

        waits = list(crowd.map(wait, asked))
    rate = len(asked) / (time.perf_counter() - begun)
    return (f"{readers} at once", f"{rate:.0f}", *_row("", waits)[1:], "0")


def _offered(engine: Engine, asked: list[str], rate: float, threads: int) -> tuple[str, ...]:
    """Offer at an even pace; a question's wait begins when it is offered, not when a thread is free."""
    waits: list[float] = []
    lock = threading.Lock()

    def ask(text: str, at: float) -> None:
        engine.ask(text)
        with lock:
            waits.append((time.perf_counter() - at) * 1000)

    begun = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        for place, text in enumerate(asked):
            due = begun + place / rate
            time.sleep(max(0.0, due - time.perf_counter()))
            pool.submit(ask, text, due)
    done = len(waits) / (time.perf_counter() - begun)
    return (f"offered {rate:.0f} a second", f"{done:.0f}", *_row("", waits)[1:], str(len(asked) - len(waits)))
