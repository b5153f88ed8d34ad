"""What tells whether the best sentences answer the question at all: one row of numbers. Pure."""

from collections.abc import Iterable, Sequence, Set

import numpy as np

from bot.answering.candidates import ARTICLES, Candidates
from bot.answering.features import SHOWN_BY, Features, share, shares_around
from bot.answering.scorer import Scores
from bot.answering.slots import SLOT_FEATURES, Told, slot_features
from bot.question import Asks, Question, Role, Word
from corpus.types import ArticleId

CONFIDENCE_FEATURES = (
    *("best sentence", "best article", "lead over the next article", "best cosine", "best dense score"),
    *("answering, of the best sentence", "the article's best", "all other articles' best"),
    *("that nothing answers", "the article's best beyond it"),
    *("words in the article", "names in the article", "last question's words in the article"),
    *("last question's names in the article", "weightiest name missing", "weightiest word missing", "names missing"),
    *("words in the title", "words in the best sentence's neighbourhood", "names in it", "years in the article"),
    *("words asked", "place missing", "person missing"),
    *("last question's words around the best sentences", "in the best neighbourhood of all"),
    *("no date where one is asked", "no place", "no person", "no number", "no money", "no reason", "no speech"),
    *("no date in the article", "no number in the article", "no money in the article", "no speech in the article"),
    *("what is asked for in the article", "around the best sentences", "articles that were found"),
    *SLOT_FEATURES,
)
"""What each number is; the weights are fitted to this order."""


def article_scores(found: Candidates, scores: Scores) -> dict[ArticleId, float]:
    """Score each article by its three best sentences: one alone may be a chance likeness."""
    return {
        key: float(np.logaddexp.reduce(np.sort(scores[own.start : own.stop])[-3:])) for key, own in found.ranges.items()
    }


def confidence_features(
    question: Question, focus: Question, found: Candidates, scores: Scores, article: ArticleId
) -> Features:
    """Describe how well an article and its best sentences fit, shape ``(1, len(CONFIDENCE_FEATURES))``."""
    whole = found.whole[article]
    own = found.ranges[article]
    best = max(own, key=lambda i: scores[i])
    around = _neighbourhood(found, own, best)
    top = sorted(own, key=lambda i: -scores[i])[:4]
    about_top = frozenset().union(*(found.sentences[j].stems for j in own if any(abs(i - j) <= 1 for i in top)))
    by_article = article_scores(found, scores)
    mine = by_article.pop(article)
    missing = [word for word in question.words if word.stem not in whole]
    missing_names = [word.weight for word in missing if word.name]
    return np.asarray(
        [
            [
                scores[best] / 5,
                mine / 5,
                min(mine - max(by_article.values(), default=mine - 5), 10) / 5,
                max(float(found.similar[i]) for i in own),
                max(found.sentences[i].dense for i in own),
                *_answering(found, own, best),
                share(question.words, whole),
                share(question.names, whole),
                share(focus.words, whole),
                share(focus.names, whole),
                max(missing_names, default=0) / 8,
                max((word.weight for word in missing), default=0) / 8,
                min(len(missing_names), 3),
                share(question.words, found.titles[article]),
                share(focus.words, around),
                share(focus.names, around),
                float(question.years <= whole),
                min(len(question.words), 20) / 10,
                _heaviest(missing, Role.PLACE),
                _heaviest(missing, Role.PERSON),
                share(focus.words, about_top),
                float(shares_around(focus, found.sentences[own.start : own.stop]).max()),
                *(_lacks(asked, focus, found, top) for asked in Asks),
                *(_lacks(asked, focus, found, own) for asked in _COUNTABLE),
                _has(focus.target, whole),
                _has(focus.target, about_top),
                len(found.whole) / ARTICLES,
                *slot_features(focus, _told(found, own, top)),
            ]
        ],
        dtype=np.float32,
    )


def _answering(found: Candidates, own: range, best: int) -> list[float]:
    """Tell how near to where the answer lies are the best sentence, the nearest of all, and that nothing answers."""
    nearness = found.answering
    others = np.delete(nearness, own)
    highest, nothing = float(nearness[own.start : own.stop].max()), found.asked.nothing
    return [float(nearness[best]), highest, float(others.max(initial=-1.0)), nothing, highest - nothing]


def _told(found: Candidates, own: Sequence[int], top: Sequence[int]) -> Told:
    """Give an article's sentences, and those beside its best ones."""
    near = [found.sentences[j] for j in own if any(abs(i - j) <= 1 for i in top)]
    whole = [found.sentences[j] for j in own]
    return Told(whole[0].article, whole, near)


def _has(wanted: Sequence[str], there: Set[str]) -> float:
    """Give the share of stems that is there; a half where none is asked for."""
    return sum(stem in there for stem in wanted) / len(wanted) if wanted else 0.5


def _heaviest(missing: list[Word], role: Role) -> float:
    """Give the weight of the weightiest missing word of a role, at most about 1."""
    return max((word.weight for word in missing if word.role is role), default=0.0) / 8


def _neighbourhood(found: Candidates, own: Sequence[int], i: int) -> frozenset[str]:
    """Give the stems of a sentence and of those before and after it."""
    return frozenset().union(*(found.sentences[j].stems for j in (i - 1, i, i + 1) if own[0] <= j <= own[-1]))


def _lacks(asked: Asks, focus: Question, found: Candidates, among: Iterable[int]) -> float:
    """Give 1 where a kind of thing is asked for and no sentence holds one."""
    kind = SHOWN_BY[asked]
    return float(asked in focus.asks and not any(found.sentences[i].holds(kind) for i in among))


_COUNTABLE = (Asks.WHEN, Asks.NUMBER, Asks.MONEY, Asks.SPEECH)
