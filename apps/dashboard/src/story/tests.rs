//! Lines, bands and gaps of heart series whose course is known.

use super::*;
use link::{
    HeartNow, HeartParts, HeartQuality, HeartReading, NoValue, QualityLevel,
    api::{HeartGap, SessionDetail, SessionSummary},
};
use session::{Subject, WorldTime};

fn detail(length_s: u64, heart: Vec<HeartNow>, gaps: Vec<HeartGap>) -> SessionDetail {
    SessionDetail {
        summary: SessionSummary {
            id: "0192f3c1-7a00-7000-8000-000000000001".parse().unwrap(),
            subject: Subject::Anonymous,
            device_name: "07".into(),
            recording: false,
            opened: 0,
            length: WorldTime::from_secs(length_s),
            live: false,
            tension_before: None,
            tension_after: None,
            rated_by_colleague: false,
            worlds: Vec::new(),
            adverse_event: false,
            review: None,
            way: None,
            alone: None,
        },
        alias: None,
        events: Vec::new(),
        heart,
        gaps,
        own_rest: link::api::OwnRest::default(),
    }
}

fn now(at: u64, reading: HeartReading) -> HeartNow {
    HeartNow {
        at: WorldTime::from_secs(at),
        heart_rate_bpm: Some(70.0),
        rmssd_ms: Some(34.0),
        sdnn_ms: None,
        quality: HeartQuality {
            level: QualityLevel::Good,
            contact: Some(true),
            beats: 120,
            flagged: 2,
            missing_share: 0.0,
        },
        reading,
    }
}

fn value(score: f64) -> HeartReading {
    HeartReading::Value {
        score,
        low: score - 10.0,
        high: score + 10.0,
        provisional: false,
        parts: HeartParts {
            algorithm: "indicator-1".into(),
            z_rmssd: 0.4,
            z_heart_rate: -0.2,
            window_s: 120.0,
        },
    }
}

#[test]
fn the_indicator_has_one_gap_for_each_reason_and_the_strap_says_its_own() {
    let mut heart: Vec<_> = (0..24).map(|n| now(n * 5, HeartReading::NoValue(NoValue::TooShort))).collect();
    heart.extend((24..40).map(|n| now(n * 5, value(60.0))));
    // Nothing from 200 to 260: the strap was off.
    heart.extend((52..60).map(|n| now(n * 5, HeartReading::NoValue(NoValue::Gap))));
    heart.extend((60..70).map(|n| now(n * 5, value(45.0))));
    let gaps = vec![HeartGap {
        from: WorldTime::from_secs(198),
        to: WorldTime::from_secs(258),
        reason: NoValue::NoContact,
    }];
    let found = measured(&detail(400, heart, gaps));
    let course: Vec<_> = found.indicator_gaps.iter().map(|g| (g.from_s, g.to_s, g.reason)).collect();
    assert_eq!(course, [(0.0, 120.0, NoValue::TooShort), (198.0, 300.0, NoValue::NoContact)]);
    assert_eq!(found.indicator.len(), 26);
    assert_eq!(charts::runs(&found.indicator, JOIN_WITHIN_S).len(), 2);
}

#[test]
fn a_moment_without_a_measurement_near_it_has_none() {
    let heart = vec![now(0, value(50.0)), now(100, value(40.0))];
    assert_eq!(nearest(&heart, 97.0).map(|now| now.at), Some(WorldTime::from_secs(100)));
    assert!(nearest(&heart, 50.0).is_none());
    assert!(nearest(&[], 0.0).is_none());
}
