//! Beat classes on made-up rhythms whose every beat is known: ectopy, salvos, fibrillation, deep breaths, noise.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

use hrv::simulate::{BodyState, Random, Simulator, SimulatorConfig};
use hrv::{BeatClass, MILLIS_PER_TICK, classes_of};

/// One beat: when it fell, ms, and whether a sinus beat fell exactly there.
#[derive(Clone, Copy)]
struct Made {
    at_ms: f64,
    sinus: bool,
}

/// A rhythm under construction.
struct Rhythm {
    beats: Vec<Made>,
    /// Intervals in which a beat was missed.
    long: Vec<usize>,
    random: Random,
}

impl Rhythm {
    fn new(seed: u64) -> Rhythm {
        Rhythm { beats: vec![Made { at_ms: 0.0, sinus: true }], long: Vec::new(), random: Random::new(seed) }
    }

    fn uniform(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.random.uniform()
    }

    fn now_ms(&self) -> f64 {
        self.beats.last().expect("the first beat").at_ms
    }

    fn beat(&mut self, after_ms: f64, sinus: bool) {
        let at_ms = self.now_ms() + after_ms;
        self.beats.push(Made { at_ms, sinus });
    }

    /// Intervals on a grid, and whether both beats around each are sinus beats.
    fn intervals(&self, grid_ms: f64) -> (Vec<f64>, Vec<bool>) {
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
struct Chances {
    premature_ventricular: f64,
    premature_atrial: f64,
    couplet: f64,
    salvo: f64,
    missed: f64,
    extra: f64,
    misplaced: f64,
    noise: f64,
}

fn sinus_ms(config: SimulatorConfig, body: BodyState, seconds: u32) -> Vec<f64> {
    let mut simulator = Simulator::new(config);
    let packets = (0..seconds).map(|_| simulator.next_packet(body));
    packets
        .flat_map(|raw| {
            raw.packet.rr_ticks().iter().map(|&t| f64::from(t) * MILLIS_PER_TICK).collect::<Vec<_>>()
        })
        .collect()
}

fn with_events(sinus_ms: &[f64], chances: Chances, seed: u64) -> Rhythm {
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
        } else {
            rhythm.beat(rr, true);
            i += 1;
        }
    }
    rhythm
}

struct Judged {
    median_pct: f64,
    p95_pct: f64,
    max_pct: f64,
    kept_pct: f64,
    caught_pct: f64,
}

fn rmssd(intervals_ms: &[f64], keep: &[bool]) -> Option<f64> {
    let pairs = (1..intervals_ms.len()).filter(|&i| keep[i - 1] && keep[i]);
    let squares: Vec<f64> = pairs.map(|i| (intervals_ms[i] - intervals_ms[i - 1]).powi(2)).collect();
    (squares.len() > 30).then(|| (squares.iter().sum::<f64>() / squares.len() as f64).sqrt())
}

fn judge(what: &str, intervals_ms: &[f64], truth: &[bool]) -> Judged {
    let classes = classes_of(intervals_ms);
    let found: Vec<bool> = classes.iter().map(|class| *class == BeatClass::Normal).collect();
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
        let right = truth.iter().zip(&found).filter(|&(&t, &f)| t == of && f == of).count();
        100.0 * right as f64 / all.max(1) as f64
    };
    let at =
        |q: f64| errors.get(((errors.len().max(1) - 1) as f64 * q).ceil() as usize).copied().unwrap_or(0.0);
    let judged = Judged {
        median_pct: at(0.5),
        p95_pct: at(0.95),
        max_pct: at(1.0),
        kept_pct: share(true),
        caught_pct: share(false),
    };
    eprintln!(
        "{what:44} windows {:4} median {:6.2} % p95 {:6.2} % max {:6.1} % kept {:7.3} % caught {:6.2} %",
        errors.len(),
        judged.median_pct,
        judged.p95_pct,
        judged.max_pct,
        judged.kept_pct,
        judged.caught_pct
    );
    judged
}

