# Alleen het dashboard, en niet op de eerste pagina: een cliënt, een sessie, brillen, instellingen.

# Plekken
crumbs = Kruimelpad

# Spanning
tension-before-word = vooraf
tension-after-word = na afloop
tension-same-word = gelijk

# Cliënten
client-start = Sessie begeleiden
client-sessions = Sessies
client-empty = Hier komen de sessies van deze cliënt.
client-empty-do = Zet de bril aan, open Meekijk en kies bij het koppelen deze cliënt.

# Sessies in een lijst
session-title = Sessie

# Eén sessie
session-from-to = { $from } tot { $to }
session-own-answers = cijfer van 0 tot 10, door de cliënt zelf gegeven
session-adverse-title = In deze sessie staat een nadelig voorval
session-adverse-do = Bespreek het met de cliënt. Oefenen zonder begeleiding kan pas weer na de beoordeling door een behandelaar.
session-adverse-live = Blijf bij de cliënt. Beoordelen kan zodra de sessie is afgelopen.
review-begin = Voorval beoordelen
review-note = Wat zag je, en wat heb je met de cliënt afgesproken?
review-hint = Je notitie komt bij deze sessie te staan, met je naam. Hoogstens 1.000 tekens, geen echte namen.
review-wrong = Schrijf een notitie van 1 tot 1.000 tekens.
review-not-kept = Je notitie is nog niet opgeslagen en staat hier nog.
review-send = Beoordeling opslaan
review-title = Het nadelige voorval is beoordeeld
review-by = { $name }, { $when }
review-too-late = Een collega was je net voor; die beoordeling blijft staan. Jouw notitie is niet opgeslagen:
session-happened = Wat er gebeurde
session-happened-nothing = Er is niets vastgelegd.
timeline = Verloop van de sessie
timeline-moment = Op dit moment in de sessie
timeline-cursor = Moment in de sessie. Pijltjes gaan 5 seconden verder, met Shift een minuut.
track-answers = Antwoorden
track-world = Wereld
track-exercise = Oefening
track-exercise-pace = { $name }, { $pace } per minuut
track-steering = Wie stuurt
track-watching = Kijkt mee
track-pauses = Bril af
track-pause = bril af
track-events = Gebeurtenissen
track-nothing = niet gemeten
track-rest-others = rust van anderen 50
track-tension-before = spanning vooraf
track-tension-after = spanning na afloop
legend = Tekens bij gebeurtenissen
legend-steering = meekijken en regie
legend-question = vraag, antwoord, nacontrole
legend-choice = keuze van de cliënt
legend-adverse = nadelig voorval of zelfcheck
moment-happened = Gebeurtenis
gap-why = { $why }, { $long }
moment-at = Om { $clock }
moment-replay = Bekijk terug vanaf hier
moment-indicator = { $score }, marge { $low } tot { $high }
moment-provisional = voorlopige rust
moment-none = geen
moment-client = cliënt
indicator-compares = Vergelijk met de indicator een cliënt alleen met zichzelf. Gebruik hem niet om te kiezen wie voorgaat, of over dwang of medicatie.
indicator-how = Zo is hij berekend

