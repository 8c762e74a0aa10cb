//! "Mijn rust": how tense am I now, what fits that, the next moment that one planned, and the way to the rest.

use super::{
    parts::{Lead, Scale, Speaks},
    plan::{self, Planned},
    room::Room,
};
use crate::pages::asking::{Asking, Ends};
use care::profile::{OwnWorks, Said};
use leptos::{html, prelude::*};
use link::own::{Diary, DiaryEntry, NewDiaryEntry, OwnPlan, WORDS_MAX_CHARS};
use screen::{FailureMessage, Icon, Remote, every, get, load, post, text, text_with, tr, world_word};
use std::time::Duration;

/// How often the clock is looked at for a planned moment.
const LOOK_AGAIN: Duration = Duration::from_secs(30);

#[component]
pub(super) fn Page() -> impl IntoView {
    super::name_page("own-tab-calm");
    let speaks = Speaks::here();
    let written = RwSignal::new(None::<DiaryEntry>);
    let again = RwSignal::new(0u32);
    let diary = load(move || {
        again.track();
        get::<Diary>("/api/v1/client/diary")
    });
    let known = diary.clone();
    let plan =
        Memo::new(move |_| known.with(|diary| diary.here().map(|it| it.plan.clone())).unwrap_or_default());
    let retry = Callback::new(move |()| again.update(|n| *n += 1));
    view! {
        <h1>{speaks.tr("own-calm-title")}</h1>
        <Reminder plan/>
        {move || match written.get() {
            None => view! { <Now written/> }.into_any(),
            Some(entry) => view! { <After entry plan written/> }.into_any(),
        }}
        {move || match diary.get() {
            Remote::Failed(failure) => view! { <FailureMessage failure retry/> }.into_any(),
            _ => ().into_any(),
        }}
        <ul class="mine-rows">
            <Lead to=Room::Breath icon="wind" name="own-breath" more="own-breath-more"/>
            <Lead to=Room::Learn(0) icon="leaf" name="own-learn" more="own-learn-more"/>
            <Lead to=Room::Plan icon="calendar-plus" name="own-plan" more="own-plan-more"/>
            <Lead to=Room::Diary icon="pen-line" name="own-diary" more="own-diary-more"/>
            <Lead to=Room::Ask icon="message-circle" name="own-ask" more="own-ask-more"/>
        </ul>
    }
}

/// The planned moment that is now, or the next one today.
#[component]
fn Reminder(plan: Memo<OwnPlan>) -> impl IntoView {
    let now = RwSignal::new(plan::now());
    every(LOOK_AGAIN, move || {
        let _ = now.try_set(plan::now());
    });
    let next = Memo::new(move |_| plan.with(|plan| plan::next(&plan.moments, now.get())));
    move || {
        next.get().map(|planned| {
            let (is_now, moment) = match planned {
                Planned::Now(moment) => (true, moment),
                Planned::Later(moment) => (false, moment),
            };
            let clock = plan::clock(moment.minute);
            let what = if moment.words.is_empty() { text("own-plan-pause") } else { moment.words };
            if is_now {
                view! {
                    <div class="message calm" role="status">
                        <Icon name="clock"/>
                        <div>
                            <p><b>{text_with("own-remind-now", &[("what", what.into())])}</b></p>
                            <p>{tr("own-remind-how")}</p>
                            <div class="row"><a class="btn" href=Room::Breath.path()><Icon name="wind"/>{tr("own-breath")}</a></div>
                        </div>
                    </div>
                }
                .into_any()
            } else {
                view! {
                    <p class="mark sea"><Icon name="clock"/>{text_with("own-remind-later", &[("clock", clock.into()), ("what", what.into())])}</p>
                }
                .into_any()
            }
        })
    }
}

