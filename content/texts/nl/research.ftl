# Onderzoek: opzetten, deelnemen, volgen, uitkomsten.

# Onderzoek
studies-lead = Onderzoek met en zonder VR, van opzet tot uitkomst. Je ziet hier nooit namen.
studies-empty = Er is nog geen onderzoek.
studies-empty-do = Begin hieronder met een van de vier opzetten, of doe mee met een andere instelling.
study-name = Naam
study-state = Stand
study-people = Deelnemers
study-whose = Van wie
study-of = { $n } van { $target }
study-own = onszelf
study-few = minder dan 5
study-draft = in voorbereiding
study-open = open
study-ended = afgerond
study-begin = Een onderzoek beginnen
study-begin-lead = Deze opzetten komen uit het whitepaper. Je neemt er een over en past hem aan. Er doet nog niemand mee.
study-wanted = { $n } deelnemers
study-take = Deze opzet overnemen
study-join = Meedoen met een andere instelling
study-file = Bestand van het protocol
study-file-hint = De instelling die het onderzoek leidt geeft je dit bestand. Loting en codes maak je hier zelf: niemand daar kent jullie deelnemers.

# Eén onderzoek
study-opened = Open sinds { $day }
study-ended-at = Afgerond op { $day }
study-joined = Onderzoek van { $institution }
study-version = Protocol versie { $n }
study-end-reason = Waarom het stopt
study-wrong = Dit moet nog in orde komen voordat het onderzoek open kan:
study-fault-id = Een kenmerk bestaat uit kleine letters, cijfers en streepjes.
study-fault-twice = Dit staat er twee keer.
study-fault-empty = Hier ontbreekt tekst.
study-fault-too-long = Deze tekst is te lang.
study-fault-arms = Bij deze opzet hoort een ander aantal groepen.
study-fault-days = Kies 1 tot 1830 dagen.
study-fault-blocks = Elk blok is een veelvoud van het aantal groepen of volgordes, hooguit 60.
study-fault-measures = Kies 1 tot 20 maten.
study-fault-strata = Loot uit hooguit 16 lijsten, elk met twee antwoorden of meer.
study-fault-target = Kies minstens twee deelnemers.
study-fault-open = Met een schijngroep is het onderzoek geblindeerd.
study-fault-blind = Wat met de hand wordt opgeschreven kan niet geblindeerd zijn.
study-turn-open = Klaar om te beginnen?
study-turn-open-lead = Daarna kunnen behandelaren cliënten laten meedoen. Opzet, groepen en loting liggen dan vast. Is er toestemming nodig van een toetsingscommissie, regel die dan eerst.
study-turn-open-do = Onderzoek openen
study-turn-end = Onderzoek afronden
study-turn-end-lead = Niemand kan daarna nog meedoen. Een geblindeerd onderzoek laat vanaf dan zien wie in welke groep zat. Dit kun je niet terugdraaien.
study-turn-end-do = Onderzoek afronden
study-protocol = Protocol
study-change = Aanpassen
study-save = Nieuwe versie bewaren
study-about = Vraag en herkomst
study-who = Wie kan meedoen
study-design = Opzet
study-target = Aantal deelnemers
study-arms = Groepen
study-measures = Maten
study-strata = Eerlijk verdeeld over
study-blinded = Geblindeerd
study-blinded-yes = Ja. Tot het eind ziet niemand wie in welke groep zit.
study-blinded-no = Nee
study-blinded-check = Geblindeerd: tot het eind ziet niemand wie in welke groep zit
study-law = Bewaarplicht
study-law-years = { $n } jaar. Wissen kan pas daarna.
study-law-check = Jaren dat de wet bewaren vraagt (0 als dat niet zo is)
study-consent = Tekst voor de deelnemer
study-in-language = { $what }, { $language }
language-nl = Nederlands
language-en = Engels
study-fixed = Er doen mensen mee. Opzet en groepen blijven daarom zoals ze zijn.
study-days = Dagen
study-washout = Dagen ertussen die niet meetellen
study-lengths = Lengtes van de beginperiode, in dagen
study-blocks = Blokken van de loting
study-blocks-hint = Binnen elk blok komen de groepen even vaak voor. Met verschillende groottes kan niemand de laatste van een blok raden.
study-measure-make-main = Hoofdmaat maken
study-measure-first = { $measure } de hoofdmaat maken
study-measure-leave-out = Weglaten
study-measure-out = { $measure } weglaten
study-versions = Alle versies
study-version-line = Versie { $n }, { $day }, door { $name }. Tekst voor de deelnemer: versie { $consent }.
study-out = Meenemen
study-out-lead = De gegevens staan in één zip: CSV, SPSS en Parquet, met een uitleg van elke kolom en voorbeelden voor R en Python. Iedereen staat erin met een code. Ook elke hartslag staat erin, met wat een artefact is.
study-out-hidden = Het onderzoek is geblindeerd en loopt nog: groepen staan er niet in.
study-out-file = Protocol voor een andere instelling
study-out-data = Gegevens downloaden
design-one-arm = Iedereen doet hetzelfde, { $days } dagen. Voor wordt vergeleken met na.
design-parallel = Iedereen zit { $days } dagen in één van de groepen. De loting bepaalt welke.
design-crossover = Iedereen zit { $days } dagen in elke groep, met { $washout } dagen ertussen. De loting bepaalt de volgorde.
design-multiple-baseline = Iedereen begint zonder ({ $lengths } dagen, geloot) en gaat dan { $days } dagen verder met.
arm-vr = VR, met het eigen hart
arm-sham = VR met een ander hart: schijn
arm-logged = met de hand opgeschreven
arm-usual = zoals altijd
measure-session = Verandering binnen een sessie
measure-step = Verandering van het eerste naar het laatste antwoord
measure-lower = lager is beter
measure-higher = hoger is beter
measure-from = vragenlijst { $set }

