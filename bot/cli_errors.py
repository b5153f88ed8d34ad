"""Expected errors of any command, as one line."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer


@contextmanager
def errors() -> Iterator[None]:
    """Turn the errors that are expected into one line on standard error and exit status 2."""
    from bot.errors import BotError
    from corpus.errors import CorpusError
    from embeddings.errors import EmbeddingsError

    try:
        yield
    except (BotError, CorpusError, EmbeddingsError) as error:
        typer.echo(f"pressbot: {error}", err=True)
        raise SystemExit(2) from None
    except BrokenPipeError:
        raise  # whoever read our output has enough; typer ends quietly
    except OSError as error:
        typer.echo(f"pressbot: {error.filename or 'the system'}: {error.strerror or error}", err=True)
        raise SystemExit(2) from None
    except KeyboardInterrupt:
        typer.echo("pressbot: stopped; the index is as it was before", err=True)
        raise SystemExit(130) from None
