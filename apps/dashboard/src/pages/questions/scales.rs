//! Scales of a set that is being made: which questions count, which the other way round, and how they become one number.

use super::editor::{BothWords, Making, Select};
use care::{
    Words,
    questions::{QuestionSet, Rule, Scale},
};
use leptos::prelude::*;
use screen::{Icon, text, text_with, tr, words_here};

#[component]
pub(super) fn Scales(making: Making) -> impl IntoView {
    let count = making.now().scales.len();
    view! {
        <fieldset class="stack">
            <legend class="section">{tr("set-scales")}</legend>
            <p class="soft t-s">{tr("set-scales-hint")}</p>
            <ol class="set-items">{(0..count).map(|at| view! { <li><One making at/></li> }).collect_view()}</ol>
            <p><button class="btn" type="button" on:click=move |_| making.reshape(add)><Icon name="plus"/>{tr("set-scale-add")}</button></p>
        </fieldset>
    }
}

/// A scale over every question that has a number.
fn add(set: &mut QuestionSet) {
    let items = set.items.iter().filter(|item| item.form.range().is_some()).map(|item| item.id.clone());
    let taken = |id: &str| set.scales.iter().any(|scale| scale.id == id);
    let id =
        (set.scales.len() + 1..).map(|n| format!("schaal-{n}")).find(|id| !taken(id)).unwrap_or_default();
    let scale = Scale {
        id,
        title: Words { nl: String::new(), en: String::new() },
        items: items.collect(),
        reversed: Vec::new(),
        rule: Rule::Sum,
        missing_max: 0,
    };
    set.scales.push(scale);
}

#[component]
fn One(making: Making, at: usize) -> impl IntoView {
    let set = making.now();
    let Some(scale) = set.scales.get(at).cloned() else { return ().into_any() };
    let write = move |change: &dyn Fn(&mut Scale)| {
        making.write(|set| {
            if let Some(scale) = set.scales.get_mut(at) {
                change(scale);
            }
        });
    };
    let rule = if scale.rule == Rule::Mean { "rule-mean" } else { "rule-sum" };
    let counted = set.items.iter().filter(|item| item.form.range().is_some()).map(|item| {
        let (id, reversed_id) = (item.id.clone(), item.id.clone());
        let words = words_here(&item.text);
        let name = if words.trim().is_empty() { item.id.clone() } else { words };
        let (counts, reversed) = (scale.items.contains(&id), scale.reversed.contains(&id));
        view! {
            <li class="row">
                <label class="check"><input type="checkbox" prop:checked=counts on:change:target=move |event| {
                    let (yes, id) = (event.target().checked(), id.clone());
                    // In the order of the questions; what no longer counts is not turned round either.
                    making.write(|set| {
                        let order: Vec<String> = set.items.iter().map(|item| item.id.clone()).collect();
                        let Some(scale) = set.scales.get_mut(at) else { return };
                        scale.items.retain(|known| *known != id);
                        if yes {
                            scale.items.push(id.clone());
                            scale.items.sort_by_key(|id| order.iter().position(|known| known == id));
                        } else {
                            scale.reversed.retain(|known| *known != id);
                        }
                    });
                }/>{name}</label>
                <label class="check"><input type="checkbox" prop:checked=reversed on:change:target=move |event| {
                    let (yes, id) = (event.target().checked(), reversed_id.clone());
                    write(&|scale| {
                        scale.reversed.retain(|known| *known != id);
                        if yes {
                            scale.reversed.push(id.clone());
                        }
                    });
                }/>{tr("set-reversed")}</label>
            </li>
        }
    });
    let missing = format!("scale-{at}-missing");
    view! {
        <div class="set-item">
            <header class="row">
                <span class="firm">{move || text_with("set-scale", &[("n", (at + 1).into())])}</span>
                <button class="btn quiet" type="button" aria-label=move || text_with("set-scale-remove", &[("n", (at + 1).into())])
                    on:click=move |_| making.reshape(|set| if at < set.scales.len() { drop(set.scales.remove(at)) })><Icon name="trash-2"/></button>
            </header>
            <BothWords name=format!("scale-{at}") label="set-scale-title" words=scale.title.clone()
                write=Callback::new(move |words: Words| write(&|scale| scale.title.clone_from(&words)))/>
            <div class="pair">
                <Select id=format!("scale-{at}-rule") label="set-rule" now=rule options=vec![("rule-sum", text("rule-sum")), ("rule-mean", text("rule-mean"))]
                    choose=Callback::new(move |chosen: String| write(&|scale| scale.rule = if chosen == "rule-mean" { Rule::Mean } else { Rule::Sum }))/>
                <div class="field">
                    <label for=missing.clone()>{tr("set-missing-max")}</label>
                    <input class="input" id=missing type="number" min="0" max="60" prop:value=scale.missing_max.to_string() on:input:target=move |event| {
                        if let Ok(value) = event.target().value().parse::<u8>() {
                            write(&|scale| scale.missing_max = value);
                        }
                    }/>
                </div>
            </div>
            <ul class="set-choices">{counted.collect_view()}</ul>
        </div>
    }
    .into_any()
}
