//! Studies of one client, for who treats them: asked, agreed, drawn, logged, stopped. A blinded study shows no arm here.

use super::{super::Failure, found};
use crate::{
    api::relations::plain_text,
    app::App,
    auth::{ChangeEnrolments, CreateEnrolments, Granted, ReadEnrolments},
    clock, live, questions,
    store::{PersonRow, Planner, StudyRow, User, Witness},
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use care::{
    questions::When,
    study::{
        ClientStudies, Enrolled, Leaving, LogEntry, NewAssessed, NewEnrolment, OpenStudy, PanelMember,
        Protocol, Source, Span, Standing, StudyState, What, check,
    },
};
use link::api::Problem;
use session::{ClientId, StudyId};

/// What a client takes part in, and what they may join.
#[utoipa::path(get, path = "/api/v1/clients/{id}/studies", tag = "studies", params(("id" = ClientId, Path)),
    responses((status = 200, body = ClientStudies), (status = 404, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(in crate::api) async fn list(
    State(app): State<App>,
    granted: Granted<ReadEnrolments>,
    Path(id): Path<ClientId>,
) -> Result<Json<ClientStudies>, Failure> {
    let read = granted.audit_client(&app, "read", "enrolments", None, id).await?;
    Ok(Json(told(&app, &read, &granted.user, id).await?))
}

/// Lets a client take part who read the text and agreed: one place of the draw is taken, after its line in the access log.
#[utoipa::path(post, path = "/api/v1/clients/{id}/studies/{study}", tag = "studies",
    params(("id" = ClientId, Path), ("study" = StudyId, Path)), request_body = NewEnrolment,
    responses((status = 201, body = ClientStudies), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(in crate::api) async fn enrol(
    State(app): State<App>,
    granted: Granted<CreateEnrolments>,
    Path((id, study)): Path<(ClientId, StudyId)>,
    Json(new): Json<NewEnrolment>,
) -> Result<(StatusCode, Json<ClientStudies>), Failure> {
    let user = &granted.user;
    let written = granted.audit_client(&app, "draw", "enrolment", Some(study.0), id).await?;
    let row = open_to(&app, user, study).await?;
    let newest = row.newest().ok_or(Failure::Unknown("study"))?;
    if newest.number != new.version {
        return Err(Failure::Meanwhile);
    }
    let list = newest.protocol.cell(&new.strata).filter(|_| new.agreed);
    let list = list.ok_or(Failure::BadInput("agreement or strata"))?;
    let now_us = clock::wall_us();
    let enrolled = app.store.join_study(&written, (&row, new.version), (id, user.id), &list, now_us).await;
    enrolled.map_err(|error| match error {
        crate::store::StoreError::Taken => Failure::InStudy,
        error => Failure::Store(error),
    })?;
    if let Some(years) = newest.protocol.law_keeps_years {
        let (why, until_us) =
            (held_because(&newest.protocol), now_us.saturating_add(i64::from(years) * YEAR_US));
        app.store.set_hold(&written, id, user.id, (&why, Some(until_us)), now_us).await?;
    }
    ask_sets(&app, &written, user, (id, &newest.protocol), now_us).await?;
    Ok((StatusCode::CREATED, Json(told(&app, &written, user, id).await?)))
}

/// Counts a client who was asked and does not take part. Nothing of them is kept.
#[utoipa::path(post, path = "/api/v1/clients/{id}/studies/{study}/assessed", tag = "studies",
    params(("id" = ClientId, Path), ("study" = StudyId, Path)), request_body = NewAssessed,
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(in crate::api) async fn assessed(
    State(app): State<App>,
    granted: Granted<CreateEnrolments>,
    Path((id, study)): Path<(ClientId, StudyId)>,
    Json(new): Json<NewAssessed>,
) -> Result<StatusCode, Failure> {
    let written = granted.audit_client(&app, "count", "enrolment", Some(study.0), id).await?;
    open_to(&app, &granted.user, study).await?;
    app.store.count_assessed(&written, study, new.outcome, clock::wall_us()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A client stops, or takes back what was measured too. Their treatment goes on.
#[utoipa::path(post, path = "/api/v1/clients/{id}/studies/{study}/leave", tag = "studies",
    params(("id" = ClientId, Path), ("study" = StudyId, Path)), request_body = Leaving,
    responses((status = 200, body = ClientStudies), (status = 404, body = Problem), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(in crate::api) async fn leave(
    State(app): State<App>,
    granted: Granted<ChangeEnrolments>,
    Path((id, study)): Path<(ClientId, StudyId)>,
    Json(new): Json<Leaving>,
) -> Result<Json<ClientStudies>, Failure> {
    let user = &granted.user;
    let reason = plain_text(&new.reason, 0).ok_or(Failure::BadInput("reason"))?;
    let written = granted.audit_client(&app, "stop", "enrolment", Some(study.0), id).await?;
    let now_us = clock::wall_us();
    let before = app.store.enrolments(&written, id).await?;
    let was = before.iter().find(|row| row.study == study).ok_or(Failure::Unknown("enrolment"))?;
    let how = (user.id, new.withdraw, reason);
    if !app.store.leave_study(&written, (id, study), how, now_us).await? {
        return Err(Failure::Unknown("enrolment"));
    }
    stop_asking(&app, &written, user, was, now_us).await?;
    Ok(Json(told(&app, &written, user, id).await?))
}

/// Logs by hand that a client used what their arm has in the place of virtual reality.
#[utoipa::path(post, path = "/api/v1/clients/{id}/studies/{study}/log", tag = "studies",
    params(("id" = ClientId, Path), ("study" = StudyId, Path)), request_body = LogEntry,
    responses((status = 201, body = ClientStudies), (status = 404, body = Problem), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(in crate::api) async fn log(
    State(app): State<App>,
    granted: Granted<ChangeEnrolments>,
    Path((id, study)): Path<(ClientId, StudyId)>,
    Json(entry): Json<LogEntry>,
) -> Result<(StatusCode, Json<ClientStudies>), Failure> {
    let user = &granted.user;
    let written = granted.audit_client(&app, "log", "enrolment", Some(study.0), id).await?;
    let rows = app.store.enrolments(&written, id).await?;
    let row = rows.iter().find(|row| row.study == study).ok_or(Failure::Unknown("enrolment"))?;
    let until_us = row.ended_us.unwrap_or(clock::wall_us());
    if !entry.fits() || !(row.enrolled_us..=until_us).contains(&entry.at_us) {
        return Err(Failure::BadInput("log"));
    }
    let study = found(&app, user.organisation, study).await?;
    // Only where the arm of that moment is logged: what was done elsewhere belongs to no arm.
    if !is_logged(&study, row, entry.at_us) {
        return Err(Failure::BadInput("moment of a log"));
    }
    app.store.add_study_log(&written, (id, study.id), user.id, &entry, clock::wall_us()).await?;
    Ok((StatusCode::CREATED, Json(told(&app, &written, user, id).await?)))
}

/// A client agrees to be asked for studies, or no longer.
#[utoipa::path(put, path = "/api/v1/clients/{id}/panel", tag = "studies", params(("id" = ClientId, Path)),
    request_body = PanelMember,
    responses((status = 200, body = ClientStudies), (status = 404, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(in crate::api) async fn panel(
    State(app): State<App>,
    granted: Granted<ChangeEnrolments>,
    Path(id): Path<ClientId>,
    Json(new): Json<PanelMember>,
) -> Result<Json<ClientStudies>, Failure> {
    let user = &granted.user;
    let written = granted.audit_client(&app, "change", "panel", None, id).await?;
    app.store.set_panel(&written, id, (new.member, user.id), clock::wall_us()).await?;
    Ok(Json(told(&app, &written, user, id).await?))
}

const YEAR_US: i64 = 31_557_600_000_000;

/// A study of this institution that people can join now.
async fn open_to(app: &App, user: &User, study: StudyId) -> Result<StudyRow, Failure> {
    let row = found(app, user.organisation, study).await?;
    if row.state() == StudyState::Open { Ok(row) } else { Err(Failure::StudyNotOpen) }
}

/// Why erasing waits, for who reads it later.
fn held_because(protocol: &Protocol) -> String {
    format!("{} / {}", protocol.title.nl, protocol.title.en)
}

/// Plans the sets that are asked before and after each session; those at the beginning and the end are filled in by hand.
async fn ask_sets(
    app: &App,
    written: &Witness,
    user: &User,
    (client, protocol): (ClientId, &Protocol),
    now_us: i64,
) -> Result<(), Failure> {
    let rows = app.store.question_sets(user.organisation).await?;
    let known = questions::in_use(&rows);
    let mut asked: Vec<&str> = Vec::new();
    for measure in protocol.measures.iter().filter(|measure| measure.span == Span::Session) {
        if let Source::Item { set, .. } | Source::Scale { set, .. } = &measure.source
            && !asked.contains(&set.as_str())
            && known.iter().any(|known| known.id == *set)
        {
            asked.push(set);
            let what = (set.as_str(), &[When::BeforeSession, When::AfterSession][..], 0);
            let who = (user.organisation, user.id);
            app.store.schedule_set(written, who, Planner::Client(client), what, now_us).await?;
        }
    }
    if !asked.is_empty() {
        live::plan_again(app, written, client).await;
    }
    Ok(())
}

/// Ends what was planned when they joined: it began at that very moment.
async fn stop_asking(
    app: &App,
    written: &Witness,
    user: &User,
    row: &PersonRow,
    now_us: i64,
) -> Result<(), Failure> {
    for planned in app.store.scheduled_of_client(written, row.client, now_us).await? {
        if planned.team.is_none() && planned.since_us == row.enrolled_us {
            let who = (user.organisation, user.id);
            app.store.end_scheduled(written, who, Planner::Client(row.client), planned.id, now_us).await?;
        }
    }
    live::plan_again(app, written, row.client).await;
    Ok(())
}

/// Whether the arm of that moment is logged by hand.
fn is_logged(study: &StudyRow, row: &PersonRow, at_us: i64) -> bool {
    arm_of(study, row, at_us).is_some_and(|arm| arm.what == What::Logged)
}

/// The arm of a moment, by the version that they agreed to.
fn arm_of<'a>(study: &'a StudyRow, row: &PersonRow, at_us: i64) -> Option<&'a care::study::Arm> {
    let protocol = &study.version(row.version)?.protocol;
    // A day is whole; nobody joined so long ago that it would not fit.
    let step = row.drawn.course.step(row.day(at_us).max(0.0) as u16)?;
    protocol.arm(step.arm.as_deref()?)
}

async fn told(app: &App, read: &Witness, user: &User, id: ClientId) -> Result<ClientStudies, Failure> {
    let (studies, now_us) = (app.store.studies(user.organisation).await?, clock::wall_us());
    let rows = app.store.enrolments(read, id).await?;
    let mut enrolled = Vec::new();
    for row in &rows {
        let Some(study) = studies.iter().find(|study| study.id == row.study) else { continue };
        let Some(version) = study.version(row.version) else { continue };
        let standing = row.standing(now_us);
        let arm = arm_of(study, row, now_us).filter(|_| standing == Standing::In);
        let seen = arm.filter(|_| !study.is_hidden());
        let left = f64::from(row.drawn.course.days()) - row.day(now_us);
        enrolled.push(Enrolled {
            study: row.study,
            title: version.protocol.title.clone(),
            code: row.drawn.code.clone(),
            enrolled_us: row.enrolled_us,
            version: row.version,
            consent: version.protocol.consent.clone(),
            standing,
            arm: seen.map(|arm| arm.title.clone()),
            arm_about: seen.map(|arm| arm.about.clone()),
            logs: arm.is_some_and(|arm| arm.what == What::Logged),
            logged: app.store.study_log(read, id, row.study).await?,
            // Days begun are told whole.
            days_left: if standing == Standing::In { left.max(0.0).ceil() as u16 } else { 0 },
        });
    }
    let takes_part = enrolled.iter().any(|one| one.standing == Standing::In);
    let open = studies.iter().filter(|study| {
        study.state() == StudyState::Open && !takes_part && !rows.iter().any(|row| row.study == study.id)
    });
    let open = open.filter_map(|study| {
        let version = study.newest().filter(|version| check(&version.protocol).is_empty())?;
        Some(OpenStudy { study: study.id, version: version.number, protocol: version.protocol.clone() })
    });
    Ok(ClientStudies { enrolled, open: open.collect(), panel: app.store.in_panel(read, id).await? })
}
