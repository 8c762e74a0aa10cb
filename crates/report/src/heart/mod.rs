//! The heart report: what a recording holds, raw and corrected, in words, figures and a table.

mod figures;
pub(crate) mod page;
mod rows;

use charts::{Poincare, Power, Tachogram};
use hrv::{Analysis, Caution, Report};
use texts::{Texts, Value};

use crate::{Error, pdf, picture};
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

/// A date as `di 25 nov 2025` and a time as `14:05`; `None` for what no calendar holds (before 1970, after 9999).
fn date_and_time(us: i64, texts: &Texts) -> Option<(String, String)> {
    let Moment { year, month, day, weekday, hour, minute } = Moment::of(us)?;
    let weekday = texts.get(&format!("weekday-{weekday}"));
    let month = texts.get(&format!("month-{month}"));
    Some((format!("{weekday} {day} {month} {year}"), format!("{hour:02}:{minute:02}")))
}

/// A minute of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) year: u16,
    pub(crate) month: u8,
    pub(crate) day: u8,
    /// From 1, Monday, to 7.
    pub(crate) weekday: u8,
    pub(crate) hour: u8,
    pub(crate) minute: u8,
}

impl Moment {
    /// The minute in which so many microseconds since 1970 lie; `None` for what no calendar holds.
    pub(crate) fn of(us: i64) -> Option<Moment> {
        let minutes = u64::try_from(us).ok()? / 60_000_000;
        let (days, minutes) = (minutes / 1_440, minutes % 1_440);
        // Days since 1 March of the year 0, in eras of 400 years (Hinnant, "chrono-compatible low-level date algorithms").
        let shifted = days + 719_468;
        let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = u16::try_from(era * 400 + year_of_era + u64::from(month <= 2)).ok()?;
        let small = |number: u64| u8::try_from(number).ok();
        // 1 January 1970 was a Thursday.
        let weekday = small((days + 3) % 7 + 1)?;
        let (hour, minute) = (small(minutes / 60)?, small(minutes % 60)?);
        let moment = Moment { year, month: small(month)?, day: small(day)?, weekday, hour, minute };
        (year <= 9_999).then_some(moment)
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use texts::Language;

    #[test]
    fn a_moment_is_written_as_the_calendar_has_it() {
        // `date --utc --date=@1764079500` and `@951782400` of GNU coreutils 9.1.
        let (nl, en) = (Texts::new(Language::Nl), Texts::new(Language::En));
        let check = |seconds: i64, dutch: &str, english: &str, time: &str| {
            for (texts, date) in [(&nl, dutch), (&en, english)] {
                let told = date_and_time(seconds * 1_000_000, texts);
                assert_eq!(told, Some((date.to_owned(), time.to_owned())));
            }
        };
        check(1_764_079_500, "di 25 nov 2025", "Tue 25 Nov 2025", "14:05");
        check(951_782_400, "di 29 feb 2000", "Tue 29 Feb 2000", "00:00");
        check(0, "do 1 jan 1970", "Thu 1 Jan 1970", "00:00");
        assert_eq!(date_and_time(-1, &nl), None);
        assert_eq!(date_and_time(i64::MAX, &nl), None);
    }
}
