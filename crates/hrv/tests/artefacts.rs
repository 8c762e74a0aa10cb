//! Beat classes against expert labels: RMSSD error per five minutes, and normal beats kept.

#![allow(clippy::expect_used, clippy::print_stderr)]

mod recordings;

use hrv::simulate::{BodyState, Random, Simulator, SimulatorConfig};
use hrv::{BeatClass, Classifier, MILLIS_PER_TICK};
use recordings::Recording;

/// RMSSD over differences whose two intervals both satisfy `keep`.
fn rmssd(intervals_ms: &[f64], keep: impl Fn(usize) -> bool) -> Option<f64> {
    let (mut sum, mut count) = (0.0, 0);
    for i in 1..intervals_ms.len() {
        if keep(i - 1) && keep(i) {
            sum += (intervals_ms[i] - intervals_ms[i - 1]).powi(2);
            count += 1;
        }
    }
    (count > 30).then(|| (sum / f64::from(count)).sqrt())
}

fn classes(intervals_ms: &[f64]) -> Vec<BeatClass> {
    let mut classifier = Classifier::new();
    let mut classes = Vec::new();
    for (i, &ms) in intervals_ms.iter().enumerate() {
        classes.extend(classifier.push(ms, i > 0).iter());
    }
    classes.extend(classifier.finish().iter());
    classes
}

fn windows(intervals_ms: &[f64]) -> Vec<(usize, usize)> {
    let (mut out, mut start, mut sum) = (Vec::new(), 0, 0.0);
    for (i, ms) in intervals_ms.iter().enumerate() {
        sum += ms;
        if sum >= 300_000.0 {
            out.push((start, i + 1));
            (start, sum) = (i + 1, 0.0);
        }
    }
    out
}

/// Errors per five minutes, normal beats kept and others caught.
#[derive(Default)]
struct Outcome {
    errors_pct: Vec<f64>,
    kept_pct: f64,
    caught_pct: f64,
}

fn judge(intervals_ms: &[f64], truth: &[bool]) -> Outcome {
    let classes = classes(intervals_ms);
    let found: Vec<bool> = classes.iter().map(|class| *class == BeatClass::Normal).collect();
    let share = |of: bool| {
        let all = truth.iter().filter(|&&normal| normal == of).count();
        let right = truth.iter().zip(&found).filter(|&(&normal, &found)| normal == of && found == of).count();
        100.0 * right as f64 / all.max(1) as f64
    };
    let mut errors_pct = Vec::new();
    for (start, end) in windows(intervals_ms) {
        let part = &intervals_ms[start..end];
        let (ours, expected) = (rmssd(part, |i| found[start + i]), rmssd(part, |i| truth[start + i]));
        if let (Some(ours), Some(expected)) = (ours, expected) {
            errors_pct.push(100.0 * (ours / expected - 1.0).abs());
        }
    }
    errors_pct.sort_by(f64::total_cmp);
    Outcome { errors_pct, kept_pct: share(true), caught_pct: share(false) }
}

impl Outcome {
    /// The next higher of the two neighbours: never flattering.
    fn quantile(&self, q: f64) -> f64 {
        self.errors_pct[((self.errors_pct.len() - 1) as f64 * q).ceil() as usize]
    }
}

#[test]
fn rmssd_agrees_with_expert_labels_per_five_minutes() {
    for Recording { name, intervals_ms, labels } in recordings::annotated() {
        let expert: Vec<bool> = labels.iter().map(|label| label == "NN").collect();
        let outcome = judge(&intervals_ms, &expert);
        eprintln!(
            "{name}: {} windows, median {:.3} %, p95 {:.2} %, max {:.1} %; normal beats kept {:.3} %",
            outcome.errors_pct.len(),
            outcome.quantile(0.5),
            outcome.quantile(0.95),
            outcome.quantile(1.0),
            outcome.kept_pct,
        );
        assert!(outcome.quantile(0.5) <= 1.0, "{name}: median error {:.2} %", outcome.quantile(0.5));
        assert!(outcome.quantile(0.95) <= 5.0, "{name}: 95th percentile {:.2} %", outcome.quantile(0.95));
        assert!(outcome.kept_pct >= 99.5, "{name}: only {:.2} % of the normal beats kept", outcome.kept_pct);
    }
}

fn check(intervals_ms: &[f64], expected: &[(usize, BeatClass)]) {
    let found = classes(intervals_ms);
    let flagged: Vec<(usize, BeatClass)> =
        found.into_iter().enumerate().filter(|(_, class)| *class != BeatClass::Normal).collect();
    assert_eq!(flagged, expected, "{intervals_ms:?}");
}

