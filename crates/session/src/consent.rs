//! What the client lets us see live and keep, per stream; enforced at the source and again at the server's door.

use serde::{Deserialize, Serialize};

/// The two switches of one stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Stream {
    /// Others may see it while it happens.
    pub live: bool,
    /// It may be stored.
    pub keep: bool,
}

/// The client's consent. Adverse events are always kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Consent {
    /// Where the head looks.
    pub pose: Stream,
    /// Heart beats.
    pub heart: Stream,
    /// Answers to questions.
    pub answers: Stream,
}

impl Stream {
    /// Seen live and kept.
    pub const OPEN: Stream = Stream { live: true, keep: true };
    /// Neither seen nor kept.
    pub const CLOSED: Stream = Stream { live: false, keep: false };
}

impl Default for Consent {
    fn default() -> Self {
        Self { pose: Stream::OPEN, heart: Stream::OPEN, answers: Stream::OPEN }
    }
}
