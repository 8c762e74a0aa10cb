//! Garmin's FIT: the intervals of `hrv` messages, and the timer's stops as breaks.
//!
//! Flexible and Interoperable Data Transfer protocol, revision 2: records are definitions, which say what a local message
//! holds, and data. Everything but `file_id`, `event` and `hrv` is stepped over.

use alloc::vec::Vec;

use super::{FileError, Format, Problem, Recording, is_interval};
use crate::Interval;

/// Global numbers of the messages that matter.
const FILE_ID: u16 = 0;
const EVENT: u16 = 21;
const HRV: u16 = 78;
/// Fields of those messages.
const FILE_ID_TYPE: u8 = 0;
const FILE_ID_CREATED: u8 = 4;
const EVENT_KIND: u8 = 0;
const EVENT_TIMER: u8 = 0;
const HRV_TIME: u8 = 0;
/// What an interval of 65 535 ms stands for: none.
const INVALID: u16 = u16::MAX;
/// Base types: unsigned 8 and 16 bits, and 32 bits.
const ENUM: u8 = 0x00;
const UINT16: u8 = 0x84;
const UINT32: u8 = 0x86;
/// Seconds from 1970 to FIT's zero, 31 December 1989.
const ZERO_S: i64 = 631_065_600;
/// What stands for no time.
const NO_TIME: u32 = u32::MAX;
/// Intervals in one `hrv` message as watches write it.
const PER_MESSAGE: usize = 5;

/// What a local message holds.
#[derive(Clone)]
struct Definition {
    global: u16,
    big_endian: bool,
    /// Number and size of every field.
    fields: Vec<(u8, usize)>,
    /// Bytes of developers' fields behind them.
    rest: usize,
}

/// Bytes from one place on, in order.
struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
    end: usize,
}

impl<'a> Cursor<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], FileError> {
        let to = self.at.checked_add(count).filter(|to| *to <= self.end);
        let taken =
            to.and_then(|to| self.bytes.get(self.at..to)).ok_or(Problem::Truncated.at_byte(self.at))?;
        self.at += count;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, FileError> {
        Ok(self.take(1)?.first().copied().unwrap_or(0))
    }
}

pub(super) fn read(bytes: &[u8]) -> Result<Recording, FileError> {
    let mut reader =
        Reader { definitions: Default::default(), intervals: Vec::new(), start_us: None, broken: true };
    let mut at = 0;
    // Files may follow each other.
    while at < bytes.len() {
        at = reader.file(bytes, at)?;
    }
    if reader.intervals.is_empty() {
        return Err(Problem::Empty.at_byte(bytes.len()));
    }
    Ok(Recording { format: Format::Fit, start_us: reader.start_us, intervals: reader.intervals })
}

struct Reader {
    definitions: [Option<Definition>; 16],
    intervals: Vec<Interval>,
    start_us: Option<i64>,
    /// Whether the next interval does not follow the one before it.
    broken: bool,
}

impl Reader {
    /// Reads one file and returns where it ends.
    fn file(&mut self, bytes: &[u8], start: usize) -> Result<usize, FileError> {
        let mut cursor = Cursor { bytes, at: start, end: bytes.len() };
        let header_size = usize::from(cursor.byte()?);
        let header = cursor.take(header_size.checked_sub(1).ok_or(Problem::Unknown.at_byte(start))?)?;
        let (Some(size), Some(b".FIT")) = (header.get(3..7), header.get(7..11)) else {
            return Err(Problem::Unknown.at_byte(start));
        };
        let size = usize::try_from(number(size, false)).unwrap_or(usize::MAX);
        let end = cursor.at.checked_add(size).filter(|end| end.saturating_add(2) <= bytes.len());
        cursor.end = end.ok_or(Problem::Truncated.at_byte(bytes.len()))?;
        // Checked first: in a damaged file nothing else can be trusted.
        let checked = bytes.get(start..cursor.end).unwrap_or_default();
        let stored = bytes.get(cursor.end..cursor.end + 2).unwrap_or_default();
        if u64::from(checksum(checked)) != number(stored, false) {
            return Err(Problem::Checksum.at_byte(cursor.end));
        }
        self.definitions = Default::default();
        while cursor.at < cursor.end {
            self.record(&mut cursor)?;
        }
        Ok(cursor.end + 2)
    }

    fn record(&mut self, cursor: &mut Cursor<'_>) -> Result<(), FileError> {
        let at = cursor.at;
        let header = cursor.byte()?;
        // The highest bit marks a data message with its time in the header.
        if header & 0x80 == 0 && header & 0x40 != 0 {
            return self.define(header, cursor);
        }
        let local = if header & 0x80 != 0 { header >> 5 & 0x03 } else { header & 0x0f };
        let definition = self.definitions.get(usize::from(local)).cloned().flatten();
        let definition = definition.ok_or(Problem::Undefined.at_byte(at))?;
        for &(field, size) in &definition.fields {
            let at = cursor.at;
            self.field(&definition, field, cursor.take(size)?, at)?;
        }
        cursor.take(definition.rest)?;
        Ok(())
    }