/// A calm rhythm around 800 ms, with these intervals in the middle.
fn calm_with(middle: &[f64]) -> Vec<f64> {
    let calm = |i: usize| 800.0 + 20.0 * (i as f64 * 0.9).sin();
    let before = (0..20).map(calm);
    let after = (20..40).map(calm);
    before.chain(middle.iter().copied()).chain(after).collect()
}

#[test]
fn an_early_beat_with_its_pause_is_ectopic_on_both_sides() {
    check(&calm_with(&[560.0, 1040.0]), &[(20, BeatClass::Ectopic), (21, BeatClass::Ectopic)]);
}

#[test]
fn two_early_beats_in_a_row_are_ectopic_with_their_pause() {
    let expected = [(20, BeatClass::Ectopic), (21, BeatClass::Ectopic), (22, BeatClass::Ectopic)];
    check(&calm_with(&[530.0, 520.0, 1080.0]), &expected);
}

#[test]
fn every_second_beat_ectopic_leaves_no_normal_interval() {
    let bigeminy = [500.0, 1_090.0].repeat(12);
    let expected: Vec<_> = (20..44).map(|i| (i, BeatClass::Ectopic)).collect();
    check(&calm_with(&bigeminy), &expected);
}

#[test]
fn a_short_run_of_fast_beats_is_no_change_of_heart_rate() {
    let flagged = classes(&calm_with(&[450.0, 400.0, 405.0, 395.0, 1_000.0]));
    assert!(flagged[20..25].iter().all(|class| *class != BeatClass::Normal), "{flagged:?}");
    assert!(flagged[25..].iter().all(|class| *class == BeatClass::Normal), "{flagged:?}");
}

#[test]
fn a_missed_beat_is_one_interval_of_double_length() {
    check(&calm_with(&[1_610.0]), &[(20, BeatClass::Missed)]);
    check(&calm_with(&[2_390.0]), &[(20, BeatClass::Missed)]);
}

#[test]
fn an_invented_beat_splits_one_interval_in_two() {
    check(&calm_with(&[350.0, 455.0]), &[(20, BeatClass::Extra), (21, BeatClass::Extra)]);
    check(&calm_with(&[200.0, 600.0]), &[(20, BeatClass::Extra), (21, BeatClass::Extra)]);
}

#[test]
fn a_beat_found_too_late_is_long_and_short() {
    check(&calm_with(&[950.0, 655.0]), &[(20, BeatClass::LongShort), (21, BeatClass::LongShort)]);
}

#[test]
fn a_strap_on_the_table_is_noise() {
    let flagged = classes(&calm_with(&[2_950.0, 4_100.0, 3_300.0, 2_700.0]));
    assert_eq!(flagged[20..24], [BeatClass::Noise; 4]);
}

#[test]
fn a_deep_breath_that_slows_the_heart_is_normal() {
    check(&calm_with(&[860.0, 960.0, 1_080.0, 1_120.0, 1_010.0, 900.0, 840.0]), &[]);
}

#[test]
fn standing_up_that_quickens_the_heart_is_normal() {
    let mut intervals_ms = calm_with(&[]);
    intervals_ms.extend([780.0, 740.0, 700.0, 665.0, 640.0, 620.0, 610.0, 605.0, 600.0, 602.0, 598.0, 601.0]);
    check(&intervals_ms, &[]);
}

#[test]
fn a_new_level_is_accepted_after_eight_beats_that_agree() {
    let mut intervals_ms = vec![1_000.0; 20];
    intervals_ms.extend([500.0; 30]);
    let classes = classes(&intervals_ms);
    assert!(classes[29..].iter().all(|class| *class == BeatClass::Normal), "{classes:?}");
}

#[test]
fn every_interval_gets_exactly_one_class_at_most_two_beats_late() {
    let mut classifier = Classifier::new();
    let mut decided = 0;
    for (i, &ms) in calm_with(&[560.0, 1_040.0, f64::NAN, -5.0, f64::INFINITY, 0.0]).iter().enumerate() {
        decided += classifier.push(ms, i % 17 != 0).iter().count();
        assert!(i + 1 - decided <= 2, "beat {i}");
    }
    assert_eq!(decided + classifier.finish().iter().count(), 46);
}

