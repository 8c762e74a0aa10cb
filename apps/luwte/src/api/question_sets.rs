//! Sets of questions: those that come with Luwte, and an institution's own as drafts and published versions.

use super::Failure;
use crate::{
    app::App,
    auth::{ChangeQuestionSets, Granted, ReadQuestionSets},
    clock,
    store::SetRow,
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use care::questions::{
    self, Draft, ImportError, Licence, PublishSet, Published, QuestionSet, ReadFile, SaveDraft, SetDetail,
    SetShort, WrongLine, shipped,
};
use link::api::Problem;
use std::sync::Arc;

/// The largest set and the largest file of one, in bytes.
pub(super) const SET_MAX: usize = 300 << 10;

/// Every set that can be asked or is being made: the institution's own first.
#[utoipa::path(get, path = "/api/v1/question-sets", tag = "questions",
    responses((status = 200, body = Vec<SetShort>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn list(
    State(app): State<App>,
    granted: Granted<ReadQuestionSets>,
) -> Result<Json<Vec<SetShort>>, Failure> {
    let rows = app.store.question_sets(granted.user.organisation).await?;
    let mut ids: Vec<&str> = rows.iter().map(|row| row.set.id.as_str()).collect();
    ids.dedup();
    let mut told: Vec<SetShort> = ids.into_iter().filter_map(|id| short(&rows, id)).collect();
    told.extend(shipped().iter().map(|set| SetShort {
        published: Some(set.version),
        draft: None,
        shipped: true,
        ..of_set(set)
    }));
    Ok(Json(told))
}

/// One set with its versions.
#[utoipa::path(get, path = "/api/v1/question-sets/{set}", tag = "questions", params(("set" = String, Path)),
    responses((status = 200, body = SetDetail), (status = 404, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn one(
    State(app): State<App>,
    granted: Granted<ReadQuestionSets>,
    Path(id): Path<String>,
) -> Result<Json<SetDetail>, Failure> {
    let rows = app.store.question_sets(granted.user.organisation).await?;
    Ok(Json(detail(rows, &id)?))
}

/// Saves the draft of a set: a new set, or the version after the one in use. What is published stays as it is.
#[utoipa::path(put, path = "/api/v1/question-sets/{set}", tag = "questions", params(("set" = String, Path)),
    request_body = SaveDraft,
    responses((status = 200, body = SetDetail), (status = 409, body = Problem), (status = 413, body = Problem),
        (status = 422, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn save(
    State(app): State<App>,
    granted: Granted<ChangeQuestionSets>,
    Path(id): Path<String>,
    Json(save): Json<SaveDraft>,
) -> Result<Json<SetDetail>, Failure> {
    let user = &granted.user;
    if save.set.id != id || !questions::is_id(&id) {
        return Err(Failure::BadInput("id of a set"));
    }
    if shipped().iter().any(|set| set.id == id) {
        return Err(Failure::Taken);
    }
    let written = granted.audit(&app, "change", "question-set", None).await?;
    let draft = (&save.set, save.seen_us);
    let saved = app.store.save_draft(&written, user.organisation, user.id, draft, clock::wall_us()).await;
    saved.map_err(Failure::meanwhile)?;
    Ok(Json(detail(app.store.question_sets(user.organisation).await?, &id)?))
}

/// Publishes the draft: from here on it is asked, and this version never changes. A licence that does not allow the use that
/// is confirmed stands in the way.
#[utoipa::path(post, path = "/api/v1/question-sets/{set}/publish", tag = "questions", params(("set" = String, Path)),
    request_body = PublishSet,
    responses((status = 200, body = SetDetail), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn publish(
    State(app): State<App>,
    granted: Granted<ChangeQuestionSets>,
    Path(id): Path<String>,
    Json(publish): Json<PublishSet>,
) -> Result<Json<SetDetail>, Failure> {
    let user = &granted.user;
    let written = granted.audit(&app, "publish", "question-set", None).await?;
    let rows = app.store.question_sets(user.organisation).await?;
    let draft = rows.iter().find(|row| row.set.id == id && row.published.is_none());
    let draft = draft.ok_or(Failure::Unknown("draft"))?;
    if !questions::check(&draft.set).is_empty() {
        return Err(Failure::SetWrong);
    }
    if !draft.set.licence.allows(publish.confirmed) {
        return Err(match draft.set.licence {
            Licence::NonCommercial { .. } => Failure::SetNonCommercial,
            _ => Failure::SetLicence,
        });
    }
    let what = (id.as_str(), publish.saved_us, publish.confirmed);
    if !app.store.publish_set(&written, user.organisation, user.id, what, clock::wall_us()).await? {
        return Err(Failure::Meanwhile);
    }
    Ok(Json(detail(app.store.question_sets(user.organisation).await?, &id)?))
}

/// Reads a file of a set: the set, or all that is wrong with it, each with its line and item. Nothing is kept.
#[utoipa::path(post, path = "/api/v1/question-files", tag = "questions",
    request_body(content = String, content_type = "application/json"),
    responses((status = 200, body = ReadFile), (status = 413, body = Problem), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn read(
    _granted: Granted<ChangeQuestionSets>,
    file: String,
) -> (StatusCode, Json<ReadFile>) {
    let told = match questions::import(&file) {
        Ok(set) => ReadFile { set: Some(set), wrong: Vec::new() },
        Err(errors) => {
            ReadFile { set: None, wrong: errors.into_iter().map(|error| wrong(&file, error)).collect() }
        }
    };
    (StatusCode::OK, Json(told))
}

fn wrong(file: &str, error: ImportError) -> WrongLine {
    let at = |line: usize| u32::try_from(line).unwrap_or(u32::MAX);
    let whole = |line, what: &str, detail| {
        let (place, item, what) = (String::new(), None, what.to_owned());
        WrongLine { line, place, item, what, detail }
    };
    match error {
        ImportError::TooLarge => whole(0, "too-large", String::new()),
        ImportError::Shape { line, what } => whole(at(line), "shape", what),
        ImportError::Fault { line, place, fault } => {
            let item = questions::item_at(file, &place);
            WrongLine { line: at(line), place, item, what: fault.word().to_owned(), detail: String::new() }
        }
    }
}

fn of_set(set: &QuestionSet) -> SetShort {
    SetShort {
        id: set.id.clone(),
        title: set.title.clone(),
        rater: set.rater,
        licence: set.licence.clone(),
        items: u16::try_from(set.items.len()).unwrap_or(u16::MAX),
        published: None,
        draft: None,
        shipped: false,
    }
}

fn short(rows: &[SetRow], id: &str) -> Option<SetShort> {
    let own = || rows.iter().filter(|row| row.set.id == id);
    let published = own().find(|row| row.published.is_some());
    let draft = own().find(|row| row.published.is_none());
    Some(SetShort {
        published: published.map(|row| row.set.version),
        draft: draft.map(|row| row.set.version),
        ..of_set(&published.or(draft)?.set)
    })
}

fn detail(rows: Vec<SetRow>, id: &str) -> Result<SetDetail, Failure> {
    if let Some(set) = shipped().iter().find(|set| set.id == id) {
        return Ok(SetDetail {
            published: Some(set.clone()),
            draft: None,
            versions: Vec::new(),
            shipped: true,
        });
    }
    let mut told = SetDetail { published: None, draft: None, versions: Vec::new(), shipped: false };
    for SetRow { set, saved_us, saved_by_name, published, confirmed } in
        rows.into_iter().filter(|row| row.set.id == id)
    {
        match published {
            None => {
                let wrong = questions::check(&set);
                let set = Arc::unwrap_or_clone(set);
                told.draft = Some(Draft { set, saved_us, by_name: saved_by_name, wrong });
            }
            Some((at_us, by_name)) => {
                told.versions.push(Published { version: set.version, at_us, by_name, confirmed });
                told.published.get_or_insert_with(|| Arc::unwrap_or_clone(set));
            }
        }
    }
    if told.draft.is_none() && told.published.is_none() {
        return Err(Failure::Unknown("question set"));
    }
    Ok(told)
}
