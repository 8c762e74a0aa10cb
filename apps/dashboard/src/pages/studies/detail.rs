//! One study: where it stands, who went through it, what came out, its protocol, and what leaves it.

use super::{
    super::asking::{Asking, Ends, Trouble},
    count,
    flow::Flow,
    form::Form,
    results::ResultsView,
    state_word,
};
use crate::{route::Route, shell};
use care::study::{
    Better, Design, EndStudy, Measure, Protocol, Source, Span, StudyDetail, StudyState, Version, What,
};
use leptos::prelude::*;
use screen::{
    Bones, FailureMessage, Icon, Remote, get, load, long_day, post, text, text_with, tr, words_here,
};
use session::StudyId;

#[component]
pub(super) fn Page(id: StudyId) -> impl IntoView {
    let again = RwSignal::new(0u32);
    let found = load(move || {
        again.track();
        async move { get::<StudyDetail>(&format!("/api/v1/studies/{id}")).await }
    });
    let retry = Callback::new(move |()| again.update(|n| *n += 1));
    move || match found.get() {
        Remote::Coming => view! { <div class="panel"><Bones lines=8/></div> }.into_any(),
        Remote::Failed(failure) => view! { <FailureMessage failure retry/> }.into_any(),
        Remote::Here(study) => view! { <Study study changed=retry/> }.into_any(),
    }
}

#[component]
fn Study(study: StudyDetail, changed: Callback<()>) -> impl IntoView {
    let Some(newest) = study.versions.first().cloned() else { return ().into_any() };
    let StudyDetail { id, state, joined, versions, wrong, opened_us, ended_us, end_reason, flow, panel } =
        study;
    let protocol = newest.protocol.clone();
    let editing = RwSignal::new(false);
    let title = protocol.title.clone();
    let title_too = title.clone();
    Effect::new(move |_| screen::set_title(&shell::title(&words_here(&title_too))));
    let hidden = protocol.blinded && state != StudyState::Ended;
    let form_of = protocol.clone();
    let read_of = protocol.clone();
    view! {
        <header class="head"><div>
            <nav class="crumbs" aria-label=tr("crumbs")><a href=Route::Studies.path()>{tr("place-studies")}</a></nav>
            <h1>{words_here(&title)}</h1>
            <p class="facts">
                <span class="mark">{state_word(state)}</span>
                {opened_us.map(|at| view! { <span>{text_with("study-opened", &[("day", long_day(at).into())])}</span> })}
                {ended_us.map(|at| view! { <span>{text_with("study-ended-at", &[("day", long_day(at).into())])}</span> })}
                {joined.map(|joined| view! { <span>{text_with("study-joined", &[("institution", joined.institution.into())])}</span> })}
                <span>{text_with("study-version", &[("n", newest.number.into())])}</span>
            </p>
        </div></header>
        {end_reason.map(|reason| view! { <p class="note">{text("study-end-reason")}": "{reason}</p> })}
        {(!wrong.is_empty()).then(|| view! {
            <div class="message" role="status"><Icon name="triangle-alert"/><div>
                <p class="firm">{text("study-wrong")}</p>
                <ul class="because">{wrong.into_iter().map(|wrong| {
                    let what = serde_word(&wrong.fault);
                    view! { <li><code>{wrong.place}</code>": "{text(&format!("study-fault-{what}"))}</li> }
                }).collect_view()}</ul>
            </div></div>
        })}
        <Turn id state changed/>
        <Flow flow of=protocol.clone() panel=count(panel)/>
        {(state != StudyState::Draft).then(|| view! { <ResultsView id protocol=protocol.clone()/> })}
        <section class="panel stack below" aria-labelledby="protocol">
            <div class="row"><h2 id="protocol">{tr("study-protocol")}</h2>
                {(state != StudyState::Ended).then(|| view! {
                    <button class="btn" type="button" aria-expanded=move || editing.get().to_string() on:click=move |_| editing.update(|on| *on = !*on)>
                        <Icon name="pen-line"/>{tr("study-change")}</button>
                })}
            </div>
            {move || if editing.get() {
                view! { <Form id protocol=form_of.clone() replaces=newest.number is_open={state == StudyState::Open} changed/> }.into_any()
            } else {
                view! { <Read protocol=read_of.clone()/> }.into_any()
            }}
            <Versions versions/>
        </section>
        <section class="panel stack below" aria-labelledby="take">
            <h2 id="take">{tr("study-out")}</h2>
            <p>{tr("study-out-lead")}</p>
            {hidden.then(|| view! { <p class="soft">{tr("study-out-hidden")}</p> })}
            <div class="ends">
                <a class="btn" href=format!("/api/v1/studies/{id}/file") download=format!("luwte-study-{id}.json")><Icon name="copy"/>{tr("study-out-file")}</a>
                <a class="btn primary" href=format!("/api/v1/studies/{id}/export") download=""><Icon name="download"/>{tr("study-out-data")}</a>
            </div>
        </section>
    }
    .into_any()
}

