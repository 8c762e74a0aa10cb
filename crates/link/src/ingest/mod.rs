//! What another wearable sends: batches and lines of packets, read strictly, with the line or field that is wrong.

mod bodies;
mod fault;

pub use bodies::{
    Feedable, FileFormat, Imported, NewRecording, NewSender, PlacedProblem, SenderSummary, SenderToken,
};
pub use fault::{Fault, Wrong};

use core::fmt;
use hrv::{
    Packet, RR_MAX,
    pmd::{LIGHT_SAMPLES_MAX, NOT_TO_BE_USED, PpiSample, of_light},
};
use serde::{Deserialize, Serialize};

/// The most packets in one batch, and between two answers about a stream.
pub const SENSOR_PACKETS_MAX: usize = 4_096;
/// The longest body of a batch, in bytes.
pub const SENSOR_BATCH_MAX_BYTES: usize = 1 << 20;
/// The longest line of a stream, in bytes.
pub const SENSOR_LINE_MAX_BYTES: usize = 1_024;
/// The longest name of a device, in characters.
pub const SENSOR_DEVICE_MAX_CHARS: usize = 80;
/// The longest interval between two beats, milliseconds: what 16 bits of 1/1024 s hold.
const INTERVAL_MAX_MS: f64 = 63_999.0;
/// The highest heart rate that is one, beats per minute.
const HEART_RATE_MAX_BPM: u16 = 300;

/// In which unit a device tells its intervals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum RrUnit {
    /// Milliseconds; fractions are allowed.
    #[serde(rename = "ms")]
    Millis,
    /// 1/1024 s, as Bluetooth straps tell them; whole numbers.
    #[serde(rename = "1/1024s")]
    Ticks,
}

/// Packets of one device in one session. The key of each is (session, device, epoch, n): sending it again changes nothing.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(example = json!({
    "device": "acme-0042", "epoch": 0, "unit": "ms",
    "packets": [
        {"n": 0, "at_ms": 1_795_338_000_512_i64, "rr": [812, 799], "heart_rate_bpm": 74, "contact": true},
        {"n": 1, "at_ms": 1_795_338_002_105_i64, "rr": [806.5]}
    ]
})))]
#[serde(deny_unknown_fields)]
pub struct SensorBatch {
    /// Which device, in your own words: a serial number or a random id, never a person's name. 1 to 80 characters.
    pub device: String,
    /// Counts the connections between you and the device: beats across two epochs do not follow each other.
    #[serde(default)]
    pub epoch: u32,
    /// The unit of every `rr` in this batch.
    pub unit: RrUnit,
    /// 1 to 4096 packets, in any order.
    pub packets: Vec<SensorPacket>,
}

/// What a device told at one moment. At least one of `rr`, `heart_rate_bpm` and `contact` must be there.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(example = json!({"n": 0, "at_ms": 1_795_338_000_512_i64, "rr": [812, 799]})))]
#[serde(deny_unknown_fields)]
pub struct SensorPacket {
    /// Its number within the epoch: the first is 0, and each next one higher. A number that is never sent is a gap.
    pub n: u32,
    /// When the device told it, milliseconds since 1970-01-01 UTC. It reveals gaps and places beats; a jitter of up to two
    /// seconds changes no result.
    pub at_ms: i64,
    /// Intervals between successive beats, oldest first, at most 9, in the batch's unit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rr: Vec<f64>,
    /// For intervals found by light, from pulse to pulse: how far each of `rr` may be off by the device's own estimate, whole
    /// milliseconds, one for each (then at most 8). 65535 says that it is not to be used, because the arm moved. Above 30 ms it is not
    /// used either; it is kept all the same. Light is told as lower quality.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub light_error_ms: Vec<u16>,
    /// The device's own heart rate, beats per minute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heart_rate_bpm: Option<u16>,
    /// Signal quality as far as a device can tell it for certain: whether it touches the skin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<bool>,
}

