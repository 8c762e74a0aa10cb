# De eigen plek van de cliënt: aanmelden, mijn rust, mijn verhaal, mijn gegevens. In gewone woorden, met je.

# De deur
own-door-title = Welkom op je eigen plek
own-door-code = Je code
own-door-code-hint = Twaalf letters en cijfers, van je behandelaar of van je kaart. Hoofdletters en streepjes maken niet uit.
own-door-code-wrong = Vul je code in.
own-door-card = Dit is de code van je kaart. Hij werkt één keer. Daarna krijg je een code die alleen jij weet.
own-door-shared = Anderen gebruiken dit apparaat ook
own-door-lost = Code kwijt? Vraag je behandelaar om een nieuwe. Er gaat niets verloren.
own-code-title = Dit is jouw nieuwe code
own-code-keep = Schrijf hem op of maak een foto. Alleen jij weet hem. We laten hem niet nog eens zien.
own-code-how = Met deze code kun je je ook op een ander apparaat aanmelden.
own-code-kept = Ik heb hem bewaard
own-nowhere-do = Naar Mijn rust

# Overal
own-tab-calm = Mijn rust
own-tab-story = Mijn verhaal
own-tab-data = Mijn gegevens
own-help = Hulp en vragen
own-help-answer = Er is een antwoord voor je
own-today = Vandaag
own-yesterday = Gisteren
own-you = Jij
own-of = { $n } van { $all }
own-kept = Bewaard
own-remove = Verwijderen
own-only-you = alleen jij ziet dit
own-shared = gedeeld met je behandelaar
own-share = Delen met mijn behandelaar
own-unshare = Niet meer delen
own-share-question = Je behandelaar kan dit dan lezen. Je kunt het later weer terugnemen. Wil je het nu delen?
own-share-question-delusions = Alleen de mensen die je hieronder bij Hulp en vragen ziet, kunnen dit dan lezen. Niemand anders. Je kunt het terugnemen. Wil je het nu delen?
own-share-question-trauma = Je kiest zelf wat je vertelt en wanneer. Je kunt het later weer terugnemen. Wil je het nu delen?
own-think = Neem even de tijd
own-think-later = Nu niet
own-scale-low = 0 is geen spanning
own-scale-high = 10 is heel veel
own-times =
    { $n ->
        [one] 1 keer
       *[other] { $n } keer
    }

# Mijn rust
own-calm-title = Hoe is het nu?
own-calm-title-trauma = Fijn dat je er bent
own-calm-ask = Hoe gespannen ben je nu?
own-calm-ask-addiction = Hoe gespannen ben je nu? Trek in gebruiken telt mee.
own-calm-words = Wil je er iets bij schrijven? Hoeft niet.
own-calm-words-trauma = Wil je er iets bij schrijven? Hoeft niet. Je hoeft niet te vertellen wat er is gebeurd.
own-calm-missing = Kies eerst een cijfer.
own-calm-send = Opschrijven
own-after-high = { $n }: op of boven je eigen grens
own-after-kept = Opgeschreven: { $n }
own-after-low = Je zit onder je eigen grens.
own-after-choose = Dit is het moment om iets voor jezelf te doen. Kies wat nu past.
own-after-choose-trauma = Je merkt het op tijd. Kies wat nu goed voelt; niets moet.
own-after-choose-addiction = Trek en spanning komen op en zakken ook weer. Doe nu iets anders; daarna kijk je verder.
own-after-headset = Is er een bril in de buurt? Vraag erom, of zet hem op en kies zelf een plek.
own-after-headset-world = Is er een bril in de buurt? Na { $world } was je spanning vaak lager.
own-after-helps = Jij schreef eerder dat dit helpt: { $helps }.
own-after-other = Liever iets anders? Ga even naar buiten, drink een glas water of bel iemand.
own-after-other-delusions = Liever iets anders? Ga naar een rustige plek, doe iets met je handen, of praat met iemand die je vertrouwt.
own-after-other-trauma = Liever iets anders? Voel je voeten op de grond, kijk rond en noem vijf dingen die je ziet. Of bel iemand bij wie je je veilig voelt.
own-after-other-addiction = Liever iets anders? Ga weg van de plek waar de trek begon, drink een glas water, of bel iemand met wie je dit hebt afgesproken.
own-after-no-threshold = Je hebt nog geen eigen grens. Met een grens krijg je op het goede moment een idee om te ontspannen.
own-after-set-threshold = Grens kiezen
own-after-again = Nog eens opschrijven
own-remind-now = Tijd voor jezelf: { $what }
own-remind-how = Dit moment plande je zelf. Adem een minuut mee, of zet een bril op als die er is.
own-remind-later = Vandaag om { $clock }: { $what }
own-plan-pause = een rustmoment

