"""How well the text of saved pages is told from what is around it.

The measure is that of the benchmark that the pages come from: of the words (with how often each stands there) of the
text that was taken and of the true text, the harmonic mean of the shares that agree.
"""

import gzip
import json
import re
from collections import Counter
from pathlib import Path

from corpus.sources.pages import read_page
from corpus.types import RawArticle

FLOOR = 0.98
"""F1 on average. Not to be lowered without saying so."""


def scores(folder: Path) -> dict[str, float]:
    """Give the F1 of each page of a folder, by its address."""
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    return {page["url"]: f1(_taken(folder, name, page["url"]), page["articleBody"]) for name, page in truth.items()}


def f1(taken: str, true: str) -> float:
    """Compare two texts as bags of words.

    >>> f1("a b", "a b c d") == 2 * 1.0 * 0.5 / 1.5
    True
    """
    bags = [Counter(re.findall(r"\w+", text.casefold())) for text in (taken, true)]
    same = (bags[0] & bags[1]).total()
    return 2 * same / (bags[0].total() + bags[1].total()) if same else 0.0


def _taken(folder: Path, name: str, url: str) -> str:
    [read] = read_page(gzip.decompress((folder / f"{name}.html.gz").read_bytes()), name, url)
    return read.text if isinstance(read, RawArticle) else ""
