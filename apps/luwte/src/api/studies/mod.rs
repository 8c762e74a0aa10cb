//! Studies for who does research: made, opened, ended, followed by numbers, shared as a file. Nobody's name passes here.

pub(super) mod clients;
mod data;
pub(super) mod export;

use super::{Failure, relations::plain_text};
use crate::{
    app::App,
    auth::{ChangeStudies, CreateStudies, Granted, ReadStudies, ReadStudyData},
    clock,
    store::{StudyRow, Witness},
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use care::study::{
    EndStudy, FILE_FORM, Joined, NewStudy, PersonCount, Protocol, ProtocolFile, Results, SaveProtocol,
    StudyDetail, StudyShort, StudyState, Taken, TemplateShort, check, courses, flow, statistics, templates,
};
use data::{gathered, shown};
use link::api::Problem;
use session::{OrganisationId, StudyId};

/// A protocol in both languages, with room.
pub(super) const PROTOCOL_MAX: usize = 128 << 10;

/// Studies of the institution, the newest first.
#[utoipa::path(get, path = "/api/v1/studies", tag = "studies",
    responses((status = 200, body = Vec<StudyShort>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn list(
    State(app): State<App>,
    granted: Granted<ReadStudies>,
) -> Result<Json<Vec<StudyShort>>, Failure> {
    let mut told = Vec::new();
    for row in app.store.studies(granted.user.organisation).await? {
        let enrolled = PersonCount::of(app.store.enrolled_count(row.id).await?);
        let Some(protocol) = row.newest().map(|version| &version.protocol) else { continue };
        told.push(StudyShort {
            id: row.id,
            title: protocol.title.clone(),
            state: row.state(),
            target: protocol.target,
            enrolled,
            joined: row.joined.as_ref().map(|joined| joined.institution.clone()),
        });
    }
    Ok(Json(told))
}

/// Designs to begin with.
#[utoipa::path(get, path = "/api/v1/study-templates", tag = "studies",
    responses((status = 200, body = Vec<TemplateShort>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn designs(_granted: Granted<CreateStudies>) -> Json<Vec<TemplateShort>> {
    let told = templates().iter();
    Json(told.map(|it| TemplateShort { id: it.id.clone(), protocol: it.protocol.clone() }).collect())
}

/// Begins a study, as a draft: one's own, or another institution's by its file, with a draw and pseudonyms of its own.
#[utoipa::path(post, path = "/api/v1/studies", tag = "studies", request_body = NewStudy,
    responses((status = 201, body = StudyDetail), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn add(
    State(app): State<App>,
    granted: Granted<CreateStudies>,
    Json(new): Json<NewStudy>,
) -> Result<(StatusCode, Json<StudyDetail>), Failure> {
    let user = &granted.user;
    let (protocol, joined) = match new {
        NewStudy::Own(protocol) => (*protocol, None),
        NewStudy::Join(file) if file.form == FILE_FORM => {
            let ProtocolFile { study, institution, version, protocol, .. } = *file;
            let institution = plain_text(&institution, 1).ok_or(Failure::BadInput("institution"))?.to_owned();
            (protocol, Some(Joined { study, institution, version }))
        }
        NewStudy::Join(_) => return Err(Failure::BadInput("form of a protocol's file")),
    };
    if joined.is_some() && !check(&protocol).is_empty() {
        return Err(Failure::StudyWrong);
    }
    let written = granted.audit(&app, "create", "study", None).await?;
    let who = (user.organisation, user.id);
    let id = app.store.add_study(&written, who, (&protocol, joined.as_ref()), clock::wall_us()).await?;
    Ok((StatusCode::CREATED, Json(detail(&app, &granted, &written, id).await?)))
}

/// Everything of a study but its data.
#[utoipa::path(get, path = "/api/v1/studies/{study}", tag = "studies", params(("study" = StudyId, Path)),
    responses((status = 200, body = StudyDetail), (status = 404, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn one(
    State(app): State<App>,
    granted: Granted<ReadStudies>,
    Path(id): Path<StudyId>,
) -> Result<Json<StudyDetail>, Failure> {
    let read = granted.audit(&app, "read", "study", Some(id.0)).await?;
    Ok(Json(detail(&app, &granted, &read, id).await?))
}

/// Saves a version of the protocol. Once people join, the design, the arms and what the draw is balanced by stay as they are.
#[utoipa::path(put, path = "/api/v1/studies/{study}/protocol", tag = "studies", params(("study" = StudyId, Path)),
    request_body = SaveProtocol,
    responses((status = 200, body = StudyDetail), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn save(
    State(app): State<App>,
    granted: Granted<ChangeStudies>,
    Path(id): Path<StudyId>,
    Json(save): Json<SaveProtocol>,
) -> Result<Json<StudyDetail>, Failure> {
    let user = &granted.user;
    let written = granted.audit(&app, "change", "study", Some(id.0)).await?;
    let row = found(&app, user.organisation, id).await?;
    let newest = row.newest().ok_or(Failure::Unknown("study"))?;
    if newest.number != save.replaces {
        return Err(Failure::Meanwhile);
    }
    match row.state() {
        StudyState::Draft => {}
        StudyState::Open if !check(&save.protocol).is_empty() => return Err(Failure::StudyWrong),
        StudyState::Open if newest.protocol.draws_as(&save.protocol) => {}
        StudyState::Open | StudyState::Ended => return Err(Failure::StudyFixed),
    }
    let number = (newest.number.saturating_add(1), user.id);
    let saved = app.store.add_study_version(&written, id, number, &save.protocol, clock::wall_us()).await;
    saved.map_err(Failure::meanwhile)?;
    Ok(Json(detail(&app, &granted, &written, id).await?))
}

/// Opens a study: from now on people join.
#[utoipa::path(post, path = "/api/v1/studies/{study}/open", tag = "studies", params(("study" = StudyId, Path)),
    responses((status = 200, body = StudyDetail), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn open(
    State(app): State<App>,
    granted: Granted<ChangeStudies>,
    Path(id): Path<StudyId>,
) -> Result<Json<StudyDetail>, Failure> {
    let user = &granted.user;
    let written = granted.audit(&app, "open", "study", Some(id.0)).await?;
    let row = found(&app, user.organisation, id).await?;
    if row.newest().is_none_or(|version| !check(&version.protocol).is_empty()) {
        return Err(Failure::StudyWrong);
    }
    if !app.store.open_study(&written, id, user.id, clock::wall_us()).await? {
        return Err(Failure::Meanwhile);
    }
    Ok(Json(detail(&app, &granted, &written, id).await?))
}

/// Ends a study. A blinded one shows its arms from now on.
#[utoipa::path(post, path = "/api/v1/studies/{study}/end", tag = "studies", params(("study" = StudyId, Path)),
    request_body = EndStudy,
    responses((status = 200, body = StudyDetail), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn end(
    State(app): State<App>,
    granted: Granted<ChangeStudies>,
    Path(id): Path<StudyId>,
    Json(new): Json<EndStudy>,
) -> Result<Json<StudyDetail>, Failure> {
    let user = &granted.user;
    let reason = plain_text(&new.reason, 1).ok_or(Failure::BadInput("reason"))?;
    let written = granted.audit(&app, "end", "study", Some(id.0)).await?;
    found(&app, user.organisation, id).await?;
    if !app.store.end_study(&written, id, (user.id, reason), clock::wall_us()).await? {
        return Err(Failure::Meanwhile);
    }
    Ok(Json(detail(&app, &granted, &written, id).await?))
}

/// What came out so far: each measure with interval and n, nothing of fewer than five people.
#[utoipa::path(get, path = "/api/v1/studies/{study}/results", tag = "studies", params(("study" = StudyId, Path)),
    responses((status = 200, body = Results), (status = 404, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn results(
    State(app): State<App>,
    granted: Granted<ReadStudyData>,
    Path(id): Path<StudyId>,
) -> Result<Json<Results>, Failure> {
    let row = found(&app, granted.user.organisation, id).await?;
    let read = shown(&app, &granted, "read", id).await?;
    let protocol = row.newest().ok_or(Failure::Unknown("study"))?.protocol.clone();
    let people = gathered(&app, &read, granted.user.organisation, &row, &protocol).await?;
    let hidden = row.is_hidden();
    let people: Vec<_> = people.into_iter().map(|gathered| gathered.person).collect();
    let told = tokio::task::spawn_blocking(move || statistics::results(&protocol, &people, hidden)).await;
    Ok(Json(told.map_err(|_| Failure::Internal("results of a study"))?))
}

/// The protocol as a file, by which another institution joins.
#[utoipa::path(get, path = "/api/v1/studies/{study}/file", tag = "studies", params(("study" = StudyId, Path)),
    responses((status = 200, body = ProtocolFile), (status = 404, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn file(
    State(app): State<App>,
    granted: Granted<ReadStudies>,
    Path(id): Path<StudyId>,
) -> Result<Json<ProtocolFile>, Failure> {
    let user = &granted.user;
    let row = found(&app, user.organisation, id).await?;
    let newest = row.newest().ok_or(Failure::Unknown("study"))?;
    // Whoever joined passes on whose study it is, not a study of their own.
    let (study, institution) = match &row.joined {
        Some(joined) => (joined.study, joined.institution.clone()),
        None => (row.id, user.organisation_name.clone()),
    };
    let (form, version, protocol) = (FILE_FORM.to_owned(), newest.number, newest.protocol.clone());
    Ok(Json(ProtocolFile { form, study, institution, version, protocol }))
}

/// A study of this institution.
async fn found(app: &App, organisation: OrganisationId, id: StudyId) -> Result<StudyRow, Failure> {
    app.store.study(organisation, id).await?.ok_or(Failure::Unknown("study"))
}

async fn detail<R>(
    app: &App,
    granted: &Granted<R>,
    read: &Witness,
    id: StudyId,
) -> Result<StudyDetail, Failure> {
    let organisation = granted.user.organisation;
    let row = found(app, organisation, id).await?;
    let protocol: Protocol = row.newest().ok_or(Failure::Unknown("study"))?.protocol.clone();
    let whose = app.store.people_of_study(read, id).await?;
    granted.audit_shown(app, "study-data", whose.into_iter().map(|row| row.client)).await?;
    let people = gathered(app, read, organisation, &row, &protocol).await?;
    let taken: Vec<Taken> = people.iter().map(|gathered| Taken::of(&protocol, &gathered.person)).collect();
    let all: Vec<String> = courses(&protocol).into_iter().map(|course| course.id).collect();
    let flow = flow(&all, &taken, &app.store.assessed(read, id).await?, row.is_hidden());
    let (ended_us, end_reason) = row.ended.clone().unzip();
    Ok(StudyDetail {
        id,
        state: row.state(),
        wrong: check(&protocol),
        opened_us: row.opened_us,
        ended_us,
        end_reason,
        flow,
        panel: PersonCount::of(app.store.panel_size(organisation).await?),
        joined: row.joined,
        versions: row.versions,
    })
}
