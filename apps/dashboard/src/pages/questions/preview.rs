//! A set as the headset shows it: one card a question, at most three choices in sight; what is asked on the tablet says so.

use care::questions::{Form, Item, QuestionSet, Rater};
use leptos::prelude::*;
use screen::{text, text_with, tr, words_here};

/// Choices that stand on a card of the headset; with more, two and the way to the others.
const CHOICES_A_CARD: usize = 3;
/// Steps that stand in one list.
const STEPS_A_LIST: usize = 5;

#[component]
pub(super) fn Preview(set: QuestionSet) -> impl IntoView {
    let (id, version, rater) = (set.id, set.version, set.rater);
    let cards = set.items.into_iter().map(move |item| {
        let in_headset = rater == Rater::Client && item.for_headset(&id, version).is_some();
        view! { <li><Card item in_headset/></li> }
    });
    view! {
        <div class="set-preview">
            <h3>{tr("set-preview")}</h3>
            <ol class="preview-cards">{cards.collect_view()}</ol>
        </div>
    }
}

#[component]
fn Card(item: Item, in_headset: bool) -> impl IntoView {
    let asked = words_here(&item.text);
    let mark = |words: String| view! { <span class="vr-choice">{words}</span> };
    let ends = |low: String, high: String| view! { <span class="preview-ends"><span>{low}</span><span>{high}</span></span> };
    let body = match &item.form {
        Form::Vas { low, high } => view! {
            <span class="preview-scale">{(0..=10).map(|_| view! { <i></i> }).collect_view()}</span>
            {ends(words_here(low), words_here(high))}
        }.into_any(),
        Form::Nrs { from, to, low, high } => view! {
            <span class="preview-scale">{(*from..=*to).take(21).map(|n| view! { <b>{n}</b> }).collect_view()}</span>
            {ends(words_here(low), words_here(high))}
        }.into_any(),
        Form::Likert { steps: all } | Form::Single { choices: all } => {
            let list = matches!(item.form, Form::Likert { .. }) && all.len() <= STEPS_A_LIST;
            let shown = if list || all.len() <= CHOICES_A_CARD { all.len() } else { CHOICES_A_CARD - 1 };
            let more = (shown < all.len()).then(|| mark(text("set-preview-more")));
            let choices = all.iter().take(shown).map(|words| mark(words_here(words))).collect_view();
            view! { <span class="preview-choices">{choices}{more}</span> }.into_any()
        }
        Form::Multiple { choices } => {
            let first = choices.first().map(words_here).unwrap_or_default();
            view! {
                <span class="firm">{first}</span>
                <span class="preview-choices">{mark(text("yes"))}{mark(text("no"))}</span>
                <span class="soft t-s">{text_with("set-preview-each", &[("n", choices.len().into())])}</span>
            }.into_any()
        }
        Form::Text { .. } => view! { <span class="preview-text"></span> }.into_any(),
        Form::Assignment { minutes } => view! {
            <span class="soft t-s">{text_with("answers-minutes", &[("minutes", (*minutes).into())])}</span>
            <span class="preview-choices">{mark(text("answer-done"))}</span>
        }.into_any(),
    };
    view! {
        <div class="preview-card" class:on-tablet=!in_headset>
            <p class="firm">{asked}</p>
            {body}
            <p class="soft t-s">{tr(if in_headset { "set-preview-headset" } else { "set-preview-tablet" })}</p>
        </div>
    }
}
