//! The screening of one client: where they stand, what a clinician decides, the checklist, and every screening before.

mod decide;
mod form;

use crate::{route::Route, shell};
use care::{
    Words,
    screening::{Checklist, ClientScreening, Hindrance, Outcome, Screened, Standing as Stand},
};
use leptos::prelude::*;
use link::api::ClientSummary;
use screen::{Bones, FailureMessage, Icon, Remote, get, load, text, text_with, tr};
use session::ClientId;
use texts::Language;

/// Words of the checklist in the language of the screen.
fn said(words: &Words) -> String {
    match screen::language() {
        Language::Nl => words.nl.clone(),
        Language::En => words.en.clone(),
    }
}

#[component]
pub(crate) fn Page(id: ClientId) -> impl IntoView {
    let again = RwSignal::new(0u32);
    let found = load(move || {
        again.track();
        async move {
            let client: ClientSummary = get(&format!("/api/v1/clients/{id}")).await?;
            let now: ClientScreening = get(&format!("/api/v1/clients/{id}/screenings")).await?;
            let checklist: Checklist = get("/api/v1/screening").await?;
            Ok((client, now, checklist))
        }
    });
    Effect::new(move |_| screen::set_title(&shell::title(&text("screening"))));
    move || {
        match found.get() {
        Remote::Coming => view! { <div class="panel"><Bones lines=8/></div> }.into_any(),
        Remote::Failed(failure) => view! {
            <header class="head"><div>
                <nav class="crumbs" aria-label=tr("crumbs")><a href=Route::Client(id).path()>{tr("screening-client")}</a></nav>
                <h1>{tr("screening")}</h1>
            </div></header>
            <FailureMessage failure retry=Callback::new(move |()| again.update(|n| *n += 1))/>
        }
        .into_any(),
        Remote::Here((client, now, checklist)) => view! { <Line client now checklist/> }.into_any(),
    }
    }
}

#[component]
fn Line(client: ClientSummary, now: ClientScreening, checklist: Checklist) -> impl IntoView {
    let id = client.id;
    let now = RwSignal::new(now);
    let checklist = StoredValue::new(checklist);
    let asking = RwSignal::new(now.with_untracked(|now| !matches!(now.standing, Stand::Stands { .. })));
    // What was just saved is read first, also by who does not see the page.
    let heading = NodeRef::<leptos::html::H2>::new();
    let saved = Callback::new(move |told: ClientScreening| {
        now.set(told);
        asking.set(false);
        // The box is drawn anew with what was saved.
        request_animation_frame(move || {
            if let Some(heading) = heading.try_get_untracked().flatten() {
                let _ = heading.focus();
            }
        });
    });
    view! {
        <header class="head"><div>
            <nav class="crumbs" aria-label=tr("crumbs")>
                <a href=Route::Clients.path()>{tr("place-clients")}</a>" › "<a href=Route::Client(id).path()>{client.alias}</a>
            </nav>
            <h1>{tr("screening")}</h1>
            <p class="facts"><span>{tr("screening-lead")}</span></p>
        </div></header>
        {move || {
            let told = now.get();
            let Look { class, icon } = look(&told);
            view! {
                <section class=class aria-labelledby="standing">
                    <Icon name=icon/>
                    <div>
                        <h2 id="standing" tabindex="-1" node_ref=heading>{headline(&told)}</h2>
                        <p>{what_now(&told)}</p>
                        {newest(&told).map(|because| view! { <Because because checklist/> })}
                    </div>
                </section>
                {can_decide(&told).then(|| view! { <decide::Decide id now saved/> })}
            }
        }}
        {move || if asking.get() {
            view! { <form::Form id now checklist saved cancel=Callback::new(move |()| asking.set(false))/> }.into_any()
        } else {
            view! {
                <p class="below"><button class="btn" type="button" on:click=move |_| asking.set(true)>
                    <Icon name="pen-line"/>{tr("screening-again")}
                </button></p>
            }.into_any()
        }}
        {move || now.with(|now| (!now.screenings.is_empty()).then(|| now.screenings.clone())).map(|all| view! {
            <h2 class="section">{tr("screening-history")}</h2>
            <ol class="stack">{all.into_iter().map(|screened| view! { <li><Earlier screened checklist/></li> }).collect_view()}</ol>
        })}
    }
}

/// Where a client stands, in one box on their page, with the way to the screening.
#[component]
pub(crate) fn Standing(id: ClientId, screening: ClientScreening) -> impl IntoView {
    let Look { class, icon } = look(&screening);
    let may_begin = screening.supervised.is_none();
    let told = StoredValue::new(screening);
    view! {
        <section class=class aria-labelledby="client-standing">
            <Icon name=icon/>
            <div>
                <h2 id="client-standing">{move || told.with_value(headline)}</h2>
                <p>{move || told.with_value(what_now)}</p>
                <div class="row"><a class="btn" class:primary=!may_begin href=Route::Screening(id).path()>
                    <Icon name="shield-check"/>{tr(if may_begin { "screening-open" } else { "screening-begin" })}
                </a></div>
            </div>
        </section>
    }
}

/// How a standing looks: never by colour alone.
struct Look {
    class: &'static str,
    icon: &'static str,
}

