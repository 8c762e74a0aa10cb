# Vragenlijsten: maken, plannen, invullen, teruglezen.

# Vragenlijsten
questions = Vragenlijsten
questions-lead = Schalen, keuzevragen en kleine opdrachten voor cliënten, en wat jij aan een cliënt ziet.
questions-new = Nieuwe vragenlijst
questions-own = Van je instelling
questions-empty = Hier komen de vragenlijsten van je instelling.
questions-empty-do = Maak er zelf een, lees er een uit een bestand, of neem een kopie van een lijst die bij Luwte hoort.
questions-shipped = Bij Luwte
questions-name = Naam
questions-rater = Wie antwoordt
questions-items = Vragen
questions-licence = Licentie
questions-version = Versie
rater-client = cliënt
rater-observer = collega of naaste, over de cliënt
rater-colleague = collega, over zichzelf
licence-own = eigen woorden, vrij
licence-open = van een ander, vrij
licence-non-commercial = alleen niet-commercieel
licence-licensed = alleen met licentie
licence-confirm-non-commercial = Niemand verdient geld met ons gebruik van deze vragenlijst. Bij bijvoorbeeld de WHO-5 mag het niet anders.
licence-confirm-licensed = Onze instelling heeft een licentie voor deze vragenlijst.
version-in-use = versie { $version }
version-and-draft = versie { $version }, versie { $next } in de maak
version-draft = in de maak

# Eén vragenlijst
set-in-use = Versie { $version } wordt gebruikt
set-draft = Versie { $version } is in de maak
set-edit = Nieuwe versie maken
set-edit-draft = Verder aan deze versie
set-copy = Kopie maken en aanpassen
set-shipped = Deze vragenlijst hoort bij Luwte en blijft zoals die is.
set-versions = Alle versies
set-published-when = In gebruik sinds
set-published-by = Door
set-publish = In gebruik nemen
set-publish-lead = Een versie die in gebruik is, verandert niet meer. Wil je later iets anders, dan maak je de volgende versie.
set-wrong = Dit moet nog in orde komen:
set-faults = { $n ->
    [one] Eén ding moet nog in orde komen. Opslaan kan al wel.
   *[other] { $n } dingen moeten nog in orde komen. Opslaan kan al wel.
}
set-save = Opslaan
set-preview = Zo ziet het eruit in de bril
set-preview-headset = in de bril
set-preview-tablet = op de tablet
set-preview-more = Meer keuzes
set-preview-each = Ja of nee bij elk van de { $n } keuzes, één voor één.
set-whole = De vragenlijst
set-id = Kenmerk
set-id-hint = Kleine letters, cijfers en streepjes. Het kenmerk blijft bij elke versie hetzelfde.
set-title = Naam
set-about = Waar het voor is
set-dutch = Nederlands
set-english = Engels
set-source = Van wie is het, en waar staat dat?
set-source-hint = Noem de maker, de licentie en waar die te lezen is.
set-item = Vraag { $n }
set-item-add = Vraag toevoegen
set-item-up = Vraag { $n } omhoog
set-item-down = Vraag { $n } omlaag
set-item-remove = Vraag { $n } weghalen
set-item-id = Kenmerk van de vraag
set-question = Vraag
set-form = Soort antwoord
form-vas = lijn zonder cijfers (VAS)
form-nrs = cijfer (NRS)
form-likert = stappen (Likert)
form-single = één keuze
form-multiple = meer keuzes
form-text = eigen woorden
form-assignment = kleine opdracht
set-low = Laagste
set-high = Hoogste
set-from = Vanaf
set-to = Tot en met
set-choice = Keuze
set-choice-add = Keuze toevoegen
set-choice-remove = Keuze { $n } weghalen
set-chars = Hoogstens zoveel tekens
set-minutes = Duurt ongeveer (minuten)
set-scales = Scores
set-scales-hint = Een score maakt van een paar vragen één getal. Zonder score telt elke vraag op zichzelf.
set-scale = Score { $n }
set-scale-add = Score toevoegen
set-scale-remove = Score { $n } weghalen
set-scale-title = Naam van de score
set-rule = Hoe het één getal wordt
rule-sum = optellen
rule-mean = gemiddelde
set-missing-max = Zoveel vragen mogen open blijven
set-reversed = telt andersom
set-place-item = Vraag { $n } ({ $id })
set-place-scale = Score { $n }
set-file = Uit een bestand
set-file-hint = Een JSON-bestand van hoogstens 300 kB, zoals in de documentatie staat. Je ziet het eerst, opslaan doe je zelf.
set-file-wrong = { $n ->
    [one] In het bestand is één ding niet goed.
   *[other] In het bestand zijn { $n } dingen niet goed.
}
set-file-item = Regel { $line }, vraag { $item }
set-file-line = Regel { $line }
set-file-whole = Het hele bestand
set-fault-id = een kenmerk bestaat uit kleine letters, cijfers en streepjes, hoogstens 40
set-fault-twice = dit kenmerk staat er twee keer
set-fault-no-such-item = er is geen vraag met dit kenmerk
set-fault-empty = hier ontbreekt tekst
set-fault-too-long = de tekst is te lang, of loopt over meer regels
set-fault-items = er horen 1 tot 60 vragen bij
set-fault-choices = er horen 2 tot 12 keuzes bij
set-fault-range = het laagste getal ligt onder het hoogste
set-fault-not-a-number = het antwoord op deze vraag is geen getal
set-fault-not-in-scale = wat andersom telt, hoort bij de score
set-fault-missing = minstens één vraag van een score moet beantwoord zijn
set-fault-source = noem van wie het is en waar de licentie staat
set-fault-version = versies beginnen bij 1
set-fault-shape = dit is geen vragenlijst in JSON
set-fault-too-large = het bestand is te groot

