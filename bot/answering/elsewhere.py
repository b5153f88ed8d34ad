"""A country, a year or a day of which the answer's articles do not tell: another country's story is no answer. Pure."""

from collections.abc import Collection, Sequence

from bot.answering.days import days_of, named_days
from bot.question import Question
from bot.types import Abstention, Answer, Reason
from corpus.countries import How, Mention, country_name, find_countries
from corpus.subjects import countries_of
from corpus.types import Article

_SURE = (How.NAME, How.FLAG, How.DEMONYM)
_AT_HOME = "USA"
"""A country that its own papers seldom name: of Oakland they say that it is in California."""


def refuse_elsewhere(question: Question, answer: Answer, articles: Sequence[Article]) -> Abstention | None:
    """Refuse an answer whose ``articles`` know nothing of a country, a year or a day that the question names.

    A round-up that counts the journalists in prison the world over does not tell of Turkey.
    """
    missing = (
        _countries_missing(question, articles) or _years_missing(question, articles) or _day_missing(question, articles)
    )
    if not missing:
        return None
    return Abstention(Reason.NO_SOURCE, f"I have no source that tells this of {missing}.", answer.citations[:1])


def _countries_missing(question: Question, articles: Sequence[Article]) -> str:
    asked = _sure(find_countries(question.text))
    if not asked or any(asked.intersection(countries_of(article)) for article in articles):
        return ""
    told = {mention.code for article in articles for mention in find_countries(article.text)}
    return "" if told & asked else country_name(min(asked))


def _sure(mentions: Collection[Mention]) -> set[str]:
    """Leave out what may be no country: "LA" is seldom Laos, and Georgia is a state as well."""
    return {m.code for m in mentions if m.how in _SURE and "-" not in m.code and m.code not in (_AT_HOME, "GEO")}


def _years_missing(question: Question, articles: Sequence[Article]) -> str:
    def tells(year: str) -> bool:
        days = (day for a in articles for day in (a.happened, a.published, a.updated) if day)
        return any(year in a.text or year in a.title for a in articles) or any(f"{d.year}" == year for d in days)

    return "" if not question.years or any(map(tells, question.years)) else min(question.years)


def _day_missing(question: Question, articles: Sequence[Article]) -> str:
    """Give the day that a question names with its year, where no article names it or is of it."""
    asked = named_days(question.text)
    if not asked or not question.years or any(asked & days_of(article) for article in articles):
        return ""
    month, number = min(asked)
    return f"{number} {month.capitalize()} {min(question.years)}"
