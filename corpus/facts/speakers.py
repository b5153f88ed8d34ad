"""Who says a quotation: read off the clause around it, then put a full name to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.facts.clauses import after_verb, before_verb, head, is_noun_here, leading
from corpus.facts.lexicon import CONJUNCTIONS, PLAIN_SPEECH, PREPOSITIONS, PRONOUNS, SPEECH, bare
from corpus.facts.people import Cast, Name, names_in
from corpus.facts.quotations import Quoted
from corpus.facts.reading import COVER, Reading, Word
from corpus.facts.roles import role
from corpus.types import Span

_ASKS_FOR_CLAUSE = ",?!—–-"
_SENTENCES_BACK = 8
_DASHES = frozenset("—–-―")
_GENDER = {"he": "m", "she": "f", "him": "m", "her": "f"}


@dataclass(frozen=True, slots=True)
class Voice:
    """The words that name a speaker where a quotation is attributed, and their place.

    ``plain`` says that a verb leaves no doubt; else it is the subject of the sentence around.
    """

    words: str
    span: Span
    plain: bool


def voice(reading: Reading, quoted: Quoted) -> Voice | None:
    """Find who a quotation's own sentence says is speaking; ``None`` where it names nobody."""
    sentence = sentence_of(reading, quoted)
    before = reading.words(sentence.start, quoted.outer.start)
    after = reading.words(quoted.outer.end, sentence.end)
    last = reading.text[quoted.inner.end - 1]
    behind_first = last in _ASKS_FOR_CLAUSE or not any(w.text[0].isalnum() for w in before)
    order = (_behind, _ahead) if behind_first else (_ahead, _behind)
    for look in order:
        found = look(before if look is _ahead else after)
        if found:
            return _voice(reading, found, plain=True)
    return _voice(reading, _last_resort(before, after), plain=False)


def sentence_of(reading: Reading, quoted: Quoted) -> Span:
    """Give the sentence that a quotation stands in."""
    s = reading.sentence(quoted.outer.start)
    return Span(s.start, max(s.end, quoted.outer.end)) if s else quoted.outer


def introduced(reading: Reading, quoted: Quoted) -> Voice | None:
    """Find who the sentence before leads in: “She put it so:” and a quotation in a paragraph of its own."""
    sentence = _sentence_before(reading, quoted.outer.start)
    if sentence is None or reading.plain[sentence.end - 1] != ":":
        return None
    words = reading.words(sentence.start, sentence.end)
    return _voice(reading, _ahead(words) or leading(words), plain=True)


def subject_before(reading: Reading, quoted: Quoted) -> Voice | None:
    """Give who speaks in the sentence before a quotation that nothing else attributes, or is its subject."""
    sentence = _sentence_before(reading, quoted.outer.start)
    if sentence is None:
        return None
    words = reading.words(sentence.start, sentence.end)
    plain = [n for n in _verbs(words) if words[n].text in PLAIN_SPEECH]
    found = before_verb(words, plain[-1]) if plain else ()
    return _voice(reading, found or leading(words), plain=bool(found))


def _sentence_before(reading: Reading, at: int) -> Span | None:
    return next(iter(reading.before(at, 1)), None)


def _voice(reading: Reading, words: Sequence[Word], *, plain: bool) -> Voice | None:
    if not words:
        return None
    span = Span(words[0].start, words[-1].end)
    return Voice(reading.text[span.start : span.end], span, plain)


def _behind(words: Sequence[Word]) -> Sequence[Word]:
    """Read the clause after a quotation: “said X”, “X said”, “according to X”."""
    start = next((n for n, w in enumerate(words) if w.text[0].isalnum()), len(words))
    if start < len(words) and any(w.text in _DASHES for w in words[:start]) and _is_signature(words[start:]):
        return head(words[start:])
    words = words[start:]
    if not words or bare(words[0].text) in CONJUNCTIONS:
        return ()
    if words[0].text in SPEECH and len(words) > 1 and words[1].text not in PREPOSITIONS:
        return after_verb(words, 0)
    if [w.text for w in words[:2]] == ["according", "to"]:
        return after_verb(words, 1)
    if words[0].text == "per":
        return after_verb(words, 0)
    for verb in _verbs(words):
        if found := before_verb(words, verb):
            return found
    return ()


def _ahead(words: Sequence[Word]) -> Sequence[Word]:
    """Read the clause before a quotation: the last verb of speech and who is its subject."""
    if [w.text for w in words[:2]] == ["According", "to"]:
        return after_verb(words, 1)
    for verb in reversed(_verbs(words, late=True)):
        if found := _subject_ahead(words, verb):
            return found
    said = [n for n in range(1, len(words)) if words[n].text == "to" and words[n - 1].text == "according"]
    return after_verb(words, said[-1]) if said else ()


def _subject_ahead(words: Sequence[Word], verb: int) -> Sequence[Word]:
    """The subject of a verb before a quotation; “saying” after a comma, and “to say”, have the clause's own."""
    if verb and words[verb - 1].text == "to":
        return leading(words[:verb])
    if words[verb].text.endswith("ing") and (verb == 0 or not words[verb - 1].text[0].isalpha()):
        return leading(words[:verb])
    return before_verb(words, verb)


