//! Colleagues: who they are, the roles they are given and lose, how they leave, and how much their teams use headsets.

use super::{Failure, places::own_places};
use crate::{
    app::App,
    auth::{ChangePeople, Granted, ReadPeople, ReadUse, reach::may_give, table},
    clock, live,
    store::LeaveError,
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use link::{
    api::Problem,
    people::{Carer, HeldRole, Leaving, Left, NewRole, Person, Role, TeamUse},
};
use session::{SiteId, UserId};
use uuid::Uuid;

/// Nobody is announced to leave later than this, microseconds.
const AHEAD_MAX_US: i64 = 366 * 86_400_000_000;

/// The colleagues of the institution, by name, those who left last.
#[utoipa::path(get, path = "/api/v1/people", tag = "people",
    responses((status = 200, body = Vec<Person>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn list(
    State(app): State<App>,
    granted: Granted<ReadPeople>,
) -> Result<Json<Vec<Person>>, Failure> {
    let mut people = app.store.people(granted.user.organisation, clock::wall_us()).await?;
    let arranges = table::by_role(&granted.user.roles(), table::Resource::People, table::Action::Change);
    if arranges.is_none() {
        for person in &mut people {
            person.login = None;
            person.clients = None;
        }
    }
    Ok(Json(people))
}

/// Gives a colleague a role, in the whole institution or at one site. Nobody gives one to themselves.
#[utoipa::path(post, path = "/api/v1/people/{id}/roles", tag = "people", params(("id" = UserId, Path)),
    request_body = NewRole,
    responses((status = 201, body = HeldRole), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn give_role(
    State(app): State<App>,
    granted: Granted<ChangePeople>,
    Path(id): Path<UserId>,
    Json(new): Json<NewRole>,
) -> Result<(StatusCode, Json<HeldRole>), Failure> {
    let user = &granted.user;
    if id == user.id {
        return Err(Failure::NotToOneself);
    }
    may_give(user, new.role, new.site)?;
    bounds(&[new.role], new.site)?;
    if new.team.is_some() {
        return Err(Failure::BadInput("team"));
    }
    own_places(&app, user.organisation, new.site, new.team).await?;
    let now_us = clock::wall_us();
    let known = app.store.user(id, now_us).await?.filter(|known| known.organisation == user.organisation);
    known.ok_or(Failure::Unknown("colleague"))?;
    let written = granted.audit(&app, "give-role", "user", Some(id.0)).await?;
    let held = app.store.add_role(&written, id, &new, now_us).await?;
    Ok((StatusCode::CREATED, Json(HeldRole { id: held, role: new.role, site: new.site, team: new.team })))
}

/// Takes a role back, from the next request on. The last administrator keeps theirs.
#[utoipa::path(delete, path = "/api/v1/people/{id}/roles/{role}", tag = "people",
    params(("id" = UserId, Path), ("role" = Uuid, Path)),
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn end_role(
    State(app): State<App>,
    granted: Granted<ChangePeople>,
    Path((id, role)): Path<(UserId, Uuid)>,
) -> Result<StatusCode, Failure> {
    let user = &granted.user;
    let now_us = clock::wall_us();
    let known = app.store.user(id, now_us).await?.filter(|known| known.organisation == user.organisation);
    let known = known.ok_or(Failure::Unknown("colleague"))?;
    let held = known.held.iter().find(|held| held.id == role).ok_or(Failure::Unknown("role"))?;
    may_give(user, held.role, held.site)?;
    let written = granted.audit(&app, "end-role", "user", Some(id.0)).await?;
    let ended = app.store.end_role(&written, user.organisation, id, role, now_us).await.map_err(refused)?;
    live::recheck(&app).await;
    if ended { Ok(StatusCode::NO_CONTENT) } else { Err(Failure::Unknown("role")) }
}

/// Somebody leaves: now, or at a moment to come. Their logins are cut then, their clients go to a colleague or a team, and
/// all that they did keeps their name.
#[utoipa::path(post, path = "/api/v1/people/{id}/leave", tag = "people", params(("id" = UserId, Path)),
    request_body = Leaving,
    responses((status = 200, body = Left), (status = 404, body = Problem),
        (status = 409, description = "`clients-open`: they treat clients and nobody was named; `tasks-open`: the same of projects; `last-administrator`.", body = Problem),
        (status = 422, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn leave(
    State(app): State<App>,
    granted: Granted<ChangePeople>,
    Path(id): Path<UserId>,
    Json(leaving): Json<Leaving>,
) -> Result<Json<Left>, Failure> {
    let user = &granted.user;
    let now_us = clock::wall_us();
    let until_us = leaving.until.unwrap_or(now_us).max(now_us);
    if until_us > now_us.saturating_add(AHEAD_MAX_US) {
        return Err(Failure::BadInput("until"));
    }
    let known = app.store.user(id, now_us).await?.filter(|known| known.organisation == user.organisation);
    let known = known.ok_or(Failure::Unknown("colleague"))?;
    // Whoever may not give a role does not send away who has it.
    for held in &known.held {
        may_give(user, held.role, held.site)?;
    }
    if let Some(carer) = leaving.hand_over {
        // Whoever arranges this sees no client, and does not come to see any by it.
        if carer == Carer::User(user.id) || carer == Carer::User(id) {
            return Err(Failure::NotToOneself);
        }
        if !app.store.can_treat(user.organisation, carer, now_us).await? {
            return Err(Failure::Unknown("carer"));
        }
    }
    let written = granted.audit(&app, "leave", "user", Some(id.0)).await?;
    let left = app.store.leave(
        &written,
        user.organisation,
        id,
        (until_us, leaving.hand_over, leaving.tasks_to),
        (user.id, now_us),
    );
    let left = left.await.map_err(refused)?;
    live::recheck(&app).await;
    Ok(Json(left))
}

/// How much each team uses headsets, in the last 90 days: counts in which nobody can be recognised.
#[utoipa::path(get, path = "/api/v1/use", tag = "people",
    responses((status = 200, body = Vec<TeamUse>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn used(
    State(app): State<App>,
    granted: Granted<ReadUse>,
) -> Result<Json<Vec<TeamUse>>, Failure> {
    let read = granted.audit(&app, "read", "use", None).await?;
    Ok(Json(app.store.team_use(&read, granted.user.organisation, clock::wall_us()).await?))
}

/// Refuses a site on a role that holds in the whole institution whatever is written beside it.
pub(super) fn bounds(roles: &[Role], site: Option<SiteId>) -> Result<(), Failure> {
    let whole = [Role::Administrator, Role::Manager, Role::PrivacyOfficer, Role::Researcher];
    if site.is_some() && roles.iter().any(|role| whole.contains(role)) {
        return Err(Failure::BadInput("site"));
    }
    Ok(())
}

pub(super) fn refused(error: LeaveError) -> Failure {
    match error {
        LeaveError::Unknown => Failure::Unknown("colleague"),
        LeaveError::Clients(_) => Failure::ClientsOpen,
        LeaveError::Tasks(_) => Failure::TasksOpen,
        LeaveError::LastCarer => Failure::LastCarer,
        LeaveError::LastAdministrator => Failure::LastAdministrator,
        LeaveError::Store(error) => Failure::from(error),
    }
}
