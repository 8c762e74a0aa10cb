# Waarde: verzuim door stress
value-absence-title = Verzuim in een jaar
value-absence-sick = Ziektedagen
value-absence-stress = Daarvan door stress
value-absence-cost = € { $eur }
value-absence-break-even = { $licences ->
    [one] Eén licentie verdient zich terug vanaf { $days ->
        [one] 1 voorkomen dag
       *[other] { NUMBER($days, maximumFractionDigits: 0) } voorkomen dagen
    }
   *[other] { NUMBER($licences, maximumFractionDigits: 0) } licenties verdienen zich terug vanaf { $days ->
        [one] 1 voorkomen dag
       *[other] { NUMBER($days, maximumFractionDigits: 0) } voorkomen dagen
    }
}
value-absence-share = dat is { $pct } % van het verzuim door stress
value-absence-out-of-reach = Dat is meer dan er aan verzuim door stress is: zo verdient het zich niet terug.
value-absence-assumed = Aannames: { $employees ->
    [one] 1 medewerker
   *[other] { NUMBER($employees, maximumFractionDigits: 0) } medewerkers
}, { NUMBER($workingdays, maximumFractionDigits: 0) } werkdagen per persoon per jaar, verzuim { $absence } %, aandeel stress { $stress } %, € { $day } per verzuimdag, € { $licence } per licentie per jaar.
value-absence-care = Een rekenmodel, geen voorspelling: het zegt niet hoeveel verzuim wordt voorkomen.

# Waarde: de businesscase
value-eur = € { $eur }
value-case-years = { $years ->
    [one] 1 jaar
   *[other] { NUMBER($years, maximumFractionDigits: 0) } jaar
}
value-case-year = jaar
value-case-phase = fase
value-case-use = gebruik
value-case-costs = kosten
value-case-gains = opbrengst
value-case-net = saldo
value-case-cumulative = opgeteld
value-case-costs-title = Kosten, alle jaren samen
value-cost-equipment = Brillen
value-cost-licences = Licenties
value-cost-beginning = Beginnen en iedereen trainen
value-cost-training = Nieuwe collega's trainen
value-cost-coordination = Coördinator en kartrekkers
value-cost-keeping = Schoonmaken, laden, verbruik
value-case-gains-title = Opbrengst, alle jaren samen
value-gain-time = Tijd van behandelaars
value-gain-treatment = Kortere behandelingen
value-gain-absence = Minder verzuim door stress
value-case-together = Samen
value-case-present = Saldo in geld van nu
value-case-access-title = Toegankelijkheid, alle jaren samen
value-case-sessions = Sessies
value-case-hours = Vrije uren die niet als geld zijn geteld
value-case-treatments = Zoveel behandelingen passen daarin
value-case-quality-title = Kwaliteit
value-case-quality = Die meet je, die rekenen wij niet uit: { $leaves }.
value-case-paid-back = Terugverdiend in jaar { $year }.
value-case-not-paid-back = Niet terugverdiend in { $years }.
value-case-needed-title = Geen verlies en geen winst bij, als de rest gelijk blijft
value-case-never = geen enkele waarde is genoeg
value-case-assumed-title = Aannames
value-case-assumed-marks = W: uit het whitepaper. L: uit de leidraad. Zonder letter: van ons, vervang hem door je eigen getal. Een sterretje: door jou veranderd.
value-case-assumed-set = Verander er een met --set naam=waarde, bijvoorbeeld --set { $example }.
value-case-care = Een rekenmodel, geen voorspelling. Dat de bril behandelingen korter maakt of verzuim voorkomt is niet aangetoond. Daarom beginnen die twee op 0, tot je ze zelf meet.
value-mark-white-paper = W
value-mark-guide = L
value-unit-count = { $value }
value-unit-euro = € { $value }
value-unit-hours = { $value } uur
value-unit-minutes = { $value } min
value-unit-months = { $value } mnd
value-unit-years = { $value } jaar
value-unit-days = { $value } dagen
value-unit-weeks = { $value } weken
value-unit-percent = { $value } %

# Waarde: waar de uitkomst van afhangt
value-sensitivity-title = Waar de uitkomst van afhangt
value-sensitivity-base = Saldo van { $years } samen: { $net }. Hieronder het saldo als één aanname laag of hoog uitvalt, de grootste eerst.
value-sensitivity-from-to = { $low } tot { $high }
value-sensitivity-decides = maakt het verschil tussen verlies en winst
value-sensitivity-rest = { $count ->
    [one] Nog 1 aanname doet er minder toe. Alles zien: --all.
   *[other] Nog { NUMBER($count, maximumFractionDigits: 0) } aannames doen er minder toe. Alles zien: --all.
}

