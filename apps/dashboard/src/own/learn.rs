//! The module about tension: five short pages, of which three are filled in by the reader; not a leaflet.

use super::{
    parts::{Back, Speaks},
    plan::{HELPS, Keeps, Kept, Moments, SIGNALS, Threshold, Ticks, WithPlan, Words, helps, signals},
    room::Room,
};
use leptos::prelude::*;
use screen::{Icon, text, tr};

/// Its pages, in order.
const PAGES: [&str; 5] = ["what", "signals", "helps", "moments", "plan"];

#[component]
pub(super) fn Page(step: usize) -> impl IntoView {
    super::name_page("own-learn");
    let speaks = Speaks::here();
    let Some(page) = PAGES.get(step).copied() else {
        return view! { <h1>{tr("nowhere-title")}</h1><p><a class="btn" href=Room::Learn(0).path()>{tr("own-learn")}</a></p> }.into_any();
    };
    let said = move |part: &str| {
        let id = format!("own-learn-{page}-{part}");
        move || speaks.said(&id)
    };
    let to_do = move |keeps: Keeps| {
        mark_read(keeps, page);
        let part = match page {
            "signals" => view! {
                <Ticks keeps kind="signal" all=&SIGNALS list=signals title="own-signals" hint="own-signals-hint"/>
                <Threshold keeps/>
            }
            .into_any(),
            "helps" => view! {
                <Ticks keeps kind="help" all=&HELPS list=helps title="own-helps" hint="own-helps-hint"/>
            }
            .into_any(),
            "moments" => view! { <Moments keeps/> }.into_any(),
            "plan" => view! { <Summary keeps/><Words keeps/> }.into_any(),
            _ => ().into_any(),
        };
        view! { {part}<Kept keeps/> }.into_any()
    };
    let last = step + 1 == PAGES.len();
    view! {
        <Back to=Room::Calm name="own-tab-calm"/>
        <p class="soft t-s">{move || super::of_all(step + 1, PAGES.len())}</p>
        <progress class="learn-left" max=PAGES.len().to_string() value=(step + 1).to_string() aria-label=tr("own-learn")></progress>
        <h1>{said("title")}</h1>
        <p>{said("1")}</p>
        <p>{said("2")}</p>
        <WithPlan then=to_do/>
        <nav class="row mine-two" aria-label=tr("own-learn")>
            {(step > 0).then(|| view! { <a class="btn" href=Room::Learn(step.saturating_sub(1)).path()><Icon name="chevron-left"/>{tr("own-learn-back")}</a> })}
            {if last {
                view! { <a class="btn primary" href=Room::Plan.path()><Icon name="check"/>{tr("own-learn-end")}</a> }.into_any()
            } else {
                view! { <a class="btn primary" href=Room::Learn(step + 1).path()>{tr("own-learn-next")}<Icon name="chevron-right"/></a> }.into_any()
            }}
        </nav>
    }
    .into_any()
}

/// Remembers that a page was opened, once.
fn mark_read(keeps: Keeps, page: &'static str) {
    let known = keeps.plan.with_untracked(|plan| plan.read.iter().any(|it| it == page));
    if !known {
        keeps.change(move |plan| plan.read.push(page.to_owned()));
    }
}

/// What was chosen on the pages before, together.
#[component]
fn Summary(keeps: Keeps) -> impl IntoView {
    let speaks = Speaks::here();
    let list = move |kind: &'static str, of: fn(&mut link::own::OwnPlan) -> &mut Vec<String>| {
        let all = keeps.plan.with(|plan| of(&mut plan.clone()).clone());
        if all.is_empty() {
            text("own-summary-nothing")
        } else {
            all.iter().map(|it| speaks.said_listed(kind, it)).collect::<Vec<_>>().join(", ")
        }
    };
    view! {
        <section class="panel stack">
            <h2>{tr("own-summary")}</h2>
            <dl class="mine-facts">
                <div><dt>{tr("own-signals")}</dt><dd>{move || list("signal", signals)}</dd></div>
                <div><dt>{tr("own-helps")}</dt><dd>{move || list("help", helps)}</dd></div>
                <div><dt>{tr("own-threshold")}</dt><dd>{move || keeps.plan.with(|plan| plan.threshold).map_or_else(|| text("own-summary-nothing"), |n| n.to_string())}</dd></div>
            </dl>
        </section>
    }
}