/// The word of a fault, as it stands in the ids of texts.
fn serde_word(fault: &care::study::Fault) -> &'static str {
    use care::study::Fault;
    match fault {
        Fault::Id => "id",
        Fault::Twice => "twice",
        Fault::Empty => "empty",
        Fault::TooLong => "too-long",
        Fault::Arms => "arms",
        Fault::Days => "days",
        Fault::Blocks => "blocks",
        Fault::Measures => "measures",
        Fault::Strata => "strata",
        Fault::Target => "target",
        Fault::Open => "open",
        Fault::Blind => "blind",
    }
}

/// On to the next: opened, ended.
#[component]
fn Turn(id: StudyId, state: StudyState, changed: Callback<()>) -> impl IntoView {
    let asking = Asking::new();
    let reason = RwSignal::new(String::new());
    match state {
        StudyState::Ended => ().into_any(),
        StudyState::Draft => {
            let open = move |_| {
                asking.send(move || {
                    Box::pin(async move {
                        let _: StudyDetail = post(&format!("/api/v1/studies/{id}/open"), &()).await?;
                        changed.run(());
                        Ok(())
                    })
                });
            };
            view! {
                <section class="panel stack" aria-labelledby="turn">
                    <h2 id="turn">{tr("study-turn-open")}</h2>
                    <p>{tr("study-turn-open-lead")}</p>
                    <Trouble asking/>
                    <p><button class="btn primary" type="button" on:click=open><Icon name="play"/>{tr("study-turn-open-do")}</button></p>
                </section>
            }
            .into_any()
        }
        StudyState::Open => {
            let end = move |event: leptos::ev::SubmitEvent| {
                event.prevent_default();
                let new = EndStudy { reason: reason.get_untracked() };
                asking.send(move || {
                    Box::pin(async move {
                        let _: StudyDetail = post(&format!("/api/v1/studies/{id}/end"), &new).await?;
                        changed.run(());
                        Ok(())
                    })
                });
            };
            view! {
                <details class="panel"><summary>{tr("study-turn-end")}</summary>
                    <form class="form stack" on:submit=end novalidate>
                        <p>{tr("study-turn-end-lead")}</p>
                        <div class="field"><label for="end-reason">{tr("study-end-reason")}</label>
                            <textarea class="input" id="end-reason" rows="2" prop:value=reason on:input:target=move |event| reason.set(event.target().value())></textarea></div>
                        <Ends asking send="study-turn-end-do" icon="circle-stop"/>
                    </form>
                </details>
            }
            .into_any()
        }
    }
}

