//! The stress indicator on simulated people: values, bands, baselines, and every reason for no value.

#![allow(clippy::expect_used, clippy::panic)]

use hrv::simulate::{BodyState, Random, Simulator, SimulatorConfig};
use hrv::{
    Baseline, BaselineState, Engine, EngineConfig, IndicatorValue, LiveHeart, NoValueReason, Packet,
    PacketKey, QualityIssue, RawPacket, Reading, RestWindow, TrendDirection,
};

/// Lets an engine follow a simulated person for so many seconds.
fn follow(engine: &mut Engine, simulator: &mut Simulator, body: BodyState, seconds: u32) -> LiveHeart {
    let mut now_us = 0;
    for _ in 0..seconds {
        let raw = simulator.next_packet(body);
        now_us = raw.arrival_us;
        engine.admit(raw);
    }
    engine.live(now_us)
}

fn value(live: &LiveHeart) -> IndicatorValue {
    match live.reading {
        Reading::Value(value) => value,
        Reading::NoValue { reason } => panic!("no value: {reason:?}"),
    }
}

fn stressed(stress: f64) -> BodyState {
    BodyState { stress, ..BodyState::REST }
}

/// Rests of one person on ten days.
fn personal_baseline() -> Baseline {
    let rests: Vec<RestWindow> = (0..10)
        .map(|day| {
            let config = SimulatorConfig { seed: 100 + day, ..SimulatorConfig::default() };
            let mut engine = Engine::new(EngineConfig::default());
            follow(&mut engine, &mut Simulator::new(config), BodyState::REST, 300);
            engine.rest_window(i32::try_from(day).expect("small")).expect("a valid rest")
        })
        .collect();
    Baseline::from_rests(&rests)
}

fn run(config: SimulatorConfig, body: BodyState, seconds: u32) -> LiveHeart {
    follow(&mut Engine::new(EngineConfig::default()), &mut Simulator::new(config), body, seconds)
}

#[track_caller]
fn check_no_value(live: &LiveHeart, expected: NoValueReason) {
    assert_eq!(live.reading, Reading::NoValue { reason: expected }, "{live:?}");
}

#[test]
fn a_person_at_their_own_rest_reads_near_fifty_and_in_tension_far_above() {
    let baseline = personal_baseline();
    assert_eq!(baseline.state, BaselineState::Personal);
    let mut engine = Engine::new(EngineConfig { baseline });
    let mut simulator = Simulator::new(SimulatorConfig { seed: 42, ..SimulatorConfig::default() });
    let rest = value(&follow(&mut engine, &mut simulator, BodyState::REST, 330));
    assert!((15.0..=85.0).contains(&rest.score), "{rest:?}");
    let tense = value(&follow(&mut engine, &mut simulator, stressed(0.8), 330));
    assert!(tense.score > 97.0 && tense.score_low > rest.score_high, "{tense:?}");
    let calm = value(&follow(&mut engine, &mut simulator, BodyState::REST, 400));
    assert!(calm.score < 85.0, "{calm:?}");
}

#[test]
fn the_score_is_the_formula_of_its_own_parts() {
    let baseline = personal_baseline();
    let mut engine = Engine::new(EngineConfig { baseline });
    let live = follow(&mut engine, &mut Simulator::new(SimulatorConfig::default()), stressed(0.3), 335);
    let value = value(&live);
    let z_rmssd = -(value.rmssd_ms.ln() - baseline.ln_rmssd) / baseline.ln_rmssd_spread;
    let z_hr = (value.hr_bpm - baseline.hr_bpm) / baseline.hr_spread_bpm;
    let z = (z_rmssd + z_hr) / (2.0 * (1.0 - baseline.correlation)).sqrt();
    assert!((value.z_rmssd - z_rmssd).abs() < 1e-12 && (value.z_hr - z_hr).abs() < 1e-12);
    assert!((value.z - z).abs() < 1e-12);
    let phi = 0.5 * libm::erfc(-value.z / 2.0_f64.sqrt());
    assert!((value.score - 100.0 * phi).abs() < 1e-12);
    assert!(value.score_low < value.score && value.score < value.score_high);
    assert_eq!(value.baseline, BaselineState::Personal);
    assert!(value.beats_used > 250 && value.window_ms > 295_000.0);
}