    fn define(&mut self, header: u8, cursor: &mut Cursor<'_>) -> Result<(), FileError> {
        cursor.byte()?;
        let big_endian = cursor.byte()? == 1;
        let global = number(cursor.take(2)?, big_endian) as u16;
        let mut fields = Vec::new();
        for _ in 0..cursor.byte()? {
            if let &[field, size, _] = cursor.take(3)? {
                fields.push((field, usize::from(size)));
            }
        }
        let mut rest = 0;
        if header & 0x20 != 0 {
            for _ in 0..cursor.byte()? {
                if let &[_, size, _] = cursor.take(3)? {
                    rest += usize::from(size);
                }
            }
        }
        if let Some(slot) = self.definitions.get_mut(usize::from(header & 0x0f)) {
            *slot = Some(Definition { global, big_endian, fields, rest });
        }
        Ok(())
    }

    fn field(
        &mut self,
        definition: &Definition,
        field: u8,
        value: &[u8],
        at: usize,
    ) -> Result<(), FileError> {
        match (definition.global, field) {
            (FILE_ID, FILE_ID_CREATED) if value.len() == 4 => {
                let seconds = number(value, definition.big_endian) as u32;
                if seconds != NO_TIME {
                    self.start_us.get_or_insert((i64::from(seconds) + ZERO_S) * 1_000_000);
                }
            }
            (EVENT, EVENT_KIND) => self.broken |= value.first() == Some(&EVENT_TIMER),
            (HRV, HRV_TIME) => {
                if !value.len().is_multiple_of(2) {
                    return Err(Problem::FieldSize.at_byte(at));
                }
                for (place, pair) in value.chunks_exact(2).enumerate() {
                    self.interval(number(pair, definition.big_endian) as u16, at + 2 * place)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn interval(&mut self, ms: u16, at: usize) -> Result<(), FileError> {
        if ms == INVALID {
            return Ok(());
        }
        let ms = f64::from(ms);
        if !is_interval(ms) {
            return Err(Problem::OutOfRange.at_byte(at));
        }
        let successive = !core::mem::replace(&mut self.broken, false);
        self.intervals.push(Interval { ms, missing_ms: 0.0, successive });
        Ok(())
    }
}

fn number(bytes: &[u8], big_endian: bool) -> u64 {
    let join = |value: u64, byte: &u8| value << 8 | u64::from(*byte);
    if big_endian { bytes.iter().fold(0, join) } else { bytes.iter().rev().fold(0, join) }
}

/// FIT's checksum: CRC-16 with the polynomial 0xA001, lowest bit first.
fn checksum(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |crc, byte| {
        (0..8).fold(crc ^ u16::from(*byte), |crc, _| if crc & 1 != 0 { crc >> 1 ^ 0xa001 } else { crc >> 1 })
    })
}

pub(super) fn write(recording: &Recording) -> Vec<u8> {
    let mut data = Vec::new();
    let created_s = recording.start_us.map(|us| us.div_euclid(1_000_000).saturating_sub(ZERO_S));
    let created = created_s.and_then(|seconds| u32::try_from(seconds).ok()).unwrap_or(NO_TIME);
    // Local message 0: file_id with its type (4, an activity) and when it was made.
    data.extend([0x40, 0, 0, 0, 0, 2, FILE_ID_TYPE, 1, ENUM, FILE_ID_CREATED, 4, UINT32]);
    data.extend([0, 4]);
    data.extend(created.to_le_bytes());
    // Local message 1: five intervals.
    data.extend([0x41, 0, 0, HRV as u8, 0, 1, HRV_TIME, 2 * PER_MESSAGE as u8, UINT16]);
    // Local message 2: an event of the timer, where the series breaks.
    data.extend([0x42, 0, 0, EVENT as u8, 0, 1, EVENT_KIND, 1, ENUM]);
    let mut runs = recording.intervals.chunk_by(|_, next| next.successive);
    let mut run = runs.next();
    while let Some(intervals) = run {
        for chunk in intervals.chunks(PER_MESSAGE) {
            data.push(1);
            for place in 0..PER_MESSAGE {
                let ms =
                    chunk.get(place).map_or(INVALID, |it| libm::round(it.ms.clamp(1.0, 63_999.0)) as u16);
                data.extend(ms.to_le_bytes());
            }
        }
        run = runs.next();
        if run.is_some() {
            data.extend([2, EVENT_TIMER]);
        }
    }
    let mut file = Vec::with_capacity(data.len() + 16);
    let size = u32::try_from(data.len()).unwrap_or(u32::MAX);
    file.extend([14, 0x20, 0x54, 0x08]);
    file.extend(size.to_le_bytes());
    file.extend(b".FIT");
    file.extend(checksum(&file).to_le_bytes());
    file.extend(data);
    file.extend(checksum(&file).to_le_bytes());
    file
}
