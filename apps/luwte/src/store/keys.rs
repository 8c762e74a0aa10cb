//! Keys: each client and each session has one. A session's is wrapped by its client's, a client's and that of an anonymous
//! session by the master key. What names a person or was recorded of them stands in the record only sealed.

use super::{
    Database, StoreError,
    database::{Transaction, execute, fetch_all, fetch_optional, fetch_within},
};
use crate::auth::master::{MasterKey, MasterKeyError, Purpose};
use aes_gcm::{
    Aes256Gcm, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD as BASE64};
use core::fmt;
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};
use uuid::Uuid;

/// The layout since which there are keys.
pub(super) const SINCE_LAYOUT: i64 = 15;
const KEY_BYTES: usize = 32;
const NONCE_BYTES: usize = 12;
/// With which sealed bytes begin: the layouts of what is sealed begin with small numbers.
const SEALED: u8 = 0xa1;
/// With which sealed texts begin: no JSON and no alias does.
const SEALED_TEXT: &str = "\u{1}";
/// So many keys are remembered.
const KNOWN_MAX: usize = 131_072;

/// Everything that opens and seals the record of one installation. Cheap to clone.
#[derive(Clone, Default)]
pub struct Keys(Option<Arc<Ring>>);

struct Ring {
    master: MasterKey,
    known: Mutex<HashMap<Uuid, Key>>,
    has_tables: AtomicBool,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Keys").field(&self.0.is_some()).finish()
    }
}

/// The key of a client or session.
#[derive(Clone)]
pub(super) struct Key(Arc<Secret>);

struct Secret {
    bytes: [u8; KEY_BYTES],
    cipher: Aes256Gcm,
}

/// Where a value stands: sealed for one place it opens at no other.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// Table and column.
    pub column: &'static str,
    /// The client or session.
    pub of: Uuid,
    /// What tells the row apart among theirs.
    pub row: &'a [u8],
}

/// What seals and opens the values of one client or session. Without a master key values stay as they are.
#[derive(Clone)]
pub(super) struct Seal(Option<Key>);

/// Keys that were made in a transaction: they are used elsewhere only once it is durable.
#[derive(Default)]
pub(super) struct Fresh(HashMap<Uuid, Key>);

impl Fresh {
    /// The transaction goes on without what made this key.
    pub(super) fn forget(&mut self, session: Uuid) {
        self.0.remove(&session);
    }
}

impl From<MasterKeyError> for StoreError {
    fn from(error: MasterKeyError) -> Self {
        match error {
            MasterKeyError::OtherKey => Self::OtherKey,
            _ => Self::Unreadable { what: "key" },
        }
    }
}

impl Place<'_> {
    fn bytes(&self) -> Vec<u8> {
        [self.column.as_bytes(), &[0], self.of.as_bytes(), self.row].concat()
    }
}

impl Key {
    fn new() -> Result<Self, StoreError> {
        let mut bytes = [0; KEY_BYTES];
        getrandom::fill(&mut bytes).map_err(|_| StoreError::Unreadable { what: "source of random bytes" })?;
        Self::of(&bytes)
    }

    fn of(bytes: &[u8]) -> Result<Self, StoreError> {
        let unreadable = |_| StoreError::Unreadable { what: "key" };
        let bytes: [u8; KEY_BYTES] = bytes.try_into().map_err(|_| StoreError::Unreadable { what: "key" })?;
        let cipher = Aes256Gcm::new_from_slice(&bytes).map_err(unreadable)?;
        Ok(Self(Arc::new(Secret { bytes, cipher })))
    }

    fn seal(&self, place: Place<'_>, plain: &[u8]) -> Result<Vec<u8>, StoreError> {
        let failed = || StoreError::Unreadable { what: "value on its way in" };
        let mut nonce = [0; NONCE_BYTES];
        getrandom::fill(&mut nonce).map_err(|_| failed())?;
        let payload = Payload { msg: plain, aad: &place.bytes() };
        let sealed = self.0.cipher.encrypt(&Nonce::from(nonce), payload).map_err(|_| failed())?;
        Ok([&[SEALED][..], &nonce, &sealed].concat())
    }

