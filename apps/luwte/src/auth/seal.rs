//! The keys of offline records: each institution has one to open them with, each headset one to sign them with.

use super::secret::NoRandomness;
use aes_gcm::{
    Aes256Gcm, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use link::{SEALED_INFO, Sealed};
use p256::{PublicKey, SecretKey, ecdh, ecdsa::Signature, elliptic_curve::sec1::ToSec1Point};
use ring::{
    hkdf::{HKDF_SHA256, Salt},
    signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey},
};
use sha2::Sha256;

/// A public key as it travels: an uncompressed point.
pub type PublicBytes = [u8; 65];

/// What the tablets' key is for, so that it is no other.
const TABLET_INFO: &[u8] = b"luwte kept beats 1";

/// Why a record was not opened. Which of the two is nobody's business but the log's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Not signed by this headset.
    #[error("the record is not signed by its headset")]
    Signature,
    /// Not sealed to this institution, or changed.
    #[error("the record cannot be opened with the institution's key")]
    Sealed,
}

/// An institution's secret key.
pub struct InstitutionKey(SecretKey);

impl InstitutionKey {
    /// A new one.
    pub fn new() -> Result<Self, NoRandomness> {
        loop {
            let mut bytes = [0; 32];
            getrandom::fill(&mut bytes).map_err(NoRandomness)?;
            // All but one in 2³² of such numbers are keys.
            if let Ok(key) = SecretKey::from_slice(&bytes) {
                return Ok(Self(key));
            }
        }
    }

    /// As it was stored.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        SecretKey::from_slice(bytes).ok().map(Self)
    }

    /// To store it.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.to_bytes().to_vec()
    }

    /// What headsets seal to.
    pub fn public(&self) -> PublicBytes {
        uncompressed(&self.0.public_key())
    }

    /// The key under which this institution's tablets keep beats while no server is there; `None` never happens with this length.
    pub fn for_tablets(&self) -> Option<[u8; 32]> {
        let mut key = [0; 32];
        let secret = Salt::new(HKDF_SHA256, &[]).extract(&self.0.to_bytes());
        secret.expand(&[TABLET_INFO], HKDF_SHA256).ok()?.fill(&mut key).ok().map(|()| key)
    }

    /// Opens a record that `signer` signed: the frame in it.
    pub fn open(&self, sealed: &Sealed<'_>, signer: &[u8]) -> Result<Vec<u8>, SealError> {
        let signer = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, signer);
        signer.verify(sealed.signed, sealed.signature).map_err(|_| SealError::Signature)?;
        let sender = PublicKey::from_sec1_bytes(sealed.ephemeral).map_err(|_| SealError::Sealed)?;
        let cipher = cipher(&self.0, &sender)?;
        let payload = Payload { msg: sealed.ciphertext, aad: sealed.header };
        cipher.decrypt(&Nonce::from(*sealed.nonce), payload).map_err(|_| SealError::Sealed)
    }
}

/// Whether bytes are a public key that a headset can have.
pub fn is_public(bytes: &[u8]) -> bool {
    bytes.len() == 65 && PublicKey::from_sec1_bytes(bytes).is_ok()
}

fn uncompressed(key: &PublicKey) -> PublicBytes {
    let mut bytes = [0; 65];
    let point = key.to_sec1_point(false);
    bytes.iter_mut().zip(point.as_bytes()).for_each(|(to, from)| *to = *from);
    bytes
}

fn cipher(own: &SecretKey, other: &PublicKey) -> Result<Aes256Gcm, SealError> {
    let secret = ecdh::diffie_hellman(own.to_nonzero_scalar(), other.as_affine());
    let mut key = [0; 32];
    secret.extract::<Sha256>(None).expand(SEALED_INFO, &mut key).map_err(|_| SealError::Sealed)?;
    Aes256Gcm::new_from_slice(&key).map_err(|_| SealError::Sealed)
}

/// A headset's key, as a headset without a browser has it: ours in tests and as an example for others.
pub struct HeadsetKey(SecretKey);

impl HeadsetKey {
    /// A new one.
    pub fn new() -> Result<Self, NoRandomness> {
        InstitutionKey::new().map(|key| Self(key.0))
    }

    /// What it enrols with.
    pub fn public(&self) -> PublicBytes {
        uncompressed(&self.0.public_key())
    }

    /// Seals a frame of events to an institution. `header` fills in the public key of this one record.
    pub fn seal(
        &self,
        institution: &PublicBytes,
        header: impl FnOnce(&PublicBytes) -> Vec<u8>,
        frame: &[u8],
    ) -> Option<Vec<u8>> {
        use p256::ecdsa::{SigningKey, signature::Signer};
        let ephemeral = InstitutionKey::new().ok()?;
        let cipher = cipher(&ephemeral.0, &PublicKey::from_sec1_bytes(institution).ok()?).ok()?;
        let mut record = header(&ephemeral.public());
        let mut nonce = [0; 12];
        getrandom::fill(&mut nonce).ok()?;
        let sealed = cipher.encrypt(&Nonce::from(nonce), Payload { msg: frame, aad: &record }).ok()?;
        record.extend(nonce);
        record.extend(sealed);
        let signature: Signature = SigningKey::from(&self.0).sign(&record);
        record.extend(signature.to_bytes());
        Some(record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use session::{DeviceId, SessionId};
    use uuid::Uuid;

    fn record(key: &HeadsetKey, to: &PublicBytes, frame: &[u8]) -> Vec<u8> {
        let (headset, session) = (DeviceId(Uuid::from_u128(7)), SessionId(Uuid::from_u128(8)));
        key.seal(to, |own| Sealed::header(headset, session, 1, 2, 3, own), frame).unwrap()
    }

    #[test]
    fn only_the_institution_opens_what_only_the_headset_signed() {
        let (institution, headset) = (InstitutionKey::new().unwrap(), HeadsetKey::new().unwrap());
        let bytes = record(&headset, &institution.public(), b"events");
        let sealed = Sealed::parse(&bytes).unwrap();
        assert_eq!(institution.open(&sealed, &headset.public()).unwrap(), b"events");
        let stored = InstitutionKey::from_bytes(&institution.to_bytes()).unwrap();
        assert_eq!(stored.open(&sealed, &headset.public()).unwrap(), b"events");
        let other = InstitutionKey::new().unwrap();
        assert_eq!(other.open(&sealed, &headset.public()), Err(SealError::Sealed));
        let thief = HeadsetKey::new().unwrap();
        assert_eq!(institution.open(&sealed, &thief.public()), Err(SealError::Signature));
        assert!(!bytes.windows(6).any(|window| window == b"events"));
    }

    #[test]
    fn a_record_changed_at_any_place_is_refused() {
        let (institution, headset) = (InstitutionKey::new().unwrap(), HeadsetKey::new().unwrap());
        let bytes = record(&headset, &institution.public(), b"events");
        for place in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            let opened = Sealed::parse(&changed).map(|sealed| institution.open(&sealed, &headset.public()));
            assert!(!matches!(opened, Ok(Ok(_))), "byte {place}");
        }
    }

    #[test]
    fn what_is_no_point_is_no_key() {
        assert!(is_public(&HeadsetKey::new().unwrap().public()));
        for bytes in [&[][..], &[0; 65], &[4; 65], &[4; 64]] {
            assert!(!is_public(bytes));
        }
    }
}
