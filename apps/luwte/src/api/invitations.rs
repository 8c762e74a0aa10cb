//! Invitations: a colleague-to-be gets a code that works once, chooses a login name and a password, and is in.

use super::{
    Failure,
    clients::plain_name,
    login::{Entered, Entry, Site, enter},
    people::bounds,
    places::{may_change_team, own_places},
};
use crate::{
    app::{App, Door},
    auth::{
        Anyone, ChangeInvitations, CreateInvitations, Granted, ReadInvitations, origin, password,
        reach::may_give, secret,
    },
    clock,
    store::{AuditRow, UserToAdd},
};
use axum::{
    Extension, Json,
    extract::{ConnectInfo, Path, State},
    http::{HeaderMap, StatusCode, Uri},
};
use link::{
    api::Problem,
    login::Way,
    people::{AcceptInvitation, Invitation, InvitationCode, Invited, LookInvitation, NewInvitation},
};
use session::InvitationId;
use std::net::{IpAddr, SocketAddr};

/// The longest name and login name, in characters.
const NAME_MAX_CHARS: usize = 80;
/// The longest code anyone types, in bytes.
const CODE_MAX: usize = 40;
/// An invitation works for a week.
const INVITATION_US: i64 = 7 * 86_400_000_000;

/// Invitations that still work.
#[utoipa::path(get, path = "/api/v1/invitations", tag = "people",
    responses((status = 200, body = Vec<Invitation>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn list(
    State(app): State<App>,
    granted: Granted<ReadInvitations>,
) -> Result<Json<Vec<Invitation>>, Failure> {
    Ok(Json(app.store.invitations(granted.user.organisation, clock::wall_us()).await?))
}

/// Invites somebody. The code is told once; only its hash is kept. It works for a week, once.
#[utoipa::path(post, path = "/api/v1/invitations", tag = "people", request_body = NewInvitation,
    responses((status = 201, body = InvitationCode), (status = 404, body = Problem), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn add(
    State(app): State<App>,
    Extension(door): Extension<Door>,
    headers: HeaderMap,
    uri: Uri,
    granted: Granted<CreateInvitations>,
    Json(mut new): Json<NewInvitation>,
) -> Result<(StatusCode, Json<InvitationCode>), Failure> {
    let user = &granted.user;
    new.name = plain_name(&new.name, NAME_MAX_CHARS).ok_or(Failure::BadInput("name"))?;
    if new.roles.is_empty() {
        return Err(Failure::BadInput("roles"));
    }
    for role in &new.roles {
        may_give(user, *role, new.site)?;
    }
    bounds(&new.roles, new.site)?;
    own_places(&app, user.organisation, new.site, None).await?;
    if let Some(team) = new.team {
        may_change_team(&app, user, team).await?;
    }
    let code = secret::enrolment_code()?;
    let written = granted.audit(&app, "invite", "user", None).await?;
    let now_us = clock::wall_us();
    let expires = now_us + INVITATION_US;
    let hash = secret::typed_code_hash("invitation", &code);
    let by = (user.organisation, user.id);
    let id = app.store.add_invitation(&written, by, &new, &hash, (now_us, expires)).await?;
    let base = origin::base(&app, &headers, &uri, door);
    let url = format!("{base}/join#code={code}");
    Ok((StatusCode::CREATED, Json(InvitationCode { id, code, url, expires })))
}

/// Lets an invitation work no longer.
#[utoipa::path(delete, path = "/api/v1/invitations/{id}", tag = "people", params(("id" = InvitationId, Path)),
    responses((status = 204), (status = 404, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn withdraw(
    State(app): State<App>,
    granted: Granted<ChangeInvitations>,
    Path(id): Path<InvitationId>,
) -> Result<StatusCode, Failure> {
    let written = granted.audit(&app, "withdraw", "invitation", Some(id.0)).await?;
    let here = granted.user.organisation;
    let withdrawn = app.store.withdraw_invitation(&written, here, id, clock::wall_us()).await?;
    if withdrawn { Ok(StatusCode::NO_CONTENT) } else { Err(Failure::Unknown("invitation")) }
}

/// What an invitation is, for whoever has its code.
#[utoipa::path(post, path = "/api/v1/invitations/look", tag = "people", request_body = LookInvitation,
    responses((status = 200, body = Invited), (status = 404, body = Problem), (status = 429, body = Problem)))]
pub(super) async fn look(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    _: Anyone,
    Json(look): Json<LookInvitation>,
) -> Result<Json<Invited>, Failure> {
    let (_, _, invited) = found(&app, peer.ip(), &look.code).await?;
    Ok(Json(invited))
}

/// Makes a login of an invitation, once, and signs in.
#[utoipa::path(post, path = "/api/v1/invitations/accept", tag = "people", request_body = AcceptInvitation,
    responses((status = 200, body = link::api::Me), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem), (status = 429, body = Problem)))]
pub(super) async fn accept(
    State(app): State<App>,
    site: Site,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    _: Anyone,
    Json(accept): Json<AcceptInvitation>,
) -> Result<Entered, Failure> {
    let (organisation, id, invited) = found(&app, peer.ip(), &accept.code).await?;
    let login = plain_name(&accept.login, NAME_MAX_CHARS).ok_or(Failure::BadInput("login name"))?;
    let personal = [login.as_str(), &invited.name, &invited.organisation_name, "luwte"];
    let password_hash = password::choose(accept.password, &personal).await?;
    let user =
        UserToAdd { login: login.to_lowercase(), name: invited.name, roles: invited.roles, password_hash };
    let row = AuditRow {
        organisation,
        actor: "invited",
        actor_id: id.0,
        action: "accept",
        object: "invitation",
        object_id: Some(id.0),
        client: None,
    };
    let now_us = clock::wall_us();
    let written = app.store.audit(&row, now_us).await?;
    let hash = secret::typed_code_hash("invitation", &accept.code);
    let made = app.store.accept_invitation(&written, &hash, &user, now_us).await?;
    let made = made.ok_or(Failure::UnknownInvitation)?;
    let user = app.store.user(made, clock::wall_us()).await?.ok_or(Failure::UnknownInvitation)?;
    enter(&app, &site, user, Entry { way: Way::Password, factors: 1, shared: false }).await
}

async fn found(
    app: &App,
    from: IpAddr,
    code: &str,
) -> Result<(session::OrganisationId, InvitationId, Invited), Failure> {
    let now_us = clock::monotonic_us();
    let wait_us = app.enrolments.must_wait_us(&from, now_us);
    if wait_us > 0 {
        return Err(Failure::Wait(u64::try_from(wait_us / 1_000_000 + 1).unwrap_or(1)));
    }
    if code.len() > CODE_MAX {
        return Err(Failure::BadInput("code"));
    }
    let hash = secret::typed_code_hash("invitation", code);
    let invited = app.store.invited(&hash, clock::wall_us()).await?;
    invited.ok_or_else(|| {
        app.enrolments.failed(from, now_us);
        Failure::UnknownInvitation
    })
}
