"""An article read once for its facts: quotations covered up, sentences, words.

Who speaks is told outside the quotation marks, so what is inside them is covered with a filler of the same
length: offsets stay those of the article's text.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

from corpus.facts.lexicon import PLAIN_SPEECH, SPEECH, TOKEN, words_of
from corpus.facts.quotations import Quoted, quotations
from corpus.types import Span

COVER = "\x01"
_PARAGRAPH = re.compile(r"[^\n]+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mrs?|Ms|Dr|Sen|Rep|Gov|Lt|Sgt|Gen|Rev|Prof|St|Jr|Sr|Capt|Col|Maj|Det|No|vs|Inc|Co|Corp|Ltd|Jan|Feb|Mar|Apr"
    r"|Aug|Sept?|Oct|Nov|Dec|Calif|Conn|Fla|Ill|Mass|Mich|Minn|Pa|Tenn|Tex|Va|Wash|Wis|Ariz|Ga|Ala|Ark|Colo|Md|Mo|Ore"
    r"|[A-Z](?:\.[A-Z])*))\.$"
)
_STOP = re.compile(rf"[.!?…]+[)\]’”\"']*(?=\s|{COVER}|$)")
_AFTER_QUOTE = re.compile(
    r"[\s,—–-]*(?:(?:[A-Z][\w.’'-]*|the|The|a|A|his|her|he|she|they|He|She|They)\s+(?:[\w.’'-]+\s+){0,4}?)?"
    r"(?P<verb>[a-z]+)\s*(?P<next>[.,:;]|\w+|$)"
)
_GOES_ON = words_of("in on at during after when as to of by from with while about before last this monday")


@dataclass(frozen=True, slots=True)
class Word:
    """A token and its place in the article."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """The article's ``text``, its ``plain`` form with quotations covered, and both cut into sentences."""

    text: str
    plain: str
    quoted: tuple[Quoted, ...]
    sentences: tuple[Span, ...]

    def words(self, start: int, end: int) -> list[Word]:
        """Cut a stretch of the plain text into words and marks."""
        return [Word(m.group(), m.start(), m.end()) for m in TOKEN.finditer(self.plain, start, end)]

    def sentence(self, at: int) -> Span | None:
        """Give the sentence around a place."""
        n = bisect_right(self.sentences, at, key=lambda s: s.start) - 1
        return self.sentences[n] if n >= 0 and at < self.sentences[n].end else None

    def before(self, at: int, most: int) -> tuple[Span, ...]:
        """Give the last sentences that end before a place, at most so many."""
        n = bisect_right(self.sentences, at, key=lambda s: s.end)
        return self.sentences[max(0, n - most) : n]

    def paragraph(self, at: int) -> Span:
        """Give the paragraph around a place."""
        end = self.text.find("\n", at)
        return Span(self.text.rfind("\n", 0, at) + 1, len(self.text) if end < 0 else end)


def read(text: str) -> Reading:
    """Cover a text's quotations and cut it into sentences."""
    quoted = tuple(quotations(text))
    plain = covered(text, quoted)
    cuts = _cuts(text, plain, quoted)
    return Reading(text, plain, quoted, tuple(_sentences(plain, cuts)))


def covered(text: str, quoted: tuple[Quoted, ...]) -> str:
    """Put a filler in the place of every quotation, marks included."""
    pieces, at = [], 0
    for q in quoted:
        pieces += [text[at : q.outer.start], COVER * (q.outer.end - q.outer.start)]
        at = q.outer.end
    return "".join([*pieces, text[at:]])


def _cuts(text: str, plain: str, quoted: tuple[Quoted, ...]) -> list[int]:
    """Find the places where a sentence ends, in order."""
    cuts = [m.end() for m in _STOP.finditer(plain) if _is_end(plain, m)]
    cuts += [q.outer.end for q in quoted if _quote_ends(text, plain, q)]
    return sorted(set(cuts))


def _is_end(plain: str, stop: re.Match[str]) -> bool:
    """A full stop after an abbreviation, or before a small letter, ends nothing."""
    after = plain[stop.end() : stop.end() + 2].lstrip(" \xa0")
    if after[:1].islower():
        return False
    return stop.group() != "." or not _ABBREVIATION.search(plain, max(0, stop.start() - 8), stop.end())


def _quote_ends(text: str, plain: str, q: Quoted) -> bool:
    """Whether the sentence ends with the quotation: it has a full stop and no “she said” behind it."""
    last = text[max(q.inner.start, q.inner.end - 2) : q.inner.end].rstrip("’'”\")")[-1:]
    if last not in ".!?…":
        return False
    after = plain[q.outer.end : q.outer.end + 1]
    if after and not after.isspace() and after != COVER:
        return False
    if plain[q.outer.end : q.outer.end + 3].strip()[:1] in tuple("—–―"):  # a signature
        return False
    follows = _AFTER_QUOTE.match(plain, q.outer.end)
    if follows is None or follows["verb"] not in (PLAIN_SPEECH if last == "." else SPEECH):
        return not plain[q.outer.end : q.outer.end + 9].lstrip(" \xa0")[:1].islower()
    return follows["next"].isalpha() and follows["next"] not in _GOES_ON and last not in "!?"


def _sentences(plain: str, cuts: list[int]) -> list[Span]:
    """Cut paragraphs at the ends found; spans leave out the white space around."""
    spans = []
    n = 0
    for paragraph in _PARAGRAPH.finditer(plain):
        at = paragraph.start()
        while n < len(cuts) and cuts[n] <= paragraph.end():
            spans.append(_trimmed(plain, at, cuts[n]))
            at = cuts[n]
            n += 1
        spans.append(_trimmed(plain, at, paragraph.end()))
    return [s for s in spans if s.start < s.end]


def _trimmed(plain: str, start: int, end: int) -> Span:
    while start < end and plain[start].isspace():
        start += 1
    while end > start and plain[end - 1].isspace():
        end -= 1
    return Span(start, end)
