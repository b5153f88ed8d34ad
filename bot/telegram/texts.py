"""Every text of the interface, in English; ``bot/locale`` holds them in the other languages.

After a change here: ``python -m bot.locale`` (see there).
"""


def N_(message: str) -> str:  # noqa: N802  # gettext's own name for "translate this later"
    """Mark a text for translation."""
    return message


WELCOME = N_(
    "I answer questions about press freedom in the sources' own sentences, each with its citation. "
    "Ask in your own words."
)
TRY = N_("For example:")
HELP = N_(
    "Ask a question, and I answer with sentences from the sources; the numbers open each at its place. "
    "Go on with “and in 2018?” or reply to an answer. Edit your question, and I edit my answer."
)
HELP_GROUP = N_("In a group, mention @{bot} or reply to me. In any chat, type @{bot} and a question.")
ASK_WORDS = N_("Ask me a question about press freedom, in words.")
UNKNOWN_COMMAND = N_("I do not know that command. /help tells what I can do.")
ABOUT = N_("About")
ABOUT_ARTICLES = N_("Articles: {n}")
ABOUT_PASSAGES = N_("Passages: {n}")
ABOUT_NEWEST = N_("Newest article: {title}, {day}")
ABOUT_EDITIONS = N_("World Press Freedom Index: {n} editions, {first} to {last}")
ABOUT_NO_EDITIONS = N_("World Press Freedom Index: no edition is loaded")
ABOUT_SOURCES = N_("The sources are quoted briefly and always linked; they stay in their own language.")
PRIVACY = N_(
    "I write nothing about you to disk: no questions, no names, no ids. To understand a follow-up I keep your last "
    "questions in memory for half an hour; then they are gone. My logs hold neither questions nor ids."
)
PRIVACY_TELEGRAM = N_("Telegram itself carries and keeps our chat by its own rules. You can delete it on your side.")
LANGUAGE = N_("Choose the language of the interface. It is remembered for half an hour after your last message.")
LANGUAGE_SET = N_("The interface is now in English.")
RANK_USAGE = N_("Name a country and, if you like, a year: /rank Norway 2020")
LATEST = N_("Newest articles")
LATEST_OF = N_("Newest articles on {country}")
LATEST_NONE = N_("I have no articles on {country}.")
LATEST_UNKNOWN = N_("I do not know that country. Try: /latest Mexico")
CLOSEST = N_("Closest in the corpus, not an answer:")
NO_SOURCE = N_("I have no source on that.")
OFF_TOPIC = N_("That is outside my sources. I answer questions about press freedom and RSF's index.")
EMPTY_CORPUS = N_("There is nothing in my corpus yet.")
BUTTON_MORE = N_("More on this")
BUTTON_PASSAGE = N_("Passage [{n}]")
BUTTON_CHART = N_("Chart")
BUTTON_RELATED = N_("Related questions")
MORE = N_("More on this:")
NO_MORE = N_("There is nothing more on this.")
RELATED = N_("The sources answer these as well:")
NO_RELATED = N_("I know no related question.")
CHANGED = N_("This button is too old: the corpus has changed since. Ask again, please.")
CHART = N_("Ranks in the World Press Freedom Index. Source: RSF.")
OPEN_SOURCE = N_("Open the source")
ASK_RANK = N_("Where does {country} rank?")
ASK_CHANGE = N_("How has the rank of {country} changed?")
ASK_FIRST = N_("Which country ranks first?")
SLOW_DOWN = N_("You ask faster than I can answer. I will come to each question in its turn.")
SLOW_DOWN_GROUP = N_("This group asks faster than I can answer. I will come to each question in its turn.")
TOO_FAST = N_("One moment, please: too many buttons at once.")
SORRY = N_("I am sorry: something went wrong, and I could not answer. Please try again.")
INLINE_ANSWER = N_("Answer")
INLINE_NONE = N_("No answer")
INLINE_ASK = N_("Ask in a private chat")
COMMAND_HELP = N_("How to ask")
COMMAND_ABOUT = N_("What the corpus holds")
COMMAND_RANK = N_("A country's rank: /rank Norway 2020")
COMMAND_LATEST = N_("The newest articles: /latest Mexico")
COMMAND_PRIVACY = N_("What is kept about you: nothing")
COMMAND_LANGUAGE = N_("The interface's language")
DESCRIPTION = N_(
    "Questions about press freedom, answered in the sources' own sentences, each with its citation. "
    "Nothing that you ask is kept."
)
SHORT_DESCRIPTION = N_("Press-freedom questions, answered with citations. Nothing is kept.")
