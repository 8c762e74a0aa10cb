//! The bodies of the HTTP interface for a tablet that held a strap while no server was there: where its beats belong, and that they came.

use crate::{api::WallMicros, bridge::SessionWindow};
use core::fmt;
use serde::{Deserialize, Serialize};
use session::DeviceId;

/// The most headsets that one request asks about.
pub const HEADSETS_MAX: usize = 64;

/// `POST /api/v1/straps/kept`: a tablet asks where the beats belong that it keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AskKept {
    /// The headsets whose clients the straps were on, at most [`HEADSETS_MAX`].
    pub headsets: Vec<DeviceId>,
    /// Sessions from here on are asked for, by the server's clock: the oldest packet that waits.
    pub since: WallMicros,
}

/// The answer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Kept {
    /// The server's clock now.
    pub now: WallMicros,
    /// The key (AES-256, base64) under which the tablet keeps beats. It is the institution's, and stays in the page's memory:
    /// what rests on a tablet can be read by a signed-in colleague and nobody else.
    pub key: String,
    /// When these headsets had sessions.
    pub headsets: Vec<HeadsetSessions>,
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Kept")
            .field("now", &self.now)
            .field("headsets", &self.headsets)
            .finish_non_exhaustive()
    }
}

/// When a headset had sessions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HeadsetSessions {
    /// The headset.
    pub headset: DeviceId,
    /// Its sessions, oldest first.
    pub sessions: Vec<SessionWindow>,
}

/// `POST /api/v1/sessions/{id}/kept-beats`, with a [`crate::Message::Beats`] as its body: the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct KeptTaken {
    /// The number of the first packet of this strap and epoch that is not durable at the server.
    pub watermark: u32,
}
