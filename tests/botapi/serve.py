"""``python -m tests.botapi.serve``: ``pressbot run`` whose model is the tests' stand-in, so that it starts at once."""

import bot.engine
from bot.cli import app
from tests.fakes import FakeEncoder

if __name__ == "__main__":
    bot.engine.make_encoder = lambda settings: FakeEncoder()
    app(["run"])
