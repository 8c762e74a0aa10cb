//! A number that somebody can change: its field, its unit, and what was wrong with what was typed.

use super::asked::typed;
use leptos::prelude::*;
use screen::{Icon, language, text, text_with, texts};
use texts::Language;
use toolkit::guide::Unit;

/// One field. `set` takes the number into the sum, or gives back in words why it cannot be.
#[component]
pub(super) fn Figure(
    /// The id of the field.
    id: &'static str,
    /// Its name.
    #[prop(into)]
    name: Signal<String>,
    /// Of what it is a number.
    unit: Unit,
    /// What it is now.
    #[prop(into)]
    value: Signal<f64>,
    /// Where it comes from, if that must be said.
    #[prop(optional, into)]
    basis: Option<Signal<String>>,
    /// Takes what was typed.
    set: Callback<f64, Result<(), String>>,
) -> impl IntoView {
    let wrong = RwSignal::new(None::<String>);
    let field = ["figure-", id].concat();
    let (below, about) = ([field.as_str(), "-wrong"].concat(), [field.as_str(), "-basis"].concat());
    let described = [below.as_str(), " ", about.as_str()].concat();
    let changed = move |words: String| {
        let taken = match typed(&words, decimal_sign()) {
            Some(value) => set.run(value),
            None if words.trim().is_empty() => Err(text("value-nothing")),
            None => Err(text_with("value-no-number", &[("words", words.into())])),
        };
        wrong.set(taken.err());
    };
    view! {
        <div class="field figure">
            <label for=field.clone()>{name}</label>
            <div class="with-unit">
                <input class="input" id=field inputmode="decimal" autocomplete="off" aria-describedby=described
                    aria-invalid=move || wrong.with(|wrong| wrong.is_some().then_some("true"))
                    prop:value=move || written(value.get())
                    on:change:target=move |event| changed(event.target().value())/>
                <span class="soft" aria-hidden="true">{move || unit_word(unit)}</span>
            </div>
            {basis.map(|basis| view! { <p class="hint" id=about>{basis}</p> })}
            <p class="wrong" id=below role="alert">{move || wrong.get().map(|words| view! { <Icon name="triangle-alert"/><span>{words}</span> })}</p>
        </div>
    }
}

fn decimal_sign() -> char {
    match language() {
        Language::Nl => ',',
        Language::En => '.',
    }
}

/// A number as it stands in a field: without needless decimals, thousands not apart.
fn written(value: f64) -> String {
    let hundredths = (value * 100.0).round();
    let decimals = if hundredths % 100.0 == 0.0 { 0 } else { 1 + usize::from(hundredths % 10.0 != 0.0) };
    texts().decimal(value, decimals)
}

/// A unit as it stands behind a field.
fn unit_word(unit: Unit) -> String {
    let words = text_with(&["value-unit-", unit.id()].concat(), &[("value", String::new().into())]);
    words.trim().to_owned()
}

/// A number with its unit.
pub(super) fn with_unit(value: f64, unit: Unit) -> String {
    text_with(&["value-unit-", unit.id()].concat(), &[("value", texts().number(value).into())])
}
