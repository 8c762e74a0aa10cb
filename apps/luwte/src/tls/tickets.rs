//! Tickets by which a device that was here before comes back with a short handshake, also to the process that serves next.
//!
//! A restart brings every device back at once, and a whole handshake costs three times as much as a short one. The keys
//! lie beside the other keys, so that they outlive the process; each is used for twelve hours and believed for as long again, and
//! then it is gone: what was recorded on the way cannot be read with it later (RFC 5077 §5.5).

use super::write_secret;
use ring::{
    aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey},
    rand::{SecureRandom, SystemRandom},
};
use rustls::server::ProducesTickets;
use std::{
    fmt, fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

/// The file of the keys.
const FILE: &str = "tickets.key";
/// A key makes tickets for this long, and opens them for as long again, seconds.
const USED_S: u32 = 12 * 3_600;
const ID: usize = 8;
const SECRET: usize = 32;
const NONCE: usize = 12;
/// A key in the file: when it was made (seconds since 1970, little endian), its id, itself.
const RECORD: usize = 8 + ID + SECRET;

/// Makes and opens tickets.
pub(super) struct Tickets {
    file: PathBuf,
    random: SystemRandom,
    keys: Mutex<Vec<Key>>,
}

/// A key and since when it is used.
struct Key {
    made_s: u64,
    id: [u8; ID],
    secret: [u8; SECRET],
    opens: LessSafeKey,
}

impl Key {
    fn of(made_s: u64, id: [u8; ID], secret: [u8; SECRET]) -> Option<Self> {
        let opens = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &secret).ok()?);
        Some(Self { made_s, id, secret, opens })
    }

    fn read(record: &[u8]) -> Option<Self> {
        let (made_s, rest) = record.split_first_chunk::<8>()?;
        let (id, secret) = rest.split_first_chunk::<ID>()?;
        Self::of(u64::from_le_bytes(*made_s), *id, secret.try_into().ok()?)
    }

    fn age_s(&self, now_s: u64) -> u64 {
        // One from the future was made before the clock was put right: it is as good as an old one.
        now_s.checked_sub(self.made_s).unwrap_or(u64::MAX)
    }
}

impl fmt::Debug for Tickets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tickets").field("file", &self.file).finish_non_exhaustive()
    }
}

impl Tickets {
    /// With the keys in this folder; what cannot be read there is made anew.
    pub(super) fn kept(folder: &Path) -> Arc<Self> {
        let file = folder.join(FILE);
        let bytes = fs::read(&file).unwrap_or_default();
        let keys = bytes.chunks_exact(RECORD).filter_map(Key::read).collect();
        Arc::new(Self { file, random: SystemRandom::new(), keys: Mutex::new(keys) })
    }

    /// The newest key first, with a new one where the newest has been used for long enough; old ones are forgotten.
    fn keys<T>(&self, now_s: u64, act: impl FnOnce(&[Key]) -> Option<T>) -> Option<T> {
        let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        let used_s = u64::from(USED_S);
        if keys.first().is_none_or(|newest| newest.age_s(now_s) >= used_s) {
            let (mut id, mut secret) = ([0; ID], [0; SECRET]);
            self.random.fill(&mut id).ok()?;
            self.random.fill(&mut secret).ok()?;
            keys.insert(0, Key::of(now_s, id, secret)?);
            keys.retain(|key| key.age_s(now_s) < 2 * used_s);
            // With a certificate of the institution's own nothing else lies there yet.
            let _ = self.file.parent().map(fs::create_dir_all);
            let record = |key: &Key| [&key.made_s.to_le_bytes()[..], &key.id, &key.secret].concat();
            if let Err(error) = write_secret(&self.file, &keys.iter().flat_map(record).collect::<Vec<_>>()) {
                tracing::warn!(%error, "after a restart every device needs a whole handshake");
            }
        }
        act(&keys)
    }

    fn encrypt_at(&self, plain: &[u8], now_s: u64) -> Option<Vec<u8>> {
        let mut nonce = [0; NONCE];
        self.random.fill(&mut nonce).ok()?;
        self.keys(now_s, |keys| {
            let newest = keys.first()?;
            let mut sealed = plain.to_vec();
            let nonce_of = Nonce::assume_unique_for_key(nonce);
            newest.opens.seal_in_place_append_tag(nonce_of, Aad::from(newest.id), &mut sealed).ok()?;
            Some([&newest.id[..], &nonce, &sealed].concat())
        })
    }

    fn decrypt_at(&self, ticket: &[u8], now_s: u64) -> Option<Vec<u8>> {
        let (id, rest) = ticket.split_first_chunk::<ID>()?;
        let (nonce, sealed) = rest.split_first_chunk::<NONCE>()?;
        self.keys(now_s, |keys| {
            let key = keys.iter().find(|key| key.id == *id && key.age_s(now_s) < 2 * u64::from(USED_S))?;
            let mut sealed = sealed.to_vec();
            let nonce = Nonce::assume_unique_for_key(*nonce);
            let plain = key.opens.open_in_place(nonce, Aad::from(*id), &mut sealed).ok()?;
            Some(plain.to_vec())
        })
    }
}

