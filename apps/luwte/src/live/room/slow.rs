//! Slow breathing in a room: coherence while a garden opens, the curve of a search, the own pace, and whose heart drives them.

use super::{Inner, Room};
use crate::{
    clock,
    heart::{Breaths, OtherHeart, own_pace, paces},
    live::outgoing::{Outgoing, Wire},
    store::{StoreError, User, Witness},
};
use catalogue::Exercise;
use link::{HeartNow, Message, QualityLevel, ResonanceNow};
use session::{
    Act, Command, CommandId, Event, EventKind, Feed, Input, Origin, Phase, Refusal, Subject, WorldTime, step,
};
use std::{sync::Arc, time::Duration};
use uuid::Uuid;

/// After a pace ends its last beats are still on their way: so long is waited, in microseconds.
const LATE_BEATS_US: i64 = 4_000_000;
/// Before a store that could not read is asked again.
const RETRY: Duration = Duration::from_secs(1);

/// What a room remembers of slow breathing.
#[derive(Default)]
pub(super) struct Slow {
    /// When a curve is due, on the own monotonic clock.
    due_us: Option<i64>,
    /// The client's own pace by earlier sessions.
    own_pace: Option<u16>,
    /// Another heart that drives what the client sees.
    other: Option<Box<OtherHeart>>,
    /// Since when another heart has been heard: as long as the client's own, which is kept.
    heard_since: Option<WorldTime>,
    /// The heart that a colleague asked for here.
    asked: Option<Feed>,
    /// The last curve that is whole, by the client's own heart: for who comes to watch.
    own_curve: Option<ResonanceNow>,
    /// The same by the heart that drives, until the headset has told what came of it.
    shown_curve: Option<ResonanceNow>,
}

impl Slow {
    /// A colleague's choice of heart is on its way to the headset.
    pub(super) fn relayed(&mut self, feed: Feed) {
        self.asked = Some(feed);
    }
}

impl Room {
    /// The client's own pace is known: the headset hears it, now and whenever it joins.
    pub fn know_pace(&self, pace_milli_bpm: Option<u16>) {
        let mut inner = self.lock();
        inner.slow.own_pace = pace_milli_bpm;
        inner.tell_own_pace();
    }

    /// Reads the own pace of this session's client from the record.
    pub async fn learn_pace(&self, read: &Witness) {
        match own_pace(&self.store, read, &self.row()).await {
            Ok(pace) => self.know_pace(pace),
            // Nobody waits outside a session because of a pace.
            Err(error) => {
                tracing::warn!(session = %self.session, %error, "the client's own pace could not be read")
            }
        }
    }

    /// Reads what the plan of this session's client says about worlds: the headset hears it, now and whenever it joins.
    pub async fn learn_worlds(&self, read: &Witness) {
        let row = self.row();
        let Subject::Client(client) = row.subject else { return };
        match self.store.plan(read, client).await {
            Ok(plan) => {
                let running = plan.filter(|plan| plan.runs(clock::wall_us()));
                let mut inner = self.lock();
                inner.planned = running.map(|plan| plan.worlds());
                inner.tell_worlds();
            }
            // Nobody waits outside a session because of a plan.
            Err(error) => {
                tracing::warn!(session = %self.session, %error, "the client's plan could not be read")
            }
        }
    }

    /// Asks the headset, on behalf of a colleague who watches, to be driven by this heart.
    pub fn set_feed(&self, user: &User, feed: Feed, monotonic_us: i64) -> Result<(), Refusal> {
        let mut inner = self.lock();
        let (origin, act) = (Origin::Companion(user.id), Act::SetFeed(feed));
        let at = inner.clock.world(monotonic_us).unwrap_or_default();
        step(&inner.state, &Input::Act(origin, act.clone()), at)?;
        inner.slow.relayed(feed);
        let command = Command { id: CommandId(Uuid::now_v7()), origin, act };
        if inner.tell_headset(&Message::Command(command)) { Ok(()) } else { Err(Refusal::NotNow) }
    }

    /// After a restart of the server: what was kept of the client's heart since a search began, which goes on or of which
    /// nothing was told yet, is heard again; and another heart that drives the session has been heard since the client's own was. Where it
    /// was not kept, the curve says that beats are missing.
    pub async fn recall(&self, read: &Witness) {
        let (search, feed_set) = {
            let inner = self.lock();
            (inner.untold_search(), inner.other_heart_set())
        };
        if search.is_none() && feed_set.is_none() {
            return;
        }
        match self.store.beats(read, self.session).await {
            Ok(rows) => {
                let mut inner = self.lock();
                if let Some(began) = search {
                    inner.desk.recall(&rows, began);
                }
                let arrived = rows.iter().flat_map(|row| &row.packets).map(|packet| packet.arrived);
                inner.slow.heard_since =
                    feed_set.and_then(|set| arrived.filter(|arrived| *arrived >= set).min());
            }
            Err(error) => {
                tracing::warn!(session = %self.session, %error, "the beats of a session could not be read")
            }
        }
    }

