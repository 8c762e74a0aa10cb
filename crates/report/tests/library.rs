//! The supporting products: each is one that the guide names, says the same in both languages, fits its pages, and its pages
//! are accessible. All of them are printed by `luwte library make`; here a few, in the forms that differ most.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use report::{
    Accent, House, Logo,
    library::{files, product, products},
};
use std::{fs, path::Path};
use texts::{Language, Texts};

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/toolkit/products")
}

fn house() -> House {
    let mark = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 40"><circle cx="20" cy="20" r="16" fill="#7a1f5c"/><path d="M48 10h104v20H48z" fill="#7a1f5c"/></svg>"##;
    House {
        name: "GGZ De Lagune".to_owned(),
        address: vec!["Kanaalweg 12, 3526 KL Utrecht".to_owned()],
        help: "Noor, toestel 4411".to_owned(),
        accent: Accent::read("#7a1f5c").unwrap(),
        logo: Some(Logo::read(mark.into()).unwrap()),
    }
}

#[test]
fn every_file_is_a_product_that_the_guide_names_and_can_be_read() {
    assert_eq!(products().len(), files(), "a file without a product of its name, or that cannot be read");
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            let id = path.file_stem().unwrap().to_string_lossy().into_owned();
            assert!(toolkit::guide::product(&id).is_some(), "{id} is no product of the guide");
            assert!(product(&id).is_some(), "{id} cannot be read");
        }
    }
}

/// Every pair of Dutch and English in a file.
fn pairs(value: &toml::Value, found: &mut Vec<(String, String)>) {
    match value {
        toml::Value::Array(all) => match all.as_slice() {
            [toml::Value::String(nl), toml::Value::String(en)] => found.push((nl.clone(), en.clone())),
            all => all.iter().for_each(|one| pairs(one, found)),
        },
        toml::Value::Table(table) => table.values().for_each(|one| pairs(one, found)),
        _ => {}
    }
}

#[test]
fn dutch_is_plain_and_english_says_it_too() {
    let official = ["dient te", "teneinde", "middels", "indien", "betreffende", " uw ", " u "];
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "toml") {
            continue;
        }
        let name = path.display();
        let file: toml::Value = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let mut found = Vec::new();
        pairs(&file, &mut found);
        assert!(found.len() >= 2, "{name} says next to nothing");
        for (nl, en) in found {
            assert_eq!(nl.trim().is_empty(), en.trim().is_empty(), "{name}: {nl} | {en}");
            for sentence in nl.split(['.', '?', '!', ':', ';']) {
                let words = sentence.split_whitespace().count();
                assert!(words <= 22, "{name}: {words} words: {sentence}");
            }
            let lower = nl.to_lowercase();
            for word in official {
                assert!(!lower.contains(word), "{name}: {word} in: {nl}");
            }
            assert!(!nl.contains('!') && !en.contains('!'), "{name}: no exclamation marks: {nl}");
        }
    }
}

/// A card, a form with tables of the guide, a poster and slides: all that pages are made of.
const PRINTED: [&str; 5] = [
    "pocket-card-preconditions",
    "hygiene-protocol",
    "poster-when-to-use-vr",
    "introduction-presentation",
    "task-overview-per-role",
];

#[test]
fn pages_are_accessible_and_as_many_as_they_should_be() {
    for (at, id) in PRINTED.into_iter().enumerate() {
        let product = product(id).unwrap_or_else(|| panic!("no {id}"));
        let language = Language::ALL[at % 2];
        let printed = product.print(&house(), &Texts::new(language)).unwrap();
        assert_eq!(printed.count(), product.pages(), "{id} runs over, or leaves a page empty");
        let pdf = printed.pdf().expect("PDF/UA-1 and PDF/A-2a hold, or typst refuses");
        let has = |wanted: &str| pdf.windows(wanted.len()).any(|bytes| bytes == wanted.as_bytes());
        for mark in ["%PDF-1.7", "/MarkInfo", "/StructTreeRoot", "pdfuaid", "pdfaid", "/FontFile"] {
            assert!(has(mark), "{id}: {mark}");
        }
        assert!(has(&format!("({})", language.tag())), "{id}: the language is told");
        fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{id}.pdf")), &pdf).unwrap();
    }
}

#[test]
fn a_preview_is_the_first_page_in_the_colours_of_the_house() {
    let printed = product("pocket-card-preconditions").unwrap();
    let png = printed.print(&house(), &Texts::new(Language::Nl)).unwrap().preview().unwrap();
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
    let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert_eq!(side(16), 480);
    // A6 upright: 105 by 148 mm.
    assert!((side(20) as f64 / 480.0 - 148.0 / 105.0).abs() < 0.01, "{} by {}", side(16), side(20));
    fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join("preview.png"), &png).unwrap();
}

#[test]
fn words_to_edit_hold_the_house_and_what_the_guide_says() {
    let words = product("task-overview-per-role").unwrap().markdown(&house(), Language::Nl);
    assert!(words.starts_with("# Takenoverzicht per rol"), "{words}");
    for task in toolkit::guide::role("coordinator").unwrap().tasks {
        assert!(words.contains(task.task.nl), "{}", task.task.nl);
    }
    let card = product("pocket-card-preconditions").unwrap();
    assert!(card.markdown(&house(), Language::En).contains("Noor, toestel 4411"));
    assert!(card.markdown(&House::plain("De Lagune"), Language::En).contains("………"), "a line to write on");
}
