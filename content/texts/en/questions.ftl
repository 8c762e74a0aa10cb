# Sets of questions: made, planned, filled in, read back.

# Sets of questions
questions = Questions
questions-lead = Scales, multiple choice and small assignments for clients, and what you see in a client.
questions-new = New set
questions-own = Your institution's
questions-empty = Your institution's sets of questions will stand here.
questions-empty-do = Make one yourself, read one from a file, or copy a set that comes with Luwte.
questions-shipped = With Luwte
questions-name = Name
questions-rater = Who answers
questions-items = Questions
questions-licence = Licence
questions-version = Version
rater-client = client
rater-observer = colleague or carer, about the client
rater-colleague = colleague, about themselves
licence-own = own words, free
licence-open = someone else's, free
licence-non-commercial = non-commercial only
licence-licensed = with a licence only
licence-confirm-non-commercial = Nobody earns money by our use of this set. The WHO-5, for example, may not be used otherwise.
licence-confirm-licensed = Our institution has a licence for this set.
version-in-use = version { $version }
version-and-draft = version { $version }, version { $next } being made
version-draft = being made

# One set
set-in-use = Version { $version } is in use
set-draft = Version { $version } is being made
set-edit = Make a new version
set-edit-draft = Go on with this version
set-copy = Copy and change
set-shipped = This set comes with Luwte and stays as it is.
set-versions = All versions
set-published-when = In use since
set-published-by = By
set-publish = Put into use
set-publish-lead = A version that is in use never changes. If you want something else later, you make the next version.
set-wrong = This still has to be put right:
set-faults = { $n ->
    [one] One thing still has to be put right. Saving is possible already.
   *[other] { $n } things still have to be put right. Saving is possible already.
}
set-save = Save
set-preview = How it looks in the headset
set-preview-headset = in the headset
set-preview-tablet = on the tablet
set-preview-more = More choices
set-preview-each = Yes or no to each of the { $n } choices, one by one.
set-whole = The set
set-id = Id
set-id-hint = Small letters, digits and hyphens. The id stays the same in every version.
set-title = Name
set-about = What it is for
set-dutch = Dutch
set-english = English
set-source = Whose is it, and where does it say so?
set-source-hint = Name the maker, the licence and where it can be read.
set-item = Question { $n }
set-item-add = Add a question
set-item-up = Question { $n } up
set-item-down = Question { $n } down
set-item-remove = Remove question { $n }
set-item-id = Id of the question
set-question = Question
set-form = Kind of answer
form-vas = line without numbers (VAS)
form-nrs = number (NRS)
form-likert = steps (Likert)
form-single = one choice
form-multiple = several choices
form-text = own words
form-assignment = small assignment
set-low = Lowest
set-high = Highest
set-from = From
set-to = Up to
set-choice = Choice
set-choice-add = Add a choice
set-choice-remove = Remove choice { $n }
set-chars = At most so many characters
set-minutes = Takes about (minutes)
set-scales = Scores
set-scales-hint = A score makes one number of some questions. Without a score each question stands for itself.
set-scale = Score { $n }
set-scale-add = Add a score
set-scale-remove = Remove score { $n }
set-scale-title = Name of the score
set-rule = How it becomes one number
rule-sum = added up
rule-mean = mean
set-missing-max = So many questions may stay open
set-reversed = counts the other way round
set-place-item = Question { $n } ({ $id })
set-place-scale = Score { $n }
set-file = From a file
set-file-hint = A JSON file of at most 300 kB, as in the documentation. You see it first; saving is up to you.
set-file-wrong = { $n ->
    [one] One thing in the file is not right.
   *[other] { $n } things in the file are not right.
}
set-file-item = Line { $line }, question { $item }
set-file-line = Line { $line }
set-file-whole = The whole file
set-fault-id = an id consists of small letters, digits and hyphens, at most 40
set-fault-twice = this id stands twice
set-fault-no-such-item = there is no question with this id
set-fault-empty = a text is missing here
set-fault-too-long = the text is too long, or goes over several lines
set-fault-items = there are 1 to 60 questions
set-fault-choices = there are 2 to 12 choices
set-fault-range = the lowest number is below the highest
set-fault-not-a-number = the answer to this question is no number
set-fault-not-in-scale = what counts the other way round belongs to the score
set-fault-missing = at least one question of a score has to be answered
set-fault-source = say whose it is and where the licence stands
set-fault-version = versions begin at 1
set-fault-shape = this is no set of questions in JSON
set-fault-too-large = the file is too large

# When a set is asked
plan-title = What is asked
set-plan-none = Nothing is planned for this client.
plan-add = Plan a set
plan-set = Set
plan-when = When
plan-by = Planned by
plan-by-team = team { $team }
plan-answered = Answered last
plan-never = not yet
plan-due = today
plan-end = End
set-plan-send = Plan
plan-clock = From what time
set-plan-times = Times a day
set-plan-from = Not before
plan-to = Until
plan-tension = From which number for tension
plan-score = From which stress indicator
plan-no-set = First choose a set.
plan-no-moment = Choose at least one moment, and fill it in completely.
plan-team = By team
plan-team-lead = What you plan here is asked of every client whom the team treats.
plan-team-which = Team
plan-no-team = You are not in a team yet.
when-before = before each session
when-after = after each session
when-daily = every day from { $clock }
when-random = { $times } times a day at a random moment, from { $from } to { $to }
when-threshold = at tension { $tension } or higher
when-indicator = after a stress indicator of { $score } or higher
when-choose-before = Before each session, in the headset
when-choose-after = After each session, in the headset
when-choose-daily = Every day
when-choose-random = At random moments of the day
when-choose-threshold = When tension before or after a session is high
when-choose-indicator = After a session with a high stress indicator

# A client's answers
answers-title = Questions and answers
answers-open-page = Questions and answers
answers-fill-in = Fill in yourself
answers-over-time = Answers over time
answers-none = There are no answers yet.
answers-none-do = Plan a set, or fill one in yourself.
answers-count = { $n ->
    [one] Answered once, version { $version }
   *[other] Answered { $n } times, version { $version }
}
answers-all = All answers
answers-moment = Moment
answers-by = By
answers-what = Answers
answers-score = Score
answers-missing = too much open
asked-before = before a session
asked-during = during a session
asked-after = after a session
asked-apart = apart from a session
