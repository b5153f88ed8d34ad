"""What somebody is, in the article's own words: “head of RSF's East Asia desk”, “Oakland Police spokesperson”."""

import re
from collections.abc import Sequence

from corpus.facts.lexicon import CALENDAR, DETERMINERS, PREPOSITIONS, SMALL, SPEECH, TITLES, bare, words_of
from corpus.facts.people import Cast, Name
from corpus.facts.reading import COVER, Reading, Word

_BEHIND = re.compile(
    rf"(?:\s\([^)]{{1,20}}\))?,\s(?:\d{{1,3}},\s)?(?P<role>(?:an?|the|[\w’'.-]+)\s(?:[^,;:.!?()\n{COVER}]|(?<=\b[A-Z])\.|\.(?=[\w]|\s[a-z])){{2,90}})"
    r"(?=[,;:.!?)\n]|\s\()"
)
_NOT_ROLES = words_of("""
    who which whose when where while and but or said says told as in on at after before with he she they it to
    according speaking adding saying noting citing including then also however was were is are had has been i we
    whom if because so not that from for during since""")
_NOUN = re.compile(
    r"(?:man|woman|person|er|or|ist|ent|ant|ian|ee|chief|head|ive|ary|ess|ant|ator|dent|general|boss|chair|mayor"
    r"|judge|coach|aide|staff|wife|husband|mother|father|son|daughter|brother|sister|friend|counsel|host|pastor"
    r"|fellow|victim|member|intern|guard|sheriff|marshal|captain|pilot|nurse|co-?founder)s?$"
)
_ADJECTIVES = words_of("acting managing commanding presiding founding retired leading investigating")
_MOST_WORDS = 16


def role(reading: Reading, cast: Cast, full: str) -> str:
    """Give the words that say what a person is, where the article first says it; ``""`` where it does not."""
    for name in cast.names:
        if reading.plain[name.start] == COVER or cast.resolve(name.words, name.start, name.gender) != full:
            continue
        if found := _behind(reading, name) or _before(reading, name):
            return found
    return ""


def _behind(reading: Reading, name: Name) -> str:
    """Read an apposition: “X, the head of the desk,”."""
    match = _BEHIND.match(reading.plain, name.end)
    if match is None:
        return ""
    words = _until_verb(match["role"]).split()
    first = bare(words[0]) if words else ""
    if not 1 <= len(words) <= _MOST_WORDS or first in _NOT_ROLES | CALENDAR or first in SPEECH or first.endswith("ing"):
        return ""
    core = [w for n, w in enumerate(words) if not any(p in PREPOSITIONS for p in words[: n + 1])]
    if not core or not (_NOUN.search(core[-1].casefold()) or bare(core[-1]) in TITLES):
        return ""
    return " ".join(words)


def _until_verb(words: str) -> str:
    """Cut where the main clause goes on: “a reporter for X told”."""
    kept: list[str] = []
    for word in words.split():
        if (word in SPEECH and kept) or word in ("who", "which", "was", "is", "has", "had"):
            break
        kept.append(word)
    return " ".join(kept)


def _before(reading: Reading, name: Name) -> str:
    """Read what leads a name in: “Oakland Police spokesperson X”, “CPJ Executive Director X”."""
    words = reading.words(max(0, name.start - 90), name.start)
    start = len(words)
    while start > 0 and _leads(words, start - 1):
        start -= 1
    kept = words[start:]
    while kept and bare(kept[0].text) in SMALL and kept[0].text.casefold() not in ("former", "ex", "vice"):
        kept = kept[1:]
    if not kept or not (bare(kept[-1].text) in TITLES or _NOUN.search(kept[-1].text.casefold())):
        return ""
    text = reading.text[kept[0].start : name.start].strip()
    return "" if len(text) < 3 or text.rstrip(".") in ("Mr", "Mrs", "Ms", "Dr", "Miss") else text


def _leads(words: Sequence[Word], at: int) -> bool:
    """Whether a word may belong to what stands right before a name."""
    word = words[at]
    folded = bare(word.text)
    if len(words) - at > 8 or (not word.text[0].isalnum() and word.text not in "&-"):
        return False
    if folded in DETERMINERS or folded in SPEECH or folded in CALENDAR or folded in ("and", "that", "by", "to", "when"):
        return False
    if word.text[0].isupper() or folded == "former":
        return True
    return folded not in SMALL and (not folded.endswith(("ed", "ing")) or folded in _ADJECTIVES)
