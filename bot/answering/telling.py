"""Chosen sentences → an answer: runs of sentences with who speaks in them, their day and place, and citations. Pure."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from bot.answering.candidates import Candidate
from bot.question import Asks, Question
from bot.types import Answer, Citation, Claim, Kind, day_in_words
from corpus.types import Article, ArticleId, Span
from corpus.words import stem, words

_HAPPENED = re.compile(
    r"\b(?:when|where|what(?:['’]s| has| had)? happen\w*|(?:what|which) (?:\w+ )?(?:dates?|days?|month|city|town))\b",
    re.IGNORECASE,
)
"""Asks for an event. Narrower than what the choice of sentences looks at, for which "were" may be a slip."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in a sentence that does not say it itself, and what is to be known of them and their words' day."""

    speaker: str = ""
    about: str = ""

    def after(self, heard: Set[str]) -> str:
        """Name the speaker; who was heard before needs no introduction."""
        if not self.speaker:
            return ""
        about = "" if self.speaker in heard else self.about
        return f"{self.speaker}{f', {about}' if about else ''}:"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of an article that becomes one claim, and who speaks in it, where it does not say."""

    article: Article
    span: Span
    voice: Voice
    said: bool = False


def voice_of(candidate: Candidate) -> Voice:
    """Say who speaks, where the sentence is somebody's words and does not name them itself."""
    said = candidate.said
    if said is None or not said.speaker or _names(said.speaker, candidate.text):
        return Voice()
    role = said.role if said.role not in candidate.text else ""
    day = day_in_words(said.date) if said.date and not candidate.article.happened else ""
    return Voice(said.speaker, ", ".join(filter(None, (role, day))))


def _names(speaker: str, text: str) -> bool:
    return stem(words(speaker)[-1]) in map(stem, words(text))


def answer_of(runs: Sequence[Run], focus: Question) -> Answer:
    """Make one claim of each run: day and place before an article's first, the speaker before words that do not say."""
    claims: list[Claim] = []
    citations: list[Citation] = []
    headed: set[ArticleId] = set()
    heard: set[str] = set()
    for n, run in enumerate(runs, 1):
        citations.append(cite(n, run.article, run.span))
        place = "" if run.article.id in headed else heading_of(run.article, focus)
        headed.add(run.article.id)
        heading = " ".join(filter(None, (place, run.voice.after(heard))))
        heard.add(run.voice.speaker)
        claims.append(Claim(" ".join(citations[-1].quote.split()), (n,), heading))
    return Answer(_kind(runs[0], focus), tuple(claims), tuple(citations))


def _kind(first: Run, focus: Question) -> Kind:
    """Name the kind by what is asked for and what the best sentence is; the sentences are the same in any."""
    if Asks.SPEECH in focus.asks and first.said:
        return Kind.STATEMENT
    return Kind.EVENT if _HAPPENED.search(focus.text) and first.article.happened else Kind.PASSAGES


def runs_of(chosen: Sequence[Candidate]) -> list[Run]:
    """Join sentences of an article that follow one another in the text: one citation opens them all."""
    runs: list[Run] = []
    for candidate in chosen:
        voice = voice_of(candidate)
        if runs and _goes_on(runs[-1], candidate, voice):
            runs[-1] = replace(runs[-1], span=Span(runs[-1].span.start, candidate.span.end))
        else:
            runs.append(Run(candidate.article, candidate.span, voice, candidate.said is not None))
    return runs


def _goes_on(run: Run, candidate: Candidate, voice: Voice) -> bool:
    """Tell whether a sentence follows a run in the text, and is nobody's words whom the run does not name."""
    text, end, start = run.article.text, run.span.end, candidate.span.start
    if run.article.id != candidate.article.id or end > start or text[end:start].strip():
        return False
    return not voice.speaker or voice == run.voice or _names(voice.speaker, text[run.span.start : end])


def cite(n: int, article: Article, span: Span) -> Citation:
    """Cite a stretch of an article, word for word."""
    quote = article.text[span.start : span.end]
    return Citation(n, article.title, article.url, article.published or article.dated, quote, span.start, span.end)


def heading_of(article: Article, focus: Question) -> str:
    """Say when and where, where the source says so apart from its text: an incident's day and place."""
    if article.happened:
        place = article.field("city") or article.field("country")
        return ", ".join(filter(None, (day_in_words(article.happened), place))) + "."
    if Asks.WHEN in focus.asks and article.dated:
        if article.updated and any(word.stem == "updat" for word in focus.words):
            return f"Updated {day_in_words(article.updated)}."
        return f"Published {day_in_words(article.published or article.dated)}."
    return ""
