//! The heart report as a page: what it says, that it is whole in every form, and that it is accessible.
//!
//! The pages lie in the folder `tmp` of the build folder afterwards, to be looked at.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};

use hrv::{Analysis, Interval, files};
use report::{HeartReport, Source};
use texts::{Language, Texts};

fn fixture(name: &str) -> Vec<Interval> {
    let file = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/heart")).join(name);
    files::read(&std::fs::read(file).unwrap()).unwrap().intervals
}

fn page(intervals: &[Interval], language: Language) -> HeartReport {
    let analysis = Analysis::of(intervals);
    let source = Source {
        name: "rest <&> \"friends\".rr.txt".to_owned(),
        start_us: Some(1_764_079_500_000_000),
        made_us: 1_764_100_000_000_000,
        version: "0.0.0".to_owned(),
    };
    HeartReport::of(&source, &analysis, &analysis.report(), &Texts::new(language))
}

/// A rest with an early beat every 40, a missed one every 90, and half a minute of silence in the middle.
fn flawed() -> Vec<Interval> {
    let mut intervals = fixture("rest.rr.txt");
    let half = intervals.len() / 2;
    for (i, interval) in intervals.iter_mut().enumerate() {
        match i % 90 {
            20 => interval.ms *= 0.6,
            21 => interval.ms *= 1.4,
            60 => interval.ms *= 2.0,
            _ => {}
        }
        if i == half {
            interval.missing_ms = 30_000.0;
            interval.successive = false;
        }
    }
    intervals
}

fn kept(name: &str, bytes: &[u8]) -> PathBuf {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&file, bytes).unwrap();
    file
}

#[test]
fn the_page_says_its_finding_first_in_both_languages() {
    let intervals = fixture("rest.rr.txt");
    let metrics = Analysis::of(&intervals).report().corrected;
    let (rmssd, rate) = (metrics.rmssd_ms.unwrap(), metrics.mean_hr_bpm.unwrap());
    let dutch = page(&intervals, Language::Nl);
    let comma = format!("{rmssd:.1}").replace('.', ",");
    assert_eq!(dutch.finding(), format!("RMSSD {comma} ms bij gemiddeld {rate:.0} slagen per minuut"));
    let english = page(&intervals, Language::En);
    assert_eq!(english.finding(), format!("RMSSD {rmssd:.1} ms at a mean of {rate:.0} beats per minute"));
    assert!(
        english.facts().iter().any(|fact| fact == "began Tue 25 Nov 2025, 14:05"),
        "{:?}",
        english.facts()
    );
    assert!(dutch.facts().iter().any(|fact| fact == "begonnen di 25 nov 2025, 14:05"), "{:?}", dutch.facts());
}

#[test]
fn what_cannot_be_relied_on_is_no_finding() {
    // Every third interval is a beat and a half: more than 20 % of the differences are lost.
    let mut intervals: Vec<Interval> = fixture("minute.rr.txt").into_iter().take(45).collect();
    for interval in intervals.iter_mut().step_by(3) {
        interval.ms *= 1.6;
    }
    let page = page(&intervals, Language::En);
    assert_eq!(page.finding(), "Too few usable heartbeats to conclude anything", "{:?}", page.cautions());
    let short = page.cautions().iter().filter(|caution| caution.starts_with("Too short")).count();
    assert_eq!(short, 1, "the gravest says it: {:?}", page.cautions());
    assert!(
        page.svg().contains("Where the variation comes from"),
        "no band is named where bands are missing"
    );
}

#[test]
fn the_svg_carries_its_letters_and_nothing_that_a_file_name_smuggles_in() {
    let svg = page(&flawed(), Language::Nl).svg();
    kept("heart-nl.svg", svg.as_bytes());
    assert!(svg.contains("@font-face") && svg.contains("data:font/woff2;base64,"));
    assert!(svg.contains("rest &lt;&amp;&gt; &quot;friends&quot;.rr.txt") && !svg.contains("<&>"));
    assert!(!svg.contains("NaN") && !svg.contains("inf") && !svg.contains('⟦'));
    for figure in ["tachogram-t", "power-t", "poincare-t"] {
        assert!(svg.contains(&format!("id=\"{figure}\"")), "{figure} has a title to be read aloud");
    }
    assert!(
        !svg.contains("http://")
            || svg.matches("http").count() == svg.matches("http://www.w3.org/2000/svg").count()
    );
}

#[test]
fn the_png_is_drawn_with_letters() {
    let drawn = page(&flawed(), Language::Nl).png().unwrap();
    kept("heart-nl.png", &drawn);
    assert_eq!(drawn.get(..8), Some(&b"\x89PNG\r\n\x1a\n"[..]));
    let (width, height) = (&drawn[16..20], &drawn[20..24]);
    let pixels = |bytes: &[u8]| u32::from_be_bytes(bytes.try_into().unwrap());
    assert_eq!(pixels(width), 1_588, "twice the width of A4 at 96 pixels an inch");
    assert!(pixels(height) >= 2_246);
    // Without letters the page would be half as large.
    assert!(drawn.len() > 120_000, "{}", drawn.len());
}

#[test]
fn the_pdf_is_one_tagged_accessible_page() {
    for (language, tag) in [(Language::Nl, "nl"), (Language::En, "en")] {
        let pdf = page(&flawed(), language).pdf().expect("PDF/UA-1 and PDF/A-2a hold, or typst refuses");
        kept(&format!("heart-{tag}.pdf"), &pdf);
        let has = |wanted: &str| pdf.windows(wanted.len()).any(|bytes| bytes == wanted.as_bytes());
        assert!(has("%PDF-1.7"));
        for mark in ["/MarkInfo", "/StructTreeRoot", "pdfuaid", "pdfaid"] {
            assert!(has(mark), "{tag}: {mark}");
        }
        assert!(has(&format!("/Lang ({tag})")) || has(&format!("({tag})")), "{tag}: the language is told");
        assert!(has("/Count 1"), "{tag}: one page");
    }
}

#[test]
fn the_same_recording_gives_the_same_bytes() {
    let (one, other) = (page(&flawed(), Language::En), page(&flawed(), Language::En));
    assert_eq!(one.svg(), other.svg());
    assert_eq!(one.pdf().unwrap(), other.pdf().unwrap());
}

#[test]
fn a_recording_of_nothing_still_makes_a_page() {
    for ms in [0.0, 800.0, f64::NAN] {
        let alone = [Interval { ms, missing_ms: 0.0, successive: false }];
        let page = page(&alone, Language::Nl);
        assert_eq!(page.finding(), "Te weinig normale hartslagen om iets te meten");
        assert!(!page.svg().contains("NaN"));
        page.png().unwrap();
        let pdf = page.pdf().unwrap();
        kept("heart-nothing.pdf", &pdf);
    }
}
