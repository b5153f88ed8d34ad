"""Fit the small networks that choose sentences and decide whether to answer.

    python -m tests.fit DATA[,DATA…]=QUESTIONS[,QUESTIONS…]…

DATA is a folder that ``PRESSBOT_DATA=DATA pressbot refresh …`` has made of the articles that the
questions are about. The weights in ``bot/answering/weights.json`` were fitted on

* ``tests/questions/incidents-train.jsonl`` (810 questions of our own) over 516 incidents of the U.S.
  Press Freedom Tracker, alone, with 3,000 general news articles beside them, and over 6 and 40 of
  them: a small corpus knows little of which words are rare;
* ``tests/questions/incidents-half.jsonl`` over the incidents alone: nothing answers half of these 5,645;
* ``tests/questions/starter.jsonl`` over the briefs that come with pressbot;
* ``tests/questions/releases``: five releases, each a corpus of its own.

A table of five-fold cross-validation is printed: folds are made of questions, so none is seen in
training under any corpus.
"""

import json
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from bot.answering.candidates import ARTICLES, Candidates
from bot.answering.confidence import CONFIDENCE_FEATURES, article_scores, confidence_features
from bot.answering.features import Features, sentence_features
from bot.answering.passages import CONFIDENT, DOUBTFUL, answer_from_chosen, sure_enough
from bot.answering.reading import READING_FEATURES, Reads, read_best
from bot.answering.scorer import FAR, Network, network
from bot.conversation import with_context
from bot.engine import make_encoder, search
from bot.grading import UNANSWERABLE, Golden, meets, read_golden, same_page
from bot.question import Question, read_question
from bot.settings import Settings
from corpus.clean import article_id
from embeddings.generations import Generations
from embeddings.snapshot import Snapshot

FOLDS = 5
ENSEMBLE = 3
"""Networks whose mean is kept: one alone owes a point or two to its first random weights."""

NETWORKS = {
    "confidence": len(CONFIDENCE_FEATURES),
    "reading": len(CONFIDENCE_FEATURES) + len(READING_FEATURES),
}
"""The two that decide whether to answer, without and with reading, and how many of an outcome's features each sees."""

_SMALL = 6.0
"""How much a question over a corpus of a handful of articles counts; there are few."""

WEIGHTS = Path(__file__).parents[1] / "bot" / "answering" / "weights.json"


@dataclass(frozen=True, slots=True)
class Example:
    """A question with what was found for it; ``answers`` marks the sentences that hold an answer."""

    golden: Golden
    corpus: str
    question: Question
    focus: Question
    found: Candidates
    features: Features
    answers: np.ndarray
    reader: Reads


def main(groups: Sequence[str]) -> None:
    """Cross-validate, fit, write."""
    torch.manual_seed(0)
    torch.set_num_threads(1)
    examples = [e for group in groups for e in examples_of(*group.split("="))]
    fold = _folds([e.golden for e in examples])
    outcomes = []
    for k in range(FOLDS):
        sentences = fit_sentences([e for e in examples if fold[e.golden.id] != k])
        outcomes += [o for e in examples if fold[e.golden.id] == k for o in _outcomes(e, sentences)]
    _report(outcomes, fold)
    sentences = mean_of([fit_sentences(examples) for _ in range(ENSEMBLE)])
    weights = {"sentences": _lists(sentences)}
    for name, features in NETWORKS.items():
        weights[name] = _lists(mean_of([fit_confidence(outcomes, features) for _ in range(ENSEMBLE)]))
    WEIGHTS.write_text(json.dumps(weights) + "\n", "utf-8")
    print(f"{WEIGHTS}: {WEIGHTS.stat().st_size / 1024:.0f} KB")


