# Projecten: het plan, de mensen, de volgende stap en de cijfers
projects-title = Projecten
projects-more = De leidraad als plan: wie doet wat, wanneer, en wat nu het eerst nodig is.
projects-none = Er is nog geen project
projects-none-do = Begin er een. Het plan komt uit de leidraad; jij kiest wat past.
projects-none-wait = De coördinator begint er een. Daarna zie je hier het plan en jouw taken.
project-begin = Project beginnen
project-name = Naam
project-goal = Doel, in één zin
project-goal-hint = Zoals je het een collega vertelt. Noem geen cliënten.
project-line = Zorglijn
project-line-missing = Kies een zorglijn.
project-of-team = Van welk team
project-of-all = Van de hele instelling
project-words-missing = Schrijf op wat hier hoort.
project-show = Wat wil je zien
project-show-now = Nu
project-show-plan = Plan
project-show-people = Wie doet wat
project-show-figures = Cijfers
project-next = Volgende stap
project-after = Daarna
project-rest = Niets te doen nu
project-rest-more = Alles loopt. De bril mag ook gewoon gebruikt worden.
project-coordinator-does = De coördinator regelt dit.
project-mine = { $n ->
    [one] 1 taak wacht op jou
   *[other] { $n } taken wachten op jou
}
project-phases = Hoe ver het is
project-progress = { $done } van { $of } klaar
project-since = sinds { $day }
project-not-yet = nog niet begonnen
project-whole-plan = Het hele plan
project-today = vandaag
project-late-by = { $n ->
    [one] 1 dag te laat
   *[other] { $n } dagen te laat
}
project-in-days = { $n ->
    [one] morgen
   *[other] over { $n } dagen
}
project-on-day = { $day }
project-done-on = klaar, { $day }
project-did = Klaar
project-undo = Toch niet klaar
project-move = Andere dag
project-give = Aan iemand geven
project-give-role = Wie de rol heeft
project-drop = Schrappen
project-dropped = geschrapt
project-restore = Toch doen
project-add-task = Taak toevoegen
project-task = Wat moet er gebeuren
project-owner = Wie doet het
project-role-none = Kies een rol
project-role-missing = Kies wie het doet.
project-day = Op welke dag
project-day-missing = Kies een dag.
project-occasion = Wat was de aanleiding
project-occasion-hint = Eén zin is genoeg. De evaluatie gebruikt hem.
project-by-role = Rol: { $role }
project-save = Opslaan
project-enter = Volgende fase beginnen

# Rollen
project-roles = Rollen
project-has = Doet het
project-stands-in = Vervanger
project-open = open
project-nobody = Niemand
project-instead-of = { $who }, voorlopig in plaats van { $gone }
project-appoint = Iemand aanwijzen
project-appoint-send = Aanwijzen
project-deputy = Vervanger kiezen
project-who = Wie
project-who-none = Kies een collega
project-who-missing = Kies een collega.
project-role-team = { $role }, { $team }
project-role-asks = Wat deze rol vraagt
project-role-gets = Waar je op kunt rekenen
project-role-leaves = Als je weggaat
project-agreements = Afspraken als document
project-front-runners = Wie werkt hier al met VR?
project-front-none = Nog niemand heeft zich gemeld. Een koploper begint uit zichzelf en laat zien dat het werkt.
project-volunteer = Ik werk ermee
project-volunteer-send = Laat mij zien
project-volunteer-more = Je naam staat dan op deze pagina, zodat collega's naar je toe kunnen komen. Je kunt er altijd weer af.
project-volunteer-words = Waarvoor gebruik je de bril
project-step-back = Haal mijn naam weg

