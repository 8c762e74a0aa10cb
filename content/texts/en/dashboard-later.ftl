# The dashboard only, and not on its first page: a client, a session, headsets, settings.

# Places
crumbs = Breadcrumb

# Tension
tension-before-word = before
tension-after-word = after
tension-same-word = same

# Clients
client-start = Guide a session
client-sessions = Sessions
client-empty = This client's sessions come here.
client-empty-do = Switch on the headset, open Companion and choose this client when pairing.

# Sessions in a list
session-title = Session

# One session
session-from-to = { $from } to { $to }
session-own-answers = score of 0 to 10, given by the client
session-adverse-title = This session holds an adverse event
session-adverse-do = Discuss it with the client. Use without supervision waits for a clinician's review.
session-adverse-live = Stay with the client. You can review this once the session is over.
review-begin = Review the event
review-note = What did you see, and what did you agree with the client?
review-hint = Your note stands with this session, under your name. At most 1,000 characters, no real names.
review-wrong = Write a note of 1 to 1,000 characters.
review-not-kept = Your note is not saved yet and is still here.
review-send = Save the review
review-title = The adverse event has been reviewed
review-by = { $name }, { $when }
review-too-late = A colleague was just before you; their review stays. Your note was not saved:
session-happened = What happened
session-happened-nothing = Nothing was recorded.
timeline = Course of the session
timeline-moment = At this moment in the session
timeline-cursor = Moment in the session. Arrows go 5 seconds on, with Shift a minute.
track-answers = Answers
track-world = World
track-exercise = Exercise
track-exercise-pace = { $name }, { $pace } per minute
track-steering = Who steers
track-watching = Watches
track-pauses = Headset off
track-pause = headset off
track-events = Events
track-nothing = not measured
track-rest-others = rest of others 50
track-tension-before = tension before
track-tension-after = tension after
legend = Signs of events
legend-steering = watching and control
legend-question = question, answer, after-check
legend-choice = choice of the client
legend-adverse = adverse event or self-check
moment-happened = Event
gap-why = { $why }, { $long }
moment-at = At { $clock }
moment-replay = Watch again from here
moment-indicator = { $score }, range { $low } to { $high }
moment-provisional = provisional rest
moment-none = none
moment-client = client
indicator-compares = Use the indicator to compare a client only with themselves. Do not use it to decide who goes first, or about restraint or medication.
indicator-how = How it is computed

# The indicator in parts
parts-title = Difference from rest
parts-warning = Not validated: these figures show how the value comes about, not how stressed somebody is.
parts-low = calmer
parts-middle = own rest
parts-middle-others = rest of others
parts-high = tenser
parts-rmssd = Variation between beats
parts-heart-rate = Heart rate
parts-part = Part
parts-value = Value
parts-tenser = { $z } z tenser
parts-calmer = { $z } z calmer
parts-same = the same
parts-window = Measured over
parts-beats = Heartbeats
parts-beats-value = { $used } used, { $flagged } left out
parts-missing = Missing
parts-missing-value = { NUMBER($share, maximumFractionDigits: 0) } % of the time
parts-baseline = Own rest
parts-baseline-own = of this client
parts-baseline-provisional = provisional, { $days } of 7 days
parts-baseline-none = not measured yet
parts-rest-none = This client's rest has not been measured yet. The value compares with healthy adults from research.
parts-rest-provisional = Provisional: there is rest from { $days ->
    [one] 1 day
   *[other] { $days } days
} of the client's own. From 7 days on it is their own rest.
parts-rest-own = The value compares with this client's own rest, measured on { $days } days.
parts-algorithm = Version
parts-none = There is no value at this moment: { $reason }.
parts-nothing = Nothing was measured at this moment.

