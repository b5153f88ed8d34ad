"""What reading from the web needs: somebody who fetches, the memory of earlier visits, the corpus, a clock."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from corpus.fetch.fetcher import Fetcher
from corpus.fetch.visits import Visits


@dataclass(frozen=True, slots=True)
class Web:
    """``holds`` tells whether the corpus has an id with this digest; ``clock`` gives seconds of the epoch."""

    fetcher: Fetcher
    visits: Visits
    holds: Callable[[str, str], bool]
    clock: Callable[[], float] = time.time
