"""The bot on Telegram: updates → questions → the engine → messages."""

import os

# PTB's own switch to its coming behaviour; without it every wait that Telegram asks for would warn of the change.
os.environ.setdefault("PTB_TIMEDELTA", "true")