    fn open(&self, place: Place<'_>, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        let failed = || StoreError::Unreadable { what: "sealed value" };
        let rest = sealed.strip_prefix(&[SEALED]).ok_or_else(failed)?;
        let (nonce, text) = rest.split_first_chunk::<NONCE_BYTES>().ok_or_else(failed)?;
        let payload = Payload { msg: text, aad: &place.bytes() };
        self.0.cipher.decrypt(&Nonce::from(*nonce), payload).map_err(|_| failed())
    }

    /// Wraps a session's key.
    fn wrap(&self, session: Uuid, key: &Self) -> Result<Vec<u8>, StoreError> {
        self.seal(Place { column: "session_keys.wrapped", of: session, row: &[] }, &key.0.bytes)
    }

    fn unwrap(&self, session: Uuid, wrapped: &[u8]) -> Result<Self, StoreError> {
        Self::of(&self.open(Place { column: "session_keys.wrapped", of: session, row: &[] }, wrapped)?)
    }
}

impl Seal {
    /// Of nobody, or without a master key.
    pub(super) const NONE: Self = Self(None);

    pub(super) fn bytes(&self, place: Place<'_>, plain: Vec<u8>) -> Result<Vec<u8>, StoreError> {
        match &self.0 {
            Some(key) => key.seal(place, &plain),
            None => Ok(plain),
        }
    }

    pub(super) fn text(&self, place: Place<'_>, plain: String) -> Result<String, StoreError> {
        match &self.0 {
            Some(key) => {
                let mut text = SEALED_TEXT.to_owned();
                BASE64.encode_string(key.seal(place, plain.as_bytes())?, &mut text);
                Ok(text)
            }
            None => Ok(plain),
        }
    }

    /// What was sealed, and what stands there unsealed from before there were keys.
    pub(super) fn open_bytes(&self, place: Place<'_>, stored: Vec<u8>) -> Result<Vec<u8>, StoreError> {
        match (&self.0, is_sealed(&stored)) {
            (_, false) => Ok(stored),
            (Some(key), true) => key.open(place, &stored),
            (None, true) => Err(StoreError::NoKey),
        }
    }

    pub(super) fn open_text(&self, place: Place<'_>, stored: String) -> Result<String, StoreError> {
        let Some(sealed) = stored.strip_prefix(SEALED_TEXT) else { return Ok(stored) };
        let key = self.0.as_ref().ok_or(StoreError::NoKey)?;
        let unreadable = StoreError::Unreadable { what: "sealed value" };
        let Ok(sealed) = BASE64.decode(sealed) else { return Err(unreadable) };
        String::from_utf8(key.open(place, &sealed)?).map_err(|_| unreadable)
    }
}

/// Whether bytes of the record are sealed.
pub(super) fn is_sealed(stored: &[u8]) -> bool {
    stored.first() == Some(&SEALED)
}

/// Whether a text of the record is sealed.
pub(super) fn is_sealed_text(stored: &str) -> bool {
    stored.starts_with(SEALED_TEXT)
}

type Wrapped = (Vec<u8>, Option<Uuid>, Option<Vec<u8>>);

const OF_CLIENT: &str = "SELECT wrapped FROM client_keys WHERE client = $1";
const OF_SESSION: &str = "SELECT k.wrapped, k.client, c.wrapped FROM session_keys k
     LEFT JOIN client_keys c ON c.client = k.client WHERE k.session = $1";

impl Ring {
    fn known(&self) -> MutexGuard<'_, HashMap<Uuid, Key>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn learn(&self, id: Uuid, key: &Key) {
        let mut known = self.known();
        if known.len() >= KNOWN_MAX {
            known.clear();
        }
        known.insert(id, key.clone());
    }

    fn client(&self, client: Uuid, wrapped: &[u8]) -> Result<Key, StoreError> {
        Key::of(&self.master.open(Purpose::ClientKeys, client, wrapped)?)
    }

    fn session(&self, session: Uuid, (wrapped, client, of_client): &Wrapped) -> Result<Key, StoreError> {
        match (client, of_client) {
            (Some(client), Some(of_client)) => self.client(*client, of_client)?.unwrap(session, wrapped),
            (None, _) => Key::of(&self.master.open(Purpose::SessionKeys, session, wrapped)?),
            (Some(_), None) => Err(StoreError::Unreadable { what: "session whose client's key is gone" }),
        }
    }
}

