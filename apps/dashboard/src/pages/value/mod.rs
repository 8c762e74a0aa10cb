//! What it costs and what it brings: absence, the business case over years, and time that comes free.
//!
//! Everything is reckoned on the page itself, by the same model as `luwte value`. The address holds every number that
//! somebody changed, so that a copied address is the whole sum.

mod absence;
mod asked;
mod case;
mod figure;
mod time;

use super::guide::said;
use crate::{route::Route, shell};
use asked::{Asked, Part};
use leptos::prelude::*;
use screen::{Icon, place, text, tr};
use toolkit::value::Euros;

#[component]
pub(crate) fn Page() -> impl IntoView {
    let asked = RwSignal::new(Asked::read(&place().query));
    Effect::new(move |_| screen::set_title(&shell::title(&text("value-title"))));
    Effect::new(move |_| {
        let query = asked.with(Asked::query);
        let path = Route::Value.path();
        screen::replace(&if query.is_empty() { path } else { [&path, "?", &query].concat() });
    });
    let part = Memo::new(move |_| asked.with(|asked| asked.part));
    view! {
        <header class="head">
            <div><h1>{tr("value-title")}</h1><p class="facts"><span>{tr("value-more")}</span></p></div>
            <button class="btn" type="button" on:click=move |_| drop(window().print())><Icon name="file-text"/>{tr("value-print")}</button>
        </header>
        <fieldset class="choice above">
            <legend class="sr">{tr("value-part")}</legend>
            {Part::ALL.map(|option| view! {
                <label><input type="radio" name="value-part" prop:checked=move || part.get() == option
                    on:change=move |_| asked.update(|asked| asked.part = option)/>
                    {move || text(["value-part-", option.id()].concat().as_str())}</label>
            })}
        </fieldset>
        {move || match part.get() {
            Part::Absence => view! { <absence::Absences asked/> }.into_any(),
            Part::Case => view! { <case::Years asked/> }.into_any(),
            Part::Time => view! { <time::Minutes asked/> }.into_any(),
        }}
    }
}

/// Whole euros, with the sign of the currency.
fn euros(amount: Euros) -> String {
    let whole =
        screen::text_with("value-eur", &[("eur", screen::texts().grouped(amount.eur().abs()).into())]);
    // What rounds to nothing has no sign.
    if amount.eur().round() < 0.0 { ["−", &whole].concat() } else { whole }
}
