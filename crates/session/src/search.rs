//! The search for the own pace: what it found, or why it found none, and which heart drives what the client sees.

use crate::id::SessionId;
use serde::{Deserialize, Serialize};

/// What a search for the own pace gave, as it was told in the headset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PaceSearch {
    /// The version of the algorithm.
    pub algorithm: String,
    /// What it gave.
    pub outcome: SearchOutcome,
}

/// The own pace, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SearchOutcome {
    /// The own pace.
    Found {
        /// Thousandths of a breath per minute.
        pace_milli_bpm: u16,
        /// Lower end of the 90 % band.
        low_milli_bpm: u16,
        /// Upper end of the 90 % band.
        high_milli_bpm: u16,
        /// The chance of being within half a breath per minute, in thousandths.
        sure_permille: u16,
    },
    /// None, and why.
    Unknown(SearchUnknown),
}

/// Why a search found no pace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SearchUnknown {
    /// Too short, or too few beats.
    TooFewBeats,
    /// Too much of the time has no heartbeat.
    TooMuchMissing,
    /// Too many beats could not be used.
    TooManyFlagged,
    /// The rhythm is too irregular to be read.
    Irregular,
    /// Fewer than three paces were breathed long enough.
    TooFewPaces,
    /// The heart hardly swings along at any pace.
    NoSwing,
    /// It swings at all paces alike.
    NoPeak,
    /// The client does not let it be seen or kept.
    Withheld,
}

impl SearchUnknown {
    /// The stable name, as in text ids.
    pub const fn slug(self) -> &'static str {
        match self {
            SearchUnknown::TooFewBeats => "too-few-beats",
            SearchUnknown::TooMuchMissing => "too-much-missing",
            SearchUnknown::TooManyFlagged => "too-many-flagged",
            SearchUnknown::Irregular => "irregular",
            SearchUnknown::TooFewPaces => "too-few-paces",
            SearchUnknown::NoSwing => "no-swing",
            SearchUnknown::NoPeak => "no-peak",
            SearchUnknown::Withheld => "withheld",
        }
    }
}

/// Where an own pace comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PaceSource {
    /// An earlier session of this client.
    Earlier,
    /// A colleague chose it.
    Colleague,
}

/// Which heart drives what the client sees: calm, garden and search. Monitoring and record always have the client's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Feed {
    /// The client's own.
    #[default]
    Own,
    /// For research: a simulated one with this seed.
    Seeded(u64),
    /// For research: the one recorded in this session.
    Recorded(SessionId),
}
