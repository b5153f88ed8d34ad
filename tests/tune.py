"""Fit the question tower: where the answer to a question lies among sentences' vectors.

    python -m tests.tune DATA[,DATA…]=QUESTIONS[,QUESTIONS…]…

DATA is a folder that ``PRESSBOT_DATA=DATA pressbot refresh …`` has made of the articles that the
questions are about. ``embeddings/question_tower.safetensors`` was fitted on ``tests/questions/tuning``,
questions of our own that nothing else is fitted to. After it, ``tests/fit.py`` fits the networks anew: their
questions were not seen here, so they learn how far the tower is to be trusted.

A quarter of an hour and fifteen gigabytes on two cores. Printed are the loss and, before and after, the share of
questions whose best sentence answers, over ``tests/questions/incidents-train.jsonl`` and the first of the folders.
"""

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save_file
from torch.nn.utils.rnn import pad_sequence
from transformers import AutoModel, AutoTokenizer

from bot.answering.features import SENTENCE_FEATURES
from bot.grading import same_page
from embeddings.models import DEFAULT_MODEL, TOWER, find_model
from embeddings.question_tower import NOTHING, PROJECTION, QuestionTower, last_layers
from tests.fit import Example, any_and_all, examples_of, fit_sentences

LAYERS = 3
"""Last layers that are fitted; two were a point or two worse, six no better."""
RANK = 16
EPOCHS = 3
"""Passes over the questions; after more, the loss on others rises."""
MADE = 0.1
"""How often a question is asked without what answers it: so it is learned that an answer may be missing."""
_SENTENCES_ALONE = 0.6
"""How often it is these sentences alone that are taken away, and not their article."""
_BATCH = 16
_RATES = {"layers": 2e-3, "projection": 3e-4, "nothing": 3e-3, "shares": 1e-2}
_WARM_UP = 0.1

HELD_OUT = Path(__file__).parent / "questions" / "incidents-train.jsonl"
_ANSWERING = [i for i, name in enumerate(SENTENCE_FEATURES) if "answering" in name]


@dataclass(frozen=True, slots=True)
class Task:
    """A question; each sentence's vector, its score without the tower, whether it answers, is of an article that does.

    ``hidden`` holds the question's tokens as the layers that are not fitted leave them, ``(tokens, dimension)``.
    """

    hidden: torch.Tensor
    vectors: torch.Tensor
    plain: torch.Tensor
    answers: torch.Tensor
    golden: torch.Tensor


class LowRank(torch.nn.Module):
    """A fixed matrix and what is added to it."""

    def __init__(self, fixed: torch.nn.Linear) -> None:
        super().__init__()
        self.fixed = fixed
        self.down = torch.nn.Parameter(torch.randn(RANK, fixed.in_features) / fixed.in_features**0.5)
        self.up = torch.nn.Parameter(torch.zeros(fixed.out_features, RANK))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.fixed(x) + (x @ self.down.T) @ self.up.T


class Fitting(torch.nn.Module):
    """The tower with what is fitted beside it: that nothing answers, and how much each counts."""

    def __init__(self) -> None:
        super().__init__()
        folder = find_model(DEFAULT_MODEL).folder
        model = AutoModel.from_pretrained(folder, add_pooling_layer=False)
        layers = last_layers(model, LAYERS)
        for parameter in (*model.parameters(), *layers.parameters()):
            parameter.requires_grad = False
        for name, module in list(layers.named_modules()):
            if isinstance(module, torch.nn.Linear):
                parent, _, own = name.rpartition(".")
                setattr(layers.get_submodule(parent), own, LowRank(module))
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.tower = QuestionTower(model, layers, torch.eye(model.config.hidden_size))
        self.nothing = torch.nn.Parameter(torch.zeros(model.config.hidden_size))
        self.shares = torch.nn.ParameterDict({"plain": torch.tensor(0.7), "tower": torch.tensor(5.0)})
        self.shares["constant"] = torch.tensor(2.0)

    def forward(self, tasks: Sequence[Task]) -> list[torch.Tensor]:
        """Score each task's sentences, and behind them that none of them answers."""
        hidden = pad_sequence([task.hidden for task in tasks], batch_first=True)
        seen = pad_sequence([torch.ones(len(task.hidden)) for task in tasks], batch_first=True)
        return [self._scores(task, own) for task, own in zip(tasks, self.tower.answers(hidden, seen), strict=True)]

    def read(self, question: str) -> torch.Tensor:
        """Read a question as far as nothing is fitted: once, and not in each epoch anew."""
        read = self.tokenizer([question], truncation=True, return_tensors="pt")
        with torch.no_grad():
            hidden: torch.Tensor = self.tower.shared(read["input_ids"], read["attention_mask"].float())[0]
        return hidden

    def _scores(self, task: Task, own: torch.Tensor) -> torch.Tensor:
        shares = self.shares
        nothing = shares["constant"] + shares["tower"] * (self.nothing @ own)
        return torch.cat([shares["plain"] * task.plain + shares["tower"] * (task.vectors @ own), nothing[None]])

    def save(self) -> None:
        fitted = {PROJECTION: self.tower.projection, NOTHING: self.nothing}
        for name, module in self.tower.layer.named_modules():
            if isinstance(module, LowRank):
                fitted |= {f"{name}.down": module.down, f"{name}.up": module.up}
        save_file({name: tensor.detach().half().contiguous() for name, tensor in fitted.items()}, TOWER)


