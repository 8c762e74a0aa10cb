//! What a receiver keeps of a sensor that may offer PMD: packets for the record, whatever the sensor can do.

use super::{Answer, ECG_RESOLUTION_BITS, Features, Frame, Measurement, PpiSample, Setting, start, stop};
use crate::ecg::{Detector, RPeak};
use crate::packet::of_light;
use crate::{MILLIS_PER_TICK, Packet};
use alloc::collections::VecDeque;
use alloc::vec::Vec;

/// Intervals by light of one packet: with them it has 59 bytes, and one of 64 is the longest that travels.
pub const LIGHT_SAMPLES_MAX: usize = 8;
/// The rate of the electrocardiogram that is asked for, Hz: the only one of Polar's straps.
const ECG_RATE_HZ: u16 = 130;
/// The sensor's own samples may be so much faster or slower than that before a frame is taken for lost, share.
const RATE_TOLERANCE: f64 = 0.1;
/// Frames whose times place beats; a search back reaches no further.
const FRAMES: usize = 24;
/// Without a beat for this long the strap is taken to be off, samples.
const LOST_SAMPLES: f64 = 6.0 * ECG_RATE_HZ as f64;
/// Beats that make the heart rate told with a packet.
const RATE_BEATS: usize = 8;

/// What a person wants of sensors that can do more than the Heart Rate service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wish {
    /// Intervals by light from sensors that have no others; straps with electrodes as they are.
    #[default]
    Best,
    /// The Heart Rate service alone.
    Standard,
    /// As [`Wish::Best`], and of straps with electrodes the electrocardiogram, read here.
    Ecg,
}

/// Chooses a measurement, and makes packets of what is heard: one for each connection to a sensor.
pub struct Feed {
    running: Option<Measurement>,
    ecg: Ecg,
}

impl Default for Feed {
    fn default() -> Feed {
        Feed::new()
    }
}

impl Feed {
    /// For a connection on which nothing was started.
    pub fn new() -> Feed {
        Feed { running: None, ecg: Ecg::new() }
    }

    /// What to write to the control point of a sensor with these features; `None` when the Heart Rate service is best.
    pub fn start(wish: Wish, features: Features) -> Option<Vec<u8>> {
        match wish {
            Wish::Standard => None,
            Wish::Ecg if features.offers(Measurement::Ecg) => Some(start(
                Measurement::Ecg,
                &[(Setting::SampleRate, ECG_RATE_HZ), (Setting::Resolution, ECG_RESOLUTION_BITS)],
            )),
            Wish::Best | Wish::Ecg if features.offers(Measurement::Ppi) => Some(start(Measurement::Ppi, &[])),
            Wish::Best | Wish::Ecg => None,
        }
    }

    /// An indication of the control point; says whether a measurement runs now.
    pub fn answered(&mut self, bytes: &[u8]) -> bool {
        if let Ok(answer) = Answer::parse(bytes) {
            if answer.is_running() {
                self.running = Some(answer.measurement);
            } else if self.running == Some(answer.measurement) {
                self.running = None;
            }
        }
        self.running.is_some()
    }

    /// What to write to the control point before the sensor is let go.
    pub fn end(&self) -> Option<[u8; 2]> {
        self.running.map(stop)
    }

    /// Which measurement runs.
    pub fn running(&self) -> Option<Measurement> {
        self.running
    }

    /// A notification of the Heart Rate service: whether it belongs in the record.
    ///
    /// While another measurement tells the intervals, one with intervals of its own does not: no beat stands twice.
    pub fn keeps(&self, measurement: &[u8]) -> bool {
        match self.running {
            None => true,
            Some(Measurement::Ecg) => false,
            Some(Measurement::Ppi) => {
                Packet::parse(measurement).is_ok_and(|packet| packet.rr_ticks().is_empty())
            }
        }
    }

    /// A notification of PMD's data: the packets for the record, oldest first. What cannot be read is none.
    pub fn frame(&mut self, bytes: &[u8], mut packet: impl FnMut(Vec<u8>)) {
        match (Frame::parse(bytes), self.running) {
            (Ok(Frame::Ppi(frame)), Some(Measurement::Ppi)) => {
                let samples: Vec<PpiSample> = frame.samples().collect();
                for part in samples.chunks(LIGHT_SAMPLES_MAX) {
                    packet(of_light(frame.timestamp_ns, part.iter().copied()));
                }
            }
            (Ok(Frame::Ecg(frame)), Some(Measurement::Ecg)) => {
                self.ecg.frame(frame.timestamp_ns, frame.samples_uv(), packet);
            }
            _ => {}
        }
    }
}

/// Beats out of the frames of an electrocardiogram.
struct Ecg {
    detector: Detector,
    /// For recent frames: the number of its last sample, and when that was, ns.
    frames: VecDeque<(f64, u64)>,
    spacing_ns: f64,
    /// The last beat on the clock of packets, 1/1024 s.
    last_ticks: Option<u64>,
    intervals: VecDeque<u16>,
    silent_since: f64,
}

