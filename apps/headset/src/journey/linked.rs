//! What the link brings, and what goes out over it: events, poses, codes, and who watches.

use super::Journey;
use link::{
    EVENTS_MAX, EventBatch, HeartNow, HeartReading, Hello, Message, Pose, Problem, QualityLevel, StreamId,
};
use session::{Act, Command, Input, Menu, Origin, PaceSearch, Phase, Steering, ValueShown, WorldTime};

/// Poses go out at most this often.
const POSE_EVERY: WorldTime = WorldTime::from_millis(50);
/// A heart value changes the world at most this often.
const HEART_EVERY: WorldTime = WorldTime::from_secs(30);
/// A coherence changes the garden at most this often.
const COHERENCE_EVERY: WorldTime = WorldTime::from_secs(10);
/// Nobody watches any more when the link, or every watcher's, has been gone for this long.
const WATCHERS_GONE: WorldTime = WorldTime::from_secs(20);
/// A new pairing code is asked for this long before the old one stops working.
const CODE_AHEAD: WorldTime = WorldTime::from_secs(4);
/// Without an answer the code is asked for again.
const CODE_AGAIN: WorldTime = WorldTime::from_secs(10);

/// A code on show.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Code {
    pub digits: String,
    pub until: WorldTime,
}

impl Journey {
    /// The socket opened.
    pub fn link_opened(&mut self, wall_clock_us: i64, at: WorldTime) {
        self.linked = true;
        self.heard_at = at;
        self.pinged_at = at;
        self.code = None;
        self.code_asked = None;
        self.outgoing.clear();
        self.outbox.rewind();
        self.outgoing.push_back(Message::Hello(Hello {
            build: self.build.clone(),
            session: self.session,
            wall_clock_us,
            world_time: at,
        }));
        self.send_events();
    }

    /// The socket closed. The world goes on.
    pub fn link_closed(&mut self) {
        self.linked = false;
        self.coherence_heard = None;
        self.watchers_here = 0;
        self.outgoing.clear();
    }

    /// The link brought this.
    pub fn hear(&mut self, message: Message, at: WorldTime) {
        self.heard_at = at;
        match message {
            Message::Command(command) => match command.act {
                Act::ChooseWorld(world) => self.colleague_awaits(world, command),
                _ => {
                    // Whether an exercise can begin hangs on what is here at this very moment.
                    self.keep_means_true(at);
                    self.command(&command, at);
                }
            },
            Message::Ack { stream: StreamId::Events(session), watermark } if session == self.session => {
                self.outbox.acknowledge(watermark);
            }
            Message::Heart(now) => {
                if now.quality.level != QualityLevel::Absent {
                    self.heart_heard = Some(at);
                }
                self.heart(&now, at);
            }
            // A new value every ten seconds: the garden follows slowly anyway.
            Message::Coherence(now) => {
                self.coherence_heard = Some(at);
                if self.coherence_at.is_none_or(|last| at.since(last) >= COHERENCE_EVERY) {
                    self.coherence_at = Some(at);
                    self.feed(&Input::Coherence(now.permille), at);
                }
            }
            Message::Resonance(now) if now.ended => {
                let search = PaceSearch { algorithm: now.algorithm, outcome: now.outcome };
                self.feed(&Input::Search(search), at);
            }
            Message::OwnPace(pace_milli_bpm) => {
                self.feed(&Input::OwnPace(pace_milli_bpm), at);
            }
            Message::Worlds(planned) => {
                self.feed(&Input::Worlds(planned), at);
            }
            Message::Allocated(feed) => {
                self.feed(&Input::Allocated(feed), at);
            }
            Message::Planned(planned) => {
                self.feed(&Input::Planned(planned), at);
            }
            Message::PairingCode(code) => {
                let until = at + WorldTime::from_millis(u64::from(code.valid_ms));
                self.code_asked = None;
                self.code = Some(Code { digits: code.digits, until });
            }
            Message::Ping { sent_us } => {
                self.outgoing.push_back(Message::Pong { sent_us, world_time: Some(at) });
            }
            Message::Presence(presence) => self.watchers_here = presence.watchers,
            Message::Problem(Problem::Gap | Problem::StoreUnavailable) => self.outbox.rewind(),
            Message::Problem(Problem::Conflict) => self.conflicted = true,
            _ => {}
        }
    }

