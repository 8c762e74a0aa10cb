# Wat de server zelf zegt: foutmeldingen van de interface.

error-not-signed-in = Je bent niet aangemeld. Er is niets gewijzigd. Meld je aan en probeer het opnieuw.
error-wrong-login = Deze naam en dit wachtwoord horen niet bij elkaar. Controleer ze en probeer het opnieuw.
error-wait = Dat was te vaak achter elkaar. Wacht even en probeer het dan opnieuw.
error-locked = De tablet is vergrendeld. Er is niets gewijzigd. Open hem met je cijfercode of passkey.
error-second-factor-needed = Hiervoor is een tweede stap nodig. Bevestig die bij Mijn login met je code of passkey, of stel hem daar in.
error-prove-again = Hiervoor moet je opnieuw laten zien wie je bent. Vul je wachtwoord in, of meld je opnieuw aan.
error-only-way-in = Dit is het enige waarmee je nog kunt aanmelden. Er is niets gewijzigd. Stel eerst een andere manier in.
error-wrong-code = Dit klopt niet, of het is al gebruikt. Er is niets gewijzigd. Kijk het na en probeer het opnieuw.
error-too-late = Dit is verlopen of al gedaan. Begin opnieuw.
error-wrong-passkey = Deze passkey is niet aanvaard. Probeer het opnieuw, of kies een andere manier om je aan te melden.
error-no-passkeys-here = Passkeys werken niet op dit adres. Open Luwte met het vaste adres van je instelling.
error-password-length = Een wachtwoord heeft minstens 12 tekens en hooguit 256. Neem bijvoorbeeld een zin van vier woorden.
error-password-guessable = Dit wachtwoord is makkelijk te raden. Neem bijvoorbeeld vier woorden die niets met elkaar te maken hebben.
error-pin-guessable = Deze cijfercode is makkelijk te raden. Kies zes andere cijfers.
error-not-enrolled = Deze bril is nog niet aangemeld. Vraag de beheerder om een aanmeldcode.
error-forbidden = Dit mag niet met jouw rol. Er is niets gewijzigd.
error-not-treating = Je behandelt deze cliënt niet, dus je ziet het dossier niet. Vraag een collega die dat wel doet om je toe te voegen. Bij nood kun je met een reden toch kijken.
error-session-of-another = Deze sessie is al van een andere cliënt. Er is niets gewijzigd; laat de bril een nieuwe sessie beginnen.
error-last-carer = Dan behandelt niemand deze cliënt meer. Voeg eerst een collega of team toe; er is niets gewijzigd.
error-only-emergency = Met noodtoegang kun je dit niet doen: het zou blijven gelden als de toegang voorbij is. Vraag een collega die de cliënt behandelt.
error-not-to-oneself = Dit kun je niet voor jezelf doen. Vraag een collega met deze rechten.
error-clients-open = Deze collega behandelt nog cliënten. Kies eerst wie hen overneemt; er is niets gewijzigd.
error-last-administrator = Dit is de laatste functioneel beheerder. Geef eerst een collega die rol; er is niets gewijzigd.
error-unknown-invitation = Deze uitnodiging werkt niet (meer). Vraag degene die je uitnodigde om een nieuwe.
error-headset-not-ready = Deze bril is nog niet klaar voor de volgende. Kijk op de pagina van de bril wat er nog moet gebeuren.
error-tasks-open = Deze collega heeft nog rollen of taken in een project. Kies eerst wie ze overneemt; er is niets gewijzigd.
error-project-over = Er is besloten met dit project te stoppen. Neem eerst een ander besluit.
error-last-coordinator = Iemand moet het project leiden. Wijs eerst een andere coördinator aan.
error-reserved = Die tijd is al bezet, of er is te weinig tijd om schoon te maken en te laden. Kies een ander moment.
error-other-page = Dit verzoek kwam niet van een pagina van Luwte. Laad de pagina opnieuw en probeer het nog eens.
error-unknown = Dit bestaat niet, of het is niet van jouw instelling.
error-unknown-pairing-code = Geen bril toont deze code nu. Vraag in de bril een nieuwe code en typ die over.
error-unknown-enrolment-code = Deze aanmeldcode werkt niet: hij is al gebruikt of te oud. Vraag een nieuwe.
error-bad-input = Er klopt iets niet in wat je invulde. Kijk het na en probeer het opnieuw.
error-faint-colour = Deze kleur is te licht om goed te lezen. Kies een donkerdere.
error-bad-logo = Dit logo is niet te gebruiken. Kies een PNG van 64 tot 4.000 beeldpunten of een eenvoudige SVG, van hoogstens 256 kB.
error-taken = Deze naam bestaat al. Kies een andere.
error-sealed-elsewhere = Dit is bewaard voor een eerdere installatie van Luwte. Zet daarvan een back-up terug, dan komt het alsnog binnen.
error-conflict = De server heeft onder deze nummers al iets anders. Wat je stuurde is apart bewaard; vraag de beheerder.
error-too-large = Dit is te groot om te ontvangen. Er is niets opgeslagen.
error-wrong-method = Dit adres bestaat, maar niet voor deze handeling.
error-store-unavailable = Opslaan en lezen lukt nu even niet. Er is niets verloren. Probeer het zo opnieuw.
error-internal = Er ging iets mis aan onze kant. Er is niets gewijzigd. Probeer het zo opnieuw.