/// A rest known from this many windows, a day apart.
fn rest_of(windows: i32) -> Baseline {
    let rests: Vec<RestWindow> = (0..windows)
        .map(|day| RestWindow {
            day,
            ln_rmssd: 3.7 + 0.02 * f64::from(day % 5),
            hr_bpm: 64.0 + f64::from(day % 3),
        })
        .collect();
    Baseline::from_rests(&rests)
}

fn mean_band_width(baseline: Baseline, seconds: u32) -> f64 {
    let widths = (0..12).map(|seed| {
        let mut engine = Engine::new(EngineConfig { baseline });
        let mut simulator = Simulator::new(SimulatorConfig { seed, ..SimulatorConfig::default() });
        let reading = value(&follow(&mut engine, &mut simulator, BodyState::REST, seconds));
        reading.score_high - reading.score_low
    });
    widths.sum::<f64>() / 12.0
}

#[test]
fn longer_windows_have_narrower_bands() {
    let (short, long) = (mean_band_width(rest_of(2_000), 130), mean_band_width(rest_of(2_000), 310));
    assert!(short > 1.1 * long, "{short} against {long}");
}

#[test]
fn the_less_is_known_of_the_own_rest_the_wider_the_band() {
    let widths = [Baseline::population(), rest_of(3), rest_of(14), rest_of(2_000)]
        .map(|baseline| mean_band_width(baseline, 310));
    assert!(widths.is_sorted_by(|wider, narrower| wider > narrower), "{widths:?}");
    assert!(widths[0] > 40.0, "without any rest the score is hardly known: {widths:?}");
}

#[test]
fn a_value_is_renewed_every_thirty_seconds_of_heartbeats() {
    let mut engine = Engine::new(EngineConfig::default());
    let mut simulator = Simulator::new(SimulatorConfig::default());
    let mut times = Vec::new();
    for _ in 0..400 {
        let raw = simulator.next_packet(BodyState::REST);
        engine.admit(raw);
        if let Reading::Value(value) = engine.live(raw.arrival_us).reading
            && times.last() != Some(&value.at_clock_ms)
        {
            times.push(value.at_clock_ms);
        }
    }
    assert_eq!(times.len(), 10, "{times:?}");
    for (i, time) in (4_u32..).zip(&times) {
        assert!((time - f64::from(i) * 30_000.0).abs() < 2_000.0, "{times:?}");
    }
}

#[test]
fn under_two_minutes_there_is_a_trend_but_no_value() {
    let live = run(SimulatorConfig::default(), BodyState::REST, 100);
    check_no_value(&live, NoValueReason::WindowTooShort);
    assert_eq!(live.trend.expect("a trend").part_s, 30);
    assert!(live.rmssd_ms.is_some() && live.sdnn_ms.is_some() && live.hr_bpm.is_some());
}

#[test]
fn under_half_a_minute_there_is_only_a_heart_rate() {
    let live = run(SimulatorConfig::default(), BodyState::REST, 20);
    assert!(live.hr_bpm.is_some() && live.rmssd_ms.is_none() && live.trend.is_none());
}

#[test]
fn the_trend_tells_the_direction() {
    let mut engine = Engine::new(EngineConfig::default());
    let mut simulator = Simulator::new(SimulatorConfig { seed: 9, ..SimulatorConfig::default() });
    follow(&mut engine, &mut simulator, BodyState::REST, 200);
    let up = follow(&mut engine, &mut simulator, stressed(1.0), 70).trend.expect("a trend");
    assert_eq!((up.direction, up.part_s), (TrendDirection::Tenser, 60));
    follow(&mut engine, &mut simulator, stressed(1.0), 120);
    let down = follow(&mut engine, &mut simulator, BodyState::REST, 75).trend.expect("a trend");
    assert_eq!(down.direction, TrendDirection::Calmer);
}

