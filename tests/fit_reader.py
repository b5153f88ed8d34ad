"""Fit the reader: which of a handful of sentences answer a question, word by word, and whether any does.

    python -m tests.fit_reader DATA[,DATA…]=QUESTIONS[,QUESTIONS…]…

DATA is a folder that ``PRESSBOT_DATA=DATA pressbot refresh …`` has made of the articles that the questions are
about. ``embeddings/reader.safetensors`` was fitted on ``tests/questions/tuning`` and ``tests/questions/reading``;
more than half of the latter ask what their report leaves open. Before it, ``tests/tune.py`` has to have fitted the
question tower, whose choice of sentences it reads; after it, ``tests/fit.py`` fits the networks, to questions that it
has not seen.

Forty minutes and eight gigabytes on two cores. Printed are the loss and, after each pass, how often over
``tests/questions/incidents-train.jsonl`` a question that nothing answers is told from one that has an answer.
"""

import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from safetensors.torch import save_file
from torch.nn.utils.rnn import pad_sequence

from bot.answering.confidence import article_scores
from bot.answering.reading import READ
from bot.answering.scorer import load_network
from bot.grading import UNANSWERABLE, same_page
from embeddings.encoder import SentenceTransformerEncoder
from embeddings.models import DEFAULT_MODEL, READER, find_model
from tests.fit import Example, any_and_all, examples_of
from tests.tune import HELD_OUT, rate

HEADS = 4
WIDTH = 192
EPOCHS = 2
"""Passes over the questions; with half the dropout, the second already taught these by heart and others less."""
WITHOUT, WRONG = 0.3, 0.2
"""How often a question is asked as well of its article without the sentences that answer, and of another one."""
_COUNTS_WITHOUT, _COUNTS_WRONG = 0.5, 0.7
"""How much these count: another sentence may still tell it."""
_BATCH = 32
_PARTS = 4
"""Groups of like length that a batch's sentences are put into: padding is work for nothing."""
_RATE, _DECAY, _WARM_UP = 1e-3, 0.05, 0.05
_DROPOUT, _UNREAD = 0.35, 0.15
"""What share of the compared and of the tokens' numbers is left out at random."""
_SHARPNESS = 12.0
"""How much a cosine counts at first."""
_NONE = -1e4


@dataclass(frozen=True, slots=True)
class Page:
    """Sentences of an article, those that fit the question best; which of them answer; how much the page counts."""

    asked: str
    sentences: tuple[str, ...]
    answers: tuple[bool, ...]
    counts: float = 1.0


@dataclass(frozen=True, slots=True)
class Task:
    """What a question may be asked of: its own page, or the best one where nothing answers; and others in vain."""

    own: Page | None
    without: Page | None
    wrong: tuple[Page, ...]


