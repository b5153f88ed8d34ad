"""Capitals, which stand for their countries: "Warsaw's press".

CLDR names the cities of time zones in every language, so most capitals come by their zone; those that name
no zone follow in words. Capitals called as their country, or as an everyday word (Male, Rome in Georgia and
Victoria cannot be helped), are left to the country's name.
"""

ZONES = {
    "Europe/Warsaw": "POL", "Europe/Paris": "FRA", "Europe/Berlin": "DEU", "Europe/London": "GBR",
    "Europe/Madrid": "ESP",
    "Europe/Lisbon": "PRT", "Europe/Rome": "ITA", "Europe/Vienna": "AUT", "Europe/Budapest": "HUN",
    "Europe/Prague": "CZE",
    "Europe/Bratislava": "SVK", "Europe/Ljubljana": "SVN", "Europe/Zagreb": "HRV", "Europe/Belgrade": "SRB",
    "Europe/Sarajevo": "BIH", "Europe/Skopje": "MKD", "Europe/Podgorica": "MNE", "Europe/Tirane": "ALB",
    "Europe/Sofia": "BGR",
    "Europe/Bucharest": "ROU", "Europe/Athens": "GRC", "Europe/Kiev": "UKR", "Europe/Minsk": "BLR",
    "Europe/Moscow": "RUS",
    "Europe/Vilnius": "LTU", "Europe/Riga": "LVA", "Europe/Tallinn": "EST", "Europe/Helsinki": "FIN",
    "Europe/Stockholm": "SWE",
    "Europe/Oslo": "NOR", "Europe/Copenhagen": "DNK", "Europe/Dublin": "IRL", "Europe/Brussels": "BEL",
    "Europe/Amsterdam": "NLD",
    "Europe/Chisinau": "MDA", "Europe/Vaduz": "LIE", "Atlantic/Reykjavik": "ISL", "Asia/Nicosia": "CYP",
    "Asia/Tokyo": "JPN",
    "Asia/Seoul": "KOR", "Asia/Pyongyang": "PRK", "Asia/Taipei": "TWN", "Asia/Manila": "PHL", "Asia/Jakarta": "IDN",
    "Asia/Kuala_Lumpur": "MYS", "Asia/Bangkok": "THA", "Asia/Vientiane": "LAO", "Asia/Phnom_Penh": "KHM",
    "Asia/Dhaka": "BGD",
    "Asia/Kathmandu": "NPL", "Asia/Thimphu": "BTN", "Asia/Colombo": "LKA", "Asia/Kabul": "AFG", "Asia/Tehran": "IRN",
    "Asia/Baghdad": "IRQ", "Asia/Damascus": "SYR", "Asia/Beirut": "LBN", "Asia/Amman": "JOR", "Asia/Jerusalem": "ISR",
    "Asia/Riyadh": "SAU", "Asia/Muscat": "OMN", "Asia/Baku": "AZE", "Asia/Tbilisi": "GEO", "Asia/Yerevan": "ARM",
    "Asia/Ashgabat": "TKM", "Asia/Tashkent": "UZB", "Asia/Dushanbe": "TJK", "Asia/Bishkek": "KGZ",
    "Africa/Cairo": "EGY",
    "Africa/Tripoli": "LBY", "Africa/Khartoum": "SDN", "Africa/Juba": "SSD", "Africa/Addis_Ababa": "ETH",
    "Africa/Asmera": "ERI",
    "Africa/Mogadishu": "SOM", "Africa/Nairobi": "KEN", "Africa/Kampala": "UGA", "Africa/Kigali": "RWA",
    "Africa/Bujumbura": "BDI",
    "Africa/Kinshasa": "COD", "Africa/Brazzaville": "COG", "Africa/Luanda": "AGO", "Africa/Lusaka": "ZMB",
    "Africa/Harare": "ZWE",
    "Africa/Maputo": "MOZ", "Africa/Windhoek": "NAM", "Africa/Gaborone": "BWA", "Africa/Maseru": "LSO",
    "Africa/Mbabane": "SWZ",
    "Africa/Accra": "GHA", "Africa/Bamako": "MLI", "Africa/Dakar": "SEN", "Africa/Banjul": "GMB",
    "Africa/Conakry": "GIN",
    "Africa/Bissau": "GNB", "Africa/Freetown": "SLE", "Africa/Monrovia": "LBR", "Africa/Ouagadougou": "BFA",
    "Africa/Niamey": "NER",
    "Africa/Ndjamena": "TCD", "Africa/Bangui": "CAF", "Africa/Libreville": "GAB", "Africa/Malabo": "GNQ",
    "Africa/Lome": "TGO",
    "Africa/Nouakchott": "MRT", "Indian/Antananarivo": "MDG", "America/Havana": "CUB", "America/Caracas": "VEN",
    "America/Bogota": "COL", "America/Lima": "PER", "America/La_Paz": "BOL", "America/Montevideo": "URY",
    "America/Managua": "NIC",
    "America/Tegucigalpa": "HND", "America/Port-au-Prince": "HTI", "America/Santo_Domingo": "DOM",
    "America/Asuncion": "PRY",
    "America/Paramaribo": "SUR",
}  # fmt: skip

CAPITALS = """
AUS Canberra; Канберра; كانبرا; 堪培拉
BDI Gitega
BRA Brasilia; Brasília; Бразилиа; برازيليا; 巴西利亚
CAN Ottawa; Оттава; أوتاوا; اتاوا; 渥太华
CHE Bern; Berne; Берн; برن; 伯尔尼
CHN Beijing; Peking; Pékin; Pekín; Pequim; Пекин; بكين; پکن; 北京
CIV Yamoussoukro; Abidjan
CMR Yaoundé; Яунде
ECU Quito; Кито
ERI Asmara
FJI Suva
IND New Delhi; Delhi; Nueva Delhi; Nova Deli; Neu-Delhi; Дели; Нью-Дели; نيودلهي; دهلی; دهلی نو; 新德里
ISR Tel Aviv; Tel-Aviv; Тель-Авив; تل أبيب; تل آویو; 特拉维夫
JAM Kingston, Jamaica
KAZ Astana; Nur-Sultan; Астана; آستانه
MAR Rabat; Рабат; الرباط; رباط; 拉巴特
MMR Naypyidaw; Naypyitaw
MNG Ulaanbaatar; Ulan Bator; Улан-Батор; 乌兰巴托
MWI Lilongwe
NGA Abuja; Абуджа; أبوجا; 阿布贾
NPL Katmandu
NZL Wellington, New Zealand
PAK Islamabad; Исламабад; إسلام آباد; اسلام آباد; 伊斯兰堡
PSE Ramallah; Рамалла; رام الله
ARE Abu Dhabi; Абу-Даби; أبو ظبي; 阿布扎比
QAT Doha; Доха; الدوحة; دوحه; 多哈
ROU Bukarest
SWZ Mbabane
TLS Dili
TUR Ankara; Анкара; أنقرة; آنکارا; 安卡拉
TZA Dodoma
UKR Kyiv; Kiev; Киев
USA Washington DC; Washington D.C.; the White House; Вашингтон; واشنطن; واشنگتن; 华盛顿
VNM Hanoi; Hanoï; Ханой; هانوي; هانوی; 河内
XKX Pristina; Prishtina
YEM Sanaa; Sana'a; Сана; صنعاء; 萨那
ZAF Pretoria; Претория; بريتوريا; 比勒陀利亚
RUS the Kremlin; Kremlin
LKA Colombo
"""
