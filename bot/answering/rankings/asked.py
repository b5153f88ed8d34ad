"""A question in words → what it asks: countries, regions, years, numbers and cues. Pure."""

import re
from dataclasses import dataclass
from datetime import date

from bot.answering.rankings.cues import Cue, find_cues, uncovered
from bot.answering.rankings.region_names import find_regions
from bot.answering.rankings.years import NUMBER, Years, number, read_years
from corpus.countries import How, Mention, find_countries
from corpus.folding import fold
from corpus.words import STOPWORDS

_ORDINAL_WORDS = {
    "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "deuxieme": 2, "troisieme": 3, "quatrieme": 4, "cinquieme": 5, "dixieme": 10, "segundo": 2, "segunda": 2,
    "tercero": 3, "tercer": 3, "tercera": 3,
    "cuarto": 4, "quinto": 5, "decimo": 10, "terceiro": 3, "terceira": 3, "quarto": 4, "zweiter": 2, "zweite": 2,
    "zweiten": 2, "dritte": 3, "dritter": 3, "dritten": 3,
    "vierte": 4, "funfte": 5, "zehnte": 10, "второе": 2, "второи": 2, "третье": 3, "третья": 3, "четвертое": 4,
    "пятое": 5, "десятое": 10, "الثاني": 2, "الثانيه": 2,
    "الثالث": 3, "الثالثه": 3, "الرابع": 4, "الخامس": 5, "العاشر": 10, "第二": 2, "第三": 3, "第四": 4, "第五": 5,
    "第十": 10,
    "دوم": 2, "سوم": 3, "چهارم": 4, "پنجم": 5, "دهم": 10,
}  # fmt: skip

_ORDINAL = re.compile(rf"(?<![a-zа-я])({'|'.join(_ORDINAL_WORDS)})(?![a-zа-я])")

_RUNNER_UP = re.compile(r"\brunner[- ]?up\b")


_NTH = re.compile(
    r"\b(\d{1,3}) ?(?:st|nd|rd|th|e|er|eme|ieme|го|е|м|я|ое|ом)\b|(?<!\d)(\d{1,3}) ?(?:º|ª|o\b|a\b|\.º|\.ª)"
    r"|(?<!\d)(\d{1,3})-(?:е|м|го|я|ом|ое|му)\b"
    r"|(?:\b(?:number|no\.?|nr\.?|n°|platz|rang|puesto|lugar|posicion|posicao|place|position|rank|spot|slot"
    r"|place no\.?|место)|#|المركز|المرتبه|الترتيب|رتبه|第|مقام) ?(\d{1,3})(?!\d)"
    r"|(?<!\d)(\d{1,3}) ?(?:место|位|名)"
)


_TOP = re.compile(
    rf"\b(?:top|bottom|best|worst|first|last|highest|lowest|leading|biggest)[- ]({NUMBER})\b|\b({NUMBER})(?:-)? "
    rf"(?:\w+ )?(?:best|worst|top|bottom|highest|lowest|first|last|biggest|largest|steepest|lowest-ranked"
    rf"|freest|premier\w*|dernier\w*|meilleur\w*|pires?"
    rf"|mejores|peores|primer[oa]s|ultim[oa]s|melhores|piores|primeir[oa]s|besten|schlechtesten|ersten|letzten|лучш\w*|худш\w*|перв\w*|последн\w*)\b"
    rf"|\b(?:premier\w*|dernier\w*|meilleur\w*|pires|mejores|peores|primer[oa]s|ultim[oa]s|melhores|piores"
    rf"|primeir[oa]s|besten|schlechtesten|ersten|letzten|лучш\w*|худш\w*|перв\w*|последн\w*|топ)[- ]({NUMBER})\b"
    rf"|(?:前|最后|最後|倒数|末|后) ?({NUMBER})|(?:افضل|اسوا|اول|اخر|بهترين|بدترين|برتر) ({NUMBER})(?!\w)"
    rf"|({NUMBER}) (?:كشور|دول|دوله) (?:اول|آخر|برتر|بهترين|بدترين|الاولي|الاخيره)|({NUMBER}) (?:best|worst)[- ]ranked"
    rf"|\b(?:les|los|las|os|as|die|the) ({NUMBER}) (?:\w+ ){{0,2}}(?:mieux|moins|mas|mais|am|most|least)\b"
)


