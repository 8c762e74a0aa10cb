//! Letters between a client and who treats them, how the client's place speaks, and whom the institution says one can reach.

use super::{
    Store, StoreError, Witness,
    database::{execute, fetch_all, fetch_optional},
    keys::{Fresh, Place},
    relations::treated_by,
};
use link::own::{Contact, Letter, Manner, OpenLetters};
use session::{ClientId, OrganisationId, SessionId, UserId};
use uuid::Uuid;

/// The most letters in one list.
const LETTERS_MAX: i64 = 200;

type LetterColumns = (Uuid, i64, Option<String>, String, Option<i64>);

/// Who reads what a client (`$client`) writes at a moment (`$now`): practitioners who treat them and have not left, and teams that
/// have one, as long as the care is open.
macro_rules! readers {
    ($client:tt, $now:tt) => {
        concat!(
            "FROM treatment_relations r JOIN clients c ON c.id = r.client
             LEFT JOIN user_names n ON n.user_id = r.user_id LEFT JOIN teams t ON t.id = r.team
             WHERE c.closed_us IS NULL AND r.client = ",
            $client,
            " AND r.since_us <= ",
            $now,
            " AND (r.until_us IS NULL OR r.until_us > ",
            $now,
            ") AND EXISTS (SELECT 1 FROM users u JOIN user_roles p ON p.user_id = u.id AND p.role = 'practitioner'
                 AND p.since_us <= ",
            $now,
            " AND (p.until_us IS NULL OR p.until_us > ",
            $now,
            ") WHERE (u.left_us IS NULL OR u.left_us > ",
            $now,
            ") AND (u.id = r.user_id OR ((p.site IS NULL OR t.site IS NULL OR p.site = t.site) AND u.id IN
                 (SELECT m.user_id FROM team_members m WHERE m.team = r.team AND m.since_us <= ",
            $now,
            " AND (m.until_us IS NULL OR m.until_us > ",
            $now,
            ")))))"
        )
    };
}

/// Where a letter stands.
fn letter_place(client: Uuid, id: &Uuid) -> Place<'_> {
    Place { column: "letters.words", of: client, row: id.as_bytes() }
}

fn manner_place(client: Uuid) -> Place<'static> {
    Place { column: "manners.manner", of: client, row: &[] }
}

/// From which side something is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The client's.
    Client,
    /// Of those who treat them.
    Carers,
}

impl Store {
    /// The newest letters of a client, oldest first.
    pub async fn letters(&self, read: &Witness, client: ClientId) -> Result<Vec<Letter>, StoreError> {
        self.newest_letters(read, client, LETTERS_MAX).await
    }

    /// All letters of a client, oldest first.
    pub async fn all_letters(&self, read: &Witness, client: ClientId) -> Result<Vec<Letter>, StoreError> {
        self.newest_letters(read, client, i64::MAX).await
    }

    async fn newest_letters(
        &self,
        _read: &Witness,
        client: ClientId,
        most: i64,
    ) -> Result<Vec<Letter>, StoreError> {
        let rows: Vec<LetterColumns> = fetch_all!(
            self.database(),
            LetterColumns,
            "SELECT l.id, l.at_us, n.name, l.words, l.read_us
             FROM letters l LEFT JOIN user_names n ON n.user_id = l.written_by
             WHERE l.client = $1 ORDER BY l.at_us DESC, l.id DESC LIMIT $2",
            client.0,
            most,
        )?;
        let seal = self.keys.client(self.database(), client.0).await?;
        let letter = |(id, at, by, words, read): LetterColumns| {
            let words = seal.open_text(letter_place(client.0, &id), words)?;
            Ok::<_, StoreError>(Letter { id, at, by, words, read })
        };
        rows.into_iter().rev().map(letter).collect()
    }