# What happened
log-tension-before = Tension before: { $value } of 10.
log-tension-after = Tension after: { $value } of 10.
log-tension-before-skipped = Tension before was skipped.
log-tension-after-skipped = Tension after was skipped.
log-world = Chose { $name }.
log-exercise = Began { $name }, { $pace } per minute.
log-exercise-begun = Began with { $name }.
log-lying = Lay down; the picture turned along.
log-sitting = Sat up again.
log-exercise-completed = The exercise was complete.
log-exercise-stopped = The exercise was stopped.
log-exercise-broken-off = The exercise broke off; the world went on calmly.
log-pace = Pace { $pace } per minute.
log-menu-exercises = Looked at the exercises.
log-searched = Own pace found: { $pace } a minute ({ $low } to { $high }, { $sure ->
    [high] fairly certain
   *[fair] not very certain
}).
log-searched-none = Own pace not found: { $reason }.
log-pace-kept = A colleague chose { $pace } a minute as the own pace.
search-too-few-beats = too few heartbeats were heard
search-too-much-missing = no heartbeat was heard for too long
search-too-many-flagged = too many beats could not be used
search-irregular = the heart's rhythm was too irregular
search-too-few-paces = fewer than three paces were breathed long enough
search-no-swing = the heart hardly moved along with the breath
search-no-peak = the heart moved along alike at every pace
search-withheld = the client does not share this
log-menu = Opened the menu.
log-menu-settings = Opened light and sound.
log-menu-unwell = Chose “not pleasant”.
log-time-of-day = Set the time in the world to { $clock }.
log-volume = Set the sound to { $volume } of 100.
log-watch-requested = { $name } asked to watch along.
log-watch-declined = The client said no to { $name }.
log-watch-began = { $name } watched along.
log-watch-ended = { $name } no longer watched.
log-steering-taken = { $name } took over.
log-steering-handed-back = Control went back to the client.
log-steering-client = The client took control back.
log-steering-link-lost = The link was lost; the client had control at once.
log-steering-ending = The session was ending; the client had control.
log-asked = Asked: “{ $question }”
log-answered-for = { $name } answers for the client
log-passed-by-time = No answer: the question passed by itself
log-answered = “{ $question }” { $answer }.
log-paused = The headset came off.
log-resumed = The headset went on again.
log-discomfort = After-check: { $name }.
log-adverse = Adverse event: { $name }.
log-held = The self-check held the session: { $name }.
log-cleared = A colleague let the client go on at “{ $name }”: { $reason }
log-finish-client = The client brought it to an end.
log-finish-companion = The practitioner brought it to an end.
log-finish-time-up = The time was up.
log-finish-left = The client left at once.
log-finish-self-check = The self-check stopped the session.
log-ended = End of the session.

# Headsets
headsets-no-clients = Headsets are listed here, never clients
headsets-status = Is everything well?
headsets-none = No headset is in the register yet.
headsets-none-do = Give the headset a name and scan the code that appears with the headset.
headsets-none-ask = Ask your equipment manager to add a headset.
headset-add = Add a headset
headset-name = Name of the headset
headset-name-hint = For example “Headset 07” or “Clinic North 2”: what is on its sticker.
headset-name-wrong = Fill in a name of 1 to 40 characters.
headset-state = State
headset-seen = Last heard
headset-connected = connected
headset-asleep = off or asleep
headset-not-yet = not enrolled yet
headset-never = never yet
headset-acts = Change
headset-rename = Rename the headset
headset-rename-short = Rename
headset-rename-hint = What is on its sticker. Earlier sessions get the new name too.
headset-rename-send = Save the name
headset-revoke = Take away the headset's access
headset-revoke-send = Take away access
headset-revoke-who = Do this when { $name } is lost, stolen or given away.
headset-revoke-now = The headset is signed out of Luwte at once.
headset-revoke-connected = The headset is connected now. Watching along stops at once; the world in the headset goes on calmly and the client can bring it to an end.
headset-revoke-later = What the headset still delivers after that is kept apart. It does not enter the course of a session.
headset-revoke-stays = Earlier sessions stay.
headset-revoke-back = You cannot undo this. When the headset is back, add it again.
headsets-all-revoked = No headset is in use now.
headsets-revoked = Access taken away
headsets-revoked-more = These headsets no longer take part. What they still delivered is kept apart, not with the sessions.
headset-revoked-since = Since
headset-kept-apart = Delivered after that
headset-kept-nothing = nothing kept apart
headset-kept = { $n ->
    [one] 1 delivery kept apart
   *[other] { $n } deliveries kept apart
}
headset-code-make = Make a code
headset-code-picture = QR code with the address for the headset
headset-code-for = Enrol { $name }
headset-code-step-1 = Put the headset on and open its browser.
headset-code-step-2 = Scan the code, or type the address below.
headset-code-step-3 = When you see the welcome, the headset is ready.
headset-code-address = Address
headset-code-left = Good for { $left }, for one headset.
headset-code-over = This code has run out. Close this window and make a new one.

