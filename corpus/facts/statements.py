"""Article → Statements: what it quotes, joined, and who said it."""

import re
from dataclasses import dataclass, replace
from datetime import date

from corpus.facts.lexicon import PRONOUNS, SMALL, bare
from corpus.facts.people import Cast, cast
from corpus.facts.quotations import Quoted
from corpus.facts.reading import COVER, Reading, read
from corpus.facts.roles import role
from corpus.facts.speakers import Voice, full_name, introduced, sentence_of, subject_before, voice
from corpus.facts.when import dates
from corpus.types import Article, Span, Statement

FEWEST_WORDS = 6
"""Below this a quotation is a scare quote or a title, unless it is a whole sentence that somebody says."""
_FEWEST_SAID = 3
_WIDEST_GAP = 320
_BESIDE = 60
_OTHER_CLAUSE = re.compile(
    rf"[,;:.!?{COVER}]|\b(?:that|who|was|were|is|are|had|has|when|after|before|since|he|she|they|it)\b"
)
_CLOSERS = "”\"“»’'」"


@dataclass(frozen=True, slots=True)
class _Said:
    """Quotations that make one statement, and who says them."""

    quoted: tuple[Quoted, ...]
    voice: Voice | None
    speaker: str


def statements(article: Article) -> list[Statement]:
    """Extract an article's direct quotations with their speakers, in the order of the text."""
    reading = read(article.text)
    if not reading.quoted:
        return []
    people = cast(reading)
    said = _joined(reading, people)
    kept = [s for s in said if _is_statement(reading, s)]
    roles = {name: role(reading, people, name) for name in {s.speaker for s in kept}}
    return [_statement(article, reading, s, roles[s.speaker]) for s in kept]


def _statement(article: Article, reading: Reading, said: _Said, what: str) -> Statement:
    spans = tuple(q.inner for q in said.quoted)
    around = [sentence_of(reading, q) for q in said.quoted]
    if said.voice:
        around.append(_sentence_at(reading, said.voice.span, around[0]))
    return Statement(
        spans=spans,
        words=" ".join(article.text[s.start : s.end] for s in spans),
        speaker=said.speaker,
        mention=said.voice.words if said.voice else "",
        role=what,
        date=_said_on(article, reading, said) or article.dated,
        sentence=Span(min(s.start for s in around), max(s.end for s in around)),
    )


def _said_on(article: Article, reading: Reading, said: _Said) -> date | None:
    """The day that stands beside the speaker: “she said on Tuesday”, “told reporters June 3”."""
    anchor = article.published or article.updated or article.happened
    if said.voice is None or anchor is None:
        return None
    at = said.voice.span.end
    for when in dates(reading.plain, at, min(at + _BESIDE, reading.paragraph(at).end), anchor):
        between = reading.plain[at : when.span.start]
        if when.precision == "day" and when.first <= anchor and not _OTHER_CLAUSE.search(between):
            return when.first
    return None


def _sentence_at(reading: Reading, span: Span, near: Span) -> Span:
    """The sentence that attributes, where it stands in the same paragraph as the quotation."""
    paragraph = reading.paragraph(near.start)
    if not paragraph.start <= span.start < paragraph.end:
        return near
    return reading.sentence(span.start) or near


def _joined(reading: Reading, people: Cast) -> list[_Said]:
    """Attribute each quotation, and join those that one speaker says in one breath."""
    found: list[_Said] = []
    for n, quoted in enumerate(reading.quoted):
        last = found[-1] if found else None
        if last and quoted.continues and (longer := _with(reading, people, last, quoted)):
            found[-1] = longer
            continue
        said = _attributed(reading, people, n, last)
        if last and _one_breath(reading, last, said):
            found[-1] = replace(last, quoted=(*last.quoted, quoted))
        else:
            found.append(said)
    return found


def _with(reading: Reading, people: Cast, last: _Said, quoted: Quoted) -> _Said | None:
    """Go on with a statement over a paragraph; the speaker may be named only at its end.

    ``None`` where somebody else is named there: the closing mark was forgotten, not held back.
    """
    longer = replace(last, quoted=(*last.quoted, quoted))
    own = voice(reading, quoted)
    if own is None or not own.plain:
        return longer
    speaker = full_name(reading, people, own)
    if last.voice and last.voice.plain and bare(own.words) not in PRONOUNS and speaker != last.speaker:
        return None
    return replace(longer, voice=own, speaker=speaker) if not (last.voice and last.voice.plain) else longer


