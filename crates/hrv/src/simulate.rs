//! A seeded heart that breathes, tires and calms down, and sends packets like a strap.

use crate::{MILLIS_PER_TICK, Packet, PacketKey, RR_MAX, RawPacket};

const TAU: f64 = 2.0 * core::f64::consts::PI;
/// Time constants of the slow processes whose sum has a 1/f spectrum, s.
const PINK_TIMES_S: [f64; 5] = [4.0, 13.0, 42.0, 133.0, 420.0];
/// Standard deviation of each of them at rest, ms.
const PINK_SPREAD_MS: f64 = 8.0;
/// How quickly the body follows its stress, s.
const STRESS_TIME_S: f64 = 8.0;
/// Frequency of the blood pressure waves, Hz.
const MAYER_HZ: f64 = 0.095;

/// Who is simulated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SimulatorConfig {
    /// Equal seeds give equal hearts.
    pub seed: u64,
    /// Heart rate without stress, beats per minute.
    pub resting_hr_bpm: f64,
    /// Rise of the heart rate at full stress, beats per minute.
    pub stress_rise_bpm: f64,
    /// Amplitude of respiratory sinus arrhythmia without stress at 15 breaths per minute, ms.
    pub sinus_arrhythmia_ms: f64,
    /// Pace of slow breathing at which the heart swings most, breaths per minute.
    pub resonance_per_min: f64,
    /// How far from it the extra swing falls to six tenths, breaths per minute.
    pub resonance_width_per_min: f64,
    /// Share of beats with an artefact (early, missed or invented beat), 0 to 1.
    pub artefact_share: f64,
    /// Time of the first packet on the receiver's clock, µs.
    pub start_us: i64,
    /// Largest delay of a packet, µs.
    pub jitter_us: u32,
}

impl Default for SimulatorConfig {
    fn default() -> SimulatorConfig {
        SimulatorConfig {
            seed: 1,
            resting_hr_bpm: 66.0,
            stress_rise_bpm: 18.0,
            sinus_arrhythmia_ms: 42.0,
            resonance_per_min: 6.0,
            resonance_width_per_min: 4.2,
            artefact_share: 0.0,
            start_us: 0,
            jitter_us: 30_000,
        }
    }
}

/// What the simulated person does during one second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BodyState {
    /// 0 is rest, 1 is great tension.
    pub stress: f64,
    /// Breathing pace, breaths per minute.
    pub breaths_per_min: f64,
    /// Whether the strap is on skin.
    pub worn: bool,
}

impl BodyState {
    /// Quiet breathing at rest.
    pub const REST: BodyState = BodyState { stress: 0.0, breaths_per_min: 14.0, worn: true };
}

/// A simulated heart with its strap. Every second of simulated time gives one packet.
#[derive(Clone, Debug)]
pub struct Simulator {
    config: SimulatorConfig,
    random: Random,
    receiver_epoch: u32,
    n: u32,
    second: u64,
    /// When the latest and the next beat fall, ticks since the start.
    beat_ticks: u64,
    next_beat_ticks: u64,
    /// An interval that an artefact has already decided, ticks.
    forced_ticks: Option<u64>,
    stress: f64,
    breath_phase: f64,
    mayer_phase: f64,
    pink_ms: [f64; PINK_TIMES_S.len()],
}

impl Simulator {
    /// A heart at rest, just before its first beat.
    pub fn new(config: SimulatorConfig) -> Simulator {
        let config = SimulatorConfig {
            resting_hr_bpm: within(config.resting_hr_bpm, 35.0, 150.0),
            stress_rise_bpm: within(config.stress_rise_bpm, 0.0, 60.0),
            sinus_arrhythmia_ms: within(config.sinus_arrhythmia_ms, 0.0, 150.0),
            resonance_per_min: within(config.resonance_per_min, 3.0, 12.0),
            resonance_width_per_min: within(config.resonance_width_per_min, 0.3, 12.0),
            artefact_share: within(config.artefact_share, 0.0, 1.0),
            ..config
        };
        let mut random = Random::new(config.seed);
        let mut pink_ms = [0.0; PINK_TIMES_S.len()];
        for value in &mut pink_ms {
            *value = PINK_SPREAD_MS * random.normal();
        }
        let (breath_phase, mayer_phase) = (TAU * random.uniform(), TAU * random.uniform());
        let mut simulator = Simulator {
            config,
            random,
            receiver_epoch: 0,
            n: 0,
            second: 0,
            beat_ticks: 0,
            next_beat_ticks: 0,
            forced_ticks: None,
            stress: 0.0,
            breath_phase,
            mayer_phase,
            pink_ms,
        };
        simulator.next_beat_ticks = simulator.interval_ticks(BodyState::REST);
        simulator
    }

