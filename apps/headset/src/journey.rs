//! The session on its way: the sequencer that decides, the events that wait for the server, what the link brings.

use crate::keeper::{Keeper, Record};
use link::{
    EVENTS_MAX, EventBatch, HeartNow, HeartReading, Hello, Message, Outbox, Pose, Problem, QualityLevel,
    StreamId,
};
use panels::{Deed, Extras, Keeping, Local};
use session::{
    Act, Event, EventKind, Input, Menu, Origin, PaceSearch, Phase, SOFT_END, Sequencer, SessionId, State,
    Steering, ValueShown, WorldTime,
};
use std::collections::VecDeque;

/// Poses go out at most this often.
const POSE_EVERY: WorldTime = WorldTime::from_millis(50);
/// The clock is compared this often.
const PING_EVERY: WorldTime = WorldTime::from_secs(5);
/// A link that says nothing for this long is dead.
const SILENT: WorldTime = WorldTime::from_secs(13);
/// A heart value changes the world at most this often.
const HEART_EVERY: WorldTime = WorldTime::from_secs(30);
/// A coherence changes the garden at most this often.
const COHERENCE_EVERY: WorldTime = WorldTime::from_secs(10);
/// Without word of it for this long there is no coherence: the garden goes on at its own pace.
const COHERENCE_LOST: WorldTime = WorldTime::from_secs(15);
/// A heart was heard lately when it was within this.
const HEART_LATELY: WorldTime = WorldTime::from_secs(60);
/// Nobody watches any more when the link, or every watcher's, has been gone for this long.
const WATCHERS_GONE: WorldTime = WorldTime::from_secs(20);
/// A new pairing code is asked for this long before the old one stops working.
const CODE_AHEAD: WorldTime = WorldTime::from_secs(4);
/// Without an answer the code is asked for again.
const CODE_AGAIN: WorldTime = WorldTime::from_secs(10);
/// A picture took this long: what came over the link meanwhile is still to be read.
const LONG_STEP: WorldTime = WorldTime::from_millis(500);
/// The lease on steering lasts this long where pictures take that long, since what renews it is read late.
const SLOW_LEASE: WorldTime = WorldTime::from_secs(3);
/// A menu that nobody looks at closes.
const MENU_STAYS: WorldTime = WorldTime::from_secs(12);

/// What opens a session.
#[derive(Clone, Debug)]
pub(crate) struct Opening {
    pub session: SessionId,
    pub build: String,
    pub seed: u64,
    pub language: session::Language,
    pub rest: WorldTime,
}

/// What the headset itself must do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    StartAgain,
    TakeOff,
    /// The link is dead: make it anew.
    Reconnect,
}

/// A code on show.
#[derive(Clone, Debug, PartialEq)]
struct Code {
    digits: String,
    until: WorldTime,
}

/// A session as the headset holds it, with its link.
pub(crate) struct Journey {
    pub session: SessionId,
    build: String,
    sequencer: Sequencer,
    outbox: Outbox<Event>,
    keeper: Keeper,
    /// What the page says of the record.
    pub keeping: Keeping,
    /// Set apart by the server: it has other events under these numbers; nothing more is sent.
    conflicted: bool,
    linked: bool,
    outgoing: VecDeque<Message>,
    wishes: VecDeque<Wish>,
    code: Option<Code>,
    code_asked: Option<WorldTime>,
    page: u8,
    asked_again: bool,
    heart_at: Option<WorldTime>,
    coherence_at: Option<WorldTime>,
    coherence_heard: Option<WorldTime>,
    heart_heard: Option<WorldTime>,
    posed_at: Option<WorldTime>,
    pinged_at: WorldTime,
    heard_at: WorldTime,
    /// Since when nobody who watches can be there.
    alone_since: Option<WorldTime>,
    watchers_here: u8,
    menu_seen: WorldTime,
    ticked_at: WorldTime,
    /// When whoever steers was last heard.
    renewed_at: WorldTime,
}

impl Journey {
    pub fn open(opening: &Opening) -> Self {
        let opened = EventKind::Opened {
            build: opening.build.clone(),
            seed: opening.seed,
            language: opening.language,
            consent: session::Consent::default(),
            rest: opening.rest,
        };
        let (sequencer, first) = Sequencer::open(opened);
        let mut outbox = Outbox::default();
        outbox.push(first);
        Self {
            session: opening.session,
            build: opening.build.clone(),
            sequencer,
            outbox,
            keeper: Keeper::default(),
            keeping: Keeping::Quiet,
            conflicted: false,
            linked: false,
            outgoing: VecDeque::new(),
            wishes: VecDeque::new(),
            code: None,
            code_asked: None,
            page: 0,
            asked_again: false,
            heart_at: None,
            coherence_at: None,
            coherence_heard: None,
            heart_heard: None,
            posed_at: None,
            pinged_at: WorldTime::START,
            heard_at: WorldTime::START,
            alone_since: None,
            watchers_here: 0,
            menu_seen: WorldTime::START,
            ticked_at: WorldTime::START,
            renewed_at: WorldTime::START,
        }
    }

    pub fn state(&self) -> &State {
        self.sequencer.state()
    }

    pub fn linked(&self) -> bool {
        self.linked
    }

    /// What the page must write down now, since the server may not have it: nothing before the session began. With
    /// `all`, also what the link has only just been given.
    pub fn take_record(&mut self, all: bool) -> Option<Record> {
        if self.state().phase == Phase::Welcome {
            return None;
        }
        self.keeper.take(self.session, &self.outbox, self.linked, all)
    }

    /// The first event that the server is not known to have.
    pub fn watermark(&self) -> u64 {
        self.outbox.watermark()
    }

    /// Events that are not yet safe at the server.
    pub fn waiting(&self) -> usize {
        self.outbox.waiting()
    }

