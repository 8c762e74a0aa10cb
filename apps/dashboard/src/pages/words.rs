//! Sentences that more than one page says.

use crate::finding::{Change, Summary};
use leptos::prelude::*;
use link::api::{SessionSummary, WallMicros};
use screen::{text, text_with, texts};
use session::{ClientId, Subject};

/// Whose session it is: the alias, or that nobody is known.
pub(crate) fn subject(subject: Subject, alias: impl Fn(ClientId) -> Option<String>) -> String {
    match subject {
        Subject::Anonymous => text("anonymous"),
        Subject::Client(id) => alias(id).unwrap_or_else(|| text("unknown")),
    }
}

/// Whether something stands in it that no clinician has reviewed yet (rule 10).
pub(crate) fn waits_for_review(session: &SessionSummary) -> bool {
    session.adverse_event && session.review.is_none()
}

/// "7 → 4", or what is missing.
pub(crate) fn tension_short(session: &SessionSummary) -> String {
    if session.live {
        return match session.tension_before {
            Some(before) => text_with("tension-live", &[("before", before.into())]),
            None => text("tension-live-none"),
        };
    }
    match Change::of(session) {
        Change::Both { before, after } => {
            text_with("tension-both", &[("before", before.into()), ("after", after.into())])
        }
        Change::OnlyBefore(before) => text_with("tension-only-before", &[("before", before.into())]),
        Change::OnlyAfter(after) => text_with("tension-only-after", &[("after", after.into())]),
        Change::Neither => text("tension-neither"),
    }
}

/// The finding of one session, as its heading.
pub(crate) fn session_finding(session: &SessionSummary) -> String {
    if session.recording {
        return text("finding-recording");
    }
    match Change::of(session) {
        Change::Both { before, after } => {
            let id = match after.cmp(&before) {
                std::cmp::Ordering::Less => "finding-fell",
                std::cmp::Ordering::Equal => "finding-same",
                std::cmp::Ordering::Greater => "finding-rose",
            };
            text_with(id, &[("before", before.into()), ("after", after.into())])
        }
        Change::OnlyBefore(before) => text_with("finding-only-before", &[("before", before.into())]),
        Change::OnlyAfter(after) => text_with("finding-only-after", &[("after", after.into())]),
        Change::Neither => text("finding-neither"),
    }
}

/// The finding over sessions: a sentence, and points with n and what it is not compared with.
pub(crate) fn summary_finding(sessions: &[SessionSummary]) -> (String, String) {
    let Some(summary) = Summary::of(sessions) else {
        return (text("summary-none"), text("summary-none-more"));
    };
    let title = if summary.answered == 1 {
        text(if summary.lower == 1 { "summary-one-lower" } else { "summary-one-not-lower" })
    } else {
        text_with("summary-lower", &[("lower", summary.lower.into()), ("n", summary.answered.into())])
    };
    let points = texts().decimal(summary.mean_drop.abs(), 1);
    let id = if summary.mean_drop > 0.049 {
        "summary-mean-lower"
    } else if summary.mean_drop < -0.049 {
        "summary-mean-higher"
    } else {
        "summary-mean-same"
    };
    (title, text_with(id, &[("points", points.into()), ("n", summary.answered.into())]))
}

/// "dinsdag 24 november".
pub(crate) fn long_day(at: WallMicros) -> String {
    screen::long_day(at)
}

/// A signal of the width that a chart gets, with the size of its letters.
pub(crate) fn chart_box(start_px: f64) -> (NodeRef<leptos::html::Div>, Signal<(f64, f64)>) {
    let element = NodeRef::new();
    let width = screen::observed_width(element, start_px);
    (element, Signal::derive(move || (width.get(), screen::text_px())))
}
