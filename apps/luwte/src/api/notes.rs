//! The note of a session: drafted from its record, changed and signed by a clinician, added to and never changed after that.

mod draft;

use super::{Failure, language, sessions::open, texts};
use crate::{
    app::App,
    auth::{CreateNotes, Granted, ReadNotes, SignNotes},
    clock,
    store::{SessionRow, ToSign, Witness},
};
use axum::{
    Json,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
};
use care::{
    note::{NOTE_MAX_CHARS, NewNote, SessionNote, Unsigned},
    plan::text_fits,
};
use draft::{Manner, draft};
use link::api::{NewRemark, Problem, Role};
use session::{Language, SessionId, Subject};

/// Sessions of so long ago are no longer reminded of: 30 days.
const REMINDED_US: i64 = 30 * 86_400_000_000;

/// How a draft is made.
#[derive(Debug, Default, serde::Deserialize, utoipa::IntoParams)]
pub(super) struct Drafted {
    /// `nl` or `en`; without it the language that the request asks for.
    language: Option<Language>,
    /// How far the reader's clock is ahead of UTC, minutes, −1440 to 1440.
    ahead_min: Option<i32>,
}

/// The note of a client's session: what was signed, or a draft of what was recorded.
#[utoipa::path(get, path = "/api/v1/sessions/{id}/note", tag = "care", params(("id" = SessionId, Path), Drafted),
    responses((status = 200, body = SessionNote), (status = 404, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn of_session(
    State(app): State<App>,
    granted: Granted<ReadNotes>,
    Path(id): Path<SessionId>,
    Query(drafted): Query<Drafted>,
    headers: HeaderMap,
) -> Result<Json<SessionNote>, Failure> {
    let (row, read) = open(&app, &granted, id, "read", "note").await?;
    let language = drafted.language.unwrap_or_else(|| spoken(language(&headers)));
    let ahead_min = drafted.ahead_min.map(|minutes| minutes.clamp(-1_440, 1_440));
    Ok(Json(told(&app, &read, &row, drafted.language, Manner { language, ahead_min }).await?))
}

/// Keeps a draft; the next who looks finds it.
#[utoipa::path(put, path = "/api/v1/sessions/{id}/note", tag = "care", params(("id" = SessionId, Path)),
    request_body = NewNote,
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn keep(
    State(app): State<App>,
    granted: Granted<CreateNotes>,
    Path(id): Path<SessionId>,
    Json(new): Json<NewNote>,
) -> Result<StatusCode, Failure> {
    let text = written(&new.text)?;
    let (row, line) = open(&app, &granted, id, "draft", "note").await?;
    of_client(&row)?;
    let by = granted.user.id;
    let kept = app.store.keep_draft(&line, id, by, (text, new.language), clock::wall_us()).await?;
    if kept { Ok(StatusCode::NO_CONTENT) } else { Err(Failure::Meanwhile) }
}

/// Signs the note, once the session is over: with name, role, moment and a hash of all that. It never changes after that.
#[utoipa::path(post, path = "/api/v1/sessions/{id}/note/sign", tag = "care", params(("id" = SessionId, Path)),
    request_body = NewNote,
    responses((status = 201, body = SessionNote), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn sign(
    State(app): State<App>,
    granted: Granted<SignNotes>,
    Path(id): Path<SessionId>,
    Json(new): Json<NewNote>,
) -> Result<(StatusCode, Json<SessionNote>), Failure> {
    signed(&app, &granted, id, &new, false).await
}

/// Adds to a note that is signed.
#[utoipa::path(post, path = "/api/v1/sessions/{id}/note/addenda", tag = "care", params(("id" = SessionId, Path)),
    request_body = NewNote,
    responses((status = 201, body = SessionNote), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn add(
    State(app): State<App>,
    granted: Granted<SignNotes>,
    Path(id): Path<SessionId>,
    Json(new): Json<NewNote>,
) -> Result<(StatusCode, Json<SessionNote>), Failure> {
    signed(&app, &granted, id, &new, true).await
}

/// What a colleague notes at a session: it comes into the draft of its note. An adverse event waits for a review, and until then
/// the client is not alone in virtual reality (safety rule 10).
#[utoipa::path(post, path = "/api/v1/sessions/{id}/remarks", tag = "care", params(("id" = SessionId, Path)),
    request_body = NewRemark,
    responses((status = 204), (status = 404, body = Problem), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn remark(
    State(app): State<App>,
    granted: Granted<CreateNotes>,
    Path(id): Path<SessionId>,
    Json(new): Json<NewRemark>,
) -> Result<StatusCode, Failure> {
    let text = written(&new.text)?;
    let object = if new.adverse { "adverse-event" } else { "remark" };
    let (_, line) = open(&app, &granted, id, "create", object).await?;
    app.store.add_remark(&line, id, granted.user.id, (text, new.adverse), clock::wall_us()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sessions of the clients whom you treat that ended in the last 30 days and whose note nobody signed yet, the newest first.
#[utoipa::path(get, path = "/api/v1/notes/unsigned", tag = "care",
    responses((status = 200, body = Vec<Unsigned>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn unsigned(
    State(app): State<App>,
    granted: Granted<ReadNotes>,
) -> Result<Json<Vec<Unsigned>>, Failure> {
    let read = granted.audit(&app, "list", "unsigned-notes", None).await?;
    let (user, now_us) = (&granted.user, clock::wall_us());
    let since_us = now_us - REMINDED_US;
    let unsigned = app.store.unsigned_notes(&read, user.organisation, user.id, (since_us, now_us)).await?;
    granted.audit_shown(&app, "note", unsigned.iter().map(|note| note.client)).await?;
    Ok(Json(unsigned))
}

async fn signed(
    app: &App,
    granted: &Granted<SignNotes>,
    id: SessionId,
    new: &NewNote,
    addendum: bool,
) -> Result<(StatusCode, Json<SessionNote>), Failure> {
    let text = written(&new.text)?;
    let action = if addendum { "add-to" } else { "sign" };
    let (row, line) = open(app, granted, id, action, "note").await?;
    of_client(&row)?;
    if !is_over(app, &line, &row).await? {
        return Err(Failure::NotOver);
    }
    let user = &granted.user;
    let sign = ToSign {
        by: user.id,
        name: &user.name,
        role: user.role.map_or("colleague", Role::word),
        language: new.language,
        text,
        at_us: clock::wall_us(),
    };
    app.store.sign_note(&line, id, &sign, addendum).await.map_err(Failure::meanwhile)?;
    let manner = Manner { language: new.language, ahead_min: None };
    let note = told(app, &line, &row, None, manner).await?;
    Ok((StatusCode::CREATED, Json(note)))
}

/// Somebody's note; of who stays unknown there is none.
fn of_client(row: &SessionRow) -> Result<(), Failure> {
    match row.subject {
        Subject::Client(_) if !row.recording => Ok(()),
        _ => Err(Failure::Unknown("note")),
    }
}

/// Whether the session's record is whole enough to be signed: it ended, or its headset is gone.
async fn is_over(app: &App, read: &Witness, row: &SessionRow) -> Result<bool, Failure> {
    if app.hub.room(row.id).is_some_and(|room| room.is_live()) {
        return Ok(false);
    }
    Ok(!app.store.events(read, row.id).await?.is_empty())
}

async fn told(
    app: &App,
    read: &Witness,
    row: &SessionRow,
    asked: Option<Language>,
    manner: Manner,
) -> Result<SessionNote, Failure> {
    of_client(row)?;
    let signed = app.store.signed_notes(read, row.id).await?;
    let remarks = app.store.remarks(read, row.id).await?;
    let over = is_over(app, read, row).await?;
    let kept = app.store.note_draft(read, row.id).await?;
    let (draft, language, kept) = match kept {
        _ if !signed.is_empty() => (String::new(), manner.language, None),
        // Who asks for another language gets it drafted anew; what was kept stays until it is replaced.
        Some(kept) if asked.is_none_or(|asked| asked == kept.language) => {
            (kept.kept.text.clone(), kept.language, Some(kept.kept))
        }
        _ => (draft(app, read, row, &remarks, manner).await?, manner.language, None),
    };
    Ok(SessionNote { draft, language, kept, over, signed, remarks })
}

fn written(text: &str) -> Result<&str, Failure> {
    let text = text.trim();
    let fits = !text.is_empty() && text_fits(text, NOTE_MAX_CHARS);
    if fits { Ok(text) } else { Err(Failure::BadInput("note")) }
}

fn spoken(language: texts::Language) -> Language {
    match language {
        texts::Language::Nl => Language::Nl,
        texts::Language::En => Language::En,
    }
}

fn read_in(language: Language) -> texts::Language {
    match language {
        Language::Nl => texts::Language::Nl,
        Language::En => texts::Language::En,
    }
}
