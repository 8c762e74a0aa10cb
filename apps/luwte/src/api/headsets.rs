//! The register of headsets, and how one is enrolled.

use super::{
    Failure,
    clients::plain_name,
    enrol::{Attempt, ENROLMENT_US, NAME_MAX_CHARS},
};
use crate::{
    app::{App, Door},
    auth::{
        Anyone, ChangeHeadsets, CreateHeadsets, Granted, GrantedHeadset, KeyHeadset, OwnHeadset,
        ReadHeadsets, institution_key, origin, seal, secret,
    },
    clock,
    store::Headset,
};
use axum::{
    Extension, Json,
    extract::{ConnectInfo, Path, State},
    http::{HeaderMap, StatusCode, Uri, header},
    response::{AppendHeaders, IntoResponse},
};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use link::api::{
    DeviceSummary, Enrol, EnrolmentCode, HeadsetKey, HeadsetSelf, NewHeadset, Problem, RenameHeadset,
};
use session::DeviceId;
use std::{collections::HashSet, net::SocketAddr};

/// A headset stays enrolled for as long as browsers keep a cookie, and at every visit as long again.
const HEADSET_SECONDS: i64 = 400 * 86_400;
/// As so many a headset can say that it signed before.
const FORMER_MAX: usize = 8;

/// Every headset of the institution, by name.
#[utoipa::path(get, path = "/api/v1/headsets", tag = "headsets",
    responses((status = 200, body = Vec<DeviceSummary>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn list(
    State(app): State<App>,
    granted: Granted<ReadHeadsets>,
) -> Result<Json<Vec<DeviceSummary>>, Failure> {
    let headsets = app.store.headsets(granted.user.organisation).await?;
    let connected: HashSet<_> = app.hub.live().iter().map(|room| room.row().headset).collect();
    let mut register = Vec::with_capacity(headsets.len());
    for headset in headsets {
        register.push(DeviceSummary {
            id: headset.id,
            connected: connected.contains(&headset.id),
            last_seen: headset.last_seen_us,
            revoked: headset.revoked_us,
            quarantined: app.store.quarantined(headset.id).await?,
            name: headset.name,
        });
    }
    Ok(Json(register))
}

/// Registers a headset; the answer is what it must open, once, within ten minutes.
#[utoipa::path(post, path = "/api/v1/headsets", tag = "headsets", request_body = NewHeadset,
    responses((status = 201, body = EnrolmentCode), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn add(
    State(app): State<App>,
    Extension(door): Extension<Door>,
    uri: Uri,
    headers: HeaderMap,
    granted: Granted<CreateHeadsets>,
    Json(new): Json<NewHeadset>,
) -> Result<(StatusCode, Json<EnrolmentCode>), Failure> {
    let name = plain_name(&new.name, NAME_MAX_CHARS).ok_or(Failure::BadInput("name"))?;
    let code = secret::enrolment_code().map_err(|_| Failure::Internal("no randomness"))?;
    let now_us = clock::wall_us();
    granted.audit(&app, "create", "headset", None).await?;
    let hash = secret::enrolment_code_hash(&code);
    let headset = app.store.register_headset(granted.user.organisation, &name, now_us).await?;
    app.store.add_enrolment(headset, &hash, now_us, now_us + ENROLMENT_US).await?;
    let base = origin::base(&app, &headers, &uri, door);
    let url = format!("{base}/vr#enrol={code}");
    Ok((StatusCode::CREATED, Json(EnrolmentCode { code, url })))
}

/// A headset hands in its code; the answer sets its cookie.
#[utoipa::path(post, path = "/api/v1/headsets/enrol", tag = "headsets", request_body = Enrol,
    responses((status = 200, body = HeadsetSelf), (status = 404, body = Problem), (status = 429, body = Problem)))]
pub(super) async fn enrol(
    State(app): State<App>,
    Extension(door): Extension<Door>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    _: Anyone,
    Json(enrol): Json<Enrol>,
) -> Result<impl IntoResponse, Failure> {
    let attempt = Attempt::of(&app, peer.ip())?;
    let hash = attempt.hash(&enrol.code)?;
    let key = enrol.key.as_deref().map(|key| BASE64.decode(key).ok().filter(|key| seal::is_public(key)));
    let key = key.map(|key| key.ok_or(Failure::BadInput("key"))).transpose()?;
    let signed = enrol.former.iter().take(FORMER_MAX).map(|former| {
        let key = BASE64.decode(&former.key).ok().filter(|key| seal::is_public(key));
        Ok((former.id, key.ok_or(Failure::BadInput("key"))?))
    });
    let former = signed.collect::<Result<Vec<_>, Failure>>()?;
    let token = secret::Token::new().map_err(|_| Failure::Internal("no randomness"))?;
    let enrolled = app.store.enrol(&hash, &token.hash(), key.as_deref(), &former, clock::wall_us()).await;
    let headset = enrolled.map_err(|error| attempt.failed(error))?;
    tracing::info!(headset = %headset.id, "a headset was enrolled");
    let cookie = door.set_cookie(door.headset_cookie(), token.expose(), HEADSET_SECONDS);
    Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), Json(itself(&app, headset).await?)))
}