# Waarde: tijd
value-time-title = Tijd die vrijkomt als de cliënt alleen ontspant
value-time-day = Per behandelaar per dag
value-time-year = Samen per jaar
value-time-worth = Waarde van die uren
value-time-minutes = { $minutes } minuten
value-time-hours = { $hours } uur
value-time-assumed = Aannames: { $clients } cliënten per dag, { $minutes } minuten elk, { $days } werkdagen per jaar, { $practitioners ->
    [one] 1 behandelaar
   *[other] { NUMBER($practitioners, maximumFractionDigits: 0) } behandelaars
}, € { $cost } per uur.
value-time-care = Vrije tijd is nog geen geld: spreek af waarvoor je hem gebruikt.

# De pagina Waarde in het dashboard.
value-title = Waarde
value-more = Wat het kost en wat het brengt. Elke aanname staat erbij en kun je veranderen. Hier wordt niets bewaard: het adres van deze pagina onthoudt je getallen.
value-part = Wat je wilt uitrekenen
value-part-absence = Verzuim
value-part-case = Businesscase
value-part-time = Vrije tijd
value-print = Afdrukken
value-assumed-title = Aannames
value-absence-begin = We beginnen met het voorbeeld uit het whitepaper. Vul de getallen van je eigen organisatie in.
value-field-employees = Medewerkers
value-field-working-days = Werkdagen per jaar
value-field-absence = Verzuim
value-field-stress-share = Daarvan door stress
value-field-day-cost = Een dag verzuim kost
value-field-licence = Een licentie per jaar
value-field-licences = Aantal licenties
value-field-clients = Cliënten per dag die alleen ontspannen
value-field-minutes = Minuten per cliënt
value-field-days = Werkdagen per jaar
value-field-practitioners = Behandelaars die dit doen
value-field-hour-cost = Een uur van een behandelaar
value-wrong-employees = Vul een heel getal in, 1 of meer.
value-wrong-working-days = Vul een heel getal in van 1 tot 366.
value-wrong-absence = Vul een percentage in van 0 tot 100.
value-wrong-stress-share = Vul een percentage in van 0 tot 100.
value-wrong-day-cost = Vul een bedrag in boven 0.
value-wrong-licence = Vul een bedrag in, 0 of meer.
value-wrong-licences = Vul een heel getal in, 1 of meer.
value-wrong-clients = Vul een getal in van 0 tot 100 dat in een werkdag van 8 uur past.
value-wrong-minutes = Vul een getal in van 0 tot 120 dat in een werkdag van 8 uur past.
value-wrong-days = Vul een heel getal in van 1 tot 366.
value-wrong-practitioners = Vul een heel getal in, 1 of meer.
value-wrong-hour-cost = Vul een bedrag in van 0 tot 10.000.
value-wrong = Dat kan niet. Kies een ander getal.
value-no-number = „{ $words }” is geen getal.
value-nothing = Vul een getal in.
value-out-of-bounds = Vul een getal in van { $least } tot { $most }.
value-not-whole = Vul een heel getal in.
value-days = { $days } dagen
value-white-paper-why = Waarom dit iets anders is dan in het whitepaper
value-line = Voor welke lijn
value-line-first = Eerste lijn
value-line-second = Tweede lijn
value-line-third = Derde lijn
value-years = Aantal jaren
value-case-net-together = Saldo van alle jaren samen
value-chart-title = Saldo, jaar na jaar opgeteld
value-year = jaar { $year }
value-years-table = Per jaar
value-now = nu
value-assumption = Aanname
value-range = Laag tot hoog
value-least = Laagste saldo
value-most = Hoogste saldo
value-sensitivity-more = Elke balk laat zien wat het saldo wordt als één aanname laag of hoog uitvalt. De streep is de uitkomst van nu.
value-sheet-title = Het gesprek met wie beslist
value-sheet-question = De vraag
value-sheet-ask = Wat je vraagt
value-sheet-measure = Wat je gaat meten
value-own-figure = Jouw eigen getal.
value-begin-again = Terug naar de startwaarden
value-assumed-more = Bij elk getal staat waar het vandaan komt. Een startwaarde is van ons: vervang hem door je eigen getal.