def main(groups: Sequence[str]) -> None:
    """Fit, write, and compare."""
    torch.manual_seed(0)
    examples = [e for group in groups for e in examples_of(*group.split("="))]
    held_out = list(examples_of(groups[0].split("=")[0].split(",")[0], str(HELD_OUT)))
    blank, others = [_blank(e) for e in examples], [_blank(e) for e in held_out]
    plain = fit_sentences(blank)
    model = Fitting()
    tasks = [_task(e, plain(e.features), model) for e in blank if e.answers.any() or not e.golden.gold_urls]
    tests = [_task(e, plain(e.features), model) for e in others if e.answers.any()]
    print(f"{len(tasks)} questions; without the tower {_best([t.plain for t in tests], tests):.1f} %")
    _fit(model, tasks)
    model.eval()
    with torch.no_grad():
        scores = [score[:-1] for start in range(0, len(tests), 32) for score in model(tests[start : start + 32])]
    print(f"with it {_best(scores, tests):.1f} %;", {k: round(v.item(), 2) for k, v in model.shares.items()})
    model.save()
    print(f"{TOWER}: {TOWER.stat().st_size / 1024:.0f} KB")


def _blank(example: Example) -> Example:
    """Take out what an earlier tower said."""
    features = example.features.copy()
    features[:, _ANSWERING] = 0
    return replace(example, features=features)


def _task(example: Example, plain: np.ndarray, model: Fitting) -> Task:
    vectors, scores = torch.tensor(example.found.vectors), torch.tensor(np.minimum(plain, 12))
    golden = [same_page(c.article.url, example.golden.gold_urls) for c in example.found.sentences]
    answers = torch.tensor(example.answers) > 0
    return Task(model.read(example.question.text), vectors, scores, answers, torch.tensor(golden))


def _fit(model: Fitting, tasks: list[Task]) -> None:
    layers = [p for p in model.tower.layer.parameters() if p.requires_grad]
    parts = {"layers": layers, "projection": [model.tower.projection], "nothing": [model.nothing]}
    parts["shares"] = list(model.shares.parameters())
    optimizer = torch.optim.AdamW([{"params": own, "lr": _RATES[name]} for name, own in parts.items()], weight_decay=0)
    steps = EPOCHS * (len(tasks) // _BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate(step / steps, _WARM_UP))
    model.train()
    chance = random.Random(0)
    for epoch in range(EPOCHS):
        losses = []
        for batch in _batches(tasks, epoch):
            loss = torch.stack([_loss(s, t, chance) for s, t in zip(model(batch), batch, strict=True)]).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.3f}", flush=True)


def rate(done: float, warm_up: float) -> float:
    """Give the share of the highest rate of learning after a share of the steps: up at first, then down to naught."""
    return min(done / warm_up, (1 - done) / (1 - warm_up), 1.0) + 1e-3


def _batches(tasks: list[Task], epoch: int) -> Iterator[list[Task]]:
    order = list(tasks)
    random.Random(epoch).shuffle(order)
    yield from (order[i : i + _BATCH] for i in range(0, len(order) - _BATCH + 1, _BATCH))


def _loss(scores: torch.Tensor, task: Task, chance: random.Random) -> torch.Tensor:
    """Ask, half and half, for any sentence that answers and for all of them; where there is none, for nothing.

    Now and then the sentences that answer are taken away, or their whole article; such a question counts half.
    """
    if not task.answers.any():
        return -torch.log_softmax(scores, 0)[-1]
    if chance.random() < MADE:
        left = ~(task.answers if chance.random() < _SENTENCES_ALONE else task.golden)
        return -0.5 * torch.log_softmax(torch.cat([scores[:-1][left], scores[-1:]]), 0)[-1]
    return any_and_all(torch.log_softmax(scores, 0)[:-1][task.answers])


def _best(scores: Sequence[Any], tasks: Sequence[Task]) -> float:
    """Give the percentage of questions whose best sentence answers."""
    return 100 * float(np.mean([bool(t.answers[int(s.argmax())]) for s, t in zip(scores, tasks, strict=True)]))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1:])
