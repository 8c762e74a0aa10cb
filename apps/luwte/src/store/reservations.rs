//! Rooms, and the reservations of rooms and headsets: no two people have the same thing at the same time.

use super::{
    Store, StoreError, Witness,
    database::{Transaction, execute, fetch_all, fetch_all_within, fetch_within},
};
use session::{OrganisationId, SiteId, UserId};
use toolkit::lending::{Calendar, Change, Minute, Refusal, Reservation, ReservationId, Span, Thing};
use uuid::Uuid;

/// Between two people a thing lies still so long, to be cleaned and charged, minutes.
const TURNAROUND_MIN: i64 = 10;
/// Nobody holds anything longer at a time, minutes: a week.
const LONGEST_MIN: i64 = 7 * 24 * 60;

/// A room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomRow {
    /// The room.
    pub id: Uuid,
    /// At which site.
    pub site: Option<SiteId>,
    /// Its name.
    pub name: String,
    /// Whether others may be in it at the same time.
    pub shared: bool,
    /// Whether it is no longer offered.
    pub closed: bool,
}

/// A reservation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReservationRow {
    /// The reservation.
    pub id: Uuid,
    /// The headset or the room.
    pub thing: Uuid,
    /// From when until when.
    pub span: Span,
    /// Whose it is.
    pub by: UserId,
    /// Their name.
    pub by_name: String,
}

