//! One number over the bits of every result, to show that two builds compute the same.

use crate::{
    Analysis, Engine, EngineConfig, LiveHeart, PaceWindow, RawPacket, Reading, Report, record, resonance,
};

/// A running FNV-1a hash (64 bits; Fowler, Noll & Vo) over the bits of live values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest(u64);

impl Default for Digest {
    fn default() -> Digest {
        Digest(0xcbf2_9ce4_8422_2325)
    }
}

impl Digest {
    /// The hash so far.
    pub fn value(self) -> u64 {
        self.0
    }

    /// Adds every field of a live result.
    pub fn add(&mut self, live: &LiveHeart) {
        self.f64(live.clock_ms);
        self.u64(live.beats);
        self.option(live.hr_bpm);
        self.option(live.rmssd_ms);
        self.option(live.sdnn_ms);
        match live.time {
            None => self.u64(0),
            Some(time) => {
                self.u64(u64::from(time.intervals));
                self.u64(u64::from(time.differences));
                for value in [time.mean_nn_ms, time.mean_hr_bpm, time.sdsd_ms, time.pnn50_pct, time.pnn20_pct]
                {
                    self.f64(value);
                }
            }
        }
        let quality = &live.quality;
        for value in [quality.window_ms, quality.flagged_pct, quality.removed_pct, quality.missing_pct] {
            self.f64(value);
        }
        self.u64(u64::from(quality.beats) << 32 | u64::from(quality.flagged));
        self.u64(u64::from(quality.issues.bits()));
        self.u64(quality.contact.map_or(2, u64::from));
        self.reading(&live.reading);
        if let Some(trend) = live.trend {
            self.u64(u64::from(trend.part_s) << 8 | trend.direction as u64);
            self.f64(trend.ln_rmssd_change);
            self.f64(trend.hr_change_bpm);
        }
    }

    /// Adds every metric of a whole recording, raw and corrected.
    pub fn add_report(&mut self, report: &Report) {
        for metrics in [&report.raw, &report.corrected] {
            self.u64(u64::from(metrics.beats));
            for value in metrics.values() {
                self.option(value);
            }
        }
        for artefact in &report.artefacts {
            self.u64((artefact.index as u64) << 8 | artefact.class as u64);
        }
        let quality = &report.quality;
        for value in [quality.duration_s, quality.removed_pct, quality.missing_pct, quality.irregular_pct] {
            self.f64(value);
        }
    }

    fn reading(&mut self, reading: &Reading) {
        match reading {
            Reading::NoValue { reason } => self.u64(*reason as u64),
            Reading::Value(value) => {
                let parts =
                    [value.score, value.score_low, value.score_high, value.z, value.z_rmssd, value.z_hr];
                let inputs = [value.hr_bpm, value.rmssd_ms, value.window_ms, value.at_clock_ms];
                for number in parts.into_iter().chain(inputs) {
                    self.f64(number);
                }
                self.u64(u64::from(value.beats_used) << 32 | u64::from(value.beats_flagged));
                self.u64(u64::from(value.warn_flagged) << 8 | value.baseline as u64);
            }
        }
    }

    fn option(&mut self, value: Option<f64>) {
        self.u64(u64::from(value.is_some()));
        self.f64(value.unwrap_or(0.0));
    }

    fn f64(&mut self, value: f64) {
        self.u64(value.to_bits());
    }

    fn u64(&mut self, value: u64) {
        for byte in value.to_le_bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

/// The digest of the live result after every packet, each asked for at the moment the packet arrived.
pub fn digest(packets: &[RawPacket]) -> u64 {
    let mut engine = Engine::new(EngineConfig::default());
    let mut digest = Digest::default();
    for raw in packets {
        engine.admit(*raw);
        digest.add(&engine.live(raw.arrival_us));
    }
    digest.value()
}

/// The digest of the report on all packets together.
pub fn report_digest(packets: &[RawPacket]) -> u64 {
    let record = record(packets, EngineConfig::default());
    let mut digest = Digest::default();
    digest.add_report(&Analysis::of_beats(&record.beats).report());
    digest.value()
}

/// The digest of what slow breathing tells: the coherence at every 20th packet, and the curve over six paces of two minutes
/// that begin with the first packet.
pub fn breath_digest(packets: &[RawPacket]) -> u64 {
    let mut engine = Engine::new(EngineConfig::default());
    let mut digest = Digest::default();
    let mut beats = alloc::vec::Vec::new();
    for (i, raw) in packets.iter().enumerate() {
        engine.admit_with(*raw, |beat| beats.push(beat));
        if i % 20 == 0 {
            match engine.coherence(raw.arrival_us) {
                Ok(coherence) => {
                    digest.f64(coherence.share);
                    digest.f64(coherence.peak_hz);
                    digest.u64(u64::from(coherence.beats_used) << 32 | u64::from(coherence.beats_flagged));
                }
                Err(reason) => digest.u64(reason as u64),
            }
        }
    }
    let mut from_us = packets.first().map_or(0, |raw| raw.arrival_us);
    let paces = [7_000, 6_500, 6_000, 5_500, 5_000, 4_500].map(|pace_milli_bpm| {
        let to_us = from_us.saturating_add(120_000_000);
        PaceWindow { pace_milli_bpm, from_us: core::mem::replace(&mut from_us, to_us), to_us, phase: 0.0 }
    });
    let curve = resonance(&beats, &paces);
    for point in &curve.points {
        digest.option(point.swing_bpm.ok());
        digest.f64(point.error_bpm);
        digest.option(point.behind_deg);
    }
    match curve.found {
        Ok(pace) => {
            digest.u64(u64::from(pace.pace_milli_bpm));
            digest.f64(pace.sure);
        }
        Err(reason) => digest.u64(reason as u64),
    }
    digest.value()
}
