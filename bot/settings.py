"""Settings from the environment (``PRESSBOT_…``) and ``.env``; nobody else reads the environment."""

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsError
from embeddings.models import DEFAULT_MODEL


class Settings(BaseSettings):
    """What can be set; each value is passed down to where it is used."""

    model_config = SettingsConfigDict(env_prefix="PRESSBOT_", env_file=".env", extra="ignore", frozen=True)

    data: Path = Field(default_factory=lambda: user_data_path("pressbot"), description="where the index lives")
    model: str = Field(DEFAULT_MODEL, min_length=1, description="the embedding model: a name or a folder")
    model_revision: str | None = Field(None, description="the model's revision on the Hub")
    keep: int = Field(3, ge=1, le=1000, description="how many generations of the index are kept")


def load_settings() -> Settings:
    """Read the settings.

    Raises:
        SettingsError: a value cannot be used; the text names the variable.
    """
    try:
        settings = Settings()  # type: ignore[call-arg]  # its values come from the environment
    except ValidationError as error:
        first = error.errors()[0]
        name = f"PRESSBOT_{'_'.join(map(str, first['loc'])).upper()}"
        raise SettingsError(f"{name}: {first['msg']}; it is {first['input']!r}") from None
    if settings.data.exists() and not settings.data.is_dir():
        raise SettingsError(f"PRESSBOT_DATA: {settings.data} is a file; name a folder")
    return settings