def _is_signature(words: Sequence[Word]) -> bool:
    """Whether what follows a dash is just a name: “… .” — Maria Ressa."""
    names = names_in(words)
    return bool(names) and names[0].start <= words[0].start + 12 and not any(w.text in SPEECH for w in words[:12])


def _verbs(words: Sequence[Word], *, late: bool = False) -> list[int]:
    """Give the places of verbs of speech, the plain ones alone where there are any."""
    found = [n for n, w in enumerate(words) if w.text in SPEECH and not is_noun_here(words, n)]
    if not late:
        found = [n for n in found if not words[n].text.endswith("ing") and words[max(0, n - 1)].text != "to"]
    plain = [n for n in found if words[n].text in PLAIN_SPEECH]
    return plain or found


def _last_resort(before: Sequence[Word], after: Sequence[Word]) -> Sequence[Word]:
    """The subject of the sentence, where no verb of speech is in it: “Gorab called the show …”."""
    if before and before[-1].text == ":" and (names := names_in(before)):
        return [w for w in before if names[-1].start <= w.start < names[-1].end]
    return leading(before) if before else ()


def full_name(reading: Reading, cast: Cast, found: Voice) -> str:
    """Put a full name to a voice: a surname's, a pronoun's; other words stay as they are."""
    words = found.words.removesuffix("’s").removesuffix("'s")
    if bare(words) in PRONOUNS:
        return _antecedent(reading, cast, found.span.start, bare(words))
    named = next((n for n in cast.within(found.span.start, found.span.start + 1)), None)
    names = [n for n in cast.within(found.span.start, found.span.end) if n.end <= found.span.end]
    name = named or (names[-1] if names and not words[0].islower() else None)
    if name:
        return cast.resolve(name.words, found.span.start, name.gender)
    return _by_role(reading, cast, words, found.span.start) or words


def _by_role(reading: Reading, cast: Cast, words: str, at: int) -> str:
    """Put a name to “the mayor”, “the paper's adviser”: the one person so far whom the article calls that."""
    first, *rest = words.casefold().split()
    if first not in ("the", "his", "her", "its") or not rest:
        return ""
    noun = next((a for a, b in zip(rest, [*rest[1:], "of"], strict=True) if b in PREPOSITIONS), rest[-1])
    told = dict.fromkeys(cast.resolve(n.words, n.start, n.gender) for n in cast.names if n.is_person and n.start < at)
    called = [full for full in told if noun in role(reading, cast, full).casefold().split()]
    return called[0] if len(called) == 1 else ""


def _antecedent(reading: Reading, cast: Cast, at: int, pronoun: str) -> str:
    """Find whom “he” or “she” means: the first fitting person of the nearest sentence before that has one."""
    if pronoun in ("it", "they"):
        return _thing(reading, cast, at)
    if pronoun not in _GENDER:
        return ""
    gender = _GENDER[pronoun]
    near = _begun(reading, at, _SENTENCES_BACK)
    objects: list[str] = []
    for sentence in reversed(near):
        inside = cast.within(sentence.start, min(at, sentence.end))
        fitting = [(n, f) for n in inside if reading.plain[n.start] != COVER and (f := _fits(cast, n, gender))]
        for name, full in fitting:
            if not _is_object(reading, name):
                return full
        objects += [full for _, full in fitting]
    return objects[0] if objects else ""


def _begun(reading: Reading, at: int, most: int) -> tuple[Span, ...]:
    """The sentence around a place and those before it, in their order."""
    own = reading.sentence(at)
    return (*reading.before(at, most - 1), own) if own else reading.before(at, most)


def _is_object(reading: Reading, name: Name) -> bool:
    """Whether a name stands behind “to”, “told”, “for” or owns something: “he” is seldom that one."""
    before = reading.words(max(0, name.start - 40), name.start)
    led = [bare(w.text) for w in before if w.text[0].islower()]
    near = not before or before[-1].text[0].isalnum()
    owner = reading.text[name.end : name.end + 2] in ("’s", "'s")
    return owner or (near and bool(led) and (led[-1] in PREPOSITIONS or led[-1] in SPEECH))


def _thing(reading: Reading, cast: Cast, at: int) -> str:
    """Find what “it” or “they” means: the subject of the nearest sentence that begins before."""
    for sentence in reversed(_begun(reading, at, 2)):
        words = [w for w in leading(reading.words(sentence.start, sentence.end)) if w.end <= at]
        found = _voice(reading, words, plain=False)
        if found and bare(found.words) not in PRONOUNS:
            return full_name(reading, cast, found)
    return ""


def _fits(cast: Cast, name: Name, gender: str) -> str:
    """The full name where a name is a person's who may be meant, else nothing."""
    full = cast.resolve(name.words, name.start, name.gender)
    known = cast.gender(full) or name.gender
    if known:
        return full if known == gender else ""
    return full if name.is_person or full != name.words else ""