# Een minuut ademen
own-breath = Een minuut ademen
own-breath-more = Zonder bril, gewoon hier
own-breath-how = Ga zitten. Adem in als het rondje groeit en adem langzaam uit als het krimpt. Zes keer, dan is de minuut om.
own-breath-how-trauma = Ga zitten en laat je ogen open. Adem in als het rondje groeit en rustig uit als het krimpt. Voelt meeademen niet goed? Kijk dan alleen naar het rondje, of stop.
own-breath-start = Beginnen
own-breath-ready = Klaar
own-breath-in = Adem in
own-breath-out = Adem rustig uit
own-breath-left = Hoe ver je bent
own-breath-stop = Stoppen
own-breath-dizzy = Ik word duizelig
own-breath-dizzy-do = Stop met meeademen en adem zoals het vanzelf gaat. Blijf zitten tot het over is. Gaat het niet over? Vraag hulp aan iemand in de buurt.
own-breath-back = Terug naar Mijn rust
own-breath-done = Dat was een minuut
own-breath-done-more = Merk je verschil? Alles is goed, ook als je niets merkt.
own-breath-write = Opschrijven hoe het nu is
own-breath-more-time = Nog een minuut
own-breath-safe = Doe dit zittend, niet achter het stuur. Word je duizelig, stop dan.

# Dagboek
own-diary = Mijn dagboek
own-diary-more = Wat je eerder opschreef
own-diary-private = Alleen jij ziet je dagboek.
own-diary-private-delusions = Alleen jij ziet je dagboek, tenzij je zelf iets deelt. Het wordt veilig bewaard bij je instelling. Je telefoon luistert niet mee.
own-diary-empty = Je hebt nog niets opgeschreven.
own-diary-first = Nu iets opschrijven
own-diary-count =
    { $n ->
        [one] Je schreef 1 keer iets op
       *[other] De laatste { $n } keer
    }
own-diary-over =
    { $n ->
        [one] Eén keer opgeschreven, { $high } keer op of boven je grens van { $threshold }
       *[other] { $high } van de laatste { $n } keer op of boven je grens van { $threshold }
    }
own-diary-dotted = De stippellijn is je eigen grens.
own-diary-forget = Verwijderen: { $clock }

