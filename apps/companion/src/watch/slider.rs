//! A slider with its words, for a thumb.

use leptos::prelude::*;
use screen::tr;

/// A slider that says its value while it moves and asks only when it is let go.
#[component]
pub(super) fn Slider(
    label: &'static str,
    bounds: Signal<(u16, u16)>,
    step: u16,
    value: Signal<u16>,
    words: Callback<u16, String>,
    set: Callback<u16>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    let moving = RwSignal::new(None::<u16>);
    let shown = move || moving.get().unwrap_or(value.get());
    let filled = move || {
        let (min, max) = bounds.get();
        f64::from(shown().saturating_sub(min)) / f64::from(max.saturating_sub(min).max(1)) * 100.0
    };
    view! {
        <label class="slider">
            <span><span>{tr(label)}</span><b>{move || words.run(shown())}</b></span>
            <input type="range" min=move || bounds.get().0 max=move || bounds.get().1 step=step prop:value=move || shown().to_string() disabled=move || disabled.get()
                style=move || format!("--filled:{:.1}%", filled())
                aria-valuetext=move || words.run(shown())
                on:input:target=move |event| moving.set(event.target().value().parse().ok())
                on:change:target=move |event| {
                    if let Ok(wanted) = event.target().value().parse() {
                        set.run(wanted);
                    }
                    moving.set(None);
                }/>
        </label>
    }
}
