//! A client's own place: their sessions in their own words, what they mark and write about them, and what works for them.

pub(super) mod diary;
pub(super) mod letters;

use super::{Failure, relations::plain_text};
use crate::{
    app::App,
    auth::{
        ChangeOwnWords, Granted, ReadOwnRecord, ReadSessions, WriteOwnWords, client::GrantedClient,
        client::client_row, secret,
    },
    clock, heart, live,
    store::{SessionRow, Short, SignedInClient, Which, Witness},
};
use axum::{
    Json,
    extract::{ConnectInfo, Path, State},
    http::StatusCode,
};
use care::profile::{OwnWorks, Profile, RawSession};
use hrv::Baseline;
use link::{
    api::Problem,
    own::{
        Claim, ClaimCode, HeartPoint, NewMoment, OwnCourse, OwnMoment, OwnSession, Reflection, SharedWords,
        Sharing, Stretch,
    },
};
use session::{Event, EventKind, SessionId, Subject, WorldTime};
use std::net::SocketAddr;
use uuid::Uuid;

/// A code for an anonymous session works for a month: a visitor thinks about it at home.
const CLAIM_US: i64 = 30 * 86_400_000_000;
/// Characters of such a code; 32 of them to choose from make 40 bits, with a brake on guessing.
const CLAIM_CHARS: usize = 8;
/// A mark may lie a little after the last event.
const BEYOND_END: WorldTime = WorldTime::from_secs(60);

