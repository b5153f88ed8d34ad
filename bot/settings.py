"""Settings from the environment (``PRESSBOT_…``) and ``.env``; nobody else reads the environment."""

from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_cache_path, user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import SettingsError
from bot.remembering import ANSWERS
from embeddings.models import DEFAULT_MODEL

_HTTP = r"^https?://\S+$"
_SECRETS = frozenset({"token", "webhook_secret", "milvus_token", "milvus_uri", "snapshots"})


class Settings(BaseSettings):
    """What can be set; each value is passed down to where it is used."""

    model_config = SettingsConfigDict(
        env_prefix="PRESSBOT_",
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,  # an empty variable is one that is not set, as files for containers leave them
        extra="ignore",
        frozen=True,
    )

    data: Path = Field(default_factory=lambda: user_data_path("pressbot"), description="where the index lives")
    model: str = Field(DEFAULT_MODEL, min_length=1, description="the embedding model: a name or a folder")
    model_revision: str | None = Field(None, description="the model's revision on the Hub")
    encoder: Literal["auto", "torch", "openvino"] = Field("auto", description="what computes vectors; auto: the faster")
    cache: Path = Field(
        default_factory=lambda: user_cache_path("pressbot"), description="where the prepared fast encoder is kept"
    )
    sources: Path | None = Field(None, description="the file of sources; sources.toml in the data folder by default")
    contact: str = Field("", max_length=200, pattern=r"^[ -~]*$", description="how sites can reach who runs this")
    allow_hosts: Annotated[frozenset[str], NoDecode] = Field(
        frozenset(), description="hosts in private networks that may be asked, between commas"
    )
    keep: int = Field(3, ge=1, le=1000, description="how many generations of the index are kept")
    answers: int = Field(ANSWERS, ge=0, le=100_000, description="answers remembered for who asks the same again")
    gate: Path | None = Field(None, description="questions that a refresh must not answer worse")
    gate_margin: float = Field(2.0, ge=0, le=100, description="percentage points that it may lose")

    # Past one machine
    milvus_uri: str | None = Field(None, min_length=1, description="a Milvus server's address, or a file ending in .db")
    milvus_token: SecretStr | None = Field(None, description="what Milvus wants to see: user:password, or a key")
    milvus_name: str = Field("pressbot", pattern=r"^[A-Za-z_]\w{0,99}$", description="the alias and its collections")
    snapshots: str | None = Field(None, min_length=1, description="a folder, or its address, that all machines reach")
    follow: float = Field(30.0, ge=1.0, le=86_400.0, description="seconds between looks at what is served elsewhere")

    # Telegram: only `pressbot run` looks at these
    token: SecretStr | None = Field(None, description="the bot's token, from @BotFather")
    api_base: str = Field("https://api.telegram.org/bot", pattern=_HTTP, description="the Bot API server")
    api_file_base: str = Field("https://api.telegram.org/file/bot", pattern=_HTTP, description="its files")
    admins: Annotated[frozenset[int], NoDecode] = Field(frozenset(), description="ids of staff, between commas")
    webhook_url: str | None = Field(None, pattern=_HTTP, description="the public address; without one, the bot polls")
    webhook_secret: SecretStr | None = Field(None, description="1-256 of A-Z a-z 0-9 _ -; needed with a webhook")
    listen: str = Field("127.0.0.1", min_length=1, description="the local address of the webhook")
    port: int = Field(8443, ge=1, le=65535, description="the local port of the webhook")
    path: str = Field("", description="the local path of the webhook; that of its address if left out")
    cert: Path | None = Field(None, description="a certificate, where no proxy holds one")
    key: Path | None = Field(None, description="the certificate's private key")
    metrics_port: int | None = Field(None, ge=1, le=65535, description="local port of /health and /metrics")
    threads: int = Field(2, ge=1, le=64, description="questions worked on at once; more only slow each other down")
    user_limit: int = Field(20, ge=1, description="questions a minute that one user is answered at once")
    group_limit: int = Field(20, ge=1, description="questions a minute that one group is answered at once")
    inline_cache: int = Field(300, ge=0, description="seconds that Telegram may keep inline results")

    @field_validator("admins", "allow_hosts", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        """Read what stands between commas: ``1, 2``."""
        return value.replace(",", " ").split() if isinstance(value, str) else value

    @field_validator("data", "cache", "sources")
    @classmethod
    def _home(cls, value: Path | None) -> Path | None:
        """Read ``~`` in ``.env``, where no shell does."""
        return value.expanduser() if value else None


def load_settings() -> Settings:
    """Read the settings.

    Raises:
        SettingsError: a value cannot be used; the text names the variable.
    """
    try:
        settings = Settings()  # type: ignore[call-arg]  # its values come from the environment
    except ValidationError as error:
        first = error.errors()[0]
        name = f"PRESSBOT_{first['loc'][0]}".upper()
        shown = "" if _SECRETS.intersection(first["loc"]) else f"; it is {first['input']!r}"
        raise SettingsError(f"{name}: {first['msg']}{shown}") from None
    except UnicodeDecodeError:
        raise SettingsError(".env: is not UTF-8 text; save it as UTF-8") from None
    if settings.data.exists() and not settings.data.is_dir():
        raise SettingsError(f"PRESSBOT_DATA: {settings.data} is a file; name a folder")
    return settings