    /// The packet of the next second, with the intervals that ended in it.
    pub fn next_packet(&mut self, body: BodyState) -> RawPacket {
        let body = BodyState {
            stress: within(body.stress, 0.0, 1.0),
            breaths_per_min: within(body.breaths_per_min, 3.0, 40.0),
            worn: body.worn,
        };
        self.second += 1;
        let until = self.second * 1_024;
        let mut ticks = [0_u16; RR_MAX];
        let mut count = 0;
        while self.next_beat_ticks <= until {
            let interval = self.next_beat_ticks - self.beat_ticks;
            if let Some(slot) = ticks.get_mut(count) {
                *slot = u16::try_from(interval).unwrap_or(u16::MAX);
                count += 1;
            }
            self.beat_ticks = self.next_beat_ticks;
            self.next_beat_ticks += self.interval_ticks(body);
        }
        let rate = 60_000.0 / ((self.next_beat_ticks - self.beat_ticks) as f64 * MILLIS_PER_TICK);
        let rate = if body.worn { libm::round(rate) as u16 } else { 0 };
        let rr_ticks = ticks.get(..count).unwrap_or(&[]);
        let packet = Packet::of_strap(rate, Some(body.worn), rr_ticks);
        let key = PacketKey { receiver_epoch: self.receiver_epoch, n: self.n };
        self.n = self.n.wrapping_add(1);
        let delay_us = (self.random.uniform() * f64::from(self.config.jitter_us)) as i64;
        let second_us = i64::try_from(self.second).unwrap_or(i64::MAX).saturating_mul(1_000_000);
        let arrival_us = self.config.start_us.saturating_add(second_us).saturating_add(delay_us);
        RawPacket { key, arrival_us, packet }
    }

    /// Loses the connection for so many seconds; the packets of that time are gone and a new epoch begins.
    pub fn reconnect(&mut self, seconds: u32, body: BodyState) {
        for _ in 0..seconds {
            self.next_packet(body);
        }
        self.receiver_epoch = self.receiver_epoch.wrapping_add(1);
        self.n = 0;
    }

    fn interval_ticks(&mut self, body: BodyState) -> u64 {
        if !body.worn {
            // What a chest strap sends when it lies on the table.
            return (1_024.0 * (1.7 + 2.5 * self.random.uniform())) as u64;
        }
        if let Some(ticks) = self.forced_ticks.take() {
            return ticks;
        }
        let ticks = self.sinus_interval_ms(body) / MILLIS_PER_TICK;
        if self.random.uniform() >= self.config.artefact_share {
            return libm::round(ticks) as u64;
        }
        match (self.random.uniform() * 3.0) as u32 {
            0 => {
                let early = 0.55 + 0.2 * self.random.uniform();
                self.forced_ticks = Some(((2.0 - early) * ticks) as u64);
                (early * ticks) as u64
            }
            1 => (2.0 * ticks) as u64,
            _ => {
                let first = 0.3 + 0.4 * self.random.uniform();
                self.forced_ticks = Some(((1.0 - first) * ticks) as u64);
                (first * ticks) as u64
            }
        }
    }

    /// The next interval between sinus beats, ms.
    fn sinus_interval_ms(&mut self, body: BodyState) -> f64 {
        let level_ms = 60_000.0 / (self.config.resting_hr_bpm + self.config.stress_rise_bpm * self.stress);
        let step_s = level_ms / 1_000.0;
        self.stress += (body.stress - self.stress) * (1.0 - libm::exp(-step_s / STRESS_TIME_S));

        let breath_hz = body.breaths_per_min / 60.0;
        self.breath_phase = wrap(self.breath_phase + TAU * breath_hz * step_s);
        self.mayer_phase = wrap(self.mayer_phase + TAU * MAYER_HZ * step_s + 0.15 * self.random.normal());
        // Slow breathing meets the baroreflex: largest near 0.1 Hz for most (Vaschillo et al. 2002), falling off above 0.25 Hz.
        let (resonance_hz, width_hz) =
            (self.config.resonance_per_min / 60.0, self.config.resonance_width_per_min / 60.0);
        let off_resonance = (breath_hz - resonance_hz) / width_hz;
        let depth = (0.25 / breath_hz).min(1.0) + 1.2 * libm::exp(-0.5 * off_resonance * off_resonance);
        let vagal = 1.0 - 0.75 * self.stress;
        let arrhythmia_ms = self.config.sinus_arrhythmia_ms * vagal * depth * libm::sin(self.breath_phase);
        let mayer_ms = 12.0 * (1.0 - 0.4 * self.stress) * libm::sin(self.mayer_phase);

        let mut pink_ms = 0.0;
        for (value, time_s) in self.pink_ms.iter_mut().zip(PINK_TIMES_S) {
            let keep = libm::exp(-step_s / time_s);
            *value = *value * keep + PINK_SPREAD_MS * libm::sqrt(1.0 - keep * keep) * self.random.normal();
            pink_ms += *value;
        }
        let noise_ms = 4.0 * self.random.normal();
        let scale = level_ms / 900.0;
        let swing_ms = (arrhythmia_ms + mayer_ms + (1.0 - 0.4 * self.stress) * pink_ms + noise_ms) * scale;
        (level_ms + swing_ms).clamp(350.0, 1_900.0)
    }
}

/// A small generator of random numbers: SplitMix64 (Steele, Lea & Flood 2014). Not for secrets.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// A generator whose numbers depend only on the seed.
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    /// The next 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Uniform in [0, 1).
    pub fn uniform(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Nearly standard normal: the sum of twelve uniform numbers less six, so never beyond ±6.
    pub fn normal(&mut self) -> f64 {
        let mut sum = -6.0;
        for _ in 0..12 {
            sum += self.uniform();
        }
        sum
    }
}

fn wrap(phase: f64) -> f64 {
    if phase >= TAU { phase - TAU } else { phase }
}

/// Clamps; what is not a number becomes the lower bound.
fn within(value: f64, low: f64, high: f64) -> f64 {
    if value.is_nan() { low } else { value.clamp(low, high) }
}
