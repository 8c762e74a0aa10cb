//! The installation's master key: from a file, the environment or a command. It seals small secrets that stand in the record.

use super::secret::NoRandomness;
use crate::config::Config;
use aes_gcm::{
    Aes256Gcm, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use core::fmt;
use ring::hkdf;
use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    process::Command,
};
use uuid::Uuid;

/// Why there is no master key, or why it opens nothing.
#[derive(Debug, thiserror::Error)]
pub enum MasterKeyError {
    /// Its file cannot be read or made.
    #[error("the master key's file {} cannot be read or made", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The command that tells it did not run.
    #[error("the command that tells the master key failed")]
    Command(#[source] io::Error),
    /// The command that tells it said that it failed.
    #[error("the command that tells the master key ended with an error")]
    CommandRefused,
    /// What was found is no key.
    #[error("the master key must be 32 bytes in base 64: make one with `openssl rand -base64 32`")]
    NoKey,
    /// The operating system gave no random bytes.
    #[error("no master key could be made")]
    Randomness(#[from] NoRandomness),
    /// It was sealed with another master key.
    #[error("it was sealed with another master key")]
    OtherKey,
    /// It was changed, or belongs to something else.
    #[error("it cannot be opened with the master key")]
    Sealed,
}

/// What a sealed secret is for: one purpose opens nothing of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Secrets of authenticator apps.
    TimeCodes,
    /// Keys of clients.
    ClientKeys,
    /// Keys of sessions that are nobody's.
    SessionKeys,
    /// Secrets of the draws of studies.
    Draws,
}

impl Purpose {
    const fn word(self) -> &'static [u8] {
        match self {
            Self::TimeCodes => b"luwte time codes",
            Self::ClientKeys => b"luwte client keys",
            Self::SessionKeys => b"luwte session keys",
            Self::Draws => b"luwte draws",
        }
    }
}

const KEY_BYTES: usize = 32;
const LAYOUT: u8 = 1;
const MARK_BYTES: usize = 4;
/// Its file's name in the data folder.
pub const FILE: &str = "master.key";
const NONCE_BYTES: usize = 12;

/// The master key.
#[derive(Clone)]
pub struct MasterKey {
    key: [u8; KEY_BYTES],
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey(…)")
    }
}

struct Length;

impl hkdf::KeyType for Length {
    fn len(&self) -> usize {
        KEY_BYTES
    }
}

impl MasterKey {
    /// A new one.
    pub fn new() -> Result<Self, MasterKeyError> {
        let mut key = [0; KEY_BYTES];
        getrandom::fill(&mut key).map_err(NoRandomness)?;
        Ok(Self { key })
    }

    /// The one in a text: 32 bytes in base 64.
    pub fn from_text(text: &str) -> Result<Self, MasterKeyError> {
        let bytes = STANDARD.decode(text.trim()).map_err(|_| MasterKeyError::NoKey)?;
        let key = bytes.try_into().map_err(|_| MasterKeyError::NoKey)?;
        Ok(Self { key })
    }

    /// The one that the configuration names: a text, a command, a file; without any of them a file in the data folder, made at the
    /// first start.
    pub fn load(config: &Config) -> Result<Self, MasterKeyError> {
        if let Some(text) = &config.master_key {
            return Self::from_text(text);
        }
        if let Some(command) = &config.master_key_command {
            let told = Command::new(command).output().map_err(MasterKeyError::Command)?;
            if !told.status.success() {
                return Err(MasterKeyError::CommandRefused);
            }
            return Self::from_text(&String::from_utf8_lossy(&told.stdout));
        }
        match &config.master_key_file {
            Some(path) => Self::read(path),
            None => Self::beside(&config.data_dir()),
        }
    }

