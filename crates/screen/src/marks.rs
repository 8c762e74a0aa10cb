//! Small shared parts: mark, icon, freshness, skeleton, failure, and the choices of language and colours.

use crate::{
    api::Failure,
    language::{language, set_language, text, text_with, tr},
    theme::{Theme, set_theme, theme},
};
use leptos::prelude::*;
use texts::Language;

/// An icon by its Lucide name (`apps/static/icons.css` has those in use). Always stands beside a word, or in a control
/// with an `aria-label`.
#[component]
pub fn Icon(
    /// Its name.
    #[prop(into)]
    name: Signal<&'static str>,
) -> impl IntoView {
    view! { <span class=move || format!("icon i-{}", name.get()) aria-hidden="true"></span> }
}

/// The mark and the name.
#[component]
pub fn Brand() -> impl IntoView {
    view! {
        <svg viewBox="0 0 28 28" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" aria-hidden="true">
            <path d="M2 22c6 0 8-10 14-10 5 0 6 6 10 10"></path>
            <path d="M4 10c4-4 9-5 14-4"></path>
        </svg>
        <span>{tr("product-name")}</span>
    }
}

/// How fresh a live value is: "live · 0,2 s", "vertraagd · 4 s", "offline, hier bewaard".
#[component]
pub fn LiveBadge(
    /// The age in seconds; `None` when there is no link at all.
    #[prop(into)]
    age_s: Signal<Option<f64>>,
    /// From this age on it is called late.
    #[prop(default = 2.0)]
    late_s: f64,
) -> impl IntoView {
    let late = move || age_s.get().is_some_and(|age| age >= late_s);
    view! {
        <span class="live" class:late=late class:off=move || age_s.get().is_none()>
            {move || match age_s.get() {
                None => text("live-offline"),
                Some(age) if age >= late_s => text_with("live-late", &[("seconds", age.into())]),
                Some(age) => text_with("live-fresh", &[("seconds", age.into())]),
            }}
        </span>
    }
}

/// A skeleton; it shows itself after 300 ms, and tells a screen reader that something is coming.
#[component]
pub fn Bones(
    /// How many lines.
    #[prop(default = 3)]
    lines: usize,
) -> impl IntoView {
    const WIDTHS: [u8; 4] = [62, 84, 48, 72];
    view! {
        <div class="bones" role="status">
            <span class="sr">{tr("loading")}</span>
            {(0..lines).map(|line| {
                let width = WIDTHS.get(line % WIDTHS.len()).copied().unwrap_or(60);
                view! { <span class="bone" style=format!("width:{width}%")></span> }
            }).collect_view()}
        </div>
    }
}

/// What happened, what is safe, what to do now; with a button to try again where that can help.
#[component]
pub fn FailureMessage(
    /// What went wrong.
    failure: Failure,
    /// Tries again.
    #[prop(optional, into)]
    retry: Option<Callback<()>>,
) -> impl IntoView {
    let name = if failure == Failure::Offline { "unplug" } else { "info" };
    let advice = failure.clone();
    view! {
        <div class="message" role="alert">
            <Icon name/>
            <div>
                <p><b>{move || failure.words().0}</b></p>
                <p>{move || advice.words().1}</p>
                {retry.map(|retry| view! {
                    <div class="row">
                        <button class="btn" type="button" on:click=move |_| retry.run(())>{tr("try-again")}</button>
                    </div>
                })}
            </div>
        </div>
    }
}

/// Dutch or English.
#[component]
pub fn LanguageChoice() -> impl IntoView {
    view! {
        <fieldset class="choice">
            <legend class="sr">{tr("language")}</legend>
            {Language::ALL.map(|option| view! {
                <label lang=option.tag()>
                    <input type="radio" name="language" value=option.tag() prop:checked=move || language() == option
                        on:change=move |_| set_language(option)/>
                    {option.own_name()}
                </label>
            })}
        </fieldset>
    }
}

/// Light, dark, or as the device does.
#[component]
pub fn ThemeChoice() -> impl IntoView {
    view! {
        <fieldset class="choice">
            <legend class="sr">{tr("theme")}</legend>
            {Theme::ALL.map(|option| view! {
                <label>
                    <input type="radio" name="theme" value=option.name() prop:checked=move || theme() == option
                        on:change=move |_| set_theme(option)/>
                    {move || text(&format!("theme-{}", option.name()))}
                </label>
            })}
        </fieldset>
    }
}