    /// After a restart of the server: the heart that drives this session drives it on, and a search that ended is told.
    pub fn drive_on(self: &Arc<Self>) {
        let feed = {
            let mut inner = self.lock();
            let feed = inner.state.feed;
            if inner.untold_search().is_some() {
                if !inner.desk.collects() {
                    inner.desk.collect(true);
                }
                if !inner.runs(Exercise::ResonanceFinder) {
                    inner.slow.due_us = Some(clock::monotonic_us().saturating_add(LATE_BEATS_US));
                }
            }
            if let Feed::Seeded(seed) = feed {
                inner.drive_on_with(OtherHeart::seeded(seed));
            }
            feed
        };
        self.load_other(feed);
    }

    /// Loads the heart of another session that this one is to be driven by; until it is there the headset hears none.
    pub(super) fn load_other(self: &Arc<Self>, feed: Feed) {
        let Feed::Recorded(session) = feed else { return };
        let room = Arc::clone(self);
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        drop(runtime.spawn(async move {
            loop {
                let read = room.recorded_heart(session).await;
                if room.take_other(feed, read) {
                    return;
                }
                tokio::time::sleep(RETRY).await;
            }
        }));
    }

    /// A recorded heart was read, or not. Whether that settles it.
    fn take_other(&self, feed: Feed, read: Result<Option<OtherHeart>, StoreError>) -> bool {
        let mut inner = self.lock();
        if inner.state.feed != feed || inner.state.phase == Phase::Done {
            return true;
        }
        match read {
            Ok(other) => {
                if let Some(other) = other {
                    inner.drive_on_with(other);
                }
                true
            }
            // Without it the headset hears no heart at all; never the client's own by mistake.
            Err(error) => {
                tracing::error!(session = %self.session, %error, "a recorded heart could not be read");
                matches!(error, StoreError::Closed | StoreError::Unreadable { .. })
            }
        }
    }

    async fn recorded_heart(&self, session: session::SessionId) -> Result<Option<OtherHeart>, StoreError> {
        let row = self.row();
        let known = self.store.session(session).await?;
        let Some(known) = known.filter(|found| found.organisation == row.organisation) else {
            tracing::error!(session = %self.session, "the recorded heart of a session that is not ours was asked for");
            return Ok(None);
        };
        let audit = crate::store::AuditRow {
            organisation: row.organisation,
            actor: "server",
            actor_id: self.session.0,
            action: "read",
            object: "heart-for-sham",
            object_id: Some(session.0),
            client: if let Subject::Client(client) = known.subject { Some(client) } else { None },
        };
        let read = self.store.audit(&audit, crate::clock::wall_us()).await?;
        let beats = self.store.beats(&read, session).await?;
        Ok(OtherHeart::recorded(beats))
    }
}

impl Inner {
    /// Drives what the client sees with this heart: from now on, or as it has been heard before a restart.
    fn drive_on_with(&mut self, mut other: OtherHeart) {
        let search = self.untold_search().filter(|_| self.desk.collects());
        other.began(self.slow.heard_since, search);
        if search.is_some() && self.slow.heard_since.is_none() {
            other.series().collect(true);
        }
        self.slow.other = Some(Box::new(other));
    }

    /// Since when another heart than the client's own is to drive the session.
    fn other_heart_set(&self) -> Option<WorldTime> {
        let is_feed = |kind: &EventKind| matches!(kind, EventKind::FeedSet(_) | EventKind::FeedAllocated(_));
        let set = |event: &Event| is_feed(&event.kind).then_some(event.at);
        if self.state.feed == Feed::Own { None } else { self.events.iter().rev().find_map(set) }
    }

    /// New events that concern slow breathing have been folded in.
    pub(super) fn slow_events(&mut self, new: &[Event], monotonic_us: i64) -> Option<Feed> {
        let mut load = None;
        for event in new {
            match &event.kind {
                EventKind::ExerciseStarted { exercise: Exercise::ResonanceFinder, .. } => {
                    self.slow.due_us = None;
                    (self.slow.own_curve, self.slow.shown_curve) = (None, None);
                    self.desk.collect(true);
                    if let Some(other) = &mut self.slow.other {
                        other.series().collect(true);
                    }
                }
                EventKind::PaceSet(_) | EventKind::ExerciseEnded(_) if self.desk.collects() => {
                    self.slow.due_us = Some(monotonic_us.saturating_add(LATE_BEATS_US));
                }
                EventKind::PaceFound(_) => self.slow.shown_curve = None,
                EventKind::FeedSet(feed) | EventKind::FeedAllocated(feed) => load = Some(*feed),
                _ => {}
            }
        }
        match load {
            // A recorded one is there when it has been read.
            Some(Feed::Own | Feed::Recorded(_)) => (self.slow.other, self.slow.heard_since) = (None, None),
            Some(Feed::Seeded(seed)) => self.slow.other = Some(Box::new(OtherHeart::seeded(seed))),
            None => {}
        }
        // What nobody asked for here is not read: a headset alone does not reach another client's heart.
        let asked = self.slow.asked;
        load.filter(|feed| {
            let ours = asked == Some(*feed);
            if !ours && matches!(feed, Feed::Recorded(_)) {
                tracing::error!(session = %self.row.id, "a recorded heart that nobody asked for is not read");
            }
            ours
        })
    }

