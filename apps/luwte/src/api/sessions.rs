//! The record of sessions: lists, one session whole, and its poses for the replay.

use super::Failure;
use crate::{
    app::App,
    auth::{Granted, ReadSessions, ReviewAdverseEvents},
    clock, heart,
    store::{Review, SessionRow, Short, StoredBeats, Which, Witness},
};
use axum::{
    Json,
    extract::{Path, Query, State},
};
use link::api::{AdverseReview, NewReview, OwnRest, Poses, Problem, SessionDetail, SessionSummary};
use session::{Event, SessionId, Subject};

/// Which sessions to list.
#[derive(Debug, Default, serde::Deserialize, utoipa::IntoParams)]
pub(super) struct Filter {
    /// Only those that go on now (`true`), or only those that do not (`false`).
    live: Option<bool>,
}

/// The newest sessions: anonymous ones, and those of the clients whom you treat.
#[utoipa::path(get, path = "/api/v1/sessions", tag = "sessions", params(Filter),
    responses((status = 200, body = Vec<SessionSummary>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn list(
    State(app): State<App>,
    granted: Granted<ReadSessions>,
    Query(filter): Query<Filter>,
) -> Result<Json<Vec<SessionSummary>>, Failure> {
    let read = granted.audit(&app, "list", "sessions", None).await?;
    let mine = Which::SeenBy(granted.user.id, clock::wall_us());
    let shorts = app.store.sessions(&read, granted.user.organisation, mine).await?;
    let summaries = shorts.into_iter().map(|short| summary(&app, short));
    let wanted = |summary: &SessionSummary| filter.live.is_none_or(|live| live == summary.live);
    let shown: Vec<SessionSummary> = summaries.filter(wanted).collect();
    let whose = shown.iter().filter_map(|summary| match summary.subject {
        Subject::Client(client) => Some(client),
        Subject::Anonymous => None,
    });
    granted.audit_shown(&app, "session", whose).await?;
    Ok(Json(shown))
}

/// Everything of one session that its timeline shows.
#[utoipa::path(get, path = "/api/v1/sessions/{id}", tag = "sessions", params(("id" = SessionId, Path)),
    responses((status = 200, body = SessionDetail), (status = 404, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn one(
    State(app): State<App>,
    granted: Granted<ReadSessions>,
    Path(id): Path<SessionId>,
) -> Result<Json<SessionDetail>, Failure> {
    let (row, read) = open(&app, &granted, id, "read", "session").await?;
    let alias = match row.subject {
        Subject::Client(client) => app.store.client(&read, row.organisation, client).await?,
        Subject::Anonymous => None,
    };
    let events: Vec<_> = app.store.events(&read, id).await?.into_iter().map(|stored| stored.event).collect();
    let beats = app.store.beats(&read, id).await?;
    let baseline = heart::own_rest(&app.store, &read, &row).await?;
    let mut short = Short::of(row, &events);
    short.said = app.store.said_of(&read, id).await?;
    if short.is_adverse() {
        short.reviewed(app.store.review(&read, id).await?);
    }
    heard(&mut short, &beats);
    let length = short.length;
    let computed = tokio::task::spawn_blocking(move || heart::record(&beats, length, baseline)).await;
    let heart::Record { heart, gaps } = computed.map_err(|_| Failure::Internal("heart series"))?;
    let alias = alias.map(|client| client.alias);
    let own_rest = OwnRest::from(&baseline);
    let events = events.into_iter().map(|event| Event { kind: event.kind.covered(), ..event }).collect();
    Ok(Json(SessionDetail { summary: summary(&app, short), alias, events, heart, gaps, own_rest }))
}

/// The poses of a session, for its replay.
#[utoipa::path(get, path = "/api/v1/sessions/{id}/poses", tag = "sessions", params(("id" = SessionId, Path)),
    responses((status = 200, body = Poses), (status = 404, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn poses(
    State(app): State<App>,
    granted: Granted<ReadSessions>,
    Path(id): Path<SessionId>,
) -> Result<Json<Poses>, Failure> {
    let (_, read) = open(&app, &granted, id, "read", "poses").await?;
    Ok(Json(Poses { poses: app.store.poses(&read, id).await? }))
}

/// The longest note of a review, in characters.
const NOTE_MAX_CHARS: usize = 1_000;

/// A clinician has looked at what went wrong in the session (rule 10).
///
/// The review covers every adverse event so far; the first one stays. Nothing to review is `404`.
#[utoipa::path(post, path = "/api/v1/sessions/{id}/review", tag = "sessions", params(("id" = SessionId, Path)),
    request_body = NewReview,
    responses((status = 200, body = AdverseReview), (status = 404, body = Problem), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn review(
    State(app): State<App>,
    granted: Granted<ReviewAdverseEvents>,
    Path(id): Path<SessionId>,
    Json(new): Json<NewReview>,
) -> Result<Json<AdverseReview>, Failure> {
    let note = plain_text(&new.note, NOTE_MAX_CHARS).ok_or(Failure::BadInput("note"))?;
    let (_, written) = open(&app, &granted, id, "review", "adverse-event").await?;
    let review = app.store.add_review(&written, id, granted.user.id, &note, clock::wall_us()).await?;
    Ok(Json(told(review.ok_or(Failure::Unknown("adverse event"))?)))
}

/// A text without blanks around it: there, not too long, with nothing in it but letters and line ends.
pub(super) fn plain_text(text: &str, chars_max: usize) -> Option<String> {
    let text = text.trim();
    let unfit = |letter: char| letter.is_control() && letter != '\n';
    let fits = !text.is_empty() && text.chars().count() <= chars_max && !text.contains(unfit);
    fits.then(|| text.to_owned())
}

fn told(review: Review) -> AdverseReview {
    AdverseReview { by: review.by, by_name: review.by_name, at: review.at_us, note: review.note }
}

/// The session, when it is the institution's own and whoever asks treats whose it is, with the line in the access log that
/// lets it be read or changed.
pub(super) async fn open<R>(
    app: &App,
    granted: &Granted<R>,
    id: SessionId,
    action: &'static str,
    object: &'static str,
) -> Result<(SessionRow, Witness), Failure> {
    let row = app.store.session(id).await?;
    let row = row.filter(|row| row.organisation == granted.user.organisation);
    let row = row.ok_or(Failure::Unknown("session"))?;
    let read = granted.audit_subject(app, action, object, Some(id.0), row.subject).await?;
    Ok((row, read))
}

/// A recording lasts as long as beats arrived.
pub(super) fn heard(short: &mut Short, beats: &[StoredBeats]) {
    if short.row.recording {
        let arrivals = beats.iter().flat_map(|row| &row.packets).map(|packet| packet.arrived);
        short.length = arrivals.fold(short.length, Ord::max);
    }
}

/// A session in a list.
pub(super) fn summary(app: &App, short: Short) -> SessionSummary {
    let adverse_event = short.is_adverse();
    SessionSummary {
        id: short.row.id,
        subject: short.row.subject,
        device_name: short.row.headset_name,
        recording: short.row.recording,
        opened: short.row.opened_us,
        length: short.length,
        live: app.hub.room(short.row.id).is_some_and(|room| room.is_live()),
        tension_before: short.ratings.before.map(|rating| rating.value),
        tension_after: short.ratings.after.map(|rating| rating.value),
        rated_by_colleague: short.ratings.by_colleague(),
        worlds: short.worlds,
        adverse_event,
        way: short.said.way,
        alone: short.said.alone,
        review: short.review.map(told),
    }
}
