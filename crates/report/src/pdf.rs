//! Pages as accessible PDFs, set by typst with our own letters and nothing from outside.

mod heart;
mod sheet;
mod world;

pub(crate) use heart::heart;
pub(crate) use sheet::sheet;
pub(crate) use world::Pages;

use crate::{Error, font, heart::page::figure, house::House, moment::Moment};
use charts::Scene;
use serde::Serialize;

/// A house style as templates read it.
#[derive(Serialize)]
pub(crate) struct OnPage<'a> {
    name: &'a str,
    address: &'a [String],
    help: &'a str,
    accent: String,
    tint: String,
    logo: Option<&'static str>,
}

pub(crate) fn house_on_page(house: &House) -> OnPage<'_> {
    OnPage {
        name: &house.name,
        address: &house.address,
        help: &house.help,
        accent: house.accent.hex(),
        tint: house.accent.tint_hex(),
        logo: house.logo.as_ref().map(|logo| logo.file()),
    }
}

/// The file that a page finds the logo in.
pub(crate) fn logo_file(house: &House) -> Option<(String, Vec<u8>)> {
    house.logo.as_ref().map(|logo| (logo.file().to_owned(), logo.bytes().to_vec()))
}

/// Year, month, day, hour and minute.
fn spoken_date(us: i64) -> Result<[u16; 5], Error> {
    let Moment { year, month, day, hour, minute, .. } =
        Moment::of(us).ok_or_else(|| Error::Page("no date of today".to_owned()))?;
    Ok([year, month.into(), day.into(), hour.into(), minute.into()])
}

/// What stands for the picture when it cannot be seen.
pub(crate) fn spoken(scene: &Scene) -> String {
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
