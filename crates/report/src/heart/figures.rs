//! The three figures of the heart report, with their words and the tables behind them.

use std::collections::BTreeMap;

use charts::{
    ArtefactMark, ArtefactShape, Ellipse, Gap, Ink, LabelledTick, Poincare, Power, PowerBand, Table,
    Tachogram, TachogramInterval, time_ticks_s,
};
use hrv::spectrum::{HF_HZ, LF_HZ, VLF_HZ};
use hrv::{Analysis, BeatClass, Caution, Report};
use texts::{Texts, Value};

use super::duration;

/// The highest frequency shown, Hz: a little beyond the highest band.
const UNTIL_HZ: f64 = 0.5;
/// As many words below the tachogram as have room.
const TIME_TICKS_MAX: usize = 9;

/// The corrected intervals over time, with everything that was not used.
pub(super) fn tachogram(analysis: &Analysis, report: &Report, texts: &Texts) -> Tachogram {
    let length_s = report.quality.duration_s;
    let intervals = analysis.corrected.points().iter().map(|point| TachogramInterval {
        at_s: point.at_ms / 1_000.0,
        interval_ms: point.ms,
        joined: point.joined,
    });
    let intervals: Vec<_> = intervals.collect();
    let ends = analysis.intervals.iter().zip(&analysis.classes).zip(analysis.ends_ms());
    let artefacts = ends.filter_map(|((interval, class), end_ms)| {
        Some(ArtefactMark { at_s: end_ms / 1_000.0, interval_ms: interval.ms, shape: shape(*class)? })
    });
    let gaps = analysis.silences_ms().map(|(from_ms, to_ms)| Gap {
        from_s: from_ms / 1_000.0,
        to_s: to_ms / 1_000.0,
        label: texts.get("report-tachogram-gap"),
        waiting: false,
    });
    let (low, high) = intervals
        .iter()
        .map(|it| it.interval_ms)
        .fold((f64::INFINITY, 0.0_f64), |(low, high), ms| (low.min(ms), high.max(ms)));
    let description = if low <= high {
        texts.with(
            "report-tachogram-description",
            &[
                ("low", Value::from(texts.decimal(low, 0))),
                ("high", Value::from(texts.decimal(high, 0))),
                ("duration", Value::from(duration(length_s, texts))),
            ],
        )
    } else {
        String::new()
    };
    Tachogram {
        title: marked(report, texts),
        description,
        unit: "ms".to_owned(),
        length_s,
        ticks: time_ticks_s(length_s, TIME_TICKS_MAX).into_iter().map(|at_s| tick(at_s, length_s)).collect(),
        intervals,
        artefacts: artefacts.collect(),
        gaps: gaps.collect(),
        legend: legend(report, texts),
        edge_word: texts.get("report-tachogram-edge"),
        strip_label: texts.get("report-tachogram-strip"),
        table: Table::default(),
    }
}

fn marked(report: &Report, texts: &Texts) -> String {
    if report.quality.flagged == 0 {
        return texts.get("report-tachogram-clean");
    }
    let all = charts::grouped(report.quality.beats as f64);
    texts.with(
        "report-tachogram-marked",
        &[
            ("n", Value::from(report.quality.flagged)),
            ("marked", Value::from(charts::grouped(report.quality.flagged as f64))),
            ("all", Value::from(all)),
        ],
    )
}

/// A time as a clock that began at zero.
fn tick(at_s: f64, length_s: f64) -> LabelledTick {
    let at = at_s.round() as u64;
    let (hours, minutes, seconds) = (at / 3_600, at / 60 % 60, at % 60);
    let label = if length_s >= 3_600.0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    };
    LabelledTick { at_s, label }
}

/// How often each kind of beat was not used.
fn legend(report: &Report, texts: &Texts) -> Vec<(ArtefactShape, String)> {
    let mut counts: BTreeMap<BeatClass, usize> = BTreeMap::new();
    for artefact in &report.artefacts {
        *counts.entry(artefact.class).or_default() += 1;
    }
    let words = |(class, count): (BeatClass, usize)| {
        let id = format!("beat-{}", class.slug());
        Some((shape(class)?, texts.with(&id, &[("n", Value::from(count.to_string()))])))
    };
    counts.into_iter().filter_map(words).collect()
}

const fn shape(class: BeatClass) -> Option<ArtefactShape> {
    match class {
        BeatClass::Normal => None,
        BeatClass::Ectopic => Some(ArtefactShape::Diamond),
        BeatClass::Missed => Some(ArtefactShape::Up),
        BeatClass::Extra => Some(ArtefactShape::Down),
        BeatClass::LongShort => Some(ArtefactShape::Ring),
        BeatClass::Noise => Some(ArtefactShape::Cross),
    }
}

