//! What happened in a sentence, and the indicator opened into its parts (rule 12).

use crate::story::Occurrence;
use charts::{Bar, Bars};
use leptos::prelude::*;
use link::{
    HeartNow, HeartParts,
    api::{OwnRest, OwnRestState},
};
use screen::{
    ChartView, adverse_word, discomfort_word, exercise_word, prompt_word, reply_word, self_check_word, text,
    text_with, texts, tr, world_word,
};
use session::{ExerciseEnd, FinishCause, Menu, SearchOutcome, SteeringCause};

/// From this chance of being within half a breath per minute on a pace that was found is called fairly certain.
const FAIRLY_SURE_PERMILLE: u16 = 850;

/// What happened, in a sentence for a colleague.
pub(crate) fn occurrence_word(what: &Occurrence) -> String {
    let named = |id: &str, name: &str| text_with(id, &[("name", name.into())]);
    match what {
        Occurrence::TensionBefore(Some(value)) => {
            text_with("log-tension-before", &[("value", (*value).into())])
        }
        Occurrence::TensionAfter(Some(value)) => {
            text_with("log-tension-after", &[("value", (*value).into())])
        }
        Occurrence::TensionBefore(None) => text("log-tension-before-skipped"),
        Occurrence::TensionAfter(None) => text("log-tension-after-skipped"),
        Occurrence::World(world) => named("log-world", &world_word(world.slug())),
        Occurrence::ExerciseBegan(exercise, _) if !exercise.breathes() => {
            named("log-exercise-begun", &exercise_word(exercise.slug()))
        }
        Occurrence::Lying(lying) => text(if *lying { "log-lying" } else { "log-sitting" }),
        Occurrence::ExerciseBegan(exercise, pace) => text_with(
            "log-exercise",
            &[("name", exercise_word(exercise.slug()).into()), ("pace", pace_word(*pace).into())],
        ),
        Occurrence::ExerciseEnded(how) => text(match how {
            ExerciseEnd::Completed => "log-exercise-completed",
            ExerciseEnd::Stopped => "log-exercise-stopped",
            ExerciseEnd::BrokenOff => "log-exercise-broken-off",
        }),
        Occurrence::Pace(pace) => text_with("log-pace", &[("pace", pace_word(*pace).into())]),
        Occurrence::MenuOpened(menu) => text(match menu {
            Menu::Main => "log-menu",
            Menu::Settings => "log-menu-settings",
            Menu::Unwell => "log-menu-unwell",
            Menu::Exercises => "log-menu-exercises",
        }),
        Occurrence::TimeOfDay(minutes) => {
            let clock = format!("{:02}:{:02}", minutes / 60, minutes % 60);
            text_with("log-time-of-day", &[("clock", clock.into())])
        }
        Occurrence::Volume(volume) => text_with("log-volume", &[("volume", (*volume).into())]),
        Occurrence::WatchRequested(name) => named("log-watch-requested", name),
        Occurrence::WatchDeclined(name) => named("log-watch-declined", name),
        Occurrence::WatchBegan(name) => named("log-watch-began", name),
        Occurrence::WatchEnded(name) => named("log-watch-ended", name),
        Occurrence::Steering(Some(name), _) => named("log-steering-taken", name),
        Occurrence::Steering(None, cause) => text(match cause {
            SteeringCause::TakenOver | SteeringCause::HandedBack => "log-steering-handed-back",
            SteeringCause::ClientTookBack => "log-steering-client",
            SteeringCause::LinkLost => "log-steering-link-lost",
            SteeringCause::Ending => "log-steering-ending",
        }),
        Occurrence::Asked(prompt) => text_with("log-asked", &[("question", prompt_word(prompt).into())]),
        Occurrence::Answered(prompt, answer) => text_with(
            "log-answered",
            &[("question", prompt_word(prompt).into()), ("answer", reply_word(prompt, *answer).into())],
        ),
        Occurrence::AnsweredFor(name) => named("log-answered-for", name),
        Occurrence::PassedByTime => text("log-passed-by-time"),
        Occurrence::Paused => text("log-paused"),
        Occurrence::Resumed => text("log-resumed"),
        Occurrence::Discomfort(discomfort) => named("log-discomfort", &discomfort_word(*discomfort)),
        Occurrence::Adverse(event) => named("log-adverse", &adverse_word(*event)),
        Occurrence::SelfCheckHeld(item) => named("log-held", &self_check_word(*item)),
        Occurrence::SelfCheckCleared(item, reason) => {
            text_with("log-cleared", &[("name", self_check_word(*item).into()), ("reason", reason.into())])
        }
        Occurrence::Finishing(cause) => text(match cause {
            FinishCause::Client => "log-finish-client",
            FinishCause::Companion => "log-finish-companion",
            FinishCause::TimeUp => "log-finish-time-up",
            FinishCause::Left => "log-finish-left",
            FinishCause::SelfCheck => "log-finish-self-check",
        }),
        Occurrence::Ended => text("log-ended"),
        Occurrence::Searched(outcome) => searched_word(*outcome),
        Occurrence::PaceKept(pace) => text_with("log-pace-kept", &[("pace", pace_word(*pace).into())]),
    }
}

