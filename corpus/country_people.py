"""What people of a country, and its things, are called, where the name of its language does not tell it.

CLDR knows languages, not demonyms: "Hungarian" comes from there, "Egyptian" from here. One line a country:
its code, English words, then stems in French, Spanish, Portuguese, German and Russian; endings are added in
``countries``. Languages that serve several countries (Spanish, Arabic) stand for their first country only as words.
"""

LANGUAGES = {
    "sq": "ALB", "hy": "ARM", "az": "AZE", "be": "BLR", "bg": "BGR", "bs": "BIH", "hr": "HRV", "cs": "CZE", "da": "DNK",
    "nl": "NLD", "et": "EST", "fi": "FIN", "fr": "FRA", "ka": "GEO", "de": "DEU", "el": "GRC", "hu": "HUN", "is": "ISL",
    "id": "IDN", "ga": "IRL", "it": "ITA", "ja": "JPN", "kk": "KAZ", "km": "KHM", "ky": "KGZ", "lo": "LAO", "lv": "LVA",
    "lt": "LTU", "mk": "MKD", "mt": "MLT", "mn": "MNG", "ne": "NPL", "no": "NOR", "fa": "IRN", "pl": "POL", "pt": "PRT",
    "ro": "ROU", "ru": "RUS", "sr": "SRB", "sk": "SVK", "sl": "SVN", "es": "ESP", "sv": "SWE", "th": "THA", "tr": "TUR",
    "tk": "TKM", "uk": "UKR", "uz": "UZB", "vi": "VNM", "tg": "TJK", "zh": "CHN",
}  # fmt: skip
"""Languages whose name is also their country's adjective."""

