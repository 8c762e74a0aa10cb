# Companion only, the practitioner's tablet.

companion-the-client = The client
companion-the-client-inside = the client

# Starting: for whom, and the code in the headset
companion-start-title = Companion
companion-whose = Who is this session for?
companion-whose-search = Search by alias
companion-whose-nobody = Without a name
companion-whose-nobody-more = Anonymous session, belongs to nobody
companion-way = How is it done?
companion-alone = The client does it alone
companion-alone-more = You work on something else meanwhile, such as your notes.
companion-whose-none = No client with this alias.
companion-code = Code in the headset
companion-code-first = First choose who the session is for.
companion-code-hint = Four digits, shown in the headset.
companion-code-typed = { $n } of 4 digits typed
companion-code-rub = Erase the last digit
companion-code-busy = Checking the code
companion-start-again = Type a new code

# Waiting for the client's yes
companion-joining = Connecting to the headset
companion-joining-more = This usually takes a few seconds.
companion-asking = The headset now asks whether you may watch along
companion-asking-more = Once the client chooses yes, you see here what they see.
companion-declined = No watching along now
companion-declined-more = The client chose no, or stopped the watching. The session in the headset simply goes on. Talk about it, then type a new code if need be.
companion-gone-more = The headset no longer holds this session. What was saved is safe. Type the code that the headset shows now.
companion-version-more = The session in the headset simply goes on. Reload this page.
companion-watch-title = Watching along with { $inside }
companion-leave = Stop watching

# How fresh is the picture?
companion-headset-silent = headset quiet · { NUMBER($seconds, maximumFractionDigits: 0) } s
companion-link-lost = no connection · { NUMBER($seconds, maximumFractionDigits: 0) } s
companion-last-picture = last picture, { NUMBER($seconds, maximumFractionDigits: 0) } s old
companion-closed = stopped

# Who steers
companion-take-over = Take over
companion-hand-back = Hand back
companion-reconnect = Reconnect
companion-client-steers = { $name } steers
companion-client-steers-more = Sees that you watch along
companion-you-steer = You steer
companion-you-steer-more = { $name } sees this and can take it back
companion-colleague-steers-more = { $name } sees who steers
companion-lost = Connection lost: { $inside } is in control.
companion-lost-more = The world goes on calmly. You come back by yourself.
companion-most-used = Most used

# Asking
companion-ask = Ask a question
companion-question-open = Question is open
companion-ask-title = Which question do you want to ask?
companion-ask-own = Or in your own words
companion-ask-left = { $n } characters left; the headset shows it in large letters.
companion-answers = Answers
companion-answers-yes-no = yes or no
companion-answers-scale = 0 to 10

# Rounding off
companion-finish = Round off
companion-finish-title = Round off the session?
companion-finish-more = The world slowly grows still. Then { $inside } gets two short questions. The headset shows who steers.
companion-finish-not-yet = Not yet

# Steering
companion-tray = Steering
companion-world = World
companion-exercises = Exercises
companion-pace = Breathing pace
companion-pace-value = { $pace } per minute
companion-breathing-stop = Stop exercise
companion-time = Time of day
companion-volume = Sound
companion-lying = Client lies down
companion-exercises-later = The other exercises come by themselves, once the headset has fetched them.
companion-volume-value = { NUMBER($volume, maximumFractionDigits: 0) } %
companion-begin = Begin
companion-continue = Continue
companion-skip = Skip
companion-done = Done
companion-nothing-unpleasant = Nothing unpleasant
companion-something-unpleasant = Something unpleasant

# Held by the self-check
companion-held = { $name } cannot go on yet
companion-held-hard = Nobody can clear this here: with this answer virtual reality is not safe. Take the headset off calmly and choose another way to relax together.
companion-held-reason = Why is it all right?
companion-held-reason-more = The reason goes into the session's record with your name.
companion-held-clear = Clear

# Over
companion-over = The session of { $inside } is over
companion-over-more = Everything stands on the timeline: answers, heart rate and choices.
companion-over-adverse = It holds an event that a clinician must look at
companion-stopped = { $name } stopped the watching
companion-stopped-more = The session in the headset simply goes on. What was saved so far stands on the timeline.
companion-to-timeline = To the timeline
companion-next-session = Next session

