//! When a headset's sessions were, by this server's clock: for whoever places beats that were heard without a session at hand.

use super::Failure;
use crate::{app::App, clock};
use link::bridge::SessionWindow;
use session::{DeviceId, OrganisationId};

/// What was kept for longer than this is no longer taken, microseconds.
const LATE_MAX_US: i64 = 31 * 86_400_000_000;
/// No session is longer than this, microseconds: one that was opened earlier is over.
const SESSION_MAX_US: i64 = 86_400_000_000;

/// The sessions of a headset that may get beats heard after `since_us`, of a strap that is with it from `with_us` on.
pub(super) async fn windows(
    app: &App,
    organisation: OrganisationId,
    headset: DeviceId,
    with_us: i64,
    since_us: i64,
) -> Result<Vec<SessionWindow>, Failure> {
    let now = clock::wall_us();
    let since_us = since_us.clamp(now.saturating_sub(LATE_MAX_US), now).max(with_us);
    let opened_us = since_us.saturating_sub(SESSION_MAX_US);
    let spans = app.store.session_spans(organisation, headset, opened_us).await?;
    let window = spans.into_iter().filter_map(|span| {
        // What waits to be sealed is known to the room, and how far the headset's own clock has come.
        let room = app.hub.room(span.id);
        let (length, live) = room.as_ref().map_or((span.length, false), |room| room.span());
        let length_us = i64::try_from(length.max(span.length).0).unwrap_or(i64::MAX);
        let world_now = room.filter(|_| live).and_then(|room| room.world_now(clock::monotonic_us()));
        let opened = match world_now.and_then(|world| i64::try_from(world.0).ok()) {
            Some(world_us) => clock::wall_us().saturating_sub(world_us),
            None => span.opened_us,
        };
        let from = span.opened_us.min(opened).max(with_us);
        let to = (!live).then(|| span.opened_us.saturating_add(length_us));
        let window = SessionWindow { session: span.id, opened, from, to };
        to.is_none_or(|to| to > since_us).then_some(window)
    });
    Ok(window.collect())
}
