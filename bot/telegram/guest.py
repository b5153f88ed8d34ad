"""Guest mode: a mention in a chat that the bot is not in is answered by one card that is posted at once."""

import time

from telegram import Bot, Message
from telegram.error import BadRequest

from bot.browsing import ask
from bot.telegram import texts
from bot.telegram.cards import Card, answer_card, note_card, reply_page, result_of
from bot.telegram.groups import question_in
from bot.telegram.markup import clean
from bot.telegram.office import Office
from bot.telegram.questions import counted


async def answer_guest(office: Office, bot: Bot, message: Message) -> None:
    """Answer a mention: one message, and no buttons that would need the bot there."""
    begun = time.monotonic()
    language = office.language(message.from_user)
    question = clean(question_in(message, bot.id, bot.username))
    if not any(map(str.isalnum, question)):
        await show_guest(office, bot, message, note_card(language, texts.ASK_WORDS))
        return
    asked = await office.newsroom.do(ask, question)
    card = answer_card(asked, language, question)
    card = Card(card.id, card.title, card.description, reply_page(asked, language))
    counted(office, "guest", asked, begun)
    await show_guest(office, bot, message, card)


async def show_guest(office: Office, bot: Bot, message: Message, card: Card) -> None:
    """Post a card; where Telegram refuses the formatting, its plain text."""
    if not message.guest_query_id:
        return
    language = office.language(message.from_user)
    try:
        await bot.answer_guest_query(message.guest_query_id, result_of(card, language, plain=False))
    except BadRequest as error:
        if "too old" not in str(error).casefold():
            await bot.answer_guest_query(message.guest_query_id, result_of(card, language, plain=True))
