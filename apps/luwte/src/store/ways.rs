//! Which way of use a session was, and how often each was used, in counts that show nobody.

use super::{
    Store, StoreError, Witness,
    database::{execute, fetch_all},
    places::{CELL_MIN, USE_US},
};
use care::note::freed_s;
use link::people::WayUse;
use session::{Event, OrganisationId, SessionId, UserId, Way, WorldTime};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What was used of one way.
#[derive(Default)]
struct Used {
    sessions: u32,
    clients: BTreeSet<Uuid>,
    freed_s: u32,
}

impl Store {
    /// Says which way of use a session is, and who started it. What was said last holds.
    pub async fn set_way(
        &self,
        _written: &Witness,
        session: SessionId,
        way: Way,
        by: UserId,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "UPDATE sessions SET way = $1, way_by = $2 WHERE id = $3",
            way.slug(),
            by.0,
            session.0,
        )?;
        transaction.commit().await
    }

    /// How often each way was used in the 90 days before a moment, and the minutes that practitioners had for other work. Of
    /// clients, and of sessions of who stays unknown, fewer than five are left out: nobody can be recognised.
    pub async fn way_use(
        &self,
        _read: &Witness,
        organisation: OrganisationId,
        now_us: i64,
    ) -> Result<Vec<WayUse>, StoreError> {
        type Columns = (Uuid, Option<Uuid>, String);
        self.settle_all().await?;
        let rows: Vec<Columns> = fetch_all!(
            self.database(),
            Columns,
            "SELECT s.id, s.client, s.way FROM sessions s WHERE s.organisation = $1 AND s.opened_us > $2
             AND s.way IS NOT NULL
             AND EXISTS (SELECT 1 FROM events e WHERE e.session = s.id AND e.kind IN ('world-entered', 'world-withheld'))",
            organisation.0,
            now_us - USE_US,
        )?;
        let mut freed = self.freed(organisation, now_us).await?;
        let mut used: BTreeMap<Way, Used> = BTreeMap::new();
        for (session, client, way) in rows {
            // A way of a newer build is counted by that build.
            let Some(way) = Way::from_slug(&way) else { continue };
            let used = used.entry(way).or_default();
            used.sessions += 1;
            used.clients.extend(client);
            used.freed_s = used.freed_s.saturating_add(freed.remove(&session).unwrap_or(0));
        }
        Ok(used.into_iter().map(|(way, used)| told(way, &used)).collect())
    }

    /// Seconds that a practitioner had for other work, of each session of a way that counts them.
    async fn freed(
        &self,
        organisation: OrganisationId,
        now_us: i64,
    ) -> Result<BTreeMap<Uuid, u32>, StoreError> {
        type Columns = (Uuid, i64, i64, String, i64, String);
        let mut events: BTreeMap<Uuid, Vec<Event>> = BTreeMap::new();
        for way in Way::ALL.into_iter().filter(|way| way.path().saves_time) {
            let rows: Vec<Columns> = fetch_all!(
                self.database(),
                Columns,
                "SELECT e.session, e.seq, e.at_us, e.kind, e.version, e.payload FROM events e
                 JOIN sessions s ON s.id = e.session
                 WHERE s.organisation = $1 AND s.opened_us > $2 AND s.way = $3 AND e.kind IN
                     ('world-entered', 'world-withheld', 'phase-entered', 'paused', 'resumed', 'steering-changed', 'ended')
                 ORDER BY e.session, e.seq",
                organisation.0,
                now_us - USE_US,
                way.slug(),
            )?;
            for (session, seq, at_us, kind, version, payload) in rows {
                let kind = self.event_kind(session, (seq, version, &kind), payload).await?;
                let seq = u32::try_from(seq).unwrap_or(u32::MAX);
                let at = WorldTime(u64::try_from(at_us).unwrap_or(0));
                events.entry(session).or_default().push(Event { seq, at, kind });
            }
        }
        Ok(events.into_iter().map(|(session, events)| (session, freed_s(&events))).collect())
    }
}

fn told(way: Way, used: &Used) -> WayUse {
    let clients = u32::try_from(used.clients.len()).unwrap_or(u32::MAX);
    let enough = |many: u32| i64::from(many) >= CELL_MIN;
    // Where clients are known they are what a cell is counted by, and else its sessions.
    let shown = enough(used.sessions) && (clients == 0 || enough(clients));
    let counts = way.path().saves_time;
    WayUse {
        way,
        sessions: shown.then_some(used.sessions),
        clients: (shown && way.is_for_clients()).then_some(clients),
        minutes_freed: (shown && counts).then_some(used.freed_s / 60),
    }
}
