# Studies: designing, taking part, following, results.

# Studies
studies-lead = Research with and without VR, from design to outcome. You never see names here.
studies-empty = There is no study yet.
studies-empty-do = Begin below with one of the four designs, or join another institution.
study-name = Name
study-state = State
study-people = Participants
study-whose = Whose
study-of = { $n } of { $target }
study-own = ours
study-few = fewer than 5
study-draft = being prepared
study-open = open
study-ended = ended
study-begin = Begin a study
study-begin-lead = These designs come from the white paper. You take one over and change it. Nobody takes part yet.
study-wanted = { $n } participants
study-take = Take this design
study-join = Join another institution
study-file = File of the protocol
study-file-hint = The institution that leads the study gives you this file. Draw and codes are made here: nobody there knows your participants.

# One study
study-opened = Open since { $day }
study-ended-at = Ended on { $day }
study-joined = Study of { $institution }
study-version = Protocol version { $n }
study-end-reason = Why it ends
study-wrong = This still has to be put right before the study can open:
study-fault-id = An id consists of small letters, digits and hyphens.
study-fault-twice = This stands twice.
study-fault-empty = A text is missing here.
study-fault-too-long = This text is too long.
study-fault-arms = This design asks another number of arms.
study-fault-days = Choose 1 to 1830 days.
study-fault-blocks = Each block is a multiple of the number of arms or orders, at most 60.
study-fault-measures = Choose 1 to 20 measures.
study-fault-strata = Draw from at most 16 lists, each with two answers or more.
study-fault-target = Choose at least two participants.
study-fault-open = With a sham arm the study is blinded.
study-fault-blind = What is logged by hand cannot be blinded.
study-turn-open = Ready to begin?
study-turn-open-lead = After that practitioners can let clients take part. Design, arms and draw are then fixed. If an ethics committee has to agree, arrange that first.
study-turn-open-do = Open the study
study-turn-end = End the study
study-turn-end-lead = Nobody can join after that. A blinded study then shows who was in which arm. You cannot undo this.
study-turn-end-do = End the study
study-protocol = Protocol
study-change = Change
study-save = Save a new version
study-about = Question and origin
study-who = Who can take part
study-design = Design
study-target = Number of participants
study-arms = Arms
study-measures = Measures
study-strata = Kept balanced by
study-blinded = Blinded
study-blinded-yes = Yes. Until the end nobody sees who is in which arm.
study-blinded-no = No
study-blinded-check = Blinded: until the end nobody sees who is in which arm
study-law = Kept by law
study-law-years = { $n } years. Erasing is possible only after that.
study-law-check = Years that the law asks to keep (0 where it does not)
study-consent = Text for the participant
study-in-language = { $what }, { $language }
language-nl = Dutch
language-en = English
study-fixed = People take part. That is why design and arms stay as they are.
study-days = Days
study-washout = Days between that do not count
study-lengths = Lengths of the baseline, in days
study-blocks = Blocks of the draw
study-blocks-hint = Within each block arms come equally often. With several sizes nobody can guess the last of a block.
study-measure-make-main = Make main
study-measure-first = Make { $measure } the main outcome
study-measure-leave-out = Leave out
study-measure-out = Leave { $measure } out
study-versions = All versions
study-version-line = Version { $n }, { $day }, by { $name }. Text for the participant: version { $consent }.
study-out = Take along
study-out-lead = The data stand in one zip: CSV, SPSS and Parquet, with the meaning of each column and examples for R and Python. Everybody stands under a code. Every heartbeat is there too, with what is an artefact.
study-out-hidden = The study is blinded and goes on: arms are left out.
study-out-file = Protocol for another institution
study-out-data = Download the data
design-one-arm = Everybody does the same for { $days } days. Before is compared with after.
design-parallel = Everybody is in one of the arms for { $days } days. A draw decides which.
design-crossover = Everybody is in each arm for { $days } days, with { $washout } days between. A draw decides the order.
design-multiple-baseline = Everybody begins without ({ $lengths } days, drawn) and goes on with it for { $days } days.
arm-vr = VR, by one's own heart
arm-sham = VR by another heart: sham
arm-logged = logged by hand
arm-usual = as usual
measure-session = Change within a session
measure-step = Change from the first to the last answer
measure-lower = lower is better
measure-higher = higher is better
measure-from = set { $set }

# Flow
flow-title = Flow
flow-panel = In the test panel: { $n } clients who want to be asked.
flow-assessed = Assessed
flow-not-eligible = Not eligible
flow-declined = Declined
flow-enrolled = Enrolled
flow-arms = Flow per arm
flow-arm = Arm
flow-allocated = Allocated
flow-going-on = Going on
flow-done = Done
flow-stopped = Stopped
flow-withdrawn = Withdrawn
flow-measured = Main outcome both times
flow-everybody = Everybody
flow-baseline = baseline of { $days } days
flow-few = We do not show counts under five, nor what would give them away.

