"""What the choice of sentences looks at: one row of numbers a candidate. Pure."""

from collections.abc import Sequence, Set
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.answering.candidates import Candidate, Candidates
from bot.answering.speaking import speaker_asked, stems_of_speaker
from bot.answering.stretches import Column, Stretches
from bot.question import Asks, Question, Word
from corpus.contents import Contents, Holds
from corpus.types import ArticleId, Statement

_TELLS_WORDS = Holds.ATTRIBUTION | Holds.REPORTING

Features = NDArray[np.float32]
Presence: TypeAlias = tuple[NDArray[np.bool_], Column]
"""Which sentence has which of a question's words, shape ``(sentences, words)``; what each word weighs."""

SHOWN_BY = {
    Asks.WHEN: Holds.DAY,
    Asks.WHERE: Holds.PLACE,
    Asks.WHO: Holds.NAME,
    Asks.NUMBER: Holds.NUMBER,
    Asks.MONEY: Holds.MONEY,
    Asks.WHY: Holds.REASON,
    Asks.SPEECH: Holds.SPEECH,
}
"""The kind of thing by which what is asked for is told."""

SENTENCE_FEATURES = (
    *("cosine", "cosine below the article's best", "cosine beyond the article's mean"),
    *("answering", "answering, below the article's best", "answering, below the best of all", "neighbours' answering"),
    *("words shared", "names shared", "what is asked for"),
    *("date", "place", "person", "number", "money", "reason", "speech", "speech unasked", "attribution"),
    *("statement asked for", "statement of somebody named", "of a named person, speech asked for"),
    *("of who is asked to have spoken", "of another", "tells what they said"),
    *(
        "new names",
        "new names where a name is asked",
        "place in the article",
        "length",
        "scrap",
        "refrain",
        "words shared with neighbours",
        "neighbours' cosine",
        "words that single it out",
        "words that single a neighbour out",
    ),
    *("dense score", "lexical score", "fused score", "article's fused score", "words in the article"),
    *("names in the article", "words in the title", "last question's words in the article", "years in the article"),
)
"""What each column of the matrix is; the weights are fitted to this order."""