# Mijn plan
own-plan = Mijn plan
own-plan-more = Je grens, je momenten en wat helpt
own-plan-private = Alleen jij ziet je plan. Wat je verandert, is meteen bewaard.
own-plan-meanwhile = Je plan is op een ander apparaat veranderd. Hieronder staat nu wat daar bewaard is. Doe je laatste wijziging opnieuw als je die nog wilt.
own-threshold = Mijn grens
own-threshold-more = Schrijf je dit cijfer of hoger op, dan krijg je meteen een idee om te ontspannen.
own-threshold-more-addiction = Schrijf je dit cijfer of hoger op, voor spanning of voor trek, dan krijg je meteen iets wat je kunt doen.
own-threshold-ask = Vanaf welk cijfer wil je een idee?
own-threshold-none = Geen grens
own-moments = Mijn momenten
own-moments-more = Op welke momenten loopt je spanning vaak op? Plan daar een pauze. Je ziet hem hier op de pagina; je krijgt geen melding.
own-moment-days = Op welke dagen?
own-moment-time = Hoe laat?
own-moment-words = Wat voor moment is het? Hoeft niet.
own-moment-add = Moment toevoegen
own-moment-row = { $day }, { $clock }
own-moment-no-time = Kies een tijd.
own-moment-no-day = Kies minstens één dag.
own-moment-too-many = Meer dan 21 momenten kan niet. Haal eerst een moment weg.
own-day-monday = maandag
own-day-tuesday = dinsdag
own-day-wednesday = woensdag
own-day-thursday = donderdag
own-day-friday = vrijdag
own-day-saturday = zaterdag
own-day-sunday = zondag
own-day-short-monday = ma
own-day-short-tuesday = di
own-day-short-wednesday = wo
own-day-short-thursday = do
own-day-short-friday = vr
own-day-short-saturday = za
own-day-short-sunday = zo
own-signals = Waaraan ik het merk
own-signals-hint = Kruis aan wat je herkent.
own-signals-hint-trauma = Kruis aan wat je herkent. Sla over wat nu te dichtbij komt.
own-signal-heart = Mijn hart gaat sneller
own-signal-breath = Ik adem hoog of snel
own-signal-muscles = Mijn schouders of kaken staan strak
own-signal-sweat = Ik ga zweten of trillen
own-signal-stomach = Mijn buik doet raar
own-signal-thoughts = Mijn gedachten gaan maar door
own-signal-thoughts-delusions = Het is druk in mijn hoofd
own-signal-sleep = Ik slaap slecht
own-signal-short-tempered = Ik word sneller boos of trek me terug
own-helps = Wat mij helpt
own-helps-hint = Kruis aan wat je kent, of schrijf zelf iets op.
own-help-outside = Naar buiten gaan
own-help-music = Muziek
own-help-talk = Praten met iemand
own-help-talk-delusions = Praten met iemand die ik vertrouw
own-help-breathe = Rustig ademen
own-help-move = Bewegen
own-help-warmth = Iets warms: douche, thee, deken
own-help-alone = Even alleen zijn
own-help-headset = De bril
own-list-own = Iets anders
own-plan-words = In mijn eigen woorden
own-plan-words-ask = Als mijn spanning oploopt, dan
own-plan-words-ask-addiction = Als mijn spanning of trek oploopt, dan
own-plan-words-hint = Bijvoorbeeld: dan loop ik eerst een rondje en bel ik daarna mijn zus.

