"""The years that a question names, in digits of any script and in words of nine languages. Pure."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from corpus.folding import fold

_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "fifteen": 15, "twenty": 20, "un": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7,
    "huit": 8,
    "neuf": 9, "dix": 10, "uno": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8,
    "nueve": 9, "diez": 10, "veinte": 20, "dois": 2, "duas": 2, "quatro": 4, "sete": 7, "oito": 8, "nove": 9,
    "dez": 10, "ein": 1,
    "einem": 1, "zwei": 2, "drei": 3, "vier": 4, "funf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10,
    "zwanzig": 20, "два": 2, "две": 2, "три": 3, "четыре": 4, "пять": 5, "пяти": 5, "шесть": 6, "семь": 7, "восемь": 8,
    "девять": 9, "десять": 10, "десяти": 10, "трех": 3, "двух": 2, "ثلاث": 3, "ثلاثه": 3, "اربع": 4, "خمس": 5,
    "خمسه": 5, "عشر": 10,
    "عشره": 10, "دو": 2, "سه": 3, "چهار": 4, "پنج": 5, "ده": 10, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6,
    "七": 7,
    "八": 8, "九": 9, "十": 10,
}  # fmt: skip
NUMBER = r"(?:\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"

_NOW = (
    r"\b(latest|newest|current(ly)?|now|nowadays|today|to date|most recent|at the moment|present(ly)?|these "
    r"days|right now|so far)\b"
    r"|\b(actuel(le)?(ment)?|aujourd.hui|maintenant|derniere? (edition|classement|rapport)|actual(mente)?"
    r"|ahora|hoy|ultim[ao] (edicion|clasificacion|informe)"
    r"|agora|hoje|atual(mente)?|ultim[ao] (edicao|ranking|relatorio)|aktuell\w*|jetzt|heute|derzeit"
    r"|neueste[nr]?|letzte[nr] ausgabe"
    r"|сеичас|сегодня|ныне\w*|текущ\w*|последн(ем|ии|еи) (реитинг\w*|издани\w*|индекс\w*)|last edition|latest "
    r"edition|last ranking|last index)\b"
    r"|الان|حاليا|اليوم|احدث|الحالي|اخر تقرير|اخر اصدار|目前|现在|現在|最新|当前|今天|如今|آخرين|اكنون|حاضر"
    r"|فعلي|جديدترين|امروز"
)
_LAST_YEAR = (
    r"\b(last year('s)?|l.an(nee)? (dernier|derniere|passee)|(el )?ano pasado|(no )?ano passado|letzte[nsm]? "
    r"jahr(es)?|vorjahr(es)?|vergangene[nsm] jahr(es)?"
    r"|прошл(ом|ыи|ого) год[уа]?)\b|العام الماضي|السنه الماضيه|العام المنصرم|去年|سال گذشته|سال قبل|پارسال"
)
_BEFORE_LAST = (
    r"\b(year before last|vorletzte[nsm]? jahr(es)?|avant-derniere annee|позапрошл\w* год\w*|ano retrasado"
    r"|antepasado|antetpassado)\b|前年|قبل الماضي|پيرارسال"
)
_THIS_YEAR = (
    r"\b(this year('s)?|cette annee|este ano|dieses jahr(es)?|diesem jahr|heuer|(в )?этом году|этого года)\b|هذا "
    r"العام|هذه السنه|العام الحالي|今年|本年|امسال|سال جاري"
)
_NEXT_YEAR = (
    r"\b(next year('s)?|coming year|l.annee prochaine|ano que viene|proximo ano|ano que vem|nachste[nsm]? "
    r"jahr(es)?|следующ\w* год\w*)\b"
    r"|العام المقبل|العام القادم|السنه القادمه|السنه المقبله|明年|来年|سال آينده|سال بعد"
)
_AGO = (
    rf"\b({NUMBER}) years? (?:ago|back)\b|\bil y a ({NUMBER}) ans?\b|\bhace ({NUMBER}) anos?\b|\bha ({NUMBER}) "
    rf"anos?\b|\b({NUMBER}) anos? atras\b"
    rf"|\bvor ({NUMBER}) jahr(?:en)?\b|\b({NUMBER}) (?:года?|лет) назад\b|قبل ({NUMBER}) (?:سنوات|اعوام|سنه)"
    rf"|({NUMBER}) ?年前|({NUMBER}) سال (?:پيش|قبل)"
)
_PAST = (
    rf"\b(?:last|past|recent) ({NUMBER}) (?:years|editions)\b"
    rf"|\b({NUMBER}) dernieres annees\b|\b(?:ultimos|pasados) ({NUMBER}) anos\b"
    rf"|\b({NUMBER}) ultimos anos\b|\b(?:letzten|vergangenen) ({NUMBER}) jahren?\b"
    rf"|\bпоследни[ех] ({NUMBER}) (?:лет|года?)\b"
    rf"|(?:近|过去|最近) ?({NUMBER}) ?年|({NUMBER}) سال (?:گذشته|اخير)(?! )|اخر ({NUMBER}) سنوات"
)
_AGO_WORDS = {
    r"قبل (عامين|سنتين)": 2,
    r"قبل عام|قبل سنه": 1,
    r"\bгод назад": 1,
    r"\ba decade ago\b|\bvor einem jahrzehnt\b": 10,
    r"\ba year ago\b": 1,
}
_SHIFTS = (
    (rf"\b({NUMBER}) years? (?:later|after(?:wards)?|on)\b|\b({NUMBER}) ans (?:plus tard|apres)\b|\b({NUMBER}) "
        rf"anos (?:despues|mas tarde|depois|mais tarde)\b"
     rf"|\b({NUMBER}) jahre (?:spater|danach)\b|\b({NUMBER}) (?:лет|года?) (?:спустя|позже)\b|({NUMBER}) "
         rf"?年(?:后|後|之后)|بعد ({NUMBER}) سنوات|({NUMBER}) سال بعد", 1),
    (rf"\b({NUMBER}) years? (?:earlier|before|prior|previously)\b|\b({NUMBER}) ans (?:plus tot|avant"
        rf"|auparavant)\b|\b({NUMBER}) anos (?:antes|mas temprano)\b"
     rf"|\b({NUMBER}) jahre (?:fruher|davor|vorher|zuvor)\b|\b({NUMBER}) (?:лет|года?) (?:раньше|до этого"
         rf"|ранее)\b|({NUMBER}) سال (?:پيشتر|زودتر)", -1),
)  # fmt: skip
_NEXT = (
    r"\b(the (following|next) (year|edition)|(a|one) year (later|after)|the year after|(year|edition) after( "
    r"that)?|annee suivante|l.annee d.apres|ano siguiente"
    r"|ano seguinte|jahr darauf|folgejahr|jahr danach|следующем году|год спустя|годом позже)\b|العام التالي"
    r"|السنه التاليه|第二年|次年|翌年|سال بعد"
)
_PREVIOUS = (
    r"\b(((the )?(year|one|edition)|year) (before|earlier|prior)( that)?|previous (year|edition|one|ranking"
    r"|index)|preceding (year|edition)|prior (year|edition)|edition before"
    r"|a year earlier|annee (precedente|d.avant)|edition precedente|ano anterior|edicion anterior|edicao "
    r"anterior|jahr (davor|zuvor|vorher)|vorherige\w* (ausgabe|jahr)"
    r"|предыдущ\w* (год\w*|издани\w*)|годом ранее|год(ом)? раньше|за год до)\b|العام السابق|السنه السابقه"
    r"|前一年|上一年|上一届|سال پيش از آن|سال قبل از آن|دوره قبل"
)
_SINCE = r"\b(since|depuis|desde|seit|starting in|ab|с)\b|منذ|以来|自|از سال"
_UNTIL = r"\b(to|until|till|through|and|bis|a|au|ate|hasta|по|до|y|et|und|and)\b|-|–|—|到|至|حتى|الي|تا"
_FIRST_EDITION = (
    r"\b(first|very first|inaugural|original|oldest|earliest) (ever )?(edition|index|ranking|year|press freedom "
    r"index|rsf index)\b|premiere edition|primera edicion|primeira edicao|erste[nr]? ausgabe|перв\w* издани\w*"
    r"|اول نسخه|第一版|首届|اولين دوره"
)


@dataclass(frozen=True, slots=True)
class Years:
    """What a question says of time.

    ``years`` are calendar years in their order; ``spans`` tells that the first two are the ends of a stretch and
    ``since`` that the only one begins a stretch up to now. ``shift`` counts years from an earlier question's.
    """

    years: tuple[int, ...] = ()
    spans: bool = False
    since: bool = False
    newest: bool = False
    shift: int | None = None
    previous: bool = False
    following: bool = False
    first_edition: bool = False

    @property
    def named(self) -> bool:
        """Whether the question says anything of time."""
        return bool(
            self.years or self.newest or self.shift is not None or self.previous or self.following or self.first_edition
        )


def number(word: str) -> int:
    """A number in digits or words."""
    return int(word) if word.isdigit() else _NUMBERS[word]


@lru_cache(maxsize=64)
def _folded(pattern: str) -> re.Pattern[str]:
    """Compile a pattern for folded text: Arabic and Persian letters of one sound are one there."""
    return re.compile(fold(pattern))


def read_years(text: str, today: date) -> tuple[Years, str]:
    """Read the years in folded text, and give the text without them, ``¤`` in their place.

    >>> read_years("where was it 2011-12, and in '17?", date(2026, 11, 23))[0].years
    (2012, 2017)
    """
    found: list[tuple[int, int, int]] = []
    spans = False

    def note(match: re.Match[str], *years: int) -> str:
        found.extend((match.start(), i, year) for i, year in enumerate(years))
        return "¤" * len(match[0])

    def stretch(match: re.Match[str]) -> str:
        nonlocal spans
        first, last = int(match[1]), _second(match)
        if (first, last) == (2011, 2012):
            return note(match, 2012)
        if last <= first:
            return match[0]
        spans = True
        return note(match, first, last)

    text = re.sub(r"(?<!\d)((?:19|20)\d\d) ?[-–—/] ?((?:19|20)?\d\d)(?!\d)", stretch, text)
    text = re.sub(r"(?<!\d)((?:19|20)\d\d)(?!\d)", lambda m: note(m, int(m[1])), text)
    text = re.sub(r"(?<!\w)['’‘`´](\d\d)(?!\d)", lambda m: note(m, 2000 + int(m[1])), text)
    text = re.sub(r"(?<![\w])(?:twenty) (ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
        r"|nineteen"
        r"|twenty(?:[- ](?:one|two|three|four|five|six))?)\b",
                  lambda m: note(m, 2000 + _teen(m[1])), text)  # fmt: skip
    if not found:
        text = re.sub(r"\b(in|en|em|im jahr|year) (\d\d)(?![\d.,%]|\w)", lambda m: note(m, 2000 + int(m[2])), text)
    shift: int | None = None
    for pattern, sign in _SHIFTS:
        if match := _folded(pattern).search(text):
            shift = sign * number(next(g for g in match.groups() if g))
            text = _blank(text, match)
    if match := _folded(_PAST).search(text):
        span = number(next(g for g in match.groups() if g))
        text = note_at(text, match, found, today.year - span + 1)
        found.append((match.start(), 1, today.year))
        spans = True
    text = re.sub(
        r"\b(compared (?:with|to)|than|vs\.?|versus) last\b(?! (?:place|rank|spot|position))", r"\1 last year", text
    )
    flags = {}
    if match := _folded(_AGO).search(text):
        text = note_at(text, match, found, today.year - number(next(g for g in match.groups() if g)))
    for pattern, back in ((_BEFORE_LAST, 2), (_LAST_YEAR, 1), (_THIS_YEAR, 0), *_AGO_WORDS.items()):
        if match := _folded(pattern).search(text):
            text = note_at(text, match, found, today.year - back)
    for name, pattern in (("first_edition", _FIRST_EDITION), ("previous", _PREVIOUS), ("following", _NEXT)):
        flags[name] = _folded(pattern).search(text) is not None and not (
            name == "following" and re.search(r"(?<!the )next year", text)
        )
        if flags[name]:
            text = _folded(pattern).sub("¤", text)
    if match := _folded(_NEXT_YEAR).search(text):
        text = note_at(text, match, found, today.year + 1)
    newest = _folded(_NOW).search(text) is not None
    years = tuple(dict.fromkeys(year for _, _, year in sorted(found)))
    if len(years) == 2 and not spans and years[0] < years[1]:
        spans = _joined(text, sorted(found))
    since = len(years) == 1 and re.search(rf"({_SINCE})[^¤]{{0,22}}¤|¤+ ?(以来|起|年以来|年起)", text) is not None
    text = _folded(_NOW).sub("¤", text) if newest else text
    return Years(years, spans, since, newest, shift, **flags), text


def note_at(text: str, match: re.Match[str], found: list[tuple[int, int, int]], year: int) -> str:
    """Note a year in words and blank the words out."""
    found.append((match.start(), 0, year))
    return _blank(text, match)


def _blank(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + "¤" * len(match[0]) + text[match.end() :]


def _second(match: re.Match[str]) -> int:
    return int(match[2]) if len(match[2]) == 4 else int(match[1][:2] + match[2])


def _joined(text: str, found: list[tuple[int, int, int]]) -> bool:
    """Whether two years are the ends of a stretch: "from 2018 to 2022", "between … and …"."""
    before, between = text[: found[0][0]], text[found[0][0] + 1 : found[1][0]].strip("¤ ")
    word = (
        rf"(^|\W)(from|between|de|entre|du|desde|von|zwischen|vom|с|между|بين|من|从|از|بين)\W*(the |la |el |os? )?$"
        rf"|({_SINCE})\W*$"
    )
    plain = re.fullmatch(
        r"(edition |year |jahr |to |until |till |through |and |bis |a |au |ate |hasta |по |до |и |y |et |e "
        r"|und |en |в |-|–|года? |年|到|至|و|الي|حتي|تا|سال|عام|\s)*",
        between + " ",
    )
    if re.search(r"到|至|تا|-|–", between) or re.fullmatch(r"(to|through|until|till|bis|hasta|ate|по|до)", between):
        return True
    return plain is not None and re.search(word, before) is not None


def _teen(words: str) -> int:
    teens = [
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ]
    first, _, rest = words.replace("-", " ").partition(" ")
    return 10 + teens.index(first) + (_NUMBERS[rest] if rest else 0)
