//! The tension diary: what one wrote down, day by day, with the own threshold in sight.

use super::{
    parts::{Back, Speaks},
    room::Room,
};
use crate::pages::words::chart_box;
use charts::{Ink, Point, Scene, Spark};
use leptos::{prelude::*, task::spawn_local};
use link::own::{Diary, DiaryEntry};
use screen::{Bones, ChartView, Failure, FailureMessage, Icon, Remote, delete, get, load, text_with, tr};

/// So many of the newest stand in the line.
const IN_LINE: usize = 30;
/// Days between two entries after which the line breaks, in seconds.
const JOIN_WITHIN_S: f64 = 3.0 * 86_400.0;

#[component]
pub(super) fn Page() -> impl IntoView {
    super::name_page("own-diary");
    let again = RwSignal::new(0u32);
    let diary = load(move || {
        again.track();
        get::<Diary>("/api/v1/client/diary")
    });
    let retry = Callback::new(move |()| again.update(|n| *n += 1));
    let speaks = Speaks::here();
    view! {
        <Back to=Room::Calm name="own-tab-calm"/>
        <h1>{tr("own-diary")}</h1>
        <p class="soft">{speaks.tr("own-diary-private")}</p>
        {move || match diary.get() {
            Remote::Coming => view! { <Bones lines=6/> }.into_any(),
            Remote::Failed(failure) => view! { <FailureMessage failure retry/> }.into_any(),
            Remote::Here(diary) if diary.entries.is_empty() => view! {
                <div class="empty"><Icon name="pen-line"/><p class="firm">{tr("own-diary-empty")}</p>
                    <a class="btn primary" href=Room::Calm.path()>{tr("own-diary-first")}</a></div>
            }.into_any(),
            Remote::Here(diary) => view! { <Line diary=diary.clone()/><Days entries=diary.entries again/> }.into_any(),
        }}
    }
}

/// The newest entries as a line, the threshold dotted; the list below is its table.
#[component]
fn Line(diary: Diary) -> impl IntoView {
    let Diary { entries, plan } = diary;
    let newest: Vec<DiaryEntry> = entries.into_iter().take(IN_LINE).rev().collect();
    let threshold = plan.threshold;
    let high = newest.iter().filter(|entry| threshold.is_some_and(|t| entry.tension >= t)).count();
    let count = newest.len();
    let title = move || match threshold {
        Some(threshold) => text_with(
            "own-diary-over",
            &[("high", high.into()), ("n", count.into()), ("threshold", threshold.into())],
        ),
        None => text_with("own-diary-count", &[("n", count.into())]),
    };
    let (element, size) = chart_box(340.0);
    let many = count > 2;
    let scene = Signal::derive(move || -> Scene {
        let (width_px, _) = size.get();
        let first = newest.first().map_or(0, |entry| entry.at);
        let at_s = |entry: &DiaryEntry| (entry.at - first) as f64 / 1e6;
        let last_s = newest.last().map_or(1.0, at_s).max(1.0);
        Spark {
            title: title(),
            width_px,
            height_px: 120.0,
            window_s: (0.0, last_s),
            domain: (0.0, 10.0),
            points: newest
                .iter()
                .map(|entry| Point { at_s: at_s(entry), value: f64::from(entry.tension) })
                .collect(),
            bands: Vec::new(),
            baseline: threshold.map(f64::from),
            join_within_s: JOIN_WITHIN_S,
            ink: Ink::Accent,
        }
        .scene()
    });
    view! {
        <section aria-labelledby="diary-line">
            <h2 id="diary-line">{title}</h2>
            <div node_ref=element>{many.then(|| view! { <ChartView scene/> })}</div>
            {(many && threshold.is_some()).then(|| view! { <p class="soft t-s">{tr("own-diary-dotted")}</p> })}
        </section>
    }
}

#[component]
fn Days(entries: Vec<DiaryEntry>, again: RwSignal<u32>) -> impl IntoView {
    let mut days: Vec<(String, Vec<DiaryEntry>)> = Vec::new();
    for entry in entries {
        let day = super::near_day(entry.at);
        match days.last_mut() {
            Some((known, all)) if *known == day => all.push(entry),
            _ => days.push((day, vec![entry])),
        }
    }
    let failure = RwSignal::new(None::<Failure>);
    let forget = move |path: String| {
        failure.set(None);
        spawn_local(async move {
            match delete(&path).await {
                Ok(()) => again.update(|n| *n += 1),
                Err(reason) => drop(failure.try_set(Some(reason))),
            }
        });
    };
    let row = move |entry: DiaryEntry| {
        let path = format!("/api/v1/client/diary/{}", entry.id);
        let clock = screen::clock(entry.at);
        let label = text_with("own-diary-forget", &[("clock", clock.clone().into())]);
        view! {
            <li>
                <b class="diary-n">{entry.tension}</b>
                <span><time class="soft t-s">{clock}</time>{(!entry.words.is_empty()).then(|| view! { <span class="own-words">{entry.words.clone()}</span> })}</span>
                <button class="btn quiet square" type="button" aria-label=label on:click=move |_| forget(path.clone())><Icon name="trash-2"/></button>
            </li>
        }
    };
    view! {
        <div role="alert">{move || failure.get().map(|failure| view! { <FailureMessage failure/> })}</div>
        {days.into_iter().map(|(day, entries)| view! {
            <section><h2>{day}</h2><ul class="diary-day">{entries.into_iter().map(row).collect_view()}</ul></section>
        }).collect_view()}
    }
}
