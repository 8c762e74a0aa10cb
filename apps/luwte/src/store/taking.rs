//! What a client takes along beside what their own pages show: whole histories, where they were signed in, loans, sensors.

use super::{
    Store, StoreError, Witness,
    database::{fetch_all, fetch_optional},
    holds::note_place,
    sessions::apart_place,
};
use link::{api::WallMicros, privacy::ErasureRefusal};
use serde::Serialize;
use session::{ClientId, Event, SessionId};
use uuid::Uuid;

/// What a client said of a stream at a moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SaidOfStream {
    /// The stream's word.
    pub stream: String,
    /// Whether it might be recorded from then on.
    pub given: bool,
    /// The version of the privacy information that they had before them.
    pub information: i64,
    /// When.
    pub at: WallMicros,
}

/// Where a client was signed in, and still is by what is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SignedIn {
    /// By what.
    pub way: String,
    /// Browser and system in a few words of ours.
    pub device: String,
    /// Since when.
    pub since: WallMicros,
    /// When it was last used.
    pub seen: WallMicros,
}

/// What a client asked to be erased, and what was decided.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct AskedErasure {
    /// When they asked.
    pub asked: WallMicros,
    /// When it was decided; `None` while it waits.
    pub decided: Option<WallMicros>,
    /// Why it was refused.
    pub because: Option<ErasureRefusal>,
    /// What was written about that.
    pub note: Option<String>,
}

/// A time in which erasing was forbidden. Why is a colleague's to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct HeldUp {
    /// Since when.
    pub set: WallMicros,
    /// Until when; `None` until somebody lifts it.
    pub until: Option<WallMicros>,
    /// When it was lifted.
    pub lifted: Option<WallMicros>,
}

/// A set of questions that is or was planned for a client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlannedQuestions {
    /// The set.
    pub set: String,
    /// Who planned it.
    pub by: String,
    /// Since when.
    pub since: WallMicros,
    /// Until when; `None` while it goes on.
    pub until: Option<WallMicros>,
}

/// A headset that went home with a client, or came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Loaned {
    /// What it is called.
    pub headset: String,
    /// What was done with it, and when.
    pub what: String,
    /// When.
    pub at: WallMicros,
    /// Until when it was lent.
    pub until: Option<WallMicros>,
}

/// A sensor of a client's own.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct OwnSensor {
    /// Its name.
    pub name: String,
    /// Since when.
    pub since: WallMicros,
}

/// How somebody's own rest was measured in a session.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OwnRest {
    /// The version of the algorithm.
    pub algorithm: String,
    /// The natural logarithm of RMSSD in milliseconds.
    pub ln_rmssd: Option<f64>,
    /// Beats per minute.
    pub hr_bpm: Option<f64>,
}

impl Store {
    /// Since when a client is known here, and when their care was closed.
    pub async fn known_since(
        &self,
        _read: &Witness,
        client: ClientId,
    ) -> Result<Option<(WallMicros, Option<WallMicros>)>, StoreError> {
        Ok(fetch_optional!(
            self.database(),
            (i64, Option<i64>),
            "SELECT created_us, closed_us FROM clients WHERE id = $1",
            client.0
        )?)
    }

    /// Everything that a client ever said of streams, the oldest first.
    pub async fn all_consents(
        &self,
        _read: &Witness,
        client: ClientId,
    ) -> Result<Vec<SaidOfStream>, StoreError> {
        let rows: Vec<(String, i64, i64, i64)> = fetch_all!(
            self.database(),
            (String, i64, i64, i64),
            "SELECT stream, given, information, at_us FROM consents WHERE client = $1 ORDER BY at_us, stream, number",
            client.0,
        )?;
        let said =
            |(stream, given, information, at)| SaidOfStream { stream, given: given != 0, information, at };
        Ok(rows.into_iter().map(said).collect())
    }

    /// Where a client is signed in, the oldest first.
    pub async fn signed_in_at(&self, _read: &Witness, client: ClientId) -> Result<Vec<SignedIn>, StoreError> {
        let rows: Vec<(String, String, i64, i64)> = fetch_all!(
            self.database(),
            (String, String, i64, i64),
            "SELECT way, device, created_us, seen_us FROM client_logins WHERE client = $1 ORDER BY created_us, id",
            client.0,
        )?;
        Ok(rows.into_iter().map(|(way, device, since, seen)| SignedIn { way, device, since, seen }).collect())
    }

    /// Every request of a client to be erased, the oldest first.
    pub async fn all_erasure_requests(
        &self,
        _read: &Witness,
        client: ClientId,
    ) -> Result<Vec<AskedErasure>, StoreError> {
        type Columns = (Uuid, i64, Option<i64>, Option<String>, Option<String>);
        let rows: Vec<Columns> = fetch_all!(
            self.database(),
            Columns,
            "SELECT id, asked_us, decided_us, refused_because, note FROM erasure_requests
             WHERE client = $1 ORDER BY asked_us, id",
            client.0,
        )?;
        let seal = self.keys.client(self.database(), client.0).await?;
        let asked = |(id, asked, decided, because, note): Columns| {
            let note =
                note.map(|note| seal.open_text(note_place(client.0, id.as_bytes()), note)).transpose()?;
            let because = because.as_deref().and_then(ErasureRefusal::of_word);
            Ok::<_, StoreError>(AskedErasure { asked, decided, because, note })
        };
        rows.into_iter().map(asked).collect()
    }

