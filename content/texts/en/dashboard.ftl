# Only the dashboard: today, clients, sessions, headsets, settings.

# Places
places = Main menu
place-today = Today
place-clients = Clients
place-headsets = Headsets
place-sensors = Sensors
place-companion = Watch along
place-questions = Questions
place-studies = Studies
place-people = People
place-privacy = Privacy
place-log = Who looked
place-value = Value
place-guide = Guide
place-projects = Projects
place-use = Use
clients-emergency = Client not in the list? Emergency access
place-settings = Settings
place-count = , { $n } to look at
search-clients = Find a client
nowhere-title = This page does not exist
nowhere-do = To Today
anonymous = Anonymous session

# Today
today-review = { $n ->
    [one] Look at this first
   *[other] Look at these first: { $n } sessions
}
today-review-who = { $name }: adverse event, { $when }
today-review-do = Use without supervision waits for a clinician's review.
today-review-open = Look and review
today-live = Now
today-live-now = going on now
today-live-none = No session is going on now.
today-live-none-do = Switch on a headset. Its first screen shows a code of four digits; type it in Companion and you watch along.
today-open-companion = Open Companion
today-live-watch = Watch along
today-live-timeline = Timeline
today-newest = Latest sessions
today-newest-none = Sessions come here once one has finished.

# Tension
tension-both = { $before } → { $after }
tension-only-before = { $before }, not asked after
tension-only-after = not asked before, { $after } after
tension-neither = not asked
tension-live = { $before } before
tension-live-none = not asked yet

# Clients
clients-by-alias = By alias; the real name stands in the patient record
clients-none = There are no clients yet.
clients-none-do = Add somebody by an alias. An anonymous session needs none.
clients-found = { $n ->
    [one] 1 client found
   *[other] { $n } clients found
}
clients-nobody = Nobody found with “{ $wanted }”
clients-nobody-do = Check the alias, or add a new client.
clients-all = All clients
client-add = Add a client
client-alias = Alias
client-alias-hint = At most 40 characters. Use no real name; “Seal” or “R. 14” is enough.
client-alias-wrong = Fill in an alias of 1 to 40 characters.
client-last = last { $when }
client-never = no session yet
client-to-review = { $n ->
    [one] 1 session waits for review
   *[other] { $n } sessions wait for review
}

# Sessions in a list
session-when = Date
session-who = Client
session-tension = Tension, 0 to 10
session-length = Length
session-world = World
session-headset = Headset
session-state = State
session-waits = waits for review
session-reviewed = event reviewed