# Plekken, cliënten, materiaal
project-places = Plekken van de pilot
project-place-more = Kies plekken die van elkaar verschillen. Zo zie je waar het werkt en waar niet.
project-add-place = Plek toevoegen
project-team = Team of afdeling
project-team-none = Kies een team
project-team-missing = Kies een team.
project-experience = Ervaring met vernieuwing
project-experience-little = weinig ervaring
project-experience-much = veel ervaring
project-experience-missing = Kies hoeveel ervaring er is.
project-room = Ruimte
project-room-shared = gedeelde ruimte
project-room-quiet = stille kamer
project-room-missing = Kies wat voor ruimte het is.
project-contrast-enough = De plekken verschillen genoeg om van te leren.
project-contrast-missing = De plekken lijken nog te veel op elkaar. Kies er minstens twee die verschillen in ervaring of in ruimte.
project-no-session = nog geen sessie
project-session-today = vandaag nog een sessie
project-last-session = { $n ->
    [one] laatste sessie gisteren
   *[other] laatste sessie { $n } dagen geleden
}
project-clients = Cliënten die meedachten
project-say-clients = { $n ->
    [one] 1 cliënt
   *[other] { $n } cliënten
}
project-heard = Opschrijven wat cliënten zeiden
project-heard-clients = Hoeveel cliënten
project-heard-words = Wat zeiden ze
project-no-names = Schrijf geen namen op.
project-adapted = Aangepast materiaal
project-adapt = Aanpassing opschrijven
project-adapt-words = Wat heb je veranderd, en door welke les
project-product = Welk materiaal
project-product-none = Kies een materiaal
project-product-missing = Kies een materiaal.
project-strategies = Extra strategieën
project-strategies-more = De strategieën van de fasen zitten al in elk plan. Deze kun je erbij nemen of weglaten; hun stappen worden taken.
project-kick-off = Agenda van de kick-off
project-minutes = { $n } min

# Besluit
project-decide = Besluit opschrijven
project-verdict = Hoe gaat het verder
project-go-on = Doorgaan
project-change = Aanpassen
project-stop = Stoppen
project-why = Waarom
project-verdict-missing = Kies hoe het verdergaat.
project-verdict-go-on = Besluit van { $day }, opgeschreven door { $who }: doorgaan.
project-verdict-change = Besluit van { $day }, opgeschreven door { $who }: aanpassen en doorgaan.
project-verdict-stop = Besluit van { $day }, opgeschreven door { $who }: stoppen.

# De volgende stap
next-appoint = Kies een { $role }
next-appoint-team = Kies een { $role } voor { $team }
next-appoint-quiet-left = Al { $n } dagen geen sessie, en { $who } is weg.
next-appoint-quiet = Al { $n } dagen geen sessie, en niemand houdt het daar op gang.
next-appoint-left = { $who } is weg. Iemand neemt het nu voorlopig waar.
next-appoint-why = Zonder naam blijft het liggen.
next-ask = Vraag { $who } hoe het gaat bij { $team }
next-ask-why = Al { $n } dagen geen sessie bij { $team }. Misschien is er iets simpels: geen tijd, een lege bril, een volle kamer.
next-headsets = Laat de brillen nakijken
next-headsets-open = Naar de brillen
next-headsets-why = { $n } van de { $of } brillen wachten op schoonmaken, opladen of reparatie.
next-late-why = { $n ->
    [one] Dit is 1 dag te laat.
   *[other] Dit is { $n } dagen te laat.
}
next-late-stuck = Dit is { $n } dagen te laat. Wat houdt het tegen?
next-places = Kies plekken die verschillen
next-places-why = { $n ->
    [0] Er is nog geen plek gekozen. Neem er minstens twee: veel en weinig ervaring, of een stille en een gedeelde ruimte.
   *[other] Van plekken die op elkaar lijken leer je weinig. Neem minstens veel en weinig ervaring, of een stille en een gedeelde ruimte.
}
next-clients = Laat cliënten meedenken
next-clients-why = Vraag er minstens twee wat zij van de opzet vinden, voordat alles vaststaat.
next-deputy = Kies een vervanger voor { $who }
next-deputy-why = { $who } is { $role } en niemand kan het morgen overnemen.
next-deputy-team-why = { $who } is { $role } bij { $team } en niemand kan het morgen overnemen.
next-answer-why = Eén keer per maand, twee minuten. De rest vult zich uit het gebruik.
next-adapt = Pas het materiaal aan
next-adapt-why = Je schaalt op. Werk wat de pilot leerde eerst in het materiaal in.
next-decide = Laat besluiten hoe het verdergaat
next-decide-why = De evaluatie is klaar. Leg het rapport voor en schrijf het besluit op.
next-enter = Begin met { $phase }

# Op de pagina van vandaag
reminder-count = { $late ->
    [0] { $n ->
        [one] 1 taak wacht op jou.
       *[other] { $n } taken wachten op jou.
    }
   *[other] { $n ->
        [one] 1 taak wacht op jou; die is te laat.
       *[other] { $n } taken wachten op jou, waarvan { $late } te laat.
    }
}
reminder-more = en nog { $n }
reminder-open = Naar { $name }