def examples_of(folders: str, files: str) -> Iterator[Example]:
    """Ask each question of each corpus that holds what it is about."""
    encoder = make_encoder(Settings())
    golden = [g for file in files.split(",") for g in read_golden(Path(file))]
    for folder in folders.split(","):
        snapshot = Snapshot(Generations(Path(folder)).folder(), encoder)
        yield from (_example(g, folder, snapshot, encoder) for g in golden if _belongs(g, snapshot))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What networks that had not seen a question made of it; ``made`` where its answer was taken away."""

    example: Example
    row: Features
    right: bool
    answerable: bool
    made: bool


def _example(golden: Golden, corpus: str, snapshot: Snapshot, encoder: Any) -> Example:
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
    features = sentence_features(question, focus, found)
    return Example(golden, corpus, question, focus, found, features, answers, encoder.read)


def _belongs(golden: Golden, snapshot: Snapshot) -> bool:
    """Tell whether a corpus holds what a question is about; one that has no answer belongs everywhere."""
    ids = [article_id(url, "", "") for url in golden.gold_urls]
    return not ids or bool(snapshot.store.articles(ids))


def _folds(golden: Sequence[Golden]) -> dict[str, int]:
    ids = sorted({g.id for g in golden})
    random.Random(1).shuffle(ids)
    return {key: i % FOLDS for i, key in enumerate(ids)}


def fit_sentences(examples: Sequence[Example], *, hidden: int = 16, epochs: int = 30) -> Network:
    """Fit the choice of sentences: a softmax over all candidates of a question (ListNet)."""
    data = [(torch.tensor(e.features), torch.tensor(e.answers)) for e in examples if e.answers.any()]
    everything = torch.cat([x for x, _ in data])
    mean, scale = everything.mean(0), everything.std(0).clamp(min=1e-2)
    data = [(_standard(x, mean, scale), y) for x, y in data]
    net = _net(everything.shape[1], hidden, dropout=0.1)

    def loss(batch: Sequence[Any]) -> torch.Tensor:
        total = torch.zeros(())
        scores = net(torch.cat([x for x, _ in batch]))[:, 0]
        for own, (_, y) in zip(torch.split(scores, [len(y) for _, y in batch]), batch, strict=True):
            total = total + any_and_all(torch.log_softmax(own, 0)[y > 0])
        return total / len(batch)

    _train(net, data, loss, epochs=epochs, decay=0.01)
    return _network(net, mean, scale)


def any_and_all(right: torch.Tensor) -> torch.Tensor:
    """Give the loss of sentences that answer, by the logarithms of their chances.

    Half of it asks for any one of them, half for all of them.
    """
    return -0.5 * (torch.logsumexp(right, 0) + right.mean())


def fit_confidence(outcomes: Sequence[Outcome], features: int, *, hidden: int = 16) -> Network:
    """Fit the decision whether there is an answer at all, on rows that no trained network had seen.

    ``features`` is how many of a row's are looked at.

    Those made by taking the answer away teach what an absent one looks like, and count less than a third.
    Corpora of a handful of articles are few, so each of their questions counts for more.
    """
    x = torch.tensor(np.asarray([o.row[:features] for o in outcomes]))
    y = torch.tensor([float(o.answerable) for o in outcomes])
    weight = torch.tensor([_weight(o) for o in outcomes])
    mean, scale = x.mean(0), x.std(0).clamp(min=1e-2)
    net = _net(x.shape[1], hidden, dropout=0.0)
    data = list(zip(_standard(x, mean, scale), y, weight, strict=True))

    def loss(batch: Sequence[Any]) -> torch.Tensor:
        rows, labels, weights = map(torch.stack, zip(*batch, strict=True))
        return torch.nn.functional.binary_cross_entropy_with_logits(net(rows)[:, 0], labels, weights)

    _train(net, data, loss, epochs=40, decay=0.3)
    return _network(net, mean, scale)


def _weight(o: Outcome) -> float:
    small = _SMALL if len(o.example.found.whole) < ARTICLES else 1.0
    return small * (0.3 if o.made else 1.0)


def mean_of(networks: Sequence[Network]) -> Network:
    """Put networks over the same features side by side: the wider one gives the mean of their scores."""
    return Network(
        mean=networks[0].mean,
        scale=networks[0].scale,
        hidden=np.concatenate([n.hidden for n in networks], axis=1),
        bias=np.concatenate([n.bias for n in networks]),
        out=np.concatenate([n.out for n in networks]) / len(networks),
        constant=sum(n.constant for n in networks) / len(networks),
    )


def _standard(x: torch.Tensor, mean: torch.Tensor, scale: torch.Tensor) -> torch.Tensor:
    return ((x - mean) / scale).clamp(-FAR, FAR)


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


def _outcomes(e: Example, sentences: Network) -> list[Outcome]:
    """See what comes of a question, and of the same one with its answer taken away.

    Without the golden articles it is a question on what the corpus does not hold; without the sentences
    that answer, one on a detail that the right article does not tell.
    """
    answerable = e.golden.kind != UNANSWERABLE
    outcomes = [_outcome(e, sentences, answerable=answerable, made=False)]
    golden = np.asarray([same_page(c.article.url, e.golden.gold_urls) for c in e.found.sentences])
    for left in (~golden, ~(golden & (e.answers > 0))):
        if answerable and left.any() and not left.all():
            kept = _only(e.found, np.flatnonzero(left))
            features = sentence_features(e.question, e.focus, kept)
            poorer = replace(e, found=kept, features=features, answers=np.zeros(len(features)))
            outcomes.append(_outcome(poorer, sentences, answerable=False, made=True))
    return outcomes


def _outcome(e: Example, sentences: Network, *, answerable: bool, made: bool) -> Outcome:
    scores = sentences(e.features)
    by_article = article_scores(e.found, scores)
    article = max(by_article, key=by_article.__getitem__)
    read = read_best(e.question, e.found, scores, article, e.reader)
    assert read is not None, "the encoder in use has no reader"
    row = np.concatenate([confidence_features(e.question, e.focus, e.found, scores, article), read.features], axis=1)[0]
    text = answer_from_chosen(e.focus, e.found, read.ranked(scores), article).text
    right = answerable and all(meets(text, group) for group in e.golden.answer_groups)
    return Outcome(e, row, right, answerable, made)


def _only(found: Candidates, kept: np.ndarray) -> Candidates:
    """Give what would have been found, had the corpus held of these sentences only those kept."""
    sentences = tuple(found.sentences[i] for i in kept)
    keys = {c.article.id for c in sentences}
    left: dict[str, set[str]] = {key: set() for key in keys}
    for i in sorted(set(range(len(found.sentences))) - set(kept.tolist())):
        left.get(found.sentences[i].article.id, set()).update(found.sentences[i].stems)
    for c in sentences:
        left[c.article.id] -= c.stems
    whole = {key: found.whole[key] - (left[key] - found.titles[key]) for key in found.whole if key in keys}
    return found.only(kept, whole)


def _report(outcomes: Sequence[Outcome], fold: dict[str, int]) -> None:
    of = np.asarray([fold[o.example.golden.id] for o in outcomes])
    likely = {name: np.zeros(len(outcomes)) for name in NETWORKS}
    for k in range(FOLDS):
        rows = np.asarray([o.row for o, f in zip(outcomes, of, strict=True) if f == k])
        for name, features in NETWORKS.items():
            net = fit_confidence([o for o, f in zip(outcomes, of, strict=True) if f != k], features)
            likely[name][of == k] = 1 / (1 + np.exp(-net(rows[:, :features])))
    doubtful = (likely["confidence"] >= DOUBTFUL[0]) & (likely["confidence"] <= DOUBTFUL[1])
    chances = np.where(doubtful, likely["reading"], likely["confidence"])
    kinds = defaultdict(list)
    for o in outcomes:
        if o.answerable:
            kinds[o.example.golden.kind].append(o.right)
    print({kind: f"{100 * np.mean(found):.1f}" for kind, found in kinds.items()})
    made, answerable = (np.asarray([getattr(o, name) for o in outcomes]) for name in ("made", "answerable"))
    right = np.asarray([o.right for o in outcomes])
    print("threshold  right  refused  of those made  false refusals   (per cent, cross-validated)")
    for threshold in sorted({*np.arange(0.05, 0.51, 0.05).round(2), CONFIDENT}):
        sure = chances >= threshold
        groups = right[answerable] & sure[answerable], ~sure[~answerable & ~made], ~sure[made], ~sure[answerable]
        in_use = "  <- in use" if threshold == CONFIDENT else ""
        print(f"{threshold:9.2f}  " + "  ".join(f"{100 * group.mean():6.1f}" for group in groups) + in_use)
    print("corpus                right  refused  false refusals, at the threshold in use")
    sure = chances >= [sure_enough(o.example.found) for o in outcomes]
    corpora = np.asarray([o.example.corpus for o in outcomes])
    for corpus in dict.fromkeys(corpora):
        own = (corpora == corpus) & ~made
        told, untold = own & answerable, own & ~answerable
        shares = (right & sure)[told].mean(), (~sure)[untold].mean(), (~sure)[told].mean()
        print(f"{corpus[-20:]:20}" + "  ".join(f"{100 * share:6.1f}" for share in shares))


def _lists(net: Network) -> dict[str, Any]:
    arrays = {name: np.round(getattr(net, name), 4).tolist() for name in ("mean", "scale", "hidden", "bias", "out")}
    return {**arrays, "constant": round(net.constant, 4)}


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1:])
