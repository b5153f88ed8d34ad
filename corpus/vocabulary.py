"""What a whole corpus says of its words: how rare they are, which are names, which sentences are refrains. Pure."""

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property

from rapidfuzz.distance import OSA

from corpus.rows import Term
from corpus.types import Article, Passage, Span
from corpus.words import STOPWORDS, stem, words

REFRAIN = 3
"""From so many articles on, a sentence is a refrain ("Find all of these cases here."), not news."""

_NAME_SHARE = 0.6
_TYPO_LENGTH = 5


class Vocabulary:
    """The stems of a corpus, their rarity, and the nearest of them to a misspelt one."""

    def __init__(self, terms: Iterable[Term], passages: int) -> None:
        self._terms = {term.stem: term for term in terms}
        self.passages = max(1, passages)

    def __contains__(self, stem: str) -> bool:
        return stem in self._terms

    def count(self, stem: str) -> int:
        """Tell in how many passages a stem stands."""
        term = self._terms.get(stem)
        return term.passages if term else 0

    def rarity(self, stem: str) -> float:
        """Give BM25's inverse document frequency: about 0 for a word that stands everywhere."""
        n = self.count(stem)
        return math.log(1 + (self.passages - n + 0.5) / (n + 0.5))

    def is_name(self, stem: str) -> bool:
        """Tell whether a stem mostly stands with a capital inside sentences, as a name does."""
        term = self._terms.get(stem)
        return term is not None and term.capitals >= _NAME_SHARE * term.passages

    def nearest(self, word: str, *, slips: int = 2) -> str | None:
        """Find the known word that a misspelt one was meant to be, or None where none is near.

        One slip (a letter lost, added, changed or swapped with its neighbour) for a word of five
        letters, up to ``slips`` from eight on; of several the commonest. The first letter is rarely wrong.
        """
        wanted = stem(word)
        if len(word) < _TYPO_LENGTH or not word.isalpha():
            return None
        slips = min(slips, 1 if len(word) < 8 else 2)
        lengths = range(len(wanted) - slips, len(wanted) + slips + 1)
        near = [
            (distance, -self._terms[known].passages, known)
            for length in lengths
            for known in self._by_shape[length, wanted[:1]]
            if (distance := OSA.distance(wanted, known, score_cutoff=slips)) <= slips
        ]
        return self._terms[min(near)[2]].form if near else None

    @cached_property
    def _by_shape(self) -> defaultdict[tuple[int, str], list[str]]:
        shapes: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
        for known in self._terms:
            if known.isalpha():
                shapes[len(known), known[:1]].append(known)
        return shapes


class Counting:
    """Counts terms and repeated sentences while passages go by."""

    def __init__(self) -> None:
        self._forms: dict[str, str] = {}
        self._passages: Counter[str] = Counter()
        self._capitals: Counter[str] = Counter()
        self._sentences: Counter[int] = Counter()
        self._article = ""
        self._seen: set[int] = set()

    def add(self, article: Article, passage: Passage) -> None:
        """Count one passage; the passages of an article come one after another."""
        if article.id != self._article:
            self._article, self._seen = article.id, set()
        stems: set[str] = set()
        capitals: set[str] = set()
        for span in passage.sentences:
            found = words(article.text[span.start : span.end])
            for word in found:
                if word.casefold() not in STOPWORDS:
                    stems.add(key := stem(word))
                    self._forms.setdefault(key, word)
            capitals.update(stem(w) for w in found[1:] if w[0].isupper())
            self._add_sentence(sentence_digest(article, span))
        self._passages.update(stems)
        self._capitals.update(capitals & stems)

    def _add_sentence(self, digest: int) -> None:
        if digest not in self._seen:
            self._seen.add(digest)
            self._sentences[digest] += 1

    def terms(self) -> list[Term]:
        """Give what was counted of words, by stem."""
        return [Term(s, self._forms[s], n, self._capitals[s]) for s, n in sorted(self._passages.items())]

    def refrains(self) -> list[tuple[int, int]]:
        """Give the sentences that stand in several articles: digest and number of articles."""
        return sorted((digest, n) for digest, n in self._sentences.items() if n >= REFRAIN)


def sentence_digest(article: Article, span: Span) -> int:
    """Name a sentence by its words, whatever the case and white space."""
    folded = " ".join(article.text[span.start : span.end].casefold().split())
    return int.from_bytes(hashlib.blake2b(folded.encode(), digest_size=8).digest(), "big") >> 1
