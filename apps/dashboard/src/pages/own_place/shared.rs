//! What a client shares of a session, beside its timeline; and the code with which a visitor makes an anonymous session theirs.

use leptos::{prelude::*, task::spawn_local};
use link::own::{self, ClaimCode};
use screen::{Failure, FailureMessage, Icon, get, load, post, text_with, tr};
use session::{SessionId, Subject};

/// Moments lead the timeline's cursor there; nothing stands here where nothing is shared.
#[component]
pub(in crate::pages) fn SharedWords(
    id: SessionId,
    subject: Subject,
    cursor_s: RwSignal<Option<f64>>,
) -> impl IntoView {
    if subject == Subject::Anonymous {
        return view! { <Offer id/> }.into_any();
    }
    let found =
        load(move || async move { get::<own::SharedWords>(&format!("/api/v1/sessions/{id}/shared")).await });
    let row = move |moment: own::OwnMoment| {
        let at_s = moment.at.as_secs_f64();
        view! {
            <li><button type="button" on:click=move |_| cursor_s.set(Some(at_s))>
                <time>{screen::span_clock(moment.at)}</time><span class="note">{moment.note}</span>
            </button></li>
        }
    };
    (move || {
        found.with(|found| found.here().cloned()).filter(|it| *it != own::SharedWords::default()).map(
            |shared| {
                view! {
                    <section class="panel stack below" aria-labelledby="shared-words">
                        <h2 id="shared-words"><Icon name="users"/>" "{tr("shared-words")}</h2>
                        {shared.reflection.map(|reflection| view! {
                            <p class="note">{reflection.words}</p>
                            <p class="soft t-s">{screen::moment(reflection.changed)}</p>
                        })}
                        {(!shared.moments.is_empty()).then(|| view! {
                            <ol class="log">{shared.moments.into_iter().map(row).collect_view()}</ol>
                        })}
                    </section>
                }
            },
        )
    })
    .into_any()
}

#[component]
fn Offer(id: SessionId) -> impl IntoView {
    let code = RwSignal::new(None::<ClaimCode>);
    let failure = RwSignal::new(None::<Failure>);
    let make = move |_| {
        failure.set(None);
        spawn_local(async move {
            match post::<ClaimCode>(&format!("/api/v1/sessions/{id}/claim"), &()).await {
                Ok(made) => drop(code.try_set(Some(made))),
                Err(reason) => drop(failure.try_set(Some(reason))),
            }
        });
    };
    view! {
        <section class="panel stack below" aria-labelledby="claim">
            <h2 id="claim">{tr("claim")}</h2>
            <p class="soft t-s">{tr("claim-more")}</p>
            {move || match code.get() {
                Some(made) => view! {
                    <output class="address">{made.code}</output>
                    <p class="soft t-s">{text_with("claim-until", &[("when", screen::moment(made.expires).into())])}</p>
                }.into_any(),
                None => view! { <button class="btn" type="button" on:click=make><Icon name="key-round"/>{tr("claim-make")}</button> }.into_any(),
            }}
            <div role="alert">{move || failure.get().map(|failure| view! { <FailureMessage failure/> })}</div>
        </section>
    }
    .into_any()
}
