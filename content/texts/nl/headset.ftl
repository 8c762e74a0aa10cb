# Wat de cliënt in de bril leest: hoogstens acht woorden per regel. Ids die met page- beginnen staan op de gewone pagina.

# Welkom
vr-welcome = Fijn dat je er bent
vr-begin = Beginnen
vr-other-language = English
vr-code = Code om mee te kijken
vr-rest = Eerst even rust
vr-rest-minutes = { $minutes ->
    [one] Over { $minutes } minuut kun je weer
   *[other] Over { $minutes } minuten kun je weer
}

# Zelfcheck
vr-check-settled = Zit of lig je stevig?
vr-check-settled-more = En niet in een rijdend voertuig
vr-check-settled-again = Ga eerst rustig zitten of liggen
vr-check-old-enough = Ben je 13 jaar of ouder?
vr-check-seizure = Het laatste jaar een epileptische aanval?
vr-check-seizure-more = Of een reactie op flitsend licht
vr-check-condition = Heb je een van deze?
vr-check-condition-more-1 = Hersenletsel of dementie
vr-check-condition-more-2 = Pacemaker of ander implantaat
vr-check-condition-more-3 = Ernstige hartaandoening
vr-check-caution = Geldt een van deze voor jou?
vr-check-caution-more-1 = Zwangerschap
vr-check-caution-more-2 = Psychose of dissociatie
vr-check-caution-more-3 = Evenwichtsklachten
vr-yes = Ja
vr-no = Nee

# Tegengehouden door de zelfcheck
vr-held-stop = Vandaag geen bril
vr-held-stop-more = Je lijf gaat voor. Bespreek dit samen.
vr-held-clinician = Eerst even overleggen
vr-held-clinician-more = Je behandelaar kan je verder laten gaan
vr-held-do = Doe de bril rustig af

# Spanning
vr-tension = Hoe gespannen ben je nu?
vr-tension-low = Ontspannen
vr-tension-high = Heel gespannen
vr-skip = Overslaan

# Wereldkeuze
vr-choice = Waar wil je heen?
vr-more-worlds = Meer werelden
vr-trait-water = Water
vr-trait-animals = Dieren
vr-trait-heights = Hoogte
vr-trait-dark = Soms donker
vr-trait-quiet = Rustig

# In de wereld
vr-menu = Menu
vr-menu-title = Wat wil je doen?
vr-breathe = Ademen
vr-exercises = Oefenen
vr-garden = Bloementuin
vr-find-pace = Mijn tempo
vr-body-scan = Bodyscan
vr-muscle-relaxation = Spieren
vr-bubbles = Luchtbellen
vr-butterfly = Vlinder
vr-musical-circles = Cirkels
vr-singing-bowls = Schalen
vr-more-exercises = Meer oefeningen
vr-hint-bubbles = Kijk rustig naar een luchtbel
vr-hint-butterfly = Volg de vlinder met je ogen
vr-hint-musical-circles = Kijk naar een cirkel en luister
vr-hint-singing-bowls = Kijk naar een schaal en luister
vr-more-settings = Meer
vr-lying = Ik lig
vr-sitting = Ik zit
vr-next-pace = Volgend tempo
vr-pace-found = Jouw tempo: { $whole },{ $tenth } per minuut
vr-pace-kind = Rustig ademen doet al goed
vr-stop-exercise = Oefening stoppen
vr-settings = Instellen
vr-next-world = Andere wereld
vr-world-away = Deze wereld is er nu niet
vr-stay-here = Blijf hier
vr-more-later = Meer oefeningen komen vanzelf
vr-stop = Stoppen
vr-calm = Rust
vr-back = Terug
vr-time = Tijd van de dag
vr-hour = { $hour } uur
vr-sound = Geluid
vr-sound-level = Geluid { $level } van { $most }
vr-unwell = Niet lekker
vr-unwell-title = Wat voel je?
vr-more = Iets anders
vr-dizzy = Duizelig
vr-nausea = Misselijk
vr-headache = Hoofdpijn
vr-panic = Paniek
vr-other = Anders
vr-breathe-in = Adem in
vr-breathe-out = Adem uit

# Iemand kijkt mee of stuurt
vr-someone = je behandelaar
vr-watch-request = Mag { $name } meekijken?
vr-watch-request-more = Je ziet altijd dat iemand meekijkt
vr-watching = { $others ->
    [0] { $name } kijkt mee
   *[other] { $name } en { $others } anderen kijken mee
}
vr-steering = { $name } stuurt
vr-take-back = Zelf sturen
vr-stop-watching = Niet meekijken

# Het einde
vr-calm-end = Kom rustig terug
vr-continue = Verder
vr-discomfort = Was er iets vervelend?
vr-discomfort-kind = Wat was het?
vr-leaving = Rijd pas als je helder bent
vr-leaving-more = Sta rustig op
vr-understood = Begrepen
vr-done = Tot de volgende keer
vr-done-rest = Neem nu een pauze
vr-again = Opnieuw
vr-take-off = Bril afzetten

# Wat er van de sessie bewaard wordt
vr-keep-here = Geen verbinding, wel bewaard
vr-keep-waiting = { $sessions ->
    [one] Hier bewaard: { $sessions } sessie wacht
   *[other] Hier bewaard: { $sessions } sessies wachten
}
vr-keep-foreign = { $sessions ->
    [one] { $sessions } sessie wacht op de vorige server
   *[other] { $sessions } sessies wachten op de vorige server
}
vr-keep-delivered = { $sessions ->
    [one] { $sessions } bewaarde sessie is verstuurd
   *[other] { $sessions } bewaarde sessies zijn verstuurd
}
vr-keep-unenrolled = Deze bril is nog niet aangemeld
vr-keep-enrol-again = Meld deze bril opnieuw aan
vr-keep-nothing = Deze sessie wordt niet bewaard
vr-keep-nothing-without = Alleen met verbinding bewaard
vr-keep-full = Het geheugen van de bril is vol
vr-keep-unusable = De browser kan hier niets bewaren
vr-keep-elsewhere = Luwte is al bezig in een ander venster
vr-keep-elsewhere-more = Ga daarheen, of sluit dat venster
vr-kept-here = Deze sessie is hier bewaard
vr-kept-in-part = Niet alles van deze sessie is bewaard
vr-kept-nowhere = Deze sessie is niet bewaard

# Vragen uit een set
vr-item-of = Vraag { $n } van { $all }
vr-more-choices = Meer keuzes
vr-task-minutes = { $minutes ->
    [one] Dit duurt ongeveer één minuut
   *[other] Dit duurt ongeveer { $minutes } minuten
}
vr-task-done = Gedaan

# De pagina zelf
page-title = Luwte in de bril
page-loading = Even geduld, de luwte komt eraan
page-enter = Naar de bril
page-enter-more = Zet de bril op als je zit
page-look = Sleep of gebruik de pijltjes om rond te kijken
page-enrolled = Deze bril hoort nu bij { $organisation }
page-enrol-failed = Aanmelden lukt niet. Probeer het zo nog eens, of vraag een nieuwe code.
page-enrol-code = Code van de beheerder
page-enrol-send = Aanmelden
page-choices = Keuzes
page-world = Rustige wereld om rond te kijken
page-calm = Het beeld is gestopt. Je bent veilig: doe de bril rustig af.
page-unsupported = Deze browser kan de wereld niet tekenen. Kies een andere browser of de bril.