# Spanning begrijpen
own-learn = Spanning begrijpen
own-learn-more = Vijf korte pagina's
own-learn-back = Vorige
own-learn-next = Volgende
own-learn-end = Naar mijn plan
own-learn-what-title = Wat is spanning?
own-learn-what-1 = Iedereen heeft spanning. Je lichaam maakt zich klaar om iets aan te kunnen: je hart gaat sneller en je spieren spannen zich. Dat is nuttig, en het zakt meestal vanzelf.
own-learn-what-1-trauma = Spanning is er om je te beschermen. Na iets ergs kan je lichaam alert blijven, ook als het nu veilig is. Dat is niet jouw schuld.
own-learn-what-1-delusions = Iedereen heeft spanning. Je lichaam maakt zich klaar om iets aan te kunnen: je hart gaat sneller en je spieren spannen zich. Dat gebeurt in je eigen lichaam, en het zakt meestal vanzelf.
own-learn-what-2 = Blijft de spanning te lang hoog, dan slaap je slechter en kun je minder hebben. Door vaker even te ontspannen zakt hij weer. Het gaat niet om lang, maar om vaak: een paar minuten is genoeg.
own-learn-what-2-addiction = Spanning kan trek in gebruiken oproepen. Trek komt op, wordt sterker en zakt dan weer. Door op tijd te ontspannen hoef je er niet naar te handelen. Een paar minuten is vaak genoeg.
own-learn-signals-title = Hoe merk je spanning?
own-learn-signals-1 = Iedereen merkt spanning anders. De een voelt het in zijn buik, de ander gaat piekeren of wordt kortaf.
own-learn-signals-1-delusions = Iedereen merkt spanning anders. De een voelt het in zijn buik, de ander krijgt het druk in zijn hoofd of slaapt slecht.
own-learn-signals-2 = Als je je eigen signalen kent, kun je eerder iets doen. Welke herken jij?
own-learn-helps-title = Wat helpt?
own-learn-helps-1 = Ontspannen kun je oefenen. In onderzoek hielp een rustige plek in de bril veel mensen op het moment zelf, en gewone oefeningen hielpen ook. Wat voor jou werkt, kun alleen jij merken.
own-learn-helps-1-trauma = Ontspannen kun je oefenen, in je eigen tempo. Voelt iets niet veilig, dan stop je. Een rustige plek in de bril helpt veel mensen; voor anderen werkt iets heel anders. Jij kiest.
own-learn-helps-2 = Kies een paar dingen die je overal kunt doen, ook zonder bril.
own-learn-moments-title = Wanneer is het lastig?
own-learn-moments-1 = Vaak loopt spanning op vaste momenten op: bij het opstaan, na je werk, voor een gesprek of 's avonds.
own-learn-moments-1-addiction = Vaak lopen spanning en trek op vaste momenten op: na je werk, op betaaldag, in het weekend of 's avonds.
own-learn-moments-2 = Plan juist dan een korte pauze, nog voordat het hoog is. Veel mensen merken dat op tijd pauze nemen makkelijker is.
own-learn-plan-title = Jouw plan
own-learn-plan-1 = Dit koos je. Je vindt het terug bij Mijn plan en kunt het altijd veranderen.
own-learn-plan-2 = Schrijf op wat je doet als het oploopt. Bespreek het gerust met je behandelaar.
own-summary = Zo ziet het er nu uit
own-summary-nothing = nog niets gekozen

# Mijn verhaal
own-story-empty = Hier komt jouw verhaal
own-story-empty-more = Na je eerste keer in de bril zie je hier waar je was en wat het met je spanning deed.
own-story-best = { $name } past bij jou
own-story-counted =
    { $n ->
        [one] Na de ene keer met { $name } was je spanning { $lower ->
            [0] niet lager
           *[other] lager
        }.
       *[other] Na { $lower } van de { $n } keer met { $name } was je spanning lager.
    }
own-story-mean = Je spanning was erna meestal lager, ongeveer { $points } punt. Dat zeggen { $n } keren.
own-story-early = Jouw sessies
own-story-early-more = Wat voor jou het beste werkt, is nu nog niet te zeggen. Daar zijn meer keren voor nodig.
own-story-last-lower = De laatste keer ging je spanning van { $before } naar { $after }
own-story-last-same = De laatste keer bleef je spanning { $after }
own-story-last-higher = De laatste keer ging je spanning van { $before } naar { $after }
own-story-no-answers = Nog geen cijfers vooraf en na afloop
own-story-liked = Dit koos je het vaakst
own-story-wrote = Wat je zelf schreef
own-story-that-session = Naar die sessie
own-works = Wat werkt voor mij?
own-works-early =
    { $n ->
        [one] 1 keer. Te weinig om iets te zeggen.
       *[other] { $n } keer. Te weinig om iets te zeggen.
    }
own-works-unclear = { $n } keer. Soms lager, soms niet: nog niet te zeggen.
own-works-lower = { $n } keer. Je spanning is erna lager, waarschijnlijk { $low } tot { $high } punt.
own-works-higher = { $n } keer. Je spanning is erna vaker hoger. Bespreek dit met je behandelaar.
own-works-how = Dit komt alleen uit jouw eigen cijfers, van vlak voor en vlak na een sessie. Het zegt niet waardoor het komt.
own-session-live = is nu bezig
own-session-both = spanning van { $before } naar { $after }
own-session-same = spanning bleef { $n }
own-session-before = spanning vooraf { $n }
own-session-after = spanning na afloop { $n }
own-session-neither = zonder cijfers voor spanning
own-session-wrote = je schreef erover
own-claim = Heb je een code van een sessie zonder naam?
own-claim-code = Code van de sessie
own-claim-hint = Acht letters en cijfers, die je na de sessie kreeg. De sessie komt dan hier te staan.
own-claim-send = Sessie toevoegen

