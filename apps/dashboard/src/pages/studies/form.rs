//! Changing a protocol: its words in both languages, its numbers, what its arms are, and what is measured.

use super::{
    super::asking::{Asking, Ends},
    detail::what_word,
};
use care::{
    Words,
    study::{Design, Protocol, SaveProtocol, StudyDetail, What},
};
use leptos::prelude::*;
use screen::{Icon, put_for, text_with, tr, words_here};
use session::StudyId;

/// Numbers with commas between them; what is none is left out.
fn numbers<N: core::str::FromStr>(words: &str) -> Vec<N> {
    words.split([',', ' ', ';']).filter_map(|word| word.trim().parse().ok()).collect()
}

fn joined<N: ToString>(numbers: &[N]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// `is_open`: people take part, and what the draw rests on stays.
#[component]
pub(super) fn Form(
    id: StudyId,
    protocol: Protocol,
    replaces: u32,
    is_open: bool,
    changed: Callback<()>,
) -> impl IntoView {
    let asking = Asking::new();
    let now = RwSignal::new(protocol);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let save = SaveProtocol { protocol: now.get_untracked(), replaces };
        asking.send(move || {
            Box::pin(async move {
                let _: StudyDetail = put_for(&format!("/api/v1/studies/{id}/protocol"), &save).await?;
                changed.run(());
                Ok(())
            })
        });
    };
    view! {
        <form class="form stack" on:submit=submit novalidate>
            <Both now id="title" label="study-name" rows=1 of=|protocol| &mut protocol.title/>
            <Both now id="about" label="study-about" rows=4 of=|protocol| &mut protocol.about/>
            <Both now id="who" label="study-who" rows=3 of=|protocol| &mut protocol.who/>
            <Both now id="consent" label="study-consent" rows=8 of=|protocol| &mut protocol.consent/>
            <Number now id="target" label="study-target" disabled=false
                of=|protocol| protocol.target set=|protocol, value| protocol.target = value/>
            {is_open.then(|| view! { <p class="soft row"><Icon name="lock"/>{tr("study-fixed")}</p> })}
            <fieldset class="stack" disabled=is_open>
                <legend class="sr">{tr("study-design")}</legend>
                <DesignFields now/>
                <label class="check"><input type="checkbox" prop:checked=move || now.with(|now| now.blinded)
                    on:change:target=move |event| { let yes = event.target().checked(); now.update(|now| now.blinded = yes) }/>{tr("study-blinded-check")}</label>
                <Arms now/>
            </fieldset>
            <Number now id="law" label="study-law-check" disabled=false
                of=|protocol| u16::from(protocol.law_keeps_years.unwrap_or(0))
                set=|protocol, value| protocol.law_keeps_years = u8::try_from(value).ok().filter(|years| *years > 0)/>
            <Measures now/>
            <Ends asking send="study-save" icon="check"/>
        </form>
    }
}

/// A text in both languages.
#[component]
fn Both(
    now: RwSignal<Protocol>,
    id: &'static str,
    label: &'static str,
    rows: u8,
    of: fn(&mut Protocol) -> &mut Words,
) -> impl IntoView {
    let one = move |language: &'static str, pick: fn(&mut Words) -> &mut String| {
        let field = format!("study-{id}-{language}");
        let value = move || now.with(|now| pick(of(&mut now.clone())).clone());
        let take = move |words: String| now.update(|now| *pick(of(now)) = words);
        let start = now.with_untracked(|now| pick(of(&mut now.clone())).clone());
        view! {
            <div class="field"><label for=field.clone()>{move || text_with("study-in-language", &[("what", screen::text(label).into()), ("language", screen::text(language).into())])}</label>
                {if rows == 1 {
                    view! { <input class="input" id=field prop:value=value on:input:target=move |event| take(event.target().value())/> }.into_any()
                } else {
                    view! { <textarea class="input" id=field rows=rows.to_string() on:input:target=move |event| take(event.target().value())>{start}</textarea> }.into_any()
                }}
            </div>
        }
    };
    view! { {one("language-nl", |words| &mut words.nl)}{one("language-en", |words| &mut words.en)} }
}

#[component]
fn Number(
    now: RwSignal<Protocol>,
    id: &'static str,
    label: &'static str,
    disabled: bool,
    of: fn(&Protocol) -> u16,
    set: fn(&mut Protocol, u16),
) -> impl IntoView {
    let field = format!("study-{id}");
    view! {
        <div class="field"><label for=field.clone()>{tr(label)}</label>
            <input class="input short" id=field type="number" min="0" disabled=disabled prop:value=move || now.with(of).to_string()
                on:change:target=move |event| if let Ok(value) = event.target().value().parse() { now.update(|now| set(now, value)) }/></div>
    }
}

