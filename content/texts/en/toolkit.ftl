# Value: absence through stress
value-absence-title = Absence in a year
value-absence-sick = Days of sickness
value-absence-stress = Of these through stress
value-absence-cost = €{ $eur }
value-absence-break-even = { $licences ->
    [one] One licence pays for itself from { $days ->
        [one] 1 prevented day
       *[other] { NUMBER($days, maximumFractionDigits: 0) } prevented days
    }
   *[other] { NUMBER($licences, maximumFractionDigits: 0) } licences pay for themselves from { $days ->
        [one] 1 prevented day
       *[other] { NUMBER($days, maximumFractionDigits: 0) } prevented days
    }
}
value-absence-share = that is { $pct } % of the absence through stress
value-absence-out-of-reach = That is more than there is absence through stress: it does not pay for itself this way.
value-absence-assumed = Assumed: { $employees ->
    [one] 1 employee
   *[other] { NUMBER($employees, maximumFractionDigits: 0) } employees
}, { NUMBER($workingdays, maximumFractionDigits: 0) } working days per person per year, absence { $absence } %, share of stress { $stress } %, €{ $day } per day of absence, €{ $licence } per licence per year.
value-absence-care = A model, not a prediction: it does not say how much absence is prevented.

# Value: the business case
value-eur = €{ $eur }
value-case-years = { $years ->
    [one] 1 year
   *[other] { NUMBER($years, maximumFractionDigits: 0) } years
}
value-case-year = year
value-case-phase = phase
value-case-use = use
value-case-costs = costs
value-case-gains = gains
value-case-net = balance
value-case-cumulative = so far
value-case-costs-title = Costs, all years together
value-cost-equipment = Headsets
value-cost-licences = Licences
value-cost-beginning = Beginning and training everyone
value-cost-training = Training new staff
value-cost-coordination = Coordinator and champions
value-cost-keeping = Cleaning, charging, used up
value-case-gains-title = Gains, all years together
value-gain-time = Practitioners' time
value-gain-treatment = Shorter treatments
value-gain-absence = Less absence through stress
value-case-together = Together
value-case-present = Balance in money of today
value-case-access-title = Accessibility, all years together
value-case-sessions = Sessions
value-case-hours = Freed hours that are not counted as money
value-case-treatments = As many treatments fit in them
value-case-quality-title = Quality
value-case-quality = That is measured, we do not calculate it: { $leaves }.
value-case-paid-back = Paid back in year { $year }.
value-case-not-paid-back = Not paid back in { $years }.
value-case-needed-title = Neither loss nor gain at, if the rest stays the same
value-case-never = no value is enough
value-case-assumed-title = Assumptions
value-case-assumed-marks = W: from the white paper. G: from the guide. No letter: ours, replace it by your own figure. An asterisk: changed by you.
value-case-assumed-set = Change one with --set name=value, such as --set { $example }.
value-case-care = A model, not a prediction. That the headset shortens treatments or prevents absence has not been shown. So those two begin at 0, until you measure them yourself.
value-mark-white-paper = W
value-mark-guide = G
value-unit-hours = { $value } h
value-unit-minutes = { $value } min
value-unit-months = { $value } months
value-unit-years = { $value } years
value-unit-days = { $value } days
value-unit-weeks = { $value } weeks
value-unit-percent = { $value } %

# Value: what the outcome hangs on
value-sensitivity-title = What the outcome hangs on
value-sensitivity-base = Balance of { $years } together: { $net }. Below, the balance if one assumption turns out low or high, the greatest first.
value-sensitivity-from-to = { $low } to { $high }
value-sensitivity-decides = decides between loss and gain
value-sensitivity-rest = { $count ->
    [one] One more assumption matters less. To see all: --all.
   *[other] { NUMBER($count, maximumFractionDigits: 0) } more assumptions matter less. To see all: --all.
}

# Value: time
value-time-title = Time that comes free when the client relaxes alone
value-time-day = Per practitioner per day
value-time-year = Together per year
value-time-worth = What those hours are worth
value-time-minutes = { $minutes } minutes
value-time-hours = { $hours } hours
value-time-assumed = Assumed: { $clients } clients a day, { $minutes } minutes each, { $days } working days a year, { $practitioners ->
    [one] 1 practitioner
   *[other] { NUMBER($practitioners, maximumFractionDigits: 0) } practitioners
}, €{ $cost } an hour.
value-time-care = Free time is not money yet: agree what you use it for.
