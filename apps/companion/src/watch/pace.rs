//! What slow breathing tells: how the garden opens, the curve of a search, and which pace is the client's own.

use super::Watching;
use crate::room::Seen;
use crate::words::pace;
use leptos::prelude::*;
use link::ResonancePoint;
use screen::{Icon, no_value_word, text, text_with, texts, tr};
use session::{Act, EventKind, PaceSource, SearchOutcome};

/// The part of the rail that speaks of slow breathing; only when there is something to say.
#[component]
pub(super) fn SlowBreathing() -> impl IntoView {
    let Watching { seen, .. } = expect_context();
    let garden = Memo::new(move |_| {
        let at = seen.now.get();
        seen.state.with(|state| state.garden.map(|garden| (garden.opened(at) * 100.0).round() as u32))
    });
    let coherence = move || {
        let now = seen.coherence.get()?;
        let share = now.permille.map(|permille| f64::from(permille) / 10.0);
        Some(match (share, now.reason) {
            (Some(share), _) => text_with("companion-coherence", &[("share", share.round().into())]),
            (None, Some(reason)) => no_value_word(reason),
            (None, None) => text("companion-no-measurement"),
        })
    };
    let own = Memo::new(move |_| own_pace(&seen));
    let curve = Memo::new(move |_| seen.resonance.get());
    view! {
        {move || garden.get().map(|opened| view! {
            <section>
                <h2><Icon name="leaf"/>{tr("exercise-coherence-garden")}</h2>
                <p class="firm">{text_with("companion-garden-open", &[("opened", opened.into())])}</p>
                <p class="rail-why">{coherence}</p>
            </section>
        })}
        {move || {
            let curve = curve.get();
            if curve.is_none() && own.get().is_none() {
                return None;
            }
            Some(view! {
                <section>
                    <h2><Icon name="wind"/>{tr("companion-own-pace")}</h2>
                    <p>{own.get().map(|own| text_with("companion-pace-value", &[("pace", pace(own).into())]))}</p>
                    {curve.map(|curve| view! {
                        <p class="soft t-s">{outcome_words(curve.outcome, curve.ended)}</p>
                        <Curve points=curve.points own/>
                    })}
                </section>
            })
        }}
    }
}

/// The client's own pace: as it was chosen or known before, or as a search found it by their own heart. What the headset was
/// told is left out, so that it shows nowhere which heart drove it.
pub(super) fn own_pace(seen: &Seen) -> Option<u16> {
    let told = seen.events.with(|events| {
        let chosen = events.iter().rev().find_map(|event| match event.kind {
            EventKind::OwnPaceSet { pace_milli_bpm, source } => Some((event.seq, pace_milli_bpm, source)),
            _ => None,
        });
        let found = events.iter().rev().find(|event| matches!(event.kind, EventKind::PaceFound(_)));
        chosen.map(|(seq, pace, source)| {
            (pace, source == PaceSource::Colleague || found.is_none_or(|found| found.seq < seq))
        })
    });
    let by_heart = || {
        seen.resonance.with(|curve| match curve.as_ref().filter(|curve| curve.ended)?.outcome {
            SearchOutcome::Found { pace_milli_bpm, .. } => Some(pace_milli_bpm),
            SearchOutcome::Unknown(_) => None,
        })
    };
    match told {
        Some((pace, true)) => Some(pace),
        Some((pace, false)) => by_heart().or(Some(pace)),
        None => by_heart(),
    }
}

/// How much the heart swings at each pace, longest bar first seen; a tap makes a pace the client's own.
#[component]
fn Curve(points: Vec<ResonancePoint>, own: Memo<Option<u16>>) -> impl IntoView {
    let watching = expect_context::<Watching>();
    let most = points.iter().filter_map(|point| point.swing_bpm).fold(1.0, f64::max);
    let row = move |point: ResonancePoint| {
        let at = point.pace_milli_bpm;
        let swing = match (point.swing_bpm, point.unknown) {
            (Some(swing), _) => text_with("companion-swing", &[("swing", texts().decimal(swing, 1).into())]),
            (None, Some(reason)) => text(&format!("companion-search-{}", reason.slug())),
            (None, None) => text("companion-no-measurement"),
        };
        let wide = point.swing_bpm.map_or(0.0, |swing| 100.0 * swing / most);
        view! {
            <li>
                <button class="pace-row" type="button" style=format!("--wide:{wide:.0}%") disabled=move || !watching.can_ask.get()
                    aria-pressed=move || (own.get() == Some(at)).to_string()
                    on:click=move |_| { watching.act(Act::KeepPace(at)); }>
                    <b>{pace(at)}</b><span>{swing}</span>
                </button>
            </li>
        }
    };
    view! {
        <ul class="pace-curve" aria-label=tr("companion-pace-curve")>{points.into_iter().map(row).collect_view()}</ul>
        <p class="rail-note">{tr("companion-pace-choose")}</p>
    }
}

/// What the curve says so far, or said.
fn outcome_words(outcome: SearchOutcome, ended: bool) -> String {
    match outcome {
        SearchOutcome::Found { pace_milli_bpm, low_milli_bpm, high_milli_bpm, .. } => text_with(
            if ended { "companion-pace-found" } else { "companion-pace-so-far" },
            &[
                ("pace", pace(pace_milli_bpm).into()),
                ("low", pace(low_milli_bpm).into()),
                ("high", pace(high_milli_bpm).into()),
            ],
        ),
        SearchOutcome::Unknown(_) if !ended => text("companion-pace-searching"),
        SearchOutcome::Unknown(reason) => text(&format!("companion-search-{}", reason.slug())),
    }
}
