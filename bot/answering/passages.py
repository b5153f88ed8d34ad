"""(Question, candidates) → the sentences that answer it, or an abstention. Pure."""

from collections.abc import Sequence

import numpy as np

from bot.answering.candidates import ARTICLES, Candidate, Candidates
from bot.answering.confidence import article_scores, confidence_features
from bot.answering.features import Features, sentence_features
from bot.answering.outside import OFF_TOPIC
from bot.answering.reading import Reads, read_best
from bot.answering.scorer import Scores, load_network
from bot.answering.telling import answer_of, cite, heading_of, runs_of, voice_of
from bot.question import Question, Role
from bot.types import LIMIT, Abstention, Answer, Reason
from corpus.contents import Holds
from corpus.types import ArticleId

CONFIDENT = 0.12
"""What a best answer must be held likely to be right; ``tests/fit.py`` prints what it costs."""

DOUBTFUL = (0.04, 0.4)
"""Between which chances, without reading, sentences are read word by word: it takes thirty milliseconds.

Of 1,806 questions that nothing was fitted to, two in five without an answer, 34 % are read so, and at 4 % of needless
refusals 66 % of what nothing answers is refused. So it is up to a chance of 0.5, where 45 % are read; were all of them
read, it would be 67 %.
"""

_BREVITY = 0.3
"""How much a longer sentence must fit better than a shorter one: it takes the room of two."""

_FILLER = 5.0
"""By how much a sentence may score less than the best of its article and still be told; below, it only fills room."""

_NEAR = 0.35
"""The cosine below which no passage is about what was asked."""

_CLOSE = 1.0
"""By how much an article may score less than the best and still be told: e times less likely."""

_SHORT = 260
"""Characters that a sentence of another article may take."""

_BEFORE_OTHER = 2

_MARK = len("  [9]\n")


def answer_from_passages(question: Question, focus: Question, found: Candidates, reader: Reads) -> Answer | Abstention:
    """Answer with the sentences of one article, or abstain and offer the closest.

    ``question`` is read with the questions before it, ``focus`` alone; see ``sentence_features``. ``reader``
    is called where likeness leaves doubt.
    """
    if not found.sentences:
        return Abstention(Reason.NO_SOURCE, "I have no source on that.")
    scores = load_network("sentences")(sentence_features(question, focus, found))
    by_article = article_scores(found, scores)
    article = max(by_article, key=by_article.__getitem__)
    own = found.ranges[article]
    features = confidence_features(question, focus, found, scores, article)
    confidence = _chance("confidence", features)
    if DOUBTFUL[0] <= confidence <= DOUBTFUL[1]:
        read = read_best(question, found, scores, article, reader)
        if read is not None:
            confidence = _chance("reading", np.concatenate([features, read.features], axis=1))
            scores = read.ranked(scores)
    if confidence < sure_enough(found):
        return _abstention(question, found, found.sentences[max(own, key=lambda i: scores[i])])
    return answer_from_chosen(focus, found, scores, article)


def _chance(network: str, features: Features) -> float:
    return float(1 / (1 + np.exp(-load_network(network)(features)[0])))


def answer_from_report(question: Question, focus: Question, found: Candidates, article: ArticleId) -> Answer:
    """Answer with the sentences of an article that something surer than likeness has settled on, its news first."""
    scores = load_network("sentences")(sentence_features(question, focus, found))
    own = found.ranges[article]
    scores[own.start] = scores[own.start : own.stop].max() + 1
    return answer_from_chosen(focus, found, scores, article)


def sure_enough(found: Candidates) -> float:
    """Give how likely an answer must be right to be told; where the corpus is one release, questions are about it."""
    return CONFIDENT * len(found.whole) / ARTICLES


def answer_from_chosen(focus: Question, found: Candidates, scores: Scores, article: ArticleId) -> Answer:
    """Answer with the sentences of an article that was settled on.

    Where another article fits nearly as well, its best sentence is told too, under its own day and
    place: two incidents that the question may mean are two claims, never one.
    """
    whole = found.ranges[article]
    own = [i for i in whole if _tells(found.sentences[i])] or list(whole[:1])
    room = LIMIT - len(heading_of(found.sentences[own[0]].article, focus)) - 1
    other = _runner_up(found, scores, article)
    if other is None:
        return answer_of(runs_of(_choose(found, scores, own, room)), focus)
    room -= (
        len(other.text) + len(heading_of(other.article, focus)) + len(voice_of(other).after(frozenset())) + _MARK + 1
    )
    chosen = runs_of(_choose(found, scores, own, room))
    return answer_of([*chosen[:_BEFORE_OTHER], *runs_of([other]), *chosen[_BEFORE_OTHER:]], focus)


def _runner_up(found: Candidates, scores: Scores, article: ArticleId) -> Candidate | None:
    """Give the best sentence of the next article, where that is close behind and leaves room."""
    others = article_scores(found, scores)
    mine = others.pop(article)
    key = max(others, key=others.__getitem__, default=None)
    if key is None or mine - others[key] >= _CLOSE:
        return None
    telling = (i for i in found.ranges[key] if _tells(found.sentences[i]))
    best = max(telling, key=lambda i: scores[i], default=None)
    if best is None:
        return None
    other = found.sentences[best]
    told = any(found.sentences[i].text == other.text for i in found.ranges[article])
    return other if len(other.text) <= _SHORT and not told else None


def _choose(found: Candidates, scores: Scores, own: Sequence[int], room: int) -> list[Candidate]:
    """Take the best sentences that there is room for: the best first, the rest as the text has them."""

    def worth(i: int) -> float:
        return float(scores[i]) - _BREVITY * float(np.log(len(found.sentences[i].text) + 20))

    least = max(scores[i] for i in own) - _FILLER
    chosen: list[int] = []
    heard: set[str] = set()
    for i in sorted((i for i in own if scores[i] >= least), key=worth, reverse=True):
        voice = voice_of(found.sentences[i])
        length = len(found.sentences[i].text) + len(voice.after(heard)) + _MARK
        if length <= room:
            chosen.append(i)
            heard.add(voice.speaker)
            room -= length
    return [found.sentences[i] for i in (*chosen[:1], *sorted(chosen[1:]))]


def _tells(candidate: Candidate) -> bool:
    """Tell a sentence from a refrain, and from a scrap such as "/thread", an address, or what stands under a tweet."""
    return not candidate.refrain and not candidate.holds(Holds.NOTHING)


def _abstention(question: Question, found: Candidates, best: Candidate) -> Abstention:
    if max(c.dense for c in found.sentences) < _NEAR and not any(word.known for word in question.names):
        return Abstention(Reason.OFF_TOPIC, OFF_TOPIC)
    unknown = [w.text for w in question.words if w.role is Role.PERSON and not w.known and w.text[0].isupper()]
    closest = (cite(1, best.article, best.span),)
    if unknown:
        return Abstention(Reason.UNKNOWN_NAME, f"I have no source that names {' '.join(unknown)}.", closest)
    return Abstention(Reason.NO_SOURCE, "I have no source on that.", closest)