/// Who the sinus beats belong to.
fn people() -> Vec<(&'static str, SimulatorConfig, BodyState)> {
    let base = SimulatorConfig::default();
    vec![
        ("rest", SimulatorConfig { seed: 1, ..base }, BodyState::REST),
        (
            "athlete asleep",
            SimulatorConfig { seed: 2, resting_hr_bpm: 44.0, sinus_arrhythmia_ms: 90.0, ..base },
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

/// What is asked of one kind of event: error of RMSSD per five minutes (median, 95th percentile, %) and beats kept, %.
#[derive(Clone, Copy)]
struct Asked {
    median_pct: f64,
    p95_pct: f64,
    kept_pct: f64,
}

/// As the target says, on every person.
const TARGET: Asked = Asked { median_pct: 1.0, p95_pct: 5.0, kept_pct: 99.5 };

fn check(case: &str, chances: Chances, who: impl Fn(&str) -> bool, asked: Asked) {
    for (person, config, body) in people() {
        if !who(person) {
            continue;
        }
        let sinus_ms = sinus_ms(config, body, 7_200);
        for (grid, grid_ms) in [("1/1024 s", MILLIS_PER_TICK), ("1/128 s", 1_000.0 / 128.0)] {
            let (intervals_ms, truth) = with_events(&sinus_ms, chances, 9).intervals(grid_ms);
            let what = format!("{person}, {case}, {grid}");
            let judged = judge(&what, &intervals_ms, &truth);
            assert!(judged.median_pct <= asked.median_pct, "{what}: median {:.2} %", judged.median_pct);
            assert!(judged.p95_pct <= asked.p95_pct, "{what}: 95th percentile {:.2} %", judged.p95_pct);
            assert!(judged.kept_pct >= asked.kept_pct, "{what}: kept {:.2} %", judged.kept_pct);
        }
    }
}

/// The deepest sinus arrhythmia moves the heart as far as an early beat does.
fn can_be_told_apart(person: &str) -> bool {
    person != "athlete asleep"
}

#[test]
fn sinus_rhythm_loses_nothing() {
    check("no event", Chances::default(), |_| true, TARGET);
}

#[test]
fn ventricular_beats_are_found_however_many() {
    for share in [0.02, 0.12] {
        let chances = Chances { premature_ventricular: share, ..Chances::default() };
        check(&format!("ventricular {share}"), chances, can_be_told_apart, TARGET);
    }
    let chances = Chances { premature_ventricular: 0.3, ..Chances::default() };
    check("ventricular 0.3", chances, can_be_told_apart, Asked { kept_pct: 99.0, ..TARGET });
    let chances = Chances { premature_ventricular: 0.02, ..Chances::default() };
    check("ventricular 0.02", chances, |_| true, TARGET);
}

#[test]
fn missed_invented_and_runs_of_beats_are_found() {
    check("missed", Chances { missed: 0.02, ..Chances::default() }, |_| true, TARGET);
    check("invented", Chances { extra: 0.02, ..Chances::default() }, |_| true, TARGET);
    let salvos = Chances { salvo: 0.01, ..Chances::default() };
    check("salvos", salvos, |person| can_be_told_apart(person) && person != "slow breath", TARGET);
}

/// A beat that comes a seventh too early without a pause is no longer than a breath's step in who breathes deeply; the
/// error is stated, not hidden.
#[test]
fn atrial_beats_are_found_where_the_rhythm_is_steady() {
    let chances = Chances { premature_atrial: 0.02, ..Chances::default() };
    check("atrial", chances, |person| ["failing heart", "tense"].contains(&person), TARGET);
    check("atrial", chances, |_| true, Asked { median_pct: 6.0, p95_pct: 15.0, kept_pct: 99.5 });
}

#[test]
fn everything_at_once_keeps_the_beats() {
    let chances = Chances {
        premature_ventricular: 0.003,
        premature_atrial: 0.003,
        couplet: 0.001,
        salvo: 0.0005,
        missed: 0.001,
        extra: 0.001,
        misplaced: 0.001,
        noise: 0.0005,
    };
    check("everything", chances, |_| true, Asked { median_pct: 1.0, p95_pct: 20.0, kept_pct: 99.5 });
}

#[test]
fn in_fibrillation_every_beat_is_kept_once_it_is_recognised() {
    for (seed, level_ms, spread) in [(1, 650.0, 0.2), (2, 800.0, 0.24), (3, 520.0, 0.17), (4, 900.0, 0.28)] {
        let mut rhythm = Rhythm::new(seed);
        for _ in 0..6_000 {
            let share = (spread * rhythm.random.normal()).exp();
            rhythm.beat((level_ms * share).clamp(310.0, 1_950.0), true);
        }
        let (intervals_ms, truth) = rhythm.intervals(MILLIS_PER_TICK);
        let judged = judge(&format!("fibrillation around {level_ms} ms"), &intervals_ms, &truth);
        assert!(judged.median_pct <= 1.0 && judged.p95_pct <= 10.0, "{level_ms} ms: {:.1} %", judged.p95_pct);
        // What is refused lies in the two minutes before it is recognised.
        assert!(judged.kept_pct >= 97.5, "{level_ms} ms: kept {:.1} %", judged.kept_pct);
    }
}