impl Ecg {
    fn new() -> Ecg {
        Ecg {
            detector: Detector::new(f64::from(ECG_RATE_HZ)),
            frames: VecDeque::with_capacity(FRAMES + 1),
            spacing_ns: 1e9 / f64::from(ECG_RATE_HZ),
            last_ticks: None,
            intervals: VecDeque::with_capacity(RATE_BEATS + 1),
            silent_since: 0.0,
        }
    }

    fn frame(
        &mut self,
        timestamp_ns: u64,
        samples_uv: impl ExactSizeIterator<Item = i32>,
        mut packet: impl FnMut(Vec<u8>),
    ) {
        let count = samples_uv.len();
        if count == 0 {
            return;
        }
        if let Some(&(_, before_ns)) = self.frames.back() {
            let spacing_ns = timestamp_ns.wrapping_sub(before_ns).cast_signed() as f64 / count as f64;
            let usual_ns = 1e9 / f64::from(ECG_RATE_HZ);
            if (spacing_ns / usual_ns - 1.0).abs() <= RATE_TOLERANCE {
                self.spacing_ns = spacing_ns;
            } else {
                // A frame was lost, or the clock was set: what comes does not follow.
                self.detector.interrupt();
                self.frames.clear();
                self.last_ticks = None;
            }
        }
        let first = self.detector.samples();
        self.frames.push_back(((first + count as u64 - 1) as f64, timestamp_ns));
        if self.frames.len() > FRAMES {
            self.frames.pop_front();
        }
        let mut peaks: Vec<RPeak> = Vec::new();
        for sample_uv in samples_uv {
            self.detector.push(f64::from(sample_uv), |peak| peaks.push(peak));
        }
        let mut ticks: Vec<u16> = Vec::new();
        for peak in peaks {
            self.silent_since = peak.at_sample;
            let Some(at_ticks) = self.ticks_of(peak.at_sample) else { continue };
            let before = self.last_ticks.replace(at_ticks).filter(|_| peak.successive);
            let Some(interval) = before.map(|before| at_ticks.saturating_sub(before)) else {
                self.flush(&mut ticks, &mut packet);
                if self.intervals.is_empty() {
                    continue;
                }
                // A measurement that cannot be read breaks the series where beats were lost.
                self.intervals.clear();
                packet(Packet::break_of_ecg());
                continue;
            };
            let interval = u16::try_from(interval).unwrap_or(u16::MAX);
            ticks.push(interval);
            if self.intervals.len() >= RATE_BEATS {
                self.intervals.pop_front();
            }
            self.intervals.push_back(interval);
            if ticks.len() >= LIGHT_SAMPLES_MAX {
                self.flush(&mut ticks, &mut packet);
            }
        }
        self.flush(&mut ticks, &mut packet);
        let now = self.detector.samples() as f64;
        if now - self.silent_since > LOST_SAMPLES {
            self.silent_since = now - LOST_SAMPLES / 3.0;
            packet(Packet::of_strap(0, Some(false), &[]).of_ecg().encode());
        }
    }

    fn flush(&self, ticks: &mut Vec<u16>, packet: &mut impl FnMut(Vec<u8>)) {
        if ticks.is_empty() {
            return;
        }
        let sum: f64 = self.intervals.iter().map(|&ticks| f64::from(ticks)).sum();
        let rate = 60_000.0 * self.intervals.len() as f64 / (sum * MILLIS_PER_TICK).max(1.0);
        packet(Packet::of_strap(libm::round(rate) as u16, None, ticks).of_ecg().encode());
        ticks.clear();
    }

    /// When a sample was, by the times of the frames around it, 1/1024 s of the sensor's clock.
    fn ticks_of(&self, at_sample: f64) -> Option<u64> {
        let later = self.frames.iter().find(|(last, _)| *last >= at_sample).or(self.frames.back())?;
        let before = self.frames.iter().rfind(|(last, _)| *last < at_sample);
        let spacing_ns = match before {
            Some(before) if later.0 > before.0 => {
                later.1.wrapping_sub(before.1).cast_signed() as f64 / (later.0 - before.0)
            }
            _ => self.spacing_ns,
        };
        let back_ns = (later.0 - at_sample) * spacing_ns;
        // 1/1024 s is 976 562.5 ns.
        let frame_ticks = u128::from(later.1) * 1_024 / 1_000_000_000;
        let rest_ns = u128::from(later.1) * 1_024 % 1_000_000_000;
        let ticks = libm::round((rest_ns as f64 - back_ns * 1_024.0) / 1e9);
        u64::try_from(frame_ticks as i128 + ticks as i128).ok()
    }
}