# Wanneer een vragenlijst komt
plan-title = Wat er gevraagd wordt
set-plan-none = Er staat voor deze cliënt niets klaar.
plan-add = Vragenlijst klaarzetten
plan-set = Vragenlijst
plan-when = Wanneer
plan-by = Klaargezet door
plan-by-team = team { $team }
plan-answered = Laatst beantwoord
plan-never = nog niet
plan-due = vandaag
plan-end = Stoppen
set-plan-send = Klaarzetten
plan-clock = Vanaf hoe laat
set-plan-times = Hoe vaak per dag
set-plan-from = Niet vóór
plan-to = Tot
plan-tension = Vanaf welk cijfer voor spanning
plan-score = Vanaf welke stressindicatie
plan-no-set = Kies eerst een vragenlijst.
plan-no-moment = Kies minstens één moment, en vul het helemaal in.
plan-team = Per team
plan-team-lead = Wat je hier klaarzet, krijgt iedere cliënt die het team behandelt.
plan-team-which = Team
plan-no-team = Je zit nog niet in een team.
when-before = voor elke sessie
when-after = na elke sessie
when-daily = elke dag vanaf { $clock }
when-random = { $times } keer per dag op een willekeurig moment, van { $from } tot { $to }
when-threshold = bij spanning { $tension } of hoger
when-indicator = na een stressindicatie van { $score } of hoger
when-choose-before = Voor elke sessie, in de bril
when-choose-after = Na elke sessie, in de bril
when-choose-daily = Elke dag
when-choose-random = Op willekeurige momenten van de dag
when-choose-threshold = Als de spanning voor of na een sessie hoog is
when-choose-indicator = Na een sessie met een hoge stressindicatie

# Antwoorden van een cliënt
answers-title = Vragenlijsten en antwoorden
answers-open-page = Vragenlijsten en antwoorden
answers-fill-in = Zelf invullen
answers-over-time = Antwoorden door de tijd
answers-none = Er zijn nog geen antwoorden.
answers-none-do = Zet een vragenlijst klaar, of vul er zelf een in.
answers-count = { $n ->
    [one] Eén keer beantwoord, versie { $version }
   *[other] { $n } keer beantwoord, versie { $version }
}
answers-all = Alle antwoorden
answers-moment = Moment
answers-by = Door
answers-what = Antwoorden
answers-score = Score
answers-missing = te veel open
asked-before = voor een sessie
asked-during = tijdens een sessie
asked-after = na een sessie
asked-apart = los van een sessie
