# Reports on paper: the heart report.

report-heart = Heart report
report-heart-finding = RMSSD { $rmssd } ms at a mean of { $rate } beats per minute
report-heart-nothing = Too few normal heartbeats to measure anything
report-heart-unsound = Too few usable heartbeats to conclude anything
report-heart-irregular = Too irregular: variability says nothing about rest here
report-heart-intervals = { $n } intervals
report-heart-flagged = { $share } % not normal
report-heart-missing = { $share } % of the time without a heartbeat
report-heart-hours = { $hours } h { $minutes } min
report-heart-minutes = { $minutes } min { $seconds } s
report-heart-began = began { $date }, { $time }
report-heart-care = Take care
report-heart-not-medical = Not a medical finding
report-heart-made-with = { $product } { $version } · { $algorithm }
report-heart-corrected-how = Corrected: normal beats only; differences only between beats that truly follow each other. The spectrum bridges what is missing, { $seconds } s at most.

# Session report and treatment report
report-session = Session report
report-treatment = Treatment report
report-not-validated = The stress indicator and the score are not validated. This report is not a diagnosis.
report-made-with = { $product } { $version } · { $algorithm } · made { $when }
report-in-short = In short
report-checked = Check afterwards
report-not-asked = not asked
report-steered = Steered by a colleague
report-tension-missing = not asked both times
report-tension-lower = { $before } before, { $after } after: { $points } { $points ->
    [one] point
   *[other] points
} lower.
report-tension-higher = { $before } before, { $after } after: { $points } { $points ->
    [one] point
   *[other] points
} higher.
report-tension-same = { $before } before and after.
report-tension-course = Tension before and after each session
report-heart-none = not measured
report-heart-rate = { $mean } per minute on average ({ $low } to { $high })
report-quality = good { $good } %, fair { $fair } %, poor { $poor } %, not measured { $missing } % of the time
report-answers = Questions during the session
report-question = Question
report-answer = Answer
report-gaps = When there was no heartbeat
report-how-long = How long
report-why = Why
report-score-title = The stress score, opened
report-score-whole = Score, 0 to 100
report-score-begin = Score at start
report-score-end = Score at end
report-score = { $score }, between { $low } and { $high }
report-part = { $value } ± { $half }, counts for { $share } %
report-trend-range = (90 % interval: { $low } to { $high } a week)
report-adverse = What went wrong: { $names }.
report-adverse-remarked = a colleague noted an event
report-adverse-title = Adverse events
report-adverse-what = What
report-review = Review
report-reviewed = Reviewed by { $name } on { $when }: { $note }
report-not-reviewed = Not yet reviewed by a clinician.

# Figures
report-tachogram-title = Time between heartbeats
report-tachogram-clean = Every interval between two heartbeats is normal
report-tachogram-marked = { $n ->
    [one] One of { $all } intervals is not normal
   *[other] { $marked } of { $all } intervals are not normal
}
report-tachogram-description = From { $low } to { $high } ms over { $duration }.
report-tachogram-gap = no heartbeat
report-tachogram-edge = marks on the edge lie beyond it
report-tachogram-strip = share not normal
report-power-title = Where the variation comes from
report-power-finding = Most of the variation lies in { $band }
report-power-description = VLF { $vlf } ms², LF { $lf } ms², HF { $hf } ms².
report-power-breath = breath { $rate } per minute, indicative
report-power-beyond = VLF reaches higher
report-power-nothing = Too short for a spectrum: at least a minute in one stretch.
report-power-too-short = too short
report-power-axis = Hz
report-poincare-title = Each heartbeat beside the next
report-poincare-description = SD1 { $sd1 } ms, SD2 { $sd2 } ms.
report-poincare-x = this interval, ms
report-poincare-y = next interval, ms
report-poincare-nothing = No normal heartbeats in a row.

# Table
report-table = All values
report-table-raw = raw
report-table-corrected = corrected
report-table-used = Intervals used
report-table-time = Time
report-table-shape = Shape
report-table-frequency = Frequency
report-table-complexity = Complexity
metric-mean-hr = Mean heart rate
metric-mean-nn = Mean NN
metric-median-nn = Median NN
metric-sdnn = SDNN
metric-rmssd = RMSSD
metric-sdsd = SDSD
metric-pnn50 = pNN50
metric-pnn20 = pNN20
metric-triangular-index = Triangular index
metric-tinn = TINN
metric-sd1 = SD1
metric-sd2 = SD2
metric-vlf = VLF
metric-lf = LF
metric-hf = HF
metric-lf-hf = LF/HF
metric-sampen = Sample entropy
metric-apen = Approximate entropy
metric-dfa-alpha1 = DFA alpha 1
metric-dfa-alpha2 = DFA alpha 2
metric-baevsky = Baevsky, root
metric-breaths = Breaths, indicative
metric-unit-per-minute = /min
metric-rate-unit = bpm

# Kinds of beats that are not used
beat-ectopic = { $n } ectopic
beat-missed = { $n } missed
beat-extra = { $n } extra
beat-long-short = { $n } too long or too short
beat-noise = { $n } no heartbeat

# What to take care of
caution-too-few-beats = Fewer than three normal intervals: there is nothing to measure.
caution-many-missing = More than 15 % of the time has no heartbeat.
caution-irregular = A tenth or more is too irregular: variability says nothing about rest here.
caution-many-removed = More than 20 % of the differences between beats could not be used.
caution-many-flagged = More than 5 % of the intervals are not normal.
caution-exertion = The heart rate is that of exertion.
caution-short-for-hf = Too short for any band of the spectrum: under a minute.
caution-short-for-lf = Too short for LF and VLF: under two minutes.
caution-short-for-vlf = Too short for VLF: under five minutes.

# Days and months, short, as in a date: Tue 25 Nov 2025
weekday-1 = Mon
weekday-2 = Tue
weekday-3 = Wed
weekday-4 = Thu
weekday-5 = Fri
weekday-6 = Sat
weekday-7 = Sun
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec

# Fixed words on materials
library-owner = Who
library-date = When
library-done = Done
library-help = Need help?
library-join = Joining always goes through your practitioner.
library-made = Made with Luwte
library-low = not at all
library-high = very much
report-tension-both = { $before } to { $after }

report-by-colleague = filled in by practitioner
