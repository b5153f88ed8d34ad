"""Who does it in a clause: the words that stand as the subject beside a verb of speech.

Not a parser. News prose attributes in a handful of shapes (“said X, the Y of Z”, “X, a Y, told Z”, “according
to X”), and walking from the verb to the nearest edge of its noun phrase reads nearly all of them.
"""

import re
from collections.abc import Sequence

from corpus.facts.lexicon import (
    ADVERBS,
    AUXILIARIES,
    BACK,
    CONJUNCTIONS,
    DETERMINERS,
    PLAIN_SPEECH,
    PREPOSITIONS,
    PRONOUNS,
    SPEECH,
    bare,
    words_of,
)
from corpus.facts.people import names_in
from corpus.facts.reading import COVER, Word

_ASIDE = frozenset(",—–-")
_INSIDE = words_of("of for from at with")
"""Prepositions that a noun phrase after its verb goes on over: “said a spokesman for the mayor”."""
_SUBJECT_PRONOUNS = PRONOUNS - {"him", "her", "them"}
_NOT_SUBJECTS = words_of("you him her them that this it's what there")
_OWNERS = words_of("the a an this these those his her its their our my your some another")
_VERBAL = re.compile(r"(?:ed|[^s]s)$")
"""How a verb ends that comes after its subject: “the ad uses”, “the board issued”."""
_FAR = 30


def before_verb(words: Sequence[Word], verb: int) -> Sequence[Word]:
    """Give the subject that stands left of a verb, over adverbs and asides; empty where there is none."""
    end = verb
    while end > 0 and _is_filler(words[end - 1]):
        end -= 1
    if end and bare(words[end - 1].text) in BACK and end > 1:
        end -= 2 if words[end - 2].text == "," else 1
    if end and words[end - 1].text == ")":
        end = _opening(words, end - 1)
    if end and words[end - 1].text in ("and", "but", "then"):
        return leading(words[: end - 1])
    if end and words[end - 1].text in _ASIDE:
        return _over_aside(words[: end - 1])
    return head(words[_start(words, end) : end])


def after_verb(words: Sequence[Word], verb: int) -> Sequence[Word]:
    """Give the subject that stands right of a verb: “said Maria Ressa, the founder”."""
    start = end = verb + 1
    while end < len(words) and not _ends_phrase(words[end], end == start):
        end += 1
    return head(words[start:end])


def leading(words: Sequence[Word]) -> Sequence[Word]:
    """Give the subject of the whole clause: its first noun phrase that no preposition leads."""
    start = 0
    while start < len(words) and (bare(words[start].text) in CONJUNCTIONS | ADVERBS or words[start].text in _ASIDE):
        start += 1
    if start < len(words) and (bare(words[start].text) in PREPOSITIONS | BACK or _opens_aside(words[start])):
        comma = next((n for n in range(start, len(words)) if words[n].text == ","), None)
        return leading(words[comma + 1 :]) if comma is not None else head(words[start:])
    end = start
    while end < len(words) and not _ends_subject(words[end], end == start):
        end += 1
    if end - start > 2 and end < len(words) and words[end - 1].text.islower() and _VERBAL.search(words[end - 1].text):
        end -= 1
    return head(words[start:end], verbal=True)


def _opens_aside(word: Word) -> bool:
    """A participle or a number at the head of a clause belongs to what stands before its comma."""
    return word.text.endswith("ing") or word.text.isdigit()


def _ends_subject(word: Word, first: bool) -> bool:
    folded = bare(word.text)
    return _is_edge(word) or folded in PREPOSITIONS or (not first and folded in DETERMINERS)


