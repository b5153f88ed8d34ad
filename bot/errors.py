"""What can go wrong in the bot.

::

    BotError
    ├── SettingsError        a setting has a wrong value
    └── UncitedAnswerError   a claim without a citation: a mistake of ours, never a user's
"""


class BotError(Exception):
    """The base of this package's errors; its text is one line fit for a user."""


class SettingsError(BotError):
    """A setting, from the environment or ``.env``, has a value that cannot be used."""


class UncitedAnswerError(BotError):
    """Somebody tried to build an answer on a claim that no citation stands behind."""
