//! The business case of a care line over several years, what it hangs on, and every assumption.

use super::{
    asked::Asked,
    euros,
    figure::{Figure, with_unit},
    said,
};
use charts::{Column, Columns, Swing, Tornado};
use leptos::prelude::*;
use screen::{ChartTable, ChartView, observed_width, text, text_px, text_with, texts, tr};
use toolkit::{
    guide::{ASSUMPTIONS, BRANCHES, Line, SHEETS},
    value::{Assumed, Case, Cost, Euros, Gain, MOST_YEARS, SetError, Total, breaks_even_at, sensitivity},
};

/// From where these make it even is what a manager asks.
const NEEDED: [&str; 4] = ["sessions-week", "cashed", "shorter", "prevented"];
/// Bars that are shown; what lies behind them moves little.
const SHOWN: usize = 8;

#[component]
pub(super) fn Years(asked: RwSignal<Asked>) -> impl IntoView {
    // Only what the sum is made of: the address changes with every field.
    let sum = Memo::new(move |_| asked.with(|asked| (asked.assumptions.clone(), asked.years)));
    let line = Memo::new(move |_| sum.with(|(assumptions, _)| assumptions.line()));
    let case = Memo::new(move |_| sum.with(|(assumptions, years)| Case::of(assumptions, *years).ok()));
    let years = move || sum.with(|(_, years)| *years);
    let sheet = move || SHEETS.iter().find(|sheet| sheet.line == line.get());
    view! {
        <section class="panel stack above">
            <div class="row">
                <fieldset class="choice">
                    <legend class="sr">{tr("value-line")}</legend>
                    {Line::ALL.map(|option| view! {
                        <label><input type="radio" name="value-line" prop:checked=move || line.get() == option
                            on:change=move |_| asked.update(|asked| asked.begin(option))/>
                            {move || text(["value-line-", option.id()].concat().as_str())}</label>
                    })}
                </fieldset>
                <label class="row" for="value-years"><span>{tr("value-years")}</span>
                    <input class="input short" id="value-years" type="number" min="1" max=MOST_YEARS
                        prop:value=move || years().to_string()
                        on:change:target=move |event| {
                            if let Some(years) = event.target().value().parse().ok().filter(|years| (1..=MOST_YEARS).contains(years)) {
                                asked.update(|asked| asked.years = years);
                            }
                            event.target().set_value(&years().to_string());
                        }/>
                </label>
            </div>
            {move || sheet().map(|sheet| view! {
                <div class="stack"><h2>{said(&sheet.title)}</h2><p>{said(&sheet.scene)}</p></div>
            })}
            {move || case.get().map(|case| view! { <Verdict case years=years()/> })}
        </section>
        {move || case.get().map(|case| view! { <Balance case/> })}
        <HangsOn sum/>
        {move || sheet().map(|sheet| view! {
            <section class="panel stack below">
                <h2>{tr("value-sheet-title")}</h2>
                <dl class="outcomes words">
                    <div><dt>{tr("value-sheet-question")}</dt><dd>{said(&sheet.question)}</dd></div>
                    <div><dt>{tr("value-sheet-ask")}</dt><dd>{said(&sheet.ask)}</dd></div>
                    <div><dt>{tr("value-sheet-measure")}</dt><dd>{said(&sheet.measure)}</dd></div>
                </dl>
            </section>
        })}
        <Assumptions asked line/>
    }
}

/// Whether it pays for itself, and when.
#[component]
fn Verdict(case: Case, years: u32) -> impl IntoView {
    let length = text_with("value-case-years", &[("years", years.into())]);
    let verdict = match case.paid_back_in {
        Some(year) => text_with("value-case-paid-back", &[("year", year.into())]),
        None => text_with("value-case-not-paid-back", &[("years", length.into())]),
    };
    view! {
        <p class="t-l" role="status">{verdict}" "{text("value-case-net-together")}": "<b>{euros(case.total.net)}</b>"."</p>
        <p class="soft">{text("value-case-care")}</p>
    }
}

