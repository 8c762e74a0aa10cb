//! A client's profile, computed anew from the raw record whenever somebody looks.

use super::Failure;
use crate::{
    app::App,
    auth::{Granted, ReadSessions},
    heart,
    store::{Short, StoredBeats, Which, Witness},
};
use axum::{
    Json,
    extract::{Path, State},
};
use care::profile::{Head, Indicated, Profile, RawSession};
use hrv::Baseline;
use link::{
    HeartReading,
    api::{OwnRest, Problem},
};
use session::{ClientId, Event, OrganisationId, WorldTime};

/// A profile rests on so many of the newest sessions: two years of one a week.
const SESSIONS_MAX: usize = 100;

/// Behaviour, heart and answers of a client's sessions joined, with a stress score that is not validated and opens into its
/// parts (safety rule 12). Sessions that go on, and recordings without a headset, are left out.
#[utoipa::path(get, path = "/api/v1/clients/{id}/profile", tag = "care", params(("id" = ClientId, Path)),
    responses((status = 200, body = Profile), (status = 404, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn of_client(
    State(app): State<App>,
    granted: Granted<ReadSessions>,
    Path(id): Path<ClientId>,
) -> Result<Json<Profile>, Failure> {
    let read = granted.audit_client(&app, "read", "profile", None, id).await?;
    let mut sessions = Vec::new();
    for short in that_count(&app, &read, granted.user.organisation, id).await? {
        sessions.push(gather(&app, &read, &short).await?.raw);
    }
    let profile = tokio::task::spawn_blocking(move || Profile::of(&sessions)).await;
    Ok(Json(profile.map_err(|_| Failure::Internal("profile"))?))
}

/// The sessions that count for a client's profile, newest first.
pub(super) async fn that_count(
    app: &App,
    read: &Witness,
    organisation: OrganisationId,
    client: ClientId,
) -> Result<Vec<Short>, Failure> {
    let goes_on = |id| app.hub.room(id).is_some_and(|room| room.is_live());
    let shorts = app.store.sessions(read, organisation, Which::Of(client)).await?;
    let over = shorts.into_iter().filter(|short| !short.row.recording && !goes_on(short.row.id));
    Ok(over.take(SESSIONS_MAX).collect())
}

/// One session of the raw record, with what its heart gives.
pub(super) struct Gathered {
    pub(super) raw: RawSession,
    pub(super) record: heart::Record,
    pub(super) own_rest: OwnRest,
}

/// Reads one session of the raw record.
pub(super) async fn gather(app: &App, read: &Witness, short: &Short) -> Result<Gathered, Failure> {
    let id = short.row.id;
    let events = app.store.events(read, id).await?.into_iter().map(|stored| stored.event).collect();
    let beats = app.store.beats(read, id).await?;
    gathered(app, read, short, events, beats).await
}

/// The same of a session of which events and beats were read.
pub(super) async fn gathered(
    app: &App,
    read: &Witness,
    short: &Short,
    events: Vec<Event>,
    beats: Vec<StoredBeats>,
) -> Result<Gathered, Failure> {
    let poses = app.store.poses(read, short.row.id).await?;
    // Without a heart there is nothing to compare with a rest.
    let baseline = match beats.is_empty() {
        true => Baseline::population(),
        false => heart::own_rest(&app.store, read, &short.row).await?,
    };
    let (length, opened_us, id) = (short.length, short.row.opened_us, short.row.id);
    let own_rest = OwnRest::from(&baseline);
    let computed = tokio::task::spawn_blocking(move || {
        let heads = poses.iter().map(|pose| Head { at: pose.at(), orientation: pose.orientation() });
        let record = heart::record(&beats, length, baseline);
        let heart = record.heart.iter().filter_map(|now| indicated(now.at, &now.reading)).collect();
        let raw = RawSession { id, opened_us, events, heads: heads.collect(), heart };
        Gathered { raw, record, own_rest }
    });
    computed.await.map_err(|_| Failure::Internal("a session of a profile"))
}

fn indicated(at: WorldTime, reading: &HeartReading) -> Option<Indicated> {
    let HeartReading::Value { score, low, high, .. } = *reading else { return None };
    Some(Indicated { at, score, low, high })
}
