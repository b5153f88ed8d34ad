"""Questions about RSF's World Press Freedom Index, answered exactly, from its tables."""

from bot.answering.rankings.door import answer_ranking
from bot.answering.rankings.table import IndexTable
from bot.answering.rankings.told import Told

__all__ = ["IndexTable", "Told", "answer_ranking"]