    /// As [`MasterKey::load`], where none is made: for whoever looks at a record that is there.
    pub fn existing(config: &Config) -> Result<Option<Self>, MasterKeyError> {
        let named = config.master_key.is_some()
            || config.master_key_command.is_some()
            || config.master_key_file.is_some();
        if !named && !config.data_dir().join(FILE).exists() {
            return Ok(None);
        }
        Self::load(config).map(Some)
    }

    /// The one in a data folder, made when there is none.
    pub fn beside(folder: &Path) -> Result<Self, MasterKeyError> {
        Self::read_or_make(&folder.join(FILE))
    }

    /// As it stands in a file.
    pub fn to_text(&self) -> String {
        STANDARD.encode(self.key)
    }

    fn read(path: &Path) -> Result<Self, MasterKeyError> {
        let text = fs::read_to_string(path)
            .map_err(|source| MasterKeyError::File { path: path.to_owned(), source })?;
        Self::from_text(&text)
    }

    fn read_or_make(path: &Path) -> Result<Self, MasterKeyError> {
        if path.exists() {
            return Self::read(path);
        }
        let fresh = Self::new()?;
        let text = fresh.to_text();
        let failed = |source| MasterKeyError::File { path: path.to_owned(), source };
        // Whole or not at all: half a key after a power cut would be no key for ever.
        let beside = path.with_extension("key.new");
        let made = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&beside);
        let mut file = made.map_err(failed)?;
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(failed)?;
        // A link does not replace: of two that start at once, the second takes the key of the first.
        let placed = fs::hard_link(&beside, path);
        let _ = fs::remove_file(&beside);
        match placed {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Self::read(path),
            placed => placed.map_err(failed)?,
        }
        let folder = path.parent().map(fs::File::open).transpose().map_err(failed)?;
        folder.map_or(Ok(()), |folder| folder.sync_all()).map_err(failed)?;
        Ok(fresh)
    }

    /// The same text of the same owner gives the same bytes, and only with this key: to look something up that is sealed.
    pub fn tag(&self, purpose: &[u8], owner: Uuid, text: &str) -> Vec<u8> {
        let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, &self.derived(purpose));
        let mut tag = ring::hmac::Context::with_key(&key);
        tag.update(owner.as_bytes());
        tag.update(text.as_bytes());
        tag.sign().as_ref().to_vec()
    }

    /// By which a secret tells with which key it was sealed.
    pub fn mark(&self) -> [u8; MARK_BYTES] {
        let mut mark = [0; MARK_BYTES];
        let derived = self.derived(b"luwte mark");
        mark.iter_mut().zip(derived).for_each(|(to, from)| *to = from);
        mark
    }

    fn derived(&self, purpose: &[u8]) -> [u8; KEY_BYTES] {
        let salt = hkdf::Salt::new(hkdf::HKDF_SHA256, b"luwte master key");
        let mut key = [0; KEY_BYTES];
        let info = [purpose];
        // Both can only refuse lengths over 8,160 bytes.
        if let Ok(material) = salt.extract(&self.key).expand(&info, Length) {
            let _ = material.fill(&mut key);
        }
        key
    }

    fn cipher(&self, purpose: Purpose) -> Result<Aes256Gcm, MasterKeyError> {
        Aes256Gcm::new_from_slice(&self.derived(purpose.word())).map_err(|_| MasterKeyError::Sealed)
    }

    /// Seals a secret of `owner`: nobody else's row opens it.
    pub fn seal(&self, purpose: Purpose, owner: Uuid, secret: &[u8]) -> Result<Vec<u8>, MasterKeyError> {
        let mut nonce = [0; NONCE_BYTES];
        getrandom::fill(&mut nonce).map_err(NoRandomness)?;
        let payload = Payload { msg: secret, aad: owner.as_bytes() };
        let sealed = self.cipher(purpose)?.encrypt(&Nonce::from(nonce), payload);
        let sealed = sealed.map_err(|_| MasterKeyError::Sealed)?;
        Ok([&[LAYOUT][..], &self.mark(), &nonce, &sealed].concat())
    }

    /// Opens what [`MasterKey::seal`] sealed for the same purpose and owner.
    pub fn open(&self, purpose: Purpose, owner: Uuid, sealed: &[u8]) -> Result<Vec<u8>, MasterKeyError> {
        let rest = sealed.strip_prefix(&[LAYOUT]).ok_or(MasterKeyError::Sealed)?;
        let (mark, rest) = rest.split_at_checked(MARK_BYTES).ok_or(MasterKeyError::Sealed)?;
        if mark != self.mark() {
            return Err(MasterKeyError::OtherKey);
        }
        let (nonce, text) = rest.split_at_checked(NONCE_BYTES).ok_or(MasterKeyError::Sealed)?;
        let nonce: [u8; NONCE_BYTES] = nonce.try_into().map_err(|_| MasterKeyError::Sealed)?;
        let payload = Payload { msg: text, aad: owner.as_bytes() };
        self.cipher(purpose)?.decrypt(&Nonce::from(nonce), payload).map_err(|_| MasterKeyError::Sealed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWNER: Uuid = Uuid::from_u128(7);

    #[test]
    fn only_the_same_key_and_owner_open_a_secret() {
        let (key, other) = (MasterKey::new().unwrap(), MasterKey::new().unwrap());
        let sealed = key.seal(Purpose::TimeCodes, OWNER, b"geheim").unwrap();
        assert!(!sealed.windows(6).any(|window| window == b"geheim"));
        assert_eq!(key.open(Purpose::TimeCodes, OWNER, &sealed).unwrap(), b"geheim");
        assert!(matches!(other.open(Purpose::TimeCodes, OWNER, &sealed), Err(MasterKeyError::OtherKey)));
        assert!(key.open(Purpose::TimeCodes, Uuid::from_u128(8), &sealed).is_err());
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert!(key.open(Purpose::TimeCodes, OWNER, &changed).is_err(), "byte {place}");
        }
        for length in 0..sealed.len() {
            assert!(key.open(Purpose::TimeCodes, OWNER, &sealed[..length]).is_err());
        }
    }

    #[test]
    fn a_key_comes_from_text_command_or_file_and_is_made_once() {
        let folder = std::env::temp_dir().join(format!("luwte-key-{}", Uuid::now_v7()));
        fs::create_dir_all(&folder).unwrap();
        let config = |set: fn(&mut Config, &Path)| {
            let mut config = Config { data_dir: Some(folder.clone()), ..Config::default() };
            set(&mut config, &folder);
            MasterKey::load(&config)
        };
        let made = config(|_, _| {}).unwrap();
        let path = folder.join("master.key");
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(config(|_, _| {}).unwrap().key, made.key);
        let named = config(|config, folder| config.master_key_file = Some(folder.join("master.key")));
        assert_eq!(named.unwrap().key, made.key);
        assert!(config(|config, folder| config.master_key_file = Some(folder.join("none"))).is_err());
        let text = config(|config, _| config.master_key = Some(STANDARD.encode([3; 32]))).unwrap();
        assert_eq!(text.key, [3; 32]);
        let short = config(|config, _| config.master_key = Some(STANDARD.encode([3; 31])));
        assert!(matches!(short, Err(MasterKeyError::NoKey)));
        let script = folder.join("tell");
        fs::write(&script, format!("#!/bin/sh\necho {}\n", STANDARD.encode([4; 32]))).unwrap();
        fs::set_permissions(&script, fs::Permissions::from_mode(0o700)).unwrap();
        let told = config(|config, folder| config.master_key_command = Some(folder.join("tell"))).unwrap();
        assert_eq!(told.key, [4; 32]);
        let refused = config(|config, _| config.master_key_command = Some("false".into()));
        assert!(matches!(refused, Err(MasterKeyError::CommandRefused)));
        fs::remove_dir_all(&folder).unwrap();
    }
}
