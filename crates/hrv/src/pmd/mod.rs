//! Polar Measurement Data (PMD): what Polar's sensors tell beyond the Heart Rate service, read from bytes.
//!
//! After *Polar Measurement Data Specification for 3rd Party* and the PPI notes of Polar's BLE SDK. A sensor says in its control
//! point which measurements it offers; one is started there and arrives as data frames. [`Feed`] walks all of it for a receiver
//! and turns what it hears into the packets that the rest of the engine knows.

mod control;
mod feed;
mod frame;

pub use crate::packet::{light_of, of_light};
pub use control::{
    Answer, CONTROL, DATA, ECG_RESOLUTION_BITS, Features, Operation, Refusal, SERVICE, Setting, Settings,
    read_settings, request_settings, start, stop,
};
pub use feed::{Feed, LIGHT_SAMPLES_MAX, Wish};
pub use frame::{EcgFrame, Frame, NOT_TO_BE_USED, PpiFrame, PpiSample};

/// What a sensor can measure, by the number that PMD gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Measurement {
    /// An electrocardiogram.
    Ecg = 0,
    /// Pulse-to-pulse intervals, found by light.
    Ppi = 3,
}

impl Measurement {
    /// By its number; `None` for those that tell nothing of the heart's rhythm.
    pub const fn of(number: u8) -> Option<Measurement> {
        match number {
            0 => Some(Measurement::Ecg),
            3 => Some(Measurement::Ppi),
            _ => None,
        }
    }
}

/// Why bytes are not what PMD says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PmdError {
    /// Fewer bytes than the head or a value needs.
    #[error("byte {at}: {needed} bytes are needed, {actual} are there")]
    Truncated {
        /// Where.
        at: usize,
        /// Bytes needed from there on.
        needed: usize,
        /// Bytes there.
        actual: usize,
    },
    /// The first byte does not say that these are features (0x0F) or an answer (0xF0).
    #[error("byte 0: {byte:#04x} begins neither features nor an answer")]
    Head {
        /// The byte.
        byte: u8,
    },
    /// A measurement that is not read here.
    #[error("byte {at}: measurement {number} is not one of the heart's rhythm")]
    Measurement {
        /// Where.
        at: usize,
        /// Its number.
        number: u8,
    },
    /// A frame type that is not read here, or a compressed one.
    #[error("byte 9: frame type {frame_type:#04x} is not known")]
    FrameType {
        /// The type.
        frame_type: u8,
    },
    /// The samples do not fill the frame.
    #[error("byte {at}: {left} bytes are left over after the last whole sample")]
    Uneven {
        /// Where the rest begins.
        at: usize,
        /// Its bytes.
        left: usize,
    },
    /// A setting that the specification does not name, so that its values cannot be told apart.
    #[error("byte {at}: setting {number} is not known")]
    Setting {
        /// Where.
        at: usize,
        /// Its number.
        number: u8,
    },
}
