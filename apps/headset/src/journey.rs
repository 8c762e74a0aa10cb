//! The session on its way: the sequencer that decides, the events that wait for the server, what the link brings.

mod going;
mod linked;

use crate::keeper::{Keeper, Record};
use going::Awaited;
use link::{Message, Outbox};
use linked::Code;
use panels::{Deed, Extras, Keeping, Local};
use session::{
    Act, Event, EventKind, Input, Means, Menu, Origin, Phase, SOFT_END, Sequencer, SessionId, State,
    Steering, WorldTime,
};
use std::collections::VecDeque;

/// The clock is compared this often.
const PING_EVERY: WorldTime = WorldTime::from_secs(5);
/// A link that says nothing for this long is dead.
const SILENT: WorldTime = WorldTime::from_secs(13);
/// Without word of it for this long there is no coherence: the garden goes on at its own pace.
const COHERENCE_LOST: WorldTime = WorldTime::from_secs(15);
/// A heart was heard lately when it was within this.
const HEART_LATELY: WorldTime = WorldTime::from_secs(60);
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
    asked_again: bool,
    /// What exercises need that comes later is here.
    pub parts: bool,
    awaited: Option<Awaited>,
    /// The world that the client chose could not be fetched.
    world_away: bool,
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
            asked_again: false,
            parts: false,
            awaited: None,
            world_away: false,
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
            asked_again: self.asked_again,
            world_away: self.world_away,
            heading_deg,
            in_headset,
            keeping: self.keeping,
        }
    }

    /// The client chose something on a panel. Gives whether anything came of it, or may still ([`Journey::awaited`]).
    pub fn choose(&mut self, deed: &Deed, at: WorldTime) -> bool {
        match deed {
            Deed::Act(Act::ChooseWorld(world)) => {
                self.client_awaits(*world, at);
                true
            }
            Deed::Act(act) => self.act(act.clone(), at),
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
        self.client_changed_their_mind();
        self.feed(&Input::Act(Origin::Client, act), at)
    }

    /// The headset noticed that the client lies or sits. They chose nothing, so what they asked for stays.
    pub fn noticed_lying(&mut self, lies: bool, at: WorldTime) {
        self.feed(&Input::Lies(lies), at);
    }

    /// What can be offered here and now becomes part of the session: a tablet draws the same pages by it.
    pub(crate) fn keep_means_true(&mut self, at: WorldTime) {
        let heart = self.linked && self.heart_heard.is_some_and(|heard| at.since(heard) < HEART_LATELY);
        self.feed(&Input::Means(Means { heart, parts: self.parts }), at);
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
        self.keep_means_true(at);
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
                    if *menu == Some(Menu::Settings) {
                        self.code_asked = None;
                    }
                }
                EventKind::WatchStarted(_) => self.code = None,
                _ => {}
            }
            self.outbox.push(event);
        }
        if self.linked {
            self.send_events();
        }
    }

    fn wish(&mut self, wish: Wish) -> bool {
        self.wishes.push_back(wish);
        true
    }
}

#[cfg(test)]
#[path = "journey_tests.rs"]
mod tests;