impl fmt::Debug for SensorBatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SensorBatch").field("packets", &self.packets.len()).finish_non_exhaustive()
    }
}

impl fmt::Debug for SensorPacket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SensorPacket").field("n", &self.n).finish_non_exhaustive()
    }
}
/// What the record holds of one device's epoch; the answer to every delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(example = json!({
    "watermark": 40, "missing": [[40, 43]], "fresh": 2, "now_ms": 1_795_338_060_000_i64
})))]
pub struct Received {
    /// Every packet below this number is durable: you may let them go.
    pub watermark: u32,
    /// Numbers that have not come while later ones have: from, and up to but not including. They are asked for again.
    pub missing: Vec<[u32; 2]>,
    /// How many packets of this delivery were new; 0 when all were there before.
    pub fresh: u32,
    /// The server's clock, milliseconds since 1970-01-01 UTC: what a device without a good clock can set `at_ms` by.
    pub now_ms: i64,
}
impl SensorBatch {
    /// Reads a batch. Errors with the first field that is wrong.
    pub fn read(bytes: &[u8]) -> Result<Self, Wrong> {
        let batch: Self = json(bytes).map_err(|(path, why)| Fault::Shape(why).at(path))?;
        check_device(&batch.device)?;
        if batch.packets.is_empty() || batch.packets.len() > SENSOR_PACKETS_MAX {
            return Err(Fault::Count.at("packets"));
        }
        for (index, packet) in batch.packets.iter().enumerate() {
            packet.check(batch.unit).map_err(|wrong| Wrong {
                place: format!("packets[{index}].{}", wrong.place),
                fault: wrong.fault,
            })?;
        }
        Ok(batch)
    }
}

/// Whether it can be the name of a device.
pub fn check_device(device: &str) -> Result<(), Wrong> {
    let chars = device.chars().count();
    let fits = (1..=SENSOR_DEVICE_MAX_CHARS).contains(&chars) && !device.chars().any(char::is_control);
    if fits { Ok(()) } else { Err(Fault::Device.at("device")) }
}

impl SensorPacket {
    /// Reads line number `line` (from 1) of a stream. Errors with the line, and the field where it is one.
    pub fn read_line(bytes: &[u8], line: u64, unit: RrUnit) -> Result<Self, Wrong> {
        let at = |field: &str| match field {
            "" => format!("line {line}"),
            field => format!("line {line}: {field}"),
        };
        if bytes.len() > SENSOR_LINE_MAX_BYTES {
            return Err(Fault::Line.at(at("")));
        }
        let packet: Self = json(bytes).map_err(|(path, why)| Fault::Shape(why).at(at(&path)))?;
        packet.check(unit).map_err(|wrong| Wrong { place: at(&wrong.place), fault: wrong.fault })?;
        Ok(packet)
    }

    fn check(&self, unit: RrUnit) -> Result<(), Wrong> {
        if self.n == u32::MAX {
            return Err(Fault::Number.at("n"));
        }
        if self.rr.is_empty() && self.heart_rate_bpm.is_none() && self.contact.is_none() {
            return Err(Fault::Empty.at("rr"));
        }
        if self.rr.len() > RR_MAX {
            return Err(Fault::TooManyIntervals.at("rr"));
        }
        if let Some(index) = self.rr.iter().position(|interval| ticks(*interval, unit).is_none()) {
            return Err(Fault::Interval.at(format!("rr[{index}]")));
        }
        let by_light = !self.light_error_ms.is_empty();
        if by_light && (self.light_error_ms.len() != self.rr.len() || self.rr.len() > LIGHT_SAMPLES_MAX) {
            return Err(Fault::LightErrors.at("light_error_ms"));
        }
        if self.heart_rate_bpm.is_some_and(|bpm| !(1..=HEART_RATE_MAX_BPM).contains(&bpm)) {
            return Err(Fault::HeartRate.at("heart_rate_bpm"));
        }
        Ok(())
    }

