//! What another wearable sends: batches and lines of packets, read strictly, with the line or field that is wrong.

use core::fmt;
use hrv::{Packet, RR_MAX};
use serde::{Deserialize, Serialize};
use session::{ClientId, DeviceId, SessionId};

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

/// `POST /api/v1/recordings`: begins a recording of a sensor alone, without a headset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(example = json!({
    "id": "01a2b3c4-0000-7000-8000-000000000001", "began_ms": 1_795_338_000_000_i64
})))]
#[serde(deny_unknown_fields)]
pub struct NewRecording {
    /// Its id, a UUID that you make: asking twice with the same id begins one recording. Made here when absent.
    #[serde(default)]
    pub id: Option<SessionId>,
    /// When it began, milliseconds since 1970-01-01 UTC; now when absent. No packet may be older.
    #[serde(default)]
    pub began_ms: Option<i64>,
    /// Whose it is; a token that was made for one client needs none, and may name no other.
    #[serde(default)]
    pub client: Option<ClientId>,
    /// What records, in 1 to 40 characters; for colleagues only. A token's recordings bear the token's name.
    #[serde(default)]
    pub source: Option<String>,
}

/// A recording that can be fed, or a session that goes on now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Feedable {
    /// Its id, as in `/api/v1/sessions/{id}/beats`.
    pub session: SessionId,
    /// When it began, milliseconds since 1970-01-01 UTC.
    pub began_ms: i64,
    /// What holds it: the headset's name, or what records.
    pub held_by: String,
}

/// A file format of recordings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum FileFormat {
    /// One interval per line, as Kubios HRV takes it.
    Text,
    /// CSV of the app HRV Logger.
    HrvLogger,
    /// Polar's exercise file.
    PolarHrm,
    /// FIT, with `hrv` messages.
    Fit,
    /// EDF+, with annotations.
    Edf,
    /// Open mHealth, `omh:rr-interval:1.0`.
    OpenMhealth,
}

impl FileFormat {
    /// Every format.
    pub const ALL: [FileFormat; 6] =
        [Self::Text, Self::HrvLogger, Self::PolarHrm, Self::Fit, Self::Edf, Self::OpenMhealth];

    /// As the engine knows it.
    pub const fn of(format: hrv::files::Format) -> Self {
        use hrv::files::Format;
        match format {
            Format::Text => Self::Text,
            Format::HrvLogger => Self::HrvLogger,
            Format::PolarHrm => Self::PolarHrm,
            Format::Fit => Self::Fit,
            Format::EdfPlus => Self::Edf,
            Format::OpenMHealth => Self::OpenMhealth,
        }
    }

    /// The engine's word for it.
    pub const fn of_hrv(self) -> hrv::files::Format {
        use hrv::files::Format;
        match self {
            Self::Text => Format::Text,
            Self::HrvLogger => Format::HrvLogger,
            Self::PolarHrm => Format::PolarHrm,
            Self::Fit => Format::Fit,
            Self::Edf => Format::EdfPlus,
            Self::OpenMhealth => Format::OpenMHealth,
        }
    }

    /// What a recording that was such a file says of where it comes from; the same in every language.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "RR",
            Self::HrvLogger => "HRV Logger",
            Self::PolarHrm => "Polar .hrm",
            Self::Fit => "FIT",
            Self::Edf => "EDF+",
            Self::OpenMhealth => "Open mHealth",
        }
    }

    /// How the name of such a file ends.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::HrvLogger => "csv",
            Self::PolarHrm => "hrm",
            Self::Fit => "fit",
            Self::Edf => "edf",
            Self::OpenMhealth => "json",
        }
    }

    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Text | Self::PolarHrm => "text/plain; charset=utf-8",
            Self::HrvLogger => "text/csv; charset=utf-8",
            Self::Fit => "application/vnd.ant.fit",
            Self::Edf => "application/octet-stream",
            Self::OpenMhealth => "application/json",
        }
    }
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Imported {
    /// Its recording.
    pub session: SessionId,
    /// When it began, milliseconds since 1970-01-01 UTC.
    pub began_ms: i64,
    /// What kind of file it was.
    pub format: FileFormat,
    /// Intervals in it.
    pub beats: u32,
}

/// `POST /api/v1/senders`: a token for another wearable's program.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewSender {
    /// What it is, in 1 to 40 characters: recordings bear this name.
    pub name: String,
    /// For one client only, such as a watch at home; whoever makes it must be allowed to see clients.
    #[serde(default)]
    pub client: Option<ClientId>,
}

/// The answer, and the only time that the token is told.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SenderToken {
    /// The sender.
    pub id: DeviceId,
    /// What its requests bring as `Authorization: Bearer …`.
    pub token: String,
}

impl fmt::Debug for SenderToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SenderToken").field("id", &self.id).finish_non_exhaustive()
    }
}

/// A token for another wearable's program, in the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SenderSummary {
    /// The sender.
    pub id: DeviceId,
    /// What it is.
    pub name: String,
    /// Whether it is for one client only.
    pub one_client: bool,
    /// When it was last used, microseconds since 1970.
    pub last_seen: Option<i64>,
    /// Since when it no longer works; `None` for one in use.
    pub revoked: Option<i64>,
}

