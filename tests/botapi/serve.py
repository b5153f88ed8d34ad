"""``python -m tests.botapi.serve``: ``pressbot run`` whose model is the tests' stand-in, so that it starts at once."""

import bot.engine
from bot.cli import _errors
from bot.settings import load_settings
from tests.fakes import FakeEncoder

if __name__ == "__main__":
    bot.engine.make_encoder = lambda settings: FakeEncoder()
    with _errors():
        from bot.telegram.runner import run

        raise SystemExit(run(load_settings()))
