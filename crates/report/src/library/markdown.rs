//! A product's words as Markdown: to be edited, or pasted elsewhere.

use super::{
    Product,
    content::{Kind, ToldItem, ToldPart},
};
use crate::house::House;
use std::fmt::Write as _;
use texts::Language;

pub(super) fn of(product: &Product, house: &House, language: Language) -> String {
    let mut out = format!("# {}\n", product.title(language));
    for words in [&product.content.heading, &product.content.lead].into_iter().flatten() {
        paragraph(&mut out, &words.told(language, house));
    }
    for part in product.parts() {
        one(&mut out, &part.told(language, house));
    }
    out
}

fn paragraph(out: &mut String, words: &str) {
    let _ = writeln!(out, "\n{words}");
}

fn one(out: &mut String, part: &ToldPart) {
    if let Some(title) = &part.title {
        paragraph(out, &format!("## {title}"));
    }
    if let Some(words) = &part.words {
        paragraph(out, words);
    }
    if !part.items.is_empty() {
        out.push('\n');
    }
    for (at, item) in part.items.iter().enumerate() {
        let ToldItem { head, text, .. } = item;
        let text = text.as_deref().map(|text| format!(": {text}")).unwrap_or_default();
        let _ = match part.kind {
            Kind::Steps => writeln!(out, "{}. {head}{text}", at + 1),
            Kind::Checks | Kind::Tasks => writeln!(out, "- [ ] {head}{text}"),
            Kind::Fields | Kind::Signatures => writeln!(out, "- {head}: ____"),
            Kind::Questions => {
                let answer = item.text.as_deref().unwrap_or_default();
                writeln!(out, "**{head}**\n{answer}\n")
            }
            _ => writeln!(out, "- {head}{text}"),
        };
    }
    if !part.rows.is_empty() {
        let row = |cells: &[String]| format!("| {} |", cells.join(" | "));
        paragraph(out, &row(&part.columns));
        let _ = writeln!(out, "|{}", "---|".repeat(part.columns.len()));
        for cells in &part.rows {
            let _ = writeln!(out, "{}", row(cells));
        }
    }
    if let Some(notes) = &part.notes {
        paragraph(out, &format!("> {notes}"));
    }
}
