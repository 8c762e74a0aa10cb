//! The live link's codec: what is decoded can be encoded, and decodes as the same.

use link::{decode, decode_json, encode, encode_json};

/// A frame, and the same bytes as JSON text.
pub fn frame(bytes: &[u8]) {
    if let Ok(message) = decode(bytes) {
        let frame = encode(&message).expect("what fits one frame fits another");
        let again = decode(&frame).expect("our own frame");
        assert_eq!(encode(&again).ok(), Some(frame));
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(message) = decode_json(text) {
        let text = encode_json(&message).expect("what was text can be text");
        let again = decode_json(&text).expect("our own text");
        assert_eq!(encode_json(&again).ok(), Some(text));
    }
}
