//! What came out: each measure with interval and n, as a picture with its table, and what it means in a sentence.

use super::{super::words::chart_box, count};
use care::study::{Arm, Comparison, Effect, Interval, MeasureResult, PrePost, Protocol, Results};
use charts::{Estimate, Forest, Scene};
use leptos::prelude::*;
use screen::{
    Bones, ChartTable, ChartView, FailureMessage, Remote, get, load, text, text_with, texts, tr, words_here,
};
use session::StudyId;

#[component]
pub(super) fn ResultsView(id: StudyId, protocol: Protocol) -> impl IntoView {
    let found = load(move || async move { get::<Results>(&format!("/api/v1/studies/{id}/results")).await });
    let body = move || match found.get() {
        Remote::Coming => view! { <Bones lines=6/> }.into_any(),
        Remote::Failed(failure) => view! { <FailureMessage failure/> }.into_any(),
        Remote::Here(results) => {
            let hidden = results.hidden;
            let all = results.measures.into_iter().enumerate().map(|(n, result)| {
                view! { <Measure result protocol=protocol.clone() is_main={n == 0}/> }
            });
            view! {
                {hidden.then(|| view! { <p class="soft">{tr("results-hidden")}</p> })}
                {all.collect_view()}
            }
            .into_any()
        }
    };
    view! {
        <section class="panel stack below" aria-labelledby="results">
            <h2 id="results">{tr("results-title")}</h2>
            <p class="soft">{tr("results-lead")}</p>
            {body}
        </section>
    }
}

#[component]
fn Measure(result: MeasureResult, protocol: Protocol, is_main: bool) -> impl IntoView {
    let title =
        protocol.measure(&result.measure).map(|measure| words_here(&measure.title)).unwrap_or_default();
    let arm_name = |id: &Option<String>| match id.as_deref().and_then(|id| protocol.arm(id)) {
        Some(Arm { title, .. }) => words_here(title),
        None => text("flow-everybody"),
    };
    let mut rows = Vec::new();
    let mut lines: Vec<String> = Vec::new();
    for arm in &result.arms {
        let name = arm_name(&arm.arm);
        match &arm.pre_post {
            Some(pre_post) => {
                rows.push(estimate(
                    text_with("results-row-arm", &[("arm", name.as_str().into())]),
                    pre_post.n,
                    pre_post.change,
                ));
                lines.push(pre_post_words(&name, pre_post));
            }
            None => lines.push(text_with("results-few", &[("arm", name.into()), ("n", count(arm.n).into())])),
        }
    }
    for comparison in &result.comparisons {
        compared(comparison, &|id| arm_name(&Some(id.to_owned())), &mut rows, &mut lines);
    }
    let (element, size) = chart_box(640.0);
    let heading = title.clone();
    let shown = !rows.is_empty();
    let scene = Signal::derive(move || -> Scene {
        let (width_px, text_px) = size.get();
        let forest = Forest {
            title: text_with("results-chart", &[("measure", heading.as_str().into())]),
            rows: rows.clone(),
            zero: text("results-zero"),
            tick: |value| texts().decimal(value, usize::from(value.fract().abs() > 1e-9)),
            columns: ["results-col-what", "results-col-n", "results-col-change"].map(text),
        };
        forest.scene(width_px, text_px)
    });
    view! {
        <article class="stack result">
            <h3>{title}{is_main.then(|| view! { " "<span class="mark">{tr("results-main")}</span> })}</h3>
            {shown.then(|| view! {
                <div node_ref=element><ChartView scene/></div>
                <details><summary>{tr("chart-as-table")}</summary><ChartTable table=Signal::derive(move || scene.with(|scene| scene.table.clone()))/></details>
            })}
            <ul class="because">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
        </article>
    }
}

fn estimate(name: String, n: u32, interval: Interval) -> Estimate {
    let Interval { estimate, low, high } = interval;
    Estimate {
        name,
        note: text_with("results-n", &[("n", n.into())]),
        value: estimate,
        low,
        high,
        label: interval_words(interval),
    }
}

