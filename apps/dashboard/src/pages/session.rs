//! One session: its timeline, what happened, and how it stands among the client's others.

use super::{client::Tension, timeline::Timeline, words};
use crate::{
    route::Route,
    shell,
    story::{Happening, Occurrence, Story},
};
use leptos::prelude::*;
use link::api::{SessionDetail, SessionSummary};
use screen::{Bones, FailureMessage, Icon, Remote, get, load, place, stretch, text, text_with, tr};
use session::{SessionId, Subject};
use std::time::Duration;

/// How often a session that goes on is asked for again.
const LOOK_AGAIN: Duration = Duration::from_secs(5);

#[component]
pub(crate) fn Page(id: SessionId) -> impl IntoView {
    let turn = RwSignal::new(0u32);
    let found = load(move || {
        turn.track();
        async move {
            let detail: SessionDetail = get(&format!("/api/v1/sessions/{id}")).await?;
            let others: Vec<SessionSummary> = match detail.summary.subject {
                Subject::Client(client) => get(&format!("/api/v1/clients/{client}/sessions")).await?,
                Subject::Anonymous => Vec::new(),
            };
            Ok((detail, others))
        }
    });
    let again = Callback::new(move |()| turn.update(|n| *n += 1));
    let live = found.clone();
    screen::every(LOOK_AGAIN, move || {
        let goes_on =
            live.with_untracked(|found| found.here().is_some_and(|(detail, _)| detail.summary.live));
        if goes_on {
            again.run(());
        }
    });
    let named = found.clone();
    Effect::new(move |_| {
        let name =
            named.with(|found| found.here().map(|(detail, _)| words::session_finding(&detail.summary)));
        screen::set_title(&shell::title(&name.unwrap_or_else(|| text("session-title"))));
    });
    // The cursor outlives a look again.
    let start = place().field("t").and_then(|t| t.parse::<f64>().ok()).filter(|t| t.is_finite());
    let cursor_s = RwSignal::new(start);
    move || match found.get() {
        Remote::Coming => view! { <div class="panel"><Bones lines=8/></div> }.into_any(),
        Remote::Failed(failure) => view! {
            <header class="head"><h1>{tr("problem-title")}</h1></header>
            <FailureMessage failure retry=again/>
        }
        .into_any(),
        Remote::Here((detail, others)) => view! { <Session detail others cursor_s/> }.into_any(),
    }
}

#[component]
fn Session(
    detail: SessionDetail,
    others: Vec<SessionSummary>,
    cursor_s: RwSignal<Option<f64>>,
) -> impl IntoView {
    let story = Story::of(&detail);
    let summary = detail.summary.clone();
    let (opened, length_s) = (summary.opened, story.length_s);
    let end = opened + (length_s * 1e6) as i64;
    let happenings = story.happenings.clone();
    let adverse = summary.adverse_event;
    let crumbs = match summary.subject {
        Subject::Client(client) => {
            let alias = detail.alias.clone().unwrap_or_else(|| text("unknown"));
            view! {
                <a href=Route::Clients.path()>{tr("place-clients")}</a>" › "<a href=Route::Client(client).path()>{alias}</a>
            }
            .into_any()
        }
        Subject::Anonymous => {
            view! { <a href=Route::Today.path()>{tr("place-today")}</a>" › "{tr("anonymous")} }.into_any()
        }
    };
    view! {
        <header class="head">
            <div>
                <nav class="crumbs" aria-label=tr("crumbs")>{crumbs}</nav>
                <h1>{words::session_finding(&summary)}</h1>
                <p class="facts">
                    <span>{text_with("session-from-to", &[("from", screen::moment(opened).into()), ("to", screen::clock(end).into())])}</span>
                    <span>{stretch(length_s)}</span>
                    <span>{summary.device_name.clone()}</span>
                    {matches!(crate::Change::of(&summary), crate::Change::Both { .. }).then(|| view! { <span>{tr("session-own-answers")}</span> })}
                    {summary.live.then(|| view! { <span class="live">{tr("today-live-now")}</span> })}
                </p>
            </div>
        </header>
        {adverse.then(|| view! {
            <div class="message danger above">
                <Icon name="triangle-alert"/>
                <div><p><b>{tr("session-adverse-title")}</b></p><p>{tr("session-adverse-do")}</p></div>
            </div>
        })}
        <Timeline detail=detail.clone() story cursor_s/>
        <div class="below-grid">
            <section aria-labelledby="happened" class="log-section">
                <h2 id="happened">{tr("session-happened")}</h2>
                <Log happenings opened cursor_s/>
            </section>
            {(others.len() > 1).then(|| view! {
                <section class="tension-section"><Tension sessions=others current=summary.id/></section>
            })}
        </div>
    }
}

/// What happened, in words; a click brings the timeline there.
#[component]
fn Log(happenings: Vec<Happening>, opened: i64, cursor_s: RwSignal<Option<f64>>) -> impl IntoView {
    if happenings.is_empty() {
        return view! { <p class="soft">{tr("session-happened-nothing")}</p> }.into_any();
    }
    view! {
        <ol class="log">{happenings.into_iter().map(|happening| {
            let at_s = happening.at_s;
            let grave = matches!(happening.what, Occurrence::Adverse(_));
            view! {
                <li>
                    <button type="button" on:click=move |_| cursor_s.set(Some(at_s))>
                        <time>{screen::clock(opened + (at_s * 1e6) as i64)}</time>
                        <span class:grave=grave>
                            {grave.then(|| view! { <Icon name="triangle-alert"/> })}
                            {super::parts::occurrence_word(&happening.what)}
                        </span>
                    </button>
                </li>
            }
        }).collect_view()}</ol>
    }
    .into_any()
}
