//! Made-up rhythms whose every beat is known, and how well beats found in them agree: for tests and for validation.

use hrv::simulate::{BodyState, Random, Simulator, SimulatorConfig};
use hrv::{BeatClass, MILLIS_PER_TICK, classes_of};

/// One beat: when it fell, ms, and whether a sinus beat fell exactly there.
#[derive(Clone, Copy)]
pub struct Made {
    at_ms: f64,
    sinus: bool,
}

/// A rhythm under construction.
pub struct Rhythm {
    beats: Vec<Made>,
    /// Intervals in which a beat was missed.
    long: Vec<usize>,
    pub random: Random,
}

impl Rhythm {
    pub fn new(seed: u64) -> Rhythm {
        Rhythm { beats: vec![Made { at_ms: 0.0, sinus: true }], long: Vec::new(), random: Random::new(seed) }
    }

    fn uniform(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.random.uniform()
    }

    fn now_ms(&self) -> f64 {
        self.beats.last().expect("the first beat").at_ms
    }

    pub fn beat(&mut self, after_ms: f64, sinus: bool) {
        let at_ms = self.now_ms() + after_ms;
        self.beats.push(Made { at_ms, sinus });
    }

    /// Intervals on a grid, and whether both beats around each are sinus beats.
    pub fn intervals(&self, grid_ms: f64) -> (Vec<f64>, Vec<bool>) {
        let placed: Vec<f64> =
            self.beats.iter().map(|beat| (beat.at_ms / grid_ms).round() * grid_ms).collect();
        let intervals_ms = placed.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let mut truth: Vec<bool> = self.beats.windows(2).map(|pair| pair[0].sinus && pair[1].sinus).collect();
        for &i in &self.long {
            truth[i] = false;
        }
        (intervals_ms, truth)
    }
}

/// Events among sinus beats, each with its chance per beat.
#[derive(Clone, Copy, Default)]
pub struct Chances {
    pub premature_ventricular: f64,
    pub premature_atrial: f64,
    pub couplet: f64,
    pub salvo: f64,
    pub missed: f64,
    pub extra: f64,
    pub misplaced: f64,
    pub noise: f64,
    /// Early, and the rhythm goes on at once.
    pub without_pause: f64,
}

pub fn sinus_ms(config: SimulatorConfig, body: BodyState, seconds: u32) -> Vec<f64> {
    let mut simulator = Simulator::new(config);
    let packets = (0..seconds).map(|_| simulator.next_packet(body));
    packets
        .flat_map(|raw| {
            raw.packet.rr_ticks().iter().map(|&t| f64::from(t) * MILLIS_PER_TICK).collect::<Vec<_>>()
        })
        .collect()
}

pub fn with_events(sinus_ms: &[f64], chances: Chances, seed: u64) -> Rhythm {
    let mut rhythm = Rhythm::new(seed);
    let mut i = 0;
    while i + 12 < sinus_ms.len() {
        let rr = sinus_ms[i];
        let mut dice = rhythm.random.uniform();
        let mut happens = |chance: f64| {
            dice -= chance;
            dice < 0.0 && i > 20
        };
        if happens(chances.premature_ventricular) {
            let early_ms = rhythm.uniform(0.45, 0.75) * rr;
            rhythm.beat(early_ms, false);
            let kind = rhythm.random.uniform();
            if kind < 0.8 {
                // The next sinus beat is blocked: a full pause.
                rhythm.beat(rr + sinus_ms[i + 1] - early_ms, true);
                i += 2;
            } else if kind < 0.9 && early_ms < 0.6 * rr {
                // Interpolated: the sinus goes on, a little late.
                let late_ms = rhythm.uniform(10.0, 50.0);
                rhythm.beat(rr - early_ms + late_ms, true);
                i += 1;
            } else {
                let pause = rhythm.uniform(1.05, 1.3);
                rhythm.beat(pause * rr, true);
                i += 2;
            }
        } else if happens(chances.premature_atrial) {
            let early = rhythm.uniform(0.6, 0.85);
            rhythm.beat(early * rr, false);
            let pause = rhythm.uniform(1.0, 1.2);
            rhythm.beat(pause * rr, true);
            i += 2;
        } else if happens(chances.couplet) {
            for _ in 0..2 {
                let early = rhythm.uniform(0.45, 0.65);
                rhythm.beat(early * rr, false);
            }
            let pause = rhythm.uniform(1.1, 1.5);
            rhythm.beat(pause * rr, true);
            i += 3;
        } else if happens(chances.salvo) {
            let cycle = rhythm.uniform(0.42, 0.6);
            for _ in 0..3 + rhythm.random.bits() % 6 {
                let jitter_ms = rhythm.uniform(-15.0, 15.0);
                rhythm.beat(cycle * rr + jitter_ms, false);
            }
            let pause = rhythm.uniform(1.0, 1.4);
            rhythm.beat(pause * rr, true);
            i += 4;
        } else if happens(chances.missed) {
            rhythm.beat(rr + sinus_ms[i + 1], true);
            rhythm.long.push(rhythm.beats.len() - 2);
            i += 2;
        } else if happens(chances.extra) {
            let at_ms = rhythm.uniform(0.3, 0.7) * rr;
            rhythm.beat(at_ms, false);
            rhythm.beat(rr - at_ms, true);
            i += 1;
        } else if happens(chances.misplaced) {
            let off_ms = rhythm.uniform(0.1, 0.25) * rr;
            rhythm.beat(rr + off_ms, false);
            rhythm.beat(sinus_ms[i + 1] - off_ms, true);
            i += 2;
        } else if happens(chances.noise) {
            for _ in 0..4 + rhythm.random.bits() % 12 {
                let interval_ms = rhythm.uniform(220.0, 1_800.0);
                rhythm.beat(interval_ms, false);
            }
            i += 1;
        } else if happens(chances.without_pause) {
            let early = rhythm.uniform(0.6, 0.75);
            rhythm.beat(early * rr, false);
            rhythm.beat(rr, true);
            i += 1;
        } else {
            rhythm.beat(rr, true);
            i += 1;
        }
    }
    rhythm
}

