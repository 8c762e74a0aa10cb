//! The heart report: what a recording holds, raw and corrected, in words, figures and a table.

mod figures;
pub(crate) mod page;
mod rows;

use charts::{Poincare, Power, Tachogram};
use hrv::{Analysis, Caution, Report};
use texts::{Texts, Value};

use crate::{Error, moment::date_and_time, pdf, picture};
pub use rows::{Group, Row};

/// Where a recording comes from, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The name of its file.
    pub name: String,
    /// When it began, µs since 1970 on the clock of whoever recorded it; `None` if unsaid.
    pub start_us: Option<i64>,
    /// When the report is made, µs since 1970 in universal time.
    pub made_us: i64,
    /// The version of this program.
    pub version: String,
}

/// The heart report of one recording: one page.
#[derive(Clone, Debug, PartialEq)]
pub struct HeartReport {
    pub(crate) language: &'static str,
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) finding: String,
    pub(crate) facts: Vec<String>,
    pub(crate) care_title: String,
    pub(crate) cautions: Vec<String>,
    pub(crate) tachogram: Tachogram,
    pub(crate) power: Power,
    pub(crate) poincare: Poincare,
    pub(crate) table: TableWords,
    pub(crate) groups: Vec<Group>,
    pub(crate) how: String,
    pub(crate) made_with: String,
    pub(crate) not_medical: String,
    pub(crate) made_us: i64,
}

/// The heads of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TableWords {
    pub(crate) title: String,
    pub(crate) raw: String,
    pub(crate) corrected: String,
}

impl HeartReport {
    /// The report of an analysed recording.
    pub fn of(source: &Source, analysis: &Analysis, report: &Report, texts: &Texts) -> HeartReport {
        let words = |id: &str| texts.get(id);
        let (raw, corrected) = (words("report-table-raw"), words("report-table-corrected"));
        HeartReport {
            language: texts.language().tag(),
            kind: words("report-heart"),
            name: source.name.clone(),
            finding: finding(report, texts),
            facts: facts(source, report, texts),
            care_title: words("report-heart-care"),
            cautions: cautions(report).map(|it| words(caution_id(it))).collect(),
            tachogram: figures::tachogram(analysis, report, texts),
            power: figures::power(analysis, report, texts),
            poincare: figures::poincare(analysis, report, texts),
            table: TableWords { title: words("report-table"), raw, corrected },
            groups: rows::groups(report, texts),
            how: texts
                .with("report-heart-corrected-how", &[("seconds", Value::from(&seconds_bridged(texts)))]),
            made_with: texts.with(
                "report-heart-made-with",
                &[
                    ("product", Value::from(&texts.get("product-name"))),
                    ("version", Value::from(&source.version)),
                    ("algorithm", Value::from(report.algorithm)),
                ],
            ),
            not_medical: words("report-heart-not-medical"),
            made_us: source.made_us,
        }
    }

    /// What the recording says, in a sentence.
    pub fn finding(&self) -> &str {
        &self.finding
    }

    /// How long, how many beats, how many of them not normal.
    pub fn facts(&self) -> &[String] {
        &self.facts
    }

    /// What to take care of, gravest first.
    pub fn cautions(&self) -> &[String] {
        &self.cautions
    }

    /// The table, group by group.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// How often each kind of beat was not used; empty when all were.
    pub fn artefacts(&self) -> impl Iterator<Item = &str> {
        self.tachogram.legend.iter().map(|(_, words)| words.as_str())
    }

    /// What made it: program, version, rules.
    pub fn made_with(&self) -> &str {
        &self.made_with
    }

    /// That it is no medical finding.
    pub fn not_medical(&self) -> &str {
        &self.not_medical
    }

    /// The page as an SVG that carries its own letters.
    pub fn svg(&self) -> String {
        page::svg(self, true)
    }

    /// The page as a PNG with twice the pixels of a screen.
    ///
    /// # Errors
    /// When the picture is too large for memory.
    pub fn png(&self) -> Result<Vec<u8>, Error> {
        picture::png(&page::svg(self, false), 2.0)
    }

