//! One client: what the sessions did to tension, and each session.

use super::{
    closing::{Close, Closed},
    plan::Glance,
    screening::Standing,
};
use super::{sessions_list::SessionsTable, words};
use crate::{route::Route, shell};
use care::{plan::ClientPlan, screening::ClientScreening};
use charts::{BeforeAfter, Pair, Scene};
use leptos::prelude::*;
use link::api::{ClientSummary, SessionSummary};
use screen::{Bones, ChartTable, ChartView, FailureMessage, Icon, Remote, get, load, text, text_with, tr};
use session::{ClientId, SessionId};

#[component]
pub(crate) fn Page(id: ClientId) -> impl IntoView {
    let again = RwSignal::new(0u32);
    let found = load(move || {
        again.track();
        async move {
            let client: ClientSummary = get(&format!("/api/v1/clients/{id}")).await?;
            let sessions: Vec<SessionSummary> = get(&format!("/api/v1/clients/{id}/sessions")).await?;
            let screening: ClientScreening = get(&format!("/api/v1/clients/{id}/screenings")).await?;
            let plan: ClientPlan = get(&format!("/api/v1/clients/{id}/plan")).await?;
            Ok((client, sessions, screening, plan))
        }
    });
    let named = found.clone();
    Effect::new(move |_| {
        let alias = named.with(|found| found.here().map(|(client, ..)| client.alias.clone()));
        screen::set_title(&shell::title(&alias.unwrap_or_else(|| text("place-clients"))));
    });
    move || {
        match found.get() {
        Remote::Coming => view! { <div class="panel"><Bones lines=6/></div> }.into_any(),
        Remote::Failed(failure) => view! {
            <header class="head"><div>
                <nav class="crumbs" aria-label=tr("crumbs")><a href=Route::Clients.path()>{tr("place-clients")}</a></nav>
                <h1>{tr("problem-title")}</h1>
            </div></header>
            <FailureMessage failure retry=Callback::new(move |()| again.update(|n| *n += 1))/>
        }
        .into_any(),
        Remote::Here((client, sessions, screening, plan)) => view! { <Client client sessions screening plan again/> }.into_any(),
    }
    }
}

#[component]
fn Client(
    client: ClientSummary,
    sessions: Vec<SessionSummary>,
    screening: ClientScreening,
    plan: ClientPlan,
    again: RwSignal<u32>,
) -> impl IntoView {
    let id = client.id;
    let may_begin = screening.supervised.is_none() && client.closed.is_none();
    let mut newest_first = sessions;
    newest_first.sort_by_key(|session| std::cmp::Reverse(session.opened));
    let empty = newest_first.is_empty();
    let (alias, alias_too) = (client.alias.clone(), client.alias.clone());
    view! {
        <header class="head">
            <div>
                <nav class="crumbs" aria-label=tr("crumbs")><a href=Route::Clients.path()>{tr("place-clients")}</a></nav>
                <h1>{alias}</h1>
                <p class="facts">
                    <span>{text_with("count-sessions", &[("n", newest_first.len().into())])}</span>
                    {(client.to_review > 0).then(|| view! {
                        <span class="mark danger"><Icon name="triangle-alert"/>{text_with("client-to-review", &[("n", client.to_review.into())])}</span>
                    })}
                </p>
            </div>
            {may_begin.then(|| view! {
                <a class="btn primary" href=format!("/companion?client={id}")><Icon name="eye"/>{tr("client-start")}</a>
            })}
        </header>
        {client.closed.map(|since| view! { <Closed since/> })}
        <Standing id screening/>
        <Glance id plan/>
        {if empty {
            view! {
                <div class="empty">
                    <Icon name="chart-line"/>
                    <p class="firm">{tr("client-empty")}</p>
                    <p class="soft">{tr("client-empty-do")}</p>
                </div>
            }.into_any()
        } else {
            view! {
                <section class="panel" aria-label=tr("session-tension")><Tension sessions=newest_first.clone()/></section>
                <p class="below">
                    <a class="btn" href=Route::Profile(id).path()><Icon name="chart-line"/>{tr("profile-open")}</a>" "
                    <super::report_link::ReportLink of=format!("/api/v1/clients/{id}")/>
                </p>
                <h2 class="section">{tr("client-sessions")}</h2>
                <div class="panel flat"><SessionsTable sessions=newest_first/></div>
            }.into_any()
        }}
        <super::own_place::OwnPlace id alias=alias_too/>
        <p class="below"><a class="btn" href=Route::Answers(id).path()><Icon name="list"/>{tr("answers-open-page")}</a>" "
            <a class="btn" href=Route::ClientStudies(id).path()><Icon name="list"/>{tr("client-studies-open")}</a></p>
        <super::relations::Relations id/>
        <Close client again/>
    }
}

/// Tension before and after over a client's sessions, with the finding as its heading. `current` is marked.
#[component]
pub(crate) fn Tension(
    sessions: Vec<SessionSummary>,
    #[prop(optional)] current: Option<SessionId>,
) -> impl IntoView {
    let mut oldest_first = sessions;
    oldest_first.retain(|session| !session.live);
    oldest_first.sort_by_key(|session| session.opened);
    let finding = {
        let sessions = oldest_first.clone();
        Memo::new(move |_| words::summary_finding(&sessions))
    };
    let (element, size) = words::chart_box(640.0);
    let scene = Signal::derive(move || -> Scene {
        let (width_px, text_px) = size.get();
        let last = oldest_first.last().map(|session| session.id);
        BeforeAfter {
            title: finding.with(|(title, _)| title.clone()),
            pairs: oldest_first
                .iter()
                .map(|session| Pair {
                    label: screen::day(session.opened),
                    // What a colleague filled in stands in the list, with a mark.
                    before: session.tension_before.filter(|_| !session.rated_by_colleague),
                    after: session.tension_after.filter(|_| !session.rated_by_colleague),
                    current: Some(session.id) == current.or(last),
                })
                .collect(),
            scale_max: 10,
            before_word: text("tension-before-word"),
            after_word: text("tension-after-word"),
            same_word: text("tension-same-word"),
            missing_word: text("not-answered"),
            date_word: text("session-when"),
        }
        .scene(width_px, text_px)
    });
    let as_table = RwSignal::new(false);
    view! {
        <h2>{move || finding.with(|(title, _)| title.clone())}</h2>
        <p class="t-s soft">{move || finding.with(|(_, more)| more.clone())}</p>
        <div class="chart-room" node_ref=element>
            {move || if as_table.get() {
                view! { <ChartTable table=Signal::derive(move || scene.with(|scene| scene.table.clone()))/> }.into_any()
            } else {
                view! { <ChartView scene/> }.into_any()
            }}
        </div>
        <AsTable as_table/>
    }
}

/// Turns a chart into its table and back.
#[component]
pub(crate) fn AsTable(as_table: RwSignal<bool>) -> impl IntoView {
    view! {
        <button class="btn quiet t-s" type="button" aria-pressed=move || as_table.get().to_string()
            on:click=move |_| as_table.update(|on| *on = !*on)>
            <Icon name=Signal::derive(move || if as_table.get() { "chart-line" } else { "table-2" })/>
            {move || text(if as_table.get() { "chart-as-chart" } else { "chart-as-table" })}
        </button>
    }
}
