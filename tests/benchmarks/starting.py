"""``python -m tests.benchmarks start``: from nothing to the first answer, and what the process then holds."""

import os
import sys
import tempfile
import time
from pathlib import Path
from subprocess import run

from bot.settings import load_settings
from tests.benchmarks.measuring import show
from tests.benchmarks.telegram_load import same_as_here
from tests.botapi.people import some_person
from tests.botapi.running import REAL, started

_SOURCE = """
import time
begun = time.perf_counter()
from tests.benchmarks.measuring import resident
from bot.engine import make_encoder, make_engine, Engine
from bot.settings import load_settings
settings = load_settings()
encoder = make_encoder(settings)
encoder.encode("Who?")
loaded, model = time.perf_counter() - begun, resident()
from embeddings.generations import Generations
from embeddings.snapshot import Snapshot
engine = Engine(Snapshot(Generations(settings.data).folder(), encoder), encoder, remembered=0)
engine.warm_up()
for text in ("Who was arrested in Houston?", "What did the president say?", "When was the editor released?") * 10:
    engine.ask(text)
print(loaded, time.perf_counter() - begun, model, resident(), sep="\\t")
"""


def start() -> None:
    """Start each path in a process of its own, and the command itself."""
    rows = []
    for encoder in ("openvino", "torch"):
        environment = os.environ | {"PRESSBOT_ENCODER": encoder}
        done = run([sys.executable, "-c", _SOURCE], env=environment, capture_output=True, text=True, check=True)
        loaded, answered, model, whole = map(float, done.stdout.split("\t"))
        begun = time.perf_counter()
        command = [sys.executable, "-c", "from bot.cli import app; app()", "ask", "Who was arrested in Houston?"]
        run(command, env=environment, capture_output=True, check=True)
        asked = time.perf_counter() - begun
        seconds = (loaded, answered, asked, _first_answer(encoder))
        rows.append((encoder, *(f"{s:.1f}" for s in seconds), f"{model:.0f}", f"{whole - model:.0f}"))
    columns = ("encoder", "model loaded s", "30 answers s", "pressbot ask s", "pressbot run s")
    show("Start, to the first answer", (*columns, "model's MB", "beyond it MB"), rows)


def _first_answer(encoder: str) -> float:
    """Start ``pressbot run`` against the tests' own Bot API server, ask at once, and give the seconds to the answer."""
    told = same_as_here() | {"encoder": encoder}
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        with started(load_settings().data, Path(folder), entry=REAL, **told) as running:
            running.reply(running.world.ask(some_person(), "Who was arrested in Houston?"), 120)
            return time.perf_counter() - begun
