"""Fit the two small networks that choose sentences and decide whether to answer.

    python -m tests.fit DATA[,DATA…] QUESTIONS.jsonl…

DATA is a folder that ``PRESSBOT_DATA=DATA pressbot refresh …`` has made of the articles that the
questions are about: the incidents alone, and with general news beside them. The weights in
``bot/answering/weights.json`` were fitted with the 516 incidents of the U.S. Press Freedom Tracker,
alone and with 3,000 general news articles, on ``tests/questions/incidents-train.jsonl`` (480
questions of our own) and 150 further ones. A table of five-fold cross-validation is printed: folds
are made of questions, so none is seen in training under any corpus.
"""

import json
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from bot.answering.candidates import Candidates
from bot.answering.confidence import article_score, confidence_features
from bot.answering.features import Features, sentence_features
from bot.answering.passages import CONFIDENT, answer_from_chosen
from bot.answering.scorer import Network, network
from bot.conversation import with_context
from bot.engine import make_encoder, search
from bot.question import Question, read_question
from bot.settings import Settings
from embeddings.generations import Generations
from embeddings.snapshot import Snapshot
from tests.grading import Golden, meets, read_golden, same_page

FOLDS = 5
WEIGHTS = Path(__file__).parents[1] / "bot" / "answering" / "weights.json"


@dataclass(frozen=True, slots=True)
class Example:
    """A question with what was found for it; ``answers`` marks the sentences that hold an answer."""

    golden: Golden
    question: Question
    focus: Question
    found: Candidates
    features: Features
    answers: np.ndarray


def main(folders: Sequence[str], files: Sequence[str]) -> None:
    """Fit, cross-validate, write."""
    torch.manual_seed(0)
    torch.set_num_threads(2)
    encoder = make_encoder(Settings())
    golden = [g for file in files for g in read_golden(Path(file))]
    examples = []
    for folder in folders:
        snapshot = Snapshot(Generations(Path(folder)).folder(), encoder)
        examples += [_example(g, snapshot, encoder) for g in golden]
    fold = _folds(golden)
    rows, outcomes = [], []
    for k in range(FOLDS):
        sentences = fit_sentences([e for e in examples if fold[e.golden.id] != k])
        for e in (e for e in examples if fold[e.golden.id] == k):
            rows.append(_confidence_row(e, sentences))
            outcomes.append((e, _right(e, sentences)))
    _report(rows, outcomes, fold)
    weights = {"sentences": _lists(fit_sentences(examples)), "confidence": _lists(fit_confidence(rows, outcomes))}
    WEIGHTS.write_text(json.dumps(weights) + "\n", "utf-8")
    print(f"{WEIGHTS}: {WEIGHTS.stat().st_size / 1024:.0f} KB")


def _example(golden: Golden, snapshot: Snapshot, encoder: Any) -> Example:
    focus = read_question(golden.question, snapshot.vocabulary)
    question = read_question(with_context(golden.question, golden.context), snapshot.vocabulary)
    found = search(snapshot, encoder, question)
    answers = np.asarray(
        [
            same_page(c.article.url, golden.gold_urls) and any(meets(c.text, group) for group in golden.answer_groups)
            for c in found.sentences
        ],
        dtype=np.float32,
    )
    return Example(golden, question, focus, found, sentence_features(question, focus, found), answers)


def _folds(golden: Sequence[Golden]) -> dict[str, int]:
    ids = sorted({g.id for g in golden})
    random.Random(1).shuffle(ids)
    return {key: i % FOLDS for i, key in enumerate(ids)}


def fit_sentences(examples: Sequence[Example], *, hidden: int = 16, epochs: int = 30) -> Network:
    """Fit the choice of sentences: a softmax over all candidates of a question (ListNet)."""
    data = [(torch.tensor(e.features), torch.tensor(e.answers)) for e in examples if e.answers.any()]
    everything = torch.cat([x for x, _ in data])
    mean, scale = everything.mean(0), everything.std(0).clamp(min=1e-2)
    net = _net(everything.shape[1], hidden, dropout=0.1)

    def loss(batch: Sequence[Any]) -> torch.Tensor:
        total = torch.zeros(())
        for x, y in batch:
            chances = torch.log_softmax(net((x - mean) / scale)[:, 0], 0)
            # Half asks for any one sentence that answers, half for all of them.
            total = total - 0.5 * torch.logsumexp(chances[y > 0], 0) - 0.5 * (chances * y).sum() / y.sum()
        return total / len(batch)

    _train(net, data, loss, epochs=epochs, decay=0.01)
    return _network(net, mean, scale)