# Eén sessie
own-course-title = Jouw sessie
own-course-both = Je spanning ging van { $before } naar { $after }
own-course-first = Wil je deze sessie nu bekijken?
own-course-first-more = Je ziet waar je was, hoe je hart sloeg en wat je opschreef. Het blijft hier staan, dus later kan ook.
own-course-first-more-delusions = Je ziet waar je was en hoe je hart sloeg. Bij Mijn gegevens lees je alles wat er wordt bewaard. Dit blijft hier staan, dus later kan ook, of samen met je behandelaar.
own-course-first-more-trauma = Terugkijken kan iets oproepen. Het blijft hier staan, dus later kan ook, of samen met je behandelaar.
own-course-show = Bekijken
own-course-where = Waar je was
own-course-did = Wat je deed
own-course-watched = Keek mee
own-course-watched-delusions = Was er samen met jou bij
own-course-nobody = niemand
own-course-unwell = Je voelde je niet goed in deze sessie. Je behandelaar kijkt daarnaar voordat je weer alleen oefent.
own-course-line = Van begin tot eind
own-course-line-more = Boven je cijfers, daaronder je hartslag. Waar de lijn ontbreekt, is er niet gemeten. Een hart gaat de hele dag op en neer; dat is normaal.
own-course-line-more-delusions = De band telde alleen hartslagen. Niemand kan aan deze lijn zien wat je denkt of voelt. Waar de lijn ontbreekt, is er niet gemeten.
own-course-gap = niet gemeten
own-course-no-heart = Er is geen hartslag gemeten.
own-track-tension = Spanning
own-moments-marked = Momenten die ik markeerde
own-moments-none = Was er een moment waar je het over wilt hebben? Markeer het en schrijf er iets bij.
own-moments-none-trauma = Was er een moment dat goed voelde, of juist niet? Je kunt het markeren. Het hoeft niet.
own-moment-mark = Moment markeren
own-moment-at = Welk moment?
own-moment-heart = hartslag { $n }
own-moment-note = Wat was er toen?
own-moment-note-trauma = Wat wil je erover kwijt?
own-moment-missing = Schrijf er iets bij, al is het één woord.
own-moment-share-now = Mijn behandelaar mag dit zien
own-moment-share-later = Eerst is het alleen voor jou. Daarna kun je kiezen of je het deelt.
own-moment-keep = Moment bewaren
own-reflect = Wat nam je mee?
own-reflect-ask = Hoe was het, en wat wil je de volgende keer?
own-reflect-ask-trauma = Wil je er iets over kwijt? Je hoeft niet te vertellen wat er is gebeurd.
own-reflect-hint = Leeg bewaren haalt je tekst weg.
own-reflect-share = Mijn behandelaar mag dit lezen
own-reflect-alone = Alleen voor mij bewaren

# Hulp en vragen
own-ask = Hulp en vragen
own-ask-more = Iemand iets vragen, of nu hulp
own-emergency = Heb je nu hulp nodig?
own-emergency-more = Deze pagina wordt niet dag en nacht gelezen. Bel als het niet kan wachten.
own-emergency-more-addiction = Deze pagina wordt niet dag en nacht gelezen. Bel als het niet kan wachten, ook als je bang bent om te gaan gebruiken.
own-call-112 = Er is gevaar: bel 112
own-call-113 = Denk je aan zelfmoord: bel 0800-0113 (gratis)
own-ask-person = Een vraag aan je behandelaar
own-ask-readers = Wie dit leest: { $names }.
own-ask-readers-none = Op dit moment leest niemand hier je vragen: je zorg is afgesloten, of er is niemand aan jou gekoppeld. Daarom kun je hier nu niets versturen. Bel of schrijf je instelling:
own-ask-days =
    { $n ->
        [one] Je krijgt binnen 1 werkdag antwoord.
       *[other] Je krijgt binnen { $n } werkdagen antwoord.
    }
