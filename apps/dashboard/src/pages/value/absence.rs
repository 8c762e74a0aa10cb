//! What absence through stress costs, and from how many prevented days licences pay for themselves.

use super::{
    asked::{Asked, absence_values},
    euros,
    figure::Figure,
    said,
};
use leptos::prelude::*;
use screen::{text, text_with, texts, tr};
use toolkit::{
    guide::{REMARKS, Unit},
    value::{Absence, AbsenceCost, Euros},
};

/// The fields: id, unit, and the name of what is wrong when the model refuses it.
const FIELDS: [(&str, Unit); 7] = [
    ("employees", Unit::Count),
    ("working-days", Unit::Days),
    ("absence", Unit::Percent),
    ("stress-share", Unit::Percent),
    ("day-cost", Unit::Euro),
    ("licence", Unit::Euro),
    ("licences", Unit::Count),
];

#[component]
pub(super) fn Absences(asked: RwSignal<Asked>) -> impl IntoView {
    let absence = Memo::new(move |_| asked.with(|asked| asked.absence));
    let fields = FIELDS.into_iter().enumerate().map(|(at, (id, unit))| {
        let set = Callback::new(move |value: f64| {
            let taken = asked.try_update(|asked| asked.set_absence(id, value)).unwrap_or_default();
            if taken { Ok(()) } else { Err(text(["value-wrong-", id].concat().as_str())) }
        });
        let value = Signal::derive(move || absence_values(&absence.get())[at].1);
        let name = Signal::derive(move || text(["value-field-", id].concat().as_str()));
        view! { <Figure id name unit value set/> }
    });
    view! {
        <div class="value-sum">
            <section class="panel stack">
                <h2>{tr("value-assumed-title")}</h2>
                <p class="soft t-s">{tr("value-absence-begin")}</p>
                <div class="figures">{fields.collect_view()}</div>
            </section>
            <section class="panel stack" aria-live="polite">
                <h2>{tr("value-absence-title")}</h2>
                {move || absence.get().cost().ok().map(|cost| view! { <Outcome absence=absence.get() cost/> })}
            </section>
        </div>
    }
}

#[component]
fn Outcome(absence: Absence, cost: AbsenceCost) -> impl IntoView {
    let rows = [
        ("value-absence-sick", cost.sick_days, cost.sick_cost_eur),
        ("value-absence-stress", cost.stress_days, cost.stress_cost_eur),
    ];
    let even = cost.break_even;
    let mut pays = text_with(
        "value-absence-break-even",
        &[("licences", f64::from(absence.licences).into()), ("days", (even.days as f64).into())],
    );
    if let Some(pct) = even.pct {
        let share = text_with("value-absence-share", &[("pct", texts().decimal(pct, 3).into())]);
        pays = [&pays, ": ", &share].concat();
    }
    // Who compares with the white paper finds other digits there.
    let is_white_paper = absence == (Absence { licences: absence.licences, ..Absence::WHITE_PAPER });
    let why = ["working-days", "break-even-rounding", "unrounded-days"];
    let remarks = REMARKS.iter().filter(move |remark| is_white_paper && why.contains(&remark.id));
    view! {
        <dl class="outcomes">
            {rows.map(|(name, days, eur)| view! {
                <div>
                    <dt>{text(name)}</dt>
                    <dd><b>{text_with("value-days", &[("days", texts().grouped(days).into())])}</b>
                        <span>{euros(Euros::rounded(eur))}</span></dd>
                </div>
            })}
        </dl>
        <p class="t-l">{pays}"."</p>
        {(!even.is_within_reach()).then(|| view! { <p class="mark wait">{text("value-absence-out-of-reach")}</p> })}
        <p class="soft">{text("value-absence-care")}</p>
        {is_white_paper.then(|| view! {
            <details>
                <summary>{text("value-white-paper-why")}</summary>
                <ul class="stack t-s">{remarks.map(|remark| view! { <li>{said(&remark.text)}</li> }).collect_view()}</ul>
            </details>
        })}
    }
}