# Het plan, de sessie en het verslag
error-plan-missing = Hiervoor is een plan nodig waarin dit staat, en dat is er nu niet. Maak eerst het plan met de cliënt.
error-plan-way = Deze manier staat niet in het plan. Kies een andere, of pas eerst het plan aan.
error-plan-supervised-only = In het plan staat dat er iemand bij is. Blijf erbij, of pas eerst het plan aan.
error-plan-not-practised = Een bril gaat pas mee naar huis als de cliënt alles één keer zelf heeft gedaan, met iemand erbij. Doe eerst zo’n sessie.
error-plan-not-for-clients = Bij deze manier blijft onbekend wie het is. Kies geen cliënt, of kies een andere manier.
error-plan-goal = Schrijf op wat de cliënt ermee wil, in hooguit 500 tekens.
error-plan-dose = Een sessie duurt 5 tot 30 minuten, 1 tot 14 keer per week.
error-plan-worlds = Deze werelden gaan niet samen: hooguit drie eerst, geen wereld in beide lijsten, en er moet er minstens één overblijven.
error-plan-ways = Kies minstens één manier die bij het plan past. Wie alleen gaat, heeft een plan waarin dat mag.
error-plan-period = Deze dagen kloppen niet. De evaluatie valt tussen de eerste en de laatste dag, en een plan duurt hooguit een jaar.
error-nobody-reads = Op dit moment leest niemand je vraag: je zorg is afgesloten, of er is niemand aan jou gekoppeld. Je vraag is niet verstuurd. Bel of mail je instelling.
error-letters-open = Deze cliënt wacht nog op antwoord op een vraag. Beantwoord die eerst en sluit daarna de zorg af.
error-client-closed = De zorg van deze cliënt is afgesloten. Heropen de cliënt eerst; er is niets gewijzigd.
error-not-over = Deze sessie is nog niet afgelopen. Onderteken het verslag daarna.
error-headset-off = In deze bril staat geen sessie klaar. Zet de bril aan, open Luwte en probeer het opnieuw.
error-leaving = Wie vertrekt, krijgt geen nieuwe cliënten. Kies een andere collega; er is niets gewijzigd.

