//! A sealed record: events or poses that a headset keeps while no server is there, which only the institution can open.
//!
//! The layout, in bytes, numbers little endian:
//!
//! | bytes | what |
//! |---|---|
//! | 5 | `LUWTE` |
//! | 1 | version, 1 |
//! | 16 | the headset |
//! | 16 | the session |
//! | 8 | the session's opening by the headset's wall clock, µs since 1970 |
//! | 4 | number of the first event; of poses, when the first one was, in ms of world time |
//! | 4 | how many events, or poses |
//! | 65 | the sender's public key for this record (P-256, uncompressed) |
//! | 12 | nonce |
//! | n | AES-256-GCM of a `Message::Events` or `Message::Poses` frame, its tag at the end; all before is authenticated with it |
//! | 64 | ECDSA P-256 over SHA-256 of all before, by the headset's own key (r and s) |
//!
//! The key of the cipher is HKDF-SHA-256 of the ECDH secret of the record's key and the institution's, without salt,
//! with [`SEALED_INFO`]. All of it is what every browser's WebCrypto offers.

use session::{DeviceId, SessionId};
use uuid::Uuid;

/// What the cipher's key is derived for.
pub const SEALED_INFO: &[u8] = b"luwte sealed events 1";
/// The largest record that is taken, in bytes.
pub const SEALED_MAX_BYTES: usize = 1024 * 1024;

const MAGIC: &[u8; 6] = b"LUWTE\x01";
const HEADER: usize = 6 + 16 + 16 + 8 + 4 + 4 + 65;
const NONCE: usize = 12;
const TAG: usize = 16;
const SIGNATURE: usize = 64;

/// A sealed record, taken apart; nothing of it is believed yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sealed<'a> {
    /// The headset that signed it.
    pub headset: DeviceId,
    /// The session.
    pub session: SessionId,
    /// When the session was opened by the headset's wall clock, microseconds since 1970.
    pub opened_us: i64,
    /// The number of the first event in it; of poses, when the first one was, in milliseconds of world time.
    pub first: u32,
    /// How many events or poses are in it.
    pub count: u32,
    /// All before the nonce: authenticated with the cipher.
    pub header: &'a [u8],
    /// The sender's public key for this record.
    pub ephemeral: &'a [u8],
    /// The nonce.
    pub nonce: &'a [u8; NONCE],
    /// The cipher text and its tag.
    pub ciphertext: &'a [u8],
    /// What the signature is over.
    pub signed: &'a [u8],
    /// The signature.
    pub signature: &'a [u8; SIGNATURE],
}

/// Why bytes are no sealed record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealedError {
    /// They do not begin as one, or with a version that is not known.
    #[error("these bytes are no sealed record of a version that is known")]
    Unknown,
    /// They end too early, or are more than is taken.
    #[error("the sealed record is cut off or too large")]
    Length,
}

impl<'a> Sealed<'a> {
    /// Takes a record apart.
    ///
    /// # Errors
    /// When the bytes cannot be one; whether it is genuine only its keys tell.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, SealedError> {
        let after_magic = bytes.strip_prefix(MAGIC).ok_or(SealedError::Unknown)?;
        let short = SealedError::Length;
        if bytes.len() > SEALED_MAX_BYTES || bytes.len() < HEADER + NONCE + TAG + SIGNATURE {
            return Err(short);
        }
        let (headset, rest) = after_magic.split_first_chunk::<16>().ok_or(short)?;
        let (session, rest) = rest.split_first_chunk::<16>().ok_or(short)?;
        let (opened, rest) = rest.split_first_chunk::<8>().ok_or(short)?;
        let (first, rest) = rest.split_first_chunk::<4>().ok_or(short)?;
        let (count, rest) = rest.split_first_chunk::<4>().ok_or(short)?;
        let (ephemeral, rest) = rest.split_at_checked(65).ok_or(short)?;
        let (nonce, rest) = rest.split_first_chunk::<NONCE>().ok_or(short)?;
        let (ciphertext, signature) = rest.split_last_chunk::<SIGNATURE>().ok_or(short)?;
        let (header, _) = bytes.split_at_checked(HEADER).ok_or(short)?;
        let (signed, _) = bytes.split_at_checked(bytes.len() - SIGNATURE).ok_or(short)?;
        Ok(Self {
            headset: DeviceId(Uuid::from_bytes(*headset)),
            session: SessionId(Uuid::from_bytes(*session)),
            opened_us: i64::from_le_bytes(*opened),
            first: u32::from_le_bytes(*first),
            count: u32::from_le_bytes(*count),
            header,
            ephemeral,
            nonce,
            ciphertext,
            signed,
            signature,
        })
    }

    /// The header of a record that is being made.
    pub fn header(
        headset: DeviceId,
        session: SessionId,
        opened_us: i64,
        first: u32,
        count: u32,
        ephemeral: &[u8; 65],
    ) -> Vec<u8> {
        let mut header = Vec::with_capacity(HEADER);
        header.extend(MAGIC);
        header.extend(headset.0.as_bytes());
        header.extend(session.0.as_bytes());
        header.extend(opened_us.to_le_bytes());
        header.extend(first.to_le_bytes());
        header.extend(count.to_le_bytes());
        header.extend(ephemeral);
        header
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_record_comes_apart_as_it_was_put_together(
            ids in any::<(u128, u128)>(), opened_us: i64, first: u32, count: u32,
            ciphertext in prop::collection::vec(any::<u8>(), 16..200),
        ) {
            let headset = DeviceId(Uuid::from_u128(ids.0));
            let session = SessionId(Uuid::from_u128(ids.1));
            let mut bytes = Sealed::header(headset, session, opened_us, first, count, &[4; 65]);
            bytes.extend([7; NONCE]);
            bytes.extend(&ciphertext);
            let signed = bytes.clone();
            bytes.extend([9; SIGNATURE]);
            let sealed = Sealed::parse(&bytes).unwrap();
            prop_assert_eq!((sealed.headset, sealed.session), (headset, session));
            prop_assert_eq!((sealed.opened_us, sealed.first, sealed.count), (opened_us, first, count));
            prop_assert_eq!((sealed.ciphertext, sealed.signed), (&*ciphertext, &*signed));
            prop_assert_eq!((sealed.ephemeral, sealed.nonce), (&[4; 65][..], &[7; NONCE]));
        }

        #[test]
        fn any_bytes_are_a_record_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = Sealed::parse(&bytes);
            let mut begun = MAGIC.to_vec();
            begun.extend(bytes);
            let _ = Sealed::parse(&begun);
        }
    }
}