own-ask-days-unknown = Vraag je behandelaar hoe snel je antwoord krijgt.
own-ask-write = Wat wil je vragen of vertellen?
own-ask-hint = Het antwoord komt hier te staan. Je ziet ook of je vraag gelezen is.
own-ask-hint-delusions = Alleen de mensen hierboven lezen dit. Het antwoord komt hier te staan, en je ziet of je vraag gelezen is.
own-ask-missing = Schrijf eerst je vraag op.
own-ask-send = Versturen
own-letters = Vragen en antwoorden
own-letter-read = gelezen op { $when }
own-letter-unread = nog niet gelezen

# Mijn gegevens
own-data-title = Jij bepaalt wat we bewaren
own-data-better = Iets laten verbeteren
own-data-better-more = Klopt er iets niet? Zeg het je behandelaar
own-log = Wie heeft gekeken
own-log-who = Alleen jij en mensen die bij je zorg horen, kunnen kijken.
own-log-who-delusions = Alleen jij en de mensen die bij je zorg horen, kunnen kijken. Elke keer staat hier.
own-log-why = Elke keer dat iemand jouw gegevens opent of verandert, komt dat hier te staan. Niemand kan een regel weghalen.
own-log-why-delusions = Elke keer dat iemand jouw gegevens opent of verandert, komt dat hier te staan. Twijfel je over een regel? Bekijk hem samen met je behandelaar.
own-log-all = Alles bekijken
own-log-mine-too = Ook wat ik zelf deed
own-log-nobody = Er heeft nog niemand anders gekeken.
own-log-device = een apparaat
own-log-times = { $n } keer
own-log-was-emergency = met spoed, zonder dat diegene je behandelt; dit wordt gecontroleerd
own-log-looked = bekeek { $what }
own-log-changed = voegde iets toe of veranderde iets: { $what }
own-log-removed = haalde iets weg: { $what }
own-log-refused = wilde kijken, en mocht niet
own-log-emergency = opende je gegevens met spoed
own-log-entered = meldde zich aan of af
own-log-session = begeleidde { $what }
own-log-of-session = je sessie
own-log-of-sessions = je sessies
own-log-of-poses = waar je keek in een sessie
own-log-of-recording = een hartmeting
own-log-of-profile = je overzicht
own-log-of-works = wat voor jou werkt
own-log-of-screening = je screening
own-log-of-client = je kaart
own-log-of-clients = je naam in een lijst
own-log-of-relation = wie je behandelt
own-log-of-relations = wie je behandelt
own-log-of-client-login = hoe je je aanmeldt
own-log-of-client-code = je code
own-log-of-passkey = een passkey
own-log-of-access-log = deze lijst
own-log-of-adverse-event = een moment waarop je je niet goed voelde
own-log-of-letters = je vragen
own-log-of-letter = een vraag of antwoord
own-log-of-manner = hoe deze plek tegen je praat
own-log-of-shared-words = wat je deelde
own-log-of-moment = een moment dat je markeerde
own-log-of-reflection = wat je over een sessie schreef
own-log-of-diary = je dagboek
own-log-of-diary-entry = je dagboek
own-log-of-own-plan = je plan
own-log-of-own-place = deze plek
own-log-of-consents = je toestemming
own-log-of-consent = je toestemming
own-log-of-export = een kopie van je gegevens
own-log-of-other = iets van jouw gegevens
own-key = Hoe ik me aanmeld
own-key-lead = Code, passkey, taal en kleuren
own-key-as = Je bent hier { $alias }, bij { $organisation }.
own-key-code = Nieuwe code
own-key-code-more = Weet iemand anders je code? Maak een nieuwe. De oude werkt dan niet meer, en op andere apparaten word je afgemeld.
own-key-code-new = Nieuwe code maken
own-data-off = Zet je iets uit? Luwte werkt gewoon door.
own-data-yours = Je gegevens zijn van jou
own-data-all = Alles downloaden
own-data-all-more = Je krijgt één bestand (zip) met alles wat er van je bewaard is. Bewaar het op een veilige plek.
own-information = Wat we bewaren, waarom en hoe lang
own-streams-always = Voel je je niet goed in de bril? Dat bewaren we altijd, voor je veiligheid.
own-stream-on-since = Aan sinds { $when }.
own-stream-off-since = Uit sinds { $when }.
own-stream-behaviour = Keuzes
own-stream-behaviour-more = Welke plek en oefening je koos, en hoe lang.
own-stream-head-movement = Waar je kijkt
own-stream-head-movement-more = Hoe je hoofd beweegt in de bril.
own-stream-head-movement-more-delusions = Hoe je hoofd beweegt in de bril. De bril maakt geen opname van jou of je kamer.
own-stream-heart = Hartslag
own-stream-heart-more = Met een hartslagband.
own-stream-heart-more-delusions = Met een hartslagband. De band telt hartslagen en kan geen gedachten meten.
own-stream-answers = Antwoorden
own-stream-answers-more = Hoe je je voelt, vooraf en na afloop.
own-stream-diary = Dagboek
own-stream-diary-more = Wat je hier opschrijft. Alleen jij ziet het.
own-stream-research = Onderzoek
own-stream-research-more = Meedoen zonder je naam.
own-erase = Gegevens laten wissen
own-erase-what = Alles wat hier van je bewaard is, verdwijnt voorgoed: sessies, antwoorden, dagboek en vragen. Niemand kan het terughalen. Download het eerst als je het wilt houden.
own-erase-what-delusions = Alles wat hier van je bewaard is, verdwijnt voorgoed: sessies, antwoorden, dagboek en vragen. Er blijft geen kopie achter waarmee iemand je kan herkennen. Download het eerst als je het wilt houden.
own-erase-who = Je instelling beslist hierover. Soms mag wissen niet van de wet; dan lees je hier waarom.
own-erase-ask = Vragen om te wissen
own-erase-waits = Je vroeg op { $asked } om te wissen. Uiterlijk { $due } hoor je hier wat er is besloten.
own-erase-refused = Je verzoek is op { $when } niet toegewezen
own-erase-law = De wet verbiedt het om deze gegevens nu te wissen.
own-erase-others = Bewaren is van groot belang voor iemand anders dan jij.
own-log-of-erasure-request = je verzoek om te wissen

