"""The question tower: the model's last layers once more, fitted so that a question lies near what answers it.

A model of likeness puts "How many stitches did he need?" near other words on stitches. Fitted to questions and
the sentences that answer them (``tests/tune.py``), the same model puts it near "He received four". Sentences keep
the vectors that they have: two towers, of which one alone is fitted (a dual encoder; Karpukhin et al., 2020). What
was fitted are low-rank additions to the layers (LoRA; Hu et al., 2021), so that they weigh a megabyte and not fifty.
"""

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

import torch
from safetensors import safe_open

from embeddings.models import PACKAGED_SHA256, TOWER

PROJECTION = "projection"
NOTHING = "nothing"
"""Beside these two, the file holds for each matrix ``down``, ``(rank, in)``, and ``up``, ``(out, rank)``.

``nothing`` is the vector of a sentence that there is not, ``(dimension,)``, near the questions that nothing answers.
"""


class QuestionTower(torch.nn.Module):
    """Tokens → their vectors as the model makes them, and where answers lie. Both ways share the first layers.

    ``layers`` take the place of as many last layers of ``model``, a BERT; ``projection`` has the shape
    ``(given, dimension)``. In use, a row of it more than there are dimensions gives the product with ``nothing``.
    """

    def __init__(self, model: Any, layers: torch.nn.ModuleList, projection: torch.Tensor) -> None:
        super().__init__()
        self.model = model
        self.layer = layers  # by this name the quantiser knows layers from what else there is
        self.projection = torch.nn.Parameter(projection)

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Give the tokens' vectors, ``(texts, width, dimension)``, and the answers', ``(texts, given)``.

        Behind these, the tokens' as the shared layers leave them: the reader looks at both.
        """
        seen = attention_mask.to(self.projection.dtype)
        hidden = self.shared(input_ids, seen)
        tokens = _through(self.model.encoder.layer[-len(self.layer) :], hidden, seen)
        return tokens, self.answers(hidden, seen), hidden

    def shared(self, input_ids: torch.Tensor, seen: torch.Tensor) -> torch.Tensor:
        """Read tokens as far as both ways are one; ``seen``, ``(texts, width)``, is 1 for a token and 0 for padding."""
        return _through(self.model.encoder.layer[: -len(self.layer)], self.model.embeddings(input_ids=input_ids), seen)

    def answers(self, hidden: torch.Tensor, seen: torch.Tensor) -> torch.Tensor:
        """Go on from there to where answers lie."""
        asked = _through(self.layer, hidden, seen)
        mean = (asked * seen[:, :, None]).sum(1) / seen.sum(1, keepdim=True)
        return torch.nn.functional.normalize(mean, dim=1) @ self.projection.T


def _through(layers: Iterable[Any], hidden: torch.Tensor, seen: torch.Tensor) -> torch.Tensor:
    mask = (1.0 - seen)[:, None, None, :] * torch.finfo(seen.dtype).min
    for layer in layers:
        hidden = layer(hidden, attention_mask=mask)
    return hidden


def question_tower(model: Any, digest: str) -> QuestionTower | None:
    """Put the fitted tower on a model; None where the model is not the one that it was fitted to."""
    if digest != PACKAGED_SHA256:
        return None
    with safe_open(TOWER, framework="pt") as opened:
        fitted = {name: opened.get_tensor(name).float() for name in opened.keys()}  # noqa: SIM118  # it is no dictionary
    layers = last_layers(model, 1 + max(int(name.split(".")[0]) for name in fitted if "." in name))
    projection = torch.cat([fitted[PROJECTION], (fitted[NOTHING] @ fitted[PROJECTION])[None]])
    with torch.no_grad():
        for name, module in layers.named_modules():
            if f"{name}.down" in fitted:
                module.weight += fitted[f"{name}.up"] @ fitted[f"{name}.down"]
    return QuestionTower(model, layers, projection).eval()


def last_layers(model: Any, number: int) -> torch.nn.ModuleList:
    """Copy a model's last layers."""
    layers: torch.nn.ModuleList = deepcopy(model.encoder.layer[-number:])
    return layers