# Results
results-title = Results so far
results-lead = After minus before. Each figure stands with its 95% interval and the number of people. A result halfway is no conclusion.
results-hidden = The study is blinded: until the end everybody stands here together.
results-main = main outcome
results-few = { $arm }: { $n } people with both. Of fewer than five we show nothing.
results-chart = { $measure }: change with 95% interval
results-zero = no change or difference
results-col-what = What
results-col-n = People
results-col-change = Change or difference
results-row-arm = { $arm }: after minus before
results-row-compare = { $arm } minus { $against }
results-row-period = First minus second period
results-row-level = With minus without, per person
results-n = n = { $n }
results-interval = { $value } ({ $low } to { $high })
results-p = p = { $p }
results-p-small = p < 0.001
results-pre-post = { $arm }, n = { $n }: from { $before } (SD { $beforesd }) to { $after } (SD { $aftersd }), difference { $change }, paired t test { $p }.
results-ranked = By rank: { $shift } (Hodges–Lehmann), exact Wilcoxon { $p }, { $n } people changed.
results-ranked-normal = By rank: { $shift } (Hodges–Lehmann), Wilcoxon { $p } by approximation, { $n } people changed.
results-parallel = { $arm } against { $against }: difference in change { $difference }, Welch { $p }, n = { $one } and { $other }.
results-crossover = { $arm } against { $against }, in the same people: { $difference }, { $p }, n = { $one } and { $other } per order. First against second period: { $period }, { $periodp }.
results-baseline = Level with minus without: { $level }, n = { $n }. Randomisation test over all { $assignments } assignments { $p }. Tau = { $tau }.
results-baseline-sample = Level with minus without: { $level }, n = { $n }. Randomisation test over { $assignments } sampled assignments { $p }. Tau = { $tau }.
effect-dz = d_z = { $size }.
effect-gav = Hedges' g_av = { $size }.
effect-g = Hedges' g = { $size }.

# One client
client-studies-open = Studies
client-studies = Studies
client-studies-lead = Taking part is voluntary and changes nothing about treatment.
client-studies-none = There is no study to join now.
client-studies-none-do = As soon as a researcher opens one, it stands here.
standing-in = takes part
standing-done = done
standing-stopped = stopped
standing-withdrawn = withdrawn
enrolled-since = Joined on { $day }
enrolled-days-left = { $n ->
    [one] One day left
   *[other] { $n } days left
  }
enrolled-code = Code in this study
enrolled-code-hint = Researchers see only this code.
enrolled-today = Today
enrolled-today-hidden = There is nothing special to do today, or the study is blinded: then simply open a session, the rest goes by itself.
enrolled-text = The text that the client agreed to (protocol version { $n })
logged = { $n ->
    [one] Logged once
   *[other] Logged { $n } times
  }
logged-line = { $minutes } minutes, tension from { $before } to { $after }
log-add = Log use
log-when-hint = Empty is now.
log-minutes = Minutes
log-before = Tension before, 0 to 10
log-after = Tension after, 0 to 10
log-do = Log
stop-title = Stop this study
stop-take-back = Take data back
stop-lead = This is possible at any time, without saying why. Treatment goes on as before.
stop-reason = Reason, if the client wants to give one
stop-withdraw = What was measured no longer counts either
stop-do = Stop
join-text = Read this together
join-yes = The client has read or heard this, could ask questions, and agrees
join-draw-lead = Then a draw is made. Its outcome is final, and nobody could know it beforehand.
join-lead = Taking part begins at once.
join-draw = Draw
join-do = Take part
join-no-yes = Nobody takes part without agreeing. Tick the box if the client agrees.
join-no-strata = First choose an answer in each list.
join-not = The client does not take part
join-not-lead = We only count that somebody does not take part, not who.
join-declined = Does not want to
join-not-eligible = Does not fit
join-counted = Counted.
panel-title = Test panel
panel-member = This client wants to be asked when there is a study or a new version to try.
panel-no-member = This client is not asked for studies. If the client wants to be, note it here.
panel-join = Wants to be asked
panel-leave = No longer wants to be asked

# In the access log
act-draw = drawn for
act-count = counted for
act-log = logged use at
act-stop = stopped
act-open = opened
object-study = study
object-enrolment = taking part in a study
object-enrolments = taking part in studies
object-study-data = data of a study
object-panel = test panel
own-log-of-enrolment = your part in a study
own-log-of-enrolments = your part in studies
own-log-of-study-data = your answers in a study, under a code
own-log-of-panel = whether you want to be asked for studies
