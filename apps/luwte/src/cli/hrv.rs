//! `luwte hrv`: a heart report of recordings, as a person in the lab expects it. Nothing is stored and no server is needed.

use super::Failed;
use ::hrv::{Analysis, Caution, Metrics, Report, files};
use clap::Args;
use serde::Serialize;
use std::{
    collections::BTreeMap,
    io::{IsTerminal, Write},
    path::{Path, PathBuf},
};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Recordings: RR text (Kubios), HRV Logger, Polar .hrm, FIT, EDF+ or Open mHealth; which is seen by itself
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Print JSON instead, for programs: one object, or a list of them for several files
    #[arg(long)]
    json: bool,
}

/// A report and the file that it is of.
#[derive(Serialize)]
struct Told<'a> {
    file: &'a Path,
    #[serde(flatten)]
    report: &'a Report,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failed> {
    let mut reports = Vec::with_capacity(arguments.files.len());
    for file in &arguments.files {
        reports.push((file, report(file)?));
    }
    let told = if arguments.json { as_json(&reports)? } else { as_text(&reports) };
    // Whoever reads only the first lines, as `head` does, is not wrong.
    let _ = std::io::stdout().write_all(told.as_bytes());
    Ok(())
}

fn report(file: &Path) -> Result<Report, Failed> {
    let wrong = |why: String| Failed::asked_words(format!("{}: {why}", file.display()));
    let bytes = std::fs::read(file).map_err(|error| wrong(error.to_string()))?;
    let recording = files::read(&bytes).map_err(|error| wrong(error.to_string()))?;
    let beats = recording.intervals.len();
    if beats > 50_000 && std::io::stderr().is_terminal() {
        eprintln!("{}: {beats} intervals", file.display());
    }
    Ok(Analysis::of(&recording.intervals).report())
}

fn as_json(reports: &[(&PathBuf, Report)]) -> Result<String, Failed> {
    let told: Vec<_> = reports.iter().map(|(file, report)| Told { file, report }).collect();
    let text = match told.as_slice() {
        [one] => serde_json::to_string_pretty(one),
        several => serde_json::to_string_pretty(several),
    };
    text.map(|text| text + "\n").map_err(Failed::ran)
}

fn as_text(reports: &[(&PathBuf, Report)]) -> String {
    reports.iter().map(|(file, report)| one_as_text(file, report)).collect::<Vec<_>>().join("\n")
}

/// A metric's name, unit, decimals, and where it stands.
type Row = (&'static str, &'static str, usize, fn(&Metrics) -> Option<f64>);

const ROWS: [Row; 22] = [
    ("Mean heart rate", "bpm", 1, |it| it.mean_hr_bpm),
    ("Mean NN", "ms", 1, |it| it.mean_nn_ms),
    ("Median NN", "ms", 1, |it| it.median_nn_ms),
    ("SDNN", "ms", 1, |it| it.sdnn_ms),
    ("RMSSD", "ms", 1, |it| it.rmssd_ms),
    ("SDSD", "ms", 1, |it| it.sdsd_ms),
    ("pNN50", "%", 1, |it| it.pnn50_pct),
    ("pNN20", "%", 1, |it| it.pnn20_pct),
    ("Triangular index", "", 2, |it| it.triangular_index),
    ("TINN", "ms", 1, |it| it.tinn_ms),
    ("SD1", "ms", 1, |it| it.sd1_ms),
    ("SD2", "ms", 1, |it| it.sd2_ms),
    ("VLF", "ms²", 0, |it| it.vlf_ms2),
    ("LF", "ms²", 0, |it| it.lf_ms2),
    ("HF", "ms²", 0, |it| it.hf_ms2),
    ("LF/HF", "", 2, |it| it.lf_hf),
    ("Sample entropy", "", 3, |it| it.sampen),
    ("Approximate entropy", "", 3, |it| it.apen),
    ("DFA alpha 1", "", 3, |it| it.dfa_alpha1),
    ("DFA alpha 2", "", 3, |it| it.dfa_alpha2),
    ("Baevsky, root", "", 2, |it| it.baevsky_sqrt),
    ("Breaths, indicative", "/min", 1, |it| it.breaths_per_min),
];

fn one_as_text(file: &Path, report: &Report) -> String {
    let quality = &report.quality;
    let mut lines = vec![
        file.display().to_string(),
        format!(
            "  {}, {} intervals, {} not normal ({:.1} %), {:.1} % of the time without a heartbeat",
            duration(quality.duration_s),
            quality.beats,
            quality.flagged,
            quality.flagged_pct,
            quality.missing_pct
        ),
        String::new(),
        format!("  {:<20} {:>10} {:>10}", "", "raw", "corrected"),
        format!("  {:<20} {:>10} {:>10}", "Intervals used", report.raw.beats, report.corrected.beats),
    ];
    for (name, unit, decimals, of) in ROWS {
        let figure = |metrics: &Metrics| {
            of(metrics).map_or_else(|| "–".to_owned(), |value| format!("{value:.decimals$}"))
        };
        let line =
            format!("  {name:<20} {:>10} {:>10} {unit}", figure(&report.raw), figure(&report.corrected));
        lines.push(line.trim_end().to_owned());
    }
    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    for artefact in &report.artefacts {
        *classes.entry(artefact.class.slug()).or_default() += 1;
    }
    if !classes.is_empty() {
        let counted: Vec<_> = classes.iter().map(|(class, count)| format!("{count} {class}")).collect();
        lines.push(format!("\n  Not normal: {}", counted.join(", ")));
    }
    if !quality.cautions.is_empty() {
        lines.push("\n  Take care:".to_owned());
        lines.extend(quality.cautions.iter().map(|caution| format!("  - {}", words(*caution))));
    }
    lines.push(format!("\n  {} · not a medical finding\n", report.algorithm));
    lines.join("\n")
}

fn duration(seconds: f64) -> String {
    let seconds = seconds.round() as u64;
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours} h {minutes:02} min") } else { format!("{minutes} min {seconds:02} s") }
}

const fn words(caution: Caution) -> &'static str {
    match caution {
        Caution::TooFewBeats => "fewer than three normal intervals: there is nothing to measure",
        Caution::ManyMissing => "more than 15 % of the time has no heartbeat",
        Caution::Irregular => "a tenth or more is too irregular: variability says nothing about rest here",
        Caution::ManyRemoved => "more than 20 % of the differences between beats could not be used",
        Caution::ManyFlagged => "more than 5 % of the intervals are not normal",
        Caution::Exertion => "the heart rate is that of exertion",
        Caution::ShortForHf => "too short for any band of the spectrum (under a minute)",
        Caution::ShortForLf => "too short for LF and VLF (under two minutes)",
        Caution::ShortForVlf => "too short for VLF (under five minutes)",
    }
}