# De indicator in delen
parts-title = Verschil met rust
parts-warning = Niet gevalideerd: deze getallen laten zien hoe de waarde ontstaat, niet hoe gestrest iemand is.
parts-low = rustiger
parts-middle = eigen rust
parts-middle-others = rust van anderen
parts-high = gespannener
parts-rmssd = Variatie tussen slagen
parts-heart-rate = Hartslag
parts-part = Deel
parts-value = Waarde
parts-tenser = { $z } z gespannener
parts-calmer = { $z } z rustiger
parts-same = gelijk
parts-window = Gemeten over
parts-beats = Hartslagen
parts-beats-value = { $used } gebruikt, { $flagged } weggelaten
parts-missing = Ontbrak
parts-missing-value = { NUMBER($share, maximumFractionDigits: 0) } % van de tijd
parts-baseline = Eigen rust
parts-baseline-own = van deze cliënt
parts-baseline-provisional = voorlopig, { $days } van 7 dagen
parts-baseline-none = nog niet gemeten
parts-rest-none = Van deze cliënt is nog geen rust gemeten. De waarde vergelijkt met gezonde volwassenen uit onderzoek.
parts-rest-provisional = Voorlopig: er is rust van { $days ->
    [one] 1 dag
   *[other] { $days } dagen
} van de cliënt zelf. Vanaf 7 dagen is het de eigen rust.
parts-rest-own = De waarde vergelijkt met de eigen rust van deze cliënt, gemeten op { $days } dagen.
parts-algorithm = Versie
parts-none = Op dit moment is er geen waarde: { $reason }.
parts-nothing = Op dit moment is er niets gemeten.

# Wat er gebeurde
log-tension-before = Spanning vooraf: { $value } van 10.
log-tension-after = Spanning na afloop: { $value } van 10.
log-tension-before-skipped = Spanning vooraf overgeslagen.
log-tension-after-skipped = Spanning na afloop overgeslagen.
log-world = Koos { $name }.
log-exercise = Begon met { $name }, { $pace } per minuut.
log-exercise-begun = Begon met { $name }.
log-lying = Ging liggen; het beeld draaide mee.
log-sitting = Ging weer zitten.
log-exercise-completed = De oefening was klaar.
log-exercise-stopped = De oefening werd gestopt.
log-exercise-broken-off = De oefening brak af; de wereld ging rustig door.
log-pace = Tempo { $pace } per minuut.
log-menu-exercises = Bekeek de oefeningen.
log-searched = Eigen tempo gevonden: { $pace } per minuut ({ $low } tot { $high }, { $sure ->
    [high] vrij zeker
   *[fair] niet heel zeker
}).
log-searched-none = Eigen tempo niet gevonden: { $reason }.
log-pace-kept = Een collega koos { $pace } per minuut als eigen tempo.
search-too-few-beats = te weinig hartslagen gehoord
search-too-much-missing = te lang geen hartslag gehoord
search-too-many-flagged = te veel slagen waren niet te gebruiken
search-irregular = het hartritme was te onregelmatig
search-too-few-paces = minder dan drie tempo's lang genoeg geademd
search-no-swing = het hart bewoog nauwelijks met de adem mee
search-no-peak = het hart bewoog bij elk tempo even sterk mee
search-withheld = de cliënt deelt dit niet
log-menu = Opende het menu.
log-menu-settings = Opende licht en geluid.
log-menu-unwell = Koos “niet prettig”.
log-time-of-day = Zette de tijd in de wereld op { $clock }.
log-volume = Zette het geluid op { $volume } van 100.
log-watch-requested = { $name } vroeg om mee te kijken.
log-watch-declined = De cliënt zei nee tegen { $name }.
log-watch-began = { $name } keek mee.
log-watch-ended = { $name } keek niet meer mee.
log-steering-taken = { $name } nam de regie over.
log-steering-handed-back = De regie ging terug naar de cliënt.
log-steering-client = De cliënt nam de regie terug.
log-steering-link-lost = De verbinding viel weg; de cliënt had meteen zelf de regie.
log-steering-ending = De sessie rondde af; de cliënt had de regie.
log-asked = Gevraagd: “{ $question }”
log-answered-for = { $name } antwoordt voor de cliënt
log-passed-by-time = Geen antwoord: de vraag ging vanzelf voorbij
log-answered = “{ $question }” { $answer }.
log-paused = De bril ging af.
log-resumed = De bril ging weer op.
log-discomfort = Nacontrole: { $name }.
log-adverse = Nadelig voorval: { $name }.
log-held = De zelfcheck hield de sessie tegen: { $name }.
log-cleared = Een collega liet de cliënt doorgaan bij “{ $name }”: { $reason }
log-finish-client = De cliënt rondde af.
log-finish-companion = De behandelaar rondde af.
log-finish-time-up = De tijd was om.
log-finish-left = De cliënt stopte meteen.
log-finish-self-check = De zelfcheck stopte de sessie.
log-ended = Einde van de sessie.