    /// As a strap would have sent it (characteristic 0x2A37), or a sensor that works by light (PMD): what a session's record holds.
    /// Whole milliseconds come back from it exactly; a heart rate that is not told is 0, which means that there is none.
    pub fn measurement(&self, unit: RrUnit) -> Vec<u8> {
        if !self.light_error_ms.is_empty() {
            let sample = |(interval, error_ms): (&f64, &u16)| PpiSample {
                heart_rate_bpm: u8::try_from(self.heart_rate_bpm.unwrap_or(0)).unwrap_or(u8::MAX),
                interval_ms: match unit {
                    RrUnit::Millis => interval.round() as u16,
                    RrUnit::Ticks => (interval * hrv::MILLIS_PER_TICK).round() as u16,
                },
                error_ms: *error_ms,
                blocked: *error_ms == NOT_TO_BE_USED,
                contact: self.contact,
            };
            return of_light(0, self.rr.iter().zip(&self.light_error_ms).map(sample));
        }
        let mut told = [0_u16; RR_MAX];
        let mut count = 0;
        for (slot, interval) in told.iter_mut().zip(&self.rr) {
            *slot = ticks(*interval, unit).unwrap_or(u16::MAX);
            count += 1;
        }
        let intervals = told.get(..count).unwrap_or_default();
        // At most RR_MAX intervals are there, so this is always one.
        Packet::new(self.heart_rate_bpm.unwrap_or(0), self.contact, None, intervals)
            .map(|packet| packet.encode())
            .unwrap_or_default()
    }
}

/// An interval in 1/1024 s; `None` where it can be none.
fn ticks(interval: f64, unit: RrUnit) -> Option<u16> {
    let ticks = match unit {
        RrUnit::Millis if (1.0..=INTERVAL_MAX_MS).contains(&interval) => {
            (interval / hrv::MILLIS_PER_TICK).round()
        }
        RrUnit::Ticks if (1.0..=65_535.0).contains(&interval) && interval.fract() == 0.0 => interval,
        _ => return None,
    };
    Some(ticks as u16)
}

