//! A recording from a file of another program: whose it is, the file, and at which line or byte it is wrong when it is.

use crate::route::Route;
use leptos::{html, prelude::*, task::spawn_local};
use link::api::ClientSummary;
use screen::{Failure, FailureMessage, Icon, moment, post_file, text, text_with, tr};
use serde::Deserialize;
use session::SessionId;

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Imported {
    session: SessionId,
    began_ms: i64,
    beats: u32,
}

#[component]
pub(super) fn AddFile(people: Memo<Vec<ClientSummary>>) -> impl IntoView {
    let file = NodeRef::<html::Input>::new();
    let whom = NodeRef::<html::Select>::new();
    let outcome = RwSignal::new(None::<Result<Imported, Failure>>);
    let nothing = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        outcome.set(None);
        let chosen = file.get_untracked().and_then(|input| input.files()).and_then(|files| files.get(0));
        nothing.set(chosen.is_none());
        let Some(chosen) = chosen else { return };
        let client = whom.get_untracked().map(|select| select.value()).unwrap_or_default();
        let mut address = "/api/v1/recordings/file".to_owned();
        if !client.is_empty() {
            address.push_str("?client=");
            address.push_str(&client);
        }
        busy.set(true);
        spawn_local(async move {
            let answer = post_file::<Imported>(&address, &chosen).await;
            let _ = busy.try_set(false);
            let _ = outcome.try_set(Some(answer));
        });
    };
    view! {
        <p class="soft t-s">{tr("sensor-file-kinds")}</p>
        <form class="sensor-form" on:submit=send>
            <div class="field">
                <label for="file-whom">{tr("sensor-whom")}</label>
                <select class="input" id="file-whom" node_ref=whom>
                    <option value="">{tr("sensor-nobody")}</option>
                    {move || people.get().into_iter().map(|person| view! {
                        <option value=person.id.to_string()>{person.alias}</option>
                    }).collect_view()}
                </select>
            </div>
            <div class="field">
                <label for="file-chosen">{tr("sensor-file-choose")}</label>
                <input class="input" id="file-chosen" type="file" node_ref=file accept=".txt,.csv,.hrm,.fit,.edf,.json"/>
            </div>
            <button class="btn" type="submit" aria-busy=move || busy.get().to_string()><Icon name="plus"/>{tr("sensor-file-add")}</button>
        </form>
        <div role="status">
            {move || nothing.get().then(|| view! { <p class="soft">{tr("sensor-file-none")}</p> })}
            {move || outcome.get().map(|outcome| match outcome {
                Ok(imported) => view! {
                    <p class="mark good">
                        <Icon name="check"/>
                        <span>{text_with("sensor-file-added", &[
                            ("n", f64::from(imported.beats).into()),
                            ("moment", moment(imported.began_ms.saturating_mul(1_000)).into()),
                        ])}" "<a href=Route::Session(imported.session).path()>{text("sensor-timeline")}</a></span>
                    </p>
                }.into_any(),
                Err(failure) => view! { <FailureMessage failure/> }.into_any(),
            })}
        </div>
    }
}