/// Who this headset is.
#[utoipa::path(get, path = "/api/v1/headset", tag = "headsets",
    responses((status = 200, body = HeadsetSelf), (status = 401, body = Problem)))]
pub(super) async fn own(
    State(app): State<App>,
    granted: GrantedHeadset<OwnHeadset>,
) -> Result<Json<HeadsetSelf>, Failure> {
    Ok(Json(itself(&app, granted.headset).await?))
}

/// A headset whose browser lost its key, or never had one, brings another.
#[utoipa::path(put, path = "/api/v1/headset/key", tag = "headsets", request_body = HeadsetKey,
    responses((status = 200, body = HeadsetSelf), (status = 401, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn key(
    State(app): State<App>,
    granted: GrantedHeadset<KeyHeadset>,
    Json(new): Json<HeadsetKey>,
) -> Result<Json<HeadsetSelf>, Failure> {
    let key = BASE64.decode(&new.key).ok().filter(|key| seal::is_public(key));
    let key = key.ok_or(Failure::BadInput("key"))?;
    if !app.store.renew_key(granted.headset.id, &key, clock::wall_us()).await? {
        return Err(Failure::NotEnrolled);
    }
    tracing::info!(headset = %granted.headset.id, "a headset brought another key");
    Ok(Json(itself(&app, granted.headset).await?))
}

async fn itself(app: &App, headset: Headset) -> Result<HeadsetSelf, Failure> {
    let seal_to = BASE64.encode(institution_key(app, headset.organisation).await?.public());
    let Headset { id, name, organisation_name, .. } = headset;
    Ok(HeadsetSelf { id, name, organisation_name, seal_to })
}

/// Gives a headset another name.
#[utoipa::path(patch, path = "/api/v1/headsets/{id}", tag = "headsets", params(("id" = DeviceId, Path)),
    request_body = RenameHeadset,
    responses((status = 204), (status = 404, body = Problem), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn rename(
    State(app): State<App>,
    granted: Granted<ChangeHeadsets>,
    Path(id): Path<DeviceId>,
    Json(new): Json<RenameHeadset>,
) -> Result<StatusCode, Failure> {
    let name = plain_name(&new.name, NAME_MAX_CHARS).ok_or(Failure::BadInput("name"))?;
    granted.audit(&app, "rename", "headset", Some(id.0)).await?;
    let renamed = app.store.rename_headset(granted.user.organisation, id, &name).await?;
    if renamed { Ok(StatusCode::NO_CONTENT) } else { Err(Failure::Unknown("headset")) }
}

/// Takes trust from a headset that was lost or sold: it is signed out, and what it still delivers is kept apart.
#[utoipa::path(delete, path = "/api/v1/headsets/{id}", tag = "headsets", params(("id" = DeviceId, Path)),
    responses((status = 204), (status = 404, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem)))]
pub(super) async fn revoke(
    State(app): State<App>,
    granted: Granted<ChangeHeadsets>,
    Path(id): Path<DeviceId>,
) -> Result<StatusCode, Failure> {
    granted.audit(&app, "revoke", "headset", Some(id.0)).await?;
    if !app.store.revoke_headset(granted.user.organisation, id, clock::wall_us()).await? {
        return Err(Failure::Unknown("headset"));
    }
    app.hub.show_out(id);
    Ok(StatusCode::NO_CONTENT)
}