# Verloop
flow-title = Verloop
flow-panel = In het testpanel: { $n } cliënten die gevraagd willen worden.
flow-assessed = Bekeken
flow-not-eligible = Paste niet
flow-declined = Wilde niet
flow-enrolled = Doet of deed mee
flow-arms = Verloop per groep
flow-arm = Groep
flow-allocated = Geloot
flow-going-on = Bezig
flow-done = Klaar
flow-stopped = Gestopt
flow-withdrawn = Teruggetrokken
flow-measured = Hoofdmaat voor en na
flow-everybody = Iedereen
flow-baseline = beginperiode van { $days } dagen
flow-few = Aantallen onder de vijf tonen we niet, en ook niet wat ze zou verraden.

# Uitkomsten
results-title = Uitkomsten tot nu toe
results-lead = Na min voor. Elk getal staat met zijn 95%-interval en het aantal mensen. Een tussenstand is geen conclusie.
results-hidden = Het onderzoek is geblindeerd: tot het eind staat iedereen hier samen.
results-main = hoofdmaat
results-few = { $arm }: { $n } mensen met voor en na. Van minder dan vijf tonen we niets.
results-chart = { $measure }: verandering met 95%-interval
results-zero = geen verandering of verschil
results-col-what = Wat
results-col-n = Mensen
results-col-change = Verandering of verschil
results-row-arm = { $arm }: na min voor
results-row-compare = { $arm } min { $against }
results-row-period = Eerste min tweede periode
results-row-level = Met min zonder, per persoon
results-n = n = { $n }
results-interval = { $value } ({ $low } tot { $high })
results-p = p = { $p }
results-p-small = p < 0,001
results-pre-post = { $arm }, n = { $n }: van { $before } (sd { $beforesd }) naar { $after } (sd { $aftersd }), verschil { $change }, gepaarde t-toets { $p }.
results-ranked = Naar rang: { $shift } (Hodges-Lehmann), Wilcoxon exact { $p }, { $n } mensen veranderden.
results-ranked-normal = Naar rang: { $shift } (Hodges-Lehmann), Wilcoxon { $p } bij benadering, { $n } mensen veranderden.
results-parallel = { $arm } tegenover { $against }: verschil in verandering { $difference }, Welch { $p }, n = { $one } en { $other }.
results-crossover = { $arm } tegenover { $against }, bij dezelfde mensen: { $difference }, { $p }, n = { $one } en { $other } per volgorde. Eerste tegenover tweede periode: { $period }, { $periodp }.
results-baseline = Niveau met min zonder: { $level }, n = { $n }. Randomisatietoets over alle { $assignments } verdelingen { $p }. Tau = { $tau }.
results-baseline-sample = Niveau met min zonder: { $level }, n = { $n }. Randomisatietoets over { $assignments } getrokken verdelingen { $p }. Tau = { $tau }.
effect-dz = d_z = { $size }.
effect-gav = Hedges' g_av = { $size }.
effect-g = Hedges' g = { $size }.

