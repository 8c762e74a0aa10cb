//! The Bluetooth Heart Rate Measurement (characteristic 0x2A37): bytes to packet and back.

use alloc::vec::Vec;

/// Most RR intervals one packet carries: nine fit the 20 bytes of the smallest Bluetooth LE notification.
pub const RR_MAX: usize = 9;

const FLAG_RATE_16_BIT: u8 = 1 << 0;
const FLAG_CONTACT_DETECTED: u8 = 1 << 1;
const FLAG_CONTACT_SUPPORTED: u8 = 1 << 2;
const FLAG_ENERGY: u8 = 1 << 3;
const FLAG_RR: u8 = 1 << 4;

/// One Heart Rate Measurement, as defined by the Bluetooth Heart Rate Service 1.0, section 3.1.
///
/// Intervals stay in the strap's own unit, 1/1024 s, so that nothing is rounded before it is stored.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Packet {
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
}

impl Packet {
    /// Reads a notification of characteristic 0x2A37.
    ///
    /// An odd byte at the end stops the reading without an error, and bytes that no flag announces are ignored, as the
    /// service asks of receivers. Reserved flag bits are ignored for the same reason.
    pub fn parse(bytes: &[u8]) -> Result<Packet, PacketError> {
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

        let mut packet = Packet { heart_rate_bpm, contact, energy_kj, rr_ticks: [0; RR_MAX], rr_count: 0 };
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
        let mut packet = Packet { heart_rate_bpm, contact, energy_kj, rr_ticks: [0; RR_MAX], rr_count: 0 };
        for &ticks in rr_ticks {
            packet.push_rr(ticks);
        }
        Ok(packet)
    }

    /// A packet without energy; intervals beyond [`RR_MAX`] do not fit and are left out.
    pub(crate) fn of_strap(heart_rate_bpm: u16, contact: Option<bool>, rr_ticks: &[u16]) -> Packet {
        let mut packet =
            Packet { heart_rate_bpm, contact, energy_kj: None, rr_ticks: [0; RR_MAX], rr_count: 0 };
        for &ticks in rr_ticks {
            packet.push_rr(ticks);
        }
        packet
    }

    /// The bytes a strap would send: the heart rate in one byte where it fits, no reserved bits.
    pub fn encode(&self) -> Vec<u8> {
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
        let mut bytes = Vec::with_capacity(5 + 2 * RR_MAX);
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
