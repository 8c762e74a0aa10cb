//! Sessions: whose, on which headset, and in short what happened, derived from their events.

use super::{
    Review, Said, Store, StoreError, Witness,
    database::{execute, fetch_all, fetch_optional},
    keys::{Fresh, Place},
    relations::treated_by,
};
use care::Ratings;
use session::{ClientId, DeviceId, Event, EventKind, OrganisationId, SessionId, Subject, UserId, WorldTime};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use uuid::Uuid;

/// A session as it was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// The session.
    pub id: SessionId,
    /// The institution.
    pub organisation: OrganisationId,
    /// The headset.
    pub headset: DeviceId,
    /// The headset's name.
    pub headset_name: String,
    /// Whose it is.
    pub subject: Subject,
    /// When it was opened, microseconds since 1970.
    pub opened_us: i64,
    /// Whether it is a recording of a sensor alone: what holds it is no headset.
    pub recording: bool,
}

/// A session in short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Short {
    /// As it was opened.
    pub row: SessionRow,
    /// World time of its last event.
    pub length: WorldTime,
    /// Whether it has ended.
    pub ended: bool,
    /// Tension before and after, and who gave it.
    pub ratings: Ratings,
    /// Slugs of the worlds visited, in order, each once.
    pub worlds: Vec<String>,
    /// `seq` of its last adverse event, at which a clinician must look.
    pub adverse_event: Option<u32>,
    /// The review that covers all of them, and what colleagues remarked.
    pub review: Option<Review>,
    /// What colleagues said of it beside its events.
    pub said: Said,
}

impl Short {
    /// What these events make of a session.
    pub fn of<'a>(row: SessionRow, events: impl IntoIterator<Item = &'a Event>) -> Self {
        let mut short = Self::new(row);
        for event in events {
            short.length = short.length.max(event.at);
            short.take(event.seq, &event.kind);
        }
        short
    }

    /// Takes in a review, unless an adverse event came after it. What was said of the session is taken in before.
    pub fn reviewed(&mut self, review: Option<Review>) {
        let covers = |review: &Review| self.adverse_event.is_none_or(|last| review.through_seq >= last);
        if let Some(review) = review.filter(|review| covers(review) && !self.said.adverse_open) {
            self.review = Some(review);
        }
    }

    /// Whether something stands in it that a clinician must look at.
    pub fn is_adverse(&self) -> bool {
        self.adverse_event.is_some() || self.said.adverse
    }

    fn new(row: SessionRow) -> Self {
        Self {
            row,
            length: WorldTime::START,
            ended: false,
            ratings: Ratings::default(),
            worlds: Vec::new(),
            adverse_event: None,
            review: None,
            said: Said::default(),
        }
    }

    fn take(&mut self, seq: u32, kind: &EventKind) {
        self.ratings.hear(kind);
        match kind {
            EventKind::WorldEntered(world) if !self.worlds.iter().any(|slug| slug == world.slug()) => {
                self.worlds.push(world.slug().to_owned());
            }
            EventKind::AdverseEventNoted(_) => self.adverse_event = Some(seq),
            EventKind::Ended => self.ended = true,
            _ => {}
        }
    }
}

/// Which sessions to list.
#[derive(Clone, Copy, Debug)]
pub enum Which {
    /// The newest that somebody may see at a moment: anonymous ones, and those of clients whom they treat.
    SeenBy(UserId, i64),
    /// All of one client.
    Of(ClientId),
}

/// The newest sessions that somebody ($3) may see now ($4), of an institution ($1), so many ($2).
macro_rules! seen_sessions {
    () => {
        concat!(
            "SELECT id FROM sessions WHERE organisation = $1 AND (client IS NULL OR client IN (",
            treated_by!("$3", "$4"),
            ")) ORDER BY opened_us DESC, id DESC LIMIT $2"
        )
    };
}
pub(super) use seen_sessions;

/// The most sessions in one list.
pub(super) const LIST_MAX: i64 = 200;

type Columns = (Uuid, Uuid, Uuid, String, Option<Uuid>, i64, String);

fn row((id, organisation, headset, headset_name, client, opened_us, kind): Columns) -> SessionRow {
    SessionRow {
        id: SessionId(id),
        organisation: OrganisationId(organisation),
        headset: DeviceId(headset),
        headset_name,
        subject: client.map_or(Subject::Anonymous, |client| Subject::Client(ClientId(client))),
        opened_us,
        recording: kind != "headset",
    }
}

/// Where what contradicts a session stands.
pub(super) fn apart_place(session: Uuid) -> Place<'static> {
    Place { column: "set_apart.events", of: session, row: &[] }
}

