//! The line of time under a replay: worlds and exercises as bands, answers and events as marks, the heart along it.

use crate::replay::{MarkKind, Replay};
use leptos::{html, prelude::*};
use screen::{
    answer_word, discomfort_word, exercise_word, no_value_word, prompt_word, reply_word, span_clock, text,
    text_with, tr, world_word,
};
use session::{Steering, WorldTime};
use std::{fmt::Write as _, sync::Arc};
use wasm_bindgen::JsCast;

/// Height of the drawing in its own units; its width is a thousand.
const HIGH: f64 = 64.0;
const WIDE: f64 = 1_000.0;

/// The line with its handle.
#[component]
pub(crate) fn Line(replay: Arc<Replay>, at_s: RwSignal<f64>, seek: Callback<f64>) -> impl IntoView {
    let length_s = replay.length().as_secs_f64().max(1.0);
    let share = move |at: WorldTime| (at.as_secs_f64() / length_s * 100.0).clamp(0.0, 100.0);
    let line = NodeRef::<html::Div>::new();
    let to = move |event: &web_sys::PointerEvent| {
        let Some(line) = line.get_untracked() else { return };
        let bounds = line.get_bounding_client_rect();
        let share = (f64::from(event.client_x()) - bounds.left()) / bounds.width().max(1.0);
        seek.run(share * length_s);
    };
    let down = move |event: web_sys::PointerEvent| {
        if let Some(line) = line.get_untracked() {
            let _ = line.set_pointer_capture(event.pointer_id());
            let _ = line.unchecked_ref::<web_sys::HtmlElement>().focus();
        }
        to(&event);
    };
    let moved = move |event: web_sys::PointerEvent| {
        if event.buttons() & 1 == 1 {
            to(&event);
        }
    };
    let band = move |class: &'static str, from: WorldTime, to: WorldTime, words: String| {
        let (left, width) = (share(from), (share(to) - share(from)).max(0.2));
        let title = format!("{} – {}: {words}", span_clock(from), span_clock(to));
        view! { <span class=class style=format!("left:{left:.3}%;width:{width:.3}%") title=title><span>{words}</span></span> }
    };
    let worlds = replay.worlds();
    let exercises = replay.exercises();
    let steered = replay.steered();
    let gaps = replay.detail.gaps.clone();
    let blind = replay.pose_gaps();
    let marks = replay.marks();
    let drawn = heart_path(&replay, length_s);
    let spoken = move || {
        let at = WorldTime((at_s.get().floor() * 1e6) as u64);
        text_with("companion-scrubber-value", &[("at", span_clock(at).into())])
    };
    view! {
        <div class="line" node_ref=line role="slider" tabindex="0" aria-label=tr("companion-scrubber")
            aria-valuemin="0" aria-valuemax=format!("{length_s:.0}") aria-valuenow=move || format!("{:.0}", at_s.get())
            aria-valuetext=spoken on:pointerdown=down on:pointermove=moved>
            <div class="line-heart" inner_html=drawn aria-hidden="true"></div>
            <div class="line-row" aria-hidden="true">
                {move || worlds.iter().map(|found| band("band world-band", found.from, found.to, world_word(found.kind.slug()))).collect_view()}
            </div>
            <div class="line-row" aria-hidden="true">
                {move || exercises.iter().map(|found| band("band exercise-band", found.from, found.to, exercise_word(found.kind.slug()))).collect_view()}
                {move || steered.iter().map(|found| band("band steered-band", found.from, found.to, text("companion-steered"))).collect_view()}
                {move || blind.iter().map(|found| band("band gap-band", found.from, found.to, text("companion-replay-no-pose"))).collect_view()}
            </div>
            <div class="line-gaps" aria-hidden="true">
                {move || gaps.iter().map(|gap| band("band gap-band", gap.from, gap.to, no_value_word(gap.reason))).collect_view()}
            </div>
            <div class="line-marks" aria-hidden="true">{move || marks.iter().map(|mark| {
                let (class, words) = mark_of(&mark.kind);
                let title = format!("{}: {words}", span_clock(mark.at));
                view! { <i class=class style=format!("left:{:.3}%", share(mark.at)) title=title></i> }
            }).collect_view()}</div>
            <span class="line-now" style=move || format!("left:{:.3}%", at_s.get() / length_s * 100.0)></span>
        </div>
    }
}

/// A mark's shape, which differs by kind, and its words.
fn mark_of(kind: &MarkKind) -> (&'static str, String) {
    let answered = |id: &str, value: Option<u8>| {
        let answer = value.map_or(session::Answer::Skipped, session::Answer::Scale);
        text_with(id, &[("answer", answer_word(answer).into())])
    };
    match kind {
        MarkKind::TensionBefore(value) => ("mark-dot", answered("companion-log-tension-before", *value)),
        MarkKind::TensionAfter(value) => ("mark-dot", answered("companion-log-tension-after", *value)),
        MarkKind::Asked(question) => ("mark-diamond", prompt_word(&question.prompt)),
        MarkKind::Answered(Some(prompt), answer) => ("mark-dot", reply_word(prompt, *answer)),
        MarkKind::Answered(None, answer) => ("mark-dot", answer_word(*answer)),
        MarkKind::Discomfort(discomfort) => ("mark-triangle", discomfort_word(*discomfort)),
        MarkKind::AdverseEvent => ("mark-triangle", text("companion-over-adverse")),
        MarkKind::Steering(Steering::Client) => ("mark-square open", text("companion-hand-back")),
        MarkKind::Steering(Steering::Companion(_)) => ("mark-square", text("companion-take-over")),
        MarkKind::Paused => ("mark-bar", text("companion-log-paused")),
        MarkKind::Finishing(_) => ("mark-bar", text("companion-finish")),
    }
}

/// The heart rate along the line; broken where nothing was measured.
fn heart_path(replay: &Replay, length_s: f64) -> String {
    const JOIN_S: f64 = 12.0;
    let points: Vec<(f64, f64)> = replay
        .detail
        .heart
        .iter()
        .filter_map(|value| Some((value.at.as_secs_f64(), value.heart_rate_bpm?)))
        .collect();
    let (low, high) = points
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (_, bpm)| (low.min(*bpm), high.max(*bpm)));
    let spread = (high - low).max(10.0);
    let mut path = String::new();
    let mut last_s = f64::NEG_INFINITY;
    for (at_s, bpm) in points {
        let x = at_s / length_s * WIDE;
        let y = HIGH - 6.0 - (bpm - low) / spread * (HIGH - 12.0);
        // Writing to a String cannot fail.
        let _ = write!(path, "{}{x:.1} {y:.1}", if at_s - last_s > JOIN_S { 'M' } else { 'L' });
        last_s = at_s;
    }
    format!(
        r#"<svg viewBox="0 0 {WIDE} {HIGH}" preserveAspectRatio="none"><path d="{path}" fill="none" vector-effect="non-scaling-stroke"/></svg>"#
    )
}
