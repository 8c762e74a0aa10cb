//! The studies of one client: what they take part in, what they may join, and whether they want to be asked.

use super::{
    super::asking::{Asking, Ends, Trouble},
    enrol::Join,
};
use crate::{route::Route, shell};
use care::study::{ClientStudies, Enrolled, Leaving, LogEntry, PanelMember, Standing};
use leptos::prelude::*;
use link::api::ClientSummary;
use screen::{
    Bones, FailureMessage, Icon, Remote, get, load, long_day, moment, post, put_for, text, text_with, tr,
    words_here,
};
use session::ClientId;

#[component]
pub(crate) fn Page(id: ClientId) -> impl IntoView {
    let again = RwSignal::new(0u32);
    let found = load(move || {
        again.track();
        async move {
            let client: ClientSummary = get(&format!("/api/v1/clients/{id}")).await?;
            let studies: ClientStudies = get(&format!("/api/v1/clients/{id}/studies")).await?;
            Ok((client, studies))
        }
    });
    Effect::new(move |_| screen::set_title(&shell::title(&text("client-studies"))));
    let changed = Callback::new(move |()| again.update(|n| *n += 1));
    move || match found.get() {
        Remote::Coming => view! { <div class="panel"><Bones lines=8/></div> }.into_any(),
        Remote::Failed(failure) => view! { <FailureMessage failure retry=changed/> }.into_any(),
        Remote::Here((client, studies)) => {
            let ClientStudies { enrolled, open, panel } = studies;
            let none = enrolled.is_empty() && open.is_empty();
            view! {
                <header class="head"><div>
                    <nav class="crumbs" aria-label=tr("crumbs")>
                        <a href=Route::Clients.path()>{tr("place-clients")}</a>" › "<a href=Route::Client(id).path()>{client.alias}</a>
                    </nav>
                    <h1>{tr("client-studies")}</h1>
                    <p class="facts"><span>{tr("client-studies-lead")}</span></p>
                </div></header>
                {none.then(|| view! { <div class="empty"><Icon name="list"/><p class="firm">{tr("client-studies-none")}</p><p class="soft">{tr("client-studies-none-do")}</p></div> })}
                {enrolled.into_iter().map(|enrolled| view! { <Taking id enrolled changed/> }).collect_view()}
                {open.into_iter().map(|open| view! { <Join id open changed/> }).collect_view()}
                <Panel id member=panel changed/>
            }
            .into_any()
        }
    }
}

fn standing_word(standing: Standing) -> String {
    text(match standing {
        Standing::In => "standing-in",
        Standing::Done => "standing-done",
        Standing::Stopped => "standing-stopped",
        Standing::Withdrawn => "standing-withdrawn",
    })
}

/// A study that they take part in, or did.
#[component]
fn Taking(id: ClientId, enrolled: Enrolled, changed: Callback<()>) -> impl IntoView {
    let Enrolled {
        study,
        title,
        code,
        enrolled_us,
        version,
        consent,
        standing,
        arm,
        arm_about,
        logs,
        logged,
        days_left,
    } = enrolled;
    let takes_part = standing == Standing::In;
    let can_take_back = standing != Standing::Withdrawn;
    let path = format!("/api/v1/clients/{id}/studies/{study}");
    view! {
        <section class="panel stack">
            <h2>{words_here(&title)}</h2>
            <p class="facts">
                <span class="mark">{standing_word(standing)}</span>
                <span>{text_with("enrolled-since", &[("day", long_day(enrolled_us).into())])}</span>
                {takes_part.then(|| view! { <span>{text_with("enrolled-days-left", &[("n", days_left.into())])}</span> })}
            </p>
            <dl class="outcomes words">
                <div><dt>{tr("enrolled-code")}</dt><dd><code>{code}</code><span class="soft">{tr("enrolled-code-hint")}</span></dd></div>
                {takes_part.then(|| view! {
                    <div><dt>{tr("enrolled-today")}</dt><dd>{match arm {
                        Some(arm) => view! { <b>{words_here(&arm)}</b><span>{arm_about.map(|about| words_here(&about))}</span> }.into_any(),
                        None => view! { <span>{tr("enrolled-today-hidden")}</span> }.into_any(),
                    }}</dd></div>
                })}
            </dl>
            {logs.then(|| view! { <Log path=path.clone() changed/> })}
            {(!logged.is_empty()).then(|| view! {
                <details><summary>{text_with("logged", &[("n", logged.len().into())])}</summary><ul class="because">{logged.into_iter().rev().map(|entry| view! {
                    <li>{moment(entry.at_us)}": "{logged_words(&entry)}</li>
                }).collect_view()}</ul></details>
            })}
            <details><summary>{text_with("enrolled-text", &[("n", version.into())])}</summary><p class="note">{words_here(&consent)}</p></details>
            {can_take_back.then(|| view! { <Stop path=path.clone() takes_part changed/> })}
        </section>
    }
}