#[test]
fn a_strap_off_the_skin_has_no_value_and_says_so_at_once() {
    let mut engine = Engine::new(EngineConfig::default());
    let mut simulator = Simulator::new(SimulatorConfig::default());
    follow(&mut engine, &mut simulator, BodyState::REST, 200);
    let off = BodyState { worn: false, ..BodyState::REST };
    let live = follow(&mut engine, &mut simulator, off, 2);
    check_no_value(&live, NoValueReason::NoContact);
    assert!(live.hr_bpm.is_none() && live.quality.issues.contains(QualityIssue::NoContact));
    follow(&mut engine, &mut simulator, off, 60);
    let back = follow(&mut engine, &mut simulator, BodyState::REST, 60);
    assert!(back.hr_bpm.is_some());
    assert!(
        matches!(back.reading, Reading::NoValue { .. }),
        "a pause of a minute needs a new window: {back:?}"
    );
    let later = follow(&mut engine, &mut simulator, BodyState::REST, 120);
    value(&later);
}

#[test]
fn a_silent_strap_has_no_value() {
    let mut engine = Engine::new(EngineConfig::default());
    let mut simulator = Simulator::new(SimulatorConfig { jitter_us: 0, ..SimulatorConfig::default() });
    follow(&mut engine, &mut simulator, BodyState::REST, 200);
    value(&engine.live(204_000_000));
    let live = engine.live(206_000_000);
    check_no_value(&live, NoValueReason::Silence);
    assert!(live.quality.issues.contains(QualityIssue::Silence) && live.hr_bpm.is_none());
}

#[test]
fn an_engine_that_heard_nothing_is_silent() {
    check_no_value(&Engine::new(EngineConfig::default()).live(0), NoValueReason::Silence);
}

#[test]
fn too_much_missing_time_has_no_value() {
    let mut engine = Engine::new(EngineConfig::default());
    let mut simulator = Simulator::new(SimulatorConfig::default());
    follow(&mut engine, &mut simulator, BodyState::REST, 100);
    simulator.reconnect(30, BodyState::REST);
    let live = follow(&mut engine, &mut simulator, BodyState::REST, 35);
    check_no_value(&live, NoValueReason::TooMuchMissing);
    assert!(live.quality.issues.contains(QualityIssue::ManyMissing));
    value(&follow(&mut engine, &mut simulator, BodyState::REST, 160));
}

#[test]
fn too_many_artefacts_have_no_value_and_some_a_warning() {
    let bad =
        run(SimulatorConfig { artefact_share: 0.15, ..SimulatorConfig::default() }, BodyState::REST, 300);
    check_no_value(&bad, NoValueReason::TooMuchRemoved);
    let fair =
        run(SimulatorConfig { artefact_share: 0.05, ..SimulatorConfig::default() }, BodyState::REST, 330);
    let fair = value(&fair);
    assert!(fair.warn_flagged && fair.beats_flagged > 0, "{fair:?}");
    assert!(!value(&run(SimulatorConfig::default(), BodyState::REST, 330)).warn_flagged);
}

#[test]
fn a_rhythm_like_atrial_fibrillation_has_no_value() {
    let mut engine = Engine::new(EngineConfig::default());
    let mut random = Random::new(4);
    let (mut clock_ticks, mut now_us) = (0, 0);
    for n in 0..400 {
        let ticks = (1_024.0 * (0.40 + 0.55 * random.uniform())) as u16;
        clock_ticks += i64::from(ticks);
        now_us = clock_ticks * 15_625 / 16;
        let packet = Packet::new(80, None, None, &[ticks]).expect("one");
        engine.admit(RawPacket { key: PacketKey { receiver_epoch: 0, n }, arrival_us: now_us, packet });
    }
    check_no_value(&engine.live(now_us), NoValueReason::Irregular);
}

#[test]
fn deep_breathing_is_not_mistaken_for_fibrillation() {
    for seed in 0..10 {
        let config = SimulatorConfig { seed, sinus_arrhythmia_ms: 80.0, ..SimulatorConfig::default() };
        for breaths_per_min in [5.0, 6.0, 9.0, 13.0] {
            value(&run(config, BodyState { breaths_per_min, ..BodyState::REST }, 300));
        }
    }
}

