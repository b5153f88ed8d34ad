"""What nine languages call parts of the world, and which of them folded text names."""

import re
from functools import lru_cache

from babel import Locale

from corpus.country_table import LOCALES
from corpus.folding import fold

_PATTERNS = {
    "europe-asia": r"eeac|eastern europe (and |& )?central asia|europe de l.est (et )?asie centrale",
    "eu-balkans": r"eu[- /&]*(and )?balkans?|ue[- ]balkans?|european union and balkans",
    "asia-pacific": r"asia[- ]pacific|asie[- ]pacifique|asia[- ]pacifico|asien[- ]pazifik"
    r"|asiatisch[- ]pazifisch\w*"
    r"|apac"
    r"|азиатско-тихоокеанск\w*|亚太|آسیا و اقیانوسیه|اسيا والمحيط الهادي",
    "mena": r"mena|middle east and north africa|moyen[- ]orient et afrique du nord|maghreb[- ]moyen[- ]orient"
    r"|الشرق الأوسط وشمال أفريقيا|中东和北非|خاورمیانه و شمال آفریقا",
    "subsahara": r"sub[- ]?saharan africa|subsaharan|afrique subsaharienne|africa subsahariana"
    r"|subsahara[- ]?afrika"
    r"|صحرا.{0,6} افريقيا",
    "north-africa": r"north(ern)? africa\w*|nordafrik\w*|شمال أفريقيا|شمال آفریقا|北非|севе\w* африк\w*",
    "maghreb": r"maghreb\w*|magreb\w*|المغرب العربي",
    "west-africa": r"west(ern)? africa\w*|westafrik\w*|غرب أفريقيا|غرب آفریقا|западн\w* африк\w*|西非|africa "
    r"occidental",
    "east-africa": r"east(ern)? africa\w*|ostafrik\w*|شرق أفريقيا|شرق آفریقا|восточн\w* африк\w*|东非",
    "central-africa": r"central africa\w*|middle africa|zentralafrik\w*|وسط أفريقيا|центральн\w* африк\w*|中非地区",
    "southern-africa": r"southern africa\w*|afrique australe|südlich\w* afrika",
    "sahel": r"sahel\w*",
    "horn": r"horn of africa|corne de l.afrique|cuerno de africa|القرن الأفريقي",
    "africa": r"africa|africas?|african\w*|africain\w*|african[oa]s?|afrikanisch\w*|afrikas?|африканск\w*"
    r"|африк\w*"
    r"|إفريقيا|أفريقيا|إفريقي\w*"
    r"|أفريقي\w*|افريقي\w*|آفریقا\w*|非洲|afrique",
    "latin-america": r"latin[- ]?americ\w*|amerique latine|latinoameric\w*|lateinamerika\w*"
    r"|латинск\w* америк\w*|أمريكا "
    r"اللاتينية|拉丁美洲|拉美",
    "central-america": r"central americ\w*|centroameric\w*|mittelamerika\w*|центральн\w* америк\w*"
    r"|أمريكا الوسطى|中美洲|america "
    r"central"
    r"|amerique centrale",
    "south-america": r"south americ\w*|sudamer\w*|suramer\w*|südamerika\w*|южн\w* америк\w*|америк\w* южн\w*"
    r"|أمريكا "
    r"الجنوبية"
    r"|南美\w*|america do sul"
    r"|sul-american\w*|amerique du sud|america del sur",
    "north-america": r"north(ern)? america\w*|nordamerika\w*|северн\w* америк\w*|أمريكا الشمالية|北美\w*",
    "caribbean": r"caribbean|caraib\w*|carib[e]\w*|karib\w*|карибск\w*|加勒比\w*",
    "americas": r"the americas|americas|america|continent americain|amerikas|ameriques|as americas|las americas"
    r"|континент\w* америк\w*|美洲|الأمريكتين|قاره آمریکا"
    r"|american continent\w*|western hemisphere|северн\w* и южн\w* америк\w*",
    "central-asia": r"central asia\w*|asie centrale|zentralasi\w*|центральн\w* ази\w*|آسیای مرکزی|آسیای میانه"
    r"|آسيا "
    r"الوسطى"
    r"|中亚"
    r"|asia central",
    "asean": r"asean",
    "southeast-asia": r"south[- ]?east(ern)? asia\w*|asie du sud[- ]est|sudeste asiatico|südostasi\w*"
    r"|юго-восточн\w* "
    r"ази\w*"
    r"|东南亚|جنوب شرق آسيا",
    "south-asia": r"south(ern)? asia\w*|asie du sud|südasi\w*|южн\w* ази\w*|南亚|جنوب آسيا|asia meridional",
    "east-asia": r"east(ern)? asia\w*|asie de l.est|ostasi\w*|восточн\w* ази\w*|东亚|شرق آسيا|asia oriental",
    "gulf": r"gulf\w*|gcc|pays du golfe|golfstaat\w*|الخليج\w*|کشورهای خلیج|海湾\w*|paises del golfo",
    "arab": r"arab\w*|arabes?|arabisch\w*|арабск\w*|العربية|العربي|阿拉伯国家|阿拉伯世界|عربی",
    "middle-east": r"middle[- ]east\w*|mideast|near east|moyen[- ]orient|proche[- ]orient|oriente (medio"
    r"|proximo)|medio "
    r"oriente|nahost\w*"
    r"|naher osten|nahen osten|ближн\w* восто\w*|الشرق الأوسط|خاورمیانه|中东",
    "oceania": r"oceani\w*|ozeanien|океани\w*|أوقيانوسيا|大洋洲|اقیانوسیه|pacific island\w*",
    "asia": r"asian?s?|asie|asiatiques?|asiatic[oa]s?|asiens?|asiatisch\w*|азиатск\w*|ази[яиюе]й?|آسيا|آسيوي\w*"
    r"|الآسيوية|آسیا\w*|آسیایی|亚洲",
    "eu": r"eu|e\.u\.|european union|union europeenne|union europea|uniao europeia|ue|europäisch\w* union"
    r"|eu-\w+"
    r"|евросоюз\w*|европейск\w* союз\w*"
    r"|ес|الاتحاد الأوروبي|اتحادیه اروپا|欧盟",
    "nordic": r"nordics?|pays nordiques|nordicos?|nordisch\w*|страны северной европы|北欧",
    "scandinavia": r"scandinavi\w*|scandinave?s?|escandinav\w*|skandinavi\w*|скандинав\w*|斯堪的纳维亚\w*",
    "baltic": r"baltics?|baltes?|baltic[oa]s?|baltisch\w*|baltikum|прибалт\w*|балтийск\w*|波罗的海\w*",
    "benelux": r"benelux",
    "visegrad": r"visegrad\w*",
    "west-balkans": r"western balkans?|balkans occidentaux|westbalkan\w*",
    "balkans": r"balkans?|balcanes|balcas|balkan\w*|балкан\w*|البلقان|巴尔干\w*|بالکان",
    "eastern-europe": r"eastern europe\w*|europe de l.est|europa (del este|oriental)|leste europeu|osteurop\w*"
    r"|восточн\w* "
    r"европ\w*|东欧|شرق أوروبا",
    "western-europe": r"western europe\w*|europe de l.ouest|europa occidental|westeurop\w*|западн\w* европ\w*"
    r"|西欧",
    "soviet": r"(former|ex|post)[- ]soviet\w*|post-?sowjet\w*|постсоветск\w*|cis|снг|前苏联\w*",
    "caucasus": r"caucas\w*|kaukas\w*|кавказ\w*|高加索",
    "europe": r"europe|european|europeans|europeenn?e?s?|europe[oa]s?|europei?[ao]s?|europas?|europeu|europeus"
    r"|europeias?|europäisch\w*"
    r"|европ\w*|أوروبا|أوروبي\w*|الأوروبية|اروپا\w*|欧洲",
    "g7": r"g-?7",
    "g20": r"g-?20",
    "brics": r"brics\+?|брикс|金砖\w*",
    "nato": r"nato|otan|нато|الناتو|北约",
    "world": r"(in|of) the (whole )?world|worldwide|du monde|del mundo|do mundo|der welt|в мире|العالم|世界上?"
    r"|جهان",
}


