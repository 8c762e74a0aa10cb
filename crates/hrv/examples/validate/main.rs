//! Compares the engine with its references and prints the result as a page: what `cargo xtask validate` writes.
//!
//! With `--dump FOLDER` it writes the made-up rhythms there instead, for other tools.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../../tests/made/mod.rs"]
mod made;
#[path = "../../tests/recordings/mod.rs"]
mod recordings;
mod whole;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use hrv::{ALGORITHM, Metrics, View, import};
use made::{cases, fibrillation, found, found_alone, found_by_karlsson, judge, people};
use serde_json::Value;

/// Every metric with a reference: its name, and how near it must come, relatively.
const METRICS: [(&str, f64); 20] = [
    ("mean_nn_ms", 1e-9),
    ("median_nn_ms", 1e-9),
    ("sdnn_ms", 1e-9),
    ("rmssd_ms", 1e-9),
    ("sdsd_ms", 1e-9),
    ("pnn50_pct", 1e-9),
    ("pnn20_pct", 1e-9),
    ("sd1_ms", 1e-9),
    ("sd2_ms", 1e-9),
    ("sd_ratio", 1e-9),
    ("sampen", 1e-9),
    ("apen", 1e-9),
    ("triangular_index", 1e-9),
    ("tinn_ms", 1e-9),
    ("baevsky_sqrt", 1e-9),
    ("dfa_alpha1", 1e-6),
    ("dfa_alpha2", 1e-6),
    ("vlf_ms2", 1e-6),
    ("lf_ms2", 1e-6),
    ("hf_ms2", 1e-6),
];

/// What stands around the tables.
const INTRODUCTION: &str = "Written by `cargo xtask validate`; do not edit. Definitions stand beside the code in `crates/hrv`. \
Synthetic series are always compared; recordings where `../shared/data` is at hand, and in a folder that is given.";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [option, folder] = arguments.as_slice()
        && option == "--dump"
    {
        return dump(Path::new(folder));
    }
    println!("# Validation of the heart engine\n\nAlgorithm `{ALGORITHM}`. {INTRODUCTION}");
    metrics();
    whole::against_references();
    patterns();
    labelled();
    whole::every_recording();
    rhythms();
    println!("\n{DISAGREEMENTS}");
}

/// What other tools do differently, and why.
const DISAGREEMENTS: &str = "## Where other tools differ, and why

- **pNN50, pNN20**: the Task Force divides by differences, NeuroKit2 and this engine by intervals; with n intervals the values differ by n ÷ (n − 1).
- **Powers**: NeuroKit2's default powers have no unit, and its default linear interpolation loses up to a quarter of HF; here they are ms² from a cubic spline.
- **Raw powers of a recording with artefacts** are those of the artefacts: one missed beat outweighs minutes of breathing. The report gives them beside the corrected ones to show how much correction matters, not to be used.
- **DFA**: some tools take other windows, 4–16 beats for α1 and 16–64 for α2; here 4–11 and 12–64, overlapping.
- **VLF** begins at 0.0033 Hz here and at 0 Hz in many tools, which count the slow drift of the mean.
- **TINN**: NeuroKit2 searches from the lowest bin in a loop that may never run, and then says 0; here both sides of the triangle are fitted.
- **EC57 pattern 2**: the spline that the definition prescribes takes 1.0002 % from a wave of five beats; the measured −1.00 % is the definition's, not a fault of the code.
- **EC57 pattern 5** is one wave an hour (variance 9 821 ms²), far below VLF. Segments of 300 s, which the definition prescribes, cannot tell so slow a wave from VLF and let part of it leak there; a spectrum of the whole day could, and would not do for five minutes.
- **Corrected RMSSD**: tools that put a beat in place of a removed one make differences that nobody's heart made; here a removed beat takes its two differences with it. Repaired intervals carry only the spectrum and DFA.
- **Atrial fibrillation**: Lipponen & Tarvainen's correction smooths it; here beats are kept and the report says *irregular*.
- **What timing cannot tell**: an early atrial beat in who breathes deeply (the athlete above) looks like a breath; experts see the P wave, intervals do not show it.";

fn metrics() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures"));
    let shared = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/heart"));
    let reference = json(&folder.join("metrics.json"));
    let mut worst: BTreeMap<&str, (f64, usize)> = BTreeMap::new();
    for (name, expected) in reference["series"].as_object().expect("an object") {
        let file = format!("{name}.rr.txt");
        let path = [folder, shared].map(|folder| folder.join(&file)).into_iter().find(|path| path.exists());
        let text = std::fs::read_to_string(path.expect("a fixture")).expect("readable");
        let metrics = Metrics::of(&View::raw(&import::rr_text(&text).expect("intervals")));
        let ours = serde_json::to_value(metrics).expect("JSON");
        for (metric, _) in METRICS {
            let Some(theirs) = expected[metric].as_f64() else { continue };
            let ours = ours[metric].as_f64().expect("a value");
            let error = if theirs == 0.0 { ours.abs() } else { (ours / theirs - 1.0).abs() };
            let entry = worst.entry(metric).or_insert((0.0, 0));
            *entry = (entry.0.max(error), entry.1 + 1);
        }
    }
    let tool = reference["tool"].as_str().expect("text");
    println!("\n## Metrics against references\n\nReference: {tool}; exhaustive search for TINN.\n");
    println!("| metric | series | tolerance | largest relative difference | |\n|---|---|---|---|---|");
    for (metric, tolerance) in METRICS {
        let (error, series) = worst[metric];
        println!(
            "| `{metric}` | {series} | {tolerance:.0e} | {error:.0e} | {} |",
            verdict(error <= tolerance)
        );
    }
}