/// How beats found normal compare with those that are.
#[allow(dead_code)]
pub struct Judged {
    pub windows: usize,
    /// Error of RMSSD per five minutes, %.
    pub median_pct: f64,
    pub p95_pct: f64,
    pub max_pct: f64,
    /// Normal intervals found normal, and others found otherwise, %.
    pub kept_pct: f64,
    pub caught_pct: f64,
}

/// RMSSD over differences whose two intervals both count.
fn rmssd(intervals_ms: &[f64], keep: &[bool]) -> Option<f64> {
    let pairs = (1..intervals_ms.len()).filter(|&i| keep[i - 1] && keep[i]);
    let squares: Vec<f64> = pairs.map(|i| (intervals_ms[i] - intervals_ms[i - 1]).powi(2)).collect();
    (squares.len() > 30).then(|| (squares.iter().sum::<f64>() / squares.len() as f64).sqrt())
}

/// Which intervals the engine finds normal.
pub fn found(intervals_ms: &[f64]) -> Vec<bool> {
    classes_of(intervals_ms).iter().map(|class| *class == BeatClass::Normal).collect()
}

/// The same when each five minutes stand alone, as a file of five minutes does.
#[allow(dead_code)]
pub fn found_alone(intervals_ms: &[f64]) -> Vec<bool> {
    let (mut all, mut start, mut sum) = (Vec::new(), 0, 0.0);
    for (i, ms) in intervals_ms.iter().enumerate() {
        sum += ms;
        if sum >= 300_000.0 {
            all.extend(found(&intervals_ms[start..=i]));
            (start, sum) = (i + 1, 0.0);
        }
    }
    all.extend(found(&intervals_ms[start..]));
    all
}

/// Which intervals lie within 20 % of the mean of their neighbours: the filter of Karlsson et al. 2012.
#[allow(dead_code)]
pub fn found_by_karlsson(intervals_ms: &[f64]) -> Vec<bool> {
    let at = |i: Option<usize>| i.and_then(|i| intervals_ms.get(i)).copied();
    let near = |(i, ms): (usize, &f64)| {
        let (before, after) = (at(i.checked_sub(1)), at(Some(i + 1)));
        let mean = (before.or(after).unwrap_or(*ms) + after.or(before).unwrap_or(*ms)) / 2.0;
        (ms - mean).abs() <= 0.2 * mean
    };
    intervals_ms.iter().enumerate().map(near).collect()
}