/// The years as a picture and as a table, and what all of them together cost, bring and give.
#[component]
fn Balance(case: Case) -> impl IntoView {
    let frame = NodeRef::new();
    let width = observed_width(frame, 640.0);
    let columns = Columns {
        title: text("value-chart-title"),
        columns: case
            .years
            .iter()
            .map(|year| Column {
                name: text_with("value-year", &[("year", year.year.into())]),
                note: said(&year.adoption().title).to_owned(),
                value: year.cumulative.eur(),
                label: euros(year.cumulative),
            })
            .collect(),
        heads: ["value-case-year", "value-case-phase", "value-case-cumulative"].map(text),
    };
    let scene = Signal::derive(move || columns.scene(width.get(), text_px()));
    let rows = case.years.clone();
    view! {
        <section class="panel stack below">
            <h2>{text("value-chart-title")}</h2>
            <div node_ref=frame><ChartView scene/></div>
            <div class="scroll-x" tabindex="0" role="region" aria-label=text("value-years-table")>
                <table class="chart-table numbers">
                    <caption class="sr">{text("value-years-table")}</caption>
                    <thead><tr>{["year", "phase", "use", "costs", "gains", "net", "cumulative"].map(|head| view! {
                        <th scope="col">{text(["value-case-", head].concat().as_str())}</th>
                    })}</tr></thead>
                    <tbody>{rows.into_iter().map(|year| view! {
                        <tr>
                            <th scope="row">{year.year}</th>
                            <td>{said(&year.adoption().title)}</td>
                            <td>{text_with("value-unit-percent", &[("value", texts().grouped(year.use_pct).into())])}</td>
                            <td>{euros(year.costs.into_iter().sum())}</td>
                            <td>{euros(year.gains.into_iter().sum())}</td>
                            <td>{euros(year.net)}</td>
                            <td>{euros(year.cumulative)}</td>
                        </tr>
                    }).collect_view()}</tbody>
                </table>
            </div>
        </section>
        <Totals total=case.total.clone() treatments=case.years.iter().map(|year| year.treatments).sum()/>
    }
}

#[component]
fn Totals(total: Total, treatments: f64) -> impl IntoView {
    let amounts = |rows: Vec<(String, Euros)>| {
        let together: Euros = rows.iter().map(|(_, amount)| *amount).sum();
        rows.into_iter()
            .chain([(text("value-case-together"), together)])
            .map(|(name, amount)| view! { <div><dt>{name}</dt><dd>{euros(amount)}</dd></div> })
            .collect_view()
    };
    let costs = Cost::ALL.into_iter().zip(total.costs);
    let gains = Gain::ALL.into_iter().zip(total.gains);
    let given = [
        ("value-case-sessions", total.sessions),
        ("value-case-hours", total.hours_for_care),
        ("value-case-treatments", treatments),
    ];
    let quality = BRANCHES.iter().filter(|branch| branch.id == "quality").flat_map(|branch| branch.leaves);
    let leaves: Vec<String> = quality.map(|leaf| said(&leaf.title).to_lowercase()).collect();
    view! {
        <section class="scores panel below">
            <div class="stack">
                <h3>{text("value-case-costs-title")}</h3>
                <dl class="sums">{amounts(costs.map(|(cost, amount)| (text(["value-cost-", cost.id()].concat().as_str()), amount)).collect())}</dl>
            </div>
            <div class="stack">
                <h3>{text("value-case-gains-title")}</h3>
                <dl class="sums">{amounts(gains.map(|(gain, amount)| (text(["value-gain-", gain.id()].concat().as_str()), amount)).collect())}
                    <div><dt>{text("value-case-present")}</dt><dd>{euros(total.present_value)}</dd></div></dl>
            </div>
            <div class="stack">
                <h3>{text("value-case-access-title")}</h3>
                <dl class="sums">{given.map(|(name, amount)| view! { <div><dt>{text(name)}</dt><dd>{texts().grouped(amount)}</dd></div> })}</dl>
                <h3>{text("value-case-quality-title")}</h3>
                <p class="t-s">{text_with("value-case-quality", &[("leaves", leaves.join(", ").into())])}</p>
            </div>
        </section>
    }
}