impl ProducesTickets for Tickets {
    fn enabled(&self) -> bool {
        true
    }

    fn lifetime(&self) -> u32 {
        USED_S
    }

    fn encrypt(&self, plain: &[u8]) -> Option<Vec<u8>> {
        self.encrypt_at(plain, now_s())
    }

    fn decrypt(&self, cipher: &[u8]) -> Option<Vec<u8>> {
        self.decrypt_at(cipher, now_s())
    }
}

fn now_s() -> u64 {
    u64::try_from(crate::clock::wall_us() / 1_000_000).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustls::{
        ClientConfig, ClientConnection, HandshakeKind, RootCertStore, ServerConfig, ServerConnection,
        pki_types::{CertificateDer, pem::PemObject},
    };

    const NOW: u64 = 1_800_000_000;

    fn folder() -> PathBuf {
        let folder = std::env::temp_dir().join(format!("luwte-tickets-{}", uuid::Uuid::now_v7()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn a_ticket_is_good_after_a_restart_and_for_a_day_at_most() {
        let folder = folder();
        let ticket = Tickets::kept(&folder).encrypt_at(b"who", NOW).unwrap();
        let next = Tickets::kept(&folder);
        let half = u64::from(USED_S);
        assert_eq!(next.decrypt_at(&ticket, NOW + 60), Some(b"who".to_vec()));
        let newer = next.encrypt_at(b"me", NOW + half).unwrap();
        assert_ne!(newer[..ID], ticket[..ID], "another key");
        assert_eq!(next.decrypt_at(&ticket, NOW + 2 * half - 1), Some(b"who".to_vec()));
        assert_eq!(next.decrypt_at(&ticket, NOW + 2 * half), None);
        assert_eq!(next.decrypt_at(&newer, NOW + 2 * half), Some(b"me".to_vec()));
        let file = fs::read(folder.join(FILE)).unwrap();
        assert_eq!(file.len(), 2 * RECORD, "what is too old is forgotten");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn what_was_changed_or_is_no_ticket_opens_nothing() {
        let folder = folder();
        let tickets = Tickets::kept(&folder);
        let ticket = tickets.encrypt_at(b"who", NOW).unwrap();
        for place in [0, ID, ID + NONCE, ticket.len() - 1] {
            let mut changed = ticket.clone();
            changed[place] ^= 1;
            assert_eq!(tickets.decrypt_at(&changed, NOW), None, "{place}");
        }
        assert_eq!(tickets.decrypt_at(&ticket[..ID + 3], NOW), None);
        fs::write(folder.join(FILE), b"not keys").unwrap();
        assert!(Tickets::kept(&folder).encrypt_at(b"who", NOW).is_some(), "made anew");
        fs::remove_dir_all(folder).unwrap();
    }

    /// A handshake in memory, and the first words after it: with them come the tickets.
    fn shake(client: &Arc<ClientConfig>, server: &Arc<ServerConfig>) -> Option<HandshakeKind> {
        let name = "localhost".try_into().unwrap();
        let mut near = ClientConnection::new(Arc::clone(client), name).unwrap();
        let mut far = ServerConnection::new(Arc::clone(server)).unwrap();
        while near.is_handshaking() || far.is_handshaking() || near.wants_write() || far.wants_write() {
            let mut bytes = Vec::new();
            while near.wants_write() {
                near.write_tls(&mut bytes).unwrap();
            }
            far.read_tls(&mut bytes.as_slice()).unwrap();
            far.process_new_packets().unwrap();
            let mut bytes = Vec::new();
            while far.wants_write() {
                far.write_tls(&mut bytes).unwrap();
            }
            near.read_tls(&mut bytes.as_slice()).unwrap();
            near.process_new_packets().unwrap();
        }
        near.handshake_kind()
    }

    #[test]
    fn who_was_here_before_a_restart_comes_back_by_a_short_handshake() {
        let folder = folder();
        let before = crate::tls::own(&folder, &["localhost".to_owned()]).unwrap();
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(before.ca_pem.as_bytes()).unwrap()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let client = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        let client = client.unwrap().with_root_certificates(roots).with_no_client_auth();
        let client = Arc::new(client);
        assert_eq!(shake(&client, &before.config), Some(HandshakeKind::Full));
        let after = crate::tls::own(&folder, &["localhost".to_owned()]).unwrap();
        assert_eq!(shake(&client, &after.config), Some(HandshakeKind::Resumed));
        fs::remove_file(folder.join(FILE)).unwrap();
        let elsewhere = crate::tls::own(&folder, &["localhost".to_owned()]).unwrap();
        assert_eq!(shake(&client, &elsewhere.config), Some(HandshakeKind::Full));
        fs::remove_dir_all(folder).unwrap();
    }
}
