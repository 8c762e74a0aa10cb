//! A sealed record as a headset delivers it: what is taken apart is what came, byte for byte.

use link::Sealed;

/// Any bytes as a sealed record.
pub fn record(bytes: &[u8]) {
    let Ok(sealed) = Sealed::parse(bytes) else { return };
    let parts = [sealed.header, sealed.nonce.as_slice(), sealed.ciphertext, sealed.signature.as_slice()];
    assert_eq!(parts.concat(), bytes);
    assert_eq!([sealed.signed, sealed.signature.as_slice()].concat(), bytes);
    assert!(sealed.header.ends_with(sealed.ephemeral));
}