fn patterns() {
    type Band = fn(&Metrics) -> Option<f64>;
    let patterns: [(&str, &str, f64, Band); 3] = [
        ("TP2", "HF", 612.5, |metrics| metrics.hf_ms2),
        ("TP3", "LF", 2_450.0, |metrics| metrics.lf_ms2),
        ("TP4", "VLF", 39_200.0, |metrics| metrics.vlf_ms2),
    ];
    println!("\n## Test patterns of ANSI/AAMI EC57 (A.4.3.3)\n");
    println!("| pattern | band | stated, ms² | measured, ms² | difference | |\n|---|---|---|---|---|---|");
    for (name, band, stated, of) in patterns {
        let Some(text) = recordings::text(&format!("ec57/{name}.txt")) else {
            println!("| {name} | {band} | {stated} | not at hand | | |");
            continue;
        };
        let metrics = Metrics::time_and_frequency(&View::raw(&import::rr_text(&text).expect("intervals")));
        let power = of(&metrics).expect("a day");
        let error_pct = 100.0 * (power / stated - 1.0);
        let reached = verdict(error_pct.abs() <= 1.005);
        println!("| {name} | {band} | {stated} | {power:.1} | {error_pct:+.2} % | {reached} |");
    }
    if let Some(text) = recordings::text("ec57/TP5.txt") {
        let metrics = Metrics::time_and_frequency(&View::raw(&import::rr_text(&text).expect("intervals")));
        for (band, power) in [("VLF", metrics.vlf_ms2), ("LF", metrics.lf_ms2), ("HF", metrics.hf_ms2)] {
            println!("| TP5 | {band} | 0 | {:.1e} | | see below |", power.expect("a day"));
        }
    }
}

fn labelled() {
    println!("\n## Artefacts against expert labels\n");
    println!(
        "RMSSD over pairs of normal beats per five minutes; targets: median ≤ 1 %, 95th percentile ≤ 5 %, beats kept ≥ 99.5 %.\n"
    );
    println!(
        "| recording | windows | median | 95th percentile | normal beats kept | |\n|---|---|---|---|---|---|"
    );
    type Found = fn(&[f64]) -> Vec<bool>;
    let ways: [(&str, Found); 2] = [("in one piece", found), ("every five minutes alone", found_alone)];
    for recording in recordings::annotated() {
        let truth: Vec<bool> = recording.labels.iter().map(|label| label == "NN").collect();
        for (way, found) in ways {
            let it = judge(&recording.intervals_ms, &truth, &found(&recording.intervals_ms));
            let reached = verdict(it.median_pct <= 1.0 && it.p95_pct <= 5.0 && it.kept_pct >= 99.5);
            println!(
                "| {}, {way} | {} | {:.2} % | {:.2} % | {:.3} % | {reached} |",
                recording.name, it.windows, it.median_pct, it.p95_pct, it.kept_pct
            );
        }
    }
}

fn rhythms() {
    let theirs =
        json(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/rhythms-neurokit.json")));
    println!("\n## Artefacts on made-up rhythms\n");
    println!(
        "Two hours each on the 1/128 s grid, every beat known (`crates/hrv/tests/made`). Error of RMSSD per five minutes, median / 95th percentile; \
         Karlsson: intervals within 20 % of their neighbours' mean; NeuroKit2: {}.\n",
        theirs["tool"].as_str().expect("text")
    );
    println!(
        "| rhythm | this engine | beats kept | Karlsson | beats kept | NeuroKit2 |\n|---|---|---|---|---|---|"
    );
    for (name, intervals_ms, truth) in all_rhythms() {
        let ours = judge(&intervals_ms, &truth, &found(&intervals_ms));
        let karlsson = judge(&intervals_ms, &truth, &found_by_karlsson(&intervals_ms));
        let neurokit = &theirs["series"][&name];
        let number = |value: &Value| value.as_f64().map_or("–".to_owned(), |value| format!("{value:.1}"));
        println!(
            "| {name} | {:.2} / {:.2} % | {:.2} % | {:.2} / {:.1} % | {:.2} % | {} / {} % |",
            ours.median_pct,
            ours.p95_pct,
            ours.kept_pct,
            karlsson.median_pct,
            karlsson.p95_pct,
            karlsson.kept_pct,
            number(&neurokit["median_pct"]),
            number(&neurokit["p95_pct"]),
        );
    }
}

fn all_rhythms() -> Vec<(String, Vec<f64>, Vec<bool>)> {
    let mut all = Vec::new();
    for (person, config, body) in people() {
        for (case, chances) in cases() {
            let (intervals_ms, truth) = made::made((config, body), chances, 1_000.0 / 128.0);
            all.push((format!("{person}, {case}"), intervals_ms, truth));
        }
    }
    all.extend(fibrillation());
    all
}

fn dump(folder: &Path) {
    for (name, intervals_ms, truth) in all_rhythms() {
        let lines: String = intervals_ms
            .iter()
            .zip(truth)
            .map(|(ms, normal)| format!("{ms} {}\n", u8::from(normal)))
            .collect();
        let path: PathBuf = folder.join(format!("{name}.txt"));
        std::fs::write(path, lines).expect("writable");
    }
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).expect("readable")).expect("valid JSON")
}

/// The word for whether a target is reached.
fn verdict(reached: bool) -> &'static str {
    if reached { "reached" } else { "**not reached**" }
}
