# Alleen Companion (Meekijk), de tablet van de behandelaar.

companion-the-client = De cliënt
companion-the-client-inside = de cliënt

# Beginnen: voor wie, en de code uit de bril
companion-start-title = Meekijk
companion-whose = Voor wie is deze sessie?
companion-whose-search = Zoek op alias
companion-whose-nobody = Zonder naam
companion-whose-nobody-more = Anonieme sessie, hoort bij niemand
companion-way = Hoe gaat het?
companion-alone = De cliënt doet het alleen
companion-alone-more = Jij werkt ondertussen aan iets anders, bijvoorbeeld je verslag.
companion-whose-none = Geen cliënt met deze alias.
companion-code = Code uit de bril
companion-code-first = Kies eerst voor wie de sessie is.
companion-code-hint = Vier cijfers, zichtbaar in de bril.
companion-code-typed = { $n } van 4 cijfers getypt
companion-code-rub = Laatste cijfer wissen
companion-code-busy = Code wordt nagekeken
companion-start-again = Nieuwe code typen

# Wachten op het ja van de cliënt
companion-joining = Verbinden met de bril
companion-joining-more = Dit duurt meestal een paar seconden.
companion-asking = In de bril staat nu de vraag of je mag meekijken
companion-asking-more = Zodra de cliënt ja kiest, zie je hier hetzelfde als in de bril.
companion-declined = Meekijken gaat nu niet door
companion-declined-more = De cliënt koos nee of stopte het meekijken. De sessie in de bril gaat gewoon door. Praat er samen over en typ daarna zo nodig een nieuwe code.
companion-gone-more = De bril heeft deze sessie niet meer. Wat bewaard was, is veilig. Typ de code die nu in de bril staat.
companion-version-more = De sessie in de bril gaat gewoon door. Laad deze pagina opnieuw.
companion-watch-title = Meekijken met { $inside }
companion-leave = Stoppen met meekijken

# Hoe vers is het beeld?
companion-headset-silent = bril even stil · { NUMBER($seconds, maximumFractionDigits: 0) } s
companion-link-lost = geen verbinding · { NUMBER($seconds, maximumFractionDigits: 0) } s
companion-last-picture = laatste beeld, { NUMBER($seconds, maximumFractionDigits: 0) } s oud
companion-closed = gestopt

# Wie stuurt
companion-take-over = Regie overnemen
companion-hand-back = Teruggeven
companion-reconnect = Opnieuw verbinden
companion-client-steers = { $name } stuurt
companion-client-steers-more = Ziet dat je meekijkt
companion-you-steer = Jij stuurt
companion-you-steer-more = { $name } ziet dit en kan de regie terugnemen
companion-colleague-steers-more = { $name } ziet wie er stuurt
companion-lost = Verbinding weg: { $inside } heeft zelf de regie.
companion-lost-more = De wereld gaat rustig door. Je komt vanzelf terug.
companion-most-used = Meest gebruikt

# Vraag stellen
companion-ask = Vraag stellen
companion-question-open = Vraag staat open
companion-ask-title = Welke vraag wil je stellen?
companion-ask-own = Of in je eigen woorden
companion-ask-left = Nog { $n } tekens; in de bril staat je vraag in grote letters.
companion-answers = Antwoorden
companion-answers-yes-no = ja of nee
companion-answers-scale = 0 tot 10

# Afronden
companion-finish = Afronden
companion-finish-title = Sessie afronden?
companion-finish-more = De wereld wordt langzaam stil. Daarna krijgt { $inside } nog twee korte vragen. In de bril staat wie er stuurt.
companion-finish-not-yet = Nog niet

# Sturen
companion-tray = Sturen
companion-world = Wereld
companion-exercises = Oefeningen
companion-pace = Ademtempo
companion-pace-value = { $pace } per minuut
companion-breathing-stop = Oefening stoppen
companion-time = Tijd van de dag
companion-volume = Geluid
companion-lying = Cliënt ligt
companion-exercises-later = De andere oefeningen komen vanzelf, zodra de bril ze heeft opgehaald.
companion-volume-value = { NUMBER($volume, maximumFractionDigits: 0) } %
companion-begin = Beginnen
companion-continue = Verder
companion-skip = Overslaan
companion-done = Klaar
companion-nothing-unpleasant = Niets onprettigs
companion-something-unpleasant = Wel iets onprettigs