# Brillen
headsets-no-clients = Hier staan brillen, nooit cliënten
headsets-status = Is alles in orde?
headsets-none = Er staat nog geen bril in het register.
headsets-none-do = Geef de bril een naam en scan de code die dan verschijnt met de bril.
headsets-none-ask = Vraag je beheerder om een bril toe te voegen.
headset-add = Bril toevoegen
headset-name = Naam van de bril
headset-name-hint = Bijvoorbeeld “Bril 07” of “Poli Noord 2”: wat er op de sticker staat.
headset-name-wrong = Vul een naam in van 1 tot 40 tekens.
headset-state = Toestand
headset-seen = Laatst gehoord
headset-connected = verbonden
headset-asleep = staat uit of slaapt
headset-not-yet = nog niet gekoppeld
headset-never = nog nooit
headset-acts = Wijzigen
headset-rename = Naam van de bril wijzigen
headset-rename-short = Naam wijzigen
headset-rename-hint = Wat er op de sticker staat. Eerdere sessies krijgen ook de nieuwe naam.
headset-rename-send = Naam opslaan
headset-revoke = Toegang van de bril intrekken
headset-revoke-send = Toegang intrekken
headset-revoke-who = Doe dit als { $name } kwijt, gestolen of weggegeven is.
headset-revoke-now = De bril wordt meteen afgemeld bij Luwte.
headset-revoke-connected = De bril is nu verbonden. Meekijken stopt meteen; de wereld in de bril gaat rustig door en de cliënt kan zelf afronden.
headset-revoke-later = Wat de bril daarna nog aflevert, bewaren we apart. Het komt niet in het verloop van een sessie.
headset-revoke-stays = Eerdere sessies blijven staan.
headset-revoke-back = Dit kun je niet terugdraaien. Is de bril terug, voeg hem dan opnieuw toe.
headsets-all-revoked = Er is nu geen bril in gebruik.
headsets-revoked = Toegang ingetrokken
headsets-revoked-more = Deze brillen doen niet meer mee. Wat ze nog afleverden, staat apart en niet bij de sessies.
headset-revoked-since = Ingetrokken
headset-kept-apart = Daarna afgeleverd
headset-kept-nothing = niets apart bewaard
headset-kept = { $n ->
    [one] 1 levering apart bewaard
   *[other] { $n } leveringen apart bewaard
}
headset-code-make = Code maken
headset-code-picture = QR-code met het adres voor de bril
headset-code-for = { $name } koppelen
headset-code-step-1 = Zet de bril op en open de browser van de bril.
headset-code-step-2 = Scan de code, of typ het adres hieronder.
headset-code-step-3 = Zie je het welkom, dan is de bril klaar.
headset-code-address = Adres
headset-code-left = Nog { $left } geldig, voor één bril.
headset-code-over = Deze code is verlopen. Sluit dit venster en maak een nieuwe.

# Instellingen
settings-language-more = Van deze pagina; de cliënt kiest de taal in de bril zelf.
settings-theme-more = Licht, donker, of zoals dit apparaat.
settings-account = Aangemeld als
settings-device-only = Taal en kleuren gelden voor dit apparaat.

