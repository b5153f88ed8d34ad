"""Parts of the world: RSF's zones, continents and unions as people mean them, and what nine languages call them.

Members are ISO 3166 codes (UN M49 for the continents, the unions' own lists as of 2026). RSF's zones are
taken from the table itself, because RSF moves countries between them; they are named by ``ZONES``.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

from corpus.country_table import LOCALES
from corpus.folding import fold


def _set(codes: str) -> frozenset[str]:
    return frozenset(codes.split())


_NORTH_AFRICA = _set("DZA EGY LBY MAR TUN SDN")
_WEST_AFRICA = _set("BEN BFA CPV CIV GMB GHA GIN GNB LBR MLI MRT NER NGA SEN SLE TGO")
_CENTRAL_AFRICA = _set("AGO CMR CAF TCD COG COD GNQ GAB STP")
_EAST_AFRICA = _set("BDI COM DJI ERI ETH KEN MDG MWI MUS MOZ RWA SYC SOM SSD UGA TZA ZMB ZWE")
_SOUTHERN_AFRICA = _set("BWA SWZ LSO NAM ZAF")
_AFRICA = _NORTH_AFRICA | _WEST_AFRICA | _CENTRAL_AFRICA | _EAST_AFRICA | _SOUTHERN_AFRICA
_CENTRAL_AMERICA = _set("BLZ CRI SLV GTM HND NIC PAN")
_SOUTH_AMERICA = _set("ARG BOL BRA CHL COL ECU GUY PRY PER SUR URY VEN")
_CARIBBEAN = _set("CUB DOM HTI JAM TTO XCD GRD BHS BRB")
_LATIN = _CENTRAL_AMERICA - {"BLZ"} | _SOUTH_AMERICA - {"GUY", "SUR"} | _set("MEX CUB DOM HTI")
_AMERICAS = _CENTRAL_AMERICA | _SOUTH_AMERICA | _CARIBBEAN | _set("USA CAN MEX USA2")
_GULF = _set("SAU ARE QAT KWT BHR OMN")
_MIDDLE_EAST = _GULF | _set("IRQ IRN ISR ISR1 JOR LBN PSE SYR YEM EGY TUR")
_CENTRAL_ASIA = _set("KAZ KGZ TJK TKM UZB")
_EAST_ASIA = _set("CHN JPN KOR PRK MNG TWN HKG")
_ASEAN = _set("BRN KHM IDN LAO MYS MMR PHL SGP THA VNM TLS")
_SOUTH_ASIA = _set("AFG BGD BTN IND LKA MDV NPL PAK")
_ASIA = _GULF | _set("IRQ IRN ISR ISR1 JOR LBN PSE SYR YEM") | _CENTRAL_ASIA | _EAST_ASIA | _ASEAN | _SOUTH_ASIA
_OCEANIA = _set("AUS NZL FJI PNG WSM TON")
_EU = _set(
    "AUT BEL BGR HRV CYP CZE DNK EST FIN FRA DEU GRC HUN IRL ITA LVA LTU LUX MLT NLD POL PRT ROU SVK SVN ESP SWE"
)
_NORDIC = _set("DNK FIN ISL NOR SWE")
_BALKANS = _set("ALB BIH BGR HRV GRC XKX MNE MKD ROU SRB SVN SCG YUG")
_EUROPE = _EU | _NORDIC | _BALKANS | _set("AND LIE CHE GBR UKR BLR MDA RUS CTU TUR GEO ARM AZE")
_SOVIET = _CENTRAL_ASIA | _set("EST LVA LTU RUS UKR BLR MDA GEO ARM AZE")
_EASTERN_EUROPE = _set("BLR BGR CZE HUN POL MDA ROU RUS SVK UKR")
_ARAB = _set("DZA BHR COM DJI EGY IRQ JOR KWT LBN LBY MRT MAR OMN PSE QAT SAU SOM SDN SYR TUN ARE YEM")


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the world: how an answer names it, who belongs to it, and RSF's zone of the same name, if any.

    Where RSF's zone is narrower or wider than what people mean, an answer can say so.
    """

    name: str
    members: frozenset[str] = frozenset()
    zone: str = ""


