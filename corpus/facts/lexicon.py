"""Words that tell apart names, verbs of speech and the small words around them. English, as the corpus is."""

import re


def words_of(text: str) -> frozenset[str]:
    """Make a word list from words with white space between them."""
    return frozenset(text.split())


_REGULAR = """accuse acknowledge add admit advise affirm agree allege announce answer argue ask assert assure boast
brag caution challenge chant charge chide claim comment complain concede conclude condemn confess confide confirm
contend continue counter cry criticize declare demand deny describe detail disclose email emphasize exclaim explain
express gush hint indicate inform inquire insist instruct interject intone joke jest lament maintain mention
message mock muse mutter note observe offer opine order phrase plead pledge point pose post predict press proclaim
promise pronounce protest quip quote rail react reason recall recommend reflect reiterate relate remark remember
remind reply report request respond retort reveal scream shout signal slam speculate state stress suggest
summarize surmise testify text theorize thunder tout tweet urge venture voice volunteer vow wail warn weigh whisper
wonder yell blast decry denounce explode echo recount sum fume deadpan bemoan marvel praise label assail lambast
elaborate apologize attest advocate blog clarify communicate convey defend dismiss dub enthuse implore invite
motion outline persist present read rule scoff sigh snap sniff snort stipulate submit surmise tease title vent
justify greet preach address ponder grumble groan grouse beg bellow cite counsel highlight jab laugh murmur rant
repeat ridicule roar sneer swear taunt trumpet underline underscore characterize refer blame instruct cheer attack"""
_IRREGULAR = """say says said saying tell tells told telling write writes wrote writing written think thinks thought
thinking speak speaks spoke speaking spoken go goes went going read reads reading put puts putting hold holds held
call calls called calling feel feels felt begin begins began beginning open opens opened opening close closes closed
closing swore fire fires fired firing shoot shot tweet retweeted retweets chime chimed sing sang sings singing
believe believes believed know knows knew understand understood hope hopes hoped expect expects expected find found
finds see sees saw acknowledges teased sum summed give gave gives make made makes get got gets ask show shows showed
shown deliver delivered warn"""


def _forms(verb: str) -> list[str]:
    """Give a regular verb's forms: note → notes, noted, noting; cry → cries, cried; plan → planned as well."""
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    ends = verb + "es" if verb.endswith(("s", "x", "sh", "ch")) else verb + "s"
    return [verb, ends, verb + "ed", verb + "ing", verb + verb[-1] + "ed", verb + verb[-1] + "ing"]


SPEECH = frozenset(form for verb in words_of(_REGULAR) for form in _forms(verb)) | words_of(_IRREGULAR)
"""Forms of verbs that lead to somebody's words, the common and the rare."""

PLAIN_SPEECH = frozenset(
    form
    for verb in words_of(
        "add reply respond explain note argue continue declare announce ask state insist conclude tweet"
    )
    for form in _forms(verb)
) | words_of("say says said saying tell tells told telling write writes wrote writing")
"""Verbs that hardly ever mean anything else."""

AUXILIARIES = words_of("""
    am is are was were be been being has have had having do does did will would can could may might must shall
    should 's 've 'd ’s ’ve ’d not never n't""")
PRONOUNS = words_of("he she they it i we you who one him her them")
BACK = words_of("who which that")
PREPOSITIONS = words_of("""
    of for at from in on with by to about against among before after during under over since until into through
    between without within near inside outside across despite like via per than as toward towards upon alongside
    amid around behind beyond following including regarding throughout versus unlike aboard""")
CONJUNCTIONS = words_of("""
    and but or nor so yet that when while where because although though if as unless whether once whereas since
    until after before why how what then plus""")
DETERMINERS = words_of(
    "the a an this that these those his her its their our my your some another one two three many several"
)
ADVERBS = words_of("""
    also later then again often once recently previously still even just now already soon first further
    furthermore moreover meanwhile however too instead simply only always ever earlier famously today yesterday
    tonight both all each himself herself themselves itself there here out back""")
CALENDAR = words_of("""
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december jan feb mar apr jun jul aug sep sept oct nov dec""")
SMALL = (
    AUXILIARIES
    | PRONOUNS
    | BACK
    | PREPOSITIONS
    | CONJUNCTIONS
    | DETERMINERS
    | ADVERBS
    | words_of("""
    there here today yesterday tomorrow no yes well oh okay indeed perhaps maybe still thus therefore
        nevertheless nonetheless additionally finally eventually according asked told said speaking earlier last
        next more most much few other others such same which whom whose us me him them mine ours let please thank
        thanks dear every any either neither none nothing something everything everyone everybody someone nobody
        hello hi hey q a photo image video read story related editor note update updated breaking watch follow
        advertisement share click also next former ex interviewer moderator question answer""")
)
"""Words that begin with a capital at the start of a sentence and name nobody."""

TITLES = words_of("""
    mr mrs ms miss mx dr sen senator rep representative gov governor president vice lt sgt sergeant lieutenant
    gen general rev reverend prof professor sir lady lord dame judge justice chief captain capt col colonel maj
    major cpl officer deputy sheriff detective det mayor secretary minister ambassador councilman councilwoman
    congressman congresswoman chairman chairwoman chair speaker leader director editor spokesman spokeswoman
    spokesperson attorney pope cardinal bishop archbishop father sister brother king queen prince princess pastor
    imam rabbi commissioner superintendent prosecutor candidate nominee host anchor reporter correspondent
    photographer photojournalist journalist columnist strategist adviser advisor analyst manager chancellor premier
    elect president-elect ceo cfo co-founder founder executive author actor actress singer comedian coach
    businessman activist lawyer counsel professor marshal trooper constable publisher producer cameraman
    videographer staff press whip whistleblower assistant undersecretary delegate assemblyman assemblywoman
    councilor councillor democrat republican""")
