//! The table of the heart report: every metric once, in groups.

use hrv::{Metrics, Report};
use texts::Texts;

/// Rows that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What they have in common.
    pub title: String,
    /// The rows.
    pub rows: Vec<Row>,
}

/// One metric, raw and corrected, as the language writes numbers; `–` where there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Its unit; empty when it has none.
    pub unit: String,
    /// Of every interval as it came.
    pub raw: String,
    /// Of the normal intervals.
    pub corrected: String,
}

/// A metric's text, its unit, its decimals, and where it stands.
type Metric = (&'static str, &'static str, usize, fn(&Metrics) -> Option<f64>);

const TIME: &[Metric] = &[
    ("metric-mean-hr", "metric-rate-unit", 1, |it| it.mean_hr_bpm),
    ("metric-mean-nn", "ms", 1, |it| it.mean_nn_ms),
    ("metric-median-nn", "ms", 1, |it| it.median_nn_ms),
    ("metric-sdnn", "ms", 1, |it| it.sdnn_ms),
    ("metric-rmssd", "ms", 1, |it| it.rmssd_ms),
    ("metric-sdsd", "ms", 1, |it| it.sdsd_ms),
    ("metric-pnn50", "%", 1, |it| it.pnn50_pct),
    ("metric-pnn20", "%", 1, |it| it.pnn20_pct),
];
const SHAPE: &[Metric] = &[
    ("metric-sd1", "ms", 1, |it| it.sd1_ms),
    ("metric-sd2", "ms", 1, |it| it.sd2_ms),
    ("metric-triangular-index", "", 2, |it| it.triangular_index),
    ("metric-tinn", "ms", 1, |it| it.tinn_ms),
    ("metric-baevsky", "", 2, |it| it.baevsky_sqrt),
];
const FREQUENCY: &[Metric] = &[
    ("metric-vlf", "ms²", 0, |it| it.vlf_ms2),
    ("metric-lf", "ms²", 0, |it| it.lf_ms2),
    ("metric-hf", "ms²", 0, |it| it.hf_ms2),
    ("metric-lf-hf", "", 2, |it| it.lf_hf),
    ("metric-breaths", "metric-unit-per-minute", 1, |it| it.breaths_per_min),
];
const COMPLEXITY: &[Metric] = &[
    ("metric-sampen", "", 3, |it| it.sampen),
    ("metric-apen", "", 3, |it| it.apen),
    ("metric-dfa-alpha1", "", 3, |it| it.dfa_alpha1),
    ("metric-dfa-alpha2", "", 3, |it| it.dfa_alpha2),
];

/// Every metric, and first how many intervals it rests on.
pub(super) fn groups(report: &Report, texts: &Texts) -> Vec<Group> {
    let group = |title: &str, metrics: &[Metric]| Group {
        title: texts.get(title),
        rows: metrics.iter().map(|metric| row(metric, report, texts)).collect(),
    };
    let mut groups = vec![
        group("report-table-time", TIME),
        group("report-table-shape", SHAPE),
        group("report-table-frequency", FREQUENCY),
        group("report-table-complexity", COMPLEXITY),
    ];
    if let Some(time) = groups.first_mut() {
        let used = Row {
            name: texts.get("report-table-used"),
            unit: String::new(),
            raw: charts::grouped(report.raw.beats.into()),
            corrected: charts::grouped(report.corrected.beats.into()),
        };
        time.rows.insert(0, used);
    }
    groups
}

fn row(&(name, unit, decimals, of): &Metric, report: &Report, texts: &Texts) -> Row {
    let figure = |metrics: &Metrics| {
        of(metrics).map_or_else(|| "–".to_owned(), |value| texts.decimal(value, decimals))
    };
    let unit = if texts.has(unit) { texts.get(unit) } else { unit.to_owned() };
    Row { name: texts.get(name), unit, raw: figure(&report.raw), corrected: figure(&report.corrected) }
}
