"""What can go wrong in the corpus.

::

    CorpusError
    ├── StoreError       a database that cannot be read or written
    ├── SourceError      a path that is not there, a file of sources that cannot be used
    └── UnreadableError  content that is not what its name says; caught by those who read it
"""


class CorpusError(Exception):
    """The base of this package's errors; its text is one line fit for a user."""


class StoreError(CorpusError):
    """A database cannot be opened, is of another version, or is broken."""


class SourceError(CorpusError):
    """A source that was asked for does not exist or cannot be read at all."""


class UnreadableError(CorpusError):
    """Content that is not what its name says; the text is the failure's reason, without the place."""