/// The numbers of a design; the kind comes with what it began with.
#[component]
fn DesignFields(now: RwSignal<Protocol>) -> impl IntoView {
    let days = |protocol: &Protocol| match &protocol.design {
        Design::OneArm { days }
        | Design::Parallel { days, .. }
        | Design::Crossover { days, .. }
        | Design::MultipleBaseline { days, .. } => *days,
    };
    let set_days = |protocol: &mut Protocol, value: u16| match &mut protocol.design {
        Design::OneArm { days }
        | Design::Parallel { days, .. }
        | Design::Crossover { days, .. }
        | Design::MultipleBaseline { days, .. } => *days = value,
    };
    let washout = |protocol: &Protocol| match &protocol.design {
        Design::Crossover { washout_days, .. } => *washout_days,
        _ => 0,
    };
    let set_washout = |protocol: &mut Protocol, value: u16| {
        if let Design::Crossover { washout_days, .. } = &mut protocol.design {
            *washout_days = value;
        }
    };
    let kind = now.with_untracked(|now| now.design.clone());
    let blocks = joined(kind.blocks());
    let lengths = if let Design::MultipleBaseline { baseline_days, .. } = &kind {
        joined(baseline_days)
    } else {
        String::new()
    };
    view! {
        <Number now id="days" label="study-days" disabled=false of=days set=set_days/>
        {matches!(kind, Design::Crossover { .. }).then(|| view! {
            <Number now id="washout" label="study-washout" disabled=false of=washout set=set_washout/>
        })}
        {matches!(kind, Design::MultipleBaseline { .. }).then(|| view! {
            <div class="field"><label for="study-lengths">{tr("study-lengths")}</label>
                <input class="input" id="study-lengths" value=lengths on:change:target=move |event| {
                    let lengths = numbers(&event.target().value());
                    now.update(|now| if let Design::MultipleBaseline { baseline_days, .. } = &mut now.design { *baseline_days = lengths });
                }/></div>
        })}
        {(!matches!(kind, Design::OneArm { .. })).then(|| view! {
            <div class="field"><label for="study-blocks">{tr("study-blocks")}</label>
                <input class="input" id="study-blocks" value=blocks aria-describedby="study-blocks-hint" on:change:target=move |event| {
                    let sizes: Vec<u8> = numbers(&event.target().value());
                    now.update(|now| match &mut now.design {
                        Design::Parallel { blocks, .. } | Design::Crossover { blocks, .. } | Design::MultipleBaseline { blocks, .. } => *blocks = sizes,
                        Design::OneArm { .. } => {}
                    });
                }/><p class="hint" id="study-blocks-hint">{tr("study-blocks-hint")}</p></div>
        })}
    }
}

#[component]
fn Arms(now: RwSignal<Protocol>) -> impl IntoView {
    const ALL: [What; 4] = [What::Vr, What::Sham, What::Logged, What::Usual];
    let arms = now.with_untracked(|now| now.arms.clone());
    arms.into_iter()
        .enumerate()
        .map(|(n, arm)| {
            let field = format!("study-arm-{n}");
            let is = move |what: What| now.with(|now| now.arms.get(n).is_some_and(|arm| arm.what == what));
            let choose = move |value: String| {
                let Some(what) = value.parse().ok().and_then(|place: usize| ALL.get(place)) else { return };
                now.update(|now| if let Some(arm) = now.arms.get_mut(n) { arm.what = *what });
            };
            view! {
                <div class="field"><label for=field.clone()>{words_here(&arm.title)}</label>
                    <select class="input" id=field on:change:target=move |event| choose(event.target().value())>
                        {ALL.into_iter().enumerate().map(|(place, what)| view! {
                            <option value=place.to_string() selected=move || is(what)>{what_word(what)}</option>
                        }).collect_view()}
                    </select></div>
            }
        })
        .collect_view()
}

/// What is measured: the first is the main outcome. What is not wanted is taken out.
#[component]
fn Measures(now: RwSignal<Protocol>) -> impl IntoView {
    let list = move || {
        let measures = now.with(|now| now.measures.clone());
        let several = measures.len() > 1;
        measures.into_iter().enumerate().map(|(n, measure)| {
            let title = words_here(&measure.title);
            let out = text_with("study-measure-out", &[("measure", title.as_str().into())]);
            let first = text_with("study-measure-first", &[("measure", title.as_str().into())]);
            let take_out = move |_| now.update(|now| drop(now.measures.remove(n)));
            let to_front = move |_| now.update(|now| { let one = now.measures.remove(n); now.measures.insert(0, one) });
            view! {
                <li class="row"><span>{title}</span>
                    {(n > 0).then(|| view! { <button class="btn" type="button" aria-label=first on:click=to_front>{tr("study-measure-make-main")}</button> })}
                    {several.then(|| view! { <button class="btn" type="button" aria-label=out on:click=take_out><Icon name="x"/>{tr("study-measure-leave-out")}</button> })}
                </li>
            }
        }).collect_view()
    };
    view! {
        <fieldset class="stack"><legend class="firm">{tr("study-measures")}</legend><ol class="because">{list}</ol></fieldset>
    }
}
