"""A small learned network: rows of features → scores. The weights are fitted by ``tests/fit.py``."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


FAR = 4.0
"""Standard deviations beyond which a feature counts no more: what was hardly seen is not trusted further."""


@dataclass(frozen=True, slots=True)
class Network:
    """One hidden layer of rectified units over standardised features."""

    mean: NDArray[np.float32]
    scale: NDArray[np.float32]
    hidden: NDArray[np.float32]
    bias: NDArray[np.float32]
    out: NDArray[np.float32]
    constant: float

    def __call__(self, features: NDArray[np.float32]) -> Scores:
        """Score rows of features, shape ``(n, features)`` → ``(n,)``; higher is better.

        What is not a number is not known, and counts as the mean.
        """
        standard = np.nan_to_num(np.clip((features - self.mean) / self.scale, -FAR, FAR), copy=False)
        layer = np.maximum(standard @ self.hidden + self.bias, 0)
        scores: Scores = layer @ self.out + self.constant
        return scores


@cache
def load_network(name: str) -> Network:
    """Read the weights ``sentences`` (which answers), ``confidence`` (whether any does) or ``reading`` (once read)."""
    content = json.loads(files("bot.answering").joinpath("weights.json").read_text("utf-8"))
    return network(content[name])


def network(weights: dict[str, Any]) -> Network:
    """Build a network of numbers in lists, as ``weights.json`` holds them."""
    arrays = {k: np.asarray(weights[k], dtype=np.float32) for k in ("mean", "scale", "hidden", "bias", "out")}
    return Network(**arrays, constant=float(weights["constant"]))