# Eén cliënt
client-studies-open = Onderzoek
client-studies = Onderzoek
client-studies-lead = Meedoen is vrijwillig en verandert niets aan de behandeling.
client-studies-none = Er is nu geen onderzoek om aan mee te doen.
client-studies-none-do = Zodra een onderzoeker er een opent, staat het hier.
standing-in = doet mee
standing-done = klaar
standing-stopped = gestopt
standing-withdrawn = teruggetrokken
enrolled-since = Begonnen op { $day }
enrolled-days-left = { $n ->
    [one] Nog één dag
   *[other] Nog { $n } dagen
  }
enrolled-code = Code in dit onderzoek
enrolled-code-hint = Onderzoekers zien alleen deze code.
enrolled-today = Vandaag
enrolled-today-hidden = Er is vandaag niets bijzonders te doen, of het onderzoek is geblindeerd: open dan gewoon een sessie, de rest gaat vanzelf.
enrolled-text = De tekst waarmee de cliënt instemde (protocol versie { $n })
logged = { $n ->
    [one] Eén keer opgeschreven
   *[other] { $n } keer opgeschreven
  }
logged-line = { $minutes } minuten, spanning van { $before } naar { $after }
log-add = Gebruik opschrijven
log-when-hint = Leeg is nu.
log-minutes = Minuten
log-before = Spanning ervoor, 0 tot 10
log-after = Spanning erna, 0 tot 10
log-do = Opschrijven
stop-title = Stoppen met dit onderzoek
stop-take-back = Gegevens terugtrekken
stop-lead = Dat kan altijd, zonder uitleg. De behandeling gaat gewoon door.
stop-reason = Reden, als de cliënt die wil geven
stop-withdraw = Ook wat al gemeten is telt niet meer mee
stop-do = Stoppen
join-text = Lees dit samen
join-yes = De cliënt heeft dit gelezen of gehoord, kon vragen stellen en stemt in
join-draw-lead = Daarna wordt er geloot. De uitslag ligt vast en niemand kon hem van tevoren weten.
join-lead = De deelname begint meteen.
join-draw = Loten
join-do = Meedoen
join-no-yes = Zonder instemming kan niemand meedoen. Vink het vakje aan als de cliënt instemt.
join-no-strata = Kies eerst een antwoord in elke lijst.
join-not = De cliënt doet niet mee
join-not-lead = We tellen alleen dát er iemand niet meedoet, niet wie.
join-declined = Wil niet
join-not-eligible = Past niet
join-counted = Geteld.
panel-title = Testpanel
panel-member = Deze cliënt wil gevraagd worden als er een onderzoek of een nieuwe versie te proberen is.
panel-no-member = Deze cliënt wordt niet gevraagd voor onderzoek. Wil de cliënt dat wel, noteer het dan hier.
panel-join = Wil gevraagd worden
panel-leave = Wil niet meer gevraagd worden

# In het toegangslog
act-draw = geloot voor
act-count = geteld voor
act-log = gebruik opgeschreven bij
act-stop = gestopt met
act-open = geopend
object-study = onderzoek
object-enrolment = deelname aan onderzoek
object-enrolments = deelnames aan onderzoek
object-study-data = gegevens van een onderzoek
object-panel = testpanel
own-log-of-enrolment = je deelname aan een onderzoek
own-log-of-enrolments = je deelname aan onderzoek
own-log-of-study-data = je antwoorden in een onderzoek, onder een code
own-log-of-panel = of je gevraagd wilt worden voor onderzoek
