//! Whole recordings: against the reference results that lie beside them, and what the engine makes of each.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use hrv::{Metrics, Report, View, import};
use serde_json::Value;

use crate::{json, recordings, verdict};

/// Where a reference result has a metric of ours, how near we must come, and who made it.
const REFERENCES: [(&str, &str, f64, &str); 17] = [
    ("mean_nn_ms", "/full/time/HRV_MeanNN", 1e-9, NEUROKIT),
    ("median_nn_ms", "/full/time/HRV_MedianNN", 1e-9, NEUROKIT),
    ("sdnn_ms", "/full/time/HRV_SDNN", 1e-9, NEUROKIT),
    ("rmssd_ms", "/full/time/HRV_RMSSD", 1e-9, NEUROKIT),
    ("sdsd_ms", "/full/time/HRV_SDSD", 1e-9, NEUROKIT),
    ("pnn50_pct", "/full/time/HRV_pNN50", 1e-9, NEUROKIT),
    ("pnn20_pct", "/full/time/HRV_pNN20", 1e-9, NEUROKIT),
    ("triangular_index", "/full/time/HRV_HTI", 1e-9, NEUROKIT),
    ("sd1_ms", "/full/nonlinear/HRV_SD1", 1e-9, NEUROKIT),
    ("sd2_ms", "/full/nonlinear/HRV_SD2", 1e-9, NEUROKIT),
    ("sampen", "/full/nonlinear/HRV_SampEn", 1e-9, NEUROKIT),
    ("apen", "/full/nonlinear/HRV_ApEn", 1e-9, NEUROKIT),
    ("dfa_alpha1", "/full/nonlinear/HRV_DFA_alpha1", 1e-6, NEUROKIT),
    ("baevsky_sqrt", "/full/baevsky_bin50_median/SI_sqrt_kubios", 1e-9, DEFINITION),
    ("vlf_ms2", "/full/frequency_ref_edge_welch4hz_300s/VLF", 1e-6, DEFINITION),
    ("lf_ms2", "/full/frequency_ref_edge_welch4hz_300s/LF", 1e-6, DEFINITION),
    ("hf_ms2", "/full/frequency_ref_edge_welch4hz_300s/HF", 1e-6, DEFINITION),
];
const NEUROKIT: &str = "NeuroKit2 0.2.13";
const DEFINITION: &str = "the definition, in scipy";

/// Every recording with a reference result, as it came: nobody's correction stands between.
pub fn against_references() {
    println!("\n## Recordings against reference results, as they came\n");
    let found = references();
    if found.is_empty() {
        println!("Not at hand: no folder `../shared/data/reference`.");
        return;
    }
    let names: Vec<&str> = found.iter().map(|(name, _, _)| name.as_str()).collect();
    println!("Recordings: {}.\n", names.join(", "));
    println!(
        "| metric | recordings | reference | tolerance | largest relative difference | |\n|---|---|---|---|---|---|"
    );
    for (metric, path, tolerance, tool) in REFERENCES {
        let mut worst: Option<(f64, usize)> = None;
        for (_, ours, theirs) in &found {
            // On a day NeuroKit2 was run for a part of the metrics only.
            let subset = path.replace("/nonlinear/", "/nonlinear_subset/");
            let theirs = theirs.pointer(path).or_else(|| theirs.pointer(&subset)).and_then(Value::as_f64);
            let Some(theirs) = theirs else { continue };
            // A metric that the engine no longer gives where the reference has one is as wrong as can be.
            let ours = ours[metric].as_f64().unwrap_or(f64::INFINITY);
            let error = if theirs == 0.0 { ours.abs() } else { (ours / theirs - 1.0).abs() };
            let (most, count) = worst.unwrap_or_default();
            worst = Some((error.max(most), count + 1));
        }
        if let Some((error, count)) = worst {
            let reached = verdict(error <= tolerance);
            println!("| `{metric}` | {count} | {tool} | {tolerance:.0e} | {error:.0e} | {reached} |");
        }
    }
}

/// A name, our metrics of every interval as it came, and the reference.
fn references() -> Vec<(String, Value, Value)> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/reference"));
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    let read = |name: &String| {
        let recording = name.strip_suffix(".off.json")?.to_owned();
        let text = recordings::text(&format!("{recording}.txt"))?;
        let metrics = Metrics::of(&View::raw(&import::rr_text(&text).expect("a recording")));
        let ours = serde_json::to_value(metrics).expect("JSON");
        Some((recording, ours, json(&folder.join(name))))
    };
    names.iter().filter_map(read).collect()
}

/// What a report says of every recording that is at hand, labelled or not.
pub fn every_recording() {
    println!("\n## What the report says of every recording\n");
    let found = files();
    if found.is_empty() {
        println!("Not at hand: no folder `../shared/data/rr`.");
        return;
    }
    println!(
        "| recording | intervals | not normal | RMSSD raw, ms | RMSSD corrected, ms | to take care of |\n|---|---|---|---|---|---|"
    );
    for (name, path) in found {
        let text = std::fs::read_to_string(path).expect("readable");
        let Ok(intervals_ms) = import::rr_text(&text) else { continue };
        let report = Report::of_intervals_ms(&intervals_ms);
        let number = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| format!("{value:.1}"));
        let cautions = serde_json::to_value(&report.quality.cautions).expect("JSON");
        let cautions: Vec<&str> =
            cautions.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        println!(
            "| {name} | {} | {:.2} % | {} | {} | {} |",
            report.quality.beats,
            report.quality.flagged_pct,
            number(report.raw.rmssd_ms),
            number(report.corrected.rmssd_ms),
            cautions.join(", "),
        );
    }
}

/// Text recordings in every folder that is at hand, by name.
fn files() -> BTreeMap<String, PathBuf> {
    let mut found = BTreeMap::new();
    for folder in recordings::folders() {
        for entry in std::fs::read_dir(&folder).expect("readable").filter_map(Result::ok) {
            let name = entry.file_name().to_string_lossy().into_owned();
            if let Some(name) = name.strip_suffix(".txt").filter(|name| !name.ends_with(".ann")) {
                found.insert(name.to_owned(), entry.path());
            }
        }
    }
    found
}
