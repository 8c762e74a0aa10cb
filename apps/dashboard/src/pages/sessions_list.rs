//! Sessions as a table on a desk and as a list of cards on a phone; each row opens its timeline.

use super::words;
use crate::route::Route;
use leptos::prelude::*;
use link::api::SessionSummary;
use screen::{Icon, go, span_clock, tr};

/// Sessions, newest first. `who` has a name for each when the list is of more than one client.
#[component]
pub(crate) fn SessionsTable(
    sessions: Vec<SessionSummary>,
    #[prop(optional)] who: Vec<String>,
) -> impl IntoView {
    let named = !who.is_empty();
    let rows = sessions
        .into_iter()
        .enumerate()
        .map(|(index, session)| {
            let address = Route::Session(session.id).path();
            let to = address.clone();
            let worlds =
                session.worlds.iter().map(|world| screen::world_word(world)).collect::<Vec<_>>().join(", ");
            view! {
                // The link is the way in for keyboard and screen reader; the row only gives a finger more room.
                <tr on:click=move |event| if !event.default_prevented() { go(&to) }>
                    <th scope="row"><a href=address>{screen::moment(session.opened)}</a></th>
                    {named.then(|| view! { <td>{who.get(index).cloned()}</td> })}
                    <td>{words::tension_short(&session)}
                        {session.rated_by_colleague.then(|| view! { <span class="t-s soft">" "{tr("rated-by-colleague")}</span> })}</td>
                    <td class="num">{span_clock(session.length)}</td>
                    <td class="wide-only">{worlds}</td>
                    <td class="wide-only">{session.device_name.clone()}</td>
                    <td class="state">{if session.adverse_event {
                        let (kind, icon, word) = if words::waits_for_review(&session) {
                            ("mark danger", "triangle-alert", "session-waits")
                        } else {
                            ("mark", "check", "session-reviewed")
                        };
                        view! { <span class=kind><Icon name=icon/>{tr(word)}</span> }.into_any()
                    } else if session.live {
                        view! { <span class="live">{tr("today-live-now")}</span> }.into_any()
                    } else {
                        ().into_any()
                    }}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="list">
            <thead><tr>
                <th scope="col">{tr("session-when")}</th>
                {named.then(|| view! { <th scope="col">{tr("session-who")}</th> })}
                <th scope="col">{tr("session-tension")}</th>
                <th scope="col">{tr("session-length")}</th>
                <th scope="col" class="wide-only">{tr("session-world")}</th>
                <th scope="col" class="wide-only">{tr("session-headset")}</th>
                <th scope="col"><span class="sr">{tr("session-state")}</span></th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