# Tegengehouden door de zelfcheck
companion-held = { $name } mag nog niet verder
companion-held-hard = Dit kan hier niemand vrijgeven: bij dit antwoord is virtual reality niet veilig. Doe de bril rustig af en kies samen een andere vorm van ontspanning.
companion-held-reason = Waarom mag het wel?
companion-held-reason-more = De reden komt met je naam in het verslag van de sessie.
companion-held-clear = Vrijgeven

# Klaar
companion-over = De sessie van { $inside } is klaar
companion-over-more = Alles staat op de tijdlijn: antwoorden, hartslag en keuzes.
companion-over-adverse = Er staat een voorval in dat een behandelaar moet bekijken
companion-stopped = { $name } heeft het meekijken gestopt
companion-stopped-more = De sessie in de bril gaat gewoon door. Wat tot nu toe bewaard is, staat op de tijdlijn.
companion-to-timeline = Naar de tijdlijn
companion-next-session = Volgende sessie

# Meting
companion-measuring = Meting
companion-minutes-ago = 3 min geleden
companion-now = nu
companion-here = hier
companion-gap = onderbroken: { $reason }
companion-hrv = HRV (RMSSD)
companion-no-measurement = geen meting
companion-heart-not-shown = De cliënt deelt de hartslag niet.
companion-pose-not-shown = De kijkrichting wordt niet gedeeld: je ziet de wereld recht vooruit
companion-at-rest = 50 = in rust
companion-band = marge { NUMBER($low, maximumFractionDigits: 0) }⁠–⁠{ NUMBER($high, maximumFractionDigits: 0) }
companion-band-provisional = marge { NUMBER($low, maximumFractionDigits: 0) }⁠–⁠{ NUMBER($high, maximumFractionDigits: 0) }, voorlopig
companion-trend-only = richting, nog geen cijfer
companion-by-light = Gemeten met licht: minder precies, en alleen als de arm stil ligt.
companion-contact = band zit vast
companion-no-contact = band voelt geen huid
companion-of-minutes = van { NUMBER($minutes, maximumFractionDigits: 0) } minuten
companion-chart-rate = Hartslag nu { NUMBER($bpm, maximumFractionDigits: 0) } per minuut, laatste drie minuten
companion-chart-rate-none = Geen hartslag in de laatste drie minuten
companion-chart-index = Stressindicator nu { NUMBER($score, maximumFractionDigits: 0) }; 50 is in rust; niet gevalideerd
companion-chart-index-none = Geen stressindicator in de laatste drie minuten
companion-chart-quality = Signaal nu { $quality }, laatste drie minuten
companion-chart-quality-none = Geen signaal

# Onderdelen van de indicator
companion-parts = Waar dit op rust
companion-parts-title = Waar de stressindicator op rust
companion-parts-caption = Op dit moment
companion-parts-what = De indicator vergelijkt hartslag en hartslagvariatie van nu met rust: die van deze persoon zelf, of die van gezonde volwassenen zolang de eigen rust niet gemeten is.
companion-parts-not = Niet gevalideerd. Geen diagnose, en nooit de grond voor wachtlijst, dwang of medicatie.
companion-parts-minutes = Laatste { NUMBER($n, maximumFractionDigits: 0) } minuten als tabel
companion-part = Onderdeel
companion-part-value = Waarde
companion-part-band = Marge
companion-part-band-value = { NUMBER($low, maximumFractionDigits: 0) } tot { NUMBER($high, maximumFractionDigits: 0) }
companion-part-rmssd = Hartslagvariatie lager dan in rust
companion-part-rate = Hartslag hoger dan in rust
companion-part-sigma = { $z } × de spreiding in rust
companion-part-rest = Vergeleken met
companion-part-rest-own = eigen rust van zeven dagen of meer
companion-part-rest-provisional = voorlopige rust: van minder dan zeven dagen, of van gezonde volwassenen
companion-part-window = Gemeten over
companion-part-algorithm = Rekenregel
companion-part-beats = Hartslagen in dit venster
companion-part-beats-value = { NUMBER($beats, maximumFractionDigits: 0) }, waarvan { NUMBER($flagged, maximumFractionDigits: 0) } apart gezet
companion-part-missing = Ontbrekende tijd

