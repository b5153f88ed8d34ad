"""Words, as the lexical index, the vocabulary and the choice of sentences count them. Pure."""

import re
from functools import lru_cache

import Stemmer

_WORD = re.compile(r"(\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’](?=[^\W\d_]{2})[^\W\d_]+|\d+)*)(?:['’][sS]\b)?")
_stemmer = Stemmer.Stemmer("english")

STOPWORDS = frozenset(
    "a about after again all also am an and any are as at back be because been before being between both but by can "
    "could did do does doing down during each else ever few for from further get go got had has have having he her "
    "here hers him his how i if in into is it its itself just like made make me mine more most much my no nor not now "
    "of off on once one only or other our out over own said same say says she should so some such tell than that the "
    "their them then there these they this those through to told too under until up upon us very was we were what "
    "whats when where which while who whom whose why will with would you your pls please hi hello hey s t d ll ve re m "
    "wouldn couldn didn isn aren wasn weren hasn haven hadn doesn shouldn ain".split()
)
"""Words that carry a sentence but not its subject; what a question is about is in the others."""


def words(text: str) -> list[str]:
    """Split a text into its words and numbers as written, possessive ``'s`` left off.

    >>> words("Ms. Nielsen’s $1,500 camera (KPIX 5)")
    ['Ms', 'Nielsen', '1,500', 'camera', 'KPIX', '5']
    """
    return _WORD.findall(text)


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Fold a word to its English stem (Snowball), with which "arrested" meets "arrest".

    >>> stem("Arrested"), stem("arrests")
    ('arrest', 'arrest')
    """
    stemmed: str = _stemmer.stemWord(word.casefold().replace("’", "'"))
    return stemmed


def content_stems(text: str) -> list[str]:
    """Give the stems of a text's words, stopwords left out, in their order.

    >>> content_stems("Who was it that arrested the reporter?")
    ['arrest', 'report']
    """
    return [stem(word) for word in words(text) if word.casefold() not in STOPWORDS]
