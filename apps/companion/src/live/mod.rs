//! The tablet's end of the live link: connects, keeps the clock, notices silence, and comes back by itself. No socket here.

pub(crate) mod lease;
pub(crate) mod socket;

use link::{Message, Problem};
use session::{ClockMap, WorldTime};

/// A ping goes out this often, so that silence is noticed while nothing else happens.
const PING_EVERY_US: i64 = 1_000_000;
/// Nothing heard for this long: the link is lost, whatever the socket believes.
const SILENCE_US: i64 = 3_500_000;
/// Time passed this long ago: the page was stuck or asleep, and heard nothing because it did not listen.
const STUCK_US: i64 = 1_000_000;
/// A connection that has not brought a word after this long is tried again.
const JOIN_TIMEOUT_US: i64 = 8_000_000;
/// Waits between attempts; the last one repeats.
const BACKOFF_US: [i64; 5] = [250_000, 500_000, 1_000_000, 2_000_000, 4_000_000];

/// How it is with the link, in the words the screen uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Not live yet, never was.
    Joining,
    /// The client sees our name and has not answered.
    Asking,
    /// Messages come and go.
    Live,
    /// It was live; coming back by itself.
    Lost,
    /// The server will not have us: trying again does not help.
    Closed(Problem),
}

/// What the browser must do now.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Effect {
    /// Open a socket (and drop one that is open).
    Connect,
    /// Send a message.
    Send(Message),
    /// Close the socket and leave it.
    Close,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Wire {
    /// No socket; try again at this moment.
    Down { retry_us: i64 },
    /// A socket that is opening or has not said anything.
    Opening { since_us: i64, open: bool },
    /// In the room, but not let in yet.
    Asking,
    /// Snapshot received.
    Up,
    /// For good.
    Closed(Problem),
}

/// The state machine of the link. Times are the tablet's own monotonic clock in microseconds.
#[derive(Debug)]
pub(crate) struct Live {
    wire: Wire,
    clock: ClockMap,
    attempts: usize,
    was_live: bool,
    last_heard_us: i64,
    last_tick_us: i64,
    next_ping_us: i64,
    lost_since_us: Option<i64>,
}

impl Live {
    /// A link that connects at its first [`Live::tick`].
    pub(crate) fn new() -> Self {
        Self {
            wire: Wire::Down { retry_us: i64::MIN },
            clock: ClockMap::default(),
            attempts: 0,
            was_live: false,
            last_heard_us: 0,
            last_tick_us: i64::MAX,
            next_ping_us: 0,
            lost_since_us: None,
        }
    }

    /// How it is with the link.
    pub(crate) fn standing(&self) -> Standing {
        match self.wire {
            Wire::Closed(problem) => Standing::Closed(problem),
            Wire::Up => Standing::Live,
            Wire::Asking if !self.was_live => Standing::Asking,
            _ if self.was_live => Standing::Lost,
            _ => Standing::Joining,
        }
    }

    /// World time now, as far as round trips have told.
    pub(crate) fn world_time(&self, now_us: i64) -> Option<WorldTime> {
        self.clock.world_time(now_us)
    }

    /// The map from the tablet's clock to world time.
    pub(crate) fn clock(&self) -> &ClockMap {
        &self.clock
    }

    /// How long the link has been lost, in microseconds; `None` while it is not.
    pub(crate) fn lost_for_us(&self, now_us: i64) -> Option<i64> {
        self.lost_since_us.map(|since_us| now_us.saturating_sub(since_us))
    }

    /// Lets time pass; call several times a second.
    pub(crate) fn tick(&mut self, now_us: i64) -> Vec<Effect> {
        let apart_us = now_us.saturating_sub(self.last_tick_us);
        self.last_tick_us = now_us;
        if apart_us > STUCK_US {
            // What came meanwhile is still to be read: only silence that was listened to counts.
            self.last_heard_us = self.last_heard_us.saturating_add(apart_us);
        }
        match self.wire {
            Wire::Down { retry_us } if now_us >= retry_us => {
                self.wire = Wire::Opening { since_us: now_us, open: false };
                vec![Effect::Connect]
            }
            Wire::Opening { since_us, .. } if now_us - since_us > JOIN_TIMEOUT_US => {
                self.lose(now_us);
                vec![Effect::Close]
            }
            Wire::Opening { open: true, .. } => self.ping(now_us),
            Wire::Up | Wire::Asking if now_us - self.last_heard_us > SILENCE_US => {
                self.lose(now_us);
                vec![Effect::Close]
            }
            Wire::Up | Wire::Asking => self.ping(now_us),
            _ => Vec::new(),
        }
    }

    /// Tries at once, because somebody asked to.
    pub(crate) fn retry(&mut self, now_us: i64) {
        if let Wire::Down { retry_us } = &mut self.wire {
            *retry_us = now_us;
            self.attempts = 0;
        }
    }

    /// The socket is open.
    pub(crate) fn opened(&mut self, now_us: i64) -> Vec<Effect> {
        if let Wire::Opening { open, .. } = &mut self.wire {
            *open = true;
            self.next_ping_us = now_us;
            return self.ping(now_us);
        }
        Vec::new()
    }

