//! What each session tells of its client's own rest: kept so that the next session need not compute it again.

use super::{
    Store, StoreError, Witness,
    database::{execute, fetch_all},
};
use hrv::RestWindow;
use session::{ClientId, OrganisationId, SessionId};
use uuid::Uuid;

/// The rest of one session, and on how much of its record it rests.
#[derive(Clone, Debug, PartialEq)]
pub struct RestRow {
    /// The session.
    pub session: SessionId,
    /// When it was opened, microseconds since 1970.
    pub opened_us: i64,
    /// How many of its events were looked at.
    pub events_seen: i64,
    /// Arrival of the newest packets looked at; 0 where there were none.
    pub beats_through_us: i64,
    /// Its rest; `None` where it holds no valid one.
    pub rest: Option<RestWindow>,
    /// Whether the session's record has grown since, or the rules have changed: compute it again.
    pub outdated: bool,
}

/// The newest sessions that say how a client rests now.
const RESTS_MAX: i64 = 60;

type Columns = (
    Uuid,
    i64,
    Option<String>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<f64>,
    Option<f64>,
    Option<i64>,
    Option<i64>,
);

impl Store {
    /// The client's sessions opened before a moment, newest first, at most 60, with what is known of their rest.
    ///
    /// `events_seen` and `beats_through_us` of an outdated row say how far the record reaches now.
    pub async fn rests_before(
        &self,
        _read: &Witness,
        organisation: OrganisationId,
        client: ClientId,
        before_us: i64,
    ) -> Result<Vec<RestRow>, StoreError> {
        self.settle_all().await?;
        let rows: Vec<Columns> = fetch_all!(
            self.database(),
            Columns,
            "SELECT s.id, s.opened_us, r.algorithm, r.events_seen, r.beats_through_us, r.day, r.ln_rmssd, r.hr_bpm,
                 (SELECT MAX(e.seq) FROM events e WHERE e.session = s.id),
                 (SELECT MAX(b.through_us) FROM beats b WHERE b.session = s.id)
             FROM sessions s LEFT JOIN rests r ON r.session = s.id
             WHERE s.organisation = $1 AND s.client = $2 AND s.opened_us < $3
             ORDER BY s.opened_us DESC, s.id DESC LIMIT $4",
            organisation.0,
            client.0,
            before_us,
            RESTS_MAX,
        )?;
        Ok(rows.into_iter().map(row).collect())
    }

    /// Keeps the rest of a session, in place of what was known of it.
    pub async fn set_rest(&self, _written: &Witness, row: &RestRow, now_us: i64) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "INSERT INTO rests (session, algorithm, events_seen, beats_through_us, day, ln_rmssd, hr_bpm, computed_us)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (session) DO UPDATE SET algorithm = excluded.algorithm, events_seen = excluded.events_seen,
                 beats_through_us = excluded.beats_through_us, day = excluded.day, ln_rmssd = excluded.ln_rmssd,
                 hr_bpm = excluded.hr_bpm, computed_us = excluded.computed_us",
            row.session.0,
            crate::heart::REST_RULES,
            row.events_seen,
            row.beats_through_us,
            row.rest.map(|rest| i64::from(rest.day)),
            row.rest.map(|rest| rest.ln_rmssd),
            row.rest.map(|rest| rest.hr_bpm),
            now_us,
        )?;
        transaction.commit().await
    }
}

fn row(columns: Columns) -> RestRow {
    let (
        session,
        opened_us,
        rules,
        events_seen,
        beats_through_us,
        day,
        ln_rmssd,
        hr_bpm,
        last_seq,
        newest_us,
    ) = columns;
    let events_now = last_seq.map_or(0, |seq| seq.saturating_add(1));
    let beats_now_us = newest_us.unwrap_or(0);
    let outdated = rules.as_deref() != Some(crate::heart::REST_RULES)
        || events_seen != Some(events_now)
        || beats_through_us != Some(beats_now_us);
    let day = day.and_then(|day| i32::try_from(day).ok());
    let rest = match (day, ln_rmssd, hr_bpm) {
        (Some(day), Some(ln_rmssd), Some(hr_bpm)) => Some(RestWindow { day, ln_rmssd, hr_bpm }),
        _ => None,
    };
    RestRow {
        session: SessionId(session),
        opened_us,
        events_seen: events_now,
        beats_through_us: beats_now_us,
        rest,
        outdated,
    }
}
