//! The report of a whole recording: what came, what is left after correction, what was wrong, and how far to trust it.

use alloc::vec::Vec;

use crate::quality::{FLAGGED_WARN_PCT, MISSING_REJECT_PCT, REMOVED_REJECT_PCT, percent};
use crate::{
    ALGORITHM, BeatClass, ClassifiedBeat, Classifier, EXERTION_HR_BPM, Interval, Metrics, Spectrum, View,
};

/// A recording with everything that is computed from it, for reports and pictures.
#[derive(Clone, PartialEq)]
pub struct Analysis {
    /// Every interval as it came.
    pub intervals: Vec<Interval>,
    /// The class of each.
    pub classes: Vec<BeatClass>,
    /// The intervals as they came.
    pub raw: View,
    /// The normal intervals, the others repaired.
    pub corrected: View,
    /// The spectrum of the raw view, where it is long enough.
    pub raw_spectrum: Option<Spectrum>,
    /// The spectrum of the corrected view, where it is long enough.
    pub corrected_spectrum: Option<Spectrum>,
    /// How many intervals lie where the rhythm is as irregular as atrial fibrillation.
    irregular: usize,
}

/// What is said about a recording.
#[derive(Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Report {
    /// The rules by which it was made, [`ALGORITHM`].
    pub algorithm: &'static str,
    /// Metrics of every interval as it came.
    pub raw: Metrics,
    /// Metrics of the normal intervals.
    pub corrected: Metrics,
    /// Every interval that is not normal.
    pub artefacts: Vec<Artefact>,
    /// How far to trust it.
    pub quality: ReportQuality,
}

/// An interval that is not normal.
#[derive(Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Artefact {
    /// What it is instead.
    #[cfg_attr(feature = "serde", serde(serialize_with = "slug"))]
    pub class: BeatClass,
    /// Its place among the intervals of the recording, from 0.
    pub index: usize,
}

#[cfg(feature = "serde")]
fn slug<S: serde::Serializer>(class: &BeatClass, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(class.slug())
}

/// What a report rests on.
#[derive(Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct ReportQuality {
    /// How long the recording is, silences included, s.
    pub duration_s: f64,
    /// Intervals as they came.
    pub beats: usize,
    /// Intervals that are not normal.
    pub flagged: usize,
    /// The same as a share of all, %.
    pub flagged_pct: f64,
    /// Differences between neighbours that could not be used as a share of all possible, %.
    pub removed_pct: f64,
    /// Time without a heartbeat (silences, noise) as a share of the duration, %.
    pub missing_pct: f64,
    /// How often something was lost between two intervals.
    pub breaks: usize,
    /// Intervals that lie where the rhythm is as irregular as atrial fibrillation, %. Never a finding.
    pub irregular_pct: f64,
    /// How much of the corrected recording its spectrum rests on, s.
    pub spectrum_s: f64,
    /// How many segments were averaged for that spectrum.
    pub spectrum_segments: u32,
    /// Everything that asks for care, gravest first.
    pub cautions: Vec<Caution>,
}

/// Why a report asks for care.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub enum Caution {
    /// Fewer than three normal intervals: there are no metrics.
    TooFewBeats,
    /// More than 15 % of the time has no heartbeat.
    ManyMissing,
    /// A tenth of the recording or more is as irregular as atrial fibrillation: variability says nothing about rest.
    Irregular,
    /// More than 20 % of the differences could not be used.
    ManyRemoved,
    /// More than 5 % of the intervals are not normal.
    ManyFlagged,
    /// The mean heart rate is that of exertion.
    Exertion,
    /// The spectrum rests on less than one minute: not even the high frequencies hold.
    ShortForHf,
    /// The spectrum rests on less than two minutes: the low frequencies do not hold.
    ShortForLf,
    /// The spectrum rests on less than five minutes: the very low frequencies do not hold.
    ShortForVlf,
}

/// From this share of irregular intervals on a report says so, %.
const IRREGULAR_PCT: f64 = 10.0;
/// Shortest spectra for the three bands (Task Force 1996), s. A window of five minutes holds its last beat only in part.
const HF_MIN_S: f64 = 60.0;
const LF_MIN_S: f64 = 120.0;
const VLF_MIN_S: f64 = 290.0;

impl Analysis {
    /// Computes everything from the intervals of a recording.
    pub fn of(intervals: &[Interval]) -> Analysis {
        let mut classifier = Classifier::new();
        let mut classes = Vec::with_capacity(intervals.len());
        let mut irregular = 0;
        for interval in intervals {
            classes.extend(classifier.push(interval.ms, interval.successive).iter());
            irregular += usize::from(classifier.is_irregular());
        }
        classes.extend(classifier.finish().iter());
        Analysis::new(intervals.to_vec(), classes, irregular)
    }

    /// The same from beats that were classified live, so that a report says what was seen.
    pub fn of_beats(beats: &[ClassifiedBeat]) -> Analysis {
        let intervals: Vec<Interval> = beats.iter().map(Interval::of_beat).collect();
        let mut classifier = Classifier::new();
        let mut irregular = 0;
        for (interval, classified) in intervals.iter().zip(beats) {
            // As the engine heard them: without contact, or doubted by the sensor itself, timing says nothing.
            let unheard = classified.beat.contact == Some(false) || classified.beat.doubtful;
            let heard_ms = if unheard { 0.0 } else { interval.ms };
            classifier.push(heard_ms, interval.successive);
            irregular += usize::from(classifier.is_irregular());
        }
        Analysis::new(intervals, beats.iter().map(|classified| classified.class).collect(), irregular)
    }

