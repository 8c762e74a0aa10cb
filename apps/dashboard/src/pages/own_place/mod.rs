//! A client's own place, as who treats them arranges it: the way in, how it speaks, and the client's questions.

mod card;
mod letters;
mod manner;
mod shared;

pub(crate) use letters::Waiting;
pub(super) use shared::SharedWords;

use card::WayIn;
use leptos::prelude::*;
use letters::Letters;
use manner::Speaking;
use screen::tr;
use session::ClientId;

#[component]
pub(super) fn OwnPlace(id: ClientId, #[prop(into)] alias: String) -> impl IntoView {
    view! {
        <section aria-labelledby="own-place">
            <h2 class="section" id="own-place">{tr("place-of-client")}</h2>
            <div class="panel settings">
                <section><WayIn id alias/></section>
                <section><Speaking id/></section>
            </div>
        </section>
        <section aria-labelledby="letters">
            <h2 class="section" id="letters">{tr("letters")}</h2>
            <Letters id/>
        </section>
    }
}
