//! What a clinician says of an adverse event (rule 10): waiting, the form, and the review as it stands.

use super::words::waits_for_review;
use crate::shell::sees_clients;
use leptos::{html, prelude::*, task::spawn_local};
use link::api::{AdverseReview, NewReview, SessionSummary};
use screen::{Failure, FailureMessage, Icon, post, text_with, tr};

/// The longest note, in characters.
const NOTE_MAX_CHARS: usize = 1_000;

/// What was sent came after a colleague's: theirs stays, so this one is given back to be copied.
#[derive(Clone, PartialEq)]
struct TooLate(String);

/// Which of the three stands there; the words within it follow by themselves.
#[derive(Clone, PartialEq)]
enum State {
    Quiet,
    Waiting { live: bool },
    Reviewed(AdverseReview),
}

/// The adverse event of a session, from waiting for a review to the review. Nothing where nothing went wrong.
#[component]
pub(super) fn Review(summary: Memo<SessionSummary>) -> impl IntoView {
    // What was just written is here before the page is asked for again.
    let written = RwSignal::new(None::<AdverseReview>);
    let too_late = RwSignal::new(None::<TooLate>);
    let state = Memo::new(move |_| {
        summary.with(|summary| {
            if !summary.adverse_event {
                return State::Quiet;
            }
            match summary.review.clone().or_else(|| written.get()) {
                Some(review) => State::Reviewed(review),
                None => State::Waiting { live: summary.live && waits_for_review(summary) },
            }
        })
    });
    move || match state.get() {
        State::Quiet => ().into_any(),
        State::Waiting { live } => view! { <Waiting summary live written too_late/> }.into_any(),
        State::Reviewed(review) => {
            view! { <Reviewed review fresh=written.with_untracked(Option::is_some) too_late/> }.into_any()
        }
    }
}

#[component]
fn Waiting(
    summary: Memo<SessionSummary>,
    live: bool,
    written: RwSignal<Option<AdverseReview>>,
    too_late: RwSignal<Option<TooLate>>,
) -> impl IntoView {
    let writing = RwSignal::new(false);
    let may_write = move || sees_clients() && !live;
    view! {
        <section class="message above" class:danger=move || !writing.get() class:calm=writing aria-labelledby="adverse-title">
            <Icon name="triangle-alert"/>
            <div>
                <h2 id="adverse-title">{tr("session-adverse-title")}</h2>
                <p>{tr(if live { "session-adverse-live" } else { "session-adverse-do" })}</p>
                {move || may_write().then(|| if writing.get() {
                    view! { <Form summary writing written too_late/> }.into_any()
                } else {
                    view! {
                        <div class="row">
                            <button class="btn" type="button" on:click=move |_| writing.set(true)><Icon name="pen-line"/>{tr("review-begin")}</button>
                        </div>
                    }.into_any()
                })}
            </div>
        </section>
    }
}

#[component]
fn Form(
    summary: Memo<SessionSummary>,
    writing: RwSignal<bool>,
    written: RwSignal<Option<AdverseReview>>,
    too_late: RwSignal<Option<TooLate>>,
) -> impl IntoView {
    let field = NodeRef::<html::Textarea>::new();
    let wrong = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(area) = field.get_untracked() else { return };
        let note = area.value().trim().to_owned();
        let fits = !note.is_empty() && note.chars().count() <= NOTE_MAX_CHARS;
        wrong.set(!fits);
        if !fits {
            let _ = area.focus();
            return;
        }
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        let address = format!("/api/v1/sessions/{}/review", summary.with_untracked(|summary| summary.id));
        spawn_local(async move {
            let result = post::<AdverseReview>(&address, &NewReview { note: note.clone() }).await;
            // The page may be gone meanwhile; what was sent is safe on the server.
            let _ = busy.try_set(false);
            match result {
                Ok(review) => {
                    let _ = too_late.try_set((review.note != note).then_some(TooLate(note)));
                    let _ = written.try_set(Some(review));
                }
                Err(reason) => drop(failure.try_set(Some(reason))),
            }
        });
    };
    view! {
        <form class="form review" on:submit=submit novalidate>
            <div class="field">
                <label for="review-note">{tr("review-note")}</label>
                <textarea class="input" id="review-note" rows="4" node_ref=field maxlength=NOTE_MAX_CHARS.to_string() required
                    aria-invalid=move || wrong.get().then_some("true") aria-describedby="review-hint review-wrong"></textarea>
                <p class="hint" id="review-hint">{tr("review-hint")}</p>
                <p class="wrong" id="review-wrong">{move || wrong.get().then(|| view! { <Icon name="info"/><span>{tr("review-wrong")}</span> })}</p>
            </div>
            {move || failure.get().map(|failure| view! {
                <FailureMessage failure/>
                <p class="t-s">{tr("review-not-kept")}</p>
            })}
            <div class="row">
                <button class="btn primary" type="submit" aria-busy=move || busy.get().to_string()><Icon name="check"/>{tr("review-send")}</button>
                <button class="btn" type="button" on:click=move |_| writing.set(false)>{tr("cancel")}</button>
            </div>
        </form>
    }
}

#[component]
fn Reviewed(
    review: AdverseReview,
    /// Whether it was written just now, here: then the focus comes along from the form.
    fresh: bool,
    too_late: RwSignal<Option<TooLate>>,
) -> impl IntoView {
    let heading = NodeRef::<html::H2>::new();
    Effect::new(move |_| {
        if let (true, Some(heading)) = (fresh, heading.get()) {
            let _ = heading.focus();
        }
    });
    let AdverseReview { by_name, at, note, .. } = review;
    let who = move || {
        text_with("review-by", &[("name", by_name.clone().into()), ("when", screen::moment(at).into())])
    };
    view! {
        <section class="message calm above" aria-labelledby="review-title">
            <Icon name="shield-check"/>
            <div>
                <h2 id="review-title" tabindex="-1" node_ref=heading>{tr("review-title")}</h2>
                <p class="note">{note}</p>
                <p class="t-s soft">{who}</p>
                {move || too_late.get().map(|TooLate(mine)| view! {
                    <p class="t-s"><b>{tr("review-too-late")}</b></p>
                    <p class="note t-s">{mine}</p>
                })}
            </div>
        </section>
    }
}