# Sensoren
finding-recording = Hartslag gemeten zonder bril
sensors-what = Hartslagbanden via de Bluetooth van dit apparaat, en opnamen uit bestanden
sensors-connected = Verbonden banden
sensor-connect = Band verbinden
sensor-whom = Voor wie
sensor-whom-live = Nu in de bril
sensor-whom-client = Meting zonder bril
sensor-nobody = Zonder naam, zonder bril
sensor-choose = Band kiezen
sensor-stays-open = Je kunt meer banden tegelijk verbinden. Laat dit tabblad open: sluit je het, dan stopt de meting.
sensor-nothing-chosen = Je hebt geen band gekozen.
sensor-unsupported = Deze browser kan geen band verbinden. Gebruik Chrome of Edge en zet Bluetooth aan.
sensor-failed = De band geeft geen antwoord. Maak hem vochtig, doe hem om en probeer het opnieuw.
sensor-strap = Hartslagband
sensor-per-minute = per minuut
sensor-quality = Signaal { $quality }
sensor-quality-light = Signaal { $quality }, gemeten met licht: minder precies, en alleen als de arm stil ligt
sensor-no-contact = De band voelt geen huid
sensor-offline = Geen verbinding met de server; wordt hier bewaard
sensor-connecting = Verbinden met de band
sensor-silent = Verbonden, maar stil. Zit de band goed?
sensor-reconnecting = Band even weg, wordt gezocht
sensor-taken = Een ander apparaat stuurt al hartslagen naar deze sessie
sensor-over = Deze meting kan niet verder
sensor-leaving = Gestopt; wat nog wacht, gaat naar de server
sensor-nothing-yet = Nog geen hartslag
sensor-last-now = Zojuist een hartslag
sensor-last = Laatste hartslag { $time } geleden
sensor-stored = { $n ->
    [one] 1 meting bewaard
   *[other] { NUMBER($n, maximumFractionDigits: 0) } metingen bewaard
}
sensor-waiting = { NUMBER($n, maximumFractionDigits: 0) } wachten op de server
sensor-gaps = { $n ->
    [one] 1 keer zonder hartslag
   *[other] { NUMBER($n, maximumFractionDigits: 0) } keer zonder hartslag
}
sensor-gap = { $from } tot { $to }: { $cause }
sensor-gap-out-of-reach = de band was buiten bereik
sensor-gap-background = dit tabblad stond op de achtergrond
sensor-gap-silent = de band gaf niets door
sensor-again = Opnieuw proberen
sensor-timeline = Bekijk het verloop
sensor-stop = Stoppen
sensor-file = Opname toevoegen
sensor-file-kinds = Een bestand met hartslagen: Kubios-tekst, HRV Logger, Polar .hrm, FIT, EDF+ of Open mHealth.
sensor-file-choose = Bestand
sensor-file-add = Toevoegen
sensor-file-none = Kies eerst een bestand.
sensor-file-added = { NUMBER($n, maximumFractionDigits: 0) } hartslagen toegevoegd, vanaf { $moment }.

# Wat een sessie of een reeks laat zien
finding-fell = Spanning zakte van { $before } naar { $after }
finding-rose = Spanning steeg van { $before } naar { $after }
finding-same = Spanning bleef { $before }
finding-only-before = Spanning was { $before } vooraf
finding-only-after = Spanning was { $after } na afloop
finding-neither = Sessie zonder cijfers voor spanning
summary-none = Nog geen sessie met een cijfer vooraf en na afloop
summary-none-more = De bril vraagt het aan het begin en aan het eind; overslaan mag.
summary-one-lower = Na de eerste sessie was de spanning lager
summary-one-not-lower = Na de eerste sessie was de spanning niet lager
summary-lower = Na { $lower } van de { $n } sessies was de spanning lager
summary-mean-lower = Gemiddeld { $points } punt lager op een schaal van 0 tot 10 ({ $n ->
    [one] 1 sessie
   *[other] { $n } sessies
} met beide cijfers). Er is geen vergelijking met dagen zonder VR.
summary-mean-higher = Gemiddeld { $points } punt hoger op een schaal van 0 tot 10 ({ $n ->
    [one] 1 sessie
   *[other] { $n } sessies
} met beide cijfers). Er is geen vergelijking met dagen zonder VR.
summary-mean-same = Gemiddeld gelijk gebleven op een schaal van 0 tot 10 ({ $n ->
    [one] 1 sessie
   *[other] { $n } sessies
} met beide cijfers, { $points } punt verschil). Er is geen vergelijking met dagen zonder VR.

