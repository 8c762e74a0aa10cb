//! What a session was like, in one's own words: for oneself, or for who treats one to read.

use super::parts::Speaks;
use crate::pages::asking::{Asking, Ends};
use leptos::{html, prelude::*};
use link::own::{Reflection, WORDS_MAX_CHARS};
use screen::{put, tr};
use session::SessionId;

#[component]
pub(super) fn Reflect(id: SessionId, known: Option<Reflection>, again: RwSignal<u32>) -> impl IntoView {
    let speaks = Speaks::here();
    let asking = Asking::new();
    let field = NodeRef::<html::Textarea>::new();
    let (words, was_shared) = known.map_or((String::new(), false), |known| (known.words, known.shared));
    let shared = RwSignal::new(was_shared);
    let thinking = RwSignal::new(false);
    let send = move || {
        let words = field.get_untracked().map(|field| field.value().trim().to_owned()).unwrap_or_default();
        let reflection = Reflection { words, shared: shared.get_untracked(), changed: 0 };
        thinking.set(false);
        asking.send(move || {
            Box::pin(async move {
                put(&format!("/api/v1/client/sessions/{id}/reflection"), &reflection).await?;
                again.update(|n| *n += 1);
                Ok(())
            })
        });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        // What was not shared before is shared after a second look only, where a client is given time.
        if speaks.takes_time() && shared.get_untracked() && !was_shared {
            thinking.set(true);
        } else {
            send();
        }
    };
    view! {
        <section>
            <h2>{tr("own-reflect")}</h2>
            <form class="panel form" on:submit=submit novalidate>
                <div class="field">
                    <label for="reflection">{speaks.tr("own-reflect-ask")}</label>
                    <textarea class="input" id="reflection" rows="4" node_ref=field maxlength=WORDS_MAX_CHARS.to_string() aria-describedby="reflection-hint">{words}</textarea>
                    <p class="hint" id="reflection-hint">{speaks.tr("own-reflect-hint")}</p>
                </div>
                <label class="check"><input type="checkbox" prop:checked=move || shared.get()
                    on:change:target=move |event| shared.set(event.target().checked())/><span>{tr("own-reflect-share")}</span></label>
                {move || thinking.get().then(|| view! {
                    <div class="message calm" role="status"><div></div><div>
                        <p><b>{tr("own-think")}</b></p><p>{speaks.tr("own-share-question")}</p>
                        <div class="row">
                            <button class="btn" type="button" on:click=move |_| { shared.set(false); send(); }>{tr("own-reflect-alone")}</button>
                            <button class="btn primary" type="button" on:click=move |_| send()>{tr("own-share")}</button>
                        </div>
                    </div></div>
                })}
                <Ends asking send="save" icon="check"/>
            </form>
        </section>
    }
}
