"""What can go wrong between passages and hits.

::

    EmbeddingsError
    ├── ModelError         no model is to be had, or its file is not the one it says it is
    ├── MilvusError        Milvus cannot be reached, or refuses
    └── GenerationError    a generation is missing, broken, or cannot be used as asked
        ├── NoGenerationError    nothing has been built yet
        ├── OtherModelError      it was built with another model than the one in use
        └── BusyError            another refresh is under way
"""


class EmbeddingsError(Exception):
    """The base of this package's errors; its text is one line fit for a user."""


class ModelError(EmbeddingsError):
    """The embedding model cannot be found, read or trusted."""


class MilvusError(EmbeddingsError):
    """Milvus cannot be reached, or refuses what it is asked."""


class GenerationError(EmbeddingsError):
    """A generation is missing, broken, or cannot be used as asked."""


class NoGenerationError(GenerationError):
    """Nothing has been built yet."""


class OtherModelError(GenerationError):
    """The vectors were made by another model: comparing them would give hits without meaning."""


class BusyError(GenerationError):
    """Another refresh is writing."""
