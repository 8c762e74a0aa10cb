//! PMD's control point: what a sensor offers, how a measurement is set, started and stopped, and what it answers.

use super::{Measurement, PmdError};
use alloc::vec::Vec;

/// The PMD service, FB005C80-02E7-F387-1CAD-8ACD2D8DF0C8.
pub const SERVICE: u128 = 0xFB00_5C80_02E7_F387_1CAD_8ACD_2D8D_F0C8;
/// Its control point: read for [`Features`], written with requests, indicates [`Answer`]s.
pub const CONTROL: u128 = 0xFB00_5C81_02E7_F387_1CAD_8ACD_2D8D_F0C8;
/// Its data: notifies [`super::Frame`]s.
pub const DATA: u128 = 0xFB00_5C82_02E7_F387_1CAD_8ACD_2D8D_F0C8;
/// The only resolution of an electrocardiogram, bits.
pub const ECG_RESOLUTION_BITS: u16 = 14;

const FEATURES_HEAD: u8 = 0x0F;
const ANSWER_HEAD: u8 = 0xF0;
const REQUEST_SETTINGS: u8 = 1;
const REQUEST_START: u8 = 2;
const REQUEST_STOP: u8 = 3;

/// Which measurements a sensor offers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Features(u16);

impl Features {
    /// Reads the control point's value.
    pub fn parse(bytes: &[u8]) -> Result<Features, PmdError> {
        match *bytes {
            [FEATURES_HEAD, low, high, ..] => Ok(Features(u16::from_le_bytes([low, high]))),
            // The oldest sensors have one byte of features.
            [FEATURES_HEAD, low] => Ok(Features(u16::from(low))),
            [] | [FEATURES_HEAD] => Err(PmdError::Truncated { at: 0, needed: 2, actual: bytes.len() }),
            [byte, ..] => Err(PmdError::Head { byte }),
        }
    }

    /// Whether it offers this.
    pub const fn offers(self, measurement: Measurement) -> bool {
        self.0 & 1 << measurement as u8 != 0
    }
}

/// What is asked of the control point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Which settings a measurement has.
    Settings,
    /// Start it.
    Start,
    /// Stop it.
    Stop,
}

impl Operation {
    const fn of(number: u8) -> Option<Operation> {
        match number {
            REQUEST_SETTINGS => Some(Operation::Settings),
            REQUEST_START => Some(Operation::Start),
            REQUEST_STOP => Some(Operation::Stop),
            _ => None,
        }
    }
}

/// Why a sensor did not do what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It does it already: as good as done.
    AlreadyInState,
    /// It lies in its charger.
    InCharger,
    /// It does not have this measurement, or not so.
    NotSupported,
    /// Another reason, by its number.
    Other(u8),
}

/// What a sensor answers to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer<'a> {
    /// To which request.
    pub operation: Operation,
    /// About which measurement.
    pub measurement: Measurement,
    /// Whether it was done.
    pub done: Result<(), Refusal>,
    /// More of the answer follows in another indication.
    pub more: bool,
    /// What it tells beside, such as settings.
    pub parameters: &'a [u8],
}

impl<'a> Answer<'a> {
    /// Reads an indication of the control point.
    pub fn parse(bytes: &'a [u8]) -> Result<Answer<'a>, PmdError> {
        let [head, operation, number, error, rest @ ..] = bytes else {
            return Err(PmdError::Truncated { at: 0, needed: 4, actual: bytes.len() });
        };
        if *head != ANSWER_HEAD {
            return Err(PmdError::Head { byte: *head });
        }
        let operation = Operation::of(*operation).ok_or(PmdError::Head { byte: *operation })?;
        let measurement = Measurement::of(*number).ok_or(PmdError::Measurement { at: 2, number: *number })?;
        let done = match error {
            0 => Ok(()),
            6 => Err(Refusal::AlreadyInState),
            13 => Err(Refusal::InCharger),
            2 | 3 => Err(Refusal::NotSupported),
            other => Err(Refusal::Other(*other)),
        };
        let (more, parameters) = rest.split_first().map_or((false, rest), |(more, rest)| (*more != 0, rest));
        Ok(Answer { operation, measurement, done, more, parameters })
    }

    /// Whether the measurement runs now, as this answer to a start says.
    pub fn is_running(&self) -> bool {
        self.operation == Operation::Start && matches!(self.done, Ok(()) | Err(Refusal::AlreadyInState))
    }
}

/// A setting of a measurement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Setting {
    /// Samples in a second, Hz.
    SampleRate = 0,
    /// Bits of a sample.
    Resolution = 1,
    /// The largest value, in the measurement's unit.
    Range = 2,
    /// The same in thousandths.
    RangeMilli = 3,
    /// How many values a sample has.
    Channels = 4,
    /// What a value is multiplied with, as the bits of an f32.
    Factor = 5,
}

impl Setting {
    const fn of(number: u8) -> Option<Setting> {
        match number {
            0 => Some(Setting::SampleRate),
            1 => Some(Setting::Resolution),
            2 => Some(Setting::Range),
            3 => Some(Setting::RangeMilli),
            4 => Some(Setting::Channels),
            5 => Some(Setting::Factor),
            _ => None,
        }
    }

    const fn bytes(self) -> usize {
        match self {
            Setting::SampleRate | Setting::Resolution | Setting::Range => 2,
            Setting::RangeMilli | Setting::Factor => 4,
            Setting::Channels => 1,
        }
    }
}

/// Which values a sensor allows for each setting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings(Vec<(Setting, Vec<u32>)>);

impl Settings {
    /// The values of a setting, in the sensor's order; none where it does not have it.
    pub fn values(&self, setting: Setting) -> &[u32] {
        self.0.iter().find(|(known, _)| *known == setting).map_or(&[], |(_, values)| values.as_slice())
    }
}

/// Reads the parameters of the answer to [`request_settings`].
pub fn read_settings(parameters: &[u8]) -> Result<Settings, PmdError> {
    let (mut settings, mut rest) = (Settings::default(), parameters);
    while let Some((&number, after)) = rest.split_first() {
        let at = parameters.len() - rest.len();
        let setting = Setting::of(number).ok_or(PmdError::Setting { at, number })?;
        let (&count, after) =
            after.split_first().ok_or(PmdError::Truncated { at: at + 1, needed: 1, actual: 0 })?;
        let needed = usize::from(count) * setting.bytes();
        let truncated = PmdError::Truncated { at: at + 2, needed, actual: after.len() };
        let (values, after) = after.split_at_checked(needed).ok_or(truncated)?;
        let value = |bytes: &[u8]| bytes.iter().rev().fold(0, |sum, &byte| sum << 8 | u32::from(byte));
        settings.0.push((setting, values.chunks_exact(setting.bytes()).map(value).collect()));
        rest = after;
    }
    Ok(settings)
}

/// Asks which settings a measurement has.
pub fn request_settings(measurement: Measurement) -> [u8; 2] {
    [REQUEST_SETTINGS, measurement as u8]
}

/// Starts a measurement with these 16-bit settings; intervals found by light have none.
pub fn start(measurement: Measurement, settings: &[(Setting, u16)]) -> Vec<u8> {
    let mut bytes = Vec::from([REQUEST_START, measurement as u8]);
    for (setting, value) in settings {
        bytes.extend([*setting as u8, 1]);
        bytes.extend(value.to_le_bytes());
    }
    bytes
}

/// Stops a measurement.
pub fn stop(measurement: Measurement) -> [u8; 2] {
    [REQUEST_STOP, measurement as u8]
}