/// The protocol to read.
#[component]
fn Read(protocol: Protocol) -> impl IntoView {
    let Protocol {
        about,
        who,
        design,
        arms,
        measures,
        strata,
        target,
        blinded,
        law_keeps_years,
        consent,
        ..
    } = protocol;
    view! {
        <p>{words_here(&about)}</p>
        <dl class="outcomes words">
            <div><dt>{tr("study-design")}</dt><dd>{design_words(&design)}</dd></div>
            <div><dt>{tr("study-target")}</dt><dd>{target}</dd></div>
            <div><dt>{tr("study-who")}</dt><dd>{words_here(&who)}</dd></div>
            <div><dt>{tr("study-arms")}</dt><dd><ul class="because">{arms.into_iter().map(|arm| view! {
                <li><span class="firm">{words_here(&arm.title)}</span>" ("{what_word(arm.what)}"). "{words_here(&arm.about)}</li>
            }).collect_view()}</ul></dd></div>
            <div><dt>{tr("study-measures")}</dt><dd><ol class="because">{measures.iter().map(|measure| view! { <li>{measure_words(measure)}</li> }).collect_view()}</ol></dd></div>
            {(!strata.is_empty()).then(|| view! {
                <div><dt>{tr("study-strata")}</dt><dd>{strata.iter().map(|stratum| {
                    let parts: Vec<String> = stratum.parts.iter().map(|part| words_here(&part.title)).collect();
                    format!("{}: {}", words_here(&stratum.title), parts.join(", "))
                }).collect::<Vec<_>>().join("; ")}</dd></div>
            })}
            <div><dt>{tr("study-blinded")}</dt><dd>{text(if blinded { "study-blinded-yes" } else { "study-blinded-no" })}</dd></div>
            {law_keeps_years.map(|years| view! { <div><dt>{tr("study-law")}</dt><dd>{text_with("study-law-years", &[("n", years.into())])}</dd></div> })}
            <div><dt>{tr("study-consent")}</dt><dd class="note">{words_here(&consent)}</dd></div>
        </dl>
    }
}

#[component]
fn Versions(versions: Vec<Version>) -> impl IntoView {
    view! {
        <details><summary>{tr("study-versions")}</summary>
            <ul class="because">{versions.into_iter().map(|version| {
                let values = [
                    ("n", version.number.into()),
                    ("day", long_day(version.at_us).into()),
                    ("name", version.by_name.into()),
                    ("consent", version.consent_version.into()),
                ];
                view! { <li>{text_with("study-version-line", &values)}</li> }
            }).collect_view()}</ul>
        </details>
    }
}

/// A design in a sentence.
fn design_words(design: &Design) -> String {
    let number = |n: u16| n.into();
    match design {
        Design::OneArm { days } => text_with("design-one-arm", &[("days", number(*days))]),
        Design::Parallel { days, .. } => text_with("design-parallel", &[("days", number(*days))]),
        Design::Crossover { days, washout_days, .. } => {
            text_with("design-crossover", &[("days", number(*days)), ("washout", number(*washout_days))])
        }
        Design::MultipleBaseline { baseline_days, days, .. } => {
            let lengths: Vec<String> = baseline_days.iter().map(u16::to_string).collect();
            text_with(
                "design-multiple-baseline",
                &[("days", number(*days)), ("lengths", lengths.join(", ").into())],
            )
        }
    }
}

/// What an arm is, in a word.
pub(super) fn what_word(what: What) -> String {
    text(match what {
        What::Vr => "arm-vr",
        What::Sham => "arm-sham",
        What::Logged => "arm-logged",
        What::Usual => "arm-usual",
    })
}

/// A measure with how its change is taken.
fn measure_words(measure: &Measure) -> String {
    let span = text(match measure.span {
        Span::Session => "measure-session",
        Span::Step => "measure-step",
    });
    let better = match measure.better {
        Better::Lower => format!(", {}", text("measure-lower")),
        Better::Higher => format!(", {}", text("measure-higher")),
        Better::Neither => String::new(),
    };
    let from = match &measure.source {
        Source::Tension => String::new(),
        Source::Item { set, .. } | Source::Scale { set, .. } => {
            format!(" ({})", text_with("measure-from", &[("set", set.as_str().into())]))
        }
    };
    format!("{}{from}. {span}{better}", words_here(&measure.title))
}
