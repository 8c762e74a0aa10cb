//! The bodies of the HTTP interface for bridges: computers that carry heart straps' packets from the radio to the server.

use crate::api::WallMicros;
use core::fmt;
use serde::{Deserialize, Serialize};
use session::{BridgeId, DeviceId, SessionId, StrapId};

/// The most straps that one bridge reports.
pub const STRAPS_MAX: usize = 64;
/// The longest name of a strap, in characters.
pub const STRAP_NAME_MAX: usize = 40;

/// `POST /api/v1/bridges`: makes an enrolment code for a bridge; for one that has this name already, a new one.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewBridge {
    /// Its name, 1 to 40 characters.
    pub name: String,
}

/// The answer: what the bridge is started with, once, within ten minutes.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BridgeCode {
    /// The bridge.
    pub id: BridgeId,
    /// The code.
    pub code: String,
    /// The SHA-256 of the server's own authority's certificate, which the bridge shows for comparing: hexadecimal, with colons.
    /// `None` where the certificate is one that every computer believes.
    #[serde(default)]
    pub fingerprint: Option<String>,
}

impl fmt::Debug for BridgeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BridgeCode").field("id", &self.id).finish_non_exhaustive()
    }
}

/// A bridge in the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BridgeSummary {
    /// The bridge.
    pub id: BridgeId,
    /// Its name.
    pub name: String,
    /// When it last reported.
    pub last_seen: Option<WallMicros>,
    /// Since when it is no longer trusted; `None` for a bridge in use.
    pub revoked: Option<WallMicros>,
    /// The straps it hears or has heard, by name.
    pub straps: Vec<BridgeStrap>,
}

/// A strap that a bridge hears.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BridgeStrap {
    /// The strap.
    pub id: StrapId,
    /// Its Bluetooth address.
    pub address: String,
    /// What it calls itself.
    pub name: String,
    /// When the bridge last heard it.
    pub heard: WallMicros,
    /// The headset it goes with: its beats go into the sessions of that one.
    pub headset: Option<DeviceId>,
    /// How full its battery is, percent, as it last told; `None` where it does not tell, or not since the server began.
    #[serde(default)]
    pub battery_pct: Option<u8>,
}

/// `PUT /api/v1/bridges/{id}/straps/{strap}`: which headset a strap goes with from now on.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PlaceStrap {
    /// The headset; `None` takes the strap from the one it went with.
    pub headset: Option<DeviceId>,
}

/// `POST /api/v1/bridges/enrol`: the bridge hands in its code.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EnrolBridge {
    /// The code.
    pub code: String,
}

impl fmt::Debug for EnrolBridge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EnrolBridge { … }")
    }
}

/// The answer: who it is, and the token it brings with every request as `Authorization: Bearer`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EnrolledBridge {
    /// The bridge.
    pub id: BridgeId,
    /// Its name.
    pub name: String,
    /// The institution's name.
    pub organisation_name: String,
    /// The token; it is not told again.
    pub token: String,
}

impl fmt::Debug for EnrolledBridge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EnrolledBridge").field("id", &self.id).finish_non_exhaustive()
    }
}

/// `POST /api/v1/bridge/straps`: which straps the bridge hears. Also how it asks where their beats go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HeardStraps {
    /// The straps within reach, at most [`STRAPS_MAX`].
    pub straps: Vec<HeardStrap>,
    /// Sessions from here on are asked for: the oldest packet that waits.
    pub since: WallMicros,
}

/// A strap within reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HeardStrap {
    /// Its Bluetooth address, such as `C4:12:F5:00:00:01`.
    pub address: String,
    /// What it calls itself, at most [`STRAP_NAME_MAX`] characters.
    pub name: String,
    /// How full its battery is, percent, where it tells that.
    #[serde(default)]
    pub battery_pct: Option<u8>,
}

/// The answer: what to do with every strap that the server knows of this bridge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BridgeWork {
    /// The server's clock now.
    pub now: WallMicros,
    /// The straps.
    pub straps: Vec<StrapWork>,
}

/// What to do with one strap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct StrapWork {
    /// The strap.
    pub id: StrapId,
    /// Its Bluetooth address.
    pub address: String,
    /// What it calls itself.
    pub name: String,
    /// The name of the headset it goes with; `None`: leave it alone.
    pub headset: Option<String>,
    /// Sessions of that headset, oldest first.
    pub sessions: Vec<SessionWindow>,
}

/// When a session was, by the server's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SessionWindow {
    /// The session.
    pub session: SessionId,
    /// Where its world time is zero.
    pub opened: WallMicros,
    /// What was heard from here on belongs to it.
    pub from: WallMicros,
    /// What was heard from here on does not; `None` while it goes on. It may still grow.
    pub to: Option<WallMicros>,
}
