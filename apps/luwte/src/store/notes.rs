//! Notes of sessions: drafts that are kept, what was signed and never changes, and what colleagues remarked on the way.

use super::{
    Store, StoreError, Witness,
    database::{Transaction, execute, fetch_all, fetch_optional, fetch_within},
    keys::{Fresh, Place},
    relations::treated_by,
};
use care::note::{Remark, Signed, Unsigned};
use session::{ClientId, Language, OrganisationId, SessionId, UserId};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A draft that somebody kept.
#[derive(Clone)]
pub struct Draft {
    /// Who kept it, and when, with the text.
    pub kept: Remark,
    /// In which language it is.
    pub language: Language,
}

/// A note or an addendum to be signed.
#[derive(Clone)]
pub struct ToSign<'a> {
    /// Who signs.
    pub by: UserId,
    /// Their name now.
    pub name: &'a str,
    /// The role in which they sign.
    pub role: &'a str,
    /// In which language.
    pub language: Language,
    /// What.
    pub text: &'a str,
    /// When, microseconds since 1970.
    pub at_us: i64,
}

impl core::fmt::Debug for Draft {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Draft { … }")
    }
}

impl core::fmt::Debug for ToSign<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("ToSign").field("by", &self.by).finish_non_exhaustive()
    }
}

/// How many sessions without a note are listed.
const UNSIGNED_MAX: i64 = 50;

type SignedColumns = (i64, i64, Uuid, String, String, String, String, Vec<u8>);

impl Store {
    /// The draft that somebody kept.
    pub async fn note_draft(&self, _read: &Witness, session: SessionId) -> Result<Option<Draft>, StoreError> {
        type Columns = (i64, String, String, String);
        let found: Option<Columns> = fetch_optional!(
            self.database(),
            Columns,
            "SELECT d.at_us, n.name, d.language, d.draft FROM note_drafts d JOIN user_names n ON n.user_id = d.kept_by
             WHERE d.session = $1",
            session.0,
        )?;
        let Some((at_us, by_name, language, text)) = found else { return Ok(None) };
        let seal = self.keys.session(self.database(), session.0).await?;
        let text = seal.open_text(place("note_drafts.draft", session), text)?;
        let kept = Remark { at_us, by_name, adverse: false, text };
        Ok(Some(Draft { kept, language: language_of(&language) }))
    }

    /// Keeps a draft in the place of the one before; whether it could: a note that is signed has none.
    pub async fn keep_draft(
        &self,
        _written: &Witness,
        session: SessionId,
        by: UserId,
        (text, language): (&str, Language),
        now_us: i64,
    ) -> Result<bool, StoreError> {
        let (mut transaction, mut fresh) = (self.database().begin().await?, Fresh::default());
        let seal = self.keys.session_within(&mut transaction, session.0, &mut fresh).await?;
        let text = seal.text(place("note_drafts.draft", session), text.to_owned())?;
        let kept = execute!(
            &mut transaction,
            "INSERT INTO note_drafts (session, at_us, kept_by, language, draft)
             SELECT $1, $2, $3, $4, $5 WHERE NOT EXISTS (SELECT 1 FROM notes WHERE session = $1)
             ON CONFLICT (session) DO UPDATE SET at_us = $2, kept_by = $3, language = $4, draft = $5",
            session.0,
            now_us,
            by.0,
            language.tag(),
            text,
        )?;
        transaction.commit().await?;
        self.keys.learn(fresh);
        Ok(kept > 0)
    }

    /// The note and its addenda, in the order in which they were signed.
    pub async fn signed_notes(&self, _read: &Witness, session: SessionId) -> Result<Vec<Signed>, StoreError> {
        let rows: Vec<SignedColumns> = fetch_all!(
            self.database(),
            SignedColumns,
            "SELECT number, at_us, signed_by, signed_name, signed_role, language, note, hash FROM notes
             WHERE session = $1 ORDER BY number",
            session.0,
        )?;
        let seal = self.keys.session(self.database(), session.0).await?;
        let mut before = Vec::new();
        rows.into_iter()
            .map(|(number, at_us, by, by_name, role, language, text, hash)| {
                let text = seal.open_text(place("notes.note", session), text)?;
                let number =
                    u32::try_from(number).map_err(|_| StoreError::Unreadable { what: "number of a note" })?;
                let sign = ToSign {
                    by: UserId(by),
                    name: &by_name,
                    role: &role,
                    language: language_of(&language),
                    text: &text,
                    at_us,
                };
                let intact = content_hash(session, number, &sign, &before) == hash;
                let told = hash.iter().map(|byte| format!("{byte:02x}")).collect();
                before = hash;
                let language = language_of(&language);
                Ok(Signed { number, at_us, by_name, role, language, text, hash: told, intact })
            })
            .collect()
    }

    /// Signs the note (`addendum` false), which must be the first, or an addendum, which must not be; its draft is gone then.
    /// [`StoreError::Taken`] where somebody signed meanwhile or nothing is there to add to.
    pub async fn sign_note(
        &self,
        _written: &Witness,
        session: SessionId,
        sign: &ToSign<'_>,
        addendum: bool,
    ) -> Result<(), StoreError> {
        let (mut transaction, mut fresh) = (self.database().begin().await?, Fresh::default());
        let seal = self.keys.session_within(&mut transaction, session.0, &mut fresh).await?;
        let newest = newest(&mut transaction, session).await?;
        let (number, before) = newest.map_or((0, Vec::new()), |(number, hash)| (number, hash));
        if addendum == (number == 0) {
            return Err(StoreError::Taken);
        }
        let number = number.saturating_add(1);
        let hash = content_hash(session, u32::try_from(number).unwrap_or(u32::MAX), sign, &before);
        execute!(
            &mut transaction,
            "INSERT INTO notes (session, number, at_us, signed_by, signed_name, signed_role, language, note, hash)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            session.0,
            number,
            sign.at_us,
            sign.by.0,
            sign.name,
            sign.role,
            sign.language.tag(),
            seal.text(place("notes.note", session), sign.text.to_owned())?,
            hash,
        )?;
        execute!(&mut transaction, "DELETE FROM note_drafts WHERE session = $1", session.0)?;
        transaction.commit().await?;
        self.keys.learn(fresh);
        Ok(())
    }