# Screening
screening = Screening
screening-client = Cliënt
screening-lead = Of deze cliënt VR kan gebruiken, en hoe. Zonder screening begint er geen sessie.
screening-open = Screening bekijken
screening-begin = Cliënt screenen
screening-missing = Nog niet gescreend
screening-missing-do = Loop eerst de vragen hieronder door, het liefst samen met de cliënt. Dat duurt een paar minuten. Daarna kan er een sessie beginnen.
screening-expired = De screening is verlopen
screening-expired-do = Hij was geldig tot { $when }. Loop de vragen opnieuw door; daarna kan er weer een sessie beginnen.
screening-outdated = De screening is niet meer volledig
screening-outdated-do = We vragen nu meer dan toen. Loop de vragen opnieuw door; daarna kan er weer een sessie beginnen.
screening-hard-stop = VR kan voor deze cliënt niet
screening-hard-stop-do = Niemand kan dit vrijgeven. Bied een andere vorm van ontspanning. Was het antwoord niet juist? Screen dan opnieuw en schrijf op waarom.
screening-until-cleared = Een behandelaar beslist eerst
screening-until-cleared-do = Er staat een risico in de screening. Tot er een besluit is, begint er geen sessie.
screening-supervised = VR kan, steeds met iemand erbij
screening-supervised-do = Er blijft iemand bij de cliënt. Geldig tot { $until }.
screening-alone = VR kan, ook zonder iemand erbij
screening-alone-do = Er staat niets in de weg. Geldig tot { $until }.
screening-adverse-event = Voorlopig steeds met iemand erbij
screening-adverse-event-do = Er ging eerder iets mis, en dat is nog niet beoordeeld. Open die sessie en beoordeel het voorval. De screening is geldig tot { $until }.
screening-leads-hard-stop = VR kan niet
screening-leads-until-cleared = een behandelaar beslist eerst
screening-leads-supervised = steeds met iemand erbij
screening-leads-alone = ook zonder iemand erbij
screening-first = Vragen voor de eerste sessie
screening-new = Opnieuw screenen
screening-again = Opnieuw screenen
screening-reasons = Waarvoor bied je VR aan?
screening-reasons-hint = Meer dan één mag. Geen reden kiezen mag ook: iemand wil gewoon ontspannen.
screening-reasons-supervised = Hierbij begint het met iemand erbij.
screening-risks = Kan het veilig?
screening-risks-hint = Beantwoord elke vraag. Bij twijfel kies je ja; een behandelaar kijkt dan mee.
screening-answer-this = Kies ja of nee.
screening-why-changed = Eerder was het antwoord ja. Waarom is het nu nee?
screening-incomplete = Nog niet alles is beantwoord. De open vragen zijn gemarkeerd; wat je invulde staat er nog.
screening-send = Screening opslaan
screening-history = Eerdere screenings en besluiten
screening-for = Voor:
screening-changed = { $item }, nu nee:
decision = Besluit van de behandelaar
decision-other = Anders besluiten
decision-supervised = Steeds met iemand erbij
decision-alone = Ook zonder iemand erbij
decision-reason = Waarom?
decision-hint = Je besluit komt met je naam bij de screening te staan. Laat je iets toe ondanks een risico, dan kijk je er na drie maanden opnieuw naar. Hoogstens 1.000 tekens, geen echte namen.
decision-wrong = Kies hoe het kan, en schrijf op waarom.
decision-send = Besluit opslaan

