//! R peaks on made-up electrocardiograms whose every beat is known, and what their errors do to RMSSD.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use hrv::ecg::{Detector, RPeak};
use proptest::prelude::*;

const RATE_HZ: f64 = 130.0;

/// A wave of a beat: when after the R wave (s, and a share of √RR), how high (µV), how wide (s).
type Wave = (f64, f64, f64, f64);

/// P, Q, R, S and T of a heart at rest, after the shapes of McSharry et al. (IEEE Trans Biomed Eng 50, 2003, 289).
const NORMAL: [Wave; 5] = [
    (-0.17, 0.0, 120.0, 0.024),
    (-0.033, 0.0, -110.0, 0.011),
    (0.0, 0.0, 1_100.0, 0.011),
    (0.031, 0.0, -250.0, 0.011),
    (0.0, 0.28, 280.0, 0.045),
];
/// The same heart with a T wave as high as half its R wave, and narrow, as the potassium of kidney patients makes it.
const HIGH_T: [Wave; 5] = [
    (-0.17, 0.0, 100.0, 0.024),
    (-0.033, 0.0, -80.0, 0.011),
    (0.0, 0.0, 900.0, 0.012),
    (0.031, 0.0, -200.0, 0.012),
    (0.0, 0.26, 480.0, 0.035),
];
/// A strap worn upside down, and a small signal.
const SMALL_AND_DOWN: [Wave; 5] = [
    (-0.17, 0.0, -30.0, 0.024),
    (-0.033, 0.0, 30.0, 0.011),
    (0.0, 0.0, -320.0, 0.011),
    (0.031, 0.0, 70.0, 0.011),
    (0.0, 0.28, -80.0, 0.045),
];
/// A ventricular beat: wide, no P wave.
const VENTRICULAR: [Wave; 3] =
    [(0.0, 0.0, 1_300.0, 0.033), (0.09, 0.0, -500.0, 0.04), (0.0, 0.36, -350.0, 0.06)];

/// What a recording suffers from.
#[derive(Clone, Copy, Default)]
struct Noise {
    white_uv: f64,
    wander_uv: f64,
    hum_uv: f64,
    /// Every 20 s two seconds of muscle.
    muscle_uv: f64,
}

struct Made {
    samples_uv: Vec<f64>,
    beats_s: Vec<f64>,
}

struct Random(u64);

impl Random {
    fn unit(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Nearly normal: the sum of twelve.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }
}

/// Five minutes of a heart that breathes.
fn make(shape: &[Wave], rate_bpm: f64, breath_ms: f64, ventricular_every: usize, noise: Noise) -> Made {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let (mut at_s, mut beats) = (0.6, Vec::new());
    while at_s < 299.0 {
        let ventricular = ventricular_every > 0 && beats.len() % ventricular_every == ventricular_every - 1;
        let wave = (2.0 * std::f64::consts::PI * 0.23 * at_s).sin();
        let mut rr_s = 60.0 / rate_bpm + (breath_ms * wave + 12.0 * random.normal()) / 1_000.0;
        let follows = beats.last().is_some_and(|&(_, _, before): &(f64, f64, bool)| before);
        if ventricular {
            rr_s *= 0.6;
        } else if follows {
            rr_s *= 1.4;
        }
        at_s += rr_s;
        beats.push((at_s, rr_s, ventricular));
    }
    let samples = (0..(300.0 * RATE_HZ) as usize).map(|i| {
        let now_s = i as f64 / RATE_HZ;
        let first = beats.partition_point(|beat| beat.0 < now_s - 1.2);
        let mut value = 0.0;
        for (beat_s, rr_s, ventricular) in beats[first..].iter().take_while(|beat| beat.0 < now_s + 0.6) {
            let waves: &[Wave] = if *ventricular { &VENTRICULAR } else { shape };
            for (after_s, share, height_uv, width_s) in waves {
                let away = (now_s - beat_s - after_s - share * rr_s.sqrt()) / width_s;
                value += height_uv * (-0.5 * away * away).exp();
            }
        }
        let turn = 2.0 * std::f64::consts::PI * now_s;
        value += noise.wander_uv * (0.31 * turn).sin() + 0.5 * noise.wander_uv * (0.11 * turn).cos();
        value += noise.hum_uv * (50.0 * turn).sin() + noise.white_uv * random.normal();
        if now_s % 20.0 < 2.0 {
            value += noise.muscle_uv * random.normal();
        }
        value.round()
    });
    let samples_uv = samples.collect();
    Made { samples_uv, beats_s: beats.into_iter().map(|beat| beat.0).filter(|at| *at < 299.0).collect() }
}

