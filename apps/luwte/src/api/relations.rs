//! Who treats a client: begun and ended by those who do, never taken out; and emergency access without it.

use super::{Failure, people::refused};
use crate::{
    app::App,
    auth::{
        ChangeRelations, CreateEmergencies, CreateRelations, Granted, ReadEmergencies, ReadRelations,
        ReviewEmergencies, audit_row,
    },
    clock, live,
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use link::{
    api::Problem,
    people::{
        Emergency, EmergencyOpened, EndRelation, Ending, JudgeEmergency, NewEmergency, NewRelation, Relation,
    },
};
use session::{ClientId, EmergencyId, RelationId};

/// Emergency access holds for so long: a shift.
const EMERGENCY_US: i64 = 8 * 3_600_000_000;
/// The shortest reason, in characters: a word is none.
const REASON_MIN_CHARS: usize = 10;
/// The longest reason and judgement, in characters.
const TEXT_MAX_CHARS: usize = 1_000;

/// Everybody who treats the client, or did, newest first.
#[utoipa::path(get, path = "/api/v1/clients/{id}/relations", tag = "clients", params(("id" = ClientId, Path)),
    responses((status = 200, body = Vec<Relation>), (status = 404, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn list(
    State(app): State<App>,
    granted: Granted<ReadRelations>,
    Path(id): Path<ClientId>,
) -> Result<Json<Vec<Relation>>, Failure> {
    let read = granted.audit_client(&app, "read", "relations", None, id).await?;
    Ok(Json(app.store.relations(&read, id).await?))
}

/// A colleague or a team treats the client too, from now on.
#[utoipa::path(post, path = "/api/v1/clients/{id}/relations", tag = "clients", params(("id" = ClientId, Path)),
    request_body = NewRelation,
    responses((status = 201, body = Vec<Relation>), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn begin(
    State(app): State<App>,
    granted: Granted<CreateRelations>,
    Path(id): Path<ClientId>,
    Json(new): Json<NewRelation>,
) -> Result<(StatusCode, Json<Vec<Relation>>), Failure> {
    let user = &granted.user;
    let now_us = clock::wall_us();
    let written = granted.audit_client(&app, "begin", "relation", None, id).await?;
    if !app.store.can_treat(user.organisation, new.carer, now_us).await? {
        return Err(Failure::Unknown("carer"));
    }
    let client = app.store.client(&written, user.organisation, id).await?;
    if client.ok_or(Failure::Unknown("client"))?.closed_us.is_some() {
        return Err(Failure::ClientClosed);
    }
    app.store.begin_relation(&written, id, new.carer, Some(user.id), now_us).await?;
    Ok((StatusCode::CREATED, Json(app.store.relations(&written, id).await?)))
}

/// A treatment relation ends: whoever saw the client by it alone sees nothing of them from the next request on.
#[utoipa::path(post, path = "/api/v1/clients/{id}/relations/{relation}/end", tag = "clients",
    params(("id" = ClientId, Path), ("relation" = RelationId, Path)), request_body = EndRelation,
    responses((status = 204), (status = 404, body = Problem), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn end(
    State(app): State<App>,
    granted: Granted<ChangeRelations>,
    Path((id, relation)): Path<(ClientId, RelationId)>,
    Json(end): Json<EndRelation>,
) -> Result<StatusCode, Failure> {
    if end.how == Ending::Left {
        return Err(Failure::BadInput("how"));
    }
    let written = granted.audit_client(&app, "end", "relation", Some(relation.0), id).await?;
    let by = granted.user.id;
    let whose = (granted.user.organisation, id);
    let ended = app.store.end_relation(&written, whose, relation, end.how, by, clock::wall_us());
    let ended = ended.await.map_err(refused)?;
    live::recheck(&app).await;
    if ended { Ok(StatusCode::NO_CONTENT) } else { Err(Failure::Unknown("relation")) }
}

/// Opens a client's record to somebody who does not treat them, for eight hours and for a reason that the privacy officer
/// reads. The client is named by their alias, exactly: nobody looks around by this.
#[utoipa::path(post, path = "/api/v1/emergencies", tag = "clients", request_body = NewEmergency,
    responses((status = 201, body = EmergencyOpened), (status = 404, body = Problem), (status = 422, body = Problem),
        (status = 429, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn open(
    State(app): State<App>,
    granted: Granted<CreateEmergencies>,
    Json(new): Json<NewEmergency>,
) -> Result<(StatusCode, Json<EmergencyOpened>), Failure> {
    let user = &granted.user;
    let reason = plain_text(&new.reason, REASON_MIN_CHARS).ok_or(Failure::BadInput("reason"))?;
    let now_us = clock::wall_us();
    let wait_us = app.emergencies.must_wait_us(&user.id, clock::monotonic_us());
    if wait_us > 0 {
        return Err(Failure::Wait(u64::try_from(wait_us / 1_000_000 + 1).unwrap_or(1)));
    }
    let searched = granted.audit(&app, "emergency-search", "clients", None).await?;
    let Some(client) = app.store.client_by_alias(&searched, user.organisation, new.alias.trim()).await?
    else {
        app.emergencies.failed(user.id, clock::monotonic_us());
        return Err(Failure::Unknown("client"));
    };
    // Nobody treats by this: the line stands in the log because there is no relation.
    let line = audit_row(user, "emergency-access", "client", Some(client.0), Some(client));
    let written = app.store.audit(&line, now_us).await?;
    let until = now_us + EMERGENCY_US;
    let id = app.store.add_emergency(&written, client, user.id, reason, (now_us, until)).await?;
    tracing::warn!(user = %user.id, "emergency access was opened");
    Ok((StatusCode::CREATED, Json(EmergencyOpened { id, client, until })))
}

/// Every emergency access of the institution, those that nobody has judged first.
#[utoipa::path(get, path = "/api/v1/emergencies", tag = "access log",
    responses((status = 200, body = Vec<Emergency>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn emergencies(
    State(app): State<App>,
    granted: Granted<ReadEmergencies>,
) -> Result<Json<Vec<Emergency>>, Failure> {
    let read = granted.audit(&app, "list", "emergencies", None).await?;
    Ok(Json(app.store.emergencies(&read, granted.user.organisation).await?))
}

/// The privacy officer says what they found of an emergency access, once.
#[utoipa::path(post, path = "/api/v1/emergencies/{id}/judge", tag = "access log", params(("id" = EmergencyId, Path)),
    request_body = JudgeEmergency,
    responses((status = 204), (status = 404, body = Problem), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn judge(
    State(app): State<App>,
    granted: Granted<ReviewEmergencies>,
    Path(id): Path<EmergencyId>,
    Json(new): Json<JudgeEmergency>,
) -> Result<StatusCode, Failure> {
    let judgement = plain_text(&new.judgement, 1).ok_or(Failure::BadInput("judgement"))?;
    let client = app.store.emergency_of(granted.user.organisation, id).await?;
    let client = client.ok_or(Failure::Unknown("emergency"))?;
    // The privacy officer treats nobody: the line stands without the condition.
    let line = audit_row(&granted.user, "judge", "emergency", Some(id.0), Some(client));
    let written = app.store.audit(&line, clock::wall_us()).await?;
    let by = (granted.user.organisation, granted.user.id);
    let judged = app.store.judge_emergency(&written, by, id, judgement, clock::wall_us()).await?;
    if judged { Ok(StatusCode::NO_CONTENT) } else { Err(Failure::Unknown("emergency")) }
}

/// A text without blanks around it: long enough, not too long, without control characters but the ends of lines.
pub(super) fn plain_text(text: &str, chars_min: usize) -> Option<&str> {
    let text = text.trim();
    let unfit = |letter: char| letter.is_control() && letter != '\n';
    let chars = text.chars().count();
    (chars >= chars_min && chars <= TEXT_MAX_CHARS && !text.contains(unfit)).then_some(text)
}
