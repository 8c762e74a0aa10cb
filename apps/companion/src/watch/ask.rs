//! Putting a question: one that is prepared, or a few own words with yes and no or a scale.

use super::{Watching, sets::SetPicker};
use leptos::prelude::*;
use screen::{Dialog, Icon, prompt_word, text_with, tr};
use session::{Act, AnswerKind, OWN_QUESTION_MAX_CHARS, Prepared, Prompt};

/// The dialog in which a question is chosen or typed.
#[component]
pub(crate) fn AskDialog(open: RwSignal<bool>) -> impl IntoView {
    let watching = expect_context::<Watching>();
    let words = RwSignal::new(String::new());
    let kind = RwSignal::new(AnswerKind::YesNo);
    let put = move |prompt: Prompt| {
        if watching.act(Act::Ask(prompt)) {
            words.set(String::new());
            open.set(false);
        }
    };
    let left = move || OWN_QUESTION_MAX_CHARS.saturating_sub(words.with(|words| words.chars().count()));
    let own = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = words.get_untracked().trim().to_owned();
        if !text.is_empty() {
            put(Prompt::Own { text, answers: kind.get_untracked() });
        }
    };
    let option = move |value: AnswerKind, id: &'static str| {
        view! {
            <label>
                <input type="radio" name="answers" prop:checked=move || kind.get() == value on:change=move |_| kind.set(value)/>
                {tr(id)}
            </label>
        }
    };
    view! {
        <Dialog open title_id="companion-ask-title">
            <div class="ask-prepared">
                {Prepared::ASKABLE.map(|prepared| {
                    let prompt = Prompt::Prepared(prepared);
                    let asked = prompt.clone();
                    let scale = prepared.answers() == AnswerKind::Scale;
                    view! {
                        <button class="btn wide" type="button" on:click=move |_| put(asked.clone())>
                            <span>{move || prompt_word(&prompt)}</span>
                            <span class="soft t-s">{tr(if scale { "companion-answers-scale" } else { "companion-answers-yes-no" })}</span>
                        </button>
                    }
                })}
            </div>
            <form class="form ask-own" on:submit=own>
                <div class="field">
                    <label for="own-words">{tr("companion-ask-own")}</label>
                    <input class="input" id="own-words" autocomplete="off" maxlength=OWN_QUESTION_MAX_CHARS
                        prop:value=words on:input:target=move |event| words.set(event.target().value())
                        aria-describedby="own-left"/>
                    <p class="hint" id="own-left">{move || text_with("companion-ask-left", &[("n", left().into())])}</p>
                </div>
                <div class="row">
                    <fieldset class="choice">
                        <legend class="sr">{tr("companion-answers")}</legend>
                        {option(AnswerKind::YesNo, "companion-answers-yes-no")}
                        {option(AnswerKind::Scale, "companion-answers-scale")}
                    </fieldset>
                    <button class="btn primary" type="submit" disabled=move || words.with(|words| words.trim().is_empty())>
                        <Icon name="message-circle-question-mark"/>{tr("companion-ask")}
                    </button>
                </div>
            </form>
            <SetPicker open put=Callback::new(put)/>
        </Dialog>
    }
}
