//! Questions out of sets: asked in the headset one by one, answered for a client who cannot, and what a colleague saw.

use super::Watching;
use care::questions::{
    Answer, Asked, ClientAnswers, Item, NewAnswers, QuestionSet, Rater, SetDetail, SetShort,
};
use leptos::prelude::*;
use screen::{AnswerForm, Bones, FailureMessage, Icon, Remote, get, load, post, said, text, tr, words_here};
use session::{Act, ItemForm, Phase, Prompt, QuestionId, SetItem, Subject};
use std::collections::BTreeMap;

/// A choice of sets, and of the questions in one.
#[component]
pub(crate) fn SetPicker(open: RwSignal<bool>, put: Callback<Prompt>) -> impl IntoView {
    let chosen = RwSignal::new(String::new());
    // Nobody waits for a list that they do not open.
    let wanted = Memo::new(move |before: Option<&bool>| before.copied().unwrap_or(false) || open.get());
    view! {
        <Show when=move || wanted.get()>
            <section class="ask-sets" aria-labelledby="ask-sets">
                <h3 id="ask-sets">{tr("companion-set")}</h3>
                <Sets chosen/>
                {move || chosen.with(|id| (!id.is_empty()).then(|| id.clone())).map(|id| view! { <Chosen id put/> })}
            </section>
        </Show>
    }
}

#[component]
fn Sets(chosen: RwSignal<String>) -> impl IntoView {
    let again = RwSignal::new(0u32);
    let found = load(move || {
        again.track();
        get::<Vec<SetShort>>("/api/v1/question-sets")
    });
    move || {
        match found.get() {
        Remote::Coming => view! { <Bones lines=1/> }.into_any(),
        Remote::Failed(failure) => {
            view! { <FailureMessage failure retry=Callback::new(move |()| again.update(|n| *n += 1))/> }.into_any()
        }
        Remote::Here(sets) => view! {
            <select class="input" aria-labelledby="ask-sets" on:change:target=move |event| chosen.set(event.target().value())>
                <option value="">{tr("companion-set-none")}</option>
                {sets.into_iter().filter(|set| set.published.is_some() && set.rater != Rater::Colleague).map(|set| view! {
                    <option value=set.id>{move || words_here(&set.title)}</option>
                }).collect_view()}
            </select>
        }
        .into_any(),
    }
    }
}

#[component]
fn Chosen(id: String, put: Callback<Prompt>) -> impl IntoView {
    let again = RwSignal::new(0u32);
    let found = load(move || {
        again.track();
        let path = format!("/api/v1/question-sets/{id}");
        async move { get::<SetDetail>(&path).await }
    });
    move || match found.get() {
        Remote::Coming => view! { <Bones lines=3/> }.into_any(),
        Remote::Failed(failure) => {
            view! { <FailureMessage failure retry=Callback::new(move |()| again.update(|n| *n += 1))/> }
                .into_any()
        }
        Remote::Here(detail) => detail.published.map(|set| view! { <Questions set put/> }).into_any(),
    }
}

/// What of a set is asked in the headset, and what is filled in here.
#[component]
fn Questions(set: QuestionSet, put: Callback<Prompt>) -> impl IntoView {
    let Watching { seen, .. } = expect_context();
    let in_world =
        Memo::new(move |_| seen.state.with(|state| state.phase == Phase::World && state.question.is_none()));
    let asked = set.for_headset();
    let here: Vec<Item> = set.for_tablet().cloned().collect();
    let observed = set.rater == Rater::Observer;
    let ask = move |item: SetItem| {
        let words = item.text.clone();
        let prompt = Prompt::Item(Box::new(item));
        view! {
            <button class="btn wide" type="button" disabled=move || !in_world.get() on:click=move |_| put.run(prompt.clone())>
                <span>{move || said(&words)}</span><span class="soft t-s">{tr("companion-set-ask")}</span>
            </button>
        }
    };
    view! {
        <p class="soft t-s">{move || words_here(&set.about)}</p>
        <div class="ask-prepared">{asked.into_iter().map(ask).collect_view()}</div>
        {(!here.is_empty()).then(|| view! {
            <p class="soft t-s">{tr(if observed { "companion-set-observed" } else { "companion-set-tablet" })}</p>
            <FillIn set=set.id.clone() version=set.version items=here/>
        })}
    }
}