DEMONYMS = """
AFG afghan,afghans|afghan|afgan|afeg|afghanisch|афганск
AGO angolan|angolais|angoleñ|angolan|angolanisch|ангольск
ALB albanian|||||
AND andorran|andorran|andorran|andorran|andorranisch|андоррск
ARE emirati|émirien,émirati|emiratí|emiradens|emiratisch|эмиратск
ARG argentine,argentinian|argentin|argentin|argentin|argentinisch|аргентинск
AUS australian,aussie|australien|australian|australian|australisch|австралийск
AUT austrian|autrichien|austriac|austríac|österreichisch|австрийск
AZE azerbaijani|azerbaïdjanais|azerbaiyan|azerbaijan|aserbaidschanisch|азербайджанск
BDI burundian|burundais|burundés|burundês|burundisch|бурундийск
BEL belgian|belge|belg|belg|belgisch|бельгийск
BEN beninese|béninois|beninés|beninense|beninisch|бенинск
BFA burkinabe,burkinabé,burkinese|burkinabé|burkinés|burquin|burkinisch|буркинийск
BGD bangladeshi|bangladais|bangladesí|bangladeshian|bangladeschisch|бангладешск
BHR bahraini|bahreïni|bareiní|bareinit|bahrainisch|бахрейнск
BHS bahamian|bahamien|bahameñ|bahamens|bahamaisch|багамск
BIH bosnian|bosnien,bosniaque|bosni|bósni|bosnisch|боснийск
BLR belarusian,belarussian,byelorussian|biélorusse,bélarusse|bielorrus|bielorruss|belarussisch,weißrussisch|белорусск
BLZ belizean|bélizien|beliceñ|belizens|belizisch|белизск
BOL bolivian|bolivien|bolivian|bolivian|bolivianisch|боливийск
BRA brazilian|brésilien|brasileñ|brasileir|brasilianisch|бразильск
BRB barbadian|barbadien|barbadens|barbadian|barbadisch|барбадосск
BRN bruneian|brunéien|bruneano|bruneano|bruneiisch|брунейск
BTN bhutanese|bhoutanais|butanés|butanês|bhutanisch|бутанск
BWA botswanan,motswana,batswana|botswanais|botsuan|botsuan|botsuanisch,botswanisch|ботсванск
CAF central african|centrafricain|centroafrican|centro-african|zentralafrikanisch|центральноафриканск
CAN canadian|canadien|canadiense|canadens|kanadisch|канадск
CHE swiss|suisse|suiz|suíç|schweizerisch,schweizer|швейцарск
CHL chilean|chilien|chilen|chilen|chilenisch|чилийск
CHN chinese|chinois|chin|chinês,chinesa,chineses|chinesisch|китайск
CIV ivorian,ivoirian|ivoirien|marfileñ|marfinens|ivorisch|ивуарийск
CMR cameroonian|camerounais|camerunés|camaronês,camaronesa|kamerunisch|камерунск
COD congolese||||
COL colombian|colombien|colombian|colombian|kolumbianisch|колумбийск
COM comorian|comorien|comorens|comorens|komorisch|коморск
CPV cape verdean,cabo verdean|cap-verdien|caboverdian|cabo-verdian|kapverdisch|
CRI costa rican|costaricien|costarricense|costarriquenh|costa-ricanisch,costaricanisch|коста-риканск
CUB cuban|cubain|cuban|cuban|kubanisch|кубинск
CYP cypriot|chypriote|chipriota|cipriota|zyprisch,zypriotisch|кипрск
CZE czech|tchèque|chec|chec,tchec|tschechisch|чешск
DEU german|allemand|aleman|alemão,alemã,alemães|deutsch|немецк,германск
DJI djiboutian|djiboutien|yibutian|djibutian|dschibutisch|джибутийск
DNK danish,dane,danes|danois|danés,danesa|dinamarquês,dinamarquesa|dänisch|датск
DOM dominican|dominicain|dominican|dominican|dominikanisch|доминиканск
DZA algerian|algérien|argelin|argelin|algerisch|алжирск
ECU ecuadorian,ecuadorean|équatorien|ecuatorian|equatorian|ecuadorianisch|эквадорск
EGY egyptian|égyptien|egipci|egípci|ägyptisch|египетск
ERI eritrean|érythréen|eritre|eritrei|eritreisch|эритрейск
ESP spanish,spaniard|espagnol|español|espanhol|spanisch|испанск
ETH ethiopian|éthiopien|etíope|etíope|äthiopisch|эфиопск
FIN finnish,finn,finns|finlandais|finlandés,finlandesa|finlandês,finlandesa|finnisch|финск,финляндск
FJI fijian|fidjien|fiyian|fijian|fidschianisch|фиджийск
GAB gabonese|gabonais|gabonés|gabonês,gabonesa|gabunisch|габонск
GBR british,briton,britons,brits|britannique|británic|britânic|britisch|британск
GEO georgian|géorgien|georgian|georgian|georgisch|грузинск
GHA ghanaian,ghanian|ghanéen|ghanés,ghanesa|ganês,ganes|ghanaisch|ганск
GIN guinean|guinéen|guinean|guinean|guineisch|гвинейск
GMB gambian|gambien|gambian|gambian|gambisch|гамбийск
GNB bissau-guinean|bissau-guinéen|bisauguinean|||
GNQ equatoguinean,equatorial guinean|équato-guinéen|ecuatoguinean|equato-guineens|äquatorialguineisch|
GRC greek|grec,grecque|grieg|greg|griechisch|греческ
GTM guatemalan|guatémaltèque|guatemaltec|guatemaltec|guatemaltekisch|гватемальск
GUY guyanese|guyanien|guyanés|guianens|guyanisch|гайанск
HKG hongkonger,hong konger,hongkongers,hong kongers|hongkongais|hongkonés|||гонконгск
HND honduran|hondurien|hondureñ|hondurenh|honduranisch|гондурасск
HTI haitian|haïtien|haitian|haitian|haitianisch|гаитянск
HUN hungarian,magyar|hongrois|húngar|húngar|ungarisch|венгерск
IDN indonesian|indonésien|indonesi|indonési|indonesisch|индонезийск
IND indian|indien|indi|indian|indisch|индийск
IRL irish|irlandais|irlandés,irlandesa|irlandês,irlandesa|irisch|ирландск
IRN iranian,persian|iranien|iraní|iranian|iranisch|иранск
IRQ iraqi|irakien|iraquí|iraquian|irakisch|иракск
ISR israeli|israélien|israelí|israelens|israelisch|израильск
JAM jamaican|jamaïcain|jamaican,jamaiquin|jamaican|jamaikanisch|ямайск
JOR jordanian|jordanien|jordan|jordanian|jordanisch|иорданск
KAZ kazakh,kazakhstani|kazakh|kazaj|cazaqu|kasachisch|казахстанск,казахск
KEN kenyan|kényan|kenian|quenian|kenianisch|кенийск
KGZ kyrgyz,kyrgyzstani|kirghize|kirguís|quirguiz|kirgisisch|киргизск,кыргызск
KHM cambodian,khmer|cambodgien|camboyan|cambojan|kambodschanisch|камбоджийск
KOR south korean|sud-coréen|surcorean|sul-corean|südkoreanisch|южнокорейск
PRK north korean|nord-coréen|norcorean|norte-corean|nordkoreanisch|северокорейск
XKX kosovar,kosovan|kosovar|kosovar|kosovar|kosovarisch|косовск
KWT kuwaiti|koweïtien|kuwaití|kuwaitian|kuwaitisch|кувейтск
LAO laotian|laotien|laosian|laocian|laotisch|лаосск
LBN lebanese|libanais|libanés,libanesa|libanês,libanesa|libanesisch|ливанск
LBR liberian|libérien|liberian|liberian|liberianisch|либерийск
LBY libyan|libyen|libi|líbi|libysch|ливийск
LIE liechtensteiner||||liechtensteinisch|
LKA sri lankan|sri-lankais|srilanqués,ceilandés|cingalês|sri-lankisch|шри-ланкийск,ланкийск
LSO basotho,lesothan|||||
LUX luxembourgish,luxembourger|luxembourgeois|luxemburgués,luxemburguesa|luxemburguês|luxemburgisch|люксембургск
LVA latvian|letton|letón,letona|let|lettisch|латвийск
MAR moroccan|marocain|marroquí|marroquin|marokkanisch|марокканск
MDA moldovan,moldavian|moldave|moldav|moldav|moldauisch|молдавск
MDG malagasy,madagascan|malgache|malgache|malgaxe|madagassisch|малагасийск
MDV maldivian|maldivien|maldiv|maldívi|maledivisch|мальдивск
MEX mexican|mexicain|mexican,mejican|mexican|mexikanisch|мексиканск
MLI malian|malien|maliense|malian|malisch|малийск
MLT maltese|maltais|maltés,maltesa|maltês,maltesa|maltesisch|мальтийск
MMR burmese|birman|birman|birmanês|birmanisch|бирманск,мьянманск
MNE montenegrin|monténégrin|montenegrin|montenegrin|montenegrinisch|черногорск
MNG mongolian|mongol|mongol|mongol|mongolisch|монгольск
MOZ mozambican|mozambicain|mozambiqueñ|moçambican|mosambikanisch|мозамбикск
MRT mauritanian|mauritanien|mauritan|mauritan|mauretanisch|мавританск
MUS mauritian|mauricien|maurician|maurician|mauritisch|маврикийск
MWI malawian|malawien,malawite|malauí|malauian|malawisch|малавийск
MYS malaysian|malaisien|malasi|malai|malaysisch|малайзийск
NAM namibian|namibien|namibi|namibian|namibisch|намибийск
NER nigerien,nigérien|nigérien|nigerin|nigerin|nigrisch|нигерск
NGA nigerian|nigérian|nigerian|nigerian|nigerianisch|нигерийск
NIC nicaraguan|nicaraguayen|nicaragüense|nicaraguens|nicaraguanisch|никарагуанск
NLD dutch|néerlandais,hollandais|neerlandés,holandés,holandesa|holandês,neerlandês|\
niederländisch,holländisch|голландск,нидерландск
NOR norwegian|norvégien|norueg|noruegu|norwegisch|норвежск
NPL nepali,nepalese|népalais|nepalí,nepalés|nepalês|nepalesisch|непальск
NZL new zealander,kiwi|néo-zélandais|neozelandés,neozelandesa|neozelandês,neozelandesa|neuseeländisch|новозеландск
OMN omani|omanais|omaní|omanens|omanisch|оманск
PAK pakistani|pakistanais|pakistaní|paquistanês,paquistanes|pakistanisch|пакистанск
PAN panamanian|panaméen|panameñ|panamenh|panamaisch|панамск
PER peruvian|péruvien|peruan|peruan|peruanisch|перуанск
PHL philippine,filipino,filipina,filipinos|philippin|filipin|filipin|philippinisch|филиппинск
POL polish,poles|polonais|polac|polac,polonês,polonesa|polnisch|польск
PRT portuguese|portugais|portugués,portuguesa|português,portuguesa|portugiesisch|португальск
PRY paraguayan|paraguayen|paraguay|paragua|paraguayisch|парагвайск
PSE palestinian|palestinien|palestin|palestin|palästinensisch|палестинск
QAT qatari|qatari,qatarien|catarí,qatarí|catarian|katarisch|катарск
ROU romanian,rumanian|roumain|ruman|romen|rumänisch|румынск
RUS russian|russe|rus|russ|russisch|российск,русск
RWA rwandan|rwandais|ruandés,ruandesa|ruandês|ruandisch|руандийск
SAU saudi,saudi arabian|saoudien|saudí,saudita|saudita|saudisch,saudi-arabisch|саудовск
SDN sudanese|soudanais|sudanés,sudanesa|sudanês,sudanesa|sudanesisch|суданск
SSD south sudanese|sud-soudanais|sursudanés,sursudanesa|sul-sudanês|südsudanesisch|южносуданск
SEN senegalese|sénégalais|senegalés,senegalesa|senegalês,senegalesa|senegalesisch|сенегальск
SGP singaporean|singapourien|singapurense|singapurens|singapurisch|сингапурск
SLE sierra leonean|sierra-léonais|sierraleonés|serra-leonês|sierra-leonisch|
SLV salvadoran,salvadorean|salvadorien|salvadoreñ|salvadorenh|salvadorianisch|сальвадорск
SOM somali,somalian|somalien|somalí|somali|somalisch|сомалийск
SRB serbian,serb|serbe|serbi|sérvi|serbisch|сербск
SUR surinamese|surinamais|surinamés|surinamês|surinamisch|суринамск
SVK slovak,slovakian|slovaque|eslovac|eslovac|slowakisch|словацк
SVN slovene,slovenian|slovène|esloven|esloven|slowenisch|словенск
SWE swedish,swede,swedes|suédois|suec|suec|schwedisch|шведск
SWZ swazi|swazi|suazi|||
SYR syrian|syrien|siri|síri|syrisch|сирийск
TCD chadian|tchadien|chadian|chadian|tschadisch|чадск
TGO togolese|togolais|togolés,togolesa|togolês|togoisch|тоголезск
THA thai|thaïlandais|tailandés,tailandesa|tailandês,tailandesa|thailändisch|таиландск,тайск
TJK tajik,tajikistani|tadjik|tayik|tajiqu|tadschikisch|таджикск
TKM turkmen|turkmène|turcoman|turcomen|turkmenisch|туркменск
TTO trinidadian|trinidadien|trinitens|trinitári|trinidadisch|тринидадск
TUN tunisian|tunisien|tunecin|tunisian|tunesisch|тунисск
TUR turkish,turks|turc,turque|turc|turc|türkisch|турецк
TWN taiwanese|taïwanais|taiwanés,taiwanesa|taiwanês,taiwanesa|taiwanesisch,taiwanisch|тайваньск
TZA tanzanian|tanzanien|tanzan|tanzanian|tansanisch|танзанийск
UGA ugandan|ougandais|ugandés,ugandesa|ugandês,ugandens|ugandisch|угандийск
UKR ukrainian|ukrainien|ucranian|ucranian|ukrainisch|украинск
URY uruguayan|uruguayen|uruguay|urugua|uruguayisch|уругвайск
USA american,americans|américain,états-unien|estadounidense,estadunidense,norteamerican|norte-american,estadunidense|\
amerikanisch,us-amerikanisch|американск
UZB uzbek,uzbekistani|ouzbek|uzbek|usbequ|usbekisch|узбекск,узбекистанск
VEN venezuelan|vénézuélien|venezolan|venezuelan|venezolanisch|венесуэльск
VNM vietnamese|vietnamien|vietnamit|vietnamit|vietnamesisch|вьетнамск
YEM yemeni|yéménite|yemení|iemenit|jemenitisch|йеменск
ZAF south african|sud-africain|sudafrican|sul-african|südafrikanisch|южноафриканск
ZMB zambian|zambien|zambian|zambian|sambisch|замбийск
ZWE zimbabwean|zimbabwéen|zimbabuens|zimbabuan|simbabwisch|зимбабвийск
"""
