//! A client's profile, computed anew from the raw record whenever somebody looks.

use super::Failure;
use crate::{
    app::App,
    auth::{Granted, ReadSessions},
    heart,
    store::Which,
};
use axum::{
    Json,
    extract::{Path, State},
};
use care::profile::{Head, Indicated, Profile, RawSession};
use hrv::Baseline;
use link::{HeartReading, api::Problem};
use session::{ClientId, WorldTime};

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
    let shorts = app.store.sessions(&read, granted.user.organisation, Which::Of(id)).await?;
    let goes_on = |id| app.hub.room(id).is_some_and(|room| room.is_live());
    let over = shorts.into_iter().filter(|short| !short.row.recording && !goes_on(short.row.id));
    let mut sessions = Vec::new();
    for short in over.take(SESSIONS_MAX) {
        let row = short.row;
        let events = app.store.events(&read, row.id).await?.into_iter().map(|stored| stored.event).collect();
        let poses = app.store.poses(&read, row.id).await?;
        let beats = app.store.beats(&read, row.id).await?;
        // Without a heart there is nothing to compare with a rest.
        let baseline = match beats.is_empty() {
            true => Baseline::population(),
            false => heart::own_rest(&app.store, &read, &row).await?,
        };
        let (length, opened_us, id) = (short.length, row.opened_us, row.id);
        let computed = tokio::task::spawn_blocking(move || {
            let heads = poses.iter().map(|pose| Head { at: pose.at(), orientation: pose.orientation() });
            let heart = heart::record(&beats, length, baseline).heart;
            let heart = heart.iter().filter_map(|now| indicated(now.at, &now.reading)).collect();
            RawSession { id, opened_us, events, heads: heads.collect(), heart }
        });
        sessions.push(computed.await.map_err(|_| Failure::Internal("a session of a profile"))?);
    }
    let profile = tokio::task::spawn_blocking(move || Profile::of(&sessions)).await;
    Ok(Json(profile.map_err(|_| Failure::Internal("profile"))?))
}

fn indicated(at: WorldTime, reading: &HeartReading) -> Option<Indicated> {
    let HeartReading::Value { score, low, high, .. } = *reading else { return None };
    Some(Indicated { at, score, low, high })
}