# Cijfers
project-report = Rapport maken
project-cells = Minder dan 5 mensen of sessies worden nergens getoond.
project-period = { $from } tot en met { $until }
project-weeks = { $n ->
    [one] Sessies per week
   *[other] Sessies per { $n } weken
}
project-week = Week van
project-intervention = De sessies
project-implementation = De invoering
project-answer = Antwoord geven
project-answer-words = In eigen woorden
project-answer-missing = Kies een antwoord.
category-reach = Bereik
category-dose = Dosis
category-adaptation = Aanpassing
category-quality = Kwaliteit
category-satisfaction = Tevredenheid
category-context = Context
figure-few = minder dan 5
figure-none = Dit wordt nog niet vastgelegd.
figure-answered = { $n ->
    [one] 1 antwoord
   *[other] { $n } antwoorden
}
figure-answered-none = Nog niet beantwoord
figure-answered-few = Nog te weinig antwoorden om te tonen
figure-mean = Gemiddeld { $mean } van 10 ({ $n } antwoorden)
figure-professionals = Collega's die meekeken of meestuurden: { $value }
figure-colleagues = Collega's in deze teams: { $value }
figure-clients = Cliënten met een sessie: { $value }
figure-anonymous = Sessies van wie onbekend bleef: { $value }
figure-indication = { $about }: { $value }
figure-sessions = Sessies: { $value }
figure-minutes = Minuten: { $value }
figure-sessions-client-week = Sessies per cliënt per week: { $value }
figure-guided = Met een collega erbij: { $value }
figure-alone = Alleen: { $value }
figure-broken-off = Afgebroken: { $value }
figure-plan-changes = Nieuwe versies van plannen: { $value }
figure-sessions-headset-week = Sessies per bril per week: { $value }
figure-tension-drop = Punten spanning lager na de sessie, gemiddeld: { $value }. Zonder vergelijking.
figure-rated = Sessies met een score voor en na: { $value }
figure-unrated = Sessies zonder: { $value }
figure-adverse = Sessies met een bijwerking: { $value }
figure-faults = Gemelde storingen: { $value }
figure-held = Rollen met een naam: { $value }
figure-front-runners = Koplopers: { $value }
figure-places = Plekken: { $value }
figure-tasks-done = { $about }, taken klaar: { $value }
figure-tasks-of = { $about }, taken in het plan: { $value }
figure-moved = Taken verplaatst: { $value }
figure-dropped = Taken geschrapt: { $value }
figure-tasks-late = Taken te laat nu: { $value }
figure-without-deputy = Rollen zonder vervanger: { $value }

# Op papier
project-made-by = monitoringlijst, bijlage 1 van de leidraad
agreements-kind = Afspraken over rollen en taken
agreements-claim = Deze afspraken gelden tot er andere zijn. Kijk in het project hoe het nu staat.
agreements-finding = { $n ->
    [one] 1 rol heeft een naam
   *[other] { $n } rollen hebben een naam
}
agreements-role = Rol
agreements-who = Wie
agreements-name = Naam
agreements-since = Sinds
agreements-by = Klaar op
agreements-nobody = nog niemand
agreements-task = Taak { $n }
agreements-open = Nog te doen: { $phase }
agreements-sign = Afgesproken
agreements-sign-more = Met je naam hieronder zeg je dat je de rol kent en er tijd voor hebt. Gaat iemand weg, dan gaat de rol in één gesprek over.
agreements-signed = Datum en handtekening
evaluation-kind = Evaluatie van het project
evaluation-claim = Gewone cijfers uit gebruik, zonder vergelijking: ze bewijzen geen effect. Minder dan 5 wordt niet getoond.
evaluation-honest = De cijfers komen uit het gebruik op de plekken van de pilot. Er was geen groep om mee te vergelijken, dus ze zeggen niet waardoor iets veranderde.
evaluation-finding = { $sessions } sessies bij { $clients } cliënten
evaluation-finding-none = Nog geen sessies op de plekken van de pilot
evaluation-finding-few = Nog te weinig cliënten om cijfers te tonen
evaluation-part = Onderdeel
evaluation-question = Vraag
evaluation-found = Wat we weten
evaluation-phase = Fase
evaluation-tasks = Taken
evaluation-provider = Terug naar de leverancier
evaluation-provider-more = Wat aan de bril en de app zelf lag. Geef dit door, zonder namen.
evaluation-validator = Hoe zeker is dit
evaluation-validated-by = { $who } controleert de cijfers als effectvalidator. Vraag om het oordeel voordat je dit rapport deelt.
evaluation-not-validated = Nog niemand is aangewezen om de cijfers te controleren.
