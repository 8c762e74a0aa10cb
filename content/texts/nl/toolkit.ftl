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
value-absence-share = dat is { $pct } % van het verzuim door stress
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
