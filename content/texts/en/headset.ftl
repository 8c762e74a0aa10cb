# What the client reads in the headset: at most eight words a line. Ids that begin with page- stand on the ordinary page.

# Welcome
vr-welcome = Good that you are here
vr-begin = Begin
vr-other-language = Nederlands
vr-code = Code to watch along
vr-rest = A little rest first
vr-rest-minutes = { $minutes ->
    [one] You can go again in { $minutes } minute
   *[other] You can go again in { $minutes } minutes
}

# Self-check
vr-check-settled = Are you sitting or lying firmly?
vr-check-settled-more = And not in a moving vehicle
vr-check-settled-again = Sit or lie down first
vr-check-old-enough = Are you 13 or older?
vr-check-seizure = A seizure in the last year?
vr-check-seizure-more = Or a reaction to flashing light
vr-check-condition = Do you have one of these?
vr-check-condition-more-1 = Brain injury or dementia
vr-check-condition-more-2 = Pacemaker or other implant
vr-check-condition-more-3 = Serious heart condition
vr-check-caution = Does one of these apply?
vr-check-caution-more-1 = Pregnancy
vr-check-caution-more-2 = Psychosis or dissociation
vr-check-caution-more-3 = Balance disorder
vr-yes = Yes
vr-no = No

# Held by the self-check
vr-held-stop = No headset today
vr-held-stop-more = Your body comes first. Talk about it.
vr-held-clinician = Let us check first
vr-held-clinician-more = Your practitioner can let you go on
vr-held-do = Take the headset off gently

# Tension
vr-tension = How tense are you now?
vr-tension-low = Relaxed
vr-tension-high = Very tense
vr-skip = Skip

# Choice of world
vr-choice = Where would you like to go?
vr-more-worlds = More worlds
vr-trait-water = Water
vr-trait-animals = Animals
vr-trait-heights = Heights
vr-trait-dark = Can get dark
vr-trait-quiet = Quiet

# In the world
vr-menu = Menu
vr-menu-title = What would you like?
vr-breathe = Breathe
vr-exercises = Exercises
vr-garden = Flower garden
vr-find-pace = My pace
vr-body-scan = Body scan
vr-muscle-relaxation = Muscles
vr-bubbles = Bubbles
vr-butterfly = Butterfly
vr-musical-circles = Circles
vr-singing-bowls = Bowls
vr-more-exercises = More exercises
vr-hint-bubbles = Look at a bubble, calmly
vr-hint-butterfly = Follow the butterfly with your eyes
vr-hint-musical-circles = Look at a circle and listen
vr-hint-singing-bowls = Look at a bowl and listen
vr-more-settings = More
vr-lying = I am lying down
vr-sitting = I am sitting
vr-next-pace = Next pace
vr-pace-found = Your pace: { $whole }.{ $tenth } a minute
vr-pace-kind = Calm breathing does good by itself
vr-stop-exercise = Stop exercise
vr-settings = Settings
vr-next-world = Another world
vr-world-away = This world is not here now
vr-stay-here = Stay here
vr-more-later = More exercises come by themselves
vr-stop = Stop
vr-calm = Calm
vr-back = Back
vr-time = Time of day
vr-hour = { $hour } o’clock
vr-sound = Sound
vr-sound-level = Sound { $level } of { $most }
vr-unwell = Feel unwell
vr-unwell-title = What do you feel?
vr-more = Something else
vr-dizzy = Dizzy
vr-nausea = Sick
vr-headache = Headache
vr-panic = Panic
vr-other = Other
vr-breathe-in = Breathe in
vr-breathe-out = Breathe out

# Someone watches or steers
vr-someone = your practitioner
vr-watch-request = May { $name } watch along?
vr-watch-request-more = You always see when someone watches
vr-watching = { $others ->
    [0] { $name } watches along
   *[other] { $name } and { $others } others watch along
}
vr-steering = { $name } steers
vr-take-back = Steer myself
vr-stop-watching = Stop watching

# The end
vr-calm-end = Come back gently
vr-continue = Go on
vr-discomfort = Was anything unpleasant?
vr-discomfort-kind = What was it?
vr-leaving = Only drive once you feel clear
vr-leaving-more = Get up slowly
vr-understood = Understood
vr-done = Until next time
vr-done-rest = Take a break now
vr-again = Again
vr-take-off = Take headset off

# What is kept of the session
vr-keep-here = No connection, still saved
vr-keep-waiting = { $sessions ->
    [one] Saved here: { $sessions } session waiting
   *[other] Saved here: { $sessions } sessions waiting
}
vr-keep-foreign = { $sessions ->
    [one] { $sessions } session waits for the earlier server
   *[other] { $sessions } sessions wait for the earlier server
}
vr-keep-delivered = { $sessions ->
    [one] { $sessions } saved session was delivered
   *[other] { $sessions } saved sessions were delivered
}
vr-keep-unenrolled = This headset is not enrolled yet
vr-keep-enrol-again = This headset must be enrolled again
vr-keep-nothing = This session will not be saved
vr-keep-nothing-without = Saved only with a connection
vr-keep-full = The headset’s memory is full
vr-keep-unusable = The browser cannot save anything here
vr-keep-elsewhere = Luwte is already busy in another window
vr-keep-elsewhere-more = Go there, or close that window
vr-kept-here = This session is saved here
vr-kept-in-part = Not all of this session was saved
vr-kept-nowhere = This session was not saved

# Questions out of a set
vr-item-of = Question { $n } of { $all }
vr-more-choices = More choices
vr-task-minutes = { $minutes ->
    [one] This takes about one minute
   *[other] This takes about { $minutes } minutes
}
vr-task-done = Done

# The page itself
page-title = Luwte in the headset
page-loading = One moment, Luwte is on its way
page-enter = Into the headset
page-enter-more = Put the headset on once you sit
page-look = Drag or use the arrows to look around
page-enrolled = This headset now belongs to { $organisation }
page-enrol-failed = Enrolling did not work. Try again soon, or ask for a new code.
page-enrol-code = Code from whoever looks after it
page-enrol-send = Enrol
page-choices = Choices
page-world = Quiet world to look around in
page-calm = The picture has stopped. You are safe: take the headset off gently.
page-unsupported = This browser cannot draw the world. Choose another browser or the headset.