/// Puts an artefact of a random kind after every 30 to 60 beats; false where an interval is no longer the heart's.
fn with_artefacts(clean_ms: &[f64], random: &mut Random) -> (Vec<f64>, Vec<bool>) {
    let (mut intervals_ms, mut truth) = (Vec::new(), Vec::new());
    let mut next = 40;
    let mut i = 0;
    while i < clean_ms.len() {
        if i < next || i + 1 >= clean_ms.len() {
            intervals_ms.push(clean_ms[i]);
            truth.push(true);
            i += 1;
            continue;
        }
        next = i + 30 + random.bits() as usize % 30;
        let (x, y) = (clean_ms[i], clean_ms[i + 1]);
        let made: Vec<f64> = match random.bits() % 4 {
            0 => {
                let early_ms = (0.25 + 0.2 * random.uniform()) * x;
                vec![x - early_ms, y + (0.5 + 0.5 * random.uniform()) * early_ms]
            }
            1 => vec![x + y],
            2 => {
                let at = 0.25 + 0.5 * random.uniform();
                vec![at * x, (1.0 - at) * x, y]
            }
            _ => {
                let late_ms = (0.2 + 0.1 * random.uniform()) * x;
                vec![x + late_ms, y - late_ms]
            }
        };
        // Behind an invented beat the heart's own next interval follows unharmed.
        truth.extend((0..made.len()).map(|place| made.len() == 3 && place == 2));
        intervals_ms.extend(made);
        i += 2;
    }
    (intervals_ms, truth)
}

fn simulated_ms(seed: u64, sinus_arrhythmia_ms: f64, body: BodyState, seconds: u32) -> Vec<f64> {
    let mut simulator =
        Simulator::new(SimulatorConfig { seed, sinus_arrhythmia_ms, ..SimulatorConfig::default() });
    let packets = (0..seconds).map(|_| simulator.next_packet(body));
    packets
        .flat_map(|raw| {
            raw.packet.rr_ticks().iter().map(|&t| f64::from(t) * MILLIS_PER_TICK).collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn artefacts_put_into_simulated_hearts_are_found_without_losing_beats() {
    let mut random = Random::new(77);
    let mut all = Outcome::default();
    let bodies = [(0.0, 14.0), (0.0, 6.0), (0.5, 15.0), (1.0, 18.0)];
    for (seed, sinus_arrhythmia_ms) in [(1, 20.0), (2, 42.0), (3, 60.0)] {
        for (stress, breaths_per_min) in bodies {
            let body = BodyState { stress, breaths_per_min, worn: true };
            let clean_ms = simulated_ms(seed, sinus_arrhythmia_ms, body, 3_600);
            let (intervals_ms, truth) = with_artefacts(&clean_ms, &mut random);
            let outcome = judge(&intervals_ms, &truth);
            let what =
                format!("arrhythmia {sinus_arrhythmia_ms} ms, stress {stress}, {breaths_per_min} breaths");
            assert!(outcome.quantile(0.5) <= 1.0, "{what}: median error {:.2} %", outcome.quantile(0.5));
            assert!(outcome.kept_pct >= 99.5, "{what}: {:.2} % kept", outcome.kept_pct);
            assert!(outcome.caught_pct >= 95.0, "{what}: {:.2} % caught", outcome.caught_pct);
            all.errors_pct.extend(outcome.errors_pct);
        }
    }
    all.errors_pct.sort_by(f64::total_cmp);
    assert!(all.errors_pct.len() > 130);
    assert!(all.quantile(0.95) <= 5.0, "95th percentile {:.2} %", all.quantile(0.95));
}

#[test]
fn a_heart_without_artefacts_keeps_its_beats_however_deep_the_breath() {
    for (seed, sinus_arrhythmia_ms) in [(4, 10.0), (5, 42.0), (6, 80.0), (7, 110.0)] {
        for breaths_per_min in [5.0, 6.0, 8.0, 12.0, 16.0] {
            let body = BodyState { breaths_per_min, ..BodyState::REST };
            let intervals_ms = simulated_ms(seed, sinus_arrhythmia_ms, body, 1_800);
            let truth = vec![true; intervals_ms.len()];
            let outcome = judge(&intervals_ms, &truth);
            let what = format!("arrhythmia {sinus_arrhythmia_ms} ms, {breaths_per_min} breaths");
            assert!(outcome.kept_pct >= 99.5, "{what}: {:.2} % kept", outcome.kept_pct);
            assert!(outcome.quantile(0.95) <= 5.0, "{what}: {:.2} %", outcome.quantile(0.95));
        }
    }
}