/// An id that follows from what it names: two that come at once are one.
pub(super) fn id_of(content: &[&[u8]]) -> Uuid {
    let mut digest = Sha256::new();
    content.iter().for_each(|part| digest.update(part));
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(digest.finalize()).for_each(|(to, from)| *to = from);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

impl Store {
    /// Opens a session; one that is open already stays as it is.
    pub async fn open_session(
        &self,
        _written: &Witness,
        session: &SessionRow,
        build: &str,
    ) -> Result<(), StoreError> {
        let client = if let Subject::Client(client) = session.subject { Some(client.0) } else { None };
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "INSERT INTO sessions (id, organisation, headset, client, build, opened_us, sealed_us)
             SELECT $1, $2, $3, $4, $5, $6, $7 WHERE NOT EXISTS (SELECT 1 FROM erased e WHERE e.id = $1)
             ON CONFLICT DO NOTHING",
            session.id.0,
            session.organisation.0,
            session.headset.0,
            client,
            build,
            session.opened_us,
            // Nothing of it stands unsealed where there are keys.
            self.keys.seals().then_some(session.opened_us),
        )?;
        let mut fresh = Fresh::default();
        self.keys.session_within(&mut transaction, session.id.0, &mut fresh).await?;
        transaction.commit().await?;
        self.keys.learn(fresh);
        self.writer.knows(session.id);
        Ok(())
    }

    /// A session, whoever's institution it is in; whoever asks compares.
    pub async fn session(&self, id: SessionId) -> Result<Option<SessionRow>, StoreError> {
        let found: Option<Columns> = fetch_optional!(
            self.database(),
            Columns,
            "SELECT s.id, s.organisation, s.headset, h.name, s.client, s.opened_us, h.kind
             FROM sessions s JOIN headsets h ON h.id = s.headset WHERE s.id = $1",
            id.0,
        )?;
        // Whoever asks will soon tell of it.
        Ok(found.map(row).inspect(|row| self.writer.knows(row.id)))
    }

    /// Every session of a client as it was opened, the oldest first.
    pub async fn sessions_of(
        &self,
        _read: &Witness,
        client: ClientId,
    ) -> Result<Vec<SessionRow>, StoreError> {
        let rows: Vec<Columns> = fetch_all!(
            self.database(),
            Columns,
            "SELECT s.id, s.organisation, s.headset, h.name, s.client, s.opened_us, h.kind
             FROM sessions s JOIN headsets h ON h.id = s.headset WHERE s.client = $1 ORDER BY s.opened_us, s.id",
            client.0,
        )?;
        Ok(rows.into_iter().map(row).collect())
    }

    /// Says whose session it is, and whether they are alone in it, or in a part of it. Whether it is theirs now: the session
    /// of one client is never given to another.
    pub async fn give_session_to(
        &self,
        _written: &Witness,
        id: SessionId,
        client: ClientId,
        alone: bool,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database().begin().await?;
        let given = execute!(
            &mut transaction,
            "UPDATE sessions SET client = $1, used_alone = CASE WHEN used_alone = 1 THEN used_alone ELSE $2 END
             WHERE id = $3 AND (client IS NULL OR client = $1)",
            client.0,
            i64::from(alone),
            id.0,
        )?;
        let mut fresh = Fresh::default();
        if given > 0 {
            self.keys.give_session(&mut transaction, id.0, client.0, &mut fresh).await?;
        }
        transaction.commit().await?;
        self.keys.learn(fresh);
        Ok(given > 0)
    }

    /// Keeps events that contradict the record beside it, and marks the session. The same events are kept once, however
    /// often they come.
    pub async fn set_apart(
        &self,
        id: SessionId,
        events: &[Event],
        arrived_us: i64,
    ) -> Result<(), StoreError> {
        let json = serde_json::to_string(events)
            .map_err(|_| StoreError::Unreadable { what: "event on its way in" })?;
        let mut transaction = self.database().begin().await?;
        let mut fresh = Fresh::default();
        let seal = self.keys.session_within(&mut transaction, id.0, &mut fresh).await?;
        execute!(
            &mut transaction,
            "INSERT INTO set_apart (id, session, arrived_us, events)
             SELECT $1, $2, $3, $4 WHERE NOT EXISTS (SELECT 1 FROM set_apart WHERE session = $2 AND events = $5)
             ON CONFLICT DO NOTHING",
            id_of(&[id.0.as_bytes(), json.as_bytes()]),
            id.0,
            arrived_us,
            seal.text(apart_place(id.0), json.clone())?,
            json.as_str(),
        )?;
        execute!(
            &mut transaction,
            "UPDATE sessions SET set_apart_us = $1 WHERE id = $2 AND set_apart_us IS NULL",
            arrived_us,
            id.0,
        )?;
        transaction.commit().await?;
        self.keys.learn(fresh);
        Ok(())
    }

    /// How many deliveries of a session stand apart from its record.
    pub async fn kept_apart(&self, id: SessionId) -> Result<u64, StoreError> {
        let row: Option<(i64,)> = fetch_optional!(
            self.database(),
            (i64,),
            "SELECT COUNT(*) FROM set_apart WHERE session = $1",
            id.0
        )?;
        Ok(row.and_then(|(count,)| u64::try_from(count).ok()).unwrap_or(0))
    }

    /// Sessions in short, newest first, at most 200.
    pub async fn sessions(
        &self,
        _read: &Witness,
        organisation: OrganisationId,
        which: Which,
    ) -> Result<Vec<Short>, StoreError> {
        self.settle_all().await?;
        let rows: Vec<Columns> = match which {
            Which::SeenBy(user, now_us) => fetch_all!(
                self.database(),
                Columns,
                concat!(
                    "SELECT s.id, s.organisation, s.headset, h.name, s.client, s.opened_us, h.kind
                 FROM sessions s JOIN headsets h ON h.id = s.headset WHERE s.id IN (",
                    seen_sessions!(),
                    ") ORDER BY s.opened_us DESC, s.id DESC"
                ),
                organisation.0,
                LIST_MAX,
                user.0,
                now_us,
            )?,
            Which::Of(client) => fetch_all!(
                self.database(),
                Columns,
                "SELECT s.id, s.organisation, s.headset, h.name, s.client, s.opened_us, h.kind
                 FROM sessions s JOIN headsets h ON h.id = s.headset
                 WHERE s.organisation = $1 AND s.client = $3 ORDER BY s.opened_us DESC, s.id DESC LIMIT $2",
                organisation.0,
                LIST_MAX,
                client.0,
            )?,
        };
        let mut shorts: Vec<Short> = rows.into_iter().map(row).map(Short::new).collect();
        let places: HashMap<Uuid, usize> =
            shorts.iter().enumerate().map(|(place, short)| (short.row.id.0, place)).collect();
        for (session, seq, kind, version, payload) in self.telling_events(organisation, which).await? {
            let short = places.get(&session).and_then(|place| shorts.get_mut(*place));
            let Some(short) = short else { continue };
            let event = self.event_kind(session, (seq, version, &kind), payload).await?;
            short.take(u32::try_from(seq).unwrap_or(u32::MAX), &event);
        }
        for (session, said) in self.said(organisation, which).await? {
            if let Some(short) = places.get(&session).and_then(|place| shorts.get_mut(*place)) {
                short.said = said;
            }
        }
        for (session, review) in self.reviews(organisation, which).await? {
            if let Some(short) = places.get(&session).and_then(|place| shorts.get_mut(*place)) {
                short.reviewed(Some(review));
            }
        }
        for (session, length_us) in self.lengths(organisation, which).await? {
            if let Some(short) = places.get(&session).and_then(|place| shorts.get_mut(*place)) {
                short.length = WorldTime(u64::try_from(length_us).unwrap_or(0));
            }
        }
        Ok(shorts)
    }

    /// The few events from which [`Short`] is made, of every session in a list.
    async fn telling_events(
        &self,
        organisation: OrganisationId,
        which: Which,
    ) -> Result<Vec<(Uuid, i64, String, i64, String)>, StoreError> {
        type Telling = (Uuid, i64, String, i64, String);
        Ok(match which {
            Which::SeenBy(user, now_us) => fetch_all!(
                self.database(),
                Telling,
                concat!(
                    "SELECT session, seq, kind, version, payload FROM events WHERE session IN (",
                    seen_sessions!(),
                    ") AND kind IN ('tension-before', 'tension-after', 'discomfort-reported', 'given-for', 'world-entered',
                              'adverse-event-noted', 'ended')
                 ORDER BY session, seq"
                ),
                organisation.0,
                LIST_MAX,
                user.0,
                now_us,
            )?,
            Which::Of(client) => fetch_all!(
                self.database(),
                Telling,
                "SELECT session, seq, kind, version, payload FROM events
                 WHERE session IN (SELECT id FROM sessions WHERE organisation = $1 AND client = $3
                                   ORDER BY opened_us DESC, id DESC LIMIT $2)
                 AND kind IN ('tension-before', 'tension-after', 'discomfort-reported', 'given-for', 'world-entered',
                              'adverse-event-noted', 'ended')
                 ORDER BY session, seq",
                organisation.0,
                LIST_MAX,
                client.0,
            )?,
        })
    }

    async fn lengths(
        &self,
        organisation: OrganisationId,
        which: Which,
    ) -> Result<Vec<(Uuid, i64)>, StoreError> {
        Ok(match which {
            Which::SeenBy(user, now_us) => fetch_all!(
                self.database(),
                (Uuid, i64),
                concat!(
                    "SELECT session, MAX(at_us) FROM events WHERE session IN (",
                    seen_sessions!(),
                    ") GROUP BY session"
                ),
                organisation.0,
                LIST_MAX,
                user.0,
                now_us,
            )?,
            Which::Of(client) => fetch_all!(
                self.database(),
                (Uuid, i64),
                "SELECT session, MAX(at_us) FROM events
                 WHERE session IN (SELECT id FROM sessions WHERE organisation = $1 AND client = $3
                                   ORDER BY opened_us DESC, id DESC LIMIT $2) GROUP BY session",
                organisation.0,
                LIST_MAX,
                client.0,
            )?,
        })
    }
}