/// An error with its place, so that a program can point at it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(example = json!({
    "code": "wrong-place", "place": "packets[2].rr[1]", "fault": "interval",
    "message": "At packets[2].rr[1]: an interval lies between 1 and 63999 ms, or 1 and 65535 in 1/1024 s."
})))]
pub struct PlacedProblem {
    /// `wrong-place`.
    pub code: String,
    /// For people, in the language that was asked for.
    pub message: String,
    /// The first place that is wrong, such as `packets[2].rr[1]` or `line 3: rr[1]`; of a file `line 3` or `byte 120`.
    pub place: String,
    /// What is wrong, in a stable word.
    pub fault: String,
}

/// What is wrong with a delivery, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {fault}")]
pub struct Wrong {
    /// The first place that is wrong: `packets[2].rr[1]`, `line 3`, `line 3: rr[1]`.
    pub place: String,
    /// What is wrong there.
    pub fault: Fault,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Not JSON as documented; the reader's own words, in English.
    #[error("{0}")]
    Shape(String),
    /// The name of the device.
    #[error("a device has a name of 1 to {SENSOR_DEVICE_MAX_CHARS} characters on one line")]
    Device,
    /// No packet, or too many.
    #[error("1 to {SENSOR_PACKETS_MAX} packets at once")]
    Count,
    /// A line that is too long to be a packet.
    #[error("a line has at most {SENSOR_LINE_MAX_BYTES} bytes")]
    Line,
    /// The highest number there is, after which none can follow.
    #[error("numbers end before {max}", max = u32::MAX)]
    Number,
    /// Nothing in it.
    #[error("a packet holds rr, heart_rate_bpm or contact")]
    Empty,
    /// More intervals than a packet holds.
    #[error("a packet holds at most {RR_MAX} intervals")]
    TooManyIntervals,
    /// A number that no interval can be.
    #[error("an interval lies between 1 and 63999 ms; in 1/1024 s it is a whole number from 1 to 65535")]
    Interval,
    /// A number that no heart rate can be.
    #[error("a heart rate lies between 1 and {HEART_RATE_MAX_BPM} beats per minute")]
    HeartRate,
    /// Before the session began.
    #[error("at_ms lies before the session began")]
    BeforeBegin,
    /// In the future.
    #[error("it lies in the future: the clock of the device or of its sender is wrong")]
    Future,
    /// Something in a file.
    #[error("{0}")]
    File(hrv::files::Problem),
}

impl From<hrv::files::FileError> for Wrong {
    fn from(error: hrv::files::FileError) -> Self {
        Fault::File(error.problem).at(error.place.to_string())
    }
}

impl Fault {
    /// The stable word of it, for programs and for texts.
    pub const fn word(&self) -> &'static str {
        match self {
            Fault::Shape(_) => "shape",
            Fault::Device => "device",
            Fault::Count => "count",
            Fault::Line => "line",
            Fault::Number => "number",
            Fault::Empty => "empty",
            Fault::TooManyIntervals => "too-many-intervals",
            Fault::Interval => "interval",
            Fault::HeartRate => "heart-rate",
            Fault::BeforeBegin => "before-begin",
            Fault::Future => "future",
            Fault::File(problem) => file_word(*problem),
        }
    }

    /// With its place.
    pub fn at(self, place: impl Into<String>) -> Wrong {
        Wrong { place: place.into(), fault: self }
    }
}

const fn file_word(problem: hrv::files::Problem) -> &'static str {
    use hrv::files::Problem;
    match problem {
        Problem::Unknown => "file-unknown",
        Problem::Empty => "file-empty",
        Problem::NotText => "file-not-text",
        Problem::NotANumber => "file-not-a-number",
        Problem::OutOfRange => "interval",
        Problem::MixedUnits => "file-mixed-units",
        Problem::Columns => "file-columns",
        Problem::Header => "file-header",
        Problem::Date => "file-date",
        Problem::OnlyAverages => "file-only-averages",
        Problem::Truncated => "file-truncated",
        Problem::Checksum => "file-checksum",
        Problem::NoAnnotations => "file-no-annotations",
        Problem::DataPoint => "file-data-point",
        _ => "file-structure",
    }
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
        if self.heart_rate_bpm.is_some_and(|bpm| !(1..=HEART_RATE_MAX_BPM).contains(&bpm)) {
            return Err(Fault::HeartRate.at("heart_rate_bpm"));
        }
        Ok(())
    }

    /// As a strap would have sent it (characteristic 0x2A37): what a session's record holds. Whole milliseconds come back
    /// from it exactly; a heart rate that is not told is 0, which means that there is none.
    pub fn measurement(&self, unit: RrUnit) -> Vec<u8> {
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
                heart_rate_bpm: None,
                contact: None,
            };
            let bytes = packet.measurement(RrUnit::Millis);
            let ticks = Packet::parse(&bytes).unwrap().rr_ticks()[0];
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

    proptest! {
        #[test]
        fn any_text_is_a_batch_or_refused(text in ".{0,200}") {
            let _ = SensorBatch::read(text.as_bytes());
            let _ = SensorPacket::read_line(text.as_bytes(), 1, RrUnit::Millis);
        }
    }
}