/// Which assumptions decide, and from which value it is even.
#[component]
fn HangsOn(sum: Memo<(toolkit::value::Assumptions, u32)>) -> impl IntoView {
    let frame = NodeRef::new();
    let width = observed_width(frame, 640.0);
    let tornado = Memo::new(move |_| {
        sum.with(|(assumptions, years)| {
            let now = Case::of(assumptions, *years).ok()?.total.net;
            let swings = sensitivity(assumptions, *years).ok()?;
            Some(Tornado {
                title: text("value-sensitivity-title"),
                now: now.eur(),
                now_label: [text("value-now").as_str(), " ", &euros(now)].concat(),
                swings: swings.iter().take(SHOWN).map(drawn).collect(),
                columns: ["value-assumption", "value-range", "value-least", "value-most"].map(text),
            })
        })
    });
    let scene = Signal::derive(move || {
        tornado.with(|tornado| tornado.as_ref().map(|tornado| tornado.scene(width.get(), text_px())))
    });
    let needed = move || {
        sum.with(|(assumptions, years)| {
            NEEDED.map(|name| {
                let about = ASSUMPTIONS.iter().find(|about| about.id == name)?;
                let even = breaks_even_at(assumptions, name, *years).ok()?;
                // To a tenth: more would promise what the model cannot.
                let words = even.map_or_else(
                    || text("value-case-never"),
                    |value| with_unit((value * 10.0).round() / 10.0, about.unit),
                );
                Some(view! { <div><dt>{said(&about.title)}</dt><dd>{words}</dd></div> })
            })
        })
    };
    view! {
        <section class="panel stack below">
            <h2>{tr("value-sensitivity-title")}</h2>
            <p class="soft t-s">{tr("value-sensitivity-more")}</p>
            <div node_ref=frame>{move || scene.get().map(|scene| {
                let table = scene.table.clone();
                view! {
                    <ChartView scene=Signal::stored(scene)/>
                    <details class="below"><summary>{tr("chart-as-table")}</summary><ChartTable table=Signal::stored(table)/></details>
                }
            })}</div>
            <h3>{tr("value-case-needed-title")}</h3>
            <dl class="sums">{needed}</dl>
        </section>
    }
}

fn drawn(swing: &toolkit::value::Swing) -> Swing {
    let Assumed { about, low, high, .. } = swing.assumed;
    Swing {
        name: said(&about.title).to_owned(),
        range: text_with(
            "value-sensitivity-from-to",
            &[("low", with_unit(low, about.unit).into()), ("high", with_unit(high, about.unit).into())],
        ),
        at_low: swing.at_low.eur(),
        at_high: swing.at_high.eur(),
        least: euros(swing.at_low.min(swing.at_high)),
        most: euros(swing.at_low.max(swing.at_high)),
    }
}

/// Every assumption, each with where it comes from.
#[component]
fn Assumptions(asked: RwSignal<Asked>, line: Memo<Line>) -> impl IntoView {
    let fields = move || {
        // Another line begins with other values: its fields are new ones.
        line.track();
        ASSUMPTIONS.iter().enumerate().map(|(at, about)| {
            let value = Signal::derive(move || asked.with(|asked| asked.assumptions.get(about.id).unwrap_or_default()));
            let is_changed = move || asked.with(|asked| asked.assumptions.each().nth(at).is_some_and(|assumed| assumed.is_changed));
            let basis = Signal::derive(move || if is_changed() { text("value-own-figure") } else { said(&about.basis).to_owned() });
            let set = Callback::new(move |value: f64| {
                asked.try_update(|asked| asked.assumptions.set(about.id, value)).unwrap_or(Ok(())).map_err(refused)
            });
            view! { <Figure id=about.id name=Signal::derive(move || said(&about.title).to_owned()) unit=about.unit value basis set/> }
        }).collect_view()
    };
    view! {
        <section class="panel stack below">
            <div class="row apart">
                <h2>{tr("value-assumed-title")}</h2>
                <button class="btn" type="button" on:click=move |_| asked.update(|asked| asked.begin(line.get_untracked()))>{tr("value-begin-again")}</button>
            </div>
            <p class="soft t-s">{tr("value-assumed-more")}</p>
            <div class="figures">{fields}</div>
        </section>
    }
}

fn refused(error: SetError) -> String {
    match error {
        SetError::OutOfBounds { least, most, .. } => {
            let number = |value: f64| texts().number(value).into();
            text_with("value-out-of-bounds", &[("least", number(least)), ("most", number(most))])
        }
        SetError::NotWhole { .. } => text("value-not-whole"),
        SetError::Unknown { .. } => text("value-wrong"),
    }
}