# Het concept van een sessieverslag
note-moment = { $day }-{ $month }-{ $year }, { $clock }
note-moment-utc = { $day }-{ $month }-{ $year }, { $clock } UTC
note-head = VR-ontspanning op { $when }, { $minutes ->
    [one] { $minutes } minuut
   *[other] { $minutes } minuten
} in een wereld. { $beside }
note-head-way = VR-ontspanning op { $when }, { $way }, { $minutes ->
    [one] { $minutes } minuut
   *[other] { $minutes } minuten
} in een wereld. { $beside }
note-way-guided = onder begeleiding
note-way-consult = tijdens het consult
note-way-waiting = in wachttijd
note-way-ward = vrij gebruik op de afdeling
note-way-home-loan = thuis
note-way-reintegration = bij re-integratie
note-way-staff-break = eigen pauze
note-way-visitor = als bezoeker
note-alone = De cliënt was alleen in VR.
note-beside = Er was iemand bij; de cliënt deed alles zelf.
note-beside-taken-over = Er was iemand bij, die een deel heeft overgenomen.
note-beside-unknown = Of er iemand bij was, is niet vastgelegd.
note-goal = Doel: { $goal }
note-used = { $name } ({ $minutes } min)
note-worlds = Werelden: { $worlds }.
note-exercises = Oefeningen: { $exercises }.
note-tension-lower = Spanning (0–10): { $before } vooraf, { $after } achteraf: { $points ->
    [one] { $points } punt
   *[other] { $points } punten
} lager (één meting voor en één na; zonder vergelijking).
note-tension-same = Spanning (0–10): { $before } vooraf en { $after } achteraf: gelijk (één meting voor en één na; zonder vergelijking).
note-tension-higher = Spanning (0–10): { $before } vooraf, { $after } achteraf: { $points ->
    [one] { $points } punt
   *[other] { $points } punten
} hoger (één meting voor en één na; zonder vergelijking).
note-tension-before = Spanning (0–10): { $before } vooraf; achteraf niet ingevuld.
note-tension-after = Spanning (0–10): { $after } achteraf; vooraf niet ingevuld.
note-by-colleague = Dit is ingevuld door de behandelaar.
note-world-withheld = In welke wereld de cliënt was, is niet bewaard: de cliënt laat dat niet vastleggen.
note-tension-none = Spanning: niet ingevuld, of niet bewaard.
note-course = Eerdere sessies: gemiddeld { $points } punten van voor naar na (n = { $n }).
note-check-none = Vragen achteraf: niet beantwoord.
note-check-fine = Vragen achteraf: niets onprettigs gemerkt.
note-check-dizzy = Vragen achteraf: duizelig.
note-check-nausea = Vragen achteraf: misselijk.
note-check-headache = Vragen achteraf: hoofdpijn.
note-check-panic = Vragen achteraf: paniek.
note-check-other = Vragen achteraf: iets anders was onprettig.
note-adverse = Ongewenst voorval: { $what }.
note-adverse-panic = paniek
note-adverse-headache = hoofdpijn
note-adverse-worsening = spanning duidelijk gestegen
note-adverse-remark = Ongewenst voorval, gemeld door { $name }: { $what }
note-adverse-open = Nog te beoordelen door een behandelaar; tot die tijd niet alleen in VR.
note-review = Beoordeling door { $name }: { $what }
note-remark = Notitie van { $name }: { $what }
note-heart = Hartslag: { $first } per minuut aan het begin, { $last } aan het eind; signaal { $good } % van de tijd goed. De stressindicator is niet gevalideerd en staat op de tijdlijn.
note-heart-no-indicator = Hartslag: { $first } per minuut aan het begin, { $last } aan het eind; signaal { $good } % van de tijd goed, te weinig voor de stressindicator.

