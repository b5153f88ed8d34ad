"""What a whole corpus says of its words: how rare they are, which are names, which sentences are refrains. Pure."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property

from rapidfuzz.distance import OSA

from corpus.contents import sentence_digest
from corpus.rows import Term
from corpus.types import Article, Passage
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
    """Counts terms and repeated sentences while passages go by.

    ``passages`` and ``capitals`` count passages by stem, ``forms`` by stem and word as written, ``sentences``
    articles by a sentence's digest.
    """

    def __init__(self) -> None:
        self.forms: Counter[tuple[str, str]] = Counter()
        self.passages: Counter[str] = Counter()
        self.capitals: Counter[str] = Counter()
        self.sentences: Counter[int] = Counter()
        self._article = ""
        self._seen: set[int] = set()

    def add(self, article: Article, passage: Passage) -> None:
        """Count one passage; the passages of an article come one after another."""
        if article.id != self._article:
            self._article, self._seen = article.id, set()
        forms: set[tuple[str, str]] = set()
        capitals: set[str] = set()
        for span in passage.sentences:
            text = article.text[span.start : span.end]
            found = words(text)
            forms.update((stem(word), word) for word in found if word.casefold() not in STOPWORDS)
            capitals.update(stem(w) for w in found[1:] if w[0].isupper())
            self._add_sentence(sentence_digest(text))
        stems = {key for key, _ in forms}
        self.forms.update(forms)
        self.passages.update(stems)
        self.capitals.update(capitals & stems)

    def _add_sentence(self, digest: int) -> None:
        if digest not in self._seen:
            self._seen.add(digest)
            self.sentences[digest] += 1

    def less(self, other: "Counting") -> None:
        """Take away what another has counted; less than nothing is possible, for a difference to an earlier state."""
        self.forms.subtract(other.forms)
        self.passages.subtract(other.passages)
        self.capitals.subtract(other.capitals)
        self.sentences.subtract(other.sentences)

    def terms(self) -> list[Term]:
        """Give what was counted of words, by stem; a stem's form is its commonest, of several the first."""
        best: dict[str, tuple[int, str]] = {}
        for (key, form), n in self.forms.items():
            best[key] = min(best.get(key, (0, "")), (-n, form))
        return [Term(s, best[s][1], n, self.capitals[s]) for s, n in sorted(self.passages.items())]

    def refrains(self) -> list[tuple[int, int]]:
        """Give the sentences that stand in several articles: digest and number of articles."""
        return sorted((digest, n) for digest, n in self.sentences.items() if n >= REFRAIN)
