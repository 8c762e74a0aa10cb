//! Rooms, and who has which headset or room when: never two at the same time.

use super::{Failure, clients::plain_name, equipment::reserved, places::own_places};
use crate::{
    app::App,
    auth::{ChangeEquipment, ChangeReservations, CreateReservations, Granted, ReadReservations, table::When},
    clock,
    store::{ReserveError, RoomRow, StoreError},
};
use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
};
use link::{
    api::{Problem, WallMicros},
    equipment::{MovedReservation, NewReservation, NewRoom, Reserved, Room},
};
use serde::Deserialize;
use session::UserId;
use toolkit::lending::{Refusal, Span};
use uuid::Uuid;

/// The longest name of a room, in characters.
const NAME_MAX_CHARS: usize = 60;
/// The shortest reservation, minutes.
const LEAST_MIN: u32 = 5;
/// So many weeks can be reserved at once: a year.
const WEEKS_MAX: usize = 53;
/// So much of the calendar is shown at once, microseconds: twelve weeks.
const WINDOW_MAX_US: i64 = 12 * 7 * 86_400_000_000;
const MINUTE_US: i64 = 60_000_000;

/// The rooms of the institution, by name.
#[utoipa::path(get, path = "/api/v1/rooms", tag = "headsets",
    responses((status = 200, body = Vec<Room>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn rooms(
    State(app): State<App>,
    granted: Granted<ReadReservations>,
) -> Result<Json<Vec<Room>>, Failure> {
    let rooms = app.store.rooms(granted.user.organisation).await?.into_iter().map(|row| Room {
        id: row.id,
        name: row.name,
        site: row.site,
        shared: row.shared,
        closed: row.closed,
    });
    Ok(Json(rooms.collect()))
}

/// Adds a room.
#[utoipa::path(post, path = "/api/v1/rooms", tag = "headsets", request_body = NewRoom,
    responses((status = 201, body = Room), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn add_room(
    State(app): State<App>,
    granted: Granted<ChangeEquipment>,
    Json(new): Json<NewRoom>,
) -> Result<(StatusCode, Json<Room>), Failure> {
    let id = Uuid::now_v7();
    Ok((StatusCode::CREATED, Json(put_room(&app, &granted, id, new).await?)))
}

/// Changes a room, or no longer offers it; what was reserved in it stays.
#[utoipa::path(put, path = "/api/v1/rooms/{id}", tag = "headsets", params(("id" = Uuid, Path)), request_body = NewRoom,
    responses((status = 200, body = Room), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn change_room(
    State(app): State<App>,
    granted: Granted<ChangeEquipment>,
    Path(id): Path<Uuid>,
    Json(new): Json<NewRoom>,
) -> Result<Json<Room>, Failure> {
    let known = app.store.rooms(granted.user.organisation).await?.into_iter().any(|room| room.id == id);
    if !known {
        return Err(Failure::Unknown("room"));
    }
    Ok(Json(put_room(&app, &granted, id, new).await?))
}

async fn put_room(
    app: &App,
    granted: &Granted<ChangeEquipment>,
    id: Uuid,
    new: NewRoom,
) -> Result<Room, Failure> {
    let here = granted.user.organisation;
    let name = plain_name(&new.name, NAME_MAX_CHARS).ok_or(Failure::BadInput("name"))?;
    own_places(app, here, new.site, None).await?;
    let written = granted.audit(app, "change", "room", Some(id)).await?;
    let row = RoomRow { id, site: new.site, name: name.clone(), shared: new.shared, closed: new.closed };
    if !app.store.put_room(&written, here, &row, clock::wall_us()).await? {
        return Err(Failure::Unknown("room"));
    }
    Ok(Room { id, name, site: new.site, shared: new.shared, closed: new.closed })
}

/// A stretch of time, microseconds since 1970.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub(super) struct Window {
    from: WallMicros,
    until: WallMicros,
}

/// What is reserved in a stretch of time of at most twelve weeks.
#[utoipa::path(get, path = "/api/v1/reservations", tag = "headsets", params(Window),
    responses((status = 200, body = Vec<Reserved>), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn list(
    State(app): State<App>,
    granted: Granted<ReadReservations>,
    Query(window): Query<Window>,
) -> Result<Json<Vec<Reserved>>, Failure> {
    let length = window.until.saturating_sub(window.from);
    if !(1..=WINDOW_MAX_US).contains(&length) {
        return Err(Failure::BadInput("until"));
    }
    let span =
        Span { from: window.from.div_euclid(MINUTE_US), until: window.until.div_euclid(MINUTE_US) + 1 };
    let rows = app.store.reservations(granted.user.organisation, span).await?;
    Ok(Json(rows.iter().map(|row| reserved(row, &granted.user)).collect()))
}

/// Reserves a headset or a room, once or in several weeks: all of it or nothing.
#[utoipa::path(post, path = "/api/v1/reservations", tag = "headsets", request_body = NewReservation,
    responses((status = 201), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn reserve(
    State(app): State<App>,
    granted: Granted<CreateReservations>,
    Json(new): Json<NewReservation>,
) -> Result<StatusCode, Failure> {
    if new.ids.is_empty() || new.ids.len() != new.from.len() || new.ids.len() > WEEKS_MAX {
        return Err(Failure::BadInput("ids"));
    }
    let spans = new.from.iter().map(|from| span(*from, new.minutes)).collect::<Result<Vec<_>, _>>()?;
    let wanted: Vec<_> = new.ids.iter().zip(spans).map(|(id, span)| (*id, new.thing, span)).collect();
    let written = granted.audit(&app, "reserve", "thing", Some(new.thing)).await?;
    let user = &granted.user;
    app.store
        .reserve(&written, user.organisation, user.id, &wanted, clock::wall_us())
        .await
        .map_err(refused)?;
    Ok(StatusCode::CREATED)
}

/// Moves a reservation; one's own, or as whoever looks after headsets.
#[utoipa::path(put, path = "/api/v1/reservations/{id}", tag = "headsets", params(("id" = Uuid, Path)),
    request_body = MovedReservation,
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn shift(
    State(app): State<App>,
    granted: Granted<ChangeReservations>,
    Path(id): Path<Uuid>,
    Json(new): Json<MovedReservation>,
) -> Result<StatusCode, Failure> {
    let span = span(new.from, new.minutes)?;
    let written = granted.audit(&app, "move", "reservation", Some(id)).await?;
    let here = granted.user.organisation;
    let only = only(&granted);
    app.store
        .move_reservation(&written, here, only, (id, new.thing, span), clock::wall_us())
        .await
        .map_err(refused)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives a reservation back; one's own, or as whoever looks after headsets.
#[utoipa::path(delete, path = "/api/v1/reservations/{id}", tag = "headsets", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 404, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn cancel(
    State(app): State<App>,
    granted: Granted<ChangeReservations>,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Failure> {
    let written = granted.audit(&app, "cancel", "reservation", Some(id)).await?;
    let here = granted.user.organisation;
    app.store
        .cancel_reservation(&written, here, only(&granted), id, clock::wall_us())
        .await
        .map_err(refused)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whose reservations somebody may change.
fn only(granted: &Granted<ChangeReservations>) -> Option<UserId> {
    (granted.when == When::Own).then_some(granted.user.id)
}

/// A span of whole minutes.
fn span(from: WallMicros, minutes: u32) -> Result<Span, Failure> {
    if from.rem_euclid(MINUTE_US) != 0 {
        return Err(Failure::BadInput("from"));
    }
    if minutes < LEAST_MIN {
        return Err(Failure::BadInput("minutes"));
    }
    Ok(Span::of(from / MINUTE_US, i64::from(minutes)))
}

fn refused(error: ReserveError) -> Failure {
    match error {
        ReserveError::Unknown | ReserveError::Refused(Refusal::Unknown) => Failure::Unknown("reservation"),
        ReserveError::NotOwn => Failure::Forbidden,
        ReserveError::Refused(Refusal::Taken { .. }) => Failure::Reserved,
        ReserveError::Refused(Refusal::Backwards | Refusal::TooLong { .. }) => Failure::BadInput("minutes"),
        ReserveError::Refused(Refusal::Past) => Failure::BadInput("from"),
        ReserveError::Refused(Refusal::IdInUse | Refusal::Cancelled) => Failure::Meanwhile,
        // Of two who made the same id at once the second finds it taken.
        ReserveError::Store(StoreError::Taken) => Failure::Meanwhile,
        ReserveError::Store(error) => error.into(),
    }
}
