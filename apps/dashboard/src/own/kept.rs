//! What is kept of me, part by part: how much, what is in the file that I take along, and what stays when I am erased.

use leptos::prelude::*;
use link::privacy::Kept;
use screen::{Bones, FailureMessage, Icon, Remote, get, load, text, tr};

/// Folded, for who wants to see it: below the switches and the log it is the third question, not the first.
#[component]
pub(super) fn KeptData() -> impl IntoView {
    let again = RwSignal::new(0u32);
    let found = load(move || {
        again.track();
        async move { get::<Vec<Kept>>("/api/v1/me/kept").await }
    });
    view! {
        <details class="panel">
            <summary>{tr("own-stored")}</summary>
            {move || match found.get() {
                Remote::Coming => view! { <Bones lines=4/> }.into_any(),
                Remote::Failed(failure) => view! {
                    <FailureMessage failure retry=Callback::new(move |()| again.update(|n| *n += 1))/>
                }.into_any(),
                Remote::Here(kept) => view! { <List kept/> }.into_any(),
            }}
        </details>
    }
}

#[component]
fn List(kept: Vec<Kept>) -> impl IntoView {
    let row = |kept: Kept| {
        let word = kept.part.word();
        let remark = match (kept.goes_along, kept.outlives_erasing) {
            (_, true) => Some("own-stored-outlives"),
            (false, _) => Some("own-stored-stays"),
            (true, false) => None,
        };
        view! {
            <li>
                <p><b>{text(&format!("own-stored-{word}"))}</b>" "<span class="num soft">{kept.entries}</span></p>
                {remark.map(|remark| view! { <p class="soft t-s"><Icon name="info"/>" "{text(&format!("{remark}-{word}"))}</p> })}
            </li>
        }
    };
    let (some, none): (Vec<Kept>, Vec<Kept>) = kept.into_iter().partition(|kept| kept.entries > 0);
    let empty: Vec<String> =
        none.iter().map(|kept| text(&format!("own-stored-{}", kept.part.word())).to_lowercase()).collect();
    view! {
        <p class="soft">{tr("own-stored-more")}</p>
        <ul class="stack">{some.into_iter().map(row).collect_view()}</ul>
        {(!empty.is_empty()).then(|| view! { <p class="soft t-s">{tr("own-stored-none")}" "{empty.join(", ")}"."</p> })}
    }
}
