//! One packet of a sensor: the Bluetooth Heart Rate Measurement (characteristic 0x2A37) and two kinds beside it, bytes to
//! packet and back.
//!
//! The service reserves the three upper flag bits and every strap leaves them 0. A receiver that hears more of a sensor marks what
//! it keeps with all three of them: `E0` before a PMD frame of intervals found by light, `E1` before a measurement whose intervals
//! were read from the sensor's electrocardiogram. So one stream of packets holds whatever came, and old records read as before.

use crate::MILLIS_PER_TICK;
use crate::pmd::{Frame, Measurement, PmdError, PpiFrame, PpiSample};
use alloc::vec::Vec;

/// Most RR intervals one packet carries: nine fit the 20 bytes of the smallest Bluetooth LE notification.
pub const RR_MAX: usize = 9;

/// Marks a PMD frame with intervals found by light.
const MARK_LIGHT: u8 = 0xE0;
/// Marks a Heart Rate Measurement made of an electrocardiogram.
const MARK_ECG: u8 = 0xE1;

const FLAG_RATE_16_BIT: u8 = 1 << 0;
const FLAG_CONTACT_DETECTED: u8 = 1 << 1;
const FLAG_CONTACT_SUPPORTED: u8 = 1 << 2;
const FLAG_ENERGY: u8 = 1 << 3;
const FLAG_RR: u8 = 1 << 4;

/// How a packet's intervals were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// By the sensor itself, as it tells them in the Heart Rate service.
    Sensor,
    /// By light, from pulse to pulse (PPI): less exact, and blind while the arm moves.
    Light,
    /// In the sensor's electrocardiogram, by [`crate::ecg`].
    Ecg,
}

/// One Heart Rate Measurement, as defined by the Bluetooth Heart Rate Service 1.0, section 3.1, or what says the same.
///
/// Intervals are in the strap's own unit, 1/1024 s, so that nothing is rounded before it is stored; whole milliseconds of other
/// sensors come back from it exactly.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Packet {
    source: Source,
    /// Bit i: the sensor itself says that interval i is not to be used.
    doubtful: u16,
    heart_rate_bpm: u16,
    contact: Option<bool>,
    energy_kj: Option<u16>,
    rr_ticks: [u16; RR_MAX],
    rr_count: u8,
}

/// Why bytes are not a Heart Rate Measurement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PacketError {
    /// There were no bytes at all.
    #[error("a heart rate measurement needs at least two bytes, this one is empty")]
    Empty,
    /// The flags promise a field that the bytes do not hold.
    #[error("the flags promise {needed} bytes, only {actual} arrived")]
    Truncated {
        /// Bytes that the flags promise, without RR intervals.
        needed: usize,
        /// Bytes that arrived.
        actual: usize,
    },
    /// More RR intervals than a heart rate measurement can hold.
    #[error("{count} RR intervals in one packet, at most {RR_MAX} are possible")]
    TooManyIntervals {
        /// Whole intervals in the bytes.
        count: usize,
    },
    /// What is marked as a frame of intervals found by light is none.
    #[error("no frame of intervals found by light")]
    Light(#[source] PmdError),
}

impl Packet {
    /// Reads a packet of any kind.
    ///
    /// Of a notification of characteristic 0x2A37 an odd byte at the end stops the reading without an error, and bytes that no flag
    /// announces are ignored, as the service asks of receivers. Reserved flag bits are ignored for the same reason, unless all three
    /// are set: then the first byte says what follows.
    pub fn parse(bytes: &[u8]) -> Result<Packet, PacketError> {
        match bytes.split_first() {
            Some((&MARK_LIGHT, frame)) => Packet::parse_light(frame),
            Some((&MARK_ECG, measurement)) => {
                Ok(Packet { source: Source::Ecg, ..Packet::parse_measurement(measurement)? })
            }
            _ => Packet::parse_measurement(bytes),
        }
    }

