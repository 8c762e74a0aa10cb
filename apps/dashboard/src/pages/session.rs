//! One session: its timeline, what happened, and how it stands among the client's others.

use super::{
    client::Tension, note::Note, own_place::SharedWords, report_link::ReportLink, review::Review,
    timeline::Timeline, words,
};
use crate::{
    route::Route,
    shell,
    story::{Happening, Occurrence, Story},
};
use leptos::prelude::*;
use link::api::{SessionDetail, SessionSummary};
use screen::{Bones, FailureMessage, Icon, Remote, get, load, place, stretch, text, text_with, tr};
use session::{SessionId, Subject};
use std::{sync::Arc, time::Duration};

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
    let start = place().field("t").and_then(|t| t.parse::<f64>().ok()).filter(|t| t.is_finite());
    let cursor_s = RwSignal::new(start);
    // A session that goes on is asked for again and again: the page stays, what it shows follows, and so the cursor,
    // the focus and what was opened stay where they are.
    let data = Memo::new(move |_| {
        found.with(|found| match found {
            Remote::Coming => Found::Coming,
            Remote::Failed(failure) => Found::Failed(failure.clone()),
            Remote::Here((detail, others)) => Found::Here(Arc::new(Told {
                story: Story::of(&detail.events, detail.summary.length),
                detail: detail.clone(),
                others: others.clone(),
            })),
        })
    });
    // Once the session is here it stays: a later failure keeps what was seen.
    let told = StoredValue::new(None::<RwSignal<Arc<Told>>>);
    Effect::new(move |_| {
        if let (Found::Here(now), Some(told)) = (data.get(), told.get_value()) {
            told.set(now);
        }
    });
    let kind = Memo::new(move |_| data.with(Found::kind));
    move || {
        match (kind.get(), data.get_untracked()) {
        (_, Found::Here(now)) => {
            let signal = RwSignal::new(now);
            told.set_value(Some(signal));
            view! { <Session told=signal.into() cursor_s/> }.into_any()
        }
        (_, Found::Failed(failure)) => view! {
            <header class="head"><div>
                <nav class="crumbs" aria-label=tr("crumbs")><a href=Route::Clients.path()>{tr("place-clients")}</a></nav>
                <h1>{tr("problem-title")}</h1>
            </div></header>
            <FailureMessage failure retry=again/>
        }
        .into_any(),
        (_, Found::Coming) => view! { <div class="panel"><Bones lines=8/></div> }.into_any(),
    }
    }
}

/// A session with its story and the client's other sessions.
#[derive(Debug, PartialEq)]
pub(crate) struct Told {
    pub(crate) detail: SessionDetail,
    pub(crate) story: Story,
    pub(crate) others: Vec<SessionSummary>,
}

#[derive(Clone, PartialEq)]
enum Found {
    Coming,
    Failed(screen::Failure),
    Here(Arc<Told>),
}

impl Found {
    /// Which of the three it is: what decides which page stands there.
    fn kind(&self) -> u8 {
        match self {
            Found::Coming => 0,
            Found::Failed(_) => 1,
            Found::Here(_) => 2,
        }
    }
}

#[component]
fn Session(told: Signal<Arc<Told>>, cursor_s: RwSignal<Option<f64>>) -> impl IntoView {
    let summary = Memo::new(move |_| told.get().detail.summary.clone());
    let length_s = Memo::new(move |_| told.get().story.length_s);
    let id = summary.with_untracked(|summary| summary.id);
    let of_client =
        summary.with_untracked(|summary| matches!(summary.subject, Subject::Client(_)) && !summary.recording);
    let crumbs = move || {
        let told = told.get();
        match told.detail.summary.subject {
            Subject::Client(client) => {
                let alias = told.detail.alias.clone().unwrap_or_else(|| text("unknown"));
                view! {
                    <a href=Route::Clients.path()>{tr("place-clients")}</a>" › "<a href=Route::Client(client).path()>{alias}</a>
                }
                .into_any()
            }
            Subject::Anonymous => {
                view! { <a href=Route::Today.path()>{tr("place-today")}</a>" › "{tr("anonymous")} }.into_any()
            }
        }
    };
    let from_to = move || {
        let opened = summary.with(|summary| summary.opened);
        let end = opened + (length_s.get() * 1e6) as i64;
        text_with(
            "session-from-to",
            &[("from", screen::moment(opened).into()), ("to", screen::clock(end).into())],
        )
    };
    let others = Memo::new(move |_| told.get().others.clone());
    view! {
        <header class="head">
            <div>
                <nav class="crumbs" aria-label=tr("crumbs")>{crumbs}</nav>
                <h1>{move || summary.with(words::session_finding)}</h1>
                <p class="facts">
                    <span>{from_to}</span>
                    <span>{move || stretch(length_s.get())}</span>
                    <span>{move || summary.with(|summary| summary.device_name.clone())}</span>
                    {move || {
                        let both = summary.with(|summary| matches!(crate::Change::of(summary), crate::Change::Both { .. }));
                        let of_colleague = summary.with(|summary| summary.rated_by_colleague);
                        let whose = if of_colleague { "rated-by-colleague" } else { "session-own-answers" };
                        (both || of_colleague).then(|| view! { <span>{tr(whose)}</span> })
                    }}
                    {move || summary.with(|summary| summary.way).map(|way| view! { <span>{text(&format!("way-{}", way.slug()))}</span> })}
                    {move || summary.with(|summary| summary.live).then(|| view! { <span class="live">{tr("today-live-now")}</span> })}
                </p>
            </div>
            {move || (!summary.with(|summary| summary.live)).then(|| view! { <ReportLink of=format!("/api/v1/sessions/{id}")/> })}
        </header>
        <Review summary/>
        <Timeline told cursor_s/>
        <SharedWords id subject=summary.with_untracked(|summary| summary.subject) cursor_s/>
        {of_client.then(|| view! { <Note id/> })}
        <div class="below-grid">
            <section aria-labelledby="happened" class="log-section">
                <h2 id="happened">{tr("session-happened")}</h2>
                <Log told cursor_s/>
            </section>
            {move || (others.with(Vec::len) > 1).then(|| view! {
                <section class="tension-section"><Tension sessions=others.get() current=id/></section>
            })}
        </div>
    }
}

/// What happened, in words; a click brings the timeline there.
#[component]
fn Log(told: Signal<Arc<Told>>, cursor_s: RwSignal<Option<f64>>) -> impl IntoView {
    let happenings = Memo::new(move |_| told.get().story.happenings.clone());
    let opened = Memo::new(move |_| told.get().detail.summary.opened);
    let item = move |(_, Happening { at_s, what }): (usize, Happening)| {
        let grave = matches!(what, Occurrence::Adverse(_));
        view! {
            <li>
                <button type="button" on:click=move |_| cursor_s.set(Some(at_s))>
                    <time>{move || screen::clock(opened.get() + (at_s * 1e6) as i64)}</time>
                    <span class:grave=grave>
                        {grave.then(|| view! { <Icon name="triangle-alert"/> })}
                        {move || super::parts::occurrence_word(&what)}
                    </span>
                </button>
            </li>
        }
    };
    view! {
        <ol class="log">
            // By place in the record: what happened is never changed, only added to.
            <For each=move || happenings.get().into_iter().enumerate() key=|(place, _)| *place children=item/>
        </ol>
        {move || happenings.with(Vec::is_empty).then(|| view! { <p class="soft">{tr("session-happened-nothing")}</p> })}
    }
}
