//! Where a packet belongs: the session of its strap's headset that went on when it was heard.

use crate::bridge::SessionWindow;
use session::{SessionId, WorldTime};

/// A packet's place in a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The session.
    pub session: SessionId,
    /// When it was heard, in the session's world time.
    pub heard: WorldTime,
}

/// The place of what was heard at this moment of the server's clock; `None` while no session is known that went on then.
///
/// Where windows overlap, a headset came back with another session while the first had not been ended: the newer counts.
pub fn place(windows: &[SessionWindow], heard_us: i64) -> Option<Place> {
    let holds = |window: &&SessionWindow| heard_us >= window.from && window.to.is_none_or(|to| heard_us < to);
    let window = windows.iter().filter(holds).max_by_key(|window| window.opened)?;
    let heard = u64::try_from(heard_us.saturating_sub(window.opened)).unwrap_or(0);
    Some(Place { session: window.session, heard: WorldTime(heard) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const SECOND: i64 = 1_000_000;

    fn window(id: u128, opened_s: i64, to_s: Option<i64>) -> SessionWindow {
        let opened = opened_s * SECOND;
        let to = to_s.map(|to| to * SECOND);
        SessionWindow { session: SessionId(Uuid::from_u128(id)), opened, from: opened, to }
    }

    fn at(windows: &[SessionWindow], heard_s: i64) -> Option<(u128, u64)> {
        let place = place(windows, heard_s * SECOND)?;
        Some((place.session.0.as_u128(), place.heard.0 / 1_000_000))
    }

    #[test]
    fn a_beat_belongs_to_the_session_that_went_on_when_it_was_heard() {
        let windows = [window(1, 100, Some(400)), window(2, 900, None)];
        assert_eq!(at(&windows, 99), None);
        assert_eq!(at(&windows, 100), Some((1, 0)));
        assert_eq!(at(&windows, 399), Some((1, 299)));
        assert_eq!(at(&windows, 400), None);
        assert_eq!(at(&windows, 5_000), Some((2, 4_100)));
    }

    #[test]
    fn before_the_strap_went_with_the_headset_nothing_belongs_to_it() {
        let windows = [SessionWindow { from: 200 * SECOND, ..window(1, 100, None) }];
        assert_eq!(at(&windows, 150), None);
        assert_eq!(at(&windows, 250), Some((1, 150)));
    }

    #[test]
    fn where_sessions_overlap_the_newer_counts() {
        let windows = [window(1, 100, None), window(2, 300, None)];
        assert_eq!(at(&windows, 299), Some((1, 199)));
        assert_eq!(at(&windows, 300), Some((2, 0)));
    }
}
