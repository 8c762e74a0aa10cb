//! Reports of whole recordings: their names in JSON, what they rest on, and that live and afterwards say the same.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use hrv::simulate::{BodyState, Random, Simulator, SimulatorConfig};
use hrv::{
    Analysis, BeatClass, Caution, EngineConfig, Interval, MILLIS_PER_TICK, RawPacket, Report, classes_of,
};
use proptest::prelude::*;

fn packets(seed: u64, seconds: u32, artefact_share: f64) -> Vec<RawPacket> {
    let config = SimulatorConfig { seed, artefact_share, ..SimulatorConfig::default() };
    let mut simulator = Simulator::new(config);
    (0..seconds).map(|_| simulator.next_packet(BodyState::REST)).collect()
}

fn intervals_ms(packets: &[RawPacket]) -> Vec<f64> {
    packets
        .iter()
        .flat_map(|raw| raw.packet.rr_ticks().to_vec())
        .map(|t| f64::from(t) * MILLIS_PER_TICK)
        .collect()
}

#[test]
fn the_json_has_the_names_that_were_agreed() {
    let report = Report::of_intervals_ms(&intervals_ms(&packets(1, 400, 0.02)));
    let json = serde_json::to_value(&report).expect("JSON");
    let names = [
        "beats",
        "mean_nn_ms",
        "median_nn_ms",
        "sdnn_ms",
        "rmssd_ms",
        "sdsd_ms",
        "pnn50_pct",
        "pnn20_pct",
        "sd1_ms",
        "sd2_ms",
        "sampen",
        "dfa_alpha1",
        "vlf_ms2",
        "lf_ms2",
        "hf_ms2",
        "baevsky_sqrt",
    ];
    for view in ["raw", "corrected"] {
        for name in names {
            assert!(json[view][name].is_number(), "{view} {name}: {}", json[view][name]);
        }
    }
    let artefacts = json["artefacts"].as_array().expect("a list");
    assert_eq!(artefacts.len(), report.artefacts.len());
    assert!(artefacts.len() > 3);
    let slugs = BeatClass::ALL.map(BeatClass::slug);
    for artefact in artefacts {
        assert!(slugs.contains(&artefact["class"].as_str().expect("a name")));
        assert!(artefact["index"].is_u64());
    }
    assert_eq!(json["algorithm"], hrv::ALGORITHM);
    assert_eq!(json["quality"]["beats"], report.raw.beats);
    assert_eq!(json["quality"]["flagged"], artefacts.len());
    assert!(json["quality"]["cautions"].is_array());
    assert!(json["corrected"]["rmssd_ms"].as_f64() < json["raw"]["rmssd_ms"].as_f64());
}

#[test]
fn a_report_of_live_beats_says_the_same_as_one_of_the_recording() {
    let packets = packets(2, 900, 0.01);
    let live = Analysis::of_beats(&hrv::record(&packets, EngineConfig::default()).beats).report();
    let afterwards = Report::of_intervals_ms(&intervals_ms(&packets));
    assert!(live == afterwards, "the same intervals, the same report");
}

#[test]
fn a_clean_rest_asks_for_no_care() {
    let report = Report::of_intervals_ms(&intervals_ms(&packets(3, 600, 0.0)));
    assert_eq!(report.quality.cautions, []);
    assert_eq!(report.artefacts.len(), 0);
    assert!(report.raw == report.corrected, "nothing was corrected");
    assert!((report.quality.duration_s - 600.0).abs() < 3.0);
}

#[test]
fn what_is_short_broken_fast_or_irregular_asks_for_care() {
    let rest = intervals_ms(&packets(4, 400, 0.0));
    let of = |intervals_ms: &[f64]| Report::of_intervals_ms(intervals_ms).quality.cautions;
    assert_eq!(of(&[]), [Caution::TooFewBeats]);
    assert_eq!(of(&[800.0]), [Caution::TooFewBeats]);
    assert_eq!(of(&rest[..40]), [Caution::ShortForHf, Caution::ShortForLf, Caution::ShortForVlf]);
    assert_eq!(of(&rest[..100]), [Caution::ShortForLf, Caution::ShortForVlf]);
    assert_eq!(of(&rest[..200]), [Caution::ShortForVlf]);
    let fast: Vec<f64> = rest.iter().map(|ms| ms * 0.45).cycle().take(900).collect();
    assert_eq!(of(&fast), [Caution::Exertion]);
    let mut random = Random::new(5);
    let fibrillating: Vec<f64> = (0..600).map(|_| 700.0 * (0.22 * random.normal()).exp()).collect();
    assert!(of(&fibrillating).contains(&Caution::Irregular));
    let mut off: Vec<Interval> =
        rest.iter().enumerate().map(|(i, &ms)| Interval { ms, missing_ms: 0.0, successive: i > 0 }).collect();
    off[200].missing_ms = 120_000.0;
    off[200].successive = false;
    let report = Analysis::of(&off).report();
    assert!(report.quality.cautions.contains(&Caution::ManyMissing));
    assert_eq!(report.quality.breaks, 1);
}

