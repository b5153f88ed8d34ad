"""``python -m tests.benchmarks encoding``: a question and a bulk, by plain sentence-transformers and by ours."""

import random
from collections.abc import Callable, Iterable
from itertools import islice

import numpy as np

from bot.settings import load_settings
from corpus.clean import clean
from corpus.split import split
from corpus.types import Article
from embeddings.encoder import SentenceTransformerEncoder
from embeddings.models import find_model
from embeddings.openvino_encoder import OpenVinoEncoder
from embeddings.protocols import Encoder
from embeddings.types import PassageText, Vectors
from tests.benchmarks.corpora import real_articles
from tests.benchmarks.measuring import show, timed

QUESTIONS = (
    "Which officer withheld an editor's passport at Dulles?",
    "What did Governor Walz say about the arrest of the CNN crew?",
    "who attacked reporter jane smithers in houston",
)
BULK, ROUNDS = 32, 4


def encoding(agreeing: int) -> None:
    """Time the paths in turn, so that a busy moment meets all of them; then compare their vectors."""
    settings = load_settings()
    source = find_model(settings.model, settings.model_revision)
    torch = SentenceTransformerEncoder(source)
    fast = OpenVinoEncoder(source, settings.cache, print)
    long = long_texts(BULK)
    texts = [f"{p.title}\n{p.body}" for p in long]
    library = torch._model
    plain: Callable[[list[str]], object] = lambda t: library.encode(t, normalize_embeddings=True)  # noqa: E731
    plain(texts[:4]), fast.encode_passages(long[:32])
    bulks = {
        "SentenceTransformer.encode": lambda: plain(texts),
        f"ours, {torch.runtime}": lambda: torch.encode_passages(long),
        f"ours, {fast.runtime}": lambda: fast.encode_passages(long),
    }
    questions: dict[str, Callable[[str], object]] = {
        "SentenceTransformer.encode": lambda q: plain([q]),
        f"ours, {torch.runtime}": torch.encode,
        f"ours, {fast.runtime}": fast.encode,
    }
    _compare_bulks(bulks)
    _compare_questions(questions, library)
    if agreeing:
        _agreement(torch, fast, agreeing)


def _compare_bulks(bulks: dict[str, Callable[[], object]]) -> None:
    rounds = [{name: timed([run]) for name, run in bulks.items()} for _ in range(ROUNDS)]
    best = {name: min(r[name].wall[0] for r in rounds) for name in bulks}
    middle = {name: float(np.median([r[name].wall[0] for r in rounds])) for name in bulks}
    cpu = {name: min(r[name].cpu[0] for r in rounds) for name in bulks}
    base = next(iter(bulks))
    columns = ("bulk of passages of 180 words", "a second, best", "×", "a second, median", "×", "CPU ms each, best")
    rows = [(name, *_rate(best, name, base), *_rate(middle, name, base), f"{cpu[name] / BULK:.1f}") for name in bulks]
    show(f"{BULK} passages, {ROUNDS} rounds", columns, rows)


def _rate(milliseconds: dict[str, float], name: str, base: str) -> tuple[str, str]:
    return f"{BULK * 1000 / milliseconds[name]:.1f}", f"{milliseconds[base] / milliseconds[name]:.1f}"


def _compare_questions(questions: dict[str, Callable[[str], object]], library: object) -> None:
    import torch

    rows = []
    threads = {name: 1 if name.startswith("ours") else torch.get_num_interop_threads() for name in questions}
    threads["SentenceTransformer.encode"] = 2
    wall: dict[str, list[float]] = {name: [] for name in questions}
    cpu: dict[str, list[float]] = {name: [] for name in questions}
    for _ in range(12):
        for name, ask in questions.items():
            torch.set_num_threads(threads[name])
            times = timed([lambda q=q, ask=ask: ask(q) for q in QUESTIONS])  # type: ignore[misc]
            wall[name].extend(times.wall[1:])  # the first call after a change of threads pays for it
            cpu[name].extend(times.cpu[1:])
    base = next(iter(questions))
    for name in questions:
        middle, best = float(np.median(wall[name])), min(wall[name])
        ratios = (f"{float(np.median(wall[base])) / middle:.1f}", f"{min(wall[base]) / best:.1f}")
        rows.append((name, f"{middle:.1f}", ratios[0], f"{best:.1f}", ratios[1], f"{np.median(cpu[name]):.1f}"))
    show("One question", ("path", "median ms", "×", "best ms", "×", "CPU ms"), rows)


def _agreement(exact: Encoder, fast: Encoder, number: int) -> None:
    """Compare vectors of real passages, and what is found with them for sentences of others as questions."""
    passages = real_passages(number)
    one, two = (_vectors(encoder, passages) for encoder in (exact, fast))
    asked = [p.body[slice(*p.sentences[len(p.sentences) // 2])] for p in passages[::5]]
    both = [encoder.encode_all(asked) for encoder in (exact, fast)]
    here, there = (np.stack([vectors.likeness for vectors in made]) for made in both)
    towers = [_cosine(e.answer, f.answer) for e, f in zip(*both, strict=True)]
    cosines, questions = (one * two).sum(axis=1), (here * there).sum(axis=1)
    rows = [
        ("mean cosine of passages", f"{cosines.mean():.4f}"),
        ("least cosine of a passage", f"{cosines.min():.4f}"),
        ("mean cosine of questions", f"{questions.mean():.4f}"),
        ("mean cosine of where answers lie", f"{np.mean(towers):.4f}"),
        ("top-10 overlap, both by the fast one", f"{_overlap(here @ one.T, there @ two.T):.4f}"),
        ("top-10 overlap, index of torch, questions by the fast one", f"{_overlap(here @ one.T, there @ one.T):.4f}"),
    ]
    show(f"Agreement over {number} real passages, {len(asked)} questions", ("measure", "value"), rows)


def _vectors(encoder: Encoder, passages: list[PassageText]) -> Vectors:
    return np.stack([made.passage for made in encoder.encode_passages(passages)])


def _cosine(one: np.ndarray | None, two: np.ndarray | None) -> float:
    assert one is not None
    assert two is not None
    return float(one @ two / (np.linalg.norm(one) * np.linalg.norm(two)))


def _overlap(one: np.ndarray, two: np.ndarray) -> float:
    best, other = (np.argsort(-scores, axis=1)[:, :10] for scores in (one, two))
    return float(np.mean([len(set(a) & set(b)) / 10 for a, b in zip(best, other, strict=True)]))


def real_passages(number: int) -> list[PassageText]:
    """Give passages of many articles, each under its own title."""
    made = [text for article in _articles(number) for text in _texts(article)]
    return random.Random(0).sample(made, number)


def _articles(number: int) -> Iterable[Article]:
    found = (clean(raw) for raw in real_articles())
    return islice((a for a in found if isinstance(a, Article)), max(8, number // 4))


def _texts(article: Article) -> Iterable[PassageText]:
    for passage in split(article):
        start = passage.span.start
        spans = tuple((s.start - start, s.end - start) for s in passage.sentences)
        yield PassageText(article.title, article.text[start : passage.span.end], spans)


def long_texts(number: int) -> list[PassageText]:
    """Give passages of exactly 180 words, without titles."""
    words = " ".join(a.text for a in _articles(400)).split()
    bodies = [" ".join(words[180 * n : 180 * (n + 1)]) for n in range(number)]
    return [PassageText("", body, ((0, len(body) // 2), (len(body) // 2, len(body)))) for body in bodies]