fn number(value: f64) -> String {
    texts().decimal(value, 2)
}

fn interval_words(Interval { estimate, low, high }: Interval) -> String {
    let values =
        [("value", number(estimate).into()), ("low", number(low).into()), ("high", number(high).into())];
    text_with("results-interval", &values)
}

/// p as it is written: small ones only as small.
fn p_words(p: f64) -> String {
    if p < 0.001 {
        text("results-p-small")
    } else {
        text_with("results-p", &[("p", texts().decimal(p, 3).into())])
    }
}

fn effect_words(effect: &Effect) -> String {
    match effect {
        Effect::Dz { size } => text_with("effect-dz", &[("size", interval_words(*size).into())]),
        Effect::GAv { size } => text_with("effect-gav", &[("size", number(*size).into())]),
        Effect::G { size } => text_with("effect-g", &[("size", interval_words(*size).into())]),
    }
}

fn pre_post_words(arm: &str, told: &PrePost) -> String {
    let values = [
        ("arm", arm.into()),
        ("n", told.n.into()),
        ("before", number(told.before_mean).into()),
        ("beforesd", number(told.before_sd).into()),
        ("after", number(told.after_mean).into()),
        ("aftersd", number(told.after_sd).into()),
        ("change", interval_words(told.change).into()),
        ("p", p_words(told.p).into()),
    ];
    let mut line = text_with("results-pre-post", &values);
    for effect in &told.effects {
        line = format!("{line} {}", effect_words(effect));
    }
    if let Some(ranked) = &told.ranked {
        let values = [
            ("shift", interval_words(ranked.shift).into()),
            ("p", p_words(ranked.p).into()),
            ("n", ranked.n.into()),
        ];
        let id = if ranked.exact { "results-ranked" } else { "results-ranked-normal" };
        line = format!("{line} {}", text_with(id, &values));
    }
    line
}

fn compared(
    comparison: &Comparison,
    name: &dyn Fn(&str) -> String,
    rows: &mut Vec<Estimate>,
    lines: &mut Vec<String>,
) {
    match comparison {
        Comparison::Parallel { arm, against, n, difference, p, effect } => {
            let (arm, against) = (name(arm), name(against));
            let title = text_with(
                "results-row-compare",
                &[("arm", arm.as_str().into()), ("against", against.as_str().into())],
            );
            rows.push(estimate(title, n.0 + n.1, *difference));
            let values = [
                ("arm", arm.into()),
                ("against", against.into()),
                ("one", n.0.into()),
                ("other", n.1.into()),
                ("difference", interval_words(*difference).into()),
                ("p", p_words(*p).into()),
            ];
            let effect = effect.as_ref().map(effect_words).unwrap_or_default();
            lines.push(format!("{} {effect}", text_with("results-parallel", &values)));
        }
        Comparison::Crossover { arm, against, n, difference, p, period, period_p } => {
            let (arm, against) = (name(arm), name(against));
            let title = text_with(
                "results-row-compare",
                &[("arm", arm.as_str().into()), ("against", against.as_str().into())],
            );
            rows.push(estimate(title, n.0 + n.1, *difference));
            rows.push(estimate(text("results-row-period"), n.0 + n.1, *period));
            let values = [
                ("arm", arm.into()),
                ("against", against.into()),
                ("one", n.0.into()),
                ("other", n.1.into()),
                ("difference", interval_words(*difference).into()),
                ("p", p_words(*p).into()),
                ("period", interval_words(*period).into()),
                ("periodp", p_words(*period_p).into()),
            ];
            lines.push(text_with("results-crossover", &values));
        }
        Comparison::Baseline { n, level, p, assignments, exact, tau } => {
            rows.push(estimate(text("results-row-level"), *n, *level));
            let values = [
                ("n", (*n).into()),
                ("level", interval_words(*level).into()),
                ("p", p_words(*p).into()),
                ("assignments", (*assignments).into()),
                ("tau", number(*tau).into()),
            ];
            lines.push(text_with(
                if *exact { "results-baseline" } else { "results-baseline-sample" },
                &values,
            ));
        }
    }
}