class Fitting(torch.nn.Module):
    """``embeddings.reader.Reader`` once more, for many questions at once and with what fitting needs."""

    def __init__(self, tokens: dict[str, torch.Tensor], dimension: int) -> None:
        super().__init__()
        self.tokens = tokens
        self.standard = torch.nn.LayerNorm(dimension)
        self.question = torch.nn.Linear(dimension, WIDTH)
        self.sentence = torch.nn.Linear(dimension, WIDTH)
        torch.nn.init.orthogonal_(self.question.weight)
        self.sentence.weight.data.copy_(self.question.weight)  # so that at first what is alike finds its like
        self.sharpness = torch.nn.Parameter(torch.full((HEADS,), float(np.log(_SHARPNESS))))
        self.of_question = torch.nn.Linear(4 * WIDTH + HEADS, WIDTH)
        self.of_sentence = torch.nn.Linear(4 * WIDTH + HEADS, WIDTH)
        self.counts = torch.nn.Linear(WIDTH, 1)
        self.compared = torch.nn.Linear(3 * WIDTH, WIDTH)
        self.answers = torch.nn.Linear(2 * WIDTH, 1)
        self.none = torch.nn.Linear(2 * WIDTH, WIDTH)
        self.nothing = torch.nn.Linear(WIDTH, 1)
        self.dropout, self.unread = torch.nn.Dropout(_DROPOUT), torch.nn.Dropout(_UNREAD)

    def forward(self, pages: Sequence[Page]) -> list[torch.Tensor]:
        """Score each page's sentences, and behind them that none of them answers."""
        asked, seen = self._read([page.asked for page in pages])
        asked = self.question(asked)
        sizes = [len(page.sentences) for page in pages]
        page_of = torch.repeat_interleave(torch.arange(len(pages)), torch.tensor(sizes))
        sentences = [sentence for page in pages for sentence in page.sentences]
        order = np.argsort([len(self.tokens[sentence]) for sentence in sentences], kind="stable")
        parts = [part for part in np.array_split(order, _PARTS) if len(part)]
        compared = torch.cat(
            [self._compare(asked[page_of[p]], seen[page_of[p]], *self._read([sentences[i] for i in p])) for p in parts]
        )[torch.tensor(np.argsort(np.concatenate(parts)))]
        best = torch.stack([own.amax(0) for own in torch.split(compared, sizes)])
        mean = (asked * seen[:, :, None]).sum(1) / seen.sum(1, keepdim=True)
        nothing = self.nothing(self._layer(self.none, torch.cat([best, mean], 1)))
        scores = self.answers(torch.cat([compared, best[page_of]], 1))[:, 0]
        return [torch.cat([own, none]) for own, none in zip(torch.split(scores, sizes), nothing, strict=True)]

    def _read(self, texts: Sequence[str]) -> tuple[torch.Tensor, torch.Tensor]:
        own = [self.tokens[text].float() for text in texts]
        seen = pad_sequence([torch.ones(len(rows)) for rows in own], batch_first=True)
        return self.unread(self.standard(pad_sequence(own, batch_first=True))), seen

    def _compare(
        self, asked: torch.Tensor, asked_seen: torch.Tensor, tokens: torch.Tensor, seen: torch.Tensor
    ) -> torch.Tensor:
        tokens = self.sentence(tokens)
        ours, theirs = _heads(asked), _heads(tokens)
        unit = torch.nn.functional.normalize
        alike = self.sharpness.exp()[None, :, None, None] * (unit(ours, dim=-1) @ unit(theirs, dim=-1).transpose(2, 3))
        for_asked = alike + ((1 - seen) * _NONE)[:, None, None, :]
        for_tokens = (alike + ((1 - asked_seen) * _NONE)[:, None, :, None]).transpose(2, 3)
        sought = _beside(asked, for_asked, theirs)
        found = _beside(tokens, for_tokens, ours)
        of_question, of_sentence = self._layer(self.of_question, sought), self._layer(self.of_sentence, found)
        counts = torch.softmax(self.counts(asked)[:, :, 0] + (1 - asked_seen) * _NONE, 1)
        weighed = (of_question * counts[:, :, None]).sum(1)
        most = (of_sentence + ((1 - seen) * _NONE)[:, :, None]).amax(1)
        least = (of_question - ((1 - asked_seen) * _NONE)[:, :, None]).amin(1)
        return self._layer(self.compared, torch.cat([weighed, most, least], 1))

    def _layer(self, linear: torch.nn.Linear, rows: torch.Tensor) -> torch.Tensor:
        return torch.nn.functional.gelu(linear(self.dropout(rows)), approximate="tanh")


def _heads(rows: torch.Tensor) -> torch.Tensor:
    return rows.unflatten(2, (HEADS, -1)).transpose(1, 2)


def _beside(rows: torch.Tensor, alike: torch.Tensor, others: torch.Tensor) -> torch.Tensor:
    found = (torch.softmax(alike, -1) @ others).transpose(1, 2).flatten(2)
    return torch.cat([rows, found, rows * found, (rows - found).abs(), alike.amax(3).transpose(1, 2) / 10], 2)


def main(groups: Sequence[str]) -> None:
    """Fit, write, and tell how well."""
    torch.manual_seed(0)
    tasks = [task for group in groups for task in map(_task, examples_of(*group.split("=")))]
    held_out = list(map(_task, examples_of(groups[0].split("=")[0].split(",")[0], str(HELD_OUT))))
    encoder = SentenceTransformerEncoder(find_model(DEFAULT_MODEL))
    tokens = _tokens([*tasks, *held_out], encoder)
    model = Fitting(tokens, 2 * encoder.dimension)
    _fit(model, tasks, held_out)
    save_file({name: tensor.detach().half().contiguous() for name, tensor in model.state_dict().items()}, READER)
    print(f"{READER}: {READER.stat().st_size / 1024:.0f} KB")