# Settings
settings-language-more = Of this page; the client chooses the language in the headset.
settings-theme-more = Light, dark, or like this device.
settings-account = Signed in as
settings-device-only = Language and colours hold for this device.

# Sensors
finding-recording = Heart measured without a headset
sensors-what = Heart straps over this device’s own Bluetooth, and recordings from files
sensors-connected = Connected straps
sensor-connect = Connect a strap
sensor-whom = For whom
sensor-whom-live = In the headset now
sensor-whom-client = Recording without a headset
sensor-nobody = Nobody named, no headset
sensor-choose = Choose a strap
sensor-stays-open = You can connect several straps at once. Leave this tab open: closing it stops the recording.
sensor-nothing-chosen = You chose no strap.
sensor-unsupported = This browser cannot connect a strap. Use Chrome or Edge and switch Bluetooth on.
sensor-failed = The strap does not answer. Moisten it, put it on and try again.
sensor-strap = Heart strap
sensor-per-minute = per minute
sensor-quality = Signal { $quality }
sensor-quality-light = Signal { $quality }, measured by light: less exact, and only while the arm is still
sensor-no-contact = The strap feels no skin
sensor-offline = No connection to the server; kept here
sensor-connecting = Connecting to the strap
sensor-silent = Connected, but silent. Does the strap sit well?
sensor-reconnecting = Strap out of reach, looking for it
sensor-taken = Another device already sends heartbeats to this session
sensor-over = This recording cannot go on
sensor-leaving = Stopped; what still waits goes to the server
sensor-nothing-yet = No heartbeat yet
sensor-last-now = A heartbeat just now
sensor-last = Last heartbeat { $time } ago
sensor-stored = { $n ->
    [one] 1 measurement stored
   *[other] { NUMBER($n, maximumFractionDigits: 0) } measurements stored
}
sensor-waiting = { NUMBER($n, maximumFractionDigits: 0) } waiting for the server
sensor-gaps = { $n ->
    [one] 1 stretch without heartbeats
   *[other] { NUMBER($n, maximumFractionDigits: 0) } stretches without heartbeats
}
sensor-gap = { $from } to { $to }: { $cause }
sensor-gap-out-of-reach = the strap was out of reach
sensor-gap-background = this tab was in the background
sensor-gap-silent = the strap sent nothing
sensor-again = Try again
sensor-timeline = See the timeline
sensor-stop = Stop
sensor-file = Add a recording
sensor-file-kinds = A file of heartbeats: Kubios text, HRV Logger, Polar .hrm, FIT, EDF+ or Open mHealth.
sensor-file-choose = File
sensor-file-add = Add
sensor-file-none = Choose a file first.
sensor-file-added = { NUMBER($n, maximumFractionDigits: 0) } heartbeats added, from { $moment } on.

# What a session or a series shows
finding-fell = Tension fell from { $before } to { $after }
finding-rose = Tension rose from { $before } to { $after }
finding-same = Tension stayed at { $before }
finding-only-before = Tension was { $before } before
finding-only-after = Tension was { $after } after
finding-neither = Session without tension scores
summary-none = No session yet with a score before and after
summary-none-more = The headset asks at the start and at the end; skipping is fine.
summary-one-lower = After the first session tension was lower
summary-one-not-lower = After the first session tension was not lower
summary-lower = After { $lower } of { $n } sessions tension was lower
summary-mean-lower = On average { $points } points lower on a scale of 0 to 10 ({ $n ->
    [one] 1 session
   *[other] { $n } sessions
} with both scores). There is no comparison with days without VR.
summary-mean-higher = On average { $points } points higher on a scale of 0 to 10 ({ $n ->
    [one] 1 session
   *[other] { $n } sessions
} with both scores). There is no comparison with days without VR.
summary-mean-same = Unchanged on average on a scale of 0 to 10 ({ $n ->
    [one] 1 session
   *[other] { $n } sessions
} with both scores, { $points } points of difference). There is no comparison with days without VR.