    /// The socket is gone.
    pub(crate) fn closed(&mut self, now_us: i64) {
        if matches!(self.wire, Wire::Opening { .. } | Wire::Asking | Wire::Up) {
            self.lose(now_us);
        }
    }

    /// A message came in; what it means for the link itself.
    pub(crate) fn heard(&mut self, message: &Message, now_us: i64) -> Vec<Effect> {
        self.last_heard_us = now_us;
        match message {
            Message::Snapshot(_) => {
                self.wire = Wire::Up;
                self.was_live = true;
                self.attempts = 0;
                self.lost_since_us = None;
                Vec::new()
            }
            Message::Presence(_) if matches!(self.wire, Wire::Opening { .. }) => {
                self.wire = Wire::Asking;
                self.attempts = 0;
                Vec::new()
            }
            Message::Ping { sent_us } => {
                let world_time = self.clock.world_time(now_us);
                vec![Effect::Send(Message::Pong { sent_us: *sent_us, world_time })]
            }
            Message::Pong { sent_us, world_time: Some(world_time) } => {
                self.clock.observe(*sent_us, *world_time, now_us);
                Vec::new()
            }
            Message::Leaving => {
                self.lose(now_us);
                vec![Effect::Close]
            }
            Message::Problem(problem) if self.is_final(*problem) => {
                self.wire = Wire::Closed(*problem);
                vec![Effect::Close]
            }
            _ => Vec::new(),
        }
    }

    /// Bytes came in that are no message, or events with a hole in them: begin anew with a snapshot.
    pub(crate) fn out_of_step(&mut self, now_us: i64) -> Vec<Effect> {
        if matches!(self.wire, Wire::Closed(_)) {
            return Vec::new();
        }
        self.lose(now_us);
        vec![Effect::Close]
    }

    /// Once in, one forbidden message does not end the watching.
    fn is_final(&self, problem: Problem) -> bool {
        match problem {
            Problem::Version | Problem::UnknownSession => true,
            Problem::Forbidden => self.wire != Wire::Up,
            _ => false,
        }
    }

    fn ping(&mut self, now_us: i64) -> Vec<Effect> {
        if now_us < self.next_ping_us {
            return Vec::new();
        }
        // The first rounds come quickly: the picture needs the clock.
        let soon = self.clock.error_us().is_none();
        self.next_ping_us = now_us + if soon { PING_EVERY_US / 4 } else { PING_EVERY_US };
        vec![Effect::Send(Message::Ping { sent_us: now_us })]
    }

