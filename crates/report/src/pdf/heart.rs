//! The heart report as a PDF page: the same figures, the table as a table.

use charts::Scene;
use typst::foundations::{Array, Dict, IntoValue, Value};

use super::world;
use crate::heart::page::{Figures, figure};
use crate::{Error, Group, HeartReport, font};

const TEMPLATE: &str = include_str!("heart.typ");

/// The page.
pub(crate) fn heart(report: &HeartReport) -> Result<Vec<u8>, Error> {
    let Figures { tachogram, power, poincare } = Figures::of(report);
    let scenes = [("tachogram", tachogram), ("power", power), ("poincare", poincare)];
    let mut inputs = Dict::new();
    let mut set = |name: &str, value: Value| inputs.insert(name.into(), value);
    set("lang", report.language.into_value());
    set("family", font::FAMILY.into_value());
    set("kind", report.kind.as_str().into_value());
    set("name", report.name.as_str().into_value());
    set("finding", report.finding.as_str().into_value());
    set("facts", report.facts.join(" · ").into_value());
    set("care", report.care_title.as_str().into_value());
    set("cautions", strings(&report.cautions));
    set("how", report.how.as_str().into_value());
    set("made", report.made_with.as_str().into_value());
    set("claim", report.not_medical.as_str().into_value());
    let made =
        crate::heart::Moment::of(report.made_us).ok_or_else(|| Error::Page("no date of today".to_owned()))?;
    let date =
        [u32::from(made.year), made.month.into(), made.day.into(), made.hour.into(), made.minute.into()];
    set("date", date.into_iter().map(IntoValue::into_value).collect::<Array>().into_value());
    set(
        "table",
        strings(&[report.table.title.clone(), report.table.raw.clone(), report.table.corrected.clone()]),
    );
    set("groups", report.groups.iter().map(group).collect::<Array>().into_value());
    let mut files = Vec::new();
    for (name, scene) in &scenes {
        let words =
            [scene.title.as_str().into_value(), spoken(scene).into_value(), scene.width_px.into_value()];
        set(name, words.into_iter().collect::<Array>().into_value());
        files.push((*name, whole(scene, name)));
    }
    world::pdf(TEMPLATE, inputs, files)
}

/// What stands for the picture when it cannot be seen.
fn spoken(scene: &Scene) -> String {
    format!("{}. {}", scene.title, scene.description).trim_end().to_owned()
}

/// A figure as a file of its own, in our letters.
fn whole(scene: &Scene, id: &str) -> String {
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="{family}">{inner}</svg>"#,
        width = scene.width_px,
        height = scene.height_px,
        family = font::FAMILY,
        inner = figure(scene, id, (0.0, 0.0)),
    )
}

fn strings(all: &[String]) -> Value {
    all.iter().map(|one| one.as_str().into_value()).collect::<Array>().into_value()
}

/// A title, and rows of four cells.
fn group(group: &Group) -> Value {
    let rows = group
        .rows
        .iter()
        .map(|row| strings(&[row.name.clone(), row.raw.clone(), row.corrected.clone(), row.unit.clone()]));
    let mut dict = Dict::new();
    dict.insert("title".into(), group.title.as_str().into_value());
    dict.insert("rows".into(), rows.collect::<Array>().into_value());
    dict.into_value()
}
