//! How much of a window can be trusted, and what is wrong with the rest.

use core::fmt;

use crate::window::{TICKS_PER_SECOND, WINDOW_MAX_S, Window};
use crate::{BeatClass, MILLIS_PER_TICK};

/// Above this share of flagged beats a reading carries a warning, %.
pub(crate) const FLAGGED_WARN_PCT: f64 = 5.0;
/// Above this share of unusable differences there is no reading, %.
pub(crate) const REMOVED_REJECT_PCT: f64 = 20.0;
/// Above this share of missing time there is no reading, %.
pub(crate) const MISSING_REJECT_PCT: f64 = 15.0;

/// Signal quality of the window behind the live values.
#[derive(Clone, Copy, PartialEq)]
pub struct Quality {
    /// Time that the window spans, silences included, ms; at most 300 000.
    pub window_ms: f64,
    /// Intervals in the window.
    pub beats: u32,
    /// Intervals whose class is not normal.
    pub flagged: u32,
    /// Flagged intervals as a share of all, %.
    pub flagged_pct: f64,
    /// Beat-to-beat differences that could not be used (a flagged neighbour, a gap) as a share of all possible, %.
    pub removed_pct: f64,
    /// Time without a heartbeat (silence, noise) as a share of the window, %.
    pub missing_pct: f64,
    /// Whether the strap feels skin now; `None` when it cannot tell.
    pub contact: Option<bool>,
    /// Everything that is wrong.
    pub issues: QualityIssues,
}

/// One thing that is wrong with a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum QualityIssue {
    /// The strap feels no skin.
    NoContact = 1,
    /// More than 5 % of the beats are flagged: read with care.
    ManyFlagged = 2,
    /// More than 20 % of the beat-to-beat differences could not be used.
    ManyRemoved = 4,
    /// More than 15 % of the time has no heartbeat.
    ManyMissing = 8,
    /// Nothing has arrived for five seconds.
    Silence = 16,
    /// The intervals were found by light, from pulse to pulse: RMSSD is less exact than by electrodes.
    ByLight = 32,
}

impl QualityIssue {
    /// Every issue, gravest first.
    pub const ALL: [QualityIssue; 6] = [
        QualityIssue::NoContact,
        QualityIssue::Silence,
        QualityIssue::ManyMissing,
        QualityIssue::ManyRemoved,
        QualityIssue::ManyFlagged,
        QualityIssue::ByLight,
    ];

    /// The stable name used in storage and text ids.
    pub const fn slug(self) -> &'static str {
        match self {
            QualityIssue::NoContact => "no-contact",
            QualityIssue::ManyFlagged => "many-flagged",
            QualityIssue::ManyRemoved => "many-removed",
            QualityIssue::ManyMissing => "many-missing",
            QualityIssue::Silence => "silence",
            QualityIssue::ByLight => "by-light",
        }
    }
}

/// A set of [`QualityIssue`]s.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct QualityIssues(u8);

impl QualityIssues {
    /// No issue.
    pub const NONE: QualityIssues = QualityIssues(0);

    /// Whether this issue is among them.
    pub const fn contains(self, issue: QualityIssue) -> bool {
        self.0 & issue as u8 != 0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The issues, gravest first.
    pub fn iter(self) -> impl Iterator<Item = QualityIssue> {
        QualityIssue::ALL.into_iter().filter(move |issue| self.contains(*issue))
    }

    /// The issues as bits, for digests and storage.
    pub const fn bits(self) -> u8 {
        self.0
    }

    pub(crate) fn insert(&mut self, issue: QualityIssue) {
        self.0 |= issue as u8;
    }

    fn insert_if(&mut self, present: bool, issue: QualityIssue) {
        if present {
            self.insert(issue);
        }
    }
}

impl fmt::Debug for QualityIssues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl Quality {
    pub(crate) fn of(window: &Window, contact: Option<bool>) -> Quality {
        Quality::of_part(window, 0, WINDOW_MAX_S, contact)
    }

    pub(crate) fn of_part(window: &Window, back_s: u64, seconds: u64, contact: Option<bool>) -> Quality {
        let (mut beats, mut flagged, mut usable) = (0_u32, 0_u32, 0_u32);
        let mut missing_ticks = 0_u64;
        let mut previous_normal = false;
        for classified in window.beats(back_s, seconds) {
            let normal = classified.class == BeatClass::Normal;
            usable += u32::from(normal && previous_normal && classified.beat.successive);
            previous_normal = normal;
            flagged += u32::from(!normal);
            if beats > 0 {
                missing_ticks += u64::from(classified.beat.missing_ticks);
            }
            if classified.class == BeatClass::Noise {
                missing_ticks += u64::from(classified.beat.rr_ticks);
            }
            beats += 1;
        }
        let span_ticks = window.span_ticks().saturating_sub(back_s * TICKS_PER_SECOND);
        let span_ticks = span_ticks.min(seconds * TICKS_PER_SECOND);
        let possible = beats.saturating_sub(1);
        let flagged_pct = percent(f64::from(flagged), f64::from(beats));
        let removed_pct = percent(f64::from(possible - usable.min(possible)), f64::from(possible));
        let missing_pct = percent(missing_ticks as f64, span_ticks as f64);
        let mut issues = QualityIssues::NONE;
        issues.insert_if(contact == Some(false), QualityIssue::NoContact);
        issues.insert_if(flagged_pct > FLAGGED_WARN_PCT, QualityIssue::ManyFlagged);
        issues.insert_if(removed_pct > REMOVED_REJECT_PCT, QualityIssue::ManyRemoved);
        issues.insert_if(missing_pct > MISSING_REJECT_PCT, QualityIssue::ManyMissing);
        Quality {
            window_ms: span_ticks as f64 * MILLIS_PER_TICK,
            beats,
            flagged,
            flagged_pct,
            removed_pct,
            missing_pct,
            contact,
            issues,
        }
    }
}

/// A part as a share of a whole, 0 to 100 %; 0 of nothing.
pub(crate) fn percent(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { (100.0 * part / whole).min(100.0) } else { 0.0 }
}