    fn lose(&mut self, now_us: i64) {
        let wait_us = BACKOFF_US.get(self.attempts).or(BACKOFF_US.last()).copied().unwrap_or(0);
        self.attempts = self.attempts.saturating_add(1);
        self.wire = Wire::Down { retry_us: now_us.saturating_add(wait_us) };
        if self.was_live {
            self.lost_since_us.get_or_insert(now_us);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use link::{Presence, Snapshot};
    use session::{DeviceId, SessionId, Subject};

    const S: i64 = 1_000_000;

    fn snapshot() -> Message {
        Message::Snapshot(Box::new(Snapshot {
            session: SessionId(uuid::Uuid::nil()),
            subject: Subject::Anonymous,
            device: DeviceId(uuid::Uuid::nil()),
            device_name: "bril 07".into(),
            events: vec![],
            pose: None,
            heart: vec![],
            presence: Presence { headset: true, watchers: 1 },
        }))
    }

    fn live_at(now_us: i64) -> Live {
        let mut live = Live::new();
        assert_eq!(live.tick(now_us), [Effect::Connect]);
        assert_eq!(live.opened(now_us), [Effect::Send(Message::Ping { sent_us: now_us })]);
        live.heard(&snapshot(), now_us);
        live
    }

    #[test]
    fn a_link_is_live_once_the_snapshot_is_there() {
        let mut live = Live::new();
        assert_eq!(live.standing(), Standing::Joining);
        live.tick(0);
        live.opened(0);
        assert_eq!(live.standing(), Standing::Joining);
        live.heard(&snapshot(), 0);
        assert_eq!(live.standing(), Standing::Live);
    }

    #[test]
    fn while_the_client_thinks_it_over_the_link_waits_patiently() {
        let mut live = Live::new();
        live.tick(0);
        live.opened(0);
        let mut now_us = 0;
        for _ in 0..60 {
            live.heard(&Message::Presence(Presence { headset: true, watchers: 1 }), now_us);
            now_us += S;
            assert!(!live.tick(now_us).contains(&Effect::Close));
            assert_eq!(live.standing(), Standing::Asking);
        }
        live.heard(&Message::Problem(Problem::Forbidden), now_us);
        assert_eq!(live.standing(), Standing::Closed(Problem::Forbidden));
    }

    /// Time passes ten times a second up to this moment; what the browser is to do then.
    fn listens_until(live: &mut Live, from_us: i64, until_us: i64) -> Vec<Effect> {
        let ticks = (from_us..until_us).step_by(100_000);
        ticks.chain([until_us]).flat_map(|now_us| live.tick(now_us)).collect()
    }

    #[test]
    fn silence_is_noticed_although_the_socket_says_nothing() {
        let mut live = live_at(0);
        assert_eq!(listens_until(&mut live, 0, SILENCE_US + 1).last(), Some(&Effect::Close));
        assert_eq!(live.standing(), Standing::Lost);
        assert_eq!(live.lost_for_us(SILENCE_US + 1 + 2 * S), Some(2 * S));
    }

    #[test]
    fn a_page_that_was_stuck_reads_what_came_before_it_calls_that_silence() {
        let mut live = live_at(0);
        listens_until(&mut live, 0, S);
        assert!(!live.tick(9 * S).contains(&Effect::Close), "it was not listening");
        assert_eq!(live.standing(), Standing::Live);
        let silent = listens_until(&mut live, 9 * S, 9 * S + SILENCE_US);
        assert!(silent.contains(&Effect::Close), "now it was");
    }

    #[test]
    fn it_comes_back_by_itself_waiting_a_little_longer_each_time() {
        let mut live = live_at(0);
        let mut now_us = S;
        live.closed(now_us);
        for wait_us in [250_000, 500_000, S, 2 * S, 4 * S, 4 * S] {
            assert_eq!(live.tick(now_us + wait_us - 1), []);
            assert_eq!(live.tick(now_us + wait_us), [Effect::Connect]);
            now_us += wait_us;
            live.closed(now_us);
        }
        live.tick(now_us + 4 * S);
        live.opened(now_us + 4 * S);
        live.heard(&snapshot(), now_us + 4 * S);
        assert_eq!((live.standing(), live.lost_for_us(now_us + 9 * S)), (Standing::Live, None));
    }

    #[test]
    fn after_two_seconds_two_minutes_or_two_days_watching_resumes_by_itself_with_a_snapshot() {
        for away_us in [2 * S, 120 * S, 2 * 86_400 * S] {
            let mut live = live_at(0);
            live.heard(&Message::Pong { sent_us: 0, world_time: Some(WorldTime::from_secs(60)) }, 0);
            live.closed(S);
            let back_us = S + away_us;
            let mut now_us = S;
            // Until the server is back every attempt comes to nothing; from then on the next one meets it.
            let met_us = loop {
                now_us += 250_000;
                if live.tick(now_us) == [Effect::Connect] {
                    if now_us >= back_us {
                        break now_us;
                    }
                    live.closed(now_us);
                }
            };
            assert_eq!(live.standing(), Standing::Lost, "the picture says so all the while");
            assert!(met_us - back_us <= 4 * S, "{} s after the server is back", (met_us - back_us) / S);
            live.opened(met_us);
            live.heard(&snapshot(), met_us);
            assert_eq!((live.standing(), live.lost_for_us(met_us)), (Standing::Live, None));
            let world_s = u64::try_from(met_us / S).unwrap() + 60;
            assert_eq!(
                live.world_time(met_us).map(|at| at.0 / 1_000_000),
                Some(world_s),
                "the clock outlived it"
            );
        }
    }

    #[test]
    fn world_time_comes_from_round_trips_and_outlives_the_link() {
        let mut live = live_at(0);
        assert_eq!(live.world_time(0), None);
        live.heard(&Message::Pong { sent_us: 0, world_time: Some(WorldTime::from_secs(60)) }, 20_000);
        assert_eq!(live.world_time(10_000), Some(WorldTime::from_secs(60)));
        live.closed(S);
        assert_eq!(live.world_time(10_000 + S), Some(WorldTime::from_secs(61)));
    }

    #[test]
    fn a_peers_ping_is_answered_with_our_world_time() {
        let mut live = live_at(0);
        live.heard(&Message::Pong { sent_us: 0, world_time: Some(WorldTime::from_secs(5)) }, 0);
        let answer = live.heard(&Message::Ping { sent_us: 77 }, S);
        let expected = Message::Pong { sent_us: 77, world_time: Some(WorldTime::from_secs(6)) };
        assert_eq!(answer, [Effect::Send(expected)]);
    }

    #[test]
    fn a_refusal_for_good_is_not_tried_again() {
        let mut live = live_at(0);
        assert_eq!(live.heard(&Message::Problem(Problem::UnknownSession), S), [Effect::Close]);
        live.closed(S);
        assert_eq!(live.tick(1_000 * S), []);
        assert_eq!(live.standing(), Standing::Closed(Problem::UnknownSession));
    }

    #[test]
    fn a_socket_that_opens_but_never_says_a_word_is_tried_again() {
        let mut live = Live::new();
        live.tick(0);
        live.opened(0);
        assert_eq!(live.tick(JOIN_TIMEOUT_US + 1), [Effect::Close]);
        assert_eq!(live.tick(JOIN_TIMEOUT_US + 1 + 250_000), [Effect::Connect]);
    }
}