fn logged_words(entry: &LogEntry) -> String {
    let tension = |value: Option<u8>| value.map_or_else(|| "–".to_owned(), |value| value.to_string());
    let values = [
        ("minutes", entry.minutes.into()),
        ("before", tension(entry.before).into()),
        ("after", tension(entry.after).into()),
    ];
    text_with("logged-line", &values)
}

/// Logging use by hand.
#[component]
fn Log(path: String, changed: Callback<()>) -> impl IntoView {
    let asking = Asking::new();
    let when = RwSignal::new(String::new());
    let (minutes, before, after) =
        (RwSignal::new("10".to_owned()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        // The field holds local time; the browser knows its zone.
        let typed = js_sys::Date::parse(&when.get_untracked());
        let at_us = if typed.is_finite() { (typed * 1_000.0) as i64 } else { screen::wall_now() };
        let tension = |value: RwSignal<String>| value.get_untracked().parse().ok();
        let entry = LogEntry {
            at_us,
            minutes: minutes.get_untracked().parse().unwrap_or(0),
            before: tension(before),
            after: tension(after),
        };
        let path = format!("{path}/log");
        asking.send(move || {
            Box::pin(async move {
                let _: ClientStudies = post(&path, &entry).await?;
                changed.run(());
                Ok(())
            })
        });
    };
    let field = move |id: &'static str, label: &'static str, most: &'static str, value: RwSignal<String>| {
        view! {
            <div class="field"><label for=id>{tr(label)}</label>
                <input class="input short" id=id type="number" min="0" max=most prop:value=value on:input:target=move |event| value.set(event.target().value())/></div>
        }
    };
    view! {
        <details><summary>{tr("log-add")}</summary>
            <form class="form stack" on:submit=submit novalidate>
                <div class="field"><label for="log-when">{tr("log-when")}</label>
                    <input class="input" id="log-when" type="datetime-local" prop:value=when on:input:target=move |event| when.set(event.target().value()) aria-describedby="log-when-hint"/>
                    <p class="hint" id="log-when-hint">{tr("log-when-hint")}</p></div>
                {field("log-minutes", "log-minutes", "600", minutes)}
                {field("log-before", "log-before", "10", before)}
                {field("log-after", "log-after", "10", after)}
                <Ends asking send="log-do" icon="check"/>
            </form>
        </details>
    }
}

/// Stopping, and taking back what was measured.
#[component]
fn Stop(path: String, takes_part: bool, changed: Callback<()>) -> impl IntoView {
    let asking = Asking::new();
    let reason = RwSignal::new(String::new());
    let withdraw = RwSignal::new(!takes_part);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let new = Leaving { reason: reason.get_untracked(), withdraw: withdraw.get_untracked() };
        let path = format!("{path}/leave");
        asking.send(move || {
            Box::pin(async move {
                let _: ClientStudies = post(&path, &new).await?;
                changed.run(());
                Ok(())
            })
        });
    };
    let title = if takes_part { "stop-title" } else { "stop-take-back" };
    view! {
        <details><summary>{tr(title)}</summary>
            <form class="form stack" on:submit=submit novalidate>
                <p>{tr("stop-lead")}</p>
                <div class="field"><label for="stop-reason">{tr("stop-reason")}</label>
                    <textarea class="input" id="stop-reason" rows="2" prop:value=reason on:input:target=move |event| reason.set(event.target().value())></textarea></div>
                {takes_part.then(|| view! {
                    <label class="check"><input type="checkbox" prop:checked=withdraw on:change:target=move |event| withdraw.set(event.target().checked())/>{tr("stop-withdraw")}</label>
                })}
                <Ends asking send="stop-do" icon="circle-stop"/>
            </form>
        </details>
    }
}

/// Whether they want to be asked for studies.
#[component]
fn Panel(id: ClientId, member: bool, changed: Callback<()>) -> impl IntoView {
    let asking = Asking::new();
    let set = move |_| {
        asking.send(move || {
            Box::pin(async move {
                let new = PanelMember { member: !member };
                let _: ClientStudies = put_for(&format!("/api/v1/clients/{id}/panel"), &new).await?;
                changed.run(());
                Ok(())
            })
        });
    };
    view! {
        <section class="panel stack below" aria-labelledby="panel">
            <h2 id="panel">{tr("panel-title")}</h2>
            <p>{tr(if member { "panel-member" } else { "panel-no-member" })}</p>
            <Trouble asking/>
            <p><button class="btn" type="button" on:click=set>{tr(if member { "panel-leave" } else { "panel-join" })}</button></p>
        </section>
    }
}
