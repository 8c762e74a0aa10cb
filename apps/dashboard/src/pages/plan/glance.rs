//! Where a client stands against their plan, at a glance: on the client's page and above the plan.

use super::way_word;
use crate::route::Route;
use care::plan::{ClientPlan, Phase, Progress};
use leptos::prelude::*;
use screen::{Icon, text_with, tr};
use session::ClientId;

/// The plan in one box on the client's page.
#[component]
pub(crate) fn Glance(id: ClientId, plan: ClientPlan) -> impl IntoView {
    let newest = plan.versions.first().map(|version| version.plan.clone());
    let may = plan.supervised.is_none();
    view! {
        <section class="panel stack" aria-labelledby="glance">
            <div class="head"><h2 id="glance">{tr("plan")}</h2>
                <div class="row">
                    <a class="btn quiet" href=Route::Card(id).path()><Icon name="book-open"/>{tr("card")}</a>
                    <a class="btn" href=Route::Plan(id).path()><Icon name="pen-line"/>{tr(if newest.is_some() { "plan-open" } else { "plan-begin" })}</a>
                </div>
            </div>
            {match newest {
                Some(newest) => view! {
                    <p class="note goal">{newest.goal.clone()}</p>
                    {plan.progress.map(|progress| view! { <Standing progress per_week=newest.per_week/> })}
                    <p class="soft t-s">{newest.ways.iter().map(|way| way_word(*way)).collect::<Vec<_>>().join(" · ")}</p>
                }.into_any(),
                None => view! { <p class="soft">{tr(if may { "plan-empty" } else { "plan-empty-hindered" })}</p> }.into_any(),
            }}
        </section>
    }
}

/// Sessions done of planned, as a bar and in words.
#[component]
pub(super) fn Standing(progress: Progress, per_week: u8) -> impl IntoView {
    let Progress { done, planned, by_now, this_week, phase } = progress;
    let share = |many: u32| 100.0 * f64::from(many.min(planned)) / f64::from(planned.max(1));
    let week =
        text_with("plan-this-week", &[("done", this_week.into()), ("planned", u32::from(per_week).into())]);
    let (word, class) = match phase {
        Phase::Ahead => ("plan-ahead", "mark"),
        Phase::Running => ("plan-running", "mark"),
        Phase::Evaluate => ("plan-evaluate-now", "mark wait"),
        Phase::Over => ("plan-over", "mark wait"),
    };
    view! {
        <div class="done">
            <p><b>{text_with("plan-done", &[("done", done.into()), ("planned", planned.into())])}</b></p>
            <div class="done-bar" aria-hidden="true">
                <i style=format!("inline-size:{:.0}%", share(done))></i>
                <b style=format!("inset-inline-start:{:.0}%", share(by_now))></b>
            </div>
            <p class="facts">
                {(phase != Phase::Ahead && phase != Phase::Over).then(|| view! { <span>{week}</span> })}
                <span>{text_with("plan-by-now", &[("n", by_now.into())])}</span>
                <span class=class>{tr(word)}</span>
            </p>
        </div>
    }
}
