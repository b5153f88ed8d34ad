"""(Question, candidates) → the sentences that answer it, or an abstention. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.answering.candidates import ARTICLES, Candidate, Candidates
from bot.answering.confidence import article_scores, confidence_features
from bot.answering.features import sentence_features
from bot.answering.outside import OFF_TOPIC
from bot.answering.scorer import Scores, load_network
from bot.question import Asks, Question, Role
from bot.types import LIMIT, Abstention, Answer, Citation, Claim, Kind, Reason, day_in_words
from corpus.types import Article, ArticleId, Span
from corpus.words import stem, words

CONFIDENT = 0.25
"""What a best answer must be held likely to be right; ``tests/fit.py`` prints what it costs."""

_BREVITY = 0.3
"""How much a longer sentence must fit better than a shorter one: it takes the room of two."""

_FILLER = 5.0
"""By how much a sentence may score less than the best of its article and still be told; below, it only fills room."""

_NEAR = 0.35
"""The cosine below which no passage is about what was asked."""

_CLOSE = 1.0
"""By how much an article may score less than the best and still be told: e times less likely."""

_FEWEST_WORDS = 2

_SHORT = 260
"""Characters that a sentence of another article may take."""

_BEFORE_OTHER = 2

_MARK = len("  [9]\n")

_HAPPENED = re.compile(
    r"\b(?:when|where|what(?:['’]s| has| had)? happen\w*|(?:what|which) (?:\w+ )?(?:dates?|days?|month|city|town))\b",
    re.IGNORECASE,
)
"""Asks for an event. Narrower than what the choice of sentences looks at, for which "were" may be a slip."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of an article that becomes one claim, and who speaks in it, where it does not say."""

    article: Article
    span: Span
    voice: str
    said: bool = False


def answer_from_passages(question: Question, focus: Question, found: Candidates) -> Answer | Abstention:
    """Answer with the sentences of one article, or abstain and offer the closest.

    ``question`` is read with the questions before it, ``focus`` alone; see ``sentence_features``.
    """
    if not found.sentences:
        return Abstention(Reason.NO_SOURCE, "I have no source on that.")
    scores = load_network("sentences")(sentence_features(question, focus, found))
    by_article = article_scores(found, scores)
    article = max(by_article, key=by_article.__getitem__)
    own = range(len(found.sentences))[found.ranges()[article]]
    features = confidence_features(question, focus, found, scores, article)
    confidence = 1 / (1 + np.exp(-load_network("confidence")(features)[0]))
    if confidence < sure_enough(found):
        return _abstention(question, found, found.sentences[max(own, key=lambda i: scores[i])])
    return answer_from_chosen(focus, found, scores, article)


def answer_from_report(question: Question, focus: Question, found: Candidates, article: ArticleId) -> Answer:
    """Answer with the sentences of an article that something surer than likeness has settled on."""
    scores = load_network("sentences")(sentence_features(question, focus, found))
    return answer_from_chosen(focus, found, scores, article)


def sure_enough(found: Candidates) -> float:
    """Give how likely an answer must be right to be told; where the corpus is one release, questions are about it."""
    return CONFIDENT * len(found.whole) / ARTICLES


def answer_from_chosen(focus: Question, found: Candidates, scores: Scores, article: ArticleId) -> Answer:
    """Answer with the sentences of an article that was settled on.

    Where another article fits nearly as well, its best sentence is told too, under its own day and
    place: two incidents that the question may mean are two claims, never one.
    """
    whole = range(len(found.sentences))[found.ranges()[article]]
    own = [i for i in whole if _tells(found.sentences[i])] or list(whole[:1])
    room = LIMIT - len(_heading(found.sentences[own[0]].article, focus)) - 1
    other = _runner_up(found, scores, article)
    if other is None:
        return _answer(_runs(_choose(found, scores, own, room)), focus)
    room -= len(other.text) + len(_heading(other.article, focus)) + len(_voice(other)) + _MARK + 1
    chosen = _runs(_choose(found, scores, own, room))
    return _answer([*chosen[:_BEFORE_OTHER], *_runs([other]), *chosen[_BEFORE_OTHER:]], focus)


def _runner_up(found: Candidates, scores: Scores, article: ArticleId) -> Candidate | None:
    """Give the best sentence of the next article, where that is close behind and leaves room."""
    others = article_scores(found, scores)
    mine = others.pop(article)
    key = max(others, key=others.__getitem__, default=None)
    if key is None or mine - others[key] >= _CLOSE:
        return None
    ranges = found.ranges()
    best = max(range(len(found.sentences))[ranges[key]], key=lambda i: scores[i])
    other = found.sentences[best]
    told = any(c.text == other.text for c in found.sentences[ranges[article]])
    return other if len(other.text) <= _SHORT and not told else None