    /// Adds a letter: of a colleague, or of the client themselves.
    pub async fn add_letter(
        &self,
        _written: &Witness,
        client: ClientId,
        by: Option<UserId>,
        words: &str,
        now_us: i64,
    ) -> Result<(), StoreError> {
        let id = Uuid::now_v7();
        let seal = self.keys.client(self.database(), client.0).await?;
        let sealed = seal.text(letter_place(client.0, &id), words.to_owned())?;
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "INSERT INTO letters (id, client, at_us, written_by, words) VALUES ($1, $2, $3, $4, $5)",
            id,
            client.0,
            now_us,
            by.map(|by| by.0),
            sealed,
        )?;
        transaction.commit().await
    }

    /// Adds a question of a client, where somebody reads it; whether somebody does.
    pub async fn ask_carers(
        &self,
        _written: &Witness,
        client: ClientId,
        words: &str,
        now_us: i64,
    ) -> Result<bool, StoreError> {
        let id = Uuid::now_v7();
        let seal = self.keys.client(self.database(), client.0).await?;
        let sealed = seal.text(letter_place(client.0, &id), words.to_owned())?;
        let mut transaction = self.database().begin().await?;
        // Whoever closes the care at this moment waits here, or this for them.
        execute!(&mut transaction, "UPDATE clients SET created_us = created_us WHERE id = $1", client.0)?;
        let asked = execute!(
            &mut transaction,
            concat!(
                "INSERT INTO letters (id, client, at_us, written_by, words)
                 SELECT $1, $2, $3, NULL, $4 WHERE EXISTS (SELECT 1 ",
                readers!("$2", "$3"),
                ")"
            ),
            id,
            client.0,
            now_us,
            sealed,
        )?;
        transaction.commit().await?;
        Ok(asked > 0)
    }

    /// Remembers that one side has now seen what the other wrote among these letters. What was written meanwhile, or is too
    /// old for a list, stays unread.
    pub async fn letters_read(
        &self,
        _read: &Witness,
        client: ClientId,
        (by, seen): (Side, &[Letter]),
        now_us: i64,
    ) -> Result<(), StoreError> {
        let sql = match by {
            Side::Client => {
                "UPDATE letters SET read_us = $3 WHERE client = $1 AND id = $2 AND read_us IS NULL AND written_by IS NOT NULL"
            }
            Side::Carers => {
                "UPDATE letters SET read_us = $3 WHERE client = $1 AND id = $2 AND read_us IS NULL AND written_by IS NULL"
            }
        };
        let mut transaction = self.database().begin().await?;
        for letter in seen.iter().filter(|letter| letter.read.is_none()) {
            execute!(&mut transaction, sql, client.0, letter.id, now_us)?;
        }
        transaction.commit().await
    }

    /// How many answers a client has not seen.
    pub async fn answers_waiting(&self, _read: &Witness, client: ClientId) -> Result<u32, StoreError> {
        let row: Option<(i64,)> = fetch_optional!(
            self.database(),
            (i64,),
            "SELECT COUNT(*) FROM letters WHERE client = $1 AND written_by IS NOT NULL AND read_us IS NULL",
            client.0
        )?;
        Ok(row.and_then(|(count,)| u32::try_from(count).ok()).unwrap_or(0))
    }

    /// Clients of somebody who wrote after the last answer, who waits longest first.
    pub async fn open_letters(
        &self,
        _read: &Witness,
        organisation: OrganisationId,
        user: UserId,
        now_us: i64,
    ) -> Result<Vec<OpenLetters>, StoreError> {
        let rows: Vec<(Uuid, String, i64, i64)> = fetch_all!(
            self.database(),
            (Uuid, String, i64, i64),
            concat!(
                "SELECT l.client, n.alias, MIN(l.at_us), COUNT(*)
                 FROM letters l JOIN client_names n ON n.client = l.client
                 WHERE n.organisation = $1 AND l.written_by IS NULL AND NOT EXISTS
                     (SELECT 1 FROM letters a WHERE a.client = l.client AND a.written_by IS NOT NULL
                      AND (a.at_us > l.at_us OR (a.at_us = l.at_us AND a.id > l.id)))
                 AND l.client IN (",
                treated_by!("$2", "$3"),
                ") GROUP BY l.client, n.alias ORDER BY MIN(l.at_us)"
            ),
            organisation.0,
            user.0,
            now_us,
        )?;
        let mut open = Vec::with_capacity(rows.len());
        for (client, alias, since, letters) in rows {
            let alias = self.alias_of(client, alias).await?;
            let letters = u32::try_from(letters).unwrap_or(u32::MAX);
            open.push(OpenLetters { client: ClientId(client), alias, since, letters });
        }
        Ok(open)
    }

    /// Names of the colleagues and teams who treat a client now and read what they ask; none where the care is closed.
    pub async fn carers(
        &self,
        _read: &Witness,
        client: ClientId,
        now_us: i64,
    ) -> Result<Vec<String>, StoreError> {
        let rows: Vec<(String,)> = fetch_all!(
            self.database(),
            (String,),
            concat!("SELECT COALESCE(n.name, t.name) ", readers!("$1", "$2"), " ORDER BY r.since_us, r.id"),
            client.0,
            now_us,
        )?;
        Ok(rows.into_iter().map(|(name,)| name).collect())
    }

    /// How a client's own place speaks.
    pub async fn manner(&self, _read: &Witness, client: ClientId) -> Result<Manner, StoreError> {
        let row: Option<(String,)> = fetch_optional!(
            self.database(),
            (String,),
            "SELECT manner FROM manners WHERE client = $1",
            client.0
        )?;
        let Some((manner,)) = row else { return Ok(Manner::default()) };
        let seal = self.keys.client(self.database(), client.0).await?;
        let manner = seal.open_text(manner_place(client.0), manner)?;
        serde_json::from_str(&manner).map_err(|_| StoreError::Unreadable { what: "manner" })
    }

    /// Says how it speaks.
    pub async fn set_manner(
        &self,
        _written: &Witness,
        client: ClientId,
        manner: &Manner,
        by: UserId,
        now_us: i64,
    ) -> Result<(), StoreError> {
        let json = serde_json::to_string(manner)
            .map_err(|_| StoreError::Unreadable { what: "manner on its way in" })?;
        let seal = self.keys.client(self.database(), client.0).await?;
        let json = seal.text(manner_place(client.0), json)?;
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "INSERT INTO manners (client, manner, set_by, set_us) VALUES ($1, $2, $3, $4)
             ON CONFLICT (client) DO UPDATE SET manner = excluded.manner, set_by = excluded.set_by, set_us = excluded.set_us",
            client.0,
            json,
            by.0,
            now_us,
        )?;
        transaction.commit().await
    }

    /// Whom clients of an institution can reach.
    pub async fn contact(&self, organisation: OrganisationId) -> Result<Contact, StoreError> {
        let row: Option<(Option<i64>, String, String)> = fetch_optional!(
            self.database(),
            (Option<i64>, String, String),
            "SELECT answer_days, crisis_name, crisis_phone FROM contacts WHERE organisation = $1",
            organisation.0
        )?;
        Ok(row.map_or_else(Contact::default, |(days, crisis_name, crisis_phone)| Contact {
            answer_days: days.and_then(|days| u8::try_from(days).ok()),
            crisis_name,
            crisis_phone,
        }))
    }

    /// Says so.
    pub async fn set_contact(
        &self,
        _written: &Witness,
        organisation: OrganisationId,
        contact: &Contact,
        now_us: i64,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "INSERT INTO contacts (organisation, answer_days, crisis_name, crisis_phone, set_us) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (organisation) DO UPDATE SET answer_days = excluded.answer_days,
                 crisis_name = excluded.crisis_name, crisis_phone = excluded.crisis_phone, set_us = excluded.set_us",
            organisation.0,
            contact.answer_days.map(i64::from),
            &contact.crisis_name,
            &contact.crisis_phone,
            now_us,
        )?;
        transaction.commit().await
    }

    /// Gives an anonymous session a code in the place of the earlier one; whether it is still nobody's.
    pub async fn set_claim(
        &self,
        _written: &Witness,
        session: SessionId,
        code_hash: &[u8],
        by: UserId,
        until_us: i64,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database().begin().await?;
        let set = execute!(
            &mut transaction,
            "INSERT INTO session_claims (session, code_hash, made_by, expires_us)
             SELECT id, $2, $3, $4 FROM sessions WHERE id = $1 AND client IS NULL
             ON CONFLICT (session) DO UPDATE SET code_hash = excluded.code_hash, made_by = excluded.made_by,
                 expires_us = excluded.expires_us",
            session.0,
            code_hash,
            by.0,
            until_us,
        )?;
        transaction.commit().await?;
        Ok(set > 0)
    }

    /// Makes the anonymous session with this code a client's of the same institution, once. Which one it was.
    pub async fn claim_session(
        &self,
        _written: &Witness,
        (organisation, client): (OrganisationId, ClientId),
        code_hash: &[u8],
        now_us: i64,
    ) -> Result<Option<SessionId>, StoreError> {
        let found: Option<(Uuid,)> = fetch_optional!(
            self.database(),
            (Uuid,),
            "SELECT k.session FROM session_claims k JOIN sessions s ON s.id = k.session
             WHERE k.code_hash = $1 AND k.expires_us > $2 AND s.organisation = $3 AND s.client IS NULL",
            code_hash,
            now_us,
            organisation.0,
        )?;
        let Some((session,)) = found else { return Ok(None) };
        let mut transaction = self.database().begin().await?;
        let used = execute!(
            &mut transaction,
            "DELETE FROM session_claims WHERE session = $1 AND code_hash = $2 AND expires_us > $3",
            session,
            code_hash,
            now_us,
        )?;
        let given = execute!(
            &mut transaction,
            "UPDATE sessions SET client = $1 WHERE id = $2 AND client IS NULL",
            client.0,
            session,
        )?;
        // Of two that come at once one finds the code used; what a colleague gave to somebody meanwhile stays theirs.
        if used == 0 || given == 0 {
            return Ok(None);
        }
        let mut fresh = Fresh::default();
        self.keys.give_session(&mut transaction, session, client.0, &mut fresh).await?;
        transaction.commit().await?;
        self.keys.learn(fresh);
        Ok(Some(SessionId(session)))
    }
}
