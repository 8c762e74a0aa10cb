//! From what the heart engine computes to what travels: the same conversion in Companion and on the server.

use crate::api::{OwnRest, OwnRestState};
use crate::heart::{HeartNow, HeartParts, HeartQuality, HeartReading, NoValue, QualityLevel, TrendDirection};
use hrv::{Baseline, BaselineState, LiveHeart, NoValueReason, Quality, QualityIssue, Reading};
use session::WorldTime;

impl HeartNow {
    /// The live values of an engine, spoken of this world time.
    pub fn of(at: WorldTime, live: &LiveHeart) -> Self {
        Self {
            at,
            heart_rate_bpm: live.hr_bpm,
            rmssd_ms: live.rmssd_ms,
            sdnn_ms: live.sdnn_ms,
            quality: quality(live),
            reading: reading(live),
        }
    }
}

impl From<(WorldTime, &LiveHeart)> for HeartNow {
    fn from((at, live): (WorldTime, &LiveHeart)) -> Self {
        Self::of(at, live)
    }
}

impl From<&Baseline> for OwnRest {
    fn from(baseline: &Baseline) -> Self {
        let state = match baseline.state {
            BaselineState::Population => OwnRestState::Population,
            BaselineState::Provisional => OwnRestState::Provisional,
            BaselineState::Personal => OwnRestState::Personal,
        };
        Self { state, rests: baseline.rests, days: baseline.days }
    }
}

fn quality(live: &LiveHeart) -> HeartQuality {
    let Quality { beats, flagged, missing_pct, contact, .. } = live.quality;
    HeartQuality {
        level: level(live),
        contact,
        beats: u16::try_from(beats).unwrap_or(u16::MAX),
        flagged: u16::try_from(flagged).unwrap_or(u16::MAX),
        missing_share: missing_pct / 100.0,
    }
}

fn level(live: &LiveHeart) -> QualityLevel {
    let has = |issue| live.quality.issues.contains(issue);
    if live.beats == 0 || has(QualityIssue::Silence) || has(QualityIssue::NoContact) {
        QualityLevel::Absent
    } else if has(QualityIssue::ManyMissing) || has(QualityIssue::ManyRemoved) {
        QualityLevel::Poor
    } else if has(QualityIssue::ManyFlagged) || has(QualityIssue::ByLight) || live.quality.missing_pct > 0.0 {
        QualityLevel::Fair
    } else {
        QualityLevel::Good
    }
}

fn reading(live: &LiveHeart) -> HeartReading {
    match (live.reading, live.trend) {
        (Reading::Value(value), _) => HeartReading::Value {
            score: value.score,
            low: value.score_low,
            high: value.score_high,
            provisional: value.baseline != BaselineState::Personal,
            parts: HeartParts {
                algorithm: hrv::ALGORITHM.to_owned(),
                z_rmssd: value.z_rmssd,
                z_heart_rate: value.z_hr,
                window_s: value.window_ms / 1_000.0,
            },
        },
        (Reading::NoValue { reason: NoValueReason::WindowTooShort }, Some(trend)) => {
            HeartReading::Trend(match trend.direction {
                hrv::TrendDirection::Calmer => TrendDirection::Calmer,
                hrv::TrendDirection::Steady => TrendDirection::Steady,
                hrv::TrendDirection::Tenser => TrendDirection::Tenser,
            })
        }
        (Reading::NoValue { reason }, _) => HeartReading::NoValue(why(reason, live.beats)),
    }
}

pub(crate) fn why(reason: NoValueReason, beats: u64) -> NoValue {
    match reason {
        NoValueReason::NoContact => NoValue::NoContact,
        NoValueReason::Silence if beats > 0 => NoValue::Gap,
        // Intervals that are all equal are no heart's: a simulator or a broken strap, so no signal of a person.
        NoValueReason::Silence | NoValueReason::NoIntervals | NoValueReason::NoVariability => {
            NoValue::NoSignal
        }
        NoValueReason::WindowTooShort => NoValue::TooShort,
        NoValueReason::TooMuchMissing => NoValue::Gap,
        NoValueReason::TooMuchRemoved => NoValue::TooManyFlagged,
        NoValueReason::Irregular => NoValue::Irregular,
        NoValueReason::Exertion => NoValue::Exertion,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hrv::simulate::{BodyState, Simulator, SimulatorConfig};
    use hrv::{Engine, EngineConfig};

    fn after(seconds: usize) -> HeartNow {
        let mut engine = Engine::new(EngineConfig::default());
        let mut simulator = Simulator::new(SimulatorConfig::default());
        for _ in 0..seconds {
            engine.admit(simulator.next_packet(BodyState::REST));
        }
        let now = WorldTime::from_secs(seconds as u64);
        HeartNow::of(now, &engine.live(i64::try_from(now.0).unwrap_or(0)))
    }

    #[test]
    fn a_fresh_engine_has_no_signal() {
        assert_eq!(after(0).quality.level, QualityLevel::Absent);
        assert_eq!(after(0).reading, HeartReading::NoValue(NoValue::NoSignal));
    }

    #[test]
    fn a_short_window_gives_a_direction_and_a_long_one_a_value_with_its_parts() {
        assert!(matches!(after(100).reading, HeartReading::Trend(_)), "{:?}", after(100).reading);
        let now = after(300);
        assert_eq!(now.quality.level, QualityLevel::Good);
        let HeartReading::Value { score, low, high, provisional, parts } = now.reading else {
            panic!("no value after five minutes of rest");
        };
        assert!(low <= score && score <= high && provisional);
        assert_eq!(parts.algorithm, hrv::ALGORITHM);
    }

    #[test]
    fn a_strap_that_fell_silent_is_a_gap() {
        let mut engine = Engine::new(EngineConfig::default());
        let mut simulator = Simulator::new(SimulatorConfig::default());
        for _ in 0..60 {
            engine.admit(simulator.next_packet(BodyState::REST));
        }
        let now = HeartNow::of(WorldTime::from_secs(90), &engine.live(90_000_000));
        assert_eq!(now.reading, HeartReading::NoValue(NoValue::Gap));
        assert_eq!(now.heart_rate_bpm, None);
    }
}
