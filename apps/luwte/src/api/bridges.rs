//! The register of bridges, how one is enrolled, and what a bridge asks: where its straps' beats go.

use super::{
    Failure,
    clients::plain_name,
    enrol::{Attempt, ENROLMENT_US, NAME_MAX_CHARS},
    windows::windows,
};
use crate::{
    app::App,
    auth::{
        Anyone, ChangeBridges, CreateBridges, Granted, PlaceStraps, ReadBridges, ReadOwnBridge,
        bridge::GrantedBridge, secret,
    },
    clock,
    store::PlacedStrap,
};
use axum::{
    Json,
    extract::{ConnectInfo, Path, State},
    http::StatusCode,
};
use link::{
    api::Problem,
    bridge::{
        BridgeCode, BridgeStrap, BridgeSummary, BridgeWork, EnrolBridge, EnrolledBridge, HeardStrap,
        HeardStraps, NewBridge, PlaceStrap, STRAP_NAME_MAX, STRAPS_MAX, StrapWork,
    },
};
use session::{BridgeId, StrapId};
use std::net::SocketAddr;

/// Every bridge of the institution, by name, with the straps it hears.
#[utoipa::path(get, path = "/api/v1/bridges", tag = "bridges",
    responses((status = 200, body = Vec<BridgeSummary>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn list(
    State(app): State<App>,
    granted: Granted<ReadBridges>,
) -> Result<Json<Vec<BridgeSummary>>, Failure> {
    let bridges = app.store.bridges(granted.user.organisation).await?;
    let mut register = Vec::with_capacity(bridges.len());
    for bridge in bridges {
        let straps = app.store.bridge_straps(bridge.id).await?;
        register.push(BridgeSummary {
            id: bridge.id,
            name: bridge.name,
            last_seen: bridge.last_seen_us,
            revoked: bridge.revoked_us,
            straps: straps
                .into_iter()
                .map(|PlacedStrap { strap, .. }| BridgeStrap {
                    battery_pct: app.batteries.of(strap.id),
                    ..strap
                })
                .collect(),
        });
    }
    Ok(Json(register))
}

/// Registers a bridge; the answer is what it must be started with, once, within ten minutes.
#[utoipa::path(post, path = "/api/v1/bridges", tag = "bridges", request_body = NewBridge,
    responses((status = 201, body = BridgeCode), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn add(
    State(app): State<App>,
    granted: Granted<CreateBridges>,
    Json(new): Json<NewBridge>,
) -> Result<(StatusCode, Json<BridgeCode>), Failure> {
    let name = plain_name(&new.name, NAME_MAX_CHARS).ok_or(Failure::BadInput("name"))?;
    let code = secret::enrolment_code().map_err(|_| Failure::Internal("no randomness"))?;
    granted.audit(&app, "create", "bridge", None).await?;
    let (hash, now_us) = (secret::enrolment_code_hash(&code), clock::wall_us());
    let organisation = granted.user.organisation;
    let id = app.store.add_bridge(organisation, &name, &hash, now_us, now_us + ENROLMENT_US).await?;
    let authority = app.settings.ca.as_deref().and_then(crate::tls::pem_fingerprint);
    let fingerprint = authority.map(|digest| digest.map(|byte| format!("{byte:02X}")).join(":"));
    Ok((StatusCode::CREATED, Json(BridgeCode { id, code, fingerprint })))
}

/// A bridge hands in its code; the answer has its token.
#[utoipa::path(post, path = "/api/v1/bridges/enrol", tag = "bridges", request_body = EnrolBridge,
    responses((status = 200, body = EnrolledBridge), (status = 404, body = Problem), (status = 429, body = Problem)))]
pub(super) async fn enrol(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    _: Anyone,
    Json(enrol): Json<EnrolBridge>,
) -> Result<Json<EnrolledBridge>, Failure> {
    let attempt = Attempt::of(&app, peer.ip())?;
    let hash = attempt.hash(&enrol.code)?;
    let token = secret::Token::new().map_err(|_| Failure::Internal("no randomness"))?;
    let enrolled = app.store.enrol_bridge(&hash, &token.hash(), clock::wall_us()).await;
    let bridge = enrolled.map_err(|error| attempt.failed(error))?;
    tracing::info!(bridge = %bridge.id, "a bridge was enrolled");
    let (id, name, organisation_name) = (bridge.id, bridge.name, bridge.organisation_name);
    Ok(Json(EnrolledBridge { id, name, organisation_name, token: token.expose().to_owned() }))
}

/// Says which headset a strap goes with from now on: its beats go into the sessions of that one.
#[utoipa::path(put, path = "/api/v1/bridges/{id}/straps/{strap}", tag = "bridges",
    params(("id" = BridgeId, Path), ("strap" = StrapId, Path)), request_body = PlaceStrap,
    responses((status = 204), (status = 404, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn place(
    State(app): State<App>,
    granted: Granted<PlaceStraps>,
    Path((id, strap)): Path<(BridgeId, StrapId)>,
    Json(place): Json<PlaceStrap>,
) -> Result<StatusCode, Failure> {
    granted.audit(&app, "place", "strap", Some(strap.0)).await?;
    let known = app.store.bridge_straps(id).await?.iter().any(|placed| placed.strap.id == strap);
    let organisation = granted.user.organisation;
    let placed = known && app.store.place_strap(organisation, strap, place.headset, clock::wall_us()).await?;
    if placed { Ok(StatusCode::NO_CONTENT) } else { Err(Failure::Unknown("strap or headset")) }
}

/// Takes trust from a bridge: its token works no longer, within seconds on links that are open.
#[utoipa::path(delete, path = "/api/v1/bridges/{id}", tag = "bridges", params(("id" = BridgeId, Path)),
    responses((status = 204), (status = 404, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn revoke(
    State(app): State<App>,
    granted: Granted<ChangeBridges>,
    Path(id): Path<BridgeId>,
) -> Result<StatusCode, Failure> {
    granted.audit(&app, "revoke", "bridge", Some(id.0)).await?;
    let known = app.store.revoke_bridge(granted.user.organisation, id, clock::wall_us()).await?;
    if known { Ok(StatusCode::NO_CONTENT) } else { Err(Failure::Unknown("bridge")) }
}

/// A bridge says which straps it hears, and learns where their beats go.
#[utoipa::path(post, path = "/api/v1/bridge/straps", tag = "bridges", request_body = HeardStraps,
    responses((status = 200, body = BridgeWork), (status = 401, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn work(
    State(app): State<App>,
    granted: GrantedBridge<ReadOwnBridge>,
    Json(heard): Json<HeardStraps>,
) -> Result<Json<BridgeWork>, Failure> {
    if heard.straps.len() > STRAPS_MAX || !heard.straps.iter().all(fits) {
        return Err(Failure::BadInput("straps"));
    }
    let (bridge, now) = (granted.bridge, clock::wall_us());
    app.store.bridge_hears(bridge.id, &heard.straps, now).await?;
    let mut straps = Vec::new();
    for placed in app.store.bridge_straps(bridge.id).await? {
        let sessions = match placed.strap.headset {
            Some(headset) => {
                windows(&app, bridge.organisation, headset, placed.since_us, heard.since).await?
            }
            None => Vec::new(),
        };
        let PlacedStrap { strap: BridgeStrap { id, address, name, .. }, headset_name: headset, .. } = placed;
        let told = heard.straps.iter().find(|strap| strap.address == address);
        if let Some(percent) = told.and_then(|strap| strap.battery_pct) {
            app.batteries.told(id, percent);
        }
        straps.push(StrapWork { id, address, name, headset, sessions });
    }
    Ok(Json(BridgeWork { now, straps }))
}

fn fits(strap: &HeardStrap) -> bool {
    let parts: Vec<_> = strap.address.split(':').collect();
    let hex = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    parts.len() == 6
        && parts.iter().all(|part| hex(part))
        && strap.name.chars().count() <= STRAP_NAME_MAX
        && !strap.name.chars().any(char::is_control)
        && strap.battery_pct.is_none_or(|percent| percent <= 100)
}
