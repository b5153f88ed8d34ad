"""Answers, abstentions, passages and lists → blocks of styled text. Pure."""

from collections.abc import Iterable, Sequence
from itertools import chain, groupby

from bot.browsing import Found, Whole
from bot.telegram import texts
from bot.telegram.language import DEFAULT, day, say
from bot.telegram.markup import Block, Run, Style
from bot.types import Abstention, Answer, Citation, Claim, Kind, Reason
from corpus.types import Article

_TRANSLATED = {
    Reason.NO_SOURCE: texts.NO_SOURCE,
    Reason.OFF_TOPIC: texts.OFF_TOPIC,
    Reason.EMPTY_QUESTION: texts.ASK_WORDS,
    Reason.EMPTY_CORPUS: texts.EMPTY_CORPUS,
}
"""Reasons that say all; the others come with particulars, which stay as the engine words them."""
_LINE = Run("\n")


def reply_blocks(reply: Answer | Abstention, language: str, asked: str = "", *, brief: bool = False) -> list[Block]:
    """Render what the engine gave; ``asked`` is put above it where the question is not the reader's own words.

    ``brief`` links the list of sources to the articles, and only the marks to the sentences, whose addresses are long.
    """
    heading: list[Block] = [(Run(asked, Style.BOLD),)] if asked else []
    if isinstance(reply, Abstention):
        return heading + abstention_blocks(reply, language)
    return heading + answer_blocks(reply, language, brief=brief)


def answer_blocks(answer: Answer, language: str, *, brief: bool = False) -> list[Block]:
    """Render an answer: its claims, each with linked marks, then the sources with their dates."""
    links = {citation.n: citation.link for citation in answer.citations}
    claims = [_claim(claim, links) for claim in answer.claims]
    if answer.kind is Kind.RANKING:
        claims = [_joined(claims)]
    sources = [list(same) for _, same in groupby(answer.citations, lambda c: (c.title, c.url, c.published))]
    return [*claims, _joined(_source(same, language, brief=brief) for same in sources)]


def abstention_blocks(abstention: Abstention, language: str) -> list[Block]:
    """Render an abstention, and the closest sources as closest, not as an answer."""
    blocks: list[Block] = [(Run(abstention_text(abstention, language)),)]
    if abstention.closest:
        blocks.append((Run(say(language, texts.CLOSEST), Style.ITALIC),))
        blocks += [(*_source([c], language), _LINE, _quote(c.quote)) for c in abstention.closest]
    return blocks


def abstention_text(abstention: Abstention, language: str) -> str:
    """Say why there is no answer: in the reader's language where the reason alone says all."""
    message = _TRANSLATED.get(abstention.reason)
    return abstention.text if message is None or language == DEFAULT else say(language, message)


def passage_blocks(whole: Whole, language: str) -> list[Block]:
    """Render the whole passage of an article, under its title."""
    return [_heading(whole.article, language, whole.link), (Run(whole.text, Style.QUOTE),)]


def found_blocks(found: Sequence[Found], language: str) -> list[Block]:
    """Render passages that were found: title, date and the sentence that fits best."""
    heading: Block = (Run(say(language, texts.MORE), Style.BOLD),)
    return [heading, *((*_heading(f.article, language, f.link), _LINE, _quote(f.quote)) for f in found)]


def found_card(found: Found, language: str) -> list[Block]:
    """Render a passage by itself: the cited sentence, then where it stands."""
    return [(_quote(found.quote),), _heading(found.article, language, found.link)]


def latest_blocks(title: str, articles: Iterable[Article], language: str) -> list[Block]:
    """Render a list of articles under a title."""
    return [(Run(title, Style.BOLD),), *((Run("• "), *_heading(a, language, a.url)) for a in articles)]


def paragraphs(*lines: str, title: str = "") -> list[Block]:
    """Render plain paragraphs, below a title if there is one."""
    heading: list[Block] = [(Run(title, Style.BOLD),)] if title else []
    return heading + [(Run(line),) for line in lines if line]


def one_line(reply: Answer | Abstention, language: str, most: int = 200) -> str:
    """Tell a reply in one line, for a card.

    >>> one_line(Abstention(Reason.NO_SOURCE, "I have no source on that."), "en")
    'I have no source on that.'
    """
    if isinstance(reply, Abstention):
        return shortened(abstention_text(reply, language), most)
    return shortened(" ".join(f"{c.heading} {c.text}".strip() for c in reply.claims), most)


def shortened(text: str, most: int) -> str:
    """Fold white space and cut at a word.

    >>> shortened("one  two three", 9)
    'one two…'
    """
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0][: most - 1]}…"


def _claim(claim: Claim, links: dict[int, str | None]) -> Block:
    heading = (Run(claim.heading, Style.BOLD), Run(" ")) if claim.heading else ()
    marks = chain.from_iterable((Run(" "), Run(f"[{n}]", href=links.get(n), whole=True)) for n in claim.citations)
    return (*heading, Run(claim.text), *marks)


def _source(citations: Sequence[Citation], language: str, *, brief: bool = False) -> Block:
    """Name an article once, after the numbers of all that is cited from it."""
    first = citations[0]
    published = f", {day(language, first.published)}" if first.published else ""
    numbers = "".join(f"[{citation.n}] " for citation in citations)
    return (Run(numbers, whole=True), Run(first.title, href=first.url if brief else first.link), Run(published))


def _heading(article: Article, language: str, link: str | None) -> Block:
    when = article.published or article.dated
    return (Run(article.title, href=link), Run(f", {day(language, when)}" if when else ""))


def _quote(text: str) -> Run:
    return Run(shortened(text, 600), Style.QUOTE)


def _joined(blocks: Iterable[Block]) -> Block:
    """Put blocks under one another in one paragraph."""
    runs: list[Run] = []
    for block in blocks:
        runs += [*([_LINE] if runs else []), *block]
    return tuple(runs)
