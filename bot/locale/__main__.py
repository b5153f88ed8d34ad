"""``python -m bot.locale``: texts → catalogues, brought up to date and compiled."""

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

FOLDER = Path(__file__).parent
SOURCE = FOLDER.parent / "telegram" / "texts.py"


def template() -> Catalog:
    """Read the texts out of their module, in its order."""
    catalog = Catalog(project="pressbot", charset="utf-8")
    with SOURCE.open("rb") as file:
        for _, message, comments, _ in extract("python", file, keywords={"N_": None}):
            catalog.add(str(message), auto_comments=comments)
    return catalog


def read(language: str) -> Catalog:
    """Read a language's catalogue."""
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language)


def path_of(language: str) -> Path:
    """Give the place of a language's catalogue."""
    return FOLDER / language / "LC_MESSAGES" / "pressbot.po"


def compiled(catalog: Catalog) -> bytes:
    """Compile a catalogue as gettext reads it."""
    content = io.BytesIO()
    write_mo(content, catalog)
    return content.getvalue()


def update(language: str) -> list[str]:
    """Bring a catalogue up to date and compile it; give the texts that it lacks."""
    catalog = read(language)
    begun = catalog.creation_date
    catalog.update(template(), no_fuzzy_matching=True)
    catalog.creation_date = begun  # so that a second run changes nothing
    catalog.obsolete.clear()
    with path_of(language).open("wb") as file:
        write_po(file, catalog, width=100, omit_header=False)
    path_of(language).with_suffix(".mo").write_bytes(compiled(read(language)))
    return [str(message.id) for message in catalog if message.id and not message.string]


def main() -> None:
    """Update every catalogue that is there."""
    for language in sorted(path.parents[1].name for path in FOLDER.glob("*/LC_MESSAGES/pressbot.po")):
        missing = update(language)
        print(f"{language}: {'complete' if not missing else f'{len(missing)} texts to translate'}")


if __name__ == "__main__":
    main()