    /// What stands before the client besides the state.
    pub fn extras(&self, at: WorldTime, heading_deg: f32, in_headset: bool) -> Extras<'_> {
        let code = self.code.as_ref().filter(|code| self.linked && at < code.until);
        Extras {
            pairing_code: code.map(|code| code.digits.as_str()),
            page: self.page,
            asked_again: self.asked_again,
            heading_deg,
            in_headset,
            heart: self.linked && self.heart_heard.is_some_and(|heard| at.since(heard) < HEART_LATELY),
            keeping: self.keeping,
        }
    }

    /// The client chose something on a panel. Gives whether anything came of it.
    pub fn choose(&mut self, deed: &Deed, at: WorldTime) -> bool {
        match deed {
            Deed::Act(act) => self.act(act.clone(), at),
            Deed::Local(Local::NextPage) => {
                self.page = self.page.wrapping_add(1);
                true
            }
            Deed::Local(Local::StartAgain) => self.wish(Wish::StartAgain),
            Deed::Local(Local::TakeOff) => self.wish(Wish::TakeOff),
        }
    }

    /// The client asks this of the session.
    pub fn act(&mut self, act: Act, at: WorldTime) -> bool {
        self.asked_again = matches!(
            (&act, self.state().phase),
            (Act::AnswerSelfCheck { item, yes }, Phase::SelfCheck(asked))
                if *item == asked && item.verdict(*yes) == session::Verdict::PutRight
        );
        self.menu_seen = at;
        self.feed(&Input::Act(Origin::Client, act), at)
    }

    /// The headset was taken off or put back on.
    pub fn paused(&mut self, paused: bool, at: WorldTime) {
        self.feed(&Input::Paused(paused), at);
    }

    /// The gaze or hand is on a panel: an open menu stays.
    pub fn looked(&mut self, at: WorldTime) {
        self.menu_seen = at;
    }

    /// Time passes; call every frame.
    pub fn tick(&mut self, at: WorldTime) {
        // A headset whose pictures come as they should never waits here: its lease is the sequencer's own.
        let slow = at.since(self.ticked_at) > LONG_STEP;
        self.ticked_at = at;
        let held = self.state().steering != Steering::Client && at.since(self.renewed_at) <= SLOW_LEASE;
        if !(slow && held) {
            let events = self.sequencer.tick(at);
            self.keep(events);
        }
        self.keep_watchers_true(at);
        let lost = self.coherence_heard.is_none_or(|heard| at.since(heard) >= COHERENCE_LOST);
        if lost && self.state().coherence_permille.is_some() {
            self.feed(&Input::Coherence(None), at);
        }
        let state = self.state();
        let idle = state.menu.is_some() && at.since(self.menu_seen) >= MENU_STAYS;
        if idle && state.steering == Steering::Client {
            self.feed(&Input::Act(Origin::Client, Act::ShowMenu(None)), at);
        }
        if !self.linked {
            return;
        }
        if at.since(self.heard_at) >= SILENT {
            self.linked = false;
            self.wish(Wish::Reconnect);
            return;
        }
        if at.since(self.pinged_at) >= PING_EVERY {
            self.pinged_at = at;
            self.outgoing.push_back(Message::Ping { sent_us: i64::try_from(at.0).unwrap_or(i64::MAX) });
        }
        self.keep_code_fresh(at);
        self.send_events();
    }

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
            Message::Command(command) => match self.sequencer.command(&command, at) {
                Ok(events) => {
                    if matches!(command.origin, Origin::Companion(user) if self.state().steering == Steering::Companion(user))
                    {
                        self.renewed_at = at;
                    }
                    self.keep(events);
                }
                Err(refusal) => self.outgoing.push_back(Message::Refused { command: command.id, refusal }),
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

    /// The next thing the headset itself must do.
    pub fn take_wish(&mut self) -> Option<Wish> {
        self.wishes.pop_front()
    }

    /// Whether a rest is due because this session ran to its soft end (rule 3).
    pub fn rest_is_due(&self) -> bool {
        let state = self.state();
        let over = matches!(state.phase, Phase::Done);
        over && state.world_since.is_some_and(|since| state.phase_since.since(since) >= SOFT_END)
    }

    fn feed(&mut self, input: &Input, at: WorldTime) -> bool {
        let events = self.sequencer.handle(input, at).unwrap_or_default();
        let any = !events.is_empty();
        self.keep(events);
        any
    }

    fn keep(&mut self, events: Vec<Event>) {
        for event in events {
            match &event.kind {
                EventKind::MenuShown(menu) => {
                    self.menu_seen = event.at;
                    self.page = 0;
                    if *menu == Some(Menu::Settings) {
                        self.code_asked = None;
                    }
                }
                EventKind::PhaseEntered(_) => self.page = 0,
                EventKind::WatchStarted(_) => self.code = None,
                _ => {}
            }
            self.outbox.push(event);
        }
        if self.linked {
            self.send_events();
        }
    }

    fn send_events(&mut self) {
        if self.conflicted {
            return;
        }
        while let Some((_, events)) = self.outbox.take(EVENTS_MAX) {
            self.outgoing.push_back(Message::Events(EventBatch { session: self.session, events }));
        }
    }

    /// The code is needed where it is shown: before the session, when held, and in the settings.
    fn keep_code_fresh(&mut self, at: WorldTime) {
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
    fn keep_watchers_true(&mut self, at: WorldTime) {
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

    fn wish(&mut self, wish: Wish) -> bool {
        self.wishes.push_back(wish);
        true
    }
}

fn of_hundred(value: f64) -> u8 {
    value.clamp(0.0, 100.0).round() as u8
}

#[cfg(test)]
#[path = "journey_tests.rs"]
mod tests;
