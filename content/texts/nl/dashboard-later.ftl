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