def fit_confidence(rows: Sequence[Features], outcomes: Sequence[tuple[Example, bool]], *, hidden: int = 8) -> Network:
    """Fit the decision whether there is an answer at all, on rows that no trained network had seen."""
    x = torch.tensor(np.asarray(rows))
    y = torch.tensor([float(e.golden.kind != "unanswerable") for e, _ in outcomes])
    mean, scale = x.mean(0), x.std(0).clamp(min=1e-2)
    net = _net(x.shape[1], hidden, dropout=0.0)
    data = list(zip((x - mean) / scale, y, strict=True))

    def loss(batch: Sequence[Any]) -> torch.Tensor:
        logits = net(torch.stack([row for row, _ in batch]))[:, 0]
        return torch.nn.functional.binary_cross_entropy_with_logits(logits, torch.stack([label for _, label in batch]))

    _train(net, data, loss, epochs=40, decay=0.3)
    return _network(net, mean, scale)


def _net(inputs: int, hidden: int, dropout: float) -> torch.nn.Sequential:
    return torch.nn.Sequential(
        torch.nn.Linear(inputs, hidden), torch.nn.ReLU(), torch.nn.Dropout(dropout), torch.nn.Linear(hidden, 1)
    )


def _train(
    net: torch.nn.Sequential,
    data: list[Any],
    loss: Callable[[Sequence[Any]], torch.Tensor],
    *,
    epochs: int,
    decay: float,
) -> None:
    optimizer = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=decay)
    shuffle, order = random.Random(0), list(data)
    net.train()
    for _ in range(epochs):
        shuffle.shuffle(order)
        for start in range(0, len(order), 16):
            optimizer.zero_grad()
            loss(order[start : start + 16]).backward()
            optimizer.step()
    net.eval()


def _network(net: torch.nn.Sequential, mean: torch.Tensor, scale: torch.Tensor) -> Network:
    with torch.no_grad():
        first: Any = net[0]
        last: Any = net[3]
        return network(
            {
                "mean": mean.numpy(), "scale": scale.numpy(), "hidden": first.weight.T.numpy(),
                "bias": first.bias.numpy(), "out": last.weight[0].numpy(), "constant": last.bias.item(),
            }
        )  # fmt: skip


def _best(e: Example, sentences: Network) -> tuple[np.ndarray, str]:
    scores = sentences(e.features)
    return scores, max(e.found.whole, key=lambda key: article_score(e.found, scores, key))


def _confidence_row(e: Example, sentences: Network) -> Features:
    scores, article = _best(e, sentences)
    row: Features = confidence_features(e.question, e.focus, e.found, scores, article)[0]
    return row


def _right(e: Example, sentences: Network) -> bool:
    scores, article = _best(e, sentences)
    text = answer_from_chosen(e.focus, e.found, scores, article).text
    return all(meets(text, group) for group in e.golden.answer_groups)


def _report(rows: Sequence[Features], outcomes: Sequence[tuple[Example, bool]], fold: dict[str, int]) -> None:
    chances = np.zeros(len(rows))
    of = np.asarray([fold[e.golden.id] for e, _ in outcomes])
    for k in range(FOLDS):
        known = [i for i in range(len(rows)) if of[i] != k]
        net = fit_confidence([rows[i] for i in known], [outcomes[i] for i in known])
        mine = of == k
        chances[mine] = 1 / (1 + np.exp(-net(np.asarray(rows)[mine])))
    answerable = np.asarray([e.golden.kind != "unanswerable" for e, _ in outcomes])
    right = np.asarray([r for _, r in outcomes])
    kinds = defaultdict(list)
    for e, r in outcomes:
        kinds[e.golden.kind].append(r)
    print({kind: f"{100 * np.mean(found):.1f}" for kind, found in kinds.items() if kind != "unanswerable"})
    print("threshold  right  refused  false refusals   (per cent, cross-validated)")
    for threshold in sorted({*np.arange(0.40, 0.86, 0.05).round(2), CONFIDENT}):
        sure = chances >= threshold
        figures = (right & sure)[answerable].mean(), (~sure)[~answerable].mean(), (~sure)[answerable].mean()
        in_use = "  <- in use" if threshold == CONFIDENT else ""
        print(f"{threshold:9.2f}  " + "  ".join(f"{100 * f:6.1f}" for f in figures) + in_use)


def _lists(net: Network) -> dict[str, Any]:
    arrays = {name: np.round(getattr(net, name), 4).tolist() for name in ("mean", "scale", "hidden", "bias", "out")}
    return {**arrays, "constant": round(net.constant, 4)}


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1].split(","), sys.argv[2:])
