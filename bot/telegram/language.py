"""The interface's languages: which one for whom, its catalogue, its dates and its names of countries."""

import gettext
from datetime import date
from functools import lru_cache
from importlib.resources import files

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from corpus.countries import country_name

LANGUAGES = {
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "pt": "Português",
    "de": "Deutsch",
    "ru": "Русский",
    "ar": "العربية",
    "zh": "中文",
    "fa": "فارسی",
}
DEFAULT = "en"


def known_language(code: str | None) -> str:
    """Give the interface language for a client's code.

    >>> known_language("pt-br"), known_language("zh-hans"), known_language("eo"), known_language(None)
    ('pt', 'zh', 'en', 'en')
    """
    base = (code or "").replace("_", "-").partition("-")[0].casefold()
    return base if base in LANGUAGES else DEFAULT


def language_named(text: str) -> str | None:
    """Read the language that somebody names, by a code or in its own name.

    >>> language_named("pt_BR"), language_named("deutsch"), language_named("eo")
    ('pt', 'de', None)
    """
    named = text.strip().casefold()
    names = {name.casefold(): code for code, name in LANGUAGES.items()}
    base = named.replace("_", "-").partition("-")[0]
    return names.get(named) or (base if base in LANGUAGES else None)


def say(language: str, message: str, **values: object) -> str:
    """Give one of the texts in ``texts`` in a language, its places filled."""
    text = _catalogue(language).gettext(message)
    return text.format(**values) if values else text


@lru_cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("pressbot", str(files("bot") / "locale"), [language], fallback=True)


def day(language: str, when: date) -> str:
    """Write a date out, as in 9 December 2017.

    >>> day("en", date(2017, 12, 9)), day("de", date(2017, 12, 9))
    ('9 December 2017', '9. Dezember 2017')
    """
    return format_date(when, "d MMMM y" if language == DEFAULT else "long", locale=language)


def number(language: str, n: int) -> str:
    """Write a number with the language's separators."""
    return format_decimal(n, locale=language)


def country(language: str, code: str) -> str:
    """Name a country, in English where the language has no name for it.

    >>> country("fr", "NOR"), country("en", "COD")
    ('Norvège', 'DR Congo')
    """
    if language == DEFAULT:
        return country_name(code)
    import pycountry

    entry = pycountry.countries.get(alpha_3=code)
    name = Locale(language).territories.get(entry.alpha_2) if entry else None
    return name or country_name(code)
