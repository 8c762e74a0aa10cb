# Words that every screen shares.

product-name = Luwte
product-line = The lee: where the wind drops.

yes = Yes
no = No
cancel = Cancel
close = Close
back = Back
save = Save
try-again = Try again
open = Open
search = Search
unknown = unknown
not-answered = not answered
made-up-data = Made-up data

# Kind of user

# Worlds and exercises, by their name in the catalogue
world-sunset-beach = Beach at sunset
world-alpine-meadow = Alpine meadow
world-coral-reef = Coral reef
world-starry-lake = Starry lake
world-forest-stream = Forest stream
world-unknown = A world this version does not know
exercise-paced-breathing = Calm breathing
exercise-coherence-garden = Flower garden
exercise-body-scan = Body scan
exercise-muscle-relaxation = Muscle relaxation
exercise-bubbles = Bubbles
exercise-butterfly = Following a butterfly
exercise-musical-circles = Musical circles
exercise-singing-bowls = Singing bowls
exercise-resonance-finder = Finding your own pace
exercise-unknown = An exercise this version does not know

# Counts and measures
count-sessions = { $n ->
    [one] { $n } session
   *[other] { $n } sessions
}
count-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
count-seconds = { $n ->
    [one] { $n } second
   *[other] { $n } seconds
}
unit-bpm = per minute
unit-ms = ms
unit-s = s

# Heart
heart-rate = Heart rate
heart-rmssd = RMSSD
heart-sdnn = SDNN
heart-indicator = Stress indicator
heart-indicator-not-validated = not validated
heart-own-rest = own rest { NUMBER($value, maximumFractionDigits: 0) }
heart-quality = Signal
quality-good = good
quality-fair = fair
quality-poor = poor
quality-absent = no signal
trend-calmer = getting calmer
trend-steady = steady
trend-tenser = getting tenser
no-value-no-signal = no strap
no-value-too-short = still measuring
no-value-no-contact = strap loose
no-value-gap = gap in the recording
no-value-too-many-flagged = too much noise
no-value-irregular = rhythm too irregular
no-value-exertion = movement

# How fresh is this?
live-fresh = live · { NUMBER($seconds, minimumFractionDigits: 1, maximumFractionDigits: 1) } s
live-late = delayed · { NUMBER($seconds, maximumFractionDigits: 0) } s
live-offline = offline, saved here
loading = Loading
loaded = Loaded

# Who steers
steering-client = client steers
steering-you = you steer
steering-other = { $name } steers

# The self-check, in short for colleagues
self-check-settled = sits or lies firmly, not in a moving vehicle
self-check-old-enough = 13 or older
self-check-seizure = seizure or reaction to flashing light in the last year
self-check-condition = brain injury, dementia, implanted device or serious heart condition
self-check-caution = pregnancy, psychosis, dissociation or balance disorder

# Steps of a session, in short for colleagues
phase-welcome = welcome
phase-self-check = self-check
phase-held = self-check holds the session
phase-tension-before = tension before
phase-choice = choosing a world
phase-world = in the world
phase-calm-end = calm end
phase-tension-after = tension after
phase-discomfort = after-check
phase-discomfort-kind = after-check
phase-leaving = headset comes off
phase-items = questions
phase-done = done

# Prepared questions, and answers
prompt-tension-now = How tense are you now?
prompt-comfortable = Are you comfortable?
prompt-go-on = Shall we go on?
prompt-stay-longer = Stay a little longer?
prompt-elsewhere = Rather another place?
answer-yes = yes
answer-no = no
answer-scale = { NUMBER($value, maximumFractionDigits: 0) } of 10
answer-done = done
answer-given = answered
answer-none-of-these = none of these
answer-skipped = skipped
discomfort-none = no complaints
discomfort-dizzy = dizzy
discomfort-nausea = sick
discomfort-headache = headache
discomfort-panic = panic
discomfort-other = something else

# Adverse events
adverse-panic = panic
adverse-headache = headache
adverse-marked-worsening = clearly more tension than before

# Signing in
sign-in-title = Sign in to Luwte
sign-in-companion-title = Sign in to Companion
sign-in-login = Login name
sign-in-password = Password
sign-in-show-password = Show password
sign-in-hide-password = Hide password
sign-in-submit = Sign in
sign-in-others = Other ways to sign in
sign-in-shared = Others use this device too
sign-in-busy = Signing in
sign-in-wrong = This login name and password do not belong together.
sign-in-wrong-do = Nothing was changed. Check both and try again, or ask your manager for help.
sign-in-need-login = Fill in your login name.
sign-in-need-password = Fill in your password.
sign-in-again = You were away too long. Sign in again to go on where you were.
sign-out = Sign out
signed-out = You are signed out.

# Errors: what happened, what is safe, what to do now
problem-title = That did not work
problem-offline = There is no connection to Luwte.
problem-offline-do = What was saved is safe. Check the network and try again.
problem-forbidden = Your role may not see or do this.
problem-forbidden-do = Nothing was changed. Ask your manager if you need this for your work.
problem-not-found = This cannot be found here.
problem-not-found-do = The address may be incomplete, or belong to another institution.
problem-server = Luwte could not do this now.
problem-server-do = What was saved is safe. Try again in a minute.
problem-unreadable = Luwte gave an answer that this page does not understand.
problem-unreadable-do = Nothing was changed. Reload the page; Luwte may just have been updated.
problem-stopped = This page has stopped.
problem-stopped-do = What was saved is safe, and a running session simply goes on in the headset. Reload the page.
reload = Reload the page

# Settings that every screen has
language = Language
theme = Colours
theme-auto = Automatic
theme-light = Light
theme-dark = Dark
skip-to-content = To the content

# Charts
chart-as-table = View as table
chart-as-chart = View as chart
chart-no-value = no value
chart-time = Time
