//! Bytes ↔ messages: one version byte, then postcard; JSON for people who debug.

use crate::{message::Message, since::since};

/// The version of the live link spoken by this build: it goes up with a release that adds a kind to anything that travels
/// (the table is [`crate::VARIANTS`]).
///
/// Kinds are only ever added, at the end, so an older frame is understood for ever; a newer one is not. So each side says
/// which version it speaks (`?protocol=` when it opens a socket; nothing said is the oldest), and nobody is sent what
/// their version does not know ([`encode_for`]).
pub const PROTOCOL_VERSION: u8 = 2;
/// The oldest version that is still spoken.
pub const PROTOCOL_OLDEST: u8 = 1;

/// The longest frame anyone accepts, in bytes; a snapshot of a long session fits.
pub const MESSAGE_MAX_BYTES: usize = 1 << 20;

/// Why bytes are not a message.
#[derive(Debug, thiserror::Error)]
pub enum CodecError {
    /// Nothing in it.
    #[error("the frame is empty")]
    Empty,
    /// More than [`MESSAGE_MAX_BYTES`].
    #[error("the frame has {0} bytes, more than {MESSAGE_MAX_BYTES}")]
    TooLong(usize),
    /// A newer version of the link, or none that ever was.
    #[error("the frame speaks version {0}, this build speaks {PROTOCOL_OLDEST} to {PROTOCOL_VERSION}")]
    Version(u8),
    /// The other side speaks an older version than the message needs.
    #[error("the message needs version {since}, the other side speaks {speaks}")]
    Newer {
        /// The oldest version that knows it.
        since: u8,
        /// What the other side speaks.
        speaks: u8,
    },
    /// Truncated, or not a message at all.
    #[error("the frame is not a message of version {PROTOCOL_VERSION}")]
    Malformed(#[source] postcard::Error),
    /// Bytes after the end of the message.
    #[error("{0} bytes after the end of the message")]
    Trailing(usize),
    /// Text that is not a message.
    #[error("the text is not a message")]
    Json(#[source] serde_json::Error),
}

/// The frame of a message.
pub fn encode(message: &Message) -> Result<Vec<u8>, CodecError> {
    let mut frame = Vec::with_capacity(32);
    frame.push(PROTOCOL_VERSION);
    let frame = postcard::to_extend(message, frame).map_err(CodecError::Malformed)?;
    if frame.len() > MESSAGE_MAX_BYTES {
        return Err(CodecError::TooLong(frame.len()));
    }
    Ok(frame)
}

/// The frame of a message for a side that speaks this version of the link; an error where that does not know all of it.
pub fn encode_for(message: &Message, speaks: u8) -> Result<Vec<u8>, CodecError> {
    let since = since(message);
    if since > speaks {
        return Err(CodecError::Newer { since, speaks });
    }
    let mut frame = encode(message)?;
    if let Some(version) = frame.first_mut() {
        *version = speaks.min(PROTOCOL_VERSION);
    }
    Ok(frame)
}

/// The message in a frame; refuses a newer version, what is cut off, and what has something behind it.
pub fn decode(frame: &[u8]) -> Result<Message, CodecError> {
    if frame.len() > MESSAGE_MAX_BYTES {
        return Err(CodecError::TooLong(frame.len()));
    }
    let (version, body) = frame.split_first().ok_or(CodecError::Empty)?;
    if !(PROTOCOL_OLDEST..=PROTOCOL_VERSION).contains(version) {
        return Err(CodecError::Version(*version));
    }
    let (message, rest) = postcard::take_from_bytes(body).map_err(CodecError::Malformed)?;
    if rest.is_empty() { Ok(message) } else { Err(CodecError::Trailing(rest.len())) }
}

/// The message as JSON text.
pub fn encode_json(message: &Message) -> Result<String, CodecError> {
    serde_json::to_string(message).map_err(CodecError::Json)
}

/// The message in JSON text.
pub fn decode_json(text: &str) -> Result<Message, CodecError> {
    if text.len() > MESSAGE_MAX_BYTES {
        return Err(CodecError::TooLong(text.len()));
    }
    serde_json::from_str(text).map_err(CodecError::Json)
}
