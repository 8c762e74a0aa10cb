//! Answers to sets of questions: those that colleagues wrote down, and the events of sessions in which clients answered.

use super::{
    Store, StoreError, Witness,
    database::{execute, fetch_all},
    keys::{Place, Seal},
    written,
};
use care::questions::{Answer, Asked, NewAnswers};
use core::fmt;
use session::{ClientId, EventKind, OrganisationId, SessionId, UserId};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Answers that a colleague wrote down.
#[derive(Clone, PartialEq)]
pub struct AnsweredRow {
    /// When, µs since 1970.
    pub at_us: i64,
    /// Who wrote them down.
    pub by_name: String,
    /// The set.
    pub set: String,
    /// Its version.
    pub version: u16,
    /// When in a session, or apart from one.
    pub asked: Asked,
    /// The session.
    pub session: Option<SessionId>,
    /// Answers by item.
    pub answers: BTreeMap<String, Answer>,
}

impl fmt::Debug for AnsweredRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AnsweredRow").field("set", &self.set).finish_non_exhaustive()
    }
}

type Columns = (Uuid, i64, String, String, i64, String, Option<Uuid>, String);
type EventColumns = (Uuid, i64, i64, i64, String, String);

impl Store {
    /// What colleagues wrote down of a client's answers, the oldest first.
    pub async fn answers(&self, _read: &Witness, client: ClientId) -> Result<Vec<AnsweredRow>, StoreError> {
        let rows: Vec<Columns> = fetch_all!(
            self.database(),
            Columns,
            "SELECT a.id, a.answered_us, n.name, a.set_id, a.version, a.asked, a.session, a.answers
             FROM answered_sets a JOIN user_names n ON n.user_id = a.answered_by
             WHERE a.client = $1 ORDER BY a.answered_us, a.id",
            client.0,
        )?;
        let seal = self.keys.client(self.database(), client.0).await?;
        rows.into_iter().map(|columns| row(&seal, client, columns)).collect()
    }

    /// The events that tell of questions in a client's sessions that were opened since a moment, in order: the session, when (µs since 1970), what.
    pub async fn question_events(
        &self,
        _read: &Witness,
        organisation: OrganisationId,
        client: ClientId,
        since_us: i64,
    ) -> Result<Vec<(SessionId, i64, EventKind)>, StoreError> {
        self.settle_all().await?;
        let rows: Vec<EventColumns> = fetch_all!(
            self.database(),
            EventColumns,
            "SELECT e.session, e.seq, e.wall_us, e.version, e.kind, e.payload FROM events e
             JOIN sessions s ON s.id = e.session
             WHERE s.organisation = $1 AND s.client = $2 AND s.opened_us >= $3
                 AND e.kind IN ('phase-entered', 'question-asked', 'answered-for', 'question-answered')
             ORDER BY s.opened_us, e.session, e.seq",
            organisation.0,
            client.0,
            since_us,
        )?;
        let mut events = Vec::with_capacity(rows.len());
        for (session, seq, wall_us, version, kind, payload) in rows {
            let kind = self.event_kind(session, (seq, version, &kind), payload).await?;
            events.push((SessionId(session), wall_us, kind));
        }
        Ok(events)
    }

    /// Keeps what a colleague wrote down.
    pub async fn add_answers(
        &self,
        _written: &Witness,
        client: ClientId,
        by: UserId,
        new: &NewAnswers,
        now_us: i64,
    ) -> Result<(), StoreError> {
        let id = Uuid::now_v7();
        let seal = self.keys.client(self.database(), client.0).await?;
        let answers = written(&new.answers, "answers on their way in")?;
        let answers = seal.text(answers_place(client.0, &id), answers)?;
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "INSERT INTO answered_sets
                 (id, client, answered_us, answered_by, set_id, version, asked, session, answers)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            id,
            client.0,
            now_us,
            by.0,
            &new.set,
            i64::from(new.version),
            written(&new.asked, "answers on their way in")?,
            new.session.map(|session| session.0),
            answers,
        )?;
        transaction.commit().await
    }

    /// The names of everybody in an institution, also of those who left.
    pub async fn names(&self, organisation: OrganisationId) -> Result<BTreeMap<UserId, String>, StoreError> {
        let rows: Vec<(Uuid, String)> = fetch_all!(
            self.database(),
            (Uuid, String),
            "SELECT n.user_id, n.name FROM user_names n JOIN users u ON u.id = n.user_id WHERE u.organisation = $1",
            organisation.0,
        )?;
        Ok(rows.into_iter().map(|(id, name)| (UserId(id), name)).collect())
    }
}

fn answers_place(client: Uuid, id: &Uuid) -> Place<'_> {
    Place { column: "answered_sets.answers", of: client, row: id.as_bytes() }
}

fn row(seal: &Seal, client: ClientId, columns: Columns) -> Result<AnsweredRow, StoreError> {
    let (id, at_us, by_name, set, version, asked, session, answers) = columns;
    let answers = seal.open_text(answers_place(client.0, &id), answers)?;
    let unreadable = || StoreError::Unreadable { what: "answers" };
    Ok(AnsweredRow {
        at_us,
        by_name,
        set,
        version: u16::try_from(version).map_err(|_| unreadable())?,
        asked: serde_json::from_str(&asked).map_err(|_| unreadable())?,
        session: session.map(SessionId),
        answers: serde_json::from_str(&answers).map_err(|_| unreadable())?,
    })
}