    /// Where the head is and looks; goes out when due and allowed.
    pub fn pose(&mut self, at: WorldTime, orientation: [f32; 4], position_m: [f32; 3]) {
        let consent = self.state().consent.pose;
        let due = self.posed_at.is_none_or(|posed| at.since(posed) >= POSE_EVERY);
        if !due {
            return;
        }
        let pose = || Pose::new(at, orientation, position_m);
        if self.linked && (consent.live || consent.keep) {
            self.posed_at = Some(at);
            self.outgoing.push_back(Message::Pose(pose()));
        } else if !self.linked && consent.keep && !matches!(self.state().phase, Phase::Welcome | Phase::Done)
        {
            self.posed_at = Some(at);
            self.keeper.pose(pose());
        }
    }

    /// The next message to send.
    pub fn take_message(&mut self) -> Option<Message> {
        self.outgoing.pop_front()
    }

    pub(super) fn command(&mut self, command: &Command, at: WorldTime) {
        match self.sequencer.command(command, at) {
            Ok(events) => {
                if matches!(command.origin, Origin::Companion(user) if self.state().steering == Steering::Companion(user))
                {
                    self.renewed_at = at;
                }
                self.keep(events);
            }
            Err(refusal) => self.outgoing.push_back(Message::Refused { command: command.id, refusal }),
        }
    }

    pub(super) fn send_events(&mut self) {
        if self.conflicted {
            return;
        }
        while let Some((_, events)) = self.outbox.take(EVENTS_MAX) {
            self.outgoing.push_back(Message::Events(EventBatch { session: self.session, events }));
        }
    }

    /// The code is needed where it is shown: before the session, when held, and in the settings.
    pub(super) fn keep_code_fresh(&mut self, at: WorldTime) {
        let state = self.state();
        let shown =
            matches!(state.phase, Phase::Welcome | Phase::Held(_)) || state.menu == Some(Menu::Settings);
        if !shown || !state.watchers.is_empty() || state.watch_request.is_some() {
            return;
        }
        let fresh = self.code.as_ref().is_some_and(|code| at + CODE_AHEAD < code.until);
        let asked = self.code_asked.is_some_and(|asked| at.since(asked) < CODE_AGAIN);
        if !fresh && !asked {
            self.code_asked = Some(at);
            self.outgoing.push_back(Message::WantPairingCode);
        }
    }

    /// Who is said to watch does watch (rule 6): a colleague whose link is gone for good is taken off the badge.
    pub(super) fn keep_watchers_true(&mut self, at: WorldTime) {
        let here = self.linked && self.watchers_here > 0;
        if here || self.state().watchers.is_empty() {
            self.alone_since = None;
            return;
        }
        let since = *self.alone_since.get_or_insert(at);
        if at.since(since) < WATCHERS_GONE {
            return;
        }
        let gone: Vec<_> = self.state().watchers.iter().map(|watcher| watcher.user).collect();
        for user in gone {
            self.feed(&Input::WatcherGone(user), at);
        }
        self.alone_since = None;
    }

    /// The heart opens the world (rule 9: it only adds). Without a value the world goes quietly back to its rest.
    fn heart(&mut self, now: &HeartNow, at: WorldTime) {
        if self.heart_at.is_some_and(|last| at.since(last) < HEART_EVERY) {
            return;
        }
        let beats = now.quality.beats;
        let shown = match &now.reading {
            HeartReading::Value { score, low, high, parts, .. } => ValueShown {
                algorithm: parts.algorithm.clone(),
                score: Some(of_hundred(*score)),
                low: Some(of_hundred(*low)),
                high: Some(of_hundred(*high)),
                beats,
            },
            HeartReading::Trend(_) | HeartReading::NoValue(_) => {
                if self.state().shown_score.is_none() {
                    return;
                }
                ValueShown { algorithm: String::new(), score: None, low: None, high: None, beats }
            }
        };
        self.heart_at = Some(at);
        self.feed(&Input::Heart(shown), at);
    }
}

fn of_hundred(value: f64) -> u8 {
    value.clamp(0.0, 100.0).round() as u8
}
