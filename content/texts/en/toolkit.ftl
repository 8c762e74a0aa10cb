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
value-absence-share = that is { $pct } % of the absence through stress
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
value-unit-count = { $value }
value-unit-euro = €{ $value }
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

# The page Value of the dashboard.
value-title = Value
value-more = What it costs and what it brings. Every assumption is shown and can be changed. Nothing is kept here: the address of this page remembers your numbers.
value-part = What to reckon
value-part-absence = Absence
value-part-case = Business case
value-part-time = Time freed
value-print = Print
value-assumed-title = Assumptions
value-absence-begin = We begin with the example of the white paper. Fill in the numbers of your own organisation.
value-field-employees = Employees
value-field-working-days = Working days a year
value-field-absence = Absence
value-field-stress-share = Of that through stress
value-field-day-cost = A day of absence costs
value-field-licence = A licence for a year
value-field-licences = Number of licences
value-field-clients = Clients a day who relax alone
value-field-minutes = Minutes per client
value-field-days = Working days a year
value-field-practitioners = Practitioners who do this
value-field-hour-cost = An hour of a practitioner
value-wrong-employees = Fill in a whole number, 1 or more.
value-wrong-working-days = Fill in a whole number from 1 to 366.
value-wrong-absence = Fill in a percentage from 0 to 100.
value-wrong-stress-share = Fill in a percentage from 0 to 100.
value-wrong-day-cost = Fill in an amount above 0.
value-wrong-licence = Fill in an amount, 0 or more.
value-wrong-licences = Fill in a whole number, 1 or more.
value-wrong-clients = Fill in a number from 0 to 100 that fits in a working day of 8 hours.
value-wrong-minutes = Fill in a number from 0 to 120 that fits in a working day of 8 hours.
value-wrong-days = Fill in a whole number from 1 to 366.
value-wrong-practitioners = Fill in a whole number, 1 or more.
value-wrong-hour-cost = Fill in an amount from 0 to 10,000.
value-wrong = That cannot be. Choose another number.
value-no-number = “{ $words }” is not a number.
value-nothing = Fill in a number.
value-out-of-bounds = Fill in a number from { $least } to { $most }.
value-not-whole = Fill in a whole number.
value-days = { $days } days
value-white-paper-why = Why this differs a little from the white paper
value-line = For which care line
value-line-first = Primary care
value-line-second = Specialised care
value-line-third = Clinical care
value-years = Number of years
value-case-net-together = Balance of all years together
value-chart-title = Balance, added up year by year
value-year = year { $year }
value-years-table = Per year
value-now = now
value-assumption = Assumption
value-range = Low to high
value-least = Lowest balance
value-most = Highest balance
value-sensitivity-more = Each bar shows what the balance becomes when one assumption turns out low or high. The line is what comes out now.
value-sheet-title = The talk with whoever decides
value-sheet-question = The question
value-sheet-ask = What you ask for
value-sheet-measure = What you will measure
value-own-figure = Your own number.
value-begin-again = Back to the values to begin with
value-assumed-more = With each number stands where it comes from. A value to begin with is ours: replace it by your own.

# The guide in the dashboard.
guide-title = Guide
guide-more = How to bring the headset into care: who, what and with what. Each part has an address that you can send on.
guide-search = Search the guide
guide-part = Part
guide-line = Care line
guide-line-all = All lines
guide-found = { $count ->
    [one] 1 found
   *[other] { NUMBER($count, maximumFractionDigits: 0) } found
}
guide-nothing = Nothing found. Try another word.
guide-address = Address of this part
guide-part-roadmap = Roadmap
guide-part-strategies = Strategies
guide-part-pilot = Pilot
guide-part-roles = Roles
guide-part-lessons = Lessons
guide-part-questions = Objections
guide-part-context = What helps and hinders
guide-part-monitoring = Measuring
guide-to-do = What to do
guide-agenda = Agenda
guide-why = Why
guide-tip = Tip
guide-example = Example
guide-roles = Roles
guide-products = Materials
guide-strategies = Strategies
guide-over-when = Done when
guide-tasks = Tasks
guide-gets = What you can count on
guide-hand-over = When you leave
guide-appointed = appointed
guide-voluntary = voluntary
guide-with-work = comes with the work
guide-behind = What lies behind it
guide-answer = Answer
guide-now = What you can do now
guide-hinders = hinders
guide-helps = helps
guide-filled = Is filled by itself
guide-asked = The question
guide-asked-when = When
guide-asked-of = To whom
guide-intervention = the relaxation itself
guide-implementation = bringing it in

# Lending and reserving headsets and rooms.
equipment-title = Lend and reserve
equipment-more = Where each headset is, whether it is ready and who has it. No client is named here.
equipment-search = Search by name or place
equipment-none = No headsets have been registered yet.
equipment-not-found = No headset found. Try another word.
equipment-unknown = This headset or room does not exist, or is not your institution's.
equipment-no-place = Place not known yet
equipment-worn = In use now
equipment-out = Lent by { $who }
equipment-out-until = Lent by { $who } until { $until }
equipment-ready = Ready
equipment-ready-more = Clean, cleared and charged. You can hand it out.
equipment-now = To do now
equipment-place = Where it is
equipment-place-words = Place
equipment-place-hint = For example: cupboard by the desk, third shelf.
equipment-site = Site
equipment-no-site = No site
equipment-log = What happened with it
equipment-when = When
equipment-by = By
equipment-label = Label for the headset
equipment-label-more = Print this and stick it on the headset or the door. Whoever scans the code comes to this page.
equipment-label-picture = QR code of this page
need-return = Not back yet
need-repair = Broken
need-cleaning = To be cleaned
need-clearing = To be cleared
need-charging = To be charged
do-return = Is back
do-repair = Repaired
do-clean = Cleaned
do-clear = Cleared
do-charge = Charged
do-lend = Lend
do-broke = Report a fault
lend-how-long = How long
lend-day = A day
lend-week = A week
lend-month = Four weeks
lend-more = This is for within the house. Home a headset goes from the client's page: they must have done it once themselves, with someone there.
broke-what = What is wrong?
broke-hint = Do not write a client's name.
broke-wrong = Write shortly what is wrong.
happened-handed-out = Lent
happened-returned = Brought back
happened-cleaned = Cleaned
happened-cleared = Cleared
happened-charged = Charged to { $detail } %
happened-broke = Fault: { $detail }
happened-repaired = Repaired
happened-worn = Session
happened-added = Registered
rooms-title = Quiet rooms
rooms-none = There are no rooms yet.
room-add = Add a room
room-name = Name of the room
room-name-wrong = Give the room a name.
room-shared = Shared with others
room-alone = For you alone
room-is-shared = Others can be there at the same time
reserve-title = Reserved
reserve-none = Nothing is reserved in the coming eight weeks.
reserve-give-back = Cancel
reserve-new = Reserve
reserve-day = Day
reserve-time = Time
reserve-minutes = Minutes
reserve-weeks = Number of weeks in a row
reserve-send = Reserve
reserve-when-wrong = Choose a day and a time.
reserve-past = That moment is over. Choose a later one.