impl Keys {
    /// Those of an installation with this master key.
    pub fn of(master: MasterKey) -> Self {
        let (known, has_tables) = (Mutex::default(), AtomicBool::new(false));
        Self(Some(Arc::new(Ring { master, known, has_tables })))
    }

    /// None: for whoever reads nothing that is a person's.
    pub fn none() -> Self {
        Self(None)
    }

    /// Whether values are sealed.
    pub(super) fn seals(&self) -> bool {
        self.0.is_some()
    }

    /// What a sealed alias is found by.
    pub(super) fn alias_hash(&self, organisation: Uuid, alias: &str) -> Option<Vec<u8>> {
        self.0.as_ref().map(|ring| ring.master.tag(b"luwte aliases", organisation, alias))
    }

    /// By which the record tells with which master key it is sealed.
    pub(super) fn mark(&self) -> Option<Vec<u8>> {
        self.0.as_ref().map(|ring| ring.master.mark().to_vec())
    }

    /// These keys are durable from now on.
    pub(super) fn learn(&self, fresh: Fresh) {
        if let Some(ring) = &self.0 {
            fresh.0.iter().for_each(|(id, key)| ring.learn(*id, key));
        }
    }

    /// The keys of somebody who was erased.
    pub(super) fn forget(&self, ids: &[Uuid]) {
        if let Some(ring) = &self.0 {
            let mut known = ring.known();
            for id in ids {
                known.remove(id);
            }
        }
    }

    /// What opens the values of a client.
    pub(super) async fn client(&self, database: &Database, client: Uuid) -> Result<Seal, StoreError> {
        let Some(ring) = &self.0 else { return Ok(Seal::NONE) };
        let known = ring.known().get(&client).cloned();
        if known.is_some() {
            return Ok(Seal(known));
        }
        let row: Option<(Vec<u8>,)> = fetch_optional!(database, (Vec<u8>,), OF_CLIENT, client)?;
        let key = row.map(|(wrapped,)| ring.client(client, &wrapped)).transpose()?;
        key.iter().for_each(|key| ring.learn(client, key));
        Ok(Seal(key))
    }

    /// What opens the values of a session.
    pub(super) async fn session(&self, database: &Database, session: Uuid) -> Result<Seal, StoreError> {
        let Some(ring) = &self.0 else { return Ok(Seal::NONE) };
        let known = ring.known().get(&session).cloned();
        if known.is_some() {
            return Ok(Seal(known));
        }
        let row: Option<Wrapped> = fetch_optional!(database, Wrapped, OF_SESSION, session)?;
        let key = row.map(|row| ring.session(session, &row)).transpose()?;
        key.iter().for_each(|key| ring.learn(session, key));
        Ok(Seal(key))
    }

    /// What seals the values of a client, made when there is none.
    pub(super) async fn client_within(
        &self,
        on: &mut Transaction,
        client: Uuid,
        fresh: &mut Fresh,
    ) -> Result<Seal, StoreError> {
        let row: Option<(Vec<u8>,)> = match self.has_tables(on).await? {
            true => fetch_within!(&mut *on, (Vec<u8>,), OF_CLIENT, client)?,
            false => return Ok(Seal::NONE),
        };
        let ring = match (&self.0, &row) {
            (Some(ring), _) => ring,
            (None, Some(_)) => return Err(StoreError::NoKey),
            (None, None) => return Ok(Seal::NONE),
        };
        if let Some((wrapped,)) = row {
            return Ok(Seal(Some(ring.client(client, &wrapped)?)));
        }
        let key = Key::new()?;
        execute!(
            &mut *on,
            "INSERT INTO client_keys (client, wrapped, created_us) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            client,
            ring.master.seal(Purpose::ClientKeys, client, &key.0.bytes)?,
            crate::clock::wall_us(),
        )?;
        // Another server may have been first.
        let row: Option<(Vec<u8>,)> = fetch_within!(&mut *on, (Vec<u8>,), OF_CLIENT, client)?;
        let (wrapped,) = row.ok_or(StoreError::Unreadable { what: "key" })?;
        let key = ring.client(client, &wrapped)?;
        fresh.0.insert(client, key.clone());
        Ok(Seal(Some(key)))
    }

