//! What a client writes in their own place: the diary, the plan, moments and reflections of sessions.

use super::{
    Store, StoreError, Witness,
    database::{execute, fetch_all, fetch_optional},
    keys::{Place, Seal},
};
use link::own::{DiaryEntry, NewDiaryEntry, NewMoment, OwnMoment, OwnPlan, Reflection};
use session::{ClientId, SessionId, WorldTime};
use std::collections::HashMap;
use uuid::Uuid;

/// The most entries of a diary in one list.
const ENTRIES_MAX: i64 = 200;

type EntryColumns = (Uuid, i64, String);
type MomentColumns = (Uuid, Uuid, i64, String, i64, i64);
type ReflectionColumns = (Uuid, Uuid, String, i64, i64);

/// Where what a client wrote stands.
fn entry_place(client: Uuid, id: &Uuid) -> Place<'_> {
    Place { column: "diary_entries.entry", of: client, row: id.as_bytes() }
}

fn plan_place(client: Uuid) -> Place<'static> {
    Place { column: "own_plans.plan", of: client, row: &[] }
}

fn note_place(client: Uuid, id: &Uuid) -> Place<'_> {
    Place { column: "own_moments.note", of: client, row: id.as_bytes() }
}

fn words_place(client: Uuid, session: &Uuid) -> Place<'_> {
    Place { column: "reflections.words", of: client, row: session.as_bytes() }
}

fn entry(seal: &Seal, client: ClientId, (id, at, entry): EntryColumns) -> Result<DiaryEntry, StoreError> {
    let entry = seal.open_text(entry_place(client.0, &id), entry)?;
    let entry: NewDiaryEntry =
        serde_json::from_str(&entry).map_err(|_| StoreError::Unreadable { what: "entry of a diary" })?;
    Ok(DiaryEntry { id, at, tension: entry.tension, words: entry.words })
}

impl Store {
    /// The newest entries of a client's diary, the newest first.
    pub async fn diary(&self, read: &Witness, client: ClientId) -> Result<Vec<DiaryEntry>, StoreError> {
        self.diary_entries(read, client, ENTRIES_MAX).await
    }

    /// All of a client's diary, the newest first.
    pub async fn whole_diary(&self, read: &Witness, client: ClientId) -> Result<Vec<DiaryEntry>, StoreError> {
        self.diary_entries(read, client, i64::MAX).await
    }

    async fn diary_entries(
        &self,
        _read: &Witness,
        client: ClientId,
        most: i64,
    ) -> Result<Vec<DiaryEntry>, StoreError> {
        let rows: Vec<EntryColumns> = fetch_all!(
            self.database(),
            EntryColumns,
            "SELECT id, at_us, entry FROM diary_entries WHERE client = $1
             ORDER BY at_us DESC, id DESC LIMIT $2",
            client.0,
            most,
        )?;
        let seal = self.keys.client(self.database(), client.0).await?;
        rows.into_iter().map(|row| entry(&seal, client, row)).collect()
    }

