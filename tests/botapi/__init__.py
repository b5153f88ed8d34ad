"""A Bot API server on loopback that refuses what Telegram refuses, and people who write to the bot through it."""