#[test]
fn exertion_has_no_value() {
    let config = SimulatorConfig { resting_hr_bpm: 128.0, ..SimulatorConfig::default() };
    check_no_value(&run(config, BodyState::REST, 200), NoValueReason::Exertion);
}

#[test]
fn intervals_without_any_variation_have_no_value() {
    let mut engine = Engine::new(EngineConfig::default());
    for n in 0..300 {
        let packet = Packet::new(60, None, None, &[1_024]).expect("one");
        let arrival_us = i64::from(n) * 1_000_000;
        engine.admit(RawPacket { key: PacketKey { receiver_epoch: 0, n }, arrival_us, packet });
    }
    check_no_value(&engine.live(299_000_000), NoValueReason::NoVariability);
}

#[test]
fn a_strap_that_sends_no_intervals_still_shows_its_heart_rate() {
    let mut engine = Engine::new(EngineConfig::default());
    engine.packet(PacketKey { receiver_epoch: 0, n: 0 }, 0, &[0x00, 0x40]).expect("a measurement");
    assert_eq!(engine.live(0).hr_bpm, Some(64.0));
    check_no_value(&engine.live(0), NoValueReason::NoIntervals);
}

#[test]
fn a_baseline_grows_from_population_to_the_person() {
    let rest = |day: i32, ln_rmssd: f64, hr_bpm: f64| RestWindow { day, ln_rmssd, hr_bpm };
    assert_eq!(Baseline::from_rests(&[]), Baseline::population());

    let first = Baseline::from_rests(&[rest(1, 3.2, 71.0)]);
    assert_eq!((first.state, first.days, first.rests), (BaselineState::Provisional, 1, 1));
    assert_eq!((first.ln_rmssd, first.hr_bpm), (3.2, 71.0));
    assert_eq!((first.ln_rmssd_spread, first.hr_spread_bpm), (0.36, 6.3));

    // Median 3.4 and 68; MAD 0.2 and 4; 1.4826 × MAD above the floors 0.20 and 3.
    let week: Vec<RestWindow> =
        (0..7).map(|day| rest(day, 3.1 + 0.1 * f64::from(day), 74.0 - 2.0 * f64::from(day))).collect();
    let person = Baseline::from_rests(&week);
    assert_eq!((person.state, person.days, person.rests), (BaselineState::Personal, 7, 7));
    assert!((person.ln_rmssd - 3.4).abs() < 1e-12 && (person.hr_bpm - 68.0).abs() < 1e-12);
    assert!((person.ln_rmssd_spread - 1.4826 * 0.2).abs() < 1e-9, "{person:?}");
    assert!((person.hr_spread_bpm - 1.4826 * 4.0).abs() < 1e-9, "{person:?}");
    assert_eq!(person.correlation, -0.8, "clipped from −1");

    let equal: Vec<RestWindow> = (0..8).map(|day| rest(day, 3.3, 66.0)).collect();
    let steady = Baseline::from_rests(&equal);
    assert_eq!((steady.ln_rmssd_spread, steady.hr_spread_bpm), (0.20, 3.0), "the floors");
}

#[test]
fn the_order_of_stored_rests_does_not_matter() {
    let mut random = Random::new(1);
    let mut rests: Vec<RestWindow> = (0..20)
        .map(|i| RestWindow {
            day: i / 2,
            ln_rmssd: 3.5 + 0.3 * random.normal(),
            hr_bpm: 66.0 + 4.0 * random.normal(),
        })
        .collect();
    let forwards = Baseline::from_rests(&rests);
    rests.reverse();
    assert_eq!(forwards, Baseline::from_rests(&rests));
}

#[test]
fn a_baseline_that_cannot_be_computed_with_is_replaced() {
    let broken = Baseline { hr_spread_bpm: 0.0, ..Baseline::population() };
    assert_eq!(*Engine::new(EngineConfig { baseline: broken }).baseline(), Baseline::population());
}