/// Compares what was found with the truth, five minutes at a time.
pub fn judge(intervals_ms: &[f64], truth: &[bool], found: &[bool]) -> Judged {
    let (mut errors, mut start, mut sum) = (Vec::new(), 0, 0.0);
    for (i, ms) in intervals_ms.iter().enumerate() {
        sum += ms;
        if sum >= 300_000.0 {
            let part = start..i + 1;
            let ours = rmssd(&intervals_ms[part.clone()], &found[part.clone()]);
            let theirs = rmssd(&intervals_ms[part.clone()], &truth[part.clone()]);
            if let (Some(ours), Some(theirs)) = (ours, theirs) {
                errors.push(100.0 * (ours / theirs - 1.0).abs());
            }
            (start, sum) = (i + 1, 0.0);
        }
    }
    errors.sort_by(f64::total_cmp);
    let share = |of: bool| {
        let all = truth.iter().filter(|&&normal| normal == of).count();
        let right = truth.iter().zip(found).filter(|&(&t, &f)| t == of && f == of).count();
        100.0 * right as f64 / all.max(1) as f64
    };
    // The next higher of two neighbours: never flattering.
    let rank = |q: f64| ((errors.len().max(1) - 1) as f64 * q).ceil() as usize;
    let at = |q: f64| errors.get(rank(q)).copied().unwrap_or(0.0);
    Judged {
        windows: errors.len(),
        median_pct: at(0.5),
        p95_pct: at(0.95),
        max_pct: at(1.0),
        kept_pct: share(true),
        caught_pct: share(false),
    }
}

/// The kinds of events that are looked at, by name.
pub fn cases() -> Vec<(&'static str, Chances)> {
    let none = Chances::default();
    let everything = Chances {
        premature_ventricular: 0.003,
        premature_atrial: 0.003,
        couplet: 0.001,
        salvo: 0.0005,
        missed: 0.001,
        extra: 0.001,
        misplaced: 0.001,
        noise: 0.0005,
        ..none
    };
    vec![
        ("no event", none),
        ("ventricular 2 %", Chances { premature_ventricular: 0.02, ..none }),
        ("ventricular 12 %", Chances { premature_ventricular: 0.12, ..none }),
        ("ventricular 30 %", Chances { premature_ventricular: 0.3, ..none }),
        ("atrial 2 %", Chances { premature_atrial: 0.02, ..none }),
        ("early without a pause 2 %", Chances { without_pause: 0.02, ..none }),
        ("salvos 1 %", Chances { salvo: 0.01, ..none }),
        ("missed 2 %", Chances { missed: 0.02, ..none }),
        ("invented 2 %", Chances { extra: 0.02, ..none }),
        ("everything, rarely", everything),
    ]
}

/// One person's rhythm with events: intervals on a grid, and which are normal.
pub fn made(
    (config, body): (SimulatorConfig, BodyState),
    chances: Chances,
    grid_ms: f64,
) -> (Vec<f64>, Vec<bool>) {
    with_events(&sinus_ms(config, body, 7_200), chances, 9).intervals(grid_ms)
}

/// Rhythms as irregular as atrial fibrillation: name, intervals, which are normal (all).
pub fn fibrillation() -> Vec<(String, Vec<f64>, Vec<bool>)> {
    let made = [(1, 650.0, 0.2), (2, 800.0, 0.24), (3, 520.0, 0.17), (4, 900.0, 0.28_f64)];
    made.into_iter()
        .map(|(seed, level_ms, spread)| {
            let mut rhythm = Rhythm::new(seed);
            for _ in 0..6_000 {
                let share = (spread * rhythm.random.normal()).exp();
                rhythm.beat((level_ms * share).clamp(310.0, 1_950.0), true);
            }
            let (intervals_ms, truth) = rhythm.intervals(MILLIS_PER_TICK);
            (format!("fibrillation around {level_ms} ms"), intervals_ms, truth)
        })
        .collect()
}

/// Who the sinus beats belong to.
pub fn people() -> Vec<(&'static str, SimulatorConfig, BodyState)> {
    let base = SimulatorConfig::default();
    vec![
        ("rest", SimulatorConfig { seed: 1, ..base }, BodyState::REST),
        (
            "athlete asleep",
            SimulatorConfig { seed: 2, resting_hr_bpm: 44.0, sinus_arrhythmia_ms: 90.0, ..base },
            BodyState::REST,
        ),
        (
            "fit, at rest",
            SimulatorConfig { seed: 6, resting_hr_bpm: 57.0, sinus_arrhythmia_ms: 55.0, ..base },
            BodyState::REST,
        ),
        (
            "failing heart",
            SimulatorConfig { seed: 3, resting_hr_bpm: 88.0, sinus_arrhythmia_ms: 4.0, ..base },
            BodyState { stress: 0.9, ..BodyState::REST },
        ),
        (
            "slow breath",
            SimulatorConfig { seed: 4, ..base },
            BodyState { breaths_per_min: 6.0, ..BodyState::REST },
        ),
        (
            "tense",
            SimulatorConfig { seed: 5, resting_hr_bpm: 78.0, sinus_arrhythmia_ms: 20.0, ..base },
            BodyState { stress: 0.7, breaths_per_min: 18.0, ..BodyState::REST },
        ),
    ]
}