    /// Every time in which erasing a client was forbidden, the oldest first.
    pub async fn all_holds(&self, _read: &Witness, client: ClientId) -> Result<Vec<HeldUp>, StoreError> {
        type Columns = (i64, Option<i64>, Option<i64>);
        let rows: Vec<Columns> = fetch_all!(
            self.database(),
            Columns,
            "SELECT set_us, until_us, lifted_us FROM holds WHERE client = $1 ORDER BY set_us, id",
            client.0,
        )?;
        Ok(rows.into_iter().map(|(set, until, lifted)| HeldUp { set, until, lifted }).collect())
    }

    /// Every set of questions that was planned for a client themselves, the oldest first.
    pub async fn all_planned_questions(
        &self,
        _read: &Witness,
        client: ClientId,
    ) -> Result<Vec<PlannedQuestions>, StoreError> {
        type Columns = (String, String, i64, Option<i64>);
        let rows: Vec<Columns> = fetch_all!(
            self.database(),
            Columns,
            "SELECT s.set_id, n.name, s.since_us, s.until_us FROM scheduled_sets s
             JOIN user_names n ON n.user_id = s.planned_by WHERE s.client = $1 ORDER BY s.since_us, s.id",
            client.0,
        )?;
        Ok(rows
            .into_iter()
            .map(|(set, by, since, until)| PlannedQuestions { set, by, since, until })
            .collect())
    }

    /// Headsets that went home with a client, the oldest first.
    pub async fn loans(&self, _read: &Witness, client: ClientId) -> Result<Vec<Loaned>, StoreError> {
        type Columns = (String, String, i64, Option<i64>);
        let rows: Vec<Columns> = fetch_all!(
            self.database(),
            Columns,
            "SELECT h.name, p.kind, p.at_us, p.until_us FROM happenings p JOIN headsets h ON h.id = p.headset
             WHERE p.client = $1 OR p.loan IN (SELECT q.loan FROM happenings q WHERE q.client = $1)
             ORDER BY p.at_us, p.number",
            client.0,
        )?;
        Ok(rows.into_iter().map(|(headset, what, at, until)| Loaned { headset, what, at, until }).collect())
    }

    /// A client's own sensors, the oldest first.
    pub async fn own_sensors(&self, _read: &Witness, client: ClientId) -> Result<Vec<OwnSensor>, StoreError> {
        let rows: Vec<(String, i64)> = fetch_all!(
            self.database(),
            (String, i64),
            "SELECT h.name, s.created_us FROM senders s JOIN headsets h ON h.id = s.id
             WHERE s.client = $1 ORDER BY s.created_us, s.id",
            client.0,
        )?;
        Ok(rows.into_iter().map(|(name, since)| OwnSensor { name, since }).collect())
    }

    /// A client's own rest as a session gave it; `None` where it gave none.
    pub async fn own_rest_of(
        &self,
        _read: &Witness,
        session: SessionId,
    ) -> Result<Option<OwnRest>, StoreError> {
        type Columns = (String, Option<f64>, Option<f64>);
        let row: Option<Columns> = fetch_optional!(
            self.database(),
            Columns,
            "SELECT algorithm, ln_rmssd, hr_bpm FROM rests WHERE session = $1
             AND (ln_rmssd IS NOT NULL OR hr_bpm IS NOT NULL)",
            session.0,
        )?;
        Ok(row.map(|(algorithm, ln_rmssd, hr_bpm)| OwnRest { algorithm, ln_rmssd, hr_bpm }))
    }

    /// What was delivered of a session and contradicts its record, in the order of arrival.
    pub async fn events_apart(
        &self,
        _read: &Witness,
        session: SessionId,
    ) -> Result<Vec<Vec<Event>>, StoreError> {
        let rows: Vec<(String,)> = fetch_all!(
            self.database(),
            (String,),
            "SELECT events FROM set_apart WHERE session = $1 ORDER BY arrived_us, id",
            session.0,
        )?;
        let seal = self.keys.session(self.database(), session.0).await?;
        let events = |(sealed,): (String,)| {
            let json = seal.open_text(apart_place(session.0), sealed)?;
            serde_json::from_str(&json).map_err(|_| StoreError::Unreadable { what: "events kept apart" })
        };
        rows.into_iter().map(events).collect()
    }

    /// Whether a client takes part in a study in which it stays covered whose heart moved the world: then nothing of what the
    /// world was moved by is told in any of their sessions, in whichever arm.
    pub async fn is_covered(&self, _read: &Witness, client: ClientId) -> Result<bool, StoreError> {
        self.settle_all().await?;
        let row: Option<(i64,)> = fetch_optional!(
            self.database(),
            (i64,),
            "SELECT COUNT(*) FROM events e JOIN sessions s ON s.id = e.session
             WHERE s.client = $1 AND e.kind IN ('feed-allocated', 'feed-set')",
            client.0,
        )?;
        Ok(row.is_some_and(|(count,)| count > 0))
    }
}