/// What a search for the own pace gave, with how sure it is or why it gave nothing.
fn searched_word(outcome: SearchOutcome) -> String {
    match outcome {
        SearchOutcome::Found { pace_milli_bpm, low_milli_bpm, high_milli_bpm, sure_permille } => {
            let sure = if sure_permille >= FAIRLY_SURE_PERMILLE { "high" } else { "fair" };
            let paces = [("pace", pace_milli_bpm), ("low", low_milli_bpm), ("high", high_milli_bpm)];
            let mut values = paces.map(|(name, pace)| (name, pace_word(pace).into())).to_vec();
            values.push(("sure", sure.into()));
            text_with("log-searched", &values)
        }
        SearchOutcome::Unknown(reason) => {
            let reason = text(&format!("search-{}", reason.slug()));
            text_with("log-searched-none", &[("reason", reason.into())])
        }
    }
}

/// "5,5": breaths per minute.
pub(crate) fn pace_word(milli_bpm: u16) -> String {
    texts().decimal(f64::from(milli_bpm) / 1000.0, 1)
}

/// The indicator's value at a moment, opened: what it is made of, over how much, and what was missing.
#[component]
pub(crate) fn Parts(now: HeartNow, parts: HeartParts, own_rest: OwnRest) -> impl IntoView {
    let (element, size) = super::words::chart_box(288.0);
    let spread = move |z: f64| {
        let id = if z > 0.05 {
            "parts-tenser"
        } else if z < -0.05 {
            "parts-calmer"
        } else {
            "parts-same"
        };
        text_with(id, &[("z", texts().decimal(z.abs(), 1).into())])
    };
    let (z_rmssd, z_heart_rate) = (parts.z_rmssd, parts.z_heart_rate);
    let scene = Signal::derive(move || {
        let (width_px, text_px) = size.get();
        Bars {
            title: text("parts-title"),
            low: text("parts-low"),
            middle: text(if own_rest.state == OwnRestState::Population {
                "parts-middle-others"
            } else {
                "parts-middle"
            }),
            high: text("parts-high"),
            limit: 3.0,
            bars: vec![
                Bar { name: text("parts-rmssd"), value: z_rmssd, label: spread(z_rmssd) },
                Bar { name: text("parts-heart-rate"), value: z_heart_rate, label: spread(z_heart_rate) },
            ],
            columns: (text("parts-part"), text("parts-value")),
        }
        .scene(width_px, text_px)
    });
    let used = u32::from(now.quality.beats.saturating_sub(now.quality.flagged));
    let missing = now.quality.missing_share * 100.0;
    view! {
        <div class="parts">
            <p class="t-s whole">{tr("parts-warning")}</p>
            <div node_ref=element><ChartView scene/></div>
            <dl class="values">
                <div><dt>{tr("parts-window")}</dt><dd>{text_with("count-seconds", &[("n", parts.window_s.round().into())])}</dd></div>
                <div><dt>{tr("parts-beats")}</dt><dd>{text_with("parts-beats-value", &[("used", used.into()), ("flagged", now.quality.flagged.into())])}</dd></div>
                <div><dt>{tr("parts-missing")}</dt><dd>{text_with("parts-missing-value", &[("share", missing.round().into())])}</dd></div>
                <div><dt>{tr("parts-baseline")}</dt><dd>{rest_short(own_rest)}</dd></div>
                <div><dt>{tr("parts-algorithm")}</dt><dd>{parts.algorithm.clone()}</dd></div>
            </dl>
            <p class="t-s whole">{rest_sentence(own_rest)}</p>
        </div>
    }
}

/// How much of the rest is the client's own, in two or three words.
fn rest_short(rest: OwnRest) -> String {
    match rest.state {
        OwnRestState::Population => text("parts-baseline-none"),
        OwnRestState::Provisional => text_with("parts-baseline-provisional", &[("days", rest.days.into())]),
        OwnRestState::Personal => text("parts-baseline-own"),
    }
}

/// What the value compares with, in a plain sentence.
fn rest_sentence(rest: OwnRest) -> String {
    match rest.state {
        OwnRestState::Population => text("parts-rest-none"),
        OwnRestState::Provisional => text_with("parts-rest-provisional", &[("days", rest.days.into())]),
        OwnRestState::Personal => text_with("parts-rest-own", &[("days", rest.days.into())]),
    }
}
