# Verslagen op papier: het hartverslag.

report-heart = Hartverslag
report-heart-finding = RMSSD { $rmssd } ms bij gemiddeld { $rate } slagen per minuut
report-heart-nothing = Te weinig normale hartslagen om iets te meten
report-heart-unsound = Te weinig bruikbare hartslagen voor een conclusie
report-heart-irregular = Te onregelmatig: variatie zegt hier niets over rust
report-heart-intervals = { $n } hartslagen
report-heart-flagged = { $share } % niet normaal
report-heart-missing = { $share } % van de tijd zonder hartslag
report-heart-hours = { $hours } u { $minutes } min
report-heart-minutes = { $minutes } min { $seconds } s
report-heart-began = begonnen { $date }, { $time }
report-heart-care = Let op
report-heart-not-medical = Geen medische bevinding
report-heart-made-with = { $product } { $version } · { $algorithm }
report-heart-corrected-how = Gecorrigeerd: alleen normale hartslagen; verschillen alleen tussen slagen die echt op elkaar volgen. Het spectrum overbrugt wat ontbreekt, hoogstens { $seconds } s.

# Sessieverslag en behandelverslag
report-session = Sessieverslag
report-treatment = Behandelverslag
report-not-validated = De stressindicator en de score zijn niet gevalideerd. Dit verslag is geen diagnose.
report-made-with = { $product } { $version } · { $algorithm } · gemaakt { $when }
report-in-short = In het kort
report-checked = Nacontrole
report-not-asked = niet gevraagd
report-steered = Regie bij collega
report-tension-missing = niet allebei gevraagd
report-tension-lower = { $before } vooraf, { $after } na afloop: { $points } { $points ->
    [one] punt
   *[other] punten
} lager.
report-tension-higher = { $before } vooraf, { $after } na afloop: { $points } { $points ->
    [one] punt
   *[other] punten
} hoger.
report-tension-same = { $before } vooraf en na afloop.
report-tension-course = Spanning voor en na elke sessie
report-heart-none = niet gemeten
report-heart-rate = gemiddeld { $mean } per minuut ({ $low } tot { $high })
report-quality = goed { $good } %, matig { $fair } %, slecht { $poor } %, geen meting { $missing } % van de tijd
report-answers = Vragen tijdens de sessie
report-question = Vraag
report-answer = Antwoord
report-gaps = Wanneer er geen hartslag was
report-how-long = Duur
report-why = Waarom
report-score-title = Stressscore, opengemaakt
report-score-whole = Score, 0 tot 100
report-score-begin = Score begin
report-score-end = Score einde
report-score = { $score }, tussen { $low } en { $high }
report-part = { $value } ± { $half }, telt voor { $share } %
report-trend-range = (90 %-interval: { $low } tot { $high } per week)
report-adverse = Wat er misging: { $names }.
report-adverse-remarked = een collega schreef een voorval op
report-adverse-title = Nadelige voorvallen
report-adverse-what = Wat
report-review = Beoordeling
report-reviewed = Beoordeeld door { $name } op { $when }: { $note }
report-not-reviewed = Nog niet beoordeeld door een behandelaar.

# Figuren
report-tachogram-title = Tijd tussen hartslagen
report-tachogram-clean = Elke tijd tussen twee hartslagen is normaal
report-tachogram-marked = { $n ->
    [one] Eén van de { $all } tijden tussen hartslagen is niet normaal
   *[other] { $marked } van de { $all } tijden tussen hartslagen zijn niet normaal
}
report-tachogram-description = Van { $low } tot { $high } ms over { $duration }.
report-tachogram-gap = geen hartslag
report-tachogram-edge = tekens op de rand liggen erbuiten
report-tachogram-strip = aandeel niet normaal
report-power-title = Waar de variatie vandaan komt
report-power-finding = De meeste variatie zit in { $band }
report-power-description = VLF { $vlf } ms², LF { $lf } ms², HF { $hf } ms².
report-power-breath = adem { $rate } per minuut, indicatief
report-power-beyond = VLF reikt hoger
report-power-nothing = Te kort voor een spectrum: minstens een minuut achter elkaar.
report-power-too-short = te kort
report-power-axis = Hz
report-poincare-title = Elke hartslag naast de volgende
report-poincare-description = SD1 { $sd1 } ms, SD2 { $sd2 } ms.
report-poincare-x = dit interval, ms
report-poincare-y = volgend interval, ms
report-poincare-nothing = Geen normale hartslagen na elkaar.

# Tabel
report-table = Alle waarden
report-table-raw = ruw
report-table-corrected = gecorrigeerd
report-table-used = Gebruikte intervallen
report-table-time = Tijd
report-table-shape = Vorm
report-table-frequency = Frequentie
report-table-complexity = Complexiteit
metric-mean-hr = Gemiddelde hartslag
metric-mean-nn = Gemiddeld NN
metric-median-nn = Mediaan NN
metric-sdnn = SDNN
metric-rmssd = RMSSD
metric-sdsd = SDSD
metric-pnn50 = pNN50
metric-pnn20 = pNN20
metric-triangular-index = Driehoeksindex
metric-tinn = TINN
metric-sd1 = SD1
metric-sd2 = SD2
metric-vlf = VLF
metric-lf = LF
metric-hf = HF
metric-lf-hf = LF/HF
metric-sampen = Sample-entropie
metric-apen = Benaderde entropie
metric-dfa-alpha1 = DFA alfa 1
metric-dfa-alpha2 = DFA alfa 2
metric-baevsky = Baevsky, wortel
metric-breaths = Adem, indicatief
metric-unit-per-minute = /min
metric-rate-unit = /min

# Soorten hartslag die niet meetellen
beat-ectopic = { $n } te vroeg (ectopisch)
beat-missed = { $n } gemist
beat-extra = { $n } extra
beat-long-short = { $n } te lang of te kort
beat-noise = { $n } geen hartslag

# Waarop te letten
caution-too-few-beats = Minder dan drie normale tijden tussen hartslagen: er valt niets te meten.
caution-many-missing = Meer dan 15 % van de tijd is er geen hartslag.
caution-irregular = Een tiende of meer is te onregelmatig: variatie zegt hier niets over rust.
caution-many-removed = Meer dan 20 % van de verschillen tussen slagen was niet te gebruiken.
caution-many-flagged = Meer dan 5 % van de tijden tussen hartslagen is niet normaal.
caution-exertion = De hartslag is die van inspanning.
caution-short-for-hf = Te kort voor elk deel van het spectrum: minder dan een minuut.
caution-short-for-lf = Te kort voor LF en VLF: minder dan twee minuten.
caution-short-for-vlf = Te kort voor VLF: minder dan vijf minuten.

# Dagen en maanden, kort, zoals in een datum: di 25 nov 2025
weekday-1 = ma
weekday-2 = di
weekday-3 = wo
weekday-4 = do
weekday-5 = vr
weekday-6 = za
weekday-7 = zo
month-1 = jan
month-2 = feb
month-3 = mrt
month-4 = apr
month-5 = mei
month-6 = jun
month-7 = jul
month-8 = aug
month-9 = sep
month-10 = okt
month-11 = nov
month-12 = dec

# Vaste woorden op materialen
library-owner = Wie
library-date = Wanneer
library-done = Klaar
library-help = Hulp nodig?
library-join = Meedoen gaat altijd via je behandelaar.
library-made = Gemaakt met Luwte
library-low = helemaal niet
library-high = heel erg
report-tension-both = { $before } naar { $after }

report-by-colleague = ingevuld door behandelaar
