//! What is asked of a client, and when; what was answered; and what is asked of every client of a team.

use super::Failure;
use crate::{
    app::App,
    auth::{
        CreateAnswers, Granted, PlanQuestions, PlanTeamQuestions, ReadAnswers, ReadTeamQuestions, Right,
        reach::Place,
    },
    clock, live, questions,
    store::{Planner, User},
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use care::questions::{Answer, Asked, ClientAnswers, NewAnswers, NewScheduled, Rater, Scheduled};
use link::api::Problem;
use session::{ClientId, ScheduledId, Subject, TeamId};

/// The most moments of one planned set.
const WHENS_MAX: usize = 6;
/// Minutes between UTC and the time of a place, at most.
const OFFSET_MAX_MIN: u16 = 14 * 60;

/// Everything that a client answered, or a colleague wrote down, with what it comes to.
#[utoipa::path(get, path = "/api/v1/clients/{id}/answers", tag = "questions", params(("id" = ClientId, Path)),
    responses((status = 200, body = ClientAnswers), (status = 404, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn list(
    State(app): State<App>,
    granted: Granted<ReadAnswers>,
    Path(id): Path<ClientId>,
) -> Result<Json<ClientAnswers>, Failure> {
    let read = granted.audit_client(&app, "read", "answers", None, id).await?;
    let organisation = granted.user.organisation;
    let rows = app.store.question_sets(organisation).await?;
    Ok(Json(questions::answered(&app.store, &read, organisation, id, &rows).await?))
}

/// A colleague writes down what they saw, or what a client told.
#[utoipa::path(post, path = "/api/v1/clients/{id}/answers", tag = "questions", params(("id" = ClientId, Path)),
    request_body = NewAnswers,
    responses((status = 201, body = ClientAnswers), (status = 404, body = Problem), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn add(
    State(app): State<App>,
    granted: Granted<CreateAnswers>,
    Path(id): Path<ClientId>,
    Json(new): Json<NewAnswers>,
) -> Result<(StatusCode, Json<ClientAnswers>), Failure> {
    let user = &granted.user;
    let written =
        granted.audit_client(&app, "create", "answers", new.session.map(|session| session.0), id).await?;
    let rows = app.store.question_sets(user.organisation).await?;
    let set = questions::version(&rows, &new.set, new.version).ok_or(Failure::Unknown("question set"))?;
    if set.rater == Rater::Colleague {
        return Err(Failure::BadInput("set about a colleague"));
    }
    let fit = new
        .answers
        .iter()
        .all(|(item, answer)| set.item(item).is_some_and(|item| answer.fits(&item.form).is_ok()));
    let any = new.answers.values().any(|answer| *answer != Answer::Skipped);
    if !fit || !any || (new.asked == Asked::Apart) != new.session.is_none() {
        return Err(Failure::BadInput("answers"));
    }
    if let Some(session) = new.session {
        let row = app.store.session(session).await?;
        let own =
            row.filter(|row| row.subject == Subject::Client(id) && row.organisation == user.organisation);
        own.ok_or(Failure::Unknown("session"))?;
    }
    app.store.add_answers(&written, id, user.id, &new, clock::wall_us()).await?;
    let told = questions::answered(&app.store, &written, user.organisation, id, &rows).await?;
    Ok((StatusCode::CREATED, Json(told)))
}

/// What is planned to be asked of a client, for themselves and by teams that treat them.
#[utoipa::path(get, path = "/api/v1/clients/{id}/scheduled-sets", tag = "questions", params(("id" = ClientId, Path)),
    responses((status = 200, body = Vec<Scheduled>), (status = 404, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn of_client(
    State(app): State<App>,
    granted: Granted<ReadAnswers>,
    Path(id): Path<ClientId>,
) -> Result<Json<Vec<Scheduled>>, Failure> {
    let read = granted.audit_client(&app, "read", "scheduled-sets", None, id).await?;
    let organisation = granted.user.organisation;
    Ok(Json(questions::scheduled(&app.store, &read, organisation, id, clock::wall_us()).await?))
}

/// Plans a set for a client.
#[utoipa::path(post, path = "/api/v1/clients/{id}/scheduled-sets", tag = "questions", params(("id" = ClientId, Path)),
    request_body = NewScheduled,
    responses((status = 201, body = Vec<Scheduled>), (status = 404, body = Problem), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn plan(
    State(app): State<App>,
    granted: Granted<PlanQuestions>,
    Path(id): Path<ClientId>,
    Json(new): Json<NewScheduled>,
) -> Result<(StatusCode, Json<Vec<Scheduled>>), Failure> {
    let user = &granted.user;
    let written = granted.audit_client(&app, "plan", "scheduled-set", None, id).await?;
    check(&app, user, &new).await?;
    let (who, now_us) = ((user.organisation, user.id), clock::wall_us());
    let what = (new.set.as_str(), new.whens.as_slice(), new.offset_min);
    app.store.schedule_set(&written, who, Planner::Client(id), what, now_us).await?;
    live::plan_again(&app, &written, id).await;
    let told = questions::scheduled(&app.store, &written, user.organisation, id, now_us).await?;
    Ok((StatusCode::CREATED, Json(told)))
}

/// Ends what is planned for a client; what a team plans is ended at the team.
#[utoipa::path(post, path = "/api/v1/clients/{id}/scheduled-sets/{scheduled}/end", tag = "questions",
    params(("id" = ClientId, Path), ("scheduled" = ScheduledId, Path)),
    responses((status = 204), (status = 404, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn end(
    State(app): State<App>,
    granted: Granted<PlanQuestions>,
    Path((id, scheduled)): Path<(ClientId, ScheduledId)>,
) -> Result<StatusCode, Failure> {
    let user = &granted.user;
    let written = granted.audit_client(&app, "end", "scheduled-set", Some(scheduled.0), id).await?;
    let who = (user.organisation, user.id);
    let ended =
        app.store.end_scheduled(&written, who, Planner::Client(id), scheduled, clock::wall_us()).await?;
    live::plan_again(&app, &written, id).await;
    if ended { Ok(StatusCode::NO_CONTENT) } else { Err(Failure::Unknown("scheduled set")) }
}

/// What is planned to be asked of every client whom a team treats.
#[utoipa::path(get, path = "/api/v1/teams/{id}/scheduled-sets", tag = "questions", params(("id" = TeamId, Path)),
    responses((status = 200, body = Vec<Scheduled>), (status = 404, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn of_team(
    State(app): State<App>,
    granted: Granted<ReadTeamQuestions>,
    Path(id): Path<TeamId>,
) -> Result<Json<Vec<Scheduled>>, Failure> {
    reaches_team(&app, &granted, id).await?;
    Ok(Json(told_of_team(&app, &granted.user, id).await?))
}

/// Plans a set for every client whom a team treats.
#[utoipa::path(post, path = "/api/v1/teams/{id}/scheduled-sets", tag = "questions", params(("id" = TeamId, Path)),
    request_body = NewScheduled,
    responses((status = 201, body = Vec<Scheduled>), (status = 404, body = Problem), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn plan_team(
    State(app): State<App>,
    granted: Granted<PlanTeamQuestions>,
    Path(id): Path<TeamId>,
    Json(new): Json<NewScheduled>,
) -> Result<(StatusCode, Json<Vec<Scheduled>>), Failure> {
    let user = &granted.user;
    reaches_team(&app, &granted, id).await?;
    let written = granted.audit(&app, "plan", "scheduled-set", Some(id.0)).await?;
    check(&app, user, &new).await?;
    let what = (new.set.as_str(), new.whens.as_slice(), new.offset_min);
    let who = (user.organisation, user.id);
    app.store.schedule_set(&written, who, Planner::Team(id), what, clock::wall_us()).await?;
    Ok((StatusCode::CREATED, Json(told_of_team(&app, user, id).await?)))
}

/// Ends what is planned for a team's clients.
#[utoipa::path(post, path = "/api/v1/teams/{id}/scheduled-sets/{scheduled}/end", tag = "questions",
    params(("id" = TeamId, Path), ("scheduled" = ScheduledId, Path)),
    responses((status = 204), (status = 404, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn end_team(
    State(app): State<App>,
    granted: Granted<PlanTeamQuestions>,
    Path((id, scheduled)): Path<(TeamId, ScheduledId)>,
) -> Result<StatusCode, Failure> {
    let user = &granted.user;
    reaches_team(&app, &granted, id).await?;
    let written = granted.audit(&app, "end", "scheduled-set", Some(scheduled.0)).await?;
    let who = (user.organisation, user.id);
    let ended =
        app.store.end_scheduled(&written, who, Planner::Team(id), scheduled, clock::wall_us()).await?;
    if ended { Ok(StatusCode::NO_CONTENT) } else { Err(Failure::Unknown("scheduled set")) }
}

/// What is planned can be asked: a set in use that is about clients, at moments that make sense.
async fn check(app: &App, user: &User, new: &NewScheduled) -> Result<(), Failure> {
    let moments = (1..=WHENS_MAX).contains(&new.whens.len()) && new.whens.iter().all(|when| when.fits());
    if !moments || new.offset_min.unsigned_abs() > OFFSET_MAX_MIN {
        return Err(Failure::BadInput("moments"));
    }
    let rows = app.store.question_sets(user.organisation).await?;
    let known = questions::in_use(&rows);
    let set = known.iter().find(|set| set.id == new.set).ok_or(Failure::Unknown("question set"))?;
    if set.rater == Rater::Colleague { Err(Failure::BadInput("set about a colleague")) } else { Ok(()) }
}

/// Who is in a team plans for it, and a coordinator for the teams that their role reaches.
async fn reaches_team<R: Right>(app: &App, granted: &Granted<R>, id: TeamId) -> Result<(), Failure> {
    let user = &granted.user;
    let teams = app.store.teams(user.organisation, clock::wall_us()).await?;
    let team = teams.iter().find(|team| team.id == id).ok_or(Failure::Unknown("team"))?;
    granted.reaches(Place::Site(team.site), team.members.contains(&user.id))
}

async fn told_of_team(app: &App, user: &User, id: TeamId) -> Result<Vec<Scheduled>, Failure> {
    let now_us = clock::wall_us();
    let sets = app.store.question_sets(user.organisation).await?;
    let known = questions::in_use(&sets);
    let rows = app.store.scheduled_of_team(user.organisation, id, now_us).await?;
    // Nobody's answers stand in a team's plan: what was answered, and what is due, is told at each client.
    let told = |row| {
        let mut told = questions::told(row, &known, &ClientAnswers::default(), now_us)?;
        told.due = false;
        Some(told)
    };
    Ok(rows.into_iter().filter_map(told).collect())
}