_UN_CODES = {
    "africa": "002", "asia": "142", "europe": "150", "oceania": "009", "west-africa": "011", "east-africa": "014",
    "north-africa": "015", "central-africa": "017", "south-america": "005", "central-america": "013",
    "north-america": "021",
    "caribbean": "029", "latin-america": "419", "east-asia": "030", "south-asia": "034", "southeast-asia": "035",
    "central-asia": "143", "eastern-europe": "151", "western-europe": "155", "eu": "EU",
}  # fmt: skip


@lru_cache(maxsize=1)
def _compiled() -> dict[str, re.Pattern[str]]:
    """Each region's pattern with CLDR's own names before it; words of letters end where letters do."""
    return {
        key: re.compile(
            rf"(?<![a-zа-я])(?:{'|'.join([*_cldr_names(_UN_CODES.get(key, '')), fold(pattern)])})(?![a-zа-я])"
        )
        for key, pattern in _PATTERNS.items()
    }


def _cldr_names(code: str) -> list[str]:
    """What CLDR calls a UN region in every language, longest first."""
    names = {fold(Locale.parse(tag).territories[code]) for tag in LOCALES if code in Locale.parse(tag).territories}
    return [re.escape(name) for name in sorted(names, key=len, reverse=True)]


def find_regions(folded: str) -> tuple[tuple[str, ...], str]:
    """Find the regions named in folded text, the most specific first, and give the text without them.

    >>> find_regions("best eu country")
    (('eu',), 'best # country')
    """
    found = []
    for key, pattern in _compiled().items():
        if pattern.search(folded):
            found.append(key)
            folded = pattern.sub("#", folded)
    return tuple(k for k in found if k != "world"), folded