_KNOWN = STOPWORDS | frozenset(
    fold(
        "habia existe لا يوجد توجد میکند کند می کرده وجود ندارد نیست hay no existe gibt kein keine "
        "tied tie second third fourth fifth sixth seventh eighth ninth tenth there"
        " back around overall please anyway whole lately recent ago year years far much many going right "
        "true correct rather instead world per"
        " since between among during global globally international annual annually report reports wpfi free "
        "media le la les des du de may put one"
        " shared share ten gave given held got total amount hey thanks wonder wondering curious actually "
        "exactly roughly ever yet use used ok"
        " del los las el en em na no der die das den dem im von zu une un ses para por que com foi ont sur "
        "dans aux chez al lo su se es un una"
        " annee annees an ans lors dernier d l au se situe etait etaient quel quelle quels quelles ce cette "
        "sa son il elle a t plus tres bien y est sont"
        " ano anos cual fue fueron era ha han esta este esto mas muy mundial mundo donde tiene tuvo qual "
        "foram tem teve seu sua nos nas pelo pela"
        " jahr jahre jahren welches welchem welchen welcher welche was wie hat hatte haben sind waren sich "
        "mit am auf fur wurde wird beim vom einen"
        " eine einem dieser diesem weltweit welt es um uma isso ao todo ist war"
        " в во на по с у к о от за год году года годы лет какое какая какой какие какую каком кто где это эта "
        "как же ли была был было были всех все"
        " мире стран страна страны имеет имела стала стал набрала набрал получила"
        " ما ماذا هو هي في من إلى على علي عام سنة العام السنة هل كان كانت التي الذي لها لدى حصلت حصل عليها "
        "العالمي العالم"
        " در سال چه چیست بود شد است از با به را این آن که تا ها های کدام داشت دارد شده گرفت کسب کرد جهانی جهان چند هست"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks.

    ``plain`` is its folded text with ``@`` for countries, ``#`` for regions and ``¤`` for years.
    """

    text: str
    plain: str
    mentions: tuple[Mention, ...]
    regions: tuple[str, ...]
    years: Years
    cues: frozenset[Cue]
    nth: int | None
    top: int | None
    unknown: tuple[str, ...]

    @property
    def countries(self) -> tuple[str, ...]:
        """The codes of all countries meant, each once; capitals count where nothing better names a country."""
        sure = [m for m in self.mentions if m.how is not How.CAPITAL] or self.mentions
        return tuple(dict.fromkeys(code for m in sure for code in m.codes))

    def has(self, *cues: Cue) -> bool:
        """Whether any of the cues shows."""
        return any(cue in self.cues for cue in cues)


def read(question: str, today: date) -> Asked:
    """Read one question by itself."""
    mentions = tuple(_sane(find_countries(question, misspelt=True), question))
    masked = question
    for mention in sorted(mentions, key=lambda m: -m.span.start):
        masked = f"{masked[: mention.span.start]} @ {masked[mention.span.end :]}"
    folded = re.sub(r"\s+", " ", fold(masked)).strip()
    years, plain = read_years(folded, today)
    regions, plain = find_regions(plain)
    cues = find_cues(plain)
    top = _top(plain)
    return Asked(question, plain, mentions, regions, years, cues, _nth(plain) if top is None else None, top,
                 tuple(uncovered(_NTH.sub(" ", plain), cues, _KNOWN)))  # fmt: skip


def _sane(mentions: tuple[Mention, ...], question: str) -> list[Mention]:
    """Leave out a misspelling that repeats what is named anyway, or that is a region's right name."""
    sure = {m.code for m in mentions if m.how is not How.MISSPELT}
    return [m for m in mentions if m.how is not How.MISSPELT or not (m.code in sure or _is_region(m, question))]


def _is_region(mention: Mention, question: str) -> bool:
    return bool(find_regions(fold(question[mention.span.start : mention.span.end]))[0])


def _nth(plain: str) -> int | None:
    if match := _NTH.search(plain):
        return int(next(g for g in match.groups() if g))
    if _RUNNER_UP.search(plain):
        return 2
    if re.search(r"\bsecond[- ](to[- ])?last\b", plain):
        return -2
    found = set(_ORDINAL.findall(plain))
    return next((n for word, n in _ORDINAL_WORDS.items() if word in found), None)


def _top(plain: str) -> int | None:
    match = _TOP.search(plain)
    return number(next(g for g in match.groups() if g)) if match else None
