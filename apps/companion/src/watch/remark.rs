//! What a colleague notes while watching along: it comes into the session's note, and an adverse event waits for a review.

use super::Watching;
use leptos::{prelude::*, task::spawn_local};
use link::api::NewRemark;
use screen::{Dialog, Failure, FailureMessage, Icon, post_nothing, tr};

/// The longest remark, in characters; the server holds to it.
const REMARK_MAX_CHARS: usize = 4_000;

/// The dialog in which something is noted.
#[component]
pub(crate) fn RemarkDialog(open: RwSignal<bool>) -> impl IntoView {
    let Watching { session, .. } = expect_context();
    let (typed, adverse) = (RwSignal::new(String::new()), RwSignal::new(false));
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = typed.get_untracked().trim().to_owned();
        if text.is_empty() || busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        let remark = NewRemark { adverse: adverse.get_untracked(), text };
        spawn_local(async move {
            let sent = post_nothing(&format!("/api/v1/sessions/{session}/remarks"), &remark).await;
            let _ = busy.try_set(false);
            match sent {
                Ok(()) => {
                    let _ = typed.try_set(String::new());
                    let _ = adverse.try_set(false);
                    let _ = open.try_set(false);
                }
                Err(reason) => drop(failure.try_set(Some(reason))),
            }
        });
    };
    view! {
        <Dialog open title_id="companion-remark-title">
            <form class="form" on:submit=send>
                <div class="field">
                    <label for="remark-words">{tr("companion-remark-words")}</label>
                    <textarea class="input" id="remark-words" rows="3" maxlength=REMARK_MAX_CHARS prop:value=typed
                        on:input:target=move |event| typed.set(event.target().value())></textarea>
                </div>
                <label class="way"><input type="checkbox" prop:checked=adverse on:change:target=move |event| adverse.set(event.target().checked())/>
                    <span>{tr("companion-remark-adverse")}</span></label>
                <p class="hint">{tr("companion-remark-adverse-more")}</p>
                <div role="alert">{move || failure.get().map(|failure| view! { <FailureMessage failure/> })}</div>
                <div class="ends">
                    <button class="btn" type="button" on:click=move |_| open.set(false)>{tr("cancel")}</button>
                    <button class="btn primary" type="submit" aria-busy=move || busy.get().to_string()
                        disabled=move || typed.with(|typed| typed.trim().is_empty())><Icon name="check"/>{tr("companion-remark-send")}</button>
                </div>
            </form>
        </Dialog>
    }
}