def sentence_features(question: Question, focus: Question, found: Candidates) -> Features:
    """Describe each candidate by numbers of about one size, shape ``(n, len(SENTENCE_FEATURES))``.

    ``question`` is read with the questions before it, ``focus`` alone: the article has to be about
    the first, the sentence has to answer the second.
    """
    if not found.sentences:
        return np.zeros((0, len(SENTENCE_FEATURES)), dtype=np.float32)
    articles = Stretches([len(own) for own in found.ranges.values()])
    presence = _presence(focus, found.sentences)
    of_article = np.asarray([_article_features(question, focus, key, found) for key in found.ranges])
    columns = [
        *(found.similar, found.similar - articles.highest(found.similar), found.beyond),
        *_answering(found.answering, articles),
        *_words_shared(focus, presence, found.sentences),
        *_evidence(focus, found.held),
        *_speech(focus, found),
        *_own_features(question, focus, found),
        *_near_features(presence, found.similar, articles),
        *_scores(found.sentences),
        *articles.spread(of_article).T,
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _answering(nearness: Column, articles: Stretches) -> list[Column]:
    """Compare how near sentences are to where the answer lies."""
    beside = articles.best_beside(nearness)
    return [nearness, nearness - articles.highest(nearness), nearness - nearness.max(), beside]


def _words_shared(focus: Question, presence: Presence, sentences: Sequence[Candidate]) -> list[Column]:
    there, weights = presence
    names = np.asarray([word.name for word in focus.words], dtype=bool)
    target = [sum(stem in c.stems for stem in focus.target) / max(len(focus.target), 1) for c in sentences]
    return [_shares(there, weights), _shares(there[:, names], weights[names]), np.asarray(target)]


def _presence(focus: Question, sentences: Sequence[Candidate]) -> Presence:
    """Tell which sentence has which of the question's words, and what each weighs."""
    stems = [word.stem for word in focus.words]
    there = [[stem in held for stem in stems] for held in (c.contents.stems for c in sentences)]
    weights = np.asarray([word.weight for word in focus.words], dtype=np.float64)
    return np.asarray(there, dtype=bool).reshape(len(sentences), len(focus.words)), weights


def _shares(there: NDArray[np.bool_], weights: Column) -> Column:
    """Give the share of what words tell that each sentence has; of no words at all, everything is there."""
    total = float(weights.sum())
    return there @ weights / total if total else np.ones(len(there))


def _near_features(presence: Presence, similar: Column, articles: Stretches) -> list[Column]:
    there, weights = presence
    telling = _telling(there, weights, articles)
    around = _shares(articles.around(there), weights)
    return [around, articles.best_beside(similar), telling, articles.best_beside(telling)]


def shares_around(focus: Question, sentences: Sequence[Candidate]) -> Column:
    """Give the share of what a question's words tell that each sentence of an article has with those beside it."""
    there, weights = _presence(focus, sentences)
    return _shares(Stretches([len(sentences)]).around(there), weights)


def _telling(there: NDArray[np.bool_], weights: Column, articles: Stretches) -> Column:
    """Give the share of the question's words that stand in each sentence, each counted by its rarity in the article.

    All sentences of an article on Oakland may name Oakland; the word that few of them have tells them apart.
    """
    if not len(weights):
        return np.zeros(len(there))
    counts = np.add.reduceat(there, articles.starts, axis=0, dtype=np.int64)
    telling = np.where(counts > 0, weights * np.log((articles.sizes[:, None] + 1) / (counts + 0.5)), 0.0)
    total = telling.sum(axis=1)
    share = telling / np.where(total, total, 1.0)[:, None]
    told: Column = (there * articles.spread(share)).sum(axis=1)
    return told


def _scores(sentences: Sequence[Candidate]) -> list[Column]:
    scores = np.asarray([(c.dense, c.lexical, c.fused) for c in sentences])
    return [scores[:, 0], scores[:, 1] / (scores[:, 1].max() or 1.0), scores[:, 2] * 30]


def _evidence(focus: Question, held: NDArray[np.int64]) -> list[Column]:
    """Tell which sentences hold the kinds of thing that are asked for."""
    nothing = np.zeros(len(held))

    def shown(asked: Asks) -> Column:
        column: Column = (held & SHOWN_BY[asked].value != 0).astype(np.float64)
        return column

    unasked = nothing if Asks.SPEECH in focus.asks else shown(Asks.SPEECH)
    return [*(shown(asked) if asked in focus.asks else nothing for asked in Asks), unasked]


def _speech(focus: Question, found: Candidates) -> list[Column]:
    """Tell which sentences are somebody's words, and whether of who is asked to have spoken."""
    speech, asked = float(Asks.SPEECH in focus.asks), speaker_asked(focus)
    attributed = speech * (found.held & Holds.ATTRIBUTION.value != 0)
    rows = np.zeros((4, len(found.sentences)))
    for i, said in ((i, c.said) for i, c in enumerate(found.sentences) if c.said):
        theirs = asked.says(said) if asked else 0.0
        rows[:, i] = 1.0, _speaks(focus, said), theirs, float(bool(asked and said.speaker and not theirs))
    quoted, by_named, theirs_all, others = rows
    told = [asked.share(c.stems) if c.holds(_TELLS_WORDS) else 0.0 for c in found.sentences]
    return [attributed, speech * quoted, by_named, speech * by_named, theirs_all, others, np.asarray(told)]


def _speaks(focus: Question, said: Statement) -> float:
    """Tell how much of who speaks, by name and role, stands in the question."""
    speaker = stems_of_speaker(f"{said.speaker} {said.role}")
    return min(1.0, sum(word.weight for word in focus.words if word.stem in speaker) / 8)


def _own_features(question: Question, focus: Question, found: Candidates) -> list[Column]:
    words, sentences = {word.stem for word in question.words}, found.sentences
    new = np.minimum([_new_names(words, c.contents) for c in sentences], 4) / 2
    lengths = np.asarray([len(c.text) for c in sentences])
    # about how many sentences stand before it; the first lines of a report hold its news
    order = np.asarray([c.span.start for c in sentences]) // 150
    refrain = np.log1p([c.refrain for c in sentences]) / 3
    who = float(Asks.WHO in focus.asks)
    return [new, who * new, 1 / (1 + order), np.minimum(lengths, 500) / 250, lengths < 40, refrain]


def _new_names(asked: Set[str], contents: Contents) -> int:
    """Count the full names in a sentence that the question's words do not hold: "who" is answered by one."""
    return sum(asked.isdisjoint(name) for name in contents.names)


def _article_features(question: Question, focus: Question, key: ArticleId, found: Candidates) -> list[float]:
    whole, title = found.whole[key], found.titles[key]
    return [
        found.best[key] / max(found.best.values()),
        share(question.words, whole),
        share(question.names, whole),
        share(question.words, title),
        share(focus.words, whole),
        float(all(year in whole for year in question.years)),
    ]


def share(wanted: tuple[Word, ...], there: Set[str]) -> float:
    """Give the share of what words tell that is there; of no words at all, everything is."""
    total = sum(word.weight for word in wanted)
    return sum(word.weight for word in wanted if word.stem in there) / total if total else 1.0
