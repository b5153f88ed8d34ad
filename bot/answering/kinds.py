"""Answers of kinds that one article's sentences cannot give, and the premises that the sources contradict.

Each kind is tried only where the question clearly asks for it, and gives None where it has nothing certain
to say: then the sentences of the best article answer, as they would have without it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from bot.answering.candidates import Candidates
from bot.answering.elsewhere import refuse_elsewhere
from bot.answering.holdings import holding, in_scope, newest_in
from bot.answering.listing import Request, Want, answer_request, gives_figure, read_request
from bot.answering.passages import answer_from_report
from bot.answering.premise import contradiction, is_about, person_asked, places_asked, years_asked
from bot.answering.quoted import answer_quoted, like, words_asked
from bot.answering.speaking import unheard
from bot.answering.strangers import refuse_stranger
from bot.answering.telling import cite
from bot.question import Question
from bot.types import Abstention, Answer, Reason
from corpus.contents import sentence_digest
from corpus.countries import find_countries
from corpus.types import Article, ArticleId, Span
from corpus.words import content_stems
from embeddings.retriever import search_words
from embeddings.snapshot import Snapshot

_QUOTED_DEPTH = 20
_TELLING = 2
_OPENING = 2
"""Passages of a report among whose sentences one is looked for that tells it: news stands first."""


def answer_several(
    question: Question, focus: Question, found: Candidates, snapshot: Snapshot, today: date
) -> Answer | Abstention | None:
    """Answer from several reports, where that is asked for and their titles, days and fields tell which are meant.

    A question that leans on an earlier one is left alone: "arrested there" limits more than it says.
    """
    if question.text != focus.text:
        return None
    request = read_request(focus.text, today)
    if request is None:
        return None
    if request.want is Want.COUNT and any(gives_figure(request, c.text) for c in found.sentences):
        return None
    if request.want is Want.NEWEST:
        codes = frozenset(mention.code for mention in find_countries(focus.text))
        reports = newest_in(snapshot, request.scope, codes)
    else:
        reports = in_scope(snapshot, request.scope) or []
    if not reports:
        return _nothing_there(request, found)
    if request.want is Want.NAMES and len(reports) == 1 and reports[0].id in found.whole:
        return answer_from_report(question, focus, found, reports[0].id)
    return answer_request(request, reports, lambda articles: _sentences(snapshot, articles))


def _nothing_there(request: Request, found: Candidates) -> Abstention | None:
    """Refuse a list of a place that not one of the best articles names; another place's story is no answer."""
    place = request.scope.place
    if not place or not found.sentences or any(place <= whole for whole in found.whole.values()):
        return None
    best = max(found.sentences, key=lambda c: c.fused)
    return Abstention(Reason.NO_SOURCE, "I have no source on that.", (cite(1, best.article, best.span),))


def answer_who_said(focus: Question, snapshot: Snapshot) -> Answer | None:
    """Answer who said given words, by a search for the words alone."""
    said = words_asked(focus.text)
    if said is None:
        return None
    stems = content_stems(said)
    hits = search_words(snapshot, [(stem, 1.0) for stem in stems], _QUOTED_DEPTH)
    keys = list(dict.fromkeys(snapshot.store.articles_of([hit.passage_id for hit in hits]).values()))
    if len(stems) < _TELLING:  # "this one is on me": nothing that a word index could look for
        keys += snapshot.store.quoting(like(said), _QUOTED_DEPTH)
    articles = snapshot.store.articles(keys)
    return answer_quoted(said, ((articles[key], s) for key, s in snapshot.store.statements(keys)))


def refuse_premise(
    question: Question, focus: Question, found: Candidates, snapshot: Snapshot, *, surely: bool = True
) -> Abstention | None:
    """Refuse a place or a year that everything told of the person asked about contradicts.

    ``surely`` asks of a place that the corpus or the table of countries knows it as one; where there is
    no answer in any case, less will do to say what the sources do tell.
    """
    places, years = places_asked(focus), years_asked(focus)
    if not places and not years:
        return None
    person = person_asked(question, list({c.article.id: c.article for c in found.sentences}.values()))
    if person is None:
        return None
    stems = frozenset(content_stems(person))
    reports = [a for a in holding(snapshot, stems) or () if is_about(person, a)]
    around = {c.article.id: c.article for c in found.sentences if stems <= found.whole[c.article.id]}
    texts = [f"{a.title} {a.text}" for a in around.values()]
    asked = [*(p for p in places if not stems & set(content_stems(p))), *years]
    is_place = partial(_is_place, snapshot) if surely else bool
    return contradiction(person, asked, reports, texts, is_place) if reports else None


def refuse_other(
    question: Question, focus: Question, answer: Answer | Abstention, found: Candidates
) -> Answer | Abstention:
    """Give an answer on, or a refusal where its articles tell of another person, country or year, or quote another."""
    if isinstance(answer, Abstention):
        return answer
    cited = {(c.title, c.url) for c in answer.citations}
    told = [c for c in found.sentences if (c.article.title, c.article.url) in cited]
    articles = list({c.article.id: c.article for c in told}.values())
    if name := unheard(focus, told):
        return Abstention(Reason.NO_SOURCE, f"I have no words of {name} on that.", answer.citations[:1])
    return refuse_stranger(focus, answer, articles) or refuse_elsewhere(question, answer, articles) or answer


def _is_place(snapshot: Snapshot, name: str) -> bool:
    """Tell whether a name is a country's, or the corpus has it as a city or a state."""
    if find_countries(f"in {name}"):
        return True
    stems = set(content_stems(name))
    fields = ("city", "state")
    return any(stems <= set(content_stems(a.field(f))) for a in holding(snapshot, stems) or () for f in fields)


def _sentences(snapshot: Snapshot, articles: Sequence[Article]) -> Mapping[ArticleId, list[Span]]:
    """Give the first sentences of articles, those left out that stand in many."""
    texts = {article.id: article for article in articles}
    told: dict[ArticleId, list[Span]] = {key: [] for key in texts}
    for encoded in snapshot.store.passages_of(list(texts)):
        article = texts[encoded.passage.article_id]
        if encoded.passage.ordinal < _OPENING:
            own, text = encoded.passage.sentences, article.text
            told[article.id] += [s for s in own if sentence_digest(text[s.start : s.end]) not in snapshot.refrains]
    return told