# Measuring
companion-measuring = Measurement
companion-minutes-ago = 3 min ago
companion-now = now
companion-here = here
companion-gap = interrupted: { $reason }
companion-hrv = HRV (RMSSD)
companion-no-measurement = no measurement
companion-heart-not-shown = The client does not share their heart rate.
companion-pose-not-shown = Where they look is not shared: you see the world straight ahead
companion-at-rest = 50 = at rest
companion-band = band { NUMBER($low, maximumFractionDigits: 0) }⁠–⁠{ NUMBER($high, maximumFractionDigits: 0) }
companion-band-provisional = band { NUMBER($low, maximumFractionDigits: 0) }⁠–⁠{ NUMBER($high, maximumFractionDigits: 0) }, provisional
companion-trend-only = a direction, not yet a figure
companion-by-light = Measured by light: less exact, and only while the arm is still.
companion-contact = strap sits well
companion-no-contact = strap feels no skin
companion-of-minutes = of { NUMBER($minutes, maximumFractionDigits: 0) } minutes
companion-chart-rate = Heart rate now { NUMBER($bpm, maximumFractionDigits: 0) } per minute, last three minutes
companion-chart-rate-none = No heart rate in the last three minutes
companion-chart-index = Stress indicator now { NUMBER($score, maximumFractionDigits: 0) }; 50 is at rest; not validated
companion-chart-index-none = No stress indicator in the last three minutes
companion-chart-quality = Signal now { $quality }, last three minutes
companion-chart-quality-none = No signal

# Parts of the indicator
companion-parts = What this rests on
companion-parts-title = What the stress indicator rests on
companion-parts-caption = At this moment
companion-parts-what = The indicator compares heart rate and heart rate variability now with rest: this person's own, or that of healthy adults as long as their own has not been measured.
companion-parts-not = Not validated. No diagnosis, and never grounds for a waiting list, restraint or medication.
companion-parts-minutes = Last { NUMBER($n, maximumFractionDigits: 0) } minutes as a table
companion-part = Part
companion-part-value = Value
companion-part-band = Band
companion-part-band-value = { NUMBER($low, maximumFractionDigits: 0) } to { NUMBER($high, maximumFractionDigits: 0) }
companion-part-rmssd = Variability below rest
companion-part-rate = Heart rate above rest
companion-part-sigma = { $z } × the spread at rest
companion-part-rest = Compared with
companion-part-rest-own = own rest of seven days or more
companion-part-rest-provisional = provisional rest: of fewer than seven days, or of healthy adults
companion-part-window = Measured over
companion-part-algorithm = Algorithm
companion-part-beats = Heartbeats in this window
companion-part-beats-value = { NUMBER($beats, maximumFractionDigits: 0) }, of which { NUMBER($flagged, maximumFractionDigits: 0) } set aside
companion-part-missing = Missing time

# Heart strap
companion-strap = Heart strap
companion-strap-connect = Connect strap
companion-strap-again = Try again
companion-strap-let-go = Let the strap go
companion-strap-elsewhere = Heart comes from elsewhere
companion-strap-unsupported = This browser cannot connect a strap. Use Chrome or Edge and switch Bluetooth on.
companion-strap-choosing = Choose the strap in the list
companion-strap-connecting = Connecting to the strap
companion-strap-reconnecting = Strap out of reach, searching
companion-strap-silent = Strap connected, but silent
companion-strap-failed = The strap did not answer. Moisten it, put it on and try again.
companion-status = Is everything well?
companion-kept = Keep a heartbeat without a connection
companion-kept-hint = Is the server away for a while? Choose the headset and connect the strap. The heartbeat stays on this tablet and later joins that headset’s session by itself. Keep this page open.
companion-kept-headset = With which headset?
companion-kept-choose = Choose a headset
companion-kept-waiting = { NUMBER($n, maximumFractionDigits: 0) } { $n ->
        [one] measurement
       *[other] measurements
    } kept here, waiting for the server
companion-kept-placing = { NUMBER($n, maximumFractionDigits: 0) } { $n ->
        [one] measurement
       *[other] measurements
    } kept here until the headset has sent its session
companion-kept-hindered = This browser cannot keep anything. What arrives now is gone when you close the page.
companion-strap-waiting = { NUMBER($n, maximumFractionDigits: 0) } measurements kept here, still to be sent

# What happens
companion-log = Choices and answers
companion-log-all = All
companion-log-tension-before = Tension before: { $answer }
companion-log-tension-after = Tension after: { $answer }
companion-log-world = Chosen: { $world }
companion-log-unwell = Looks at “I do not feel well”
companion-log-time = Time of day: { $time }
companion-log-volume = Sound: { NUMBER($volume, maximumFractionDigits: 0) } %
companion-log-lying = Lies down
companion-log-sitting = Sits
companion-log-exercise = { $exercise }, { $pace } per minute
companion-log-pace = Breathing pace: { $pace } per minute
companion-log-searched = Search finished
companion-log-pace-earlier = Own pace from before: { $pace } a minute
companion-log-pace-kept = Own pace chosen: { $pace } a minute
companion-log-exercise-completed = Exercise completed
companion-log-exercise-stopped = Exercise stopped
companion-log-exercise-broken-off = Exercise broken off
companion-log-you-steer = You steer
companion-log-colleague-steers = A colleague steers
companion-log-client-steers = { $name } steers again
companion-log-took-back = { $name } took control back
companion-log-link-lost = Connection lost: { $inside } steers
companion-log-question = Asked: { $question }
companion-log-answer = Answer: { $answer }
companion-log-discomfort = Unpleasant: { $what }
companion-log-no-discomfort = Nothing unpleasant
companion-log-adverse = Event to look at: { $what }
companion-log-held = Answer in the self-check: { $item }
companion-log-cleared = Cleared: { $reason }
companion-log-paused = Headset is off for a moment
companion-log-resumed = Headset on again
companion-log-finishing-client = Rounds off
companion-log-finishing-companion = You rounded off
companion-log-finishing-time = Time is up, calm end
companion-log-finishing-left = Stepped out of the world
companion-log-finishing-self-check = Stopped by the self-check

