//! What every column of a study's data means: for a program, and as a page for people.

use super::table::Table;
use crate::{api::privacy::export::csv_line, store::StudyRow};
use care::{
    Words,
    study::{Protocol, Source},
};
use std::fmt::Write as _;
use texts::Language;

/// One line for each column, and one for each measure.
pub(super) fn csv(tables: &[Table], protocol: &Protocol) -> String {
    let mut text = format!(
        "\u{feff}{}",
        csv_line(&["table", "column", "type", "unit_or_values", "meaning_nl", "meaning_en"])
    );
    for table in tables {
        for column in &table.columns {
            let kind = if column.is_number { "number" } else { "text" };
            text += &csv_line(&[table.name, column.name, kind, column.unit, column.nl, column.en]);
        }
    }
    for measure in &protocol.measures {
        let from = match &measure.source {
            Source::Tension => "tension".to_owned(),
            Source::Item { set, item } => format!("{set}/{item}"),
            Source::Scale { set, scale } => format!("{set}/{scale}"),
        };
        text += &csv_line(&["measure", &measure.id, "number", &from, &measure.title.nl, &measure.title.en]);
    }
    text
}

/// The same as a page that opens anywhere, without network.
pub(super) fn page(study: &StudyRow, people: usize, tables: &[Table], language: Language) -> String {
    let nl = language == Language::Nl;
    let say = |words: &Words| escaped(if nl { &words.nl } else { &words.en });
    let tr = |dutch: &'static str, english: &'static str| if nl { dutch } else { english };
    let mut page = String::new();
    let Some(version) = study.newest() else { return page };
    let protocol = &version.protocol;
    let lead = if nl {
        format!(
            "Protocol versie {}, {people} deelnemers. Iedereen staat hierin met een code die alleen in dit onderzoek bestaat. Wie alles terugtrok staat er niet in.",
            version.number
        )
    } else {
        format!(
            "Protocol version {}, {people} participants. Everybody stands here under a code that exists in this study alone. Whoever withdrew everything is left out.",
            version.number
        )
    };
    let _ = write!(
        page,
        "<!doctype html><html lang=\"{}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title>\
         <style>body{{font:17px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#20302f;background:#fbf8f2}}\
         table{{border-collapse:collapse;width:100%;margin:0 0 2rem}}th,td{{text-align:left;vertical-align:top;padding:.4rem .8rem .4rem 0;border-bottom:1px solid #d9d2c4}}\
         code{{font-size:.95em}}@media(prefers-color-scheme:dark){{body{{color:#e8e4da;background:#172322}}th,td{{border-color:#3a4a48}}}}</style>\
         <h1>{title}</h1><p>{}</p><p>{lead}</p>",
        tr("nl", "en"),
        say(&protocol.about),
        title = say(&protocol.title),
    );
    if study.is_hidden() {
        let hidden = tr(
            "Het onderzoek is geblindeerd en loopt nog: groepen staan er niet in.",
            "The study is blinded and goes on: arms are left out.",
        );
        let _ = write!(page, "<p><b>{hidden}</b></p>");
    }
    for table in tables {
        let heads = [
            tr("kolom", "column"),
            tr("soort", "type"),
            tr("eenheid of waarden", "unit or values"),
            tr("betekenis", "meaning"),
        ];
        let heads: String = heads.iter().map(|head| format!("<th scope=\"col\">{head}</th>")).collect();
        let files = if table.name == super::heart::NAME { "csv, parquet" } else { "csv, sav, parquet" };
        let _ = write!(
            page,
            "<h2>{}</h2><p>{} – {files}</p><table><thead><tr>{heads}</tr></thead><tbody>",
            table.name,
            rows(table, nl)
        );
        for column in &table.columns {
            let kind = if column.is_number { tr("getal", "number") } else { tr("tekst", "text") };
            let meaning = if nl { column.nl } else { column.en };
            let _ = write!(
                page,
                "<tr><th scope=\"row\"><code>{}</code></th><td>{kind}</td><td>{}</td><td>{}</td></tr>",
                column.name,
                escaped(column.unit),
                escaped(meaning),
            );
        }
        page.push_str("</tbody></table>");
    }
    let _ = write!(page, "<h2>{}</h2><table><tbody>", tr("Maten", "Measures"));
    for measure in &protocol.measures {
        let _ = write!(
            page,
            "<tr><th scope=\"row\"><code>{}</code></th><td>{}</td></tr>",
            measure.id,
            say(&measure.title)
        );
    }
    page.push_str("</tbody></table></html>\n");
    page
}

fn rows(table: &Table, nl: bool) -> String {
    format!("{} {}", table.rows.len(), if nl { "rijen" } else { "rows" })
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