/// The client's own sessions, the newest first.
#[utoipa::path(get, path = "/api/v1/client/sessions", tag = "client",
    responses((status = 200, body = Vec<OwnSession>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn sessions(
    State(app): State<App>,
    granted: GrantedClient<ReadOwnRecord>,
) -> Result<Json<Vec<OwnSession>>, Failure> {
    let read = granted.audit(&app, "list", "sessions").await?;
    let client = &granted.client;
    let shorts = app.store.sessions(&read, client.organisation, Which::Of(client.id)).await?;
    let mut reflections = app.store.reflections(&read, client.id).await?;
    let told = shorts.into_iter().filter(|short| !short.row.recording).map(|short| {
        let reflection = reflections.remove(&short.row.id);
        told(&app, short, reflection)
    });
    Ok(Json(told.collect()))
}

fn told(app: &App, short: Short, reflection: Option<Reflection>) -> OwnSession {
    OwnSession {
        id: short.row.id,
        opened: short.row.opened_us,
        length: short.length,
        live: app.hub.room(short.row.id).is_some_and(|room| room.is_live()),
        tension_before: short.ratings.before.map(|rating| rating.value),
        tension_after: short.ratings.after.map(|rating| rating.value),
        rated_by_colleague: short.ratings.by_colleague(),
        worlds: short.worlds,
        unwell: short.adverse_event.is_some(),
        reflection,
    }
}

/// One of the client's own sessions.
async fn own_session(app: &App, client: &SignedInClient, id: SessionId) -> Result<SessionRow, Failure> {
    let row = app.store.session(id).await?;
    let row = row.filter(|row| row.subject == Subject::Client(client.id));
    row.ok_or(Failure::Unknown("session"))
}

/// One of the client's own sessions with its course: where they were, the heart as a line, what they marked.
#[utoipa::path(get, path = "/api/v1/client/sessions/{id}", tag = "client", params(("id" = SessionId, Path)),
    responses((status = 200, body = OwnCourse), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(super) async fn course(
    State(app): State<App>,
    granted: GrantedClient<ReadOwnRecord>,
    Path(id): Path<SessionId>,
) -> Result<Json<OwnCourse>, Failure> {
    let row = own_session(&app, &granted.client, id).await?;
    let read = audit(&app, &granted.client, "read", "session", id.0).await?;
    let events: Vec<Event> = app.store.events(&read, id).await?.into_iter().map(|it| it.event).collect();
    let beats = app.store.beats(&read, id).await?;
    let short = Short::of(row, &events);
    let length = short.length;
    // The heart's rate alone is shown: no rest to compare with is needed.
    let computed =
        tokio::task::spawn_blocking(move || heart::record(&beats, length, Baseline::population())).await;
    let heart::Record { heart, gaps } = computed.map_err(|_| Failure::Internal("heart series"))?;
    let reflection = app.store.reflection(&read, id, false).await?;
    Ok(Json(OwnCourse {
        session: told(&app, short, reflection),
        events: events.into_iter().filter(|event| is_for_the_client(&event.kind)).collect(),
        heart: heart
            .iter()
            .filter_map(|now| Some(HeartPoint { at: now.at, beats_per_minute: now.heart_rate_bpm? }))
            .collect(),
        gaps: gaps.into_iter().map(|gap| Stretch { from: gap.from, to: gap.to }).collect(),
        moments: app.store.own_moments(&read, id, false).await?,
    }))
}

/// What a client sees of the course of a session. What is not named here stays out: colleagues' reasons, and what a study
/// keeps covered while it goes on, such as whose heart moved the world.
fn is_for_the_client(kind: &EventKind) -> bool {
    matches!(
        kind,
        EventKind::PhaseEntered(_)
            | EventKind::TensionBefore(_)
            | EventKind::TensionAfter(_)
            | EventKind::WorldEntered(_)
            | EventKind::AnsweredFor { .. }
            | EventKind::GivenFor { .. }
            | EventKind::ExerciseStarted { .. }
            | EventKind::ExerciseEnded(_)
            | EventKind::WatchRequested(_)
            | EventKind::WatchDeclined(_)
            | EventKind::WatchStarted(_)
            | EventKind::WatchEnded(_)
            | EventKind::SteeringChanged { .. }
            | EventKind::Paused
            | EventKind::Resumed
            | EventKind::DiscomfortReported(_)
            | EventKind::Ended
    )
}

/// A line of the access log about one thing of the client's own.
async fn audit(
    app: &App,
    client: &SignedInClient,
    action: &'static str,
    object: &'static str,
    id: Uuid,
) -> Result<Witness, Failure> {
    let row = crate::store::AuditRow { object_id: Some(id), ..client_row(client, action, object) };
    Ok(app.store.audit(&row, clock::wall_us()).await?)
}

/// Marks a moment of a session with a note, shared with who treats the client or not yet.
#[utoipa::path(post, path = "/api/v1/client/sessions/{id}/moments", tag = "client", params(("id" = SessionId, Path)),
    request_body = NewMoment,
    responses((status = 201, body = OwnMoment), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn mark(
    State(app): State<App>,
    granted: GrantedClient<WriteOwnWords>,
    Path(id): Path<SessionId>,
    Json(new): Json<NewMoment>,
) -> Result<(StatusCode, Json<OwnMoment>), Failure> {
    own_session(&app, &granted.client, id).await?;
    let note = plain_text(&new.note, 1).ok_or(Failure::BadInput("note"))?.to_owned();
    let written = audit(&app, &granted.client, "create", "moment", id.0).await?;
    let last = app.store.events(&written, id).await?.last().map_or(WorldTime::START, |it| it.event.at);
    if new.at > last + BEYOND_END {
        return Err(Failure::BadInput("a moment after the session"));
    }
    let whose = (id, granted.client.id);
    let made = app.store.add_own_moment(&written, whose, NewMoment { note, ..new }, clock::wall_us()).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// Shares a marked moment with who treats the client, or takes it back.
#[utoipa::path(put, path = "/api/v1/client/moments/{id}", tag = "client", params(("id" = Uuid, Path)),
    request_body = Sharing,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn share(
    State(app): State<App>,
    granted: GrantedClient<ChangeOwnWords>,
    Path(id): Path<Uuid>,
    Json(sharing): Json<Sharing>,
) -> Result<StatusCode, Failure> {
    let action = if sharing.shared { "share" } else { "unshare" };
    let written = audit(&app, &granted.client, action, "moment", id).await?;
    match app.store.share_own_moment(&written, granted.client.id, id, sharing.shared).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Failure::Unknown("moment")),
    }
}

/// Forgets a marked moment.
#[utoipa::path(delete, path = "/api/v1/client/moments/{id}", tag = "client", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn forget(
    State(app): State<App>,
    granted: GrantedClient<ChangeOwnWords>,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Failure> {
    let written = audit(&app, &granted.client, "delete", "moment", id).await?;
    match app.store.remove_own_moment(&written, granted.client.id, id).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Failure::Unknown("moment")),
    }
}

/// Writes what a session was like, for oneself or shared; without words it is taken away.
#[utoipa::path(put, path = "/api/v1/client/sessions/{id}/reflection", tag = "client", params(("id" = SessionId, Path)),
    request_body = Reflection,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
pub(super) async fn reflect(
    State(app): State<App>,
    granted: GrantedClient<WriteOwnWords>,
    Path(id): Path<SessionId>,
    Json(new): Json<Reflection>,
) -> Result<StatusCode, Failure> {
    own_session(&app, &granted.client, id).await?;
    let words = plain_text(&new.words, 0).ok_or(Failure::BadInput("words"))?.to_owned();
    let written = audit(&app, &granted.client, "write", "reflection", id.0).await?;
    let reflection = Reflection { words, ..new };
    let whose = (id, granted.client.id);
    app.store.set_reflection(&written, whose, &reflection, clock::wall_us()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Worlds and exercises ranked by the client's own tension before and after, and how often each was chosen.
#[utoipa::path(get, path = "/api/v1/client/works", tag = "client",
    responses((status = 200, body = OwnWorks), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn works(
    State(app): State<App>,
    granted: GrantedClient<ReadOwnRecord>,
) -> Result<Json<OwnWorks>, Failure> {
    let read = granted.audit(&app, "read", "works").await?;
    let client = &granted.client;
    let shorts = app.store.sessions(&read, client.organisation, Which::Of(client.id)).await?;
    let mut sessions = Vec::new();
    for short in shorts.into_iter().filter(|short| !short.row.recording && short.ended) {
        let (id, opened_us) = (short.row.id, short.row.opened_us);
        let events = app.store.events(&read, id).await?.into_iter().map(|it| it.event).collect();
        // The ranking rests on answers and time alone.
        sessions.push(RawSession { id, opened_us, events, heads: Vec::new(), heart: Vec::new() });
    }
    let works = tokio::task::spawn_blocking(move || OwnWorks::of(Profile::of(&sessions))).await;
    Ok(Json(works.map_err(|_| Failure::Internal("profile"))?))
}

/// What the client shares of a session with who treats them.
#[utoipa::path(get, path = "/api/v1/sessions/{id}/shared", tag = "sessions", params(("id" = SessionId, Path)),
    responses((status = 200, body = SharedWords), (status = 404, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn shared(
    State(app): State<App>,
    granted: Granted<ReadSessions>,
    Path(id): Path<SessionId>,
) -> Result<Json<SharedWords>, Failure> {
    let (_, read) = super::sessions::open(&app, &granted, id, "read", "shared-words").await?;
    Ok(Json(SharedWords {
        moments: app.store.own_moments(&read, id, true).await?,
        reflection: app.store.reflection(&read, id, true).await?,
    }))
}

/// Makes a code with which the visitor of an anonymous session can make it theirs, once, within a month.
#[utoipa::path(post, path = "/api/v1/sessions/{id}/claim", tag = "sessions", params(("id" = SessionId, Path)),
    responses((status = 201, body = ClaimCode), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn offer(
    State(app): State<App>,
    granted: Granted<crate::auth::CreateClaims>,
    Path(id): Path<SessionId>,
) -> Result<(StatusCode, Json<ClaimCode>), Failure> {
    let (_, written) = super::sessions::open(&app, &granted, id, "create", "claim").await?;
    let code: String = secret::enrolment_code()?.chars().take(CLAIM_CHARS).collect();
    let expires = clock::wall_us() + CLAIM_US;
    let hash = secret::typed_code_hash("claim", &code);
    if !app.store.set_claim(&written, id, &hash, granted.user.id, expires).await? {
        return Err(Failure::SessionOfAnother);
    }
    Ok((StatusCode::CREATED, Json(ClaimCode { code: secret::grouped(&code), expires })))
}

/// Makes an anonymous session one's own, with the code that came with it. Guessing is slowed down, for a right guess too.
#[utoipa::path(post, path = "/api/v1/client/claim", tag = "client", request_body = Claim,
    responses((status = 200, body = SessionId), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 429, body = Problem)))]
pub(super) async fn claim(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    granted: GrantedClient<WriteOwnWords>,
    Json(claim): Json<Claim>,
) -> Result<Json<SessionId>, Failure> {
    let client = granted.client.id;
    // A code of eight characters is short enough to guess: whoever must wait does not learn whether this one was right. Per
    // client, as a whole institution can come from one address.
    app.ways.count_code(client.0, clock::monotonic_us())?;
    let written = granted.audit(&app, "claim", "session").await?;
    let recorded = app.store.recorded(client).await?;
    let hash = secret::typed_code_hash("claim", &claim.code);
    let whose = (granted.client.organisation, client);
    let Some(session) = app.store.claim_session(&written, whose, &hash, clock::wall_us()).await? else {
        app.ways.knocked_wrong(peer.ip(), clock::monotonic_us())?;
        return Err(Failure::WrongCode);
    };
    app.ways.was_right(client.0);
    // The same as pairing does; a session that is over has no room, and is kept by the same consent.
    live::give(&app, session, client, recorded).await?;
    if let Some(room) = app.hub.room(session) {
        room.learn_worlds(&written).await;
        live::learn(&room, &written).await;
    }
    Ok(Json(session))
}
