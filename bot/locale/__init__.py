"""The interface's texts in other languages: gettext catalogues, as text (``.po``) and compiled (``.mo``).

After a change in ``bot/telegram/texts.py`` run ``python -m bot.locale``: it brings every ``.po`` up to date and
says what is left to translate. Translate there, and run it again: it compiles them.
"""
