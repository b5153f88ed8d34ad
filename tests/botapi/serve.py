"""``python -m tests.botapi.serve``: ``pressbot run`` whose model is the tests' stand-in, so that it starts at once."""

import bot.engine
import bot.refreshing
from bot.cli import app
from tests.fakes import FakeEncoder

REFRESH = (
    "import bot.engine, bot.refresh\nfrom tests.fakes import FakeEncoder\n"
    "bot.refresh.make_encoder = lambda settings: FakeEncoder()\n"
    "from bot.cli import app; app(prog_name='pressbot')"
)
"""What the bot starts to refresh, with the stand-in as well."""

if __name__ == "__main__":
    bot.engine.make_encoder = lambda settings: FakeEncoder()
    bot.refreshing._START = REFRESH
    app(["run"])