def _choose(found: Candidates, scores: Scores, own: Sequence[int], room: int) -> list[Candidate]:
    """Take the best sentences that there is room for: the best first, the rest as the text has them."""

    def worth(i: int) -> float:
        return float(scores[i]) - _BREVITY * float(np.log(len(found.sentences[i].text) + 20))

    least = max(scores[i] for i in own) - _FILLER
    chosen: list[int] = []
    for i in sorted((i for i in own if scores[i] >= least), key=worth, reverse=True):
        length = len(found.sentences[i].text) + len(_voice(found.sentences[i])) + _MARK
        if length <= room:
            chosen.append(i)
            room -= length
    return [found.sentences[i] for i in (*chosen[:1], *sorted(chosen[1:]))]


def _tells(candidate: Candidate) -> bool:
    """Tell a sentence from a refrain, and from a scrap such as "/thread" or an address."""
    return not candidate.refrain and len(words(re.sub(r"\S*[./]\w+/\S*|[@#]\S+", "", candidate.text))) >= _FEWEST_WORDS


def _voice(candidate: Candidate) -> str:
    """Say who speaks, where the sentence is somebody's words and does not name them itself."""
    said = candidate.said
    if said is None or not said.speaker or stem(words(said.speaker)[-1]) in map(stem, words(candidate.text)):
        return ""
    role = said.role if said.role not in candidate.text else ""
    day = day_in_words(said.date) if said.date and not candidate.article.happened else ""
    return f"{', '.join(filter(None, (said.speaker, role, day)))}:"


def _answer(runs: Sequence[Run], focus: Question) -> Answer:
    claims: list[Claim] = []
    citations: list[Citation] = []
    headed: set[ArticleId] = set()
    for n, run in enumerate(runs, 1):
        citations.append(cite(n, run.article, run.span))
        place = "" if run.article.id in headed else _heading(run.article, focus)
        headed.add(run.article.id)
        heading = " ".join(filter(None, (place, run.voice)))
        claims.append(Claim(" ".join(citations[-1].quote.split()), (n,), heading))
    return Answer(_kind(runs[0], focus), tuple(claims), tuple(citations))


def _kind(first: Run, focus: Question) -> Kind:
    """Name the kind by what is asked for and what the best sentence is; the sentences are the same in any."""
    if Asks.SPEECH in focus.asks and first.said:
        return Kind.STATEMENT
    return Kind.EVENT if _HAPPENED.search(focus.text) and first.article.happened else Kind.PASSAGES


def _runs(chosen: Sequence[Candidate]) -> list[Run]:
    """Join sentences of an article that follow one another in the text: one citation opens them all."""
    runs: list[Run] = []
    for candidate in chosen:
        article, span = candidate.article, candidate.span
        before = runs[-1].span if runs else None
        if before and before.end <= span.start and not article.text[before.end : span.start].strip():
            runs[-1] = replace(runs[-1], span=Span(before.start, span.end))
        else:
            runs.append(Run(article, span, _voice(candidate), candidate.said is not None))
    return runs


def cite(n: int, article: Article, span: Span) -> Citation:
    """Cite a stretch of an article, word for word."""
    quote = article.text[span.start : span.end]
    return Citation(n, article.title, article.url, article.published or article.dated, quote, span.start, span.end)


def _heading(article: Article, focus: Question) -> str:
    """Say when and where, where the source says so apart from its text: an incident's day and place."""
    if article.happened:
        place = article.field("city") or article.field("country")
        return ", ".join(filter(None, (day_in_words(article.happened), place))) + "."
    if Asks.WHEN in focus.asks and article.dated:
        if article.updated and any(word.stem == "updat" for word in focus.words):
            return f"Updated {day_in_words(article.updated)}."
        return f"Published {day_in_words(article.published or article.dated)}."
    return ""


def _abstention(question: Question, found: Candidates, best: Candidate) -> Abstention:
    if max(c.dense for c in found.sentences) < _NEAR and not any(word.known for word in question.names):
        return Abstention(Reason.OFF_TOPIC, OFF_TOPIC)
    unknown = [w.text for w in question.words if w.role is Role.PERSON and not w.known and w.text[0].isupper()]
    closest = (cite(1, best.article, best.span),)
    if unknown:
        return Abstention(Reason.UNKNOWN_NAME, f"I have no source that names {' '.join(unknown)}.", closest)
    return Abstention(Reason.NO_SOURCE, "I have no source on that.", closest)