/// Reads JSON; on an error the path of the field, empty for the whole, and why.
fn json<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, (String, String)> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let read: Result<T, _> = serde_path_to_error::deserialize(&mut reader);
    let value = read.map_err(|error| {
        let path = error.path().to_string();
        // `.` is the whole, `?` a place that the reader had not named yet.
        let path = path.trim_end_matches(['.', '?']).to_owned();
        (path, error.into_inner().to_string())
    })?;
    reader.end().map_err(|error| (String::new(), error.to_string()))?;
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wrong(text: &str) -> (String, &'static str) {
        let wrong = SensorBatch::read(text.as_bytes()).unwrap_err();
        (wrong.place, wrong.fault.word())
    }

    #[test]
    fn a_batch_is_refused_with_the_field_that_is_wrong() {
        let packets = |packets: &str| format!(r#"{{"device":"a","unit":"ms","packets":[{packets}]}}"#);
        for (text, place, word) in [
            ("nothing".to_owned(), "", "shape"),
            (r#"{"device":"a","packets":[]}"#.into(), "", "shape"),
            (r#"{"device":"a","unit":"s","packets":[]}"#.into(), "unit", "shape"),
            (
                r#"{"device":"","unit":"ms","packets":[{"n":0,"at_ms":1,"rr":[800]}]}"#.into(),
                "device",
                "device",
            ),
            (packets(""), "packets", "count"),
            (packets(r#"{"n":0,"at_ms":1}"#), "packets[0].rr", "empty"),
            (
                packets(r#"{"n":0,"at_ms":1,"rr":[800]},{"n":1,"at_ms":1,"rr":[800,0]}"#),
                "packets[1].rr[1]",
                "interval",
            ),
            (
                packets(r#"{"n":0,"at_ms":1,"rr":[1,1,1,1,1,1,1,1,1,1]}"#),
                "packets[0].rr",
                "too-many-intervals",
            ),
            (packets(r#"{"n":0,"at_ms":1,"heart_rate_bpm":301}"#), "packets[0].heart_rate_bpm", "heart-rate"),
            (packets(r#"{"n":4294967295,"at_ms":1,"rr":[800]}"#), "packets[0].n", "number"),
            (packets(r#"{"n":-1,"at_ms":1,"rr":[800]}"#), "packets[0].n", "shape"),
            (packets(r#"{"n":0,"at_ms":1,"rr":[800],"hr":60}"#), "packets[0].hr", "shape"),
        ] {
            assert_eq!(wrong(&text), (place.to_owned(), word), "{text}");
        }
    }

    #[test]
    fn a_line_is_refused_with_its_number() {
        let read = |text: &str| SensorPacket::read_line(text.as_bytes(), 7, RrUnit::Ticks).unwrap_err().place;
        assert_eq!(read("{"), "line 7");
        assert_eq!(read(r#"{"n":0,"at_ms":1,"rr":[800.5]}"#), "line 7: rr[0]");
        assert_eq!(read(&" ".repeat(SENSOR_LINE_MAX_BYTES + 1)), "line 7");
    }

    #[test]
    fn every_whole_millisecond_comes_back_exactly() {
        for interval_ms in 1..=63_999_u16 {
            let packet = SensorPacket {
                n: 0,
                at_ms: 0,
                rr: vec![f64::from(interval_ms)],
                light_error_ms: Vec::new(),
                heart_rate_bpm: None,
                contact: None,
            };
            let bytes = packet.measurement(RrUnit::Millis);
            let ticks = Packet::parse(&bytes).unwrap().rr_ticks().first().copied().unwrap();
            assert_eq!((f64::from(ticks) * hrv::MILLIS_PER_TICK).round(), f64::from(interval_ms));
        }
    }

    #[test]
    fn what_a_device_tells_stands_in_the_packet() {
        let packet = r#"{"n":0,"at_ms":1,"rr":[1024,512],"heart_rate_bpm":61,"contact":false}"#;
        let packet = SensorPacket::read_line(packet.as_bytes(), 1, RrUnit::Ticks).unwrap();
        let read = Packet::parse(&packet.measurement(RrUnit::Ticks)).unwrap();
        assert_eq!(
            (read.heart_rate_bpm(), read.contact(), read.rr_ticks()),
            (61, Some(false), &[1024, 512][..])
        );
    }

    #[test]
    fn what_is_found_by_light_says_so_and_how_sure_it_is() {
        let packet =
            r#"{"n":0,"at_ms":1,"rr":[812,799,806],"light_error_ms":[9,65535,31],"heart_rate_bpm":74}"#;
        let packet = SensorPacket::read_line(packet.as_bytes(), 1, RrUnit::Millis).unwrap();
        let read = Packet::parse(&packet.measurement(RrUnit::Millis)).unwrap();
        let doubtful: Vec<bool> = (0..3).map(|index| read.is_doubtful(index)).collect();
        assert_eq!(
            (read.source(), read.heart_rate_bpm(), doubtful),
            (hrv::Source::Light, 74, vec![false, true, true])
        );
        assert_eq!(read.rr_ticks(), [831, 818, 825], "812, 799 and 806 ms in 1/1024 s");
        let too_few = br#"{"n":0,"at_ms":1,"rr":[812,799],"light_error_ms":[9]}"#;
        let wrong = SensorPacket::read_line(too_few, 3, RrUnit::Millis).unwrap_err();
        assert_eq!((wrong.place.as_str(), wrong.fault), ("line 3: light_error_ms", Fault::LightErrors));
    }

    proptest! {
        #[test]
        fn any_text_is_a_batch_or_refused(text in ".{0,200}") {
            let _ = SensorBatch::read(text.as_bytes());
            let _ = SensorPacket::read_line(text.as_bytes(), 1, RrUnit::Millis);
        }
    }
}
