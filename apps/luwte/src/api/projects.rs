//! Projects that bring it into care: how each stands, with real use beside it; beginning and changing them; what waits for whom.

use super::{
    Failure, house,
    places::own_places,
    reports::{In, made, set},
};
use crate::{
    app::App,
    auth::{
        ChangeProjects, CreateProjects, Granted, ReadProjects,
        table::{self, Action, Actor, Resource, When},
    },
    clock,
    store::{ProjectError, ProjectRow, StoreError, User},
};
use axum::{
    Json,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::IntoResponse,
};
use link::{api::Problem, people::Role};
use report::{Agreements, Evaluation};
use session::{SiteId, TeamId, UserId};
use toolkit::project::{
    CHAMPION, COORDINATOR, Change, Day, Figures, NewChange, NewProject, Project, Refusal, Reminder,
    SeenProject, monitoring,
};
use uuid::Uuid;

/// The projects of the institution, the oldest first.
#[utoipa::path(get, path = "/api/v1/projects", tag = "toolkit",
    responses((status = 200, body = Vec<SeenProject>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn list(
    State(app): State<App>,
    granted: Granted<ReadProjects>,
) -> Result<Json<Vec<SeenProject>>, Failure> {
    let mut all = Vec::new();
    for row in app.store.projects(granted.user.organisation).await? {
        all.push(seen(&app, &granted.user, row).await?);
    }
    Ok(Json(all))
}

/// One project: its plan, who does what, and what is known from real use.
#[utoipa::path(get, path = "/api/v1/projects/{id}", tag = "toolkit", params(("id" = Uuid, Path)),
    responses((status = 200, body = SeenProject), (status = 404, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn one(
    State(app): State<App>,
    granted: Granted<ReadProjects>,
    Path(id): Path<Uuid>,
) -> Result<Json<SeenProject>, Failure> {
    let row = open(&app, &granted.user, id).await?;
    Ok(Json(seen(&app, &granted.user, row).await?))
}

/// Begins a project; whoever begins it coordinates. The same project sent twice is one.
#[utoipa::path(post, path = "/api/v1/projects", tag = "toolkit", request_body = NewProject,
    responses((status = 201, body = SeenProject), (status = 404, body = Problem), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn begin(
    State(app): State<App>,
    granted: Granted<CreateProjects>,
    Json(new): Json<NewProject>,
) -> Result<(StatusCode, Json<SeenProject>), Failure> {
    let user = &granted.user;
    own_places(&app, user.organisation, None, new.team).await?;
    if !runs(user, site_of(&app, user, new.team).await?) {
        return Err(Failure::Forbidden);
    }
    let change = Change::Began { name: new.name, goal: new.goal, line: new.line, strategies: new.strategies };
    let written = granted.audit(&app, "begin", "project", Some(new.id)).await?;
    app.store
        .begin_project(&written, user.organisation, (new.id, new.team), (user.id, &change), clock::wall_us())
        .await
        .map_err(refused)?;
    let row = open(&app, user, new.id).await?;
    Ok((StatusCode::CREATED, Json(seen(&app, user, row).await?)))
}

/// Changes a project: all of it as who coordinates there, and else one's own tasks, one's own voluntary part and the questions
/// that are asked of a role one has. The same change sent twice is one.
#[utoipa::path(post, path = "/api/v1/projects/{id}/changes", tag = "toolkit", params(("id" = Uuid, Path)),
    request_body = NewChange,
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn change(
    State(app): State<App>,
    granted: Granted<ChangeProjects>,
    Path(id): Path<Uuid>,
    Json(new): Json<NewChange>,
) -> Result<StatusCode, Failure> {
    let user = &granted.user;
    named_are_ours(&app, user, &new.change).await?;
    let written = granted.audit(&app, "change", "project", Some(id)).await?;
    let may = |row: &ProjectRow| {
        let has = |role: &str| has_part(user, &row.project, role);
        // A hand-over comes with leaving only.
        let can = !matches!(new.change, Change::HandedOver { .. } | Change::Began { .. });
        can && (runs(user, row.site) || new.change.is_own(&row.project, user.id, has))
    };
    app.store
        .change_project(
            &written,
            user.organisation,
            (id, new.id),
            (user.id, &new.change),
            clock::wall_us(),
            may,
        )
        .await
        .map_err(refused)?;
    Ok(StatusCode::NO_CONTENT)
}

/// What waits for you in projects: tasks that are late or must be done within a week.
#[utoipa::path(get, path = "/api/v1/reminders", tag = "toolkit",
    responses((status = 200, body = Vec<Reminder>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn reminders(
    State(app): State<App>,
    granted: Granted<ReadProjects>,
) -> Result<Json<Vec<Reminder>>, Failure> {
    let today = Day::of_us(clock::wall_us());
    let projects = app.store.projects(granted.user.organisation).await?;
    let waiting = projects.into_iter().map(|row| Reminder {
        tasks: row.project.waits_for(granted.user.id, today),
        project: row.id,
        name: row.project.name,
        today,
    });
    Ok(Json(waiting.filter(|reminder| !reminder.tasks.is_empty()).collect()))
}

/// The monitoring list of a project, filled from real use and answers; nobody can be recognised in it.
#[utoipa::path(get, path = "/api/v1/projects/{id}/figures", tag = "toolkit", params(("id" = Uuid, Path)),
    responses((status = 200, body = Figures), (status = 404, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn figures(
    State(app): State<App>,
    granted: Granted<ReadProjects>,
    Path(id): Path<Uuid>,
) -> Result<Json<Figures>, Failure> {
    let row = open(&app, &granted.user, id).await?;
    Ok(Json(filled(&app, &granted, &row).await?))
}

/// The agreements on who does what, as PDF/UA-1 in the institution's house style.
#[utoipa::path(get, path = "/api/v1/projects/{id}/agreements.pdf", tag = "toolkit", params(("id" = Uuid, Path), In),
    responses((status = 200, description = "The agreements.", content_type = "application/pdf", body = Vec<u8>),
        (status = 404, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn agreements(
    State(app): State<App>,
    granted: Granted<ReadProjects>,
    Path(id): Path<Uuid>,
    Query(asked): Query<In>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Failure> {
    let language = asked.language(&headers)?;
    let row = open(&app, &granted.user, id).await?;
    let seen = seen(&app, &granted.user, row).await?;
    let house = house::of(&app, &granted.user).await?;
    set(&app, format!("luwte-agreements-{}", id.as_simple()), move || {
        Agreements::of(&seen, &made(), super::texts(language)).pdf(&house)
    })
    .await
}

/// The evaluation of a project for team, management and provider, as PDF/UA-1 in the institution's house style.
#[utoipa::path(get, path = "/api/v1/projects/{id}/report.pdf", tag = "toolkit", params(("id" = Uuid, Path), In),
    responses((status = 200, description = "The evaluation.", content_type = "application/pdf", body = Vec<u8>),
        (status = 404, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn report(
    State(app): State<App>,
    granted: Granted<ReadProjects>,
    Path(id): Path<Uuid>,
    Query(asked): Query<In>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Failure> {
    let language = asked.language(&headers)?;
    let row = open(&app, &granted.user, id).await?;
    let figures = filled(&app, &granted, &row).await?;
    let seen = seen(&app, &granted.user, row).await?;
    let house = house::of(&app, &granted.user).await?;
    set(&app, format!("luwte-evaluation-{}", id.as_simple()), move || {
        Evaluation::of(&seen, &figures, &made(), super::texts(language)).pdf(&house)
    })
    .await
}

/// The monitoring list as it is filled now; that it was read is written into the access log.
async fn filled(app: &App, granted: &Granted<ReadProjects>, row: &ProjectRow) -> Result<Figures, Failure> {
    let now_us = clock::wall_us();
    let read = granted.audit(app, "read", "project-figures", Some(row.id)).await?;
    let teams = row.project.places.iter().map(|place| place.team).collect();
    let today = Day::of_us(now_us);
    let from = row.project.measured_from(today);
    let used = app.store.project_use(&read, granted.user.organisation, &teams, from, now_us).await?;
    Ok(monitoring(&row.project, &used, today))
}

async fn open(app: &App, user: &User, id: Uuid) -> Result<ProjectRow, Failure> {
    app.store.project(user.organisation, id).await?.ok_or(Failure::Unknown("project"))
}

async fn seen(app: &App, user: &User, row: ProjectRow) -> Result<SeenProject, Failure> {
    let now_us = clock::wall_us();
    let facts = app.store.project_facts(user.organisation, &row.project, now_us).await?;
    let (people, teams) = app.store.project_names(user.organisation, &row.project).await?;
    Ok(SeenProject {
        id: row.id,
        team: row.team,
        runs: runs(user, row.site),
        project: row.project,
        facts,
        today: Day::of_us(now_us),
        people,
        teams,
    })
}

/// Whether somebody runs projects at a site, or those of the whole institution: by the table, and where their role holds.
fn runs(user: &User, site: Option<SiteId>) -> bool {
    user.held.iter().any(|held| {
        let all = table::condition(Actor::User(held.role), Resource::Projects, Action::Change);
        all == Some(When::Here) && held.site.is_none_or(|only| site == Some(only))
    })
}

/// Whether somebody has the part that a question of the monitoring list is asked of. What a client answers is written down by
/// whoever is beside them.
fn has_part(user: &User, project: &Project, part: &str) -> bool {
    let is = |role| user.held.iter().any(|held| held.role == role);
    let holds = |user: UserId| project.held.iter().any(|held| held.role == part && held.user == user);
    holds(user.id)
        || match part {
            "practitioner" => is(Role::Practitioner),
            "client" => is(Role::Practitioner) || is(Role::Champion),
            CHAMPION => is(Role::Champion),
            "manager" => is(Role::Manager),
            COORDINATOR => is(Role::Coordinator),
            _ => false,
        }
}

async fn site_of(app: &App, user: &User, team: Option<TeamId>) -> Result<Option<SiteId>, Failure> {
    let Some(team) = team else { return Ok(None) };
    let teams = app.store.teams(user.organisation, clock::wall_us()).await?;
    Ok(teams.into_iter().find(|known| known.id == team).and_then(|known| known.site))
}

/// Refuses teams and colleagues of other institutions, and who has left.
async fn named_are_ours(app: &App, user: &User, change: &Change) -> Result<(), Failure> {
    let (team, who) = match change {
        Change::Placed { place } => (Some(place.team), None),
        Change::Appointed { team, user, .. } => (*team, Some(*user)),
        Change::Gave { to, .. } => (None, *to),
        _ => return Ok(()),
    };
    own_places(app, user.organisation, None, team).await?;
    if let Some(who) = who {
        let known = app.store.user(who, clock::wall_us()).await?;
        known.filter(|known| known.organisation == user.organisation).ok_or(Failure::Unknown("colleague"))?;
    }
    Ok(())
}

fn refused(error: ProjectError) -> Failure {
    match error {
        ProjectError::Unknown => Failure::Unknown("project"),
        ProjectError::NotOwn => Failure::Forbidden,
        ProjectError::Refused(refusal) => match refusal {
            Refusal::Over => Failure::ProjectOver,
            Refusal::LastCoordinator => Failure::LastCoordinator,
            Refusal::Unknown("answer") => Failure::BadInput("answer"),
            Refusal::Unknown(what) => Failure::Unknown(what),
            Refusal::Words(what) => Failure::BadInput(what),
            Refusal::Voluntary => Failure::BadInput("role"),
            Refusal::Many => Failure::BadInput("many"),
            Refusal::Begun | Refusal::Already | Refusal::Order => Failure::Meanwhile,
        },
        // An id that another change has.
        ProjectError::Store(StoreError::Taken) => Failure::Meanwhile,
        ProjectError::Store(error) => error.into(),
    }
}
