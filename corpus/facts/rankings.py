"""Ranks in RSF's index that articles tell in their sentences. Pure: Article → RankingClaims.

A claim needs a rank written as one ("176th", "No. 176", "number 176"), the index's or RSF's name or a total
("out of 180") in the same sentence, and a country that is its subject. Other organisations' lists are left alone.
"""

import re
from collections.abc import Iterator
from datetime import date

from corpus.countries import How, Mention, find_countries
from corpus.types import Article, RankingClaim, Span

_INDEX = re.compile(
    r"press[- ]freedom (index|ranking|list)|(RSF|Reporters Without Borders)\S* .{0,60}\b(index|ranking|list)\b"
    r"|index of press freedom",
    re.IGNORECASE,
)
_RANKED = re.compile(
    r"\b(rank|ranks|ranked|ranking|place|places|placed|position|stands|index|dropped|fell|rose|climbed|slipped|lies|comes|came|at)\b",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"\b(?P<rank>\d{1,3})(?:st|nd|rd|th)\b(?! (?:century|anniversary|time|year|day|birthday|edition|amendment"
    r"|street|floor|consecutive))"
    r"|\b(?:ranks?|ranked|number|no\.?|position|place|rank of) #?(?P<number>\d{1,3})\b(?!,\d|\.\d| percent|%)",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"\b(?:out of|of|among) (?:the |some |a total of )?(?P<total>1[3-8]\d)\b", re.IGNORECASE)
_OTHERS = re.compile(
    r"freedom house|transparency international|corruption|democracy index|happiness|human development|gdp|fifa"
    r"|cpj|impunity|passport|university|universities",
    re.IGNORECASE,
)
_FORMER = re.compile(
    r"\b(from|up from|down from|compared (with|to)|against|previously|after being)\s*(the )?$", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])|\n+")
_YEAR = re.compile(r"\b(20[0-2]\d)(?:[-/–](\d\d))?\b")
_OWN_TOTAL = re.compile(rf"(?: place| position)?,?\s*{_TOTAL.pattern}", re.IGNORECASE)
_OWN_YEAR = re.compile(
    rf"(?: place| position)?(?:,?\s*{_TOTAL.pattern}(?: countries| places| states)?)?,? in (?:the )?{_YEAR.pattern}",
    re.IGNORECASE,
)
"""What may follow a rank: "176th of 180 countries in 2017". It wins over years elsewhere in the sentence."""
_ABROAD = re.compile(r"\boutside\b|\bextra-?territorial\b|\babroad\b", re.IGNORECASE)


def find_rankings(article: Article) -> tuple[RankingClaim, ...]:
    """Find the ranks that an article tells, in their order."""
    return tuple(find_in_text(article.text, article.published or article.dated))


def find_in_text(text: str, day: date | None) -> Iterator[RankingClaim]:
    """Find the ranks in a text that was published on a day, if that is known."""
    for span in _sentences(text):
        words = text[span.start : span.end]
        if (
            not _RANK.search(words)
            or _OTHERS.search(words)
            or not (_INDEX.search(words) or (_TOTAL.search(words) and _near_index(text, span)))
        ):
            continue
        yield from _claims(words, span, day)


def newest_on(day: date) -> int:
    """The edition that was the newest on a day, from RSF's habits of publishing.

    October until 2010; 25 January 2012 for 2011-12; January or February in 2013-15; after mid-April since 2016,
    from 2022 on about 3 May. Before the first of them there is none; the first is given then.
    """
    starts = {2012: (1, 25), 2013: (1, 30), 2014: (2, 12), 2015: (2, 12)}
    begins = starts.get(day.year, (10, 16) if day.year <= 2010 else (4, 18) if day.year < 2022 else (4, 30))
    year = day.year if (day.month, day.day) >= begins else day.year - 1
    return max(2002, 2010 if year == 2011 else year)


def _sentences(text: str) -> Iterator[Span]:
    start = 0
    for match in [*_SENTENCE.finditer(text), None]:
        end = match.start() if match else len(text)
        if text[start:end].strip():
            yield Span(start, end)
        start = match.end() if match else end


def _near_index(text: str, span: Span) -> bool:
    """Whether the index is named within the sentences around."""
    return _INDEX.search(text[max(0, span.start - 400) : span.end + 400]) is not None


def _claims(words: str, span: Span, day: date | None) -> Iterator[RankingClaim]:
    mentions = [m for m in find_countries(words) if m.how in (How.NAME, How.DEMONYM) and len(m.codes) == 1]
    for match in _RANK.finditer(words):
        rank, total = int(match["rank"] or match["number"]), _total(words, match)
        country = _subject(mentions, words, match)
        if (
            country is None
            or not 1 <= rank <= (total or 180)
            or _FORMER.search(words[: match.start()])
            or _ABROAD.search(words, country.span.end, match.start())
            or not (_RANKED.search(words[: match.start()]) or _RANKED.search(words[match.end() : match.end() + 40]))
        ):
            continue
        edition = _edition(words, match)
        if edition is None and _YEAR.search(words):
            continue  # of several years any may be meant, and a wrong one would be worse than none
        yield RankingClaim(country.code, edition or (newest_on(day) if day else None), rank, total, words, span)


def _total(words: str, match: re.Match[str]) -> int | None:
    """The number of countries that stands right after a rank, else the only one in the sentence."""
    if own := _OWN_TOTAL.match(words, match.end()):
        return int(own["total"])
    totals = {int(found["total"]) for found in _TOTAL.finditer(words)}
    return totals.pop() if len(totals) == 1 else None


def _subject(mentions: list[Mention], words: str, match: re.Match[str]) -> Mention | None:
    """The country a rank belongs to: the nearest before it in its clause, else the one right after ("176th: China")."""
    before = [m for m in mentions if m.span.end <= match.start()]
    if before:
        return before[-1]
    after = [m for m in mentions if m.span.start >= match.end() and m.span.start - match.end() < 30]
    return after[0] if after else None


def _edition(words: str, match: re.Match[str]) -> int | None:
    """The year right after a rank, else that beside the index's name, else the only one in the sentence."""
    if own := _OWN_YEAR.match(words, match.end()):
        return _year(own[2], own[3])
    near = re.search(
        r"\b(20[0-2]\d)(?:[-/–](\d\d))?\b.{0,40}(?:press freedom|index|ranking)|(?:index"
        r"|ranking)\D{0,20}\b(20[0-2]\d)\b",
        words,
        re.IGNORECASE,
    )
    if near:
        return _year(near[1] or near[3], near[2])
    named = {_year(m[1], m[2]) for m in _YEAR.finditer(words)}
    return named.pop() if len(named) == 1 else None


def _year(year: str, last: str | None) -> int:
    """The edition of a year as written: "2011-12" is 2012's."""
    return 2000 + int(last) if last else int(year)
