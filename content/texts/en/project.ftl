# Projects: the plan, the people, the next step and the figures
projects-title = Projects
projects-more = The guide as a plan: who does what, when, and what is needed first now.
projects-none = There is no project yet
projects-none-do = Begin one. The plan comes from the guide; you choose what fits.
projects-none-wait = The coordinator begins one. Then you see the plan and your tasks here.
project-begin = Begin a project
project-name = Name
project-goal = Goal, in one sentence
project-goal-hint = As you would tell a colleague. Name no clients.
project-line = Care line
project-line-missing = Choose a care line.
project-of-team = Of which team
project-of-all = Of the whole institution
project-words-missing = Write down what belongs here.
project-show = What to see
project-show-now = Now
project-show-plan = Plan
project-show-people = Who does what
project-show-figures = Figures
project-next = Next step
project-after = After that
project-rest = Nothing to do now
project-rest-more = All is going well. The headset may simply be used.
project-coordinator-does = The coordinator sees to this.
project-mine = { $n ->
    [one] 1 task waits for you
   *[other] { $n } tasks wait for you
}
project-phases = How far it is
project-progress = { $done } of { $of } done
project-since = since { $day }
project-not-yet = not begun yet
project-whole-plan = The whole plan
project-today = today
project-late-by = { $n ->
    [one] 1 day late
   *[other] { $n } days late
}
project-in-days = { $n ->
    [one] tomorrow
   *[other] in { $n } days
}
project-on-day = { $day }
project-done-on = done, { $day }
project-did = Done
project-undo = Not done after all
project-move = Another day
project-give = Give to somebody
project-give-role = Whoever has the role
project-drop = Leave out
project-dropped = left out
project-restore = Do it after all
project-add-task = Add a task
project-task = What has to be done
project-owner = Who does it
project-role-none = Choose a role
project-role-missing = Choose who does it.
project-day = On which day
project-day-missing = Choose a day.
project-occasion = What was the occasion
project-occasion-hint = One sentence is enough. The evaluation uses it.
project-by-role = Role: { $role }
project-save = Save
project-enter = Begin the next phase

# Roles
project-roles = Roles
project-has = Does it
project-stands-in = Deputy
project-open = open
project-nobody = Nobody
project-instead-of = { $who }, for now in place of { $gone }
project-appoint = Appoint somebody
project-appoint-send = Appoint
project-deputy = Choose a deputy
project-who = Who
project-who-none = Choose a colleague
project-who-missing = Choose a colleague.
project-role-team = { $role }, { $team }
project-role-asks = What this role asks
project-role-gets = What you can count on
project-role-leaves = When you leave
project-agreements = Agreements as a document
project-front-runners = Who works with VR here?
project-front-none = Nobody has come forward yet. A front-runner starts unasked and shows that it works.
project-volunteer = I work with it
project-volunteer-send = Show me
project-volunteer-more = Your name is then on this page, so that colleagues can come to you. You can always take it off again.
project-volunteer-words = What do you use the headset for
project-step-back = Take my name off

# Places, clients, materials
project-places = Places of the pilot
project-place-more = Choose places that differ. So you see where it works and where it does not.
project-add-place = Add a place
project-team = Team or ward
project-team-none = Choose a team
project-team-missing = Choose a team.
project-experience = Experience with innovation
project-experience-little = little experience
project-experience-much = much experience
project-experience-missing = Choose how much experience there is.
project-room = Room
project-room-shared = shared room
project-room-quiet = quiet room
project-room-missing = Choose what room it is.
project-contrast-enough = The places differ enough to learn from.
project-contrast-missing = The places are still too alike. Choose at least two that differ in experience or in room.
project-no-session = no session yet
project-session-today = a session today
project-last-session = { $n ->
    [one] last session yesterday
   *[other] last session { $n } days ago
}
project-clients = Clients who had a say
project-say-clients = { $n ->
    [one] 1 client
   *[other] { $n } clients
}
project-heard = Write down what clients said
project-heard-clients = How many clients
project-heard-words = What they said
project-no-names = Write down no names.
project-adapted = Adapted materials
project-adapt = Write down what was adapted
project-adapt-words = What did you change, and after which lesson
project-product = Which material
project-product-none = Choose a material
project-product-missing = Choose a material.
project-strategies = Further strategies
project-strategies-more = The strategies of the phases are in every plan. These you can take in or leave out; their steps become tasks.
project-kick-off = Agenda of the kick-off
project-minutes = { $n } min

# Decision
project-decide = Write down the decision
project-verdict = How does it go on
project-go-on = Go on
project-change = Change
project-stop = Stop
project-why = Why
project-verdict-missing = Choose how it goes on.
project-verdict-go-on = Decision of { $day }, written down by { $who }: go on.
project-verdict-change = Decision of { $day }, written down by { $who }: change and go on.
project-verdict-stop = Decision of { $day }, written down by { $who }: stop.