# Profiel
profile = Profiel
profile-open = Profiel bekijken
profile-not-validated = Niet gevalideerd
profile-empty = Hier komt het profiel van deze cliënt.
profile-empty-do = Na de eerste sessie in een wereld staat er wat die deed.
profile-lower = De score ging van { $begin } naar { $end } van 100: lager dan bij het begin
profile-higher = De score ging van { $begin } naar { $end } van 100: hoger dan bij het begin
profile-same = De score ging van { $begin } naar { $end } van 100: dat verschil kan toeval zijn
profile-no-score = Voor deze sessie is er geen score voor én na
profile-no-score-part = Geen score: er is geen antwoord en geen hartslag.
profile-newest-when = Laatste sessie, { $when }
profile-begin = Aan het begin
profile-end = Aan het einde
profile-between = tussen { $low } en { $high }
profile-parts = Waar de score uit bestaat
profile-part = Onderdeel
profile-part-value = Waarde
profile-part-share = Telt mee voor
profile-answers = Eigen antwoord
profile-answers-missing = niet beantwoord
profile-heart = Hartslag
profile-heart-missing = geen bruikbare meting
profile-movement = Beweging van het hoofd
profile-movement-missing = niet bewaard
profile-plus-minus = { $value } ± { $half }
profile-share = { $share } %
profile-share-missing = ontbreekt (anders { $share } %)
profile-score-what = 0 is ontspannen, 100 is heel gespannen. De score telt het eigen antwoord, de hartslag en de beweging van het hoofd samen. Wat ontbreekt, maakt hem onzekerder.
profile-works-found = Na { $name } is de spanning bij deze cliënt lager
profile-works-none = Wat het beste werkt, is nog niet te zeggen
profile-works-what = Hoeveel punten (van 0 tot 10) de spanning zakte in sessies waarin dit voorkwam. De verwachting leunt bij weinig sessies op het gemiddelde van deze cliënt. Het is geen bewijs dat het hierdoor komt.
profile-works-name = Wereld of oefening
profile-works-n = Sessies
profile-works-mean = Gemiddelde daling
profile-works-expected = Verwachte daling
profile-works-said = Wat je kunt zeggen
profile-expected = { $value } (tussen { $low } en { $high })
profile-said-too-early = nog te vroeg
profile-said-unclear = niet duidelijk
profile-said-lower = spanning zakt
profile-said-higher = spanning stijgt
profile-trend-too-few = Voor een verloop zijn er nog te weinig sessies
profile-trend-early = Na { $n } sessies is nog niet te zeggen hoe het verloopt
profile-trend-lower = Bij het begin van een sessie daalt de score met ongeveer { $points } punt per week
profile-trend-higher = Bij het begin van een sessie stijgt de score met ongeveer { $points } punt per week
profile-trend-unclear = Over { $n } sessies is geen duidelijke daling of stijging te zien
profile-none = geen score
profile-did = Waar de tijd heen ging
profile-foot = Berekend uit alle bewaarde gegevens met { $algorithm }. Niet gevalideerd. Gebruik de score niet voor een wachtlijst, dwang of medicatie.
# Bruggen: computers die borstbanden vasthouden.
bridges = Bruggen voor borstbanden
bridges-more = Een brug is een computertje in de kamer dat borstbanden zelf vasthoudt, ook als er geen tablet is. Een band hoort bij een bril: zijn hartslagen gaan vanzelf naar elke sessie van die bril.
bridges-none = Er is nog geen brug. Zonder brug kan de tablet een band vasthouden, of een computer bij Sensoren.
bridge-add = Brug aanmelden
bridge-name = Naam van de brug
bridge-name-hint = Bijvoorbeeld “Kamer 3”: waar hij staat. Met de naam van een brug die er al is, krijgt die een nieuwe code.
bridge-not-yet = nog niet aangemeld
bridge-reports = meldt zich
bridge-away = meldt zich niet, voor het laatst { $moment }
bridge-code-again = Nieuwe code
bridge-no-straps = Deze brug heeft nog geen borstband gehoord. Doe een band om, vlak bij de brug.
bridge-straps-of = Borstbanden van { $name }
bridge-strap = Band
bridge-battery-of = Batterij
bridge-battery-pct = { $percent }% vol
bridge-battery-low = bijna leeg
bridge-battery-unknown = batterij onbekend
bridge-goes-with = Hoort bij
bridge-goes-with-of = De bril waar { $strap } bij hoort
bridge-goes-with-none = Geen bril
bridge-code-step-1 = Zet luwte-bridge op de computer met Bluetooth.
bridge-code-step-2 = Voer daar de opdracht hieronder uit.
bridge-code-step-fingerprint = Vergelijk de vingerafdruk die hij toont met die hieronder.
bridge-code-step-3 = Start de dienst. De brug meldt zich dan hier.
bridge-command = Opdracht
bridge-code-left = Nog { $left } geldig, voor één brug.
bridge-fingerprint = Vingerafdruk van het certificaat van deze server
bridge-revoke-now = Binnen een paar tellen neemt de server niets meer van deze brug aan.
bridge-revoke-waits = Wat nog op de brug wacht, komt hier niet meer aan. Wat er al is, blijft.
bridge-revoke-back = Wil je hem later weer gebruiken, maak dan een nieuwe code.

