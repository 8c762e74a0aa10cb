//! What headsets kept while no server was there, delivered late: once, however often it is sent.

use super::Failure;
use crate::{
    app::App,
    auth::{Anyone, Opened, open_record},
    clock,
    live::{OLDEST_US, Oldest},
};
use axum::{
    Json,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use link::{
    EventBatch, Hello, Message, POSES_MAX, PoseBatch, Sealed,
    api::{Delivered, Problem},
};
use session::{SessionId, WorldTime};

/// Tells by its own clock when the request was made, microseconds since 1970.
pub const CLOCK_HEADER: &str = "x-luwte-clock";

/// Tells which event of the session is the oldest that the headset still holds.
pub const OLDEST_HEADER: &str = "x-luwte-oldest";

/// Takes one sealed record. Sent twice it changes nothing; the answer says what is durable.
///
/// The body is a sealed record (see `link::Sealed`); its signature says which headset delivers it.
#[utoipa::path(post, path = "/api/v1/headsets/deliver", tag = "headsets",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    params(("x-luwte-clock" = Option<i64>, Header, description = "The headset's wall clock at sending, µs since 1970: a clock that is off is put right by it."),
        ("x-luwte-oldest" = Option<String>, Header, description = "The number of the first event of this session that the headset still holds, or `none`: a server that lacks an earlier one will not get it any more, and keeps the record apart (409).")),
    responses((status = 200, body = Delivered), (status = 202, body = Delivered, description = "Kept apart: the headset was revoked."),
        (status = 401, body = Problem), (status = 409, body = Problem), (status = 421, body = Problem),
        (status = 422, body = Problem), (status = 503, body = Problem)))]
pub(super) async fn deliver(
    State(app): State<App>,
    headers: HeaderMap,
    _: Anyone,
    body: Bytes,
) -> Result<(StatusCode, Json<Delivered>), Failure> {
    let sealed = Sealed::parse(&body).map_err(|_| Failure::NotEnrolled)?;
    let Opened { headset, frame } = open_record(&app, &sealed).await?;
    if headset.revoked_us.is_some() && !app.store.is_erased(sealed.session.0).await? {
        app.store.quarantine(headset.id, &body, clock::wall_us()).await?;
        tracing::warn!(headset = %headset.id, session = %sealed.session, "a revoked headset delivered a record; it is kept apart");
        return Ok((StatusCode::ACCEPTED, Json(Delivered { watermark: 0, quarantined: true })));
    }
    if app.store.is_erased(sealed.session.0).await? {
        // Whose it was is erased: the headset lets it go, and nothing is kept.
        let watermark = u64::from(sealed.first).saturating_add(u64::from(sealed.count));
        return Ok((StatusCode::OK, Json(Delivered { watermark, quarantined: false })));
    }
    let kept = Kept::of(&frame).ok_or(Failure::BadInput("record"))?;
    if kept.header() != (sealed.session, sealed.first, sealed.count) {
        return Err(Failure::BadInput("record"));
    }
    let now_us = clock::wall_us();
    let sent_us = headers.get(CLOCK_HEADER).and_then(|value| value.to_str().ok()?.parse().ok());
    let last = kept.last();
    let oldest = headers.get(OLDEST_HEADER).and_then(|value| value.to_str().ok()).and_then(Oldest::parse);
    let opened_us = began(sealed.opened_us, sent_us, last, now_us);
    let hello = Hello {
        build: String::new(),
        session: sealed.session,
        wall_clock_us: sent_us.unwrap_or(now_us),
        world_time: last,
    };
    let watermark = match kept {
        Kept::Events(batch) => app.hub.deliver(&headset, &hello, opened_us, batch, oldest).await?,
        Kept::Poses(batch) => {
            let durable = app.hub.deliver_poses(&headset, &hello, batch).await?;
            if durable == 0 && Oldest::is_beyond(oldest, durable) {
                // The session they belong to is lost here, and its beginning comes no more.
                app.store.quarantine(headset.id, &body, now_us).await?;
                return Err(Failure::Conflict);
            }
            durable
        }
    };
    Ok((StatusCode::OK, Json(Delivered { watermark, quarantined: false })))
}

/// What a record holds.
enum Kept {
    Events(EventBatch),
    Poses(PoseBatch),
}

impl Kept {
    fn of(frame: &[u8]) -> Option<Self> {
        match link::decode(frame).ok()? {
            Message::Events(batch) => Some(Self::Events(batch)),
            Message::Poses(batch) if batch.poses.len() <= POSES_MAX => Some(Self::Poses(batch)),
            _ => None,
        }
    }

    /// What the header must say of it: the session, the first, how many.
    fn header(&self) -> (SessionId, u32, u32) {
        let (session, first, count) = match self {
            Self::Events(batch) => {
                (batch.session, batch.events.first().map(|event| event.seq), batch.events.len())
            }
            Self::Poses(batch) => {
                let first = batch.poses.first().and_then(|pose| u32::try_from(pose.at().as_millis()).ok());
                (batch.session, first, batch.poses.len())
            }
        };
        (session, first.unwrap_or(u32::MAX), u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// When the last of it was.
    fn last(&self) -> WorldTime {
        match self {
            Self::Events(batch) => batch.events.last().map(|event| event.at),
            Self::Poses(batch) => batch.poses.last().map(link::Pose::at),
        }
        .unwrap_or(WorldTime::START)
    }
}

/// When a session began by the server's clock. The headset's own clock may be anything; how long ago it was by that clock
/// is believed as far as it can be true.
fn began(opened_us: i64, sent_us: Option<i64>, last: WorldTime, now_us: i64) -> i64 {
    let ago_us = sent_us.unwrap_or(now_us).saturating_sub(opened_us);
    let at_least = i64::try_from(last.0).unwrap_or(i64::MAX).min(OLDEST_US);
    now_us.saturating_sub(ago_us.clamp(at_least, OLDEST_US))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400_000_000;
    const NOW: i64 = 1_800_000_000_000_000;

    #[test]
    fn a_session_began_as_long_ago_as_the_headset_says() {
        let hour = WorldTime::from_secs(3_600);
        assert_eq!(began(NOW - 2 * DAY, Some(NOW), hour, NOW), NOW - 2 * DAY);
        // A clock that is a year off, but the same year off at both moments.
        assert_eq!(began(NOW - 400 * DAY, Some(NOW - 398 * DAY), hour, NOW), NOW - 2 * DAY);
        // A clock that jumped in between: never after it ended, never a year ago.
        assert_eq!(began(NOW + 300 * DAY, Some(NOW), hour, NOW), NOW - 3_600_000_000);
        assert_eq!(began(0, Some(NOW), hour, NOW), NOW - OLDEST_US);
        assert_eq!(began(i64::MIN, Some(i64::MAX), WorldTime(u64::MAX), NOW), NOW - OLDEST_US);
    }
}