# Hartslagband
companion-strap = Hartslagband
companion-strap-connect = Band verbinden
companion-strap-again = Opnieuw proberen
companion-strap-let-go = Band loslaten
companion-strap-elsewhere = Hartslag komt van elders
companion-strap-unsupported = Deze browser kan geen band verbinden. Gebruik Chrome of Edge en zet Bluetooth aan.
companion-strap-choosing = Kies de band in de lijst
companion-strap-connecting = Verbinden met de band
companion-strap-reconnecting = Band even weg, wordt gezocht
companion-strap-silent = Band verbonden, maar stil
companion-strap-failed = De band gaf geen antwoord. Maak hem vochtig, doe hem om en probeer het opnieuw.
companion-status = Is alles in orde?
companion-kept = Hartslag bewaren zonder verbinding
companion-kept-hint = Is de server even weg? Kies de bril en verbind de band. De hartslag blijft op deze tablet en komt later vanzelf bij de sessie van die bril. Houd deze pagina open.
companion-kept-headset = Bij welke bril?
companion-kept-choose = Kies een bril
companion-kept-waiting = { NUMBER($n, maximumFractionDigits: 0) } { $n ->
        [one] meting
       *[other] metingen
    } hier bewaard, { $n ->
        [one] wacht
       *[other] wachten
    } op de server
companion-kept-placing = { NUMBER($n, maximumFractionDigits: 0) } { $n ->
        [one] meting
       *[other] metingen
    } hier bewaard, tot de bril zijn sessie heeft verstuurd
companion-kept-hindered = Deze browser kan niets bewaren. Wat nu binnenkomt, is weg als je de pagina sluit.
companion-strap-waiting = { NUMBER($n, maximumFractionDigits: 0) } metingen hier bewaard, worden nog verstuurd

# Wat er gebeurt
companion-log = Keuzes en antwoorden
companion-log-all = Alles
companion-log-tension-before = Spanning vooraf: { $answer }
companion-log-tension-after = Spanning na afloop: { $answer }
companion-log-world = Gekozen: { $world }
companion-log-unwell = Kijkt bij “ik voel me niet goed”
companion-log-time = Tijd van de dag: { $time }
companion-log-volume = Geluid: { NUMBER($volume, maximumFractionDigits: 0) } %
companion-log-lying = Ligt
companion-log-sitting = Zit
companion-log-exercise = { $exercise }, { $pace } per minuut
companion-log-pace = Ademtempo: { $pace } per minuut
companion-log-searched = Zoeken klaar
companion-log-pace-earlier = Eigen tempo van eerder: { $pace } per minuut
companion-log-pace-kept = Eigen tempo gekozen: { $pace } per minuut
companion-log-exercise-completed = Oefening afgemaakt
companion-log-exercise-stopped = Oefening gestopt
companion-log-exercise-broken-off = Oefening afgebroken
companion-log-you-steer = Jij stuurt
companion-log-colleague-steers = Een collega stuurt
companion-log-client-steers = { $name } stuurt weer zelf
companion-log-took-back = { $name } nam de regie terug
companion-log-link-lost = Verbinding weg: { $inside } stuurt zelf
companion-log-question = Gevraagd: { $question }
companion-log-answer = Antwoord: { $answer }
companion-log-discomfort = Onprettig: { $what }
companion-log-no-discomfort = Niets onprettigs
companion-log-adverse = Voorval om te bekijken: { $what }
companion-log-held = Antwoord in de zelfcheck: { $item }
companion-log-cleared = Vrijgegeven: { $reason }
companion-log-paused = Bril is even af
companion-log-resumed = Bril weer op
companion-log-finishing-client = Rondt zelf af
companion-log-finishing-companion = Jij rondde af
companion-log-finishing-time = Tijd is om, rustig einde
companion-log-finishing-left = Is uit de wereld gestapt
companion-log-finishing-self-check = Gestopt door de zelfcheck

# Beschrijving van het beeld, om voor te lezen
companion-sees-world = { $name } ziet: { $world }, { $time } uur.
companion-sees-step = { $name } is hier: { $step }.
companion-sees-exercising = Oefening: { $exercise }.
companion-sees-exercise = { $exercise }, { $pace } per minuut.
companion-sees-question = In beeld staat de vraag: { $question }
companion-no-picture = Geen beeld.
companion-no-picture-more = Hartslag en knoppen werken gewoon.

companion-remark = Notitie of voorval
companion-remark-title = Notitie of voorval
companion-remark-words = Wat gebeurde er?
companion-remark-adverse = Dit is een ongewenst voorval
companion-remark-adverse-more = Zoals paniek, hoofdpijn of veel meer spanning. Tot een behandelaar het heeft beoordeeld, gaat deze cliënt niet alleen in VR.
companion-remark-send = Opslaan

