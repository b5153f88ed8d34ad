"""What the choice of sentences looks at: one row of numbers a candidate. Pure."""

import math
from collections.abc import Sequence, Set
from itertools import groupby
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.answering.candidates import Candidate, Candidates
from bot.answering.reading import Reading, read_sentence, shows
from bot.answering.speaking import speaker_asked
from bot.question import Asks, Question, Word
from corpus.types import ArticleId

Features = NDArray[np.float32]
Column: TypeAlias = NDArray[np.floating[Any]]
"""One number for each sentence of an article."""

Presence: TypeAlias = tuple[NDArray[np.bool_], Column]
"""Which sentence has which of a question's words, shape ``(sentences, words)``; what each word weighs."""

SENTENCE_FEATURES = (
    *("cosine", "cosine below the article's best", "cosine beyond the article's mean"),
    *("words shared", "names shared", "what is asked for"),
    *("date", "place", "person", "number", "money", "reason", "speech", "speech unasked", "attribution"),
    *("statement asked for", "statement of somebody named", "of a named person, speech asked for"),
    *("of who is asked to have spoken", "of another"),
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
    blocks, start = [np.zeros((0, len(SENTENCE_FEATURES)), dtype=np.float32)], 0
    for key, own in groupby(found.sentences, key=lambda c: c.article.id):
        sentences = tuple(own)
        stretch = slice(start, start := start + len(sentences))
        columns = [
            *_likeness(found, stretch),
            *_words_shared(focus, presence := _presence(focus, sentences), sentences),
            *_evidence(focus, sentences),
            *_own_features(question, focus, sentences).T,
            *_near_features(presence, found.similar[stretch]),
            *_scores(found, sentences),
            *(np.full(len(sentences), x) for x in _article_features(question, focus, key, found)),
        ]
        blocks.append(np.stack(columns, axis=1).astype(np.float32))
    return np.concatenate(blocks)


def _likeness(found: Candidates, stretch: slice) -> list[Column]:
    similar = found.similar[stretch]
    return [similar, similar - similar.max(), found.beyond[stretch]]


def _words_shared(focus: Question, presence: Presence, sentences: Sequence[Candidate]) -> list[Column]:
    there, weights = presence
    names = np.asarray([word.name for word in focus.words], dtype=bool)
    target = [sum(stem in c.stems for stem in focus.target) / max(len(focus.target), 1) for c in sentences]
    return [_shares(there, weights), _shares(there[:, names], weights[names]), np.asarray(target)]


def _presence(focus: Question, sentences: Sequence[Candidate]) -> Presence:
    """Tell which sentence has which of the question's words, and what each weighs."""
    stems = [word.stem for word in focus.words]
    there = [[stem in held for stem in stems] for held in (c.reading.stems for c in sentences)]
    weights = np.asarray([word.weight for word in focus.words], dtype=np.float64)
    return np.asarray(there, dtype=bool).reshape(len(sentences), len(focus.words)), weights


def _shares(there: NDArray[np.bool_], weights: Column) -> Column:
    """Give the share of what words tell that each sentence has; of no words at all, everything is there."""
    total = float(weights.sum())
    return there @ weights / total if total else np.ones(len(there))


def _near_features(presence: Presence, similar: Column) -> list[Column]:
    there, weights = presence
    telling = _telling(there, weights)
    return [_shares(_around(there), weights), _best_near(similar), telling, _best_near(telling)]


def shares_around(focus: Question, sentences: Sequence[Candidate]) -> Column:
    """Give the share of what a question's words tell that each sentence has together with those beside it."""
    there, weights = _presence(focus, sentences)
    return _shares(_around(there), weights)


def _around(there: NDArray[np.bool_]) -> NDArray[np.bool_]:
    around = there.copy()
    around[1:] |= there[:-1]
    around[:-1] |= there[1:]
    return around


def _telling(there: NDArray[np.bool_], weights: Column) -> Column:
    """Give the share of the question's words that stand in each sentence, each counted by its rarity in the article.

    All sentences of an article on Oakland may name Oakland; the word that few of them have tells them apart.
    """
    counts = there.sum(axis=0)
    telling = np.where(counts > 0, weights * np.log((len(there) + 1) / (counts + 0.5)), 0.0)
    return _shares(there, telling) if telling.sum() else np.zeros(len(there))


def _best_near(values: Column) -> Column:
    """Give the higher value of the sentences before and after each; 0 where it stands alone."""
    if len(values) < 2:
        return np.zeros(len(values))
    padded = np.pad(values.astype(np.float64), 1, constant_values=-np.inf)
    higher: Column = np.maximum(padded[:-2], padded[2:])
    return higher


def _scores(found: Candidates, sentences: Sequence[Candidate]) -> list[Column]:
    highest = max(c.lexical for c in found.sentences) or 1.0
    scores = np.asarray([(c.dense, c.lexical / highest, c.fused * 30) for c in sentences])
    return list(scores.T)


def _evidence(focus: Question, sentences: Sequence[Candidate]) -> list[Column]:
    """Tell which sentences hold the kinds of thing that are asked for."""
    nothing = np.zeros(len(sentences))

    def shown(asked: Asks) -> Column:
        return np.asarray([shows(asked, c.text) for c in sentences], dtype=np.float64)

    unasked = nothing if Asks.SPEECH in focus.asks else shown(Asks.SPEECH)
    return [*(shown(asked) if asked in focus.asks else nothing for asked in Asks), unasked]


def _own_features(question: Question, focus: Question, sentences: Sequence[Candidate]) -> NDArray[np.floating[Any]]:
    speech, who = float(Asks.SPEECH in focus.asks), float(Asks.WHO in focus.asks)
    words, asked = {word.stem for word in question.words}, speaker_asked(focus)
    rows = []
    for candidate in sentences:
        by_named, new = _speaks(focus, candidate), min(_new_names(words, candidate.reading), 4) / 2
        length, theirs = len(candidate.text), asked.says(candidate.said) if asked and candidate.said else 0.0
        rows.append(
            (
                *(speech * candidate.reading.attributed, speech * (candidate.said is not None)),
                *(by_named, speech * by_named),
                *(theirs, float(bool(asked and candidate.said and candidate.said.speaker and not theirs))),
                *(new, who * new),
                *(1 / (1 + _order_in_article(candidate)), min(length, 500) / 250, float(length < 40)),
                math.log1p(candidate.refrain) / 3 if candidate.refrain else 0.0,
            )
        )
    return np.asarray(rows)


def _speaks(focus: Question, candidate: Candidate) -> float:
    """Tell how much of who speaks in a sentence, by name and role, stands in the question."""
    if candidate.said is None:
        return 0.0
    speaker = read_sentence(f"{candidate.said.speaker} {candidate.said.role}").stems
    return min(1.0, sum(word.weight for word in focus.words if word.stem in speaker) / 8)


def _new_names(asked: Set[str], reading: Reading) -> int:
    """Count the full names in a sentence that the question's words do not hold: "who" is answered by one."""
    return sum(asked.isdisjoint(name) for name in reading.names)


def _order_in_article(candidate: Candidate) -> int:
    """Tell about how many sentences stand before it; the first lines of a report hold its news."""
    return candidate.span.start // 150


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