fn detect(samples_uv: &[f64]) -> Vec<RPeak> {
    let mut detector = Detector::new(RATE_HZ);
    let mut peaks = Vec::new();
    for &sample in samples_uv {
        detector.push(sample, |peak| peaks.push(peak));
    }
    peaks
}

/// How many beats were missed and invented (within 75 ms; EC57 allows 150), and by how much the others are off, ms.
#[derive(Debug)]
struct Score {
    missed: usize,
    invented: usize,
    jitter_ms: f64,
    rmssd_error_pct: f64,
    beats: usize,
}

fn rmssd(times_s: &[f64]) -> f64 {
    let rr: Vec<f64> = times_s.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let squares: f64 = rr.windows(2).map(|pair| (pair[1] - pair[0]).powi(2)).sum();
    1_000.0 * (squares / (rr.len() - 1) as f64).sqrt()
}

fn score(made: &Made) -> Score {
    let mut peaks: Vec<f64> = detect(&made.samples_uv).iter().map(|peak| peak.at_sample / RATE_HZ).collect();
    let last_s = peaks.last().copied().unwrap_or(0.0);
    // The last second may hold a part of a beat.
    peaks.retain(|at| *at < 298.95);
    let mut errors = Vec::new();
    let (mut missed, mut matched) = (0, Vec::new());
    let beats: Vec<f64> = made.beats_s.iter().copied().filter(|at| *at < 298.95).collect();
    assert!(last_s > 297.0, "the last beat was told at {last_s} s");
    for beat in &beats {
        match peaks.iter().find(|peak| (**peak - beat).abs() < 0.075) {
            Some(peak) => {
                errors.push(1_000.0 * (peak - beat));
                matched.push(*peak);
            }
            None => missed += 1,
        }
    }
    let mean = errors.iter().sum::<f64>() / errors.len() as f64;
    let spread = errors.iter().map(|error| (error - mean).powi(2)).sum::<f64>() / errors.len() as f64;
    let truth = rmssd(&beats);
    let score = Score {
        missed,
        invented: peaks.len() - matched.len(),
        jitter_ms: spread.sqrt(),
        rmssd_error_pct: 100.0 * (rmssd(&peaks) / truth - 1.0).abs(),
        beats: beats.len(),
    };
    println!("{score:.2?}");
    score
}

#[test]
fn every_beat_of_a_clean_signal_is_found_within_a_millisecond() {
    for rate_bpm in [42.0, 60.0, 75.0, 100.0, 140.0, 170.0] {
        let score = score(&make(
            &NORMAL,
            rate_bpm,
            3_000.0 / rate_bpm,
            0,
            Noise { white_uv: 3.0, ..Noise::default() },
        ));
        assert_eq!((score.missed, score.invented), (0, 0), "{rate_bpm} of {}", score.beats);
        assert!(score.jitter_ms < 1.0, "{rate_bpm}: {} ms", score.jitter_ms);
        assert!(score.rmssd_error_pct < 1.0, "{rate_bpm}: {} %", score.rmssd_error_pct);
    }
}