    fn parse_light(bytes: &[u8]) -> Result<Packet, PacketError> {
        let frame = match Frame::parse(bytes).map_err(PacketError::Light)? {
            Frame::Ppi(frame) => frame,
            Frame::Ecg(_) => {
                let number = Measurement::Ecg as u8;
                return Err(PacketError::Light(PmdError::Measurement { at: 0, number }));
            }
        };
        let count = frame.samples().len();
        if count > RR_MAX {
            return Err(PacketError::TooManyIntervals { count });
        }
        let mut packet = Packet { source: Source::Light, ..Packet::of_strap(0, None, &[]) };
        let (mut touching, mut off) = (0, 0);
        for sample in frame.samples() {
            packet.doubtful |= u16::from(!sample.is_usable()) << packet.rr_count;
            packet.push_rr(ticks_of_ms(sample.interval_ms));
            packet.heart_rate_bpm = u16::from(sample.heart_rate_bpm);
            touching += usize::from(sample.contact == Some(true));
            off += usize::from(sample.contact == Some(false));
        }
        packet.contact = match (touching, off) {
            (1.., _) => Some(true),
            (0, 1..) if off == count => Some(false),
            _ => None,
        };
        Ok(packet)
    }

    fn parse_measurement(bytes: &[u8]) -> Result<Packet, PacketError> {
        let (&flags, mut rest) = bytes.split_first().ok_or(PacketError::Empty)?;
        let wide = flags & FLAG_RATE_16_BIT != 0;
        let has_energy = flags & FLAG_ENERGY != 0;
        let needed = 1 + if wide { 2 } else { 1 } + if has_energy { 2 } else { 0 };
        let truncated = PacketError::Truncated { needed, actual: bytes.len() };

        let heart_rate_bpm = if wide {
            take_u16(&mut rest).ok_or(truncated)?
        } else {
            let (&rate, after) = rest.split_first().ok_or(truncated)?;
            rest = after;
            u16::from(rate)
        };
        let energy_kj = if has_energy { Some(take_u16(&mut rest).ok_or(truncated)?) } else { None };
        let contact = (flags & FLAG_CONTACT_SUPPORTED != 0).then_some(flags & FLAG_CONTACT_DETECTED != 0);

        let mut packet = Packet { contact, energy_kj, ..Packet::of_strap(heart_rate_bpm, None, &[]) };
        if flags & FLAG_RR != 0 {
            let count = rest.len() / 2;
            if count > RR_MAX {
                return Err(PacketError::TooManyIntervals { count });
            }
            while let Some(ticks) = take_u16(&mut rest) {
                packet.push_rr(ticks);
            }
        }
        Ok(packet)
    }

    /// A packet with this heart rate in beats per minute and these intervals in 1/1024 s, oldest first.
    ///
    /// Errors with [`PacketError::TooManyIntervals`] above [`RR_MAX`] intervals.
    pub fn new(
        heart_rate_bpm: u16,
        contact: Option<bool>,
        energy_kj: Option<u16>,
        rr_ticks: &[u16],
    ) -> Result<Packet, PacketError> {
        if rr_ticks.len() > RR_MAX {
            return Err(PacketError::TooManyIntervals { count: rr_ticks.len() });
        }
        Ok(Packet { energy_kj, ..Packet::of_strap(heart_rate_bpm, contact, rr_ticks) })
    }

    /// The same, with its intervals read from an electrocardiogram.
    pub fn of_ecg(self) -> Packet {
        Packet { source: Source::Ecg, ..self }
    }

    /// A measurement marked as made of an electrocardiogram that cannot be read: it breaks the series where beats were lost.
    pub(crate) fn break_of_ecg() -> Vec<u8> {
        Vec::from([MARK_ECG])
    }

    /// A packet without energy; intervals beyond [`RR_MAX`] do not fit and are left out.
    pub(crate) fn of_strap(heart_rate_bpm: u16, contact: Option<bool>, rr_ticks: &[u16]) -> Packet {
        let mut packet = Packet {
            source: Source::Sensor,
            doubtful: 0,
            heart_rate_bpm,
            contact,
            energy_kj: None,
            rr_ticks: [0; RR_MAX],
            rr_count: 0,
        };
        for &ticks in rr_ticks {
            packet.push_rr(ticks);
        }
        packet
    }