REGIONS: dict[str, Region] = {
    "europe-asia": Region("RSF's zone Eastern Europe and Central Asia", zone="EEAC"),
    "eu-balkans": Region("RSF's zone European Union and Balkans", zone="UE Balkans"),
    "asia-pacific": Region("RSF's zone Asia-Pacific", zone="Asie-Pacifique"),
    "mena": Region("RSF's zone Middle East and North Africa", zone="MENA"),
    "subsahara": Region("sub-Saharan Africa", _AFRICA - _NORTH_AFRICA | {"SDN"}),
    "north-africa": Region("North Africa", _NORTH_AFRICA),
    "maghreb": Region("the Maghreb", _set("DZA LBY MAR MRT TUN")),
    "west-africa": Region("West Africa", _WEST_AFRICA),
    "east-africa": Region("East Africa", _EAST_AFRICA),
    "central-africa": Region("Central Africa", _CENTRAL_AFRICA),
    "southern-africa": Region("southern Africa", _SOUTHERN_AFRICA | _set("AGO MOZ ZMB ZWE MWI")),
    "sahel": Region("the Sahel", _set("BFA TCD MLI MRT NER")),
    "horn": Region("the Horn of Africa", _set("DJI ERI ETH SOM")),
    "africa": Region("Africa", _AFRICA, "Afrique"),
    "latin-america": Region("Latin America", _LATIN),
    "central-america": Region("Central America", _CENTRAL_AMERICA),
    "south-america": Region("South America", _SOUTH_AMERICA),
    "north-america": Region("North America", _set("USA USA2 CAN MEX")),
    "caribbean": Region("the Caribbean", _CARIBBEAN),
    "americas": Region("the Americas", _AMERICAS, "Amériques"),
    "central-asia": Region("Central Asia", _CENTRAL_ASIA),
    "asean": Region("ASEAN", _ASEAN),
    "southeast-asia": Region("Southeast Asia", _ASEAN),
    "south-asia": Region("South Asia", _SOUTH_ASIA),
    "east-asia": Region("East Asia", _EAST_ASIA),
    "gulf": Region("the Gulf", _GULF),
    "arab": Region("the Arab world", _ARAB),
    "middle-east": Region("the Middle East", _MIDDLE_EAST, "MENA"),
    "oceania": Region("Oceania", _OCEANIA),
    "asia": Region("Asia", _ASIA, "Asie-Pacifique"),
    "eu": Region("the European Union", _EU),
    "nordic": Region("the Nordic countries", _NORDIC),
    "scandinavia": Region("Scandinavia", _set("DNK NOR SWE")),
    "baltic": Region("the Baltic states", _set("EST LVA LTU")),
    "benelux": Region("Benelux", _set("BEL NLD LUX")),
    "visegrad": Region("the Visegrád Group", _set("CZE HUN POL SVK")),
    "west-balkans": Region("the Western Balkans", _set("ALB BIH XKX MNE MKD SRB")),
    "balkans": Region("the Balkans", _BALKANS),
    "eastern-europe": Region("Eastern Europe", _EASTERN_EUROPE),
    "western-europe": Region("Western Europe", _set("AUT BEL FRA DEU LIE LUX NLD CHE GBR IRL AND ESP PRT ITA")),
    "soviet": Region("the former Soviet Union", _SOVIET),
    "caucasus": Region("the South Caucasus", _set("ARM AZE GEO")),
    "europe": Region("Europe", _EUROPE, "UE Balkans"),
    "g7": Region("the G7", _set("CAN FRA DEU ITA JPN GBR USA USA2")),
    "g20": Region("the G20", _set("ARG AUS BRA CAN CHN FRA DEU IND IDN ITA JPN MEX RUS SAU ZAF KOR TUR GBR USA USA2")),
    "brics": Region("BRICS", _set("BRA RUS IND CHN ZAF EGY ETH IRN ARE IDN")),
    "nato": Region(
        "NATO",
        _set(
            "ALB BEL BGR CAN HRV CZE DNK EST FIN FRA DEU GRC HUN ISL ITA LVA LTU LUX MNE NLD MKD NOR POL PRT ROU SVK SVN ESP SWE"
            " TUR GBR USA USA2"
        ),
    ),
    "world": Region("the world"),
}

