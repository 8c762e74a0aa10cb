//! Sites and teams of the own institution, and who is in which team.

use super::{Failure, clients::plain_name, people::refused};
use crate::{
    app::App,
    auth::{
        ChangePlaces, CreatePlaces, Granted, ReadPlaces,
        reach::{self, Place},
        table::{Action, Resource},
    },
    clock, live,
    store::User,
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use link::{
    api::Problem,
    people::{Carer, NewMember, NewSite, NewTeam, Role, Site, Team},
};
use session::{OrganisationId, SiteId, TeamId, UserId};

/// The longest name of a site or a team, in characters.
const NAME_MAX_CHARS: usize = 60;

/// The sites of the institution, by name.
#[utoipa::path(get, path = "/api/v1/sites", tag = "people",
    responses((status = 200, body = Vec<Site>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn sites(
    State(app): State<App>,
    granted: Granted<ReadPlaces>,
) -> Result<Json<Vec<Site>>, Failure> {
    Ok(Json(app.store.sites(granted.user.organisation).await?))
}

/// Adds a site.
#[utoipa::path(post, path = "/api/v1/sites", tag = "people", request_body = NewSite,
    responses((status = 201, body = Site), (status = 409, body = Problem), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn add_site(
    State(app): State<App>,
    granted: Granted<CreatePlaces>,
    Json(mut new): Json<NewSite>,
) -> Result<(StatusCode, Json<Site>), Failure> {
    may_change(&granted.user, None)?;
    new.name = plain_name(&new.name, NAME_MAX_CHARS).ok_or(Failure::BadInput("name"))?;
    let written = granted.audit(&app, "create", "site", None).await?;
    let id = app.store.add_site(&written, granted.user.organisation, &new, clock::wall_us()).await?;
    Ok((StatusCode::CREATED, Json(Site { id, name: new.name, setting: new.setting })))
}

/// Gives a site another name or setting.
#[utoipa::path(put, path = "/api/v1/sites/{id}", tag = "people", params(("id" = SiteId, Path)), request_body = NewSite,
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn change_site(
    State(app): State<App>,
    granted: Granted<ChangePlaces>,
    Path(id): Path<SiteId>,
    Json(mut new): Json<NewSite>,
) -> Result<StatusCode, Failure> {
    may_change(&granted.user, Some(id))?;
    new.name = plain_name(&new.name, NAME_MAX_CHARS).ok_or(Failure::BadInput("name"))?;
    let written = granted.audit(&app, "change", "site", Some(id.0)).await?;
    let known = app.store.change_site(&written, granted.user.organisation, id, &new).await?;
    if known { Ok(StatusCode::NO_CONTENT) } else { Err(Failure::Unknown("site")) }
}

/// The teams of the institution, by name, with who is in them now.
#[utoipa::path(get, path = "/api/v1/teams", tag = "people",
    responses((status = 200, body = Vec<Team>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn teams(
    State(app): State<App>,
    granted: Granted<ReadPlaces>,
) -> Result<Json<Vec<Team>>, Failure> {
    Ok(Json(app.store.teams(granted.user.organisation, clock::wall_us()).await?))
}

/// Adds a team.
#[utoipa::path(post, path = "/api/v1/teams", tag = "people", request_body = NewTeam,
    responses((status = 201, body = Team), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn add_team(
    State(app): State<App>,
    granted: Granted<CreatePlaces>,
    Json(mut new): Json<NewTeam>,
) -> Result<(StatusCode, Json<Team>), Failure> {
    let here = granted.user.organisation;
    new.name = plain_name(&new.name, NAME_MAX_CHARS).ok_or(Failure::BadInput("name"))?;
    may_change(&granted.user, new.site)?;
    own_places(&app, here, new.site, None).await?;
    let written = granted.audit(&app, "create", "team", None).await?;
    let id = app.store.add_team(&written, here, &new, clock::wall_us()).await?;
    Ok((StatusCode::CREATED, Json(Team { id, name: new.name, site: new.site, members: Vec::new() })))
}

/// Gives a team another name or site.
#[utoipa::path(put, path = "/api/v1/teams/{id}", tag = "people", params(("id" = TeamId, Path)), request_body = NewTeam,
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn change_team(
    State(app): State<App>,
    granted: Granted<ChangePlaces>,
    Path(id): Path<TeamId>,
    Json(mut new): Json<NewTeam>,
) -> Result<StatusCode, Failure> {
    let here = granted.user.organisation;
    new.name = plain_name(&new.name, NAME_MAX_CHARS).ok_or(Failure::BadInput("name"))?;
    // From a site that is theirs, to a site that is theirs.
    may_change_team(&app, &granted.user, id).await?;
    may_change(&granted.user, new.site)?;
    own_places(&app, here, new.site, None).await?;
    let written = granted.audit(&app, "change", "team", Some(id.0)).await?;
    let known = app.store.change_team(&written, here, id, &new).await.map_err(refused)?;
    if known { Ok(StatusCode::NO_CONTENT) } else { Err(Failure::Unknown("team")) }
}

/// A colleague comes into a team, and sees its clients if they are a practitioner. Nobody adds themselves.
#[utoipa::path(post, path = "/api/v1/teams/{id}/members", tag = "people", params(("id" = TeamId, Path)),
    request_body = NewMember,
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn join(
    State(app): State<App>,
    granted: Granted<ChangePlaces>,
    Path(id): Path<TeamId>,
    Json(new): Json<NewMember>,
) -> Result<StatusCode, Failure> {
    let here = granted.user.organisation;
    if new.user == granted.user.id {
        return Err(Failure::NotToOneself);
    }
    may_change_team(&app, &granted.user, id).await?;
    let now_us = clock::wall_us();
    let known = app.store.user(new.user, now_us).await?.filter(|user| user.organisation == here);
    let known = known.ok_or(Failure::Unknown("colleague"))?;
    // Whoever leaves soon takes no new clients, by a team neither.
    let treats = known.roles().contains(&Role::Practitioner);
    if treats && !app.store.can_treat(here, Carer::User(new.user), now_us).await? {
        return Err(Failure::Leaving);
    }
    let written = granted.audit(&app, "join-team", "user", Some(new.user.0)).await?;
    app.store.join_team(&written, id, new.user, now_us).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A colleague is no longer in a team, and no longer sees its clients by it.
#[utoipa::path(delete, path = "/api/v1/teams/{id}/members/{user}", tag = "people",
    params(("id" = TeamId, Path), ("user" = UserId, Path)),
    responses((status = 204), (status = 404, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn leave(
    State(app): State<App>,
    granted: Granted<ChangePlaces>,
    Path((id, user)): Path<(TeamId, UserId)>,
) -> Result<StatusCode, Failure> {
    may_change_team(&app, &granted.user, id).await?;
    let written = granted.audit(&app, "leave-team", "user", Some(user.0)).await?;
    let left = app.store.leave_team(&written, granted.user.organisation, id, user, clock::wall_us());
    let left = left.await.map_err(refused)?;
    live::recheck(&app).await;
    if left { Ok(StatusCode::NO_CONTENT) } else { Err(Failure::Unknown("member")) }
}

/// Whether somebody may change what is at this site, or what is at none: a role that they have for one site does so there.
fn may_change(user: &User, site: Option<SiteId>) -> Result<(), Failure> {
    reach::may(user, (Resource::Places, Action::Change), Place::Site(site), false)
}

/// [`may_change`] of a team, by its site. Another institution's team is unknown here.
pub(super) async fn may_change_team(app: &App, user: &User, team: TeamId) -> Result<(), Failure> {
    let teams = app.store.teams(user.organisation, clock::wall_us()).await?;
    let known = teams.into_iter().find(|known| known.id == team).ok_or(Failure::Unknown("team"))?;
    may_change(user, known.site)
}

/// Refuses sites and teams that are not the institution's own.
pub(super) async fn own_places(
    app: &App,
    organisation: OrganisationId,
    site: Option<SiteId>,
    team: Option<TeamId>,
) -> Result<(), Failure> {
    if let Some(site) = site
        && !app.store.sites(organisation).await?.iter().any(|known| known.id == site)
    {
        return Err(Failure::Unknown("site"));
    }
    if let Some(team) = team
        && !app.store.teams(organisation, clock::wall_us()).await?.iter().any(|known| known.id == team)
    {
        return Err(Failure::Unknown("team"));
    }
    Ok(())
}