fn look(now: &ClientScreening) -> Look {
    match (&now.standing, now.alone) {
        (Stand::Stands { outcome: Outcome::HardStop, .. }, _) => {
            Look { class: "message danger above", icon: "circle-stop" }
        }
        (Stand::Stands { outcome: Outcome::Alone, .. }, None) => {
            Look { class: "message calm above", icon: "circle-check" }
        }
        (Stand::Stands { outcome: Outcome::Supervised, .. }, _) => {
            Look { class: "message calm above", icon: "users" }
        }
        _ => Look { class: "message above", icon: "triangle-alert" },
    }
}

/// Where somebody stands, in one line.
fn headline(now: &ClientScreening) -> String {
    text(match now.standing {
        Stand::Missing => "screening-missing",
        Stand::Expired { .. } => "screening-expired",
        Stand::Outdated => "screening-outdated",
        Stand::Stands { outcome: Outcome::HardStop, .. } => "screening-hard-stop",
        Stand::Stands { outcome: Outcome::UntilCleared, .. } => "screening-until-cleared",
        Stand::Stands { outcome: Outcome::Supervised, .. } => "screening-supervised",
        Stand::Stands { outcome: Outcome::Alone, .. } => match now.alone {
            Some(Hindrance::AdverseEvent) => "screening-adverse-event",
            _ => "screening-alone",
        },
    })
}

/// What follows from it, and until when.
fn what_now(now: &ClientScreening) -> String {
    match now.standing {
        Stand::Missing => text("screening-missing-do"),
        Stand::Expired { since_us } => {
            text_with("screening-expired-do", &[("when", screen::long_day(since_us).into())])
        }
        Stand::Outdated => text("screening-outdated-do"),
        Stand::Stands { outcome, until_us } => {
            let id = match outcome {
                Outcome::HardStop => "screening-hard-stop-do",
                Outcome::UntilCleared => "screening-until-cleared-do",
                Outcome::Supervised => "screening-supervised-do",
                Outcome::Alone if now.alone == Some(Hindrance::AdverseEvent) => "screening-adverse-event-do",
                Outcome::Alone => "screening-alone-do",
            };
            text_with(id, &[("until", screen::long_day(until_us).into())])
        }
    }
}

/// What led to the screening that counts.
fn newest(now: &ClientScreening) -> Option<Vec<care::screening::Because>> {
    let newest = now.screenings.first().filter(|_| matches!(now.standing, Stand::Stands { .. }))?;
    (!newest.because.is_empty()).then(|| newest.because.clone())
}

fn can_decide(now: &ClientScreening) -> bool {
    matches!(now.standing, Stand::Stands { outcome, .. } if outcome != Outcome::HardStop)
}

/// The answers that led somewhere, by their names.
#[component]
fn Because(because: Vec<care::screening::Because>, checklist: StoredValue<Checklist>) -> impl IntoView {
    view! {
        <ul class="because">{because.into_iter().map(|because| {
            let outcome = because.outcome;
            view! { <li>{move || name(checklist, &because.item)}" · "<span class="soft">{move || consequence(outcome)}</span></li> }
        }).collect_view()}</ul>
    }
}

/// The name of an item or an indication.
fn name(checklist: StoredValue<Checklist>, id: &str) -> String {
    checklist.with_value(|list| {
        let item = list.items.iter().find(|item| item.id == id).map(|item| said(&item.title));
        let offered =
            || list.indications.iter().find(|offered| offered.id == id).map(|offered| said(&offered.title));
        item.or_else(offered).unwrap_or_else(|| id.to_owned())
    })
}

/// What a yes leads to, in a few words.
fn consequence(outcome: Outcome) -> String {
    text(match outcome {
        Outcome::HardStop => "screening-leads-hard-stop",
        Outcome::UntilCleared => "screening-leads-until-cleared",
        Outcome::Supervised => "screening-leads-supervised",
        Outcome::Alone => "screening-leads-alone",
    })
}

#[component]
fn Earlier(screened: Screened, checklist: StoredValue<Checklist>) -> impl IntoView {
    let Screened { at_us, by_name, outcome, because, answers, decisions, .. } = screened;
    let who = move || {
        text_with("review-by", &[("name", by_name.clone().into()), ("when", screen::moment(at_us).into())])
    };
    let offered = answers.indications.into_iter().collect::<Vec<_>>();
    let changed = answers.changed.into_iter().collect::<Vec<_>>();
    view! {
        <article class="panel stack">
            <p><span class="firm">{move || consequence(outcome)}</span>" · "<span class="soft t-s">{who}</span></p>
            {(!offered.is_empty()).then(|| view! {
                <p class="t-s"><span class="soft">{tr("screening-for")}" "</span>
                    {move || offered.iter().map(|id| name(checklist, id)).collect::<Vec<_>>().join(", ")}</p>
            })}
            {(!because.is_empty()).then(|| view! { <Because because checklist/> })}
            {changed.into_iter().map(|(item, why)| view! {
                <p class="t-s"><span class="soft">{move || text_with("screening-changed", &[("item", name(checklist, &item).into())])}" "</span>{why}</p>
            }).collect_view()}
            {decisions.into_iter().map(|decided| {
                let by = decided.by_name;
                let who = move || text_with("review-by", &[("name", by.clone().into()), ("when", screen::moment(decided.at_us).into())]);
                view! {
                    <div>
                        <p class="t-s"><span class="firm">{tr(if decided.alone { "decision-alone" } else { "decision-supervised" })}</span>" · "<span class="soft">{who}</span></p>
                        <p class="note t-s">{decided.reason}</p>
                    </div>
                }
            }).collect_view()}
        </article>
    }
}
