"""``python -m tests.benchmarks start``: from nothing to the first answer, and what the process then holds."""

import os
import sys
import time
from subprocess import run

from tests.benchmarks.measuring import show

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
        rows.append(
            (encoder, f"{loaded:.1f}", f"{answered:.1f}", f"{asked:.1f}", f"{model:.0f}", f"{whole - model:.0f}")
        )
    columns = ("encoder", "model loaded s", "30 answers s", "pressbot ask s", "model's MB", "beyond it MB")
    show("Start", columns, rows)
