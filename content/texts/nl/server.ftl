# Wat de server zelf zegt: foutmeldingen van de interface.

error-not-signed-in = Je bent niet aangemeld. Er is niets gewijzigd. Meld je aan en probeer het opnieuw.
error-wrong-login = Deze naam en dit wachtwoord horen niet bij elkaar. Controleer ze en probeer het opnieuw.
error-wait = Dat was te vaak achter elkaar. Wacht even en probeer het dan opnieuw.
error-not-enrolled = Deze bril is nog niet aangemeld. Vraag de beheerder om een aanmeldcode.
error-forbidden = Dit mag niet met jouw rol. Er is niets gewijzigd.
error-other-page = Dit verzoek kwam niet van een pagina van Luwte. Laad de pagina opnieuw en probeer het nog eens.
error-unknown = Dit bestaat niet, of het is niet van jouw instelling.
error-unknown-pairing-code = Geen bril toont deze code nu. Vraag in de bril een nieuwe code en typ die over.
error-unknown-enrolment-code = Deze aanmeldcode werkt niet: hij is al gebruikt of te oud. Vraag een nieuwe.
error-bad-input = Er klopt iets niet in wat je invulde. Kijk het na en probeer het opnieuw.
error-taken = Deze naam bestaat al. Kies een andere.
error-sealed-elsewhere = Dit is bewaard voor een eerdere installatie van Luwte. Zet daarvan een back-up terug, dan komt het alsnog binnen.
error-conflict = De server heeft onder deze nummers al iets anders. Wat je stuurde is apart bewaard; vraag de beheerder.
error-too-large = Dit is te groot om te ontvangen. Er is niets opgeslagen.
error-wrong-method = Dit adres bestaat, maar niet voor deze handeling.
error-store-unavailable = Opslaan en lezen lukt nu even niet. Er is niets verloren. Probeer het zo opnieuw.
error-internal = Er ging iets mis aan onze kant. Er is niets gewijzigd. Probeer het zo opnieuw.

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
