# Alleen het dashboard: vandaag, cliënten, sessies, brillen, instellingen.

# Plekken
places = Hoofdmenu
place-today = Vandaag
place-clients = Cliënten
place-headsets = Brillen
place-sensors = Sensoren
place-companion = Meekijken
place-questions = Vragenlijsten
place-studies = Onderzoek
place-people = Mensen
place-privacy = Privacy
place-log = Wie keek er
place-value = Waarde
place-guide = Leidraad
place-projects = Projecten
place-use = Gebruik
clients-emergency = Cliënt niet in de lijst? Noodtoegang
place-settings = Instellingen
place-count = , { $n } te bekijken
search-clients = Cliënt zoeken
nowhere-title = Deze pagina bestaat niet
nowhere-do = Naar Vandaag
anonymous = Anonieme sessie

# Vandaag
today-review = { $n ->
    [one] Eerst bekijken
   *[other] Eerst bekijken: { $n } sessies
}
today-review-who = { $name }: nadelig voorval, { $when }
today-review-do = Oefenen zonder begeleiding kan pas weer na de beoordeling door een behandelaar.
today-review-open = Bekijken en beoordelen
today-live = Nu bezig
today-live-now = nu bezig
today-live-none = Er loopt nu geen sessie.
today-live-none-do = Zet een bril aan. Op het eerste scherm staat een code van vier cijfers; typ die in Meekijk en je kijkt mee.
today-open-companion = Meekijk openen
today-live-watch = Meekijken
today-live-timeline = Tijdlijn
today-newest = Laatste sessies
today-newest-none = Hier komen de sessies zodra er een is afgerond.

# Spanning
tension-both = { $before } → { $after }
tension-only-before = { $before }, na afloop niet gevraagd
tension-only-after = vooraf niet gevraagd, { $after } na afloop
tension-neither = niet gevraagd
tension-live = { $before } vooraf
tension-live-none = nog niet gevraagd

# Cliënten
clients-by-alias = Met een schuilnaam; de echte naam staat in het dossier
clients-none = Er zijn nog geen cliënten.
clients-none-do = Voeg iemand toe met een schuilnaam. Een anonieme sessie kan ook zonder.
clients-found = { $n ->
    [one] 1 cliënt gevonden
   *[other] { $n } cliënten gevonden
}
clients-nobody = Niemand gevonden met “{ $wanted }”
clients-nobody-do = Controleer de schuilnaam, of voeg een nieuwe cliënt toe.
clients-all = Alle cliënten
client-add = Cliënt toevoegen
client-alias = Schuilnaam
client-alias-hint = Hoogstens 40 tekens. Gebruik geen echte naam; “Zeehond” of “R. 14” is genoeg.
client-alias-wrong = Vul een schuilnaam in van 1 tot 40 tekens.
client-last = laatst { $when }
client-never = nog geen sessie
client-to-review = { $n ->
    [one] 1 sessie wacht op beoordeling
   *[other] { $n } sessies wachten op beoordeling
}

# Sessies in een lijst
session-when = Datum
session-who = Cliënt
session-tension = Spanning, 0 tot 10
session-length = Duur
session-world = Wereld
session-headset = Bril
session-state = Toestand
session-waits = wacht op beoordeling
session-reviewed = voorval beoordeeld