# The next step
next-appoint = Choose a { $role }
next-appoint-team = Choose a { $role } for { $team }
next-appoint-quiet-left = No session for { $n } days, and { $who } left.
next-appoint-quiet = No session for { $n } days, and nobody keeps it going there.
next-appoint-left = { $who } left. Somebody stands in for now.
next-appoint-why = Without a name it does not get done.
next-ask = Ask { $who } how it goes at { $team }
next-ask-why = No session at { $team } for { $n } days. It may be something simple: no time, an empty battery, a full room.
next-headsets = Have the headsets seen to
next-headsets-open = To the headsets
next-headsets-why = { $n } of { $of } headsets wait for cleaning, charging or repair.
next-late-why = { $n ->
    [one] This is 1 day late.
   *[other] This is { $n } days late.
}
next-late-stuck = This is { $n } days late. What holds it up?
next-places = Choose places that differ
next-places-why = { $n ->
    [0] No place was chosen yet. Take at least two: much and little experience, or a quiet and a shared room.
   *[other] Places that are alike teach little. Take at least much and little experience, or a quiet and a shared room.
}
next-clients = Let clients have a say
next-clients-why = Ask at least two what they think of the design, before all is settled.
next-deputy = Choose a deputy for { $who }
next-deputy-why = { $who } is { $role } and nobody could take over tomorrow.
next-deputy-team-why = { $who } is { $role } at { $team } and nobody could take over tomorrow.
next-answer-why = Once a month, two minutes. The rest fills itself from use.
next-adapt = Adapt the materials
next-adapt-why = You are scaling up. First work what the pilot taught into the materials.
next-decide = Have it decided how it goes on
next-decide-why = The evaluation is done. Bring the report and write down the decision.
next-enter = Begin with { $phase }

# On today's page
reminder-count = { $late ->
    [0] { $n ->
        [one] 1 task waits for you.
       *[other] { $n } tasks wait for you.
    }
   *[other] { $n ->
        [one] 1 task waits for you; it is late.
       *[other] { $n } tasks wait for you, { $late } of them late.
    }
}
reminder-more = and { $n } more
reminder-open = To { $name }

# Figures
project-report = Make the report
project-cells = Fewer than 5 people or sessions are shown nowhere.
project-period = { $from } up to { $until }
project-weeks = { $n ->
    [one] Sessions per week
   *[other] Sessions per { $n } weeks
}
project-week = Week of
project-intervention = The sessions
project-implementation = Bringing it in
project-answer = Answer
project-answer-words = In your own words
project-answer-missing = Choose an answer.
category-reach = Reach
category-dose = Dose
category-adaptation = Adaptation
category-quality = Quality
category-satisfaction = Satisfaction
category-context = Context
figure-few = fewer than 5
figure-none = This is not recorded yet.
figure-answered = { $n ->
    [one] 1 answer
   *[other] { $n } answers
}
figure-answered-none = Not answered yet
figure-answered-few = Too few answers to show yet
figure-mean = On average { $mean } of 10 ({ $n } answers)
figure-professionals = Colleagues who watched along or steered: { $value }
figure-colleagues = Colleagues in these teams: { $value }
figure-clients = Clients who had a session: { $value }
figure-anonymous = Sessions of who stayed unknown: { $value }
figure-indication = { $about }: { $value }
figure-sessions = Sessions: { $value }
figure-minutes = Minutes: { $value }
figure-sessions-client-week = Sessions per client per week: { $value }
figure-guided = With a colleague: { $value }
figure-alone = Alone: { $value }
figure-broken-off = Broken off: { $value }
figure-plan-changes = New versions of plans: { $value }
figure-sessions-headset-week = Sessions per headset per week: { $value }
figure-tension-drop = Points of tension lower after the session, on average: { $value }. Without a comparison.
figure-rated = Sessions with a rating before and after: { $value }
figure-unrated = Sessions without: { $value }
figure-adverse = Sessions with an adverse event: { $value }
figure-faults = Faults reported: { $value }
figure-held = Roles with a name: { $value }
figure-front-runners = Front-runners: { $value }
figure-places = Places: { $value }
figure-tasks-done = { $about }, tasks done: { $value }
figure-tasks-of = { $about }, tasks in the plan: { $value }
figure-moved = Tasks moved: { $value }
figure-dropped = Tasks left out: { $value }
figure-tasks-late = Tasks late now: { $value }
figure-without-deputy = Roles without a deputy: { $value }

# On paper
project-made-by = monitoring list, appendix 1 of the guide
agreements-kind = Agreements on roles and tasks
agreements-claim = These agreements hold until there are others. See in the project how it stands now.
agreements-finding = { $n ->
    [one] 1 role has a name
   *[other] { $n } roles have a name
}
agreements-role = Role
agreements-who = Who
agreements-name = Name
agreements-since = Since
agreements-by = Done by
agreements-nobody = nobody yet
agreements-task = Task { $n }
agreements-open = Still to do: { $phase }
agreements-sign = Agreed
agreements-sign-more = With your name below you say that you know the role and have time for it. When somebody leaves, the role goes over in one talk.
agreements-signed = Date and signature
evaluation-kind = Evaluation of the project
evaluation-claim = Plain figures from use, without a comparison: they prove no effect. Fewer than 5 are not shown.
evaluation-honest = The figures come from use at the places of the pilot. There was no group to compare with, so they do not say what made anything change.
evaluation-finding = { $sessions } sessions with { $clients } clients
evaluation-finding-none = No sessions yet at the places of the pilot
evaluation-finding-few = Too few clients yet to show figures
evaluation-part = Part
evaluation-question = Question
evaluation-found = What we know
evaluation-phase = Phase
evaluation-tasks = Tasks
evaluation-provider = Back to the provider
evaluation-provider-more = What was due to the headset and the app themselves. Pass this on, without names.
evaluation-validator = How sure is this
evaluation-validated-by = { $who } checks the figures as effect validator. Ask for the verdict before you share this report.
evaluation-not-validated = Nobody has been appointed yet to check the figures.
