"""The README's pictures of the bot on Telegram: ``python -m tests.pictures``."""