def head(words: Sequence[Word], *, verbal: bool = False) -> Sequence[Word]:
    """Cut a noun phrase down to the one who speaks: a pronoun, the name in it, else its noun with what belongs to it.

    ``verbal`` says that a verb may stand in the phrase: only its first name counts.
    """
    if not words:
        return ()
    if bare(words[-1].text) in _SUBJECT_PRONOUNS:
        return words[-1:]
    cut = next((n for n, w in enumerate(words) if w.text in PREPOSITIONS), len(words))
    front = words[:cut] or words
    names = names_in(front)
    if names:
        name = names[0] if verbal or not cut else names[-1]
        if not cut:
            name = names[-1]
        inside = [w for w in front if name.start <= w.start < name.end]
        behind = [w for w in front if w.start >= name.end and w.text[0].isalpha() and w.text.islower()]
        possessive = inside and inside[-1].text.endswith(("’s", "'s"))
        if not possessive and (verbal or not behind):
            return inside
    if verbal and bare(front[0].text) in _SUBJECT_PRONOUNS:
        return front[:1]
    return words if _is_noun_phrase(words) else ()


def _is_noun_phrase(words: Sequence[Word]) -> bool:
    first = bare(words[0].text)
    return first not in PREPOSITIONS and first not in _NOT_SUBJECTS and words[-1].text[0].isalnum()


def _is_filler(word: Word) -> bool:
    folded = bare(word.text)
    return word.text[0].islower() and (folded in AUXILIARIES or folded in ADVERBS or folded.endswith("ly"))


def _is_edge(word: Word) -> bool:
    """Whether a noun phrase cannot go on over this word."""
    if not word.text[0].isalnum() and word.text not in "&/%$#@.’'":
        return True
    if word.text[0] == COVER or word.text[0].isupper():
        return word.text[0] == COVER
    folded = bare(word.text)
    return folded in CONJUNCTIONS or folded in BACK or folded in AUXILIARIES or folded in PLAIN_SPEECH


def _ends_phrase(word: Word, first: bool) -> bool:
    if first and bare(word.text) in PRONOUNS:
        return False
    return _is_edge(word) or (word.text in PREPOSITIONS and word.text not in _INSIDE) or word.text in SPEECH


def _start(words: Sequence[Word], end: int) -> int:
    """Where the noun phrase that ends at ``end`` begins."""
    start = end
    while start > 0 and not _is_edge(words[start - 1]) and end - start < _FAR:
        start -= 1
    return start


def _opening(words: Sequence[Word], closing: int) -> int:
    """Where the bracket opens that closes here."""
    return next((n for n in range(closing, -1, -1) if words[n].text == "("), closing)


def _over_aside(words: Sequence[Word]) -> Sequence[Word]:
    """Step left over what stands between commas: “X, a Y of Z, said”. A name wins over a plain noun."""
    fallback: Sequence[Word] = ()
    end = len(words)
    passed = 0
    while end > 0:
        start = end
        while start > 0 and words[start - 1].text not in _ASIDE:
            start -= 1
        part = words[start:end]
        if not passed and _is_full_name(part):
            fallback = part
        if passed and part and (found := _whole(part)):
            if names_in(found) or bare(found[-1].text) in PRONOUNS:
                return found
            fallback = fallback or found
        passed += 1
        end = start - 1
    return fallback or (head(words[_start(words, len(words)) :]) if passed == 1 else ())


def _is_full_name(part: Sequence[Word]) -> bool:
    """Whether a part between commas is nothing but a name: “the paper's adviser, Kathi Duffel, told”."""
    names = names_in(part)
    return len(part) > 1 and len(names) == 1 and len(names[0].words.split()) > 1 and names[0].end == part[-1].end


def _whole(part: Sequence[Word]) -> Sequence[Word]:
    """The subject that ends a part between commas, where no preposition leads the part."""
    end = len(part)
    if part[-1].text == ")":
        end = _opening(part, end - 1)
    start = _start(part, end)
    phrase = part[start:end]
    if not phrase or bare(phrase[0].text) in PREPOSITIONS or phrase[0].text[0].isdigit():
        return ()
    return head(phrase)


def is_noun_here(words: Sequence[Word], at: int) -> bool:
    """Whether what looks like a verb of speech is a noun: “a report”, “Trump’s claims”."""
    if at == 0:
        return False
    before = words[at - 1].text
    return bare(before) in _OWNERS or before.endswith(("’s", "'s")) or before in PREPOSITIONS - {"to", "on"}
