# Woorden die elk scherm deelt.

product-name = Luwte
product-line = De luwte: waar de wind gaat liggen.

yes = Ja
no = Nee
cancel = Annuleren
close = Sluiten
back = Terug
save = Bewaren
try-again = Opnieuw proberen
open = Openen
search = Zoeken
unknown = onbekend
not-answered = niet beantwoord
made-up-data = Verzonnen gegevens

# Soort gebruiker

# Werelden en oefeningen, naar hun naam in de catalogus
world-sunset-beach = Strand bij zonsondergang
world-alpine-meadow = Bergweide
world-coral-reef = Koraalrif
world-starry-lake = Meer met noorderlicht
world-forest-stream = Bosbeek
world-unknown = Een wereld die deze versie niet kent
exercise-paced-breathing = Rustig ademen
exercise-coherence-garden = Bloementuin
exercise-resonance-finder = Eigen tempo zoeken
exercise-body-scan = Bodyscan
exercise-muscle-relaxation = Spieren ontspannen
exercise-bubbles = Luchtbellen
exercise-butterfly = Vlinder volgen
exercise-musical-circles = Klankcirkels
exercise-singing-bowls = Klankschalen
exercise-unknown = Een oefening die deze versie niet kent

# Aantallen en maten
count-sessions = { $n ->
    [one] { $n } sessie
   *[other] { $n } sessies
}
count-minutes = { $n ->
    [one] { $n } minuut
   *[other] { $n } minuten
}
count-seconds = { $n ->
    [one] { $n } seconde
   *[other] { $n } seconden
}
unit-bpm = per minuut
unit-ms = ms
unit-s = s

# Hart
heart-rate = Hartslag
heart-rmssd = RMSSD
heart-sdnn = SDNN
heart-indicator = Stressindicator
heart-indicator-not-validated = niet gevalideerd
heart-own-rest = eigen rust { NUMBER($value, maximumFractionDigits: 0) }
heart-quality = Signaal
quality-good = goed
quality-fair = matig
quality-poor = slecht
quality-absent = geen signaal
trend-calmer = wordt rustiger
trend-steady = blijft gelijk
trend-tenser = wordt gespannener
no-value-no-signal = geen band
no-value-too-short = nog aan het meten
no-value-no-contact = band los
no-value-gap = gat in de meting
no-value-too-many-flagged = te veel storing
no-value-irregular = ritme te onregelmatig
no-value-exertion = beweging

# Hoe vers is dit?
live-fresh = live · { NUMBER($seconds, minimumFractionDigits: 1, maximumFractionDigits: 1) } s
live-late = vertraagd · { NUMBER($seconds, maximumFractionDigits: 0) } s
live-offline = offline, hier bewaard
loading = Wordt geladen
loaded = Geladen

# Wie stuurt
steering-client = cliënt stuurt
steering-you = jij stuurt
steering-other = { $name } stuurt

# De zelfcheck, kort genoemd voor collega's
self-check-settled = zit of ligt stevig, niet in een rijdend voertuig
self-check-old-enough = 13 jaar of ouder
self-check-seizure = epileptische aanval of reactie op flitsend licht in het laatste jaar
self-check-condition = hersenletsel, dementie, geïmplanteerd apparaat of ernstige hartaandoening
self-check-caution = zwangerschap, psychose, dissociatie of evenwichtsklachten

# Stappen van een sessie, kort genoemd voor collega's
phase-welcome = welkom
phase-self-check = zelfcheck
phase-held = zelfcheck houdt de sessie tegen
phase-tension-before = spanning vooraf
phase-choice = kiest een wereld
phase-world = in de wereld
phase-calm-end = rustig einde
phase-tension-after = spanning na afloop
phase-discomfort = nacontrole
phase-discomfort-kind = nacontrole
phase-leaving = bril gaat af
phase-items = vragenlijst
phase-done = klaar

# Vragen die klaarstaan, en antwoorden
prompt-tension-now = Hoe gespannen ben je nu?
prompt-comfortable = Zit je goed?
prompt-go-on = Zullen we doorgaan?
prompt-stay-longer = Nog even blijven?
prompt-elsewhere = Liever een andere plek?
answer-yes = ja
answer-no = nee
answer-scale = { NUMBER($value, maximumFractionDigits: 0) } van 10
answer-done = gedaan
answer-given = beantwoord
answer-none-of-these = geen van deze
answer-skipped = overgeslagen
discomfort-none = geen klachten
discomfort-dizzy = duizelig
discomfort-nausea = misselijk
discomfort-headache = hoofdpijn
discomfort-panic = paniek
discomfort-other = iets anders

# Nadelige voorvallen
adverse-panic = paniek
adverse-headache = hoofdpijn
adverse-marked-worsening = duidelijk meer spanning dan vooraf

# Aanmelden
sign-in-title = Aanmelden bij Luwte
sign-in-companion-title = Aanmelden bij Meekijk
sign-in-login = Inlognaam
sign-in-password = Wachtwoord
sign-in-show-password = Wachtwoord tonen
sign-in-hide-password = Wachtwoord verbergen
sign-in-submit = Aanmelden
sign-in-others = Andere manieren om aan te melden
sign-in-shared = Anderen gebruiken dit apparaat ook
sign-in-busy = Bezig met aanmelden
sign-in-wrong = Deze inlognaam en dit wachtwoord horen niet bij elkaar.
sign-in-wrong-do = Er is niets gewijzigd. Controleer allebei en probeer het opnieuw, of vraag je beheerder om hulp.
sign-in-need-login = Vul je inlognaam in.
sign-in-need-password = Vul je wachtwoord in.
sign-in-again = Je was te lang weg. Meld je opnieuw aan, dan ga je verder waar je was.
sign-out = Afmelden
signed-out = Je bent afgemeld.

# Fouten: wat er gebeurde, wat veilig is, wat je nu doet
problem-title = Dat lukte niet
problem-offline = Er is geen verbinding met Luwte.
problem-offline-do = Wat al bewaard was, is veilig. Controleer het netwerk en probeer het opnieuw.
problem-forbidden = Je rol mag dit niet zien of doen.
problem-forbidden-do = Er is niets gewijzigd. Vraag je beheerder als je dit voor je werk nodig hebt.
problem-not-found = Dit is hier niet te vinden.
problem-not-found-do = Misschien is het adres onvolledig of hoort het bij een andere instelling.
problem-server = Luwte kon dit nu niet doen.
problem-server-do = Wat al bewaard was, is veilig. Probeer het over een minuut opnieuw.
problem-unreadable = Luwte gaf een antwoord dat deze pagina niet begrijpt.
problem-unreadable-do = Er is niets gewijzigd. Laad de pagina opnieuw; misschien is Luwte net bijgewerkt.
problem-stopped = Deze pagina is gestopt.
problem-stopped-do = Wat bewaard was, is veilig, en een lopende sessie gaat in de bril gewoon door. Laad de pagina opnieuw.
reload = Pagina opnieuw laden

# Instellingen die elk scherm heeft
language = Taal
theme = Kleuren
theme-auto = Automatisch
theme-light = Licht
theme-dark = Donker
skip-to-content = Naar de inhoud

# Grafieken
chart-as-table = Bekijk als tabel
chart-as-chart = Bekijk als grafiek
chart-no-value = geen waarde
chart-time = Tijd
