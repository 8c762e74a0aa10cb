//! How much each team uses headsets: counts in which nobody can be recognised.

use crate::shell;
use leptos::prelude::*;
use link::people::TeamUse;
use screen::{Bones, FailureMessage, Remote, get, load, text, tr};

#[component]
pub(crate) fn Page() -> impl IntoView {
    let again = RwSignal::new(0u32);
    let found = load(move || {
        again.track();
        get::<Vec<TeamUse>>("/api/v1/use")
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
            Remote::Here(teams) if teams.is_empty() => view! { <p class="soft">{tr("use-none")}</p> }.into_any(),
            Remote::Here(teams) => view! {
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
                <p class="soft t-s below">{tr("use-hidden")}</p>
            }.into_any(),
        }}
    }
}