/// Why nothing was reserved.
#[derive(Debug, thiserror::Error)]
pub enum ReserveError {
    /// The institution has no such headset, room or reservation.
    #[error("no such thing")]
    Unknown,
    /// It is a colleague's.
    #[error("it is a colleague's")]
    NotOwn,
    /// The calendar does not allow it.
    #[error("the calendar refuses")]
    Refused(#[from] Refusal),
    /// The store failed.
    #[error("it could not be written down")]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for ReserveError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

type Columns = (Uuid, Uuid, i64, i64, Uuid, String);

impl Store {
    /// The rooms of an institution, by name.
    pub async fn rooms(&self, organisation: OrganisationId) -> Result<Vec<RoomRow>, StoreError> {
        type Columns = (Uuid, Option<Uuid>, String, i64, i64);
        let rows: Vec<Columns> = fetch_all!(
            self.database(),
            Columns,
            "SELECT id, site, name, shared, closed FROM rooms WHERE organisation = $1 ORDER BY name",
            organisation.0,
        )?;
        let room = |(id, site, name, shared, closed): Columns| RoomRow {
            id,
            site: site.map(SiteId),
            name,
            shared: shared != 0,
            closed: closed != 0,
        };
        Ok(rows.into_iter().map(room).collect())
    }

    /// Adds a room, or changes it; [`StoreError::Taken`] when the institution has another of this name. Whether the room is
    /// this institution's.
    pub async fn put_room(
        &self,
        _written: &Witness,
        organisation: OrganisationId,
        room: &RoomRow,
        now_us: i64,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database().begin().await?;
        let put = execute!(
            &mut transaction,
            "INSERT INTO rooms (id, organisation, site, name, shared, closed, created_us) VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (id) DO UPDATE SET site = excluded.site, name = excluded.name, shared = excluded.shared,
                 closed = excluded.closed WHERE rooms.organisation = excluded.organisation",
            room.id,
            organisation.0,
            room.site.map(|site| site.0),
            &room.name,
            i64::from(room.shared),
            i64::from(room.closed),
            now_us,
        )?;
        transaction.commit().await?;
        Ok(put > 0)
    }

    /// Reservations of an institution that touch a stretch of time, in its order.
    pub async fn reservations(
        &self,
        organisation: OrganisationId,
        span: Span,
    ) -> Result<Vec<ReservationRow>, StoreError> {
        let rows: Vec<Columns> = fetch_all!(
            self.database(),
            Columns,
            "SELECT r.id, r.thing, r.from_min, r.until_min, r.by_user, n.name FROM reservations r
             JOIN user_names n ON n.user_id = r.by_user
             WHERE r.organisation = $1 AND r.cancelled_us IS NULL AND r.until_min > $2 AND r.from_min < $3
             ORDER BY r.from_min, r.thing",
            organisation.0,
            span.from,
            span.until,
        )?;
        Ok(rows.into_iter().map(row).collect())
    }

    /// Makes all of these reservations, or none.
    pub async fn reserve(
        &self,
        _written: &Witness,
        organisation: OrganisationId,
        by: UserId,
        wanted: &[(Uuid, Uuid, Span)],
        now_us: i64,
    ) -> Result<(), ReserveError> {
        let mut transaction = self.database().begin().await?;
        let mut things: Vec<Uuid> = wanted.iter().map(|(_, thing, _)| *thing).collect();
        let mut calendar = turn(&mut transaction, organisation, &mut things, now_us).await?;
        for (id, ..) in wanted {
            taken_ids(&mut transaction, &mut calendar, *id).await?;
        }
        let reservations: Vec<Reservation<UserId>> = wanted
            .iter()
            .map(|(id, thing, span)| Reservation {
                id: ReservationId(id.as_u128()),
                thing: Thing(thing.as_u128()),
                span: *span,
                who: by,
            })
            .collect();
        let before: Vec<bool> = reservations.iter().map(|new| calendar.find(new.id).is_some()).collect();
        calendar.apply(minute(now_us), &Change::Reserve(reservations))?;
        for ((id, thing, span), _) in wanted.iter().zip(before).filter(|(_, was_there)| !was_there) {
            execute!(
                &mut transaction,
                "INSERT INTO reservations (id, organisation, thing, from_min, until_min, by_user, made_us)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
                id,
                organisation.0,
                thing,
                span.from,
                span.until,
                by.0,
                now_us,
            )?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Moves a reservation to another time or thing. `only`: it must be this colleague's.
    pub async fn move_reservation(
        &self,
        _written: &Witness,
        organisation: OrganisationId,
        only: Option<UserId>,
        (id, thing, span): (Uuid, Uuid, Span),
        now_us: i64,
    ) -> Result<(), ReserveError> {
        let mut transaction = self.database().begin().await?;
        let was = own(&mut transaction, organisation, id, only).await?;
        let mut calendar = turn(&mut transaction, organisation, &mut vec![was, thing], now_us).await?;
        let change = Change::Move { id: ReservationId(id.as_u128()), thing: Thing(thing.as_u128()), span };
        calendar.apply(minute(now_us), &change)?;
        execute!(
            &mut transaction,
            "UPDATE reservations SET thing = $1, from_min = $2, until_min = $3 WHERE id = $4",
            thing,
            span.from,
            span.until,
            id,
        )?;
        transaction.commit().await?;
        Ok(())
    }

    /// Gives a reservation back; again does nothing. `only`: it must be this colleague's.
    pub async fn cancel_reservation(
        &self,
        _written: &Witness,
        organisation: OrganisationId,
        only: Option<UserId>,
        id: Uuid,
        now_us: i64,
    ) -> Result<(), ReserveError> {
        let mut transaction = self.database().begin().await?;
        own(&mut transaction, organisation, id, only).await?;
        execute!(
            &mut transaction,
            "UPDATE reservations SET cancelled_us = $1 WHERE id = $2 AND cancelled_us IS NULL",
            now_us,
            id,
        )?;
        transaction.commit().await?;
        Ok(())
    }
}

/// Waits for the turn on these things, and gives what is reserved of them from a week ago on.
async fn turn(
    transaction: &mut Transaction,
    organisation: OrganisationId,
    things: &mut Vec<Uuid>,
    now_us: i64,
) -> Result<Calendar<UserId>, ReserveError> {
    // Always in the same order: two who want the same two things wait for each other only once.
    things.sort();
    things.dedup();
    let mut calendar = Calendar::new(TURNAROUND_MIN, LONGEST_MIN);
    for thing in things.iter() {
        let known: Option<(Uuid,)> = fetch_within!(
            &mut *transaction,
            (Uuid,),
            "SELECT id FROM headsets WHERE id = $1 AND organisation = $2 AND kind = 'headset' AND revoked_us IS NULL
             UNION ALL SELECT id FROM rooms WHERE id = $1 AND organisation = $2 AND closed = 0",
            thing,
            organisation.0,
        )?;
        known.ok_or(ReserveError::Unknown)?;
        execute!(
            &mut *transaction,
            "INSERT INTO calendars (thing, organisation, turn) VALUES ($1, $2, 0) ON CONFLICT (thing) DO NOTHING",
            thing,
            organisation.0,
        )?;
        // On PostgreSQL the row is locked from here until the end; SQLite has one writer anyway.
        execute!(&mut *transaction, "UPDATE calendars SET turn = turn + 1 WHERE thing = $1", thing)?;
        let rows: Vec<Columns> = fetch_all_within!(
            &mut *transaction,
            Columns,
            "SELECT id, thing, from_min, until_min, by_user, '' FROM reservations
             WHERE thing = $1 AND cancelled_us IS NULL AND until_min > $2",
            thing,
            minute(now_us) - LONGEST_MIN,
        )?;
        for row in rows.into_iter().map(row) {
            put(&mut calendar, row)?;
        }
    }
    Ok(calendar)
}

/// Tells the calendar of a reservation with this id that is cancelled, long over or of another thing: the id is used up.
async fn taken_ids(
    transaction: &mut Transaction,
    calendar: &mut Calendar<UserId>,
    id: Uuid,
) -> Result<(), ReserveError> {
    type Found = (Uuid, Uuid, i64, i64, Uuid, Option<i64>);
    let found: Option<Found> = fetch_within!(
        &mut *transaction,
        Found,
        "SELECT id, thing, from_min, until_min, by_user, cancelled_us FROM reservations WHERE id = $1",
        id,
    )?;
    let Some((id, thing, from, until, by, cancelled_us)) = found else { return Ok(()) };
    let name = ReservationId(id.as_u128());
    if cancelled_us.is_some() {
        return Err(Refusal::Cancelled.into());
    }
    if calendar.find(name).is_none() {
        let span = Span { from, until };
        put(calendar, ReservationRow { id, thing, span, by: UserId(by), by_name: String::new() })?;
    }
    Ok(())
}

fn put(calendar: &mut Calendar<UserId>, row: ReservationRow) -> Result<(), ReserveError> {
    let reservation = Reservation {
        id: ReservationId(row.id.as_u128()),
        thing: Thing(row.thing.as_u128()),
        span: row.span,
        who: row.by,
    };
    calendar.apply(Minute::MIN, &Change::Reserve(vec![reservation]))?;
    Ok(())
}

/// The thing of a reservation of this institution that is not given back, and this colleague's where that is asked.
async fn own(
    transaction: &mut Transaction,
    organisation: OrganisationId,
    id: Uuid,
    only: Option<UserId>,
) -> Result<Uuid, ReserveError> {
    let found: Option<(Uuid, Uuid)> = fetch_within!(
        &mut *transaction,
        (Uuid, Uuid),
        "SELECT thing, by_user FROM reservations WHERE id = $1 AND organisation = $2",
        id,
        organisation.0,
    )?;
    let (thing, by) = found.ok_or(ReserveError::Unknown)?;
    if only.is_some_and(|only| only.0 != by) {
        return Err(ReserveError::NotOwn);
    }
    Ok(thing)
}

fn row((id, thing, from, until, by, by_name): Columns) -> ReservationRow {
    ReservationRow { id, thing, span: Span { from, until }, by: UserId(by), by_name }
}

/// The minute of a moment.
fn minute(now_us: i64) -> Minute {
    now_us.div_euclid(60_000_000)
}
