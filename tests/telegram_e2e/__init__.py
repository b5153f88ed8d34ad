"""The bot as a process against a strict Bot API server on loopback: what readers send, and what they get to see."""
