"""Answers given before, for who asks the same again: a few, in memory, and never a question's text."""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import date
from hashlib import blake2b

from bot.types import Abstention, Answer

ANSWERS = 512
"""Answers that are kept: some megabytes at most."""


class Remembered:
    """The answers asked for last, under digests of their questions; it lives and dies with one generation.

    The digests' key is made anew for each and never leaves it, so they say nothing of a question to
    who does not have it already. Safe to be used by several threads.
    """

    def __init__(self, most: int = ANSWERS) -> None:
        self.most = most
        self._key = secrets.token_bytes(32)
        self._kept: OrderedDict[bytes, Answer | Abstention] = OrderedDict()
        self._lock = threading.Lock()

    def answer(
        self,
        text: str,
        context: Sequence[str],
        day: date,
        find: Callable[[], Answer | Abstention],
        *,
        keep: Callable[[], bool] = lambda: True,
    ) -> Answer | Abstention:
        """Give the answer to a question after others, on a day; ``find`` it where it is not known.

        ``keep``, called once it is found, tells whether to keep it: what was found in haste is not.
        """
        if not self.most:
            return find()
        key = self._digest(text, context, day)
        with self._lock:
            if (known := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
                return known
        found = find()
        if not keep():
            return found
        with self._lock:
            self._kept[key] = found
            if len(self._kept) > self.most:
                self._kept.popitem(last=False)
        return found

    def _digest(self, text: str, context: Sequence[str], day: date) -> bytes:
        parts = [part.encode("utf-8", "replace") for part in (day.isoformat(), *context, text)]
        told = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
        return blake2b(told, key=self._key, digest_size=16).digest()

    def __len__(self) -> int:
        return len(self._kept)