# De eigen plek van de cliënt, zoals de behandelaar hem regelt
place-of-client = Eigen plek van de cliënt
way-in = Toegang voor de cliënt
way-in-more = Met een code of passkey ziet de cliënt thuis de eigen sessies, het dagboek en wie er keek. Een naam of e-mailadres is niet nodig.
way-in-none = De cliënt kan zich nog niet aanmelden.
way-in-code = Er is een code sinds { $when }.
way-in-passkeys =
    { $n ->
        [one] De cliënt heeft 1 passkey.
       *[other] De cliënt heeft { $n } passkeys.
    }
way-in-give = Kaart met code maken
way-in-take = Toegang intrekken
way-in-take-more = De cliënt wordt overal afgemeld. Code en passkeys werken niet meer. Wat de cliënt schreef, blijft bewaard. Je kunt later een nieuwe kaart maken.
way-in-card = Kaart voor de cliënt
way-in-card-for = Eigen plek van { $alias }
way-in-card-picture = QR-code met het adres en de code
way-in-card-step-1 = Richt de camera van je telefoon op de code.
way-in-card-step-2 = Of ga naar { $address } en typ de code hieronder over.
way-in-card-step-3 = Je krijgt dan een nieuwe code die alleen jij weet.
way-in-card-week = Deze code werkt één keer, tot en met een week vanaf nu.
way-in-card-once = Je ziet deze code alleen nu. Een eerdere code werkt niet meer, en de cliënt is overal afgemeld.
way-in-card-print = Kaart afdrukken
manner = Meer zorg in woorden en tempo
manner-more = De eigen plek kiest dan andere woorden, biedt andere dingen om te doen en vraagt twee keer voordat er iets wordt gedeeld. Bespreek het met de cliënt.
manner-delusions = Achterdocht of wanen
manner-delusions-more = Legt uit wat er wel en niet wordt gemeten en wie er kijkt, zonder woorden als meekijken.
manner-trauma = Trauma
manner-trauma-more = Vraagt eerst of terugkijken nu past, en vraagt nooit wat er is gebeurd.
manner-addiction = Verslaving
manner-addiction-more = Telt trek in gebruiken mee bij spanning, en noemt wat je dan kunt doen.
letters = Vragen van de cliënt
letters-more = Iedereen die deze cliënt behandelt, kan dit lezen en beantwoorden. De cliënt ziet of het gelezen is.
letters-none = De cliënt heeft nog niets gevraagd.
letter-client = Cliënt
letter-answer = Antwoord aan de cliënt
letter-missing = Schrijf eerst een antwoord.
letter-send = Antwoord versturen
letters-waiting = Wacht op antwoord
letters-waiting-who =
    { $n ->
        [one] { $alias }: een vraag
       *[other] { $alias }: { $n } vragen
    }