# In plaats van een app die nog niet gebouwd is
web-not-built = De webapps zijn nog niet gebouwd. Bouw ze met cargo xtask web, of wijs met --web-dir aan waar ze staan.
error-strap-taken = Een ander apparaat stuurt al hartslagen naar deze sessie. Wacht tot dat stopt, of begin een eigen meting.
error-wrong-place = Bij { $place }: { $why }
# Wat er mis is aan wat een ander apparaat of een bestand aanlevert; na de plaats en een dubbele punt.
fault-whole = het geheel
fault-shape = dit is niet zoals de beschrijving zegt ({ $detail }).
fault-device = de naam van een apparaat heeft 1 tot 80 tekens op één regel.
fault-count = stuur 1 tot 4096 pakketten tegelijk.
fault-line = een regel heeft hoogstens 1024 bytes.
fault-number = zo’n hoog nummer bestaat niet.
fault-empty = een pakket heeft rr, heart_rate_bpm of contact.
fault-too-many-intervals = een pakket heeft hoogstens 9 intervallen.
fault-interval = een interval ligt tussen 1 en 63999 ms; in 1/1024 s is het een heel getal van 1 tot 65535.
fault-light-errors = light_error_ms heeft één getal voor elk interval van rr, en dan zijn het er hoogstens 8.
fault-heart-rate = een hartslag ligt tussen 1 en 300 per minuut.
fault-before-begin = dit moment ligt vóór het begin van de sessie.
fault-future = dit moment ligt in de toekomst. Kijk of de klok van het apparaat goed staat.
fault-line-place = regel { $number }
fault-byte-place = byte { $number }
fault-file-unknown = dit is geen bestand met hartslagen dat Luwte kent.
fault-file-empty = er staat geen enkele hartslag in.
fault-file-not-text = dit is niet als tekst te lezen.
fault-file-not-a-number = hier hoort een getal te staan.
fault-file-mixed-units = milliseconden en seconden staan door elkaar.
fault-file-columns = deze regel heeft een ander aantal kolommen dan de regels ervoor.
fault-file-header = er is geen kolom „rr”.
fault-file-date = dit is geen datum en tijd.
fault-file-only-averages = dit bestand heeft alleen gemiddelden. Neem op met elke hartslag apart (Interval=238).
fault-file-truncated = het bestand houdt te vroeg op.
fault-file-checksum = het controlegetal klopt niet: het bestand is beschadigd.
fault-file-no-annotations = er zijn geen annotaties („EDF Annotations”).
fault-file-data-point = dit is geen meting volgens omh:rr-interval:1.0.
fault-file-structure = het bestand is niet opgebouwd zoals zijn soort voorschrijft.