# Waarom iets niet ging
companion-refused-not-now = Dat past nu niet bij waar { $inside } is. Er is niets veranderd.
companion-refused-not-watching = { $name } laat je niet meer meekijken. Er is niets veranderd.
companion-refused-not-steering = Neem eerst de regie over.
companion-refused-client-only = Dit kan alleen { $inside } zelf.
companion-refused-somebody-else = Iemand anders stuurt nu. Er is niets veranderd.
companion-refused-out-of-range = Deze waarde kan niet. Er is niets veranderd.
companion-refused-question = Deze vraag is al beantwoord.
companion-refused-unsafe = Dit mag niet: het is niet veilig. Er is niets veranderd.
companion-refused-resting = Eerst een pauze: de rust na een lange sessie is nog niet om.
companion-refused-avoided = Deze wereld staat in het plan bij ‘liever niet’. Kies een andere.
companion-refused-older-headset = De bril heeft een oudere versie, die dit nog niet kan. Na deze sessie werkt hij zichzelf bij.
companion-problem-version = Deze pagina is ouder dan Luwte.
companion-problem-unknown-session = Deze sessie is er niet meer.
companion-problem-forbidden = Hier mag je niet meekijken.
companion-problem-strap-taken = Een ander apparaat heeft deze band al.
companion-problem-store = Luwte kan even niet opslaan. Alles wordt hier bewaard en later verstuurd.
companion-problem-other = Er ging iets mis met de verbinding. Er is niets veranderd.

# Terugkijken
companion-replay = Terugkijken
companion-replay-title = Terugkijken met { $inside }
companion-replay-of = van { $length }
companion-replay-no-pose = Hier is geen kijkrichting bewaard
companion-play = Afspelen
companion-pause = Pauzeren
companion-steered = Collega stuurde
companion-scrubber = Moment in de sessie
companion-scrubber-value = { $at } na het begin

# Rustig ademen: tuin en eigen tempo
companion-garden-open = { $opened } % opengegaan
companion-coherence = Regelmaat van het hartritme: { NUMBER($share, maximumFractionDigits: 0) } %
companion-own-pace = Eigen tempo
companion-next-pace = Volgend tempo
companion-pace-curve = Hoe sterk het hart meebeweegt, per tempo
companion-pace-choose = Tik op een tempo om het als eigen tempo te kiezen.
companion-pace-found = Het hart bewoog het sterkst mee bij { $pace } per minuut (waarschijnlijk { $low } tot { $high }).
companion-pace-so-far = Tot nu toe het sterkst bij { $pace } per minuut.
companion-pace-searching = Er wordt nog gezocht.
companion-swing = { $swing } slagen per minuut verschil
companion-search-too-few-beats = Te weinig hartslagen gehoord.
companion-search-too-much-missing = Te lang geen hartslag gehoord.
companion-search-too-many-flagged = Te veel slagen waren niet te gebruiken.
companion-search-irregular = Het hartritme was te onregelmatig.
companion-search-too-few-paces = Er zijn minder dan drie tempo's lang genoeg gevolgd.
companion-search-no-swing = Het hart bewoog nauwelijks met de adem mee.
companion-search-no-peak = Het hart bewoog bij elk tempo even sterk mee.
companion-search-withheld = De cliënt deelt dit niet.

# Onderzoek
companion-research = Onderzoek
companion-research-what = Welk hart stuurt wat de cliënt ziet? Kies dit voordat de wereld begint. Jij ziet altijd het echte hart.
companion-feed-own = Eigen hart
companion-feed-other = Ander hart (schijnfeedback)
companion-research-settled = Dit staat vast voor deze sessie.
companion-research-ask = Laat zien welk hart

# Vragen uit een set
companion-set = Of uit een vragenlijst
companion-set-none = Kies een vragenlijst
companion-set-ask = Vraag in de bril
companion-set-tablet = Deze vul je hier op de tablet in.
companion-set-observed = Vul in wat je aan de cliënt ziet. Het komt bij deze sessie te staan, met je naam.
companion-set-nobody = Invullen kan alleen in een sessie van een cliënt.
companion-set-saved = Je antwoorden staan bij deze sessie.
companion-items-all = Alle vragen overslaan
companion-log-answered-for = Een collega antwoordt voor de cliënt
companion-log-you-answered-for = Jij antwoordt voor de cliënt
companion-log-passed-by-time = Geen antwoord: de vraag ging vanzelf voorbij
companion-log-elsewhere = Deze wereld staat in het plan bij ‘liever niet’. { $name } krijgt de keuze: hier blijven of ergens anders heen.
