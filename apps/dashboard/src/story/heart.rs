//! The heart series of a session as lines, bands and gaps.

use charts::{Band, Point};
use link::{
    HeartNow, HeartReading, NoValue,
    api::{HeartGap, SessionDetail},
};

/// The server gives a value every five seconds; two may fail to arrive before the line breaks.
pub const JOIN_WITHIN_S: f64 = 12.0;
/// A gap shorter than this is not worth a word.
const WORTH_SAYING_S: f64 = 10.0;

/// A stretch without a value, and why.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeartGapOf {
    /// Its beginning, in seconds of the session.
    pub from_s: f64,
    /// Its end.
    pub to_s: f64,
    /// Why.
    pub reason: NoValue,
}

/// What was measured in a session.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measured {
    /// Heart rate, per minute.
    pub heart_rate: Vec<Point>,
    /// Stretches without beats.
    pub heart_rate_gaps: Vec<HeartGapOf>,
    /// The indicator, 0 to 100.
    pub indicator: Vec<Point>,
    /// Its uncertainty.
    pub bands: Vec<Band>,
    /// Stretches without an indicator while the strap was on.
    pub indicator_gaps: Vec<HeartGapOf>,
}

/// What was measured in a session.
pub fn measured(detail: &SessionDetail) -> Measured {
    let mut found = Measured { heart_rate_gaps: beat_gaps(&detail.gaps), ..Measured::default() };
    for now in &detail.heart {
        let at_s = now.at.as_secs_f64();
        if let Some(value) = now.heart_rate_bpm {
            found.heart_rate.push(Point { at_s, value });
        }
        if let HeartReading::Value { score, low, high, .. } = now.reading {
            found.indicator.push(Point { at_s, value: score });
            found.bands.push(Band { at_s, low, high });
        }
    }
    found.indicator_gaps = indicator_gaps(&detail.heart, &found.heart_rate_gaps);
    found
}

/// The moment nearest to this one, when it is near enough to speak of it.
pub fn nearest(heart: &[HeartNow], at_s: f64) -> Option<&HeartNow> {
    heart
        .iter()
        .min_by(|a, b| (a.at.as_secs_f64() - at_s).abs().total_cmp(&(b.at.as_secs_f64() - at_s).abs()))
        .filter(|now| (now.at.as_secs_f64() - at_s).abs() <= JOIN_WITHIN_S / 2.0)
}

fn beat_gaps(gaps: &[HeartGap]) -> Vec<HeartGapOf> {
    gaps.iter()
        .map(|gap| HeartGapOf {
            from_s: gap.from.as_secs_f64(),
            to_s: gap.to.as_secs_f64(),
            reason: gap.reason,
        })
        .filter(|gap| gap.to_s - gap.from_s >= WORTH_SAYING_S)
        .collect()
}

/// Neighbouring moments without a value for the same reason are one gap. Where the strap itself was silent the
/// heart rate's gap says why; the indicator is hatched there for the same reason.
fn indicator_gaps(heart: &[HeartNow], beats: &[HeartGapOf]) -> Vec<HeartGapOf> {
    let mut gaps: Vec<HeartGapOf> = Vec::new();
    for (index, now) in heart.iter().enumerate() {
        let reason = match &now.reading {
            HeartReading::NoValue(reason) => *reason,
            // A direction without a value: the window is still short.
            HeartReading::Trend(_) => NoValue::TooShort,
            HeartReading::Value { .. } => continue,
        };
        let from_s = now.at.as_secs_f64();
        let next_s = heart.get(index + 1).map_or(from_s, |next| next.at.as_secs_f64());
        let to_s = if next_s - from_s <= JOIN_WITHIN_S { next_s } else { from_s };
        match gaps.last_mut().filter(|last| last.reason == reason && from_s - last.to_s <= 0.5) {
            Some(last) => last.to_s = to_s,
            None => gaps.push(HeartGapOf { from_s, to_s, reason }),
        }
    }
    gaps.extend(beats.iter().copied());
    gaps.retain(|gap| gap.to_s - gap.from_s >= WORTH_SAYING_S);
    gaps.sort_by(|a, b| a.from_s.total_cmp(&b.from_s));
    // One reason at a time: what began earlier keeps its word.
    let mut apart: Vec<HeartGapOf> = Vec::with_capacity(gaps.len());
    for mut gap in gaps {
        if let Some(last) = apart.last_mut() {
            gap.from_s = gap.from_s.max(last.to_s);
            // Right after the strap was off too few beats are left in the window: one gap, with its cause.
            let follows = gap.reason == NoValue::Gap && last.reason != NoValue::TooShort;
            if follows && gap.from_s - last.to_s <= JOIN_WITHIN_S {
                last.to_s = gap.to_s;
                continue;
            }
        }
        if gap.to_s - gap.from_s >= WORTH_SAYING_S {
            apart.push(gap);
        }
    }
    apart
}
