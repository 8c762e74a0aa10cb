//! What a colleague who steers can do now: the steps before and after, and in the world its content.

use super::{Hand, Watching, inside::Inside, sets::ItemAnswers};
use leptos::prelude::*;
use screen::{discomfort_word, phase_word, self_check_word, tr, world_word};
use session::{Act, Discomfort, Phase};

/// The tray above the bar; only for who steers.
#[component]
pub(crate) fn Tray() -> impl IntoView {
    let watching = expect_context::<Watching>();
    let phase = Memo::new(move |_| watching.seen.state.with(|state| state.phase));
    let steers = Memo::new(move |_| watching.hand.get() == Hand::You);
    move || {
        if !steers.get() {
            return None;
        }
        let content = match phase.get() {
            Phase::ItemsBefore | Phase::ItemsAfter => view! { <ItemAnswers/> }.into_any(),
            Phase::World => view! { <ItemAnswers/><Inside/> }.into_any(),
            Phase::Held(_) | Phase::Done => return None,
            step => view! { <Step step/> }.into_any(),
        };
        Some(view! { <section class="w-tray" aria-label=tr("companion-tray")>{content}</section> })
    }
}

/// One step before or after the world, for a client who does not answer it themselves.
#[component]
fn Step(step: Phase) -> impl IntoView {
    let watching = expect_context::<Watching>();
    let button = move |words: Signal<String>, act: Act| {
        view! { <button class="btn" type="button" on:click=move |_| { watching.act(act.clone()); }>{words}</button> }
    };
    let words = |id: &'static str| Signal::derive(tr(id));
    let skip = move || button(words("companion-skip"), Act::Skip).into_any();
    let answers = match step {
        Phase::Welcome => vec![button(words("companion-begin"), Act::Begin).into_any()],
        Phase::SelfCheck(item) => vec![
            button(words("yes"), Act::AnswerSelfCheck { item, yes: true }).into_any(),
            button(words("no"), Act::AnswerSelfCheck { item, yes: false }).into_any(),
        ],
        Phase::TensionBefore | Phase::TensionAfter => (0..=10_u8)
            .map(|value| button(Signal::stored(value.to_string()), Act::RateTension(value)).into_any())
            .chain([skip()])
            .collect(),
        Phase::Choice => watching
            .seen
            .state
            .with_untracked(|state| state.planned.offered())
            .into_iter()
            .map(|world| {
                button(Signal::derive(move || world_word(world.slug())), Act::ChooseWorld(world)).into_any()
            })
            .collect(),
        Phase::CalmEnd => vec![button(words("companion-continue"), Act::Continue).into_any()],
        Phase::Discomfort => vec![
            button(words("companion-nothing-unpleasant"), Act::ReportDiscomfort(Discomfort::None)).into_any(),
            button(words("companion-something-unpleasant"), Act::DiscomfortFelt).into_any(),
            skip(),
        ],
        Phase::DiscomfortKind => Discomfort::KINDS
            .map(|kind| {
                button(Signal::derive(move || discomfort_word(kind)), Act::ReportDiscomfort(kind)).into_any()
            })
            .into_iter()
            .chain([skip()])
            .collect(),
        Phase::Leaving => vec![button(words("companion-done"), Act::Continue).into_any()],
        Phase::Held(_) | Phase::World | Phase::ItemsBefore | Phase::ItemsAfter | Phase::Done => Vec::new(),
    };
    let title = move || match step {
        Phase::SelfCheck(item) => self_check_word(item),
        other => phase_word(other),
    };
    view! {
        <div class="tray-step" class:scale=matches!(step, Phase::TensionBefore | Phase::TensionAfter)>
            <h2>{title}</h2>
            <div class="tray-answers">{answers}</div>
        </div>
    }
}