/// The corrected spectrum with its three bands.
pub(super) fn power(analysis: &Analysis, report: &Report, texts: &Texts) -> Power {
    let corrected = &report.corrected;
    let bands = [
        ("VLF", corrected.vlf_ms2, VLF_HZ, Ink::Sand),
        ("LF", corrected.lf_ms2, LF_HZ, Ink::Wood),
        ("HF", corrected.hf_ms2, HF_HZ, Ink::Sea),
    ];
    let ms2 = |power: Option<f64>| power.map_or_else(|| "–".to_owned(), |power| texts.decimal(power, 0));
    let strongest = bands.iter().filter(|band| band.1.is_some()).max_by(|a, b| {
        let of = |power: Option<f64>| power.unwrap_or_default();
        of(a.1).total_cmp(&of(b.1))
    });
    let short =
        [Caution::ShortForHf, Caution::ShortForLf].iter().any(|it| report.quality.cautions.contains(it));
    let title = match (&analysis.corrected_spectrum, strongest) {
        // Bands that are not all there cannot be compared.
        (Some(_), Some(band)) if !short => {
            texts.with("report-power-finding", &[("band", Value::from(band.0))])
        }
        _ => texts.get("report-power-title"),
    };
    let curve = analysis.corrected_spectrum.as_ref().map_or_else(Vec::new, |spectrum| {
        let bins = spectrum.density.iter().copied().enumerate().skip(1);
        let points = bins.map(|(k, density)| (k as f64 * spectrum.step_hz, density));
        points.take_while(|(hz, _)| *hz <= UNTIL_HZ).collect()
    });
    let ticks = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5].map(|hz| {
        let unit =
            if hz == UNTIL_HZ { format!(" {}", texts.get("report-power-axis")) } else { String::new() };
        (hz, texts.decimal(hz, 1) + &unit)
    });
    Power {
        title,
        description: texts.with(
            "report-power-description",
            &[
                ("vlf", Value::from(ms2(corrected.vlf_ms2))),
                ("lf", Value::from(ms2(corrected.lf_ms2))),
                ("hf", Value::from(ms2(corrected.hf_ms2))),
            ],
        ),
        unit: "ms²/Hz".to_owned(),
        curve,
        bands: bands
            .into_iter()
            .map(|(name, power, edges_hz, ink)| PowerBand {
                name: name.to_owned(),
                power: power.map_or_else(
                    || texts.get("report-power-too-short"),
                    |power| format!("{} ms²", texts.decimal(power, 0)),
                ),
                edges_hz,
                ink,
            })
            .collect(),
        until_hz: UNTIL_HZ,
        ticks: ticks.to_vec(),
        pointer: corrected.breaths_per_min.map(|rate| {
            let words = texts.with("report-power-breath", &[("rate", Value::from(texts.decimal(rate, 1)))]);
            (rate / 60.0, words)
        }),
        beyond_word: texts.get("report-power-beyond"),
        nothing: texts.get("report-power-nothing"),
        table: Table::default(),
    }
}

/// Each normal interval against the next.
pub(super) fn poincare(analysis: &Analysis, report: &Report, texts: &Texts) -> Poincare {
    let pairs_ms: Vec<_> = analysis.corrected.pairs().collect();
    let labelled = |name: &str, ms: f64| format!("{name} {} ms", texts.decimal(ms, 1));
    let ellipse = match (report.corrected.sd1_ms, report.corrected.sd2_ms, pairs_ms.is_empty()) {
        (Some(sd1_ms), Some(sd2_ms), false) => {
            let sum: f64 = pairs_ms.iter().map(|(a, b)| (a + b) / 2.0).sum();
            Some(Ellipse {
                centre_ms: sum / pairs_ms.len() as f64,
                sd1_ms,
                sd2_ms,
                sd1_label: labelled("SD1", sd1_ms),
                sd2_label: labelled("SD2", sd2_ms),
            })
        }
        _ => None,
    };
    let description = ellipse.as_ref().map_or_else(String::new, |ellipse| {
        texts.with(
            "report-poincare-description",
            &[
                ("sd1", Value::from(texts.decimal(ellipse.sd1_ms, 1))),
                ("sd2", Value::from(texts.decimal(ellipse.sd2_ms, 1))),
            ],
        )
    });
    Poincare {
        title: texts.get("report-poincare-title"),
        description,
        pairs_ms,
        ellipse,
        x_label: texts.get("report-poincare-x"),
        y_label: texts.get("report-poincare-y"),
        nothing: texts.get("report-poincare-nothing"),
        table: Table::default(),
    }
}