def _attributed(reading: Reading, people: Cast, n: int, last: _Said | None) -> _Said:
    """Find who says a quotation: its own clause first, then what is said around it."""
    quoted = reading.quoted[n]
    own = voice(reading, quoted)
    if own and own.plain:
        return _Said((quoted,), own, full_name(reading, people, own))
    lead = introduced(reading, quoted)
    if lead:
        return _Said((quoted,), lead, full_name(reading, people, lead))
    if last and (own is None or bare(own.words) in PRONOUNS) and _same_paragraph(reading, last, quoted):
        return _Said((quoted,), own or last.voice, last.speaker)
    found = own or _next_voice(reading, n) or _carried(reading, last, quoted)
    if found is None or (last and found == last.voice):
        return _Said((quoted,), found, last.speaker if found and last else "")
    return _Said((quoted,), found, full_name(reading, people, found))


def _carried(reading: Reading, last: _Said | None, quoted: Quoted) -> Voice | None:
    """A paragraph that is only a quotation: its speaker is the subject of the sentence before, or goes on speaking."""
    before = reading.before(quoted.outer.start, 1)
    if last and before and before[-1].start <= last.quoted[-1].outer.start:
        return last.voice
    return subject_before(reading, quoted) or (last.voice if last else None)


def _next_voice(reading: Reading, n: int) -> Voice | None:
    """The one who says the next quotation, where it follows at once in the same paragraph."""
    if n + 1 == len(reading.quoted):
        return None
    here, below = reading.quoted[n], reading.quoted[n + 1]
    if reading.plain[here.outer.end : below.outer.start].strip(" \xa0"):
        return None
    found = voice(reading, below)
    return found if found and found.plain else None


def _same_paragraph(reading: Reading, last: _Said, quoted: Quoted) -> bool:
    return reading.paragraph(quoted.outer.start).start <= last.quoted[-1].outer.start


def _one_breath(reading: Reading, last: _Said, said: _Said) -> bool:
    """Whether only an attribution, or nothing, stands between two quotations of one speaker."""
    start, end = last.quoted[-1].outer.end, said.quoted[0].outer.start
    between = reading.plain[start:end]
    if last.speaker != said.speaker or not last.speaker or "\n" in between or len(between) > _WIDEST_GAP:
        return False
    if not between.strip():
        return True
    named = last.voice and start <= last.voice.span.start < end
    same = said.voice is None or last.voice == said.voice
    ends = sum(start < s.end <= end for s in reading.before(end, 4))
    return bool(named) and same and ends <= 1 and COVER not in between


def _is_statement(reading: Reading, said: _Said) -> bool:
    """Tell statements from scare quotes and titles: by length, and by whether a verb of speech leads to them."""
    words = [w for q in said.quoted for w in reading.text[q.inner.start : q.inner.end].split()]
    plain = said.voice is not None and said.voice.plain
    if not said.speaker or (not plain and not _is_beside(reading, said)) or not _is_closed(reading.text, said.quoted):
        return False
    if len(words) < FEWEST_WORDS:
        return plain and len(words) >= _FEWEST_SAID and _is_sentence(reading.text, said.quoted)
    return not _is_title(words)


def _is_beside(reading: Reading, said: _Said) -> bool:
    """Whether the speaker is named in the quotation's own sentence; a guess from the one before is not told on."""
    own = sentence_of(reading, said.quoted[0])
    return said.voice is not None and own.start <= said.voice.span.start < own.end


def _is_closed(text: str, quoted: tuple[Quoted, ...]) -> bool:
    """Whether a closing mark comes at last; what is left open for good is a transcript or a slip."""
    return any(q.outer.end > q.inner.end and text[q.outer.end - 1] in _CLOSERS for q in quoted)


def _is_sentence(text: str, quoted: tuple[Quoted, ...]) -> bool:
    start, end = quoted[0].inner.start, quoted[-1].inner.end
    return text[start].isupper() and text[end - 1] in ".,!?…"


def _is_title(words: list[str]) -> bool:
    """Whether all the words that count are written with capitals: a book's, a film's, a headline's."""
    long = [w for w in words if w[0].isalpha() and bare(w) not in SMALL]
    return bool(long) and sum(w[0].isupper() for w in long) > 0.8 * len(long) and words[-1][-1] not in ".,!"