# Screening
screening = Screening
screening-client = Client
screening-lead = Whether this client can use virtual reality, and how. Without a screening no session begins.
screening-open = View screening
screening-begin = Screen client
screening-missing = Not screened yet
screening-missing-do = First go through the questions below, preferably together with the client. It takes a few minutes. After that a session can begin.
screening-expired = The screening has expired
screening-expired-do = It was valid until { $when }. Go through the questions again; after that a session can begin.
screening-outdated = The screening is no longer complete
screening-outdated-do = We now ask more than we did then. Go through the questions again; after that a session can begin.
screening-hard-stop = Virtual reality is not possible for this client
screening-hard-stop-do = Nobody can clear this. Offer another form of relaxation. Was the answer not right? Then screen again and write down why.
screening-until-cleared = A clinician decides first
screening-until-cleared-do = The screening names a risk. Until there is a decision, no session begins.
screening-supervised = Possible, always with someone beside them
screening-supervised-do = Someone stays with the client. Valid until { $until }.
screening-alone = Virtual reality is possible, also alone
screening-alone-do = Nothing stands in the way. Valid until { $until }.
screening-adverse-event = For now always with someone beside them
screening-adverse-event-do = Something went wrong before and has not been reviewed. Open that session and review what happened. The screening is valid until { $until }.
screening-leads-hard-stop = virtual reality is not possible
screening-leads-until-cleared = a clinician decides first
screening-leads-supervised = always with someone beside them
screening-leads-alone = possible, also alone
screening-first = Questions before the first session
screening-new = Screen again
screening-again = Screen again
screening-reasons = What do you offer virtual reality for?
screening-reasons-hint = More than one is fine. Choosing none is fine too: somebody simply wants to relax.
screening-reasons-supervised = This starts with someone beside the client.
screening-risks = Is it safe?
screening-risks-hint = Answer each question. When in doubt choose yes; a clinician will then look too.
screening-answer-this = Choose yes or no.
screening-why-changed = The answer was yes before. Why is it no now?
screening-incomplete = Not everything has been answered. The open questions are marked; what you filled in is still there.
screening-send = Save screening
screening-history = Earlier screenings and decisions
screening-for = For:
screening-changed = { $item }, now no:
decision = Clinician’s decision
decision-other = Decide otherwise
decision-supervised = Always with someone beside them
decision-alone = Also with nobody beside them
decision-reason = Why?
decision-hint = Your decision is kept with the screening, with your name. What you allow despite a risk is looked at again after three months. At most 1,000 characters, no real names.
decision-wrong = Choose how it can be done, and write down why.
decision-send = Save decision