letters-waiting-since = Sinds { $when }
letters-waiting-open = Lezen en antwoorden
shared-words = Door de cliënt gedeeld
claim = Sessie meegeven aan de bezoeker
claim-more = Wil de bezoeker deze sessie bewaren? Met een code komt hij bij de eigen sessies te staan, als de bezoeker hier cliënt is of wordt.
claim-make = Code maken
claim-until = Schrijf de code op voor de bezoeker. Hij werkt één keer, tot { $when }. We laten hem niet nog eens zien.
policy = Aanmelden in deze instelling
policy-more = Geldt voor alle collega's. Wie kijkt wie er keek, heeft altijd een tweede stap nodig.
policy-roles = Rollen die een tweede stap nodig hebben
policy-minutes = Minuten tot een gedeelde tablet vergrendelt
policy-minutes-hint = Van 1 tot 60, als niemand de tablet aanraakt.
policy-minutes-wrong = Vul een getal in van 1 tot 60.
reach = Bereikbaar voor cliënten
reach-more = Dit zien cliënten op hun eigen plek, bij Hulp en vragen. 112 en 0800-0113 staan er altijd.
reach-days = Binnen hoeveel werkdagen krijgen cliënten antwoord?
reach-days-hint = Van 1 tot 14. Leeg: de cliënt leest dat de behandelaar het vertelt.
reach-days-wrong = Vul een getal in van 1 tot 14, of laat het leeg.
reach-name = Naam van jullie eigen crisisdienst
reach-phone = Telefoonnummer van de crisisdienst
reach-phone-hint = Een nummer dat dag en nacht werkt. Cliënten kunnen het aantikken om te bellen.
reach-both = Vul naam en nummer allebei in, of laat ze allebei leeg.
reset = Een collega terug laten komen
reset-short = Login kwijt
reset-more = Je maakt een link waarmee je collega een nieuw wachtwoord kiest. Hij werkt één keer, een dag lang. Geef hem zelf, niet via iemand anders.
reset-clears = Telefoon of passkey is ook kwijt
reset-clears-more = Tweede stap, herstelcodes, passkeys en cijfercode gaan dan weg; je collega stelt ze opnieuw in.
reset-make = Link maken
reset-for = Link voor { $name }
reset-how = Laat de code scannen of geef het adres. Overal waar je collega was aangemeld, eindigt dat zodra het nieuwe wachtwoord is gekozen.
reset-picture = QR-code met het adres van de link
# Verslagen, materialen en huisstijl
report-get = Verslag (PDF)
materials-title = Materialen
materials-more = Kaarten, posters, protocollen en formulieren voor je team, in jullie huisstijl
materials-search = Zoeken
materials-show-all = Toon alle { $n }
materials-strategy = Strategie
materials-all = Alle strategieën
materials-audience = Voor wie
materials-everybody = Iedereen
materials-count = { $n ->
    [one] { $n } product
   *[other] { $n } producten
}
materials-text = Tekst om te bewerken
materials-not-yet = Dit materiaal is er nog niet.
settings-materials-more = Om te printen: kaarten, posters en protocollen, met jullie logo en kleur.
settings-materials-open = Materialen bekijken
house-title = Zo staat het op papier
house-more = Naam, logo en kleur staan op elk verslag en op alle materialen.
house-change = Huisstijl wijzigen
house-name = Naam van de instelling
house-address = Adres en telefoon, hoogstens vijf regels
house-help = Wie helpt bij vragen over de bril?
house-help-hint = Bijvoorbeeld: Noor, toestel 4411. Leeg? Dan komt er een regel om het op te schrijven.
house-accent = Kleur
house-accent-hint = Tekst in deze kleur moet goed leesbaar zijn. Een te lichte kleur wordt niet opgeslagen.
house-logo = Logo
house-logo-hint = Een PNG van 64 tot 4.000 beeldpunten of een eenvoudige SVG, hoogstens 256 kB.
house-logo-remove = Logo weghalen
object-report = verslag
object-house-style = huisstijl

# Wie iets invulde
rated-by-colleague = (ingevuld door behandelaar)
