//! How much each team uses headsets: counts in which nobody can be recognised.

use crate::shell;
use leptos::prelude::*;
use link::people::{TeamUse, WayUse};
use screen::{Bones, FailureMessage, Remote, get, load, text, tr};

#[component]
pub(crate) fn Page() -> impl IntoView {
    let again = RwSignal::new(0u32);
    let found = load(move || {
        again.track();
        async move {
            let teams: Vec<TeamUse> = get("/api/v1/use").await?;
            let ways: Vec<WayUse> = get("/api/v1/use/ways").await?;
            Ok((teams, ways))
        }
    });
    Effect::new(move |_| screen::set_title(&shell::title(&text("use-title"))));
    let count = |count: Option<u32>| count.map_or_else(|| text("use-few"), |count| count.to_string());
    view! {
        <header class="head">
            <div><h1>{tr("use-title")}</h1><p class="facts"><span>{tr("use-more")}</span></p></div>
        </header>
        {move || match found.get() {
            Remote::Coming => view! { <div class="panel"><Bones lines=4/></div> }.into_any(),
            Remote::Failed(failure) => view! {
                <FailureMessage failure retry=Callback::new(move |()| again.update(|n| *n += 1))/>
            }.into_any(),
            Remote::Here((teams, ways)) if teams.is_empty() => view! { <p class="soft">{tr("use-none")}</p><Ways ways/> }.into_any(),
            Remote::Here((teams, ways)) => view! {
                <div class="panel flat"><table class="list still">
                    <caption class="sr">{tr("use-title")}</caption>
                    <thead><tr>
                        <th scope="col">{tr("team-name")}</th>
                        <th scope="col">{tr("team-site")}</th>
                        <th scope="col">{tr("use-colleagues")}</th>
                        <th scope="col">{tr("use-clients")}</th>
                        <th scope="col">{tr("use-sessions")}</th>
                    </tr></thead>
                    <tbody>{teams.into_iter().map(|team| view! {
                        <tr>
                            <th scope="row">{team.team}</th>
                            <td class="soft">{team.site}</td>
                            <td class="num"><span class="narrow">{tr("use-colleagues")}": "</span>{team.colleagues}</td>
                            <td class="num"><span class="narrow">{tr("use-clients")}": "</span>{count(team.clients)}</td>
                            <td class="num"><span class="narrow">{tr("use-sessions")}": "</span>{count(team.sessions)}</td>
                        </tr>
                    }).collect_view()}</tbody>
                </table></div>
                <Ways ways/>
                <p class="soft t-s below">{tr("use-hidden")}</p>
            }.into_any(),
        }}
    }
}

/// How often each way of use was used, and the minutes that practitioners had for other work.
#[component]
fn Ways(ways: Vec<WayUse>) -> impl IntoView {
    let count = |count: Option<u32>| count.map_or_else(|| text("use-few"), |count| count.to_string());
    if ways.is_empty() {
        return ().into_any();
    }
    let rows = ways.into_iter().map(|used| {
        let counts = used.way.path().saves_time;
        let minutes = if counts { count(used.minutes_freed) } else { "–".to_owned() };
        let clients = if used.way.is_for_clients() { count(used.clients) } else { "–".to_owned() };
        view! {
            <tr>
                <th scope="row">{text(&format!("way-{}", used.way.slug()))}</th>
                <td class="num"><span class="narrow">{tr("use-clients")}": "</span>{clients}</td>
                <td class="num"><span class="narrow">{tr("use-sessions")}": "</span>{count(used.sessions)}</td>
                <td class="num"><span class="narrow">{tr("use-minutes")}": "</span>{minutes}</td>
            </tr>
        }
    });
    view! {
        <h2 class="section">{tr("use-ways")}</h2>
        <div class="panel flat"><table class="list still">
            <caption class="sr">{tr("use-ways")}</caption>
            <thead><tr>
                <th scope="col">{tr("use-way")}</th>
                <th scope="col">{tr("use-clients")}</th>
                <th scope="col">{tr("use-sessions")}</th>
                <th scope="col">{tr("use-minutes")}</th>
            </tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table></div>
        <p class="soft t-s">{tr("use-minutes-more")}</p>
    }
    .into_any()
}
