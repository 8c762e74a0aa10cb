//! What happened and why something was not done, in words for a colleague at arm's length.

use link::Problem;
use screen::{
    adverse_word, answer_word, discomfort_word, exercise_word, phase_word, prompt_word, reply_word,
    self_check_word, text, text_with, world_word,
};
use session::{
    Event, EventKind, ExerciseEnd, FinishCause, Menu, PaceSource, Phase, Prepared, Prompt, Question, Refusal,
    State, Steering, SteeringCause, UserId, WorldTime,
};

/// A line of the log.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    /// Its icon.
    pub(crate) icon: &'static str,
    /// Its words.
    pub(crate) words: String,
    /// How loud it is.
    pub(crate) tone: Tone,
}

/// How loud a line of the log is; never by colour alone, its words say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// A choice.
    Plain,
    /// What the client answered.
    Answer,
    /// Something to look at.
    Attention,
}

impl Tone {
    /// The class in the style sheet.
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Tone::Plain => "",
            Tone::Answer => "answer",
            Tone::Attention => "weighty",
        }
    }
}

/// What these events, in order, say to a colleague, each with its number and moment.
pub(crate) fn lines<'a>(
    events: impl IntoIterator<Item = &'a Event>,
    me: UserId,
    name: &str,
) -> Vec<(u32, WorldTime, Line)> {
    let mut prompt = None;
    let line = |event: &'a Event| {
        if let EventKind::QuestionAsked(question) = &event.kind {
            prompt = Some(&question.prompt);
        }
        Some((event.seq, event.at, line_of(event, me, name, prompt)?))
    };
    events.into_iter().filter_map(line).collect()
}

/// What an event says to a colleague; `None` for what only machines need. `name` is the client as the screen calls them, `prompt`
/// the question that was put last.
fn line_of(event: &Event, me: UserId, name: &str, prompt: Option<&Prompt>) -> Option<Line> {
    let plain = |icon, words| Some(Line { icon, words, tone: Tone::Plain });
    let weighty = |icon, words| Some(Line { icon, words, tone: Tone::Attention });
    let tension = |id, value: Option<u8>| {
        let answer = value.map_or(session::Answer::Skipped, session::Answer::Scale);
        text_with(id, &[("answer", answer_word(answer).into())])
    };
    match &event.kind {
        EventKind::TensionBefore(value) => plain("activity", tension("companion-log-tension-before", *value)),
        EventKind::TensionAfter(value) => plain("activity", tension("companion-log-tension-after", *value)),
        EventKind::WorldEntered(world) => {
            plain("sunset", text_with("companion-log-world", &[("world", world_word(world.slug()).into())]))
        }
        EventKind::MenuShown(Some(Menu::Unwell)) => weighty("circle-help", text("companion-log-unwell")),
        EventKind::TimeOfDaySet(minutes) => {
            plain("sun", text_with("companion-log-time", &[("time", time_of_day(*minutes).into())]))
        }
        EventKind::VolumeSet(volume) => {
            plain("volume-2", text_with("companion-log-volume", &[("volume", (*volume).into())]))
        }
        EventKind::ExerciseStarted { exercise, .. } if !exercise.breathes() => {
            plain("wind", exercise_word(exercise.slug()))
        }
        EventKind::LyingSet(lying) => {
            plain("hand", text(if *lying { "companion-log-lying" } else { "companion-log-sitting" }))
        }
        EventKind::ExerciseStarted { exercise, pace_milli_bpm } => plain(
            "wind",
            text_with(
                "companion-log-exercise",
                &[
                    ("exercise", exercise_word(exercise.slug()).into()),
                    ("pace", pace(*pace_milli_bpm).into()),
                ],
            ),
        ),
        EventKind::PaceSet(pace_milli_bpm) => {
            plain("wind", text_with("companion-log-pace", &[("pace", pace(*pace_milli_bpm).into())]))
        }
        // What it gave stands in the rail, by the client's own heart alone: nobody learns here which heart drove it.
        EventKind::PaceFound(_) => plain("wind", text("companion-log-searched")),
        EventKind::OwnPaceSet { pace_milli_bpm, source } => plain(
            "wind",
            text_with(
                match source {
                    PaceSource::Earlier => "companion-log-pace-earlier",
                    PaceSource::Colleague => "companion-log-pace-kept",
                },
                &[("pace", pace(*pace_milli_bpm).into())],
            ),
        ),
        EventKind::ExerciseEnded(end) => plain(
            "wind",
            text(match end {
                ExerciseEnd::Completed => "companion-log-exercise-completed",
                ExerciseEnd::Stopped => "companion-log-exercise-stopped",
                ExerciseEnd::BrokenOff => "companion-log-exercise-broken-off",
            }),
        ),
        EventKind::SteeringChanged { to, cause } => {
            let words = match (to, cause) {
                (Steering::Companion(user), _) if *user == me => text("companion-log-you-steer"),
                (Steering::Companion(_), _) => text("companion-log-colleague-steers"),
                (Steering::Client, SteeringCause::LinkLost) => naming("companion-log-link-lost", name),
                (Steering::Client, SteeringCause::ClientTookBack) => naming("companion-log-took-back", name),
                (Steering::Client, _) => naming("companion-log-client-steers", name),
            };
            plain("hand", words)
        }
        // A plan that came late: who watches is told why the client is asked.
        EventKind::QuestionAsked(Question { prompt: Prompt::Prepared(Prepared::Elsewhere), .. }) => {
            weighty("route", naming("companion-log-elsewhere", name))
        }
        EventKind::QuestionAsked(question) => plain(
            "message-circle-question-mark",
            text_with("companion-log-question", &[("question", prompt_word(&question.prompt).into())]),
        ),
        EventKind::QuestionAnswered { answer, .. } => {
            let answer = prompt.map_or_else(|| answer_word(*answer), |prompt| reply_word(prompt, *answer));
            let words = text_with("companion-log-answer", &[("answer", answer.into())]);
            Some(Line { icon: "message-circle", words, tone: Tone::Answer })
        }
        EventKind::AnsweredFor { by, .. } | EventKind::GivenFor { by } => plain(
            "hand",
            text(if *by == me { "companion-log-you-answered-for" } else { "companion-log-answered-for" }),
        ),
        EventKind::PassedByTime(_) => plain("clock", text("companion-log-passed-by-time")),
        EventKind::DiscomfortReported(session::Discomfort::None) => {
            plain("smile", text("companion-log-no-discomfort"))
        }
        EventKind::DiscomfortReported(discomfort) => weighty(
            "triangle-alert",
            text_with("companion-log-discomfort", &[("what", discomfort_word(*discomfort).into())]),
        ),
        EventKind::AdverseEventNoted(adverse) => weighty(
            "triangle-alert",
            text_with("companion-log-adverse", &[("what", adverse_word(*adverse).into())]),
        ),
        EventKind::PhaseEntered(Phase::Held(item)) => weighty(
            "shield-check",
            text_with("companion-log-held", &[("item", self_check_word(*item).into())]),
        ),
        EventKind::SelfCheckCleared { reason, .. } => {
            plain("shield-check", text_with("companion-log-cleared", &[("reason", reason.as_str().into())]))
        }
        EventKind::Paused => weighty("pause", text("companion-log-paused")),
        EventKind::Resumed => plain("play", text("companion-log-resumed")),
        EventKind::Finishing(cause) => plain(
            "circle-stop",
            text(match cause {
                FinishCause::Client => "companion-log-finishing-client",
                FinishCause::Companion => "companion-log-finishing-companion",
                FinishCause::TimeUp => "companion-log-finishing-time",
                FinishCause::Left => "companion-log-finishing-left",
                FinishCause::SelfCheck => "companion-log-finishing-self-check",
            }),
        ),
        _ => None,
    }
}

