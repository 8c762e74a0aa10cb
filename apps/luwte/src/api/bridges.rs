//! The register of bridges, how one is enrolled, and what a bridge asks: where its straps' beats go.

use super::{ENROLMENT_US, Failure, clients::plain_name};
use crate::{
    app::App,
    auth::{
        Anyone, ChangeBridges, CreateBridges, Granted, PlaceStraps, ReadBridges, ReadOwnBridge,
        bridge::GrantedBridge, secret,
    },
    clock,
    store::{EnrolError, PlacedStrap},
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
        HeardStraps, NewBridge, PlaceStrap, STRAP_NAME_MAX, STRAPS_MAX, SessionWindow, StrapWork,
    },
};
use session::{BridgeId, DeviceId, OrganisationId, StrapId};
use std::net::SocketAddr;

/// The longest name, in characters.
const NAME_MAX_CHARS: usize = 40;
/// The longest code anyone types, in bytes.
const CODE_MAX: usize = 40;
/// What a bridge kept for longer than this is no longer taken, microseconds.
const LATE_MAX_US: i64 = 31 * 86_400_000_000;
/// No session is longer than this, microseconds: one that was opened earlier is over.
const SESSION_MAX_US: i64 = 86_400_000_000;

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
            straps: straps.into_iter().map(|placed| placed.strap).collect(),
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
    Ok((StatusCode::CREATED, Json(BridgeCode { id, code })))
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
    let now_us = clock::monotonic_us();
    let wait_us = app.enrolments.must_wait_us(&peer.ip(), now_us);
    if wait_us > 0 {
        return Err(Failure::Wait(u64::try_from(wait_us / 1_000_000 + 1).unwrap_or(1)));
    }
    if enrol.code.len() > CODE_MAX {
        return Err(Failure::BadInput("enrolment code"));
    }
    let token = secret::Token::new().map_err(|_| Failure::Internal("no randomness"))?;
    let hash = secret::enrolment_code_hash(&enrol.code);
    let enrolled = app.store.enrol_bridge(&hash, &token.hash(), clock::wall_us()).await;
    let bridge = enrolled.map_err(|error| match error {
        EnrolError::UnknownCode => {
            app.enrolments.failed(peer.ip(), now_us);
            Failure::UnknownEnrolmentCode
        }
        EnrolError::Store(error) => Failure::from(error),
    })?;
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
    let since_us = heard.since.clamp(now.saturating_sub(LATE_MAX_US), now);
    let mut straps = Vec::new();
    for placed in app.store.bridge_straps(bridge.id).await? {
        let sessions = match placed.strap.headset {
            Some(headset) => windows(&app, bridge.organisation, headset, &placed, since_us).await?,
            None => Vec::new(),
        };
        let PlacedStrap { strap: BridgeStrap { id, address, name, .. }, headset_name: headset, .. } = placed;
        straps.push(StrapWork { id, address, name, headset, sessions });
    }
    Ok(Json(BridgeWork { now, straps }))
}

/// The sessions that may get beats of a strap: of the headset it goes with, since it does.
async fn windows(
    app: &App,
    organisation: OrganisationId,
    headset: DeviceId,
    placed: &PlacedStrap,
    since_us: i64,
) -> Result<Vec<SessionWindow>, Failure> {
    let since_us = since_us.max(placed.since_us);
    let opened_us = since_us.saturating_sub(SESSION_MAX_US);
    let spans = app.store.session_spans(organisation, headset, opened_us).await?;
    let window = spans.into_iter().filter_map(|span| {
        // What waits to be sealed is known to the room, and how far the headset's own clock has come.
        let room = app.hub.room(span.id);
        let (length, live) = room.as_ref().map_or((span.length, false), |room| room.span());
        let length_us = i64::try_from(length.max(span.length).0).unwrap_or(i64::MAX);
        let world_now = room.filter(|_| live).and_then(|room| room.world_now(clock::monotonic_us()));
        let opened = match world_now.and_then(|world| i64::try_from(world.0).ok()) {
            Some(world_us) => clock::wall_us().saturating_sub(world_us),
            None => span.opened_us,
        };
        let from = span.opened_us.min(opened).max(placed.since_us);
        let to = (!live).then(|| span.opened_us.saturating_add(length_us));
        let window = SessionWindow { session: span.id, opened, from, to };
        to.is_none_or(|to| to > since_us).then_some(window)
    });
    Ok(window.collect())
}

fn fits(strap: &HeardStrap) -> bool {
    let parts: Vec<_> = strap.address.split(':').collect();
    let hex = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    parts.len() == 6
        && parts.iter().all(|part| hex(part))
        && strap.name.chars().count() <= STRAP_NAME_MAX
        && !strap.name.chars().any(char::is_control)
}