own-by-colleague = ingevuld door je behandelaar

# Wat er van mij bewaard wordt, soort voor soort
own-stored = Wat er van mij is
own-stored-more = Het getal zegt hoeveel er van is. Alles zit in het bestand dat je kunt downloaden, behalve waar iets anders staat.
own-stored-none = Niets is er van:
own-stored-identity = Je alias
own-stored-signing-in = Hoe je je aanmeldt
own-stored-carers = Wie je behandelt
own-stored-screening = Vragen vooraf
own-stored-consents = Wat je aan- of uitzette
own-stored-requests = Verzoeken om te wissen
own-stored-sessions = Sessies
own-stored-own-words = Wat je bij sessies schreef
own-stored-answers = Vragenlijsten
own-stored-diary = Dagboek
own-stored-own-plan = Je plan
own-stored-letters = Vragen en antwoorden
own-stored-loans = Geleende brillen
own-stored-sensors = Je eigen meters
own-stored-studies = Onderzoeken
own-stored-access-log = Wie er keek
own-stored-conclusions = Wat je behandelaars schreven
own-stored-keys = Sleutels
own-stored-outlives-access-log = Dit blijft ook na wissen, zonder je alias. De wet wil dat.
own-stored-stays-conclusions = Zit niet in het bestand: verslagen, plannen en besluiten. Vraag je behandelaar of je ze mag inzien. Dat is je recht.
own-stored-stays-keys = Zit niet in het bestand: ze zeggen niets over jou, en in verkeerde handen openen ze iets.
