"""What can go wrong in the bot.

::

    BotError
    ├── SettingsError        a setting has a wrong value
    ├── QuestionsError       a file of questions with known answers cannot be read
    ├── RunError             the bot cannot run on Telegram
    │   ├── TokenError       Telegram does not know the token
    │   ├── PortError        another program listens where the bot should
    │   └── ConflictError    another process polls with the same token
    └── UncitedAnswerError   a claim without a citation: a mistake of ours, never a user's
"""


class BotError(Exception):
    """The base of this package's errors; its text is one line fit for a user."""


class SettingsError(BotError):
    """A setting, from the environment or ``.env``, has a value that cannot be used."""


class QuestionsError(BotError):
    """A file of questions with known answers is not there, or a line of it is none."""


class RunError(BotError):
    """The bot cannot run on Telegram."""


class TokenError(RunError):
    """There is no token, or Telegram does not know it. The text never holds the token."""


class PortError(RunError):
    """A port that the bot should listen on is taken."""


class ConflictError(RunError):
    """Another process takes this bot's messages."""


class UncitedAnswerError(BotError):
    """Somebody tried to build an answer on a claim that no citation stands behind."""
