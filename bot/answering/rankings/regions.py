"""Parts of the world: RSF's zones, continents and unions as people mean them, and what nine languages call them.

Members are ISO 3166 codes (UN M49 for the continents, the unions' own lists as of 2026). RSF's zones are
taken from the table itself, because RSF moves countries between them; they are named by ``ZONES``.
"""

from dataclasses import dataclass


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
            "ALB BEL BGR CAN HRV CZE DNK EST FIN FRA DEU GRC HUN ISL ITA LVA LTU LUX MNE NLD MKD NOR POL PRT "
            "ROU SVK SVN ESP SWE"
            " TUR GBR USA USA2"
        ),
    ),
    "world": Region("the world"),
}
