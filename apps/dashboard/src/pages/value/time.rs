//! What time comes free when the client relaxes alone.

use super::{
    asked::{Asked, time_values},
    euros,
    figure::Figure,
};
use leptos::prelude::*;
use screen::{text, text_with, texts, tr};
use toolkit::{guide::Unit, value::Euros};

const FIELDS: [(&str, Unit); 5] = [
    ("clients", Unit::Count),
    ("minutes", Unit::Minutes),
    ("days", Unit::Days),
    ("practitioners", Unit::Count),
    ("hour-cost", Unit::Euro),
];

#[component]
pub(super) fn Minutes(asked: RwSignal<Asked>) -> impl IntoView {
    let time = Memo::new(move |_| asked.with(|asked| asked.time));
    let fields = FIELDS.into_iter().enumerate().map(|(at, (id, unit))| {
        let set = Callback::new(move |value: f64| {
            let taken = asked.try_update(|asked| asked.set_time(id, value)).unwrap_or_default();
            if taken { Ok(()) } else { Err(text(["value-wrong-", id].concat().as_str())) }
        });
        let value = Signal::derive(move || time_values(&time.get())[at].1);
        let name = Signal::derive(move || text(["value-field-", id].concat().as_str()));
        view! { <Figure id name unit value set/> }
    });
    let outcome = move || {
        time.get().freed().ok().map(|freed| {
            let number = |value: f64| texts().number(value);
            [
                (
                    "value-time-day",
                    text_with("value-time-minutes", &[("minutes", number(freed.minutes_a_day).into())]),
                ),
                (
                    "value-time-year",
                    text_with("value-time-hours", &[("hours", number(freed.hours_a_year).into())]),
                ),
                ("value-time-worth", euros(Euros::rounded(freed.worth_eur))),
            ]
            .map(|(name, words)| view! { <div><dt>{text(name)}</dt><dd><b>{words}</b></dd></div> })
        })
    };
    view! {
        <div class="value-sum">
            <section class="panel stack">
                <h2>{tr("value-assumed-title")}</h2>
                <div class="figures">{fields.collect_view()}</div>
            </section>
            <section class="panel stack" aria-live="polite">
                <h2>{tr("value-time-title")}</h2>
                <dl class="outcomes">{outcome}</dl>
                <p class="soft">{tr("value-time-care")}</p>
            </section>
        </div>
    }
}
