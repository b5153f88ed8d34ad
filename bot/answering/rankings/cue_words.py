"""Cues in languages that put spaces between words: English, French, Spanish, Portuguese, German, Russian."""

from bot.answering.rankings.cue import Cue

WORDS: dict[Cue, str] = {
    Cue.INDEX: (
        r"(press|media)[- ]freedom( index| ranking)?|freedom of the (press|media)|rsf'?s?"
        r"|reporters? (without borders|sans frontieres|sin fronteras|sem fronteiras|ohne grenzen)|index|indice"
        r"|indices|the table|league table|ladder|liberte de la presse|libertad de (la )?prensa"
        r"|libertad de expresion|liberdade de imprensa|pressefreiheit\w*|индекс\w*|свобод\w* (прессы|печати"
        r"|слова|сми)|репорт[её]р\w* без границ|newsrooms?|free press"
    ),
    Cue.RANK: (
        r"rank|how free|ranks|ranked|ranking|rankings|rnak|rnk|rnking|rankng|rankd|positions?|positioned|rungs?"
        r"|classement\w*|class[eé]e?s?|rang|rangs|classifica\w*|clasifica\w*|clasific[oó]|puestos?|posi[cç]\w*"
        r"|coloca[cç]\w*|colocad\w*|platz\w*|pl[aä]tze\w*|rangliste\w*|rangplatz|ranglistenplatz|position\w*"
        r"|мест[оаеу]м?|рейтинг\w*|позици\w*|строчк\w*|rankea\w*|list"
    ),
    Cue.PLACE: (
        r"placed?|places|placing|standings?|stands?|stood|sits?|sat|spots?|slots?|lie|lies|lay|land(s|ed)?"
        r"|fares?|fared|doing|did|figures?|come|comes|came|finish(ed)?|lugar\w*|postos?|stelle|steht|stand|lag"
        r"|liegt|landet\w*|qued[oó]|ocup\w+|fic(a|ou)|situ\w+|se trouv\w+|оказал\w*|занял\w*|занимает|заня\w*"
        r"|стоит|находи\w*|был[ао]?|est[aá]|estaba|place|est|esta|estava|war|ist|is|was|were|where"
    ),
    Cue.SCORE: (
        r"scores?|scored|scroe|scoer|points?|marks?|grades?|rating|notes?|nota|notas|puntos?|puntuaci\w+"
        r"|puntaje|pontos?|pontua\w+|punkte\w*|punktzahl\w*|punktwert\w*|балл\w*|очк\w*|оценк\w*|points|wertung"
    ),
    Cue.CHANGE: (
        r"chang\w*|moved?|movement|progress\w*|evolv\w*|improv\w*|better|worse\w*|deteriorat\w*|gain\w*|gained"
        r"|los[et]|loses|losing|drop\w*|fall\w*|fell|climb\w*|rise\w*|rose|risen|jump\w*|slip\w*|sink|sank"
        r"|plung\w*|slid\w*|tumbl\w*|decline\w*|crash\w*|ris(es|ing)|advanc\w*|chang[eé]\w*|progress[eé]\w*"
        r"|recul\w*|perdu\w*|gagn\w*|cambi\w*|subi\w*|baj[oó]|bajado|cay[oó]|ca[ií]d\w*|mejor[oó]|mejorad\w*"
        r"|empeor\w*|mud(ou|ança\w*)|melhor(ou|ado)|pior(ou|ado)|caiu|queda|ver[aä]nder\w*|gestiegen|gefallen"
        r"|verbesser\w*|verschlechter\w*|abgestiegen|aufgestiegen|измен\w*|поднял\w*|опустил\w*|упал\w*"
        r"|вырос\w*|улучш\w*|ухудш\w*|потерял\w*|difference|versus the previous|compared (with"
        r"|to) (the )?(previous|last|edition|year)"
    ),
    Cue.UP: (
        r"climb\w*|gain\w*|improv\w*|jump\w*|ris(e|es|en|ing)|rose|advanc\w*|progress\w*|rise|winners?|gagn\w*"
        r"|subi\w*|mejor(ado|[oó]|a|ando)|melhor(ou|ado|a)|gestiegen|verbesser\w*|aufgestiegen|aufsteiger\w*"
        r"|aufstieg\w*|поднял\w*|вырос\w*|улучш\w*|better|рост|ascen\w*|hausse|remont\w*|sub[ií]da"
    ),
    Cue.DOWN: (
        r"drop\w*|fall\w*|fell|slip\w*|sink|sank|plung\w*|slid\w*|tumbl\w*|decline\w*|crash\w*|los[et]|losers?"
        r"|deteriorat\w*|worsen\w*|worse|recul\w*|perdu\w*|chut\w*|baj[oó]|bajado|baja|cay[oó]|ca[ií]d[ao]\w*"
        r"|empeor\w*|pior(ou|ado)|caiu|caíram|queda|descen\w*|gefallen|verschlechter\w*|abgestiegen"
        r"|absteiger\w*|abstieg\w*|abgestürzt|absturz|упал\w*|опустил\w*|ухудш\w*|потерял\w*|паден\w*"
        r"|baisse\w*|fall"
    ),
    Cue.HISTORY: (
        r"histor\w*|year[- ]by[- ]year|over the (years|decades|past)|through(out)? the years|every (year"
        r"|edition)|each (year|edition)|all (years|editions|ranks|rankings)|develop\w*|evol\w*|trend\w*"
        r"|timeline|progression|trajectory|ann[eé]e par ann[eé]e|au fil des|año (a|por) año|a lo largo"
        r"|ano a ano|ao longo|verlauf\w*|entwick\w*|jahr für jahr|по годам|истори\w*|динамик\w*|hist[oó]ri\w*"
        r"|since \d{4}|depuis|desde|seit|года? к году"
    ),
    Cue.BEST: (
        r"best|safest|highest|top|leading|freest|most free|better|best[- ]ranked|peak|higher|meilleure?s?|mieux"
        r"|plus haut\w*|mejor(es)?|m[aá]s alt[oa]s?|melhor(es)?|mais alt[oa]s?|beste[nrsm]?|höchste[nrsm]?"
        r"|besten|bestplatzierte\w*|freieste\w*|лучш\w*|самы[йем] высок\w*|высш\w*|наилучш\w*|winner|champion"
        r"|t[eê]te|record high|high"
    ),
    Cue.WORST: (
        r"worst|dangerous|deadliest|wurst|lowest|bottom|least free|poorest"
        r"|worst[- ]ranked|nadir|lower|low|pires?|plus bas\w*"
        r"|moins (bien|libre)\w*|peor(es)?|m[aá]s baj[oa]s?|pior(es)?|mais baix[oa]s?|schlechteste\w*"
        r"|schlimmste\w*|niedrigste\w*|unfreieste\w*|тиефст\w*|tiefste\w*|худш\w*|наихудш\w*|самы[йем] низк\w*"
        r"|низш\w*"
    ),
    Cue.FIRST: (
        r"first|topped|tops|leads?|led|leader|no\.? ?1|number one|number 1|1st|#1|premi[eè]re?s?|en t[eê]te"
        r"|primer[oa]?s?|primeir[oa]s?|lider\w*|encabez\w*|erste[nrs]?|spitze\w*|spitzenreiter|f[uü]hr(t|te"
        r"|end)\w*|anführ\w*|перв\w*|возглав\w*|лидер\w*|lidera\w*|head(s|ed)|gold"
    ),
    Cue.LAST: (
        r"last|bottom|brings? up the rear|brought up the rear|tail end|dead last|very end|rock bottom"
        r"|derni[eè]re?s?|lanterne rouge|en queue|[uú]ltim[oa]s?|a la cola|letzte[nrs]?|schlusslicht\w*"
        r"|последн\w*|замыка\w*|конце списка|rearmost|hindmost"
    ),
    Cue.EVER: (
        r"ever|all[- ]time|of all time|record|at (its|their|his) (peak|best|worst|lowest|highest)|peak|in (its"
        r"|their) history|jamais|de tous les temps|de la historia|en su historia|jam[aá]s|da hist[oó]ria"
        r"|de todos os tempos|jemals|bislang|bisher|aller zeiten|когда-?либо|за всю историю|всех времен"
    ),
    Cue.HOW_MANY: (
        r"how many|how mny|number of|count of|total (number )?of|combien|nombre de|cu[aá]nt[oa]s?|n[uú]mero de"
        r"|quant[oa]s|wie ?viele|anzahl|сколько|количество|число|how much|by how|how far|how big"
    ),
    Cue.COUNTRY: (
        r"countr(y|ies)|contries|contry|coutnr(y|ies)|countrys|nations?|states?|place on earth|pays"
        r"|pa[ií]s(es)?|l[aä]nder\w*|land|staat\w*|стран\w*|государств\w*|who|qui|quien(es)?|qui[eé]n|quem|wer"
        r"|кто|places?|territor\w+"
    ),
    Cue.EDITION: r"editions?|[eé]ditions?|edici[oó]n(es)?|edi[cç][aãoõ]\w*|ausgaben?|издани\w*|выпуск\w*",
    Cue.COMPARE: (
        r"compar\w*|versus|vs\.?|against|ahead of|ahead|behind|better than|worse than|higher than|lower than"
        r"|above|below|outrank\w*|overtak\w*|overtook|beat|beats|gap|separat\w*|or|between|difference|than"
        r"|lead|compar[eé]\w*|mieux que|devant|derri[eè]re|ou|entre|frente a|mejor que|peor que|por delante"
        r"|melhor (do )?que|pior (do )?que|frente|vergleich\w*|besser als|schlechter als|vor|hinter|oder|gegen"
        r"|сравн\w*|выше|ниже|лучше|хуже|или|против|между|и|und|y|e|et|and|which of|both|surpass\w*|treated"
    ),
    Cue.OFTEN: (
        r"how often|often(est)?|how many times|number of times|times|occasions?|most often|most times"
        r"|most frequent\w*|combien de fois|le plus souvent|souvent|cu[aá]ntas veces|m[aá]s veces"
        r"|quantas vezes|mais vezes|wie oft|am häufigsten|häufig\w*|сколько раз|чаще\w*|most \w+ (first"
        r"|last) places"
    ),
    Cue.WHEN: (
        r"when|since when|in (which|what) (years?|editions?)|which (years?|editions?)|what years?|since when|quand"
        r"|en quelles? ann[eé]es?|quelles? ann[eé]es?|cu[aá]ndo|en qu[eé] años?|quando|em que anos?|wann"
        r"|in welche[mn] jahr\w*|когда|в как(ие|ом|их) год\w*"
    ),
    Cue.MOST: (
        r"most|biggest|largest|furthest|farthest|steepest|sharpest|greatest|fastest|strongest|hardest|le plus"
        r"|la plus|les plus|plus (grande?|forte?)s?|m[aá]s|mayor(es)?|mais|maior(es)?|am meisten"
        r"|st[aä]rkste\w*|größte\w*|stärksten|weitesten|больше всех|сильнее всех|больше всего|наибольш\w*"
        r"|крупнейш\w*|самы[йем]|самое"
    ),
    Cue.METHOD: (
        r"method\w*|m[eé]thod\w*|metod\w*|методик\w*|методолог\w*|comparab\w*|be compared|calculat\w*|computed"
        r"|compiled|measured?|measures|how is the (score|index|ranking)|how does (the index|the ranking|rsf"
        r"|it) work|criteria|berechn\w*|calcul\w*|как (считает|рассчит|составл)\w*|compared directly"
        r"|direct comparison|fair to compare|safe to compare|same scale|scales?|one chart|same chart|one graph"
        r"|what do the scores mean|questionnaire|vergleichbar\w*|vergleichen|compar\w*|compara\w*|compare[rz]"
        r"|сравн\w*|(what do|what does) .{0,20}mean|сопостав\w*|[eé]chelle|escala|skala|шкал\w*"
    ),
    Cue.WHY: (
        r"why|how come|pourquoi|por qu[eé]|por que|warum|wieso|почему|зачем|how can|what happened|reason"
        r"|explain"
    ),
    Cue.PUBLISHER: (
        r"(since when|when|how often|which year) .{0,30}(publish\w*|launched|created|started"
        r"|founded|released|come out|comes out)|"
        r"who (publish\w*|makes|made|compiles|produces|issues|runs|is behind|puts|creates|created|does|draws)"
        r"|publisher|published by|qui (publie|[eé]tablit)|qui[eé]n (publica|elabora)|quem (publica|faz"
        r"|elabora)|wer (ver[oö]ffentlicht|erstellt|gibt)|кто (публикует|составляет|издает|выпускает)"
    ),
    Cue.BETWEEN_SCORES: (
        r"indicators?|indicateurs?|indicador(es)?|indikator\w*|индикатор\w*|показател\w*|components?|criteria"
        r"|sub[- ]?scores?|dimensions?|contexts?|pillars?"
    ),
    Cue.FIVE: r"five|5|cinq|cinco|f[uü]nf|пят[ьи]|which indicators|what indicators",
    Cue.NEGATIVE: (
        r"minus \d+|minus|negative|below zero|under zero|less than zero|n[eé]gati\w+|negativ\w*|отрицательн\w*"
        r"|ниже нуля|-\d+"
    ),
    Cue.LIST: (
        r"list|name|which|what are|give me|show|tell me|enumerate|welche|nenne|liste|quels|cu[aá]les|quais"
        r"|какие|назов\w*|перечисл\w*"
    ),
    Cue.ABOVE: (
        r"above|ahead|better|higher|over|before|up from|devant|au[- ]dessus|encima|por delante|acima"
        r"|[aà] frente|vor|[uü]ber|выше|перед|лучше"
    ),
    Cue.BELOW: (
        r"below|behind|beneath|under|after|worse|lower|derri[eè]re|sous|debajo|detr[aá]s|abaixo|atr[aá]s"
        r"|hinter|unter|ниже|после|хуже"
    ),
    Cue.NEXT_TO: (
        r"just|right|directly|immediately|next to|neighbou?r\w*|juste|justo|logo|direkt|unmittelbar|сразу"
        r"|прямо|непосредственно"
    ),
    Cue.FUTURE: (
        r"will|next year|going to be|predict\w*|forecast\w*|expect\w*|would be|l'ann[eé]e prochaine"
        r"|ann[eé]e prochaine|sera|el pr[oó]ximo a[nñ]o|pr[oó]ximo|a[nñ]o que viene|ser[aá]|no pr[oó]ximo ano"
        r"|n[aä]chstes jahr|n[aä]chsten jahr|n[aä]chsten jahres|wird|в следующем году|следующ\w*|будет"
        r"|прогноз\w*|tomorrow|future"
    ),
    Cue.OTHER_BODY: (
        r"freedom house|transparency international|amnesty( international)?|human rights watch|hrw|economist"
        r"|eiu|world bank|banque mondiale|banco mundial|imf|fmi|undp|fifa|uefa|olympi\w*|cpj"
        r"|committee to protect journalists|ifj|ipi|article 19|unesco|v-dem|cato( institute)?"
        r"|heritage foundation|freedom on the net|freedom in the world|access now|netblocks|фридом хаус"
        r"|weltbank|всемирн\w* банк\w*"
    ),
    Cue.OTHER_FIGURE: (
        r"gdp|pib|bip|ввп|population|inhabitants|inflation|unemployment|corruption|democracy index|happiness"
        r"|passport|human development|hdi|football|soccer|fifa|cricket|rugby|olympi\w*|medals?|life expectancy"
        r"|literacy|debt|exports?|imports?|minimum wage|per (head|capita)|peace index|economic freedom"
        r"|academic freedom|internet freedom|internet speed|ease of doing business|competitiveness"
        r"|innovation index|gini|poverty|murder rate|co2|emissions|universit\w*|poblaci[oó]n|habitantes"
        r"|popula[cç][aã]o|bev[oö]lkerung|einwohner\w*|населени\w*|инфляци\w*|коррупци\w*|инфляция|ch[oô]mage"
        r"|corrup\w*|korruption\w*|d[eé]mocratie|democracia|demokratieindex|glück\w*|bonheur|felicidad"
        r"|счаст\w*|футбол\w*|fu[sß]ball\w*|f[uú]tbol|futebol|world cup"
    ),
    Cue.NARRATIVE: (
        r"journalists?|reporters?|photographers?|editors?|bloggers?|correspondents?|arrest\w*|detain\w*"
        r"|kill\w*|murder\w*|jail\w*|imprison\w*|prison\w*|shot|attack\w*|assault\w*|sued|subpoena\w*|lawsuit"
        r"|police|court|judge|quotes?|statement|spokes\w*|said|say|says|journalistes?|periodistas?"
        r"|jornalistas?|journalist\w*|журналист\w*|reporteros?|asesin\w*|deten\w*|tu[eé]e?s?|arr[eê]t[eé]\w*"
        r"|verhaftet\w*|get[oö]tet\w*|арестован\w*|убит\w*|задержан\w*|pres[oa]s?|mort[oa]s?|blocked"
        r"|banned|closed|expelled|censor\w*"
    ),
    Cue.POLITICAL: r"political|politiques?|pol[ií]tic[oa]s?|politische\w*|политическ\w*",
    Cue.ECONOMIC: (
        r"economic|economical|economy|[eé]conomiques?|econ[oó]mic[oa]s?|wirtschaft\w*|[oö]konomisch\w*"
        r"|экономическ\w*"
    ),
    Cue.LEGISLATIVE: (
        r"legislative|legal|law|legislation|l[eé]gislati\w*|juridiques?|legislativ[oa]s?|legales"
        r"|jur[ií]dic[oa]s?|rechtlich\w*|gesetz\w*|legislativ\w*|законодательн\w*|правов\w*|юридическ\w*"
    ),
    Cue.SOCIOCULTURAL: (
        r"social|socio-?cultural|sociocultural|society|sociaux|socioculturel\w*|sociocultural(es)?"
        r"|soziokulturell\w*|sozial\w*|gesellschaft\w*|социокультурн\w*|социальн\w*|общественн\w*"
    ),
    Cue.SAFETY: (
        r"safety|safest|safe|security|secure|s[eé]curit[eé]|s[uû]ret[eé]|seguridad|seguran[cç]a|sicherheit\w*"
        r"|безопасност\w*|s[uû]rs?|dangerous"
    ),
    Cue.INDICATOR: (
        r"indicators?|indicateurs?|indicador(es)?|indikator\w*|индикатор\w*|показател\w*|sub[- ]?scores?"
        r"|context|contexte|contexto|kontext|контекст\w*|dimension|component|journalists?|environment|factor"
    ),
    Cue.GOOD: (
        r"""[\"“'«]?good[\"”'»]?( situation| band| category| zone)?|bonnes?|buen[oa]s?|bo[am]s?|gute[nrsm]?"""
        r"|хорош\w*|green"
    ),
    Cue.SATISFACTORY: (
        r"satisfactory|satisfaisante?s?|plut[oô]t bonne|satisfactori[oa]s?|satisfat[oó]ri[oa]s?"
        r"|zufriedenstellend\w*|удовлетворительн\w*|yellow"
    ),
    Cue.PROBLEMATIC: (
        r"problematic|probl[eé]matiques?|problem[aá]tic[oa]s?|problematisch\w*|проблемн\w*|проблематичн\w*"
        r"|orange"
    ),
    Cue.DIFFICULT: r"difficult|difficiles?|dif[ií]cil|dif[ií]ceis|dificiles|schwierig\w*|сложн\w*|трудн\w*",
    Cue.VERY_SERIOUS: (
        r"very serious|tr[eè]s graves?|muy graves?|muito graves?|sehr ernst\w*|очень (серь[её]зн|тяж[её]л)\w*"
        r"|very bad|critical|black|dark red"
    ),
    Cue.BAND: (
        r"bands?|categor(y|ies)|classified|class|situation|zone|colou?r|label|group|cat[eé]gories?"
        r"|situaci[oó]n|categor[ií]as?|situa[cç][aã]o|kategorien?|lage|категори\w*|ситуаци\w*|положени\w*|red"
    ),
    Cue.PRONOUN: (
        r"it|its|it's|they|their|them|there|that|this country|the country|the same|same|he|she|lui|leur|son|sa"
        r"|ses|su|sus|eso|isso|seu|sua|ihr\w*|dort|das|es|его|ее|их|он[аои]?|там|there|those|these"
    ),
    Cue.AND: (
        r"and|what about|how about|et|y|e|und|а|и|or|sorry|no|i mean\w*|i meant|instead|same for|and for|also"
        r"|then|now|ok|okay|so|but|aber|pero|mas|mais|or rather|et pour|et en|qu'en est-il|qu[eé] tal"
        r"|wie sieht|was ist mit|как насчет|y en|e em|e o|e a|und in|und wie"
    ),
    Cue.WHERE: r"where|o[uù]|d[oó]nde|onde|wo|где",
}
