//! A report of blocks as PDF pages.

use super::{house_on_page, spoken_date, whole, world};
use crate::{
    Error, font,
    house::House,
    sheet::{Block, Sheet},
};
use serde::Serialize;

const TEMPLATE: &str = include_str!("sheet.typ");

/// What the template reads.
#[derive(Serialize)]
struct Told<'a> {
    lang: &'a str,
    family: &'a str,
    house: super::OnPage<'a>,
    kind: &'a str,
    finding: &'a str,
    facts: &'a [String],
    blocks: &'a [Block],
    claim: &'a str,
    made: &'a str,
    date: [u16; 5],
}

/// The pages.
pub(crate) fn sheet(sheet: &Sheet, house: &House) -> Result<Vec<u8>, Error> {
    let told = Told {
        lang: sheet.language,
        family: font::FAMILY,
        house: house_on_page(house),
        kind: &sheet.kind,
        finding: &sheet.finding,
        facts: &sheet.facts,
        blocks: &sheet.blocks,
        claim: &sheet.claim,
        made: &sheet.made_with,
        date: spoken_date(sheet.made_us)?,
    };
    let told = serde_json::to_vec(&told).map_err(|error| Error::Page(error.to_string()))?;
    let mut files = vec![("it.json".to_owned(), told)];
    for block in &sheet.blocks {
        if let Block::Figure { name, scene, .. } = block {
            files.push(((*name).to_owned(), whole(scene, name).into_bytes()));
        }
    }
    files.extend(super::logo_file(house));
    world::Pages::set(TEMPLATE.to_owned(), files)?.pdf()
}
