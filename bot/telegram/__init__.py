"""The bot on Telegram: updates → questions → the engine → messages."""
