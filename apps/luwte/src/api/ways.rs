//! Ways of use for who stays unknown: started by who looks after the place, in one tap; and how often each way was used.

use super::Failure;
use crate::{
    app::App,
    auth::{CreateFreeUse, Granted, ReadUse},
    clock, live,
};
use axum::{
    Json,
    extract::{Path, State},
};
use link::{
    api::{Paired, Problem},
    people::{BeginWay, WayUse},
};
use session::{DeviceId, Subject};

/// The session that waits in this headset is a visitor's, a colleague's own break, or another of who stays unknown. The self-check
/// in the headset comes first (safety rule 1).
#[utoipa::path(post, path = "/api/v1/headsets/{id}/begin", tag = "headsets", params(("id" = DeviceId, Path)),
    request_body = BeginWay,
    responses((status = 200, body = Paired), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn begin(
    State(app): State<App>,
    granted: Granted<CreateFreeUse>,
    Path(id): Path<DeviceId>,
    Json(new): Json<BeginWay>,
) -> Result<Json<Paired>, Failure> {
    let here = granted.user.organisation;
    if !new.way.is_for_unknown() {
        return Err(Failure::BadInput("way"));
    }
    let headsets = app.store.headsets(here).await?;
    if !headsets.iter().any(|headset| headset.id == id) {
        return Err(Failure::Unknown("headset"));
    }
    let waits = |room: &std::sync::Arc<live::Room>| {
        let row = room.row();
        row.headset == id && row.organisation == here && row.subject == Subject::Anonymous
    };
    let room = app.hub.live().into_iter().filter(waits).max_by_key(|room| room.row().opened_us);
    let room = room.ok_or(Failure::HeadsetOff)?;
    let written = granted.audit(&app, "begin", "free-use", Some(room.session().0)).await?;
    app.store.set_way(&written, room.session(), new.way, granted.user.id).await?;
    Ok(Json(Paired { session: room.session(), device_name: room.row().headset_name }))
}

/// How often each way was used in the last 90 days, and the minutes that practitioners had for other work: counts in which nobody
/// can be recognised.
#[utoipa::path(get, path = "/api/v1/use/ways", tag = "people",
    responses((status = 200, body = Vec<WayUse>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn used(
    State(app): State<App>,
    granted: Granted<ReadUse>,
) -> Result<Json<Vec<WayUse>>, Failure> {
    let read = granted.audit(&app, "read", "use", None).await?;
    Ok(Json(app.store.way_use(&read, granted.user.organisation, clock::wall_us()).await?))
}