    /// The bytes a strap would send: the heart rate in one byte where it fits, no reserved bits. Of the other kinds what reads
    /// as the same packet.
    pub fn encode(&self) -> Vec<u8> {
        if self.source == Source::Light {
            let sample = |(index, ticks): (usize, &u16)| PpiSample {
                heart_rate_bpm: u8::try_from(self.heart_rate_bpm).unwrap_or(u8::MAX),
                interval_ms: libm::round(f64::from(*ticks) * MILLIS_PER_TICK) as u16,
                error_ms: 0,
                blocked: self.is_doubtful(index),
                contact: self.contact,
            };
            return of_light(0, self.rr_ticks().iter().enumerate().map(sample));
        }
        let wide = self.heart_rate_bpm > u16::from(u8::MAX);
        let mut flags = 0;
        if wide {
            flags |= FLAG_RATE_16_BIT;
        }
        if let Some(detected) = self.contact {
            flags |= FLAG_CONTACT_SUPPORTED | if detected { FLAG_CONTACT_DETECTED } else { 0 };
        }
        if self.energy_kj.is_some() {
            flags |= FLAG_ENERGY;
        }
        if self.rr_count > 0 {
            flags |= FLAG_RR;
        }
        let mut bytes = Vec::with_capacity(6 + 2 * RR_MAX);
        if self.source == Source::Ecg {
            bytes.push(MARK_ECG);
        }
        bytes.push(flags);
        let [low, high] = self.heart_rate_bpm.to_le_bytes();
        bytes.push(low);
        if wide {
            bytes.push(high);
        }
        if let Some(energy) = self.energy_kj {
            bytes.extend_from_slice(&energy.to_le_bytes());
        }
        for ticks in self.rr_ticks() {
            bytes.extend_from_slice(&ticks.to_le_bytes());
        }
        bytes
    }

    /// The strap's own heart rate, beats per minute; 0 means that it has none.
    pub fn heart_rate_bpm(&self) -> u16 {
        self.heart_rate_bpm
    }

    /// Whether the strap feels skin; `None` when it cannot tell.
    pub fn contact(&self) -> Option<bool> {
        self.contact
    }

    /// Energy used since the strap's last reset, kilojoules; `None` in packets that leave it out.
    pub fn energy_kj(&self) -> Option<u16> {
        self.energy_kj
    }

    /// The RR intervals in 1/1024 s, oldest first, at most [`RR_MAX`].
    pub fn rr_ticks(&self) -> &[u16] {
        self.rr_ticks.get(..usize::from(self.rr_count)).unwrap_or(&[])
    }

    /// How its intervals were found.
    pub fn source(&self) -> Source {
        self.source
    }

    /// Whether the sensor itself says that this interval (by its place in the packet) is not to be used: movement, no skin, or an
    /// error that it thinks too large.
    pub fn is_doubtful(&self, index: usize) -> bool {
        index < RR_MAX && self.doubtful & 1 << index != 0
    }

    fn push_rr(&mut self, ticks: u16) {
        if let Some(slot) = self.rr_ticks.get_mut(usize::from(self.rr_count)) {
            *slot = ticks;
            self.rr_count += 1;
        }
    }
}

fn take_u16(rest: &mut &[u8]) -> Option<u16> {
    let (head, after) = rest.split_first_chunk::<2>()?;
    *rest = after;
    Some(u16::from_le_bytes(*head))
}

/// The intervals found by light of a packet that has such, with all that the sensor said of them.
pub fn light_of(bytes: &[u8]) -> Option<PpiFrame<'_>> {
    match bytes.split_first() {
        Some((&MARK_LIGHT, frame)) => match Frame::parse(frame) {
            Ok(Frame::Ppi(frame)) => Some(frame),
            _ => None,
        },
        _ => None,
    }
}

/// The bytes of a packet with intervals found by light, with all that the sensor said of them. At most [`RR_MAX`] samples make a
/// packet, and eight one that travels.
pub fn of_light(timestamp_ns: u64, samples: impl Iterator<Item = PpiSample>) -> Vec<u8> {
    let mut bytes = Vec::from([MARK_LIGHT, Measurement::Ppi as u8]);
    bytes.extend(timestamp_ns.to_le_bytes());
    bytes.push(0);
    samples.for_each(|sample| bytes.extend(sample.encode()));
    bytes
}

/// Whole milliseconds in 1/1024 s; what no interval can be that long is the longest.
fn ticks_of_ms(ms: u16) -> u16 {
    libm::round(f64::from(ms) / MILLIS_PER_TICK).min(f64::from(u16::MAX)) as u16
}