# De pagina waarop een apparaat het certificaat van de eigen server installeert
install-title = Dit apparaat klaarmaken voor Luwte
install-lead = Luwte draait op jullie eigen server. Installeer één keer het certificaat daarvan. Dan vertrouwt dit apparaat de server, en werkt de bril ook zonder verbinding.
install-none = Deze server heeft een certificaat dat apparaten al kennen. Je hoeft niets te installeren.
install-download = Certificaat downloaden
install-fingerprint = Vingerafdruk van het certificaat (SHA-256)
install-compare = Vergelijk de vingerafdruk met die van de beheerder: de server toont hem als hij start. Is hij anders? Installeer dan niets en vraag de beheerder.
install-limits = Met dit certificaat vertrouwt een apparaat alleen deze server en adressen in het eigen netwerk. Voor de rest van internet verandert er niets.
install-steps = Zo installeer je het
install-otherwise = Heet een menu bij jou anders? Zoek in de instellingen op ‘certificaat’. Lukt het niet, dan kan de beheerder de server een certificaat geven dat elk apparaat al kent.
install-open = Daarna openen
install-scan = Richt de camera van de bril of tablet op het plaatje, of typ het adres over.
install-this-page = Deze pagina op een ander apparaat
install-headset = Luwte in de bril
install-companion = Meekijk op de tablet
install-quest = Meta Quest
install-quest-1 = Beheer je de brillen centraal, bijvoorbeeld met Meta Horizon managed services? Zet het certificaat daar klaar als CA-certificaat. Dan krijgt elke bril het vanzelf en ben je hier klaar.
install-quest-2 = Anders heb je een computer met adb en een USB-kabel nodig. Zet op de bril de ontwikkelaarsmodus aan en sluit hem aan.
install-quest-3 = Download het certificaat op de computer en zet het op de bril: `adb push luwte-ca.crt /sdcard/Download/`. Open dan de instellingen van Android in de bril: `adb shell am start -a android.settings.SECURITY_SETTINGS`
install-quest-4 = Kies in de bril Versleuteling en inloggegevens, Certificaat installeren, CA-certificaat, en dan luwte-ca.crt uit Downloads.
install-quest-5 = Open de browser van de bril op { $site }/vr. Zie je geen waarschuwing, dan is het gelukt.
install-pico = Pico
install-pico-1 = Open deze pagina in de browser van de bril en kies Certificaat downloaden.
install-pico-2 = Open de instellingen van de bril en ga naar Beveiliging, Inloggegevens, Certificaat installeren. Bij brillen onder beheer zet je het certificaat klaar in het beheer.
install-pico-3 = Kies CA-certificaat en dan luwte-ca.crt uit Downloads.
install-pico-4 = Open de browser van de bril op { $site }/vr. Zie je geen waarschuwing, dan is het gelukt.
install-ipad = iPad en iPhone
install-ipad-1 = Open deze pagina in Safari, kies Certificaat downloaden en dan Sta toe.
install-ipad-2 = Open Instellingen, kies bovenaan Profiel gedownload en dan Installeer.
install-ipad-3 = Ga naar Instellingen, Algemeen, Info, Certificaatvertrouwensinstellingen. Zet Luwte aan. Zonder deze stap werkt het niet.
install-ipad-4 = Open in Safari { $site }/companion. Zie je geen waarschuwing, dan is het gelukt. Een hartslagband koppel je op een tablet met Android: Safari kent geen Bluetooth.
install-android = Tablet of telefoon met Android
install-android-1 = Open deze pagina in Chrome en kies Certificaat downloaden.
install-android-2 = Open Instellingen, Beveiliging en privacy, Meer beveiligingsinstellingen, Versleuteling en inloggegevens, Certificaat installeren.
install-android-3 = Kies CA-certificaat, dan Toch installeren, en luwte-ca.crt uit Downloads.
install-android-4 = Open in Chrome { $site }/companion. Zie je geen waarschuwing, dan is het gelukt.
install-windows = Computer met Windows
install-windows-1 = Kies Certificaat downloaden en open het bestand luwte-ca.crt.
install-windows-2 = Kies Certificaat installeren en dan Huidige gebruiker.
install-windows-3 = Kies Alle certificaten in het onderstaande archief opslaan, Bladeren, Vertrouwde basiscertificeringsinstanties.
install-windows-4 = Windows vraagt of je het zeker weet. Kies Ja, sluit de browser en open hem opnieuw op { $site }.
install-windows-5 = Voor alle computers tegelijk: verspreid het bestand met groepsbeleid of Intune als vertrouwd basiscertificaat.
install-mac = Mac
install-mac-1 = Kies Certificaat downloaden en open het bestand: het komt in Sleutelhangertoegang.
install-mac-2 = Dubbelklik op Luwte, open Vertrouw en kies Altijd vertrouwen.
install-mac-3 = Sluit de browser en open hem opnieuw op { $site }.
install-linux = Computer met Linux
install-linux-1 = Chromium en Chrome: open `chrome://certificate-manager`, kies Lokale certificaten, Aangepast, en importeer luwte-ca.crt bij de vertrouwde certificaten.
install-linux-2 = Firefox: Instellingen, Privacy en beveiliging, Certificaten bekijken, Organisaties, Importeren. Vink aan dat het websites mag identificeren.
install-linux-3 = Voor programma’s buiten de browser: `sudo cp luwte-ca.crt /usr/local/share/ca-certificates/ && sudo update-ca-certificates`