    /// Tells the heart: the client's own to who watches, and to the headset the one that drives it.
    pub(super) fn tell_heart(&mut self, own: HeartNow) {
        let garden = self.runs(Exercise::CoherenceGarden);
        let at = own.at;
        // A strap that is off falls silent in every arm: nobody feels a heart that is not measured.
        let there = own.quality.level != QualityLevel::Absent;
        let own_coherence = garden.then(|| self.desk.coherence(at)).flatten();
        let (shown, coherence) = match (self.state.feed, there) {
            (Feed::Own, _) | (_, false) => (Some(own.clone()), own_coherence.clone()),
            (_, true) => {
                let breaths = Breaths::of(&self.events);
                match &mut self.slow.other {
                    Some(other) => {
                        other.beat_on(at, &breaths);
                        let series = other.series();
                        (Some(series.now(Some(at))), garden.then(|| series.coherence(at)))
                    }
                    None => (None, None),
                }
            }
        };
        if let Some(shown) = shown {
            self.tell_headset(&Message::Heart(shown));
        }
        if let Some(coherence) = coherence {
            self.tell_headset(&Message::Coherence(coherence));
        }
        if self.consent_now().heart.live {
            let by_light = self.desk.by_light();
            if core::mem::replace(&mut self.by_light, by_light) != by_light {
                self.tell_admitted(&Message::ByLight(by_light));
            }
            self.tell_admitted(&Message::Heart(own));
            if let Some(coherence) = own_coherence {
                self.tell_admitted(&Message::Coherence(coherence));
            }
        }
    }

    /// Draws the curve of a search when it is due: the client's own to who watches, the driving one to the headset.
    pub(super) fn tell_search(&mut self, monotonic_us: i64) {
        if self.slow.due_us.is_none_or(|due| monotonic_us < due) {
            return;
        }
        // Without a headset since a restart it is due as soon as world time is known.
        let Some(now) = self.clock.world(monotonic_us) else { return };
        self.slow.due_us = None;
        let (mut windows, ended) = paces(&self.events, now);
        if !ended {
            // The pace that goes on is told when it is over.
            windows.pop();
        }
        let Some(own) = self.desk.resonance(&windows) else { return };
        let own = ResonanceNow::of(now, &own, ended);
        let shown = match (self.state.feed, &mut self.slow.other) {
            (Feed::Own, _) => Some(own.clone()),
            (_, Some(other)) => {
                other.series().resonance(&windows).map(|curve| ResonanceNow::of(now, &curve, ended))
            }
            (_, None) => None,
        };
        if ended {
            (self.slow.own_curve, self.slow.shown_curve) = (Some(own.clone()), shown.clone());
        }
        if let Some(shown) = shown {
            self.tell_headset(&Message::Resonance(shown));
        }
        if self.consent_now().heart.live {
            self.tell_admitted(&Message::Resonance(own));
        }
        if ended {
            self.desk.collect(false);
            if let Some(other) = &mut self.slow.other {
                other.series().collect(false);
            }
        }
    }

    /// Tells a headset that joins the curve that it has not told yet.
    pub(super) fn tell_curve_again(&self) {
        if let Some(curve) = &self.slow.shown_curve {
            self.tell_headset(&Message::Resonance(curve.clone()));
        }
    }

    /// Tells who comes to watch the last curve.
    pub(super) fn tell_curve_to(&self, outgoing: &Outgoing) {
        if let Some(curve) = self.slow.own_curve.as_ref().filter(|_| self.consent_now().heart.live) {
            outgoing.send(&Message::Resonance(curve.clone()));
        }
    }

    /// When a search began that goes on, or of which nothing was told yet.
    fn untold_search(&self) -> Option<WorldTime> {
        let ended = self.state.searched_at.is_some() && self.state.search.is_none();
        let untold = self.state.phase != Phase::Done && (ended || self.runs(Exercise::ResonanceFinder));
        let began = |event: &Event| {
            matches!(event.kind, EventKind::ExerciseStarted { exercise: Exercise::ResonanceFinder, .. })
                .then_some(event.at)
        };
        if untold { self.events.iter().rev().find_map(began) } else { None }
    }

    /// Tells the headset the client's own pace, when it is known.
    pub(super) fn tell_own_pace(&self) {
        if let Some(pace) = self.slow.own_pace {
            self.tell_headset(&Message::OwnPace(pace));
        }
    }

    /// Tells the headset what the client's plan says about worlds, when there is one.
    pub(super) fn tell_worlds(&self) {
        if let Some(planned) = &self.planned {
            self.tell_headset(&Message::Worlds(planned.clone()));
        }
    }

    fn runs(&self, exercise: Exercise) -> bool {
        self.state.exercise.is_some_and(|running| running.exercise == exercise)
    }

    fn tell_admitted(&self, message: &Message) {
        let wire = Wire::new(message);
        for watching in self.watchers.iter().filter(|watching| watching.admitted) {
            watching.outgoing.push(&wire);
        }
    }
}