    /// What seals the values of a session that the record knows, made when there is none.
    pub(super) async fn session_within(
        &self,
        on: &mut Transaction,
        session: Uuid,
        fresh: &mut Fresh,
    ) -> Result<Seal, StoreError> {
        let known = self.0.as_ref().and_then(|ring| ring.known().get(&session).cloned());
        if let Some(key) = known.or_else(|| fresh.0.get(&session).cloned()) {
            return Ok(Seal(Some(key)));
        }
        if !self.has_tables(on).await? {
            return Ok(Seal::NONE);
        }
        let row: Option<Wrapped> = fetch_within!(&mut *on, Wrapped, OF_SESSION, session)?;
        let ring = match (&self.0, &row) {
            (Some(ring), _) => ring,
            (None, Some(_)) => return Err(StoreError::NoKey),
            (None, None) => return Ok(Seal::NONE),
        };
        let row = match row {
            Some(row) => row,
            None => match self.make_of_session(ring, on, session, fresh).await? {
                Some(row) => row,
                None => return Ok(Seal::NONE),
            },
        };
        let key = ring.session(session, &row)?;
        fresh.0.insert(session, key.clone());
        Ok(Seal(Some(key)))
    }

    async fn make_of_session(
        &self,
        ring: &Ring,
        on: &mut Transaction,
        session: Uuid,
        fresh: &mut Fresh,
    ) -> Result<Option<Wrapped>, StoreError> {
        let whose: Option<(Option<Uuid>,)> =
            fetch_within!(&mut *on, (Option<Uuid>,), "SELECT client FROM sessions WHERE id = $1", session)?;
        let Some((client,)) = whose else { return Ok(None) };
        let key = Key::new()?;
        let wrapped = self.wrapped(ring, on, session, &key, client, fresh).await?;
        execute!(
            &mut *on,
            "INSERT INTO session_keys (session, client, wrapped, created_us) VALUES ($1, $2, $3, $4)
             ON CONFLICT DO NOTHING",
            session,
            client,
            wrapped,
            crate::clock::wall_us(),
        )?;
        Ok(fetch_within!(&mut *on, Wrapped, OF_SESSION, session)?)
    }

    async fn wrapped(
        &self,
        ring: &Ring,
        on: &mut Transaction,
        session: Uuid,
        key: &Key,
        client: Option<Uuid>,
        fresh: &mut Fresh,
    ) -> Result<Vec<u8>, StoreError> {
        let Some(client) = client else {
            return Ok(ring.master.seal(Purpose::SessionKeys, session, &key.0.bytes)?);
        };
        match Box::pin(self.client_within(on, client, fresh)).await? {
            Seal(Some(of_client)) => of_client.wrap(session, key),
            Seal(None) => Err(StoreError::NoKey),
        }
    }

    /// A session becomes a client's: its key is wrapped by theirs from now on. What is sealed stays as it is.
    pub(super) async fn give_session(
        &self,
        on: &mut Transaction,
        session: Uuid,
        client: Uuid,
        fresh: &mut Fresh,
    ) -> Result<(), StoreError> {
        let Some(ring) = &self.0 else { return Ok(()) };
        let Seal(Some(key)) = self.session_within(on, session, fresh).await? else { return Ok(()) };
        let wrapped = self.wrapped(ring, on, session, &key, Some(client), fresh).await?;
        execute!(
            on,
            "UPDATE session_keys SET client = $1, wrapped = $2 WHERE session = $3",
            client,
            wrapped,
            session,
        )?;
        Ok(())
    }

    /// Whether the record has keys yet: whoever looks after one of an older layout finds none.
    async fn has_tables(&self, on: &mut Transaction) -> Result<bool, StoreError> {
        if self.0.as_ref().is_some_and(|ring| ring.has_tables.load(Ordering::Relaxed)) {
            return Ok(true);
        }
        let has = super::migrate::found(on).await? >= SINCE_LAYOUT;
        if let Some(ring) = &self.0 {
            ring.has_tables.store(has, Ordering::Relaxed);
        }
        Ok(has)
    }