    /// Adds an entry.
    pub async fn add_diary_entry(
        &self,
        _written: &Witness,
        client: ClientId,
        new: NewDiaryEntry,
        now_us: i64,
    ) -> Result<DiaryEntry, StoreError> {
        let id = Uuid::now_v7();
        let json = serde_json::to_string(&new)
            .map_err(|_| StoreError::Unreadable { what: "entry of a diary on its way in" })?;
        let seal = self.keys.client(self.database(), client.0).await?;
        let sealed = seal.text(entry_place(client.0, &id), json)?;
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "INSERT INTO diary_entries (id, client, at_us, entry) VALUES ($1, $2, $3, $4)",
            id,
            client.0,
            now_us,
            sealed,
        )?;
        transaction.commit().await?;
        Ok(DiaryEntry { id, at: now_us, tension: new.tension, words: new.words })
    }

    /// Takes an entry out of a client's diary; whether it was there.
    pub async fn remove_diary_entry(
        &self,
        _written: &Witness,
        client: ClientId,
        id: Uuid,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database().begin().await?;
        let gone = execute!(
            &mut transaction,
            "DELETE FROM diary_entries WHERE id = $1 AND client = $2",
            id,
            client.0
        )?;
        transaction.commit().await?;
        Ok(gone > 0)
    }

    /// What a client planned; empty before they planned anything.
    pub async fn own_plan(&self, _read: &Witness, client: ClientId) -> Result<OwnPlan, StoreError> {
        let row: Option<(i64, String)> = fetch_optional!(
            self.database(),
            (i64, String),
            "SELECT revision, plan FROM own_plans WHERE client = $1",
            client.0
        )?;
        let Some((revision, plan)) = row else { return Ok(OwnPlan::default()) };
        let seal = self.keys.client(self.database(), client.0).await?;
        let plan = seal.open_text(plan_place(client.0), plan)?;
        let plan: OwnPlan =
            serde_json::from_str(&plan).map_err(|_| StoreError::Unreadable { what: "plan of a client" })?;
        Ok(OwnPlan { revision: u32::try_from(revision).unwrap_or(u32::MAX), ..plan })
    }

    /// Puts a plan in the place of the one with its revision; [`StoreError::Taken`] where that was changed meanwhile.
    pub async fn set_own_plan(
        &self,
        _written: &Witness,
        client: ClientId,
        plan: OwnPlan,
        now_us: i64,
    ) -> Result<OwnPlan, StoreError> {
        let known = i64::from(plan.revision);
        let plan = OwnPlan { revision: plan.revision.saturating_add(1), ..plan };
        let json = serde_json::to_string(&plan)
            .map_err(|_| StoreError::Unreadable { what: "plan on its way in" })?;
        let seal = self.keys.client(self.database(), client.0).await?;
        let json = seal.text(plan_place(client.0), json)?;
        let mut transaction = self.database().begin().await?;
        let changed = execute!(
            &mut transaction,
            "INSERT INTO own_plans (client, revision, changed_us, plan)
             SELECT $1, $2, $3, $4 WHERE $5 = 0 OR EXISTS (SELECT 1 FROM own_plans WHERE client = $1)
             ON CONFLICT (client) DO UPDATE SET revision = excluded.revision, changed_us = excluded.changed_us,
                 plan = excluded.plan WHERE own_plans.revision = $5",
            client.0,
            i64::from(plan.revision),
            now_us,
            json,
            known,
        )?;
        if changed == 0 {
            return Err(StoreError::Taken);
        }
        transaction.commit().await?;
        Ok(plan)
    }

    /// The moments that a client marked in a session, in its order; `only_shared` leaves out what is theirs alone.
    pub async fn own_moments(
        &self,
        _read: &Witness,
        session: SessionId,
        only_shared: bool,
    ) -> Result<Vec<OwnMoment>, StoreError> {
        let rows: Vec<MomentColumns> = fetch_all!(
            self.database(),
            MomentColumns,
            "SELECT id, client, at_us, note, shared, made_us FROM own_moments WHERE session = $1 AND shared >= $2
             ORDER BY at_us, id",
            session.0,
            i64::from(only_shared),
        )?;
        let mut moments = Vec::with_capacity(rows.len());
        for (id, client, at_us, note, shared, made) in rows {
            let seal = self.keys.client(self.database(), client).await?;
            let note = seal.open_text(note_place(client, &id), note)?;
            let at = WorldTime(u64::try_from(at_us).unwrap_or(0));
            moments.push(OwnMoment { id, at, note, shared: shared != 0, made });
        }
        Ok(moments)
    }

    /// Marks a moment of a client's session.
    pub async fn add_own_moment(
        &self,
        _written: &Witness,
        (session, client): (SessionId, ClientId),
        new: NewMoment,
        now_us: i64,
    ) -> Result<OwnMoment, StoreError> {
        let id = Uuid::now_v7();
        let seal = self.keys.client(self.database(), client.0).await?;
        let sealed = seal.text(note_place(client.0, &id), new.note.clone())?;
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "INSERT INTO own_moments (id, session, client, at_us, note, shared, made_us)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            id,
            session.0,
            client.0,
            i64::try_from(new.at.0).unwrap_or(i64::MAX),
            sealed,
            i64::from(new.shared),
            now_us,
        )?;
        transaction.commit().await?;
        Ok(OwnMoment { id, at: new.at, note: new.note, shared: new.shared, made: now_us })
    }

    /// Shares a client's moment, or no longer; whether it is theirs.
    pub async fn share_own_moment(
        &self,
        _written: &Witness,
        client: ClientId,
        id: Uuid,
        shared: bool,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database().begin().await?;
        let found = execute!(
            &mut transaction,
            "UPDATE own_moments SET shared = $3 WHERE id = $1 AND client = $2",
            id,
            client.0,
            i64::from(shared),
        )?;
        transaction.commit().await?;
        Ok(found > 0)
    }

    /// Forgets a client's moment; whether it was theirs.
    pub async fn remove_own_moment(
        &self,
        _written: &Witness,
        client: ClientId,
        id: Uuid,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database().begin().await?;
        let gone = execute!(
            &mut transaction,
            "DELETE FROM own_moments WHERE id = $1 AND client = $2",
            id,
            client.0
        )?;
        transaction.commit().await?;
        Ok(gone > 0)
    }

    /// What a client wrote about their sessions.
    pub async fn reflections(
        &self,
        _read: &Witness,
        client: ClientId,
    ) -> Result<HashMap<SessionId, Reflection>, StoreError> {
        let rows: Vec<ReflectionColumns> = fetch_all!(
            self.database(),
            ReflectionColumns,
            "SELECT session, client, words, shared, changed_us FROM reflections WHERE client = $1",
            client.0
        )?;
        let mut reflections = HashMap::with_capacity(rows.len());
        for row in rows {
            reflections.insert(SessionId(row.0), self.opened(row).await?);
        }
        Ok(reflections)
    }

    /// What was written about one session; `only_shared` leaves out what is the client's alone.
    pub async fn reflection(
        &self,
        _read: &Witness,
        session: SessionId,
        only_shared: bool,
    ) -> Result<Option<Reflection>, StoreError> {
        let row: Option<ReflectionColumns> = fetch_optional!(
            self.database(),
            ReflectionColumns,
            "SELECT session, client, words, shared, changed_us FROM reflections WHERE session = $1 AND shared >= $2",
            session.0,
            i64::from(only_shared),
        )?;
        match row {
            Some(row) => Ok(Some(self.opened(row).await?)),
            None => Ok(None),
        }
    }

    async fn opened(
        &self,
        (session, client, words, shared, changed): ReflectionColumns,
    ) -> Result<Reflection, StoreError> {
        let seal = self.keys.client(self.database(), client).await?;
        let words = seal.open_text(words_place(client, &session), words)?;
        Ok(Reflection { words, shared: shared != 0, changed })
    }

    /// Puts what a client writes about a session in the place of what they wrote before; nothing takes it away.
    pub async fn set_reflection(
        &self,
        _written: &Witness,
        (session, client): (SessionId, ClientId),
        reflection: &Reflection,
        now_us: i64,
    ) -> Result<(), StoreError> {
        let seal = self.keys.client(self.database(), client.0).await?;
        let sealed = seal.text(words_place(client.0, &session.0), reflection.words.clone())?;
        let mut transaction = self.database().begin().await?;
        if reflection.words.is_empty() {
            execute!(
                &mut transaction,
                "DELETE FROM reflections WHERE session = $1 AND client = $2",
                session.0,
                client.0
            )?;
        } else {
            execute!(
                &mut transaction,
                "INSERT INTO reflections (session, client, words, shared, changed_us) VALUES ($1, $2, $3, $4, $5)
                 ON CONFLICT (session) DO UPDATE SET words = excluded.words, shared = excluded.shared,
                     changed_us = excluded.changed_us",
                session.0,
                client.0,
                sealed,
                i64::from(reflection.shared),
                now_us,
            )?;
        }
        transaction.commit().await
    }
}
