//! The heart report as a PDF page: the same figures, the table as a table.

use super::{spoken, spoken_date, whole, world};
use crate::heart::page::Figures;
use crate::{Error, Group, HeartReport, font};
use serde::Serialize;

const TEMPLATE: &str = include_str!("heart.typ");

/// What the template reads.
#[derive(Serialize)]
struct Told<'a> {
    lang: &'a str,
    family: &'a str,
    kind: &'a str,
    name: &'a str,
    finding: &'a str,
    facts: String,
    care: &'a str,
    cautions: &'a [String],
    how: &'a str,
    made: &'a str,
    claim: &'a str,
    date: [u16; 5],
    table: [&'a str; 3],
    groups: Vec<ToldGroup<'a>>,
    tachogram: (String, String, f64),
    power: (String, String, f64),
    poincare: (String, String, f64),
}

/// A title, and rows of four cells.
#[derive(Serialize)]
struct ToldGroup<'a> {
    title: &'a str,
    rows: Vec<[&'a str; 4]>,
}

/// The page.
pub(crate) fn heart(report: &HeartReport) -> Result<Vec<u8>, Error> {
    let Figures { tachogram, power, poincare } = Figures::of(report);
    let figure = |scene: &charts::Scene| (scene.title.clone(), spoken(scene), scene.width_px);
    let told = Told {
        lang: report.language,
        family: font::FAMILY,
        kind: &report.kind,
        name: &report.name,
        finding: &report.finding,
        facts: report.facts.join(" · "),
        care: &report.care_title,
        cautions: &report.cautions,
        how: &report.how,
        made: &report.made_with,
        claim: &report.not_medical,
        date: spoken_date(report.made_us)?,
        table: [&report.table.title, &report.table.raw, &report.table.corrected],
        groups: report.groups.iter().map(group).collect(),
        tachogram: figure(&tachogram),
        power: figure(&power),
        poincare: figure(&poincare),
    };
    let told = serde_json::to_vec(&told).map_err(|error| Error::Page(error.to_string()))?;
    let mut files = vec![("it.json".to_owned(), told)];
    for (name, scene) in [("tachogram", tachogram), ("power", power), ("poincare", poincare)] {
        files.push((name.to_owned(), whole(&scene, name).into_bytes()));
    }
    world::Pages::set(TEMPLATE.to_owned(), files)?.pdf()
}

fn group(group: &Group) -> ToldGroup<'_> {
    ToldGroup {
        title: &group.title,
        rows: group
            .rows
            .iter()
            .map(|row| [row.name.as_str(), row.raw.as_str(), row.corrected.as_str(), row.unit.as_str()])
            .collect(),
    }
}