def _task(e: Example) -> Task:
    scores = load_network("sentences")(e.features)
    by_article = article_scores(e.found, scores)
    best_first = sorted(by_article, key=by_article.__getitem__, reverse=True)
    golden = [
        key
        for key in best_first
        if same_page(e.found.sentences[e.found.ranges[key].start].article.url, e.golden.gold_urls)
    ]

    def page(places: Iterable[int], counts: float = 1.0) -> Page | None:
        top = sorted(sorted(places, key=lambda i: -scores[i])[:READ])
        told = tuple(e.found.sentences[i].text for i in top)
        return Page(e.question.text, told, tuple(bool(e.answers[i]) for i in top), counts) if told else None

    if e.golden.kind == UNANSWERABLE:
        return Task(page(e.found.ranges[best_first[0]]), None, ())
    wrong = (page(e.found.ranges[key], _COUNTS_WRONG) for key in best_first if key not in golden)
    own = without = None
    if golden:
        places = e.found.ranges[golden[0]]
        if e.answers[places.start : places.stop].any():
            own = page(places)
            without = page((i for i in places if not e.answers[i]), _COUNTS_WITHOUT)
    return Task(own if own and any(own.answers) else None, without, tuple(p for p in wrong if p)[:2])


def _tokens(tasks: Sequence[Task], encoder: SentenceTransformerEncoder) -> dict[str, torch.Tensor]:
    """Read every text once, those of like length together."""
    pages = [p for task in tasks for p in (task.own, task.without, *task.wrong) if p]
    texts = sorted({text for page in pages for text in (page.asked, *page.sentences)}, key=len)
    tokens: dict[str, torch.Tensor] = {}
    for start in range(0, len(texts), _BATCH):
        batch = texts[start : start + _BATCH]
        tokens |= {text: torch.tensor(own).half() for text, own in zip(batch, encoder.tokens(batch), strict=True)}
    return tokens


def _fit(model: Fitting, tasks: Sequence[Task], held_out: Sequence[Task]) -> None:
    torch.set_num_threads(2)
    optimizer = torch.optim.AdamW(model.parameters(), lr=_RATE, weight_decay=_DECAY)
    steps = EPOCHS * (sum(1 for _ in _pages(tasks, 0)) // _BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate(step / steps, _WARM_UP))
    for epoch in range(EPOCHS):
        pages, losses = list(_pages(tasks, epoch)), list[float]()
        random.Random(epoch).shuffle(pages)
        model.train()
        for start in range(0, len(pages) - _BATCH + 1, _BATCH):
            batch = pages[start : start + _BATCH]
            loss = torch.stack([_loss(s, page) for s, page in zip(model(batch), batch, strict=True)]).mean()
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        print(
            f"epoch {epoch + 1}: loss {np.mean(losses):.3f}; told apart {_told_apart(model, held_out):.3f}", flush=True
        )


def _pages(tasks: Sequence[Task], epoch: int) -> Iterator[Page]:
    chance = random.Random(100 + epoch)
    for task in tasks:
        if task.own:
            yield task.own
        if task.without and chance.random() < WITHOUT:
            yield task.without
        if task.wrong and chance.random() < WRONG:
            yield chance.choice(task.wrong)


def _loss(scores: torch.Tensor, page: Page) -> torch.Tensor:
    """Ask, half and half, for any sentence that answers and for all of them; where there is none, for nothing."""
    chances = torch.log_softmax(scores, 0)
    if not any(page.answers):
        return -page.counts * chances[-1]
    return any_and_all(chances[:-1][torch.tensor(page.answers)])


def _told_apart(model: Fitting, tasks: Sequence[Task]) -> float:
    """Give the share of pairs in which what nothing answers seems less answered (the area under the ROC curve)."""
    model.eval()
    pages = [task.own for task in tasks if task.own]
    with torch.no_grad():
        scores = [s for start in range(0, len(pages), _BATCH) for s in model(pages[start : start + _BATCH])]
    margin = np.asarray([float(torch.logsumexp(s[:-1], 0) - s[-1]) for s in scores])
    answered = np.asarray([any(page.answers) for page in pages])
    return float((margin[answered][:, None] > margin[~answered][None]).mean())


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1:])