/// Asks how tense one is now.
#[component]
fn Now(written: RwSignal<Option<DiaryEntry>>) -> impl IntoView {
    let speaks = Speaks::here();
    let asking = Asking::new();
    let chosen = RwSignal::new(None::<u8>);
    let missing = RwSignal::new(false);
    let words = NodeRef::<html::Textarea>::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let tension = chosen.get_untracked();
        missing.set(tension.is_none());
        let Some(tension) = tension else { return };
        let words = words.get_untracked().map(|field| field.value().trim().to_owned()).unwrap_or_default();
        asking.send(move || {
            Box::pin(async move {
                let entry: DiaryEntry =
                    post("/api/v1/client/diary", &NewDiaryEntry { tension, words }).await?;
                let _ = written.try_set(Some(entry));
                Ok(())
            })
        });
    };
    view! {
        <form class="panel form" on:submit=submit novalidate>
            <Scale name="tension-now" legend=Signal::derive(speaks.tr("own-calm-ask")) chosen/>
            <div class="field">
                <label for="own-words">{speaks.tr("own-calm-words")}</label>
                <textarea class="input" id="own-words" rows="2" node_ref=words maxlength=WORDS_MAX_CHARS.to_string()></textarea>
            </div>
            <p class="wrong" role="alert">{move || missing.get().then(|| view! { <Icon name="info"/><span>{tr("own-calm-missing")}</span> })}</p>
            <Ends asking send="own-calm-send" icon="pen-line"/>
        </form>
    }
}

/// What fits what was just written down.
#[component]
fn After(entry: DiaryEntry, plan: Memo<OwnPlan>, written: RwSignal<Option<DiaryEntry>>) -> impl IntoView {
    let speaks = Speaks::here();
    let tension = entry.tension;
    let is_high = move || plan.with(|plan| plan.threshold.is_some_and(|threshold| tension >= threshold));
    let has_threshold = move || plan.with(|plan| plan.threshold.is_some());
    let works = load(|| get::<OwnWorks>("/api/v1/client/works"));
    // Only what may be said: a world after which tension is lower.
    let best = move || {
        works.with(|works| {
            let known = works.here()?.works.iter().find(|it| !it.exercise && it.said == Said::Lower)?;
            Some(world_word(&known.slug))
        })
    };
    let helps = move || {
        let helps = plan.with(|plan| plan.helps.clone());
        (!helps.is_empty())
            .then(|| helps.iter().map(|it| speaks.said_listed("help", it)).collect::<Vec<_>>().join(", "))
    };
    view! {
        <section class="panel stack" aria-live="polite">
            <h2>{move || match (is_high(), has_threshold()) {
                (true, _) => text_with("own-after-high", &[("n", tension.into())]),
                _ => text_with("own-after-kept", &[("n", tension.into())]),
            }}</h2>
            {move || if is_high() {
                let world = best();
                view! {
                    <p>{speaks.tr("own-after-choose")}</p>
                    <a class="btn primary wide" href=Room::Breath.path()><Icon name="wind"/>{tr("own-breath")}</a>
                    <p class="after-headset"><Icon name="rectangle-goggles"/><span>{match world {
                        Some(world) => text_with("own-after-headset-world", &[("world", world.into())]),
                        None => text("own-after-headset"),
                    }}</span></p>
                    {helps().map(|helps| view! {
                        <p class="after-headset"><Icon name="leaf"/><span>{text_with("own-after-helps", &[("helps", helps.into())])}</span></p>
                    })}
                    {speaks.takes_time().then(|| view! {
                        <p class="after-headset"><Icon name="hand"/><span>{speaks.tr("own-after-other")}</span></p>
                    })}
                }.into_any()
            } else if has_threshold() {
                view! { <p>{tr("own-after-low")}</p> }.into_any()
            } else {
                view! { <p>{tr("own-after-no-threshold")}" "<a href=Room::Plan.path()>{tr("own-after-set-threshold")}</a></p> }.into_any()
            }}
            <div class="row">
                <a class="btn quiet" href=Room::Diary.path()>{tr("own-diary")}</a>
                <button class="btn quiet" type="button" on:click=move |_| written.set(None)>{tr("own-after-again")}</button>
            </div>
        </section>
    }
}
