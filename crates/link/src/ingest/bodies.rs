//! The bodies around beats: recordings without a headset, tokens of senders, files, and errors with their place.

use core::fmt;
use serde::{Deserialize, Serialize};
use session::{ClientId, DeviceId, SessionId};

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