    /// The page as an accessible PDF (PDF/UA-1 and PDF/A-2a): tagged, with words for every figure.
    ///
    /// # Errors
    /// When the page cannot be set.
    pub fn pdf(&self) -> Result<Vec<u8>, Error> {
        pdf::heart(self)
    }
}

/// The sentence that the page begins with. What cannot be relied on is no finding.
fn finding(report: &Report, texts: &Texts) -> String {
    let has = |caution| report.quality.cautions.contains(&caution);
    match (report.corrected.rmssd_ms, report.corrected.mean_hr_bpm) {
        (None, _) | (_, None) => texts.get("report-heart-nothing"),
        _ if has(Caution::ManyMissing) || has(Caution::ManyRemoved) => texts.get("report-heart-unsound"),
        _ if has(Caution::Irregular) => texts.get("report-heart-irregular"),
        (Some(rmssd), Some(rate)) => texts.with(
            "report-heart-finding",
            &[("rmssd", Value::from(texts.decimal(rmssd, 1))), ("rate", Value::from(texts.decimal(rate, 0)))],
        ),
    }
}

/// What to take care of, without what goes without saying: too short for HF is too short for LF and VLF.
fn cautions(report: &Report) -> impl Iterator<Item = Caution> + '_ {
    let is_short = |caution: Caution| {
        matches!(caution, Caution::ShortForHf | Caution::ShortForLf | Caution::ShortForVlf)
    };
    let gravest = report.quality.cautions.iter().copied().find(|caution| is_short(*caution));
    report.quality.cautions.iter().copied().filter(move |it| !is_short(*it) || Some(*it) == gravest)
}

fn facts(source: &Source, report: &Report, texts: &Texts) -> Vec<String> {
    let quality = &report.quality;
    let share = |id: &str, value: f64| texts.with(id, &[("share", Value::from(texts.decimal(value, 1)))]);
    let mut facts = vec![
        duration(quality.duration_s, texts),
        texts.with("report-heart-intervals", &[("n", Value::from(charts::grouped(quality.beats as f64)))]),
        share("report-heart-flagged", quality.flagged_pct),
    ];
    // Less than what one decimal shows is none.
    if quality.missing_pct >= 0.05 {
        facts.push(share("report-heart-missing", quality.missing_pct));
    }
    if let Some((date, time)) = source.start_us.and_then(|us| date_and_time(us, texts)) {
        let began = [("date", Value::from(date)), ("time", Value::from(time))];
        facts.push(texts.with("report-heart-began", &began));
    }
    facts
}

/// Hours and minutes, or minutes and seconds.
pub(crate) fn duration(seconds: f64, texts: &Texts) -> String {
    let seconds = seconds.round() as u64;
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        let values =
            [("hours", Value::from(hours.to_string())), ("minutes", Value::from(minutes.to_string()))];
        texts.with("report-heart-hours", &values)
    } else {
        let values =
            [("minutes", Value::from(minutes.to_string())), ("seconds", Value::from(seconds.to_string()))];
        texts.with("report-heart-minutes", &values)
    }
}

/// The longest stretch that the spectrum bridges, as `hrv` documents it: one period of 0.15 Hz.
fn seconds_bridged(texts: &Texts) -> String {
    texts.decimal(1.0 / hrv::spectrum::HF_HZ.0, 1)
}

const fn caution_id(caution: Caution) -> &'static str {
    match caution {
        Caution::TooFewBeats => "caution-too-few-beats",
        Caution::ManyMissing => "caution-many-missing",
        Caution::Irregular => "caution-irregular",
        Caution::ManyRemoved => "caution-many-removed",
        Caution::ManyFlagged => "caution-many-flagged",
        Caution::Exertion => "caution-exertion",
        Caution::ShortForHf => "caution-short-for-hf",
        Caution::ShortForLf => "caution-short-for-lf",
        Caution::ShortForVlf => "caution-short-for-vlf",
    }
}
