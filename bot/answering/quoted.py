"""“Who said ‘…’?” → the statement that holds the words, and its speaker. Pure."""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

from bot.answering.telling import cite
from bot.types import LIMIT, Answer, Claim, Kind, day_in_words
from corpus.folding import fold
from corpus.types import Article, Statement

_QUOTED = re.compile(r"[“\"«„]([^”\"»“]{10,400})[”\"»“]|(?<!\w)[‘']([^\"“”]{10,400})[’'](?!\w)")
_WHO_SAID = re.compile(
    r"\bwho(?:se| was it that| is it that|['’]s it that)?\b.{0,40}?\b(?:said|says|told|wrote|tweeted|shouted|yelled"
    r"|called|asked|quoted|words|remark\w*|uttered|claimed|statement|quote)\b",
    re.IGNORECASE,
)
_NEAR = 92.0
"""The per cent of likeness from which on two wordings are the same, a slip of the pen aside."""
_FEWEST_WORDS = 3
_MOST = 2


def words_asked(text: str) -> str | None:
    """Give the words whose speaker is asked for, or None where the question is another one."""
    found = _QUOTED.search(text)
    if found is None or not _WHO_SAID.search(_QUOTED.sub(" ", text)):
        return None
    said = (found[1] or found[2]).strip(" .,!?…")
    return said if len(said.split()) >= _FEWEST_WORDS else None


def answer_quoted(said: str, statements: Iterable[tuple[Article, Statement]]) -> Answer | None:
    """Answer with the speaker of some words, or None where no statement holds them or nobody is named."""
    near = [(_likeness(said, s.words), a, s) for a, s in statements if s.speaker]
    best = sorted((n for n in near if n[0] >= _NEAR), key=lambda n: (-n[0], n[1].id, n[2].sentence.start))
    by_speaker = {s.speaker: (a, s) for _, a, s in reversed(best)}
    if not by_speaker or len(by_speaker) > _MOST:
        return None
    claims, citations = [], []
    for n, (article, statement) in enumerate(by_speaker.values(), 1):
        citations.append(cite(n, article, statement.sentence))
        claims.append(Claim(" ".join(citations[-1].quote.split()), (n,), f"{attribution(article, statement)}:"))
    answer = Answer(Kind.STATEMENT, tuple(claims), tuple(citations))
    return answer if len(answer.text) <= LIMIT else None


def attribution(article: Article, statement: Statement) -> str:
    """Say who speaks, as what, and on which day.

    The day is the statement's own, or its article's.
    """
    day = statement.date or article.published or article.dated
    return ", ".join(filter(None, (statement.speaker, statement.role, day_in_words(day) if day else "")))


def like(said: str) -> str:
    """Make an SQL pattern of words, in which marks may be written in any way.

    >>> like("I don't know - 100%")
    '%I don_t know _ 100_%'
    """
    return "%" + re.sub(r"[^\w ]", "_", said) + "%"


def _likeness(said: str, words: str) -> float:
    """Compare words with the like stretch of others, marks and case aside; what is shorter cannot hold them."""
    wanted, held = _plain(said), _plain(words)
    return fuzz.partial_ratio(wanted, held) if len(held) >= len(wanted) - 2 else 0.0


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text.replace("’", "").replace("'", ""))))