"""Words before a name that say what somebody is."""

MALE_TITLES = words_of("mr sir lord king prince pope father brother congressman councilman chairman spokesman")
FEMALE_TITLES = words_of("""
    mrs ms miss lady dame queen princess sister congresswoman councilwoman chairwoman spokeswoman actress""")
PARTICLES = words_of("de da di do dos van von der den del della la le el al bin ibn ben abu du st")
ORGANISATION = words_of("""
    news times post journal tribune herald press daily gazette chronicle magazine radio tv television network
    university college school institute center centre department ministry agency bureau office house senate congress
    court committee council commission party union association society foundation fund group organization
    organisation company corporation corp inc llc ltd co police army guard force service services campaign
    administration government team project alliance coalition league club church bank hospital museum international
    national federal white supreme capitol reuters cnn bbc rsf cpj aclu fbi cia nato un eu board authority district
    county city state street avenue states nations republic kingdom borders reporters""")
"""Words in a name that make it an organisation's or a place's."""

MEN = words_of("""
    aaron abdul adam ahmed alan albert alex alexander ali andre andrew andy angel anthony antonio arthur austin
    barack ben benjamin bernie bill billy bob bobby brad brandon brett brian bruce bryan carl carlos chad charles
    charlie chris christian christopher chuck cody colin corey craig curtis dan daniel darren dave david dean dennis
    derek diego don donald doug douglas dylan ed eddie edward edwin eli emilio eric erik ernest ethan eugene evan
    felipe fernando francis francisco frank fred gabriel gary gavin geoff george gerald giovanni glenn gordon greg
    gregory harold harry hassan henry howard hugh hugo ian ibrahim ivan jack jacob jake james jamie jared jason javier
    jay jeff jeffrey jeremy jerry jesse jim jimmy joaquin joe joel john johnny jon jonathan jordan jorge jose joseph
    josh joshua juan julian justin karl keith ken kenneth kevin kyle larry lawrence lee leo leon leonard lewis lindsey
    logan louis luis luke manuel marc marco marcus mario mark martin matt matthew maurice max michael miguel mike
    mitch mitt mohamed mohammad mohammed muhammad nathan neil newt nicholas nick noah omar oscar patrick paul pedro
    pete peter phil philip rafael ralph ramon randy ray raymond reince ricardo richard rick rob robert roberto rod
    rodrigo roger roland ron ronald ross roy rudy russell ryan sam samuel scott sean sergei sergio seth simon stephen
    steve steven stuart ted terry theodore thomas tim timothy todd tom tommy tony travis trevor tyler victor vincent
    vladimir walter warren wayne wesley will william zach zachary""")
WOMEN = words_of("""
    abigail adriana alexandra alice alicia alison allison amanda amber amy ana andrea angela anita ann anna anne
    annie april ashley audrey barbara becky beth betty beverly bonnie brenda brianna brittany brooke caitlin carly
    carmen carol caroline carolyn carrie catherine cathy cecile celeste charlotte chelsea cheryl christina christine
    cindy claire claudia colleen courtney crystal cynthia dana danielle dawn deborah debbie debra denise diana diane
    dina dolores donna doris dorothy eileen elena elizabeth ellen emily emma erica erin esther eva evelyn fatima
    felicia fiona frances gabriela gail gina gloria grace hannah heather heidi helen hillary holly hope huma irene
    isabel ivanka jackie jacqueline jane janet janice jean jen jenna jennifer jenny jessica jill jo joan joanna
    johnna joyce judith judy julia julie karen kate katherine kathi kathleen kathryn kathy katie katrina kayla
    kellyanne kelly kim kimberly kirsten kristen kristin laura lauren leah lena leslie lillian linda lindsay lisa
    liz lori louise lucia lucy lynn madeleine madison maggie margaret maria marie marilyn marina marissa martha mary
    maya megan meghan melania melanie melissa mercedes meredith mia michelle miranda molly monica nancy naomi natalie
    natasha nicole nina nora norma olga olivia pamela patricia paula peggy penny phyllis priscilla rachel rebecca
    regina renee rhonda rita roberta robin rosa rose ruth sabrina samantha sandra sara sarah shannon sharon sheila
    shirley sofia sonia sophia sophie stacey stacy stephanie sue susan suzanne sylvia tamara tammy tanya tara teresa
    theresa tiffany tina tracy valerie vanessa veronica victoria virginia vivian wanda wendy whitney yolanda yvonne
    zoe""")

TOKEN = re.compile(
    r"(?:Mrs?|Ms|Dr|Sen|Rep|Gov|Lt|Sgt|Gen|Rev|Prof|St|Jr|Sr|Capt|Col|Maj|Det)\.(?=\s)"
    r"|(?:[^\W\d_]\.){1,4}(?!\w)"
    r"|[^\W_]+(?:[-’'][^\W_]+)*"
    r"|\x01+|[^\w\s]"
)
"""A word, a title with its full stop, initials, a masked quotation (\\x01), or one mark."""


def bare(word: str) -> str:
    """Fold a word for the lists above: lower case, without ’s, full stop and hyphened tail."""
    word = word.casefold().removesuffix(".")
    return word.removesuffix("’s").removesuffix("'s")
