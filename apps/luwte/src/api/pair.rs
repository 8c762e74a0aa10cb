//! Pairing: a colleague types the code that the headset shows; the client then decides in the headset.

use super::{Failure, screenings::admit};
use crate::{
    app::App,
    auth::{Granted, PairSessions},
    clock, live,
};
use axum::{Json, extract::State};
use care::screening::Use;
use link::api::{Pair, Paired, Problem};
use session::Subject;
use std::sync::Arc;

/// Binds the colleague to the session that shows this code, and has the headset ask the client.
#[utoipa::path(post, path = "/api/v1/pair", tag = "live", request_body = Pair,
    responses((status = 200, body = Paired), (status = 404, body = Problem), (status = 429, body = Problem),
        (status = 409, description = "A safety rule stands in the way; `code` says which.", body = Problem),
        (status = 422, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn pair(
    State(app): State<App>,
    granted: Granted<PairSessions>,
    Json(pair): Json<Pair>,
) -> Result<Json<Paired>, Failure> {
    let user = &granted.user;
    if pair.digits.len() != 4 || !pair.digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(Failure::BadInput("pairing code"));
    }
    let now_us = clock::monotonic_us();
    let wait_us = app.codes.must_wait_us(&user.id, now_us);
    if wait_us > 0 {
        return Err(Failure::Wait(u64::try_from(wait_us / 1_000_000 + 1).unwrap_or(1)));
    }
    let alone = pair.way.map_or(pair.alone, |way| way.is_alone(pair.alone));
    let wanted = (if alone { Use::Alone } else { Use::Supervised }, pair.way);
    if let Some(client) = pair.client {
        let read = granted.audit_client(&app, "read", "client", Some(client.0), client).await?;
        admit(&app, &read, &granted, client, wanted).await?;
    }
    let Some(room) = app.hub.shows(user.organisation, &pair.digits) else {
        app.codes.failed(user.id, now_us);
        return Err(Failure::UnknownPairingCode);
    };
    // It may be somebody's already, whom this colleague does not treat: then its code still works for who does.
    let subject = room.row().subject;
    let before = granted.audit_subject(&app, "pair", "session", Some(room.session().0), subject);
    let mut written = before.await?;
    let whose = match (pair.client, subject) {
        (Some(named), Subject::Client(of)) if named != of => return Err(Failure::SessionOfAnother),
        (None, Subject::Client(of)) => {
            admit(&app, &written, &granted, of, wanted).await?;
            Some(of)
        }
        (named, _) => named,
    };
    if whose.is_none() && pair.way.is_some_and(|way| !way.is_for_unknown()) {
        return Err(Failure::BadInput("way"));
    }
    if app.hub.redeem(user.organisation, &pair.digits).is_none_or(|shown| shown.session() != room.session()) {
        return Err(Failure::UnknownPairingCode);
    }
    app.codes.succeeded(&user.id);
    if let Some(client) = whose {
        written = granted.audit_client(&app, "assign", "session", Some(room.session().0), client).await?;
        if !app.store.give_session_to(&written, room.session(), client, alone).await? {
            return Err(Failure::SessionOfAnother);
        }
        let recorded = app.store.recorded(client).await?;
        live::give(&app, room.session(), client, recorded).await?;
    }
    if let Some(way) = pair.way {
        app.store.set_way(&written, room.session(), way, user.id).await?;
    }
    if whose.is_some() {
        // Before the client chooses a world.
        room.learn_worlds(&written).await;
        room.learn_allocated(&written).await;
    }
    room.pair(&Arc::new(user.clone()));
    if pair.client.is_some() {
        live::learn(&room, &written).await;
    }
    let device_name = room.row().headset_name;
    Ok(Json(Paired { session: room.session(), device_name }))
}