# The picture in words, to be read aloud
companion-sees-world = { $name } sees: { $world }, at { $time }.
companion-sees-step = { $name } is here: { $step }.
companion-sees-exercising = Exercise: { $exercise }.
companion-sees-exercise = { $exercise }, { $pace } per minute.
companion-sees-question = In view is the question: { $question }
companion-no-picture = No picture.
companion-no-picture-more = Heart and buttons work as usual.

companion-remark = Remark or event
companion-remark-title = Remark or event
companion-remark-words = What happened?
companion-remark-adverse = This is an adverse event
companion-remark-adverse-more = Such as panic, headache or much more tension. Until a clinician has reviewed it, this client is not alone in VR.
companion-remark-send = Save

# Why something was not done
companion-refused-not-now = That does not fit where { $inside } is now. Nothing has changed.
companion-refused-not-watching = { $name } no longer lets you watch along. Nothing has changed.
companion-refused-not-steering = Take over first.
companion-refused-client-only = Only { $inside } can do this.
companion-refused-somebody-else = Somebody else steers now. Nothing has changed.
companion-refused-out-of-range = This value is not possible. Nothing has changed.
companion-refused-question = This question was already answered.
companion-refused-unsafe = This is not allowed: it is not safe. Nothing has changed.
companion-refused-resting = First a break: the rest after a long session is not over yet.
companion-refused-avoided = The plan says ‘rather not’ to this world. Choose another.
companion-refused-older-headset = The headset runs an older version, which cannot do this yet. It updates itself after this session.
companion-problem-version = This page is older than Luwte.
companion-problem-unknown-session = This session is no longer there.
companion-problem-forbidden = You may not watch along here.
companion-problem-strap-taken = Another device already holds this strap.
companion-problem-store = Luwte cannot save just now. Everything is kept here and sent later.
companion-problem-other = Something went wrong with the connection. Nothing has changed.

# Looking back
companion-replay = Replay
companion-replay-title = Replay with { $inside }
companion-replay-of = of { $length }
companion-replay-no-pose = No head movement kept here
companion-play = Play
companion-pause = Pause
companion-steered = Colleague steered
companion-scrubber = Moment in the session
companion-scrubber-value = { $at } after the start

# Slow breathing: garden and own pace
companion-garden-open = { $opened } % opened
companion-coherence = Heart rhythm in one wave: { NUMBER($share, maximumFractionDigits: 0) } %
companion-own-pace = Own pace
companion-next-pace = Next pace
companion-pace-curve = How strongly the heart moves along, by pace
companion-pace-choose = Tap a pace to make it the own pace.
companion-pace-found = The heart moved along most at { $pace } a minute (probably { $low } to { $high }).
companion-pace-so-far = So far most at { $pace } a minute.
companion-pace-searching = Still searching.
companion-swing = { $swing } beats a minute of difference
companion-search-too-few-beats = Too few heartbeats were heard.
companion-search-too-much-missing = No heartbeat was heard for too long.
companion-search-too-many-flagged = Too many beats could not be used.
companion-search-irregular = The heart's rhythm was too irregular.
companion-search-too-few-paces = Fewer than three paces were followed long enough.
companion-search-no-swing = The heart hardly moved along with the breath.
companion-search-no-peak = The heart moved along alike at every pace.
companion-search-withheld = The client does not share this.

# Research
companion-research = Research
companion-research-what = Which heart drives what the client sees? Choose before the world begins. You always see the true heart.
companion-feed-own = Own heart
companion-feed-other = Another heart (sham feedback)
companion-research-settled = This is settled for this session.
companion-research-ask = Which heart?

# Questions out of a set
companion-set = Or from a set of questions
companion-set-none = Choose a set
companion-set-ask = Ask in the headset
companion-set-tablet = You fill these in here on the tablet.
companion-set-observed = Fill in what you see in the client. It will stand with this session, with your name.
companion-set-nobody = Filling in is possible only in a client's session.
companion-set-saved = Your answers stand with this session.
companion-items-all = Skip all questions
companion-log-answered-for = A colleague answers for the client
companion-log-you-answered-for = You answer for the client
companion-log-passed-by-time = No answer: the question passed by itself
companion-log-elsewhere = The plan says ‘rather not’ to this world. { $name } may choose: stay here or go elsewhere.