/// Four early beats in five minutes, as in one of a hundred healthy people: what is left of the error.
#[test]
fn correction_brings_the_spectrum_back_that_early_beats_destroy() {
    let (mut worst_raw, mut errors) = (0.0_f64, Vec::new());
    for seed in 0..20 {
        let clean = intervals_ms(&packets(seed, 320, 0.0));
        let mut random = Random::new(seed);
        let mut ectopic = clean.clone();
        for quarter in 0..4 {
            let i = 30 + quarter * 80 + random.bits() as usize % 40;
            let early_ms = 0.35 * ectopic[i];
            ectopic[i] -= early_ms;
            ectopic[i + 1] += early_ms;
        }
        assert_eq!(classes_of(&ectopic).iter().filter(|class| **class != BeatClass::Normal).count(), 8);
        let (clean, ectopic) = (Report::of_intervals_ms(&clean), Report::of_intervals_ms(&ectopic));
        let error = |ours: Option<f64>, truth: Option<f64>| {
            100.0 * (ours.expect("a value") / truth.expect("a value") - 1.0).abs()
        };
        worst_raw = worst_raw.max(error(ectopic.raw.hf_ms2, clean.raw.hf_ms2));
        errors.push([
            error(ectopic.corrected.rmssd_ms, clean.raw.rmssd_ms),
            error(ectopic.corrected.hf_ms2, clean.raw.hf_ms2),
            error(ectopic.corrected.lf_ms2, clean.raw.lf_ms2),
            error(ectopic.corrected.dfa_alpha1, clean.raw.dfa_alpha1),
        ]);
    }
    assert!(worst_raw > 100.0, "uncorrected, early beats double the power");
    for (place, (what, limit_pct)) in
        [("RMSSD", 2.0), ("HF", 5.0), ("LF", 10.0), ("DFA", 5.0)].into_iter().enumerate()
    {
        let mut values: Vec<f64> = errors.iter().map(|row| row[place]).collect();
        values.sort_by(f64::total_cmp);
        eprintln!("{what}: median error {:.2} %, worst {:.2} %", values[10], values[19]);
        assert!(values[10] <= limit_pct, "{what}: median error {:.2} %", values[10]);
    }
}

#[test]
fn a_day_of_noise_has_a_report_and_no_number_that_is_none() {
    let mut random = Random::new(9);
    let noise: Vec<f64> =
        (0..100_000).map(|_| 65_000.0 * random.uniform() * random.uniform() * random.uniform()).collect();
    let json = serde_json::to_string(&Report::of_intervals_ms(&noise)).expect("JSON");
    assert!(json.contains("\"cautions\":[\""), "{}", &json[json.len() - 300..]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_class_once_given_stays_whatever_comes_after(seed in any::<u64>(), cut in 1_usize..600) {
        let intervals_ms = intervals_ms(&packets(seed, 600, 0.05));
        let cut = cut.min(intervals_ms.len());
        let (whole, part) = (classes_of(&intervals_ms), classes_of(&intervals_ms[..cut]));
        let certain = cut.saturating_sub(2);
        prop_assert_eq!(&whole[..certain], &part[..certain], "two beats later every class is final");
    }

    #[test]
    fn beats_classified_live_have_the_classes_of_the_whole_recording(seed in any::<u64>(), at in 20_u32..300) {
        let config = SimulatorConfig { seed, artefact_share: 0.03, ..SimulatorConfig::default() };
        let mut simulator = Simulator::new(config);
        let mut packets: Vec<RawPacket> = (0..at).map(|_| simulator.next_packet(BodyState::REST)).collect();
        simulator.reconnect(7, BodyState::REST);
        packets.extend((0..120).map(|_| simulator.next_packet(BodyState::REST)));
        let beats = hrv::record(&packets, EngineConfig::default()).beats;
        let live: Vec<BeatClass> = beats.iter().map(|classified| classified.class).collect();
        let intervals: Vec<Interval> = beats
            .iter()
            .map(|classified| Interval {
                ms: classified.beat.rr_ms(),
                missing_ms: f64::from(classified.beat.missing_ticks) * MILLIS_PER_TICK,
                successive: classified.beat.successive,
            })
            .collect();
        prop_assert_eq!(&live, &hrv::classes_of_intervals(&intervals));
        prop_assert!(Analysis::of_beats(&beats).report() == Analysis::of(&intervals).report());
    }

    #[test]
    fn any_intervals_and_breaks_have_a_report(
        rows in prop::collection::vec(
            (prop_oneof![6 => 200.0..2_500.0_f64, 1 => any::<f64>(), 1 => Just(0.0)], any::<f64>(), prop::bool::weighted(0.95)),
            0..400,
        ),
    ) {
        let intervals: Vec<Interval> =
            rows.into_iter().map(|(ms, missing_ms, successive)| Interval { ms, missing_ms, successive }).collect();
        let report = Analysis::of(&intervals).report();
        for value in [report.quality.flagged_pct, report.quality.removed_pct, report.quality.missing_pct] {
            prop_assert!((0.0..=100.0).contains(&value));
        }
        prop_assert!(report.artefacts.iter().all(|artefact| artefact.index < intervals.len()));
        prop_assert!(report.corrected.beats <= report.raw.beats);
    }
}

#[test]
fn intervals_lie_on_the_sum_of_all_before_and_silences_between_them() {
    let interval = |ms, missing_ms, successive| hrv::Interval { ms, missing_ms, successive };
    let analysis = hrv::Analysis::of(&[
        interval(800.0, 0.0, false),
        interval(900.0, 0.0, true),
        interval(1_000.0, 5_000.0, false),
        interval(f64::NAN, 0.0, true),
        interval(700.0, -3.0, true),
    ]);
    assert_eq!(analysis.ends_ms().collect::<Vec<_>>(), [800.0, 1_700.0, 7_700.0, 7_700.0, 8_400.0]);
    assert_eq!(analysis.silences_ms().collect::<Vec<_>>(), [(1_700.0, 6_700.0)]);
}