# De leidraad in het dashboard.
guide-title = Leidraad
guide-more = Hoe je de bril invoert: wie, wat en waarmee. Elk onderdeel heeft een eigen adres dat je kunt doorsturen.
guide-search = Zoek in de leidraad
guide-part = Onderdeel
guide-line = Lijn
guide-line-all = Alle lijnen
guide-found = { $count ->
    [one] 1 gevonden
   *[other] { NUMBER($count, maximumFractionDigits: 0) } gevonden
}
guide-nothing = Niets gevonden. Probeer een ander woord.
guide-address = Adres van dit onderdeel
guide-part-roadmap = Stappenplan
guide-part-strategies = Strategieën
guide-part-pilot = Pilot
guide-part-roles = Rollen
guide-part-lessons = Lessen
guide-part-questions = Bezwaren
guide-part-context = Wat helpt en hindert
guide-part-monitoring = Meten
guide-to-do = Wat je doet
guide-agenda = Agenda
guide-why = Waarom
guide-tip = Tip
guide-example = Voorbeeld
guide-roles = Rollen
guide-products = Materialen
guide-strategies = Strategieën
guide-over-when = Klaar als
guide-tasks = Taken
guide-gets = Waar je op kunt rekenen
guide-hand-over = Als je weggaat
guide-appointed = aangewezen
guide-voluntary = vrijwillig
guide-with-work = hoort bij het werk
guide-behind = Wat erachter zit
guide-answer = Antwoord
guide-now = Wat je nu kunt doen
guide-hinders = hindert
guide-helps = helpt
guide-filled = Wordt vanzelf gevuld
guide-asked = De vraag
guide-asked-when = Wanneer
guide-asked-of = Aan wie
guide-intervention = de ontspanning zelf
guide-implementation = de invoering

# Brillen en ruimtes lenen en reserveren.
equipment-title = Lenen en reserveren
equipment-more = Waar elke bril ligt, of hij klaar is en wie hem heeft. Hier staat geen naam van een cliënt.
equipment-search = Zoek op naam of plek
equipment-none = Er zijn nog geen brillen aangemeld.
equipment-not-found = Geen bril gevonden. Probeer een ander woord.
equipment-unknown = Deze bril of ruimte bestaat niet, of is niet van jouw instelling.
equipment-no-place = Plek nog niet bekend
equipment-worn = Nu in gebruik
equipment-out = Uitgeleend door { $who }
equipment-out-until = Uitgeleend door { $who } tot { $until }
equipment-ready = Klaar
equipment-ready-more = Schoon, gewist en geladen. Je kunt hem meegeven.
equipment-now = Nu te doen
equipment-place = Waar hij ligt
equipment-place-words = Plek
equipment-place-hint = Bijvoorbeeld: kast bij de balie, derde plank.
equipment-site = Locatie
equipment-no-site = Geen locatie
equipment-log = Wat ermee gebeurde
equipment-when = Wanneer
equipment-by = Door
equipment-label = Label voor op de bril
equipment-label-more = Print dit en plak het op de bril of de deur. Wie de code scant, komt op deze pagina.
equipment-label-picture = QR-code van deze pagina
need-return = Nog niet terug
need-repair = Kapot
need-cleaning = Nog schoonmaken
need-clearing = Nog wissen
need-charging = Nog opladen
do-return = Is terug
do-repair = Gemaakt
do-clean = Schoongemaakt
do-clear = Gewist
do-charge = Opgeladen
do-lend = Uitlenen
do-broke = Kapot melden
lend-how-long = Hoe lang
lend-day = Een dag
lend-week = Een week
lend-month = Vier weken
lend-more = Dit is voor in huis. Mee naar huis gaat een bril vanaf de pagina van de cliënt: die moet het eerst één keer zelf hebben gedaan, met iemand erbij.
broke-what = Wat is er mis?
broke-hint = Schrijf geen naam van een cliënt op.
broke-wrong = Schrijf kort op wat er mis is.
happened-handed-out = Uitgeleend
happened-returned = Teruggebracht
happened-cleaned = Schoongemaakt
happened-cleared = Gewist
happened-charged = Opgeladen tot { $detail } %
happened-broke = Kapot gemeld: { $detail }
happened-repaired = Gemaakt
happened-worn = Sessie
happened-added = Aangemeld
rooms-title = Rustige ruimtes
rooms-none = Er zijn nog geen ruimtes.
room-add = Ruimte toevoegen
room-name = Naam van de ruimte
room-name-wrong = Geef de ruimte een naam.
room-shared = Gedeeld met anderen
room-alone = Alleen voor jou
room-is-shared = Anderen kunnen er tegelijk zijn
reserve-title = Gereserveerd
reserve-none = De komende acht weken is er niets gereserveerd.
reserve-give-back = Annuleren
reserve-new = Reserveren
reserve-day = Dag
reserve-time = Tijd
reserve-minutes = Minuten
reserve-weeks = Aantal weken achter elkaar
reserve-send = Reserveren
reserve-when-wrong = Kies een dag en een tijd.
reserve-past = Dat moment is voorbij. Kies een later moment.