_PATTERNS = {
    "europe-asia": r"eeac|eastern europe (and |& )?central asia|europe de l.est (et )?asie centrale",
    "eu-balkans": r"eu[- /&]*(and )?balkans?|ue[- ]balkans?|european union and balkans",
    "asia-pacific": r"asia[- ]pacific|asie[- ]pacifique|asia[- ]pacifico|asien[- ]pazifik|asiatisch[- ]pazifisch\w*|apac"
    r"|азиатско-тихоокеанск\w*|亚太|آسیا و اقیانوسیه|اسيا والمحيط الهادي",
    "mena": r"mena|middle east and north africa|moyen[- ]orient et afrique du nord|maghreb[- ]moyen[- ]orient"
    r"|الشرق الأوسط وشمال أفريقيا|中东和北非|خاورمیانه و شمال آفریقا",
    "subsahara": r"sub[- ]?saharan africa|subsaharan|afrique subsaharienne|africa subsahariana|subsahara[- ]?afrika|صحرا.{0,6} افريقيا",
    "north-africa": r"north(ern)? africa\w*|nordafrik\w*|شمال أفريقيا|شمال آفریقا|北非|севе\w* африк\w*",
    "maghreb": r"maghreb\w*|magreb\w*|المغرب العربي",
    "west-africa": r"west(ern)? africa\w*|westafrik\w*|غرب أفريقيا|غرب آفریقا|западн\w* африк\w*|西非|africa occidental",
    "east-africa": r"east(ern)? africa\w*|ostafrik\w*|شرق أفريقيا|شرق آفریقا|восточн\w* африк\w*|东非",
    "central-africa": r"central africa\w*|middle africa|zentralafrik\w*|وسط أفريقيا|центральн\w* африк\w*|中非地区",
    "southern-africa": r"southern africa\w*|afrique australe|südlich\w* afrika",
    "sahel": r"sahel\w*",
    "horn": r"horn of africa|corne de l.afrique|cuerno de africa|القرن الأفريقي",
    "africa": r"africa|africas?|african\w*|africain\w*|african[oa]s?|afrikanisch\w*|afrikas?|африканск\w*|африк\w*|إفريقيا|أفريقيا|إفريقي\w*"
    r"|أفريقي\w*|افريقي\w*|آفریقا\w*|非洲|afrique",
    "latin-america": r"latin[- ]?americ\w*|amerique latine|latinoameric\w*|lateinamerika\w*|латинск\w* америк\w*|أمريكا اللاتينية|拉丁美洲|拉美",
    "central-america": r"central americ\w*|centroameric\w*|mittelamerika\w*|центральн\w* америк\w*|أمريكا الوسطى|中美洲|america central"
    r"|amerique centrale",
    "south-america": r"south americ\w*|sudamer\w*|suramer\w*|südamerika\w*|южн\w* америк\w*|америк\w* южн\w*|أمريكا الجنوبية|南美\w*|america do sul"
    r"|sul-american\w*|amerique du sud|america del sur",
    "north-america": r"north(ern)? america\w*|nordamerika\w*|северн\w* америк\w*|أمريكا الشمالية|北美\w*",
    "caribbean": r"caribbean|caraib\w*|carib[e]\w*|karib\w*|карибск\w*|加勒比\w*",
    "americas": r"the americas|americas|america|continent americain|amerikas|ameriques|as americas|las americas|континент\w* америк\w*|美洲|الأمريكتين|قاره آمریکا"
    r"|american continent\w*|western hemisphere|северн\w* и южн\w* америк\w*",
    "central-asia": r"central asia\w*|asie centrale|zentralasi\w*|центральн\w* ази\w*|آسیای مرکزی|آسیای میانه|آسيا الوسطى|中亚|asia central",
    "asean": r"asean",
    "southeast-asia": r"south[- ]?east(ern)? asia\w*|asie du sud[- ]est|sudeste asiatico|südostasi\w*|юго-восточн\w* ази\w*|东南亚|جنوب شرق آسيا",
    "south-asia": r"south(ern)? asia\w*|asie du sud|südasi\w*|южн\w* ази\w*|南亚|جنوب آسيا|asia meridional",
    "east-asia": r"east(ern)? asia\w*|asie de l.est|ostasi\w*|восточн\w* ази\w*|东亚|شرق آسيا|asia oriental",
    "gulf": r"gulf\w*|gcc|pays du golfe|golfstaat\w*|الخليج\w*|کشورهای خلیج|海湾\w*|paises del golfo",
    "arab": r"arab\w*|arabes?|arabisch\w*|арабск\w*|العربية|العربي|阿拉伯国家|阿拉伯世界|عربی",
    "middle-east": r"middle[- ]east\w*|mideast|near east|moyen[- ]orient|proche[- ]orient|oriente (medio|proximo)|medio oriente|nahost\w*"
    r"|naher osten|nahen osten|ближн\w* восто\w*|الشرق الأوسط|خاورمیانه|中东",
    "oceania": r"oceani\w*|ozeanien|океани\w*|أوقيانوسيا|大洋洲|اقیانوسیه|pacific island\w*",
    "asia": r"asian?s?|asie|asiatiques?|asiatic[oa]s?|asiens?|asiatisch\w*|азиатск\w*|ази[яиюе]й?|آسيا|آسيوي\w*|الآسيوية|آسیا\w*|آسیایی|亚洲",
    "eu": r"eu|e\.u\.|european union|union europeenne|union europea|uniao europeia|ue|europäisch\w* union|eu-\w+|евросоюз\w*|европейск\w* союз\w*"
    r"|ес|الاتحاد الأوروبي|اتحادیه اروپا|欧盟",
    "nordic": r"nordics?|pays nordiques|nordicos?|nordisch\w*|страны северной европы|北欧",
    "scandinavia": r"scandinavi\w*|scandinave?s?|escandinav\w*|skandinavi\w*|скандинав\w*|斯堪的纳维亚\w*",
    "baltic": r"baltics?|baltes?|baltic[oa]s?|baltisch\w*|baltikum|прибалт\w*|балтийск\w*|波罗的海\w*",
    "benelux": r"benelux",
    "visegrad": r"visegrad\w*",
    "west-balkans": r"western balkans?|balkans occidentaux|westbalkan\w*",
    "balkans": r"balkans?|balcanes|balcas|balkan\w*|балкан\w*|البلقان|巴尔干\w*|بالکان",
    "eastern-europe": r"eastern europe\w*|europe de l.est|europa (del este|oriental)|leste europeu|osteurop\w*|восточн\w* европ\w*|东欧|شرق أوروبا",
    "western-europe": r"western europe\w*|europe de l.ouest|europa occidental|westeurop\w*|западн\w* европ\w*|西欧",
    "soviet": r"(former|ex|post)[- ]soviet\w*|post-?sowjet\w*|постсоветск\w*|cis|снг|前苏联\w*",
    "caucasus": r"caucas\w*|kaukas\w*|кавказ\w*|高加索",
    "europe": r"europe|european|europeans|europeenn?e?s?|europe[oa]s?|europei?[ao]s?|europas?|europeu|europeus|europeias?|europäisch\w*"
    r"|европ\w*|أوروبا|أوروبي\w*|الأوروبية|اروپا\w*|欧洲",
    "g7": r"g-?7",
    "g20": r"g-?20",
    "brics": r"brics\+?|брикс|金砖\w*",
    "nato": r"nato|otan|нато|الناتو|北约",
    "world": r"(in|of) the (whole )?world|worldwide|du monde|del mundo|do mundo|der welt|в мире|العالم|世界上?|جهان",
}


_UN_CODES = {
    "africa": "002", "asia": "142", "europe": "150", "oceania": "009", "west-africa": "011", "east-africa": "014",
    "north-africa": "015", "central-africa": "017", "south-america": "005", "central-america": "013", "north-america": "021",
    "caribbean": "029", "latin-america": "419", "east-asia": "030", "south-asia": "034", "southeast-asia": "035",
    "central-asia": "143", "eastern-europe": "151", "western-europe": "155", "eu": "EU",
}  # fmt: skip


@lru_cache(maxsize=1)
def _compiled() -> dict[str, re.Pattern[str]]:
    """Each region's pattern with CLDR's own names before it; words of letters end where letters do."""
    return {
        key: re.compile(rf"(?<![a-zа-я])(?:{'|'.join([*_cldr_names(_UN_CODES.get(key, '')), fold(pattern)])})(?![a-zа-я])")
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

