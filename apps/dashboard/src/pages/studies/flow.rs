//! The flow of a study: how many were looked at, joined, and how it stands with them, as CONSORT asks.

use super::count;
use care::study::{Flow as Numbers, FlowArm, PersonCount, Protocol, courses};
use leptos::prelude::*;
use screen::{Icon, text, text_with, tr, words_here};

#[component]
pub(super) fn Flow(flow: Numbers, of: Protocol, panel: String) -> impl IntoView {
    let Numbers { assessed, not_eligible, declined, enrolled, arms } = flow;
    let step = |label: &'static str, number: PersonCount| view! { <div><dt>{tr(label)}</dt><dd><b>{count(number)}</b></dd></div> };
    view! {
        <section class="panel stack below" aria-labelledby="flow">
            <h2 id="flow">{tr("flow-title")}</h2>
            <p class="soft">{text_with("flow-panel", &[("n", panel.into())])}</p>
            <dl class="outcomes flow">
                {step("flow-assessed", assessed)}
                {step("flow-not-eligible", not_eligible)}
                {step("flow-declined", declined)}
                {step("flow-enrolled", enrolled)}
            </dl>
            <div class="scroll-x" tabindex="0" role="region" aria-label=tr("flow-arms")>
                <table class="chart-table numbers">
                    <caption class="sr">{tr("flow-arms")}</caption>
                    <thead><tr>
                        <th scope="col">{tr("flow-arm")}</th><th scope="col">{tr("flow-allocated")}</th>
                        <th scope="col">{tr("flow-going-on")}</th><th scope="col">{tr("flow-done")}</th>
                        <th scope="col">{tr("flow-stopped")}</th><th scope="col">{tr("flow-withdrawn")}</th>
                        <th scope="col">{tr("flow-measured")}</th>
                    </tr></thead>
                    <tbody>{arms.into_iter().map(|arm| {
                        let name = course_words(&of, &arm);
                        let FlowArm { allocated, ended, measured, .. } = arm;
                        view! {
                            <tr>
                                <th scope="row">{name}</th>
                                {[allocated, ended.going_on, ended.done, ended.stopped, ended.withdrawn, measured]
                                    .map(|number| view! { <td>{count(number)}</td> })}
                            </tr>
                        }
                    }).collect_view()}</tbody>
                </table>
            </div>
            <p class="soft row"><Icon name="shield-check"/>{tr("flow-few")}</p>
        </section>
    }
}

/// A course in the words of its arms.
fn course_words(protocol: &Protocol, arm: &FlowArm) -> String {
    let Some(id) = &arm.course else { return text("flow-everybody") };
    let all = courses(protocol);
    let Some(course) = all.iter().find(|course| course.id == *id) else { return id.clone() };
    let named = course.steps.iter().map(|step| match step.arm.as_deref().and_then(|arm| protocol.arm(arm)) {
        Some(arm) => words_here(&arm.title),
        None => text_with("flow-baseline", &[("days", (step.to_day - step.from_day).into())]),
    });
    named.collect::<Vec<_>>().join(" → ")
}
