"""Encoding that is shared: among processes here, by shares with other machines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.engine import make_generations
from bot.errors import BotError
from bot.settings import Settings
from corpus.types import Found
from embeddings.generations import Generations
from embeddings.protocols import Encoder
from embeddings.sharding import Shard, encoded_in, read_shard, share_of
from embeddings.shared import follow


@dataclass(frozen=True, slots=True)
class Bulk:
    """How much encoding is shared: among processes here, by shares ("2/5") with other machines.

    ``join`` are the data folders of such shares, whose vectors are taken over.
    """

    workers: int = 1
    share: str = ""
    join: tuple[Path, ...] = ()

    @property
    def shard(self) -> Shard | None:
        """Read the share that is to be encoded, None for all.

        Raises:
            BotError: it is none.
        """
        shard = read_shard(self.share) if self.share else None
        if self.share and not shard:
            raise BotError(f"--shard: {self.share} is not a share such as 2/5")
        return shard

    def generations(self, settings: Settings) -> Generations:
        """Find what is to be written to, brought up to what all machines serve; a share is served nowhere."""
        if self.shard:
            return Generations(settings.data)
        generations = make_generations(settings)
        follow(generations, settings.keep)
        return generations

    def encoded(self, encoder: Encoder) -> Sequence[Path]:
        """Find the corpora of other runs whose vectors are taken over.

        Raises:
            GenerationError, OtherModelError: one has none, or those of another model.
        """
        return [encoded_in(folder, encoder) for folder in self.join]

    def part_of(self, found: Iterable[Found]) -> Iterable[Found]:
        """Give what is this run's part of what sources found."""
        shard = self.shard
        return share_of(found, shard) if shard else found


ALONE = Bulk()
"""All of it, by one process."""