    /// Sessions of clients whom somebody treats that ended since a moment and have no note, the newest first, at most 50.
    pub async fn unsigned_notes(
        &self,
        _read: &Witness,
        organisation: OrganisationId,
        user: UserId,
        (since_us, now_us): (i64, i64),
    ) -> Result<Vec<Unsigned>, StoreError> {
        type Columns = (Uuid, Uuid, String, i64);
        self.settle_all().await?;
        let rows: Vec<Columns> = fetch_all!(
            self.database(),
            Columns,
            concat!(
                "SELECT s.id, s.client, a.alias, s.opened_us FROM sessions s
                 JOIN client_names a ON a.client = s.client JOIN headsets h ON h.id = s.headset
                 WHERE s.organisation = $1 AND s.opened_us > $2 AND h.kind = 'headset' AND s.client IN (",
                treated_by!(@without_emergency "$3", "$4"),
                ") AND EXISTS (SELECT 1 FROM events e WHERE e.session = s.id AND e.kind IN ('world-entered', 'world-withheld'))
                 AND EXISTS (SELECT 1 FROM events e WHERE e.session = s.id AND e.kind IN ('finishing', 'ended'))
                 AND NOT EXISTS (SELECT 1 FROM notes n WHERE n.session = s.id)
                 ORDER BY s.opened_us DESC, s.id DESC LIMIT $5"
            ),
            organisation.0,
            since_us,
            user.0,
            now_us,
            UNSIGNED_MAX,
        )?;
        let mut unsigned = Vec::with_capacity(rows.len());
        for (session, client, alias, opened_us) in rows {
            let alias = self.alias_of(client, alias).await?;
            unsigned.push(Unsigned {
                session: SessionId(session),
                client: ClientId(client),
                alias,
                opened_us,
            });
        }
        Ok(unsigned)
    }

    /// What colleagues noted at a session, the oldest first.
    pub async fn remarks(&self, _read: &Witness, session: SessionId) -> Result<Vec<Remark>, StoreError> {
        type Columns = (i64, String, i64, String);
        let rows: Vec<Columns> = fetch_all!(
            self.database(),
            Columns,
            "SELECT r.at_us, n.name, r.adverse, r.note FROM remarks r JOIN user_names n ON n.user_id = r.noted_by
             WHERE r.session = $1 ORDER BY r.at_us, r.id",
            session.0,
        )?;
        let seal = self.keys.session(self.database(), session.0).await?;
        let told = |(at_us, by_name, adverse, text)| {
            let text = seal.open_text(place("remarks.note", session), text)?;
            Ok(Remark { at_us, by_name, adverse: adverse != 0, text })
        };
        rows.into_iter().map(told).collect()
    }

    /// Adds what a colleague noted at a session; an adverse event waits for a review from then on.
    pub async fn add_remark(
        &self,
        _written: &Witness,
        session: SessionId,
        by: UserId,
        (text, adverse): (&str, bool),
        now_us: i64,
    ) -> Result<(), StoreError> {
        let (mut transaction, mut fresh) = (self.database().begin().await?, Fresh::default());
        let seal = self.keys.session_within(&mut transaction, session.0, &mut fresh).await?;
        execute!(
            &mut transaction,
            "INSERT INTO remarks (id, session, at_us, noted_by, adverse, note) VALUES ($1, $2, $3, $4, $5, $6)",
            Uuid::now_v7(),
            session.0,
            now_us,
            by.0,
            i64::from(adverse),
            seal.text(place("remarks.note", session), text.to_owned())?,
        )?;
        transaction.commit().await?;
        self.keys.learn(fresh);
        Ok(())
    }
}

async fn newest(on: &mut Transaction, session: SessionId) -> Result<Option<(i64, Vec<u8>)>, StoreError> {
    Ok(fetch_within!(
        &mut *on,
        (i64, Vec<u8>),
        "SELECT number, hash FROM notes WHERE session = $1 ORDER BY number DESC LIMIT 1",
        session.0
    )?)
}

/// Where what colleagues wrote of a session stands.
fn place(column: &'static str, session: SessionId) -> Place<'static> {
    Place { column, of: session.0, row: &[] }
}

/// SHA-256 over all that a signature stands for, each part after its length, and over what was signed before it.
fn content_hash(session: SessionId, number: u32, sign: &ToSign<'_>, before: &[u8]) -> Vec<u8> {
    let (number, at_us) = (number.to_be_bytes(), sign.at_us.to_be_bytes());
    let parts: [&[u8]; 10] = [
        b"luwte-note-1",
        before,
        session.0.as_bytes(),
        &number,
        &at_us,
        sign.by.0.as_bytes(),
        sign.name.as_bytes(),
        sign.role.as_bytes(),
        sign.language.tag().as_bytes(),
        sign.text.as_bytes(),
    ];
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    digest.finalize().to_vec()
}

fn language_of(tag: &str) -> Language {
    if tag == Language::En.tag() { Language::En } else { Language::Nl }
}