# Hoe het met de installatie is, voor wie haar beheert
status-title = Hoe het met Luwte is
status-good = Goed
status-soon = Binnenkort nodig
status-bad = Nu nodig
status-all-good = Alles is in orde.
status-some = { $parts ->
    [one] { $parts } onderdeel vraagt aandacht.
   *[other] { $parts } onderdelen vragen aandacht.
}
status-seen = Gekeken om { $at } UTC. Laad de pagina opnieuw om opnieuw te kijken.
status-not-yours = Deze pagina is voor wie de brillen en de server beheert.
status-server = Server
status-server-good = Draait, versie { $version }.
status-server-soon = Er antwoordt niets op { $at }.
status-server-soon-todo = Start de server (luwte serve), of geef listen_plain in de instellingen.
status-server-bad = Draait, maar kan niets opslaan.
status-server-bad-todo = Kijk hieronder bij Opslag en Schijf, en in het logboek van de server.
status-record = Opslag
status-record-good = De database schrijft en leest. Er staan { $sessions } sessies in.
status-record-bad = De database schrijft niet: { $why }
status-record-bad-todo = Maak ruimte op de schijf, of kijk of PostgreSQL draait en bereikbaar is. Brillen bewaren zolang zelf wat ze hebben.
status-journal = Verwerking
status-journal-good = Wat binnenkwam is verwerkt, op { $kb } kB na.
status-journal-soon = Er wacht { $kb } kB op verwerking. Er is niets verloren.
status-journal-soon-todo = Kijk of de database het bijhoudt. Groeit dit een uur lang, kijk dan in het logboek.
status-journal-bad = Er wacht { $kb } kB op verwerking; boven 256 MB neemt de server niets meer aan.
status-journal-bad-todo = Kijk in het logboek waarom de database niet schrijft. Herstart de server niet voordat dat duidelijk is.
status-apart = Apart gezet
status-apart-good = Niets hoefde apart.
status-apart-soon = { $sessions ->
    [one] Van { $sessions } sessie is iets apart bewaard dat de sessie tegensprak.
   *[other] Van { $sessions } sessies is iets apart bewaard dat de sessie tegensprak.
}
status-apart-soon-todo = Vaak komt dit door een teruggezette back-up. Er is niets weg. Bewaar een back-up en vraag wie Luwte onderhoudt ernaar te kijken.
status-apart-bad = { $entries ->
    [one] { $entries } ontvangen gegeven paste nergens en ligt apart.
   *[other] { $entries } ontvangen gegevens pasten nergens en liggen apart.
}
status-apart-bad-todo = Maak een back-up en vertel het wie Luwte onderhoudt. Er is niets weg, maar niemand ziet het.
status-disk = Schijf
status-disk-good = { $gb } GB vrij.
status-disk-soon = Nog { $gb } GB vrij.
status-disk-soon-todo = Maak ruimte, of verhuis de gegevensmap naar een grotere schijf.
status-disk-bad = Nog maar { $gb } GB vrij.
status-disk-bad-todo = Maak nu ruimte: straks kan er niets meer worden opgeslagen.
status-disk-unknown = De gegevensmap is niet te bekijken.
status-disk-unknown-todo = Kijk of data_dir in de instellingen klopt en of de server erin mag.
status-certificate = Certificaat
status-certificate-good = Nog { $days } dagen geldig.
status-certificate-soon = Nog { $days } dagen geldig.
status-certificate-soon-todo = Zet een nieuw certificaat op dezelfde plek, of kijk in het logboek waarom er geen nieuw komt. De server neemt het vanzelf over.
status-certificate-bad = Nog { $days } dagen geldig. Daarna waarschuwt elke browser.
status-certificate-bad-todo = Zet vandaag een nieuw certificaat op dezelfde plek, of kijk in het logboek waarom er geen nieuw komt.
status-certificate-none = Er is nog geen certificaat te lezen.
status-certificate-none-todo = Start de server één keer, of kijk of de bestanden in de instellingen kloppen.
status-backup = Back-up
status-backup-good = { $hours } uur geleden, teruggelezen en vergeleken.
status-backup-soon = { $days } dagen geleden, toen teruggelezen en vergeleken.
status-backup-soon-todo = Maak er een: luwte backup MAP. Zet dat in een timer, dan gaat het elke nacht vanzelf.
status-backup-bad = { $days } dagen geleden.
status-backup-bad-todo = Maak er nu een: luwte backup MAP. Kijk waarom de timer niet loopt.
status-backup-none = Er is nog nooit een back-up gemaakt met luwte backup.
status-headsets = Brillen
status-headsets-good = Elke bril is de laatste { $days } dagen gezien.
status-headsets-soon = Langer dan { $days } dagen stil: { $names }.
status-headsets-soon-todo = Zet deze brillen aan en open Luwte. Wat erin wacht, komt dan vanzelf. Is een bril weg, trek dan de toegang in.
status-quarantine = Van ingetrokken brillen
status-quarantine-good = Niets ontvangen.
status-quarantine-soon = { $records ->
    [one] { $records } verzegeld deel ligt apart.
   *[other] { $records } verzegelde delen liggen apart.
}
status-quarantine-soon-todo = Zoek uit wie de bril had. Tot iemand beslist hoort het bij geen sessie.
status-clock = Klok
status-clock-good = De klok past bij wat er is opgeslagen.
status-clock-bad = De klok loopt minstens { $minutes } minuten achter.
status-clock-bad-todo = Zet de klok goed en laat hem een tijdserver volgen.

