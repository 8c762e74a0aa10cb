//! An entry of the guide as blocks: paragraphs, steps, lists of what belongs to it.

use super::{in_language, parts::Part, said};
use leptos::prelude::*;
use screen::text;
use texts::Language;
use toolkit::guide::{Line, Text};

/// What is read together.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) id: &'static str,
    pub(super) part: Part,
    pub(super) line: Option<Line>,
    pub(super) title: &'static Text,
    /// The id of a word that stands beside the title.
    pub(super) aside: Option<&'static str>,
    pub(super) blocks: Vec<Block>,
}

/// A piece of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Block {
    /// A paragraph, under a small heading where it has one.
    Said(Option<&'static str>, &'static Text),
    /// Steps in their order: what, and how.
    Steps(&'static str, Vec<Step>),
    /// Things without an order.
    List(&'static str, Vec<&'static Text>),
    /// A short list on one line: roles, products.
    Names(&'static str, Vec<&'static Text>),
}

/// A step: what, how, who does it, and with which products.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Step {
    pub(super) task: &'static Text,
    pub(super) how: Option<&'static Text>,
    pub(super) owner: Option<&'static Text>,
    pub(super) products: Vec<&'static Text>,
}

impl Entry {
    /// Whether these words stand in it, in capitals or not; nothing stands everywhere.
    pub(super) fn says(&self, wanted: &str, language: Language) -> bool {
        let holds = |words: &'static Text| in_language(words, language).to_lowercase().contains(wanted);
        wanted.is_empty() || holds(self.title) || self.blocks.iter().flat_map(Block::words).any(holds)
    }
}

impl Block {
    fn words(&self) -> Vec<&'static Text> {
        match self {
            Block::Said(_, words) => vec![words],
            Block::List(_, all) | Block::Names(_, all) => all.clone(),
            Block::Steps(_, steps) => steps
                .iter()
                .flat_map(|step| {
                    [Some(step.task), step.how, step.owner].into_iter().flatten().chain(step.products.clone())
                })
                .collect(),
        }
    }
}

/// A block on the page.
pub(super) fn block(block: Block) -> AnyView {
    let names = |names: Vec<&'static Text>| names.into_iter().map(said).collect::<Vec<_>>().join(", ");
    match block {
        Block::Said(None, words) => view! { <p class="t-lead">{said(words)}</p> }.into_any(),
        Block::Said(Some(head), words) => {
            view! { <div><h3>{text(head)}</h3><p>{said(words)}</p></div> }.into_any()
        }
        Block::List(head, all) => view! {
            <div><h3>{text(head)}</h3><ul class="dotted">{all.into_iter().map(|words| view! { <li>{said(words)}</li> }).collect_view()}</ul></div>
        }
        .into_any(),
        Block::Names(head, all) => {
            view! { <p class="t-s soft"><b>{text(head)}": "</b>{names(all)}</p> }.into_any()
        }
        Block::Steps(head, steps) => view! {
            <div>
                <h3>{text(head)}</h3>
                <ol class="steps">{steps.into_iter().map(|step| view! {
                    <li><div>
                        <p><b>{said(step.task)}</b>{step.owner.map(|owner| view! { " "<span class="tag">{said(owner)}</span> })}</p>
                        {step.how.map(|how| view! { <p>{said(how)}</p> })}
                        {(!step.products.is_empty()).then(|| view! { <p class="t-s soft"><b>{text("guide-products")}": "</b>{names(step.products)}</p> })}
                    </div></li>
                }).collect_view()}</ol>
            </div>
        }
        .into_any(),
    }
}
