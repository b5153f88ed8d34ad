"""Questions that the corpus can answer: made from its tables and articles, and asked before they are offered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.browsing import latest, more_like
from bot.engine import Engine
from bot.types import Answer
from corpus.countries import country_name
from corpus.facts.statements import statements
from corpus.subjects import countries_of
from corpus.types import Article, ArticleId

_EXAMPLES = ("NOR", "CHN", "ERI")
_OFFERED = 4


class About(StrEnum):
    """What a suggested question asks; the values stand in buttons and must stay as they are."""

    RANK = "r"
    CHANGE = "c"
    FIRST = "f"
    SAID = "s"
    ARTICLE = "a"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question by its parts, so short that a button holds it: ``subject`` is a country's code or an article's id."""

    about: About
    subject: str = ""
    number: int = 0


def question_of(suggestion: Suggestion, engine: Engine) -> str | None:
    """Word a suggestion as a question to the engine, or None where the corpus no longer has its article."""
    match suggestion.about:
        case About.RANK:
            return f"Where does {country_name(suggestion.subject)} rank?"
        case About.CHANGE:
            return f"How has the rank of {country_name(suggestion.subject)} changed?"
        case About.FIRST:
            return "Which country ranks first?"
    article = engine.snapshot.store.articles([suggestion.subject]).get(suggestion.subject)
    if article is None:
        return None
    return article.title if suggestion.about is About.ARTICLE else _said(article, suggestion.number)


def related(engine: Engine, articles: Sequence[tuple[ArticleId, int]], countries: Sequence[str]) -> list[Suggestion]:
    """Suggest what to ask after an answer that stands on passages, or is about the ranks of countries."""
    made = (*_of_countries(countries), *_of_articles(engine, articles), Suggestion(About.FIRST))
    return _answered(engine, dict.fromkeys(made), _OFFERED)


def examples(engine: Engine) -> list[Suggestion]:
    """Suggest what to ask first."""
    ranked = [Suggestion(About.RANK, code) for code in _EXAMPLES if engine.table.history(code)]
    newest = [Suggestion(About.ARTICLE, a.id) for a in latest(engine, most=6)]
    change = [Suggestion(About.CHANGE, s.subject) for s in ranked[1:2]]
    return _answered(engine, [*ranked[:2], *change, *newest], _OFFERED + 1)


def _of_countries(countries: Sequence[str]) -> Iterator[Suggestion]:
    for code in countries[:3]:
        yield Suggestion(About.CHANGE, code)
        yield Suggestion(About.RANK, code)


def _of_articles(engine: Engine, places: Sequence[tuple[ArticleId, int]]) -> Iterator[Suggestion]:
    """Suggest what was said in the articles of an answer, then the articles next to it, then their countries."""
    for key, ordinal in places[:1]:
        article = engine.snapshot.store.articles([key]).get(key)
        if article is None:
            continue
        yield from (Suggestion(About.SAID, key, n) for n in range(3) if _said(article, n))
        near = more_like(engine, key, ordinal, most=8) or []
        yield from (Suggestion(About.ARTICLE, f.article.id) for f in near if f.article.id != key)
        yield from (Suggestion(About.RANK, c) for c in countries_of(article) if engine.table.history(c))


def _said(article: Article, number: int) -> str | None:
    """Ask what a speaker of an article said; the n-th who has a name of two words or more."""
    speakers = dict.fromkeys(s.speaker for s in statements(article) if len(s.speaker.split()) > 1)
    named = list(speakers)[number : number + 1]
    return f"What did {named[0]} say?" if named else None


def _answered(engine: Engine, made: Sequence[Suggestion] | dict[Suggestion, None], most: int) -> list[Suggestion]:
    """Keep what the engine answers, up to a number, looking at no more than thrice as many."""
    kept: list[Suggestion] = []
    for suggestion in list(made)[: 3 * most]:
        question = question_of(suggestion, engine)
        if len(kept) < most and question and isinstance(engine.ask(question).answer, Answer):
            kept.append(suggestion)
    return kept
