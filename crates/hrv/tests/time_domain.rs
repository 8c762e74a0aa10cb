//! Time-domain metrics against NeuroKit2: the synthetic fixtures always, real recordings where they are at hand.

#![allow(clippy::expect_used)]

mod recordings;

use std::path::Path;

use hrv::TimeDomain;
use proptest::prelude::*;
use serde_json::Value;

/// Relative tolerance of every time-domain metric against the reference.
const TOLERANCE: f64 = 1e-9;

fn json(path: &Path) -> Option<Value> {
    Some(serde_json::from_str(&std::fs::read_to_string(path).ok()?).expect("valid JSON"))
}

fn check(name: &str, metric: &str, ours: f64, reference: &Value) {
    let reference = reference.as_f64().expect("a number");
    let error = if reference == 0.0 { ours.abs() } else { (ours / reference - 1.0).abs() };
    assert!(error <= TOLERANCE, "{name} {metric}: {ours} against {reference}, off by {error:e}");
}

#[test]
fn synthetic_series_match_neurokit2() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/heart"));
    let reference = json(&folder.join("reference.json")).expect("the fixtures lie in the tree");
    assert!(reference["tool"].as_str().expect("text").starts_with("NeuroKit2 0.2.13"));
    let series = reference["series"].as_object().expect("an object");
    assert_eq!(series.len(), 4);
    for (name, expected) in series {
        let text = std::fs::read_to_string(folder.join(format!("{name}.rr.txt"))).expect("readable");
        let time =
            TimeDomain::of_intervals_ms(&hrv::import::rr_text(&text).expect("intervals")).expect("enough");
        for (metric, ours) in [
            ("mean_nn_ms", time.mean_nn_ms),
            ("mean_hr_bpm", time.mean_hr_bpm),
            ("sdnn_ms", time.sdnn_ms),
            ("rmssd_ms", time.rmssd_ms),
            ("sdsd_ms", time.sdsd_ms),
            ("pnn50_pct", time.pnn50_pct),
            ("pnn20_pct", time.pnn20_pct),
        ] {
            check(name, metric, ours, &expected[metric]);
        }
    }
}

#[test]
fn real_recordings_match_neurokit2() {
    for folder in recordings::folders() {
        for name in ["rest_supine_16min", "pyhrv_5min", "mitdb100_30min", "nsr001_24h"] {
            let Some(reference) = json(&folder.join(format!("../reference/{name}.off.json"))) else {
                continue;
            };
            let text = std::fs::read_to_string(folder.join(format!("{name}.txt"))).expect("readable");
            let intervals_ms = hrv::import::rr_text(&text).expect("intervals");
            let time = TimeDomain::of_intervals_ms(&intervals_ms).expect("enough");
            let expected = &reference["full"]["time"];
            check(name, "MeanNN", time.mean_nn_ms, &expected["HRV_MeanNN"]);
            check(name, "SDNN", time.sdnn_ms, &expected["HRV_SDNN"]);
            check(name, "RMSSD", time.rmssd_ms, &expected["HRV_RMSSD"]);
            check(name, "SDSD", time.sdsd_ms, &expected["HRV_SDSD"]);
            check(name, "pNN50", time.pnn50_pct, &expected["HRV_pNN50"]);
            check(name, "pNN20", time.pnn20_pct, &expected["HRV_pNN20"]);
        }
    }
}

#[test]
fn fewer_than_three_intervals_have_no_metrics() {
    assert_eq!(TimeDomain::of_intervals_ms(&[]), None);
    assert_eq!(TimeDomain::of_intervals_ms(&[800.0, 810.0]), None);
    assert!(TimeDomain::of_intervals_ms(&[800.0, 810.0, 790.0]).is_some());
}

#[test]
fn what_is_no_interval_has_no_metrics() {
    for bad in [f64::NAN, f64::INFINITY, 0.0, -1.0] {
        assert_eq!(TimeDomain::of_intervals_ms(&[800.0, bad, 790.0, 805.0]), None);
    }
}

proptest! {
    #[test]
    fn a_constant_added_to_every_interval_changes_only_the_level(
        intervals_ms in prop::collection::vec(500.0..1_200.0_f64, 3..200),
        shift_ms in 1.0..400.0_f64,
    ) {
        let shifted: Vec<f64> = intervals_ms.iter().map(|ms| ms + shift_ms).collect();
        let (a, b) = (TimeDomain::of_intervals_ms(&intervals_ms), TimeDomain::of_intervals_ms(&shifted));
        let (a, b) = (a.expect("enough"), b.expect("enough"));
        prop_assert!((b.mean_nn_ms - a.mean_nn_ms - shift_ms).abs() < 1e-9);
        prop_assert!((b.sdnn_ms - a.sdnn_ms).abs() < 1e-9);
        prop_assert!((b.rmssd_ms - a.rmssd_ms).abs() < 1e-9);
        prop_assert!((b.sdsd_ms - a.sdsd_ms).abs() < 1e-9);
    }
}