# Screening: waarom een sessie nu niet kan
error-screening-hard-stop = Uit de screening blijkt dat VR voor deze cliënt niet veilig is. Er begint geen sessie. Bied een andere vorm van ontspanning aan.
error-screening-missing = Deze cliënt is nog niet gescreend. Er begint geen sessie. Vul eerst op de pagina van de cliënt de screening in; dat duurt een paar minuten.
error-screening-expired = De screening van deze cliënt is ouder dan een jaar. Er begint geen sessie. Screen de cliënt opnieuw.
error-screening-outdated = De screening vraagt nu meer dan toen deze cliënt werd gescreend. Er begint geen sessie. Screen de cliënt opnieuw.
error-screening-uncleared = In de screening staat een risico. Er begint geen sessie tot een behandelaar dat heeft afgewogen en heeft opgeschreven waarom het kan.
error-screening-supervised-only = Bij deze cliënt blijft er tijdens VR steeds iemand bij. Blijf erbij, of laat een behandelaar op de pagina van de cliënt anders besluiten.
error-screening-adverse-event = Er ging eerder iets mis, en dat is nog niet beoordeeld. Zonder iemand erbij kan het pas weer na die beoordeling. Met iemand erbij kan het nu wel.
error-screening-unanswered = Nog niet alles is beantwoord. Kies bij elke vraag ja of nee.
error-screening-unexplained = Eerder is hier ja geantwoord, en dan kan VR niet. Schrijf op waarom het antwoord nu nee is.
error-held = Dit mag nu niet gewist worden: iemand heeft dat vastgelegd, met een reden. Kijk bij de blokkades van deze cliënt.
error-screening-supervised-first = Deze cliënt begint met iemand erbij. Zonder iemand erbij kan pas na een sessie onder begeleiding.
error-meanwhile = Een collega was je net voor. Jouw wijziging is niet opgeslagen. Kijk eerst wat er nu staat.
error-not-recorded = Je koos dat je dagboek niet wordt bewaard. Er is niets opgeschreven. Zet het dagboek weer aan bij Mijn gegevens als je dat wilt.
error-set-wrong = Er is nog iets mis met deze vragenlijst. Kijk wat er bij de vragen staat.
error-set-non-commercial = Deze vragenlijst mag alleen worden gebruikt waar niemand er geld aan verdient. Bevestig dat eerst.
error-set-licence = Voor deze vragenlijst heb je een licentie nodig. Bevestig eerst dat je instelling die heeft.

error-study-wrong = Er is nog iets mis met dit onderzoek. Kijk wat er bij het protocol staat.
error-study-fixed = Er doen al mensen mee, of het onderzoek is klaar. Opzet, groepen en loting blijven daarom zoals ze zijn.
error-study-not-open = Dit onderzoek staat niet open. Er kan nu niemand meedoen.
error-in-study = Deze cliënt doet al mee aan een onderzoek, of deed eerder aan dit onderzoek mee.
error-too-few = Er doen nog geen vijf mensen mee. Van zo weinig mensen geven we geen gegevens mee: ze zouden te herkennen zijn.
