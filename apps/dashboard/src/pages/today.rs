//! Today: what goes on now, what a clinician must look at, and the newest sessions.

use super::{sessions_list::SessionsTable, words};
use crate::{
    later::{Later, LaterPage},
    route::Route,
    shell,
};
use leptos::prelude::*;
use link::api::{ClientSummary, SessionSummary, WallMicros};
use screen::{
    Bones, FailureMessage, Icon, LiveBadge, Remote, get, load, reload_every, signed_in, span_clock, text,
    text_with, tr, wall_now,
};
use std::time::Duration;

/// How often the page looks again.
const LOOK_AGAIN: Duration = Duration::from_secs(5);
/// How many finished sessions are listed.
const NEWEST: usize = 8;

/// How many things need me: sessions that go on, and events to look at.
pub(crate) fn attention() -> Signal<usize> {
    let turn = reload_every(Duration::from_secs(20));
    let sessions = load(move || {
        turn.track();
        let may_ask = signed_in() && shell::sees_clients();
        async move { if may_ask { get::<Vec<SessionSummary>>("/api/v1/sessions").await } else { Ok(Vec::new()) } }
    });
    Signal::derive(move || {
        sessions.with(|sessions| {
            sessions
                .here()
                .map_or(0, |all| all.iter().filter(|it| it.live || words::waits_for_review(it)).count())
        })
    })
}

/// What the page shows.
#[derive(Clone, PartialEq)]
struct Today {
    sessions: Vec<SessionSummary>,
    clients: Vec<ClientSummary>,
    asked: WallMicros,
}

#[component]
pub(crate) fn Page() -> impl IntoView {
    let turn = reload_every(LOOK_AGAIN);
    let again = RwSignal::new(0u32);
    let today = load(move || {
        turn.track();
        again.track();
        async {
            let clients: Vec<ClientSummary> = get("/api/v1/clients").await?;
            let sessions = get("/api/v1/sessions").await?;
            Ok(Today { sessions, clients, asked: wall_now() })
        }
    });
    let tick = reload_every(Duration::from_secs(1));
    let seen = today.clone();
    let age_s = Signal::derive(move || {
        tick.track();
        seen.with(|today| today.here().map(|today| (wall_now() - today.asked) as f64 / 1e6))
    });
    Effect::new(move |_| screen::set_title(&shell::title(&text("place-today"))));
    view! {
        <header class="head">
            <div>
                <h1>{tr("place-today")}</h1>
                <p class="facts"><span>{move || { tick.track(); words::long_day(wall_now()) }}</span></p>
            </div>
            <LiveBadge age_s late_s=12.0/>
        </header>
        {move || match today.get() {
            Remote::Coming => view! { <div class="panel"><Bones lines=4/></div> }.into_any(),
            Remote::Failed(failure) => view! {
                <FailureMessage failure retry=Callback::new(move |()| again.update(|n| *n += 1))/>
            }.into_any(),
            Remote::Here(today) => view! { <Lists today/> }.into_any(),
        }}
        <LaterPage page=Later::Reminders/>
        <LaterPage page=Later::Notes/>
        <LaterPage page=Later::Letters/>
    }
}

#[component]
fn Lists(today: Today) -> impl IntoView {
    let (live, over): (Vec<_>, Vec<_>) = today.sessions.iter().cloned().partition(|session| session.live);
    let review: Vec<_> = over.iter().filter(|session| words::waits_for_review(session)).cloned().collect();
    let newest: Vec<_> = over.into_iter().take(NEWEST).collect();
    let clients = today.clients;
    let name = move |session: &SessionSummary| {
        let alias = |id| clients.iter().find(|client| client.id == id).map(|client| client.alias.clone());
        words::subject(session.subject, alias)
    };
    view! {
        {(!review.is_empty()).then(|| view! {
            <section aria-labelledby="review">
                <h2 class="section" id="review">{text_with("today-review", &[("n", review.len().into())])}</h2>
                <ul class="stack">{review.iter().map(|session| view! {
                    <li class="message danger">
                        <Icon name="triangle-alert"/>
                        <div>
                            <p><b>{text_with("today-review-who", &[("name", name(session).into()), ("when", screen::moment(session.opened).into())])}</b></p>
                            <p>{tr("today-review-do")}</p>
                            <div class="row"><a class="btn" href=Route::Session(session.id).path()>{tr("today-review-open")}</a></div>
                        </div>
                    </li>
                }).collect_view()}</ul>
            </section>
        })}
        <section aria-labelledby="live">
            <h2 class="section" id="live">{tr("today-live")}</h2>
            {if live.is_empty() {
                view! {
                    <div class="empty">
                        <Icon name="rectangle-goggles"/>
                        <p class="firm">{tr("today-live-none")}</p>
                        <p class="soft">{tr("today-live-none-do")}</p>
                        <a class="btn primary" href="/companion"><Icon name="eye"/>{tr("today-open-companion")}</a>
                    </div>
                }.into_any()
            } else {
                view! {
                    <ul class="cards">{live.iter().map(|session| view! {
                        <li class="panel live-card">
                            <p class="live">{tr("today-live-now")}</p>
                            <h3>{name(session)}</h3>
                            <p class="facts">
                                <span><Icon name="rectangle-goggles"/>{session.device_name.clone()}</span>
                                <span><Icon name="clock"/>{span_clock(session.length)}</span>
                                {session.worlds.last().map(|world| view! { <span><Icon name="waves"/>{screen::world_word(world)}</span> })}
                            </p>
                            <p class="soft t-s">{format!("{}: {}", text("session-tension"), words::tension_short(session))}</p>
                            <div class="row">
                                <a class="btn" href=Route::Session(session.id).path()>{tr("today-live-timeline")}</a>
                                <a class="btn primary" href=Route::watch(session.id)><Icon name="eye"/>{tr("today-live-watch")}</a>
                            </div>
                        </li>
                    }).collect_view()}</ul>
                }.into_any()
            }}
        </section>
        <section aria-labelledby="newest">
            <h2 class="section" id="newest">{tr("today-newest")}</h2>
            {if newest.is_empty() {
                view! { <p class="soft">{tr("today-newest-none")}</p> }.into_any()
            } else {
                let who = newest.iter().map(&name).collect();
                view! { <div class="panel flat"><SessionsTable sessions=newest who/></div> }.into_any()
            }}
        </section>
    }
}