#[test]
fn hum_wander_and_noise_of_a_strap_at_rest_cost_no_beat() {
    let noise = Noise { white_uv: 15.0, wander_uv: 400.0, hum_uv: 20.0, muscle_uv: 0.0 };
    for (name, shape) in [("normal", &NORMAL), ("a high T wave", &HIGH_T)] {
        let score = score(&make(shape, 66.0, 35.0, 0, noise));
        assert_eq!((score.missed, score.invented), (0, 0), "{name} of {}", score.beats);
        assert!(score.jitter_ms < 2.0, "{name}: {} ms", score.jitter_ms);
        assert!(score.rmssd_error_pct < 2.0, "{name}: {} %", score.rmssd_error_pct);
    }
}

#[test]
fn a_small_signal_upside_down_is_read_too() {
    let noise = Noise { white_uv: 6.0, wander_uv: 150.0, hum_uv: 6.0, muscle_uv: 0.0 };
    let score = score(&make(&SMALL_AND_DOWN, 72.0, 30.0, 0, noise));
    assert_eq!((score.missed, score.invented), (0, 0), "of {}", score.beats);
    assert!(score.jitter_ms < 2.0, "{} ms", score.jitter_ms);
}

#[test]
fn bursts_of_muscle_cost_few_beats() {
    let noise = Noise { white_uv: 10.0, wander_uv: 300.0, hum_uv: 10.0, muscle_uv: 110.0 };
    let score = score(&make(&NORMAL, 70.0, 30.0, 0, noise));
    let wrong = score.missed + score.invented;
    assert!(
        wrong * 200 <= score.beats,
        "{} missed, {} invented of {}",
        score.missed,
        score.invented,
        score.beats
    );
}

#[test]
fn ventricular_beats_are_beats() {
    let score = score(&make(&NORMAL, 68.0, 20.0, 9, Noise { white_uv: 8.0, ..Noise::default() }));
    assert_eq!((score.missed, score.invented), (0, 0), "of {}", score.beats);
}

#[test]
fn where_there_is_no_heart_none_is_found() {
    let mut random = Random(7);
    let hum: Vec<f64> = (0..40_000)
        .map(|i| {
            (60.0 * (2.0 * std::f64::consts::PI * 50.0 * f64::from(i) / RATE_HZ).sin()
                + 5.0 * random.normal())
            .round()
        })
        .collect();
    assert!(detect(&hum).len() < 10, "{} beats in hum", detect(&hum).len());
    assert_eq!(detect(&vec![0.0; 20_000]).len(), 0);
    assert_eq!(detect(&vec![30_000.0; 20_000]).len(), 0);
}

#[test]
fn a_pause_in_the_signal_breaks_the_series_and_what_follows_is_found() {
    let made = make(&NORMAL, 66.0, 20.0, 0, Noise { white_uv: 5.0, ..Noise::default() });
    let mut samples = made.samples_uv.clone();
    samples[13_000..15_600].fill(0.0);
    let peaks = detect(&samples);
    let after: Vec<&RPeak> = peaks.iter().filter(|peak| peak.at_sample > 15_600.0).collect();
    assert!(!after[0].successive && after[1].successive);
    let expected = made.beats_s.iter().filter(|at| **at > 120.3).count();
    assert!(after.len() + 2 >= expected, "{} of {expected}", after.len());
    assert!(peaks.iter().all(|peak| !(13_020.0..15_590.0).contains(&peak.at_sample)));
}

proptest! {
    #[test]
    fn any_samples_are_survived_and_beats_come_in_order(samples in prop::collection::vec(any::<f64>(), 0..3_000), rate in any::<f64>()) {
        let mut detector = Detector::new(rate);
        let mut last = -1.0;
        for (i, sample) in samples.iter().enumerate() {
            detector.push(*sample, |peak| {
                assert!(peak.at_sample > last, "{} after {last}", peak.at_sample);
                last = peak.at_sample;
            });
            if i % 1_000 == 999 {
                detector.interrupt();
            }
        }
    }
}
