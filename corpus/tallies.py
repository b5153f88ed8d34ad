"""What is counted over the whole corpus, in SQLite: words, their forms, sentences; kept up by differences."""

import json
import sqlite3
from collections.abc import Iterator

from corpus.rows import Term
from corpus.vocabulary import REFRAIN, Counting


class Tallies:
    """The counts beside a corpus's articles. Adding a difference gives what counting all anew would give."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def replace(self, counting: Counting) -> None:
        """Put what was counted over all passages in the place of what is there."""
        for table in ("forms", "terms", "refrains"):
            self._db.execute(f"DELETE FROM {table}")
        self.add(counting)

    def add(self, difference: Counting) -> None:
        """Add a difference; counts of what has left the corpus are negative in it."""
        forms = ((term, form, n) for (term, form), n in difference.forms.items() if n)
        self._db.executemany(
            "INSERT INTO forms VALUES (?,?,?) ON CONFLICT DO UPDATE SET passages = passages + excluded.passages", forms
        )
        terms = ((term, n, difference.capitals[term]) for term, n in difference.passages.items())
        self._db.executemany(
            "INSERT INTO terms VALUES (?,'',?,?) ON CONFLICT DO UPDATE SET passages = passages + excluded.passages, "
            "capitals = capitals + excluded.capitals",
            terms,
        )
        self._db.executemany(
            "INSERT INTO refrains VALUES (?,?) ON CONFLICT DO UPDATE SET articles = articles + excluded.articles",
            ((digest, n) for digest, n in difference.sentences.items() if n),
        )
        self._settle(list(difference.passages))

    def _settle(self, changed: list[str]) -> None:
        """Drop what stands nowhere any more, and choose a form for each stem: the commonest, then the first."""
        self._db.execute("DELETE FROM refrains WHERE articles <= 0")
        among = "term IN (SELECT value FROM json_each(?))"
        told = (json.dumps(changed),)
        self._db.execute(f"DELETE FROM forms WHERE passages <= 0 AND {among}", told)
        self._db.execute(f"DELETE FROM terms WHERE passages <= 0 AND {among}", told)
        best = "SELECT form FROM forms f WHERE f.term = terms.term ORDER BY f.passages DESC, form LIMIT 1"
        self._db.execute(f"UPDATE terms SET form = ({best}) WHERE {among}", told)

    def terms(self) -> Iterator[Term]:
        """Give the vocabulary."""
        return (Term(*row) for row in self._db.execute("SELECT term, form, passages, capitals FROM terms"))

    def refrains(self) -> dict[int, int]:
        """Give the sentences that several articles share, by digest, with the number of articles."""
        return dict(self._db.execute("SELECT digest, articles FROM refrains WHERE articles >= ?", (REFRAIN,)))
