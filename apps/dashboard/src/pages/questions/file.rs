//! Reading a set from a file, with everything that is wrong named by its line and item.

use care::questions::{QuestionSet, ReadFile};
use leptos::{html, prelude::*, task::spawn_local};
use screen::{Failure, FailureMessage, Icon, post_file, text, text_with, tr};

#[component]
pub(super) fn FromFile(take: Callback<QuestionSet>) -> impl IntoView {
    let file = NodeRef::<html::Input>::new();
    let outcome = RwSignal::new(None::<Result<ReadFile, Failure>>);
    let read = move |_| {
        let chosen = file.get_untracked().and_then(|input| input.files()).and_then(|files| files.get(0));
        let Some(chosen) = chosen else { return };
        outcome.set(None);
        spawn_local(async move {
            match post_file::<ReadFile>("/api/v1/question-files", &chosen).await {
                Ok(ReadFile { set: Some(set), .. }) => take.run(set),
                told => drop(outcome.try_set(Some(told))),
            }
        });
    };
    view! {
        <div class="field">
            <label for="set-file">{tr("set-file")}</label>
            <input class="input" id="set-file" type="file" accept=".json,application/json" node_ref=file on:change=read aria-describedby="set-file-hint"/>
            <p class="hint" id="set-file-hint">{tr("set-file-hint")}</p>
        </div>
        <div role="status">{move || outcome.get().map(|outcome| match outcome {
            Err(failure) => view! { <FailureMessage failure/> }.into_any(),
            Ok(told) => view! {
                <div class="message above"><Icon name="triangle-alert"/><div>
                    <p class="firm">{text_with("set-file-wrong", &[("n", told.wrong.len().into())])}</p>
                    <ul class="because">{told.wrong.into_iter().map(|wrong| {
                        let place = match &wrong.item {
                            Some(item) => text_with("set-file-item", &[("line", wrong.line.into()), ("item", item.as_str().into())]),
                            None if wrong.line == 0 => text("set-file-whole"),
                            None => text_with("set-file-line", &[("line", wrong.line.into())]),
                        };
                        let what = text(&format!("set-fault-{}", wrong.what));
                        let detail = (!wrong.detail.is_empty()).then(|| format!(" ({})", wrong.detail));
                        view! { <li><span class="firm">{place}</span>": "{what}{detail}</li> }
                    }).collect_view()}</ul>
                </div></div>
            }.into_any(),
        })}</div>
    }
}