# Profile
profile = Profile
profile-open = View profile
profile-not-validated = Not validated
profile-empty = This client’s profile will stand here.
profile-empty-do = After the first session in a world it shows what that did.
profile-lower = The score went from { $begin } to { $end } of 100: lower than at the beginning
profile-higher = The score went from { $begin } to { $end } of 100: higher than at the beginning
profile-same = The score went from { $begin } to { $end } of 100: that difference may be chance
profile-no-score = For this session there is no score both before and after
profile-no-score-part = No score: there is no answer and no heart rate.
profile-newest-when = Latest session, { $when }
profile-begin = At the beginning
profile-end = At the end
profile-between = between { $low } and { $high }
profile-parts = What the score consists of
profile-part = Part
profile-part-value = Value
profile-part-share = Counts for
profile-answers = Own answer
profile-answers-missing = not answered
profile-heart = Heart
profile-heart-missing = no usable measurement
profile-movement = Movement of the head
profile-movement-missing = not kept
profile-plus-minus = { $value } ± { $half }
profile-share = { $share }%
profile-share-missing = missing (otherwise { $share }%)
profile-score-what = 0 is relaxed, 100 is very tense. The score joins the client’s own answer, the heart and the movement of the head. What is missing makes it less certain.
profile-works-found = After { $name } this client’s tension is lower
profile-works-none = What works best cannot be said yet
profile-works-what = By how many points (of 0 to 10) tension fell in sessions with this. With few sessions the expectation leans on this client’s own mean. It is no proof that this is what did it.
profile-works-name = World or exercise
profile-works-n = Sessions
profile-works-mean = Mean drop
profile-works-expected = Expected drop
profile-works-said = What can be said
profile-expected = { $value } (between { $low } and { $high })
profile-said-too-early = too early
profile-said-unclear = not clear
profile-said-lower = tension falls
profile-said-higher = tension rises
profile-trend-too-few = For a course there are too few sessions yet
profile-trend-early = After { $n } sessions it cannot be said yet how it goes
profile-trend-lower = At the beginning of a session the score falls by about { $points } points a week
profile-trend-higher = At the beginning of a session the score rises by about { $points } points a week
profile-trend-unclear = Over { $n } sessions there is no clear fall or rise
profile-none = no score
profile-did = Where the time went
profile-foot = Computed from all data that were kept, with { $algorithm }. Not validated. Do not use the score for a waiting list, restraint or medication.
# Bridges: computers that hold heart straps.
bridges = Bridges for heart straps
bridges-more = A bridge is a small computer in the room that holds heart straps itself, also when there is no tablet. A strap goes with a headset: its heartbeats go into every session of that headset by themselves.
bridges-none = There is no bridge yet. Without one the tablet can hold a strap, or a computer under Sensors.
bridge-add = Enrol a bridge
bridge-name = Name of the bridge
bridge-name-hint = Such as “Room 3”: where it stands. With the name of a bridge that is already here, that one gets a new code.
bridge-not-yet = not enrolled yet
bridge-reports = reporting
bridge-away = not reporting, last { $moment }
bridge-code-again = New code
bridge-no-straps = This bridge has not heard a heart strap yet. Put a strap on, close to the bridge.
bridge-straps-of = Heart straps of { $name }
bridge-strap = Strap
bridge-battery-of = Battery
bridge-battery-pct = { $percent }% full
bridge-battery-low = almost empty
bridge-battery-unknown = battery unknown
bridge-goes-with = Goes with
bridge-goes-with-of = The headset that { $strap } goes with
bridge-goes-with-none = No headset
bridge-code-step-1 = Put luwte-bridge on the computer with Bluetooth.
bridge-code-step-2 = Run the command below there.
bridge-code-step-fingerprint = Compare the fingerprint that it shows with the one below.
bridge-code-step-3 = Start the service. The bridge then reports here.
bridge-command = Command
bridge-code-left = Good for another { $left }, for one bridge.
bridge-fingerprint = Fingerprint of this server’s certificate
bridge-revoke-now = Within a few seconds the server takes nothing more from this bridge.
bridge-revoke-waits = What still waits on the bridge will not arrive here. What is here already stays.
bridge-revoke-back = If you want to use it again later, make a new code.

# The client's own place, as the practitioner arranges it
place-of-client = The client's own place
way-in = Access for the client
way-in-more = With a code or passkey the client sees their own sessions, the diary and who looked, at home. No name or e-mail address is needed.
way-in-none = The client cannot sign in yet.
way-in-code = There is a code since { $when }.
way-in-passkeys =
    { $n ->
        [one] The client has 1 passkey.
       *[other] The client has { $n } passkeys.
    }