/// What the client sees now, for who cannot see the picture.
pub(crate) fn described(state: &State, name: &str) -> String {
    let mut said = Vec::new();
    match state.world.filter(|_| state.in_world()) {
        Some(world) => said.push(text_with(
            "companion-sees-world",
            &[
                ("name", name.into()),
                ("world", world_word(world.slug()).into()),
                ("time", time_of_day(state.time_of_day_minutes).into()),
            ],
        )),
        None => said.push(text_with(
            "companion-sees-step",
            &[("name", name.into()), ("step", phase_word(state.phase).into())],
        )),
    }
    if let Some(running) = state.exercise.filter(|running| !running.exercise.breathes()) {
        let exercise = exercise_word(running.exercise.slug());
        said.push(text_with("companion-sees-exercising", &[("exercise", exercise.into())]));
    }
    if let Some(running) = state.exercise.filter(|running| running.exercise.breathes()) {
        said.push(text_with(
            "companion-sees-exercise",
            &[
                ("exercise", exercise_word(running.exercise.slug()).into()),
                ("pace", pace(running.breathing.pace_milli_bpm).into()),
            ],
        ));
    }
    if let Some(question) = &state.question {
        said.push(text_with(
            "companion-sees-question",
            &[("question", prompt_word(&question.prompt).into())],
        ));
    }
    if state.paused {
        said.push(text("companion-log-paused"));
    }
    said.join(" ")
}

/// Why something was not done.
pub(crate) fn refusal_words(refusal: Refusal, name: &str) -> String {
    let id = match refusal {
        Refusal::NotNow => "companion-refused-not-now",
        Refusal::NotWatching => "companion-refused-not-watching",
        Refusal::NotSteering => "companion-refused-not-steering",
        Refusal::ClientOnly => "companion-refused-client-only",
        Refusal::CompanionOnly => "companion-refused-not-now",
        Refusal::SomebodyElseSteers => "companion-refused-somebody-else",
        Refusal::OutOfRange => "companion-refused-out-of-range",
        Refusal::QuestionNotOpen => "companion-refused-question",
        Refusal::Unsafe => "companion-refused-unsafe",
        Refusal::Resting => "companion-refused-resting",
        Refusal::Avoided => "companion-refused-avoided",
        Refusal::OlderHeadset => "companion-refused-older-headset",
    };
    naming(id, name)
}

/// Words in which the client is named. "The client", for who has no alias here, is capital where the words begin with
/// it (`$name`) and small inside them (`$inside`).
pub(crate) fn naming(id: &str, name: &str) -> String {
    let inside = if name == text("companion-the-client") {
        text("companion-the-client-inside")
    } else {
        name.to_owned()
    };
    text_with(id, &[("name", name.into()), ("inside", inside.into())])
}

/// What the server says was wrong.
pub(crate) fn problem_words(problem: Problem) -> String {
    text(match problem {
        Problem::Version => "companion-problem-version",
        Problem::UnknownSession => "companion-problem-unknown-session",
        Problem::Forbidden => "companion-problem-forbidden",
        Problem::StrapTaken => "companion-problem-strap-taken",
        Problem::StoreUnavailable => "companion-problem-store",
        Problem::Malformed | Problem::TooMuch | Problem::Gap | Problem::Conflict => "companion-problem-other",
    })
}

/// "20:00".
pub(crate) fn time_of_day(minutes: u16) -> String {
    // Hours after midnight are counted on from 24.
    format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)
}

/// "6" or "5,5", breaths per minute.
pub(crate) fn pace(milli_bpm: u16) -> String {
    let decimals = usize::from(!milli_bpm.is_multiple_of(1_000));
    screen::texts().decimal(f64::from(milli_bpm) / 1_000.0, decimals)
}