    /// Opens every client's key at once, so that lists of them are quick.
    pub(super) async fn learn_clients(&self, database: &Database) -> Result<(), StoreError> {
        let Some(ring) = &self.0 else { return Ok(()) };
        let rows: Vec<(Uuid, Vec<u8>)> =
            fetch_all!(database, (Uuid, Vec<u8>), "SELECT client, wrapped FROM client_keys")?;
        for (client, wrapped) in rows {
            ring.learn(client, &ring.client(client, &wrapped)?);
        }
        Ok(())
    }

    /// A new secret for the draw of a study, sealed.
    pub(super) fn new_draw(&self, study: Uuid) -> Result<Vec<u8>, StoreError> {
        let mut secret = [0; KEY_BYTES];
        getrandom::fill(&mut secret)
            .map_err(|_| StoreError::Unreadable { what: "source of random bytes" })?;
        match &self.0 {
            Some(ring) => Ok(ring.master.seal(Purpose::Draws, study, &secret)?),
            None => Ok(secret.to_vec()),
        }
    }

    /// The numbers of one list of a study's draw, always the same: HMAC-SHA-256 of the list and a counter, under the secret.
    pub(super) fn draw(
        &self,
        study: Uuid,
        sealed: &[u8],
        list: &str,
    ) -> Result<impl FnMut() -> u64 + use<>, StoreError> {
        let secret = match &self.0 {
            Some(ring) => ring.master.open(Purpose::Draws, study, sealed)?,
            None => sealed.to_vec(),
        };
        let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, &secret);
        let (list, mut counter) = (list.to_owned(), 0_u64);
        Ok(move || {
            let mut number = ring::hmac::Context::with_key(&key);
            number.update(list.as_bytes());
            number.update(&[0]);
            number.update(&counter.to_le_bytes());
            counter = counter.wrapping_add(1);
            let tag = number.sign();
            tag.as_ref().first_chunk().map_or(0, |first| u64::from_le_bytes(*first))
        })
    }

    /// The same keys wrapped by another master key.
    pub(super) fn rewrapped(
        &self,
        next: &MasterKey,
        purpose: Purpose,
        owner: Uuid,
        wrapped: &[u8],
    ) -> Result<Vec<u8>, StoreError> {
        let ring = self.0.as_ref().ok_or(StoreError::NoKey)?;
        Ok(next.seal(purpose, owner, &ring.master.open(purpose, owner, wrapped)?)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: Place<'_> = Place { column: "events.payload", of: Uuid::from_u128(7), row: &[1] };

    #[test]
    fn what_is_sealed_opens_only_at_its_place_and_with_its_key() {
        let (seal, other) = (Seal(Some(Key::new().unwrap())), Seal(Some(Key::new().unwrap())));
        let text = seal.text(PLACE, "Kluut".into()).unwrap();
        assert!(is_sealed_text(&text) && !text.contains("Kluut"));
        assert_eq!(seal.open_text(PLACE, text.clone()).unwrap(), "Kluut");
        assert!(other.open_text(PLACE, text.clone()).is_err());
        assert!(matches!(Seal::NONE.open_text(PLACE, text.clone()), Err(StoreError::NoKey)));
        for elsewhere in [
            Place { column: "events.kind", ..PLACE },
            Place { of: Uuid::from_u128(8), ..PLACE },
            Place { row: &[2], ..PLACE },
        ] {
            assert!(seal.open_text(elsewhere, text.clone()).is_err());
        }
        let bytes = seal.bytes(PLACE, vec![1, 2, 3]).unwrap();
        assert!(is_sealed(&bytes));
        for place in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            assert!(
                !matches!(seal.open_bytes(PLACE, changed), Ok(open) if open == [1, 2, 3]),
                "byte {place}"
            );
        }
    }

    #[test]
    fn what_stands_unsealed_from_before_is_read_as_it_is() {
        let seal = Seal(Some(Key::new().unwrap()));
        assert_eq!(seal.open_text(PLACE, "Kluut".into()).unwrap(), "Kluut");
        assert_eq!(seal.open_bytes(PLACE, vec![2, 9]).unwrap(), [2, 9]);
    }
}
