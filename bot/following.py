"""A replica keeps up: what is served elsewhere is brought here, and ``Serving`` takes it from there."""

import asyncio
import logging

from bot.settings import Settings
from embeddings.errors import EmbeddingsError
from embeddings.generations import Generations
from embeddings.shared import follow

logger = logging.getLogger("pressbot")


async def keep_up(generations: Generations | None, settings: Settings) -> None:
    """Look again and again at what all machines serve, and bring it here; until cancelled.

    Where nobody can be asked, what is here is served on: that is said once, and once more when it is over.
    """
    if generations is None or generations.shared is None:
        return
    lost = False
    while True:
        await asyncio.sleep(settings.follow)
        try:
            await asyncio.to_thread(follow, generations, settings.keep)
        except (EmbeddingsError, OSError) as error:
            if not lost:
                logger.warning("%s; what is here is served on", error)
            lost = True
        else:
            if lost:
                logger.info("what is served elsewhere can be seen again")
            lost = False
