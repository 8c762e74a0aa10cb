//! What may be recorded of me, stream by stream, each with its own switch.

use super::parts::Speaks;
use leptos::{prelude::*, task::spawn_local};
use link::privacy::{Consents, DataStream, PrivacyInformation, SetConsent, StreamConsent};
use screen::{Bones, Failure, FailureMessage, Remote, get, load, put_for, text, text_with, tr};

#[component]
pub(super) fn Switches() -> impl IntoView {
    let again = RwSignal::new(0u32);
    let found = load(move || {
        again.track();
        async move { get::<Consents>("/api/v1/me/consents").await }
    });
    let retry = Callback::new(move |()| again.update(|n| *n += 1));
    move || match found.get() {
        Remote::Coming => view! { <Bones lines=6/> }.into_any(),
        Remote::Failed(failure) => view! { <FailureMessage failure retry/> }.into_any(),
        Remote::Here(consents) => view! { <List consents/> }.into_any(),
    }
}

#[component]
fn List(consents: Consents) -> impl IntoView {
    let speaks = Speaks::here();
    let failure = RwSignal::new(None::<Failure>);
    let information = consents.information;
    let streams = RwSignal::new(consents.streams);
    let busy = RwSignal::new(false);
    let set = move |stream: DataStream, given: bool| {
        if busy.get_untracked() {
            // One at a time: the switch goes back to what is known.
            streams.notify();
            return;
        }
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let path = format!("/api/v1/me/consents/{}", stream.word());
            match put_for::<Consents>(&path, &SetConsent { given, information }).await {
                Ok(now) => {
                    let _ = streams.try_set(now.streams);
                }
                Err(reason) => {
                    let _ = failure.try_set(Some(reason));
                    streams.notify();
                }
            }
            let _ = busy.try_set(false);
        });
    };
    let row = move |stream: DataStream| {
        let known = move || {
            streams.with(|all: &Vec<StreamConsent>| all.iter().find(|it| it.stream == stream).cloned())
        };
        let given = move || known().is_some_and(|it| it.given);
        let since = move || match known().and_then(|it| it.since) {
            Some(at) => {
                let id = if given() { "own-stream-on-since" } else { "own-stream-off-since" };
                text_with(id, &[("when", screen::day(at).into())])
            }
            None => String::new(),
        };
        let id = format!("stream-{}", stream.word());
        let (label_for, name) = (id.clone(), format!("own-stream-{}", stream.word()));
        let more = format!("{name}-more");
        view! {
            <li>
                <label for=label_for><b>{move || text(&name)}</b><span>{move || speaks.said(&more)}" "{since}</span></label>
                <span class="switch"><input type="checkbox" role="switch" id=id prop:checked=given
                    on:change:target=move |event| set(stream, event.target().checked())/><i></i></span>
            </li>
        }
    };
    view! {
        <ul class="mine-switches">{DataStream::ALL.iter().copied().map(row).collect_view()}</ul>
        <div role="alert">{move || failure.get().map(|failure| view! { <FailureMessage failure/> })}</div>
        <p class="soft t-s">{speaks.tr("own-streams-always")}</p>
    }
}

/// What is recorded, why and how long: the institution's privacy information, unfolded when it is wanted.
#[component]
pub(super) fn Information() -> impl IntoView {
    let opened = RwSignal::new(false);
    view! {
        <details class="mine-claim" on:toggle=move |_| opened.set(true)>
            <summary>{tr("own-information")}</summary>
            {move || opened.get().then(|| view! { <Told/> })}
        </details>
    }
}

#[component]
fn Told() -> impl IntoView {
    let found = load(|| get::<PrivacyInformation>("/api/v1/privacy-information"));
    let part = |part: &str| match part.strip_prefix("# ") {
        Some(heading) => view! { <h3>{heading.to_owned()}</h3> }.into_any(),
        None => view! { <p>{part.to_owned()}</p> }.into_any(),
    };
    move || match found.get() {
        Remote::Coming => view! { <Bones lines=6/> }.into_any(),
        Remote::Failed(failure) => view! { <FailureMessage failure/> }.into_any(),
        Remote::Here(information) => {
            let parts = information.text.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
            view! { <div class="stack">{parts.map(part).collect_view()}</div> }.into_any()
        }
    }
}