/// The questions that need typing, or that a colleague answers by what they see: they join this session.
#[component]
fn FillIn(set: String, version: u16, items: Vec<Item>) -> impl IntoView {
    let Watching { seen, session, .. } = expect_context();
    let saved = RwSignal::new(false);
    let client =
        Memo::new(
            move |_| if let Subject::Client(client) = seen.subject.get() { Some(client) } else { None },
        );
    let send = Callback::new(move |answers: BTreeMap<String, Answer>| -> screen::Sending {
        let asked = seen.state.with_untracked(|state| match (state.world_since, state.phase) {
            (None, _) => Asked::Before,
            (Some(_), Phase::World | Phase::CalmEnd) => Asked::During,
            _ => Asked::After,
        });
        let new = NewAnswers { set: set.clone(), version, asked, session: Some(session), answers };
        let client = client.get_untracked();
        Box::pin(async move {
            if let Some(client) = client {
                let _: ClientAnswers = post(&format!("/api/v1/clients/{client}/answers"), &new).await?;
                let _ = saved.try_set(true);
            }
            Ok(())
        })
    });
    let items = StoredValue::new(items);
    move || match (client.get(), saved.get()) {
        (None, _) => view! { <p class="soft">{tr("companion-set-nobody")}</p> }.into_any(),
        (_, true) => {
            view! { <p class="mark" role="status"><Icon name="circle-check"/>{tr("companion-set-saved")}</p> }
                .into_any()
        }
        (_, false) => view! { <AnswerForm items=items.get_value() send/> }.into_any(),
    }
}

/// The open question of a set, for whoever steers to answer for the client.
#[component]
pub(crate) fn ItemAnswers() -> impl IntoView {
    let watching = expect_context::<Watching>();
    let open = Memo::new(move |_| {
        watching.seen.state.with(|state| {
            let question = state.question.as_ref()?;
            let Prompt::Item(item) = &question.prompt else { return None };
            Some((question.id, (**item).clone(), state.phase))
        })
    });
    move || {
        let (id, item, phase) = open.get()?;
        let title = item.text.clone();
        let planned = matches!(phase, Phase::ItemsBefore | Phase::ItemsAfter);
        let act = move |words: Signal<String>, act: Act| {
            view! { <button class="btn" type="button" on:click=move |_| { watching.act(act.clone()); }>{words}</button> }
        };
        let skip = Act::Answer { question: id, answer: session::Answer::Skipped };
        Some(view! {
            <div class="tray-step">
                <h2>{move || said(&title)}</h2>
                <div class="tray-answers">
                    {answers(id, &item.form).into_iter().map(|(words, done)| act(words, done)).collect_view()}
                    {matches!(item.form, ItemForm::Some(_)).then(|| view! { <Several id form=item.form.clone()/> })}
                    {act(Signal::derive(tr("companion-skip")), skip)}
                    {planned.then(|| act(Signal::derive(tr("companion-items-all")), Act::Skip))}
                </div>
            </div>
        })
    }
}

/// What can be answered by one tap.
fn answers(id: QuestionId, form: &ItemForm) -> Vec<(Signal<String>, Act)> {
    let answer = |answer| Act::Answer { question: id, answer };
    let number = |n: u8| (Signal::stored(n.to_string()), answer(session::Answer::Scale(n)));
    match form {
        ItemForm::Line { .. } => (0..=10).map(|n| number(n * 10)).collect(),
        ItemForm::Numbers { from, to, .. } => (*from..=*to).map(number).collect(),
        ItemForm::Steps(all) | ItemForm::One(all) => {
            let choice = |(n, words): (u8, &session::Said)| {
                let words = words.clone();
                (Signal::derive(move || said(&words)), answer(session::Answer::One(n)))
            };
            (0_u8..).zip(all).map(choice).collect()
        }
        ItemForm::Some(_) => Vec::new(),
        ItemForm::Task(_) => vec![(Signal::derive(|| text("answer-done")), answer(session::Answer::Yes))],
    }
}

/// Any of several, sent together.
#[component]
fn Several(id: QuestionId, form: ItemForm) -> impl IntoView {
    let watching = expect_context::<Watching>();
    let marked = RwSignal::new(0_u16);
    let choices = form.choices().to_vec();
    view! {
        {(0_u8..).zip(choices).map(|(n, words)| {
            let bit = 1_u16 << n.min(15);
            view! {
                <button class="btn" type="button" aria-pressed=move || (marked.get() & bit != 0).to_string()
                    on:click=move |_| marked.update(|marked| *marked ^= bit)>{move || said(&words)}</button>
            }
        }).collect_view()}
        <button class="btn primary" type="button" on:click=move |_| {
            watching.act(Act::Answer { question: id, answer: session::Answer::Some(marked.get_untracked()) });
        }>{tr("companion-done")}</button>
    }
}