way-in-give = Make a card with a code
way-in-take = Take access away
way-in-take-more = The client is signed out everywhere. Code and passkeys stop working. What the client wrote stays. You can make a new card later.
way-in-card = Card for the client
way-in-card-for = Own place of { $alias }
way-in-card-picture = QR code with the address and the code
way-in-card-step-1 = Point the camera of your phone at the code.
way-in-card-step-2 = Or go to { $address } and type the code below.
way-in-card-step-3 = You then get a new code that only you know.
way-in-card-week = This code works once, within a week from now.
way-in-card-once = You see this code only now. An earlier code stops working, and the client is signed out everywhere.
way-in-card-print = Print card
manner = More care in words and pace
manner-more = The own place then chooses other words, offers other things to do and asks twice before something is shared. Discuss it with the client.
manner-delusions = Suspicion or delusions
manner-delusions-more = Explains what is and is not measured and who looks, without words such as watching along.
manner-trauma = Trauma
manner-trauma-more = First asks whether looking back fits now, and never asks what happened.
manner-addiction = Addiction
manner-addiction-more = Counts craving as tension, and names what one can do then.
letters = Questions of the client
letters-more = Everybody who treats this client can read and answer this. The client sees whether it was read.
letters-none = The client has not asked anything yet.
letter-client = Client
letter-answer = Answer to the client
letter-missing = Write an answer first.
letter-send = Send answer
letters-waiting = Waits for an answer
letters-waiting-who =
    { $n ->
        [one] { $alias }: a question
       *[other] { $alias }: { $n } questions
    }
letters-waiting-since = Since { $when }
letters-waiting-open = Read and answer
shared-words = Shared by the client
claim = Give the session to the visitor
claim-more = Does the visitor want to keep this session? With a code it stands among their own sessions, if the visitor is or becomes a client here.
claim-make = Make a code
claim-until = Write the code down for the visitor. It works once, until { $when }. We will not show it again.
policy = Signing in at this institution
policy-more = Holds for all colleagues. Whoever looks who looked always needs a second step.
policy-roles = Roles that need a second step
policy-minutes = Minutes until a shared tablet locks
policy-minutes-hint = From 1 to 60, when nobody touches the tablet.
policy-minutes-wrong = Fill in a number from 1 to 60.
reach = Within reach of clients
reach-more = Clients see this on their own place, under Help and questions. 112 and 0800-0113 always stand there.
reach-days = Within how many working days do clients get an answer?
reach-days-hint = From 1 to 14. Empty: the client reads that the practitioner will say.
reach-days-wrong = Fill in a number from 1 to 14, or leave it empty.
reach-name = Name of your own crisis service
reach-phone = Telephone number of the crisis service
reach-phone-hint = A number that works day and night. Clients can tap it to call.
reach-both = Fill in both name and number, or leave both empty.
reset = Letting a colleague back in
reset-short = Lost login
reset-more = You make a link with which your colleague chooses a new password. It works once, for a day. Give it yourself, not through somebody else.
reset-clears = Phone or passkey is lost too
reset-clears-more = Second step, recovery codes, passkeys and digits then go; your colleague sets them up again.
reset-make = Make a link
reset-for = Link for { $name }
reset-how = Let the code be scanned or give the address. Wherever your colleague was signed in, that ends once the new password is chosen.
reset-picture = QR code with the address of the link
# Reports, materials and house style
report-get = Report (PDF)
materials-title = Materials
materials-more = Cards, posters, protocols and forms for your team, in your house style
materials-search = Search
materials-show-all = Show all { $n }
materials-strategy = Strategy
materials-all = All strategies
materials-audience = For whom
materials-everybody = Everybody
materials-count = { $n ->
    [one] { $n } product
   *[other] { $n } products
}
materials-text = Text to edit
materials-not-yet = This product is not on paper yet.
settings-materials-more = To print: cards, posters and protocols, with your logo and colour.
settings-materials-open = See materials
house-title = How it looks on paper
house-more = Name, logo and colour stand on every report and on all materials.
house-change = Change house style
house-name = Name of the institution
house-address = Address and telephone, five lines at most
house-help = Who helps with questions about the headset?
house-help-hint = For example: Noor, extension 4411. Empty? Then there is a line to write it on.
house-accent = Colour
house-accent-hint = Words in this colour must read well. A colour that is too light is not saved.
house-logo = Logo
house-logo-hint = A PNG of 64 to 4,000 pixels or a plain SVG, at most 256 kB.
house-logo-remove = Take the logo away
object-report = report
object-house-style = house style

# Who filled something in
rated-by-colleague = (filled in by practitioner)