    fn new(intervals: Vec<Interval>, classes: Vec<BeatClass>, irregular: usize) -> Analysis {
        let raw = View::raw_intervals(&intervals);
        let corrected = View::corrected_intervals(&intervals, &classes);
        let (raw_spectrum, corrected_spectrum) = (Spectrum::of(&raw), Spectrum::of(&corrected));
        Analysis { intervals, classes, raw, corrected, raw_spectrum, corrected_spectrum, irregular }
    }

    /// When each interval ended, ms since the recording began: the sum of all intervals and known silences up to here.
    pub fn ends_ms(&self) -> impl Iterator<Item = f64> + '_ {
        self.intervals.iter().scan(0.0, |clock_ms, interval| {
            let Interval { ms, missing_ms, .. } = interval.sound();
            *clock_ms += missing_ms + ms;
            Some(*clock_ms)
        })
    }

    /// Every known silence: its beginning and its end, ms since the recording began.
    pub fn silences_ms(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.intervals.iter().zip(self.ends_ms()).filter_map(|(interval, end_ms)| {
            let Interval { ms, missing_ms, .. } = interval.sound();
            let until_ms = end_ms - ms;
            (missing_ms > 0.0).then_some((until_ms - missing_ms, until_ms))
        })
    }

    /// What is said about it.
    pub fn report(&self) -> Report {
        let raw = Metrics::with_spectrum(&self.raw, self.raw_spectrum.as_ref());
        let corrected = Metrics::with_spectrum(&self.corrected, self.corrected_spectrum.as_ref());
        let classes = self.classes.iter().copied().enumerate();
        let artefacts = classes
            .filter(|(_, class)| *class != BeatClass::Normal)
            .map(|(index, class)| Artefact { class, index })
            .collect();
        Report { algorithm: ALGORITHM, raw, corrected, artefacts, quality: self.quality(&corrected) }
    }

    fn quality(&self, corrected: &Metrics) -> ReportQuality {
        let (mut duration_ms, mut missing_ms) = (0.0, 0.0);
        let (mut flagged, mut usable, mut breaks) = (0, 0, 0);
        let mut previous_normal = false;
        for (index, (interval, class)) in self.intervals.iter().zip(&self.classes).enumerate() {
            let normal = *class == BeatClass::Normal;
            let Interval { ms, missing_ms: before_ms, successive } = interval.sound();
            let silence_ms = if index > 0 { before_ms } else { 0.0 };
            duration_ms += ms + silence_ms;
            missing_ms += silence_ms + if *class == BeatClass::Noise { ms } else { 0.0 };
            flagged += usize::from(!normal);
            breaks += usize::from(index > 0 && !successive);
            usable += usize::from(normal && previous_normal && successive);
            previous_normal = normal;
        }
        let beats = self.intervals.len();
        let possible = beats.saturating_sub(1);
        let share = |part: usize, whole: usize| percent(part as f64, whole as f64);
        let mut quality = ReportQuality {
            duration_s: duration_ms / 1_000.0,
            beats,
            flagged,
            flagged_pct: share(flagged, beats),
            removed_pct: share(possible.saturating_sub(usable), possible),
            missing_pct: percent(missing_ms, duration_ms),
            breaks,
            irregular_pct: share(self.irregular, beats),
            spectrum_s: self.corrected_spectrum.as_ref().map_or(0.0, |spectrum| spectrum.seconds),
            spectrum_segments: self.corrected_spectrum.as_ref().map_or(0, |spectrum| spectrum.segments),
            cautions: Vec::new(),
        };
        quality.cautions = quality.cautions(corrected);
        quality
    }
}

impl ReportQuality {
    fn cautions(&self, corrected: &Metrics) -> Vec<Caution> {
        let fast = corrected.mean_hr_bpm.is_some_and(|rate| rate > EXERTION_HR_BPM);
        let short = |least_s: f64| corrected.rmssd_ms.is_some() && self.spectrum_s < least_s;
        let all = [
            (Caution::TooFewBeats, corrected.rmssd_ms.is_none()),
            (Caution::ManyMissing, self.missing_pct > MISSING_REJECT_PCT),
            (Caution::Irregular, self.irregular_pct >= IRREGULAR_PCT),
            (Caution::ManyRemoved, self.removed_pct > REMOVED_REJECT_PCT),
            (Caution::ManyFlagged, self.flagged_pct > FLAGGED_WARN_PCT),
            (Caution::Exertion, fast),
            (Caution::ShortForHf, short(HF_MIN_S)),
            (Caution::ShortForLf, short(LF_MIN_S)),
            (Caution::ShortForVlf, short(VLF_MIN_S)),
        ];
        all.into_iter().filter(|(_, present)| *present).map(|(caution, _)| caution).collect()
    }
}

impl Report {
    /// The report of intervals in milliseconds that follow each other.
    pub fn of_intervals_ms(intervals_ms: &[f64]) -> Report {
        let intervals = intervals_ms.iter().enumerate();
        let intervals: Vec<Interval> =
            intervals.map(|(i, &ms)| Interval { ms, missing_ms: 0.0, successive: i > 0 }).collect();
        Analysis::of(&intervals).report()
    }
}
